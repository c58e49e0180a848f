"""A codebook as somebody wrote it down, outside any study: its entries, and a study's codes as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.core.model import Attributes, Code, Values
from workbench.core.project import Project

DEEPEST = 8  # levels of codes


class Entry(NamedTuple):
    """A code as a codebook file gives it; `parent` is the place of its parent in the codebook, or None at the top.

    A parent always stands before its children. The other fields are those of Code; `key` is what files know it by.
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
    misses: tuple[str, ...] = ()
    hotkey: str = ""
    whole: bool = False
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    split: str = ""


class Codebook(NamedTuple):
    """A codebook outside a study: a name, what it says of itself, and its codes, parents before children.

    `rules`, `sources` and `values` are those of Book.
    """

    name: str
    description: str
    entries: tuple[Entry, ...]
    rules: str = ""
    sources: Attributes = ()
    values: Values = ()


def book_of(project: Project, name: str) -> Codebook:
    """The study's codes as a codebook, in the order of `code_tree`; `name` is that of one which has none of its own."""
    places = {code.id: place for place, (code, _) in enumerate(project.code_tree)}
    entries = tuple(_entry(code, places) for code, _ in project.code_tree)
    book = project.book
    if book is None:
        return Codebook(name, "", entries)
    return Codebook(book.name or name, book.description, entries, book.rules, book.sources, book.values)


def _entry(code: Code, places: dict[str, int]) -> Entry:
    fields = code._asdict()
    del fields["id"], fields["position"]
    fields["colour"] = code.colour.upper()
    return Entry(**{**fields, "key": code.stable, "parent": places[code.parent] if code.parent else None})


def paths(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """The names from the top to each entry."""
    found: list[tuple[str, ...]] = []
    for entry in entries:
        above = () if entry.parent is None else found[entry.parent]
        found.append((*above, entry.name))
    return found
