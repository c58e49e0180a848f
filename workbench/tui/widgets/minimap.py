"""A bar of one column beside the transcript: where the window is, and where codings are dense."""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.core.spans import Span
from workbench.tui.widgets.transcript import TranscriptView


class MiniMap(Widget):
    """Instead of a scrollbar, at a fraction of its cost; a click goes there."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__()
        self.view = view
        self._strips: dict[tuple[bool, bool], Strip] = {}
        self._coded: list[bool] = []

    def on_mount(self) -> None:
        """Follows the transcript's scrolling."""
        self.watch(self.view, "scroll_y", self._scrolled, init=False)

    def _scrolled(self) -> None:
        self.refresh()

    def recode(self) -> None:
        """Looks anew where codings are."""
        self._coded = []
        self.refresh()

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        """Another height, other cells."""
        self.recode()

    def render_lines(self, crop: Region) -> list[Strip]:
        """A block for the window, a thick line where something is coded, a thin one elsewhere."""
        lines = len(self.view.page or ()) or 1
        height, top = self.size.height or 1, self.view.scroll_offset.y
        first = top * height // lines
        last = max(first + 1, (top + self.view.size.height) * height // lines)
        if len(self._coded) != height:
            self._coded = [self._is_coded(cell, height, lines) for cell in range(height)]
        return [
            self._strip(shown=first <= cell < last, coded=cell < height and self._coded[cell])
            for cell in crop.line_range
        ]

    def _is_coded(self, cell: int, height: int, lines: int) -> bool:
        page = self.view.page
        if page is None or not len(page):
            return False
        first, last = cell * lines // height, max(cell * lines // height, (cell + 1) * lines // height - 1)
        if first >= len(page):
            return False
        span = Span(page.starts[first], page.ends[min(last, len(page) - 1)])
        return bool(self.view.lanes.over(span))

    def _strip(self, *, shown: bool, coded: bool) -> Strip:
        if (shown, coded) not in self._strips:
            colours = self.app.theme_variables
            front = Color.parse(colours["primary" if shown else "foreground-muted" if coded else "panel"])
            back = self.background_colors[1]
            seen = Color(*back.blend(front, front.a).rgb)
            style = Style(color=seen.rich_color, bgcolor=back.rich_color)
            self._strips[shown, coded] = Strip([Segment("█" if shown else "┃" if coded else "│", style)], 1)
        return self._strips[shown, coded]

    def on_click(self, event: events.Click) -> None:
        """Goes to that part of the transcript."""
        lines = len(self.view.page or ())
        self.view.scroll_to(y=max(0, event.y * lines // max(1, self.size.height)), animate=False)
