"""The manifest of a study's exports: which file was made how, from which step, and by its hash whether it still is that.

It stands beside them as `manifest.json`; making files again by it is the matter of `packs`.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from workbench import __version__
from workbench.core.errors import Unreadable
from workbench.session import Session
from workbench.tasks.making import Options

NAME = "manifest.json"
FOLDER = "exports"
LOCK = ".manifest.lock"
PATIENCE, STALE = 10.0, 60.0  # seconds that one waits for another process, and after which it must have died
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
    name = there.relative_to(home).as_posix() if there.is_relative_to(home) and there != home else ""
    if name.encode("utf-8", "replace").decode() != name:
        raise Unreadable(f"“{ascii(path.name)[1:-1]}” can't be noted in {FOLDER}/{NAME}.", "Choose a plainer name.")
    return name


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
    plain = place.as_posix() == name and name != "." and not place.is_absolute() and ".." not in place.parts
    if not plain or "\0" in name or name.casefold() == NAME:
        raise ValueError(name)
    words = (_like(said[field], "") for field in ("kind", "sha256", "changed", "version"))
    kind, digest, changed, version = words
    size, step = (_like(said[field], 0) for field in ("bytes", "step"))
    return name, Noted(kind, Options(**known), digest, size, step, changed, version)


def _like(value: Any, example: Any) -> Any:
    if type(value) is not type(example):
        raise TypeError
    return value


def note(session: Session, files: Mapping[str, Noted]) -> None:
    """Writes into the manifest what is to be said of files; what other processes noted meanwhile stays."""
    from workbench.tasks.outgoing import write_file

    if all(read(session).get(name) == entry for name, entry in files.items()):
        return
    with _alone(folder_of(session) / LOCK):
        write_file(folder_of(session) / NAME, text_of({**read(session), **files}), force=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """While nobody else writes the manifest; one who died over it is waited for no longer than STALE."""
    waited = 0.0
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if waited > PATIENCE or time.time() - lock.stat().st_mtime > STALE:
                    lock.unlink()
        except OSError as error:
            raise Unreadable(f"{FOLDER}/{NAME} can't be written: {error.strerror}.") from error
        time.sleep(0.02)
        waited += 0.02
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


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
