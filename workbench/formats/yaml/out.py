"""YAML written fresh: plain words only where every reader takes them for text, long texts folded, several lines as they are.

What is written is codebook/writing.py's and themes.py's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

WIDTH = 90
_NARROWEST = 40
_LONGEST_KEY = 1000  # of those in one line with their values; readers take no more than 1,024 letters
_UNSAFE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_BREAKS_PLAIN = re.compile(r": | #|:$")
_NUMBER_AND_WORD = re.compile(r"\d.* .*[A-SU-Ya-su-y]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:?#]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}

Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]


class Flow(tuple[str, ...]):
    """A short list, to be written on one line if its words allow it."""

    __slots__ = ()


def is_plain(text: str, *, flow: bool = False) -> bool:
    """True if the text needs no quotes on one line, whichever version of YAML it is read by; `flow`: within brackets."""
    if not text or text != text.strip() or _UNSAFE.search(text) or text.casefold() in _WORDS:
        return False
    if _BREAKS_PLAIN.search(text) or (flow and _FLOW_SIGNS.search(text)):
        return False
    first = text[0]
    return first.isalpha() or first == "(" or first > "\x9f" or _NUMBER_AND_WORD.match(text) is not None


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    escaped = "".join(_ESCAPES.get(sign, sign) for sign in text) if any(sign in text for sign in _ESCAPES) else text
    return f'"{_UNSAFE.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04X}"


def word(text: str, *, flow: bool = False) -> str:
    """The text on one line: plain where that is safe, else in double quotes."""
    return text if is_plain(text, flow=flow) else quoted(text)


def is_literal(text: str) -> bool:
    """True if the text can stand as a block of lines that gives it back exactly."""
    lines = text.split("\n")
    return bool(text[:1].strip() and lines[-1]) and all(
        line == line.rstrip() and not _UNSAFE.search(line) for line in lines
    )


def is_foldable(text: str) -> bool:
    """True if the text can be broken at its blanks and is given back exactly."""
    return is_literal(text) and "\n" not in text and "  " not in text


def wrapped(text: str, width: int) -> list[str]:
    """A text cut into lines at its single blanks."""
    lines: list[str] = []
    start = 0
    while len(text) - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        blank = text.find(" ", start + width) if blank < 0 else blank
        if blank < 0:
            break
        lines.append(text[start:blank])
        start = blank + 1
    return [*lines, text[start:]]


def block(text: str, column: int) -> tuple[str, list[str]] | None:
    """The header and the lines of a text as a block at a column, or None if it can't be one."""
    margin = " " * column
    if "\n" in text:
        return ("|-", [margin + line if line else "" for line in text.split("\n")]) if is_literal(text) else None
    if not is_foldable(text):
        return None
    return ">-", [margin + line for line in wrapped(text, max(WIDTH - column, _NARROWEST))]


def written(prefix: str, column: int, value: Value, offset: int = 2) -> Iterator[str]:
    """The lines of a value behind `prefix` (a key with its colon, or a dash), whose parent stands at `column`."""
    if isinstance(value, str):
        made = block(value, column + 2) if "\n" in value or len(prefix) + 1 + len(value) > WIDTH else None
        if made and ("\n" in value or len(made[1]) > 1):
            yield f"{prefix} {made[0]}"
            yield from made[1]
        else:
            yield f"{prefix} {word(value)}"
    elif isinstance(value, bool | int):
        yield f"{prefix} {str(value).lower()}"
    elif isinstance(value, Mapping):
        yield from _mapping(prefix, column, value, offset)
    elif not value:
        yield f"{prefix} []"
    elif (line := _flow(prefix, value)) is not None:
        yield line
    else:
        yield prefix
        yield from listed(value, column + offset, offset)


def _mapping(prefix: str, column: int, value: Mapping[str, Value], offset: int) -> Iterator[str]:
    if prefix.endswith(":"):
        yield prefix
        yield from fields(value.items(), column + 2, offset)
        return
    lines = fields(value.items(), column + 2, offset)
    yield prefix + next(lines)[len(prefix) :]
    yield from lines


def _flow(prefix: str, value: Sequence[Value]) -> str | None:
    if not isinstance(value, Flow) or not all(is_plain(item, flow=True) for item in value):
        return None
    line = f"{prefix} [{', '.join(value)}]"
    return line if len(line) <= WIDTH else None


def fields(named: Iterable[tuple[str, Value]], column: int, offset: int = 2) -> Iterator[str]:
    """The lines of names with their values, at a column."""
    margin = " " * column
    for name, value in named:
        key = f"{margin}{word(name)}"
        if len(key) > _LONGEST_KEY:
            key = margin
            yield f"{margin}? {word(name)}"
        yield from written(f"{key}:", column, value, offset)


def listed(values: Iterable[Value], column: int, offset: int = 2) -> Iterator[str]:
    """The lines of a list, a dash before each value, at a column."""
    for value in values:
        yield from written(" " * column + "-", column, value, offset)
