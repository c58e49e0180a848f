"""A study's database as one thing: open, load, commit a step, follow the history, find words, back up.

Reading and writing have a module each behind it; SQLAlchemy is imported when the first step is written.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.analysis.search import Forms, Hit, Query, words_of
from workbench.core.errors import Missing, Unreadable
from workbench.core.model import Document, Transcript, Turns
from workbench.core.project import Project
from workbench.core.steps import Change, Step
from workbench.store import reading, search

if TYPE_CHECKING:
    from sqlalchemy import Engine

NEWEST = "0004"


class Store:
    """The database of one study. Its methods raise Unreadable where the disk or another program stands in the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._reader = reading.connect(path)
        self._file = _identity(path)
        self._words: set[str] = set()
        self._read: set[str] = set()

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Makes an empty database; Unreadable if there is something already, but for an empty file."""
        if path.exists() and not (path.is_file() and path.stat().st_size == 0):
            raise Unreadable(f"{path} is there already.", "Open it, or choose another folder.")
        with _made_whole(path) as beside:
            _migrate(beside)
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
        try:
            _must_know(found, path)
            store.backup(_free(path.with_name(f"{path.name}.before-{NEWEST}")))
        finally:
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

    def turns(self, digests: Iterable[str]) -> dict[str, Turns]:
        """The turns of transcripts by digest, without their texts."""
        with self._reading() as connection:
            return reading.turns(connection, digests)

    def commit(
        self, step: Step, transcripts: Iterable[Transcript] = (), *, behind: int | None = None
    ) -> tuple[int, Step]:
        """Writes a step and the texts it brings, all or nothing; gives its number, and the step as it was written.

        New codings get other numbers than the step has for them where those were given out in the meantime.

        Raises Conflict if a record is no longer as the step says it was, or if the newest step is not number `behind`.
        """
        from workbench.store import writing

        if _identity(self.path) != self._file:
            raise Missing(
                f"{self.path} was moved, deleted or replaced while it was open, so nothing can be saved in it.",
                "Put it back where it was, or leave the program and open the study where it is now.",
            )
        return writing.commit(self._engine, self.path, step, transcripts, behind)

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

    def trail(self) -> list[tuple[int, str, int | None, str]]:
        """Each step's number, by whom, what it takes back and why."""
        with self._reading() as connection:
            return reading.trail(connection)

    def number_at(self, at: str) -> int:
        """The number of the last step at a moment (ISO 8601, UTC) or before it."""
        with self._reading() as connection:
            return reading.number_at(connection, at)

    def changes_since(self, number: int) -> list[Change]:
        """The changes of the steps after `number`, oldest first."""
        with self._reading() as connection:
            return reading.changes_since(connection, number)

    def codebook_files(self) -> list[tuple[int, bool, str, str]]:
        """The codebook files that the study was in step with, the newest first: step, whether it came in, path, text."""
        with self._reading() as connection:
            return reading.codebook_files(connection)

    def keep_codebook_file(self, step: int, path: str, text: str, *, came: bool) -> None:
        """Notes a codebook file that the study is in step with after a step; only the last few are kept."""
        from workbench.store import writing

        writing.keep_codebook_file(self._engine, self.path, step, path, text, came=came)

    def codebook_steps(self) -> list[tuple[int, Step]]:
        """The steps that changed codes or the codebook, oldest first, without those that take others back."""
        with self._reading() as connection:
            return reading.codebook_steps(connection)

    def mentioning(self, number: int, ids: Sequence[str]) -> list[tuple[int, str]]:
        """Number and label of the steps after `number` that name one of these records."""
        with self._reading() as connection:
            return reading.mentioning(connection, number, ids)

    def find(self, query: Query, forms: Mapping[str, Forms], documents: Sequence[Document]) -> Iterator[Hit]:
        """What a query finds in the speech of documents, in their order; `forms` are further forms by language."""
        return search.find(self._reading, query, forms, documents)

    def vocabulary(self, digests: Iterable[str]) -> AbstractSet[str]:
        """The words of texts, and perhaps of others that were asked for before; the first time takes a while."""
        for digest in digests:
            if digest not in self._read:
                self._words |= words_of(self.transcripts([digest])[digest].text)
                self._read.add(digest)
        return frozenset(self._words)  # another thread may be adding to them

    def backup(self, target: Path) -> None:
        """Copies the database, whole and consistent, to a new file; Unreadable if there is something already."""
        if target.exists():
            raise Unreadable(f"{target} is there already.", "Choose another name for the backup.")
        with (
            self._reading() as reader,
            _made_whole(target) as beside,
            reading.told(target),
            closing(sqlite3.connect(beside)) as copy,
        ):
            reader.backup(copy)

    def warm(self) -> None:
        """Imports what the first commit needs and opens its connection, so that it needn't wait."""
        with self._engine.connect():
            pass

    @cached_property
    def _engine(self) -> "Engine":
        from workbench.store import writing

        return writing.engine_for(self.path)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, reading.told(self.path):
            yield self._reader


@contextmanager
def _made_whole(path: Path) -> Iterator[Path]:
    """Where a database may be made: beside its place, which it takes only once it is whole and closed."""
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            beside = Path(folder) / path.name
            yield beside
            if list(beside.parent.iterdir()) != [beside]:  # what SQLite could not yet write into the one file
                raise Unreadable(f"{path} could not be written to its end.", "Make room on the disk and try again.")
            beside.replace(path)
    except OSError as error:
        raise Unreadable(f"{path} can't be written: {error.strerror}.") from error


def _free(path: Path) -> Path:
    """The path itself, or with a number behind it if there is something already."""
    names = (path if n == 1 else path.with_name(f"{path.name}-{n}") for n in count(1))
    return next(name for name in names if not name.exists())


def _must_know(version: str, path: Path) -> None:
    from workbench.store.migrations.run import knows

    if not knows(version):
        raise Unreadable(f"{path} has a version that this workbench does not know.", "Update workbench.")


def _migrate(path: Path) -> None:
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import DatabaseError

    from workbench.store.migrations.run import upgrade

    try:
        upgrade(path)
    except DatabaseError as error:
        raise reading.complaint(path, error.orig or error) from error
    except CommandError as error:
        raise Unreadable(f"{path} can't be brought up to date: {error}", "Update workbench.") from error


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another of the same name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
