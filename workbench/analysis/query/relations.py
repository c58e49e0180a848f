"""How stretches of one document stand to each other: overlapping, within, near by words, and by turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from workbench.core.spans import WORD


class Stretch(NamedTuple):
    """Words of a document with the numbers of the turns that they reach; `who` is the coding's place, or -1."""

    start: int
    end: int
    first: int
    last: int
    who: int


Spoken = Callable[[int, int], Iterator[tuple[int, int]]]
"""The parts of a stretch that are speech, without the labels of turns."""


class Stretches:
    """The right side of a relation, arranged so that a stretch finds its partners quickly."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.by_start = sorted(stretches)
        self.starts = [stretch.start for stretch in self.by_start]
        self.reach = list(accumulate((stretch.end for stretch in self.by_start), max))

    @cached_property
    def by_end(self) -> Sequence[Stretch]:
        """All, by where they end."""
        return sorted(self.by_start, key=_end)

    @cached_property
    def by_turn(self) -> Sequence[Stretch]:
        """All, by the first turn that they reach: words between two turns may start later and belong to the one before."""
        return sorted(self.by_start, key=_first)

    @cached_property
    def last(self) -> Sequence[int]:
        """The last turn that is reached so far, by turn."""
        return list(accumulate((stretch.last for stretch in self.by_turn), max))

    @cached_property
    def soonest(self) -> Sequence[int]:
        """The first turn that is reached from here on, by start."""
        return list(accumulate((stretch.first for stretch in reversed(self.by_start)), min))[::-1]

    @cached_property
    def latest(self) -> Sequence[int]:
        """The last turn that is reached so far, by end."""
        return list(accumulate((stretch.last for stretch in self.by_end), max))

    def before(self, place: int, least: int) -> Iterator[Stretch]:
        """Those that start before the one at `place` and may reach the offset `least`, the last first."""
        while place and self.reach[place - 1] >= least:
            place -= 1
            yield self.by_start[place]

    def overlapping(self, left: Stretch) -> Iterator[Stretch]:
        """Those that share words with a stretch."""
        found = self.before(bisect_left(self.starts, left.end), left.start + 1)
        return (right for right in found if right.end > left.start)

    def around(self, left: Stretch) -> Iterator[Stretch]:
        """Those that a stretch lies in."""
        found = self.before(bisect_right(self.starts, left.start), left.end)
        return (right for right in found if right.end >= left.end)

    def within(self, left: Stretch) -> Iterator[Stretch]:
        """Those that lie in a stretch."""
        found = self.by_start[bisect_left(self.starts, left.start) : bisect_left(self.starts, left.end)]
        return (right for right in found if right.end <= left.end)

    def same(self, left: Stretch) -> Iterator[Stretch]:
        """Those of the very same words."""
        return (right for right in self.within(left) if right[:2] == left[:2])

    def after(self, left: Stretch) -> Iterator[Stretch]:
        """Those that start behind a stretch, the nearest first."""
        return (self.by_start[place] for place in range(bisect_left(self.starts, left.end), len(self.starts)))

    def ahead(self, left: Stretch) -> Iterator[Stretch]:
        """Those that end before a stretch, the nearest first."""
        return (self.by_end[place] for place in range(bisect_right(self.by_end, left.start, key=_end) - 1, -1, -1))

    def in_turns(self, left: Stretch) -> Iterator[Stretch]:
        """Those that are heard in a turn in which a stretch is heard."""
        place = bisect_right(self.by_turn, left.last, key=_first) if left.first else 0
        while place and self.last[place - 1] >= left.first:
            place -= 1
            if self.by_turn[place].last >= left.first:
                yield self.by_turn[place]

    def following(self, left: Stretch, reach: int) -> Iterator[Stretch]:
        """Those behind a stretch that are heard at most so many turns later; what stands before all turns is in none."""
        for place in range(bisect_left(self.starts, left.end) if left.first else len(self.starts), len(self.starts)):
            if self.soonest[place] - left.last > reach:
                return
            if 0 < self.by_start[place].first <= left.last + reach:
                yield self.by_start[place]

    def preceding(self, left: Stretch, reach: int) -> Iterator[Stretch]:
        """Those before a stretch that are heard at most so many turns earlier."""
        place = bisect_right(self.by_end, left.start, key=_end) if left.first else 0
        while place and left.first - self.latest[place - 1] <= reach:
            place -= 1
            if 0 < self.by_end[place].last >= left.first - reach:
                yield self.by_end[place]


def _first(stretch: Stretch) -> int:
    return stretch.first


def _end(stretch: Stretch) -> int:
    return stretch.end


def related(kind: str, left: Stretch, rights: Stretches, reach: int, text: str, spoken: Spoken) -> Iterator[Stretch]:
    """The stretches of the right side to which a stretch stands so; `text` is needed for NEAR alone."""
    if kind == "NEAR":
        return _near(left, rights, reach, text, spoken)
    if kind == "FOLLOWED BY":
        return rights.following(left, reach)
    if kind == "PRECEDED BY":
        return rights.preceding(left, reach)
    return SIMPLE[kind](rights, left)


SIMPLE: Mapping[str, Callable[[Stretches, Stretch], Iterator[Stretch]]] = {
    "OVERLAPS": Stretches.overlapping,
    "INSIDE": Stretches.around,
    "CONTAINS": Stretches.within,
    "SAME WORDS": Stretches.same,
    "SAME TURN": Stretches.in_turns,
}


def _near(left: Stretch, rights: Stretches, reach: int, text: str, spoken: Spoken) -> Iterator[Stretch]:
    yield from rights.overlapping(left)
    for right in rights.after(left):
        if _words(text, spoken(left.end, right.start), reach) > reach:
            break
        yield right
    for right in rights.ahead(left):
        if _words(text, spoken(right.end, left.start), reach) > reach:
            break
        yield right


def _words(text: str, parts: Iterable[tuple[int, int]], enough: int) -> int:
    """How many words stand in parts of a text; counting stops when there are more than enough."""
    count = 0
    for start, end in parts:
        for _ in WORD.finditer(text, start, end):
            count += 1
            if count > enough:
                return count
    return count
