"""Codes that come together, by their words and by turns, and which codings make a pair."""

import random

import pytest

from tests.analysis.test_crosstab import asked, grid, names
from tests.notation import study
from workbench.analysis.tables.cooccurrence import cooccurrence, pairs
from workbench.core import edits
from workbench.core.errors import Refused
from workbench.core.spans import Span

TALK = """INT: [trust, doubt: Is it safe?]

P1: [trust, trust @Ben: I knew [doubt: her]] from [family: church].

P1: [family: Then] nothing. [doubt: No.

INT: Yes? [trust: And

P2: So] it is.] [alone: Well.]
"""


@pytest.fixture
def told():
    """Twins by two coders, one coding in another, two that touch, and some over several turns."""
    return study(TALK)


def behind(made, table, one, other=""):
    ids = {head.name: head.id for head in table.rows} | {"": ""}
    texts = made.texts
    return [
        (made.project.codes[c.code].name, made.project.coders[c.coder].name, c.span.of(texts[c.document].text))
        for c in table.behind(ids[one], ids[other])
    ]


def test_overlaps_count_pairs_of_codings_of_any_coders_and_no_code_with_itself(told):
    table = cooccurrence(asked(told))
    assert names(table.rows) == names(table.columns) == ["trust", "doubt", "family", "alone"]
    # trust of both coders with “her”, and “And … So” with “No. … is.”
    assert grid(table) == {
        "trust": ["", 3, 0, 0],
        "doubt": [3, "", 0, 0],
        "family": [0, 0, "", 0],
        "alone": [0, 0, 0, ""],
    }
    assert table.rule == (
        "Counted are pairs of codings, one with each code, that share at least one character, whoever made them; "
        "a code isn’t counted with itself. Codes without codings are left out. What only interviewers say is left out."
    )
    assert grid(cooccurrence(asked(told, interviewers=True)))["trust"] == ["", 4, 0, 0]


def test_turns_count_once_in_which_two_codes_stand_and_an_interviewers_turn_does_not_count(told):
    table = cooccurrence(asked(told), "turn")
    # trust and doubt: the first answer, and “So it is.”; doubt and family: the first two answers; alone: the last turn
    assert grid(table) == {
        "trust": ["", 2, 1, 1],
        "doubt": [2, "", 2, 1],
        "family": [1, 2, "", 0],
        "alone": [1, 1, 0, ""],
    }
    # the questions: “Is it safe?”, and the one within “No. … is.” that “And … So” starts in
    assert grid(cooccurrence(asked(told, interviewers=True), "turn"))["trust"] == ["", 4, 1, 1]


def test_behind_a_pair_stand_the_codings_of_both_codes_that_make_it(told):
    table = cooccurrence(asked(told))
    made = [
        ("trust", "Ana", "I knew her"),
        ("trust", "Ben", "I knew her"),
        ("doubt", "Ana", "her"),
        ("doubt", "Ana", "No.\n\nINT: Yes? And\n\nP2: So it is."),
        ("trust", "Ana", "And\n\nP2: So"),
    ]
    assert behind(told, table, "trust", "doubt") == behind(told, table, "doubt", "trust") == made
    assert behind(told, table, "doubt") == [made[2], made[3]]
    assert behind(told, table, "family", "doubt") == behind(told, table, "trust", "trust") == []
    turns = cooccurrence(asked(told), "turn")
    assert behind(told, turns, "family", "trust") == [*made[:2], ("family", "Ana", "church")]


def test_the_most_frequent_pairs_come_one_a_row(told):
    most = pairs(cooccurrence(asked(told), "turn"), 3)
    assert [(row.name, most.value(row, most.columns[0])) for row in most.rows] == [
        ("trust + doubt", 2),
        ("doubt + family", 2),
        ("trust + family", 1),
    ]
    assert most.rule.endswith("Only the pairs that come most often are shown.")
    assert len(most.behind(most.rows[2].id, "")) == 3


def test_codes_that_are_asked_for_are_shown_even_without_codings_together(told):
    chosen = [told.project.code_named(name).id for name in ("family", "trust")]
    table = cooccurrence(asked(told), codes=chosen)
    assert grid(table) == {"trust": ["", 0], "family": [0, ""]}
    assert "left out. " not in table.rule.replace("What only interviewers say is left out.", "")
    with pytest.raises(Refused, match="by “page”"):
        cooccurrence(asked(told), "page")


@pytest.mark.parametrize("seed", range(30))
def test_a_sweep_finds_what_looking_at_every_pair_finds(seed):
    dice = random.Random(seed)  # noqa: S311
    made = study("P1: " + "[trust, doubt, family: word] " * 3 + "and " * 40 + "\n")
    document = made.project.library[0].id
    end = len(made.texts[document].text)
    placed = {}
    for _ in range(40):
        start = dice.randrange(4, end - 6)
        code = made.project.code_named(dice.choice(("trust", "doubt", "family"))).id
        span = Span(start, min(end - 1, start + dice.randint(2, 30)))
        placed[span, code] = edits.Placed(document, span, code, dice.choice(("Ana", "Ben")))
    made = made.after(edits.add_codings(made.project, list(placed.values()), made.stamp, "dice"))
    codings = made.project.codings[document]
    table = cooccurrence(asked(made))
    for row in table.rows:
        for column in table.columns:
            if row != column:
                wanted = [
                    (one, other)
                    for one in codings
                    for other in codings
                    if (one.code, other.code) == (row.id, column.id) and one.start < other.end and other.start < one.end
                ]
                assert table.value(row, column) == len(wanted)
                assert set(table.behind(row.id, column.id)) == {coding for pair in wanted for coding in pair}
