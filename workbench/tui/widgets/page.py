"""A transcript laid out for a width: passages, visual lines, and the way between offsets and cells. Pure.

Labels and blank lines of the text are not shown (the gutter names the speaker), so an offset may be hidden; it is then
taken for the nearest shown one.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from workbench.core.model import Transcript
from workbench.core.spans import Span
from workbench.tui.widgets.cells import is_simple, widths, wrap


class Passage(NamedTuple):
    """A turn's speech, or text between turns; `turn` is the turn's number from 1, or 0 outside turns."""

    start: int
    end: int
    speaker: str
    time: str
    turn: int


def passages(transcript: Transcript) -> Iterator[Passage]:
    """Everything of the text that is shown, in order."""
    at = 0
    text = transcript.text
    for number, turn in enumerate(transcript.turns, 1):
        if text[at : turn.opens].strip():
            yield Passage(at, turn.opens, "", "", 0)
        yield Passage(turn.start, turn.end, turn.speaker, turn.time, number)
        at = turn.end
    if text[at:].strip():
        yield Passage(at, len(text), "", "", 0)


class Page:
    """The lines of a transcript at one width.

    `starts` and `ends` give the code points [start, end) of each line, `owner` the place of its passage among
    `passages`, `opening` the first line of each passage.
    """

    def __init__(self, transcript: Transcript, room: int) -> None:
        self.text = transcript.text
        self.room = room
        self.passages = tuple(passages(transcript))
        self.starts: array[int] = array("I")
        self.ends: array[int] = array("I")
        self.owner: array[int] = array("I")
        self.opening: array[int] = array("I")
        for place, passage in enumerate(self.passages):
            self.opening.append(len(self.starts))
            self._lay_out(place, passage)

    def _lay_out(self, place: int, passage: Passage) -> None:
        text, at = self.text, passage.start
        while at < passage.end:
            feed = text.find("\n", at, passage.end)
            end = passage.end if feed < 0 else feed
            if text[at:end].strip():
                first = len(self.starts)
                wrap(text, at, end, self.room, self.starts)
                self.ends.extend(self.starts[first + 1 :])
                self.ends.append(end)
                self.owner.extend([place] * (len(self.starts) - first))
            at = end + 1

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def first(self) -> int:
        """The first offset shown."""
        return self.starts[0] if self.starts else 0

    @property
    def last(self) -> int:
        """The offset after the last one shown."""
        return self.ends[-1] if self.ends else 0

    def line_of(self, offset: int) -> int:
        """The line that shows an offset, or the nearest above it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def lines_of(self, span: Span) -> range:
        """The lines on which some of the span stands."""
        first = self.line_of(span.start)
        last = self.line_of(max(span.start, span.end - 1))
        return range(first, last + 1)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that shows an offset."""
        return self.passages[self.owner[self.line_of(offset)]] if self.starts else None

    def shown(self, offset: int) -> int:
        """The offset, or the nearest one that is shown."""
        if not self.starts:
            return 0
        line = self.line_of(offset)
        return min(max(offset, self.starts[line]), max(self.starts[line], self.ends[line]))

    def shown_from(self, offset: int) -> int:
        """The offset, or the next one that is shown."""
        there = self.shown(offset)
        following = self.line_of(offset) + 1
        return self.starts[following] if there < offset and following < len(self) else there

    def column_of(self, offset: int) -> int:
        """The cells between the start of its line and an offset."""
        start = self.starts[self.line_of(offset)]
        return sum(widths(self.text[start:offset]))

    def offset_at(self, line: int, column: int) -> int:
        """The offset of the character in a cell of a line; the last one's where the line is shorter."""
        line = max(0, min(line, len(self) - 1))
        start, end = self.starts[line], self.ends[line]
        words = self.text[start:end].rstrip()
        if not words or column <= 0:
            return start
        if is_simple(words):
            return start + min(column, len(words) - 1)
        place = bisect_right(list(accumulate(widths(words))), column)
        return start + min(place, len(words) - 1)

    def moved(self, offset: int, by: int) -> int:
        """The offset one shown character on (`by` = 1) or back (-1), over hidden text and joined marks."""
        at = self.shown(offset)
        while True:
            at += by
            if at <= self.first or at >= self.last:
                return max(self.first, min(at, self.last))
            line = self.line_of(at)
            if at > self.ends[line] or (at == self.ends[line] and line + 1 < len(self)):
                at = self.starts[line + 1] if by > 0 else self.ends[line] - 1
                return max(at, self.first)
            if widths(self.text[at : at + 2])[0]:
                return at
