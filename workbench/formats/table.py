"""Reports as tables: the flat rows of a report as CSV, one line a coding, for spreadsheets and statistics."""

from __future__ import annotations

from contextlib import suppress

from workbench.analysis.report import Cell, Report
from workbench.formats import sheet
from workbench.formats.prose import legible

CONTROLS = bytes({*range(0x20)} - set(b"\t\n\r"))
OTHERS = ("\ufffe".encode(), "\uffff".encode())


def write(report: Report) -> bytes:
    """The report's rows as a .csv file."""
    header, rows = report.rows.header, report.rows.rows
    with suppress(UnicodeEncodeError):
        written = sheet.write_rows(header, rows)
        if _legible(written, len(rows) + 1):  # as nearly always; to look at all cells at once takes a tenth of the time
            return written
    return sheet.write_rows(tuple(map(legible, header)), (tuple(map(_cell, row)) for row in rows))


def _legible(written: bytes, lines: int) -> bool:
    """True if there is no sign in a table that no document may hold, and only its own lines end in CR and LF."""
    if written.count(b"\r") != lines or (OTHERS[0][:2] in written and any(sign in written for sign in OTHERS)):
        return False
    return len(written.translate(None, CONTROLS)) == len(written)


def _cell(cell: Cell) -> Cell:
    return legible(cell) if isinstance(cell, str) else cell
