"""All memos in one list."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import MEMOS, ROOM, bindings
from workbench.tui.room import Room


class MemosRoom(Room):
    """All memos in one list."""

    NAME = "memos"
    PLACES = (MEMOS, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEMOS)]
