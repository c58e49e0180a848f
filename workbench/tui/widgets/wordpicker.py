"""A stretch of text in which one goes from word to word and selects some, by keys and by mouse; only lines in sight are drawn."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.core.model import Edit
from workbench.core.spans import Span
from workbench.core.wording import words_in
from workbench.tui.widgets.cells import drawn, widths, wrap

NARROWEST = 8
LEFT = 1  # the mouse button
OUT, OTHERWISE, ADDED = (
    Style(strike=True, dim=True),
    Style(underline=True, italic=True),
    Style(underline2=True, bold=True),
)


class WordPicker(ScrollView, can_focus=True, inherit_bindings=False):
    """Words of a text under a cursor. Left-out words are struck through, replaced ones underlined; keys are the window's."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Other words are selected."""

    def __init__(self, text: str, span: Span, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text, self.span = text, span
        self.edits: Sequence[Edit] = ()
        self.words: Sequence[Span] = words_in(text, span)
        self.here = self.fixed = 0
        self._lines = array("I", [span.start])

    @property
    def chosen(self) -> Span:
        """The selected words, from the first to the last."""
        first, last = sorted((self.here, self.fixed))
        return Span(self.words[first].start, self.words[last].end)

    def show(self, edits: Sequence[Edit]) -> None:
        """Shows other edits; the cursor stays where it was."""
        at = self.words[self.here].start
        self.edits = edits
        self.words = words_in(self.text, self.span, edits)
        self.go(self._word_at(at))
        self.refresh()

    # -- moving -------------------------------------------------------------------------------------------------------

    def go(self, place: int, stretch: bool = False) -> None:
        """Goes to a word by its place; with `stretch`, the words up to it are selected."""
        self.here = max(0, min(place, len(self.words) - 1))
        if not stretch:
            self.fixed = self.here
        self.fixed = min(self.fixed, len(self.words) - 1)
        self._into_view()
        self.refresh()
        self.post_message(self.Moved())

    def go_lines(self, by: int, stretch: bool = False) -> None:
        """Goes some lines on or back, about below where the cursor is."""
        start = self.words[self.here].start
        line = self._line_of(start)
        wanted = max(0, min(line + by, len(self._lines) - 1))
        cells = sum(widths(self.text[self._lines[line] : start]))
        place = self._word_at(self._offset(wanted, cells))
        edge = self.here + (1 if by > 0 else -1) if wanted != line and place == self.here else place
        self.go(edge, stretch)

    def _word_at(self, offset: int) -> int:
        """The place of the word that holds an offset, or of the next one."""
        place = bisect_right(self.words, offset, key=lambda word: word.start) - 1
        if place >= 0 and offset < self.words[place].end:
            return place
        return min(place + 1, len(self.words) - 1)

    # -- lines --------------------------------------------------------------------------------------------------------

    def _wrap(self) -> None:
        room = max(self.scrollable_content_region.width, NARROWEST)
        self._lines = array("I")
        start = self.span.start
        for line in self.span.of(self.text).split("\n"):
            wrap(self.text, start, start + len(line), room, self._lines)
            start += len(line) + 1
        self.virtual_size = Size(room, len(self._lines))

    def on_resize(self) -> None:
        """Lines follow the width."""
        self._wrap()
        self._into_view()
        self.refresh()

    def _line_of(self, offset: int) -> int:
        return max(bisect_right(self._lines, offset) - 1, 0)

    def _ends(self, line: int) -> int:
        return self._lines[line + 1] if line + 1 < len(self._lines) else self.span.end

    def _offset(self, line: int, cells: int) -> int:
        """The offset that stands at a cell of a line."""
        start, end = self._lines[line], self._ends(line)
        reached = list(accumulate(widths(self.text[start:end])))
        return min(start + bisect_right(reached, cells), max(end - 1, start))

    def _into_view(self) -> None:
        line, top, height = self._line_of(self.words[self.here].start), self.scroll_offset.y, self.size.height
        if line < top:
            self.scroll_to(y=line, animate=False, immediate=True)
        elif height and line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """A line of the window."""
        line, room, ground = y + int(self.scroll_offset.y), self.scrollable_content_region.width, self.rich_style
        if line >= len(self._lines):
            return Strip.blank(room, ground)
        segments = list(self._segments(self._lines[line], self._ends(line)))
        return Strip(segments).apply_style(ground).adjust_cell_length(room, ground)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        """A line's words in their styles."""
        chosen = self.chosen
        shown = self._cursor if self.has_focus else Style(underline=True)
        first = bisect_left(self.edits, start, key=lambda edit: edit.end)
        near = [edit for edit in self.edits[first:] if edit.start <= end]
        cuts = {start, end, *chosen}
        for edit in near:
            cuts |= {edit.start - 1, edit.start} if edit.start == edit.end else set(edit.span)
        for one, other in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
            style = Style()
            for edit in near:
                if edit.start == edit.end == other:
                    style += ADDED
                elif edit.start <= one < edit.end:
                    style += OTHERWISE if edit.words else OUT
            if chosen.start <= one < chosen.end:
                style += shown
            yield Segment(drawn(self.text[one:other].rstrip("\n")), style)

    @property
    def _cursor(self) -> Style:
        accent = Color.parse(self.app.theme_variables["accent"])
        return Style(
            bgcolor=self.background_colors[1].blend(accent, 0.45).rich_color, bold=True, reverse=self.app.no_color
        )

    # -- the mouse ----------------------------------------------------------------------------------------------------

    def _under(self, event: events.MouseEvent) -> int:
        """The place of the word under the mouse."""
        line = max(0, min(event.y + int(self.scroll_offset.y), len(self._lines) - 1))
        return self._word_at(self._offset(line, max(event.x, 0)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Goes to a word."""
        if event.button == LEFT:
            self.focus()
            self.capture_mouse()
            self.go(self._under(event), event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Selects words while the button is held."""
        if self.app.mouse_captured is self and (place := self._under(event)) != self.here:
            self.go(place, True)

    def on_mouse_up(self) -> None:
        """The selection stands."""
        self.release_mouse()


def in_print(pieces: Sequence[tuple[str, Edit | None]]) -> Text:
    """A quote as print shows it, what an edit made set off."""
    text = Text()
    for words, edit in pieces:
        text.append("\n".join(map(drawn, words.split("\n"))), "" if edit is None else "bold")
    return text
