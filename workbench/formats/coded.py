"""A coded transcript cut at the edges of its codes, turn by turn, as writers lay it out: words, and numbers between them.

Codes overlap and reach over turns; one that lies outside of all that is shown goes to the nearest words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.analysis.report import Coded, Mark, Spoken

_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Edge(NamedTuple):
    """The place where the mark of this number (from 1) begins or ends."""

    number: int
    begins: bool


Piece = str | Edge


def turns(block: Coded) -> Iterator[tuple[Spoken, tuple[Piece, ...]]]:
    """Each turn with its words, cut where marks begin and end; a text without turns has its lines as such."""
    spoken = sorted(block.turns, key=lambda turn: turn.start) or _lines(block.text)
    edges: list[list[tuple[int, int, int]]] = [[] for _ in spoken]
    for number, mark in enumerate(block.marks, 1):
        (first, opens), (last, closes) = _placed(mark, spoken)
        empty = (first, opens) == (last, closes)
        edges[first].append((opens, 1, number))
        edges[last].append((closes, 2 if empty else 0, number))
    for turn, here in zip(spoken, edges, strict=True):
        yield turn, tuple(_pieces(block.text, turn, sorted(here)))


def told(mark: Mark) -> str:
    """Who put a code somewhere, and when, in a few words."""
    return ", ".join(filter(None, (mark.by, mark.at[:10])))


def label_of(turn: Spoken) -> str:
    """What stands before a turn, or nothing."""
    return f"{turn.label.removesuffix(':')}:" if turn.label else ""


def _lines(text: str) -> list[Spoken]:
    return [Spoken("", found.start(), found.end()) for found in _LINE.finditer(text)] or [Spoken("", 0, len(text))]


def _placed(mark: Mark, spoken: Sequence[Spoken]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The turns and the offsets where a mark begins and ends in what is shown."""
    first = bisect_right(spoken, mark.start, key=lambda turn: turn.end)
    last = bisect_left(spoken, mark.end, key=lambda turn: turn.start) - 1
    if first <= last:
        return (first, max(mark.start, spoken[first].start)), (last, min(mark.end, spoken[last].end))
    if first == len(spoken) or (last >= 0 and mark.start - spoken[last].end < spoken[first].start - mark.end):
        turn = spoken[last]
        return (last, max(turn.start, turn.end - 1)), (last, turn.end)
    turn = spoken[first]
    return (first, turn.start), (first, min(turn.end, turn.start + 1))


def _pieces(text: str, turn: Spoken, edges: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    at = turn.start
    for place, kind, number in edges:
        if place > at:
            yield text[at:place]
            at = place
        yield Edge(number, kind == 1)
    if turn.end > at:
        yield text[at : turn.end]
