"""The alignment ledger: value by pole, participants and extracts, counted by hand."""

import pytest

from counted import asked, shown, standing
from notation import study
from workbench.analysis.tables.ledger import ledger, pole_of
from workbench.analysis.tables.matrix import as_table
from workbench.core.errors import Refused

ONE = "INT: [warm: Was it kind?]\nP1: [warm: It was kind]. [cold: Then stiff], [cold, warm: and odd]. [shift: I moved on]."
TWO = "P2: [warm, warm @Ben: So kind]. [bond: I miss it]. [other: Well].\nP1: [cold: Stiff]."
STANDS = {
    "warm": (("pole", "aligned"), ("value", "empathy")),
    "cold": (("pole", "-"), ("value", "empathy")),
    "bond": (("pole", "0"), ("value", "alliance")),
    "shift": (("pole", "+"), ("value", "change")),
}


def test_each_value_has_participants_and_extracts_under_each_pole():
    matrix = ledger(asked(standing(study(ONE, TWO), STANDS)))
    assert [column.name for column in matrix.columns] == [
        "aligned: participants", "aligned: extracts",
        "misaligned: participants", "misaligned: extracts",
        "neutral: participants", "neutral: extracts",
        "all: participants", "all: extracts",
    ]  # fmt: skip
    assert shown(matrix) == {
        "empathy": [2, 3, 1, 3, 0, 0, 2, 5],
        "change": [1, 1, 0, 0, 0, 0, 1, 1],
        "alliance": [0, 0, 0, 0, 1, 1, 1, 1],
        "All values": [2, 4, 1, 3, 1, 1, 2, 7],
    }
    assert as_table(matrix).numeric == (False, *[True] * 8)


def test_the_rule_says_who_is_counted_and_names_codes_that_stand_nowhere():
    rule = ledger(asked(standing(study(ONE, TWO), STANDS))).rule
    assert "What only interviewers say is left out." in rule
    assert "Codes without a pole or a value are counted nowhere: “other”." in rule


def test_the_speech_of_interviewers_adds_extracts_and_no_participants():
    matrix = ledger(asked(standing(study(ONE, TWO), STANDS), interviewers=True))
    assert shown(matrix)["empathy"] == [2, 4, 1, 3, 0, 0, 2, 6]
    assert "Interviewers’ speech is counted too." in matrix.rule


def test_the_codings_of_a_cell_stand_behind_it():
    made = standing(study(ONE, TWO), STANDS)
    matrix = ledger(asked(made))

    def words(row, column):
        return [coding.span.of(made.texts[coding.document].text) for coding in matrix.behind(row, column)]

    assert words("empathy", "misaligned:extracts") == ["Then stiff", "and odd", "Stiff"]
    assert words("empathy", "aligned:participants") == ["It was kind", "and odd", "So kind", "So kind"]
    assert words("alliance", "") == words("", "neutral:extracts") == ["I miss it"]
    assert words("alliance", "aligned:extracts") == []


def test_only_codings_that_were_asked_for_count():
    made = standing(study(ONE, TWO), STANDS)
    among = frozenset(coding.id for coding in made.codings("cold"))
    assert shown(ledger(asked(made, among=among)))["All values"] == [0, 0, 1, 3, 0, 0, 1, 3]


def test_without_codes_that_stand_somewhere_it_says_what_to_write_into_the_codebook():
    half = {"warm": (("pole", "aligned"),), "cold": (("value", "empathy"), ("pole", "sideways"))}
    with pytest.raises(Refused, match="no ledger") as told:
        ledger(asked(standing(study(ONE, TWO), half)))
    assert "pole (aligned, misaligned or neutral) and value" in str(told.value)


@pytest.mark.parametrize(
    ("written", "pole"),
    [("+", "aligned"), (" Aligned", "aligned"), ("−", "misaligned"), ("0", "neutral"), ("up", ""), ("", "")],
)
def test_a_pole_is_a_word_or_a_sign(written, pole):
    code = next(iter(standing(study("P1: [warm: Yes]."), {"warm": (("pole", written),)}).project.codes.values()))
    assert pole_of(code) == pole
