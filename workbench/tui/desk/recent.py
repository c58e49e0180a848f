"""The codes used lately: nine of them have a digit each and keep it as long as they can, so that fingers can learn."""

from collections.abc import Iterable, Mapping, Sequence

from workbench.core.hotkeys import hotkeys
from workbench.core.project import Project

SLOTS = 9
NOTHING: Mapping[int, str] = {}


class Recent:
    """`codes` by digit (the first has digit 1), `order` the newest first.

    A code whose hotkey is a digit is pinned: it has that digit for everybody, whatever is used.
    """

    def __init__(self, first: Sequence[str] = (), pinned: Mapping[int, str] = NOTHING) -> None:
        """`pinned` goes from a digit to its code."""
        self.order: list[str] = list(first[:SLOTS])
        self._pinned = dict(pinned)
        self._slots = self._placed([*[""] * SLOTS, *first])
        self._used = False

    @classmethod
    def of(cls, project: Project, coder: str, kept: Sequence[str] = ()) -> "Recent":
        """The first codes of the codebook, and then what a coder used, one after the other, as if it were today.

        Codes that are `kept` at their digits stay there; where one is gone, the latest without a digit takes its place.
        """
        mine = [c for codings in project.codings.values() for c in codings if c.coder == coder]
        recent = cls([code.id for code, _ in project.code_tree if code.applies], pinned_in(project))
        for coding in sorted(mine, key=lambda coding: (coding.at, coding.number)):
            recent.use(coding.code)
        if kept:
            others = [code for code in recent.order if code not in kept]
            stay = [code if code in project.codes else others.pop(0) if others else "" for code in kept[:SLOTS]]
            recent._slots = recent._placed([*stay, *others])
        return recent

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes with a digit, in the order of the digits; an empty one is a digit that nobody has."""
        return tuple(self._slots)

    @property
    def last(self) -> str:
        """The code used last, or nothing."""
        return self.order[0] if self._used else ""

    def at(self, digit: int) -> str:
        """The code of a digit, or nothing."""
        return self._slots[digit - 1] if digit <= len(self._slots) else ""

    def use(self, code: str) -> None:
        """Takes note that a code is used; a new one takes a free digit, or that of the code not used for longest."""
        self._used = True
        if code in self.order:
            self.order.remove(code)
        self.order.insert(0, code)
        if code in self._slots:
            return
        free = [place for place in range(SLOTS) if not self.at(place + 1)]
        loose = [place for place in range(SLOTS) if place + 1 not in self._pinned]
        if free:
            self._slots += [""] * (free[0] + 1 - len(self._slots))
            self._slots[free[0]] = code
        elif loose:
            self._slots[max(loose, key=self._age)] = code

    def pin(self, project: Project) -> bool:
        """Takes up the digits that the codebook gives now; True if they are others than before."""
        pinned = pinned_in(project)
        if pinned == self._pinned:
            return False
        freed = set(self._pinned.values()) - set(pinned.values())
        stay = ["" if code in freed and code not in self.order else code for code in self._slots]
        self._pinned = pinned
        self._slots = self._placed(stay)
        return True

    def _age(self, place: int) -> int:
        code = self._slots[place]
        return self.order.index(code) if code in self.order else len(self.order)

    def _placed(self, codes: Iterable[str]) -> list[str]:
        """The pinned codes at their digits; the others in their places, or in turn where one is still free."""
        slots = [self._pinned.get(place + 1, "") for place in range(SLOTS)]
        homeless: list[str] = []
        for place, code in enumerate(codes):
            if code in slots:
                continue
            if place < SLOTS and not slots[place]:
                slots[place] = code
            else:
                homeless.append(code)
        free = [place for place in range(SLOTS) if not slots[place]]
        for place, code in zip(free, dict.fromkeys(filter(None, homeless)), strict=False):
            slots[place] = code
        while slots and not slots[-1]:
            slots.pop()
        return slots


def pinned_in(project: Project) -> dict[int, str]:
    """The codes (ids) to which the codebook gives a digit, by digit."""
    return {int(key): code for key, code in hotkeys(project).items() if key in set("123456789")}
