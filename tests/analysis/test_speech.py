"""Speech by speaker: turns, words, and the words of each that bear codings."""

from tests.analysis.test_crosstab import FIRST, SECOND, asked, grid, names
from tests.notation import study
from workbench.analysis.tables.speech import speech

HEAD = ["Turns", "Words", "% of all words", "Coded words", "% coded"]


def test_interviewers_come_last_and_what_is_coded_of_theirs_is_not_counted():
    table = speech(asked(study(FIRST, SECOND)))
    assert names(table.columns) == HEAD
    # P1 says 5 and 4 words, P2 6, P3 4, the interviewer 4 and 2: 25
    assert grid(table) == {
        "P1": [2, 9, 36.0, 6, 66.7],
        "P2": [1, 6, 24.0, 6, 100.0],
        "P3": [1, 4, 16.0, 3, 75.0],
        "INT (interviewer)": [2, 6, 24.0, "", ""],
    }
    assert table.rule == (
        "A turn is what one speaker says before another does; words are what stands between blanks, and one that is "
        "coded in part counts as coded. Interviewers stand last; their words are among all words, and their coded "
        "words aren’t counted."
    )


def test_with_interviewers_their_coded_words_count_too():
    table = speech(asked(study(FIRST, SECOND), interviewers=True))
    assert grid(table)["INT (interviewer)"] == [2, 6, 24.0, 4, 66.7]
    assert table.rule.endswith("and their coded words count like others.")


def test_only_what_a_query_found_counts_as_coded_and_behind_a_speaker_stand_the_codings():
    made = study(FIRST, SECOND)
    by_ben = frozenset(c.id for c in made.project.all_codings() if made.project.coders[c.coder].name == "Ben")
    table = speech(asked(made, among=by_ben))
    assert [row[3] for row in grid(table).values()] == [1, 0, 3, ""]
    rows = {row.name: row.id for row in table.rows}
    assert len(table.behind(rows["P1"], "words")) == len(table.behind(rows["P3"], "")) == 1
    assert table.behind(rows["P2"], "") == ()
    assert len(speech(asked(made)).behind(rows["P1"], "")) == 5


def test_speech_without_labels_has_no_turns():
    table = speech(asked(study("[trust: all of it] without labels\n")))
    assert table.rows == ()
