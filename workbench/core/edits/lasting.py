"""What holds after every step, also after one that takes another back or was made beside somebody else's."""

from __future__ import annotations

from collections import Counter

from workbench.core.errors import Conflict
from workbench.core.model import Case, Cell, Code, Coding, SavedQuery, Theme, Wording
from workbench.core.project import FIELDS, Project, folded
from workbench.core.steps import Step

NAMED = (Code, Case, Theme, SavedQuery)


def keep_rules(after: Project, step: Step) -> None:
    """Raises Conflict for a step after which a rule would be broken that the verbs keep on their own."""
    _keep_chosen_quotes(after, step)
    _keep_names_apart(after, step)
    _keep_codes_in_the_tree(after, step)
    _keep_codings_apart(after, step)
    _keep_headings_bare(after, step)
    _keep_one_at_a_place(after, step)


def _keep_chosen_quotes(after: Project, step: Step) -> None:
    """No theme and no cell may name a coding that the step removes."""
    gone = {before.id for before, now in step.changes if now is None and isinstance(before, Coding)}
    for theme in after.theme_order if gone else ():
        if gone & set(theme.quotes):
            raise Conflict(f"its quote was chosen for the theme “{theme.name}” since; take it out there first.")
    if gone and any(gone & set(cell.quotes) for cell in after.cells.values()):
        raise Conflict("its quote was chosen for a cell of the framework grid since; take it out there first.")


def _keep_names_apart(after: Project, step: Step) -> None:
    """No code in one place, no case and no theme may have the name of another one."""
    for kind in NAMED:
        come = [
            now
            for before, now in step.changes
            if isinstance(now, kind) and (before is None or _place(before) != _place(now))  # type: ignore[arg-type]
        ]
        if come:
            places = Counter(map(_place, getattr(after, FIELDS[kind]).values()))
            for record in come:
                if places[_place(record)] > 1:
                    noun = "saved query" if kind is SavedQuery else kind.__name__.lower()
                    raise Conflict(
                        f"There is another {noun} “{record.name}” in its place by now.",
                        "Rename that one first.",
                    )


def _keep_codes_in_the_tree(after: Project, step: Step) -> None:
    """No code may stand below itself, as when two were moved below each other at once."""
    for _, now in step.changes:
        above: list[str] = []
        known = now if isinstance(now, Code) else None
        while known and known.id not in above:
            above.append(known.id)
            known = after.codes.get(known.parent or "")
        if known:
            raise Conflict(f"“{known.name}” would stand below itself.", "Look again.")


def _place(record: Code | Case | Theme | SavedQuery) -> tuple[str | None, str]:
    return record.parent if isinstance(record, Code) else None, folded(record.name)


def _keep_codings_apart(after: Project, step: Step) -> None:
    """A coder's code may not stand twice on the same words."""
    for before, now in step.changes:
        if isinstance(now, Coding) and (before is None or now[1:7] != before[1:7]):
            there = after.starting_at(now.document, now.start)
            if sum(coding[1:7] == now[1:7] for coding in there) > 1:
                raise Conflict("The same code was put on the same words since.", "Remove that one first.")


def _keep_headings_bare(after: Project, step: Step) -> None:
    """No coding may come to stand on a heading, nor on a code that is gone, as when that happened at once."""
    for before, now in step.changes:
        if isinstance(now, Coding) and (not isinstance(before, Coding) or before.code != now.code):
            code = after.codes.get(now.code)
            if code is None:
                raise Conflict("The code of a coding is no longer in the codebook.", "Look again.")
            if not code.applies:
                raise Conflict(f"“{code.name}” is a heading by now, which codings can't have.", "Look again.")
        made_heading = isinstance(now, Code) and not now.applies and (not isinstance(before, Code) or before.applies)
        if isinstance(now, Code) and made_heading and after.counts.get(now.id):
            raise Conflict(f"“{now.name}” can't be a mere heading: codings stand on it by now.", "Look again.")


def _keep_one_at_a_place(after: Project, step: Step) -> None:
    """A case has one cell under a theme, and that theme is there; a stretch has one wording."""
    come = [now for before, now in step.changes if before is None]
    cells = [cell for cell in come if isinstance(cell, Cell)]
    if cells and len(after.grid) < len(after.cells):
        raise Conflict("This cell of the framework grid was written by somebody else since.", "Look again.")
    if any(cell.theme not in after.themes for cell in cells):
        raise Conflict("The theme of the cell is no longer in the study.", "Look again.")
    if any(isinstance(now, Wording) for now in come) and len(after.wordings_of) < len(after.wordings):
        raise Conflict("This quote was worded for print by somebody else since.", "Look again.")
