"""A table with quotes behind its cells: rows, columns, values, and the rule by which they were counted.

Each table of this package is made as one of these; screens walk over it, and reports print it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.analysis.hearing import Heard
from workbench.analysis.report import Cell, Table
from workbench.core.model import Coding, Transcript
from workbench.core.project import Project

WIDE = 8  # columns from which on a table needs a page turned to its side
SHARES = 100


class Asked(NamedTuple):
    """What a table is made of: the project, what is heard in its codings, and its texts where words are counted.

    `interviewers` counts what only they say as well; `among` are the codings (ids) to be counted, None for all.
    """

    project: Project
    heard: Mapping[str, tuple[Heard, ...]]
    texts: Callable[[Iterable[str]], Mapping[str, Transcript]]
    interviewers: bool = False
    among: frozenset[str] | None = None

    def counted(self) -> Iterator[tuple[Coding, Heard]]:
        """The codings that count, document by document in the library's order, each with what is heard in it."""
        for document in self.project.library:
            for coding, heard in zip(
                self.project.codings.get(document.id, ()), self.heard.get(document.id, ()), strict=True
            ):
                if (self.interviewers or not heard.interviewer) and (self.among is None or coding.id in self.among):
                    yield coding, heard

    @property
    def who(self) -> str:
        """The sentence of a rule that says whose speech is counted."""
        asking = any(case.interviewer for case in self.project.cases.values())
        if not asking:
            return ""
        return (
            "Interviewers’ speech is counted too." if self.interviewers else "What only interviewers say is left out."
        )


class Head(NamedTuple):
    """A row or a column: what it stands for (an id, a value or a name), how it is called, how deep it is indented."""

    id: str
    name: str
    depth: int = 0


class Matrix(NamedTuple):
    """Values at (row id, column id); what is absent is 0 in a table of counts, and empty in one of words.

    `rule` says how it was counted, in sentences. `behind` gives the codings of a cell in the order of the library;
    a row's or a column's own codings by "" in place of the other.
    """

    title: str
    rule: str
    corner: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    values: Mapping[tuple[str, str], Cell]
    behind: Callable[[str, str], tuple[Coding, ...]]
    name: str = ""
    empty: Cell = 0

    def value(self, row: Head, column: Head) -> Cell:
        """What stands in a cell."""
        return self.values.get((row.id, column.id), self.empty)


def as_table(matrix: Matrix, *, empty_rows: bool = True) -> Table:
    """A matrix as a table of a report, its rule below it; without `empty_rows`, rows in which nothing stands are left out."""
    rows = [row for row in matrix.rows if empty_rows or any(matrix.values.get((row.id, c.id)) for c in matrix.columns)]
    cells = tuple(
        ("\u2003" * row.depth + row.name, *(matrix.value(row, column) for column in matrix.columns)) for row in rows
    )
    header = (matrix.corner, *(column.name for column in matrix.columns))
    first = max(SHARES // 4, SHARES // (len(matrix.columns) + 1))
    widths = (first, *((SHARES - first) / max(len(matrix.columns), 1) for _ in matrix.columns))
    shares = tuple(max(1, round(share)) for share in widths)
    return Table(matrix.title, header, cells, shares, note=matrix.rule, wide=len(header) > WIDE, name=matrix.name)
