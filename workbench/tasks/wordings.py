"""The wording of quotes for print: edits by the words that people write, and quotes as said beside quotes as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.analysis.quotes import Extract, quotes, stretches
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.model import Coding, Edit, Transcript
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.core.wording import edits_of, fitted, printed, told
from workbench.session import Session
from workbench.tasks.codings import codings_named

SIGNS = {"'": "['’ʼ]", "’": "['’ʼ]", '"': '["“”„]', "“": '["“”„]', "”": '["“”„]'}
SHOWN = 60


class Worded(NamedTuple):
    """A quote that is worded for print: all its ids, its words as said and as printed, its edits in words."""

    ids: tuple[str, ...]
    extract: Extract
    printed: str
    edits: tuple[str, ...]


def word_quote(session: Session, document: str, span: Span, edit: Edit) -> Step:
    """Edits how a stretch of a document (an id) is printed, as `fitted`; who codes blind can't edit others' wording."""
    _keep_hidden(session, document, span)
    project = session.project
    meant = fitted(session.transcript(document).text, span, edits_of(project, document, span), edit)
    step = edits.word_quote(project, document, span, meant, session.stamp())
    session.do(step)
    return step


def reword_as_said(session: Session, document: str, span: Span, edit: Edit | None = None) -> Step:
    """Prints a stretch of a document (an id) as it was said again: all of it, or where one edit stands."""
    _keep_hidden(session, document, span)
    step = edits.reword_as_said(session.project, document, span, session.stamp(), edit)
    session.do(step)
    return step


def _keep_hidden(session: Session, document: str, span: Span) -> None:
    place = (document, *span)
    if place in session.project.wordings_of and place not in session.seen.wordings_of:
        raise Refused(
            "Somebody else worded this quote for print, which stays hidden while you code blind.",
            "Word it once you no longer code blind.",
        )


def words_of_quote(session: Session, coding: Coding, words: str, nth: int = 0) -> Span:
    """Where words stand in a quote; if they do so several times, the `nth` of these places. Missing or Refused if not."""
    text = session.transcript(coding.document).text
    places = [Span(*found.span()) for found in _pattern(words).finditer(text, coding.start, coding.end)]
    shown = _short(words)
    if not places:
        raise Missing(f"“{shown}” does not stand in this quote.", "Give the words as they stand there.")
    if nth and nth > len(places):
        raise Missing(f"“{shown}” stands {_times(len(places))} in this quote, so there is no place {nth}.")
    if not nth and len(places) > 1:
        raise Refused(
            f"“{shown}” stands {_times(len(places))} in this quote.", f"Say which with --nth 1 to {len(places)}."
        )
    return places[max(nth, 1) - 1]


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} …"


def _pattern(words: str) -> re.Pattern[str]:
    """Words as people type them: whole ones, whatever the blanks between them and however quote signs are bent."""
    parts = ["".join(SIGNS.get(sign, re.escape(sign)) for sign in part) for part in words.split()]
    if not parts:
        raise Refused("There are no words to look for.", "Give them as they stand in the quote.")
    first, last = words.strip()[0], words.strip()[-1]
    ahead, behind = r"(?<!\w)" if first.isalnum() else "", r"(?!\w)" if last.isalnum() else ""
    return re.compile(ahead + r"\s+".join(parts) + behind)


def edit_at(session: Session, coding: Coding, words: str, nth: int = 0) -> Edit:
    """The edit of a quote that words mean: those that were said where it stands, or those that it put there."""
    known = edits_of(session.seen, coding.document, coding.span)
    if not known:
        raise Refused("The quote is printed as it was said.")
    typed = " ".join(words.split()).strip("[]").casefold()
    put = [edit for edit in known if edit.words and edit.words.casefold() == typed]
    if len(put) == 1 and not nth:
        return put[0]
    if nth and nth <= len(put):
        return put[nth - 1]
    place = words_of_quote(session, coding, words, nth)
    found = [edit for edit in known if edit.span.overlaps(place) or edit.span == Span(place.end, place.end)]
    if not found:
        raise Missing(f"No edit of this quote is at “{_short(words)}”.", "See them with: workbench quote wordings ID")
    return found[0]


def wordings(session: Session, ids: Sequence[str] = ()) -> list[Worded]:
    """The quotes that are worded for print, document by document; those of ids alone, where some are given."""
    project = session.seen
    wanted = codings_named(session, ids) if ids else project.all_codings()
    codings = [coding for coding in wanted if (coding.document, *coding.span) in project.wordings_of]
    if ids:  # all codings of the same words share their wording
        places = {(coding.document, coding.span) for coding in codings}
        codings = [c for document, span in places for c in project.starting_at(document, span.start) if c.span == span]
    texts = session.transcripts({coding.document for coding in codings})
    return [_worded(texts, session, same) for same in stretches(quotes(project, texts, codings))]


def _worded(texts: Mapping[str, Transcript], session: Session, same: Iterable[Extract]) -> Worded:
    extracts = sorted(same, key=lambda extract: extract.coding.number)
    coding, text = extracts[0].coding, texts[extracts[0].coding.document].text
    known = edits_of(session.seen, coding.document, coding.span)
    ids = tuple(extract.id for extract in extracts)
    return Worded(ids, extracts[0], printed(text, coding.span, known), tuple(told(text, edit) for edit in known))
