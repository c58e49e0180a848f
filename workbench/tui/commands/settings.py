"""What can be done in the room: settings."""

from workbench.tui.commands.command import Command

SETTINGS = "settings"
SETTINGS_COMMANDS: tuple[Command, ...] = ()
