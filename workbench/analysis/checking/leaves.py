"""A codebook laid out for checking: what several rules ask of its codes, worked out once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from workbench.core.codebook import Codebook, paths
from workbench.core.project import folded

MOST = 5  # texts that one is told to be like; more say nothing new
NAMED = 4
_WORD = re.compile(r"\w+")


class Leaves:
    """The entries of a codebook, and how they stand to each other; a place is an entry's number in the codebook."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self.entries = book.entries

    @cached_property
    def names(self) -> list[str]:
        """What each code is called in a sentence: its name, with as much as is needed where others bear that name."""
        namesakes: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            namesakes[folded(entry.name)].append(place)
        trails = paths(self.entries)
        return [
            self._called(place, trails[place], namesakes[folded(entry.name)])
            for place, entry in enumerate(self.entries)
        ]

    def _called(self, place: int, trail: tuple[str, ...], namesakes: Sequence[int]) -> str:
        """A code's name; where a heading has it too, that one says so; where more do, the codes above stand before it."""
        entry = self.entries[place]
        alike = [other for other in namesakes if self.entries[other].applies == entry.applies]
        if len(alike) == 1:
            return f"“{entry.name}”" if entry.applies or len(namesakes) == 1 else f"the heading “{entry.name}”"
        above = {folded(self.entries[other].name) for p in alike if (other := self.entries[p].parent) is not None}
        return f"“{' › '.join(trail[-2:] if len(above) == len(alike) else trail)}”"

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        """The places of what stands below each, and of what stands at the top."""
        found: dict[int | None, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            found[entry.parent].append(place)
        return found

    @cached_property
    def above(self) -> list[tuple[int, ...]]:
        """The places of all that each stands below, from the top."""
        found: list[tuple[int, ...]] = []
        for entry in self.entries:
            found.append(() if entry.parent is None else (*found[entry.parent], entry.parent))
        return found

    @cached_property
    def root(self) -> int | None:
        """The one heading that holds the whole codebook, if there is one: it bears its title and is no level."""
        tops = self.children[None]
        alone = len(tops) == 1 and len(self.entries) > 1 and not self.entries[tops[0]].applies
        return tops[0] if alone else None

    @cached_property
    def meanings(self) -> list[tuple[str, ...]]:
        """The words of each definition, case and signs set aside; of the full one where there is no short one."""
        return [tuple(words_of(entry.definition or entry.full)) for entry in self.entries]

    def akin(self, one: int, other: int) -> bool:
        """True if one stands below the other."""
        return one in self.above[other] or other in self.above[one]

    def named(self, places: Sequence[int]) -> str:
        """Codes in a sentence: the first few by name, the others by number."""
        first = [self.names[place] for place in places[: NAMED if len(places) > NAMED + 1 else NAMED + 1]]
        return listed([*first, *([f"{len(places) - len(first)} more"] if len(first) < len(places) else [])])


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: one, two and three."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def words_of(text: str) -> list[str]:
    """The words of a text, case set aside."""
    return _WORD.findall(text.casefold())


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts by their places that are at least so much alike (0 to 100): the share of letters in one order.

    Only texts of nearly one length can be, so only they are compared.
    """
    from rapidfuzz import fuzz, process

    order = sorted((place for place, text in enumerate(texts) if text), key=lambda place: len(texts[place]))
    by_length = [texts[place] for place in order]
    reach = (200 - least) / least
    end = 0
    for at, text in enumerate(by_length):
        while end < len(by_length) and len(by_length[end]) <= reach * len(text):
            end += 1
        near = process.extract_iter(text, by_length[at + 1 : end], scorer=fuzz.ratio, score_cutoff=least)
        for _, score, further in islice(near, MOST):
            one, other = sorted((order[at], order[at + 1 + further]))
            yield one, other, score


def in_the_same_words(texts: Sequence[Sequence[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts, given as words, that share half their words and are so much alike once these are sorted.

    Of two such texts, one of the rarer half of the words stands in both, so that only texts that share one are compared;
    all are where the words are so few that this would rule out none. What differs in its letters isn't even looked at.
    """
    from rapidfuzz import fuzz

    often = Counter(word for words in texts for word in set(words))
    having: dict[str, list[int]] = defaultdict(list)
    joined = [" ".join(sorted(words)) for words in texts]
    letters = _letters(joined)
    apart = (100 - least) / 100 * (1 + (200 - least) / least)
    for place, words in enumerate(texts):
        rare = sorted(set(words), key=lambda word: (often[word], word))
        sharing = [having[word] for word in rare[: len(rare) - (len(rare) + 1) // 2 + 1]]
        near = range(place) if sum(map(len, sharing)) > place else sorted(set().union(*sharing))
        for places in sharing:
            places.append(place)
        found = 0
        most, own = apart * len(joined[place]) + 1, letters[place]
        for other in [other for other in near if (own ^ letters[other]).bit_count() <= most]:
            if score := fuzz.ratio(joined[place], joined[other], score_cutoff=least):
                yield other, place, score
                found += 1
                if found == MOST:
                    break


def _letters(texts: Sequence[str]) -> list[int]:
    """The letters of each text as bits, one for the first of a kind, one for the second: those of two that differ are letters apart."""
    bits: dict[tuple[str, int], int] = {}
    found: list[int] = []
    for text in texts:
        pairs = ((sign, number) for sign, count in Counter(text).items() for number in range(count))
        found.append(sum(1 << bits.setdefault(pair, len(bits)) for pair in pairs))
    return found


def groups(keyed: Iterable[tuple[str, int]]) -> Iterator[tuple[str, list[int]]]:
    """Places that share a key with another, by key; places without one are left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, place in keyed:
        if key and place not in found[key][-1:]:
            found[key].append(place)
    return ((key, places) for key, places in found.items() if len(places) > 1)
