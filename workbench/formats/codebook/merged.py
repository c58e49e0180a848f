"""Merged cells of an Excel sheet: what stands in the first one holds for all of its rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from workbench.formats.codebook.cells import APART
from workbench.formats.codebook.columns import LISTS, Again, Column

MOST_FILLED = 1_000_000
Rows = list[tuple[int, list[str]]]
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})[\"']"
)


def filled(rows: Rows, xml: bytes) -> Rows:
    """The rows of a sheet with the text of each merged cell in all of its rows; `xml` is the sheet as the file has it."""
    numbers = [number for number, _ in rows]
    left = MOST_FILLED
    for column, first, last in _merged(xml):
        start, end = bisect_left(numbers, first), bisect_right(numbers, last)
        text = rows[start][1][column] if start < end and numbers[start] == first and rows[start][1][column:] else ""
        left -= end - start
        if left < 0:
            break
        for _, cells in rows[start + 1 : end] if text.strip() else ():
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] if cells[column].strip() else Again(text)
    return rows


def _merged(xml: bytes) -> Iterator[tuple[int, int, int]]:
    """The column, from 0, and the first and last row of all cells that are merged over several rows."""
    for found in _MERGED.finditer(xml) if b"mergeCell" in xml else ():
        place = 0
        for letter in found[1]:
            place = place * 26 + letter - 64
        if int(found[3]) > int(found[2]):
            yield place - 1, int(found[2]), int(found[3])


def joined_rows(rows: Rows, columns: Sequence[Column]) -> Rows:
    """The rows, where several have one merged cell for their code as one: lists get longer, and texts go on."""
    code = next(at for at, column in enumerate(columns) if column.field == "code")
    found: Rows = []
    for number, cells in rows:
        if not found or len(cells) <= code or not isinstance(cells[code], Again):
            found.append((number, cells))
            continue
        above = found[-1][1]
        above += [""] * (len(cells) - len(above))
        for at, text in enumerate(cells):
            if text.strip() and not isinstance(text, Again):
                apart = APART if at < len(columns) and columns[at].field in LISTS else "\n"
                above[at] = f"{above[at]}{apart}{text}" if above[at].strip() else text
    return found
