"""The codings of one document for painting: which stand on a stretch, and in which lane each has its margin stripe.

Lanes are kept when codings come and go, so that stripes never jump.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from workbench.core.model import Coding
from workbench.core.spans import Span

_BLOCK = 10  # a bucket holds the codings of 1,024 code points
_STRIDE = 512
_LONG = 64  # a coding over more buckets than this is kept apart
_APART = 100  # codings of one lane are as far apart as a line is long, so that no two stripes meet on a line


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
        stripes, blocks = self._stripes, self._blocks
        for coding in codings:  # there may be twenty thousand, while somebody waits for the document
            identity, _, start, end, *_ = coding
            while busy and busy[0][0] + _APART <= start:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, lanes = lanes, lanes + 1
            heappush(busy, (end, lane))
            first, last = start >> _BLOCK, (end - 1 if end > start else start) >> _BLOCK
            if first == last and first in blocks:
                stripes[identity] = Stripe(coding, lane)
                blocks[first].append(identity)
            else:
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
        near = Span(coding.start - _APART, coding.end + _APART)
        used = {stripe.lane for stripe in self.over(near)}
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

    def beside(self, at: Coding | int, by: int) -> Coding | None:
        """The next (`by` = 1) or previous (-1) coding of the text, seen from a coding or from an offset."""
        if isinstance(at, int):
            after = bisect_right(self.codings, at, key=_start) if by > 0 else bisect_left(self.codings, at, key=_start)
            place = after if by > 0 else after - 1
        else:
            first = bisect_left(self.codings, at.start, key=_start)
            place = self.codings.index(at, first) + by if at in self.codings[first:] else first
        return self.codings[place] if 0 <= place < len(self.codings) else None


def _start(coding: Coding) -> int:
    return coding.start


def _blocks(span: Span) -> range:
    return range(max(0, span.start) >> _BLOCK, (max(span.start, span.end - 1) >> _BLOCK) + 1)


def _difference(before: Sequence[Coding], after: Sequence[Coding]) -> tuple[list[Coding], list[Coding]]:
    """What is only in the one and only in the other; nearly all is the same object in the same order."""
    shorter = min(len(before), len(after))
    head = _alike(shorter, lambda at, to: before[at:to] == after[at:to])
    tail = _alike(
        shorter - head,
        lambda at, to: before[len(before) - to : len(before) - at] == after[len(after) - to : len(after) - at],
    )
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    return _without(left, right), _without(right, left)


def _alike(length: int, equal: Callable[[int, int], bool]) -> int:
    """How far two sequences are alike, asked stretch by stretch: comparing whole slices costs next to nothing."""
    at, stride = 0, _STRIDE
    while stride:
        while at + stride <= length and equal(at, at + stride):
            at += stride
        stride //= 8
    return at


def _without(codings: Iterable[Coding], others: Iterable[Coding]) -> list[Coding]:
    known = set(others)
    return [coding for coding in codings if coding not in known]
