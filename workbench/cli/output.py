"""What the command line shows: data on stdout, talk on stderr. Nothing else in the program prints.

A table goes to a terminal laid out by its width, elsewhere as plain columns, and as JSON or CSV where that is wanted.
"""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from workbench.tasks import Imported

Cell = str | int | float | None | tuple[str, ...]
Row = Sequence[Cell]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")
_GAP = "  "
_LONG_WORD = 20
INDENT = "\u2003"
"""What stands before the name of a row that belongs to one above it, once for each step down."""
_COMMAND = "workbench "


def put(line: object) -> None:
    """A line of data on stdout."""
    print(_CONTROL.sub("", str(line)))


def read(line: str) -> None:
    """A line of data to be read: on a terminal it is broken between words, never inside one."""
    put("\n".join(_broken(line)) if sys.stdout.isatty() else line)


def say(sentence: str) -> None:
    """A sentence of talk on stderr, on a terminal broken between words; what is no text in a file's name becomes “\ufffd”.

    A line that holds a command stays whole, to be copied.
    """
    words = _HALF.sub("\ufffd", _CONTROL.sub("", sentence))
    if sys.stderr.isatty():
        parts = ([line] if _COMMAND in line else _broken(line) for line in words.split("\n"))
        words = "\n".join(line for part in parts for line in part)
    print(words, file=sys.stderr)


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
    header: Sequence[str],
    rows: Iterable[Row],
    *,
    as_json: bool = False,
    as_csv: bool = False,
    empty: str = "",
    sparse: bool = False,
) -> None:
    """A table on stdout; where it has no rows, `empty` is said to people.

    Of a `sparse` one that is too wide for its terminal, the cells with 0 are left out, and that is said.
    """
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
        _draw(header, listed, sparse=sparse)
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


def _draw(header: Sequence[str], rows: Sequence[Row], *, sparse: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    lines = [list(header), *([_flat(cell) for cell in row] for row in rows)]
    columns = list(zip(*lines, strict=True))
    least = [
        max(min(_width(word), _LONG_WORD) for cell in column for word in cell.split() or [""]) for column in columns
    ]
    spare = console.width - sum(least) - len(_GAP) * (len(header) - 1)
    if spare < 0:
        _stack(header, rows, sparse=sparse)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, (name, width) in enumerate(zip(header, _widths(columns, least, spare), strict=True)):
        side: Literal["left", "right"] = "right" if _is_number(rows, place) else "left"
        table.add_column(Text(name), justify=side, overflow="fold", width=width)
    for line in lines[1:]:
        table.add_row(*map(Text, line))
    console.print(table)


def _widths(columns: Sequence[Sequence[str]], least: Sequence[int], spare: int) -> list[int]:
    """How wide each column is: at least so that no word of usual length breaks, and the narrow ones widened first."""
    widths, wanted = list(least), [max(map(_width, column)) for column in columns]
    for _ in range(spare):
        short = [place for place, width in enumerate(widths) if width < wanted[place]]
        if not short:
            break
        widths[min(short, key=widths.__getitem__)] += 1
    return widths


def _stack(header: Sequence[str], rows: Sequence[Row], *, sparse: bool) -> None:
    """A table too wide for its terminal: each row as a block of lines, its empty cells left out."""
    side = max(map(_width, header)) + len(_GAP)
    for place, row in enumerate(rows):
        if place:
            print()
        for name, cell in zip(header, row, strict=True):
            words = _flat(cell)
            if words and not (sparse and cell == 0):
                print("\n".join(_broken(f"{name}{' ' * (side - _width(name))}{words}", side)))
    if sparse:
        say("The terminal is too narrow for the table, so each row is listed by itself, without its cells of 0.")


def _align(header: Sequence[str], rows: Sequence[Row]) -> None:
    lines = [list(header), *([_flat(cell) for cell in row] for row in rows)]
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


def _flat(cell: Cell) -> str:
    """A cell in one line; a name that belongs below another one stays set in."""
    text = _text(cell)
    return "  " * (len(text) - len(text.lstrip(INDENT))) + _one_line(text)


def _broken(line: str, indent: int = 0) -> list[str]:
    """A line broken between words to the terminal's width; what follows is set in as it is, or by so much."""
    room = shutil.get_terminal_size().columns
    if _width(line) <= room:
        return [line]
    ahead = " " * (indent or len(line) - len(line.lstrip(" ")))
    return textwrap.wrap(
        line, max(room, indent + _LONG_WORD), subsequent_indent=ahead, break_long_words=False, break_on_hyphens=False
    )


def _one_line(text: str) -> str:
    return _CONTROL.sub("", " ".join(text.split()))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
