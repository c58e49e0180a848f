"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _link(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    _texts_and_steps()
    _what_is_coded()
    _who_and_what_for()
    _codings()


def _texts_and_steps() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer, primary_key=True),
        *_words("digest", "body"),
        sa.Column("places", sa.LargeBinary, nullable=False),
        *_words("words"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "steps",
        sa.Column("number", sa.Integer, primary_key=True),
        *_words("label", "by", "at", "reason"),
        sa.Column("reverses", sa.Integer),
        sa.Column("changes", sa.String),
        sa.Column("issued", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _what_is_coded() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String, primary_key=True),
        *_words("name", "title", "digest", "language"),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        *_words("at"),
        _link("digest", "texts.digest"),
    )
    op.create_table(
        "codes",
        sa.Column("id", sa.String, primary_key=True),
        *_words("key", "name"),
        sa.Column("parent", sa.String),
        sa.Column("position", sa.Integer, nullable=False),
        *_words("definition", "full", "include", "exclude", "examples", "colour"),
        sa.Column("applies", sa.Boolean, nullable=False),
        *_words("attributes"),
        _link("parent", "codes.id"),
    )


def _who_and_what_for() -> None:
    op.create_table(
        "coders", sa.Column("id", sa.String, primary_key=True), *_words("name"), sa.UniqueConstraint("name")
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String, primary_key=True),
        *_words("name"),
        sa.Column("interviewer", sa.Boolean, nullable=False),
        *_words("attributes"),
    )
    op.create_table(
        "speakers",
        sa.Column("id", sa.String, primary_key=True),
        *_words("document", "label", "case"),
        _link("document", "documents.id"),
        _link("case", "cases.id"),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.String, primary_key=True),
        *_words("name", "summary"),
        sa.Column("position", sa.Integer, nullable=False),
        *_words("codes", "quotes"),
    )


def _codings() -> None:
    op.create_table(
        "codings",
        sa.Column("id", sa.String, primary_key=True),
        *_words("document"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        *_words("code", "coder"),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *_words("at"),
        _link("document", "documents.id"),
        _link("code", "codes.id"),
        _link("coder", "coders.id"),
    )
    op.create_index("codings_of_document", "codings", ["document", "start"])
    op.create_index("codings_by_number", "codings", ["number"], unique=True)
    op.execute(
        """CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2")"""
    )
