"""Finding by letters: where a quote stands in a text, be it word for word or nearly, and which code is meant.

Both only propose: a quote that is merely similar says so, and the coder chooses among the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from workbench.core.spans import WORD, Span, trimmed

SCORE = 92.0
"""How alike (of 100) a stretch of text must be to a quote to be proposed as its place."""

NEARLY = 80.0
"""How alike the likest place must be for its likeness to be told where no place is proposed."""

ROUGHLY = 60.0
"""How alike (of 100) a code's name must be to what was typed to be offered at all."""

_SAME = ("'’‘‛ʼ´`", '"“”„‟«»', "-‐‑‒–—−")
_FOLDED = {sign: f"[{re.escape(signs)}]" for signs in _SAME for sign in signs}
_NO_MATCH = 1000.0
_OTHER = 0.5
_ELLIPSIS = r"(?:…|\.\.\.)"
_CLINGING = re.compile(r"\S+")
_PIECE = re.compile(r"\s+|…|\.\.\.|.", re.DOTALL)


class Located(NamedTuple):
    """Where a quote stands: all its places if it stands there "exact" or but for "blanks" and typography, else one.

    `how` is "exact", "blanks", "similar" (one place, `score` below 100) or "nowhere" (no place; `score` is that of the
    likest one, or 0 if none comes near).
    """

    spans: tuple[Span, ...]
    how: str
    score: float


def locate(quote: str, text: str) -> Located:
    """The places of a quote in a text; each step is tried only if the one before finds nothing."""
    if not quote.strip():
        return Located((), "nowhere", 0.0)
    if spans := tuple(_exact(quote, text)):
        return Located(spans, "exact", 100.0)
    if spans := tuple(Span(*found.span()) for found in _loosely(quote.strip()).finditer(text)):
        return Located(spans, "blanks", 100.0)
    return _similar(quote.strip(), text)


def _exact(quote: str, text: str) -> Iterator[Span]:
    start = text.find(quote)
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + len(quote))


def _loosely(quote: str) -> re.Pattern[str]:
    """The quote as a pattern to which all blanks are alike, and so are all quotation marks and all dashes."""
    return re.compile("".join(_loose(found[0]) for found in _PIECE.finditer(quote)))


def _loose(piece: str) -> str:
    if piece in {"…", "..."}:
        return _ELLIPSIS
    return r"\s+" if piece.isspace() else _FOLDED.get(piece) or re.escape(piece)


def _similar(quote: str, text: str) -> Located:
    from rapidfuzz import fuzz

    shorter = len(quote) <= len(text)
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=NEARLY) if shorter else None
    score = round(found.score, 1) if found else 0.0
    if found is None or found.score < SCORE:
        return Located((), "nowhere", score)
    return Located((_fitted(quote, text, Span(found.dest_start, found.dest_end)),), "similar", score)


def _fitted(quote: str, text: str, span: Span) -> Span:
    """The span with its ends at words, where the words between are most like the quote; it came as long as the quote."""
    from rapidfuzz import fuzz

    slack = max(20, len(quote) // 10)
    first, last = _words_near(text, span.start, slack), _words_near(text, span.end, slack)
    start = max((word.start for word in first), key=lambda at: fuzz.ratio(quote, text[at : span.end]), default=0)
    end = max((word.end for word in last), key=lambda at: fuzz.ratio(quote, text[start:at]), default=len(text))
    return trimmed(text, Span(start, max(start, end)))


def _words_near(text: str, offset: int, slack: int) -> list[Span]:
    """The words around an offset, with and without the signs that cling to them."""
    left = text.rfind(" ", 0, max(0, offset - slack)) + 1
    right = text.find(" ", offset + slack)
    right = len(text) if right < 0 else right
    return [Span(*found.span()) for pattern in (_CLINGING, WORD) for found in pattern.finditer(text, left, right)]


def rank_codes(
    query: str, names: Sequence[str], recent: Sequence[int], others: Sequence[Sequence[str]] = ()
) -> list[int]:
    """The places of the codes that a few letters may mean, best first; without letters all, recent ones first.

    First a name that is the query, then names with a word for every start of a word in the query, then names with
    its letters at the starts of their words, then names that are alike. `recent` gives the places of codes used lately, the latest first.
    `others` are further names of each code, which fit a little less than its own would.
    """
    lately = {place: rank for rank, place in reversed(list(enumerate(recent)))}
    ranks = [_rank(query, name) for name in names]
    for place, further in enumerate(others):
        ranks[place] = min([ranks[place], *(_rank(query, name) + _OTHER for name in further)])
    ranked = [(rank, lately.get(place, len(recent)), place) for place, rank in enumerate(ranks)]
    return [place for rank, _, place in sorted(ranked) if rank < _NO_MATCH]


def likest(text: str, others: Sequence[str]) -> int | None:
    """The place of the text that says the same in nearly the same words, case and order set aside; None without one."""
    from rapidfuzz import fuzz, process, utils

    if not text.strip():
        return None
    found = process.extractOne(
        text, others, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=SCORE
    )
    return found[2] if found else None


def _rank(query: str, name: str) -> float:
    from rapidfuzz import fuzz, utils

    typed, words = _words(query), _words(name)
    if not typed or typed == words:
        return 0.0
    if all(any(word.startswith(start) for word in words) for start in typed):
        return 1.0
    if _starts("".join(typed)).search(" ".join(words)):
        return 2.0
    score = fuzz.token_set_ratio(query, name, processor=utils.default_process, score_cutoff=ROUGHLY)
    return 3.0 + 100.0 - score if score else _NO_MATCH


@lru_cache(maxsize=64)
def _starts(letters: str) -> re.Pattern[str]:
    """Fits words in which the letters stand in order from the start of a word, in it or at the starts of later ones."""
    first, *others = map(re.escape, letters)
    return re.compile(rf"\b{first}" + "".join(rf"(?:\w*?{letter}|\w*(?: \w+)*? {letter})" for letter in others))


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.casefold()))
