"""Who did what when, and the way back."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import HISTORY, ROOM, bindings
from workbench.tui.room import Room


class HistoryRoom(Room):
    """Who did what when, and the way back."""

    NAME = "history"
    PLACES = (HISTORY, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HISTORY)]
