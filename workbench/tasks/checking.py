"""Checking a codebook: the study's own, as this coder may see it, or one in a file outside any study."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from workbench.analysis.checking import Finding, check, check_study, finding
from workbench.core.codebook import paths
from workbench.core.project import SEPARATOR, counted
from workbench.session import Session
from workbench.tasks.merging import UNSETTLED
from workbench.tasks.outgoing import YAML


class Checked(NamedTuple):
    """The path of each code in the codebook's order, and what was found; findings name codes by their place in it.

    `headings` counts those among the codes; `blind` says that how codes are used was left out.
    """

    paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    headings: int = 0
    blind: bool = False


def check_codebook(session: Session) -> Checked:
    """The weaknesses of the study's codebook and of its use; of that, who codes blind is told nothing."""
    project, blind = session.seen, session.settings.blind
    found = tuple(project.code_paths[code.id] for code, _ in project.code_tree)
    headings = sum(not code.applies for code in project.codes.values())
    return Checked(found, check_study(project, blind=blind), headings, blind)


def check_codebook_file(path: Path) -> Checked:
    """The weaknesses of a codebook in a file."""
    from workbench.formats import register

    book = register.read_codebook(path)
    found = (*_unsettled(path), *check(book))
    headings = sum(not entry.applies for entry in book.entries)
    return Checked(tuple(SEPARATOR.join(names) for names in paths(book.entries)), found, headings)


def _unsettled(path: Path) -> Iterator[Finding]:
    """What git's merge left open, which stands at the head of the file."""
    from workbench.formats import register

    if path.suffix.lower() not in YAML:
        return
    lines = register.contents(path).decode("utf-8-sig", "replace").splitlines()
    head = list(takewhile(lambda line: line.startswith("#") or not line.strip(), lines))
    for place, line in enumerate(head):
        if line.startswith(UNSETTLED):
            command = line.removeprefix(UNSETTLED).strip()
            count = sum(1 for _ in takewhile(lambda line: line.startswith("#   "), head[place + 1 :]))
            told = f"The file is a merge with {counted(count, 'question')} to settle, which stand at its head."
            way = f"Settle it with: {command}; or by hand, and take these lines away."
            yield finding("unsettled", [], told, way)
