"""A room of the program: the doors on top, its own middle, a line that says what happened, and the keys at the foot.

Rooms differ in their middle and in their commands; what every one of them can do stands here.
"""

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from workbench.tui.base import WorkbenchScreen
from workbench.tui.commands import DOORS, ROOM, bindings
from workbench.tui.widgets.cells import cut, width
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.roombar import RoomBar

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class Room(WorkbenchScreen):
    """A room on a study. `NAME` is its door's; `PLACES` are the places whose commands work in it, its own first."""

    NAME: ClassVar[str] = ""
    PLACES: ClassVar[tuple[str, ...]] = (ROOM,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ROOM)]
    _said: tuple[str, bool] = ("", False)

    @property
    def desktop(self) -> "WorkbenchApp":
        """The program."""
        return cast("WorkbenchApp", self.app)

    def compose(self) -> ComposeResult:
        """The doors, the middle, the status line, the keys."""
        yield RoomBar(self.session, self.NAME)
        yield from self.body()
        yield Static(id="status")
        yield KeyBar(self.PLACES)

    def body(self) -> ComposeResult:
        """The room's own middle."""
        yield from ()

    def where(self) -> str:
        """What the status line says when nothing else is to be said."""
        return next(door.title for door in DOORS if door.name == self.NAME)

    def on_screen_resume(self) -> None:
        """Somebody comes back into the room; much may have changed."""
        if self.is_mounted:
            self.show()
            self.show_status()

    def on_resize(self) -> None:
        """The status line reaches to the right edge."""
        if self.is_mounted:
            self.call_after_refresh(self.show_status)

    # -- the status line ------------------------------------------------------------------------------------------

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence in the status line, until the next move."""
        self._said = (sentence, warning)
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

        self.app.push_screen(Keys(self.PLACES))

    def action_palette(self) -> None:
        """All commands by name."""
        self.app.action_command_palette()

    def action_door(self, name: str) -> None:
        """Goes to another room."""
        self.desktop.action_go(name)

    def action_leave(self) -> None:
        """Back to the desk."""
        self.desktop.action_go("code")
