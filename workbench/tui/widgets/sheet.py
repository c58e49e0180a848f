"""A transcript as it is drawn: line by line, with its codings, what a search found, the caret and the selection.

It says how things look and are kept painted; what keys and mouse do to it stands in `transcript`.
"""

from collections.abc import Callable, Sequence

from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from workbench.core.model import Coding, Transcript, transcript
from workbench.core.spans import Span
from workbench.tui.widgets.cells import width
from workbench.tui.widgets.cursor import Cursor
from workbench.tui.widgets.hits import Hits
from workbench.tui.widgets.lanes import Lanes
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.painter import Legend, Measure, Painter, measure
from workbench.tui.widgets.palette import FULL, NONE, SIXTEEN, Ground, Palette
from workbench.tui.widgets.palette16 import palette_for

KEPT_LINES = 1024
MANY = 500  # hits or codings that differ: with more, all is painted anew
EMPTY = transcript("", ())
FEW = ("standard", "windows")


class Sheet(ScrollView):
    """A transcript with its codings; what is drawn changes only by `show`, `recode`, `show_hits` and the user's moves."""

    ALLOW_SELECT = False
    searched: reactive[int] = reactive(0, repaint=False)

    def __init__(self, legend: Legend, moved: Callable[[], None], *, id: str) -> None:  # noqa: A002
        """`moved` is called, and not sent a message, so that the status line is painted in the same frame."""
        super().__init__(id=id)
        self.moved = moved
        self.legend = legend
        self.transcript = EMPTY
        self.lanes = Lanes()
        self.hits = Hits()
        self.page: Page | None = None
        self.cursor = Cursor()
        self._painter: Painter | None = None
        self._strips: dict[int, Strip] = {}

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show(self, transcript: Transcript, codings: Sequence[Coding], caret: int = 0) -> None:
        """Shows another transcript from its start, or from `caret`."""
        self.transcript = transcript
        self.lanes = Lanes(codings)
        self.hits = Hits()
        self.searched += 1
        self.cursor = Cursor()
        self.cursor.fixed = self.cursor.caret = caret
        self._clear()
        self.scroll_to(y=0, animate=False)
        self._lay_out()
        self.refresh()

    def recode(self, codings: tuple[Coding, ...]) -> None:
        """Shows the document's codings as they are now; repaints the lines that differ."""
        if abs(len(codings) - len(self.lanes.codings)) > MANY:
            self.lanes = Lanes(codings)
            if self._painter:
                self._painter.lanes = self.lanes
            self._strips.clear()
            self.refresh()
            return
        for span in self.lanes.replace(codings):
            self._repaint(span)

    def show_hits(self, spans: Sequence[Span]) -> None:
        """Marks what a search found, until other hits or another document are shown; none clears them."""
        before, self.hits = self.hits, Hits(spans)
        self.searched += 1
        if self._painter:
            self._painter.hits = self.hits
        differing = before.differing(self.hits)
        if len(differing) > MANY:
            self._strips.clear()
            self.refresh()
            return
        for span in differing:
            self._repaint(span)

    def restyle(self) -> None:
        """Draws all anew, after colours or names of codes changed."""
        self._strips.clear()
        self._painter = None
        self._lay_out()
        self.refresh()

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        if self._painter and self._painter.palette.ground != self._ground():
            self.restyle()

    def on_resize(self) -> None:
        """Wraps for the new width and keeps the top line's words on top."""
        self._lay_out()

    def _clear(self) -> None:
        self._strips.clear()
        self._painter = None
        self.page = None

    def _shares(self) -> Measure:
        labels = self.transcript.turns.speakers
        return measure(self.size.width, max((width(label) for label in labels), default=3))

    def _lay_out(self) -> None:
        if not self.size.width:
            return
        shares, old = self._shares(), self.page
        if old is not None and self._painter is not None and self._painter.shares == shares:
            return
        if old is None or old.room != shares.text:
            self._wrap(old, shares)
        if self.page is not None:
            self._painter = Painter(self.page, self.lanes, self.hits, self.palette, shares, self.legend)
        self._strips.clear()

    def _wrap(self, old: Page | None, shares: Measure) -> None:
        top = old.starts[min(self.scroll_offset.y, len(old) - 1)] if old and len(old) else 0
        self.page = Page(self.transcript, shares.text)
        self.virtual_size = Size(self.size.width, len(self.page))
        if top:
            self.scroll_to(y=self.page.line_of(top), animate=False)
        if old is None and len(self.page):
            start = max(self.cursor.caret, self.page.first)
            self.move(lambda page: self.cursor.place(page, start, start))

    @property
    def palette(self) -> Palette:
        """The styles in which the transcript is drawn now."""
        return self._painter.palette if self._painter else palette_for(self._ground(), self.legend.colour_of)

    def _ground(self) -> Ground:
        depth = NONE if self.app.no_color else SIXTEEN if self.app.console.color_system in FEW else FULL
        return Ground.of(self.app.theme_variables, self.background_colors[1], depth)

    # -- painting ---------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """The strip of a line of the window."""
        line = y + self.scroll_offset.y
        page, painter = self.page, self._painter
        if page is None or painter is None or line >= len(page):
            return Strip.blank(self.size.width, self.palette.blank)
        chosen = self.cursor.selection
        start, end = page.starts[line], page.ends[line]
        holds_caret = not chosen and page.line_of(self.cursor.caret) == line
        if holds_caret or (chosen and chosen.start < end and chosen.end > start):
            return painter.line(line, chosen, self.cursor.caret if holds_caret else None)
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > KEPT_LINES:
                for key in list(self._strips)[: KEPT_LINES // 2]:
                    del self._strips[key]
            strip = self._strips[line] = painter.line(line, None, None)
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The window's strips, the same objects as long as they don't change, so that their encoding is kept too."""
        strips = filtered(self, [self.render_line(y) for y in crop.line_range])
        left, right = crop.column_span
        return strips if right - left >= self.size.width else [strip.crop(left, right) for strip in strips]

    def _repaint(self, span: Span) -> None:
        if self.page is None:
            return
        lines = self.page.lines_of(span)
        for line in lines:
            self._strips.pop(line, None)
        self._refresh_lines(lines)

    def _refresh_lines(self, lines: range) -> None:
        top, height = self.scroll_offset.y, self.size.height
        first, last = max(lines.start, top), min(lines.stop, top + height)
        if first < last:
            self.refresh(Region(0, first - top, self.size.width, last - first))

    # -- the cursor -------------------------------------------------------------------------------------------------

    def move(self, how: Callable[[Page], None]) -> None:
        """Lets the cursor move, shows where it went, and repaints the lines that it left and reached."""
        page = self.page
        if page is None or not len(page):
            return
        before = self.cursor.lines(page)
        how(page)
        self._bring_into_view(page)
        for lines in {before, self.cursor.lines(page)}:
            self._refresh_lines(lines)
        self.moved()

    def _bring_into_view(self, page: Page) -> None:
        cursor = self.cursor
        end = cursor.caret - 1 if cursor.caret > cursor.fixed else cursor.caret
        top, height = self.scroll_offset.y, self.size.height
        line, first = page.line_of(end), page.line_of(cursor.here.start)
        if not top <= line < top + height or (first < top and line - first < height and cursor.caret > cursor.fixed):
            self.scroll_to(y=max(0, min(first, line) - height // 3), animate=False)


def filtered(widget: Widget, strips: list[Strip]) -> list[Strip]:
    """Strips as a terminal without colours wants them; elsewhere the same ones."""
    for line_filter in widget.app.get_line_filters():
        if not isinstance(line_filter, ANSIToTruecolor):
            strips = [strip.apply_filter(line_filter, widget.background_colors[1]) for strip in strips]
    return strips
