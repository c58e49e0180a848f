"""The house rules that a machine can check: imports, style, sizes, and the tables of the README."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import workbench
from workbench.cli.project import KEYS
from workbench.cli.words import every_command
from workbench.cli.words import table as commands_table
from workbench.formats.register import FORMATS, Format
from workbench.tui.commands import DESK, ROOM, TEXT, commands_of, key_names
from workbench.tui.commands import table as keys_table

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "workbench"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = [contract["name"] for contract in CONFIG["tool"]["importlinter"]["contracts"]]
FLOORS, CORE, ANALYSIS, FACES = CONTRACTS
SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
LINES, FUNCTION_LINES = 400, 60
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def python(*words, cwd=ROOT):
    """Runs Python in a process of its own."""
    return subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False)


def lint_imports(folder):
    """The contracts that hold and those that don't, as import-linter tells of a folder's package."""
    told = python("-c", LINT_IMPORTS, "--no-cache", cwd=folder)
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)$", re.sub(r"\x1b\[[\d;]*m", "", told.stdout), re.MULTILINE))
    assert verdicts.keys() == set(CONTRACTS), told.stdout + told.stderr
    return told.returncode, {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


# -- imports ------------------------------------------------------------------------------------------------------------


def test_the_import_contracts_hold():
    assert lint_imports(ROOT) == (0, set())


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("session.py", "import workbench.cli.output", FLOORS),
        ("formats/text.py", "import workbench.assist.lexical", FLOORS),
        ("attic.py", '"""A file that has no floor."""', FLOORS),
        ("core/spans.py", "import rich", CORE),
        ("analysis/report.py", "import sqlite3", ANALYSIS),
        ("tui/desk/recent.py", "import workbench.store.store", FACES),
        ("cli/output.py", "import workbench.formats.register", FACES),
    ],
)
def test_a_contract_breaks_when_it_is_violated(tmp_path, file, line, contract):
    shutil.copytree(PACKAGE, tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "workbench" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    code, broken = lint_imports(tmp_path)
    assert (code, broken) == (1, {contract})


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("workbench.cli.main", "typer textual spacy docx alembic sqlmodel sqlalchemy lxml yaml rich pydantic"),
        ("workbench.cli.words", "textual spacy docx alembic sqlmodel sqlalchemy lxml yaml rich pydantic"),
        ("workbench.tui.app", "spacy docx openpyxl lxml sqlalchemy sqlmodel alembic yaml typer"),
    ],
)
def test_heavy_libraries_are_not_loaded_at_the_start(module, absent):
    told = python("-c", f"import sys, {module}; print(*sorted(set({absent.split()}) & set(sys.modules)))")
    assert (told.returncode, told.stdout.strip()) == (0, ""), told.stderr


# -- style --------------------------------------------------------------------------------------------------------------


def test_ruff_finds_nothing():
    told = python("-m", "ruff", "check", "--no-cache", "workbench", "tests")
    assert told.returncode == 0, told.stdout + told.stderr


def test_mypy_finds_nothing():
    told = python("-m", "mypy")
    assert told.returncode == 0, told.stdout + told.stderr


def test_no_file_is_long():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in lengths.items() if lines > LINES} == {}


def test_no_function_is_long():
    long = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{path.relative_to(ROOT)}: {node.name}"] = lines
    assert long == {}


# -- what is written down -------------------------------------------------------------------------------------------------


def test_the_map_of_the_house_names_what_there_is():
    drawn = set(re.findall(r"^    (\w+)/? ", workbench.__doc__, re.MULTILINE))
    there = {path.stem for path in PACKAGE.iterdir() if not path.name.startswith((".", "_"))}
    assert drawn == there
    named = re.findall(r"[\w/]+\.py", workbench.__doc__)
    assert [name for name in named if not ((PACKAGE / name).is_file() or (ROOT / name).is_file())] == []


def formats_table():
    """The formats as a Markdown table: a row for each, with what is read from it and what is written to it."""
    lines = ["| ending | format | read | written |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(_format_row(row) for row in FORMATS)])


def _format_row(row: Format) -> str:
    read = {"transcripts": row.transcript, "codebooks": row.codebook}
    written = {"summaries": row.report, "codebooks": row.codebook_out}
    cells = [", ".join(what for what, function in uses.items() if function) for uses in (read, written)]
    return f"| `{row.suffix}` | {row.name} | {cells[0]} | {cells[1]} |"


@pytest.mark.parametrize("table", [commands_table, keys_table, formats_table])
def test_the_readme_holds_the_table(table):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n\n{table()}\n\n" in readme, f"README.md should hold this table:\n\n{table()}\n"


def test_the_readme_gives_two_lines_to_paste():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("python3 -m venv")] == [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/workbench demo",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest -q -n auto",
    ]


def test_each_command_has_help_and_an_example_that_is_its_own():
    for path, command in every_command():
        words = f"workbench {' '.join(path)}"
        assert command.help, words
        assert command.epilog.startswith(f"\b\nExample: {words}"), words


def test_the_keys_that_the_demo_names_are_bound():
    named = re.findall(r"(\S) (?:to|for) ", KEYS.removesuffix(", q to quit."))
    desk = commands_of(TEXT, DESK, ROOM)
    actions = {key: command.act for command in desk for key in key_names(command).split()}
    assert {key: actions[key] for key in named} == {"c": "find_code", "]": "coding(1)", "?": "keys"}
    assert KEYS.endswith(", q to quit.")
    assert actions["q"] == "leave"
