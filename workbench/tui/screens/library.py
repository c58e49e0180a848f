"""The documents and the people in them: what is there, how far it is coded, and what is known of each."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import LIBRARY, ROOM, bindings
from workbench.tui.room import Room


class LibraryRoom(Room):
    """The documents and the people in them: what is there, how far it is coded, and what is known of each."""

    NAME = "library"
    PLACES = (LIBRARY, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]
