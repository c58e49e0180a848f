"""The word `grid`: cells written, shown and emptied, and what is kept of them."""

import json
from pathlib import Path

import pytest

from workbench.config import settings
from workbench.session import Session


@pytest.fixture
def themed(workbench, night):
    """A study with the themes Heard and Alone."""
    assert workbench("theme", "add", "Heard", "--code", "Listener").exit_code == 0
    assert workbench("theme", "add", "Alone", "--code", "Companion").exit_code == 0
    return night


def cells(folder):
    with Session.open(settings(folder, "Mara")) as session:
        return sorted((cell.summary, len(cell.quotes)) for cell in session.project.cells.values())


def test_a_cell_is_written_with_its_quotes_shown_and_emptied(workbench, themed):
    done = workbench("grid", "write", "P01", "heard", "--summary", "It took *it*.", "--quote", "P01-001")
    assert (done.exit_code, done.stderr) == (0, "Wrote the cell of P01 under “Heard”.\n")
    assert cells(themed) == [("It took *it*.", 1)]
    assert json.loads(workbench("grid", "show", "--json").stdout) == [
        {"participant": "P01", "Heard": "It took *it*. (P01-001)", "Alone": "–"},
        {"participant": "P02", "Heard": "–", "Alone": "· 1 extract"},
    ]
    assert workbench("grid", "clear", "P01", "Heard").stderr == "Emptied the cell of P01 under “Heard”.\n"
    assert cells(themed) == []
    assert workbench("undo").exit_code == 0
    assert cells(themed) == [("It took *it*.", 1)]


def test_words_come_from_a_file_and_quotes_join_and_leave(workbench, themed):
    (themed / "cell.md").write_text("From a file.\n", encoding="utf-8")
    assert workbench("grid", "write", "P02", "Alone", "--file", "cell.md").exit_code == 0
    assert workbench("grid", "write", "P02", "Alone", "--quote", "2").exit_code == 0
    assert cells(themed) == [("From a file.", 1)]
    assert workbench("grid", "write", "P02", "Alone", "--drop-quote", "2").exit_code == 0
    assert cells(themed) == [("From a file.", 0)]


def test_a_quote_of_somebody_else_is_taken_with_a_word_of_warning(workbench, themed):
    done = workbench("grid", "write", "P01", "Alone", "--quote", "P02-002")
    assert done.exit_code == 0
    assert done.stderr.endswith("Look again: P02-002 isn’t said by P01.\n")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("write", "P01", "Heard"), 2, "Say what to write"),
        (("write", "P01", "Nowhere", "--summary", "x"), 1, "There is no theme “Nowhere”"),
        (("write", "P09", "Heard", "--summary", "x"), 1, "There is no case “P09”"),
        (("write", "INT", "Heard", "--summary", "x"), 1, "INT is an interviewer"),
        (("write", "P01", "Heard", "--quote", "P01-099"), 1, "There is no quote P01-099"),
        (("clear", "P01", "Heard"), 1, "This cell is empty already"),
    ],
)
def test_what_can_not_be_written_is_told(workbench, themed, words, code, why):
    done = workbench("grid", *words)
    assert (done.exit_code, cells(themed)) == (code, [])
    assert why in done.stderr


def test_the_grid_is_written_to_a_file_for_readers(workbench, themed):
    workbench("grid", "write", "P01", "Heard", "--summary", "It | took <it>.")
    assert workbench("grid", "show", "--to", "grid.docx").stdout == "grid.docx\n"
    assert workbench("grid", "show", "--to", "grid.csv").exit_code == 0
    assert "It | took <it>." in Path("grid.csv").read_text(encoding="utf-8-sig")


def test_without_themes_there_is_no_grid(workbench, night):
    done = workbench("grid", "show")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "workbench theme add NAME" in done.stderr
