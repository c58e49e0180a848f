"""Weaknesses in what codes refer to: other codes in their rules, sources, and attributes with declared values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase, digits
from typing import NamedTuple

from workbench.analysis.checking.leaves import Leaves, listed
from workbench.analysis.checking.rules import Finding, finding
from workbench.core.project import folded

KEY_LETTERS = 12  # of a source that is meant as a key, not as words
_KEY = re.compile(
    r"(?P<use>\buse\s+(?P<name>[^().;:]{1,80}?)\s*)?\((?P<key>[^\W\d_][\w-]*(?:\.[\w-]+)*)\)", re.IGNORECASE
)


_BARE = re.compile(r"\b(?:use|see)\s+(?P<key>[A-Z][A-Z0-9]*(?:[.-]?[A-Z0-9]+)+)(?![\w(]|[.-]\w)", re.IGNORECASE)
_SHAPE = str.maketrans(ascii_uppercase + digits, "A" * 26 + "9" * 10)


class _Mention(NamedTuple):
    """A code that a rule names as in: use Bond (REL.BOND); `name` is empty where the key alone stands there."""

    key: str
    name: str


def references(leaves: Leaves) -> Iterator[Finding]:
    """What is weak in the references of a codebook."""
    yield from _codes(leaves)
    yield from _sources(leaves)
    yield from _attributes(leaves)


def _codes(leaves: Leaves) -> Iterator[Finding]:
    known = {entry.key: place for place, entry in enumerate(leaves.entries) if entry.key}
    heirs = {key: leaves.names[place] for place, entry in enumerate(leaves.entries) for key in entry.merged}
    areas = frozenset(key.partition(".")[0] for key in known if "." in key)
    shapes = frozenset(shape for key in known if "9" in (shape := key.translate(_SHAPE)) and key.isupper())
    for place, entry in enumerate(leaves.entries):
        texts = (entry.definition, entry.full, entry.include, entry.exclude, *entry.misses)
        for mention in dict.fromkeys(_mentions(texts, areas, shapes)):
            if mention.key in known:
                yield from _by_old_name(leaves, place, mention, known[mention.key])
            else:
                yield _unknown(leaves.names[place], [place], mention.key, heirs)
    for mention in dict.fromkeys(_mentions([leaves.book.rules], areas, shapes)):
        if mention.key not in known:
            yield _unknown("The codebook's own rules", [], mention.key, heirs)


def _mentions(texts: Iterable[str], areas: frozenset[str], shapes: frozenset[str]) -> Iterator[_Mention]:
    """The codes that texts name: keys in brackets after “use”, or such as begin like the codebook's own.

    Where its own are such as A1, one of that shape is meant as a key after “use” or “see” without brackets too.
    """
    for text in texts:
        for found in _KEY.finditer(text) if "(" in text else ():
            key = found["key"]
            if ("." in key and key.partition(".")[0] in areas) or (found["use"] and key.isupper()):
                yield _Mention(key, found["name"] or "")
        for found in _BARE.finditer(text) if shapes else ():
            if found["key"].translate(_SHAPE) in shapes:
                yield _Mention(found["key"], "")


def _unknown(who: str, places: list[int], key: str, heirs: Mapping[str, str]) -> Finding:
    name = "name" if not places else "names"
    if key in heirs:
        told = f"{who} {name} the code {key}, which {heirs[key]} took in."
        return finding("unknown-code", places, told, f"Name {heirs[key]} there.")
    told = f"{who} {name} the code {key}, which the codebook doesn't have."
    return finding("unknown-code", places, told, "Name another code there, or add it.")


def _by_old_name(leaves: Leaves, place: int, mention: _Mention, meant: int) -> Iterator[Finding]:
    """A name before a code's key that isn't the code's; more words may stand before it."""
    entry = leaves.entries[meant]
    said = folded(mention.name)
    if (
        said
        and said != folded(mention.key)
        and mention.name[:1].isupper()
        and not said.endswith((folded(entry.name), *map(folded, entry.aliases)))
    ):
        told = f"{leaves.names[place]} speaks of “{mention.name}” ({mention.key}), which is called “{entry.name}”."
        yield finding("renamed-code", [place], told, "Write its name as it is now.")


def _sources(leaves: Leaves) -> Iterator[Finding]:
    known = dict(leaves.book.sources)
    if not known:
        return
    for place, entry in enumerate(leaves.entries):
        for source in entry.sources:
            if source not in known and len(source) <= KEY_LETTERS and not re.search(r"\s", source):
                told = f"{leaves.names[place]} draws on “{source}”, which isn't among the codebook's sources."
                yield finding("unknown-source", [place], told, "Add the reference there, or write it out here.")


def _attributes(leaves: Leaves) -> Iterator[Finding]:
    declared = dict(leaves.book.values)
    if not declared:
        return
    loose: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(leaves.entries):
        for name, value in entry.attributes:
            if name not in declared:
                loose[name].append(place)
            elif declared[name] and value not in declared[name]:
                wrong = [part for part in value.split(", ") if part not in declared[name]]
                if wrong:
                    said = listed([f"“{part}”" for part in wrong])
                    told = f"{leaves.names[place]} has {said} as “{name}”; declared are {listed(declared[name])}."
                    yield finding("undeclared-value", [place], told, "Choose one of these, or declare it.")
    for name, places in loose.items():
        told = f"“{name}” is known of {leaves.named(places)}, and isn't declared."
        yield finding("undeclared-attribute", places, told, "Declare it with its values among the attributes.")
