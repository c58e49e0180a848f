"""What can be done in the room: quotes."""

from workbench.tui.commands.command import Command

QUOTES = "quotes"
QUOTES_COMMANDS: tuple[Command, ...] = ()
