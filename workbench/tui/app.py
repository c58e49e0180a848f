"""The terminal program: one session, its screens, the command palette."""

import gc
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from workbench.core.model import Document
from workbench.session import Session
from workbench.tui.commands import COMMANDS, DESK, TEXT, Command, key_names
from workbench.tui.screens.coding import CodingScreen
from workbench.tui.widgets.transcript import TranscriptView


class Palette(Provider):
    """Every command of the table by its help, with its key."""

    @property
    def _commands(self) -> Iterable[Command]:
        """The commands of the screen below the palette; none over a dialog."""
        return [c for c in COMMANDS if c.where in {TEXT, DESK}] if isinstance(self.screen, CodingScreen) else ()

    def _run(self, command: Command) -> None:
        target = self.screen.query_one(TranscriptView) if command.where == TEXT else self.screen
        self.app.call_later(target.run_action, command.action)

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._commands:
            yield DiscoveryHit(
                command.help.capitalize(), partial(self._run, command), help=f"key: {key_names(command)}"
            )

    async def search(self, query: str) -> Hits:
        """Those that the letters fit."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = matcher.match(command.help)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.help.capitalize()),
                    partial(self._run, command),
                    help=f"key: {key_names(command)}",
                )


class WorkbenchApp(App[None]):
    """The program on one study."""

    TITLE = "workbench"
    CSS_PATH = "workbench.tcss"
    COMMANDS: ClassVar[set[type[Provider]]] = {Palette}  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middling"), (140, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, document: Document | None = None) -> None:
        super().__init__()
        self.session = session
        self.document = document
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        """The coding desk."""
        return CodingScreen(self.session, self.document)

    def on_mount(self) -> None:
        """Lets the garbage collector forget what stays."""
        gc.freeze()

    def action_help_quit(self) -> None:
        """Ctrl+C, which quits elsewhere: says what does here."""
        if isinstance(self.screen, CodingScreen):
            self.screen.tell("Quit with q; all is saved already.")

    def _fatal_error(self) -> None:
        """Leaves after an error in the program; says where it arose, and shows nothing of the study.

        Textual would print the values of variables, which hold words of transcripts.
        """
        if not self._exit_renderables and self._exception:
            where = extract_tb(self._exception.__traceback__)[-1]
            self._exit_renderables.append(
                Text(
                    f"workbench: An error in the program ({type(self._exception).__name__}, {Path(where.filename).name} "
                    f"line {where.lineno}). All that was shown as saved is saved. Open the study again to go on."
                )
            )
        self._close_messages_no_wait()


def run(session: Session, document: Document | None = None) -> None:
    """Runs the program until the user quits; leaves with exit code 1 after an error in the program."""
    app = WorkbenchApp(session, document)
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
