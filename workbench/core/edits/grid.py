"""Verbs on the framework grid: what is written of a case under a theme, and the quotes that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.errors import Refused, Unchanged
from workbench.core.model import Case, Cell, Theme
from workbench.core.project import Project, step_of
from workbench.core.steps import Change, Stamp, Step


def write_cell(
    project: Project,
    theme: Theme,
    case: Case,
    summary: str,
    quotes: Sequence[str],
    stamp: Stamp,
    *,
    seen: Project | None = None,
) -> Step:
    """Writes what the grid says of a case under a theme; with neither words nor quotes (codings) the cell is emptied.

    Refused if a quote is no coding of the study, if the cell says this already, if the case is an interviewer, or if
    the cell is one of somebody else that is hidden from who sees only `seen`.
    """
    if theme.id not in project.themes or case.id not in project.cases:
        raise Refused("The theme or the participant is no longer in the study.", "Look again.")
    if case.interviewer:
        raise Refused(f"{case.name} is an interviewer, and the grid is of participants.")
    wanted = tuple(dict.fromkeys(quotes))
    if any(quote not in project.codings_by_id for quote in wanted):
        raise Refused("A quote of the cell is no longer in the study.", "Choose its quotes anew.")
    known = project.grid.get((theme.id, case.id))
    if known and seen and (theme.id, case.id) not in seen.grid:
        raise Refused("Somebody else wrote this cell, which stays hidden while you code blind.")
    words = summary.strip()
    if (known.summary, known.quotes) == (words, wanted) if known else not (words or wanted):
        raise Unchanged("The cell stands like this already.")
    fields = (theme.id, case.id, words, wanted, stamp.coder.id, stamp.at)
    now = Cell(known.id if known else stamp.new_id(), *fields) if words or wanted else None
    did = "Wrote" if known is None else "Rewrote" if now else "Emptied"
    return step_of(project, f"{did} the cell of {case.name} under “{theme.name}”", stamp, [Change(known, now)])
