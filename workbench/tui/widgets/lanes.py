"""The codings of one document for painting: which stand on a stretch, and in which lane each has its margin stripe.

Lanes are kept when codings come and go, so that stripes never jump.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from workbench.core.model import Coding
from workbench.core.spans import Span

_BLOCK = 10  # a bucket holds the codings of 1,024 code points
_LONG = 64  # a coding over more buckets than this is kept apart


class Stripe(NamedTuple):
    """A coding and its lane, 0 next to the text."""

    coding: Coding
    lane: int


class Lanes:
    """An index over codings: `over` costs what it finds, `add` and `remove` the length of the coding."""

    def __init__(self, codings: Sequence[Coding] = ()) -> None:
        self._stripes: dict[str, Stripe] = {}
        self._blocks: dict[int, list[str]] = {}
        self._long: list[str] = []
        self.codings = tuple(codings)
        busy: list[tuple[int, int]] = []
        free: list[int] = []
        lanes = 0
        for coding in codings:
            while busy and busy[0][0] <= coding.start:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, lanes = lanes, lanes + 1
            heappush(busy, (coding.end, lane))
            self._put(Stripe(coding, lane))

    def _put(self, stripe: Stripe) -> None:
        coding = stripe.coding
        self._stripes[coding.id] = stripe
        blocks = _blocks(coding.span)
        if len(blocks) > _LONG:
            self._long.append(coding.id)
        else:
            for block in blocks:
                self._blocks.setdefault(block, []).append(coding.id)

    def _add(self, coding: Coding) -> None:
        used = {stripe.lane for stripe in self.over(coding.span)}
        self._put(Stripe(coding, next(lane for lane in range(len(used) + 1) if lane not in used)))

    def _remove(self, coding: Coding) -> None:
        del self._stripes[coding.id]
        blocks = _blocks(coding.span)
        if len(blocks) > _LONG:
            self._long.remove(coding.id)
        else:
            for block in blocks:
                self._blocks[block].remove(coding.id)

    def replace(self, codings: tuple[Coding, ...]) -> list[Span]:
        """Takes in the document's codings as they are now (in order); the stretches whose paint differs."""
        gone, come = _difference(self.codings, codings)
        for coding in gone:
            self._remove(coding)
        for coding in come:
            self._add(coding)
        self.codings = codings
        return [coding.span for coding in (*gone, *come)]

    def over(self, span: Span) -> list[Stripe]:
        """The stripes of the codings that share a code point with the span, in no order."""
        start, end = span
        seen: set[str] = set()
        found = []
        for block in _blocks(span):
            for identity in self._blocks.get(block, ()):
                stripe = self._stripes[identity]
                if stripe.coding.start < end and stripe.coding.end > start and identity not in seen:
                    seen.add(identity)
                    found.append(stripe)
        for identity in self._long:
            stripe = self._stripes[identity]
            if stripe.coding.start < end and stripe.coding.end > start:
                found.append(stripe)
        return found

    def next_after(self, offset: int) -> Coding | None:
        """The first coding that starts after an offset."""
        place = bisect_right(self.codings, offset, key=lambda coding: coding.start)
        return self.codings[place] if place < len(self.codings) else None

    def last_before(self, offset: int) -> Coding | None:
        """The last coding that starts before an offset; of several that start together the longest."""
        place = bisect_left(self.codings, offset, key=lambda coding: coding.start)
        if not place:
            return None
        start = self.codings[place - 1].start
        return self.codings[bisect_left(self.codings, start, key=lambda coding: coding.start)]


def _blocks(span: Span) -> range:
    return range(span.start >> _BLOCK, (max(span.start, span.end - 1) >> _BLOCK) + 1)


def _difference(before: Sequence[Coding], after: Sequence[Coding]) -> tuple[list[Coding], list[Coding]]:
    """What is only in the one and only in the other; nearly all is the same object in the same order."""
    head = 0
    shorter = min(len(before), len(after))
    while head < shorter and before[head] is after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] is after[-1 - tail]:
        tail += 1
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    return _without(left, right), _without(right, left)


def _without(codings: Iterable[Coding], others: Iterable[Coding]) -> list[Coding]:
    known = set(others)
    return [coding for coding in codings if coding not in known]
