"""How commands end: one sentence on stderr for what goes wrong, promised exit codes, and quiet ends."""

import os
import shlex
import subprocess
import sys

import pytest

from workbench.cli.exits import outcome


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("theme remove Day", 1, "There is no theme “Day” in this study."),
        ("theme add Night", 1, 'There is a theme “Night” already. Change it with: workbench theme edit "Night"'),
        ("theme edit Night --name Hours", 1, 'There is a theme “Hours” already. Change it with: workbench theme edit "Hours"'),
        ("theme edit Night --name ' '", 1, "A theme needs a name."),
        ("theme edit Night --quote P02-001", 1, "There is no quote P02-001 in this study. Number 1 is P01-001."),
        ("theme edit Night --quote 99", 1, "There is no quote 99 in this study."),
        ("theme edit Night --drop-quote 1", 1, "The theme doesn't have this quote."),
        ("theme edit Night --drop-code Listener", 1, "The theme doesn't have this code."),
        ("theme edit Night", 1, "The themes stand like this already."),
        ("code P01 'Long.' Roles", 1, "“Roles” is a heading, not a code to apply. Choose one of the codes below it."),
        ("code P07 'Long.' Listener", 1, "There is no document “P07” in this study."),
        ("redo", 1, "There is nothing to do again."),
        ("codebook import P01.txt", 1, "No codebook is read from .txt files. These can: .docx, .yaml, .yml, .csv, .xlsx, .qdc."),
        ("cases import gone.csv", 1, "There is no file “gone.csv”."),
        ("--study /nowhere documents", 1, "There is no study in /nowhere. Make one with: workbench init"),
        ("import", 2, "Missing argument 'PATH'. See: workbench import --help"),
        ("export themes", 2, "Invalid value for --to: Say which file to write. See: workbench export --help"),
        ("cases", 2, "Missing command. See: workbench cases --help"),
        ("telepathy", 2, "No such command 'telepathy'. See: workbench --help"),
        ("documents --json --csv", 2, "Choose --json or --csv, not both. See: workbench documents --help"),
        ("ask --save", 2, "Option '--save' requires an argument. See: workbench ask --help"),
        ("theme edit Night --name", 2, "Option '--name' requires an argument. See: workbench theme edit --help"),
        ("documents --study", 2, "No such option: --study. See: workbench documents --help"),
        ("codebook import bad.yaml", 3, None),
        ("theme edit Night --summary-from latin.txt", 3, "latin.txt is no plain text in UTF-8. Save it as a text file."),
        ("--study broken documents", 3, None),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_sentence_and_a_promised_exit_code(workbench, night, words, code, sentence):
    workbench("theme", "add", "Hours")
    workbench("theme", "add", "Night")
    (night / "bad.yaml").write_text("codes: [\n", encoding="utf-8")
    (night / "latin.txt").write_bytes("Müdigkeit".encode("latin-1"))
    (night / "broken").mkdir()
    (night / "broken" / "workbench.db").write_bytes(b"this is no database, however long it may be" * 100)
    before = workbench("history", "--json").stdout
    done = workbench(*shlex.split(words))
    assert (done.exit_code, done.stdout) == (code, ""), done.output
    assert done.stderr.startswith("workbench: ")
    assert done.stderr.count("\n") == 1
    assert sentence is None or done.stderr == f"workbench: {sentence}\n"
    assert workbench("history", "--json").stdout == before


def test_an_error_that_lists_several_faults_has_a_line_for_each(workbench, night):
    (night / "two.yaml").write_text("name: Two\ncodes:\n  - nam: A\n  - name: B\n    apply: maybe\n", encoding="utf-8")
    done = workbench("codebook", "import", "two.yaml")
    assert (done.exit_code, done.stdout) == (3, "")
    first, *faults = done.stderr.splitlines()
    assert first.startswith("workbench: The codebook has ")
    assert [fault[:7] for fault in faults] == ["  line "] * len(faults)
    assert len(faults) > 1


def test_a_folder_that_may_not_be_written_to_is_told(workbench, tmp_path):
    (tmp_path / "shut").write_text("a file where a folder should be", encoding="utf-8")
    done = workbench("init", "shut")
    assert done.exit_code == 3
    assert done.stderr.startswith("workbench: /")
    assert done.stderr.endswith("/shut/codebooks: Not a directory.\n")


def test_control_c_ends_quietly(workbench, night, monkeypatch):
    def interrupted(*_words):
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.session.Session.find", interrupted)
    done = workbench("find", "night")
    assert (done.exit_code, done.output) == (130, "")
    assert outcome(interrupted) == 130


def test_a_reader_that_has_seen_enough_is_no_error(night):
    wide = "import workbench.cli.output as o; o.put('x' * 200_000); o.put('y')"
    script = f"from workbench.cli.exits import outcome; outcome(lambda: exec({wide!r}))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        writer.stdout.read(10)
        writer.stdout.close()
        assert writer.stderr.read() == b""


def test_version_and_help_in_a_process(process, tmp_path):
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    assert process("--version", env=env).stdout == "workbench 0.1.0\n"
    told = process("--help", env=env)
    assert (told.returncode, told.stderr) == (0, "")
    assert "  export       Writes findings, tables or a coded transcript to a file.\n" in told.stdout


def test_what_is_piped_is_utf8_whatever_the_locale_says(workbench, process, night):
    workbench("theme", "add", "Über Nacht 夜")
    told = process("theme", "list", "--csv", text=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert told.stdout.decode("utf-8").splitlines()[1] == "Über Nacht 夜,,0,0"
