"""Reading a quote as print shows it back into the edits that made it, so that files can carry what people read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.core.errors import Refused
from workbench.core.model import Edit
from workbench.core.wording import printed_words

_BRACKETED = re.compile(r"(\[[^\[\]]*\])")
_DOTS = {"…", "..."}


def read_printed(said: str, shown: str) -> tuple[Edit, ...]:
    """The edits, by offsets in `said`, after which print shows it as `shown`.

    What stands in brackets is an edit unless it was said so; Refused if the other words aren't those that were said.
    """
    found = _edits(said, [piece for piece in _BRACKETED.split(shown) if piece])
    if _tidy(printed_words(said, 0, found)) != _tidy(shown):
        raise Refused(
            "A quote's printed form holds other words than those that were said.",
            "Put what is added into [brackets], and […] where words are left out.",
        )
    return found


def _edits(said: str, parts: Sequence[str]) -> tuple[Edit, ...]:
    """What each bracket stands for: all up to where the words after it go on."""
    edits: list[Edit] = []
    at, open_from, words = 0, -1, ""
    for place, part in enumerate(parts):
        last = place + 1 == len(parts)
        if _BRACKETED.fullmatch(part):
            blanks = len(said[at:]) - len(said[at:].lstrip())
            if open_from < 0 and said.startswith(part, at + blanks):
                at += blanks + len(part)
            else:
                open_from, words = at, part[1:-1].strip()
        else:
            plain = part.strip() if open_from >= 0 else part.rstrip() if not last else part
            start = said.rfind(plain) if open_from >= 0 and last else said.find(plain, at)
            if start < at:
                break
            if open_from >= 0:
                edits.append(_edit(said, open_from, start, words))
                open_from = -1
            at = start + len(plain)
    if open_from >= 0:
        edits.append(_edit(said, open_from, len(said), words))
    return tuple(edits)


def _edit(said: str, start: int, end: int, words: str) -> Edit:
    """An edit of what stands between two places, without the blanks at its ends."""
    between = said[start:end]
    wanted = "" if words in _DOTS else words
    if not between.strip():
        return Edit(start, start, wanted)
    start += len(between) - len(between.lstrip())
    return Edit(start, start + len(between.strip()), wanted)


def _tidy(text: str) -> str:
    return "".join(text.replace("[...]", "[…]").split())
