"""Reports as tables: the flat rows of a report as CSV, one line a coding, for spreadsheets and statistics."""

from __future__ import annotations

from workbench.analysis.report import Cell, Report
from workbench.formats import sheet
from workbench.formats.prose import legible


def write(report: Report) -> bytes:
    """The report's rows as a .csv file."""
    header, rows = report.rows.header, report.rows.rows
    words = "".join(cell for row in rows for cell in row if isinstance(cell, str))
    if legible(words) == words:  # as nearly always; to look at all cells at once takes a tenth of the time
        return sheet.write_rows(header, rows)
    return sheet.write_rows(header, (tuple(map(_cell, row)) for row in rows))


def _cell(cell: Cell) -> Cell:
    return legible(cell) if isinstance(cell, str) else cell
