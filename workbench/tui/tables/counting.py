"""Making the table that is wanted: at once in a small study, in the background in a large one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from textual.worker import get_current_worker

from workbench.analysis.tables.kinds import Kind, tables_of
from workbench.analysis.tables.matrix import Matrix
from workbench.core.errors import WorkbenchError
from workbench.core.project import Project
from workbench.tui.room import Room

AT_ONCE = 3_000  # codings that are counted before the next frame
GROUP = "tables"
FIELDS = ("codings", "codes", "themes", "documents", "cases", "speakers", "coders", "cells")
NOTHING_YET = "Nothing is counted yet."


@dataclass(frozen=True)
class Wish:
    """What table is wanted: its name, what was chosen of it, whether interviewers count, and the query that restricts it."""

    name: str = ""
    chosen: Mapping[str, str | bool] = field(default_factory=dict)
    interviewers: bool = False
    query: str = ""


class Made(NamedTuple):
    """A table as it was made, or the sentence that says why it can't be."""

    wish: Wish
    matrix: Matrix | None
    told: str = ""


class Counting(Room):
    """A room with a table that is wanted; `made` is the one that there is."""

    wish = Wish()
    made = Made(Wish(), None, NOTHING_YET)
    kinds: Mapping[str, Kind] = {}
    _of = Project()

    def take(self, made: Made) -> None:
        """Shows a table."""
        self.made = made

    @property
    def kind(self) -> Kind | None:
        """The kind of table that is wanted."""
        return self.kinds.get(self.wish.name)

    @property
    def is_large(self) -> bool:
        """True if the study holds so many codings that counting them takes a while."""
        return sum(self.project.counts.values()) > AT_ONCE

    def changed(self) -> bool:
        """True if what tables are made of has changed since they were last made; takes in what there is now."""
        project, before = self.project, self._of
        fields = (*FIELDS, *["memos"] * bool(self.wish.query))  # a query may ask for memos
        differs = any(getattr(project, name) is not getattr(before, name) for name in fields)
        self._of = project
        if differs:
            self.kinds = tables_of(project)
            self._choose_what_is_there()
        return differs

    def _choose_what_is_there(self) -> None:
        """Lets go of what was chosen of the table and is no longer offered, such as an attribute that is gone."""
        offered = {option.name: dict(option.choices) for option in self.kind.options} if self.kind else {}
        chosen = {name: value for name, value in self.wish.chosen.items() if value in offered.get(name, ())}
        self.wish = replace(self.wish, chosen=chosen)

    def count(self) -> None:
        """Makes the table that is wanted."""
        self.workers.cancel_group(self, GROUP)
        wish, kind, project = self.wish, self.kind, self.project
        if kind is None:
            return
        if not self.is_large:
            self.take(self._counted(wish, kind, project))
            return
        self.tell("Counting … Esc stops it.")
        work = partial(self._work, wish, kind, project)
        # with a description, since Textual writes the whole study down to describe work that is given it
        self.run_worker(work, description=GROUP, thread=True, exclusive=True, group=GROUP, exit_on_error=False)

    def _work(self, wish: Wish, kind: Kind, project: Project) -> None:
        made = self._counted(wish, kind, project)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._came, made)

    def _came(self, made: Made) -> None:
        if made.wish == self.wish:
            self.hush()
            self.take(made)

    def _counted(self, wish: Wish, kind: Kind, project: Project) -> Made:
        """The table, or why there is none."""
        from workbench import tasks

        if not project.documents:
            return Made(wish, None, "This study holds no interviews yet. F5 brings some in.")
        if not project.codes:
            return Made(wish, None, "This study has no codes yet. F6 makes some.")
        try:
            found = found_by(self, wish) if wish.query else None
            asked = tasks.asked(self.session, interviewers=wish.interviewers, among=found)
            first = {option.name: option.choices[0][0] for option in kind.options}
            return Made(wish, kind.make(asked, **{**first, **wish.chosen}))
        except WorkbenchError as error:
            return Made(wish, None, str(error))


def found_by(room: Counting, wish: Wish) -> frozenset[str]:
    """The ids of the codings that a query finds; what is wrong with it is raised with its place."""
    from workbench import tasks

    return tasks.ask(room.session, wish.query, interviewers=wish.interviewers).ids
