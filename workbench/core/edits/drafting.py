"""Several acts in one step: a draft of the project in which they happen one after another, and what hangs on codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.core.model import Code, Record
from workbench.core.project import Project
from workbench.core.steps import Change, Step


class Draft:
    """Acts one after another, each on the project as those before it leave it; in the end, one change for a record."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._first: dict[tuple[type[Record], str], Record | None] = {}
        self._last: dict[tuple[type[Record], str], Record | None] = {}

    def make(self, changes: Iterable[Change]) -> None:
        """Takes changes in."""
        listed = tuple(changes)
        for change in listed:
            record = change.after or change.before
            if record is not None:
                self._first.setdefault((type(record), record.id), change.before)
                self._last[type(record), record.id] = change.after
        if listed:
            self.project = self.project.after(Step("", "", "", listed))

    def changes(self) -> list[Change]:
        """What all of them come to."""
        ends = ((before, self._last[key]) for key, before in self._first.items())
        return [Change(before, after) for before, after in ends if before != after]


def themes_with(project: Project, instead: Mapping[str, tuple[str, ...]]) -> list[Change]:
    """The changes that put other codes in the place of codes in all themes, each once."""
    changes: list[Change] = []
    for theme in project.theme_order:
        if not instead.keys().isdisjoint(theme.codes):
            codes = dict.fromkeys(now for code in theme.codes for now in instead.get(code, (code,)))
            changes.append(Change(theme, theme._replace(codes=tuple(codes))))
    return changes


def orphaned(project: Project, code: Code) -> list[Change]:
    """The changes that let the memos on a code that goes stay, about the study."""
    return [
        Change(memo, memo._replace(about="study", target="", body=f"On the deleted code “{code.name}”:\n\n{memo.body}"))
        for memo in project.memos_on.get(("code", code.id), ())
    ]
