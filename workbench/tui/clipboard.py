"""The clipboard: what is copied goes to the terminal, and to this machine's own helper where there is one."""

import os
import platform
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.analysis.quotes import Extract

if TYPE_CHECKING:
    from textual.app import App

SECONDS = 1.0
PATIENCE = 0.04
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Helper(NamedTuple):
    """A program that puts what it reads on the clipboard."""

    name: str
    words: tuple[str, ...]
    encoding: str = "utf-8"


WAYLAND = Helper("wl-copy", ("wl-copy",))
X11 = (Helper("xclip", ("xclip", "-selection", "clipboard")), Helper("xsel", ("xsel", "--clipboard", "--input")))
MAC = Helper("pbcopy", ("pbcopy",))
WINDOWS = Helper("clip.exe", ("clip.exe",), "utf-16")


def helpers(environment: Mapping[str, str], system: str, release: str = "") -> tuple[Helper, ...]:
    """The helpers that could work here, the likeliest first."""
    found: list[Helper] = []
    if system == "Darwin":
        found.append(MAC)
    if system == "Windows" or "microsoft" in release.casefold() or "WSL_DISTRO_NAME" in environment:
        found.append(WINDOWS)
    if environment.get("WAYLAND_DISPLAY"):
        found.append(WAYLAND)
    if environment.get("DISPLAY"):
        found += X11
    return tuple(found)


def reference(extract: Extract) -> str:
    """A quote as it goes into a text: its words, its id, whose they are, and the turn in which they stand."""
    parts = [extract.id, extract.case.name if extract.case else extract.speaker or extract.document.title]
    if extract.turn:
        parts.append(f"turn {extract.turn}")
    return f"“{' '.join(extract.words.split())}” ({', '.join(parts)})"


def put(text: str) -> str:
    """Gives the text to the first helper that takes it, and gives the helper's name; empty if none does."""
    here = platform.uname()
    for helper in helpers(os.environ, here.system, here.release):
        path = shutil.which(helper.words[0])
        if path and _taken(helper, path, text):
            return helper.name
    return ""


def _taken(helper: Helper, path: str, text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # one of the helpers above, by its full path, without a shell
            [path, *helper.words[1:]],
            input=text.encode(helper.encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_CTYPE": "UTF-8"} if helper is MAC else None,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def said(helper: str) -> str:
    """What happened, in a sentence."""
    if helper:
        return f"Copied by {helper}."
    return "Sent to the terminal; if nothing arrives, install xclip or allow OSC 52."


def copy(app: "App[Any]", text: str) -> str:
    """Copies a text; gives a sentence that says what happened.

    A helper that takes its time goes on in the background, and what came of it is told when it is known.
    """
    clean = _CONTROL.sub("", text.replace("\r\n", "\n"))
    app.copy_to_clipboard(clean)
    here = platform.uname()
    if not helpers(os.environ, here.system, here.release):
        return said("")
    came: list[str] = []
    waiting = [True]
    lock = threading.Lock()

    def work() -> None:
        helper = put(clean)
        with lock:
            came.append(helper)
            late = not waiting
        if late:
            with suppress(RuntimeError):  # the program was left in the meantime
                app.call_from_thread(_tell, app, said(helper))

    thread = threading.Thread(target=work, name="clipboard", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    with lock:
        if came:
            return said(came[0])
        waiting.clear()
    return "Copying …"


def _tell(app: "App[Any]", sentence: str) -> None:
    tell: Callable[[str], None] = getattr(app, "tell", app.notify)
    tell(sentence)
