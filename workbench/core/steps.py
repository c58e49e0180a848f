"""Steps: the only way in which anything changes. A step carries each record as it was and as it shall be.

Saving, undo, redo, the audit trail, import and following a team-mate are all steps on their way to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from workbench.core.model import Coder, Coding, Memo, Record


class Change(NamedTuple):
    """One record before and after; None before is a new record, None after is a removed one."""

    before: Record | None
    after: Record | None


class Stamp(NamedTuple):
    """Who acts, when (ISO 8601, UTC), and where new ids come from: all that the pure core can't know."""

    coder: Coder
    at: str
    new_id: Callable[[], str]


class Step(NamedTuple):
    """Changes that happen together or not at all.

    `label` says in words what was done and never holds a transcript's words. `by` is the coder's name. `reverses` is
    the number of the step that this one takes back, if it is an undo or a redo.
    """

    label: str
    by: str
    at: str
    changes: tuple[Change, ...]
    reason: str = ""
    reverses: int | None = None


def renumbered(step: Step, issued: int) -> Step:
    """The step with fresh numbers for new codings, if others have used up numbers to `issued` since it was made.

    A step that takes another back keeps its numbers: they are those of the same quotes.
    """
    new = [change.after for change in step.changes if change.before is None and isinstance(change.after, Coding)]
    if step.reverses is not None or not new or min(coding.number for coding in new) > issued:
        return step
    fresh = {coding.id: coding._replace(number=issued + place) for place, coding in enumerate(new, 1)}
    changes = (Change(before, fresh.get(after.id, after) if after else None) for before, after in step.changes)
    return step._replace(changes=tuple(changes))


def joined(step: Step, coders: Iterable[Coder]) -> Step:
    """The step without a coder who joined the study under the same name since it was made; that one's id it takes."""
    there = {coder.name.casefold(): coder.id for coder in coders}
    come = [after for before, after in step.changes if before is None and isinstance(after, Coder)]
    known = {coder.id: there[coder.name.casefold()] for coder in come if coder.name.casefold() in there}
    if not known or step.reverses is not None:
        return step

    def theirs(record: Record | None) -> Record | None:
        if isinstance(record, Coding | Memo) and record.coder in known:
            return record._replace(coder=known[record.coder])
        return record

    rest = (change for change in step.changes if not (change.after and change.after.id in known))
    return step._replace(changes=tuple(Change(theirs(before), theirs(after)) for before, after in rest))


def turned_back(step: Step, number: int, by: str, at: str) -> Step:
    """The step that takes `step`, number `number` in the history, back."""
    changes = tuple(Change(after, before) for before, after in reversed(step.changes))
    return Step(step.label, by, at, changes, reverses=number)
