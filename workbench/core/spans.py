"""Stretches of text: half-open ranges of code points, and the units (word, sentence) that a selection grows by.

Nothing here knows of codings or documents; a transcript's text and plain ranges come in and go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WORD = re.compile(r"\w(?:[\w'’-]*\w)?")
_STOP = re.compile(r"[^.!?…。！？\n]*(?:[.!?…。！？]+[\"'”’»)\]]*|\n|$)")


class Span(NamedTuple):
    """The code points `start` up to, not including, `end` of a text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of code points."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if no code point of `other` lies outside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its two ends; empty at `span.start` if there is nothing else."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return Span(span.start + left, span.start + left + kept) if kept else Span(span.start, span.start)


def snapped(text: str, span: Span) -> Span:
    """The span trimmed and widened so that no word is cut at either end."""
    start, end = trimmed(text, span)
    if start == end:
        return Span(start, end)
    first, last = word_at(text, start), word_at(text, end - 1)
    return Span(first.start if first else start, last.end if last else end)


def _line_around(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def word_at(text: str, offset: int) -> Span | None:
    """The word that holds the code point `offset`, or None between words."""
    start, end = _line_around(text, offset)
    for found in WORD.finditer(text, start, end):
        if found.start() > offset:
            return None
        if offset < found.end():
            return Span(*found.span())
    return None


def next_word(text: str, offset: int) -> Span | None:
    """The first word that starts at `offset` or later."""
    found = WORD.search(text, max(0, offset))
    if found and offset and found.start() == offset and WORD.match(text[offset - 1]):
        whole = word_at(text, offset)
        if whole and whole.start < offset:
            return next_word(text, whole.end)
    return Span(*found.span()) if found else None


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that starts before `offset`."""
    end = min(offset, len(text))
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line_end = text.find("\n", end - 1)
        words = list(WORD.finditer(text, start, len(text) if line_end < 0 else line_end))
        before = [word for word in words if word.start() < offset]
        if before:
            return Span(*before[-1].span())
        end = start
    return None


def plain_sentences(text: str, within: Span) -> tuple[Span, ...]:
    """Sentences of `within` by closing punctuation and line ends alone: what there is until spaCy has answered."""
    found = (trimmed(text, Span(*match.span())) for match in _STOP.finditer(text, within.start, within.end))
    return tuple(span for span in found if span.length)


def unit_at(units: Sequence[Span], offset: int) -> Span | None:
    """The unit that holds `offset`; `units` are in order and don't overlap."""
    low, high = 0, len(units)
    while low < high:
        middle = (low + high) // 2
        if units[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return units[low] if low < len(units) and units[low].start <= offset else None


def expanded(span: Span, levels: Iterable[Span | None]) -> Span:
    """The first of `levels` (small to large) that holds the whole span and is larger; the span itself if none is."""
    for level in levels:
        if level and level.contains(span) and level != span:
            return level
    return span
