"""The one table of what can be done in the terminal program, and by which keys.

Bindings, footer, palette, the key sheet and the README's table are all read from here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """Something to do: where it works, the group it is listed in, its keys (Textual's names), and a short help.

    `action` is the action's name with its arguments; `footer` is a short word for the footer, or empty.
    """

    action: str
    keys: tuple[str, ...]
    where: str
    group: str
    help: str
    footer: str = ""
    shown: str = ""


TEXT, DESK, LIST = "text", "desk", "list"

COMMANDS: tuple[Command, ...] = (
    Command("char(1)", ("right", "l"), TEXT, "Move", "next character", shown="l →"),
    Command("char(-1)", ("left", "h"), TEXT, "Move", "previous character", shown="h ←"),
    Command("line(1)", ("down", "j"), TEXT, "Move", "next line", shown="j ↓"),
    Command("line(-1)", ("up", "k"), TEXT, "Move", "previous line", shown="k ↑"),
    Command("word(1)", ("w",), TEXT, "Move", "next word, selected"),
    Command("word(-1)", ("b",), TEXT, "Move", "previous word, selected"),
    Command("sentence(1)", ("right_parenthesis",), TEXT, "Move", "next sentence, selected", shown=")"),
    Command("sentence(-1)", ("left_parenthesis",), TEXT, "Move", "previous sentence, selected", shown="("),
    Command("turn(1)", ("right_curly_bracket",), TEXT, "Move", "next turn", shown="}"),
    Command("turn(-1)", ("left_curly_bracket",), TEXT, "Move", "previous turn", shown="{"),
    Command("page(1)", ("pagedown", "ctrl+f"), TEXT, "Move", "a page down", shown="PgDn"),
    Command("page(-1)", ("pageup",), TEXT, "Move", "a page up", shown="PgUp"),
    Command("half_page(1)", ("ctrl+d",), TEXT, "Move", "half a page down"),
    Command("half_page(-1)", ("ctrl+u",), TEXT, "Move", "half a page up"),
    Command("edge(-1)", ("g", "home"), TEXT, "Move", "start of the transcript", shown="g Home"),
    Command("edge(1)", ("G", "end"), TEXT, "Move", "end of the transcript", shown="G End"),
    Command("coding(1)", ("right_square_bracket",), TEXT, "Move", "next coding, selected", "Next", "]"),
    Command("coding(-1)", ("left_square_bracket",), TEXT, "Move", "previous coding, selected", shown="["),
    Command("extend", ("space",), TEXT, "Select", "start or stop extending: moves then stretch it"),
    Command("char(1, True)", ("shift+right",), TEXT, "Select", "stretch by a character", shown="⇧→"),
    Command("char(-1, True)", ("shift+left",), TEXT, "Select", "shrink by a character", shown="⇧←"),
    Command("line(1, True)", ("shift+down",), TEXT, "Select", "stretch by a line", shown="⇧↓"),
    Command("line(-1, True)", ("shift+up",), TEXT, "Select", "shrink by a line", shown="⇧↑"),
    Command("expand", ("x",), TEXT, "Select", "expand: word, sentence, turn", "Expand"),
    Command("shrink", ("X",), TEXT, "Select", "shrink to what it was before"),
    Command("let_go", ("escape",), TEXT, "Select", "let go of the selection", shown="Esc"),
    Command("find_code", ("c",), DESK, "Code", "find a code and apply it", "Code"),
    Command("repeat_code", ("full_stop",), DESK, "Code", "apply the last code again", "Repeat", "."),
    *(
        Command(f"recent_code({digit})", (str(digit),), DESK, "Code", f"apply recent code {digit}")
        for digit in range(1, 10)
    ),
    Command("remove_code", ("d",), DESK, "Code", "remove a code here", "Remove"),
    Command("undo", ("u",), DESK, "Code", "undo your last step", "Undo"),
    Command("redo", ("ctrl+r",), DESK, "Code", "do it again"),
    Command("next_pane", ("tab",), DESK, "Go", "next pane"),
    Command("pane('side')", ("f2",), DESK, "Go", "documents and codebook"),
    Command("pane('text')", ("f3",), DESK, "Go", "transcript"),
    Command("pane('inspector')", ("f4",), DESK, "Go", "inspector"),
    Command("cursor_down", ("j",), LIST, "Go", "in a list: next line", shown="j ↓"),
    Command("cursor_up", ("k",), LIST, "Go", "in a list: previous line", shown="k ↑"),
    Command("screen.pane('text')", ("escape",), LIST, "Go", "in a list: back to the transcript", shown="Esc"),
    Command("document(1)", ("ctrl+n",), DESK, "Go", "next document"),
    Command("document(-1)", ("ctrl+b",), DESK, "Go", "previous document"),
    Command("export_themes", ("ctrl+e",), DESK, "Go", "write the thematic summary to Word"),
    Command("keys", ("question_mark",), DESK, "Help", "all keys", "Keys", "?"),
    Command("palette", ("colon", "ctrl+p"), DESK, "Help", "all commands by name", shown=": ^p"),
    Command("leave", ("q",), DESK, "Help", "quit; all is saved already", "Quit"),
)


def key_names(command: Command) -> str:
    """The keys of a command as people write them."""
    if command.shown:
        return command.shown
    return " ".join(key.replace("ctrl+", "^").replace("f2", "F2").replace("f3", "F3").replace("f4", "F4").replace(
        "tab", "Tab").replace("space", "Space") for key in command.keys)  # fmt: skip


def bindings(where: str) -> list[Binding]:
    """Textual's bindings of the commands that work in one place."""
    return [
        Binding(",".join(command.keys), command.action, command.help.capitalize())
        for command in COMMANDS
        if command.where == where
    ]


def groups(commands: Iterable[Command] = COMMANDS) -> dict[str, list[tuple[str, str]]]:
    """(keys, help) of the commands by group, the nine recent codes as one line."""
    found: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.action.startswith("recent_code"):
            if command.action != "recent_code(1)":
                continue
            line = ("1 – 9", "apply a recent code")
        else:
            line = (key_names(command), command.help)
        found.setdefault(command.group, []).append(line)
    return found


def table() -> str:
    """The keys as a Markdown table, for the README."""
    lines = ["| keys | what they do |", "| --- | --- |"]
    for group, rows in groups().items():
        lines += [f"| **{group}** | |", *(f"| {_marked(keys)} | {what} |" for keys, what in rows)]
    return "\n".join(lines)


def _marked(keys: str) -> str:
    return " ".join(f"`{key}`" if key != "–" else key for key in keys.split(" "))
