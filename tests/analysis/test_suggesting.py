"""Which extracts are suggested as quotes, in which order, and why; each rule by a small example."""

from notation import study
from workbench.analysis.quotes import quotes
from workbench.analysis.suggesting import suggestions
from workbench.assist.alike import nearly_same

WHOLE = "At three in the morning there is nobody else awake in this house."
ALSO = "My sister sleeps and the line to the clinic opens at nine."
LEANS = "And then it told me that I could rest my eyes for once."
CUT = "was awake when all of the others had gone to bed long ago"


def extracts_of(*documents):
    known = study(*documents)
    return quotes(known.project, known.texts, known.project.all_codings())


def words(found):
    return [one.first.words for one in found]


def test_whole_sentences_come_first_then_those_that_stand_alone():
    found = suggestions(extracts_of(f"P1: [Night: {LEANS}] [Night: {WHOLE}] I [Night: {CUT}]."), (), nearly_same)
    assert words(found) == [WHOLE, LEANS, CUT]
    assert [one.why for one in found] == [
        "whole sentences, stands alone, 13 words",
        "whole sentences, leans on what was said before, 13 words",
        "part of a sentence, stands alone, 13 words",
    ]


def test_too_short_and_too_long_ones_are_left_out():
    assert suggestions(extracts_of(f"P1: [Night: Yes.] [Night: {'So it goes on. ' * 20}end.]"), (), nearly_same) == ()


def test_participants_take_turns_and_who_is_quoted_least_comes_first():
    extracts = extracts_of(f"P1: [Night: {WHOLE}] [Night: {ALSO}]", f"P2: [Night: {LEANS}]")
    assert words(suggestions(extracts, (), nearly_same)) == [WHOLE, LEANS, ALSO]
    assert words(suggestions(extracts, extracts[:1], nearly_same)) == [LEANS, ALSO]


def test_of_two_that_say_nearly_the_same_only_the_first_is_suggested():
    twin = WHOLE.replace("this house", "our house")
    extracts = extracts_of(f"P1: [Night: {WHOLE}]", f"P2: [Night: {twin}] [Night: {ALSO}]")
    assert words(suggestions(extracts, (), nearly_same)) == [WHOLE, ALSO]


def test_what_is_chosen_and_what_is_like_it_is_not_suggested_again():
    extracts = extracts_of(f"P1: [Night: {WHOLE}] [Night: {ALSO}]")
    assert words(suggestions(extracts, extracts[:1], nearly_same)) == [ALSO]


def test_interviewers_are_never_suggested():
    assert suggestions(extracts_of(f"INT: [Night: {WHOLE}]\nP1: Yes."), (), nearly_same) == ()


def test_two_codes_on_the_same_words_are_one_suggestion():
    (one,) = suggestions(extracts_of(f"P1: [Night, Alone: {WHOLE}]"), (), nearly_same)
    assert [extract.code.name for extract in one.stretch] == ["Night", "Alone"]


def test_no_more_than_asked_for():
    assert len(suggestions(extracts_of(f"P1: [Night: {WHOLE}] [Night: {ALSO}]"), (), nearly_same, 1)) == 1


def test_a_suggestion_that_falls_away_takes_nobodys_turn():
    twin = WHOLE.replace("this house", "our house")
    extracts = extracts_of(f"P1: [Night: {WHOLE}]", f"P2: [Night: {twin}] [Night: {ALSO}]", f"P3: [Night: {LEANS}]")
    found = suggestions(extracts, extracts[:1], nearly_same)
    assert [one.first.voices[0].name for one in found] == ["P2", "P3"]
