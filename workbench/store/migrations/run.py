"""Bringing a database to the newest version: what `alembic upgrade head` does, without a settings file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from workbench.store.writing import engine_for

FOLDER = Path(__file__).parent


def upgrade(path: Path) -> None:
    """Runs the migrations that the database lacks, in one transaction."""
    config = _config()
    engine = engine_for(path)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def knows(version: str) -> bool:
    """True if there is a migration of this name, so that those behind it can be run."""
    return any(script.revision == version for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
