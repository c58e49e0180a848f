"""What is weak in a codebook: its words, what it refers to, its build, and how a study uses it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis.checking.build import build
from workbench.analysis.checking.leaves import Leaves
from workbench.analysis.checking.references import references
from workbench.analysis.checking.rules import LEVELS, RULES, Finding, Rule, finding, grave, in_order
from workbench.analysis.checking.use import earlier_meanings, use
from workbench.analysis.checking.wording import wording
from workbench.core.codebook import Codebook, book_of
from workbench.core.project import Project

__all__ = ["LEVELS", "RULES", "Finding", "Rule", "check", "check_study", "finding", "grave"]


def check(book: Codebook) -> tuple[Finding, ...]:
    """The weaknesses of a codebook by itself, in its order."""
    return in_order(_of_the_book(Leaves(book)))


def check_study(project: Project, *, blind: bool = False) -> tuple[Finding, ...]:
    """The weaknesses of a study's codebook and of its use; places are those in `project.code_tree`.

    If the project lacks the codings of others (`blind`), nothing is said of how codes are used.
    """
    leaves = Leaves(book_of(project, ""))
    of_use = () if blind else use(project, leaves)
    return in_order((*_of_the_book(leaves), *of_use, *earlier_meanings(project, leaves)))


def _of_the_book(leaves: Leaves) -> Iterator[Finding]:
    yield from wording(leaves)
    yield from references(leaves)
    yield from build(leaves)
