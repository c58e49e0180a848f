"""Which code of one codebook is which of another: by key, then by place and name, then by a name or alias alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from workbench.core.codebook.book import Codebook, Entry
from workbench.core.model import is_given
from workbench.core.project import folded

Likely = Callable[[Sequence[Entry], Sequence[Entry]], Iterable[tuple[int, int]]]


def matched(one: Codebook, other: Codebook, same: Mapping[int, int] | None = None) -> dict[int, int]:
    """The places of codes in `one`, each with the place of the same code in `other`; none stands for two.

    `same` are pairs that somebody said are the same code. Codes with handles that differ are never the same.
    """
    return _Pairs(one.entries, other.entries, same or {}).found


class _Pairs:
    """Finds pairs rule by rule, the surest rule first."""

    def __init__(self, one: Sequence[Entry], other: Sequence[Entry], same: Mapping[int, int]) -> None:
        self.one, self.other = one, other
        self.found: dict[int, int] = {}
        self.back: dict[int, int] = {}
        for mine, theirs in same.items():
            self._pair(mine, theirs)
        keys = {entry.key.casefold(): place for place, entry in enumerate(other) if entry.key}
        for place, entry in enumerate(one):
            self._pair(place, keys.get(entry.key.casefold(), -1))
        self._by_place()
        self._by_words(lambda entry: (entry.name,))
        self._by_words(lambda entry: (entry.name, *entry.aliases))
        self._by_place()

    def _pair(self, mine: int, theirs: int) -> None:
        if theirs >= 0 and mine not in self.found and theirs not in self.back:
            self.found[mine] = theirs
            self.back[theirs] = mine

    def _by_place(self) -> None:
        """One name below one parent."""
        there = {(entry.parent, folded(entry.name)): place for place, entry in enumerate(self.other)}
        for place, entry in enumerate(self.one):
            parent = None if entry.parent is None else self.found.get(entry.parent, -1)
            theirs = there.get((parent, folded(entry.name)), -1)
            if theirs >= 0 and may_be_same(entry, self.other[theirs]):
                self._pair(place, theirs)

    def _by_words(self, words: Callable[[Entry], Iterable[str]]) -> None:
        """A word that means one code only on either side, among those not paired yet."""
        mine = _by_word((p, e) for p, e in enumerate(self.one) if p not in self.found)
        theirs = _by_word((p, e) for p, e in enumerate(self.other) if p not in self.back)
        for place, entry in enumerate(self.one):
            for word in map(folded, words(entry)):
                if len(mine.get(word, ())) == 1 == len(theirs.get(word, ())):
                    there = theirs[word][0]
                    if (
                        place in mine[word]
                        and _calls(words, self.other[there], word)
                        and may_be_same(entry, self.other[there])
                    ):
                        self._pair(place, there)


def _calls(words: Callable[[Entry], Iterable[str]], entry: Entry, word: str) -> bool:
    return any(folded(known) == word for known in words(entry))


def _by_word(entries: Iterable[tuple[int, Entry]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, entry in entries:
        for word in dict.fromkeys(map(folded, (entry.name, *entry.aliases))):
            found.setdefault(word, []).append(place)
    return found


def may_be_same(one: Entry, other: Entry) -> bool:
    """False if people gave both a handle, and different ones."""
    handles = [entry.key.casefold() for entry in (one, other) if entry.key and not is_given(entry.key)]
    return len(set(handles)) < 2


def left_over(book: Codebook, taken: Iterable[int]) -> Iterator[int]:
    """The places of the codes that are in no pair."""
    known = set(taken)
    return (place for place in range(len(book.entries)) if place not in known)
