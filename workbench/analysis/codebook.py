"""The codebook as a document for co-authors: every code with its rules, its examples and how often it is applied.

The rules of the code tree live in `core.codebook`, the YAML file in `formats.codebook`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.analysis.quotes import Extract, Tally, quotes, tally
from workbench.analysis.report import Block, Bullets, Cell, Facts, Heading, Prose, Report, Table, plain
from workbench.core.model import Code, Transcript
from workbench.core.project import Project

FLAT = (
    *("code path", "key", "definition", "full definition", "include", "exclude", "examples", "colour"),
    *("participants", "extracts", "codings"),
)
FIELDS = (("full", ""), ("include", "Include when"), ("exclude", "Exclude when"))
NO_CODES = (
    "This codebook has no codes yet. Bring some in from a codebook file, YAML or CSV, with "
    "`workbench codebook import FILE`."
)


def codebook(project: Project, texts: Mapping[str, Transcript], study: Facts) -> Report:
    """The codebook: an overview with counts, then each code with definition, rules, examples and attributes."""
    found: dict[str, list[Extract]] = defaultdict(list)
    for extract in quotes(project, texts, project.all_codings()):
        found[extract.code.id].append(extract)
    counts = {code.id: tally(found[code.id]) for code, _ in project.code_tree}
    blocks: list[Block] = [_overview(project, counts)] if counts else [Prose(NO_CODES)]
    for code, depth in project.code_tree:
        blocks += _entry(code, depth)
    rows = tuple(_row(project, code, counts[code.id]) for code, _ in project.code_tree)
    return Report("Codebook", tuple(blocks), study, Table("", FLAT, rows))


def _row(project: Project, code: Code, counts: Tally) -> tuple[Cell, ...]:
    rules = (code.handle, code.definition, code.full, code.include, code.exclude, "\n".join(code.examples))
    return project.code_paths[code.id], *rules, project.colour(code.id), *counts, project.counts.get(code.id, 0)


def _overview(project: Project, counts: Mapping[str, Tally]) -> Table:
    rows = tuple(
        ("\u2003" * depth + code.name, code.handle, *(counts[code.id] if code.applies else ("", "")))
        for code, depth in project.code_tree
    )
    caption = "The codes, and how many participants and distinct extracts each is applied to (interviewers left out)"
    return Table(caption, ("Code", "Key", "Participants", "Extracts"), rows, (52, 18, 15, 15))


def _entry(code: Code, depth: int) -> Iterator[Block]:
    yield Heading(f"{code.name} ({code.handle})" if code.handle else code.name, min(depth, 2) + 1)
    if code.definition:
        yield Prose(f"**{plain(code.definition)}**" if "\n\n" not in code.definition else plain(code.definition))
    for field, lead in FIELDS:
        if words := getattr(code, field):
            yield Prose(f"*{lead}:* {plain(words)}" if lead else plain(words))
    if code.examples:
        yield Prose("*Examples:*")
        yield Bullets(tuple(f"“{example}”" for example in code.examples))
    if code.attributes:
        yield Prose(f"*Attributes:* {plain('; '.join(f'{name} {value}' for name, value in code.attributes))}")
