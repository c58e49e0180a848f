"""The tables: SQLModel rows that mirror the records field by field, and the three that records don't have.

They define the schema that the migrations build, and the statements that write. Reading goes through plain sqlite3 in
`store.reading`, so that the first screen needn't wait for this module's import.
"""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, String
from sqlmodel import Field, SQLModel

METADATA = SQLModel.metadata


def _link(table: str, *, column: str = "id", nullable: bool = False) -> Column[str]:
    """A reference that is checked when the transaction ends, so that a step's order doesn't matter."""
    key = ForeignKey(f"{table}.{column}", deferrable=True, initially="DEFERRED")
    return Column(String, key, nullable=nullable)


def _later(value: str, kind: type[String | Boolean] = String) -> Column[Any]:
    """A column that came later; rows from before have this value."""
    return Column(kind, nullable=False, server_default=value)


class TextRow(SQLModel, table=True):
    """A transcript's text, never changed, and its turns: places as numbers, labels and times as JSON."""

    __tablename__ = "texts"
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    body: str
    places: bytes
    words: str


class CodebookFileRow(SQLModel, table=True):
    """A codebook file as it stood when the study was in step with it: brought in by a step, or written after it."""

    __tablename__ = "codebook_files"
    id: int | None = Field(default=None, primary_key=True)
    step: int
    came: bool
    path: str
    text: str


class StepRow(SQLModel, table=True):
    """A step of the history; `changes` is JSON, and absent where `reverses` says which step is taken back.

    `issued` is the highest number that any coding was ever given up to this step.
    """

    __tablename__ = "steps"
    __table_args__ = {"sqlite_autoincrement": True}
    number: int | None = Field(default=None, primary_key=True)
    label: str
    by: str
    at: str
    reason: str
    reverses: int | None
    changes: str | None
    issued: int


class CoderRow(SQLModel, table=True):
    """Mirrors Coder."""

    __tablename__ = "coders"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


class DocumentRow(SQLModel, table=True):
    """Mirrors Document."""

    __tablename__ = "documents"
    id: str = Field(primary_key=True)
    name: str
    title: str
    digest: str = Field(sa_column=_link("texts", column="digest"))
    language: str
    words: int
    turns: int
    at: str


class BookRow(SQLModel, table=True):
    """Mirrors Book; sources and values as JSON."""

    __tablename__ = "books"
    id: str = Field(primary_key=True)
    name: str
    description: str
    rules: str
    sources: str
    values: str


class CodeRow(SQLModel, table=True):
    """Mirrors Code; what holds several as JSON."""

    __tablename__ = "codes"
    id: str = Field(primary_key=True)
    key: str
    name: str
    parent: str | None = Field(sa_column=_link("codes", nullable=True))
    position: int
    definition: str
    full: str
    include: str
    exclude: str
    examples: str
    colour: str
    applies: bool
    attributes: str
    scale: str = Field(sa_column=_later("[]"))
    misses: str = Field(sa_column=_later("[]"))
    hotkey: str = Field(sa_column=_later(""))
    whole: bool = Field(sa_column=_later("0", Boolean))
    aliases: str = Field(sa_column=_later("[]"))
    sources: str = Field(sa_column=_later("[]"))
    merged: str = Field(sa_column=_later("[]"))
    split: str = Field(sa_column=_later(""))


class CaseRow(SQLModel, table=True):
    """Mirrors Case; attributes as JSON."""

    __tablename__ = "cases"
    id: str = Field(primary_key=True)
    name: str
    interviewer: bool
    attributes: str


class SpeakerRow(SQLModel, table=True):
    """Mirrors Speaker."""

    __tablename__ = "speakers"
    id: str = Field(primary_key=True)
    document: str = Field(sa_column=_link("documents"))
    label: str
    case: str = Field(sa_column=_link("cases"))


class ThemeRow(SQLModel, table=True):
    """Mirrors Theme; codes and quotes as JSON lists of ids."""

    __tablename__ = "themes"
    id: str = Field(primary_key=True)
    name: str
    summary: str
    position: int
    codes: str
    quotes: str


class CodingRow(SQLModel, table=True):
    """Mirrors Coding."""

    __tablename__ = "codings"
    __table_args__ = (
        Index("codings_of_document", "document", "start"),
        Index("codings_by_number", "number", unique=True),
    )
    id: str = Field(primary_key=True)
    document: str = Field(sa_column=_link("documents"))
    start: int
    end: int
    code: str = Field(sa_column=_link("codes"))
    coder: str = Field(sa_column=_link("coders"))
    round: int
    number: int
    at: str
    rating: str = Field(sa_column=_later(""))
    origin: str = Field(sa_column=_later(""))
    meaning: str = Field(sa_column=_later(""))


class MemoRow(SQLModel, table=True):
    """Mirrors Memo."""

    __tablename__ = "memos"
    id: str = Field(primary_key=True)
    about: str
    target: str
    start: int
    end: int
    kind: str
    body: str
    private: bool
    coder: str = Field(sa_column=_link("coders"))
    at: str


class WordingRow(SQLModel, table=True):
    """Mirrors Wording; the fields of its edits as JSON."""

    __tablename__ = "wordings"
    id: str = Field(primary_key=True)
    document: str
    start: int
    end: int
    kept: str
    coder: str
    at: str


class CellRow(SQLModel, table=True):
    """Mirrors Cell; the ids of its quotes as JSON."""

    __tablename__ = "cells"
    id: str = Field(primary_key=True)
    theme: str
    case: str
    summary: str
    quotes: str
    coder: str
    at: str


class SavedQueryRow(SQLModel, table=True):
    """Mirrors SavedQuery."""

    __tablename__ = "queries"
    id: str = Field(primary_key=True)
    name: str
    query: str
