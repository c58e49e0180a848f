"""The manifest of a study's exports: which file was made how, from which step, and by its hash whether it still is that.

It stands beside them as `manifest.json`; making files again by it is the matter of `packs`.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from workbench import __version__
from workbench.core.errors import Unreadable
from workbench.session import Session
from workbench.tasks.making import Options

NAME = "manifest.json"
FOLDER = "exports"
OUT = "Mend it, or remove it: then the files are taken as if workbench had not made them."


class Noted(NamedTuple):
    """What the manifest says of a file: how it was made, its hash and size, the study's step and the version then."""

    kind: str
    options: Options
    sha256: str
    bytes: int
    step: int
    changed: str
    version: str


def folder_of(session: Session) -> Path:
    """Where a study's exports stand."""
    return session.settings.folder / FOLDER


def name_in(session: Session, path: Path) -> str:
    """How the manifest calls a file; empty if it isn't among the study's exports."""
    home, there = folder_of(session).resolve(), path.resolve()
    return there.relative_to(home).as_posix() if there.is_relative_to(home) and there != home else ""


def noted(session: Session, kind: str, options: Options, data: bytes) -> Noted:
    """What is to be said of a file made of the study as it stands."""
    at = session.last_changed() if session.project.number else ""
    return Noted(kind, options, sha256(data).hexdigest(), len(data), session.project.number, at, __version__)


def read(session: Session) -> dict[str, Noted]:
    """What the manifest says, by the names of the files; nothing if there is none. Unreadable if it isn't one."""
    path = folder_of(session) / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{FOLDER}/{NAME} can't be read.", OUT) from error
    try:
        return dict(map(_file, json.loads(text)["files"]))
    except json.JSONDecodeError as error:
        raise Unreadable(f"{FOLDER}/{NAME}, line {error.lineno}, is no JSON.", OUT) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable(f"{FOLDER}/{NAME} is not written as workbench writes it.", OUT) from error


def _file(said: Mapping[str, Any]) -> tuple[str, Noted]:
    known = {name: _like(value, getattr(Options(), name)) for name, value in said["options"].items()}
    name = _like(said["file"], "")
    place = PurePosixPath(name)
    if not name or place.is_absolute() or ".." in place.parts or "\0" in name or name == NAME:
        raise ValueError(name)
    words = (_like(said[field], "") for field in ("kind", "sha256", "changed", "version"))
    kind, digest, changed, version = words
    size, step = (_like(said[field], 0) for field in ("bytes", "step"))
    return name, Noted(kind, Options(**known), digest, size, step, changed, version)


def _like(value: Any, example: Any) -> Any:
    if type(value) is not type(example):
        raise TypeError
    return value


def text_of(files: Mapping[str, Noted]) -> bytes:
    """The manifest as a file: sorted, so that two versions of it compare well."""
    listed = [
        {**entry._asdict(), "file": name, "options": _said(entry.options)} for name, entry in sorted(files.items())
    ]
    return f"{json.dumps({'files': listed}, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def _said(options: Options) -> dict[str, str | bool]:
    """The options that say something."""
    return {name: value for name, value in options._asdict().items() if value}


def digest_of(path: Path) -> str:
    """The hash of a file's bytes; empty if there is none."""
    with suppress(FileNotFoundError):
        return sha256(path.read_bytes()).hexdigest()
    return ""
