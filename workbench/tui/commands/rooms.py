"""The rooms of the program, and what can be done in every one of them."""

from typing import NamedTuple

from workbench.tui.commands.command import Command

ROOM = "room"


class Door(NamedTuple):
    """A room: its name in the program, its title, the key that leads there."""

    name: str
    title: str
    key: str


DOORS = (
    Door("code", "Code", "f3"),
    Door("themes", "Themes", "f4"),
    Door("library", "Library", "f5"),
    Door("codebook", "Codebook", "f6"),
    Door("quotes", "Quotes", "f7"),
    Door("memos", "Memos", "f8"),
    Door("history", "History", "f9"),
    Door("settings", "Settings", "f10"),
    Door("tables", "Tables", "f12"),
)
ROOM_COMMANDS = (
    Command("undo", ("u",), ROOM, "Everywhere", "undo your last step", "Undo"),
    Command("redo", ("ctrl+r",), ROOM, "Everywhere", "do it again"),
    *(
        Command(door.name, (door.key,), ROOM, "Rooms", f"go to: {door.title}", action=f"door('{door.name}')")
        for door in DOORS
    ),
    Command("keys", ("question_mark",), ROOM, "Everywhere", "all keys", "Keys"),
    Command("palette", ("colon", "ctrl+p"), ROOM, "Everywhere", "all commands by name", "All"),
    Command("leave", ("q",), ROOM, "Everywhere", "leave this room; at the desk, quit: all is saved already", "Leave"),
)
