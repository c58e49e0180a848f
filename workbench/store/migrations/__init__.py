"""Alembic's folder, shipped inside the package; run only when a database is new or behind."""
