"""What REFI-QDA has no place for, kept exactly: JSON in processing instructions, which other programs pass over.

What stands in the elements themselves is codebook.py's matter, and wins wherever another program has changed it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from workbench.core.codebook import Codebook, Entry
from workbench.core.model import Values
from workbench.formats.codebook.faults import colour_of
from workbench.formats.refi.description import FIELDS, describe, understand

BOOK, CODE = "workbench-book", "workbench-code"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNFIT = re.compile("[>\ud800-\udfff\ufffe\uffff]")
_DIGEST = "digest"
_BLANK = Entry("", "", None)
_NAMELESS = Codebook("", "", ())


def visible(text: str) -> str:
    """The text with “\ufffd” for every sign that XML can't hold."""
    return NOT_XML.sub("\ufffd", text)


def written_colour(entry: Entry) -> str:
    """A code's colour as #RRGGBB, or "" if it has none that can be written."""
    return colour_of(entry.colour) or ""


def keep_book(book: Codebook) -> str:
    """The instruction that holds what a codebook says of itself, or "" if it says nothing."""
    said = {field: value for field, value in book._asdict().items() if field != "entries" and value}
    return _instruction(BOOK, said) if said else ""


def keep_code(entry: Entry, description: str) -> str:
    """The instruction that holds a code's fields exactly, and the digest of the Description written beside it."""
    fields = {name: value for name, value in entry._asdict().items() if value != getattr(_BLANK, name)}
    fields.pop("parent", None)
    return _instruction(CODE, {**fields, _DIGEST: _digest(description)})


def kept_book(text: str) -> Codebook | None:
    """The codebook without its codes that an instruction holds, or None if it holds none."""
    fields = _loaded(text)
    if fields is None or not all(isinstance(fields.get(name, ""), str) for name in ("name", "description", "rules")):
        return None
    texts = {name: fields.get(name, "") for name in ("name", "description", "rules")}
    sources, values = _pairs(fields.get("sources", [])), _values(fields.get("values", []))
    if sources is None or values is None:
        return None
    return _NAMELESS._replace(**texts, sources=sources, values=values)


def kept_code(text: str) -> tuple[Entry, str] | None:
    """The fields that an instruction holds and the digest of the Description they were written with, or None."""
    fields = _loaded(text)
    if fields is None or not isinstance(digest := fields.pop(_DIGEST, ""), str):
        return None
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in Entry._fields or name == "parent":
            continue
        found[name] = _fitting(name, value)
        if found[name] is None:
            return None
    return _BLANK._replace(**found), digest


def told(kept: tuple[Entry, str] | None, text: str, sources: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a Description tells: exactly as they were kept, but for those that have been rewritten since."""
    if kept is None:
        return understand(text, sources)
    entry, digest = kept
    exact = {name: getattr(entry, name) for name in FIELDS}
    if _digest(text) == digest:
        return exact
    before, after = understand(visible(describe(entry, sources)), sources), understand(text, sources)
    return {name: exact[name] if before[name] == after[name] else after[name] for name in FIELDS}


def same(one: str, other: str) -> bool:
    """True if two texts differ in nothing but their blanks and line ends, which programs like to touch."""
    return one.split() == other.split()


def _digest(text: str) -> str:
    return blake2b(" ".join(text.split()).encode(), digest_size=8).hexdigest()


def _instruction(name: str, fields: Mapping[str, Any]) -> str:
    text = json.dumps(fields, ensure_ascii=False, separators=(", ", ": "))
    return f"<?{name} {_UNFIT.sub(_escaped, text)}?>"


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _fitting(name: str, value: object) -> object:
    """A value from JSON as the field of Entry has it, or None if it is of another kind."""
    if name == "attributes":
        return _pairs(value)
    usual = getattr(_BLANK, name)
    if isinstance(usual, tuple):
        return _texts(value)
    return value if type(value) is type(usual) else None


def _texts(value: object) -> tuple[str, ...] | None:
    fits = isinstance(value, list) and all(isinstance(text, str) for text in value)
    return tuple(value) if fits else None  # type: ignore[arg-type]


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, list):
        return None
    pairs = [_texts(pair) for pair in value]
    return tuple((pair[0], pair[1]) for pair in pairs if pair) if all(p and len(p) == 2 for p in pairs) else None


def _values(value: object) -> Values | None:
    if not isinstance(value, list):
        return None
    found: list[tuple[str, tuple[str, ...]]] = []
    for pair in value:
        name, points = pair if isinstance(pair, list) and len(pair) == 2 else ("", None)
        allowed = _texts(points)
        if allowed is None or not isinstance(name, str):
            return None
        found.append((name, allowed))
    return tuple(found)
