"""The signs of a query: words, quoted words, brackets, and fields such as `coder:`, each with its column.

What is wrong with a query is told by `Misworded`, which knows the column too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.core.errors import Refused

LONGEST = 2_000
QUOTES = {'"': '"', "“": '”“"', "„": '“”"', "«": "»", "”": '”"'}
FIELDS = ("code", "theme", "words", "document", "speaker", "coder", "round", "weight", "date", "memo", "origin")
_SIGN = r"\s*(!:|!=|<=|>=|[:=<>])"
_FIELD = re.compile(rf"({'|'.join(FIELDS)}){_SIGN}")
_CASE = re.compile(rf'case\.\s*(?:"([^"]+)"|“([^”]+)”|([^\s"“”()=<>!:][^"“”()=<>!:]*?)){_SIGN}')
_WORD = re.compile(rf"[^\s(){''.join(QUOTES)}»]+")


class Misworded(Refused):
    """A query that can't be read; `column` says where, counted from 1."""

    def __init__(self, column: int, sentence: str, hint: str = "") -> None:
        super().__init__(f"At column {column}: {sentence}", hint)
        self.column = column


class Token(NamedTuple):
    """A sign of a query: `kind` is word, quoted, field, case, "(" , ")" or end; a field has a `sign` such as `=`."""

    kind: str
    text: str
    start: int
    end: int
    sign: str = ""

    @property
    def column(self) -> int:
        """Where it starts, counted from 1."""
        return self.start + 1


def tokens(text: str) -> Iterator[Token]:
    """The signs of a query, and an end."""
    if len(text) > LONGEST:
        raise Misworded(
            LONGEST + 1, f"a query has at most {LONGEST:,} signs, and this one has {len(text):,}.", "Ask for less."
        )
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        yield token
        at = token.end
    yield Token("end", "", len(text), len(text))


def _token(text: str, at: int) -> Token:
    sign = text[at]
    if sign in "()":
        return Token(sign, sign, at, at + 1)
    if sign in QUOTES:
        end = next((place for place in range(at + 1, len(text)) if text[place] in QUOTES[sign]), -1)
        if end < 0:
            raise Misworded(at + 1, "this quotation mark is never closed.", f"Write another {sign} behind the words.")
        return Token("quoted", text[at + 1 : end], at, end + 1)
    if found := _FIELD.match(text, at):
        return Token("field", found[1], at, found.end(), found[2])
    if found := _CASE.match(text, at):
        return Token("case", found[1] or found[2] or found[3], at, found.end(), found[4])
    if found := _WORD.match(text, at):
        return Token("word", found.group(), at, found.end())
    raise Misworded(at + 1, f"“{sign}” has no beginning.", "Write quotation marks around the words, or leave it out.")
