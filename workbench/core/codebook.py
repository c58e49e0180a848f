"""A codebook as somebody wrote it down, outside any study, and the step that brings a study into line with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.core.edits.codes import must_keep_codings
from workbench.core.errors import Refused
from workbench.core.model import Attributes, Code
from workbench.core.project import Project, folded, step_of
from workbench.core.steps import Change, Stamp, Step


class Entry(NamedTuple):
    """A code as a codebook file gives it; `parent` is the place of its parent in the codebook, or None at the top.

    A parent always stands before its children. The other fields are those of Code.
    """

    key: str
    name: str
    parent: int | None
    definition: str = ""
    full: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    applies: bool = True
    attributes: Attributes = ()
    scale: tuple[str, ...] = ()


class Codebook(NamedTuple):
    """A codebook outside a study: a name, what it says of itself, and its codes, parents before children."""

    name: str
    description: str
    entries: tuple[Entry, ...]


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


def book_of(project: Project, name: str) -> Codebook:
    """The study's codes as a codebook."""
    places = {code.id: place for place, (code, _) in enumerate(project.code_tree)}
    return Codebook(name, "", tuple(_entry(code, places) for code, _ in project.code_tree))


def _entry(code: Code, places: dict[str, int]) -> Entry:
    fields = code._asdict()
    del fields["id"], fields["position"]
    return Entry(**{**fields, "parent": places[code.parent] if code.parent else None})


def paths(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """The names from the top to each entry."""
    found: list[tuple[str, ...]] = []
    for entry in entries:
        above = () if entry.parent is None else found[entry.parent]
        found.append((*above, entry.name))
    return found
