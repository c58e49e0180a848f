"""What can be done in the room: memos."""

from workbench.tui.commands.command import Command

MEMOS = "memos"
MEMOS_COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), MEMOS, "Memos", "write on in your own memo", "Open"),
    Command("place", ("o",), MEMOS, "Memos", "go to what the memo is about", "Place"),
    Command("new", ("n",), MEMOS, "Memos", "write a memo on the study", "New"),
    Command("new_on", ("N",), MEMOS, "Memos", "write a memo on a theme, a case or a document"),
    Command("private", ("p",), MEMOS, "Memos", "private, or for all coders"),
    Command("remove", ("d",), MEMOS, "Memos", "remove your memo"),
    Command("words", ("slash",), MEMOS, "Filter", "memos with some words", "Words"),
    Command("kind", ("f",), MEMOS, "Filter", "memos of one kind, of the next, of all", "Kind"),
    Command("mine", ("w",), MEMOS, "Filter", "your own memos, or all", "Mine"),
    Command("all", ("escape",), MEMOS, "Filter", "all memos again"),
    Command("read_on", ("ctrl+d",), MEMOS, "Move", "read on in the memo", action="read(1)"),
    Command("read_back", ("ctrl+u",), MEMOS, "Move", "back in the memo", action="read(-1)"),
)
