"""The alignment ledger: for each value that codes speak of, who speaks of it as aligned, misaligned or neutral.

Codes say so by their attributes `pole` and `value`, as those of the therapeutic-alignment codebook do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.analysis.report import Cell
from workbench.analysis.tables.counting import rule_of
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.errors import Refused
from workbench.core.model import Code, Coding, attribute
from workbench.core.project import Project

POLES = ("aligned", "misaligned", "neutral")
OPPOSITE = {"aligned": "misaligned", "misaligned": "aligned"}
SIGNS = {"+": "aligned", "-": "misaligned", "\u2212": "misaligned", "\u2013": "misaligned", "0": "neutral"}
NAMED = 6  # codes in a rule; more are counted
ALL = "all"
COUNTS = ("participants", "extracts")
NO_POLES = "No code of this study has a pole and a value, so there is no ledger."
GIVE_POLES = (
    "Give the codes in the codebook the attributes pole (aligned, misaligned or neutral) and value (what it is about, "
    "such as empathy); codes with the same value make one row."
)


class Standing(NamedTuple):
    """Where a code stands: one of POLES, and the value that it is about."""

    pole: str
    value: str


def ledger(asked: Asked) -> Matrix:
    """Value by pole, each with its participants and extracts; refused without a code that has both attributes."""
    project = asked.project
    known = standings(project)
    if not known:
        raise Refused(NO_POLES, GIVE_POLES)
    values = _values(project, {standing.value for standing in known.values()})
    counts: dict[tuple[str, str], Cell] = {}
    for (value, pole), counted in _counted(asked, known).items():
        for what, number in zip(COUNTS, (len(counted.people), len(counted.extracts)), strict=True):
            counts[value, f"{pole}:{what}"] = number

    def behind(value: str, column: str) -> tuple[Coding, ...]:
        pole = column.partition(":")[0]
        members = {
            code
            for code, standing in known.items()
            if value in {"", standing.value} and pole in {"", ALL, standing.pole}
        }
        return tuple(coding for coding, _ in asked.counted() if coding.code in members)

    rows = (*(Head(value, value) for value in values), Head("", "All values"))
    columns = tuple(Head(f"{pole}:{what}", f"{pole}: {what}") for pole in (*POLES, ALL) for what in COUNTS)
    rule = rule_of(asked, *_rule(asked.project, known))
    return Matrix("Alignment ledger", rule, "Value", rows, columns, counts, behind, "ledger")


def standings(project: Project) -> Mapping[str, Standing]:
    """Where each code (its id) stands that has a pole and a value."""
    found = ((code.id, pole_of(code), attribute(code, "value").strip()) for code, _ in project.code_tree)
    return {code: Standing(pole, value) for code, pole, value in found if pole and value}


def pole_of(code: Code) -> str:
    """The pole of a code, written as a word or as one of the signs + - 0; empty if it has none."""
    written = attribute(code, "pole").strip().casefold()
    return SIGNS.get(written, written if written in POLES else "")


class _Counted(NamedTuple):
    people: set[str]
    extracts: set[tuple[str, int, int]]


def _counted(asked: Asked, known: Mapping[str, Standing]) -> Mapping[tuple[str, str], _Counted]:
    """Who says what under each value and pole, "" and ALL among them: first code by code, then those together."""
    voices: dict[str, set[tuple[str, ...]]] = {code: set() for code in known}
    extracts: dict[str, set[tuple[str, int, int]]] = {code: set() for code in known}
    for coding, heard in asked.counted():
        if coding.code in known:
            voices[coding.code].add(heard.voices)
            extracts[coding.code].add(coding[1:4])
    places: dict[tuple[str, str], _Counted] = defaultdict(lambda: _Counted(set(), set()))
    for code, (pole, value) in known.items():
        for place in ((value, pole), (value, ALL), ("", pole), ("", ALL)):
            places[place].people.update(*voices[code])
            places[place].extracts.update(extracts[code])
    return places


def _values(project: Project, used: set[str]) -> list[str]:
    """The values in the order in which the codebook lists them, then in which its codes come."""
    listed = dict(project.book.values if project.book else ()).get("value", ())
    come = (attribute(code, "value").strip() for code, _ in project.code_tree)
    return [value for value in dict.fromkeys((*listed, *come)) if value in used]


def _rule(project: Project, known: Mapping[str, Standing]) -> Iterator[str]:
    yield (
        "Rows are the values of codes, columns their poles. An extract is a distinct stretch of a document, counted once "
        "in a cell however many codes and coders it has; a participant is counted once in a cell. What bears codes of "
        "several poles counts under each, and once under “all”."
    )
    apart = [code.name for code, _ in project.code_tree if code.applies and code.id not in known]
    if apart:
        yield f"Codes without a pole or a value are counted nowhere: {some(apart)}."


def some(names: Iterable[str]) -> str:
    """Names in a rule: the first ones, and how many more there are."""
    listed = list(names)
    more = [f"{len(listed) - NAMED:,} more"] if len(listed) > NAMED else []
    shown = [*(f"“{name}”" for name in listed[:NAMED]), *more]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
