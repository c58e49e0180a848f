"""Which codes of three codebooks are one code: each is a node, with its places in the base, in mine and in theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.core.codebook.book import Codebook, Entry
from workbench.core.codebook.fields import agree
from workbench.core.codebook.matching import Likely, left_over, matched, may_be_same
from workbench.core.codebook.questions import BOTH, MINE, SAME, THEIRS, Asking, Question
from workbench.core.project import folded

SIDES = ("base", "mine", "theirs")


class Node(NamedTuple):
    """One code, by its places in up to three codebooks."""

    base: int | None
    mine: int | None
    theirs: int | None


class Nodes:
    """The codes of three codebooks as nodes, known by number.

    `at` has for each side the node of a place, `parents` the node above each node (None at the top), in that side's
    order. `forced` are new codes that are one only because somebody said so, and whose words hold.
    """

    def __init__(self, base: Codebook, mine: Codebook, theirs: Codebook, asking: Asking, likely: Likely | None) -> None:
        self.books = dict(zip(SIDES, (base, mine, theirs), strict=True))
        self.asking = asking
        self.forced: dict[int, str] = {}
        to_mine = matched(base, mine, self._said_same(mine, MINE, likely))
        to_theirs = matched(base, theirs, self._said_same(theirs, THEIRS, likely))
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

    def with_key(self, key: str) -> int | None:
        """The node of a key on either side."""
        for side in (MINE, THEIRS):
            for place, entry in enumerate(self.books[side].entries):
                if entry.key and entry.key.casefold() == key.casefold():
                    return self.at[side][place]
        return None

    def _numbers(self, side: str) -> dict[int, int]:
        places = ((getattr(node, side), number) for number, node in enumerate(self.all))
        return {place: number for place, number in places if place is not None}

    def _parents(self, side: str) -> dict[int, int | None]:
        at = self.at[side]
        entries = self.books[side].entries
        return {
            at[place]: at[entry.parent] if entry.parent is not None else None for place, entry in enumerate(entries)
        }

    def _said_same(self, other: Codebook, side: str, likely: Likely | None) -> dict[int, int]:
        """The pairs that only look alike, of which somebody said that they are the same."""
        found: dict[int, int] = {}
        if likely is None:
            return found
        base = self.books["base"]
        known = matched(base, other)
        left, right = list(left_over(base, known)), list(left_over(other, known.values()))
        for at, there in likely([base.entries[place] for place in left], [other.entries[place] for place in right]):
            before, after = base.entries[left[at]], other.entries[right[there]]
            if may_be_same(before, after) and self._ask_same(before, after, side):
                found[left[at]] = right[there]
        return found

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
                if number >= 0 and (self.all[number].theirs is not None or not self._are_one(number, entry)):
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
                twins(mine, theirs), "twins", theirs.name,
                f"Both sides made a code “{theirs.name}” in one place, and they differ. Are they one code?",
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


def ident(entry: Entry) -> str:
    """What a question knows a code by."""
    return entry.key or f"“{folded(entry.name)}”"


def twins(one: Entry, other: Entry) -> str:
    """The id of the question if two new codes of one name are one, whichever is whose."""
    return " ".join(["twins", *sorted((ident(one), ident(other))), folded(one.name)])


def sided(side: str, text: str) -> tuple[str, str]:
    """A text as what one of the two sides says: (mine, theirs)."""
    return (text, "") if side == MINE else ("", text)
