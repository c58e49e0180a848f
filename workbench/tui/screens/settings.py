"""Who codes, colours, keys, language."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import ROOM, SETTINGS, bindings
from workbench.tui.room import Room


class SettingsRoom(Room):
    """Who codes, colours, keys, language."""

    NAME = "settings"
    PLACES = (SETTINGS, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]
