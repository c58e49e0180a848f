"""What print hides of quotes, and where a file shows it all the same: in quotes that overlap, or in what people wrote.

How quotes are worded is the matter of `core.wording`; here nothing is hidden, only told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from workbench.analysis.report import Block, Bullets, Heading, Prose, Quote, Table
from workbench.core.model import Edit, Transcript
from workbench.core.project import Project, counted
from workbench.core.spans import Span

Place = tuple[str, int, int]
MOST_NAMED = 12
SHORTEST_NAME = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_ESCAPES = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


class Hidden(NamedTuple):
    """Words [start, end) of a document that print hides in one quote; `replaced` if others stand in their place."""

    start: int
    end: int
    replaced: bool
    quote: Place


def hidden(project: Project) -> Mapping[str, tuple[Hidden, ...]]:
    """What print hides, by document (an id)."""
    found: dict[str, list[Hidden]] = defaultdict(list)
    for place, wording in project.wordings_of.items():
        found[wording.document] += [
            Hidden(edit.start, edit.end, bool(edit.words), place) for edit in wording.edits if edit.start < edit.end
        ]
    return {document: tuple(sorted(words)) for document, words in found.items() if words}


def still_shown(words: Iterable[Hidden], span: Span, edits: Sequence[Edit] = ()) -> tuple[Hidden, ...]:
    """Those of the words hidden elsewhere that a stretch shows in part or whole, printed with its own edits."""
    return tuple(one for one in words if _shows(Span(max(one.start, span.start), min(one.end, span.end)), edits))


def _shows(words: Span, edits: Sequence[Edit]) -> bool:
    at = words.start
    for edit in edits:
        if edit.start <= at < edit.end:
            at = edit.end
    return at < words.end


def kinds(edits: Iterable[Edit]) -> str:
    """What was done to a quote's words, in kinds and counts, without the words."""
    found = list(edits)
    left_out = sum(edit.start < edit.end and not edit.words for edit in found)
    replaced = sum(edit.start < edit.end and bool(edit.words) for edit in found)
    added = len(found) - left_out - replaced
    told = ((left_out, "left out"), (replaced, "replaced"), (added, "added"))
    return ", ".join(f"{count:,} {what}" for count, what in told if count)


def some(names: Iterable[str]) -> str:
    """Names as a sentence lists them, each once; of many the first."""
    found = list(dict.fromkeys(names))
    more = [f"{len(found) - MOST_NAMED:,} more"] if len(found) > MOST_NAMED else []
    *first, last = [*found[:MOST_NAMED], *more]
    return f"{', '.join(first)} and {last}" if first else last


def overlaps_told(showing: Iterable[tuple[str, tuple[Hidden, ...]]]) -> Iterator[str]:
    """A caution of the extracts (their ids, with what they still show) that overlap words hidden in another quote."""
    found = [(name, words) for name, words in showing if words]
    replaced = [name for name, words in found if any(one.replaced for one in words)]
    rest = len(found) - len(replaced)
    if replaced:
        yield (
            f"Caution: {counted(len(replaced), 'further extract')} "
            f"{'overlaps' if len(replaced) == 1 else 'overlap'} words that are replaced in a quote, and "
            f"{'shows' if len(replaced) == 1 else 'show'} them as they were said: {some(replaced)}."
        )
    if rest:
        yield (
            f"{counted(rest, 'further extract')} {'overlaps' if rest == 1 else 'overlap'} words that are left out of a "
            f"quote, and {'shows' if rest == 1 else 'show'} them."
        )


def names_hidden(project: Project, texts: Mapping[str, Transcript]) -> frozenset[str]:
    """Words of quotes that are replaced in print and look like names: with a capital, and nowhere without."""
    found: set[str] = set()
    for document, words in hidden(project).items():
        text = texts[document].text if document in texts else ""
        for one in words if text else ():
            for name in _LETTERS.findall(text[one.start : one.end]) if one.replaced else ():
                if len(name) >= SHORTEST_NAME and name[0].isupper() and not _stands(name.lower()).search(text):
                    found.add(name)
    return frozenset(found)


def says_one(names: frozenset[str], words: str) -> bool:
    """True if one of the names stands in these words."""
    return bool(names and _one_of(names).search(words))


def names_told(names: frozenset[str], blocks: Iterable[Block]) -> Iterator[str]:
    """A caution of where in a report names still stand that are replaced in quotes; the names are not said again."""
    places, heading = [], ""
    for block in blocks if names else ():
        if isinstance(block, Heading):
            heading = block.text
        if any(says_one(names, said) for said in _said(block)):
            places.append(block.id if isinstance(block, Quote) and block.id else f"“{heading}”")
    if places:
        yield f"Caution: names that are replaced in a quote still stand in this file, in {some(places)}."


@cache
def _one_of(names: frozenset[str]) -> re.Pattern[str]:
    return _stands("|".join(map(re.escape, sorted(names))))


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield text
        case Prose(markdown):
            yield _ESCAPES.sub("", markdown)
        case Quote():
            yield from (block.words, block.reference)
        case Bullets(items):
            yield from items
        case Table():
            yield from (block.caption, block.note, *block.header)
            yield from (cell for row in block.rows for cell in row if isinstance(cell, str))


def _stands(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
