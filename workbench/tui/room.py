"""A room of the program: the doors on top, its own middle, a line that says what happened, and the keys at the foot.

Rooms differ in their middle and in their commands; what every one of them can do stands here.
"""

from collections.abc import Iterable
from typing import ClassVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static, Tree

from workbench.tui.base import WorkbenchScreen
from workbench.tui.commands import DOORS, LIST, ROOM, ROWS, TEXT, Command, bindings, commands_of, key_names
from workbench.tui.desktop import Desktop
from workbench.tui.widgets.cells import cut, width
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.roombar import RoomBar

RIGHT = 3  # the mouse button
UNLISTED = (TEXT, LIST, ROWS)  # places whose commands are moves, which a menu need not offer


class Room(WorkbenchScreen):
    """A room on a study.

    `NAME` is its door's; `PLACES` are the places whose commands work in it, its own first; `WINDOWS` are those of the
    windows that it opens, for its key sheet.
    """

    NAME: ClassVar[str] = ""
    PLACES: ClassVar[tuple[str, ...]] = (ROOM,)
    WINDOWS: ClassVar[tuple[str, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ROOM)]
    _said: tuple[str, bool] = ("", False)
    _said_at = 0  # the number of the study's last step then

    @property
    def desktop(self) -> Desktop:
        """The program."""
        return cast("Desktop", self.app)

    def compose(self) -> ComposeResult:
        """The doors, the middle, the status line, the keys."""
        yield RoomBar(self.session, self.NAME)
        yield from self.body()
        yield Static(id="status")
        yield KeyBar(self.PLACES, self.run_command)

    def body(self) -> ComposeResult:
        """The room's own middle."""
        yield from ()

    def where(self) -> str:
        """What the status line says when nothing else is to be said."""
        return next(door.title for door in DOORS if door.name == self.NAME)

    def on_screen_resume(self) -> None:
        """Somebody comes back into the room; much may have changed."""
        if self.is_mounted:
            if self._said_at != self.session.project.number:
                self._said = ("", False)  # what was said here last is no longer what was done last
            self.show()
            self.show_status()

    def on_resize(self) -> None:
        """The status line reaches to the right edge."""
        if self.is_mounted:
            self.call_after_refresh(self.show_status)

    # -- the status line ------------------------------------------------------------------------------------------

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence in the status line, until the next move."""
        self._said, self._said_at = (sentence, warning), self.session.project.number
        self.show_status()

    def hush(self) -> None:
        """The sentence was read; the line says again where one is."""
        self._said = ("", False)
        self.show_status()

    def show_status(self) -> None:
        """Writes the status line anew."""
        sentence, warning = self._said
        status = self.query_one("#status", Static)
        status.set_class(warning, "warning")
        room = status.size.width or self.app.size.width
        text = cut(f" {sentence or self.where()}", room)
        status.update(Text(text + " " * (room - width(text)), no_wrap=True), layout=False)

    # -- what every room can do -----------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Takes the coder's last step back."""
        if step := self.attempt(self.session.undo):
            self.tell(f"Undone: {step.label}.")

    def action_redo(self) -> None:
        """Does it again."""
        if step := self.attempt(self.session.redo):
            self.tell(f"Done again: {step.label}.")

    def action_keys(self) -> None:
        """The key sheet of this room."""
        from workbench.tui.dialogs import Keys

        self.app.push_screen(Keys((*self.PLACES, *self.WINDOWS)))

    def action_palette(self) -> None:
        """All commands by name."""
        self.app.action_command_palette()

    def choose(self, identity: str) -> None:
        """Goes to something by its id, where the room has such things."""

    def run_command(self, command: Command) -> None:
        """Does what a command says, whatever has the focus."""
        from workbench.tui.widgets.transcript import TranscriptView

        target = self.query_one(TranscriptView) if command.where == TEXT else self
        self.app.call_later(target.run_action, command.act)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The right button goes to what is under it and asks what to do there."""
        if event.button != RIGHT:
            return
        listed, meta = event.widget, event.style.meta
        if isinstance(listed, OptionList) and "option" in meta:
            listed.focus().highlighted = meta["option"]
        elif isinstance(listed, Tree) and "line" in meta:
            listed.focus().cursor_line = meta["line"]
        self.call_after_refresh(self.show_menu, commands_of(*(place for place in self.PLACES if place not in UNLISTED)))

    def show_menu(self, commands: Iterable[Command]) -> None:
        """Commands as a list with their keys; the one that is chosen is done."""
        from workbench.tui.dialogs import Choice, Pick

        keymap, acts = self.desktop.own_keys, {command.id: command for command in commands}
        choices = [
            Choice(id_, Text.assemble((f"{key_names(command, keymap).split(' ')[0]:>6}  ", "bold"), command.help))
            for id_, command in acts.items()
        ]
        self.app.push_screen(
            Pick("What to do here?", choices), lambda chosen: self.run_command(acts[chosen]) if chosen else None
        )

    def action_door(self, name: str) -> None:
        """Goes to another room."""
        self.desktop.action_go(name)

    def action_leave(self) -> None:
        """Back to the desk."""
        self.desktop.action_go("code")
