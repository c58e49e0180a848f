"""A table to walk about in: its heads stay in sight, only the cells in sight are drawn."""

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.analysis.tables.matrix import Head, Matrix
from workbench.tui.widgets.cells import cut, width
from workbench.tui.widgets.gridplan import (
    HEAD_LINES,
    NOTHING,
    TEXT_LINES,
    Plan,
    figure,
    headed,
    is_nothing,
    on_lines,
    plan,
    short,
)
from workbench.tui.widgets.heat import Heat, level
from workbench.tui.widgets.palette import FULL, NONE, SIXTEEN, Ground
from workbench.tui.widgets.sheet import FEW, filtered

KEPT_LINES = 1024
LOW = 30  # lines of a terminal with fewer of which heads of columns are kept low
RIGHT = 3  # the mouse button
SORTED = "▾"
EMPTY = Matrix("", "", "", (), (), {}, lambda _row, _column: ())


class Look(NamedTuple):
    """How a table is to look: the colours of rows (by id, as #rrggbb), whether its columns count different things.

    With `reads`, its cells are words to be read.
    """

    colour_of: Callable[[str], str] = lambda _id: ""
    by_column: bool = False
    reads: bool = False


class MatrixView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows and columns with a cursor on a cell. Keys are the room's that it stands in."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Another cell is the one where the user is."""

    class Opened(Message):
        """The cell where the user is was clicked again."""

    class HeadPressed(Message):
        """The head of a column was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.matrix = EMPTY
        self.look = Look()
        self.sort = ""
        self.row = self.column = 0
        self._plan: Plan = plan(EMPTY, 0)
        self._peaks: dict[str, float] = {}
        self._heat: Heat | None = None
        self._strips: dict[tuple[int, int, int], Strip] = {}

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show(self, matrix: Matrix, look: Look = Look(), sort: str = "") -> None:  # noqa: B008  # a frozen value
        """Shows another table; the cursor stays on its row and its column where these are still there."""
        row, column = self.row_here, self.column_here
        self.matrix, self.look, self.sort = matrix, look, sort
        rows, columns = ({head.id for head in heads} for heads in (matrix.rows, matrix.columns))
        if row and column and row.id not in rows and column.id not in columns:
            self.row = self.column = 0
        self.row = _place(matrix.rows, row, self.row)
        self.column = _place(matrix.columns, column, self.column)
        self._peaks = self._greatest()
        self._lay_out()

    def go_to(self, row: str, column: str) -> None:
        """Goes to the cell of a row and a column (ids), where they are there."""
        rows, columns = [head.id for head in self.matrix.rows], [head.id for head in self.matrix.columns]
        self._go(
            rows.index(row) if row in rows else self.row, columns.index(column) if column in columns else self.column
        )

    @property
    def row_here(self) -> Head | None:
        """The row where the user is."""
        return self.matrix.rows[self.row] if self.row < len(self.matrix.rows) else None

    @property
    def column_here(self) -> Head | None:
        """The column where the user is."""
        return self.matrix.columns[self.column] if self.column < len(self.matrix.columns) else None

    def _greatest(self) -> dict[str, float]:
        """The greatest figure of each column, or of all of them; rows and columns that sum up set aside."""
        rows = {row.id for row in self.matrix.rows if row.id}
        found: dict[str, float] = {}
        for (row, column), value in self.matrix.values.items():
            key = column if self.look.by_column else ""
            if isinstance(value, int | float) and row in rows and column and value > found.get(key, 0):
                found[key] = value
        return found

    def _lay_out(self) -> None:
        room = self.scrollable_content_region.width
        heads = HEAD_LINES if self.app.size.height >= LOW else HEAD_LINES - 1
        self._plan = plan(self.matrix, room, reads=self.look.reads, heads=heads)
        starts, left = self._plan.starts, room - self._plan.side
        wide = self._plan.side + (self._last_start(left) + left if starts[-1] > left else starts[-1])
        self.virtual_size = Size(wide, self._plan.heads + self._plan.tops[-1])
        self._strips.clear()
        self._into_view()
        self.refresh()

    def _last_start(self, room: int) -> int:
        """Where the first column stands that can be leftmost, with all behind it in sight: none is ever cut in two."""
        starts = self._plan.starts
        return next((start for start in starts if starts[-1] - start <= room), 0)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._heat = None
        self._strips.clear()

    # -- moving -----------------------------------------------------------------------------------------------------

    def move(self, down: int, right: int) -> None:
        """Goes some rows down and some columns to the right."""
        self._go(self.row + down, self.column + right)

    def move_pages(self, by: int) -> None:
        """Goes some pages down, or up."""
        tops, high = self._plan.tops, max(1, self.size.height - self._plan.heads - 1)
        there = tops[self.row] + by * high
        row = bisect_right(tops, there) - 1
        self._go(row if row != self.row else row + by, self.column)

    def edge(self, down: int, right: int) -> None:
        """Goes to the last or first row, or column; 0 stays."""
        rows, columns = len(self.matrix.rows), len(self.matrix.columns)
        self._go(self.row + down * rows, self.column + right * columns)

    def _go(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self.matrix.rows) - 1))
        column = max(0, min(column, len(self.matrix.columns) - 1))
        if (row, column) != (self.row, self.column):
            self.row, self.column = row, column
            self._into_view()
            self.refresh()
            self.post_message(self.Moved())

    def _into_view(self) -> None:
        if not self.matrix.rows or not self.matrix.columns or not self.size.width:
            return
        there = self._plan
        x, y = int(self.scroll_offset.x), int(self.scroll_offset.y)
        room, high = (
            self.scrollable_content_region.width - there.side,
            self.scrollable_content_region.height - there.heads,
        )
        first, last = there.tops[self.row], there.tops[self.row + 1]
        y = max(0, min(y, there.tops[-1] - high))
        y = first if first < y or high < last - first else max(y, last - high)
        start, end = there.starts[self.column], there.starts[self.column + 1]
        x = min(there.starts[self._first()], self._last_start(room))
        if start < x:
            x = start
        elif end > x + room:
            x = min(start, next((known for known in there.starts if known >= end - room), start))
        if (x, y) != (self.scroll_offset.x, self.scroll_offset.y):
            self.scroll_to(x=x, y=y, animate=False, immediate=True, force=True)

    # -- painting ---------------------------------------------------------------------------------------------------

    @property
    def heat(self) -> Heat:
        """The styles of the table now."""
        if self._heat is None:
            depth = NONE if self.app.no_color else SIXTEEN if self.app.console.color_system in FEW else FULL
            self._heat = Heat(Ground.of(self.app.theme_variables, self.background_colors[1], depth))
        return self._heat

    def _first(self) -> int:
        """The first column in sight."""
        return max(0, min(bisect_right(self._plan.starts, int(self.scroll_offset.x)) - 1, len(self.matrix.columns) - 1))

    def _shown(self) -> range:
        """The columns that are seen whole."""
        first = self._first()
        starts, room = self._plan.starts, self.scrollable_content_region.width - self._plan.side
        stop = bisect_right(starts, starts[first] + room) - 1 if self.matrix.columns else 0
        return range(first, max(first, stop))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The window's strips."""
        strips = filtered(self, [self.render_line(y) for y in crop.line_range])
        left, right = crop.column_span
        return [strip.crop_extend(left, right, self.heat.plain) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """A line of the window: of the heads of columns, or of a row."""
        there, room = self._plan, self.scrollable_content_region.width
        if not self.matrix.rows or not self.matrix.columns:
            return Strip.blank(room, self.heat.plain)
        if y < there.heads:
            return self._heads(y, room)
        line = y - there.heads + int(self.scroll_offset.y)
        row = bisect_right(there.tops, line) - 1
        if row >= len(self.matrix.rows):
            return Strip.blank(room, self.heat.plain)
        part = line - there.tops[row]
        if row == self.row:
            return self._line(row, part, room)
        key = (row, part, self._first())
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > KEPT_LINES:
                self._strips.clear()
            strip = self._strips[key] = self._line(row, part, room)
        return strip

    def _heads(self, part: int, room: int) -> Strip:
        there, heat, shown = self._plan, self.heat, self._shown()
        corner = cut(self.matrix.corner, there.side - 1) if part == there.heads - 1 else ""
        segments = [Segment(_left(f" {corner}", there.side), heat.strong)]
        for column in shown:
            head, cells = self.matrix.columns[column], there.cells(column)
            name = head.name + (SORTED if self.sort == head.id and self.sort else "")
            lines = headed(name, cells - 1, there.heads)
            at = part - (there.heads - len(lines))
            text = lines[at] if at >= 0 else ""
            said = _left(f" {text}", cells) if column in there.left else _right(text, cells)
            segments.append(Segment(said, heat.accent if column == self.column else heat.strong))
        more = "›" if shown.stop < len(self.matrix.columns) else ""
        return self._filled(segments, room, more if part == there.heads - 1 else "")

    def _line(self, place: int, part: int, room: int) -> Strip:
        heat, row, here = self.heat, self.matrix.rows[place], place == self.row
        colour = self.look.colour_of(row.id)
        segments = [*self._side(row, part, colour, here=here)]
        for column in self._shown():
            text, style = self._cell(row, column, part, colour)
            if here and column == self.column:
                style = heat.cursor if self.has_focus else heat.resting
            segments += (Segment(" ", heat.plain), Segment(text[1:], style))
        return self._filled(segments, room)

    def _cell(self, row: Head, column: int, part: int, colour: str) -> tuple[str, Style]:
        """A line of a cell, and how it looks: a figure by how much it is, words as they are."""
        there, heat, head = self._plan, self.heat, self.matrix.columns[column]
        value, cells = self.matrix.value(row, head), there.cells(column)
        nothing = is_nothing(self.matrix, value)
        said = NOTHING if nothing else figure(value)
        lines = on_lines(said, cells - 1, TEXT_LINES) if column in there.words else [said]
        line = lines[part] if part < len(lines) else ""
        if column in there.left:
            text = _left(f" {line}", cells)
        else:
            text = line.rjust(cells) if line.isascii() and len(line) < cells else _right(line, cells)
        if nothing:
            return text, heat.faint
        if not row.id or not head.id:
            return text, heat.strong
        if isinstance(value, str):
            return text, heat.faint if value.startswith(NOTHING) else heat.plain
        peak = self._peaks.get(head.id if self.look.by_column else "", 0)
        return text, heat.cell(level(value, peak), colour)

    def _side(self, row: Head, part: int, colour: str, *, here: bool) -> list[Segment]:
        there, heat = self._plan, self.heat
        style = heat.accent if here else heat.plain if row.id else heat.strong
        bar = Segment("▌" if here and self.has_focus else "▏" if here else " ", heat.accent)
        if part:
            return [bar, Segment(" " * (there.side - 1), style)]
        indent, sign = "  " * row.depth, "■ " if colour else ""
        room = there.side - 2 - len(indent) - len(sign)
        name = short(row.name, room)
        said = [bar, Segment(indent, style)]
        if sign:
            said.append(Segment(sign, heat.sign(colour)))
        return [*said, Segment(name + " " * (room + 1 - width(name)), style)]

    def _filled(self, segments: list[Segment], room: int, end: str = "") -> Strip:
        shown, there = self._shown(), self._plan
        used = there.side + there.starts[shown.stop] - there.starts[shown.start]
        segments.append(Segment(" " * (room - used - len(end)) + end if room > used else "", self.heat.plain))
        return Strip(segments, max(room, used))

    # -- the mouse --------------------------------------------------------------------------------------------------

    def on_focus(self) -> None:
        """The cell where one is stands out."""
        self.refresh()

    def on_blur(self) -> None:
        """And does so less now."""
        self.refresh()

    def under(self, x: int, y: int) -> tuple[int, int]:
        """The row and column at a place of the window; -1 for their heads, and where none is."""
        there = self._plan
        row = -1 if y < there.heads else bisect_right(there.tops, y - there.heads + int(self.scroll_offset.y)) - 1
        row = row if row < len(self.matrix.rows) else -1
        shown = self._shown()
        at = x - there.side + (there.starts[shown.start] if self.matrix.columns else 0)
        column = bisect_right(there.starts, at) - 1 if x >= there.side else -1
        return row, column if column in shown else -1

    def on_click(self, event: events.Click) -> None:
        """A click goes to a cell, a double one opens it; one on a head asks for the order of its column."""
        at = event.get_content_offset(self)
        if at is None or event.button == RIGHT:
            return
        row, column = self.under(at.x, at.y)
        if row < 0 <= column and at.y < self._plan.heads:
            self.post_message(self.HeadPressed(self.matrix.columns[column].id))
        if row < 0:
            return
        self._go(row, column if column >= 0 else self.column)
        if event.chain > 1 and column >= 0:
            self.post_message(self.Opened())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The right button goes to a cell, before the room asks what to do with it."""
        at = event.get_content_offset(self)
        row, column = self.under(at.x, at.y) if at else (-1, -1)
        if event.button == RIGHT and row >= 0:
            self._go(row, column if column >= 0 else self.column)


def _place(heads: tuple[Head, ...], known: Head | None, place: int) -> int:
    """Where a head stands now; where it is gone, as near as can be to where it stood."""
    if known is not None:
        found = next((at for at, head in enumerate(heads) if head.id == known.id), -1)
        if found >= 0:
            return found
    return max(0, min(place, len(heads) - 1))


def _left(text: str, cells: int) -> str:
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def _right(text: str, cells: int) -> str:
    text = cut(text, cells)
    return " " * (cells - width(text)) + text
