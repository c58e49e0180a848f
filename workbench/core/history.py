"""Which steps of the history stand, which it takes to go back, and how the study stood after one of them.

All of it is computed from the history's rows; undo in the order of one's own steps is the session's matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.core.model import Coder, Coding, Record
from workbench.core.project import FIELDS, Project
from workbench.core.steps import Change, Step, turned_back

CHOSEN = "chosen in the history"  # the reason of a step that takes back one picked from the history, not the last one


class Line(NamedTuple):
    """A line of the history: a step without its changes, and the number of the step that it takes back, if any."""

    number: int
    label: str
    by: str
    at: str
    reverses: int | None


class Chains:
    """Which steps stand: each until another that stands takes it back, so that what undoes an undo does it again."""

    def __init__(self, rows: Iterable[tuple[int, int | None]] = ()) -> None:
        """`rows` are numbers of steps, oldest first, each with that of the step which it takes back, if any."""
        self._origins: dict[int, int] = {}
        self._leaves: dict[int, bool] = {}
        self._now: dict[int, bool] = {}
        for number, reverses in rows:
            self.note(number, reverses)

    def note(self, number: int, reverses: int | None) -> None:
        """Takes in the next row."""
        if reverses is None:
            return
        origin = self.origin(reverses)
        self._origins[number] = origin
        self._leaves[number] = self._now[origin] = not self.leaves(reverses)

    def origin(self, number: int) -> int:
        """The step that did what this one undoes or does again; a step that does neither is its own."""
        return self._origins.get(number, number)

    def leaves(self, number: int) -> bool:
        """True if what its origin did was done after this step; False after an undo."""
        return self._leaves.get(number, True)

    def stands(self, number: int) -> bool:
        """True if the step wasn't taken back, or was done again since."""
        return self.leaves(number) == self._now.get(self.origin(number), True)

    def did(self, number: int, label: str) -> str:
        """What a step did, in words."""
        if number not in self._origins:
            return label
        return f"Done again: {label}" if self.leaves(number) else f"Undone: {label}"


def way_back(lines: Iterable[Line], number: int, by: str) -> tuple[int, ...]:
    """The steps that one coder takes back, newest first, so that what this coder did after step `number` is undone.

    What was done and undone again since then is left alone, as is what somebody else took back already.
    """
    chains = Chains()
    mine: dict[int, list[int]] = {}
    for line in lines:
        chains.note(line.number, line.reverses)
        if line.number > number and line.by == by:
            mine.setdefault(chains.origin(line.number), []).append(line.number)
    odd = (numbers[-1] for numbers in mine.values() if len(numbers) % 2)
    return tuple(sorted((last for last in odd if chains.stands(last)), reverse=True))


def as_it_stood(project: Project, number: int, later: Iterable[Change]) -> Project:
    """The project after step `number`; `later` are the changes of the steps since then, oldest first."""
    then: dict[tuple[type[Record], str], Record | None] = {}
    for before, after in later:
        record = before or after
        if record is not None:
            then.setdefault((type(record), record.id), before)
    now = ((known, _now(project, *key)) for key, known in then.items())
    changes = tuple(Change(present, known) for known, present in now if known != present)
    return project.after(Step("", "", "", changes), number)


def _now(project: Project, kind: type[Record], identity: str) -> Record | None:
    if kind is Coding:
        return project.codings_by_id.get(identity)
    found: Record | None = getattr(project, FIELDS[kind]).get(identity)
    return found


def taken_back(project: Project, step: Step, number: int, by: str, at: str) -> Step:
    """The step that takes back `step`, picked from the history; a coder who joined with it and did more stays."""
    turned = turned_back(step, number, by, at)._replace(reason=CHOSEN)
    joined = {change.before.id for change in turned.changes if isinstance(change.before, Coder) and not change.after}
    if not joined:
        return turned
    after = project.after(turned)
    needed = joined & {
        *(coding.coder for coding in after.all_codings()),
        *(memo.coder for memo in after.memos.values()),
    }
    kept = (change for change in turned.changes if not (change.before and change.before.id in needed))
    return turned._replace(changes=tuple(kept))


class Trail:
    """One coder's steps in the order in which undo and redo turn them, as numbers, the newest last."""

    def __init__(self, coder: str) -> None:
        self.coder = coder
        self.chains = Chains()
        self._done: list[int] = []
        self._undone: list[int] = []

    def note(self, number: int, by: str, reverses: int | None, reason: str) -> None:
        """Takes in the next step of the history: a new one, an undo, a redo, or one that takes back a chosen step.

        A chosen one is taken back by a step that undo can turn like any other.
        """
        self.chains.note(number, reverses)
        if by != self.coder:
            return
        if reverses is not None and reason != CHOSEN:
            if _dropped(self._done, reverses):
                self._undone.append(number)
                return
            if _dropped(self._undone, reverses):
                self._done.append(number)
                return
        self._done.append(number)
        self._undone.clear()

    @property
    def to_undo(self) -> int | None:
        """The step that undo takes back; None if there is none."""
        return next(filter(self.chains.stands, reversed(self._done)), None)

    @property
    def to_redo(self) -> int | None:
        """The undo that redo takes back; None if there is none."""
        return next(filter(self.chains.stands, reversed(self._undone)), None)

    def pass_over(self, number: int) -> None:
        """Leaves a step out from now on, since it can't be turned."""
        _dropped(self._done, number)
        _dropped(self._undone, number)


def _dropped(numbers: list[int], number: int) -> bool:
    """True if the number was there; it no longer is. It is mostly the last."""
    if numbers and numbers[-1] == number:
        numbers.pop()
        return True
    if number in numbers:
        numbers.remove(number)
        return True
    return False
