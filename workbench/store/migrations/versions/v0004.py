"""What a paper needs: how quotes are worded in print, the framework grid, and queries that have a name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table, fields in (
        ("wordings", ("document", "start", "end", "kept", "coder", "at")),
        ("cells", ("theme", "case", "summary", "quotes", "coder", "at")),
        ("queries", ("name", "query")),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.String, primary_key=True),
            *(sa.Column(name, _kind(name), nullable=False) for name in fields),
        )


def _kind(name: str) -> type[sa.String | sa.Integer]:
    return sa.Integer if name in {"start", "end"} else sa.String
