"""Merging two edits of one codebook: field by field, nothing lost, nothing invented; what can't be decided is asked.

Each question holds an answer until it is given another, so that the result is a whole codebook at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from workbench.core.codebook.arranging import arranged
from workbench.core.codebook.book import Codebook, Entry
from workbench.core.codebook.fields import merged_entry, merged_pairs, merged_text
from workbench.core.codebook.loading import with_used
from workbench.core.codebook.matching import Likely
from workbench.core.codebook.nodes import SIDES, Node, Nodes, sided
from workbench.core.codebook.questions import GIVE, MINE, THEIRS, Asking, Question
from workbench.core.model import is_given


class Merged(NamedTuple):
    """A merged codebook, what is still open, and where its codes come from.

    `origin` has for each entry its place in mine, or None. `heirs` go from places in mine of codes that are gone to the
    places of the entries that take their codings over.
    """

    book: Codebook
    questions: tuple[Question, ...]
    origin: tuple[int | None, ...]
    heirs: Mapping[int, int]


def merge(
    base: Codebook | None,
    mine: Codebook,
    theirs: Codebook,
    answers: Mapping[str, str] | None = None,
    *,
    likely: Likely | None = None,
    used: Collection[int] = (),
    names: tuple[str, str] = ("your file", "their file"),
    mine_first: bool = False,
) -> Merged:
    """Merges what `mine` and `theirs` made of `base`; `answers` are those to questions asked before, by their ids.

    Where nobody knows the base (None), nothing counts as deleted. `likely` finds codes that look alike, of which is asked
    whether they are the same. `used` are the places in mine of codes that codings stand on: these don't go without a
    word. The result is the same whichever side is whose, unless with `mine_first` new codes of mine come first.
    """
    asking = Asking(answers or {}, names)
    nodes = Nodes(base, mine, theirs, asking, likely)
    return _Merging(nodes, asking, frozenset(used), mine_first=mine_first or base is None).merged()


class _Merging:
    """What becomes of each node: whether it stays, where it stands, and what it says."""

    def __init__(self, nodes: Nodes, asking: Asking, used: frozenset[int], *, mine_first: bool) -> None:
        self.nodes = nodes
        self.mine_first = mine_first
        self.asking = asking
        self.used = used
        self.heirs = self._merged_into()

    def merged(self) -> Merged:
        """The result."""
        parents = self._standing()
        entries = {number: self._entry(number) for number in parents}
        order, above = arranged(
            entries, parents, self.nodes.parents, self.asking, mine_first=self.mine_first, apart=self.nodes.apart
        )
        places = {number: place for place, (number, _) in enumerate(order)}
        listed = tuple(
            entry._replace(parent=None if (parent := above[number]) is None else places[parent])
            for number, entry in order
        )
        all_nodes = self.nodes.all
        heirs = {
            node.mine: places[heir]
            for number, node in enumerate(all_nodes)
            if node.mine is not None and number not in places and (heir := self._heir(number)) in places
        }
        origin = tuple(all_nodes[number].mine for number, _ in order)
        return Merged(self._book(listed), tuple(self.asking.open.values()), origin, heirs)

    # -- which codes stay, and below which -----------------------------------------------------------------------------

    def _standing(self) -> dict[int, int | None]:
        """The codes that stay, each with the one above it."""
        waiting = [number for number, node in enumerate(self.nodes.all) if self._stays(number, node)]
        standing: set[int] = set()
        parents: dict[int, int | None] = {}
        while True:
            standing |= set(waiting)
            self._place(waiting, standing, parents)
            self.heirs = {gone: heir for gone, heir in self.heirs.items() if gone not in standing}
            waiting = self._without_heir(standing)
            if not waiting:
                return parents

    def _place(self, waiting: list[int], standing: set[int], parents: dict[int, int | None]) -> None:
        """Finds for codes that stay the ones above them, which may have to stay for that."""
        for number in waiting:  # grows while it is read
            parent = self._parent(number)
            while parent is not None and parent not in standing:
                heir = self._heir(parent)
                if heir in standing and heir != number:
                    parent = heir
                elif self._keep_above(parent):
                    standing.add(parent)
                    waiting.append(parent)
                else:
                    parent = self._parent(parent)
            parents[number] = parent

    def _without_heir(self, standing: Collection[int]) -> list[int]:
        """Codes that have to stay since codings stand on them, and none that is left could take those over."""
        found: list[int] = []
        for number, node in enumerate(self.nodes.all):
            if node.mine in self.used and node.mine is not None and number not in standing:
                heir = self._heir(number)
                if not self._takes(heir, standing) and self._ask_heir(number, heir, standing):
                    found.append(number)
        return found

    def _takes(self, number: int, standing: Collection[int]) -> bool:
        """True for a code that stays and can have codings."""
        return number in standing and self._entry(number).applies

    def _ask_heir(self, number: int, heir: int, standing: Collection[int]) -> bool:
        """True if a used code stays, whose codings can't go where they were to go; else it has another heir now."""
        entry, name = self._known(number), self.nodes.name(heir)
        into = f" into “{name}”, to which they can't go" if heir != number else ""
        question = Question(
            f"heir of {self.nodes.ident(number)}", "gone", entry.name,
            f"“{entry.name}” was to go, and its codings{into or ' too'}. What becomes of it?",
            "", *sided(MINE, entry.definition), ((MINE, "Keep it"),), gives=True,
        )  # fmt: skip
        answer = self.asking.ask(question)
        if not answer.startswith(GIVE):
            return True
        given = self.nodes.called(answer.removeprefix(GIVE))
        if given is None or not self._takes(given, standing):
            self.asking.again(question)
            return True
        self.heirs[number] = given
        return False

    def _parent(self, number: int) -> int | None:
        """The code above one, by the side that moved it."""
        base, mine, theirs = (self.nodes.parents[side].get(number, -1) for side in SIDES)
        if mine == -1 or theirs == -1:
            return next(parent for parent in (mine, theirs, base) if parent != -1)
        if theirs in {mine, base}:
            return mine
        if mine == base:
            return theirs
        one, other = ("" if parent is None else self.nodes.name(parent) for parent in (mine, theirs))
        entry = self._known(number)
        answer = self.asking.ask(
            Question(
                f"place of {self.nodes.ident(number)}", "place", entry.name, f"Where does “{entry.name}” stand?",
                "" if base in {None, -1} else self.nodes.name(base or 0), one or "at the top", other or "at the top",
                ((MINE, f"below “{one}”" if one else "at the top"), (THEIRS, f"below “{other}”" if other else "at the top")),
            )
        )  # fmt: skip
        return mine if answer == MINE else theirs

    def _stays(self, number: int, node: Node) -> bool:
        """True for a code that no side took out, or that one side took out and the other needs."""
        if node.base is None or (node.mine is not None and node.theirs is not None):
            return True
        if node.mine is None and node.theirs is None:
            return False
        side = MINE if node.theirs is None else THEIRS
        entry, was = self.nodes.entry(number, side), self.nodes.entry(number, "base")
        if entry is None or was is None:
            return False
        changed = _said(entry) != _said(was)
        changed = changed or self.nodes.parents[side][number] != self.nodes.parents["base"][number]
        used = side == MINE and node.mine in self.used
        if not changed and (not used or number in self.heirs):
            return False
        return self._ask_gone(number, entry, side, changed=changed, used=used)

    def _ask_gone(self, number: int, entry: Entry, side: str, *, changed: bool, used: bool) -> bool:
        here, there = self.asking.names if side == MINE else self.asking.names[::-1]
        merged = number in self.heirs
        did = f"merged into “{self.nodes.name(self.heirs[number])}”" if merged else "deleted"
        why = f"changed in {here}" if changed else f"used in {here}"
        needs_heir = used and not merged
        leave = () if needs_heir else ((_other(side), "Merge it" if merged else "Delete it"),)
        question = Question(
            f"gone {self.nodes.ident(number)}", "gone", entry.name,
            f"“{entry.name}” was {did} in {there}, and {why}. What becomes of it?",
            "", *sided(side, entry.definition), ((side, "Keep it"), *leave), gives=needs_heir,
        )  # fmt: skip
        answer = self.asking.ask(question)
        if not answer.startswith(GIVE):
            return answer == side
        heir = self.nodes.called(answer.removeprefix(GIVE))
        if heir is None or heir == number:
            self.asking.again(question)
            return True
        self.heirs[number] = heir
        return False

    def _keep_above(self, number: int) -> bool:
        """True if a code that one side took out stays since another stands below it now."""
        node, entry = self.nodes.all[number], self._known(number)
        side = THEIRS if node.mine is None else MINE
        here, there = self.asking.names if side == MINE else self.asking.names[::-1]
        if node.mine is None and node.theirs is None:
            return False
        answer = self.asking.ask(
            Question(
                f"above {self.nodes.ident(number)}", "above", entry.name,
                f"“{entry.name}” was deleted in {there}, and in {here} codes were put below it. Does it stay?",
                "", *sided(side, entry.definition),
                ((side, "Keep it"), (_other(side), "Delete it; the codes below it move up")),
            )
        )  # fmt: skip
        return answer == side

    def _merged_into(self) -> dict[int, int]:
        """Codes that one side merged into others, each with the one that took it in."""
        found: dict[int, int] = {}
        keys = {
            entry.key.casefold(): self.nodes.at[side][place]
            for side in SIDES
            for place, entry in enumerate(self.nodes.books[side].entries)
            if entry.key
        }
        for side in (MINE, THEIRS):
            for place, entry in enumerate(self.nodes.books[side].entries):
                for key in entry.merged:
                    gone = keys.get(key.casefold())
                    if gone is not None and getattr(self.nodes.all[gone], side) is None:
                        found.setdefault(gone, self.nodes.at[side][place])
        return found

    def _heir(self, number: int) -> int:
        """Who takes over from a code in the end."""
        seen: set[int] = set()
        while number in self.heirs and number not in seen:
            seen.add(number)
            number = self.heirs[number]
        return number

    # -- what they say -------------------------------------------------------------------------------------------------

    def _known(self, number: int) -> Entry:
        found = (self.nodes.entry(number, side) for side in (MINE, THEIRS, "base"))
        return next(entry for entry in found if entry)

    def _entry(self, number: int) -> Entry:
        base, mine, theirs = (self.nodes.entry(number, side) for side in SIDES)
        forced = self.nodes.forced.get(number)
        if not mine or not theirs:
            return self._known(number)._replace(parent=None)
        if forced:
            found, other = (theirs, mine) if forced == THEIRS else (mine, theirs)
            return found._replace(parent=None, key=other.key if is_given(found.key) or not found.key else found.key)
        known = self.nodes.ident(number)
        base = base and base._replace(parent=None)
        entry = merged_entry(base, mine._replace(parent=None), theirs._replace(parent=None), known, self.asking)
        used = self.nodes.all[number].mine in self.used and mine.applies
        return entry if entry.applies or not used else self._ask_heading(known, entry, mine)

    def _ask_heading(self, known: str, entry: Entry, mine: Entry) -> Entry:
        """What a code says that theirs makes a heading, though codings stand on it."""
        one, other = self.asking.names
        self.asking.ask(
            Question(
                f"heading {known}", "heading", entry.name,
                f"“{entry.name}” is a heading in {other}, and used in {one}. It can be one once its codings have another code.",
                "", mine.definition, "", ((MINE, "It stays a code that is applied"),),
            )
        )  # fmt: skip
        return entry._replace(applies=True, whole=mine.whole)

    def _book(self, entries: tuple[Entry, ...]) -> Codebook:
        base, mine, theirs = self.nodes.books.values()
        name = mine.name or theirs.name
        texts = {
            field: merged_text(
                field, name, getattr(base, field), getattr(mine, field), getattr(theirs, field), self.asking
            )
            for field in ("name", "description", "rules")
        }
        sources = merged_pairs(base.sources, mine.sources, theirs.sources, name, "the sources", self.asking)
        values = merged_pairs(base.values, mine.values, theirs.values, name, "the values", self.asking)
        return Codebook(
            texts["name"], texts["description"], entries, texts["rules"], sources, with_used(values, entries)
        )


def _said(entry: Entry) -> Entry:
    """What a code says, wherever it stands, and whatever a program calls it."""
    return entry._replace(parent=None, key="" if is_given(entry.key) else entry.key)


def _other(side: str) -> str:
    return THEIRS if side == MINE else MINE
