"""Where a study lies, who codes, and what a user prefers: read once at the edge into frozen settings.

The user's own settings file is TOML; what is changed in the program is written back into it, and its comments stay.
"""

import getpass
import json
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from workbench.core.errors import Missing, Refused, Unreadable
from workbench.core.project import tidied

DATABASE = "workbench.db"
FOLDERS = ("codebooks", "transcripts", "exports")
RECENT = 10
PLAIN: Mapping[str, type] = {"coder": str, "theme": str, "blind": bool, "language": str, "focus": bool}
THEME_NAMES = ("dark", "light", "contrast", "contrast-light")
_LANGUAGE = re.compile("[a-z]{2,3}")

Keys = tuple[tuple[str, tuple[str, ...]], ...]


class Settings(NamedTuple):
    """The study's folder, the coder's name, and whether what other coders did is hidden.

    `language` is that of new transcripts, guessed if empty. `guessed` is True if nobody has said the coder's name.
    """

    folder: Path
    coder: str
    blind: bool = False
    language: str = ""
    guessed: bool = False

    @property
    def database(self) -> Path:
        """The study's database."""
        return self.folder / DATABASE


class Preferences(NamedTuple):
    """What a user's settings file says: empty, or False, where it says nothing; `keys` as the file names them."""

    coder: str = ""
    theme: str = ""
    blind: bool = False
    language: str = ""
    focus: bool = False
    keys: Keys = ()


# -- the study ----------------------------------------------------------------------------------------------------------


def settings(folder: Path | None = None, coder: str | None = None) -> Settings:
    """Settings for the study in `folder`, or in the present folder or the nearest one above it that holds a study."""
    return preferred(folder.absolute() if folder else nearest(Path.cwd()), coder)


def preferred(folder: Path, coder: str | None = None) -> Settings:
    """Settings for the study in this folder as the user prefers them; `coder` goes before what the user prefers."""
    wanted = preferences()
    name = tidied(coder or "") or named_coder(wanted)
    return Settings(folder, name or login_name(), wanted.blind, wanted.language, guessed=not name)


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


# -- who codes ----------------------------------------------------------------------------------------------------------


def coder_name() -> str:
    """Who codes: $WORKBENCH_CODER, else `coder` in the settings file, else the name of the login."""
    return named_coder(preferences()) or login_name()


def named_coder(wanted: Preferences) -> str:
    """Who codes, as $WORKBENCH_CODER or the settings file says; empty if neither does."""
    return tidied(os.environ.get("WORKBENCH_CODER", "")) or wanted.coder


def login_name() -> str:
    """The name of the login."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "Coder"


# -- the settings file --------------------------------------------------------------------------------------------------


def settings_file() -> Path:
    """The user's own settings: $WORKBENCH_CONFIG, else config.toml where this system keeps such files."""
    if path := os.environ.get("WORKBENCH_CONFIG", ""):
        return Path(path)
    import platformdirs

    return Path(platformdirs.user_config_path("workbench")) / "config.toml"


def log_folder() -> Path:
    """Where reports on errors in the program go: $WORKBENCH_LOGS, else where this system keeps such files."""
    if path := os.environ.get("WORKBENCH_LOGS", ""):
        return Path(path)
    import platformdirs

    return Path(platformdirs.user_log_path("workbench"))


def preferences() -> Preferences:
    """What the settings file says; Unreadable with the line where it is broken."""
    path = settings_file()
    said = _said(path)
    values: dict[str, Any] = {}
    for name, kind in PLAIN.items():
        value = said.get(name, kind())
        if not isinstance(value, kind):
            form = "true or false" if kind is bool else 'words in quotation marks, such as "Ana"'
            raise Unreadable(f"{path}: “{name}” should be {form}.", "Change it there, and start again.")
        values[name] = tidied(value) if isinstance(value, str) else value
    if values["language"] == "guess":
        values["language"] = ""
    if values["language"] and not _LANGUAGE.fullmatch(values["language"]):
        raise Unreadable(f"{path}: “language” should be two or three small letters, such as en.", "Change it there.")
    keys = said.get("keys", {})
    if not isinstance(keys, dict):
        raise Unreadable(
            f"{path}: “keys” should be a table.", 'It looks like this: [keys], then "desk.find_code" = "k"'
        )
    return Preferences(**values, keys=tuple(_flat(keys)))


def _said(path: Path) -> dict[str, Any]:
    text = _text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        hint = 'A line should look like this: coder = "Your name"'
        raise Unreadable(f"{path}, line {line}: this can't be read.", hint) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise Unreadable(f"{path} can't be read: {error.strerror}.") from error


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names and keys; TOML makes a table of `desk.find_code` where it stands without quotation marks."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def prefer(**changes: str | bool | None) -> None:
    """Writes these values into the settings file; None takes one out. All else in it stays, comments too."""
    if "language" in changes and changes["language"] and not _LANGUAGE.fullmatch(str(changes["language"])):
        raise Refused("A language is two or three small letters, such as en or de.", "Or leave it to be guessed.")

    def write(said: Any) -> None:
        for name, value in changes.items():
            if value is None:
                said.pop(name, None)
            else:
                said[name] = value

    _rewrite(write)


def prefer_key(command: str, keys: tuple[str, ...] | None, *, also: tuple[str, ...] = ()) -> None:
    """Writes the keys of a command into the settings file; None gives it its own again.

    `also` are other names by which the file may know the command; they go.
    """

    def write(said: Any) -> None:
        table = said.setdefault("keys", {})
        for name in (command, *also):
            _drop(table, name)
        if keys:
            table[command] = keys[0] if len(keys) == 1 else list(keys)

    _rewrite(write)


def _drop(table: Any, name: str) -> None:
    """Takes out a name, quoted or as a table within the table."""
    if name in table:
        del table[name]
    first, _, rest = name.partition(".")
    if rest and isinstance(table.get(first), dict):
        _drop(table[first], rest)
        if not table[first]:
            del table[first]


def _rewrite(write: Callable[[Any], None]) -> None:
    """Changes the settings file: beside it first, then in its place."""
    from tomlkit import dumps, parse

    preferences()
    path = Path(os.path.realpath(settings_file()))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    said = parse(_text(path))
    write(said)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(dumps(said), encoding="utf-8")
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        raise Unreadable(f"{path} can't be written: {error.strerror}.", "The setting holds until you quit.") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


# -- the studies opened last --------------------------------------------------------------------------------------------


def recent_studies() -> tuple[Path, ...]:
    """The studies opened last, the newest first; those that are gone are left out."""
    try:
        said = json.loads(_state_file("recent.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    listed = said if isinstance(said, list) else []
    return tuple(folder for name in listed if isinstance(name, str) and is_study(folder := Path(name)))


def remember(study: Path) -> None:
    """Notes that a study was opened; where that can't be written, nothing is lost but the note."""
    listed = dict.fromkeys([str(study.absolute()), *map(str, recent_studies())])
    _note(_state_file("recent.json"), list(listed)[:RECENT])


def digits(study: Path, coder: str) -> tuple[str, ...]:
    """The codes (ids) that had the digits 1 to 9 when this coder (an id) last coded in a study; empty if unknown."""
    kept = _digits().get(f"{study.absolute()} {coder}", ())
    return tuple(code for code in kept if isinstance(code, str))


def keep_digits(study: Path, coder: str, codes: Sequence[str]) -> None:
    """Notes which codes have the digits, so that fingers find them there tomorrow."""
    _note(_state_file("digits.json"), {**_digits(), f"{study.absolute()} {coder}": list(codes)})


def _digits() -> dict[str, Any]:
    try:
        said = json.loads(_state_file("digits.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _note(path: Path, value: object) -> None:
    """Writes a note of the program's own, beside its place first."""
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)


def _state_file(name: str) -> Path:
    """A note of the program's own: in $WORKBENCH_STATE, else where this system keeps such files."""
    if folder := os.environ.get("WORKBENCH_STATE", ""):
        return Path(folder) / name
    import platformdirs

    return Path(platformdirs.user_state_path("workbench")) / name
