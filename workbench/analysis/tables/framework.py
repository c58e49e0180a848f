"""The framework grid: case by theme, each cell with what the researcher wrote, the quotes it rests on, or its counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from workbench.analysis.quotes import quotes, speaking
from workbench.analysis.report import Cell, Table
from workbench.analysis.tables.counting import rule_of
from workbench.analysis.tables.ledger import some
from workbench.analysis.tables.matrix import Asked, Head, Matrix, as_table
from workbench.core import model
from workbench.core.errors import Refused
from workbench.core.model import Case, Coding
from workbench.core.project import Project, counted, natural, with_those_below

EMPTY = "–"
NO_THEMES = "This study has no themes yet, which are the columns of the framework grid."


def framework(asked: Asked) -> Matrix:
    """Participants by themes: the written summaries with the ids of their quotes; else how many extracts there are."""
    project = asked.project
    if not project.themes:
        raise Refused(NO_THEMES, "Write one first: workbench theme add NAME")
    members = {theme.id: with_those_below(project, theme.codes) for theme in project.theme_order}
    there = _extracts(asked, members)
    named = _quote_ids(asked)
    values: dict[tuple[str, str], Cell] = {
        (case, theme): f"· {counted(len(extracts), 'extract')}" for (case, theme), extracts in there.items()
    }
    values |= {(cell.case, cell.theme): _written(cell, named) for cell in project.cells.values()}

    def behind(case: str, theme: str) -> tuple[Coding, ...]:
        wanted = [one for one in members if theme in {"", one}]
        chosen = {quote for one in wanted for cell in _cells(project, one, case) for quote in cell.quotes}
        codes = {code for one in wanted for code in members[one]}
        found = {
            coding.id
            for coding, heard in asked.counted()
            if coding.code in codes and (case in heard.voices if case else heard.voices)
        }
        return tuple(coding for coding in project.all_codings() if coding.id in found | chosen)

    cases = grid_cases(project)
    rows = tuple(Head(case.id, case.name) for case in cases)
    asking = some(case.name for case in cases if case.interviewer)
    columns = tuple(Head(theme.id, theme.name) for theme in project.theme_order)
    rule = rule_of(
        asked,
        "Each cell holds what was written of a participant under a theme, with the ids of the quotes it rests on. "
        "Where nothing is written, it says how many extracts of the theme’s codes, and of those below them, there are "
        f"(· n extracts), each distinct stretch counted once; {EMPTY} says that there are none. "
        f"Interviewers have no row{f', but for {asking}, of whom something is written' if asking else ''}; an extract in which several participants are heard counts for each.",
    )
    return Matrix("Framework grid", rule, "Participant", rows, columns, values, behind, "framework", EMPTY)


def grid_table(matrix: Matrix) -> Table:
    """The framework grid as a table of a report, on a page turned to its side."""
    return as_table(matrix)._replace(wide=True)


def grid_cases(project: Project) -> tuple[Case, ...]:
    """The rows of the grid: participants who are heard, and those of whom something is written, by name."""
    written = {cell.case for cell in project.cells.values()}
    cases = {case.id: case for case in speaking(project)}
    cases |= {case: project.cases[case] for case in written if case in project.cases}
    return tuple(sorted(cases.values(), key=lambda case: natural(case.name)))


def _extracts(asked: Asked, members: Mapping[str, set[str]]) -> Mapping[tuple[str, str], set[tuple[str, int, int]]]:
    """The distinct stretches of each case under each theme."""
    under: dict[str, list[str]] = defaultdict(list)
    for theme, codes in members.items():
        for code in codes:
            under[code].append(theme)
    found: dict[tuple[str, str], set[tuple[str, int, int]]] = defaultdict(set)
    for coding, heard in asked.counted():
        for theme in under.get(coding.code, ()):
            for case in heard.voices:
                found[case, theme].add((coding.document, coding.start, coding.end))
    return found


def _quote_ids(asked: Asked) -> Mapping[str, str]:
    """How the quotes of cells are named in print, by coding; those that this coder may not see are left out."""
    known = asked.project.codings_by_id if asked.project.cells else {}
    wanted = [known[quote] for cell in asked.project.cells.values() for quote in cell.quotes if quote in known]
    texts = asked.texts({coding.document for coding in wanted}) if wanted else {}
    return {extract.coding.id: extract.id for extract in quotes(asked.project, texts, wanted)}


def _written(cell: model.Cell, named: Mapping[str, str]) -> str:
    ids = ", ".join(named[quote] for quote in cell.quotes if quote in named)
    return " ".join(filter(None, (" ".join(cell.summary.split()), f"({ids})" if ids else ""))) or EMPTY


def _cells(project: Project, theme: str, case: str) -> tuple[model.Cell, ...]:
    return tuple(cell for cell in project.cells.values() if cell.theme == theme and case in {"", cell.case})
