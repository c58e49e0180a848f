"""Cross tables: codings, extracts, participants or shares of words, by any two of codes, themes, documents and people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, repeat
from operator import itemgetter
from typing import Any

from workbench.analysis.hearing import Heard
from workbench.analysis.report import Cell
from workbench.analysis.tables.counting import chosen, counting, rule_of
from workbench.analysis.tables.dimensions import Dimension, dimension
from workbench.analysis.tables.kinds import COUNTS
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.analysis.tables.shares import shares, shares_rule
from workbench.core.errors import Refused
from workbench.core.model import Coding, Document

Place = tuple[str, str]
UNITS = {
    "codings": "Counted are codings; where two coders put a code on the same words, both count.",
    "extracts": "Counted are extracts: a stretch of text counts once in a cell, however many codings it has there.",
    "participants": "Counted are participants: each who is heard in a coding of the cell, once.",
}


def crosstab(asked: Asked, rows: str, columns: str, count: str = "codings") -> Matrix:
    """The table of two dimensions, such as code and document or theme and case.country; `count` is one of COUNTS."""
    if count not in COUNTS:
        raise Refused(f"“{count}” can’t be counted.", f"These can: {', '.join(COUNTS)}.")
    down, across = dimension(asked, rows), dimension(asked, columns, across=True)
    if down.name == across.name:
        raise Refused(f"Both rows and columns would be {down.title.lower()}.", "Choose two that differ.")
    placing = _Placing(asked, down, across)
    values: Mapping[Place, Cell] = shares(asked, down, across) if count == "words" else placing.counted(count)
    notes = (_several(down, across, count), down.note, across.note)
    what = shares_rule(asked, down, across) if count == "words" else UNITS[count]
    return Matrix(
        f"{down.title[:1].upper()}{down.title[1:]} by {across.title}: {COUNTS[count]}",
        rule_of(asked, what, *notes),
        down.corner,
        *_heads(down, across, values),
        values,
        placing.behind,
        f"{down.file}-by-{across.file}{'' if count == 'codings' else f'-{count}'}",
        0.0 if count == "words" else 0,
    )


def _several(down: Dimension, across: Dimension, count: str) -> str:
    """The sentence that says what becomes of words that several speakers say."""
    shared = " and for ".join(filter(None, (down.shared, across.shared)))
    if shared and count == "words":
        return "Where a coding reaches over several speakers, each has the words that they say themselves."
    return f"Words of several speakers count for {shared}." if shared else ""


def _heads(
    down: Dimension, across: Dimension, values: Mapping[Place, Cell]
) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    """The rows and the columns, in order."""
    found: tuple[set[str], set[str]] = ({row for row, _ in values}, {column for _, column in values})
    return down.heads(found[0]), across.heads(found[1])


class _Placing:
    """Where the codings of a study stand in a table."""

    def __init__(self, asked: Asked, down: Dimension, across: Dimension) -> None:
        self._asked, self._down, self._across = asked, down, across
        self._voiced = down.voiced or across.voiced
        self._places = lru_cache(None)(self._placed)
        self._index: Mapping[Place, Sequence[Coding]] | None = None

    def counted(self, count: str) -> dict[Place, int]:
        """How many there are in each cell in which there is something."""
        if count == "participants":
            return Counter(place for place, _ in self._people())
        if count == "extracts":
            return Counter(place for place, *_ in self._extracts())
        if self._down.ids is None and self._across.name == "document":
            return self._by_document()
        values: Counter[Place] = Counter()
        for document, codings, heard in counting(self._asked):
            raw = self._raw(document, codings, heard)
            for what, number in Counter(zip(*raw, strict=False)).items():
                for place in self._places(document.id, *what):
                    values[place] += number
        return values

    def _by_document(self) -> dict[Place, int]:
        """Codings by something of theirs and by document, the table that is wanted most."""
        values: dict[Place, int] = {}
        for document in self._asked.project.library:
            codings = self._asked.project.codings.get(document.id, ())
            heard = self._asked.heard.get(document.id, ())
            rows = self._down.column(document, codings, heard)
            wanted = chosen(self._asked, codings, heard)
            for row, number in Counter(rows if wanted is None else compress(rows, wanted)).items():
                values[row, document.id] = number
        return values

    def behind(self, row: str, column: str) -> tuple[Coding, ...]:
        """The codings of a cell, or of a row or column where the other is empty, in the order of the library."""
        if self._index is None:
            index: dict[Place, list[Coding]] = defaultdict(list)
            for document, codings, heard in counting(self._asked):
                raw = zip(*self._raw(document, codings, heard), strict=False)
                for coding, what in zip(codings, raw, strict=False):
                    places = self._places(document.id, *what)
                    for place in {*places, *((row, "") for row, _ in places), *(("", column) for _, column in places)}:
                        index[place].append(coding)
            self._index = index
        return tuple(self._index.get((row, column), ()))

    def _extracts(self) -> Iterator[tuple[Place, int, int]]:
        for document, codings, heard in counting(self._asked):
            raw = self._raw(document, codings, heard)
            found = set(zip(*raw, map(itemgetter(2), codings), map(itemgetter(3), codings), strict=False))
            yield from {
                (place, start, end) for *what, start, end in found for place in self._places(document.id, *what)
            }

    def _people(self) -> set[tuple[Place, str]]:
        """Who is heard in the codings of which cell, each once; who stands for another cell isn’t counted in this one."""
        found: set[tuple[Place, str]] = set()
        for document, codings, heard in counting(self._asked):
            down, across, _ = self._raw(document, codings, heard)
            for row, column, labels in set(zip(down, across, map(itemgetter(4), heard), strict=False)):
                for label in labels:
                    case = self._asked.project.cases_of.get((document.id, label))
                    if case and not case.interviewer:
                        found.update((place, case.id) for place in self._places(document.id, row, column, (label,)))
        return found

    def _raw(self, document: Document, codings: Sequence[Coding], heard: Sequence[Heard]) -> tuple[Iterable[Any], ...]:
        """What places each coding in rows and columns, and who is heard in it if that matters."""
        labels = map(itemgetter(4), heard) if self._voiced else repeat(())
        return self._down.column(document, codings, heard), self._across.column(document, codings, heard), labels

    def _placed(self, document: str, row: Any, column: Any, labels: tuple[str, ...]) -> tuple[Place, ...]:
        """The cells of a coding, each once; where speakers part the table, those of each who is heard."""
        if not self._voiced:
            return tuple((r, c) for r in _ids(self._down, document, row) for c in _ids(self._across, document, column))
        places: dict[Place, None] = {}
        for label in dict.fromkeys(labels):
            if self._asked.interviewers or not self._asks(document, label):
                rows = _ids(self._down, document, label if self._down.voiced else row)
                columns = _ids(self._across, document, label if self._across.voiced else column)
                places |= dict.fromkeys((r, c) for r in rows for c in columns)
        return tuple(places)

    def _asks(self, document: str, label: str) -> bool:
        case = self._asked.project.cases_of.get((document, label))
        return case is not None and case.interviewer


def _ids(dimension: Dimension, document: str, raw: Any) -> tuple[str, ...]:
    return dimension.ids(document, raw) if dimension.ids else (raw,)
