"""Memos; ratings on the scales of codes; what made a coding."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("codes", sa.Column("scale", sa.String, nullable=False, server_default="[]"))
    op.add_column("codings", sa.Column("rating", sa.String, nullable=False, server_default=""))
    op.add_column("codings", sa.Column("origin", sa.String, nullable=False, server_default=""))
    op.create_table(
        "memos",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["coder"], ["coders.id"], deferrable=True, initially="DEFERRED"),
    )
