"""Reading a study's database with plain sqlite3: the whole project at one moment, transcripts, the history.

No SQLAlchemy here: the way from the start of the process to the first transcript on the screen leads through this file.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from workbench.core.errors import Missing, Unreadable
from workbench.core.model import KINDS, Coding, Transcript, Turns
from workbench.core.project import FIELDS, Project, in_order
from workbench.core.steps import Change, Step, turned_back
from workbench.store import rows

BUSY_SECONDS = 5.0
CHUNK = 500
LARGEST = (1 << 63) - 1  # what SQLite takes for a number


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading that other threads may use, one at a time."""
    with told(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA query_only = on")
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite complains of into a sentence about the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise complaint(path, error) from error


def complaint(path: Path, error: BaseException) -> Unreadable:
    """The sentence for a database error."""
    said = str(error).lower()
    if "locked" in said or "busy" in said:
        return Unreadable(f"{path.name} is in use by another program.", "Close it there, or wait, and try again.")
    if "readonly" in said or "read-only" in said:
        return Unreadable(f"{path.name} may not be written.", "Check the permissions of the study's folder.")
    if "full" in said:
        return Unreadable("The disk is full, so nothing was saved.", "Make room and repeat the last action.")
    if "unable to open" in said:
        return Unreadable(f"{path} can't be opened.", "Check that the folder is there and may be read and written.")
    if "not a database" in said or "malformed" in said:
        return Unreadable(f"{path} is damaged or no workbench study.", "Take it back from a backup.")
    return Unreadable(f"{path.name} can't be used: {error}.")


def version(connection: sqlite3.Connection) -> str | None:
    """The name of the last migration that ran, or None in an empty database."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return row[0] if row else None


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def load(connection: sqlite3.Connection) -> Project:
    """All records."""
    with one_moment(connection):
        parts: dict[str, Any] = {}
        for kind in KINDS:
            if kind is not Coding:
                make = rows.record_maker(kind)
                parts[FIELDS[kind]] = {record.id: record for record in map(make, _table(connection, FIELDS[kind]))}
        number, issued = _last(connection)
        return Project(number=number, issued=issued, **parts, **_codings(connection))


def _table(connection: sqlite3.Connection, name: str) -> sqlite3.Cursor:
    return connection.execute(f'SELECT * FROM "{name}"')


def _codings(connection: sqlite3.Connection) -> dict[str, Any]:
    found: dict[str, list[Coding]] = {}
    counts: dict[str, int] = {}
    same: dict[str, str] = {}
    known, new = same.setdefault, tuple.__new__
    for identity, document, start, end, code, coder, round_, number, at, *rest in _table(connection, "codings"):
        code_, document_ = known(code, code), known(document, document)
        at_ = known(at, at)
        fields = (identity, document_, start, end, code_, known(coder, coder), round_, number, at_, *rest)
        coding: Coding = new(Coding, fields)  # what Coding(*fields) does, at a third of its cost
        counts[code_] = counts.get(code_, 0) + 1
        if document_ in found:
            found[document_].append(coding)
        else:
            found[document_] = [coding]
    return {
        "codings": {document: in_order(codings) for document, codings in found.items()},
        "counts": counts,
    }


def last_number(connection: sqlite3.Connection) -> int:
    """The number of the newest step, 0 in a new study."""
    return _last(connection)[0]


def _last(connection: sqlite3.Connection) -> tuple[int, int]:
    row = connection.execute("SELECT number, issued FROM steps ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, 0)


def step(connection: sqlite3.Connection, number: int) -> Step:
    """Step `number` of the history with its changes; an undo or redo without its own has those of what it takes back."""
    label, by, at, reason, reverses, changes = _step_row(connection, number)
    turned, origin = False, reverses
    while changes is None and origin is not None:
        turned = not turned
        *_, origin, changes = _step_row(connection, origin)
    found = Step(label, by, at, rows.changes_from_json(changes), reason)
    return turned_back(found, reverses, by, at)._replace(reason=reason) if turned else found._replace(reverses=reverses)


def _step_row(connection: sqlite3.Connection, number: int) -> tuple[Any, ...]:
    found = connection.execute(
        'SELECT label, "by", at, reason, reverses, changes FROM steps WHERE number = ?', (min(number, LARGEST),)
    )
    row: tuple[Any, ...] | None = found.fetchone()
    if row is None:
        raise Missing(f"The history has no step {number}.")
    return row


def steps_since(connection: sqlite3.Connection, number: int) -> list[tuple[int, Step]]:
    """The steps after `number`, oldest first."""
    found = connection.execute("SELECT number FROM steps WHERE number > ? ORDER BY number", (number,)).fetchall()
    return [(later, step(connection, later)) for (later,) in found]


def history(connection: sqlite3.Connection, after: int = 0) -> list[tuple[int, str, str, str, int | None]]:
    """The lines of the history after `after` without their changes: number, label, by, at, reverses."""
    return connection.execute(
        'SELECT number, label, "by", at, reverses FROM steps WHERE number > ? ORDER BY number', (after,)
    ).fetchall()


def trail(connection: sqlite3.Connection) -> list[tuple[int, str, int | None, str]]:
    """Each step's number, by whom, what it takes back and why: all that undo asks, oldest first."""
    return connection.execute('SELECT number, "by", reverses, reason FROM steps ORDER BY number').fetchall()


def number_at(connection: sqlite3.Connection, at: str) -> int:
    """The number of the last step that happened at a moment (ISO 8601, UTC) or before it; 0 if none did."""
    row = connection.execute("SELECT max(number) FROM steps WHERE at <= ?", (at,)).fetchone()
    return row[0] or 0


def codebook_files(connection: sqlite3.Connection) -> list[tuple[int, bool, str, str]]:
    """The codebook files that the study was in step with, the newest first: step, whether it came in, path, text."""
    found = connection.execute("SELECT step, came, path, text FROM codebook_files ORDER BY id DESC")
    return [(step, bool(came), path, text) for step, came, path, text in found]


def changes_since(connection: sqlite3.Connection, number: int) -> list[Change]:
    """The changes of the steps after `number`, oldest first, without those that only turn back one of these steps."""
    found: list[Change] = []
    for later, reverses, changes in connection.execute(
        "SELECT number, reverses, changes FROM steps WHERE number > ? AND (reverses IS NULL OR reverses <= ?)"
        " ORDER BY number",
        (number, number),
    ):
        found += rows.changes_from_json(changes) if reverses is None else step(connection, later).changes
    return found


def codebook_steps(connection: sqlite3.Connection) -> list[tuple[int, Step]]:
    """The steps that changed codes or the codebook, oldest first, without those that take others back."""
    found = connection.execute(
        'SELECT number, label, "by", at, reason, changes FROM steps WHERE reverses IS NULL'
        """ AND (instr(changes, '["codes",') OR instr(changes, '["books",')) ORDER BY number"""
    )
    return [
        (number, Step(label, by, at, rows.changes_from_json(changes), reason))
        for number, label, by, at, reason, changes in found
    ]


def mentioning(connection: sqlite3.Connection, number: int, ids: Sequence[str]) -> list[tuple[int, str]]:
    """Number and label of the steps after `number` whose changes name one of these records' ids."""
    if not ids:
        return []
    named = " OR ".join("instr(changes, ?)" for _ in ids)
    return connection.execute(
        f"SELECT number, label FROM steps WHERE number > ? AND ({named}) ORDER BY number", (number, *ids)
    ).fetchall()


def transcripts(connection: sqlite3.Connection, digests: Iterable[str]) -> dict[str, Transcript]:
    """Transcripts by digest."""
    found: dict[str, Transcript] = {}
    for some in chunks(list(dict.fromkeys(digests))):
        marks = ",".join("?" * len(some))
        for digest, body, places, words in connection.execute(
            f"SELECT digest, body, places, words FROM texts WHERE digest IN ({marks})", some
        ):
            found[digest] = Transcript(digest, body, rows.turns_from_row(places, words))
    return found


def turns(connection: sqlite3.Connection, digests: Iterable[str]) -> dict[str, Turns]:
    """The turns of transcripts by digest, without their texts."""
    found: dict[str, Turns] = {}
    for some in chunks(list(dict.fromkeys(digests))):
        marks = ",".join("?" * len(some))
        rows_ = connection.execute(f"SELECT digest, places, words FROM texts WHERE digest IN ({marks})", some)
        found.update((digest, rows.turns_from_row(places, words)) for digest, places, words in rows_)
    return found


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values, a few hundred at a time, as many as one statement takes."""
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))


def is_database(path: Path) -> bool:
    """True if the file starts as an SQLite database does."""
    with closing(path.open("rb")) as file:
        return file.read(16) == b"SQLite format 3\0"
