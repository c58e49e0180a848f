"""Where reading is, and what is selected: moves over a page by character, line, word, sentence and turn. Pure.

A selection has a fixed end and a moving one, both offsets between characters; while they are the same there is only a
caret, on the character behind it.
"""

from collections.abc import Sequence

from workbench.core.spans import (
    Span,
    expanded,
    next_word,
    plain_sentences,
    previous_word,
    snapped,
    trimmed,
    unit_at,
    word_at,
)
from workbench.tui.widgets.page import Page, Passage


class Cursor:
    """The caret and the selection on a page. With `extending`, moves stretch the selection instead of making a new one.

    With `exact`, what is selected is meant as it is; otherwise as whole words.
    """

    def __init__(self) -> None:
        self.fixed = self.caret = 0
        self.extending = False
        self.exact = False
        self.sentences: Sequence[Span] | None = None
        self._goal: int | None = None
        self._smaller: list[Span] = []

    @property
    def selection(self) -> Span | None:
        """The selected stretch, or None."""
        if self.fixed == self.caret:
            return None
        return Span(min(self.fixed, self.caret), max(self.fixed, self.caret))

    @property
    def here(self) -> Span:
        """The selection, or the character at the caret."""
        return self.selection or Span(self.caret, self.caret + 1)

    def lines(self, page: Page) -> range:
        """The lines that the selection or the caret is drawn on."""
        first, last = page.line_of(min(self.fixed, self.caret)), page.line_of(max(self.fixed, self.caret))
        return range(first, last + 1)

    def passage(self, page: Page) -> Passage | None:
        """The passage in which the selection starts."""
        return page.passage_at(self.here.start)

    def place(self, page: Page, fixed: int, caret: int) -> None:
        """Puts both ends somewhere, or at the nearest shown offset."""
        self.fixed, self.caret = page.shown(fixed), page.shown(caret)
        self._goal = None

    def choose(self, page: Page, span: Span) -> None:
        """Selects a stretch anew."""
        self.extending = False
        self._smaller.clear()
        self.place(page, page.shown_from(span.start), span.end)

    def _go(self, page: Page, caret: int, *, extend: bool = False) -> None:
        self._smaller.clear()
        self.place(page, self.fixed if extend or self.extending else caret, caret)

    def _go_unit(self, page: Page, span: Span | None, by: int) -> None:
        if span is None:
            return
        self._smaller.clear()
        if self.extending:
            self.place(page, self.fixed, span.end if by > 0 and self.caret >= self.fixed else span.start)
        else:
            self.place(page, span.start, span.end)

    def char(self, page: Page, by: int, *, extend: bool = False) -> None:
        """By a character."""
        self._go(page, page.moved(self.caret, by), extend=extend)

    def line(self, page: Page, by: int, *, extend: bool = False) -> None:
        """By lines, in the column where the move began."""
        stretches = extend or self.extending
        at = self.caret - 1 if self.caret > self.fixed and not stretches else self.caret
        goal = page.column_of(page.shown(at)) if self._goal is None else self._goal
        self._go(page, page.offset_at(page.line_of(at) + by, goal), extend=extend)
        self._goal = goal

    def word(self, page: Page, by: int) -> None:
        """To the next or previous word that is shown."""
        if by > 0:
            found = next_word(page.text, self._after())
            while found and page.shown(found.start) != found.start:
                found = next_word(page.text, found.end)
        else:
            found = previous_word(page.text, self.caret if self.extending else self.here.start)
            while found and page.shown(found.start) != found.start:
                found = previous_word(page.text, found.start)
        self._go_unit(page, found, by)

    def _after(self) -> int:
        """Where the search for the next word starts."""
        if self.extending:
            return self.caret + (self.caret < self.fixed)
        return self.here.end if self.selection else self.caret

    def sentence(self, page: Page, by: int) -> None:
        """To the next or previous sentence; a caret alone, or extending, first takes the rest of the one it stands in."""
        known, span = self.known_sentences(page), self.here
        if by > 0:
            if self.extending and self.caret < self.fixed:
                ahead = (s for s in known if s.start > self.caret)
            else:
                starts_here = self.extending or not self.selection
                ahead = (s for s in known if s.start >= span.end or (starts_here and s.end > self.caret))
            self._go_unit(page, next(ahead, None), by)
        else:
            at = self.caret if self.extending else span.start
            self._go_unit(page, next((s for s in reversed(known) if s.start < at), None), by)

    def turn(self, page: Page, by: int) -> None:
        """To the start of the next or previous turn."""
        starts = [passage.start for passage in page.passages]
        if by > 0:
            goal = next((start for start in starts if start > self.caret), None)
        else:
            goal = next((start for start in reversed(starts) if start < self.here.start), None)
        if goal is not None:
            self._go(page, goal)

    def edge(self, page: Page, by: int) -> None:
        """To the start or the end of the text."""
        self._go(page, page.first if by < 0 else max(page.first, page.last - 1))

    def expand(self, page: Page) -> None:
        """To the word, then the sentence, then the turn around what is selected."""
        now = self.selection or Span(self.caret, self.caret)
        larger = expanded(now, self.levels(page, now.start))
        if larger != now:
            self._smaller.append(now)
            self.place(page, larger.start, larger.end)

    def shrink(self, page: Page) -> None:
        """To what was selected before expanding."""
        if self._smaller:
            smaller = self._smaller.pop()
            self.place(page, smaller.start, smaller.end)

    def let_go(self, page: Page) -> None:
        """One step back: extending ends first, then the selection."""
        if self.extending:
            self.extending = False
        else:
            self._go(page, self.here.start)

    def levels(self, page: Page, at: int) -> list[Span | None]:
        """The word, the sentence and the turn around an offset."""
        passage = page.passage_at(at)
        turn = trimmed(page.text, Span(passage.start, passage.end)) if passage else None
        return [word_at(page.text, at), unit_at(self.known_sentences(page), at), turn]

    def meant(self, page: Page) -> Span:
        """What an act is about: the selection, else the sentence at the caret; trimmed, and no word cut unless exact."""
        chosen = self.selection or unit_at(self.known_sentences(page), self.caret)
        if chosen is None:
            return Span(0, 0)
        return trimmed(page.text, chosen) if self.exact else snapped(page.text, chosen)

    def known_sentences(self, page: Page) -> Sequence[Span]:
        """The sentences that were found for this text, or plain ones until then."""
        if self.sentences is None:
            self.sentences = tuple(
                sentence
                for passage in page.passages
                for sentence in plain_sentences(page.text, Span(passage.start, passage.end))
            )
        return self.sentences
