"""How a quote reads in print: its words with what was left out, added or replaced, each change visible in brackets.

What participants said stays in the text; a wording only says what print shows in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.core.model import Edit, Wording
from workbench.core.project import Project
from workbench.core.spans import Span

LEFT_OUT = "[…]"


class Piece(NamedTuple):
    """A part of a quote in print: `words` as they are shown; `edit` is what made them, None for what was said."""

    words: str
    edit: Edit | None = None


def edits_of(project: Project, document: str, span: Span) -> tuple[Edit, ...]:
    """The edits of a stretch of a document (an id); none if it is printed as it was said."""
    wording = project.wordings_of.get((document, *span))
    return wording.edits if wording else ()


def pieces(text: str, span: Span, edits: Iterable[Edit]) -> tuple[Piece, ...]:
    """A stretch of a text in parts, as said and as edited, in reading order; `edits` lie within it in order."""
    return tuple(piece for piece in _pieces(text, span, edits) if piece.words)


def _pieces(text: str, span: Span, edits: Iterable[Edit]) -> Iterator[Piece]:
    at = span.start
    for edit in edits:
        yield Piece(text[at : edit.start])
        yield Piece(shown(text, edit), edit)
        at = edit.end
    yield Piece(text[at : span.end])


def shown(text: str, edit: Edit) -> str:
    """What print shows of an edit, parted by a blank from a word that it would stick to."""
    if edit.start < edit.end:
        return f"[{edit.words}]" if edit.words else LEFT_OUT
    before = "" if text[: edit.start][-1:].isspace() or not edit.start else " "
    after = " " if text[edit.end : edit.end + 1].isalnum() else ""
    return f"{before}[{edit.words}]{after}"


def printed(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """A stretch of a text as print shows it."""
    return "".join(piece.words for piece in pieces(text, span, edits)) if edits else span.of(text)


def told(text: str, edit: Edit) -> str:
    """An edit in words, for those who check it: what was said, and what stands there instead."""
    said = edit.span.of(text)
    if not said:
        return f"added: [{edit.words}]"
    return f"“{said}” → [{edit.words}]" if edit.words else f"left out: “{said}”"


def with_edit(wording: Sequence[Edit], edit: Edit) -> tuple[Edit, ...]:
    """The edits with one more, which takes the place of those that it covers or touches within."""
    kept = [known for known in wording if not _clash(known, edit)]
    return tuple(sorted([*kept, edit]))


def _clash(one: Edit, other: Edit) -> bool:
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end


def moved(wording: Wording, span: Span) -> Wording:
    """The wording for a stretch with other edges: the edits that still lie within it."""
    return wording._replace(
        start=span.start, end=span.end, kept=kept(e for e in wording.edits if span.contains(e.span))
    )


def kept(edits: Iterable[Edit]) -> tuple[tuple[int, int, str], ...]:
    """Edits as a wording keeps them."""
    return tuple((edit.start, edit.end, edit.words) for edit in edits)
