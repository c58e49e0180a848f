"""Who says how much, and how much of it is coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.analysis.report import Cell
from workbench.analysis.tables.counting import QUERY, counting
from workbench.analysis.tables.dimensions import Dimension, dimension
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.analysis.tables.shares import asks, bearing, said, texts_of
from workbench.core.model import Coding

COLUMNS = (
    Head("turns", "Turns"),
    Head("words", "Words"),
    Head("share", "% of all words"),
    Head("coded", "Coded words"),
    Head("share coded", "% coded"),
)
RULE = (
    "A turn is what one speaker says before another does; words are what stands between blanks, and one that is coded"
    " in part counts as coded."
)


class _Spoken(NamedTuple):
    """Turns, words and coded words by speaker (the ids of rows), and which of them ask."""

    turns: Counter[str]
    words: Counter[str]
    coded: Counter[str]
    asking: set[str]


def speech(asked: Asked) -> Matrix:
    """Turns and words of each speaker, and the words of theirs that bear codings; interviewers come last."""
    speakers = dimension(asked, "speaker")
    spoken = _spoken(asked, speakers)
    heads = [head for head in speakers.heads(spoken.turns) if head.id in spoken.turns]
    rows = [head for head in heads if head.id not in spoken.asking]
    rows += [Head(head.id, f"{head.name} (interviewer)") for head in heads if head.id in spoken.asking]
    return Matrix(
        "Speech by speaker",
        " ".join(_rule(asked, spoken)),
        "Speaker",
        tuple(rows),
        COLUMNS,
        dict(_values(asked, spoken)),
        _behind(asked, speakers),
        "speech",
    )


def _rule(asked: Asked, spoken: _Spoken) -> Iterator[str]:
    yield RULE
    if spoken.asking:
        counted = "coded words count like others" if asked.interviewers else "coded words aren’t counted"
        yield f"Interviewers stand last; their words are among all words, and their {counted}."
    if asked.among is not None:
        yield QUERY


def _spoken(asked: Asked, speakers: Dimension) -> _Spoken:
    spoken = _Spoken(Counter(), Counter(), Counter(), set())
    for document, codings, _, transcript in texts_of(asked):
        ids = {label: _id(speakers, document.id, label) for label in transcript.turns.speakers}
        spoken.asking.update(row for label, row in ids.items() if asks(asked.project, document.id, label))
        for label, words in said(transcript):
            spoken.turns[ids[label]] += 1
            spoken.words[ids[label]] += words
        for label, words in bearing(transcript, codings):
            spoken.coded[ids[label]] += words
    return spoken


def _values(asked: Asked, spoken: _Spoken) -> Iterator[tuple[tuple[str, str], Cell]]:
    everything = spoken.words.total()
    for row, turns in spoken.turns.items():
        words, coded = spoken.words[row], spoken.coded[row]
        left_out = row in spoken.asking and not asked.interviewers
        yield (row, "turns"), turns
        yield (row, "words"), words
        yield (row, "share"), _percent(words, everything)
        yield (row, "coded"), "" if left_out else coded
        yield (row, "share coded"), "" if left_out else _percent(coded, words)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _id(speakers: Dimension, document: str, label: str) -> str:
    return speakers.ids(document, label)[0] if speakers.ids else label


def _behind(asked: Asked, speakers: Dimension) -> Callable[[str, str], tuple[Coding, ...]]:
    """The codings in which a speaker is heard, whatever the column."""

    def behind(row: str, _column: str) -> tuple[Coding, ...]:
        return tuple(
            coding
            for document, codings, heard in counting(asked)
            for coding, (*_, labels) in zip(codings, heard, strict=True)
            if not row or any(_id(speakers, document.id, label) == row for label in labels)
        )

    return behind
