"""Putting merged codes in their places: no circles, not too deep, siblings in one order, and no two of one name or key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from workbench.core.codebook.book import DEEPEST, Entry
from workbench.core.codebook.loading import with_own_keys
from workbench.core.codebook.questions import MINE, THEIRS, Asking, Question
from workbench.core.project import SEPARATOR, folded

Parents = Mapping[int, int | None]


def arranged(
    entries: Mapping[int, Entry],
    parents: Parents,
    sides: Mapping[str, Parents],
    asking: Asking,
    *,
    mine_first: bool,
    apart: Collection[frozenset[int]] = (),
) -> tuple[list[tuple[int, Entry]], Parents]:
    """The codes, parents before children, with what they say, and the code above each.

    `entries` and `parents` go by number. `sides` has for base, mine and theirs who stands below whom there, in order.
    New codes that want one place stand there by name, or those of mine first. `apart` are pairs of one name of which is
    asked if they are one.
    """
    places = _Places(entries, dict(parents), sides, asking, mine_first=mine_first, apart=apart)
    places.open_circles()
    places.lift_deep_ones()
    listed = places.walk()
    own = with_own_keys([entry for _, entry in listed])
    return list(zip((number for number, _ in listed), own, strict=True)), places.parents


class _Places:
    def __init__(
        self,
        entries: Mapping[int, Entry],
        parents: dict[int, int | None],
        sides: Mapping[str, Parents],
        asking: Asking,
        *,
        mine_first: bool,
        apart: Collection[frozenset[int]],
    ) -> None:
        self.mine_first = mine_first
        self.apart = apart
        self.entries = entries
        self.parents = parents
        self.sides = sides
        self.asking = asking

    # -- circles and depth ---------------------------------------------------------------------------------------------

    def open_circles(self) -> None:
        """Where two codes were moved below each other, one of the two moves holds."""
        for number in sorted(self.parents):
            while circle := self._circle(number):
                self._open(circle)

    def _circle(self, number: int) -> list[int]:
        """The codes that stand below each other, from one on; none if there is a way to the top."""
        way: list[int] = []
        at: int | None = number
        while at is not None and at not in way:
            way.append(at)
            at = self.parents[at]
        return [] if at is None else way[way.index(at) :]

    def _open(self, circle: Sequence[int]) -> None:
        names = sorted(self.entries[number].name for number in circle)
        listed = " and ".join(f"“{name}”" for name in names)
        one, other = self.asking.names
        answer = self.asking.ask(
            Question(
                f"circle {' '.join(sorted(map(self._way, circle)))}", "circle", names[0], f"{listed} were moved below each other. Whose move holds?",
                "", "", "", ((MINE, f"that of {one}"), (THEIRS, f"that of {other}")),
            )
        )  # fmt: skip
        side = self.sides[answer]
        for number in circle:
            if (parent := side.get(number)) in self.parents and parent != self.parents[number]:
                self.parents[number] = parent
            elif number in side and parent is None:
                self.parents[number] = None
        if self._circle(circle[0]):
            self.parents[min(circle)] = None

    def lift_deep_ones(self) -> None:
        """Codes that would come to stand too deep stand beside the one they were below."""
        depths: dict[int | None, int] = {None: 0}
        for number in self._downwards():
            parent = self.parents[number]
            while parent is not None and depths[parent] >= DEEPEST:
                parent = self.parents[parent]
            self.parents[number] = parent
            depths[number] = depths[parent] + 1

    def _downwards(self) -> list[int]:
        below = self._below()
        found: list[int] = list(below.get(None, ()))
        for number in found:
            found.extend(below.get(number, ()))
        return found

    def _below(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = {}
        for number, parent in self.parents.items():
            below.setdefault(parent, []).append(number)
        return below

    # -- order and names -----------------------------------------------------------------------------------------------

    def walk(self) -> list[tuple[int, Entry]]:
        """The codes from the top down, siblings in their order and with names of their own."""
        below = self._below()
        of_side = {side: _by_parent(parents) for side, parents in self.sides.items()}

        def siblings(parent: int | None) -> list[tuple[int, Entry]]:
            return self._own_names(self._order(parent, below.get(parent, []), of_side))[::-1]

        listed: list[tuple[int, Entry]] = []
        waiting = siblings(None)
        while waiting:
            number, entry = waiting.pop()
            listed.append((number, entry))
            waiting += siblings(number)
        return listed

    def _order(
        self, parent: int | None, members: Sequence[int], of_side: Mapping[str, Mapping[int | None, Sequence[int]]]
    ) -> list[int]:
        """Siblings in the order of the side that changed it, new ones behind those that they stood behind."""
        there = set(members)
        base, mine, theirs = ([n for n in of_side[side].get(parent, ()) if n in there] for side in self.sides)
        both = set(mine) & set(theirs)
        one, other = ([n for n in side if n in both] for side in (mine, theirs))
        spine = one if one == other else self._spine(parent, base, one, other)
        runs: dict[int | None, list[list[int]]] = {}
        for side in (mine, theirs):
            for anchor, run in _runs(side, both):
                runs.setdefault(anchor, []).append(run)
        placed = self._joined(None, runs)
        for number in spine:
            placed += [number, *self._joined(number, runs)]
        return placed + sorted(there - set(placed), key=self._by_name)

    def _spine(self, parent: int | None, base: list[int], mine: list[int], theirs: list[int]) -> list[int]:
        known = set(mine)
        old = [number for number in base if number in known]
        olds = set(old)
        kept = [[number for number in side if number in olds] == old for side in (mine, theirs)]
        if all(kept):
            if self.mine_first:
                return mine
            return min(mine, theirs, key=lambda side: [self._by_name(number) for number in side])
        if any(kept):
            return theirs if kept[0] else mine
        name = "" if parent is None else self.entries[parent].name
        one, other = (", ".join(self.entries[number].name for number in side) for side in (mine, theirs))
        what = f"the codes below “{name}”" if name else "the codes at the top"
        answer = self.asking.ask(
            Question(
                f"order {self._way(parent)}", "order", name or "the codebook", f"In which order do {what} stand?", "", one, other,
                ((MINE, f"as in {self.asking.names[0]}"), (THEIRS, f"as in {self.asking.names[1]}")),
            )
        )  # fmt: skip
        return mine if answer == MINE else theirs

    def _way(self, number: int | None) -> str:
        """What a question knows a place by: the key of the code there, or the names that lead to it."""
        names: list[str] = []
        seen: set[int] = set()
        while number is not None and number not in seen:
            seen.add(number)
            names.append(self.entries[number].key or folded(self.entries[number].name))
            number = None if self.entries[number].key else self.parents[number]
        return SEPARATOR.join(reversed(names))

    def _joined(self, anchor: int | None, runs: Mapping[int | None, list[list[int]]]) -> list[int]:
        found = runs.get(anchor, [])
        ordered = found if self.mine_first else sorted(found, key=lambda run: self._by_name(run[0]))
        return [number for run in ordered for number in run]

    def _by_name(self, number: int) -> tuple[str, str, str, int]:
        entry = self.entries[number]
        return folded(entry.name), entry.key, repr(entry), number if number in self.sides["base"] else -1

    def _own_names(self, order: Sequence[int]) -> list[tuple[int, Entry]]:
        """The siblings with what they say; where two have one name, one of them has another."""
        by_name: dict[str, list[int]] = {}
        for number in order:
            by_name.setdefault(folded(self.entries[number].name), []).append(number)
        found = {number: self.entries[number] for number in order}
        for same in list(by_name.values()):
            keeper = same[0] if len(same) == 1 or self._first_keeps(*same[:2]) else same[1]
            for number in same:
                if number != keeper:
                    found[number] = _renamed(found[number], by_name)
        return list(found.items())

    def _first_keeps(self, first: int, second: int) -> bool:
        """True if the first of two codes of one name keeps it; not asked of two of which is asked if they are one."""
        if frozenset((first, second)) in self.apart:
            return True
        one, two = (self.entries[number] for number in sorted((first, second), key=self._by_name))
        where = "" if one.key and two.key else self._way(self.parents[first])
        answer = self.asking.ask(
            Question(
                f"name {one.name} {one.key} {two.key} {where}".rstrip(), "name", one.name,
                f"Two codes would be called “{one.name}” in one place. Which one keeps the name?",
                "", one.definition, two.definition,
                (("first", f"the first: {_told(one)}"), ("second", f"the second: {_told(two)}")),
            )
        )  # fmt: skip
        return (answer == "first") == (self._by_name(first) < self._by_name(second))


def _told(entry: Entry) -> str:
    return entry.definition or entry.key or "without a definition"


def _renamed(entry: Entry, taken: dict[str, list[int]]) -> Entry:
    """A code with a number behind its name."""
    names = (f"{entry.name} ({number})" for number in range(2, 10_000))
    name = next(name for name in names if folded(name) not in taken)
    taken[folded(name)] = []
    return entry._replace(name=name)


def _runs(side: Sequence[int], both: Collection[int]) -> Iterator[tuple[int | None, list[int]]]:
    """The codes of one side that the other has not there, those in a row together, with the code before them."""
    anchor: int | None = None
    run: list[int] = []
    for number in side:
        if number not in both:
            run.append(number)
            continue
        if run:
            yield anchor, run
        anchor, run = number, []
    if run:
        yield anchor, run


def _by_parent(parents: Parents) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for number, parent in parents.items():
        found.setdefault(parent, []).append(number)
    return found
