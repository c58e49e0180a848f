"""What the commands do: the examples of their help as one story, and each noun by itself."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from workbench.cli.words import every_command

# -- the story ------------------------------------------------------------------------------------------------------------


def test_the_examples_of_the_help_run_in_their_order_as_one_story(workbench, tmp_path, monkeypatch, terminal):
    examples = [command.epilog.partition("Example: workbench ")[2] for _, command in every_command()]
    said = {}
    for example in examples:
        words = shlex.split(example)
        done = workbench(*words)
        assert done.exit_code == 0, f"workbench {example}\n{done.output}"
        said[example] = done
        if words[0] == "init":
            monkeypatch.chdir(tmp_path / words[1])
            for folder in ("transcripts", "codebooks"):
                shutil.copytree(tmp_path / "workbench-demo" / folder, folder, dirs_exist_ok=True)
    assert terminal == ["workbench-demo", "workbench-demo"]
    assert sorted(path.name for path in Path("exports").iterdir()) == [
        "both.yaml",
        "codebook.yaml",
        "codings.csv",
        "findings.docx",
        "manifest.json",
        "themes.yaml",
    ]
    last = json.loads(said["history --json"].stdout)[-1]
    assert (last["who"], last["what"]) == (
        "Mara",
        "Emptied the cell of P02 under “Limits come after the cost, and they leak”",
    )
    assert said["undo"].stderr == "Undone: Emptied the cell of P02 under “Limits come after the cost, and they leak”.\n"
    assert (
        said["redo"].stderr
        == "Done again: Emptied the cell of P02 under “Limits come after the cost, and they leak”.\n"
    )


def test_the_ten_minutes_of_the_readme_run_as_they_stand(tmp_path):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## One study in ten minutes\n")[2].partition("\n## ")[0]
    lines = [line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]
    assert len(lines) == 18
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = subprocess.run(
        ["bash", "-ec", "\n".join(lines)], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "chatbot-study" / "exports" / "findings.docx").is_file()
    assert "workbench: " not in told.stderr


# -- beginning ------------------------------------------------------------------------------------------------------------


def test_bare_without_a_study_says_in_three_lines_how_to_start(process):
    done = process()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(": ")[2].strip() for line in done.stdout.splitlines()] == [
        "workbench demo",
        "workbench init DIR",
        "workbench open DIR",
    ]


def test_bare_opens_the_study_of_the_folder_or_of_one_above(workbench, night, terminal, monkeypatch):
    monkeypatch.chdir(night / "transcripts")
    assert workbench().exit_code == 0
    assert terminal == [night.name]


def test_the_terminal_program_needs_a_terminal(process, night):
    for words in ([], ["open"]):
        done = process(*words, cwd=night)
        assert done.returncode == 1
        assert done.stderr == (
            "workbench: The terminal program needs a terminal. For scripts there is: workbench --help\n"
        )


def test_the_demo_without_a_terminal_says_what_was_done_and_how_to_go_on(process):
    done = process("demo", "attachment")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "attachment: a new demo study"
    assert lines[1].startswith("  9 interviews with ")
    assert lines[-2:] == [
        "Open it with: workbench open attachment",
        "Press c to choose a code, ] for the next coding, ? for all keys, q to quit.",
    ]
    assert Path("attachment/exports/findings.docx").is_file()


def test_a_second_demo_opens_what_is_there(workbench, terminal):
    workbench("demo", "--no-open")
    workbench("--study", "workbench-demo", "undo")
    done = workbench("demo")
    assert done.stdout.splitlines()[0] == "workbench-demo: the demo study is there already, as you left it"
    assert terminal == ["workbench-demo"]
    assert json.loads(workbench("--study", "workbench-demo", "theme", "list", "--json").stdout) == []


def test_a_folder_with_other_things_gets_no_demo(workbench, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").touch()
    done = workbench("demo", "letters")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "workbench: letters is not empty. Choose a new folder: workbench demo FOLDER\n"


def test_init_makes_the_study_and_its_folders_once(workbench, tmp_path):
    done = workbench("init", "grief")
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'grief'}\n")
    assert {path.name for path in (tmp_path / "grief").iterdir()} >= {"transcripts", "codebooks", "exports"}
    again = workbench("init", "grief")
    assert again.exit_code == 1
    assert again.stderr == "workbench: There is a study in grief already. Open it with: workbench open grief\n"


# -- bringing in ----------------------------------------------------------------------------------------------------------


def test_import_says_of_each_file_how_it_was_read_and_who_speaks(workbench, begun):
    done = workbench("import", "P01.txt")
    header, row = done.stdout.splitlines()
    assert header.split() == ["file", "read", "as", "layout", "language", "turns", "speakers"]
    assert row.startswith("P01.txt ")
    assert row.endswith("4  INT 2 (interviewer); P01 2")
    assert done.stderr == "Imported P01.txt.\n"


def test_a_dry_run_explains_and_changes_nothing(workbench, begun):
    done = workbench("import", "P01.txt", "--dry-run")
    assert (done.exit_code, done.stderr) == (0, "Nothing was imported: this was a dry run.\n")
    assert done.stdout.splitlines()[0].endswith("how it was told")
    assert workbench("documents", "--json").stdout == "[]\n"


def test_what_could_not_be_read_is_named_and_the_rest_comes_in(workbench, begun):
    (begun / "broken.docx").write_bytes(b"no Word file")
    done = workbench("import", "broken.docx", "P01.txt", "gone.txt")
    assert done.exit_code == 0
    told = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in told[:-1]] == ["broken.docx", "gone.txt"]
    assert told[-1] == "Imported P01.txt."
    again = workbench("import", "P01.txt")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.splitlines()[-1] == "workbench: Nothing came in."


def test_a_language_that_is_said_is_taken(workbench, begun):
    workbench("import", "P01.txt", "--language", "ga")
    assert json.loads(workbench("documents", "--json").stdout)[0]["language"] == "ga"
    wrong = workbench("import", "P01.txt", "--language", "Irish")
    assert wrong.exit_code == 2


def test_codings_that_find_no_place_are_named(workbench, night):
    (night / "more.csv").write_text('document,quote,code\nP01,"Long.",Listener\nP09,"Long.",Nobody\n', encoding="utf-8")
    done = workbench("codings", "import", "more.csv")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "workbench: more.csv, row 3: There is no document “P09” in this study.",
        "Imported 1 coding from more.csv.",
    ]


def test_a_case_is_marked_once(workbench, night):
    done = workbench("cases", "mark", "P02", "--interviewer")
    assert (done.exit_code, done.stderr) == (0, "Marked P02 as an interviewer.\n")
    again = workbench("cases", "mark", "P02", "--interviewer")
    assert (again.exit_code, again.stderr) == (1, "workbench: P02 is an interviewer already.\n")
    cases = json.loads(workbench("cases", "list", "--json").stdout)
    assert [(case["case"], case["role"], case["documents"]) for case in cases] == [
        ("P01", "participant", ["P01.txt"]),
        ("INT", "interviewer", ["P01.txt", "P02.txt"]),
        ("P02", "interviewer", ["P02.txt"]),
    ]


# -- asking ---------------------------------------------------------------------------------------------------------------


def test_documents_as_json_csv_and_columns(workbench, night):
    assert json.loads(workbench("documents", "--json").stdout)[1] == {
        "document": "P02.txt",
        "title": "P02",
        "words": 11,
        "turns": 2,
        "language": "",
        "speakers": ["INT (interviewer)", "P02"],
        "participants' words": 8,
        "coded words": 4,
        "coded %": 50,
        "codings": 1,
        "coders": ["Ben"],
    }
    table = workbench("documents", "--csv").stdout.splitlines()
    assert table[0] == (
        "document,title,words,turns,language,speakers,participants' words,coded words,coded %,codings,coders"
    )
    assert table[2] == "P02.txt,P02,11,2,,INT (interviewer); P02,8,4,50,1,Ben"
    plain = workbench("documents").stdout.splitlines()
    assert plain[0].split()[:5] == ["document", "title", "words", "turns", "language"]
    assert plain[2].split() == ["P02.txt", "P02", "11", "2", "INT", "(interviewer);", "P02", "8", "4", "50", "1", "Ben"]


def test_count_and_quotes(workbench, night):
    assert workbench("count", "--csv").stdout.splitlines() == [
        "code,codings,documents",
        "Roles > Listener,1,1",
        "Roles > Companion,1,1",
    ]
    assert workbench("quotes", "Roles", "--csv").stdout.splitlines() == [
        "id,participant,document,turn,code,coder,quote",
        "P01-001,P01,P01.txt,2,Listener,Ada,it just took it.",
        'P02-002,P02,P02.txt,2,Companion,Ben,"Nobody, is the answer."',
    ]


def test_a_cell_that_looks_like_a_formula_is_harmless_in_csv(workbench, night):
    workbench("theme", "add", "=1+1")
    assert workbench("theme", "list", "--csv").stdout.splitlines()[1] == "'=1+1,,0,0"


def test_signs_that_would_steer_a_terminal_are_left_out(workbench, night):
    assert workbench("codebook", "add", "Red", "--definition", "red \x1b[31malert").exit_code == 0
    listed = workbench("codebook", "list").stdout
    assert "red [31malert" in listed
    assert "\x1b" not in listed


# -- changing -------------------------------------------------------------------------------------------------------------


def test_a_code_is_put_on_words_by_the_coder_who_is_named(workbench, night):
    done = workbench("--coder", "Ravi", "code", "P01", "I got off a stop early and walked.", "ROL.LIS")
    assert (done.exit_code, done.stderr) == (0, "Coded P01 with “Listener”.\n")
    last = json.loads(workbench("history", "--json").stdout)[-1]
    assert (last["who"], last["what"], last["takes back"]) == ("Ravi", "Coded P01 with “Listener”", None)


def test_undo_and_redo_say_what_they_turn_and_the_history_keeps_all(workbench, night):
    workbench("code", "P01", "Long.", "Listener")
    assert workbench("undo").stderr == "Undone: Coded P01 with “Listener”.\n"
    assert workbench("redo").stderr == "Done again: Coded P01 with “Listener”.\n"
    last = [(row["step"], row["what"], row["takes back"]) for row in json.loads(workbench("history", "--json").stdout)]
    assert last[-3:] == [
        (4, "Coded P01 with “Listener”", None),
        (5, "Undone: Coded P01 with “Listener”", 4),
        (6, "Done again: Coded P01 with “Listener”", 5),
    ]
    other = workbench("--coder", "Ravi", "undo")
    assert (other.exit_code, other.stderr) == (1, "workbench: There is nothing of yours to undo.\n")


def test_a_theme_is_written_changed_and_removed(workbench, night):
    (night / "said.md").write_text("It *takes*\r\nit.\n", encoding="utf-8")
    for words in (
        'theme add Night --summary "First words." --code Listener',
        "theme edit night --name Nights --summary-from said.md --code Companion --drop-code Listener",
        "theme edit Nights --quote P01-001 --quote 2",
        "theme edit Nights --drop-quote 2",
    ):
        done = workbench(*shlex.split(words))
        assert done.exit_code == 0, done.output
    assert json.loads(workbench("theme", "list", "--json").stdout) == [
        {"theme": "Nights", "codes": ["Companion"], "quotes": 1, "words of summary": 3}
    ]
    workbench("theme", "export", "themes.yaml")
    written = (night / "themes.yaml").read_text(encoding="utf-8")
    assert "It *takes*\n" in written
    assert "quote: it just took it." in written
    assert workbench("theme", "remove", "nights").stderr == "Removed the theme “Nights”.\n"


def test_export_puts_the_path_on_stdout_and_the_talk_on_stderr(workbench, night):
    workbench("theme", "add", "Night", "--code", "Roles")
    done = workbench("export", "themes", "--to", "out/findings.md")
    assert (done.exit_code, done.stdout) == (0, "out/findings.md\n")
    assert done.stderr.endswith(".\n")
    assert "# Night" in Path("out/findings.md").read_text(encoding="utf-8")
    again = workbench("export", "themes", "--to", "out/findings.md")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "workbench: out/findings.md is there already. Choose another name, or say --force.\n"
    assert workbench("export", "themes", "--to", "out/findings.md", "--force").exit_code == 0


def test_study_may_stand_before_and_behind_the_command(workbench, night, monkeypatch):
    monkeypatch.chdir("/")
    before = workbench("--study", str(night), "documents", "--csv")
    behind = workbench("documents", "--csv", f"--study={night}")
    assert before.exit_code == behind.exit_code == 0
    assert before.stdout == behind.stdout != ""
