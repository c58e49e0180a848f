"""A list of rows that are drawn when they come into sight, so that thousands open at once."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows by their places; `draw` gives a row's words for a width. The cursor is on one row while there is any."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, rows: "Rows", place: int) -> None:
            super().__init__()
            self.rows = rows
            self.place = place

    class Clicked(Message):
        """Somebody clicked on a row, `times` times in a row, in the column of cells `column`."""

        def __init__(self, rows: "Rows", place: int, column: int, times: int) -> None:
            super().__init__()
            self.rows = rows
            self.place = place
            self.column = column
            self.times = times

    def __init__(self, draw: Callable[[int, int], Text], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.draw_row = draw
        self.count = 0
        self.at = 0

    def fill(self, count: int, at: int) -> None:
        """Shows another number of rows, the cursor on one of them."""
        self.count = count
        self.virtual_size = Size(0, count)
        self.at = min(max(at, 0), max(count - 1, 0))
        self._keep_in_sight()
        self.refresh()

    def move(self, to: int) -> None:
        """Puts the cursor on a row, the nearest there is."""
        to = min(max(to, 0), max(self.count - 1, 0))
        if to != self.at:
            self.at = to
            self._keep_in_sight()
            self.refresh()
            self.post_message(self.Moved(self, to))

    @property
    def page_length(self) -> int:
        """How many rows are in sight."""
        return max(1, self.scrollable_content_region.height)

    def _keep_in_sight(self) -> None:
        top = int(self.scroll_offset.y)
        if self.at < top:
            self.scroll_to(y=self.at, animate=False, immediate=True)
        elif self.at >= top + self.page_length:
            self.scroll_to(y=self.at - self.page_length + 1, animate=False, immediate=True)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """A row, that of the cursor set off by a sign as well as by colour."""
        place, room = int(self.scroll_offset.y) + y, self.scrollable_content_region.width
        base = self.rich_style
        if place >= self.count:
            return Strip.blank(room, base)
        here = place == self.at
        if here:
            base += self.get_component_rich_style("rows--cursor", partial=True)
        text = Text("›" if here else " ", end="", no_wrap=True)
        text.append_text(self.draw_row(place, room - 1))
        text.end = ""
        return Strip(text.render(self.app.console)).adjust_cell_length(room).apply_style(base)

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where one clicks."""
        place = int(self.scroll_offset.y) + event.y
        if 0 <= place < self.count:
            self.move(place)
            self.post_message(self.Clicked(self, place, event.x, event.chain))
