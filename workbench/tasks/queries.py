"""Asking a study with the query language, and what comes of it: passages, their codings, and a word of advice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from workbench.analysis.hearing import Heard
from workbench.analysis.query import Passage, Query, Sources, asking, parse
from workbench.analysis.query.tree import And, Asks, Bears, Says, every
from workbench.analysis.quotes import quotes
from workbench.analysis.search import Hit
from workbench.analysis.search import parse as sought
from workbench.core.model import Coding, Transcript
from workbench.core.project import Project
from workbench.session import Session

SOME = 50  # documents whose texts are read at a time
LONG = 40  # signs that a word takes up at most, with what stands around it


class Counts(NamedTuple):
    """How much was found: distinct stretches, participants heard in them, documents, and codings."""

    extracts: int
    participants: int
    documents: int
    codings: int


class Told(NamedTuple):
    """A passage as people read it: its quote id (empty without a coding), who says it and where, and its words.

    `before` and `after` are the words around, as many as were asked for.
    """

    id: str
    participant: str
    document: str
    turn: int
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    before: str
    words: str
    after: str


class Answer:
    """What a query found; `note` is advice where it found nothing and a likely cause is known, else empty."""

    def __init__(self, query: Query, passages: Iterable[Passage]) -> None:
        self.query = query
        self.passages = tuple(passages)
        self.note = "" if self.passages else _advice(query)

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The codings that were found, each once, in the order of the passages."""
        found = (coding for passage in self.passages for coding in passage.codings)
        return tuple({coding.id: coding for coding in found}.values())

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the codings that were found, for tables that count no others."""
        return frozenset(coding.id for coding in self.codings)

    @property
    def counts(self) -> Counts:
        """How much was found."""
        return counts(self.passages)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents (ids) in which something was found, in the library's order."""
        return tuple(dict.fromkeys(passage.document for passage in self.passages))


def ask(session: Session, text: str, *, interviewers: bool = False) -> Answer:
    """What a query finds in the study as its coder may see it; Misworded, with the column, if it can't be read."""
    query = parse(text, session.seen)
    return Answer(query, answering(session, query, interviewers=interviewers))


def answering(session: Session, query: Query, *, interviewers: bool = False) -> Iterator[Passage]:
    """The passages that a query finds, one by one, for a worker that may be stopped between them."""
    project = session.seen

    def heard(documents: Iterable[str]) -> Mapping[str, Sequence[Heard]]:
        return session.hearing.of(_within(project, documents))

    def words(typed: str, documents: Iterable[str]) -> Iterable[Hit]:
        return session.finding(sought(f"{typed} "), documents=documents)

    sources = Sources(session.turns, session.transcripts, words, session.coder.id)
    return asking(project, query, heard, sources, interviewers=interviewers)


def counts(passages: Iterable[Passage]) -> Counts:
    """How much these passages are."""
    listed = list(passages)
    return Counts(
        len(listed),
        len({voice for passage in listed for voice in passage.voices}),
        len({passage.document for passage in listed}),
        len({coding.id for passage in listed for coding in passage.codings}),
    )


def told(session: Session, passages: Iterable[Passage], context: int = 0) -> Iterator[Told]:
    """Passages as people read them, with so many words around; some documents' texts are read at a time."""
    by_document = {document: list(these) for document, these in groupby(passages, key=lambda found: found.document)}
    documents = list(by_document)
    for at in range(0, len(documents), SOME):
        texts = session.transcripts(documents[at : at + SOME])
        for document in documents[at : at + SOME]:
            here = {document: texts[document]}
            yield from (_told(session.seen, here, passage, context) for passage in by_document[document])


def _told(project: Project, texts: Mapping[str, Transcript], passage: Passage, context: int) -> Told:
    transcript = texts[passage.document]
    start, end = passage.span
    name, person = "", ""
    if passage.codings:
        extract = next(iter(quotes(project, texts, passage.codings[:1])))
        name, person = extract.id, extract.case.name if extract.case else extract.speaker
    elif passage.turn:
        label = transcript.turns[passage.turn - 1].speaker
        case = project.cases_of.get((passage.document, label))
        person = case.name if case else label
    return Told(
        name,
        person,
        project.documents[passage.document].name,
        passage.turn,
        tuple(dict.fromkeys(project.codes[coding.code].name for coding in passage.codings)),
        tuple(dict.fromkeys(project.coders[coding.coder].name for coding in passage.codings)),
        " ".join(transcript.text[max(0, start - context * LONG) : start].split()[-context:]) if context else "",
        transcript.text[start:end],
        " ".join(transcript.text[end : end + context * LONG].split()[:context]),
    )


def _within(project: Project, documents: Iterable[str]) -> Project:
    """The study with the codings of some documents alone: more than these nobody needs to have heard."""
    return replace(project, codings={document: project.codings[document] for document in documents})


def _advice(query: Query) -> str:
    if isinstance(query.tree, And) and sum(isinstance(part, Bears) for part in query.tree.parts) > 1:
        where = "No turn has both" if query.turns else "No words bear both"
        return f"{where}. OVERLAPS finds words that they share, NEAR 20 and SAME TURN those close by."
    nodes = list(every(query.tree))
    if any(isinstance(node, Says) and node.asks for node in nodes) and not any(
        isinstance(node, Asks) for node in nodes
    ):
        return "Nothing fits. What only interviewers say comes with: AND interviewer"
    return ""
