"""What can be done in the room: memos."""

from workbench.tui.commands.command import Command

MEMOS = "memos"
MEMOS_COMMANDS: tuple[Command, ...] = ()
