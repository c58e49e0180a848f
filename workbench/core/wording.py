"""How a quote reads in print: its words with what was left out, added or replaced, each change visible in brackets.

What participants said stays in the text; a wording only says what print shows in its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.core.model import Coding, Edit, Wording
from workbench.core.project import Project
from workbench.core.spans import WORD, Span
from workbench.core.steps import Change, Stamp

LEFT_OUT = "[…]"
_JOINER, _TONES = "\u200d", range(0x1F3FB, 0x1F400)


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
    if edit.words and edit.start < edit.end:
        return f"[{edit.words}]"
    if edit.start < edit.end:
        before = " " if text[: edit.start][-1:].isalnum() else ""
        return f"{before}{LEFT_OUT}{' ' if text[edit.end : edit.end + 1].isalnum() else ''}"
    before = "" if text[: edit.start][-1:].isspace() or not edit.start else " "
    after = " " if text[edit.end : edit.end + 1].isalnum() else ""
    return f"{before}[{edit.words}]{after}"


def printed(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """A stretch of a text as print shows it."""
    return "".join(piece.words for piece in pieces(text, span, edits)) if edits else span.of(text)


def printed_words(words: str, start: int, edits: Sequence[Edit]) -> str:
    """A quote as print shows it, from its words alone; `start` is where they begin in the text that edits go by."""
    return printed(words, Span(0, len(words)), [e._replace(start=e.start - start, end=e.end - start) for e in edits])


def told(text: str, edit: Edit) -> str:
    """An edit in words, for those who check it: what was said, and what stands there instead."""
    said = edit.span.of(text)
    if not said:
        return f"added: [{edit.words}]"
    return f"“{said}” → [{edit.words}]" if edit.words else f"left out: “{said}”"


def fitted(text: str, span: Span, edits: Iterable[Edit], edit: Edit) -> Edit:
    """An edit of a quote as it is meant: it cuts no sign in two, and words left out side by side are left out as one."""
    start, end = whole_signs(text, edit.span, span)
    if edit.words or start == end:
        return Edit(start, end, edit.words)
    cuts = [known for known in edits if known.start < known.end and not known.words]
    for known in reversed(cuts):
        if known.end <= start and not text[known.end : start].strip():
            start = known.start
    for known in cuts:
        if known.start >= end and not text[end : known.start].strip():
            end = known.end
    return Edit(start, end)


def whole_signs(text: str, span: Span, within: Span) -> Span:
    """The span, widened as far as `within` allows so that no accent is parted from its letter, nor an emoji in two."""
    start, end = span
    while within.start < start < within.end and _joins(text, start):
        start -= 1
    if not span.length:
        return Span(start, start)
    while end < within.end and _joins(text, end):
        end += 1
    return Span(start, end)


def _joins(text: str, at: int) -> bool:
    """True if what stands at an offset belongs to the sign before it."""
    sign = text[at]
    joined = sign == _JOINER or (at > 0 and text[at - 1] == _JOINER)
    return joined or unicodedata.category(sign)[0] == "M" or ord(sign) in _TONES


def words_in(text: str, span: Span, edits: Sequence[Edit] = ()) -> tuple[Span, ...]:
    """What one moves by in a quote: its words, an edited stretch as one of them, and where none is, all that stands there."""
    changed = [edit.span for edit in edits if edit.start < edit.end]
    words = (whole_signs(text, Span(*found.span()), span) for found in WORD.finditer(text, span.start, span.end))
    free = [word for word in words if not any(word.overlaps(edit) for edit in changed)]
    return tuple(dict.fromkeys(sorted([*free, *changed]))) or (span,)


def with_edit(wording: Sequence[Edit], edit: Edit) -> tuple[Edit, ...]:
    """The edits with one more: it takes the place of those that it covers, and words left out grow by more of them."""
    kept = [known for known in wording if not clash(known, edit)]
    for known in wording if edit.start < edit.end and not edit.words else ():
        if known not in kept and not known.words:
            edit = Edit(min(known.start, edit.start), max(known.end, edit.end))
    return tuple(sorted([*kept, edit]))


def hidden_by(wording: Iterable[Edit], edit: Edit) -> Edit | None:
    """The first edit that one more would undo in part, so that words came back that are not to be printed."""
    cut = edit.start < edit.end and not edit.words
    return next(
        (
            known
            for known in wording
            if clash(known, edit) and not edit.span.contains(known.span) and not (cut and not known.words)
        ),
        None,
    )


def clash(one: Edit, other: Edit) -> bool:
    """True if two edits can't both hold: they share words, or add some at the same place."""
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end


def _inside(edits: Iterable[Edit], span: Span) -> Iterator[Edit]:
    """The edits within a stretch, and of those that reach out of it what lies inside."""
    for edit in edits:
        if span.contains(edit.span):
            yield edit
        elif span.overlaps(edit.span):
            yield Edit(max(edit.start, span.start), min(edit.end, span.end), edit.words)


def carried(project: Project, codings: Sequence[Coding], spans: Sequence[Span], stamp: Stamp) -> list[Change]:
    """What becomes of the wording of quotes in one document when their stretches give way to `spans`.

    It goes along to all of these that have none yet, and stays as well where another coding stands on the same words.
    """
    going = {coding.id for coding in codings}
    old = {coding.span: known for coding in codings if (known := _wording(project, coding.document, coding.span))}
    if not old:
        return []
    document = codings[0].document
    free = [known for span, known in old.items() if span not in spans and not _needed(project, document, span, going)]
    changes: list[Change] = []
    for span in spans:
        edits = _together(edit for known in old.values() for edit in _inside(known.edits, span))
        if not edits or _wording(project, document, span):
            continue
        known = free.pop(0) if free else None
        base = known or next(iter(old.values()))._replace(id=stamp.new_id())
        changes.append(Change(known, base._replace(start=span.start, end=span.end, kept=kept(edits))))
    return [*changes, *(Change(known, None) for known in free)]


def _wording(project: Project, document: str, span: Span) -> Wording | None:
    return project.wordings_of.get((document, *span))


def _needed(project: Project, document: str, span: Span, going: Iterable[str]) -> bool:
    others = (other for other in project.starting_at(document, span.start) if other.end == span.end)
    return any(other.id not in going for other in others)


def _together(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits of several wordings as those of one: of two that can't both hold, the first."""
    found: list[Edit] = []
    for edit in edits:
        if not any(clash(edit, known) for known in found):
            found.append(edit)
    return tuple(sorted(found))


def kept(edits: Iterable[Edit]) -> tuple[tuple[int, int, str], ...]:
    """Edits as a wording keeps them."""
    return tuple((edit.start, edit.end, edit.words) for edit in edits)
