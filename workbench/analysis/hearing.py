"""Who is heard in each coding: participants, or an interviewer alone; worked out once for the codings of a document.

Counting asks this of every coding of a study, so it is kept document by document until something there changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.core.model import Case, Coding, Turns
from workbench.core.project import Project

TurnsOf = Callable[[Iterable[str]], Mapping[str, Turns]]


class Heard(NamedTuple):
    """What is heard in a coding: the participants (case ids), if it is an interviewer's speech alone, and its turns.

    `first` and `last` are the numbers of the turns whose speech it reaches, from 1; 0 before the first turn or without
    turns.
    """

    voices: tuple[str, ...]
    interviewer: bool
    first: int
    last: int


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
    people = [_person(project.cases_of.get((document, label))) for label in labels]
    nobody = Heard(*_person(project.cases_of.get((document, ""))), 0, 0)
    alone = [Heard(*people[speaker], turn, turn) for turn, speaker in enumerate(speaks, 1)]
    found: list[Heard] = []
    at, count = 0, len(starts)
    for coding in codings:
        start, end = coding.start, coding.end
        while at < count and ends[at] <= start:
            at += 1
        if at == count or starts[at] >= end:
            own_label = at < count and opens[at] <= start
            found.append(alone[at] if own_label else alone[at - 1] if at else nobody)
        elif at + 1 == count or starts[at + 1] >= end:
            found.append(alone[at])
        else:
            last = at + 1
            while last + 1 < count and starts[last + 1] < end:
                last += 1
            found.append(_several(alone[at : last + 1]))
    return tuple(found)


def _person(case: Case | None) -> tuple[tuple[str, ...], bool]:
    """The participants whom a label adds, and if it is an interviewer's."""
    if case is None:
        return (), False
    return ((), True) if case.interviewer else ((case.id,), False)


def _several(turns: Sequence[Heard]) -> Heard:
    """A coding over several turns: all participants in it; an interviewer's only if nobody else is heard."""
    voices = tuple(dict.fromkeys(voice for turn in turns for voice in turn.voices))
    return Heard(voices, all(turn.interviewer for turn in turns), turns[0].first, turns[-1].last)
