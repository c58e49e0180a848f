"""Searching at the desk: in this document and in all of them, and coding what was found."""

from workbench.tui.commands.command import Command

FINDING_COMMANDS: tuple[Command, ...] = ()
