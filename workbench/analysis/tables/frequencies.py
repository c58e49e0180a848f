"""How often each code comes: participants, extracts, codings and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from workbench.analysis.tables.counting import counting, rule_of
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.model import Coding
from workbench.core.project import Project

COLUMNS = ("participants", "extracts", "codings", "documents")
RULE = (
    "A participant counts once for a code, however often; an extract is a stretch of text and counts once for a code,"
    " however many coders coded it."
)


class _Found:
    """What there is of a code."""

    __slots__ = ("codings", "documents", "extracts", "people")

    def __init__(self) -> None:
        self.people: set[str] = set()
        self.documents: set[str] = set()
        self.extracts = self.codings = 0


def frequencies(asked: Asked, *, below: bool = False) -> Matrix:
    """Each code with how often it comes; with `below`, what the codes below it have counts for it as well."""
    of = _counting_for(asked.project, below=below)
    found = _found(asked, of)
    values = {
        (code, column): number
        for code, one in found.items()
        for column, number in zip(
            COLUMNS, (len(one.people), one.extracts, one.codings, len(one.documents)), strict=True
        )
    }
    deep = any(depth for _, depth in asked.project.code_tree)
    note = (
        "A code’s numbers include the codes below it."
        if below
        else "A code’s numbers are its own, without those below it."
    )
    return Matrix(
        f"Codes: how often{', with the codes below them' if below else ''}",
        rule_of(asked, RULE, note if deep else ""),
        "Code",
        tuple(Head(code.id, code.name, depth) for code, depth in asked.project.code_tree),
        tuple(Head(column, column.capitalize()) for column in COLUMNS),
        values,
        _behind(asked, of),
        "frequencies",
    )


def _counting_for(project: Project, *, below: bool) -> Mapping[str, tuple[str, ...]]:
    """The codes (ids) for which a code's codings count."""
    of: dict[str, tuple[str, ...]] = {}
    for code, _ in project.code_tree:
        of[code.id] = (code.id, *of[code.parent]) if below and code.parent else (code.id,)
    return of


def _found(asked: Asked, of: Mapping[str, tuple[str, ...]]) -> Mapping[str, _Found]:
    found: dict[str, _Found] = defaultdict(_Found)
    for document, codings, heard in counting(asked):
        stretches: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for coding, (voices, *_) in zip(codings, heard, strict=True):
            for code in of[coding[4]]:
                one = found[code]
                one.codings += 1
                one.people.update(voices)
                stretches[code].add(coding[2:4])
        for code, places in stretches.items():
            found[code].extracts += len(places)
            found[code].documents.add(document.id)
    return found


def _behind(asked: Asked, of: Mapping[str, tuple[str, ...]]) -> Callable[[str, str], tuple[Coding, ...]]:
    """The codings of a code, whatever the column; of a column, all that count."""

    def behind(row: str, _column: str) -> tuple[Coding, ...]:
        return tuple(coding for coding in _counted(asked) if not row or row in of[coding.code])

    return behind


def _counted(asked: Asked) -> Iterator[Coding]:
    return (coding for _, codings, _ in counting(asked) for coding in codings)
