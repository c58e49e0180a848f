"""Negative cases: for each theme the participants who say nothing of it, and those whose codes pull the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.analysis.quotes import speaking
from workbench.analysis.report import Cell, Table
from workbench.analysis.tables.counting import rule_of
from workbench.analysis.tables.ledger import OPPOSITE, some, standings
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.errors import Refused
from workbench.core.model import Case, Coding, Theme
from workbench.core.project import Project, with_those_below

Place = tuple[str, int, int]
WITHOUT, AGAINST, BOTH = "without it", "the other way", "without it, and the other way"
NO_THEMES = "This study has no themes yet, so nobody can be a negative case of one."
COLUMNS = (
    Head("stands", "Stands"),
    Head("with", "Extracts"),
    Head("against", "The other way"),
    Head("codes", "By codes"),
)
ATTRIBUTE = "="  # before an attribute's name in the id of its column


class Sides(NamedTuple):
    """The codes of a theme with those below them, and the codes that pull the other way; both ids."""

    members: frozenset[str]
    opposing: frozenset[str]


class Stretches(NamedTuple):
    """What a participant says under a theme and against it: distinct stretches, and the codes that pull away."""

    own: set[Place]
    against: set[Place]
    codes: dict[str, None]


def negative(asked: Asked, *, theme: str = "") -> Matrix:
    """Theme by theme, one row below it for each participant who is a negative case; `theme` (an id) asks for one alone.

    The id of a participant's row is theme/case. `behind` gives the opposing codings; those of a theme's row are of all.
    """
    project = asked.project
    themes = [one for one in project.theme_order if theme in {"", one.id}]
    if not themes:
        raise Refused(NO_THEMES, "Write one first: workbench theme add NAME")
    pulls = {one.id: sides(project, one) for one in themes}
    people = _people(asked)
    found = _found(asked, pulls)
    attributes = list(dict.fromkeys(name for case in people for name, _ in case.attributes))
    rows: list[Head] = []
    values: dict[tuple[str, str], Cell] = {}
    for one in themes:
        cases = [(case, found.get((one.id, case.id), Stretches(set(), set(), {}))) for case in people]
        rows.append(Head(one.id, one.name))
        values |= {(one.id, column): value for column, value in _whole(cases, pulls[one.id])}
        for case, said in cases:
            if not said.own or said.against:
                rows.append(Head(f"{one.id}/{case.id}", case.name, 1))
                values |= {(rows[-1].id, column): value for column, value in _cells(project, case, said)}

    def behind(row: str, column: str) -> tuple[Coding, ...]:
        wanted, _, case = row.partition("/")
        sides_of = [pull for one, pull in pulls.items() if wanted in {"", one}]
        codes = {code for pull in sides_of for code in (pull.members if column == "with" else pull.opposing)}
        return tuple(
            coding
            for coding, heard in asked.counted()
            if coding.code in codes and (case in heard.voices if case else heard.voices)
        )

    columns = (*COLUMNS, *(Head(f"{ATTRIBUTE}{name}", name.replace("_", " ")) for name in attributes))
    rule = rule_of(asked, *_rule(asked, themes, pulls, people))
    return Matrix("Negative cases", rule, "Theme", tuple(rows), columns, values, behind, "negative", "")


def cases_listed(matrix: Matrix) -> Table:
    """The same as one flat table: a row for each participant, with the theme in its first column."""
    rows: list[tuple[Cell, ...]] = []
    theme = ""
    for row in matrix.rows:
        if row.depth:
            rows.append((theme, row.name, *(matrix.value(row, column) for column in matrix.columns)))
        else:
            theme = row.name
    header = (matrix.corner, "Participant", *(column.name for column in matrix.columns))
    return Table(matrix.title, header, tuple(rows), note=matrix.rule, name=matrix.name)


def sides(project: Project, theme: Theme) -> Sides:
    """The codes of a theme, and those outside it with the same value as one of them and the opposite pole."""
    known = standings(project)
    members = with_those_below(project, theme.codes)
    away = {
        (OPPOSITE[known[code].pole], known[code].value)
        for code in members & known.keys()
        if known[code].pole in OPPOSITE
    }
    return Sides(frozenset(members), frozenset(code for code, stands in known.items() if stands in away) - members)


def _people(asked: Asked) -> list[Case]:
    """The participants of whose speech something is counted."""
    heard = {voice for _, one in asked.counted() for voice in one.voices}
    return [case for case in speaking(asked.project) if case.id in heard]


def _found(asked: Asked, pulls: Mapping[str, Sides]) -> Mapping[tuple[str, str], Stretches]:
    under: dict[str, list[str]] = defaultdict(list)
    against: dict[str, list[str]] = defaultdict(list)
    for theme, (members, opposing) in pulls.items():
        for code in members:
            under[code].append(theme)
        for code in opposing:
            against[code].append(theme)
    found: dict[tuple[str, str], Stretches] = defaultdict(lambda: Stretches(set(), set(), {}))
    for coding, heard in asked.counted():
        place = coding.document, coding.start, coding.end
        for case in heard.voices:
            for theme in under.get(coding.code, ()):
                found[theme, case].own.add(place)
            for theme in against.get(coding.code, ()):
                found[theme, case].against.add(place)
                found[theme, case].codes[coding.code] = None
    return found


def _whole(cases: Sequence[tuple[Case, Stretches]], pull: Sides) -> Iterator[tuple[str, Cell]]:
    """What stands in a theme's own row."""
    without, away = sum(not said.own for _, said in cases), sum(bool(said.against) for _, said in cases)
    against = f", {away} the other way" if pull.opposing else ""
    yield "stands", f"{without} of {len(cases)} without it{against}"
    yield "with", len({place for _, said in cases for place in said.own})
    yield "against", len({place for _, said in cases for place in said.against}) if pull.opposing else ""


def _cells(project: Project, case: Case, said: Stretches) -> Iterator[tuple[str, Cell]]:
    yield "stands", AGAINST if said.own else BOTH if said.against else WITHOUT
    yield "with", len(said.own)
    if said.against:
        yield "against", len(said.against)
        yield "codes", "; ".join(code.name for code, _ in project.code_tree if code.id in said.codes)
    for name, value in case.attributes:
        yield f"{ATTRIBUTE}{name}", value


def _rule(asked: Asked, themes: Sequence[Theme], pulls: Mapping[str, Sides], people: Sequence[Case]) -> Iterator[str]:
    yield (
        "A participant is without a theme if nothing they say bears one of its codes or a code below them. They go the "
        "other way if something bears a code that isn’t the theme’s own, with the same value as one of its codes and "
        "the opposite pole. Extracts are distinct stretches of a document."
    )
    if apart := [theme.name for theme in themes if not pulls[theme.id].opposing]:
        yield f"For {some(apart)} no code outside the theme has the value of one of its codes and the opposite pole."
    looked_at = {case.id for case in people}
    if gone := [case.name for case in speaking(asked.project) if case.id not in looked_at]:
        yield f"Left out, since nothing that they say is counted: {some(gone)}."
