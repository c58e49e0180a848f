"""A report: what a summary says, as a title, blocks in reading order, and one flat table for machines.

Blocks know nothing of coding and writers nothing of projects, so that N summaries and M formats meet here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, SupportsIndex, overload

Cell = str | int | float
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


class Facts(NamedTuple):
    """What a report says of itself: the study's name, the day it was made (ISO 8601), the workbench's version."""

    name: str
    made: str
    version: str


class Heading(NamedTuple):
    """A heading; level 1 is the highest below the report's title."""

    text: str
    level: int = 1


class Prose(NamedTuple):
    """Paragraphs in Markdown; what somebody typed as plain words goes through `plain` first."""

    markdown: str


class Source(NamedTuple):
    """Where a quote stands, for machines: files carry it so that a later version can find and refresh the quote.

    `digest` names the text in which [start, end) counts code points; `turn` counts from 1. `codebook` is the study's
    step at which the codebook was last changed; `edits` are (start, end, words) as its wording keeps them.
    """

    document: str
    digest: str
    turn: int
    start: int
    end: int
    participant: str
    code: str
    coder: str
    codebook: int
    edits: tuple[tuple[int, int, str], ...] = ()


class Quote(NamedTuple):
    """A participant's words as print shows them, where they come from, and the quote's id, such as P07-012.

    `language` is an ISO 639-1 code, or empty. The id names the place in the document, where a format has such names.
    `source` is where the words stand in the study, for machines.
    """

    words: str
    reference: str
    id: str = ""
    language: str = ""
    source: Source | None = None


class Bullets(NamedTuple):
    """A list of plain sentences."""

    items: tuple[str, ...]


class Table(NamedTuple):
    """A table of plain cells; numbers stand to the right. `widths` are shares of the page, equal if empty.

    Where the last cell of each row is somebody's speech, `languages` holds its language, row by row. `note` stands below
    the table and says how it was counted; a `wide` table goes on a page of its own, turned to its side. `name` is what
    a file or a sheet of it is called, such as code-by-document.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    note: str = ""
    wide: bool = False
    name: str = ""

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold nothing but numbers and gaps."""
        columns = ([row[place] for row in self.rows if row[place] != ""] for place in range(len(self.header)))
        return tuple(bool(column) and all(isinstance(cell, int | float) for cell in column) for column in columns)


class Break(NamedTuple):
    """What follows starts on a new page."""


class Contents(NamedTuple):
    """A table of contents: the headings down to `depth`, with their pages where the format has pages."""

    title: str
    depth: int = 2


class Mark(NamedTuple):
    """A code on [start, end) of a coded text: its path, who put it there and when (ISO 8601), and a memo on it."""

    start: int
    end: int
    code: str
    by: str
    at: str
    memo: str = ""


class Spoken(NamedTuple):
    """A turn of a coded text: who speaks as it is printed, and the speech [start, end) of the text."""

    label: str
    start: int
    end: int


class Coded(NamedTuple):
    """A transcript with its codes. What stands outside the turns isn't shown; without turns, all of the text is.

    Marks come in the order of the text, and may overlap and reach over turns; all offsets are code points of `text`.
    """

    text: str
    turns: tuple[Spoken, ...]
    marks: tuple[Mark, ...]
    language: str = ""


Block = Heading | Prose | Quote | Bullets | Table | Break | Contents | Coded
GAP = "⟦{}⟧"  # around what the study doesn't know, in prose: writers mark it, so that a person fills it in


class Later(Sequence[Block]):
    """Blocks that are made once somebody looks at them: a file of rows alone has no need of them."""

    def __init__(self, make: Callable[[], Iterable[Block]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Block, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: SupportsIndex) -> Block: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, place: SupportsIndex | slice) -> Block | tuple[Block, ...]:
        return self._made[place]

    def __iter__(self) -> Iterator[Block]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class Report(NamedTuple):
    """A summary ready to be written: `blocks` for readers, `rows` for machines."""

    title: str
    blocks: Sequence[Block]
    facts: Facts
    rows: Table

    @property
    def subtitle(self) -> str:
        """The study and the day, as they stand below the title; the study alone if no day is given."""
        if not self.facts.made:
            return self.facts.name
        return f"{self.facts.name}, {self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"

    @property
    def day(self) -> date:
        """The day on which the report was made."""
        return date.fromisoformat(self.facts.made[:10])


def plain(text: str) -> str:
    """Words that are no Markdown, written so that none of their signs works as a mark; blank lines part paragraphs."""
    lines = (_MARKS.sub(r"\\\1", " ".join(line.split())) for line in text.split("\n"))
    return "\n".join(lines).strip("\n")
