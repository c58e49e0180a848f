"""The history and the quotes from the command line: who did what, taking back any step, the study of an earlier day."""

import json

import pytest

from workbench.config import Settings
from workbench.session import Session


def said(workbench, *words):
    done = workbench(*words)
    assert done.exit_code == 0, done.output
    return done


def codings(folder):
    with Session.open(Settings(folder, "Mara")) as session:
        return [session.project.codes[coding.code].name for coding in session.project.all_codings()]


@pytest.fixture
def worked(workbench, night):
    """The study of the night with two codings by Mara (steps 4 and 5)."""
    said(workbench, "code", "P01", "Long.", "Listener")
    said(workbench, "code", "P01", "I got off a stop early and walked.", "Companion")
    return night


def test_the_history_of_one_coder_since_a_day(workbench, worked):
    said(workbench, "--coder", "Ravi", "code", "P01", "Grand", "Listener")
    rows = json.loads(said(workbench, "history", "--by", "ravi", "--json").stdout)
    assert [(row["step"], row["who"], row["what"]) for row in rows] == [(6, "Ravi", "Coded P01 with “Listener”")]
    assert len(json.loads(said(workbench, "history", "--since", "2001-01-01", "--json").stdout)) == 6
    none = said(workbench, "history", "--since", "2999-01-01")
    assert (none.stdout, none.stderr) == ("", "Nothing was done that fits.\n")
    wrong = workbench("history", "--since", "May")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("workbench: “May” is no date. ")


def test_the_history_is_read_in_local_time_by_people_and_in_utc_by_programs(workbench, worked):
    plain = said(workbench, "history").stdout.splitlines()[1].split()
    programs = json.loads(said(workbench, "history", "--json").stdout)[0]["when"]
    assert (len(plain[1]), plain[2][2], programs[-1]) == (len("2026-05-03"), ":", "Z")


def test_a_step_is_shown_with_what_it_changed(workbench, worked):
    lines = said(workbench, "history", "--step", "4").stdout.splitlines()
    assert lines[0].startswith("4  ")
    assert lines[0].endswith("  Mara  Coded P01 with “Listener”")
    assert len(lines) > 1
    assert workbench("history", "--step", "9").stderr == "workbench: The history has no step 9.\n"


def test_any_step_is_taken_back_by_its_number(workbench, worked):
    done = said(workbench, "undo", "--step", "4")
    assert done.stderr == "Took back step 4: Coded P01 with “Listener”.\n"
    assert codings(worked) == ["Listener", "Companion", "Companion"]
    rows = json.loads(said(workbench, "history", "--json").stdout)
    assert [(row["step"], row["taken back"]) for row in rows[-3:]] == [(4, "yes"), (5, ""), (6, "")]
    assert workbench("undo", "--step", "4").exit_code == 1
    assert said(workbench, "undo").stderr == "Undone: Coded P01 with “Listener”.\n"
    assert codings(worked) == ["Listener", "Listener", "Companion", "Companion"]


def test_another_coders_step_is_taken_back_only_with_others(workbench, worked):
    refused = workbench("--coder", "Ravi", "undo", "--step", "5")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("workbench: Step 5, “Coded P01 with “Companion””, was made by Mara.")
    said(workbench, "--coder", "Ravi", "undo", "--step", "5", "--others")
    assert codings(worked) == ["Listener", "Listener", "Companion"]
    assert workbench("undo", "--others").exit_code == 2


def test_all_after_a_step_is_taken_back(workbench, worked):
    assert said(workbench, "undo", "--after", "3").stderr == "Took back 2 steps.\n"
    assert codings(worked) == ["Listener", "Companion"]
    assert workbench("undo", "--after", "3", "--step", "2").exit_code == 2


def test_the_program_opens_on_the_study_as_it_was(workbench, worked, terminal, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "workbench.tui.app.run", lambda session: seen.append((session.glance.number, len(session.seen.codings)))
    )
    said(workbench, "open", "--at", "1")
    said(workbench, "open", "--at", "2999-01-01")
    assert seen == [(1, 0), (5, 2)]
    assert workbench("open", "--at", "99").stderr == "workbench: The history has no step 99.\n"


def test_quotes_are_filtered(workbench, worked):
    (worked / "cases.csv").write_text("case,country\nP02,Ireland\n", encoding="utf-8")
    said(workbench, "cases", "import", "cases.csv")
    said(workbench, "theme", "add", "Alone", "--code", "Companion")
    said(workbench, "theme", "edit", "Alone", "--quote", "2")
    walked, nobody, took = "I got off a stop early and walked.", "Nobody, is the answer.", "it just took it."
    expected = {
        ("Listener",): ["Long.", took],
        ("Roles",): ["Long.", took, walked, nobody],
        ("Roles", "--no-below"): [],
        ("Roles", "--document", "P02"): [nobody],
        ("Roles", "--by", "Mara", "--words", "STOP  early"): [walked],
        ("--where", "country=ireland"): [nobody],
        ("--participants", "--origin", "search"): [],
        ("Listener", "--origin", "hand", "--rating", ""): ["Long.", took],
        ("--theme", "Alone"): [walked, nobody],
        ("--theme", "Alone", "--chosen"): [nobody],
    }
    found = {words: json.loads(said(workbench, "quotes", *words, "--json").stdout) for words in expected}
    assert {words: [row["quote"] for row in rows] for words, rows in found.items()} == expected


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["Listener", "--where", "country"], 2, "Write an attribute and its value"),
        (["Listener", "--origin", "ai"], 2, "Choose hand or search"),
        (["--chosen"], 2, "Say which theme"),
        (["--by", "Nobody"], 1, "There is no coder “Nobody” in this study."),
        (["--theme", "Nothing"], 1, "There is no theme “Nothing” in this study."),
    ],
)
def test_filters_that_can_not_be_understood_are_told(workbench, night, words, code, complaint):
    done = workbench("quotes", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert complaint in done.stderr
