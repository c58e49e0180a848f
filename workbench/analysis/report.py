"""A report: what a summary says, as a title, blocks in reading order, and one flat table for machines.

Blocks know nothing of coding and writers nothing of projects, so that N summaries and M formats meet here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

Cell = str | int
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


class Quote(NamedTuple):
    """A participant's words as they stand in the text, where they come from, and the quote's id, such as P07-012.

    `language` is an ISO 639-1 code, or empty. The id names the place in the document, where a format has such names.
    """

    words: str
    reference: str
    id: str = ""
    language: str = ""


class Bullets(NamedTuple):
    """A list of plain sentences."""

    items: tuple[str, ...]


class Table(NamedTuple):
    """A table of plain cells; numbers stand to the right. `widths` are shares of the page, equal if empty.

    Where the last cell of each row is somebody's speech, `languages` holds its language, row by row.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold nothing but numbers and gaps."""
        columns = ([row[place] for row in self.rows if row[place] != ""] for place in range(len(self.header)))
        return tuple(bool(column) and all(isinstance(cell, int) for cell in column) for column in columns)


class Break(NamedTuple):
    """What follows starts on a new page."""


Block = Heading | Prose | Quote | Bullets | Table | Break


class Report(NamedTuple):
    """A summary ready to be written: `blocks` for readers, `rows` for machines."""

    title: str
    blocks: tuple[Block, ...]
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
