"""Asking a query: the passages that fit, with the codings on each that are meant.

A passage is a stretch of a document that is coded, with the codings on exactly it; or, where a query begins with TURNS,
each turn with the codings that are heard in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from itertools import chain
from typing import NamedTuple

from workbench.analysis.query.ground import Ground, HeardIn, Sources, coded_ground, span_of, turns_ground
from workbench.analysis.query.relations import Spoken, Stretch, Stretches, related
from workbench.analysis.query.terms import Test, described, documents_with, said_by, test_of, with_words
from workbench.analysis.query.tree import (
    And,
    Asks,
    Bears,
    Coded,
    Described,
    InDocument,
    Node,
    Not,
    Or,
    Query,
    Relation,
    Says,
    Words,
    about_codes,
    every,
    inner,
    of_codings,
    only_excludes,
)
from workbench.analysis.search import Hit, stretches
from workbench.core.model import Coding, Transcript
from workbench.core.project import Project
from workbench.core.spans import Span

BY_TURNS = frozenset({"SAME TURN", "FOLLOWED BY", "PRECEDED BY"})
SOME = 100  # documents whose turns are read at a time
Items = frozenset[int]


class Passage(NamedTuple):
    """Words of a document that fit a query, the codings on them that are meant, and the number of their first turn.

    `voices` are the participants (ids) who are heard in them.
    """

    document: str
    span: Span
    codings: tuple[Coding, ...]
    turn: int
    voices: tuple[str, ...] = ()


def ask(
    project: Project, query: Query, heard: HeardIn, sources: Sources, *, interviewers: bool = False
) -> tuple[Passage, ...]:
    """The passages that fit, in the library's order and that of the text.

    What only interviewers say is left out unless the query asks for it, or `interviewers` are wanted.
    """
    return tuple(asking(project, query, heard, sources, interviewers=interviewers))


def asking(
    project: Project, query: Query, heard: HeardIn, sources: Sources, *, interviewers: bool = False
) -> Iterator[Passage]:
    """The same one by one, each document looked at when it is reached."""
    asked = _Asked(project, query, sources)
    questions = interviewers or any(isinstance(node, Asks) for node in every(query.tree))
    for ground in asked.grounds(heard):
        found: dict[int, list[Coding]] = defaultdict(list)
        for item in sorted(asked.items(query.tree, ground)):
            coding = ground.codings[item]
            found[ground.where[item]] += [coding] if coding else []
        for passage, codings in found.items():
            place = ground.places[passage]
            if questions or not place.asks:
                yield Passage(ground.document, span_of(place), tuple(codings), place.first, place.voices)


class _Asked:
    """A query that is being asked: what its terms test, and what was found for its words so far."""

    def __init__(self, project: Project, query: Query, sources: Sources) -> None:
        self.project, self.query, self.sources = project, query, sources
        self.tests: dict[int, Test] = {}
        self.people: dict[int, frozenset[str] | None] = {}
        self.hits: dict[str, dict[str, list[Hit]]] = defaultdict(dict)
        self.among: list[str] = []
        self.read: tuple[str, str, Spoken] | None = None

    # -- where it may hold -----------------------------------------------------------------------------------------

    def grounds(self, heard: HeardIn) -> Iterator[Ground]:
        """The documents in which the query may hold, some at a time."""
        codings, turned = self.project.codings, self.query.turns
        reached = self.reached(self.query.tree, set(self.project.documents if turned else codings))
        self.among = [document.id for document in self.project.library if document.id in reached]
        for at in range(0, len(self.among), SOME):
            some = self.among[at : at + SOME]
            heard_here = heard([document for document in some if document in codings])
            turns = self.sources.turns(some) if turned else {}
            for document in some:
                these, voices = codings.get(document, ()), heard_here.get(document, ())
                if turned:
                    yield turns_ground(self.project, document, turns[document], these, voices)
                else:
                    yield coded_ground(document, these, voices)

    def reached(self, node: Node, among: set[str]) -> set[str]:
        """Those of some documents in which a node may hold: all in which it does, and perhaps others."""
        if isinstance(node, And):
            return reduce(lambda left, part: self.reached(part, left), sorted(node.parts, key=_effort), among)
        if isinstance(node, Or):
            return set().union(*(self.reached(part, among) for part in node.parts))
        if isinstance(node, Relation):
            parts = sorted((node.left, node.right), key=_effort)
            return reduce(lambda left, part: self.reached(part, left), parts, among)
        if isinstance(node, Bears):
            test = self.test(node)
            return {document for document in among if any(map(test, self.project.codings.get(document, ())))}
        if isinstance(node, Words):
            self.look(node.typed, among)
            return {document for document in among if self.hits[node.typed].get(document)}
        if isinstance(node, InDocument):
            return among & {node.document}
        known = documents_with(self.project, node)
        return among if known is None else among & known

    def look(self, typed: str, among: set[str]) -> None:
        """Looks for words in those of some documents where they weren't looked for yet."""
        known = self.hits[typed]
        if fresh := among - known.keys():
            known.update({document: [] for document in fresh})
            for hit in self.sources.words(typed, fresh):
                known[hit.document].append(hit)

    def hits_in(self, node: Words, document: str) -> list[Hit]:
        if document not in self.hits[node.typed]:
            self.look(node.typed, set(self.among))
        return self.hits[node.typed].get(document, [])

    def test(self, node: Node) -> Test:
        if id(node) not in self.tests:
            self.tests[id(node)] = test_of(self.project, node, self.sources.coder)  # type: ignore[arg-type]
        return self.tests[id(node)]

    # -- what holds ------------------------------------------------------------------------------------------------

    def items(self, node: Node, ground: Ground) -> Items:
        """The items of a document for which a node holds."""
        match node:
            case Or(parts):
                return frozenset().union(*(self.items(part, ground) for part in parts))
            case And(parts):
                return self.both(parts, ground)
            case Not(denied):
                held = self.items(denied, ground)
                if about_codes(denied):
                    held = ground.items_in(ground.passages_of(held))
                return ground.all - held
            case Relation():
                return self.related(node, ground)
            case Words() | InDocument() | Says() | Described() | Asks() | Coded():
                return ground.items_in(self.passages(node, ground))
        test = self.test(node)
        return frozenset(item for item, coding in enumerate(ground.codings) if coding and test(coding))

    def both(self, parts: tuple[Node, ...], ground: Ground) -> Items:
        """AND: what is about no code narrows; of what is about codes, the codings on passages that bear all.

        What is said of participants must all be true of one who is heard.
        """
        people = [known for part in parts if (known := self.described(part)) is not None]
        base = ground.items_in(_with_voices(ground, frozenset.intersection(*people))) if people else ground.all
        others = (part for part in parts if not about_codes(part) and self.described(part) is None)
        for part in sorted(others, key=_effort):
            base &= self.items(part, ground)
            if not base:
                return base
        coded = [part for part in parts if about_codes(part)]
        if not coded:
            return base
        found = [self.items(part, ground) & base for part in coded]
        passages = set.intersection(*map(ground.passages_of, found))
        named = [items for part, items in zip(coded, found, strict=True) if not only_excludes(part)]
        return frozenset(item for item in chain(*(named or found)) if ground.where[item] in passages)

    def passages(self, node: Node, ground: Ground) -> Iterator[int]:
        """The passages for which a term about passages holds."""
        match node:
            case Words():
                return with_words(ground, self.hits_in(node, ground.document))
            case InDocument(document):
                return iter(range(len(ground.places) if ground.document == document else 0))
            case Says():
                return said_by(self.project, node, ground)
            case Described():
                return _with_voices(ground, self.described(node) or frozenset())
            case Asks():
                return (passage for passage, place in enumerate(ground.places) if place.asks)
        return iter(ground.passages_of(item for item, coding in enumerate(ground.codings) if coding))

    def described(self, node: Node) -> frozenset[str] | None:
        """The participants (ids) whom a node describes; None if it asks for something else."""
        if id(node) not in self.people:
            self.people[id(node)] = described(self.project, node)
        return self.people[id(node)]

    def related(self, node: Relation, ground: Ground) -> Items:
        """The left side's items that stand so to something of the right side; no coding does so to itself."""
        lefts = self.items(node.left, ground)
        rights = Stretches(self.right(node, ground)) if lefts else None
        if rights is None or not rights.by_start:
            return frozenset()
        apart = of_codings(node.left) and of_codings(node.right)
        text, spoken = self.speech(ground.document) if node.kind == "NEAR" else ("", _silent)
        ordered = sorted(lefts)
        return frozenset(
            item
            for item, left in zip(ordered, ground.stretches(ordered, own=_own(node.left, node.kind)), strict=True)
            if any(
                not apart or left.who < 0 or right.who != left.who
                for right in related(node.kind, left, rights, node.reach, text, spoken)
            )
        )

    def right(self, node: Relation, ground: Ground) -> Iterator[Stretch]:
        """The right side of a relation: words are meant just where they stand, what is no code with its passage.

        Words outside of all turns belong to the turn before them, as codings do.
        """
        if not isinstance(node.right, Words):
            yield from ground.stretches(self.items(node.right, ground), own=_own(node.right, node.kind))
            return
        hits = self.hits_in(node.right, ground.document)
        outside = node.kind in BY_TURNS and not all(hit.turn for hit in hits)
        opens = self.sources.turns([ground.document])[ground.document].columns[0][0] if outside else ()
        for hit in hits:
            turn = hit.turn or bisect_right(opens, hit.span.start)
            yield Stretch(*hit.span, turn, turn, -1)

    def speech(self, document: str) -> tuple[str, Spoken]:
        """A document's text, and what cuts the labels of its turns out of a stretch."""
        if self.read is None or self.read[0] != document:
            transcript = self.sources.texts([document])[document]
            self.read = document, transcript.text, _without_labels(transcript)
        return self.read[1:]


def _without_labels(transcript: Transcript) -> Spoken:
    spans = [within for _, within in stretches(transcript)]
    ends = [span.end for span in spans]

    def spoken(start: int, end: int) -> Iterator[tuple[int, int]]:
        for span in spans[bisect_right(ends, start) :]:
            if span.start >= end:
                return
            yield max(span.start, start), min(span.end, end)

    return spoken


def _silent(_start: int, _end: int) -> Iterator[tuple[int, int]]:
    return iter(())


def _with_voices(ground: Ground, people: frozenset[str]) -> Iterator[int]:
    """The passages in which one of some participants is heard."""
    return (passage for passage, place in enumerate(ground.places) if not people.isdisjoint(place.voices))


def _own(node: Node, kind: str) -> bool:
    """True if the words of codings are meant, not their passages'; with TURNS, it is turns that follow each other."""
    return about_codes(node) and not kind.endswith("BY")


def _effort(node: Node) -> int:
    """How much it takes to look for a node: what takes least goes first, and leaves less for the others."""
    if isinstance(node, Words):
        return 3
    if isinstance(node, Bears):
        return 1
    return 2 + max(map(_effort, parts)) if (parts := inner(node)) else 0
