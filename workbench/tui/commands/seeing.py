"""What is shown at the desk: which codes, whose codings, and how the interviewer's words are drawn."""

from workbench.tui.commands.command import Command

SEEING_COMMANDS: tuple[Command, ...] = ()
