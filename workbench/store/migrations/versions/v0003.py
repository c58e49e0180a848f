"""Codebooks as teams share them: more to say of a code and of the book, and the meaning a coding was made under."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name, kind, value in (
        ("misses", sa.String, "[]"),
        ("hotkey", sa.String, ""),
        ("whole", sa.Boolean, "0"),
        ("aliases", sa.String, "[]"),
        ("sources", sa.String, "[]"),
        ("merged", sa.String, "[]"),
        ("split", sa.String, ""),
    ):
        op.add_column("codes", sa.Column(name, kind, nullable=False, server_default=value))
    op.add_column("codings", sa.Column("meaning", sa.String, nullable=False, server_default=""))
    op.create_table(
        "books",
        sa.Column("id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "description", "rules", "sources", "values")),
    )
    op.create_table(
        "codebook_files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("came", sa.Boolean, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
    )
