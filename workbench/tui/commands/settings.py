"""What can be done in the room: settings; and leaving the program for a moment, which is done everywhere."""

from workbench.tui.commands.command import Command
from workbench.tui.commands.rooms import ROOM

SETTINGS = "settings"
SETTINGS_COMMANDS: tuple[Command, ...] = (
    Command("change_setting", ("enter",), SETTINGS, "Settings", "change what is chosen; on a command, its key", "Change"),
    Command("reset_setting", ("r",), SETTINGS, "Settings", "back to how it comes: the setting, or the command's keys", "Reset"),
    Command("reset_keys", ("R",), SETTINGS, "Settings", "give all commands their own keys again, after a question"),
    Command("setting_down", ("j",), SETTINGS, "Settings", "next line", action="line(1)"),
    Command("setting_up", ("k",), SETTINGS, "Settings", "previous line", action="line(-1)"),
    Command("other_settings", ("tab",), SETTINGS, "Settings", "between the settings and the keys", "Other list"),
    Command("suspend", ("ctrl+z",), ROOM, "Everywhere", "put the program aside; fg in the shell brings it back", action="app.suspend_process"),
)  # fmt: skip
