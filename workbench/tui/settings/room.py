"""Who codes, colours, language, keys: all that a user prefers, changed at once and kept in the settings file."""

from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import Key
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.config import Preferences, prefer_key, preferences, settings_file
from workbench.core.errors import WorkbenchError
from workbench.session import Session
from workbench.tui.commands import COMMANDS, ROOM, SETTINGS, WINDOW, Command, bindings, key_names
from workbench.tui.desktop import THEMES
from workbench.tui.dialogs import Ask, Choice, Confirm, Pick
from workbench.tui.keymap import command_of, wish, written
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut, width
from workbench.tui.window import Window

GUESS = "guess"
NAME_CELLS, KEY_CELLS = 26, 11


class Line(NamedTuple):
    """A setting: its name in the settings file, its title, and what it does, in a sentence."""

    name: str
    title: str
    about: str


LINES = (
    Line("coder", "Who codes", "Your codings and memos carry this name; undo takes back this coder's own steps."),
    Line(
        "blind", "Coding blind", "Hides what other coders did, everywhere, from lists and counts too; nothing is lost."
    ),
    Line("theme", "Colours", "Light or dark, or with much contrast; changed at once."),
    Line(
        "focus",
        "Only the answers",
        "Sets the interviewer's words at the desk back, as F does there; also when it starts.",
    ),
    Line("language", "Language of transcripts", "That of new transcripts: en, de …; or guessed from each one's words."),
)


class NewKey(Window[str | None]):
    """Waits for the key that a command is to have; gives Textual's name of it, or None."""

    def __init__(self, command: Command, wanted: Preferences) -> None:
        super().__init__()
        self.command = command
        self.wanted = wanted

    def compose(self) -> ComposeResult:
        """What is asked, and what stands in the way of the key pressed last."""
        with Vertical(classes="box pick") as box:
            box.border_title = "A new key"
            box.border_subtitle = self.foot("press the key")
            yield Static(Text(f"Press the key for: {self.command.help}"))
            yield Static(id="clash")

    def on_key(self, event: Key) -> None:
        """Takes the key if the command can have it, and says why if not."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.leave(None)
        elif sentence := wish(self.wanted.keys, self.command, event.key):
            self.query_one("#clash", Static).update(Text(f"\n{sentence} Press another.", "bold"))
        else:
            self.leave(event.key)


class SettingsRoom(Room):
    """Two lists: the settings, and the keys of all commands."""

    NAME = "settings"
    PLACES = (SETTINGS, ROOM)
    WINDOWS = (WINDOW,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]
    _shown: tuple[object, ...] = ()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._cursors: dict[str | None, str | None] = {}

    def body(self) -> ComposeResult:
        """Settings, what is wrong with the settings file, keys."""
        with Container(id="preferences"):
            with Vertical(id="preferences-plain"):
                plain = OptionList(id="settings-list", markup=False)
                plain.border_title = "Settings"
                yield plain
                yield Static(id="settings-problems", markup=False)
            keys = OptionList(id="keys-list", markup=False)
            keys.border_title = "Keys"
            keys.border_subtitle = "Enter: press a new one · r: its own again"
            yield keys

    def on_mount(self) -> None:
        """The cursor stands on the first setting."""
        self.show()
        self.query_one("#settings-list").focus()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Redraws the lists where something differs; the cursors stay."""
        desktop = self.desktop
        now = (desktop.preferences, self.session.settings, self.app.theme, desktop.own_keys, self.size.width)
        if now == self._shown:
            return
        self._shown = now
        rows = [Option(self._row(line), id=line.name) for line in LINES]
        _refill(self.query_one("#settings-list", OptionList), rows)
        _refill(self.query_one("#keys-list", OptionList), self._key_rows())
        problems = self.query_one("#settings-problems", Static)
        problems.display = bool(desktop.key_problems)
        problems.update(Text("\n".join(["These keys of the settings file don't hold:", *desktop.key_problems])))

    def on_resize(self) -> None:
        """The lines are cut by the width."""
        super().on_resize()
        if self.is_mounted:
            self.call_after_refresh(self.show)

    def _row(self, line: Line) -> Text:
        return Text.assemble(f"{line.title:<{NAME_CELLS}}", (cut(self.value(line.name), 40), "bold"), no_wrap=True)

    def value(self, name: str) -> str:
        """A setting as it holds now, in words."""
        wanted = self.desktop.preferences
        if name == "coder":
            return self.session.coder.name
        if name == "blind":
            return "yes" if self.session.settings.blind else "no"
        if name == "theme":
            return _theme_title(self.app.theme)
        if name == "focus":
            return "yes" if wanted.focus else "no"
        return wanted.language or GUESS

    def _key_rows(self) -> list[Option]:
        rows: list[Option] = []
        group = ""
        names = self.size.width >= 140
        for command in sorted(COMMANDS, key=lambda command: _GROUPS.index(_heading(command))):
            if _heading(command) != group:
                group = _heading(command)
                rows.append(Option(Text(group, "bold"), disabled=True))
            own = self.desktop.own_keys
            changed = command.id in own
            keys = cut(key_names(command, own), KEY_CELLS - 1)
            line = Text(f" {'*' if changed else ' '}", no_wrap=True)
            line.append(keys + " " * (KEY_CELLS - width(keys)), "bold")
            line.append(command.help)
            if names:
                line.append(f"  {command.id}", "dim")
            rows.append(Option(line, id=command.id))
        return rows

    def where(self) -> str:
        """What the chosen setting does."""
        chosen = self._chosen
        if isinstance(chosen, Line):
            return chosen.about
        if chosen:
            return f"{chosen.id}: {chosen.help}"
        return f"Kept in {settings_file()}"

    @property
    def _chosen(self) -> Line | Command | None:
        """The setting or the command under the cursor of the list where one is."""
        keys = self.query_one("#keys-list", OptionList)
        listed = keys if keys.has_focus else self.query_one("#settings-list", OptionList)
        option = listed.highlighted_option
        name = option.id if option else None
        lines: tuple[Line | Command, ...] = COMMANDS if listed is keys else LINES
        return next((line for line in lines if name == (line.id if isinstance(line, Command) else line.name)), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id != self._cursors.get(event.option_list.id):
            self._cursors[event.option_list.id] = event.option_id
            self.hush()

    # -- changing ---------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_change_setting()

    def action_change_setting(self) -> None:
        """Changes the setting, or asks for the command's new key."""
        chosen = self._chosen
        if isinstance(chosen, Command):
            self._ask_key(chosen)
        elif chosen:
            getattr(self, f"_change_{chosen.name}")()

    def _change_coder(self) -> None:
        def answered(name: str | None) -> None:
            if name and name != self.session.coder.name:
                self.desktop.become(name)
                self._shown = ()
                self.show()
                self.tell(f"{self.session.coder.name} codes from now on.")

        self.app.push_screen(Ask("Who is coding?", self.session.coder.name), answered)

    def _change_blind(self) -> None:
        self._code_blind(not self.session.settings.blind)

    def _code_blind(self, blind: bool) -> None:
        self.session.code_blind(blind)
        kept = self.desktop.keep(blind=blind)
        self.desktop.redraw()
        if kept:
            what = "What others did is hidden everywhere, from counts too." if blind else "What others did is shown."
            self.tell(what)

    def _change_theme(self) -> None:
        own = [name for name in self.app.available_themes if name.startswith(THEMES)]
        names = own or sorted(self.app.available_themes)
        choices = [
            Choice(name, Text(f"{'●' if name == self.app.theme else ' '} {_theme_title(name)}")) for name in names
        ]

        def answered(name: str | None) -> None:
            if name:
                self.app.theme = name
                self._say_if(self.desktop.keep(theme=name.removeprefix(THEMES)), f"Colours: {_theme_title(name)}.")

        self.app.push_screen(Pick("Colours", choices), answered)

    def _change_focus(self) -> None:
        self._set_focus(not self.desktop.preferences.focus)

    def _set_focus(self, focus: bool) -> None:
        self.desktop.set_back(focus)
        said = "The interviewer's words are set back." if focus else "All speakers are drawn alike."
        self._say_if(self.desktop.keep(focus=focus or None), said)

    def _change_language(self) -> None:
        def answered(said: str | None) -> None:
            if said:
                self._set_language("" if said.casefold() == GUESS else said.casefold())

        hint = f"Two letters such as en, de, fr; or: {GUESS}"
        self.app.push_screen(Ask("Language of new transcripts", self.value("language"), hint), answered)

    def _set_language(self, language: str) -> None:
        kept = self.desktop.keep(language=language or None)
        if self.desktop.preferences.language == language:
            self.session.settings = self.session.settings._replace(language=language)
            self._say_if(kept, f"New transcripts: {language or 'the language is guessed'}.")

    def action_reset_setting(self) -> None:
        """The setting, or the command's keys, as they come."""
        chosen = self._chosen
        if isinstance(chosen, Command):
            self._set_key(chosen, None)
        elif chosen is None or chosen.name == "coder":
            self.tell("Somebody has to code. Enter changes the name.")
        elif chosen.name == "blind":
            self._code_blind(False)
        elif chosen.name == "theme":
            self.app.theme = self.desktop.first_theme
            self._say_if(self.desktop.keep(theme=None), f"Colours: {_theme_title(self.app.theme)}.")
        elif chosen.name == "focus":
            self._set_focus(False)
        else:
            self._set_language("")

    def _say_if(self, kept: bool, sentence: str) -> None:
        self.show()
        if kept:
            self.tell(sentence)

    # -- keys -------------------------------------------------------------------------------------------------------

    def _ask_key(self, command: Command) -> None:
        def answered(key: str | None) -> None:
            if key:
                self._set_key(command, (key,))

        self.app.push_screen(NewKey(command, self.desktop.preferences), answered)

    def _set_key(self, command: Command, keys: tuple[str, ...] | None) -> None:
        if self._write_key(command, tuple(map(written, keys)) if keys else None):
            self.tell(f"{command.help}: {key_names(command, self.desktop.own_keys)}")

    def _write_key(self, command: Command, keys: tuple[str, ...] | None) -> bool:
        known = [name for name, _ in self.desktop.preferences.keys if command_of(name) == command]
        try:
            prefer_key(command.id, keys, also=tuple(known))
            self.desktop.preferences = self.desktop.preferences._replace(keys=preferences().keys)
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            return False
        self.desktop.use_keys()
        self.desktop.redraw()
        return True

    def action_reset_keys(self) -> None:
        """All commands have the keys of the table again, once that is wanted."""
        own = [command for command in COMMANDS if command.id in self.desktop.own_keys]
        if not own:
            self.tell("All commands have their own keys.")
            return

        def answered(yes: bool | None) -> None:
            if yes and all(self._write_key(command, None) for command in own):
                self.tell("All commands have their own keys again.")

        lines = [f"{key_names(command, self.desktop.own_keys)}  {command.help}" for command in own[:10]]
        self.app.push_screen(Confirm("Give all commands their own keys again?", lines), answered)

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_line(self, by: int) -> None:
        """Another line of the list where one is."""
        keys = self.query_one("#keys-list", OptionList)
        listed = keys if keys.has_focus else self.query_one("#settings-list", OptionList)
        (listed.action_cursor_down if by > 0 else listed.action_cursor_up)()

    def action_other_settings(self) -> None:
        """From the settings to the keys, and back."""
        keys = self.query_one("#keys-list", OptionList)
        target = self.query_one("#settings-list", OptionList) if keys.has_focus else keys
        target.focus()
        if target.highlighted is None:
            target.action_first()
        self.call_after_refresh(self.hush)


def _heading(command: Command) -> str:
    """Where a command works, as a heading of the list."""
    place = command.where.capitalize()
    return command.group if command.where in _DESK or place == command.group else f"{place}: {command.group}"


_DESK = ("text", "desk", "list", ROOM)
_GROUPS = list(dict.fromkeys(map(_heading, COMMANDS)))


def _refill(listed: OptionList, rows: list[Option]) -> None:
    at = listed.highlighted
    listed.clear_options()
    listed.add_options(rows)
    listed.highlighted = (
        at if at is not None and at < len(rows) else next(n for n, row in enumerate(rows) if not row.disabled)
    )


def _theme_title(name: str) -> str:
    return name.removeprefix(THEMES).replace("-", " ")
