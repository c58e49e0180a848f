"""Codebook files on the command line: shown before anything is done, questions asked, promised exit codes."""

import json

import pytest

BOOK = "version: 1\nname: Nights\ncodes:\n  - id: H\n    name: Hope\n    definition: What is hoped for.\n  - id: N\n    name: Night\n"


@pytest.fixture
def files(tmp_path):
    def made(**changes):
        paths = {}
        for name, (before, after) in {"base": ("", ""), **changes}.items():
            paths[name] = tmp_path / f"{name}.yaml"
            paths[name].write_text(BOOK.replace(before, after) if before else BOOK, encoding="utf-8")
        return [str(path) for path in paths.values()]

    return made


def test_a_dry_run_shows_what_an_import_would_change_and_changes_nothing(workbench, files, begun):
    base, later = files(later=("name: Night\n", "name: Dark\n"))
    assert workbench("codebook", "import", base).exit_code == 0
    shown = workbench("codebook", "import", later, "--dry-run")
    assert (shown.exit_code, shown.stdout) == (0, "“Night” is renamed “Dark”\n")
    assert "Night" in workbench("codebook", "list").stdout


def test_status_tells_both_sides_and_ends_with_one_where_they_differ(workbench, files, begun):
    base, later = files(later=("name: Night\n", "name: Dark\n"))
    workbench("codebook", "import", base)
    assert workbench("codebook", "status", base).stdout.endswith("are in step.\n")
    workbench("codebook", "rename", "Hope", "Wish")
    told = workbench("codebook", "status", later)
    assert told.exit_code == 1
    assert told.stdout == (
        "Changed in the study since the two were in step:\n  “Hope” is renamed “Wish”\n"
        "Changed in the file since:\n  “Night” is renamed “Dark”\n"
    )
    rows = json.loads(workbench("codebook", "status", later, "--json").stdout)
    assert [(row["side"], row["kind"]) for row in rows] == [("study", "renamed"), ("file", "renamed")]


def test_questions_stop_an_import_until_they_are_answered(workbench, files, begun):
    base, later = files(later=("name: Hope", "name: Dream"))
    workbench("codebook", "import", base)
    workbench("codebook", "rename", "Hope", "Wish")
    stopped = workbench("codebook", "import", later)
    assert stopped.exit_code == 1
    assert "Which name of “Wish” holds? (the study: Wish; the file: Dream)" in stopped.stderr
    assert "--ask" in stopped.stderr
    assert workbench("codebook", "import", later, "--ours", "--theirs").exit_code == 2
    asked = workbench("codebook", "import", later, "--ask", typed="9\n2\n")
    assert (asked.exit_code, "Type a number from 1 to 2." in asked.stderr) == (0, True)
    assert "Dream" in workbench("codebook", "list").stdout


def test_diff_tells_what_was_done_with_the_words_before_and_after(workbench, files, begun):
    base, later = files(later=("hoped", "wished"))
    told = workbench("codebook", "diff", base, later)
    assert (told.exit_code, told.stdout) == (
        1,
        "“Hope” has another definition\n    was: What is hoped for.\n    now: What is wished for.\n",
    )
    assert workbench("codebook", "diff", base, base).exit_code == 0


def test_merge_writes_over_mine_or_to_a_file_and_refuses_what_is_no_merge(workbench, files, tmp_path):
    base, mine, theirs = files(mine=("hoped", "wished"), theirs=("name: Night\n", "name: Dark\n"))
    done = workbench("codebook", "merge", base, mine, theirs, "--to", str(tmp_path / "out.yaml"))
    assert done.exit_code == 0
    wanted = BOOK.replace("hoped", "wished").replace("name: Night\n", "name: Dark\n")
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == wanted
    assert workbench("codebook", "merge", base, mine, theirs, "--to", str(tmp_path / "out.yaml")).exit_code == 1
    assert workbench("codebook", "merge", base, mine, theirs).exit_code == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == wanted
    assert workbench("codebook", "merge", base).exit_code == 2
    alone = workbench("codebook", "merge", "--git", base)
    assert (alone.exit_code, "git has no merge" in alone.stderr) == (1, True)


def test_headers_of_a_table_can_be_told(workbench, tmp_path, begun):
    (tmp_path / "t.csv").write_text("Thema;Wort;Was es meint\nKin;Aunt;A kin.\n", encoding="utf-8")
    told = ["--column", "Thema=parent", "--column", "Wort=code", "--column", "Was es meint=definition"]
    assert workbench("codebook", "import", str(tmp_path / "t.csv"), *told).exit_code == 0
    assert "Kin > Aunt" in workbench("codebook", "list").stdout
    assert workbench("codebook", "import", str(tmp_path / "t.csv"), "--column", "Thema").exit_code == 2
