"""Codings with their words: who says them, where, by what id they are named in print, and how they are counted.

Laying them out is the matter of `summaries`; texts are handed in, nothing is read here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.core.model import Case, Code, Coder, Coding, Document, Transcript
from workbench.core.project import Project


class Extract(NamedTuple):
    """A coding with its words.

    `id` is how it is named in print, such as P07-012: its case (or, without one, its document) and its number. `turn`
    counts from 1 and is 0 before the first turn. Turn, speaker and case are those in which the words start; if that is
    an interviewer's question and the words go on into an answer, they are those of the answer. `voices` are the
    participants heard in it; `interviewer` is True if only interviewers are.
    """

    id: str
    coding: Coding
    words: str
    document: Document
    turn: int
    speaker: str
    case: Case | None
    voices: tuple[Case, ...]
    interviewer: bool
    code: Code
    coder: Coder


def quotes(project: Project, texts: Mapping[str, Transcript], codings: Iterable[Coding]) -> tuple[Extract, ...]:
    """The codings with their words, in the order given; `texts` go by document id."""
    return tuple(_extracts(project, texts, codings))


def stretches(extracts: Iterable[Extract]) -> tuple[tuple[Extract, ...], ...]:
    """Extracts of the very same words brought together, in the order in which the words first come."""
    found: dict[tuple[str, int, int], list[Extract]] = {}
    for extract in extracts:
        coding = extract.coding
        found.setdefault((coding.document, coding.start, coding.end), []).append(extract)
    return tuple(map(tuple, found.values()))


def speaking(project: Project) -> tuple[Case, ...]:
    """The participants who are heard in a document of the study: the N of “n of N participants”."""
    heard = {speaker.case for speaker in project.speakers.values()}
    return tuple(case for case in project.participants if case.id in heard)


class Tally(NamedTuple):
    """How many participants say how many extracts."""

    participants: int
    extracts: int


def tally(extracts: Iterable[Extract]) -> Tally:
    """Participants heard, and distinct stretches; what only interviewers say is left out."""
    counted = [extract for extract in extracts if not extract.interviewer]
    people = {case.id for extract in counted for case in extract.voices}
    return Tally(len(people), len({extract.coding[1:4] for extract in counted}))


class _Voice(NamedTuple):
    """Who a label stands for: its name in quote ids, the participants it adds, whether it is an interviewer's."""

    name: str
    speaker: str
    case: Case | None
    voices: tuple[Case, ...]
    interviewer: bool


def _extracts(project: Project, texts: Mapping[str, Transcript], codings: Iterable[Coding]) -> Iterator[Extract]:
    codes, coders = project.codes, project.coders
    name = ""
    for coding in codings:
        _, at, start, end, code, coder, _, number, *_ = coding
        if at != name:
            name, document, (_, text, turns) = at, project.documents[at], texts[at]
            said = [_voice(project, at, label) for label in turns.speakers]
            nobody = _voice(project, at, "")
            (opens, starts, ends, speaks), *_ = turns.columns
        turn = bisect_right(opens, start)
        if turn < len(opens) and opens[turn] < end:
            reached = range(max(turn, 1) - 1, bisect_left(opens, end))
            heard = [(n + 1, said[speaks[n]]) for n in reached if start < ends[n] and starts[n] < end]
        else:
            heard = []
        if heard:
            turn, voice = _together(heard)
        else:
            voice = said[speaks[turn - 1]] if turn else nobody
        called, speaker, case, people, asks = voice
        printed, words = f"{called}-{number:03d}", text[start:end]
        yield Extract(printed, coding, words, document, turn, speaker, case, people, asks, codes[code], coders[coder])


def _voice(project: Project, document: str, label: str) -> _Voice:
    case = project.cases_of.get((document, label))
    asks = case is not None and case.interviewer
    name = case.name if case else project.documents[document].title
    return _Voice(name, label, case, (case,) if case and not asks else (), asks)


def _together(heard: Sequence[tuple[int, _Voice]]) -> tuple[int, _Voice]:
    """Where words belong in which several turns are heard: the first answer's turn, all participants' voices."""
    answers = [place for place in heard if not place[1].interviewer]
    turn, named = answers[0] if answers else heard[0]
    if all(voice is named for _, voice in answers):
        return turn, named
    people = tuple({case.id: case for _, voice in answers for case in voice.voices}.values())
    return turn, named._replace(voices=people)
