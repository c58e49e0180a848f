"""A list of any length: only the rows in sight are drawn, each as some lines of text; a mark stands where one is."""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

KEPT_ROWS = 400
MARGIN = 1
MARK_CELLS = 3
RIGHT = 3  # the mouse button

Draw = Callable[[int, int], list[Text]]


class LongList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows by place, each `tall` lines; `draw` gives a row's lines for a width. Keys are the room's that it stands in."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Another row is the one where the user is."""

    class Opened(Message):
        """The row where the user is was clicked again."""

    class Pressed(Message):
        """The margin of the row where the user is was clicked."""

    def __init__(self, draw: Draw, *, id: str, tall: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self.draw = draw
        self.tall = tall
        self.count = 0
        self.here = 0
        self._rows: dict[int, list[Strip]] = {}

    def fill(self, count: int, here: int = 0, tall: int | None = None) -> None:
        """Shows other rows: how many there are, and where the user is among them."""
        self.tall = tall or self.tall
        self.count = count
        self.here = max(0, min(here, count - 1))
        self._rows.clear()
        self.virtual_size = Size(self._room, count * self.tall)
        self._into_view()
        self.refresh()

    def redraw(self) -> None:
        """Draws the same rows anew."""
        self._rows.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Rows follow the width."""
        self.virtual_size = Size(self._room, self.count * self.tall)
        self._rows.clear()
        self._into_view()

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._rows.clear()

    def move(self, by: int) -> None:
        """Goes some rows on, or back."""
        self.go(self.here + by)

    def move_pages(self, by: int) -> None:
        """Goes some pages on, or back."""
        self.go(self.here + by * max(1, self.size.height // self.tall - 1))

    def go(self, place: int) -> None:
        """Goes to a row, the nearest that there is."""
        place = max(0, min(place, self.count - 1))
        if place != self.here and self.count:
            self.here = place
            self._into_view()
            self.refresh()
            self.post_message(self.Moved())

    def _into_view(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        first, last = self.here * self.tall, (self.here + 1) * self.tall
        if first < top or height < self.tall:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif last > top + height:
            self.scroll_to(y=last - height, animate=False, immediate=True)

    @property
    def _room(self) -> int:
        """The cells of a line, without the scroll bar."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """A line of the window."""
        place, part = divmod(y + self.scroll_offset.y, self.tall)
        width = self._room
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        strips = self._strips_of(place, width)
        return self._lit(strips[part], width) if place == self.here else strips[part]

    def _strips_of(self, place: int, width: int) -> list[Strip]:
        strips = self._rows.get(place)
        if strips is None:
            if len(self._rows) > KEPT_ROWS:
                self._rows.clear()
            ground, console = self.rich_style, self.app.console
            texts = [Text.assemble(" " * MARGIN, text) for text in self.draw(place, width - MARGIN)]
            texts += [Text()] * (self.tall - len(texts))
            strips = [
                Strip(text.render(console)).apply_style(ground).adjust_cell_length(width, ground)
                for text in texts[: self.tall]
            ]
            self._rows[place] = strips
        return strips

    def _lit(self, strip: Strip, width: int) -> Strip:
        """The strip of the row where the user is: a bar before it, and another ground behind it."""
        accent = Color.parse(self.app.theme_variables["accent"])
        behind = self.background_colors[1].blend(accent, 0.25 if self.has_focus else 0.12)
        bar = Segment("▌" if self.has_focus else "▏", Style(color=accent.rich_color))
        ground = Style(bgcolor=behind.rich_color, bold=True if self.app.no_color else None)
        lit = [bar, *strip.crop(1, width)]
        return Strip([segment._replace(style=(segment.style or Style()) + ground) for segment in lit], width)

    def on_focus(self) -> None:
        """The row where one is stands out."""
        self.refresh()

    def on_blur(self) -> None:
        """And does so less now."""
        self.refresh()

    def _under(self, event: events.MouseEvent) -> tuple[int, int]:
        """The row and the cell under the mouse; a row that isn't there where it is elsewhere."""
        at = event.get_content_offset(self)
        return ((at.y + int(self.scroll_offset.y)) // self.tall, at.x) if at else (self.count, 0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The right button goes to a row, before the room asks what to do with it."""
        place, _ = self._under(event)
        if event.button == RIGHT and place < self.count:
            self.go(place)

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row, a double one opens it; one where its mark stands marks it."""
        place, cell = self._under(event)
        if place >= self.count or event.button == RIGHT:
            return
        self.go(place)
        if cell < MARK_CELLS:
            self.post_message(self.Pressed())
        elif event.chain > 1:
            self.post_message(self.Opened())


class Listed:
    """A room or a window whose keys move in one long list."""

    rows: LongList

    def action_move(self, by: int) -> None:
        """Another line."""
        self.rows.move(by)

    def action_page(self, by: int) -> None:
        """A page."""
        self.rows.move_pages(by)

    def action_edge(self, by: int) -> None:
        """The first or the last line."""
        self.rows.go(self.rows.count if by > 0 else 0)
