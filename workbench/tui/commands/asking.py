"""What can be done in the window where a query is written."""

from workbench.tui.commands.command import Command

ASKING = "asking"
GROUP = "Asking"
ASKING_COMMANDS = (
    Command("next_query", ("down", "ctrl+n"), ASKING, GROUP, "next saved query", action="move(1)", first=True),
    Command("previous_query", ("up", "ctrl+p"), ASKING, GROUP, "the saved query before", action="move(-1)", first=True),
    Command("save", ("ctrl+o",), ASKING, GROUP, "save the query under a name", "save", first=True),
    Command("remove", ("ctrl+d",), ASKING, GROUP, "let go of the saved query, after a question", "remove", first=True),
    Command("counts", ("ctrl+t",), ASKING, GROUP, "how many in each document", "counts", first=True),
    Command("language", ("f1",), ASKING, GROUP, "how queries are written", "how", first=True),
)
