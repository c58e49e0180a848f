"""A study's database as one thing: open, load, commit a step, follow the history, find words, back up.

Reading and writing have a module each behind it; SQLAlchemy is imported when the first step is written.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.errors import Missing, Unreadable
from workbench.core.model import Transcript
from workbench.core.project import Project
from workbench.core.steps import Step
from workbench.store import reading, search
from workbench.store.search import Hit

if TYPE_CHECKING:
    from sqlalchemy import Engine

NEWEST = "0001"


class Store:
    """The database of one study. Its methods raise Unreadable where the disk or another program stands in the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._reader = reading.connect(path)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Makes an empty database; Unreadable if there is something already."""
        if path.exists():
            raise Unreadable(f"{path} is there already.", "Open it, or choose another folder.")
        _migrate(path)
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Opens a database, and brings one of an older version up to date after a backup beside it."""
        if not path.is_file():
            raise Missing(f"There is no study in {path.parent}.", "Make one with: workbench init")
        with reading.told(path):
            if not reading.is_database(path):
                raise Unreadable(f"{path} is no workbench study.", "Choose the folder of a study.")
            store = cls(path)
            found = reading.version(store._reader)
        if found == NEWEST:
            return store
        if found is None or found > NEWEST:
            store.close()
            why = "is no workbench study" if found is None else "was made by a newer workbench"
            raise Unreadable(f"{path} {why}.", "Update workbench, or choose another folder.")
        store.backup(path.with_name(f"{path.name}.before-{NEWEST}"))
        store.close()
        _migrate(path)
        return cls(path)

    def close(self) -> None:
        """Lets go of the file."""
        self._reader.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def load(self) -> Project:
        """The whole project as it stands now."""
        with self._reading() as connection:
            return reading.load(connection)

    def transcripts(self, digests: Iterable[str]) -> dict[str, Transcript]:
        """Transcripts by digest; Missing if one was dropped."""
        wanted = list(digests)
        with self._reading() as connection:
            found = reading.transcripts(connection, wanted)
        if missing := set(wanted) - found.keys():
            raise Missing(f"{len(missing)} of the transcripts' texts are no longer kept in this study.")
        return found

    def commit(self, step: Step, transcripts: Iterable[Transcript] = ()) -> int:
        """Writes a step and the texts it brings, all or nothing, and gives its number.

        Raises Conflict if a record is no longer as the step says it was.
        """
        from workbench.store import writing

        return writing.commit(self._engine, self.path, step, transcripts)

    def step(self, number: int) -> Step:
        """A step of the history with its changes."""
        with self._reading() as connection:
            return reading.step(connection, number)

    def since(self, number: int) -> list[tuple[int, Step]]:
        """The steps after `number`, oldest first, with their numbers."""
        with self._reading() as connection:
            return reading.steps_since(connection, number)

    def last_number(self) -> int:
        """The number of the newest step."""
        with self._reading() as connection:
            return reading.last_number(connection)

    def history(self, after: int = 0) -> list[tuple[int, str, str, str, int | None]]:
        """The history's lines after `after`: number, label, by, at, and the number of the step taken back, if any."""
        with self._reading() as connection:
            return reading.history(connection, after)

    def find(self, words: str, limit: int = 50) -> list[Hit]:
        """The first turns in which all the words stand."""
        with self._reading() as connection:
            return search.find(connection, words, limit)

    def backup(self, target: Path) -> None:
        """Copies the database, whole and consistent, to a new file."""
        with reading.told(target), sqlite3.connect(target) as copy:
            self._reader.backup(copy)

    def warm(self) -> None:
        """Imports what the first commit needs, so that it needn't wait."""
        from workbench.store import writing

        with self._engine.connect() as connection:
            connection.rollback()
        del writing

    @cached_property
    def _engine(self) -> "Engine":
        from workbench.store import writing

        return writing.engine_for(self.path)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, reading.told(self.path):
            yield self._reader


def _migrate(path: Path) -> None:
    from sqlalchemy.exc import DatabaseError

    from workbench.store.migrations.run import upgrade

    try:
        upgrade(path)
    except DatabaseError as error:
        raise reading.complaint(path, error.orig or error) from error
