"""The words that take reports out of a study: one by one, and all again."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def pack(workbench, night):
    """The study with its codes and its findings among the exports."""
    for words in ("export codes --to exports/codes.md", "export findings --to exports/findings.md"):
        assert workbench(*words.split()).exit_code == 0
    return night


def test_findings_are_written_with_their_path_on_stdout(workbench, night):
    workbench("theme", "add", "Night", "--code", "Roles")
    done = workbench("export", "findings", "--to", "exports/findings.md")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "exports/findings.md\n", "1 theme, 0 quotes.\n")
    text = Path("exports/findings.md").read_text(encoding="utf-8")
    assert "## Methods" in text
    assert "### Night" in text


def test_a_transcript_with_its_codes_is_named_and_may_be_one_coders(workbench, night):
    done = workbench("export", "coded", "P01", "--to", "P01.csv")
    assert (done.exit_code, done.stderr) == (0, "P01, 1 coding.\n")
    done = workbench("export", "coded", "P01", "--by", "Ben", "--to", "ben.csv")
    assert done.stderr == "P01, 0 codings.\n"


def test_all_is_made_again_and_each_file_is_told_of(workbench, pack):
    done = workbench("export", "--all")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split(maxsplit=1) for line in done.stdout.splitlines()[1:]] == [
        ["exports/codes.md", "unchanged"],
        ["exports/findings.md", "unchanged"],
    ]


def test_what_is_out_of_date_is_told_by_the_exit_code_and_nothing_is_written(workbench, pack):
    assert workbench("export", "--check").exit_code == 0
    workbench("code", "P01", "Long.", "Listener")
    before = Path("exports/codes.md").read_bytes()
    done = workbench("export", "--check", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == [
        {"file": "exports/codes.md", "state": "changed"},
        {"file": "exports/findings.md", "state": "changed"},
    ]
    assert Path("exports/codes.md").read_bytes() == before
    assert workbench("export", "--all").exit_code == 0
    assert workbench("export", "--check").exit_code == 0


def test_a_file_changed_by_hand_is_left_and_named(workbench, pack):
    Path("exports/codes.md").write_text("mine", encoding="utf-8")
    done = workbench("export", "--all")
    assert done.exit_code == 1
    assert done.stderr == "Not written over: codes.md. To do so all the same: workbench export --all --force\n"
    assert Path("exports/codes.md").read_text(encoding="utf-8") == "mine"
    assert workbench("export", "--all", "--force").exit_code == 0
    assert Path("exports/codes.md").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("export", 2, "Say what: findings, themes, codes, codebook, memos, tables, or coded"),
        ("export findings", 2, "Say which file to write"),
        ("export findings --all", 2, "Say what to write, or --all or --check, not both"),
        ("export poems --to x.md", 1, "There is nothing called “poems” to write."),
        ("export coded --to x.md", 1, "Say which transcript."),
        ("export themes P01 --to x.md", 1, "Only a coded transcript is one document's, or one coder's."),
        ("export findings --to x.pdf", 1, "can't be written as “.pdf”"),
        ("export codes --interviewers --to x.md", 1, "Only tables can count interviewers’ speech."),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(workbench, night, words, code, told):
    done = workbench(*words.split())
    assert done.exit_code == code
    assert told in done.stderr
    assert done.stdout == ""


def test_words_as_said_stand_only_in_a_file_that_asks_for_them_and_the_manifest_says_so(workbench, night):
    workbench("code", "P01", "Long. I was raging with the family, and it just took it.", "Listener")
    assert workbench("quote", "replace", "P01-003", "family", "relatives").exit_code == 0
    workbench("theme", "add", "Night", "--code", "Roles")
    assert workbench("theme", "choose", "Night", "P01-003").exit_code == 0
    assert workbench("export", "findings", "--to", "exports/open.md").exit_code == 0
    assert workbench("export", "findings", "--as-said", "--to", "exports/team.md").exit_code == 0
    said = "raging with the family"
    assert said not in Path("exports/open.md").read_text(encoding="utf-8")
    team = Path("exports/team.md").read_text(encoding="utf-8")
    assert said in team
    assert "This file is for the team’s own check" in team
    files = json.loads(Path("exports/manifest.json").read_text(encoding="utf-8"))["files"]
    assert [one["options"] for one in files] == [{}, {"as_said": True}]
    assert workbench("export", "--check").exit_code == 0
    done = workbench("export", "codes", "--as-said", "--to", "codes.md")
    assert (done.exit_code, "Only findings can hold" in done.stderr) == (1, True)
