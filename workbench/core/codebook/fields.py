"""Merging what is said of one code, field by field: one side's change holds, the same on both sides too, else it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from workbench.core.codebook.book import Entry
from workbench.core.codebook.questions import THEIRS, Asking
from workbench.core.model import is_given
from workbench.core.project import folded

WORDS = {
    "name": "name",
    "definition": "definition",
    "full": "full definition",
    "include": "rule for including",
    "exclude": "rule for excluding",
    "colour": "colour",
    "hotkey": "hotkey",
    "scale": "scale",
    "split": "origin",
}
SEVERAL = {
    "examples": "examples",
    "misses": "near misses",
    "aliases": "other names",
    "sources": "sources",
    "merged": "merged codes",
}
WORDED = ("aliases", "sources", "merged")  # lists of words of which none stands twice, case set aside
ROLES = {"a heading": (False, False), "for passages": (True, False), "for documents as a whole": (True, True)}


def merged_entry(base: Entry | None, mine: Entry, theirs: Entry, ident: str, asking: Asking) -> Entry:
    """One code of two that are the same; `base` is what both come from, or None if each side made it."""
    if mine == theirs:
        return mine
    base = base or common_entry(mine, theirs)
    fields: dict[str, Any] = {"key": _key(base.key, mine, theirs, ident, asking), "parent": None}
    for field, word in WORDS.items():
        was, here, there = (getattr(entry, field) for entry in (base, mine, theirs))
        fields[field] = _one_of(word, mine.name, ident, was, here, there, asking)
    for field in SEVERAL:
        found = merged_list(*(getattr(entry, field) for entry in (base, mine, theirs)))
        fields[field] = distinct(found) if field in WORDED else found
    role = _one_of("role", mine.name, ident, role_of(base), role_of(mine), role_of(theirs), asking)
    fields["applies"], fields["whole"] = ROLES[role]
    fields["attributes"] = merged_pairs(base.attributes, mine.attributes, theirs.attributes, mine.name, ident, asking)
    return Entry(**fields)


def common_entry(mine: Entry, theirs: Entry) -> Entry:
    """What two codes without a common past agree on; where one is silent, the other can speak."""
    applies, whole = min(ROLES[role_of(mine)], ROLES[role_of(theirs)])
    agreed = Entry("", mine.name if mine.name == theirs.name else "", None, applies=applies, whole=whole)
    fields = {field: getattr(mine, field) for field in WORDS if getattr(mine, field) == getattr(theirs, field)}
    return agreed._replace(**{field: value for field, value in fields.items() if field != "name"})


def role_of(entry: Entry) -> str:
    """What a code is for, in words."""
    return "a heading" if not entry.applies else "for documents as a whole" if entry.whole else "for passages"


def agree(mine: Entry, theirs: Entry) -> bool:
    """True if two codes say nothing that differs: each field is the same, or empty on one side."""
    pairs = ((getattr(mine, field), getattr(theirs, field)) for field in WORDS if field != "name")
    there = dict(theirs.attributes)
    return all(not a or not b or a == b for a, b in pairs) and all(
        there.get(name, value) == value for name, value in mine.attributes
    )


def merged_text(word: str, name: str, base: str, mine: str, theirs: str, asking: Asking) -> str:
    """A text of the codebook as a whole."""
    found: str = _one_of(word, name, "the codebook", base, mine, theirs, asking)
    return found


def _one_of(word: str, name: str, ident: str, base: Any, mine: Any, theirs: Any, asking: Asking) -> Any:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    told = (", ".join(value) if isinstance(value, tuple) else value for value in (base, mine, theirs))
    return theirs if asking.which(word, name, ident, *told) == THEIRS else mine


def _key(base: str, mine: Entry, theirs: Entry, ident: str, asking: Asking) -> str:
    """The key: people's own before one made by a program, and of two made ones the lesser."""
    keys = mine.key, theirs.key
    if all(key and not is_given(key) for key in keys):
        found: str = _one_of("id", mine.name, ident, base, *keys, asking)
        return found
    handles = [key for key in keys if key and not is_given(key)]
    return handles[0] if handles else min(filter(None, keys), default="")


def merged_list(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The items of both sides without those that one of them took out; new ones of both sides in alphabetical order."""
    if mine == theirs or tuple(theirs) == tuple(base):
        return tuple(mine)
    if tuple(mine) == tuple(base):
        return tuple(theirs)
    kept = [item for item in base if item in mine and item in theirs]
    new = [item for item in dict.fromkeys((*mine, *theirs)) if item not in base]
    return (*kept, *sorted(new, key=lambda item: (folded(item), item)))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Words without those that stand there before, case and blanks set aside."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(folded(word), word)
    return tuple(found.values())


def merged_pairs(
    base: Sequence[tuple[str, Any]],
    mine: Sequence[tuple[str, Any]],
    theirs: Sequence[tuple[str, Any]],
    name: str,
    ident: str,
    asking: Asking,
) -> tuple[tuple[str, Any], ...]:
    """Names with values, each name merged by itself: those of the base in its order, then new ones by the alphabet."""
    if theirs in (mine, base):
        return tuple(mine)
    if mine == base:
        return tuple(theirs)
    was, here, there = dict(base), dict(mine), dict(theirs)
    new = sorted((here.keys() | there.keys()) - was.keys())
    values = (
        (
            field,
            _one_of(f"“{field}”", name, ident, was.get(field, ""), here.get(field, ""), there.get(field, ""), asking),
        )
        for field in (*was, *new)
    )
    return tuple((field, value) for field, value in values if value)
