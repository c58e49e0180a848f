"""Verbs on codings: putting codes on words, moving, changing, splitting, joining, rating and removing what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.core.errors import Conflict, Refused
from workbench.core.model import SEARCH, Code, Coder, Coding
from workbench.core.project import FEW, Project, counted, folded, step_of, tidied
from workbench.core.spans import Span, trimmed
from workbench.core.steps import Change, Stamp, Step
from workbench.core.wording import carried

FIRST_ROUND = 1  # later rounds come with agreement; each coding bears its round from the start
NO_WORDS = "No words are selected."
HOW_TO_SELECT = "Select some with x or shift and the arrows."
PASSAGES = "Put it on the document itself, or let it apply to passages in the codebook."


class Placed(NamedTuple):
    """A coding that found its place: a coder's name, a time and so on of its own, where the source gives them."""

    document: str
    span: Span
    code: str
    coder: str = ""
    at: str = ""
    rating: str = ""
    origin: str = ""


def apply_code(project: Project, document: str, span: Span, code: str, stamp: Stamp) -> Step:
    """Puts a code on a stretch of a document; refused without words, for a heading, or where it stands already."""
    return apply_codes(project, document, span, (code,), stamp)


def apply_codes(
    project: Project, document: str, span: Span, codes: Sequence[str], stamp: Stamp, *, whole: Span | None = None
) -> Step:
    """Puts several codes on one stretch in one step; those that stand there already are left as they are.

    Codes for documents as a whole go on `whole`, which is all of the document, and leave `span` to the others.
    Refused without words, without codes, for a heading, or if all of them stand there.
    """
    wanted = [applicable(project, code) for code in dict.fromkeys(codes)]
    if not wanted:
        raise Refused("No code was chosen.")
    spans = {code: _meant(code, span, whole) for code in wanted}
    fresh = [c for c in wanted if standing(project, document, spans[c], c.id, stamp.coder.id) is None]
    if not fresh:
        where = "this document" if all(code.whole for code in wanted) else "these words"
        raise Refused(f"{_named(wanted)} already {'stands' if len(wanted) == 1 else 'stand'} on {where}.")
    new = new_codings(project, [(document, spans[code], code.id) for code in fresh], stamp)
    passages, documents = [c for c in fresh if not c.whole], [c for c in fresh if c.whole]
    parts = [f"with {_named(passages)}"] * bool(passages) + [f"as a whole with {_named(documents)}"] * bool(documents)
    return step_of(project, f"Coded {place(project, document)} {', and '.join(parts)}", stamp, new)


def whole_of(text: str) -> Span:
    """What a code for documents as a whole stands on: all of the text but blanks at its ends."""
    return trimmed(text, Span(0, len(text)))


def _meant(code: Code, span: Span, whole: Span | None) -> Span:
    """What a code goes on: the words that are meant, or all of the document."""
    if code.whole and whole is None:
        raise Refused(f"“{code.name}” is for documents as a whole, not for passages.", PASSAGES)
    found = whole if code.whole and whole else span
    if found.start >= found.end:
        raise Refused(NO_WORDS, HOW_TO_SELECT)
    return found


def code_hits(project: Project, hits: Sequence[tuple[str, Span]], code: str, stamp: Stamp) -> Step:
    """Puts a code on what a search found, (document id, span) each, in one step; such codings bear the origin SEARCH.

    Hits that have the code already are left as they are; refused if that is all of them.
    """
    wanted = applicable(project, code)
    fresh = [
        (document, span, code)
        for document, span in dict.fromkeys(hits)
        if span.length and standing(project, document, span, code, stamp.coder.id) is None
    ]
    if not fresh:
        raise Refused(f"“{wanted.name}” already stands on all of these words.")
    if wanted.whole and len({document for document, _, _ in fresh}) < len(fresh):
        raise Refused(f"“{wanted.name}” is for documents as a whole, not for passages.", PASSAGES)
    places = counted(len({document for document, _, _ in fresh}), "document")
    what = "" if wanted.whole else f"{counted(len(fresh), 'hit')} of a search in "
    label = f"Coded {what}{places}{' as a whole' if wanted.whole else ''} with “{wanted.name}”"
    return step_of(project, label, stamp, new_codings(project, fresh, stamp, origin=SEARCH))


def new_codings(
    project: Project, places: Iterable[tuple[str, Span, str]], stamp: Stamp, *, origin: str = ""
) -> list[Change]:
    """The changes that make codings of (document id, span, code id), with the next numbers."""
    return [
        Change(None, Coding(
            stamp.new_id(), document, span.start, span.end, code, stamp.coder.id, FIRST_ROUND, number, stamp.at,
            origin=origin, meaning=_meaning(project, code),
        ))
        for number, (document, span, code) in enumerate(places, project.issued + 1)
    ]  # fmt: skip


def standing(project: Project, document: str, span: Span, code: str, coder: str) -> Coding | None:
    """The coder's coding with this code on exactly this stretch, if there is one."""
    wanted = (span.end, code, coder, FIRST_ROUND)
    return next(
        (c for c in project.starting_at(document, span.start) if (c.end, c.code, c.coder, c.round) == wanted), None
    )


def resize(project: Project, coding: Coding, span: Span, stamp: Stamp) -> Step:
    """Moves the edges of a coding; refused without words, without a change, or where its code stands already."""
    _must_stand(project, [coding])
    if span.start >= span.end:
        raise Refused("A coding needs at least one character.")
    if span == coding.span:
        raise Refused("The coding has these edges already.")
    if standing(project, coding.document, span, coding.code, coding.coder):
        raise Refused(f"{_code(project, coding)} already stands on these words.")
    after = coding._replace(start=span.start, end=span.end)
    label = f"Moved an edge of {_code(project, coding)}{_whose(project, [coding], stamp)} in {place(project, coding.document)}"
    return step_of(project, label, stamp, [Change(coding, after), *carried(project, [coding], [span], stamp)])


def recode(project: Project, codings: Sequence[Coding], code: str, stamp: Stamp) -> Step:
    """Gives codings another code; refused for a heading, or if all of them have it already."""
    wanted = applicable(project, code)
    _must_stand(project, codings)
    others = [coding for coding in codings if coding.code != code]
    if not others:
        raise Refused(f"{'This is' if len(codings) == 1 else 'These are'} “{wanted.name}” already.")
    if wanted.whole and not all(project.codes[coding.code].whole for coding in others):
        raise Refused(f"“{wanted.name}” is for documents as a whole, not for passages.", PASSAGES)
    what = _code(project, others[0]) if len(others) == 1 else counted(len(others), "coding")
    label = f"Recoded {what}{_whose(project, others, stamp)} in {_places(project, others)} to “{wanted.name}”"
    return step_of(project, label, stamp, recoded(project, others, {coding.code: wanted for coding in others}))


def recoded(
    project: Project, codings: Sequence[Coding], to: Mapping[str, Code], outdated: Collection[Coding] = ()
) -> list[Change]:
    """The changes that give codings another code for theirs (an id); `to` has one for each.

    A coding that would then stand twice goes, and its heir takes over from it. The `outdated` ones, at which nobody
    looks now, stay that.
    """
    moving = {coding.id for coding in codings}
    codes = {code.id for code in to.values()}
    taken = {
        (c.document, c.start, c.end, c.coder, c.round, c.code): c.id
        for document in {coding.document for coding in codings}
        for c in project.codings.get(document, ())
        if c.code in codes and c.id not in moving
    }
    changes: list[Change] = []
    heirs: dict[str, str] = {}
    for coding in codings:
        code = to[coding.code]
        key = (coding.document, coding.start, coding.end, coding.coder, coding.round, code.id)
        if key in taken:
            heirs[coding.id] = taken[key]
            changes.append(Change(coding, None))
        else:
            taken[key] = coding.id
            rating = coding.rating if coding.rating in code.scale else ""
            meaning = coding.meaning if coding in outdated else code.meaning
            changes.append(Change(coding, coding._replace(code=code.id, rating=rating, meaning=meaning)))
    return [*changes, *inherited(project, [coding for coding in codings if coding.id in heirs], heirs)]


def split_coding(project: Project, coding: Coding, left: Span, right: Span, stamp: Stamp) -> Step:
    """Makes two codings of one: the first keeps its number and memos. Refused if a part has no words, or they overlap."""
    _must_stand(project, [coding])
    if not left.length or not right.length or left.end > right.start:
        raise Refused("The caret must stand between two words of the coding.", "Move it there and press the key again.")
    if any(standing(project, coding.document, part, coding.code, coding.coder) for part in (left, right)):
        raise Refused(f"{_code(project, coding)} already stands on one of the two parts.")
    first = coding._replace(start=left.start, end=left.end)
    second = coding._replace(id=stamp.new_id(), start=right.start, end=right.end, number=project.issued + 1)
    label = f"Split {_code(project, coding)}{_whose(project, [coding], stamp)} in {place(project, coding.document)}"
    worded = carried(project, [coding], [left, right], stamp)
    return step_of(project, label, stamp, [Change(coding, first), Change(None, second), *worded])


def join_codings(project: Project, codings: Sequence[Coding], stamp: Stamp) -> Step:
    """Makes one coding of several by one coder, with one code, in one document; it keeps the first one's number."""
    _must_stand(project, codings)
    if len(codings) < 2:
        raise Refused("There is no second coding with this code to join.")
    if len({(coding.document, coding.code, coding.coder, coding.round) for coding in codings}) > 1:
        raise Refused("Only codings by one coder with one code in one document can be joined.")
    first = min(codings, key=lambda coding: (coding.start, coding.number))
    span = Span(first.start, max(coding.end for coding in codings))
    twin = standing(project, first.document, span, first.code, first.coder)
    gone = [coding for coding in dict.fromkeys([*codings, *([twin] if twin else [])]) if coding != first]
    heirs = {coding.id: first.id for coding in gone}
    label = f"Joined {len(codings)} codings of {_code(project, first)}{_whose(project, codings, stamp)} in " + place(
        project, first.document
    )
    grown = [Change(first, first._replace(end=span.end))] if span != first.span else []
    changes = [*grown, *(Change(coding, None) for coding in gone), *inherited(project, gone, heirs)]
    changes += carried(project, [first, *gone], [span], stamp)
    return step_of(project, label, stamp, changes)


def keep_codings(project: Project, codings: Sequence[Coding], stamp: Stamp) -> Step:
    """Says of outdated codings that they stand under what their codes mean now; refused if none of them is outdated."""
    _must_stand(project, codings)
    outdated = [coding for coding in codings if coding in project.outdated.get(coding.code, ())]
    if not outdated:
        raise Refused("The definition and rules of the code are those under which this was coded.")
    codes = list(dict.fromkeys(coding.code for coding in outdated))
    which = _named([project.codes[code] for code in codes]) if len(codes) <= FEW else counted(len(codes), "code")
    label = (
        f"Looked again at {counted(len(outdated), 'coding')} of {which}{_whose(project, outdated, stamp)} and kept "
        + ("it" if len(outdated) == 1 else "them")
    )
    changes = [Change(coding, coding._replace(meaning=project.codes[coding.code].meaning)) for coding in outdated]
    return step_of(project, label, stamp, changes)


def dated(project: Project, codes: Collection[str]) -> list[Change]:
    """The changes that note, for codings of codes (ids) whose meaning changes, what it was: where that isn't known yet."""
    return [
        Change(coding, coding._replace(meaning=_meaning(project, coding.code)))
        for coding in (project.all_codings() if any(project.counts.get(code) for code in codes) else ())
        if coding.code in codes and not coding.meaning
    ]


def rate(project: Project, codings: Sequence[Coding], rating: str, stamp: Stamp) -> Step:
    """Rates codings on their code's scale, or takes the rating away with an empty word."""
    _must_stand(project, codings)
    for coding in codings:
        scale = project.codes[coding.code].scale
        if not scale:
            raise Refused(f"{_code(project, coding)} has no scale to rate on.", "Give it one in the codebook.")
        if rating and rating not in scale:
            raise Refused(f"{_code(project, coding)} has no point “{rating}”.", f"Its scale is {', '.join(scale)}.")
    others = [coding for coding in codings if coding.rating != rating]
    if not others:
        raise Refused("The rating is this already.")
    what = _code(project, others[0]) if len(others) == 1 else counted(len(others), "coding")
    did = f"Rated {rating}:" if rating else "Took the rating from"
    label = f"{did} {what}{_whose(project, others, stamp)} in {_places(project, others)}"
    return step_of(project, label, stamp, [Change(coding, coding._replace(rating=rating)) for coding in others])


def remove_codings(project: Project, codings: Sequence[Coding], stamp: Stamp) -> Step:
    """Takes codings away, and with them their places among the quotes of themes; their memos stay with the words."""
    if not codings:
        raise Refused("No code stands here.")
    _must_stand(project, codings)
    what = _code(project, codings[0]) if len(codings) == 1 else counted(len(codings), "coding")
    label = f"Removed {what}{_whose(project, codings, stamp)} from {_places(project, codings)}"
    return step_of(project, label, stamp, removed(project, codings))


def removed(project: Project, codings: Sequence[Coding]) -> list[Change]:
    """The changes that take codings away."""
    return [*inherited(project, codings, {}), *(Change(coding, None) for coding in codings)]


def inherited(project: Project, gone: Sequence[Coding], heirs: Mapping[str, str]) -> list[Change]:
    """What becomes of what hangs on codings that go: it passes to the heir (ids to ids).

    Without an heir, the quote leaves its themes and cells, and a memo stays as one about the words.
    """
    going = {coding.id: coding for coding in gone}
    changes: list[Change] = []
    for theme in project.theme_order if gone else ():
        if not going.keys().isdisjoint(theme.quotes):
            quotes = (heirs.get(quote, "" if quote in going else quote) for quote in theme.quotes)
            changes.append(Change(theme, theme._replace(quotes=tuple(dict.fromkeys(filter(None, quotes))))))
    for cell in project.cells.values() if gone else ():
        if not going.keys().isdisjoint(cell.quotes):
            quotes = (heirs.get(quote, "" if quote in going else quote) for quote in cell.quotes)
            changes.append(Change(cell, cell._replace(quotes=tuple(dict.fromkeys(filter(None, quotes))))))
    for coding in gone:
        for memo in project.memos_on.get(("coding", coding.id), ()):
            if coding.id in heirs:
                after = memo._replace(target=heirs[coding.id])
            else:
                after = memo._replace(about="passage", target=coding.document, start=coding.start, end=coding.end)
            changes.append(Change(memo, after))
    return changes


def add_codings(project: Project, placed: Sequence[Placed], stamp: Stamp, source: str) -> Step:
    """Adds codings that were made elsewhere, as one step; new coders join, what stands already is left out."""
    changes: list[Change] = []
    coders = {folded(coder.name): coder.id for coder in (*project.coders.values(), stamp.coder)}
    have = {(c.document, c.span, c.code, c.coder) for codings in project.codings.values() for c in codings}
    number = project.issued
    for document, span, code, name, at, rating, origin in placed:
        coder = coders.get(folded(name)) if tidied(name) else stamp.coder.id
        if coder is None:
            coder = coders[folded(name)] = stamp.new_id()
            changes.append(Change(None, Coder(coder, tidied(name))))
        key = (document, span, code, coder)
        if key in have:
            continue
        have.add(key)
        number += 1
        changes.append(Change(None, Coding(
            stamp.new_id(), document, span.start, span.end, code, coder, FIRST_ROUND, number, at or stamp.at, rating,
            origin, _meaning(project, code),
        )))  # fmt: skip
    count = number - project.issued
    if not count:
        raise Refused("There is no new coding in this table.", "All that could be placed stands in the study already.")
    return step_of(project, f"Imported {counted(count, 'coding')} from {source}", stamp, changes)


def applicable(project: Project, code: str) -> Code:
    """The code of an id, if it may be applied; refused for a mere heading."""
    wanted = project.codes.get(code)
    if wanted is None:
        raise Refused("This code is no longer in the codebook.")
    if not wanted.applies:
        raise Refused(f"“{wanted.name}” is a heading, not a code to apply.", "Choose one of the codes below it.")
    return wanted


def place(project: Project, document: str) -> str:
    """The title of a document; refused if it is gone."""
    known = project.documents.get(document)
    if known is None:
        raise Refused("This document is no longer in the study.")
    return known.title


def _places(project: Project, codings: Sequence[Coding]) -> str:
    documents = {coding.document for coding in codings}
    return place(project, codings[0].document) if len(documents) == 1 else counted(len(documents), "document")


def _must_stand(project: Project, codings: Iterable[Coding]) -> None:
    listed = list(codings)
    if len(listed) > FEW:
        gone = any(project.codings_by_id.get(coding.id) != coding for coding in listed)
    else:
        gone = any(coding not in project.codings.get(coding.document, ()) for coding in listed)
    if gone:
        raise Conflict("This coding was changed or removed by somebody else in the meantime.", "Look again.")


def _meaning(project: Project, code: str) -> str:
    known = project.codes.get(code)
    return known.meaning if known else ""


def _code(project: Project, coding: Coding) -> str:
    return f"“{project.codes[coding.code].name}”"


def _named(codes: Sequence[Code]) -> str:
    return ", ".join(f"“{code.name}”" for code in codes)


def _whose(project: Project, codings: Iterable[Coding], stamp: Stamp) -> str:
    others = {project.coders[coding.coder].name for coding in codings if coding.coder != stamp.coder.id}
    return f", coded by {' and '.join(sorted(others))}," if others else ""
