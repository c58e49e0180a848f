"""Which codes of three codebooks are one code: each is a node, with its places in the base, in mine and in theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from workbench.core.codebook.book import Codebook, Entry, paths
from workbench.core.codebook.fields import agree
from workbench.core.codebook.matching import Likely, left_over, matched, may_be_same
from workbench.core.codebook.questions import BOTH, MINE, SAME, THEIRS, Asking, Question
from workbench.core.project import SEPARATOR, folded

SIDES = ("base", "mine", "theirs")


class Node(NamedTuple):
    """One code, by its places in up to three codebooks."""

    base: int | None
    mine: int | None
    theirs: int | None


class Nodes:
    """The codes of three codebooks as nodes, known by number.

    `at` has for each side the node of a place, `parents` the node above each node (None at the top), in that side's
    order. `forced` are new codes that are one only because somebody said so, and whose words hold; `apart` are pairs of
    which it was asked, and which are two.
    """

    def __init__(
        self, base: Codebook | None, mine: Codebook, theirs: Codebook, asking: Asking, likely: Likely | None
    ) -> None:
        self.asking = asking
        self.forced: dict[int, str] = {}
        self.apart: set[frozenset[int]] = set()
        if base is None:
            self.books = dict(zip(SIDES, (_agreed(mine, theirs), mine, theirs), strict=True))
            pairs = self._pairs(mine, theirs, THEIRS, likely)
            self.all = [Node(None, place, pairs.get(place)) for place in range(len(mine.entries))]
            self.all += [Node(None, None, place) for place in left_over(theirs, pairs.values())]
        else:
            self.books = dict(zip(SIDES, (base, mine, theirs), strict=True))
            to_mine = self._pairs(base, mine, MINE, likely)
            to_theirs = self._pairs(base, theirs, THEIRS, likely)
            self.all = [Node(place, to_mine.get(place), to_theirs.get(place)) for place in range(len(base.entries))]
            self.all += [Node(None, place, None) for place in left_over(mine, to_mine.values())]
            self._join_new(list(left_over(theirs, to_theirs.values())))
        self.at: Mapping[str, Mapping[int, int]] = {side: self._numbers(side) for side in SIDES}
        self.parents: Mapping[str, Mapping[int, int | None]] = {side: self._parents(side) for side in SIDES}

    def entry(self, number: int, side: str) -> Entry | None:
        """What a side says of a code, if it has it."""
        place = getattr(self.all[number], side)
        return None if place is None else self.books[side].entries[place]

    def name(self, number: int) -> str:
        """A code's name, theirs first."""
        found = (self.entry(number, side) for side in reversed(SIDES))
        return next(entry.name for entry in found if entry)

    def ident(self, number: int) -> str:
        """What questions know a code by, whichever side is whose."""
        base, *others = (self.entry(number, side) for side in SIDES)
        return ident(base) if base else min(ident(entry) for entry in others if entry)

    def called(self, word: str) -> int | None:
        """The node that has a key on either side, or else, alone, a name or path."""
        keys, words = self._words
        found = words.get(folded(word), ())
        return keys.get(word.casefold(), next(iter(found)) if len(found) == 1 else None)

    @cached_property
    def _words(self) -> tuple[dict[str, int], dict[str, set[int]]]:
        """Nodes by their keys, those of mine first, and by their names and paths."""
        keys: dict[str, int] = {}
        words: dict[str, set[int]] = {}
        for side in (MINE, THEIRS):
            entries = self.books[side].entries
            for place, (entry, path) in enumerate(zip(entries, paths(entries), strict=True)):
                number = self.at[side][place]
                if entry.key:
                    keys.setdefault(entry.key.casefold(), number)
                for word in (path[-1], SEPARATOR.join(path)):
                    words.setdefault(folded(word), set()).add(number)
        return keys, words

    def _numbers(self, side: str) -> dict[int, int]:
        places = ((getattr(node, side), number) for number, node in enumerate(self.all))
        return {place: number for place, number in places if place is not None}

    def _parents(self, side: str) -> dict[int, int | None]:
        at = self.at[side]
        entries = self.books[side].entries
        return {
            at[place]: at[entry.parent] if entry.parent is not None else None for place, entry in enumerate(entries)
        }

    def _pairs(self, one: Codebook, other: Codebook, side: str, likely: Likely | None) -> dict[int, int]:
        """Which code of the one is which of the other, those too that only look alike, if somebody says so."""
        known = matched(one, other)
        left, right = list(left_over(one, known)), list(left_over(other, known.values()))
        if likely is None or not left or not right:
            return known
        same: dict[int, int] = {}
        for at, there in likely([one.entries[place] for place in left], [other.entries[place] for place in right]):
            before, after = one.entries[left[at]], other.entries[right[there]]
            if may_be_same(before, after) and self._ask_same(before, after, side):
                same[left[at]] = right[there]
        return matched(one, other, same) if same else known

    def _ask_same(self, before: Entry, after: Entry, side: str) -> bool:
        where = self.asking.names[side == THEIRS]
        answer = self.asking.ask(
            Question(
                f"same {ident(before)} {ident(after)}", "same", after.name,
                f"Is “{after.name}” in {where} the code “{before.name}”, renamed?",
                before.definition, *sided(side, after.definition),
                (("two", "No, they are two codes"), (SAME, "Yes, it is the same code")),
            )
        )  # fmt: skip
        return answer == SAME

    def _join_new(self, new: Sequence[int]) -> None:
        """Gives new codes of theirs a node: that of the same new code of mine, where there is one."""
        mine, theirs = self.books[MINE].entries, self.books[THEIRS].entries
        of_mine, of_theirs = self._numbers(MINE), self._numbers(THEIRS)
        by_key: dict[str, int] = {}
        by_name: dict[tuple[int | None, str], int] = {}
        for number, node in enumerate(self.all):
            if node.base is None and node.mine is not None:
                entry = mine[node.mine]
                if entry.key:
                    by_key[entry.key.casefold()] = number
                by_name[None if entry.parent is None else of_mine[entry.parent], folded(entry.name)] = number
        for place in new:
            entry = theirs[place]
            number = by_key.get(entry.key.casefold(), -1)
            if number < 0 or self.all[number].theirs is not None:
                parent = None if entry.parent is None else of_theirs[entry.parent]
                number = by_name.get((parent, folded(entry.name)), -1)
                if number >= 0 and self.all[number].theirs is not None:
                    number = -1
                elif number >= 0 and not self._are_one(number, entry):
                    self.apart.add(frozenset((number, len(self.all))))
                    number = -1
            if number < 0:
                number = len(self.all)
                self.all.append(Node(None, None, place))
            else:
                self.all[number] = self.all[number]._replace(theirs=place)
            of_theirs[place] = number

    def _are_one(self, number: int, theirs: Entry) -> bool:
        """True if two new codes of one name in one place are the same code: they agree, or somebody said so."""
        mine = self.books[MINE].entries[self.all[number].mine or 0]
        if may_be_same(mine, theirs) and agree(mine, theirs):
            return True
        one, other = self.asking.names
        answer = self.asking.ask(
            Question(
                " ".join(["twins", *sorted((ident(mine), ident(theirs))), folded(theirs.name)]), "twins", theirs.name,
                f"{_both(one, other)} a code “{theirs.name}” in one place, and they differ. Are they one code?",
                "", mine.definition, theirs.definition,
                (
                    (BOTH, "No, keep both; one gets another name"),
                    (MINE, f"Yes, as in {one}"),
                    (THEIRS, f"Yes, as in {other}"),
                ),
            )
        )  # fmt: skip
        if answer != BOTH:
            self.forced[number] = answer
        return answer != BOTH


def _both(one: str, other: str) -> str:
    return f"{one.capitalize()} and {other} each have" if one.startswith("the ") else "Both sides made"


def _agreed(mine: Codebook, theirs: Codebook) -> Codebook:
    """What two codebooks without a common past say alike of themselves."""
    same = {field: value for field, value in mine._asdict().items() if value == getattr(theirs, field)}
    return Codebook("", "", ())._replace(**{**same, "entries": ()})


def ident(entry: Entry) -> str:
    """What a question knows a code by, as it stands in its codebook."""
    below = "" if entry.parent is None else f" {entry.parent}"
    return entry.key or f"“{folded(entry.name)}”{below}"


def sided(side: str, text: str) -> tuple[str, str]:
    """A text as what one of the two sides says: (mine, theirs)."""
    return (text, "") if side == MINE else ("", text)
