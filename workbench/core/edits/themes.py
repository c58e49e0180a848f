"""Verbs on themes: writing, editing and removing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.core.edits.documents import named
from workbench.core.errors import Refused, Unchanged
from workbench.core.model import Theme
from workbench.core.project import Project, counted, folded, step_of
from workbench.core.steps import Change, Stamp, Step


class ThemeDraft(NamedTuple):
    """A theme as somebody wrote it: names resolved to ids, order kept."""

    name: str
    summary: str
    codes: tuple[str, ...]
    quotes: tuple[str, ...]


def write_themes(project: Project, drafts: Iterable[ThemeDraft], stamp: Stamp) -> Step:
    """Adds themes, and rewrites those whose name is in the study already; each other theme stays as it is."""
    changes: list[Change] = []
    names: list[str] = []
    position = max((theme.position for theme in project.themes.values()), default=0)
    for wanted in drafts:
        draft = wanted._replace(name=named(wanted.name, "theme"))
        if folded(draft.name) in map(folded, names):
            raise Refused(f"The theme “{draft.name}” is given twice.")
        names.append(draft.name)
        fields = draft._asdict()
        known = next((t for t in project.themes.values() if folded(t.name) == folded(draft.name)), None)
        if known is None:
            position += 1
            changes.append(Change(None, Theme(stamp.new_id(), position=position, **fields)))
        elif (after := known._replace(**fields)) != known:
            changes.append(Change(known, after))
    if not changes:
        raise Unchanged("The themes stand like this already.")
    what = f"the theme “{names[0]}”" if len(names) == 1 else counted(len(names), "theme")
    did = "Rewrote" if all(change.before for change in changes) else "Wrote"
    return step_of(project, f"{did} {what}", stamp, changes)


def add_theme(project: Project, draft: ThemeDraft, stamp: Stamp) -> Step:
    """Adds a theme; refused if its name is taken."""
    _must_be_free(project, draft.name)
    return write_themes(project, [draft], stamp)


def edit_theme(project: Project, theme: Theme, draft: ThemeDraft, stamp: Stamp) -> Step:
    """Rewrites a theme, which may get another name that is not taken; refused if it is no longer as it was."""
    if folded(draft.name) != folded(theme.name):
        _must_be_free(project, draft.name)
    if project.themes.get(theme.id) != theme:
        raise Refused(f"The theme “{theme.name}” was changed or removed in the meantime.", "Look again.")
    after = theme._replace(**{**draft._asdict(), "name": named(draft.name, "theme")})
    if after == theme:
        raise Unchanged("The themes stand like this already.")
    renamed = f"Renamed the theme “{theme.name}” to “{after.name}”"
    label = renamed if after.name != theme.name else f"Rewrote the theme “{theme.name}”"
    return step_of(project, label, stamp, [Change(theme, after)])


def _must_be_free(project: Project, name: str) -> None:
    if any(folded(theme.name) == folded(name) for theme in project.themes.values()):
        raise Refused(f"There is a theme “{name}” already.", f'Change it with: workbench theme edit "{name}"')


def remove_theme(project: Project, theme: Theme, stamp: Stamp) -> Step:
    """Takes a theme away, and its cells of the framework grid; its codes and codings stay."""
    cells = [Change(cell, None) for cell in project.cells.values() if cell.theme == theme.id]
    return step_of(project, f"Removed the theme “{theme.name}”", stamp, [Change(theme, None), *cells])
