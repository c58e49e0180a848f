"""Searching for words, and coding what was found: what both faces ask of a study and of a transcript."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from workbench.analysis.search import (
    Hit,
    Query,
    find_in,
    find_spans,
    hit,
    parse,
    patterns,
    stretches,
    widened,
    words_of,
)
from workbench.core.edits import whole_of
from workbench.core.errors import Missing, Refused
from workbench.core.model import Transcript
from workbench.core.project import counted
from workbench.core.spans import Span
from workbench.session import Session

MOST = 5_000
BATCH = 50
HOW_MODES = {
    "plain": "case and accents set aside",
    "exact": "accents matter",
    "lemma": "all forms of the words",
    "fuzzy": "words that sound or look alike",
}


class Found(NamedTuple):
    """What was found so far; `more` says that there is more than is ever listed."""

    hits: tuple[Hit, ...]
    more: bool = False

    @property
    def said(self) -> str:
        """How much it is, in a few words."""
        documents = counted(len({found.document for found in self.hits}), "document")
        return f"{'the first ' if self.more else ''}{counted(len(self.hits), 'hit')} in {documents}"


def find_here(transcript: Transcript, language: str, query: Query) -> list[Span]:
    """Where a query's words stand in one transcript, what stands outside turns included."""
    return find_in(transcript, patterns(query, _forms(transcript, language, query)))


def hits_here(transcript: Transcript, document: str, language: str, query: Query) -> Found:
    """The same with the words around, at most as many as are ever listed."""
    sought = patterns(query, _forms(transcript, language, query))
    found: list[Hit] = []
    for turn, within in stretches(transcript):
        for span in find_spans(transcript.text, within, sought):
            if len(found) == MOST:
                return Found(tuple(found), more=True)
            found.append(hit(document, turn, transcript.text, within, span))
    return Found(tuple(found))


def _forms(transcript: Transcript, language: str, query: Query) -> "dict[str, tuple[str, ...]]":
    if query.mode in {"plain", "exact"}:
        return {}
    from workbench.assist.words import forms

    return dict(forms(query, words_of(transcript.text), language))


def caution(session: Session, query: Query, documents: Iterable[str]) -> str:
    """A sentence where a way of searching can't do what it says for the languages of documents, or nothing."""
    if query.mode != "lemma":
        return ""
    from workbench.assist.words import knows_lemmas

    languages = {session.project.documents[document].language for document in documents}
    unknown = sorted(language or "no language" for language in languages if not knows_lemmas(language))
    return f"No lemmas are known for {', '.join(unknown)}: there the words are found as in plain." if unknown else ""


def find_everywhere(session: Session, query: Query, show: Callable[[Found], bool]) -> Found:
    """The hits in all documents; `show` is handed what was found from time to time, the first hits at once.

    It stops when `show` says False.
    """
    hits: list[Hit] = []
    shown = BATCH
    for found in session.finding(query):
        if len(hits) == MOST:
            return Found(tuple(hits), more=True)
        hits.append(found)
        if len(hits) == shown:
            shown *= 4
            if not show(Found(tuple(hits))):
                break
    return Found(tuple(hits))


def places(session: Session, hits: Sequence[Hit], unit: str) -> list[tuple[str, Span]]:
    """What would be coded for each hit: its document, and the words, the sentence or the turn.

    With the unit "document" it is each document as a whole, once.
    """
    if unit == "words":
        return [(found.document, found.span) for found in hits]
    if unit == "document":
        documents = dict.fromkeys(found.document for found in hits)
        return [(document, whole_of(session.transcript(document).text)) for document in documents]
    grown: list[tuple[str, Span]] = []
    for document, group in groupby(hits, key=lambda found: found.document):
        transcript = session.transcript(document)
        grown += [(document, span) for span in widened(transcript, (found.span for found in group), unit)]
    return grown


def sought(typed: str, mode: str = "plain") -> Query:
    """The query of what was typed; Refused if there is no word in it."""
    query = parse(typed, mode)
    if not query.phrases:
        raise Refused("There is no word to look for.", "Write one or more, such as: trust")
    return query


def without(hits: Sequence[Hit], numbers: Iterable[int]) -> list[Hit]:
    """The hits but for those with these numbers, counted from 1; Missing if there is no such number."""
    left_out = set(numbers)
    wrong = sorted(number for number in left_out if not 1 <= number <= len(hits))
    if wrong:
        raise Missing(f"There is no hit {wrong[0]}; there are {len(hits)}.")
    return [found for number, found in enumerate(hits, 1) if number not in left_out]
