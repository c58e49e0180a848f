"""Bringing a database to the newest version: what `alembic upgrade head` does, without a settings file."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from workbench.store.writing import engine_for


def upgrade(path: Path) -> None:
    """Runs the migrations that the database lacks, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    engine = engine_for(path)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
