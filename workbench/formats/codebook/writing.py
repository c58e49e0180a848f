"""Codebooks out as YAML, written fresh: which fields a code and a codebook have in a file, and in which order.

How a file that is there already is kept as its people wrote it is codebook/lines.py's matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.codebook import Codebook, Entry
from workbench.core.model import Values
from workbench.formats.codebook.faults import refuse_reserved
from workbench.formats.yaml.out import Flow, Value, fields

HEAD = "# A codebook of workbench: text to read, change and share. `workbench codebook import` brings it into a study."
BOOK_FIELDS = ("version", "name", "description", "rules", "sources", "attributes", "codes")
CODE_FIELDS = (
    "id", "name", "definition", "full", "include", "exclude", "examples", "near_misses", "scale", "colour", "hotkey",
    "apply", "aliases", "source", "merged", "split_from",
)  # fmt: skip
OTHER_NAMES = {"color": "colour", "sources": "source"}
_RESERVED = (*CODE_FIELDS, *OTHER_NAMES, "codes")


def write_yaml(book: Codebook) -> bytes:
    """A codebook as YAML that read_yaml gives back as it was; fields without words are left out."""
    return fresh(book, HEAD).encode()


def fresh(book: Codebook, head: str) -> str:
    """The text of a new file below these lines of comment."""
    codes: list[dict[str, Value]] = []
    made: list[dict[str, Value]] = []
    below: dict[int, list[dict[str, Value]]] = {}
    for place, entry in enumerate(book.entries):
        made.append(code_fields(entry, book.values))
        siblings = codes if entry.parent is None else below.setdefault(entry.parent, [])
        siblings.append(made[place])
    for place, children in below.items():
        made[place]["codes"] = children
    about = {"version": 1, **book_fields(book), "codes": codes}
    return "\n".join([head, *fields(about.items(), 0), ""])


def book_fields(book: Codebook) -> dict[str, Value]:
    """What a codebook says of itself, by the names that the fields have in a file; its codes and version aside."""
    found: dict[str, Value] = {"name": book.name, "description": book.description, "rules": book.rules}
    found["sources"] = dict(book.sources)
    found["attributes"] = {name: Flow(allowed) for name, allowed in book.values}
    return {name: value for name, value in found.items() if value}


def code_fields(entry: Entry, values: Values) -> dict[str, Value]:
    """A code's fields by their names in a file, those without words left out; `values` are those of Codebook."""
    refuse_reserved(entry.attributes, _RESERVED)
    return {name: value for name, value in _fields(entry, dict(values)) if value not in {"", ()}}


def _fields(entry: Entry, allowed: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Value]]:
    yield "id", entry.key
    yield from ((name, getattr(entry, name)) for name in ("name", "definition", "full", "include", "exclude"))
    yield "examples", entry.examples
    yield "near_misses", entry.misses
    yield "scale", Flow(entry.scale)
    yield "colour", entry.colour
    yield "hotkey", entry.hotkey
    if entry.whole or not entry.applies:
        yield "apply", "document" if entry.whole else False
    yield "aliases", Flow(entry.aliases)
    yield "source", Flow(entry.sources)
    yield "merged", Flow(entry.merged)
    yield "split_from", entry.split
    for name, value in entry.attributes:
        yield name, attribute_value(value, allowed.get(name, ()))


def attribute_value(value: str, allowed: tuple[str, ...]) -> Value:
    """An attribute's value, as a list where it is several of those that are allowed."""
    parts = value.split(", ")
    return Flow(parts) if len(parts) > 1 and allowed and value not in allowed else value


def code_lines(entry: Entry, values: Values, column: int, width: int = 2, offset: int = 2) -> Iterator[str]:
    """The lines of one code without those below it, its dash at `column` and its fields `width` behind that."""
    lines = fields(code_fields(entry, values).items(), column + width, offset)
    yield " " * column + "-" + next(lines)[column + 1 :]
    yield from lines
