"""The codebook: its tree, what each code means, and the quotes it holds."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import CODEBOOK, ROOM, bindings
from workbench.tui.room import Room


class CodebookRoom(Room):
    """The codebook: its tree, what each code means, and the quotes it holds."""

    NAME = "codebook"
    PLACES = (CODEBOOK, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODEBOOK)]
