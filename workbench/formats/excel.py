"""Excel sheets of plain cells: every text is text and never a formula, and the same sheets are the same file.

A report becomes one sheet for its flat rows and one for each table that has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.analysis.report import Cell, Report, Table
from workbench.core.errors import Refused
from workbench.formats.package import parts_of, zipped
from workbench.formats.prose import legible

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

LONGEST_CELL = 32_767
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a date in a file that depends on no day
ROWS_SHEET = "Quotes"
FORMULA = ("=", "+", "-", "@")
LONGEST_NAME = 31
_NARROW, _WIDE, _SPEECH = 12, 28, 70
_LONG = 40  # signs from which on a column is speech or a definition
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
Looks = dict[tuple[bool, bool], Any]  # by whether it is a text, and one that begins as a formula does
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write(report: Report) -> bytes:
    """The report's tables and its flat rows as an .xlsx file; Refused if a text is longer than a cell may be."""
    from openpyxl.styles import Alignment

    book = new_book(report.facts.name, report.title)
    sheets = list(_sheets(report))
    for place, (name, table) in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = name
        below = [("",), (table.note,)] if table.note else []
        fill(sheet, table.header, [*table.rows, *below], _widths(table))
        if table.note:
            sheet.cell(len(table.rows) + 3, 1).alignment = Alignment(vertical="top")
    return saved(book)


def _sheets(report: Report) -> Iterator[tuple[str, Table]]:
    """The tables with the names of their sheets, no two alike: the flat rows first, if there are any."""
    taken: set[str] = set()
    named = [(block.name, block) for block in report.blocks if isinstance(block, Table) and block.name]
    flat = [(ROWS_SHEET, report.rows)] if report.rows.rows or not named else []
    for wanted, table in (*flat, *named):
        base = _FORBIDDEN.sub(" ", legible(wanted)).strip()[:LONGEST_NAME] or "Table"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base[: LONGEST_NAME - len(str(number)) - 1]}-{number}"
        taken.add(name.casefold())
        yield name, table


def _widths(table: Table) -> list[int]:
    columns = [[len(str(row[place])) for row in table.rows[:200]] for place in range(len(table.header))]
    longest = [max([*lengths, len(name)]) for lengths, name in zip(columns, table.header, strict=True)]
    return [_SPEECH if length > _LONG else _WIDE if length > _NARROW else _NARROW for length in longest]


def new_book(name: str, title: str) -> Workbook:
    """An empty workbook that says whose it is and depends on no day."""
    from openpyxl import Workbook

    made = Workbook()
    made.properties.creator, made.properties.title = legible(name)[:255], legible(title)[:255]
    made.properties.created = MADE
    return made


def fill(sheet: Any, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
    """Writes a table into an empty sheet: its header in bold and standing still, each text as a text.

    Refused if a text is longer than a cell may be.
    """
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    looks: Looks = {}
    for row, cells in enumerate((header, *rows), 1):
        for column, value in enumerate(cells, 1):
            if value != "":
                _put(sheet.cell(row, column), value, looks)
    for column, width in enumerate(widths, 1):
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E7E6E6")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: Cell, looks: Looks) -> None:
    """Writes a number as a number and a text as a text; a look that was made once is copied, which takes a tenth."""
    text = spelled(value) if isinstance(value, str) else ""
    if len(text) > LONGEST_CELL:
        raise Refused(
            f"A text has {len(text):,} signs; a cell in Excel holds {LONGEST_CELL:,} at most.",
            "Write it as .csv, .docx or .html.",
        )
    kind = (isinstance(value, str), text.startswith(FORMULA))
    if kind in looks:
        cell._style = copy(looks[kind])  # noqa: SLF001 -- what copying a cell's style in openpyxl means
    else:
        from openpyxl.styles import Alignment

        cell.alignment = Alignment(vertical="top", wrap_text=kind[0])
        cell.quotePrefix = kind[1]
        looks[kind] = cell._style  # noqa: SLF001
    cell.value = text if kind[0] else value
    if kind[0]:
        cell.data_type = "s"


def spelled(text: str) -> str:
    """A text as a sheet may hold it: without control characters, and with no sign that Excel reads as another."""
    return _ESCAPE.sub("_x005F_", legible(text))


def saved(book: Workbook) -> bytes:
    """The workbook as a file; the same cells are the same bytes."""
    out = BytesIO()
    book.save(out)
    parts = parts_of(out.getvalue())
    parts["docProps/core.xml"] = _DATES.sub(rb"\g<1>2000-01-01T00:00:00Z", parts["docProps/core.xml"])
    return zipped(parts)
