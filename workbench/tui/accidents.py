"""Accidents: an error in the program, a terminal that is too small, one that is closed, and a wish to end from outside.

What is said and written of them holds no word of a study.
"""

import os
import platform
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import FrameType
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Compose, Mount, Unmount
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench import __version__
from workbench.config import log_folder

LEAST_WIDTH, LEAST_HEIGHT = 40, 10
ENDS_WITHIN = 1.2
BORNE = 20
REPORTS = 20
_SURVIVED = frozenset({"_tick", "_flush_next_callbacks"})
_WHEN_IDLE = ("_process_messages_loop", "invoke")
_VITAL = (Compose, Mount, Unmount)


# -- errors in the program --------------------------------------------------------------------------------------------


def place_of(error: BaseException) -> str:
    """What kind of error it is and where it arose, in a few words."""
    frames = extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def report(error: BaseException, size: tuple[int, int]) -> Path | None:
    """Writes down where an error arose, for those who mend the program; None if that can't be written.

    Types, files and line numbers alone: messages and values may hold words of a transcript.
    """
    from importlib.metadata import version

    now = datetime.now(UTC)
    lines = [
        f"An error in workbench, {now:%Y-%m-%d %H:%M:%S} UTC. There are no words of a study in this file.",
        f"workbench {__version__}, textual {version('textual')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"terminal {size[0]} x {size[1]}, {os.environ.get('TERM', 'no TERM')}",
        *_trace(error),
    ]
    folder = log_folder()
    path = folder / f"error-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for old in sorted(folder.glob("error-*.txt"))[:-REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _trace(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield f"\n{type(now).__module__}.{type(now).__qualname__}"
        for frame in extract_tb(now.__traceback__):
            yield f"  {_known_part(frame.filename)} line {frame.lineno}, {frame.name}"
        now = now.__cause__ or now.__context__


def _known_part(file: str) -> str:
    """A file's path from its package on, since what stands before may be somebody's name."""
    parts = Path(file).parts
    for start in ("site-packages", f"python{sys.version_info.major}.{sys.version_info.minor}"):
        if start in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(start) :])
    if "workbench" in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("workbench") :])
    return parts[-1] if parts else ""


def ends_here(error: BaseException, path: Path | None) -> str:
    """What is said where the program can't go on."""
    told = f" A report without words of your study is in {path}." if path else ""
    return (
        f"workbench: An error in the program ({place_of(error)}). All that was shown as saved is saved. "
        f"Open the study again to go on.{told}"
    )


def goes_on(error: BaseException, path: Path | None) -> str:
    """What is said where the program goes on."""
    told = f" A report without words of your study: {path}" if path else ""
    return f"This didn't work: an error in the program ({place_of(error)}). Your study is safe.{told}"


def survivable(error: BaseException) -> bool:
    """True if what was doing the work goes on without it: a timer, or something that was to be done later."""
    caught = error.__traceback__
    if caught is None:
        return False
    by = caught.tb_frame.f_code.co_name
    called = caught.tb_next.tb_frame.f_code.co_name if caught.tb_next else ""
    return by in _SURVIVED or (by, called) == _WHEN_IDLE


class Sturdy(MessagePump):
    """Something that lives on when it could not handle one message; the program is told, and says so."""

    async def _dispatch_message(self, message: Message) -> None:
        if isinstance(message, _VITAL):
            await super()._dispatch_message(message)
            return
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            bear: Callable[[Exception], bool] | None = getattr(self.app, "bear", None)
            if bear is None or not bear(error):
                raise


# -- a terminal that is too small ---------------------------------------------------------------------------------------


def too_small(width: int, height: int) -> bool:
    """True if nothing sensible can be shown."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT


class TooSmall(ModalScreen[None]):
    """What is shown instead of all else while the terminal is too small."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit")]

    def compose(self) -> ComposeResult:
        """A sentence."""
        yield Static(
            Text(
                f"The terminal is too small. Make it {LEAST_WIDTH} columns wide and {LEAST_HEIGHT} lines high or more. "
                "All is saved; q quits."
            )
        )


# -- ends from outside --------------------------------------------------------------------------------------------------


def terminal_gone() -> bool:
    """True if the terminal in which the program runs was closed."""
    try:
        return not os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
    except (OSError, ValueError):
        return True


def hurry(code: int) -> None:
    """Ends the process even if the terminal no longer takes what is written; all that was done is on the disk."""

    def end() -> None:
        os._exit(code)

    watch = threading.Timer(ENDS_WITHIN, end)
    watch.daemon = True
    watch.start()


@contextmanager
def ending_well(app: App[Any]) -> Iterator[None]:
    """While inside, SIGTERM and a closed terminal end the program as `q` does, with the exit code of the signal."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def leave(code: int) -> None:
        with suppress(RuntimeError):  # it has not begun yet, or is about to end already
            app.call_from_thread(app.exit, return_code=code)

    def told(number: int, _frame: FrameType | None) -> None:
        hurry(128 + number)
        threading.Thread(target=leave, args=(128 + number,), daemon=True).start()

    before = {name: signal.signal(getattr(signal, name), told) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
