"""The edges: --study beside DIR, bytes that are no text, notes on what came in, studies without a step, narrow screens."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from workbench.cli import output

SIMILAR = "I got off a stop early and I walked"


# -- --study and DIR ------------------------------------------------------------------------------------------------------


def test_study_says_where_init_demo_and_open_work(workbench, tmp_path, terminal):
    assert workbench("--study", "grief", "init").stdout == f"{tmp_path / 'grief'}\n"
    assert workbench("open", "--study", "grief").exit_code == 0
    assert workbench("demo", "--study", "shown", "--no-open").stdout.startswith("shown: a new demo study\n")
    assert terminal == ["grief"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grief", "shown"]


@pytest.mark.parametrize("words", [["init", "one"], ["open", "one"], ["demo", "one", "--no-open"]])
def test_a_folder_and_another_study_are_one_too_many(workbench, tmp_path, terminal, words):
    done = workbench("--study", "two", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"workbench: Choose DIR or --study, not both. See: workbench {words[0]} --help\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_the_same_study_agree(workbench, tmp_path):
    assert workbench("--study", str(tmp_path / "one"), "init", "./one").exit_code == 0


# -- bytes that are no text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["theme", "add", "\udcff"], "NAME"),
        (["theme", "add", "Night", "--code", "a\udcff"], "CODE"),
        (["theme", "edit", "Night", "--summary", "\udcff"], "TEXT"),
        (["find", "ok", "\udcff"], "WORD"),
        (["--coder", "\udcff", "count"], "--coder"),
    ],
)
def test_words_that_are_no_utf_8_are_a_usage_error(workbench, night, words, hint):
    done = workbench(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Invalid value for {hint}: This is not in UTF-8." in done.stderr.replace("'", "")
    assert len(json.loads(workbench("history", "--json").stdout)) == 3


def test_a_coder_of_the_environment_who_is_no_utf_8_is_told(workbench, night, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CODER", "\udcff")
    done = workbench("theme", "add", "Night")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "workbench: A name or a text holds something that is not in UTF-8, so it can't be kept.\n"


def test_a_file_whose_name_is_no_utf_8_is_named_and_the_rest_comes_in(process, night):
    odd = os.fsencode(night) + b"/odd\xff.txt"
    try:
        shutil.copy(night / "P01.txt", odd)
    except OSError:
        pytest.skip("this file system takes no such names")
    (night / "P03.txt").write_text("INT: Why?\n\nP03: So.\n\nINT: Now?\n\nP03: Yes.\n", encoding="utf-8")
    done = process("import", odd, "P03.txt", cwd=night)
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        ["workbench: odd\ufffd.txt: The file's name is not in UTF-8; give it another name.", "Imported P03.txt."],
    )


def test_a_folder_whose_name_is_no_utf_8_goes_out_with_its_own_bytes(process, tmp_path):
    try:
        (tmp_path / os.fsdecode(b"st\xff")).mkdir()
    except OSError:
        pytest.skip("this file system takes no such names")
    done = process("init", b"st\xff", text=False)
    assert (done.returncode, done.stdout) == (0, os.fsencode(tmp_path) + b"/st\xff\n")


def test_a_quote_id_of_5000_digits_is_none(workbench, night):
    workbench("theme", "add", "Night")
    done = workbench("theme", "edit", "Night", "--quote", "9" * 5000)
    assert done.exit_code == 1
    assert "is no quote's id" in done.stderr


# -- notes ----------------------------------------------------------------------------------------------------------------


def test_what_was_placed_by_similarity_is_told_with_its_row(workbench, night):
    (night / "more.csv").write_text(f"document,quote,code\nP01,{SIMILAR},Listener\n", encoding="utf-8")
    done = workbench("codings", "import", "more.csv")
    first, last = done.stderr.splitlines()
    assert first == (
        "workbench: more.csv, row 2: placed by similarity (94 of 100) on: “I got off a stop early and walked”"
    )
    assert (done.exit_code, last) == (0, "Imported 1 coding from more.csv.")


def test_a_single_similar_quote_is_refused_in_one_line(workbench, night):
    done = workbench("code", "P01", SIMILAR, "Listener")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("give it exactly: “I got off a stop early and walked”\n")
    assert workbench("code", "P01", "I got off a stop early and walked", "Listener").exit_code == 0


def test_signs_that_were_lost_are_counted(workbench, night):
    (night / "odd.txt").write_bytes(b"INT: Caf\xe9 \x81?\nP1: Na\xefve.\nINT: \xe9t\xe9?\nP1: Fine.\n")
    done = workbench("import", "odd.txt")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0].startswith("workbench: odd.txt: 1 sign could not be read and stands as “\ufffd”")


# -- a study without any step ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["themes", "codes", "codebook"])
@pytest.mark.parametrize("ending", ["docx", "md", "csv"])
def test_a_new_study_gives_a_report_that_says_what_is_missing(workbench, begun, kind, ending):
    done = workbench("export", kind, "--to", f"out.{ending}")
    assert (done.exit_code, done.stdout) == (0, f"out.{ending}\n")
    assert done.stderr in {"0 themes, 0 quotes.\n", "0 quotes.\n", "0 codes.\n", "0 codings.\n"}
    if ending == "md":
        text = Path("out.md").read_text(encoding="utf-8")
        assert str(date.today().year) in text  # noqa: DTZ011


def test_a_new_studys_codebook_is_not_exported_and_its_codings_and_themes_are_empty(workbench, begun):
    assert workbench("codebook", "export", "b.yaml").stderr == "workbench: This study has no codes yet.\n"
    assert workbench("codings", "export", "c.csv").exit_code == 0
    assert workbench("theme", "export", "t.yaml").exit_code == 0


# -- narrow terminals -----------------------------------------------------------------------------------------------------


def test_a_table_too_wide_for_its_terminal_becomes_a_block_a_row(capsys, monkeypatch):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    header = ("case", "role", "occupation", "household", "age")
    output.show(header, [("P01", "participant", "nurse", "", 30), ("P02", "participant", "teacher", "two", 41)])
    assert capsys.readouterr().out.splitlines() == [
        "case        P01",
        "role        participant",
        "occupation  nurse",
        "age         30",
        "",
        "case        P02",
        "role        participant",
        "occupation  teacher",
        "household   two",
        "age         41",
    ]


def test_a_table_that_fits_when_its_sentences_wrap_stays_a_table(capsys, monkeypatch):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "dumb")
    output.show(("id", "quote"), [("P01-001", "I got off a stop early and walked all the way home.")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "quote"]
    assert lines[1].startswith("P01-001  I got off a stop")


def test_a_table_of_numbers_under_long_names_keeps_all_its_columns(capsys, monkeypatch):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")  # which is 80 wide
    names = [f"What is said when nobody at all is awake, in part {part}" for part in range(1, 4)]
    output.show(("participant", *names), [("P01", 2, 0, 1), ("P02", 1, 3, 0)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("participant  ") for line in lines)
    assert [line.split() for line in lines[-2:]] == [["P01", "2", "0", "1"], ["P02", "1", "3", "0"]]


def test_a_table_too_wide_for_its_terminal_can_leave_out_its_zeros_and_says_so(capsys, monkeypatch):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    output.show(("code", "Companion", "Listener"), [("Hope", 0, 2), ("Heard", 0, 0)], sparse=True)
    told = capsys.readouterr()
    assert told.out.splitlines() == ["code       Hope", "Listener   2", "", "code       Heard"]
    assert told.err.startswith("The terminal is too narrow for the table")


def test_talk_is_broken_between_words_on_a_terminal_and_a_command_stays_whole(capsys, monkeypatch):
    monkeypatch.setattr(output.sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    output.say("What only interviewers say is left out of the table.")
    output.say("Choose one with: workbench theme edit Night --quote ID")
    assert capsys.readouterr().err.splitlines() == [
        "What only interviewers say is",
        "left out of the table.",
        "Choose one with: workbench theme edit Night --quote ID",
    ]


def test_a_row_that_belongs_to_another_stays_set_in(capsys):
    output.show(("theme", "stands"), [("Night", "1 of 2 without it"), (f"{output.INDENT}P01", "without it")])
    assert capsys.readouterr().out.splitlines()[1:] == ["Night  1 of 2 without it", "  P01  without it"]
