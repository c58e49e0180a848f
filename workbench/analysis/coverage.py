"""How far a document is coded: the words of its participants that bear a code.

Words are what stands between blanks; one that is coded in part counts as coded. Interviewers' words are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbench.core.model import Coding, Transcript
from workbench.core.project import Project
from workbench.core.spans import Span


class Coverage(NamedTuple):
    """How many words the participants of a document say, and how many of them bear a code."""

    words: int
    coded: int

    @property
    def share(self) -> float:
        """The coded part, from 0 to 1."""
        return self.coded / self.words if self.words else 0.0

    @property
    def percent(self) -> int:
        """The coded part in whole percent; 0 and 100 only for nothing and for all."""
        if not 0 < self.coded < self.words:
            return round(100 * self.share)
        return min(99, max(1, round(100 * self.share)))


def coverage(project: Project, document: str, transcript: Transcript) -> Coverage:
    """How far a document (an id) is coded by whoever's codings the project shows."""
    text, turns = transcript.text, transcript.turns
    (_, starts, ends, speaks), labels, _ = turns.columns
    asks = [_asks(project, document, label) for label in labels]
    spans = list(merged(project.codings.get(document, ())))
    words = coded = place = 0
    for start, end, speaker in zip(starts, ends, speaks, strict=True):
        if asks[speaker]:
            continue
        words += len(text[start:end].split())
        while place < len(spans) and spans[place].end <= start:
            place += 1
        later = (spans[at] for at in range(place, len(spans)))
        coded += sum(len(span.of(text).split()) for span in whole_words(text, Span(start, end), later))
    return Coverage(words, coded)


def _asks(project: Project, document: str, label: str) -> bool:
    case = project.cases_of.get((document, label))
    return case is not None and case.interviewer


def merged(codings: Iterable[Coding]) -> Iterator[Span]:
    """The stretches that any of the codings covers; codings come in the order of the text."""
    start = end = -1
    for coding in codings:
        if coding.start > end:
            if end > start:
                yield Span(start, end)
            start, end = coding.start, coding.end
        else:
            end = max(end, coding.end)
    if end > start:
        yield Span(start, end)


def whole_words(text: str, turn: Span, coded: Iterable[Span]) -> Iterator[Span]:
    """The coded stretches of a turn, each word that they cut taken whole, and no word in two of them."""
    done = turn.start
    for span in coded:
        if span.start >= turn.end:
            return
        start, end = max(span.start, done), min(span.end, turn.end)
        if start >= end:
            continue
        while start > done and not text[start].isspace() and not text[start - 1].isspace():
            start -= 1
        while end < turn.end and not text[end].isspace() and not text[end - 1].isspace():
            end += 1
        yield Span(start, end)
        done = end
