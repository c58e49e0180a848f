"""The memo that is being written, kept beside the study's database until it is saved: a kill loses no words."""

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from workbench.session import Session


class MemoDraft(NamedTuple):
    """A memo that is not saved yet; `memo` is the id of the memo that it changes, or empty.

    `base` are the words that stood there when it was begun, where it changes a summary.
    """

    about: str
    target: str
    start: int = 0
    end: int = 0
    kind: str = ""
    body: str = ""
    private: bool = False
    memo: str = ""
    base: str = ""


def draft_file(session: Session, of: str = "memo") -> Path:
    """Where this coder's draft lies; only the user of this computer who wrote it can read it."""
    name = sha256(session.coder.name.encode()).hexdigest()[:8]
    return session.settings.folder / f".{of}-draft-{name}.json"


def keep_draft(session: Session, draft: MemoDraft, of: str = "memo") -> bool:
    """Keeps the draft in place of the last one of its kind; False if it can't be written."""
    path = draft_file(session, of)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            json.dump(draft._asdict(), file, ensure_ascii=False)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        return False
    return True


def kept_draft(session: Session, of: str = "memo") -> MemoDraft | None:
    """The draft that was left, if there is one that can be read and that says something."""
    try:
        found = json.loads(draft_file(session, of).read_text(encoding="utf-8"))
        draft = MemoDraft(**found)
    except (OSError, ValueError, TypeError):
        return None
    fitting = all(isinstance(value, type(default)) for value, default in zip(draft, MemoDraft("", ""), strict=True))
    return draft if fitting and draft.body.strip() else None


def drop_draft(session: Session, of: str = "memo") -> None:
    """Lets the draft go: it was saved, or thrown away."""
    with suppress(OSError):
        draft_file(session, of).unlink(missing_ok=True)
