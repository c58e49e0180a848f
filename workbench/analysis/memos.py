"""The memos as a document: by what they are about, each with its kind, writer and day. Private ones stay out of it.

Who may see which memo is a rule of `core.memos`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workbench.analysis.hiding import Hidden, hidden, names_hidden, names_told, some, still_shown
from workbench.analysis.quotes import quotes
from workbench.analysis.report import Block, Cell, Facts, Heading, Prose, Quote, Report, Table, plain
from workbench.core.memos import memo_place, memo_words, visible
from workbench.core.model import ABOUT, Document, Memo, Transcript
from workbench.core.project import Project, natural
from workbench.core.spans import Span
from workbench.core.wording import edits_of, printed

FLAT = ("about", "what", "kind", "writer", "date", "private", "document", "turn", "start", "end", "words", "memo")
TITLES = {
    "study": "The study",
    "theme": "Themes",
    "code": "Codes",
    "case": "Cases",
    "document": "Documents",
    "passage": "Passages and codings",
}
TOGETHER = {"coding": "passage"}
NO_MEMOS = (
    "There are no memos to show yet. Write one at the coding desk with `m`, or with `workbench memo add`; "
    "private memos are left out unless you ask for yours."
)


Elsewhere = Mapping[str, tuple[Hidden, ...]]


class _Words(NamedTuple):
    """The words that a memo is about, as print shows them.

    Whose they are, their turn (from 1), the quote's id if they are coded, and if they show what another quote hides.
    """

    document: Document
    span: Span
    said: str
    who: str
    turn: int
    id: str = ""
    shows_hidden: bool = False


class _Placed(NamedTuple):
    """A memo, what it is about in words, and the words themselves where it is about some."""

    memo: Memo
    place: str
    words: _Words | None


def memos(project: Project, texts: Mapping[str, Transcript], study: Facts, private_of: str = "") -> Report:
    """The memos by what they are about; the private ones only of the coder (an id) who asks for theirs."""
    elsewhere = hidden(project)
    placed = [_placed(project, texts, elsewhere, memo) for memo in reversed(visible(project, private_of))]
    blocks: list[Block] = []
    for about, title in TITLES.items():
        there = [one for one in placed if TOGETHER.get(one.memo.about, one.memo.about) == about]
        if there:
            blocks.append(Heading(title))
            blocks += _chapter(project, sorted(there, key=_order))
    blocks[:0] = [Prose(plain(told)) for told in _cautions(project, texts, placed, blocks)]
    ranks = {about: rank for rank, about in enumerate(ABOUT)}
    rows = tuple(_row(project, one) for one in sorted(placed, key=lambda one: (ranks[one.memo.about], *_order(one))))
    return Report("Memos", tuple(blocks or [Prose(NO_MEMOS)]), study, Table("", FLAT, rows))


def _cautions(
    project: Project, texts: Mapping[str, Transcript], placed: list[_Placed], blocks: list[Block]
) -> Iterator[str]:
    """What is to be looked at before the memos are published: words that print hides in quotes."""
    if showing := [one.place for one in placed if one.words and one.words.shows_hidden]:
        yield f"Caution: words that are left out of a quote or replaced in it are shown at {some(showing)}."
    yield from names_told(names_hidden(project, texts), blocks)


def _order(one: _Placed) -> tuple[object, ...]:
    start = one.words.span.start if one.words else 0
    return natural(one.words.document.name if one.words else one.place), start, one.memo.at


def _placed(project: Project, texts: Mapping[str, Transcript], elsewhere: Elsewhere, memo: Memo) -> _Placed:
    where = memo_words(project, memo)
    if where is None or where[0] not in texts:
        return _Placed(memo, memo_place(project, memo), None)
    document, span = project.documents[where[0]], where[1]
    own = edits_of(project, document.id, span)
    said = printed(texts[document.id].text, span, own)
    shows = bool(still_shown(elsewhere.get(document.id, ()), span, own))
    coding = project.codings_by_id.get(memo.target)
    if coding:
        quote = quotes(project, texts, [coding])[0]
        who = quote.case.name if quote.case else quote.speaker
        words = _Words(document, span, said, who or document.title, quote.turn, quote.id, shows)
    else:
        _, _, turns = texts[document.id]
        turn = bisect_right(turns.columns[0][0], span.start)
        label = turns[turn - 1].speaker if turn else ""
        case = project.cases_of.get((document.id, label))
        words = _Words(document, span, said, case.name if case else label or document.title, turn, "", shows)
    return _Placed(memo, memo_place(project, memo, words.turn), words)


def _chapter(project: Project, there: list[_Placed]) -> Iterator[Block]:
    last = ""
    for memo, place, words in there:
        if place != last and memo.about != "study":
            yield Heading(place[:1].upper() + place[1:], 2)
        last = place
        if words:
            yield Quote(words.said, words.who, words.id, words.document.language)
        writer = project.coders[memo.coder].name if memo.coder in project.coders else "somebody"
        signs = f"{memo.kind}, {writer}, {memo.at[:10]}{', private' if memo.private else ''}"
        yield Prose(f"*{plain(signs)}*")
        yield Prose(memo.body)


def _row(project: Project, one: _Placed) -> tuple[Cell, ...]:
    memo, place, words = one
    writer = project.coders[memo.coder].name if memo.coder in project.coders else ""
    told = (words.document.name, words.turn, *words.span, words.said) if words else ("", "", "", "", "")
    return memo.about, place, memo.kind, writer, memo.at, "yes" if memo.private else "", *told, memo.body
