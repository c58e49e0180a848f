"""What can be done in the history: taking back steps, going back, looking at the study as it was."""

from workbench.tui.commands.command import Command

HISTORY = "history"
HISTORY_COMMANDS: tuple[Command, ...] = (
    Command("details", ("enter",), HISTORY, "History", "what the step changed", "Details"),
    Command("take_back", ("r",), HISTORY, "History", "take back this step, whichever it is", "Take back"),
    Command("go_back", ("b",), HISTORY, "History", "take back all that you did after this step", "Back to here"),
    Command("look_back", ("v",), HISTORY, "History", "look at the study as it was after this step", "Look"),
    Command("today", ("t",), HISTORY, "History", "go back from there to today", "Today"),
    Command("go_there", ("o",), HISTORY, "History", "go to the words that the step coded", "Go there"),
    Command("whose", ("w",), HISTORY, "History", "only your steps, or everybody's", "Whose"),
    Command("filter_steps", ("slash",), HISTORY, "History", "only steps with these words", "Filter"),
    Command("clear_filter", ("escape",), HISTORY, "History", "all steps again; stops going back"),
)
