"""A quote found again by its id: where it stands, what is said around it, and what else is coded there."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from workbench.analysis.quotes import Extract, quotes
from workbench.core.model import Transcript, Turn
from workbench.core.spans import Span
from workbench.core.wording import edits_of, printed, told
from workbench.session import Session
from workbench.tasks.codings import codings_named


class Said(NamedTuple):
    """A turn around a quote: its number from 1, who speaks, what is said, and where the quote stands in it, if it does."""

    turn: int
    speaker: str
    words: str
    quote: Span | None


class Sight(NamedTuple):
    """A quote at its place.

    `also` are the ids, codes and coders of other codings of these words; `codebook` is the step of the history at which
    the codebook was last changed.
    """

    extract: Extract
    digest: str
    codebook: int
    printed: str
    edits: tuple[str, ...]
    themes: tuple[str, ...]
    also: tuple[tuple[str, str, str], ...]
    around: tuple[Said, ...]


def show_quote(session: Session, wanted: str, around: int = 1) -> Sight:
    """The quote of an id, such as P07-012, with so many turns before and after those in which it stands."""
    coding = codings_named(session, [wanted])[0]
    project = session.seen
    transcript = session.transcript(coding.document)
    texts = {coding.document: transcript}
    here = [other for other in project.starting_at(coding.document, coding.start) if other.end == coding.end]
    extracts = {extract.coding.id: extract for extract in quotes(project, texts, here)}
    extract = extracts.pop(coding.id)
    known = edits_of(project, coding.document, coding.span)
    steps = [number for number, _ in session.codebook_steps()]
    return Sight(
        extract,
        transcript.digest,
        max(steps, default=0),
        printed(transcript.text, coding.span, known),
        tuple(told(transcript.text, edit) for edit in known),
        tuple(theme.name for theme in project.theme_order if coding.id in theme.quotes),
        tuple((other.id, other.code.name, other.coder.name) for other in extracts.values()),
        _around(transcript, coding.span, around),
    )


def _around(transcript: Transcript, span: Span, around: int) -> tuple[Said, ...]:
    """The turns in which a stretch stands, and some before and after; a text without turns in lines."""
    turns = list(transcript.turns) or [Turn(0, 0, len(transcript.text))]
    opens = [turn.opens for turn in turns]
    first = max(bisect_right(opens, span.start) - 1 - around, 0)
    last = max(bisect_right(opens, max(span.end - 1, span.start)), 1) + around
    return tuple(_said(transcript.text, turn, number, span) for number, turn in enumerate(turns[first:last], first + 1))


def _said(text: str, turn: Turn, number: int, span: Span) -> Said:
    inside = Span(max(span.start, turn.start), min(span.end, turn.end))
    quote = Span(inside.start - turn.start, inside.end - turn.start) if inside.start < inside.end else None
    return Said(number, turn.speaker, turn.span.of(text), quote)
