"""Quotes worded for print from the shell, and a quote shown at its place; what counts is what the store holds."""

import csv
import io
import json

import pytest

from workbench.config import settings
from workbench.session import Session


@pytest.fixture
def long(night, workbench):
    """A quote of two sentences by Mara, number 3."""
    done = workbench("code", "P01", "Long. I was raging with the family, and it just took it.", "Listener")
    assert done.exit_code == 0, done.output
    return workbench


def held():
    with Session.open(settings(None, "Mara")) as session:
        texts = {d.id: session.transcript(d.id).text for d in session.project.library}
        return [
            [(edit.span.of(texts[wording.document]), edit.words) for edit in wording.edits]
            for wording in session.project.wordings.values()
        ]


def refused(done):
    assert done.exit_code == 1
    return done.stderr.removeprefix("workbench: ").strip()


def test_words_are_cut_added_and_replaced_and_the_quote_is_put_as_printed(long):
    done = long("quote", "cut", "P01-003", "with the family,")
    assert done.stdout == "Long. I was raging […] and it just took it.\n"
    assert done.stderr == "Left words out of a quote from P01 for print.\n"
    assert long("quote", "add", "3", "I was raging", "that night").stdout == (
        "Long. I was raging [that night] […] and it just took it.\n"
    )
    assert long("quote", "add", "3", "Long.", "The shift was", "--before").stdout.startswith("[The shift was] Long. I")
    done = long("quote", "replace", "3", "it", "the program", "--nth", "1")
    assert done.stdout == "[The shift was] Long. I was raging [that night] […] and [the program] just took it.\n"
    assert held() == [[("", "The shift was"), ("", "that night"), ("with the family,", ""), ("it", "the program")]]


def test_words_that_stand_twice_or_not_at_all_are_refused_in_a_sentence(long):
    assert refused(long("quote", "cut", "3", "it")) == "“it” stands twice in this quote. Say which with --nth 1 to 2."
    assert refused(long("quote", "cut", "3", "it", "--nth", "5")) == (
        "“it” stands twice in this quote, so there is no place 5."
    )
    assert refused(long("quote", "cut", "3", "amil")).startswith("“amil” does not stand in this quote.")
    assert refused(long("quote", "cut", "3", "  ")).startswith("There are no words to look for.")
    assert refused(long("quote", "cut", "99", "it")) == "There is no quote 99 in this study."
    assert refused(long("quote", "replace", "3", "it", "", "--nth", "1")).startswith(
        "There are no words to show instead."
    )
    assert held() == []


def test_bent_quote_signs_and_blanks_are_met_as_they_are_typed(long):
    assert long("code", "P01", 'walked. "Grand," I said.', "Companion").exit_code == 0
    assert long("quote", "cut", "4", "“Grand,”  I").stdout == "walked. […] said.\n"


def test_an_edit_is_taken_back_by_what_was_said_or_by_what_stands_there_or_all_of_them(long):
    long("quote", "replace", "3", "family", "relatives")
    long("quote", "cut", "3", "Long.")
    assert refused(long("quote", "restore", "3", "raging")).startswith("No edit of this quote is at “raging”.")
    assert (
        long("quote", "restore", "3", "[relatives]").stdout
        == "[…] I was raging with the family, and it just took it.\n"
    )
    long("quote", "replace", "3", "family", "relatives")
    assert long("quote", "restore", "3", "family").stdout.startswith("[…] I was raging with the family,")
    assert long("quote", "restore", "3").stdout == "Long. I was raging with the family, and it just took it.\n"
    assert held() == []
    assert refused(long("quote", "restore", "3")) == "The quote is printed as it was said."


def test_wordings_are_listed_as_said_and_as_printed_with_each_edit(long):
    assert long("quote", "wordings").stderr == "All quotes are printed as they were said.\n"
    long("quote", "replace", "3", "family", "relatives")
    row = json.loads(long("quote", "wordings", "P01-003", "--json").stdout)[0]
    assert row == {
        "id": "P01-003",
        "as said": "Long. I was raging with the family, and it just took it.",
        "as printed": "Long. I was raging with the [relatives], and it just took it.",
        "edits": ["“family” → [relatives]"],
    }
    rows = list(csv.DictReader(io.StringIO(long("quote", "wordings", "--csv").stdout)))
    assert [row["edits"] for row in rows] == ["“family” → [relatives]"]
    assert long("quote", "wordings", "1").stderr == "These quotes are printed as they were said.\n"


def test_undo_takes_a_wording_back_and_redo_does_it_again(long):
    long("quote", "cut", "3", "Long.")
    assert long("undo").exit_code == 0
    assert held() == []
    assert long("redo").exit_code == 0
    assert held() == [[("Long.", "")]]


def test_who_codes_blind_sees_no_wording_of_others_and_cant_touch_it(long):
    long("--coder", "Ben", "code", "P01", "Long. I was raging with the family, and it just took it.", "Companion")
    long("quote", "cut", "3", "Long.")
    with Session.open(settings(None, "Ben")) as session:
        session.code_blind(True)
        from workbench import tasks
        from workbench.core.errors import Refused
        from workbench.core.model import Edit

        coding = tasks.codings_named(session, ["4"])[0]
        assert tasks.wordings(session) == []
        with pytest.raises(Refused, match="Somebody else worded this quote"):
            tasks.word_quote(session, coding.document, coding.span, Edit(coding.start, coding.start + 5))
    assert held() == [[("Long.", "")]]


# -- a quote at its place -----------------------------------------------------------------------------------------------


def test_a_quote_is_shown_with_what_is_said_around_it(long):
    long("quote", "cut", "3", "Long.")
    lines = long("show", "P01-003").stdout.splitlines()
    assert lines[0] == "P01-003  P01 · turn 2 · characters 36 to 92"
    assert lines[1].startswith("Listener, coded by Mara on ")
    assert lines[2].startswith("codebook as of step ")
    assert lines[4:7] == [
        "   1  INT: How was the night shift?",
        "   2  P01: ⟦Long. I was raging with the family, and it just took it.⟧",
        "   3  INT: And then?",
    ]
    assert lines[8:] == ["In print: […] I was raging with the family, and it just took it.", "  left out: “Long.”"]


def test_a_quote_at_its_place_for_programs(long):
    found = json.loads(long("show", "3", "--json", "--turns", "0").stdout)
    assert (found["document"], found["turn"], found["start"], found["end"]) == ("P01.txt", 2, 36, 92)
    assert (found["code"], found["coder"], found["codebook"]) == ("Listener", "Mara", 2)
    assert found["around"] == [{
        "turn": 2, "speaker": "P01", "words": "Long. I was raging with the family, and it just took it.", "quote": [0, 56],
    }]  # fmt: skip
    assert refused(long("show", "P02-003")) == "There is no quote P02-003 in this study. Number 3 is P01-003."


def test_show_opens_the_terminal_program_at_the_quote(long, terminal, monkeypatch):
    places = []
    monkeypatch.setattr("workbench.tui.app.run", lambda _session, *place: places.append(place))
    assert long("show", "3", "--open").exit_code == 0
    (document, span) = places[0]
    with Session.open(settings(None, "Mara")) as session:
        assert span.of(session.transcript(document).text).startswith("Long. I was raging")
