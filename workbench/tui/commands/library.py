"""What can be done in the room: library."""

from workbench.tui.commands.command import Command

LIBRARY = "library"
LIBRARY_COMMANDS: tuple[Command, ...] = ()
