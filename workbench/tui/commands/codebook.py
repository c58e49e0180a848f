"""What can be done in the room: codebook."""

from workbench.tui.commands.command import Command

CODEBOOK = "codebook"
CODEBOOK_COMMANDS: tuple[Command, ...] = ()
