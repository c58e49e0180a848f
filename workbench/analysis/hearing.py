"""Who is heard in each coding: participants, or an interviewer alone; worked out once for the codings of a document.

Counting asks this of every coding of a study, so it is kept document by document until something there changes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.core.model import Case, Coding, Turns
from workbench.core.project import Project

TurnsOf = Callable[[Iterable[str]], Mapping[str, Turns]]
NEVER = sys.maxsize


class Heard(NamedTuple):
    """What is heard in a coding: the participants (case ids), if it is an interviewer's speech alone, and its turns.

    `first` and `last` are the numbers of the turns whose speech it reaches, from 1; 0 before the first turn or without
    turns. `labels` are the speakers of these turns as the transcript names them, turn by turn; outside of turns ("",).
    """

    voices: tuple[str, ...]
    interviewer: bool
    first: int
    last: int
    labels: tuple[str, ...] = ("",)


class Hearing:
    """What is heard in the codings of a study; `turns` gives the turns of documents (ids)."""

    def __init__(self, turns: TurnsOf) -> None:
        self._turns = turns
        self._kept: dict[str, tuple[object, tuple[Heard, ...]]] = {}
        self._people: tuple[object, object] = (None, None)

    def of(self, project: Project) -> Mapping[str, tuple[Heard, ...]]:
        """What is heard in each coding of each document that has some: as many, in the order of `project.codings`."""
        if self._people != (people := (project.cases, project.speakers)):
            self._kept.clear()
            self._people = people
        stale = [at for at, codings in project.codings.items() if self._kept.get(at, (None,))[0] is not codings]
        turns = self._turns(stale) if stale else {}
        for document in stale:
            codings = project.codings[document]
            self._kept[document] = (codings, heard(project, document, turns[document], codings))
        return {document: self._kept[document][1] for document in project.codings}


def heard(project: Project, document: str, turns: Turns, codings: Sequence[Coding]) -> tuple[Heard, ...]:
    """What is heard in codings of a document (an id), which come in the order of the text."""
    (opens, starts, ends, speaks), labels, _ = turns.columns
    begins, closes = [*starts, NEVER, NEVER], [*ends, NEVER]
    people = _People(project, document, labels)
    known: dict[tuple[int, int], Heard] = {(-1, -1): people.nobody}
    found: list[Heard] = []
    at, count = 0, len(starts)
    for coding in codings:
        start, end = coding[2], coding[3]
        while closes[at] <= start:
            at += 1
        first = last = at
        if begins[at] >= end:
            first = last = at if at < count and opens[at] <= start else at - 1
        else:
            while begins[last + 1] < end:
                last += 1
        here = known.get((first, last))
        if here is None:
            voices, asks, called = people[tuple(speaks[first : last + 1])]
            # what Heard(...) does, at half of its cost
            known[first, last] = here = tuple.__new__(Heard, (voices, asks, first + 1, last + 1, called))
        found.append(here)
    return tuple(found)


class _People(dict[tuple[int, ...], tuple[tuple[str, ...], bool, tuple[str, ...]]]):
    """Voices, whether they are interviewers' alone, and labels, for the speakers of some turns: places among labels."""

    def __init__(self, project: Project, document: str, labels: Sequence[str]) -> None:
        self._labels = labels
        self._cases = [project.cases_of.get((document, label)) for label in labels]
        self.nobody = Heard(*_voices([project.cases_of.get((document, ""))]), 0, 0)

    def __missing__(self, places: tuple[int, ...]) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
        voices, asks = _voices([self._cases[place] for place in places])
        self[places] = found = voices, asks, tuple(self._labels[place] for place in places)
        return found


def _voices(cases: Sequence[Case | None]) -> tuple[tuple[str, ...], bool]:
    """The participants among those who are heard, and if only interviewers are."""
    voices = (case.id for case in cases if case and not case.interviewer)
    return tuple(dict.fromkeys(voices)), all(case is not None and case.interviewer for case in cases)
