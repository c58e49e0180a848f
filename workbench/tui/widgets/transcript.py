"""The transcript under keys and mouse: a sheet with a caret and a selection of its own.

It takes a transcript, its codings and a legend; it posts what it can't do by itself.
"""

import time
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from workbench.core.model import Coding
from workbench.core.spans import Span
from workbench.tui.accidents import Sturdy
from workbench.tui.commands import TEXT, bindings
from workbench.tui.widgets.painter import Legend
from workbench.tui.widgets.sheet import EMPTY, Sheet

__all__ = ["EMPTY", "TranscriptView"]

CLICK_SECONDS = 0.4
RIGHT = 3


class TranscriptView(Sturdy, Sheet, can_focus=True):
    """A transcript with its codings; `selection` is what a code would be put on, `caret` where reading is."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TEXT)]

    class NoFurtherCoding(Message):
        """There is no coding after (`by` = 1) or before (-1) this one."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class MenuWanted(Message):
        """The right mouse button asks what can be done with these words."""

    class SentencesWanted(Message):
        """Somebody moves by sentences, and only plain ones are known yet."""

    def __init__(self, legend: Legend, moved: Callable[[], None], *, id: str) -> None:  # noqa: A002
        super().__init__(legend, moved, id=id)
        self._clicks = (0.0, -1, 0)
        self._dragging = False
        self._chosen_coding: tuple[Coding, Span | None] | None = None

    # -- moving -----------------------------------------------------------------------------------------------------

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
        """One step back; with nothing left to let go of, the marks of a search go."""
        if self.hits.spans and not (self.cursor.extending or self.cursor.selection):
            self.show_hits(())
        self.move(self.cursor.let_go)

    def _ask_for_sentences(self) -> None:
        if self.cursor.sentences is None:
            self.post_message(self.SentencesWanted())

    # -- mouse ------------------------------------------------------------------------------------------------------

    def _offset_under(self, event: events.MouseEvent) -> int:
        if self.page is None or self._painter is None:
            return 0
        return self.page.offset_at(event.y + self.scroll_offset.y, event.x - self._painter.shares.gutter)

    def _ask_for_menu(self, at: int) -> None:
        """A menu on the selection, or on the place under the mouse where that is outside it."""
        here = self.cursor.here
        if not here.start <= at < here.end:
            self.move(lambda page: self.cursor.place(page, at, at))
        self.post_message(self.MenuWanted())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """One click moves, two select the word, three the sentence, four the turn; a drag selects."""
        page = self.page
        if page is None or not len(page):
            return
        if event.button == RIGHT:
            self._ask_for_menu(self._offset_under(event))
            event.stop()
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
