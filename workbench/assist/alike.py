"""What looks alike: pairs of codes of which somebody should say whether they are the same, and quotes that say the same.

Names are compared by their words in any order (RapidFuzz's token_sort_ratio), definitions as they stand (ratio).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.core.codebook import Entry

NAMES = 80.0
"""How alike (of 100) two names must be."""

DEFINITIONS = 88.0
"""How alike (of 100) two definitions must be where the names are not."""

SHORT = 24  # signs; shorter definitions are alike by chance, unless they are the same
SAME = 100.0
LIKEST = 5  # codes that one is compared with in the end


def alike(one: Sequence[Entry], other: Sequence[Entry]) -> list[tuple[int, int]]:
    """Pairs of places, the likest first, each code in one pair at most."""
    if not one or not other:
        return []
    found = [*_pairs([e.name for e in one], [e.name for e in other], NAMES, by_words=True)]
    found += [
        (score, here, there)
        for score, here, there in _pairs([e.definition for e in one], [e.definition for e in other], DEFINITIONS)
        if score == SAME or min(len(one[here].definition), len(other[there].definition)) > SHORT
    ]
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, here, there in sorted(found, key=lambda pair: (-pair[0], pair[1:])):
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            pairs.append((here, there))
    return pairs


def nearly_same(one: str, other: str) -> float:
    """How alike two quotes are, from 0 to 100 (RapidFuzz's ratio): letters and digits count, case doesn't."""
    from rapidfuzz import fuzz, utils

    return fuzz.ratio(one, other, processor=utils.default_process)


def _pairs(
    one: Sequence[str], other: Sequence[str], least: float, *, by_words: bool = False
) -> list[tuple[float, int, int]]:
    from rapidfuzz import fuzz, process, utils

    mine, theirs = ([utils.default_process(text) for text in texts] for texts in (one, other))
    here, there = (
        [place for place, text in enumerate(texts) if text] for texts in (mine, theirs)
    )  # two without are 100
    scores = process.cdist(
        [mine[place] for place in here],
        [theirs[place] for place in there],
        scorer=fuzz.token_sort_ratio if by_words else fuzz.ratio,
        score_cutoff=least,
    )
    pairs = ((left, right) for left, row in enumerate(scores) for right in _likest(row))
    return [(float(scores[left, right]), here[left], there[right]) for left, right in pairs]


def _likest(scores: Any) -> list[int]:
    """The places of the few highest scores above 0 of a row, the highest first."""
    found: list[int] = scores.nonzero()[0].tolist()
    return sorted(found, key=lambda place: (-scores[place], place))[:LIKEST]
