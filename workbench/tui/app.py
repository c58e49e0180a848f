"""The terminal program: one session, its rooms, the command palette."""

import gc
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.events import Resize
from textual.screen import Screen

from workbench.config import Preferences, prefer, preferences
from workbench.core.errors import Refused, WorkbenchError
from workbench.core.model import Document
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui import accidents
from workbench.tui.commands import LIST, Command, commands_of, key_names
from workbench.tui.desk.room import CodingScreen
from workbench.tui.desktop import THEMES
from workbench.tui.room import Room
from workbench.tui.themes import dress
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.roombar import RoomBar

LOOK_EVERY = 1.5
LEFT = 129
PLAIN = Preferences()


class Palette(Provider):
    """Every command of the room by its help, with its key."""

    @property
    def _commands(self) -> Iterable[Command]:
        """The commands of the room below the palette; none over a dialog."""
        places = [place for place in self.screen.PLACES if place != LIST] if isinstance(self.screen, Room) else []
        return commands_of(*places)

    def _run(self, command: Command) -> None:
        if isinstance(self.screen, Room):
            self.screen.run_command(command)

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


class WorkbenchApp(accidents.Sturdy, App[None]):
    """The program on one study. `own_keys` are the user's keys by the ids of commands.

    Where it is `forgiving`, an error in the program is told and it goes on if it can; tests want to see such errors.
    """

    TITLE = "workbench"
    CSS_PATH = "workbench.tcss"
    COMMANDS: ClassVar[set[type[Provider]]] = {Palette}  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middling"), (140, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, document: Document | None = None, wanted: Preferences = PLAIN) -> None:
        super().__init__()
        dress(self)
        self.session = session
        self.document = document
        self.preferences = wanted
        self.own_keys: Mapping[str, str] = {}
        self.key_problems: tuple[str, ...] = ()
        self.begin_at: Span | None = None
        self.forgiving = False
        self._borne: list[str] = []
        self.animation_level = "none"
        self.use_keys()

    def get_default_screen(self) -> Screen[None]:
        """The coding desk, the interviewer's words set back there if the user prefers that."""
        desk = CodingScreen(self.session, self.document)
        desk.sight = replace(desk.sight, focus=self.preferences.focus)
        return desk

    def on_mount(self) -> None:
        """Does as the user prefers, looks for what others do, and lets the garbage collector forget what stays."""
        self.set_interval(LOOK_EVERY, self._look)
        self.call_after_refresh(self._begin)
        self.app_resume_signal.subscribe(self, self._paint_anew)
        self.first_theme = self.theme
        self._use_theme()
        gc.freeze()

    def _begin(self) -> None:
        """Says what can't be as the user prefers it, and asks who codes where nobody has said so."""
        theme = self.preferences.theme
        unknown = [f"There is no theme “{theme}”."] if theme and self.theme_name(theme) is None else []
        if problems := [*unknown, *self.key_problems]:
            more = f" ({len(problems) - 1} more: F10)" if len(problems) > 1 else ""
            self.tell(f"Settings: {problems[0]}{more}", warning=True)
        if self.begin_at and self.document:
            self.jump(self.document.id, self.begin_at)
        if self.session.settings.guessed:
            self._ask_who_codes()
        self._mind_size(self.size.width, self.size.height)

    def _look(self) -> None:
        """Takes in what others have done to the study, and shows it in the room where one is."""
        if not self.is_headless and accidents.terminal_gone():
            accidents.hurry(LEFT)
            self.exit(return_code=LEFT)
            return
        room = self._room
        if room and room.is_mounted:
            room.look_again()

    @property
    def _room(self) -> Room | None:
        """The room where one is, perhaps below a dialog."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Room)), None)

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Says something in the room where one is."""
        if room := self._room:
            room.tell(sentence, warning=warning)

    # -- as the user prefers ----------------------------------------------------------------------------------------

    def _ask_who_codes(self) -> None:
        from workbench.tui.dialogs import Ask

        name = self.session.coder.name
        hint = "Your codings and memos carry this name. It is asked once; F10 changes it."

        def answered(said: str | None) -> None:
            self.become(said or name)

        self.push_screen(Ask("Who is coding?", name, hint), answered)

    def become(self, name: str) -> None:
        """Lets somebody code from now on, in this program and whenever it is started."""
        self.session.become(name)
        desk = self.screen_stack[0]
        if isinstance(desk, CodingScreen):
            desk.remember_digits()
        self.keep(coder=name)
        self.redraw()

    def set_back(self, focus: bool) -> None:
        """Sets the interviewer's words at the desk back, or shows them as all others."""
        desk = self.screen_stack[0]
        if isinstance(desk, CodingScreen) and desk.sight.focus != focus:
            desk.sight = desk.sight.focused()
            desk.view.restyle()

    def keep(self, **changes: str | bool | None) -> bool:
        """Writes what the user prefers into the settings file; False, and a sentence, if it is not there now."""
        kept = True
        try:
            prefer(**changes)
        except Refused as error:
            self.tell(str(error), warning=True)
            return False
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            kept = False
        held: dict[str, Any] = {
            name: getattr(PLAIN, name) if value is None else value for name, value in changes.items()
        }
        self.preferences = self.preferences._replace(**held)
        return kept

    def redraw(self) -> None:
        """Shows the room where one is anew, since what may be seen has changed; others do so when one comes back."""
        for screen in {*self.screen_stack, *self._installed_screens.values()}:
            if isinstance(screen, Room) and screen.is_mounted:
                for bar in (*screen.query(RoomBar), *screen.query(KeyBar)):
                    bar.refresh()
        if room := self._room:
            room.show()
            room.show_status()

    def use_keys(self) -> None:
        """Lets the user's own keys hold."""
        if self.preferences.keys:
            from workbench.tui.keymap import own_keys

            self.own_keys, self.key_problems = own_keys(self.preferences.keys)
        else:
            self.own_keys, self.key_problems = {}, ()
        self.set_keymap(dict(self.own_keys))

    def theme_name(self, wanted: str) -> str | None:
        """The theme's full name, from its name in the settings file (`dark` or `workbench-dark`); None if unknown."""
        return next((name for name in (THEMES + wanted, wanted) if name in self.available_themes), None)

    def _use_theme(self) -> None:
        if (wanted := self.preferences.theme) and (name := self.theme_name(wanted)):
            self.theme = name

    # -- rooms ------------------------------------------------------------------------------------------------------

    def action_go(self, name: str) -> None:
        """Goes to a room by its name; a dialog stays where it is."""
        here = self.screen
        if not isinstance(here, Room) or name == here.NAME:
            return
        here.hush()
        if name == "code":
            self.pop_screen()
            return
        if not self.is_screen_installed(name):
            self.install_screen(_room(name, self.session), name)
        if isinstance(here, CodingScreen):
            self.push_screen(name)
        else:
            self.switch_screen(name)

    def visit(self, name: str, identity: str) -> None:
        """Goes to a room, and there to something by its id."""
        self.action_go(name)
        room = self.screen_stack[-1]
        if isinstance(room, Room) and name == room.NAME:
            room.call_later(room.choose, identity)

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
        else:
            self.notify("Close this with Esc; then q quits. All is saved already.")

    # -- accidents --------------------------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """A sentence stands instead of all else while the terminal is too small."""
        if self.screen_stack:
            self._mind_size(event.size.width, event.size.height)

    def _mind_size(self, width: int, height: int) -> None:
        covered = isinstance(self.screen, accidents.TooSmall)
        if accidents.too_small(width, height) and not covered:
            self.push_screen(accidents.TooSmall())
        elif covered and not accidents.too_small(width, height):
            self.pop_screen()

    def _paint_anew(self, _app: App[Any]) -> None:
        """After `fg`, the terminal shows what the shell left there."""
        self.call_later(self.refresh, layout=True)

    def bear(self, error: Exception) -> bool:
        """Tells of an error in the program, once where it comes again and again; True if the program goes on."""
        if not self.forgiving or len(self._borne) >= accidents.BORNE:
            return False
        place = accidents.place_of(error)
        again = place in self._borne
        if again and accidents.survivable(error):
            return True
        self._borne.append(place)
        path = None if again else accidents.report(error, self.size)
        self.notify(accidents.goes_on(error, path), severity="error", timeout=20, markup=False)
        return True

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except Exception as error:
            if not self.bear(error):
                raise
            return True

    def _handle_exception(self, error: Exception) -> None:
        if not (accidents.survivable(error) and self.bear(error)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leaves after an error in the program; says where it arose, and shows nothing of the study.

        Textual would print the values of variables, which hold words of transcripts.
        """
        if not self._exit_renderables and self._exception:
            path = accidents.report(self._exception, self.size)
            self._exit_renderables.append(Text(accidents.ends_here(self._exception, path)))
        self._close_messages_no_wait()


def _room(name: str, session: Session) -> Room:
    """The room of a name; its module is imported when somebody first goes there."""
    if name == "themes":
        from workbench.tui.board.room import ThemesRoom

        return ThemesRoom(session)
    if name == "library":
        from workbench.tui.library.room import LibraryRoom

        return LibraryRoom(session)
    if name == "codebook":
        from workbench.tui.codebook.room import CodebookRoom

        return CodebookRoom(session)
    if name == "quotes":
        from workbench.tui.quotes.room import QuotesRoom

        return QuotesRoom(session)
    if name == "memos":
        from workbench.tui.memos.room import MemosRoom

        return MemosRoom(session)
    if name == "history":
        from workbench.tui.history.room import HistoryRoom

        return HistoryRoom(session)
    if name == "settings":
        from workbench.tui.settings.room import SettingsRoom

        return SettingsRoom(session)
    if name == "tables":
        from workbench.tui.tables.room import TablesRoom

        return TablesRoom(session)
    raise WorkbenchError(f"There is no room “{name}”.")


def run(session: Session, document: str = "", span: Span | None = None) -> None:
    """Runs the program until the user quits, from a stretch of a document (an id) on if one is given.

    Leaves with exit code 1 after an error in the program.
    """
    app = WorkbenchApp(session, session.project.documents.get(document), preferences())
    app.begin_at = span
    app.forgiving = True
    with accidents.ending_well(app):
        app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
