"""A bar of one column beside the transcript: where the window is, where codings are dense, where hits are."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.core.model import Coding
from workbench.core.spans import Span
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.sheet import Sheet, filtered

SHADES = "│░▒▓"
HIT = "•"
LEAST = 3  # a document with fewer codings in every cell is not dense anywhere
_START, _END = attrgetter("start"), attrgetter("end")


class MiniMap(Widget):
    """Instead of a scrollbar, at a fraction of its cost; a click goes there."""

    def __init__(self, view: Sheet) -> None:
        super().__init__()
        self.view = view
        self._strips: dict[tuple[str, bool], Strip] = {}
        self._drawn_for: tuple[object, ...] = ()
        self._signs = ""

    def on_mount(self) -> None:
        """Follows the transcript's scrolling, and what is found in it."""
        self.watch(self.view, "scroll_y", self.recode, init=False)
        self.watch(self.view, "searched", self.recode, init=False)

    def recode(self) -> None:
        """Looks anew where codings are."""
        self.refresh()

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """A sign for each part of the transcript, on another ground where the window is."""
        lines = len(self.view.page or ()) or 1
        height, top = self.size.height or 1, self.view.scroll_offset.y
        first = top * height // lines
        last = max(first + 1, (top + self.view.size.height) * height // lines)
        wanted = (self.view.page, self.view.lanes.codings, self.view.hits, height)
        if len(self._drawn_for) != len(wanted) or any(a is not b for a, b in zip(wanted, self._drawn_for, strict=True)):
            self._drawn_for = wanted
            self._signs = _signs(self.view.page, self.view.lanes.codings, self.view.hits.spans, height)
        strips = [
            self._strip(self._signs[cell : cell + 1] or " ", shown=first <= cell < last) for cell in crop.line_range
        ]
        return filtered(self, strips)

    def _strip(self, sign: str, *, shown: bool) -> Strip:
        if (sign, shown) not in self._strips:
            style = self.view.palette.bar(shown=shown, hit=sign == HIT, coded=sign in SHADES[1:])
            self._strips[sign, shown] = Strip([Segment(sign, style)], 1)
        return self._strips[sign, shown]

    def on_click(self, event: events.Click) -> None:
        """Goes to that part of the transcript."""
        lines = len(self.view.page or ())
        self.view.scroll_to(y=max(0, event.y * lines // max(1, self.size.height)), animate=False)


def _signs(page: Page | None, codings: Sequence[Coding], hits: Sequence[Span], height: int) -> str:
    """A sign for each of the cells, the darker the more codings stand in its part of the transcript."""
    if page is None or not len(page):
        return " " * height
    lines = len(page)
    parts = []
    for cell in range(height):
        first, last = cell * lines // height, max(cell * lines // height, (cell + 1) * lines // height - 1)
        if first < lines:
            parts.append(Span(page.starts[first], page.ends[min(last, lines - 1)]))
    counts = density(codings, parts)
    peak = max(LEAST, *counts)
    signs = ""
    for part, count in zip(parts, counts, strict=True):
        found = bisect_left(hits, part.start, key=_START)
        if found < len(hits) and hits[found].start < part.end:
            signs += HIT
        else:
            signs += SHADES[min(3, 1 + 3 * (count - 1) // peak) if count else 0]
    return signs


def density(codings: Sequence[Coding], parts: Sequence[Span]) -> list[int]:
    """How many of the codings (in the order of the text) stand in each of the parts."""
    ends = sorted(map(_END, codings))
    return [bisect_left(codings, part.end, key=_START) - bisect_right(ends, part.start) for part in parts]
