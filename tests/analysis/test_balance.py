"""Whose quotes stand for the themes, counted by hand on small interviews."""

from notation import study
from workbench.analysis.balance import balance, told
from workbench.analysis.hearing import Hearing
from workbench.analysis.tables.matrix import Asked
from workbench.core import edits

TALK = (
    "INT: [Care: How was it?]\nP1: [Care: One.] [Care: Two.] [Care: Three.] [Hope: Four.]",
    "INT: And then?\nP2: [Care: Five.]\nP3: [Hope: Six.]",
    "INT: So?\nP4: Nothing.",
)


def asked(known):
    hearing = Hearing(lambda documents: {document: known.texts[document].turns for document in documents})
    return Asked(known.project, hearing.of(known.project), lambda _: known.texts)


def chosen(*themes):
    """The study with themes of these quotes, each given by its words."""
    known = study(*TALK)
    words = {coding.span.of(known.texts[coding.document].text): coding.id for coding in known.project.all_codings()}
    for name, *quotes in themes:
        draft = edits.ThemeDraft(name, "", (), tuple(words[quote] for quote in quotes))
        known = known.after(edits.add_theme(known.project, draft, known.stamp))
    return known


def counts(matrix):
    return {
        (row.name, column.name): matrix.value(row, column)
        for row in matrix.rows
        for column in matrix.columns
        if matrix.value(row, column)
    }


def test_each_participant_is_counted_for_each_theme_and_for_all():
    known = chosen(("Night", "One.", "Two.", "Five."), ("Day", "One.", "Six."))
    assert counts(balance(asked(known))) == {
        ("P1", "Night"): 2, ("P2", "Night"): 1, ("P1", "Day"): 1, ("P3", "Day"): 1,
        ("P1", "All themes"): 2, ("P2", "All themes"): 1, ("P3", "All themes"): 1,
    }  # fmt: skip
    assert [row.name for row in balance(asked(known)).rows] == ["P1", "P2", "P3", "P4"]


def test_behind_a_cell_are_its_quotes():
    known = chosen(("Night", "One.", "Two.", "Five."))
    matrix = balance(asked(known))
    p1, night = matrix.rows[0].id, matrix.columns[0].id
    said = [coding.span.of(known.texts[coding.document].text) for coding in matrix.behind(p1, night)]
    assert said == ["One.", "Two."]
    assert len(matrix.behind("", "")) == 3


def test_who_gives_more_than_a_third_and_who_gives_none_is_told():
    known = chosen(("Night", "One.", "Two.", "Five.", "Six."), ("Day",))
    assert told(asked(known)) == (
        "P1 gives 2 of 4 quotes of all themes.",
        "P1 gives 2 of 4 quotes of “Night”.",
        "“Day” has no chosen quotes.",
        "P4 is never quoted.",
    )


def test_an_interviewers_question_is_nobodys_quote():
    known = chosen(("Night", "How was it?", "One."))
    assert counts(balance(asked(known))) == {("P1", "Night"): 1, ("P1", "All themes"): 1}


def test_without_chosen_quotes_it_says_so():
    assert told(asked(chosen())) == ("No quotes are chosen for the themes yet.",)


def test_of_two_participants_or_two_quotes_no_shares_are_told():
    known = study("P1: [Care: One.] [Care: Two.] [Care: Three.]", "P2: [Care: Four.]")
    quotes = tuple(coding.id for coding in known.project.all_codings())
    known = known.after(edits.add_theme(known.project, edits.ThemeDraft("Night", "", (), quotes), known.stamp))
    assert told(asked(known)) == (
        "All 2 participants are quoted, but these are too few quotes or participants to compare shares.",
    )


def test_where_all_give_as_much_it_says_so():
    known = study("P1: [Care: One.]", "P2: [Care: Two.]", "P3: [Care: Three.]")
    quotes = tuple(coding.id for coding in known.project.all_codings())
    known = known.after(edits.add_theme(known.project, edits.ThemeDraft("Night", "", (), quotes), known.stamp))
    assert told(asked(known)) == (
        "No participant gives more than a third of the quotes, and all 3 participants are quoted.",
    )


def test_a_study_of_one_participant_has_no_shares():
    known = study("INT: Well? P1: no.\n\nP1: [Care: One.]")
    quotes = tuple(coding.id for coding in known.project.all_codings())
    known = known.after(edits.add_theme(known.project, edits.ThemeDraft("Night", "", (), quotes), known.stamp))
    assert told(asked(known)) == ("The only participant is quoted.",)
