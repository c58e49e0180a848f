"""Where a study lies and who codes: read once at the edge into frozen settings."""

import getpass
import os
import tomllib
from pathlib import Path
from typing import NamedTuple

from workbench.core.errors import Missing, Unreadable

DATABASE = "workbench.db"
FOLDERS = ("codebooks", "transcripts", "exports")


class Settings(NamedTuple):
    """The study's folder, the coder's name, and whether what other coders did is hidden."""

    folder: Path
    coder: str
    blind: bool = False

    @property
    def database(self) -> Path:
        """The study's database."""
        return self.folder / DATABASE


def settings(folder: Path | None = None, coder: str | None = None) -> Settings:
    """Settings for the study in `folder`, or in the present folder or the nearest one above it that holds a study."""
    return Settings(folder.absolute() if folder else nearest(Path.cwd()), coder or coder_name())


def nearest(start: Path) -> Path:
    """The folder itself or the nearest one above it that holds a study; Missing if there is none."""
    for folder in (start, *start.parents):
        if is_study(folder):
            return folder
    raise Missing("There is no study in this folder.", "Make one with: workbench init, or see one with: workbench demo")


def is_study(folder: Path) -> bool:
    """True if a study lies in the folder; an empty file, left by an accident, is none."""
    path = folder / DATABASE
    return path.is_file() and path.stat().st_size > 0


def coder_name() -> str:
    """Who codes: $WORKBENCH_CODER, else `coder` in the settings file, else the name of the login."""
    if name := os.environ.get("WORKBENCH_CODER", "").strip():
        return name
    path = settings_file()
    if path.is_file():
        try:
            name = str(tomllib.loads(path.read_text(encoding="utf-8")).get("coder", "")).strip()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"{path} can't be read: {error}.", 'It should say: coder = "Your name"') from error
        if name:
            return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "Coder"


def settings_file() -> Path:
    """The user's own settings."""
    import platformdirs

    return Path(platformdirs.user_config_path("workbench")) / "config.toml"
