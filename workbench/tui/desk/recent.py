"""The codes used lately: nine of them have a digit each and keep it as long as they can, so that fingers can learn."""

from collections.abc import Sequence

from workbench.core.project import Project

SLOTS = 9


class Recent:
    """`codes` by digit (the first has digit 1), `order` the newest first."""

    def __init__(self, first: Sequence[str] = ()) -> None:
        self.order: list[str] = list(first[:SLOTS])
        self._slots: list[str] = list(first[:SLOTS])
        self._used = False

    @classmethod
    def of(cls, project: Project, coder: str, kept: Sequence[str] = ()) -> "Recent":
        """The first codes of the codebook, and then what a coder used, one after the other, as if it were today.

        Codes that are `kept` at their digits stay there; where one is gone, the latest without a digit takes its place.
        """
        mine = [c for codings in project.codings.values() for c in codings if c.coder == coder]
        recent = cls([code.id for code, _ in project.code_tree if code.applies])
        for coding in sorted(mine, key=lambda coding: (coding.at, coding.number)):
            recent.use(coding.code)
        if kept:
            others = [code for code in recent.order if code not in kept]
            stay = [code if code in project.codes else others.pop(0) if others else "" for code in kept[:SLOTS]]
            recent._slots = [*filter(None, stay), *others][:SLOTS]
        return recent

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes with a digit, in the order of the digits."""
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
        if len(self._slots) < SLOTS:
            self._slots.append(code)
        else:
            oldest = max(self._slots, key=self.order.index)
            self._slots[self._slots.index(oldest)] = code
