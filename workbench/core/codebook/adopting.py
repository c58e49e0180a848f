"""Bringing a study's codes into line with a codebook: the step that does it, or the reason why it can't be done."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.codebook.book import Codebook
from workbench.core.edits.codes import must_keep_codings
from workbench.core.errors import Refused
from workbench.core.model import Code
from workbench.core.project import Project, folded, step_of
from workbench.core.steps import Change, Stamp, Step


def adopt(project: Project, book: Codebook, stamp: Stamp) -> Step:
    """Brings the study's codes into line with a codebook: new ones are added, known ones rewritten, none removed.

    A code is known by its key, else by its name below the same parent, unless both bear keys that differ. Refused if two
    codes would then stand under one name in one place, or if codings could no longer stand on theirs as they do.
    """
    changes: list[Change] = []
    by_key = {code.key: code for code in project.codes.values() if code.key}
    by_place = {(code.parent, folded(code.name)): code for code in project.codes.values()}
    ids: list[str] = []
    written: dict[str, Code] = {}
    positions: dict[str | None, int] = {}
    for entry in book.entries:
        parent = None if entry.parent is None else ids[entry.parent]
        known = by_key.get(entry.key) if entry.key else None
        there = by_place.get((parent, folded(entry.name)))
        if known is None and there and there.id not in ids and not (entry.key and there.key):
            known = there
        positions[parent] = positions.get(parent, 0) + 1
        code = Code(known.id if known else stamp.new_id(), **{
            **entry._asdict(), "parent": parent, "position": positions[parent]
        })  # fmt: skip
        ids.append(code.id)
        written[code.id] = code
        must_keep_codings(project, known or code, code)
        if code != known:
            changes.append(Change(known, code))
    _no_doubles({**project.codes, **written}.values())
    if not changes:
        raise Refused("The study's codebook stands like this already.")
    new = sum(change.before is None for change in changes)
    label = f"Codebook “{book.name}”: {new} new, {len(changes) - new} changed"
    return step_of(project, label, stamp, changes)


def _no_doubles(codes: Iterable[Code]) -> None:
    taken: set[tuple[str | None, str]] = set()
    for code in codes:
        place = (code.parent, folded(code.name))
        if place in taken:
            raise Refused(
                f"Two codes named “{code.name}” would stand in one place of the codebook.",
                "Rename one, or give both the same id in the file.",
            )
        taken.add(place)
