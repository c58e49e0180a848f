"""Memos at the desk: on the words, on a coding, on a code, on the document."""

from workbench.tui.commands.command import Command

NOTING_COMMANDS: tuple[Command, ...] = (
    Command("memo", ("m",), "desk", "Memos", "write a memo on the words, a coding, a code, the document …", "Memo"),
)
