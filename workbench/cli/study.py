"""The study that a command works on, and the terminal program on it."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.cli.output import put
from workbench.core.errors import Missing, Refused

if TYPE_CHECKING:
    import typer

    from workbench.core.spans import Span
    from workbench.session import Session

START = (
    "See the whole job on a demo study:    workbench demo",
    "Begin a study in a folder of its own: workbench init DIR",
    "Go on with a study that you have:     workbench open DIR",
)


class Wishes(NamedTuple):
    """What was said before the command: the study's folder, and who codes."""

    folder: Path | None = None
    coder: str | None = None


def wishes(ctx: "typer.Context") -> Wishes:
    """What was said before the command."""
    return ctx.obj if isinstance(ctx.obj, Wishes) else Wishes()


def chosen(ctx: "typer.Context", folder: Path | None) -> Path | None:
    """The folder that a command was given as DIR, else by --study; they may not differ."""
    study = wishes(ctx).folder
    if folder and study and folder.resolve() != study.resolve():
        from typer import BadParameter

        raise BadParameter("Choose DIR or --study, not both")
    return folder or study


def opened(ctx: "typer.Context") -> "Session":
    """The study of --study, or the one in the present folder or above it; the garbage collector forgets what stays."""
    session = _opened(wishes(ctx))
    gc.freeze()
    return session


def _opened(wanted: Wishes) -> "Session":
    from workbench.config import settings
    from workbench.session import Session

    return Session.open(settings(wanted.folder, wanted.coder))


def begin(wanted: Wishes) -> None:
    """Opens the terminal program on the study in the present folder; without one, on the start screen.

    Says how to start where nobody can see a screen.
    """
    try:
        session = _opened(wanted)
    except Missing:
        if wanted.folder:
            raise
        if has_terminal():
            _start(wanted)
            return
        for line in START:
            put(line)
        return
    run_program(session)


def _start(wanted: Wishes) -> None:
    """Asks on the start screen which study to open, and opens it."""
    from workbench.tui.start import start

    if folder := start(wanted.coder):
        run_program(_opened(wanted._replace(folder=folder)))


def look_back(session: "Session", at: str) -> None:
    """Shows a study as it was at the end of a date, or after a step of its history given by its number."""
    from workbench.core.moments import day_ends

    number = int(at) if at.isdecimal() else session.number_at(day_ends(at))
    session.look_back(number)


def run_program(session: "Session", place: "tuple[str, Span] | None" = None) -> None:
    """Runs the terminal program on a study, at a place of a document (an id) if one is given; lets go of the study then."""
    with session:
        if not has_terminal():
            raise Refused("The terminal program needs a terminal.", "For scripts there is: workbench --help")
        from workbench.config import remember
        from workbench.tui.app import run

        remember(session.settings.folder)
        if place:
            run(session, *place)
        else:
            run(session)


def has_terminal() -> bool:
    """True if somebody can see and type."""
    return sys.stdin.isatty() and sys.stdout.isatty()
