"""What is shown at the desk: which codes, whose codings, and how the interviewer's words are drawn."""

from workbench.tui.commands.command import Command
from workbench.tui.commands.desk import DESK

SEEING_COMMANDS: tuple[Command, ...] = (
    Command("filter", ("f",), DESK, "See", "choose which codes and coders are shown", "Filter"),
    Command("focus", ("F",), DESK, "See", "focus: set the interviewer's words back, or not", action="focus_mode"),
    Command("others", ("H",), DESK, "See", "hide other coders' codings, or show them"),
)
