"""Memos from the shell: writing them about everything, listing, changing, removing; private ones stay with their writer."""

import csv
import json

import pytest

from workbench.core.model import ABOUT


def listed(workbench, *words):
    return json.loads(workbench("memo", "list", "--json", *words).stdout)


def test_a_memo_is_written_on_each_thing(workbench, night):
    workbench("theme", "add", "Night")
    places = {
        "study": [],
        "document": ["--document", "P01"],
        "passage": ["--document", "P01", "--quote", "I got off a stop early"],
        "coding": ["--coding", "P01-001"],
        "code": ["--code", "Listener"],
        "case": ["--case", "P02"],
        "theme": ["--theme", "Night"],
    }
    assert set(places) == set(ABOUT)
    for about, place in places.items():
        done = workbench("memo", "add", f"About {about}.", *place)
        assert done.exit_code == 0, done.output
    assert {(row["about"], row["on"]) for row in listed(workbench)} == {
        ("study", "the study"),
        ("document", "P01"),
        ("passage", "a passage of P01"),
        ("coding", "the coding “Listener” in P01"),
        ("code", "the code “Listener”"),
        ("case", "the case P02"),
        ("theme", "the theme “Night”"),
    }
    assert [row["first line"] for row in listed(workbench, "--about", "case")] == ["About case."]


def test_words_come_from_a_file_or_a_pipe(workbench, night):
    (night / "memo.md").write_text("# Method\n\nTwo rounds.\n", encoding="utf-8")
    assert workbench("memo", "add", "--file", "memo.md", "--kind", "method").stderr == "Wrote a memo on the study.\n"
    shown = workbench("memo", "show", "Method")
    assert shown.stdout == "# Method\n\nTwo rounds.\n"
    assert shown.stderr.startswith("On the study (method, Mara, 20")
    from typer.testing import CliRunner

    from workbench.cli.words import app

    piped = CliRunner().invoke(app, ["memo", "edit", "Method"], input="Three rounds.\n", prog_name="workbench")
    assert piped.stderr == "Changed a memo on the study.\n"
    assert [(row["first line"], row["kind"]) for row in listed(workbench)] == [("Three rounds.", "method")]


def test_a_memo_is_changed_removed_and_undone(workbench, night):
    workbench("memo", "add", "On listening", "--code", "Listener")
    assert workbench("memo", "edit", "On listening", "--kind", "to discuss", "--private").exit_code == 0
    (row,) = listed(workbench)
    assert (row["kind"], row["private"], row["first line"]) == ("to discuss", "yes", "On listening")
    assert workbench("memo", "remove", row["id"]).stderr == "Removed a private memo.\n"
    assert listed(workbench) == []
    workbench("undo")
    assert listed(workbench) == [row]


def test_private_memos_show_in_no_list_and_no_file_of_others(workbench, night):
    workbench("memo", "add", "Seen by all.", "--document", "P01", "--quote", "I got off a stop early")
    workbench("memo", "add", "Mara’s own.", "--code", "Listener", "--private")
    assert {row["first line"] for row in listed(workbench)} == {"Seen by all.", "Mara’s own."}
    assert [row["first line"] for row in listed(workbench, "--coder", "Ben")] == ["Seen by all."]
    assert listed(workbench, "--coder", "Ben", "--mine") == []
    assert workbench("memo", "show", "Mara’s own.", "--coder", "Ben").exit_code == 1

    assert workbench("export", "memos", "--to", "all.md").stderr == "1 memo.\n"
    assert workbench("export", "memos", "--to", "mine.md", "--private").stderr == "2 memos.\n"
    assert workbench("export", "memos", "--to", "ben.md", "--private", "--coder", "Ben").stderr == "1 memo.\n"
    for name, own in (("all.md", False), ("mine.md", True), ("ben.md", False)):
        text = (night / name).read_text(encoding="utf-8")
        assert "Seen by all." in text
        assert "I got off a stop early" in text
        assert ("Mara’s own." in text) is own


def test_the_table_of_memos_has_their_words_and_places(workbench, night):
    workbench("memo", "add", "Walking.", "--document", "P01", "--quote", "I got off a stop early")
    workbench("memo", "add", "It listens.", "--coding", "1")
    workbench("memo", "add", "A plan.")
    workbench("export", "memos", "--to", "memos.csv")
    with (night / "memos.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["what"], row["turn"], row["words"], row["memo"]) for row in rows] == [
        ("the study", "", "", "A plan."),
        ("a passage of P01, turn 4", "4", "I got off a stop early", "Walking."),
        ("the coding “Listener” in P01, turn 2", "2", "it just took it.", "It listens."),
    ]


def test_a_word_export_of_memos_is_written(workbench, night):
    workbench("memo", "add", "# Big\n\n- one\n- two", "--code", "Listener")
    assert workbench("export", "memos", "--to", "memos.docx").stderr == "1 memo.\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["memo", "add", " "], 1, "A memo needs words."),
        (["memo", "add", "A", "--kind", "poem"], 1, "There is no kind of memo “poem”."),
        (["memo", "add", "A", "--code", "Nobody"], 1, "There is no code “Nobody” in this study."),
        (["memo", "add", "A", "--code", "Listener", "--case", "P01"], 2, "Choose one of"),
        (["memo", "add", "A", "--quote", "it"], 2, "--quote goes with --document"),
        (["memo", "list", "--kind", "poem"], 2, "“poem” is none of: analytic, method"),
        (["memo", "show", "Nothing"], 1, "There is no memo “Nothing” in this study."),
        (["memo", "remove", "For all", "--coder", "Ben"], 1, "This memo is Mara’s; only its writer can remove it."),
        (
            ["memo", "edit", "For all", "Mine", "--coder", "Ben"],
            1,
            "This memo is Mara’s; only its writer can change it.",
        ),
        (["memo", "edit", "For all", "For all"], 1, "The memo says this already."),
        (["export", "codes", "--to", "x.md", "--private"], 1, "Only memos can be private."),
    ],
)
def test_what_cannot_be_is_one_sentence(workbench, night, words, code, sentence):
    workbench("memo", "add", "For all")
    done = workbench(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert len(listed(workbench)) == 1
