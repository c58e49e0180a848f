import pytest

from notation import back, study
from workbench.analysis.quotes import quotes, speaking, stretches, tally
from workbench.core import edits
from workbench.core.spans import Span

ONE = "INT: Why her?\nP1: [trust: I knew her] from [family, trust: church]."


def found(made):
    return quotes(made.project, made.texts, made.project.all_codings())


def test_a_quote_has_its_words_its_speaker_its_turn_and_its_id():
    assert [(q.id, q.words, q.document.title, q.turn, q.speaker, q.case.name, q.code.name, q.coder.name)
            for q in found(study(ONE))] == [
        ("P1-001", "I knew her", "D1", 2, "P1", "P1", "trust", "Ana"),
        ("P1-002", "church", "D1", 2, "P1", "P1", "family", "Ana"),
        ("P1-003", "church", "D1", 2, "P1", "P1", "trust", "Ana"),
    ]  # fmt: skip


def test_quotes_come_in_the_order_asked_for():
    made = study(ONE, "P2: [trust: Nobody].")
    codings = list(made.project.all_codings())[::-1]
    assert [q.id for q in quotes(made.project, made.texts, codings)] == ["P2-004", "P1-003", "P1-002", "P1-001"]


@pytest.mark.parametrize(
    ("talk", "words", "turn", "speaker", "voices", "interviewer"),
    [
        ("INT: [a: Why?]\nP1: Well.", "Why?", 1, "INT", [], True),
        ("INT: Why?\nP1: [a: Well].", "Well", 2, "P1", ["P1"], False),
        ("INT: [a: Why?\nP1: Well].", "Why?\nP1: Well", 2, "P1", ["P1"], False),
        ("P1: [a: Well.\nINT: Why?] So.", "Well.\nINT: Why?", 1, "P1", ["P1"], False),
        ("P1: [a: Yes.\nP2: No].", "Yes.\nP2: No", 1, "P1", ["P1", "P2"], False),
        ("P1: Yes.\n[a: P2: No].", "P2: No", 2, "P2", ["P2"], False),
        ("P1: Yes.\n[a: P2]: No.", "P2", 2, "P2", ["P2"], False),
        ("[a: Notes] of May\nP1: Yes.", "Notes", 0, "", [], False),
        ("[a: Notes\nP1: Yes].", "Notes\nP1: Yes", 1, "P1", ["P1"], False),
        ("[a: Notes] without a voice", "Notes", 0, "", [], False),
    ],
)
def test_words_belong_to_the_turn_they_start_in_but_to_the_answer_if_that_is_a_question(
    talk, words, turn, speaker, voices, interviewer
):
    (quote,) = found(study(talk))
    heard = [case.name for case in quote.voices]
    assert (quote.words, quote.turn, quote.speaker, heard, quote.interviewer) == (
        words, turn, speaker, voices, interviewer,
    )  # fmt: skip


def test_a_quote_without_a_speaker_bears_the_name_of_its_document():
    (quote,) = found(study("[a: Notes] without a voice"))
    assert quote.id == "D1-001"
    assert quote.case is None


def test_offsets_are_code_points_after_signs_beyond_the_basic_plane():
    (quote,) = found(study("P1: 💛👩‍⚕️ [a: ça va] 💛."))
    assert quote.words == "ça va"


def test_the_same_words_are_one_stretch_whoever_coded_them_and_however_often():
    together = stretches(found(study("P1: [a, b, a @Ben: We [b: two]].\nP2: [a: We two].")))
    assert [[(q.words, q.coder.name) for q in stretch] for stretch in together] == [
        [("We two", "Ana"), ("We two", "Ana"), ("We two", "Ben")],
        [("two", "Ana")],
        [("We two", "Ana")],
    ]


def test_a_tally_counts_people_and_stretches_and_leaves_interviewers_out():
    made = study("INT: [a: Why?]\nP1: [a, a @Ben: Yes.] [b: No.]\nP2: [a: Oh].")
    assert tally(found(made)) == (2, 3)
    assert tally([]) == (0, 0)


def test_the_n_of_a_study_are_those_who_are_heard_not_all_in_the_table_of_participants():
    made = study("INT: Why?\nP1: Yes.")
    made = made.after(edits.set_cases(made.project, [("P1", ()), ("P9", (("country", "Chad"),))], made.stamp, "t.csv"))
    assert [case.name for case in made.project.participants] == ["P1", "P9"]
    assert [case.name for case in speaking(made.project)] == ["P1"]


@pytest.mark.parametrize(
    "written",
    [
        "P1: nothing at all.",
        "P1: [trust: I knew her] from [family, trust: church].",
        "INT: [a: Why [b > c: her]]? [laughs]\nP1: [a @Ben: So\nINT: what].",
        "[a: P1: all]",
    ],
)
def test_the_notation_reads_back_as_it_was_written(written):
    made = study(written)
    assert back(made.project, made.texts, made.project.library[0].id) == written


def test_the_notation_gives_the_text_without_brackets():
    made = study("P1: [a: x [b: y] z] [laughs]")
    document = made.project.library[0].id
    assert made.texts[document].text == "P1: x y z [laughs]"
    assert [coding.span for coding in made.project.codings[document]] == [Span(4, 9), Span(6, 7)]
