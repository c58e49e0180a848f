"""The terminal program: one session, its screens, the command palette."""

import gc
from functools import partial
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from workbench.core.model import Document
from workbench.session import Session
from workbench.tui.commands import COMMANDS, TEXT, Command, key_names
from workbench.tui.screens.coding import CodingScreen
from workbench.tui.widgets.transcript import TranscriptView


class Palette(Provider):
    """Every command of the table by its help, with its key."""

    def _run(self, command: Command) -> None:
        screen = self.screen
        target = screen.query_one(TranscriptView) if command.where == TEXT else screen
        self.app.call_later(target.run_action, command.action)

    async def discover(self) -> Hits:
        """All of them."""
        for command in COMMANDS:
            yield DiscoveryHit(
                command.help.capitalize(), partial(self._run, command), help=f"key: {key_names(command)}"
            )

    async def search(self, query: str) -> Hits:
        """Those that the letters fit."""
        matcher = self.matcher(query)
        for command in COMMANDS:
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
    COMMAND_PALETTE_BINDING = "f12"

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


def run(session: Session, document: Document | None = None) -> None:
    """Runs the program until the user quits."""
    WorkbenchApp(session, document).run()
