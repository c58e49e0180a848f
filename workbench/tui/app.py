"""The terminal program: one session, its rooms, the command palette."""

import gc
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from workbench.core.errors import WorkbenchError
from workbench.core.model import Document
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.commands import LIST, TEXT, Command, commands_of, key_names
from workbench.tui.room import Room
from workbench.tui.screens.coding import CodingScreen
from workbench.tui.widgets.transcript import TranscriptView

LOOK_EVERY = 1.5


class Palette(Provider):
    """Every command of the room by its help, with its key."""

    @property
    def _commands(self) -> Iterable[Command]:
        """The commands of the room below the palette; none over a dialog."""
        places = [place for place in self.screen.PLACES if place != LIST] if isinstance(self.screen, Room) else []
        return commands_of(*places)

    def _run(self, command: Command) -> None:
        target = self.screen.query_one(TranscriptView) if command.where == TEXT else self.screen
        self.app.call_later(target.run_action, command.act)

    def _help(self, command: Command) -> str:
        return f"key: {key_names(command, getattr(self.app, 'own_keys', {}))}"

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._commands:
            yield DiscoveryHit(command.binding().description, partial(self._run, command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Those that the letters fit."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = matcher.match(command.help)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.binding().description),
                    partial(self._run, command),
                    help=self._help(command),
                )


class WorkbenchApp(App[None]):
    """The program on one study. `own_keys` are the user's keys by the ids of commands."""

    TITLE = "workbench"
    CSS_PATH = "workbench.tcss"
    COMMANDS: ClassVar[set[type[Provider]]] = {Palette}  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middling"), (140, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, document: Document | None = None) -> None:
        super().__init__()
        self.session = session
        self.document = document
        self.own_keys: Mapping[str, str] = {}
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        """The coding desk."""
        return CodingScreen(self.session, self.document)

    def on_mount(self) -> None:
        """Looks for what others do, and lets the garbage collector forget what stays."""
        self.set_interval(LOOK_EVERY, self._look)
        gc.freeze()

    def _look(self) -> None:
        """Takes in what others have done to the study, and shows it in the room where one is."""
        room = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Room)), None)
        if room and room.is_mounted:
            room.look_again()

    # -- rooms ------------------------------------------------------------------------------------------------------

    def action_go(self, name: str) -> None:
        """Goes to a room by its name; a dialog stays where it is."""
        here = self.screen
        if not isinstance(here, Room) or name == here.NAME:
            return
        if name == "code":
            self.pop_screen()
            return
        if not self.is_screen_installed(name):
            self.install_screen(_room(name, self.session), name)
        if isinstance(here, CodingScreen):
            self.push_screen(name)
        else:
            self.switch_screen(name)

    def jump(self, document: str, span: Span) -> None:
        """Goes to the desk and selects a stretch of a document (an id)."""
        desk = self.screen_stack[0]
        self.action_go("code")
        if isinstance(desk, CodingScreen):
            desk.jump(document, span)

    def action_help_quit(self) -> None:
        """Ctrl+C, which quits elsewhere: says what does here."""
        if isinstance(self.screen, Room):
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


def _room(name: str, session: Session) -> Room:
    """The room of a name; its module is imported when somebody first goes there."""
    if name == "library":
        from workbench.tui.screens.library import LibraryRoom

        return LibraryRoom(session)
    if name == "codebook":
        from workbench.tui.screens.codebook import CodebookRoom

        return CodebookRoom(session)
    if name == "quotes":
        from workbench.tui.screens.quotes import QuotesRoom

        return QuotesRoom(session)
    if name == "memos":
        from workbench.tui.screens.memos import MemosRoom

        return MemosRoom(session)
    if name == "history":
        from workbench.tui.screens.history import HistoryRoom

        return HistoryRoom(session)
    if name == "settings":
        from workbench.tui.screens.settings import SettingsRoom

        return SettingsRoom(session)
    raise WorkbenchError(f"There is no room “{name}”.")


def run(session: Session, document: Document | None = None) -> None:
    """Runs the program until the user quits; leaves with exit code 1 after an error in the program."""
    app = WorkbenchApp(session, document)
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
