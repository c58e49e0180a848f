"""Codebooks in and out as Excel sheets: `Codebook` has a row a code, as in CSV, and `About` what the book says of itself.

Every text is written as text, never as a formula; the same codebook is the same file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.core.codebook import Codebook
from workbench.core.errors import Refused, Unreadable
from workbench.formats.codebook.columns import Column, header_of, table
from workbench.formats.codebook.merged import Rows, filled, joined_rows
from workbench.formats.codebook.table import Grid, book_of_rows, grid_of
from workbench.formats.excel import LONGEST_CELL, fill, new_book, saved, spelled
from workbench.formats.package import checked
from workbench.formats.text import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 20_000
MOST_COLUMNS = 200
CODES, ABOUT = "Codebook", "About"
_SHEET_ROWS = 1_048_576
_WIDTHS = {"code": 36, "key": 14, "colour": 9, "hotkey": 8, "applies": 10, "scale": 18, "source": 18, "aliases": 22}
_WIDE = 44
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAMAGE = (
    *(zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError, OSError),
    *(RuntimeError, ArithmeticError, AssertionError),
)


# -- in ---------------------------------------------------------------------------------------------------------------


def read(data: bytes, columns: Mapping[str, str] | None = None) -> Codebook:
    """The codebook in an Excel file: in its sheet `Codebook`, else in the first one that has a column of codes."""
    rows, about = _sheets(data, columns)
    return book_of_rows(table(rows, columns).rows, about)


def columns_of(data: bytes, given: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of the sheet that holds the codes, and what each is read as, some maybe as it was `given`."""
    return header_of([cells for _, cells in _sheets(data, given)[0]], given)[1]


def _sheets(data: bytes, columns: Mapping[str, str] | None) -> tuple[Rows, list[tuple[str, str]]]:
    """The rows of the sheet with the codes, and the labels and texts of the sheet `About`."""
    sheets = _opened(checked(data, "Excel", ".xlsx"))
    wanted = [sheets[CODES]] if CODES in sheets else list(sheets.values())
    about = [(cells[0], cells[1]) for _, cells in sheets.get(ABOUT, [])[1:] if CODES in sheets and len(cells) > 1]
    refusals: list[Unreadable | Refused] = []
    for rows in wanted:
        try:
            found = header_of([cells for _, cells in rows], columns)[1]
        except (Unreadable, Refused) as error:
            refusals.append(error)
        else:
            return joined_rows(rows, found), about
    raise refusals[0] if refusals else Unreadable("There is no sheet in this Excel file.")


def _opened(data: bytes) -> dict[str, Rows]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown_first = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        return {sheet.title: _rows(sheet) for sheet in shown_first}
    except _DAMAGE:
        raise Unreadable("This Excel file is damaged.", "Open it in Excel and save it again as .xlsx.") from None


def _rows(sheet: Any) -> Rows:
    """The rows of a sheet that aren't empty, with the numbers that Excel shows."""
    found: Rows = []
    sheet.reset_dimensions()
    blank: object = None
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if cells is blank:  # all rows that a file leaves out are one and the same, and there may be a million
            continue
        shown = [_shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]
        if any(text.strip() for text in shown):
            found.append((number, shown))
        else:
            blank = cells
        if len(found) > MOST_ROWS + 1 or number > _SHEET_ROWS:
            raise Unreadable(f"The sheet “{sheet.title}” has more than {MOST_ROWS:,} rows; no codebook has so many.")
    return filled(found, _xml(sheet))


def _xml(sheet: Any) -> bytes:
    """A sheet as it stands in the file; openpyxl passes over its merged cells when it reads row by row."""
    return bytes(sheet.parent._archive.read(sheet._worksheet_path))  # noqa: SLF001


def _shown(value: object, look: str) -> str:
    """What a person sees in a cell."""
    if isinstance(value, str):
        return clean(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value * 100:.10g}%" if "%" in look else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


# -- out --------------------------------------------------------------------------------------------------------------


def write(book: Codebook) -> bytes:
    """A codebook as an Excel file that `read` gives back."""
    grid = grid_of(book)
    _refuse_long(grid)
    made = new_book(book.name, book.name)
    sheet: Any = made.active
    sheet.title = CODES
    fill(sheet, grid.header, grid.rows, [_WIDTHS.get(name, _WIDE) for name in grid.header])
    _colour(sheet, grid)
    if grid.about:
        fill(made.create_sheet(ABOUT), ["about", "text"], grid.about, [24, 100])
    return saved(made)


def _colour(sheet: Worksheet, grid: Grid) -> None:
    """Fills the cells of the column `colour` with the colours they name, in letters that can be read on them."""
    from openpyxl.styles import Font, PatternFill

    column = grid.header.index("colour")
    for row, cells in enumerate(grid.rows, 2):
        if colour := cells[column].removeprefix("#"):
            red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
            dark = red * 299 + green * 587 + blue * 114 < 140_000
            cell = sheet.cell(row, column + 1)
            cell.fill, cell.font = PatternFill("solid", fgColor=colour), Font(color="FFFFFF" if dark else "000000")


def _refuse_long(grid: Grid) -> None:
    for label, text in _texts(grid):
        if len(spelled(text)) > LONGEST_CELL:
            raise Refused(
                f"“{label}” has a text of {len(text):,} characters; a cell in Excel holds {LONGEST_CELL:,}.",
                "Write the codebook as YAML or CSV.",
            )


def _texts(grid: Grid) -> Iterator[tuple[str, str]]:
    yield from grid.about
    for cells in grid.rows:
        for text in cells:
            yield cells[0], text
