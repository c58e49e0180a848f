"""A code's Description in a REFI-QDA codebook: readable paragraphs with labels, and the fields that are read back from them.

What a Description can't hold exactly is kept.py's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.core.codebook import Entry
from workbench.core.model import is_given
from workbench.formats.text import clean

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FIELDS = (
    "definition", "full", "include", "exclude", "examples", "misses", "scale", "whole", "aliases", "attributes", "sources",
)  # fmt: skip
_TEXTS = {"full": "Full definition", "include": "Include when", "exclude": "Exclude when"}
_LISTS = {
    "examples": "Examples", "misses": "Near misses", "aliases": "Other names", "attributes": "Attributes",
    "sources": "Sources",
}  # fmt: skip
_LINES = {"scale": "Scale", "whole": "Applied to", "key": "Id"}
_LABELS = {label.casefold(): field for field, label in (_TEXTS | _LISTS | _LINES).items()}
_LABEL = re.compile(rf"({'|'.join(map(re.escape, _LABELS))}):(?:[ \t]+(.*)|[ \t]*)", re.IGNORECASE)
_WHOLE = "documents as a whole"
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def describe(entry: Entry, sources: Mapping[str, str]) -> str:
    """What people see of a code in other programs; `sources` are the references that the codebook's keys stand for."""
    return "\n\n".join(_paragraphs(entry, sources))


def understand(text: str, sources: Mapping[str, str]) -> dict[str, Any]:
    """The fields of Entry that a Description tells; without a label the first paragraph defines and the rest explains."""
    parts = _parts(clean(text))
    opening = "\n".join(parts.pop("", [])).strip()
    found: dict[str, Any] = {field: "\n".join(parts.get(field, ())).strip() for field in _TEXTS}
    found["definition"] = opening
    if not parts:
        found["definition"], _, found["full"] = _PARAGRAPHS.sub("\0", opening, 1).partition("\0")
    lists = {field: _items(parts.get(field, ())) for field in _LISTS}
    found |= lists
    found["attributes"] = tuple(_attribute(item) for item in lists["attributes"])
    keys = {_reference(key, sources): key for key in sources}
    found["sources"] = tuple(keys.get(item, item) for item in lists["sources"])
    lines = {field: " ".join(" ".join(parts.get(field, ())).split()) for field in _LINES}
    found["scale"] = tuple(point for part in lines["scale"].split(",") if (point := part.strip()))
    found["whole"] = lines["whole"].casefold() == _WHOLE
    if lines["key"]:
        found["key"] = lines["key"]
    return found


def _paragraphs(entry: Entry, sources: Mapping[str, str]) -> Iterator[str]:
    if entry.definition:
        yield entry.definition
    for field, label in _TEXTS.items():
        if text := getattr(entry, field):
            yield f"{label}: {text}"
    yield from _list("examples", entry.examples)
    yield from _list("misses", entry.misses)
    if entry.scale:
        yield f"{_LINES['scale']}: {', '.join(map(_flat, entry.scale))}"
    if entry.whole:
        yield f"{_LINES['whole']}: {_WHOLE}"
    yield from _list("aliases", entry.aliases)
    yield from _list("attributes", (f"{name}: {value}" for name, value in entry.attributes))
    yield from _list("sources", (_reference(source, sources) for source in entry.sources))
    if entry.key and not is_given(entry.key) and not GUID.fullmatch(entry.key):
        yield f"{_LINES['key']}: {_flat(entry.key)}"


def _list(field: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {_flat(item)}" for item in items]
    if lines:
        yield "\n".join([f"{_LISTS[field]}:", *lines])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _reference(source: str, sources: Mapping[str, str]) -> str:
    return _flat(f"{source}: {sources[source]}" if source in sources else source)


def _parts(text: str) -> dict[str, list[str]]:
    """The lines below each label, by the field it stands for; those before the first label below an empty name."""
    parts: dict[str, list[str]] = {}
    field = ""
    for line in text.split("\n"):
        label = _LABEL.fullmatch(line)
        if label:
            field = _LABELS[label[1].casefold()]
            line = label[2] or ""  # noqa: PLW2901
        parts.setdefault(field, []).append(line)
    return parts


def _items(lines: Iterable[str]) -> tuple[str, ...]:
    """The items of a list with a dash before each; a line without one goes on with the item before it."""
    items: list[list[str]] = []
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("- ") or not items:
            items.append([line.removeprefix("- ").strip()])
        else:
            items[-1].append(line)
    return tuple(" ".join(item) for item in items)


def _attribute(item: str) -> tuple[str, str]:
    name, colon, value = item.partition(": ")
    return (name, value) if colon else (item, "yes")
