"""The one table of what can be done in the terminal program, and by which keys.

Bindings, footer, palette, the key sheet, the keys of the settings file and the README's table are all read from here.
"""

from textual.binding import Binding

from workbench.tui.commands.asking import ASKING, ASKING_COMMANDS
from workbench.tui.commands.board import (
    BOARD,
    BOARD_COMMANDS,
    EXTRACTS,
    EXTRACTS_COMMANDS,
    SUMMARY,
    SUMMARY_COMMANDS,
)
from workbench.tui.commands.codebook import CODEBOOK, CODEBOOK_COMMANDS
from workbench.tui.commands.command import Command, groups, key_name, key_names
from workbench.tui.commands.desk import DESK, DESK_COMMANDS, LIST, TEXT
from workbench.tui.commands.finding import FINDING_COMMANDS
from workbench.tui.commands.history import HISTORY, HISTORY_COMMANDS
from workbench.tui.commands.library import LIBRARY, LIBRARY_COMMANDS
from workbench.tui.commands.memos import MEMOS, MEMOS_COMMANDS
from workbench.tui.commands.noting import NOTING_COMMANDS
from workbench.tui.commands.quotes import QUOTES, QUOTES_COMMANDS
from workbench.tui.commands.rooms import DOORS, ROOM, ROOM_COMMANDS, Door
from workbench.tui.commands.seeing import SEEING_COMMANDS
from workbench.tui.commands.settings import SETTINGS, SETTINGS_COMMANDS
from workbench.tui.commands.start import START, START_COMMANDS
from workbench.tui.commands.tables import CELL, CELL_COMMANDS, RESTS, TABLES, TABLES_COMMANDS
from workbench.tui.commands.windows import (
    AGAIN,
    APPLY,
    ARRIVING,
    COMPARING,
    CONFIRM,
    EDITOR,
    FILTER,
    FINDER,
    FORM,
    FOUND,
    IMPORTING,
    KNOWN,
    PATH,
    PROBLEMS,
    ROWS,
    ROWS_COMMANDS,
    SEARCH,
    SHEET,
    TICKED,
    VERSIONS,
    WINDOW,
    WINDOW_COMMANDS,
    WRITING,
)
from workbench.tui.commands.wording import WORDING, WORDING_COMMANDS

__all__ = [
    "AGAIN",
    "APPLY",
    "ARRIVING",
    "ASKING",
    "BOARD",
    "CELL",
    "CODEBOOK",
    "COMMANDS",
    "COMPARING",
    "CONFIRM",
    "DESK",
    "DOORS",
    "EDITOR",
    "EXTRACTS",
    "FILTER",
    "FINDER",
    "FORM",
    "FOUND",
    "HISTORY",
    "IMPORTING",
    "KNOWN",
    "LIBRARY",
    "LIST",
    "MEMOS",
    "PATH",
    "PROBLEMS",
    "QUOTES",
    "RESTS",
    "ROOM",
    "ROWS",
    "SEARCH",
    "SETTINGS",
    "SHEET",
    "START",
    "SUMMARY",
    "TABLES",
    "TEXT",
    "TICKED",
    "TOGETHER",
    "VERSIONS",
    "WINDOW",
    "WORDING",
    "WRITING",
    "Command",
    "Door",
    "bindings",
    "commands_of",
    "groups",
    "key_name",
    "key_names",
    "table",
]

COMMANDS: tuple[Command, ...] = (
    *DESK_COMMANDS,
    *FINDING_COMMANDS,
    *NOTING_COMMANDS,
    *SEEING_COMMANDS,
    *BOARD_COMMANDS,
    *LIBRARY_COMMANDS,
    *CODEBOOK_COMMANDS,
    *QUOTES_COMMANDS,
    *TABLES_COMMANDS,
    *MEMOS_COMMANDS,
    *HISTORY_COMMANDS,
    *SETTINGS_COMMANDS,
    *ROWS_COMMANDS,
    *ROOM_COMMANDS,
    *START_COMMANDS,
    *WINDOW_COMMANDS,
    *ASKING_COMMANDS,
    *WORDING_COMMANDS,
    *EXTRACTS_COMMANDS,
    *SUMMARY_COMMANDS,
    *CELL_COMMANDS,
)
TOGETHER = (
    (DESK, TEXT, LIST, ROOM),
    (BOARD, ROOM),
    (EXTRACTS, ROWS, WINDOW),
    (SUMMARY, WINDOW),
    (TABLES, ROOM),
    (CELL, ROWS, WINDOW),
    (RESTS, ROWS, WINDOW),
    (LIBRARY, ROWS, ROOM),
    (CODEBOOK, ROOM),
    (QUOTES, ROWS, ROOM),
    (MEMOS, ROWS, ROOM),
    (HISTORY, ROWS, ROOM),
    (SETTINGS, ROOM),
    (START,),
    (FINDER, APPLY, WINDOW),
    (FINDER, PATH, WINDOW),
    (CONFIRM, WINDOW),
    (SHEET, WINDOW),
    (ROWS, SHEET, WINDOW),
    (KNOWN, WINDOW),
    (FORM, WINDOW),
    (EDITOR, WINDOW),
    (IMPORTING, ROWS, WINDOW),
    (FILTER, WINDOW),
    (SEARCH, WINDOW),
    (FOUND, WINDOW),
    (TICKED, ROWS, WINDOW),
    (AGAIN, ROWS, WINDOW),
    (VERSIONS, ROWS, WINDOW),
    (PROBLEMS, ROWS, WINDOW),
    (ARRIVING, WINDOW),
    (COMPARING, ROWS, WINDOW),
    (COMPARING, WRITING, ROWS, WINDOW),
    (ASKING, WINDOW),
    (WORDING, WINDOW),
)


def commands_of(*places: str) -> tuple[Command, ...]:
    """The commands that work in these places, in the order of the table."""
    return tuple(command for command in COMMANDS if command.where in places)


def bindings(*places: str) -> list[Binding]:
    """Textual's bindings of the commands that work in these places."""
    return [command.binding() for command in commands_of(*places)]


def table() -> str:
    """The keys as a Markdown table, for the README."""
    lines = ["| keys | what they do |", "| --- | --- |"]
    for group, rows in groups(COMMANDS).items():
        lines += [f"| **{group}** | |", *(f"| {_marked(keys)} | {what} |" for keys, what in rows)]
    return "\n".join(lines)


def _marked(keys: str) -> str:
    return " ".join(f"`{key.replace('|', chr(92) + '|')}`" if key != "–" else key for key in keys.split(" "))
