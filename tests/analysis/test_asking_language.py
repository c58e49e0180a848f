"""Reading a query: what binds tighter, what names mean, and where it says that something is wrong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notation import study
from workbench.analysis.query import Misworded, Query, parse
from workbench.analysis.query.tree import And, Bears, Coded, InRound, Made, Not, Or, Relation, Words
from workbench.core import edits

DAY = "INT: How?\n\nP1: [Trust > Felt understood: it heard me] and [Listener: it listens], [Doubt: well]."


def project():
    begun = study(DAY)
    step = edits.set_cases(begun.project, [("P1", (("country", "Ireland"), ("age", "41")))], begun.stamp, "table")
    return begun.project.after(step)


PROJECT = project()


def code(name):
    return Bears(frozenset({PROJECT.code_named(name).id}))


def read(text):
    return parse(text, PROJECT).tree


def fault(text):
    with pytest.raises(Misworded) as raised:
        parse(text, PROJECT)
    return raised.value


FELT, LISTENER, DOUBT = code("Felt understood"), code("Listener"), code("Doubt")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Felt understood AND Listener", And((FELT, LISTENER))),
        ("felt  UNDERSTOOD", FELT),
        ("Trust > Felt understood", FELT),
        ('code:"Listener"', LISTENER),
        ("code = Listener", LISTENER),
        ("code != Listener", Not(LISTENER)),
        ("ONLY Trust", code("Trust")),
        ("code!:Trust", code("Trust")),
        ("Listener OR Doubt AND Felt understood", Or((LISTENER, And((DOUBT, FELT))))),
        ("(Listener OR Doubt) AND Felt understood", And((Or((LISTENER, DOUBT)), FELT))),
        ("NOT Listener AND Doubt", And((Not(LISTENER), DOUBT))),
        ("NOT Listener OVERLAPS Doubt", Not(Relation("OVERLAPS", LISTENER, DOUBT))),
        ("Doubt AND Listener NEAR 20 Felt understood", And((DOUBT, Relation("NEAR", LISTENER, FELT, 20)))),
        ("Listener FOLLOWED BY Doubt", Relation("FOLLOWED BY", LISTENER, DOUBT, 1)),
        ("Listener PRECEDED BY Doubt WITHIN 3 TURNS", Relation("PRECEDED BY", LISTENER, DOUBT, 3)),
        ("Listener SAME TURN “bus”", Relation("SAME TURN", LISTENER, Words("bus"))),
        ('words:"+go .. bus"', Words("+go .. bus")),
        ("round >= 2", InRound(">=", 2)),
    ],
)
def test_a_query_is_read_into(text, tree):
    assert read(text) == tree


def test_a_code_means_the_codes_below_it_too():
    assert read("Trust") == Bears(frozenset({PROJECT.code_named("Trust").id, PROJECT.code_named("Felt understood").id}))


def test_turns_in_front_asks_for_turns():
    assert parse("TURNS Listener", PROJECT) == Query("TURNS Listener", LISTENER, turns=True)
    assert parse("TURNS", PROJECT) == Query("TURNS", Coded(), turns=True)


def test_a_date_may_be_a_day_a_month_or_a_year():
    day, month, year = read("date:2026-03-01"), read("date = 2026-03"), read("date:2026")
    assert all(isinstance(found, Made) for found in (day, month, year))
    assert year.since < month.since == day.since < day.until < month.until < year.until
    assert read("date < 2026-03-01") == Made("", day.since)
    assert read("date > 2026-03-01") == Made(day.until, "")


@pytest.mark.parametrize(
    ("text", "column", "sentence", "hint"),
    [
        ("", 1, "there is nothing to ask.", "Write a code"),
        ("Doubt  AND Listner", 12, "there is no code “Listner”.", "Did you mean “Listener”?"),
        ("Doubt and Listener", 1, "there is no code “Doubt and Listener”.", "Write AND in capitals"),
        ("not Listener", 1, "there is no code “not Listener”.", "Write NOT in capitals"),
        ("Doubt AND", 10, "something is missing after “AND”.", ""),
        ("OR Doubt", 1, "something is missing before “OR”.", ""),
        ("(Doubt", 1, "this bracket is never closed.", "Write )"),
        ("Doubt)", 6, "this bracket was never opened.", ""),
        ('Doubt AND "bus', 11, "this quotation mark is never closed.", ""),
        ('Doubt "bus"', 7, "nothing joins “bus”", "Write AND"),
        ("speeker:P1", 1, "there is no code “speeker:P1”.", "Did you mean “speaker”?"),
        ("speaker:IN", 9, "nobody in this study is called “IN”.", "“INT”"),
        ("Doubt NEAR Listener", 12, "a number is missing.", ""),
        ("document < D1", 1, "“document” has no order", ""),
        ("date:yesterday", 6, "“yesterday” is no date.", "2026-05"),
        ("round:two", 7, "“two” is no round.", ""),
        ("origin:machine", 8, "“machine” is no origin.", ""),
        ("coder:Anna", 7, "there is no coder “Anna”.", "“Ana”"),
        ('""', 1, "there is no word to look for", ""),
        ("(" * 51 + "Doubt" + ")" * 51, 51, "this is nested more than 50 deep.", ""),
        ("x" * 2001, 2001, "a query has at most 2,000 signs", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_column(text, column, sentence, hint):
    error = fault(text)
    assert error.column == column
    assert error.message.startswith(f"At column {column}: {sentence}")
    assert hint in error.hint


WORDS = ["AND", "OR", "NOT", "ONLY", "TURNS", "NEAR", "20", "SAME", "TURN", "FOLLOWED", "BY", "WITHIN", "INSIDE", "(", ")",
         '"bus"', '"', "Listener", "Doubt", "Trust > Felt understood", "case.country", "=", "Ireland", "date:", "2026",
         "speaker:P1", "memo", "!:", "code", "round", "<", "“", "«", "weight=", "chosen", "9" * 12, "case.", "\n"]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_no_query_ends_in_anything_but_a_tree_or_a_sentence_with_a_column(text):
    try:
        found = parse(text, PROJECT)
    except Misworded as error:
        column = error.column
    else:
        column = 1
        assert found.text == text
    assert 1 <= column <= len(text) + 1


def renamed(**names):
    """The study with codes of other names."""
    codes = {c.id: c._replace(name=names.get(c.name, c.name)) for c in PROJECT.codes.values()}
    return replace(PROJECT, codes=codes)


@pytest.mark.parametrize("name", ["AND", "NEAR 20", "ONLY me", "Trust AND care", "Trust (warm)", 'the "good" one'])
def test_the_name_of_a_code_that_looks_like_operators_is_told_how_to_write(name):
    made = renamed(Listener=name)
    with pytest.raises(Misworded) as raised:
        parse(name, made)
    term = raised.value.hint.removeprefix("Write ").removesuffix(" for the code that is called so.")
    assert parse(f"Doubt OR {term}", made).tree == Or((DOUBT, LISTENER))


@pytest.mark.parametrize("name", ["Type of document: letter", "Body weight > loss", "In case.age = old"])
def test_the_name_of_a_code_may_hold_what_looks_like_a_field(name):
    assert parse(f"Doubt AND {name} AND speaker:P1", renamed(Listener=name)).tree.parts[:2] == (DOUBT, LISTENER)
    assert fault(f"Doubt AND {name}").column > 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Doubt NOT Listener", "Write AND NOT."),
        ("Doubt WITHIN 2", "WITHIN stands behind FOLLOWED BY"),
        ("Doubt FOLLOWED Listener", "Write FOLLOWED BY if"),
        ("Doubt SAME Listener", "Write SAME WORDS or SAME TURN if"),
    ],
)
def test_an_operator_that_lacks_something_is_told_in_full(text, hint):
    assert fault(text).hint.startswith(hint)


def test_a_word_that_is_no_code_is_told_how_words_of_the_text_are_written_and_a_beginning_what_it_begins():
    known = study("P1: [Felt understood: Yes.]").project
    with pytest.raises(Misworded) as bare:
        parse("night", known)
    assert bare.value.hint == 'For words of the text, write them in quotation marks: "night".'
    with pytest.raises(Misworded) as begun:
        parse("underst", known)
    assert begun.value.hint == "Did you mean “Felt understood”?"
