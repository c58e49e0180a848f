"""Bringing in codings: a table of them, or a single quote; where a quote stands, and how sure that is.

A quote is placed where it stands word for word, else where only blanks and typography differ. Where it is merely alike,
a table's coding is placed and told of; everywhere else it is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.analysis.quotes import quotes
from workbench.core import edits
from workbench.core.errors import Missing, Refused, WorkbenchError
from workbench.core.model import SEARCH, Code, Coding, Problem, Transcript
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tasks.incoming import Imported, lost_signs

if TYPE_CHECKING:
    from workbench.assist.lexical import Located

NO_QUOTE = "-"
_DIGITS = 12
_NUMBER = 9
_TOLD = 120
_ALL_TOLD = 1_000
_UTC = re.compile(r"\s*(?:UTC|GMT)$", re.IGNORECASE)
_BEFORE_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


def import_codings(session: Session, path: Path) -> Imported:
    """Places the codings of a CSV table: document, code, and quote or start and end; coder and created if given."""
    from workbench.formats import register, sheet

    rows = sheet.read_rows(register.contents(path), ["document", "code"])
    source = register.spelled(path.name)
    notes = list(lost_signs(source, (cell for _, row in rows for cell in row.values())))
    problems: list[Problem] = []
    placed: list[edits.Placed] = []
    texts = _texts_named(session, {row["document"] for _, row in rows})
    for number, row in rows:
        where = f"{source}, row {number}"
        try:
            document = session.project.document_named(row["document"])
            code = edits.applicable(session.project, session.project.code_named(row["code"]).id)
            place = _place_of(row, texts[document.id])
            created = when(row.get("created", ""))
        except WorkbenchError as error:
            problems.append(Problem(where, str(error)))
            continue
        if place.doubt:
            notes.append(Problem(where, place.doubt))
        rating, origin, strange = _kept(row, code)
        notes += [Problem(where, sentence) for sentence in strange]
        placed.append(edits.Placed(document.id, place.span, code.id, row.get("coder", ""), created, rating, origin))
    step = _done(session, placed, source, problems)
    count = sum(isinstance(change.after, Coding) for change in step.changes) if step else 0
    return Imported(step, count, tuple(problems), notes=tuple(notes))


def _kept(row: Mapping[str, str], code: Code) -> tuple[str, str, list[str]]:
    """The rating and the origin of a row, as far as they can be kept, and a sentence on each that can't."""
    rating, origin = row.get("rating", "").strip(), row.get("origin", "").strip()
    strange = []
    if rating and rating not in code.scale:
        strange.append(
            f"placed without the rating “{rating[:_TOLD]}”, which is no point of the scale of “{code.name}”."
        )
        rating = ""
    if origin not in {"", SEARCH}:
        strange.append(f"placed without the origin “{origin[:_TOLD]}”; what is known here is “{SEARCH}”.")
        origin = ""
    return rating, origin, strange


def _done(session: Session, placed: list[edits.Placed], source: str, problems: list[Problem]) -> Step | None:
    """The step, once it was made; where there is none to make, why not joins the problems, if there are any."""
    if not placed:
        return None
    try:
        step = edits.add_codings(session.project, placed, session.stamp(), source)
    except Refused as error:
        if not problems:
            raise
        problems.append(Problem(source, str(error)))
        return None
    session.do(step)
    return step


def _texts_named(session: Session, names: Iterable[str]) -> Mapping[str, Transcript]:
    documents = set()
    for name in names:
        try:
            documents.add(session.project.document_named(name).id)
        except WorkbenchError:
            continue
    return session.transcripts(documents)


def when(created: str) -> str:
    """A time such as `2021-12-12 21:50:53`, with or without a zone, or a day, in ISO 8601 and UTC; Refused if it is none.

    A time that names no zone is taken as UTC; an empty one stays empty.
    """
    if not (text := created.strip()):
        return ""
    try:
        moment = datetime.fromisoformat(_BEFORE_ZONE.sub("", _UTC.sub("+00:00", text)))
        utc = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        shown = text if len(text) <= _TOLD else f"{text[:_TOLD]}…"
        raise Refused(
            f"“{shown}” in the column “created” is no time that is known here.", "Write it as 2021-12-31 18:30:00."
        ) from None
    return f"{utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"


# -- places -------------------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Where a coding belongs; `doubt` says in words why it may not, or nothing."""

    span: Span
    doubt: str = ""


def _place_of(row: Mapping[str, str], transcript: Transcript) -> Place:
    quote, start, end = row.get("quote", ""), row.get("start", "").strip(), row.get("end", "").strip()
    if start.isdecimal() and end.isdecimal():
        span = _span(start, end)
        if span and span.end <= len(transcript.text) and (not quote or span.of(transcript.text) == quote):
            return Place(span)
        if not quote:
            words = f"Characters {start[:_DIGITS]} to {end[:_DIGITS]}"
            raise Refused(f"{words} are not in the document, which has {len(transcript.text):,}.")
    if not quote.strip():
        raise Refused("The row has neither a quote nor a start and an end.")
    found = located(quote, transcript.text)
    if found.how != "similar":
        return Place(only_place(found, quote))
    words = _shown(found.spans[0].of(transcript.text), _TOLD)
    return Place(found.spans[0], f"placed by similarity ({int(found.score)} of 100) on: “{words}”")


def _span(start: str, end: str) -> Span | None:
    """The span of two numbers as they are written, if they are such that a text could have it."""
    if len(start) > _DIGITS or len(end) > _DIGITS or int(start) >= int(end):
        return None
    return Span(int(start), int(end))


def located(quote: str, text: str) -> "Located":
    """The places of a quote, or the one that is alike; Missing if there is none."""
    from workbench.assist.lexical import SCORE, locate

    found = locate(quote, text)
    if not found.spans:
        near = f" (the likest place: {int(found.score)} of 100, needed: {SCORE:.0f})" if found.score else ""
        raise Missing(f"The quote “{first_words(quote)} …” is not in the document{near}.")
    return found


def only_place(found: "Located", quote: str) -> Span:
    """The one place of a quote; Refused if there are more."""
    if len(found.spans) > 1:
        raise Refused(
            f"The quote “{first_words(quote)} …” stands {len(found.spans)} times in the document.",
            "Make it longer, or give start and end.",
        )
    return found.spans[0]


def refuse_similar(found: "Located", quote: str, text: str) -> None:
    """Refuses a place that is merely alike, and says which words stand there."""
    if found.how == "similar":
        words = _shown(found.spans[0].of(text), _ALL_TOLD)
        raise Refused(
            f"The quote “{first_words(quote)} …” does not stand in the document word for word.",
            f"If you mean this ({int(found.score)} of 100), give it exactly: “{words}”",
        )


def first_words(quote: str) -> str:
    """The start of a quote, enough to know it by."""
    return _shown(" ".join(quote.split()[:6]), _TOLD)


def _shown(words: str, most: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rstrip()} …"


def code_quote(session: Session, document: str, quote: str, codes: Sequence[str]) -> Step:
    """Puts codes on the place where a quote stands, as a key press in the terminal program would.

    Codes for documents as a whole go on all of it; if there are no others, the quote may be empty, or a dash.
    """
    project = session.project
    wanted = [project.code_named(code) for code in codes]
    there = project.document_named(document).id
    whole = edits.whole_of(session.transcript(there).text)
    no_quote = quote.strip() in {"", NO_QUOTE}
    span = whole if no_quote and all(code.whole for code in wanted) else place_of(session, there, quote)
    step = edits.apply_codes(project, there, span, [code.id for code in wanted], session.stamp(), whole=whole)
    session.do(step)
    return step


def passage(session: Session, document: str, quote: str) -> tuple[str, Span]:
    """The document (an id) and the one place in it where a quote stands word for word; else Missing or Refused."""
    there = session.project.document_named(document).id
    return there, place_of(session, there, quote)


def place_of(session: Session, document: str, quote: str) -> Span:
    """The one place in a document (an id) where a quote stands word for word; else Missing or Refused."""
    if not quote.strip():
        raise Refused("There are no words to look for.", "Give them as they stand in the document.")
    text = session.transcript(document).text
    found = located(quote, text)
    refuse_similar(found, quote, text)
    return only_place(found, quote)


def codings_named(session: Session, ids: Iterable[str]) -> list[Coding]:
    """The codings of quotes' ids, such as P07-012, each once; a number alone will do. Refused or Missing if one is none.

    Who codes blind finds no codings of others.
    """
    by_number: dict[int, Coding] = {coding.number: coding for coding in session.seen.codings_by_id.values()}
    return list(dict.fromkeys(_coding_named(session, by_number, wanted) for wanted in ids))


def _coding_named(session: Session, by_number: Mapping[int, Coding], wanted: str) -> Coding:
    whose, sign, number = wanted.strip().rpartition("-")
    if not number.isdecimal() or len(number) > _NUMBER or (sign and not whose):
        raise Refused(f"“{wanted}” is no quote's id.", "Ids are such as P07-012; see them with: workbench quotes CODE")
    coding = by_number.get(int(number))
    if coding is None:
        raise Missing(f"There is no quote {wanted} in this study.")
    found = quotes(session.project, session.transcripts([coding.document]), [coding])[0].id
    if whose and found.casefold() != f"{whose}-{int(number):03d}".casefold():
        raise Missing(f"There is no quote {wanted} in this study.", f"Number {int(number)} is {found}.")
    return coding
