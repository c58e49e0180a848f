"""Writing to a study's database through the SQLModel tables: one step, one transaction, or nothing.

Each record that a step changes must still be as the step says it was; otherwise it is a Conflict and nothing is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BindParameter,
    Connection,
    Engine,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError

from workbench.core.errors import Conflict
from workbench.core.history import CHOSEN
from workbench.core.model import Coding, Record, Transcript
from workbench.core.project import FIELDS
from workbench.core.steps import Change, Step, renumbered
from workbench.store import search
from workbench.store.reading import BUSY_SECONDS, chunks, complaint
from workbench.store.rows import changes_to_json, to_row, turns_to_row
from workbench.store.tables import METADATA, CodebookFileRow, StepRow, TextRow

TABLES = METADATA.tables
STEPS: Table = StepRow.__table__  # type: ignore[attr-defined]
FILES: Table = CodebookFileRow.__table__  # type: ignore[attr-defined]
KEPT_FILES = 20
TEXTS: Table = TextRow.__table__  # type: ignore[attr-defined]


def engine_for(path: Path) -> Engine:
    """An engine on the database whose commits have reached the disk when they return."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def commit(
    engine: Engine, path: Path, step: Step, transcripts: Iterable[Transcript], behind: int | None = None
) -> tuple[int, Step]:
    """Writes a step and the texts it brings, `behind` the newest one of that number, or whatever there is.

    Gives its number in the history, and the step as it was written.
    Raises Conflict or Unreadable.
    """
    try:
        with engine.begin() as connection:
            newest = connection.execute(select(STEPS.c.number, STEPS.c.issued).order_by(STEPS.c.number.desc()).limit(1))
            last, issued = newest.first() or (0, 0)
            if behind not in {None, last}:
                raise Conflict("Somebody else changed the study in the meantime.", "Look again and repeat it.")
            step = renumbered(step, issued)
            _store_texts(connection, transcripts)
            _write(connection, step.changes)
            return _append(connection, step, issued), step
    except IntegrityError as error:
        raise Conflict(
            "Something else in the study needs what this would remove, or what it needs itself is gone.",
            "Look again before you repeat it.",
        ) from error
    except DatabaseError as error:
        raise complaint(path, error.orig or error) from error


def keep_codebook_file(engine: Engine, path: Path, step: int, file: str, text: str, *, came: bool) -> None:
    """Notes a codebook file that the study is in step with; the oldest beyond a few are dropped."""
    try:
        with engine.begin() as connection:
            connection.execute(insert(FILES).values(step=step, path=file, text=text, came=came))
            kept = select(FILES.c.id).order_by(FILES.c.id.desc()).limit(KEPT_FILES)
            connection.execute(delete(FILES).where(FILES.c.id.not_in(kept)))
    except DatabaseError as error:
        raise complaint(path, error.orig or error) from error


def _append(connection: Connection, step: Step, issued: int) -> int:
    new = [change.after.number for change in step.changes if isinstance(change.after, Coding)]
    mirrors = step.reverses is not None and step.reason != CHOSEN
    changes = None if mirrors else changes_to_json(step.changes)
    values = {
        "label": step.label, "by": step.by, "at": step.at, "reason": step.reason, "reverses": step.reverses,
        "changes": changes, "issued": max([issued, *new]),
    }  # fmt: skip
    result = connection.execute(insert(STEPS).values(values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def _write(connection: Connection, changes: Sequence[Change]) -> None:
    by_table: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        record = change.after or change.before
        if record is not None:
            by_table[FIELDS[type(record)]].append(change)
    for name, some in by_table.items():
        _write_table(connection, TABLES[name], some)


def _write_table(connection: Connection, table: Table, changes: Sequence[Change]) -> None:
    ids = [record.id for before, after in changes if (record := after or before)]
    if len(set(ids)) < len(ids):
        raise Conflict("This would change the same thing twice.")
    expected = {change.before.id: to_row(change.before) for change in changes if change.before}
    if expected != _standing(connection, table, list(expected)):
        raise Conflict("This was changed by somebody else in the meantime.", "Look again and repeat it.")
    gone = [before.id for before, after in changes if before and not after]
    for some in chunks(gone):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    changed = [after for before, after in changes if before and after]
    if changed:
        names = [name for name in table.c.keys() if name != "id"]  # noqa: SIM118
        values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
        statement = update(table).where(table.c.id == bindparam("old_id")).values(values)
        connection.execute(statement, [_bound(record, names) for record in changed])
    new = [after for before, after in changes if after and not before]
    if new:
        columns = table.c.keys()
        connection.execute(insert(table), [dict(zip(columns, to_row(record), strict=True)) for record in new])


def _bound(record: Record, names: Sequence[str]) -> dict[str, Any]:
    identity, *values = to_row(record)
    return {"old_id": identity, **{f"new_{name}": value for name, value in zip(names, values, strict=True)}}


def _standing(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for some in chunks(ids):
        for row in connection.execute(select(table).where(table.c.id.in_(some))):
            found[row[0]] = tuple(row)
    return found


def _store_texts(connection: Connection, transcripts: Iterable[Transcript]) -> None:
    """Adds texts that aren't there yet, and their turns to the index."""
    fresh = {transcript.digest: transcript for transcript in transcripts}
    if not fresh:
        return
    known: set[str] = set()
    for some in chunks(list(fresh)):
        known.update(connection.scalars(select(TEXTS.c.digest).where(TEXTS.c.digest.in_(some))))
    last = connection.scalar(select(func.max(TEXTS.c.id))) or 0
    numbered = [(last + n, t) for n, t in enumerate((t for t in fresh.values() if t.digest not in known), 1)]
    if not numbered:
        return
    connection.execute(
        insert(TEXTS),
        [dict(zip(TEXTS.c.keys(), (n, t.digest, t.text, *turns_to_row(t.turns)), strict=True)) for n, t in numbered],
    )
    connection.exec_driver_sql(search.INSERT, [row for n, t in numbered for row in search.index_rows(n, t)])
