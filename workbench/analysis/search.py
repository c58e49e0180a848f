"""Searching a text: the words of a query become forms, the forms a pattern, and the pattern spans of the text as it is.

What differs between the four ways of searching is only into which forms a word expands, and how strictly they are spelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from workbench.core.model import Transcript
from workbench.core.spans import Span, plain_sentences, trimmed

MODES = ("plain", "exact", "lemma", "fuzzy")
SIGNS: Mapping[str, str] = {"=": "exact", "+": "lemma", "~": "fuzzy"}
UNITS = ("words", "sentence", "turn")
OPEN = 2  # letters from which on the last word may be unfinished
REACH = 60

Forms = Mapping[str, Iterable[str]]

_QUOTES = '"“”„«»'
_SAME = ("'’‘‛ʼ´`", "-‐‑‒–—−")
_ACCENTS = "\u0300-\u036f"
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_DROPPED = re.compile(f"[{_ACCENTS}{_POINTS}]+")
_UNSPACED = (
    "\u0e00\u0eff",
    "\u1000\u109f",
    "\u1780\u17ff",
    "\u3005\u30ff",
    "\u3400\u9fff",
    "\uf900\ufaff",
    "\uff66\uff9f",
    "\U00020000\U0003ffff",
)
_FOREIGN = re.compile("[^\0-\u058f\u1e00-\u1fff]")
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "ss": "ßẞ", "oe": "œŒ", "ae": "æÆǽǼǣǢ"}
_CASES = {"ß": "ẞ", "ẞ": "ß", "σ": "ς", "Σ": "ς", "ς": "σ"}
_PAIRS = re.compile("|".join(_LIGATURES))
_APART = {ord("œ"): "oe", ord("æ"): "ae"}
_MOST_SPELLINGS = 16


class Piece(NamedTuple):
    """A word of a query; `gap` is the pattern of what stands before the next one, `open` that it may go on."""

    word: str
    gap: str = r"\W+"
    open: bool = False


class Query(NamedTuple):
    """What is looked for: phrases that must all stand in one turn, each of words that follow each other."""

    mode: str
    phrases: tuple[tuple[Piece, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, of all phrases."""
        return tuple(piece.word for phrase in self.phrases for piece in phrase)

    @property
    def indexed(self) -> bool:
        """True if a full-text index cuts such words as we do.

        It doesn't know scripts without blanks or with points, nor words of underscores: those are looked for in the texts.
        """
        return bool(self.phrases) and not any(_FOREIGN.search(word) or not word.strip("_") for word in self.words)


class Hit(NamedTuple):
    """What was found: where (a document's id, the turn's number from 1, or 0 outside turns), and the words around it."""

    document: str
    turn: int
    span: Span
    before: str
    words: str
    after: str


# -- what is looked for --------------------------------------------------------------------------------------------------


def parse(typed: str, mode: str = "plain") -> Query:
    """The query that somebody typed: `=`, `+` or `~` in front choose a mode, quotation marks the exact one.

    `..` parts phrases that may stand apart in a turn, `*` ends an unfinished word; in plain mode the last word is one
    unless a blank or a sign follows.
    """
    text = unicodedata.normalize("NFC", typed).lstrip()
    if text[:1] in SIGNS:
        mode, text = SIGNS[text[0]], text[1:]
    elif text[:1] and text[0] in _QUOTES:
        mode = "exact"
    text = text.lstrip().strip(_QUOTES)
    phrases = [pieces for part in re.split(r"(?:^|\s)(?:\.\.+|…)(?:\s|$)", text) if (pieces := _pieces(part))]
    if mode == "plain" and phrases:
        last = phrases[-1][-1]
        if len(last.word) >= OPEN and text.endswith(last.word):
            phrases[-1][-1] = last._replace(open=True)
    return Query(mode, tuple(map(tuple, phrases)))


def _pieces(text: str) -> list[Piece]:
    found = list(_word().finditer(text))
    if not found:
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    between = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
    return [
        Piece(match.group(), _gap(signs), signs.startswith("*")) for match, signs in zip(found, between, strict=True)
    ]


def _gap(signs: str) -> str:
    if not signs or any(map(str.isspace, signs)) or "*" in signs:
        return r"\W+"
    return "".join(next((f"[{re.escape(same)}]" for same in _SAME if sign in same), re.escape(sign)) for sign in signs)


def words_of(text: str) -> set[str]:
    """The distinct words of a text in small letters: its vocabulary."""
    words = set(text.lower().split())
    return set(_word().findall("\n".join(words)))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word with case, accents and vowel points set aside and ligatures taken apart, so that ß is ss and œ is oe."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", apart)).translate(_APART)


def spellings(word: str) -> tuple[str, ...]:
    """The folded word with and without ligatures, as an index that doesn't know them may hold it."""
    folded, at, parts = fold(word), 0, []
    for match in _PAIRS.finditer(folded):
        parts += [(folded[at : match.start()],), (match.group(), _LIGATURES[match.group()][0])]
        at = match.end()
    return tuple("".join(found) for found in product(*parts[: _MOST_SPELLINGS // 2], (folded[at:],)))


# -- patterns ------------------------------------------------------------------------------------------------------------


def patterns(query: Query, forms: Forms) -> tuple[re.Pattern[str], ...]:
    """A pattern for each phrase; `forms` gives further forms of words, and each word is a form of its own."""
    return tuple(re.compile(_phrase(phrase, query.mode, forms)) for phrase in query.phrases)


def _phrase(phrase: Sequence[Piece], mode: str, forms: Forms) -> str:
    last = len(phrase) - 1
    return "".join(
        _bounded(piece, mode, forms.get(piece.word, ())) + ("" if place == last else piece.gap)
        for place, piece in enumerate(phrase)
    )


def _bounded(piece: Piece, mode: str, forms: Iterable[str]) -> str:
    """The forms of a word where they stand as whole words; anywhere in scripts that put no blanks between words."""
    marks = _marks() if _FOREIGN.search(piece.word) else _ACCENTS
    own = _exactly(piece.word) if mode == "exact" else _loosely(piece.word)
    spell = _loosely if mode == "fuzzy" else _exactly
    further = sorted(set(forms) - {piece.word})
    either = f"(?:{'|'.join([own, *map(spell, further)])})" if further else own
    if not _unspaced(piece.word[0]):
        either = _at_the_start(either, marks)
    after = f"(?![{marks}])" if _unspaced(piece.word[-1]) else f"(?![\\w{marks}])"
    rest = f"[\\w{marks}]*" if piece.open and not _unspaced(piece.word[-1]) else ""
    return f"{either}{rest}{after}"


def _unspaced(sign: str) -> bool:
    """True for a sign of a script that puts no blanks between words."""
    return any(ends[0] <= sign <= ends[1] for ends in _UNSPACED)


def _at_the_start(either: str, marks: str) -> str:
    """The pattern where no word goes on; what is asked first is the letter, which `re` looks for quickest."""
    letter, end, rest = either.partition("]")
    if letter.startswith("["):
        return f"{letter}{end}(?<![\\w{marks}](?s:.)){rest}"
    return f"\\b(?<![{marks}]){either}"


def _exactly(word: str) -> str:
    """A word but for its case, however its accents are stored."""
    return "".join(map(_exact_letter, unicodedata.normalize("NFC", word)))


@lru_cache(maxsize=1024)
def _exact_letter(sign: str) -> str:
    either = "".join(
        dict.fromkeys(way for way in (sign, sign.lower(), sign.upper(), *_CASES.get(sign, "")) if len(way) == 1)
    )
    apart = unicodedata.normalize("NFD", sign)
    if apart == sign:
        return f"[{re.escape(either)}]"
    return f"(?:[{re.escape(either)}]|{''.join(map(_exact_letter, apart))})"


def _loosely(word: str) -> str:
    """A word whatever its case, accents, points and ligatures."""
    folded, at, parts = fold(word), 0, []
    marks = f"[{_ACCENTS}{_POINTS if _FOREIGN.search(folded) else ''}]*"
    for match in _PAIRS.finditer(folded):
        parts.append(_letters(folded[at : match.start()], marks))
        parts.append(f"(?:[{_LIGATURES[match.group()]}]{marks}|{_letters(match.group(), marks)})")
        at = match.end()
    return "".join([*parts, _letters(folded[at:], marks)])


def _letters(folded: str, marks: str) -> str:
    return "".join(_letter(sign) + marks for sign in folded)


@lru_cache(maxsize=1024)
def _letter(folded: str) -> str:
    known = _alphabet().get(folded, "")
    either = dict.fromkeys([*known, folded, folded.upper() if len(folded.upper()) == 1 else folded])
    apart = unicodedata.normalize("NFD", folded)
    signs = f"[{re.escape(''.join(either))}]"
    return signs if apart == folded else f"(?:{signs}|{apart})"


@cache
def _alphabet() -> Mapping[str, str]:
    """Each folded letter with all letters that fold to it."""
    found: dict[str, str] = defaultdict(str)
    for point in (*range(0x41, 0x700), *range(0x1E00, 0x2000)):
        sign = chr(point)
        if sign.isalnum() and len(folded := fold(sign)) == 1:
            found[folded] += sign
    return found


@cache
def _marks() -> str:
    """All signs that join the letter before them, as ranges for a pattern."""
    points = [point for point in range(0x300, 0x3100) if unicodedata.category(chr(point)).startswith("M")]
    starts = [point for place, point in enumerate(points) if not place or points[place - 1] != point - 1]
    ends = [point for point, after in zip(points, [*points[1:], 0], strict=True) if after != point + 1]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"\w[\w{_marks()}]*")


# -- places --------------------------------------------------------------------------------------------------------------


def stretches(transcript: Transcript) -> Iterator[tuple[int, Span]]:
    """What is searched: each turn's speech with its number, and what stands outside turns with 0; labels are left out."""
    at = 0
    for number, turn in enumerate(transcript.turns, 1):
        if transcript.text[at : turn.opens].strip():
            yield 0, Span(at, turn.opens)
        yield number, turn.span
        at = turn.end
    if transcript.text[at:].strip():
        yield 0, Span(at, len(transcript.text))


def find_spans(text: str, within: Span, sought: Sequence[re.Pattern[str]]) -> list[Span]:
    """The spans of a stretch that a query's patterns find, in order, none overlapping; none unless each finds some."""
    found = [[Span(*match.span()) for match in pattern.finditer(text, *within)] for pattern in sought]
    if len(found) == 1 or not all(found):
        return found[0] if len(found) == 1 else []
    apart: list[Span] = []
    for span in sorted((span for spans in found for span in spans), key=lambda span: (span.start, -span.end)):
        if not apart or apart[-1].end <= span.start:
            apart.append(span)
    return apart


def find_in(transcript: Transcript, sought: Sequence[re.Pattern[str]]) -> list[Span]:
    """All spans of a transcript, in order."""
    return [span for _, within in stretches(transcript) for span in find_spans(transcript.text, within, sought)]


def hit(document: str, turn: int, text: str, within: Span, span: Span) -> Hit:
    """What was found, with the words around it as far as they are of the same stretch."""
    left, right = max(within.start, span.start - REACH), min(within.end, span.end + REACH)
    before, words, after = (" ".join(part.split("\n")) for part in (
        text[left : span.start], span.of(text), text[span.end : right]
    ))  # fmt: skip
    if left > within.start and not text[left - 1].isspace():
        before = before.partition(" ")[2] or before
    if right < within.end and not text[right].isspace():
        after = after.rpartition(" ")[0] or after
    return Hit(document, turn, span, before.lstrip(), words, after.rstrip())


def widened(transcript: Transcript, spans: Iterable[Span], unit: str) -> list[Span]:
    """Each span as it is ("words"), or grown to its sentence or its turn."""
    wanted = list(spans)
    if unit == "words":
        return wanted
    places = [within for _, within in stretches(transcript)]
    return [_grown(transcript.text, span, _holding(places, span), unit) for span in wanted]


def _holding(places: Sequence[Span], span: Span) -> Span:
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if places[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    return places[low] if low < len(places) and places[low].contains(span) else span


def _grown(text: str, span: Span, within: Span, unit: str) -> Span:
    if unit == "turn":
        return trimmed(text, within)
    touched = [sentence for sentence in plain_sentences(text, within) if sentence.overlaps(span)]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span
