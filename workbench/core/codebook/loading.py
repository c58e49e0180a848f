"""What a merged codebook needs so that its file can be read again: ids of their own, no code out of itself, known values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.codebook.book import Entry
from workbench.core.model import Values
from workbench.core.project import folded


def with_own_keys(entries: Sequence[Entry]) -> list[Entry]:
    """The codes; where two have one key, the second has none, and none comes out of itself, be it by way of others."""
    seen: set[str] = set()
    found: list[Entry] = []
    for entry in entries:
        key = folded(entry.key)
        found.append(entry._replace(key="") if key and key in seen else entry)
        seen.add(key)
    return _without_circles(found)


def _without_circles(entries: Sequence[Entry]) -> list[Entry]:
    """The codes without those ids of earlier codes that lead back to themselves."""
    took: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    found: list[Entry] = []
    for entry in entries:
        key = folded(entry.key)
        merged = tuple(other for other in entry.merged if _fits(took, key, other))
        split = entry.split if _fits(whole, key, entry.split) else ""
        found.append(
            entry if (merged, split) == (entry.merged, entry.split) else entry._replace(merged=merged, split=split)
        )
    return found


def _fits(earlier: dict[str, set[str]], key: str, other: str) -> bool:
    """Notes that a code comes out of another one, unless that comes out of it."""
    waiting, seen = [folded(other)], set[str]()
    while waiting if key and other else ():
        at = waiting.pop()
        if at == key:
            return False
        if at not in seen:
            seen.add(at)
            waiting.extend(earlier.get(at, ()))
    if key and other:
        earlier.setdefault(key, set()).add(folded(other))
    return True


def with_used(values: Values, entries: Sequence[Entry]) -> Values:
    """The values that attributes may have, with those that codes have and that were no longer among them."""
    used: Mapping[str, dict[str, None]] = {name: dict.fromkeys(allowed) for name, allowed in values}
    for entry in entries:
        for name, value in entry.attributes:
            if name in used and value not in used[name]:
                used[name].update(dict.fromkeys(value.split(", ")))
    return tuple((name, tuple(allowed)) for name, allowed in used.items())
