"""How a table is laid out in a width: how wide its columns are, what stands on the lines of a cell. Pure."""

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from workbench.analysis.report import Cell
from workbench.analysis.tables.matrix import Head, Matrix
from workbench.core.project import SEPARATOR
from workbench.tui.widgets.cells import cut, drawn, width, wrap

CAPS = ((16, 2), (12, 2), (9, 2), (8, 1), (6, 1))  # how wide columns' heads may be, and what is left beside them
READ_CAPS = CAPS[:2]  # beside columns of words
HEAD_LINES = 3
FEWEST, MOST = 12, 44  # cells of the rows' heads
SHARE = 3  # the rows' heads take a third of the room at most
WORDS = 12  # longer words in a cell are words to be read, not figures
TEXT_CELLS, TEXT_LINES = 30, 4
NOTHING = "·"


class Plan(NamedTuple):
    """Where things stand: the cells of the rows' heads, where each column starts behind them, on which line each row.

    `starts` and `tops` have one more than there are columns and rows: where all ends. `heads` are the lines of the
    columns' heads; `words` says which columns are read rather than counted, `left` which begin at their left edge.
    """

    side: int
    starts: Sequence[int]
    tops: Sequence[int]
    heads: int
    words: frozenset[int]
    left: frozenset[int]

    def cells(self, column: int) -> int:
        """How wide a column is, the gap before it included."""
        return self.starts[column + 1] - self.starts[column]


def plan(matrix: Matrix, room: int, *, reads: bool = False, heads: int = HEAD_LINES) -> Plan:
    """The layout of a matrix for a room of so many cells; with `reads`, all its cells are words to be read."""
    side = max((width(row.name) + 2 * row.depth for row in matrix.rows), default=0) + 4
    side = max(min(FEWEST, room // SHARE), min(side, MOST, room // SHARE), min(width(matrix.corner) + 2, room // SHARE))
    longest, letters = _longest(matrix)
    words = frozenset(at for at, head in enumerate(matrix.columns) if reads or longest.get(head.id, 0) > WORDS)
    left = words | {at for at, head in enumerate(matrix.columns) if head.id in letters}
    free = room - side
    widths = _widths(matrix, words, longest, free)
    if words and sum(widths) < free:
        share = (free - sum(widths)) // len(words)
        widths = [cells + (share if at in words else 0) for at, cells in enumerate(widths)]
    tall = max(
        (len(headed(head.name, cells - 1, heads)) for head, cells in zip(matrix.columns, widths, strict=True)),
        default=1,
    )
    lines = (_lines(matrix, row, words, widths) if words else 1 for row in matrix.rows)
    return Plan(side, (0, *accumulate(widths)), (0, *accumulate(lines)), tall, words, frozenset(left))


def _widths(matrix: Matrix, words: frozenset[int], longest: Mapping[str, int], free: int) -> list[int]:
    """How wide the columns are: as wide as their heads, or narrower so that more of them are seen."""
    widths: list[int] = []
    caps = READ_CAPS if words else CAPS
    names = [width(head.name) for head in matrix.columns]
    parts = [max(map(width, head.name.split()), default=0) for head in matrix.columns]
    for heads, cap, gap in ((names, *CAPS[0]), *((parts, *known) for known in caps)):
        widths = [
            max(WORDS, min(TEXT_CELLS, free))
            if at in words
            else max(2, longest.get(head.id, 1), min(heads[at], cap)) + gap
            for at, head in enumerate(matrix.columns)
        ]
        if sum(widths) <= free:
            break
    return widths


def _lines(matrix: Matrix, row: Head, words: frozenset[int], widths: Sequence[int]) -> int:
    """How many lines the longest words of a row take."""
    said = ((figure(matrix.value(row, matrix.columns[at])), widths[at]) for at in words)
    return max((len(on_lines(value, cells - 1, TEXT_LINES)) for value, cells in said), default=1)


def _longest(matrix: Matrix) -> tuple[Mapping[str, int], set[str]]:
    """How wide the widest value of each column is, and the columns that hold words that begin with a letter."""
    found: dict[str, int] = {}
    letters: set[str] = set()
    for (_, column), value in matrix.values.items():
        if isinstance(value, str):
            wide = width(value)
            if value[:1].isalpha():
                letters.add(column)
        else:
            wide = len(figure(value))
        if wide > found.get(column, 0):
            found[column] = wide
    return found, letters


def is_nothing(matrix: Matrix, value: Cell) -> bool:
    """True if a value says that there is nothing."""
    return not value or value == matrix.empty


def figure(value: Cell) -> str:
    """A value as it stands in a cell: a faint point for nothing."""
    if isinstance(value, str):
        return drawn(" ".join(value.split())) or NOTHING
    if not value:
        return NOTHING
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def short(name: str, room: int) -> str:
    """A name in so many cells; of a code's path its end, which tells it from others, is kept."""
    if width(name) <= room or SEPARATOR not in name:
        return cut(name, room)
    return cut(f"…{name.rpartition(SEPARATOR)[2]}", room)


def on_lines(words: str, room: int, lines: int) -> list[str]:
    """Words on some lines of `room` cells at most, an ellipsis where there are more."""
    text = " ".join(words.split())
    if not text or room < 1:
        return [""]
    starts = array("I")
    wrap(text, 0, len(text), room, starts)
    ends = [*starts[1:], len(text)]
    found = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if len(found) > lines:
        return [*map(drawn, found[: lines - 1]), cut(text[starts[lines - 1] :], room)]
    return [*map(drawn, found)]


def headed(name: str, room: int, lines: int) -> list[str]:
    """A column's head on some lines; where it doesn't fit, words are cut rather than broken, so that each can be told."""
    found = on_lines(name, room, lines)
    words = name.split()
    if len(words) > 1 and found[-1].endswith("…") and any(width(word) > room for word in words):
        return on_lines(" ".join(cut(word, room) for word in words), room, lines)
    return found


def kept(matrix: Matrix, *, sort: str = "", hide: bool = False) -> Matrix:
    """The matrix with its rows in the order of a column (its id; the most first) and, with `hide`, without empty ones.

    Rows that stand for all (no id) stay at the foot.
    """
    rows, columns = matrix.rows, matrix.columns
    if hide:
        filled = {key for key, value in matrix.values.items() if not is_nothing(matrix, value)}
        in_rows, in_columns = {row for row, _ in filled}, {column for _, column in filled}
        rows = tuple(row for row in rows if row.id in in_rows)
        columns = tuple(column for column in columns if column.id in in_columns)
    if sort:
        rows = tuple(sorted(rows, key=lambda row: _rank(matrix, row, sort)))
    return matrix._replace(rows=rows, columns=columns)


def _rank(matrix: Matrix, row: Head, column: str) -> tuple[bool, float, str]:
    value = matrix.values.get((row.id, column), matrix.empty)
    if isinstance(value, str):
        return not row.id, float(is_nothing(matrix, value)), value.casefold()
    return not row.id, -float(value), ""
