"""The ground that a query is asked of: one document's passages, who is heard in them, and the codings on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.analysis.hearing import Heard
from workbench.analysis.query.relations import Stretch
from workbench.analysis.search import Hit
from workbench.core.model import Coding, Transcript, Turns
from workbench.core.project import Project
from workbench.core.spans import Span

HeardIn = Callable[[Iterable[str]], Mapping[str, Sequence[Heard]]]


class Sources(NamedTuple):
    """What a query may need beyond the records, each asked for only if it is needed; documents go by id.

    `words` finds what is typed in quotation marks; `coder` (an id) is who asks, and sees no private memos of others.
    """

    turns: Callable[[Iterable[str]], Mapping[str, Turns]]
    texts: Callable[[Iterable[str]], Mapping[str, Transcript]]
    words: Callable[[str, Iterable[str]], Iterable[Hit]]
    coder: str = ""


class Place(NamedTuple):
    """A passage: where it stands, the turns that it reaches, who is heard in it, and if only interviewers are.

    `labels` are the speakers as the transcript names them.
    """

    start: int
    end: int
    first: int
    last: int
    voices: tuple[str, ...]
    asks: bool
    labels: tuple[str, ...]


class Ground:
    """A document's passages, and its items: a passage with one of its codings, or with None where it has no coding.

    `where` goes from an item to its passage, `who` to its coding's place among the document's codings, or -1.
    """

    def __init__(self, document: str, places: Sequence[Place], items: Sequence[tuple[int, int, Coding | None]]) -> None:
        self.document, self.places = document, places
        self.where = [where for where, _, _ in items]
        self.who = [who for _, who, _ in items]
        self.codings = [coding for _, _, coding in items]

    @property
    def all(self) -> frozenset[int]:
        """All items."""
        return frozenset(range(len(self.where)))

    def items_in(self, passages: Iterable[int]) -> frozenset[int]:
        """All items of passages."""
        wanted = set(passages)
        return frozenset(item for item, where in enumerate(self.where) if where in wanted)

    def passages_of(self, items: Iterable[int]) -> set[int]:
        """The passages of items."""
        return {self.where[item] for item in items}

    def stretches(self, items: Iterable[int], *, own: bool) -> Iterator[Stretch]:
        """The words of items: those of their codings, or, unless their `own` are meant, of their passages."""
        for item in sorted(items):
            start, end, first, last, *_ = self.places[self.where[item]]
            coding = self.codings[item]
            if own and coding:
                start, end = coding.start, coding.end
            yield Stretch(start, end, first, last, self.who[item])


def coded_ground(document: str, codings: Sequence[Coding], heard: Sequence[Heard]) -> Ground:
    """The stretches of a document that are coded, each with the codings on exactly it."""
    places: list[Place] = []
    items: list[tuple[int, int, Coding | None]] = []
    before = (-1, -1)
    for who, (coding, said) in enumerate(zip(codings, heard, strict=True)):
        here = (coding.start, coding.end)
        if here != before:
            places.append(Place(*here, said.first, said.last, said.voices, said.interviewer, said.labels))
            before = here
        items.append((len(places) - 1, who, coding))
    return Ground(document, places, items)


def turns_ground(
    project: Project, document: str, turns: Turns, codings: Sequence[Coding], heard: Sequence[Heard]
) -> Ground:
    """The turns of a document, each with the codings that are heard in it."""
    inside: dict[int, list[int]] = {}
    for who, said in enumerate(heard):
        for number in range(max(said.first, 1), said.last + 1):
            inside.setdefault(number, []).append(who)
    places: list[Place] = []
    items: list[tuple[int, int, Coding | None]] = []
    for number, turn in enumerate(turns, 1):
        case = project.cases_of.get((document, turn.speaker))
        asks = case is not None and case.interviewer
        voices = (case.id,) if case and not asks else ()
        places.append(Place(turn.start, turn.end, number, number, voices, asks, (turn.speaker,)))
        whos = inside.get(number, ())
        items += [(number - 1, who, codings[who]) for who in whos] or [(number - 1, -1, None)]
    return Ground(document, places, items)


def span_of(place: Place) -> Span:
    """The words of a passage."""
    return Span(place.start, place.end)
