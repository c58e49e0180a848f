"""The user's own keys: how people write keys, and whether a key that they wish for can be had.

What can't be is told in a sentence and the command keeps the keys of the table.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.tui.commands import (
    APPLY,
    COMMANDS,
    EDITOR,
    FINDER,
    FORM,
    FOUND,
    KNOWN,
    LIST,
    PATH,
    SEARCH,
    TEXT,
    TOGETHER,
    Command,
    key_name,
)
from workbench.tui.commands.command import SIGNS

TYPED_IN = frozenset({FINDER, APPLY, PATH, KNOWN, FORM, EDITOR, SEARCH, FOUND})
TWINS = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+j": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+left_square_bracket": "Esc",
}
STEERING = frozenset({"escape", "enter", "tab", "shift+tab", "up", "down", "ctrl+c", "ctrl+q", "ctrl+z"})
WORDS = {
    "esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "pgdown": "pagedown", "del": "delete",
    "spacebar": "space", "ins": "insert", " ": "space",
}  # fmt: skip
NAMED = frozenset({*SIGNS, "insert", *(f"f{number}" for number in range(1, 25))})
BEFORE = ("ctrl", "shift", "alt", "super")


class OwnKeys(NamedTuple):
    """The keys that hold, by the ids of commands, as Textual's keymap has them; and what can't be, a sentence each."""

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()


def key_of(written: str) -> str | None:
    """Textual's name of a key as people write it (`k`, `ctrl+k`, `^k`, `F4`, `.`, `Space`, `⇧→`), or None."""
    word = written if written == " " else written.strip()
    before: list[str] = []
    while len(word) > 1:
        first, plus, rest = word.partition("+")
        if plus and rest and first.casefold() in BEFORE:
            before.append(first.casefold())
            word = rest
        elif word[0] in "^⇧":
            before.append("ctrl" if word[0] == "^" else "shift")
            word = word[1:]
        else:
            break
    key = _plain(word)
    if key is None:
        return None
    if "shift" in before and len(key) == 1 and key.isalpha():
        before.remove("shift")
        key = key.upper()
    if "ctrl" in before and len(key) == 1:
        key = key.lower()
    return "+".join([*(name for name in BEFORE if name in before), key])


def written(key: str) -> str:
    """A key (Textual's name) as it goes into the settings file: `.`, `ctrl+k`, `pagedown`."""
    sign = SIGNS.get(key, "")
    return sign if len(sign) == 1 and sign.isascii() else key


def _plain(word: str) -> str | None:
    """A key without ctrl or shift before it."""
    for name, sign in SIGNS.items():
        if word == sign or word.casefold() == name or (len(sign) > 1 and word.casefold() == sign.casefold()):
            return name
    if word.casefold() in WORDS:
        return WORDS[word.casefold()]
    if word.casefold() in NAMED:
        return word.casefold()
    if len(word) != 1 or not word.isprintable():
        return None
    name = unicodedata.name(word, "").lower().replace("-", "_").replace(" ", "_")
    return word if word.isalnum() else name or None


def command_of(name: str) -> Command | str:
    """The command of an id, or of a bare name where only one has it; else a sentence that says what is wrong."""
    named = [command for command in COMMANDS if name in {command.id, command.name}]
    if len(named) == 1:
        return named[0]
    if named:
        return f"Several commands are named “{name}”: write {' or '.join(command.id for command in named)}."
    from difflib import get_close_matches

    ids = {word: command.id for command in COMMANDS for word in (command.id, command.name)}
    near = get_close_matches(name, ids, 1, 0.65)
    return f"There is no command “{name}”." + (f" Did you mean {ids[near[0]]}?" if near else "")


def own_keys(wishes: Iterable[tuple[str, tuple[str, ...]]]) -> OwnKeys:
    """The keys that hold of those that a user wishes for, by the names or ids of commands."""
    wished: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, words in wishes:
        command = command_of(name)
        if isinstance(command, str):
            problems.append(command)
            continue
        keys, wrong = _keys(command, words)
        problems += wrong
        if keys:
            wished[command.id] = keys
    while clash := _clash(wished):
        problems.append(_told(clash))
        del wished[clash.loser.id]
    return OwnKeys({command: ",".join(keys) for command, keys in wished.items()}, tuple(problems))


def _keys(command: Command, words: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """The keys of these words, and what is wrong with the others."""
    keys: list[str] = []
    wrong: list[str] = []
    for word in _split(words):
        key = key_of(word)
        if key is None:
            wrong.append(
                f"{command.id}: there is no key “{word}”. Keys are written like k, K, ctrl+k, F4, Space or “.”."
            )
        elif sentence := unfit(command, key):
            wrong.append(f"{command.id}: {sentence}")
        elif key not in keys:
            keys.append(key)
    return tuple(keys), wrong


def _split(words: tuple[str, ...]) -> list[str]:
    """The words, and those that stand in one string with commas between them."""
    return [part for word in words for part in ([word] if len(word.strip()) < 3 else word.split(","))]


def unfit(command: Command, key: str) -> str:
    """Why no command may have this key, or nothing."""
    if key in command.keys:
        return ""
    if key in TWINS:
        return f"terminals can't tell {key_name(key)} from {TWINS[key]}."
    if key in STEERING:
        return f"{key_name(key)} is needed as it is."
    if command.where in TYPED_IN and (len(written(key)) == 1 or key == "space"):
        return f"{key_name(key)} is typed there."
    return ""


class Clash(NamedTuple):
    """A key that two commands of one room would have; the wish of `loser` is not granted."""

    key: str
    loser: Command
    other: Command


def _clash(wished: Mapping[str, tuple[str, ...]]) -> Clash | None:
    """The first clash that the wishes make, that of the newest wish first."""
    order = list(wished)
    for place in reversed(range(len(order))):
        loser = next(command for command in COMMANDS if command.id == order[place])
        for other in COMMANDS:
            if other.id != loser.id and _meet(loser.where, other.where):
                theirs = wished.get(other.id, other.keys)
                for key in wished[loser.id]:
                    if key in theirs:
                        return Clash(key, loser, other)
    return None


def _meet(here: str, there: str) -> bool:
    """True if the commands of two places work in one room or window at once; the text and the lists take turns."""
    return {here, there} != {TEXT, LIST} and any(here in places and there in places for places in TOGETHER)


def _taken(clash: Clash) -> str:
    return f"{key_name(clash.key)} is taken by “{clash.other.help}”"


def _told(clash: Clash) -> str:
    own = " ".join(map(key_name, clash.loser.keys))
    return f"{clash.loser.id}: {_taken(clash)}; “{clash.loser.help}” keeps {own}."


def wish(wishes: Iterable[tuple[str, tuple[str, ...]]], command: Command, key: str) -> str:
    """Why a command can't have this key beside what else is wished for; nothing if it can."""
    if sentence := unfit(command, key):
        return sentence[:1].upper() + sentence[1:]
    wished = {name: tuple(keys.split(",")) for name, keys in own_keys(wishes).keys.items() if name != command.id}
    clash = _clash({**wished, command.id: (key,)})
    return f"{_taken(clash)}." if clash else ""
