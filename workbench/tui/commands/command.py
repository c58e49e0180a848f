"""What a command is: a row of the table, and how its keys are written."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding

SIGNS = {
    "full_stop": ".", "comma": ",", "question_mark": "?", "colon": ":", "slash": "/", "equals_sign": "=", "plus": "+",
    "minus": "-", "percent_sign": "%", "exclamation_mark": "!", "asterisk": "*", "semicolon": ";", "underscore": "_",
    "right_parenthesis": ")", "left_parenthesis": "(", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "right_square_bracket": "]", "left_square_bracket": "[", "greater_than_sign": ">", "less_than_sign": "<",
    "right": "→", "left": "←", "up": "↑", "down": "↓", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "tab": "Tab", "space": "Space", "escape": "Esc", "enter": "Enter", "delete": "Del",
    "backspace": "Backspace", "circumflex_accent": "^", "apostrophe": "'", "quotation_mark": '"', "tilde": "~",
    "vertical_line": "|", "ampersand": "&", "number_sign": "#", "at": "@", "dollar_sign": "$",
}  # fmt: skip


class Command(NamedTuple):
    """Something to do: its name in the settings file, its keys (Textual's names), where it works, how it is listed.

    `action` is the action with its arguments, or empty if it is the name. `footer` is a short word for the foot of the
    screen or of the window, or empty. With `first`, its keys are taken before a line that is typed in sees them.
    """

    name: str
    keys: tuple[str, ...]
    where: str
    group: str
    help: str
    footer: str = ""
    action: str = ""
    first: bool = False

    @property
    def act(self) -> str:
        """The action."""
        return self.action or self.name

    @property
    def id(self) -> str:
        """What Textual's keymap knows it by, and the settings file: `text.next_word`."""
        return f"{self.where}.{self.name}"

    def binding(self) -> Binding:
        """As Textual wants it."""
        told = self.help[:1].upper() + self.help[1:]
        return Binding(",".join(self.keys), self.act, told, id=self.id, priority=self.first)


def key_name(key: str) -> str:
    """A key as people write it: `^r` for ctrl+r, `⇧→` for shift+right, `F2`."""
    if key in SIGNS:
        return SIGNS[key]
    for prefix, sign in (("ctrl+", "^"), ("shift+", "⇧")):
        if key.startswith(prefix):
            return sign + key_name(key.removeprefix(prefix))
    return key.upper() if key[0] == "f" and key[1:].isdecimal() else key


def key_names(command: Command, keymap: Mapping[str, str] | None = None) -> str:
    """The keys of a command as people write them, those of the user's keymap where it names the command."""
    own = (keymap or {}).get(command.id, "")
    return " ".join(key_name(key) for key in (own.split(",") if own else command.keys))


def groups(commands: Iterable[Command], keymap: Mapping[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """(keys, help) of the commands by group, the nine recent codes as one line."""
    found: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.name.startswith("recent_code"):
            if command.name != "recent_code_1":
                continue
            line = (_digits(keymap or {}), "apply the code with this digit")
        else:
            line = (key_names(command, keymap), command.help)
        found.setdefault(command.group, []).append(line)
    return found


def _digits(keymap: Mapping[str, str]) -> str:
    """The keys of the nine recent codes, those of the user's keymap among them where it names some."""
    ids = [f"desk.recent_code_{digit}" for digit in range(1, 10)]
    if not keymap.keys() & set(ids):
        return "1 – 9"
    return " ".join(key_name(keymap.get(id_, id_[-1]).split(",")[0]) for id_ in ids)
