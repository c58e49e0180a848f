"""How a codebook came to be what it is: its versions in sentences, and what codes meant when something was coded.

All of it is computed from the steps that changed the codebook; who reads them from the history hands them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import groupby
from typing import NamedTuple

from workbench.analysis.retelling import Retold
from workbench.core.errors import Missing
from workbench.core.model import Book, Code, Coding
from workbench.core.moments import local
from workbench.core.project import Project, counted
from workbench.core.steps import Step

Numbered = tuple[int, Step]
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONG = 4000  # words; beyond, a comparison goes by what is rare in the text
MEANT = (("definition", "Definition"), ("full", "At length"), ("include", "Use"), ("exclude", "Not"))


class Version(NamedTuple):
    """A codebook as it was in force after step `step`, made by `by` at `at`.

    `before` and `codes` are how many codes there were, `sentences` what was done, `codings` how many went to another
    code with it. `number` counts the versions from 1. `rewritten` are the codes that came to mean something else, as they
    were and as they are.
    """

    number: int
    step: int
    at: str
    by: str
    before: int
    codes: int
    sentences: tuple[str, ...]
    codings: int
    rewritten: tuple[tuple[Code, Code], ...] = ()


# -- versions ---------------------------------------------------------------------------------------------------------


def versions(
    project: Project, steps: Sequence[Numbered], *, each: bool = False, only: str = "", zone: tzinfo | None = None
) -> tuple[Version, ...]:
    """The versions of the codebook up to the project as it is now, oldest first; `steps` are those that stand.

    What one coder did on one day without another's doing in between is one version, unless `each` step is to be one.
    `only` is a coder (an id) who codes blind: codings of others are not counted.
    """
    codes: Mapping[str, Code] = as_of(project, steps, 0).codes
    found: list[Version] = []
    for those in _grouped(steps, each, zone):
        retold = Retold(codes, only)
        for _, step in those:
            retold.take(step)
        number, last = those[-1]
        if said := retold.sentences():
            counts = (len(codes), len(retold.codes))
            found.append(
                Version(len(found) + 1, number, last.at, last.by, *counts, said, retold.moved, retold.rewritten())
            )
        codes = retold.codes
    return tuple(found)


def _grouped(steps: Sequence[Numbered], each: bool, zone: tzinfo | None) -> Iterator[list[Numbered]]:
    if each:
        yield from ([found] for found in steps)
        return
    for _, those in groupby(steps, lambda found: (found[1].by, local(found[1].at, zone).date())):
        yield list(those)


def as_of(project: Project, steps: Sequence[Numbered], number: int) -> Project:
    """The project with the codebook as it was after step `number`; `steps` are those that stand.

    Only codes and what the codebook says of itself are of then. What was taken back since is not in it.
    """
    codes, books = dict(project.codes), dict(project.books)
    for later, step in reversed(steps):
        if later <= number:
            break
        for before, after in reversed(step.changes):
            if isinstance(record := after or before, Code | Book):
                there: dict[str, Code] | dict[str, Book] = codes if isinstance(record, Code) else books
                there.pop(record.id, None)
                if before is not None:
                    there[record.id] = before  # type: ignore[assignment]
    return replace(project, codes=codes, books=books)


def version_of(found: Sequence[Version], number: int) -> Version:
    """The version of a number; Missing if there is none."""
    known = next((version for version in found if version.number == number), None)
    if known is None:
        raise Missing(f"The codebook has no version {number}.", f"It has {counted(len(found), 'version')}.")
    return known


# -- what codes meant ---------------------------------------------------------------------------------------------------


class Meanings(NamedTuple):
    """What codes meant and mean: `texts` are codes as they said it, by (id, meaning) and by ("", meaning).

    `changed` says by a code's id when and by whom what it means was changed last.
    """

    texts: Mapping[tuple[str, str], Code]
    changed: Mapping[str, tuple[str, str]]

    def then(self, coding: Coding) -> Code | None:
        """The code as it was when somebody last looked at a coding; None if that is not known."""
        return self.texts.get((coding.code, coding.meaning)) or self.texts.get(("", coding.meaning))


def meanings(steps: Iterable[Numbered], standing: Iterable[int]) -> Meanings:
    """What codes meant at any time, from all steps that changed them, those taken back too; `standing` are the others."""
    texts: dict[tuple[str, str], Code] = {}
    changed: dict[str, tuple[str, str]] = {}
    stands = set(standing)
    for number, step in steps:
        for before, after in step.changes:
            codes = [record for record in (before, after) if isinstance(record, Code)]
            said = [code.meaning for code in codes]
            for code, meaning in zip(codes, said, strict=True):
                texts[code.id, meaning] = texts["", meaning] = code
            split_off = before is None and any(code.split for code in codes)
            if (len(set(said)) > 1 or split_off) and number in stands:
                changed[codes[0].id] = step.at, step.by
    return Meanings(texts, changed)


class Outdated(NamedTuple):
    """A code with codings to look at again, out of how many; `at` and `by` say when and by whom it was redefined last."""

    code: Code
    codings: tuple[Coding, ...]
    of: int
    at: str
    by: str


def outdated(project: Project, known: Meanings) -> tuple[Outdated, ...]:
    """The codes whose definition or rules changed since something was coded, in the order of the codebook."""
    return tuple(
        Outdated(code, found, project.counts.get(code.id, 0), *known.changed.get(code.id, ("", "")))
        for code, _ in project.code_tree
        if (found := project.outdated.get(code.id))
    )


class Piece(NamedTuple):
    """Words in a row that are the same in both texts, or are not."""

    words: str
    changed: bool


class Rewritten(NamedTuple):
    """A field of a code that says something else: what it is called, and both texts in pieces."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def rewritten(before: Code, after: Code) -> tuple[Rewritten, ...]:
    """What a code says otherwise of what it means, word by word."""
    return tuple(
        Rewritten(name, *compared(getattr(before, field), getattr(after, field)))
        for field, name in MEANT
        if getattr(before, field) != getattr(after, field)
    )


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts in pieces, those words marked that the other one lacks."""
    from difflib import SequenceMatcher

    one, other = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) + len(other) > _LONG)
    for how, first, last, start, end in matcher.get_opcodes():
        left.append(Piece("".join(one[first:last]), how != "equal"))
        right.append(Piece("".join(other[start:end]), how != "equal"))
    return _filled(left), _filled(right)


def _filled(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that hold something, those side by side that are alike as one; blanks between changed words go with them."""
    listed = [piece for piece in pieces if piece.words]
    for place in range(1, len(listed) - 1):
        around = listed[place - 1].changed and listed[place + 1].changed
        if around and listed[place].words.isspace():
            listed[place] = listed[place]._replace(changed=True)
    return tuple(
        Piece("".join(piece.words for piece in those), changed)
        for changed, those in groupby(listed, lambda piece: piece.changed)
    )
