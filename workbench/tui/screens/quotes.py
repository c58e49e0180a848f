"""The quotes of codes and themes across documents."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import QUOTES, ROOM, bindings
from workbench.tui.room import Room


class QuotesRoom(Room):
    """The quotes of codes and themes across documents."""

    NAME = "quotes"
    PLACES = (QUOTES, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUOTES)]
