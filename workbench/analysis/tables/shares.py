"""Shares of words: how many of the words that are said in a part of the study bear a code, as `coverage` counts them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from workbench.analysis.coverage import merged, whole_words
from workbench.analysis.hearing import Heard
from workbench.analysis.tables.counting import counting
from workbench.analysis.tables.dimensions import Dimension
from workbench.analysis.tables.kinds import DIMENSIONS
from workbench.analysis.tables.matrix import Asked
from workbench.core.model import Coding, Document, Transcript
from workbench.core.project import Project
from workbench.core.spans import Span

SOME = 50
Place = tuple[str, str]


def shares(asked: Asked, down: Dimension, across: Dimension) -> dict[Place, float]:
    """The words that bear codings of each cell, in per cent of the words of the cell's documents and people."""
    words: Counter[Place] = Counter()
    coded: Counter[Place] = Counter()
    for document, codings, heard, transcript in texts_of(asked):
        spoken = _Spoken(asked, document, transcript, (down, across))
        words.update(spoken.words())
        for (row, column), some in _grouped(document, codings, heard, (down, across)).items():
            for label, number in spoken.bearing(some):
                for place in spoken.places(label, row, column):
                    coded[place] += number
    parts = (down.placed, across.placed)
    return {place: round(100 * number / words[_part(place, parts)], 1) for place, number in coded.items() if number}


def shares_rule(asked: Asked, down: Dimension, across: Dimension) -> str:
    """The sentences that say what shares are of."""
    parts = [dimension.corner.lower() if dimension.name in DIMENSIONS else dimension.corner
             for dimension in (across, down) if dimension.placed]  # fmt: skip
    where = " and ".join(f"of each {part}" for part in parts) or "of the study"
    who = "all words" if asked.interviewers else "participants’ words"
    return f"Shares are per cent of {who} {where}; a word that is coded in part counts as coded."


def texts_of(asked: Asked) -> Iterator[tuple[Document, Sequence[Coding], Sequence[Heard], Transcript]]:
    """What counts in each document, with its text; some are read at a time."""
    listed = list(counting(asked))
    for at in range(0, len(listed), SOME):
        some = listed[at : at + SOME]
        texts = asked.texts([document.id for document, *_ in some])
        yield from ((*found, texts[found[0].id]) for found in some)


def asks(project: Project, document: str, label: str) -> bool:
    """True if a label of a document (an id) is an interviewer's."""
    case = project.cases_of.get((document, label))
    return case is not None and case.interviewer


def said(transcript: Transcript) -> Iterator[tuple[str, int]]:
    """The speaker and the number of words of each turn."""
    (_, starts, ends, speaks), labels, _ = transcript.turns.columns
    for start, end, speaker in zip(starts, ends, speaks, strict=True):
        yield labels[speaker], len(transcript.text[start:end].split())


def bearing(transcript: Transcript, codings: Sequence[Coding]) -> Iterator[tuple[str, int]]:
    """The speaker of each turn that bears some of these codings, and how many of its words do."""
    (_, starts, ends, speaks), labels, _ = transcript.turns.columns
    reached: dict[int, list[Span]] = defaultdict(list)
    for span in merged(codings):
        turn = bisect_right(ends, span.start)
        while turn < len(starts) and starts[turn] < span.end:
            reached[turn].append(span)
            turn += 1
    for turn, spans in reached.items():
        pieces = whole_words(transcript.text, Span(starts[turn], ends[turn]), spans)
        yield labels[speaks[turn]], sum(len(piece.of(transcript.text).split()) for piece in pieces)


def _grouped(
    document: Document, codings: Sequence[Coding], heard: Sequence[Heard], both: tuple[Dimension, Dimension]
) -> Mapping[tuple[str, str], Sequence[Coding]]:
    """The codings by the rows and columns that they stand for themselves; "" where a speaker says which."""
    groups: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    raw = zip(*(dimension.column(document, codings, heard) for dimension in both), strict=False)
    for coding, values in zip(codings, raw, strict=False):
        for row, column in product(*(_own(d, document.id, v) for d, v in zip(both, values, strict=True))):
            groups[row, column].append(coding)
    return groups


def _own(dimension: Dimension, document: str, value: Any) -> tuple[str, ...]:
    if dimension.voiced:
        return ("",)
    return dimension.ids(document, value) if dimension.ids else (value,)


def _part(place: Place, parts: tuple[bool, bool]) -> Place:
    """The part of the text whose words a cell's share is of; "" for a side that doesn't part the text."""
    return place[0] if parts[0] else "", place[1] if parts[1] else ""


class _Spoken:
    """The words of a document that count, and where in the table they stand by who says them."""

    def __init__(
        self, asked: Asked, document: Document, transcript: Transcript, both: tuple[Dimension, Dimension]
    ) -> None:
        self._document, self._transcript, self._both = document.id, transcript, both
        labels = transcript.turns.speakers
        self._counts = {at for at in labels if asked.interviewers or not asks(asked.project, document.id, at)}

    def words(self) -> Counter[Place]:
        """How many words there are in each part of the text."""
        found: Counter[Place] = Counter()
        for label, number in said(self._transcript):
            if label in self._counts:
                for place in self.places(label, "", ""):
                    found[place] += number
        return found

    def bearing(self, codings: Sequence[Coding]) -> Iterator[tuple[str, int]]:
        """The words that bear codings, turn by turn, each with its speaker."""
        return (found for found in bearing(self._transcript, codings) if found[0] in self._counts)

    def places(self, label: str, row: str, column: str) -> Iterator[Place]:
        """The cells for a speaker's words, of codings that stand for a row and a column themselves."""
        down, across = self._both
        return product(self._ids(down, label, row), self._ids(across, label, column))

    def _ids(self, dimension: Dimension, label: str, own: str) -> tuple[str, ...]:
        if dimension.voiced and dimension.ids:
            return dimension.ids(self._document, label)
        return (self._document,) if dimension.name == "document" else (own,)
