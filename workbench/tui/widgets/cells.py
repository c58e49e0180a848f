"""How wide characters are on a terminal, and where lines break: pure functions over text.

Clusters that terminals disagree about (emoji with modifiers) are drawn by their first character alone, so that no
column shifts; offsets stay code points of the text.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.cells import get_character_cell_size

_SIMPLE = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]")
_DROPPED = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.?", re.DOTALL)
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f]")
_BLANK = "\t\n\u2028\u2029"
_FLAG, _LETTER = 0x1F1E6, ord("A")  # flags are pairs of letters, and drawn as these
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
_LOOKED_AT = 20_000
_WIDE = "\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_TOKEN = re.compile(rf"[{_WIDE}][、。，．！？）」』】]*\s*|[^\s{_WIDE}]+\s*|\s+")


class _Drawn(dict[int, str]):
    """Code point -> what is drawn for it, filled as needed, so that str.translate looks it up at C speed."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        if _HARMFUL.match(sign):
            sign = ""
        elif sign in _BLANK:
            sign = " "
        elif _FLAG <= point < _FLAG + 26:
            sign = chr(point - _FLAG + _LETTER)
        elif "\ud800" <= sign <= "\udfff":
            sign = "\ufffd"
        self[point] = sign
        return sign


class _Widths(dict[int, str]):
    """Code point -> chr(width), likewise."""

    def __missing__(self, point: int) -> str:
        sign = _DRAWN[point]
        self[point] = chr(get_character_cell_size(sign) if sign else 0)
        return self[point]


_DRAWN = _Drawn()
_TABLE = _Widths()


def is_simple(text: str) -> bool:
    """True if every character takes one cell."""
    return not _SIMPLE.search(text)


def widths(text: str) -> list[int]:
    """The cells of each code point; 0 for those that are not drawn or join the one before."""
    found = list(text.translate(_TABLE).encode("latin1"))
    for match in _DROPPED.finditer(text):
        for at in range(*match.span()):
            found[at] = 0
    return found


def width(text: str) -> int:
    """The cells that a text takes once drawn."""
    return len(text) if is_simple(text) else sum(widths(text))


def drawn(text: str) -> str:
    """What is sent to the terminal for a text: as wide as `width` says, and nothing that could steer the terminal."""
    return text if is_simple(text) else _DROPPED.sub("", text).translate(_DRAWN)


def typed(text: str) -> str:
    """A text for a line to type in: all of it but for what could steer the terminal."""
    return _STEERING.sub("", text)


def signs(text: str) -> Sequence[str]:
    """What is drawn for each code point of a text: joined, it is what is `drawn` for the whole."""
    if is_simple(text):
        return text
    found = [_DRAWN[ord(sign)] for sign in text]
    for match in _DROPPED.finditer(text):
        for at in range(*match.span()):
            found[at] = ""
    return found


def is_right_to_left(text: str) -> bool:
    """True if most letters are of a script that is written from right to left."""
    some = text[:_LOOKED_AT]
    return len(_RIGHT_TO_LEFT.findall(some)) * 2 > sum(map(str.isalpha, some)) if not some.isascii() else False


def cut(text: str, room: int) -> str:
    """The text drawn, with an ellipsis where it is wider than `room` cells."""
    if width(text) <= room:
        return drawn(text)
    if room < 1:
        return ""
    ends = list(accumulate(widths(text)))
    return drawn(text[: bisect_right(ends, room - 1)]) + "…"


def wrap(text: str, start: int, end: int, room: int, lines: "array[int]") -> None:
    """Appends to `lines` the offset of each line of [start, end), which holds no line feed, at most `room` cells wide."""
    if is_simple(text[start:end]):
        _wrap_simple(text, start, end, room, lines)
    else:
        _wrap_mixed(text, start, end, room, lines)


def _wrap_simple(text: str, start: int, end: int, room: int, lines: "array[int]") -> None:
    rfind, append = text.rfind, lines.append
    append(start)
    while end - start > room:
        blank = rfind(" ", start, start + room + 1)
        start = blank + 1 if blank > start else start + room
        if start >= end:
            break
        append(start)


def _wrap_mixed(text: str, start: int, end: int, room: int, lines: "array[int]") -> None:
    piece = text[start:end]
    before = [0, *accumulate(widths(piece))]
    lines.append(start)
    left = 0
    for token in _TOKEN.finditer(piece):
        first, last = token.start(), token.start() + len(token.group().rstrip())
        if before[last] - left <= room:
            continue
        if first and before[first] > left:
            lines.append(start + first)
            left = before[first]
        while before[last] - left > room:
            place = bisect_right(before, left + room) - 1
            while place and before[place] == before[place - 1]:
                place -= 1
            if before[place] <= left:
                break
            lines.append(start + place)
            left = before[place]
