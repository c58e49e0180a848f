"""What the command line shows: data on stdout, talk on stderr. Nothing else in the program prints.

A table goes to a terminal laid out by its width, elsewhere as plain columns, and as JSON or CSV where that is wanted.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tasks import Imported

Cell = str | int | float | None | tuple[str, ...]
Row = Sequence[Cell]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")
_GAP = "  "
_LONG_WORD = 20


def put(line: object) -> None:
    """A line of data on stdout."""
    print(_CONTROL.sub("", str(line)))


def say(sentence: str) -> None:
    """A sentence of talk on stderr; what is no text in a file's name becomes “\ufffd”."""
    print(_HALF.sub("\ufffd", _CONTROL.sub("", sentence)), file=sys.stderr)


def complain(sentence: object) -> None:
    """What stands in the way, on stderr: one line, or one for each fault where an error lists several."""
    first, *faults = filter(None, map(_one_line, str(sentence).splitlines()))
    if len(faults) == 1:
        first = f"{first} {faults.pop()}"
    say("\n  ".join([f"workbench: {first}", *faults]))


def report(found: "Imported") -> None:
    """What stood in an import's way, and what should be looked at."""
    for line in (*found.problems, *found.notes):
        complain(line)


def printable(text: str) -> bool:
    """True if the text can be written and kept; bytes on the command line that are no UTF-8 can't."""
    return not _HALF.search(text)


def show(
    header: Sequence[str], rows: Iterable[Row], *, as_json: bool = False, as_csv: bool = False, empty: str = ""
) -> None:
    """A table on stdout; where it has no rows, `empty` is said to people."""
    listed = list(rows)
    if as_json and as_csv:
        from typer import BadParameter

        raise BadParameter("Choose --json or --csv, not both")
    if as_json:
        found = [dict(zip(header, row, strict=True)) for row in listed]
        print(json.dumps(found, ensure_ascii=False, indent=2))
    elif as_csv:
        _write_csv(header, listed)
    elif not listed:
        say(empty)
    elif sys.stdout.isatty():
        _draw(header, listed)
    else:
        _align(header, listed)


def prepare() -> None:
    """Makes what goes into files and pipes UTF-8 everywhere, and lets no terminal choke on a sign that it lacks.

    A file's name goes into a pipe with the bytes that it has, so that the next program finds the file.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _write_csv(header: Sequence[str], rows: Iterable[Row]) -> None:
    from workbench import tasks

    cells = ([cell if isinstance(cell, int | float) else _text(cell) for cell in row] for row in rows)
    sys.stdout.write(tasks.csv_text(header, cells))


def _draw(header: Sequence[str], rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if _needed(header, rows) > console.width:
        _stack(header, rows)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(header):
        number = _is_number(rows, place)
        table.add_column(name, justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_one_line(_text(cell))) for cell in row))
    console.print(table)


def _needed(header: Sequence[str], rows: Sequence[Row]) -> int:
    """How wide a table must be to break no word, as far as words of usual length go; numbers are never broken."""
    columns = zip(header, *([_text(cell) for cell in row] for row in rows), strict=True)
    widths = (
        max(min(_width(word), _LONG_WORD) for cell in column for word in cell.split() or [""]) for column in columns
    )
    return sum(widths) + len(_GAP) * (len(header) - 1)


def _stack(header: Sequence[str], rows: Sequence[Row]) -> None:
    """A table too wide for its terminal: each row as a block of lines, its empty cells left out."""
    side = max(map(_width, header))
    for place, row in enumerate(rows):
        if place:
            print()
        for name, cell in zip(header, row, strict=True):
            if words := _one_line(_text(cell)):
                print(f"{name}{' ' * (side - _width(name))}{_GAP}{words}")


def _align(header: Sequence[str], rows: Sequence[Row]) -> None:
    lines = [list(header), *([_one_line(_text(cell)) for cell in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    numbers = [_is_number(rows, place) for place in range(len(header))]
    for line in lines:
        cells = (
            " " * (width - _width(cell)) + cell if number else cell + " " * (width - _width(cell))
            for cell, width, number in zip(line, widths, numbers, strict=True)
        )
        print(_GAP.join(cells).rstrip())


def _is_number(rows: Sequence[Row], place: int) -> bool:
    return all(isinstance(row[place], int | float) or not row[place] for row in rows)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def _one_line(text: str) -> str:
    return _CONTROL.sub("", " ".join(text.split()))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
