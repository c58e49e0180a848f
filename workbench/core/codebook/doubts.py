"""What stands against a code or a codebook as somebody is writing it: every reason at once, by the field it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.core.edits.book import edit_book
from workbench.core.edits.codes import edit_code
from workbench.core.errors import WorkbenchError
from workbench.core.model import Book, Code, Problem
from workbench.core.project import Project, folded
from workbench.core.steps import Stamp

TOGETHER = (("name",), ("key",), ("scale",), ("hotkey",), ("colour",), ("applies", "whole"))


def code_doubts(project: Project, code: Code, after: Code, stamp: Stamp) -> tuple[Problem, ...]:
    """What would refuse a code as rewritten, field by field, and what is only doubtful about it."""
    return (*_refused(project, code, after, stamp), *_doubtful(project, code, after))


def book_doubts(project: Project, seen: Book, fields: Mapping[str, Any], stamp: Stamp) -> tuple[Problem, ...]:
    """What would refuse the fields of the codebook that are rewritten, each by itself."""
    found: list[Problem] = []
    for name, value in fields.items():
        try:
            edit_book(project, stamp=stamp, seen=seen, **{name: value})
        except WorkbenchError as error:
            found.append(Problem(name, str(error)))
    return tuple(found)


def _refused(project: Project, code: Code, after: Code, stamp: Stamp) -> Iterator[Problem]:
    for fields in TOGETHER:
        changed = code._replace(**{field: getattr(after, field) for field in fields})
        if changed != code:
            try:
                edit_code(project, code, changed, stamp)
            except WorkbenchError as error:
                yield Problem(fields[0], str(error))


def _doubtful(project: Project, code: Code, after: Code) -> Iterator[Problem]:
    if after.hotkey and after.hotkey != code.hotkey:
        other = next((c for c, _ in project.code_tree if c.hotkey == after.hotkey and c.id != code.id), None)
        if other:
            yield Problem(
                "hotkey", f"“{other.name}” has the hotkey {after.hotkey} already; only one of the two gets it."
            )
    if after.whole and not code.whole and project.counts.get(code.id):
        yield Problem("applies", "Its codings on passages stay where they are.")
    if after.hotkey and not after.applies:
        yield Problem("hotkey", "A heading isn't applied, so its hotkey does nothing.")
    for alias in after.aliases:
        known = project.codes_by_word.get(folded(alias), ())
        named = next((c for c in known if c.id != code.id and folded(c.name) == folded(alias)), None)
        if named and alias not in code.aliases:
            yield Problem("aliases", f"“{alias}” is the name of another code.")
    declared = dict(project.book.values) if project.book else {}
    for name, value in after.attributes:
        if value and value not in declared.get(name, (value,)):
            yield Problem("attributes", f"“{value}” is no value of {name}, which may be {', '.join(declared[name])}.")
