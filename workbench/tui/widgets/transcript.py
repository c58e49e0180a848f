"""The transcript on the screen: drawn line by line, with a caret and a selection of its own.

It takes a transcript, its codings, and functions that name and colour codes; it posts where the caret is. What is
drawn changes only by `show`, `recode` and the user's moves.
"""

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.core.model import Coding, Transcript, transcript
from workbench.core.spans import Span
from workbench.tui.commands import TEXT, bindings
from workbench.tui.widgets.cells import width
from workbench.tui.widgets.cursor import Cursor
from workbench.tui.widgets.lanes import Lanes
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.painter import Ground, Measure, Painter, Palette, measure

KEPT_LINES = 1024
CLICK_SECONDS = 0.4
EMPTY = transcript("", ())


class TranscriptView(ScrollView, can_focus=True):
    """A transcript with its codings; `selection` is what a code would be put on, `caret` where reading is."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TEXT)]

    class NoFurtherCoding(Message):
        """There is no coding after (`by` = 1) or before (-1) this one."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class SentencesWanted(Message):
        """Somebody moves by sentences, and only plain ones are known yet."""

    def __init__(
        self,
        name_of: Callable[[str], str],
        colour_of: Callable[[str], str],
        moved: Callable[[], None],
        *,
        id: str,  # noqa: A002
    ) -> None:
        """`moved` is called, and not sent a message, so that the status line is painted in the same frame."""
        super().__init__(id=id)
        self.moved = moved
        self.name_of = name_of
        self.colour_of = colour_of
        self.transcript = EMPTY
        self.lanes = Lanes()
        self.page: Page | None = None
        self.cursor = Cursor()
        self._painter: Painter | None = None
        self._strips: dict[int, Strip] = {}
        self._clicks = (0.0, -1, 0)
        self._dragging = False
        self._chosen_coding: tuple[Coding, Span | None] | None = None

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show(self, transcript: Transcript, codings: Sequence[Coding], caret: int = 0) -> None:
        """Shows another transcript from its start, or from `caret`."""
        self.transcript = transcript
        self.lanes = Lanes(codings)
        self.cursor = Cursor()
        self.cursor.fixed = self.cursor.caret = caret
        self._clear()
        self.scroll_to(y=0, animate=False)
        self._lay_out()
        self.refresh()

    def recode(self, codings: tuple[Coding, ...]) -> None:
        """Shows the document's codings as they are now; repaints the lines that differ."""
        for span in self.lanes.replace(codings):
            self._repaint(span)

    def restyle(self) -> None:
        """Draws all anew, after colours or names of codes changed."""
        self._clear()
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
        shares = self._shares()
        old = self.page
        if old is None or self._painter is None or self._painter.shares != shares:
            top = old.starts[min(self.scroll_offset.y, len(old) - 1)] if old and len(old) else 0
            self.page = Page(self.transcript, shares.text)
            self._painter = Painter(
                self.page, self.lanes, Palette(self._ground(), self.colour_of), shares, self.name_of
            )
            self._strips.clear()
            self.virtual_size = Size(self.size.width, len(self.page))
            if top:
                self.scroll_to(y=self.page.line_of(top), animate=False)
            if old is None and len(self.page):
                start = max(self.cursor.caret, self.page.first)
                self.move(lambda page: self.cursor.place(page, start, start))

    def _ground(self) -> Ground:
        colours = self.app.theme_variables
        back = self.background_colors[1]
        front = Color(*Color.parse(colours["foreground"]).rgb)
        accent = Color.parse(colours["text-primary"])
        faint = back.blend(front, 0.55)
        return Ground(back, front, accent, faint, plain=self.app.no_color)

    # -- painting ---------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """The strip of a line of the window."""
        line = y + self.scroll_offset.y
        page, painter = self.page, self._painter
        if page is None or painter is None or line >= len(page):
            return Strip.blank(self.size.width, painter.palette.blank if painter else None)
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
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.app.get_line_filters():
            if not isinstance(line_filter, ANSIToTruecolor):
                strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
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

    # -- selecting and moving ---------------------------------------------------------------------------------------

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

    def action_char(self, by: int, extend: bool = False) -> None:
        """By a character."""
        self.move(lambda page: self.cursor.char(page, by, extend=extend))

    def action_line(self, by: int, extend: bool = False) -> None:
        """By a line."""
        self.move(lambda page: self.cursor.line(page, by, extend=extend))

    def action_word(self, by: int) -> None:
        """To the next or previous word."""
        self.move(lambda page: self.cursor.word(page, by))

    def action_sentence(self, by: int) -> None:
        """To the next or previous sentence."""
        self._ask_for_sentences()
        self.move(lambda page: self.cursor.sentence(page, by))

    def action_turn(self, by: int) -> None:
        """To the next or previous turn."""
        self.move(lambda page: self.cursor.turn(page, by))

    def action_page(self, by: int) -> None:
        """By a page; one line of the old one stays in sight."""
        self._turn_page(by * (self.size.height - 1))

    def action_half_page(self, by: int) -> None:
        """By half a page."""
        self._turn_page(by * (self.size.height // 2))

    def _turn_page(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)
        self.move(lambda page: self.cursor.line(page, lines))

    def action_edge(self, by: int) -> None:
        """To the start or the end of the transcript."""
        self.move(lambda page: self.cursor.edge(page, by))

    def action_coding(self, by: int) -> None:
        """Selects the next or previous coding."""
        chosen, selected = self._chosen_coding, self.cursor.selection
        offset = selected.start if selected else self.cursor.caret - (by > 0)
        coding = self.lanes.beside(chosen[0] if chosen and chosen[1] == selected else offset, by)
        if coding:
            self.choose(coding.span)
            self._chosen_coding = (coding, self.cursor.selection)
        else:
            self.post_message(self.NoFurtherCoding(by))

    def choose(self, span: Span) -> None:
        """Selects a stretch."""
        self.move(lambda page: self.cursor.choose(page, span))

    def action_extend(self) -> None:
        """Starts or ends extending."""
        self.cursor.extending = not self.cursor.extending
        self.moved()

    def action_expand(self) -> None:
        """Word, sentence, turn."""
        self._ask_for_sentences()
        self.move(self.cursor.expand)

    def action_shrink(self) -> None:
        """What was selected before expanding."""
        self.move(self.cursor.shrink)

    def action_let_go(self) -> None:
        """One step back."""
        self.move(self.cursor.let_go)

    def _ask_for_sentences(self) -> None:
        if self.cursor.sentences is None:
            self.post_message(self.SentencesWanted())

    # -- mouse ------------------------------------------------------------------------------------------------------

    def _offset_under(self, event: events.MouseEvent) -> int:
        if self.page is None or self._painter is None:
            return 0
        return self.page.offset_at(event.y + self.scroll_offset.y, event.x - self._painter.shares.gutter)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """One click moves, two select the word, three the sentence, four the turn; a drag selects."""
        page = self.page
        if page is None or not len(page):
            return
        now, at = time.monotonic(), self._offset_under(event)
        then, before, count = self._clicks
        count = count % 4 + 1 if now - then < CLICK_SECONDS and abs(at - before) < 3 else 1
        self._clicks = (now, at, count)
        if count == 1:
            fixed = self.cursor.fixed if event.shift else at
            self.move(lambda page: self.cursor.place(page, fixed, at))
        else:
            self._ask_for_sentences()
            if level := self.cursor.levels(page, at)[count - 2]:
                self.choose(level)
        self._dragging = count == 1
        self.capture_mouse()
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A drag; at the upper and lower edge it scrolls."""
        if not self._dragging:
            return
        if event.y < 1:
            self.scroll_relative(y=-1, animate=False)
        elif event.y >= self.size.height - 1:
            self.scroll_relative(y=1, animate=False)
        start, at = self._clicks[1], self._offset_under(event)
        self.move(lambda page: self.cursor.place(page, start, at + 1 if at > start else at))
        event.stop()

    def on_mouse_up(self) -> None:
        """The end of a drag."""
        self._dragging = False
        self.release_mouse()
