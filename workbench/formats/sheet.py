"""Tables in and out as CSV: rows by the names of their columns, with the row numbers that a spreadsheet shows.

What the columns mean is the asker's matter. A cell that a spreadsheet would take for a formula is made harmless on its
way out by an apostrophe, and gets rid of it on its way in.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import chain

from workbench.core.errors import Unreadable
from workbench.formats.text import read

_DELIMITERS = ",;\t"
_RISKY = frozenset("'=+-@\t\r")  # a first sign that may make a formula
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_BYTE_ORDER_MARK, _LINE_END = "\ufeff", "\r\n"
LARGEST_CELL = 10_000_000
_TOLD, _NAMES_TOLD = 40, 12
csv.field_size_limit(LARGEST_CELL)


def read_rows(data: bytes, need: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows below the header with their numbers, each from column name (lower case) to cell; empty rows are left out.

    Commas, semicolons and tabs part cells, as the header shows. Unreadable names the columns that are missing.
    """
    text = read(data).text
    (_, header), *below = _records(text, _delimiter(text, need)) or [(1, [])]
    columns = _columns(header, need)
    long = [number for number, cells in below if any(cell.strip() for cell in cells[len(header) :])]
    if long:
        raise Unreadable(
            f"{rows_named(long)} more cells than the header.", "A cell with a comma in it must stand in double quotes."
        )
    return [
        (number, {name: _bare(cells[place]) if place < len(cells) else "" for place, name in columns.items()})
        for number, cells in below
    ]


def read_grid(data: bytes, likely: Sequence[str]) -> list[tuple[int, list[str]]]:
    """All rows that aren't empty, the header among them, with their numbers; `likely` are names that it may have."""
    text = read(data).text
    return [(number, [_bare(cell) for cell in cells]) for number, cells in _records(text, _delimiter(text, likely))]


def write_rows(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """A table as CSV in UTF-8 with the byte order mark that Excel needs, and CRLF line ends.

    The same bytes as the module csv writes, for which it takes more than half as long again.
    """
    lines = []
    for row in chain((header,), rows):
        cells = [
            f"{cell}"
            if cell.__class__ is not str
            else _written(cell)
            if cell[:1] in _RISKY or "," in cell or '"' in cell or "\n" in cell or "\r" in cell
            else cell
            for cell in row
        ]
        lines.append(",".join(cells) or '""')
    return f"{_BYTE_ORDER_MARK}{_LINE_END.join([*lines, ''])}".encode()


def _written(cell: str) -> str:
    """A text as it stands between commas, and harmless."""
    said = f"'{cell}" if _FORMULA.match(cell) and not cell.isspace() else cell
    return _in_quotes(said) if "," in said or '"' in said or "\n" in said or "\r" in said else said


def _in_quotes(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _bare(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def _records(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows that aren't empty, with the numbers they have when empty ones are counted too."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(number, cells) for number, cells in enumerate(reader, 1) if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise _complaint(reader.line_num, error) from None


def _complaint(line: int, error: csv.Error) -> Unreadable:
    if "field limit" in str(error):
        return Unreadable(
            f"The table has a cell of more than {LARGEST_CELL:,} signs, which ends at line {line} or later."
        )
    if "end of data" in str(error):
        return Unreadable(
            f"The table ends at line {line} within a cell: a quotation mark that opens one is never closed.",
            "Close it; a quotation mark that is part of a text is written twice.",
        )
    if "expected after" in str(error):
        return Unreadable(
            f"In line {line} of the table, text goes on after the quotation mark that ends a cell.",
            "A quotation mark that is part of a text is written twice, and the whole text stands in quotation marks.",
        )
    return Unreadable(f"The table can’t be read at line {line}: {error}.")


def _delimiter(text: str, need: Sequence[str]) -> str:
    """The sign that parts the header into most of the columns that are needed, else into most columns."""
    header = text.lstrip().partition("\n")[0]

    def fit(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return len({_folded(name) for name in names} & set(need)), len(names)

    try:
        return max(_DELIMITERS, key=fit)
    except csv.Error as error:
        raise _complaint(1, error) from None


def _columns(header: Sequence[str], need: Sequence[str]) -> Mapping[int, str]:
    names = {place: _folded(name) for place, name in enumerate(header) if name.strip()}
    missing = [name for name in need if name not in names.values()]
    if missing:
        told = [f"“{_cut(name)}”" for name in names.values()][:_NAMES_TOLD]
        have = ", ".join([*told, *(["…"] if len(names) > _NAMES_TOLD else [])]) or "none"
        lacks = ", ".join(f"“{name}”" for name in missing)
        raise Unreadable(f"The table lacks the column{'s' if len(missing) > 1 else ''} {lacks}; it has {have}.")
    twice = [name for name, times in Counter(names.values()).items() if times > 1]
    if twice:
        raise Unreadable(f"The table has the column “{_cut(twice[0])}” twice.")
    return names


def _cut(name: str) -> str:
    return name if len(name) <= _TOLD else f"{name[:_TOLD]}…"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def rows_named(numbers: Sequence[int]) -> str:
    """Rows by their numbers, at the start of a sentence."""
    if len(numbers) == 1:
        return f"Row {numbers[0]} has"
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"Rows {', '.join(map(str, numbers[:5]))}{more} have"
