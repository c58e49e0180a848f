"""Searching at the desk: in this document and in all of them, and coding what was found."""

from workbench.tui.commands.command import Command
from workbench.tui.commands.desk import DESK

FINDING_COMMANDS: tuple[Command, ...] = (
    Command("find", ("slash",), DESK, "Find", "find words in this document", "Find"),
    Command("find_everywhere", ("ctrl+f",), DESK, "Find", "find words in all documents"),
    Command("next_hit", ("n",), DESK, "Find", "next hit, selected", action="hit(1)"),
    Command("previous_hit", ("N",), DESK, "Find", "previous hit, selected", action="hit(-1)"),
    Command("code_hits", ("a",), DESK, "Find", "code what was found, after a look at each hit"),
)
