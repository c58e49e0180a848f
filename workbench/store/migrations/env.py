"""Alembic's entry: the connection comes from `run.upgrade`; FTS5's own tables are none of ours."""

from alembic import context

from workbench.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
    include_object=lambda _thing, name, kind, *_rest: not (kind == "table" and str(name).startswith("search")),
)
with context.begin_transaction():
    context.run_migrations()
