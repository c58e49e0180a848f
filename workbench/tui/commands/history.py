"""What can be done in the room: history."""

from workbench.tui.commands.command import Command

HISTORY = "history"
HISTORY_COMMANDS: tuple[Command, ...] = ()
