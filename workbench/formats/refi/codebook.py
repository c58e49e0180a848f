"""Codebooks in and out as REFI-QDA (.qdc): written by the standard, read as other programs write them, faults included.

A codebook comes back as it was written, its codes in the order of their tree; what readers see of a code is
description.py's matter, what is kept beside it kept.py's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from workbench import __version__
from workbench.core.codebook import DEEPEST, Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.core.model import Problem
from workbench.core.project import SEPARATOR, folded
from workbench.formats.codebook.faults import TRUTH, colour_of
from workbench.formats.refi import kept
from workbench.formats.refi.description import GUID, describe
from workbench.formats.text import clean

LARGEST = 5_000_000
_BOTTOM = 100
_MOST_TOLD = 200
_OURS = UUID("5b6f1c1e-0f0a-5d3e-9a55-2f4c7a2f6b10")
_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
{{kept}}<CodeBook xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="{_NAMESPACE} http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
  origin="workbench {__version__}">
  <Codes>
"""
_RETURN = re.compile("\r\n?")
_FOOT = "  </Codes>\n</CodeBook>\n"


# -- out --------------------------------------------------------------------------------------------------------------


def write_qdc(book: Codebook) -> bytes:
    """A codebook as REFI-QDA that read_qdc gives back as it was; the same codebook gives the same bytes."""
    if not book.entries:
        raise Refused("A codebook without codes can’t be written to .qdc.", "Add a code first.")
    below: dict[int | None, list[int]] = defaultdict(list)
    for place, entry in enumerate(book.entries):
        below[entry.parent].append(place)
    guids, sources, lines = _guids(book), dict(book.sources), []
    waiting: list[tuple[int, int, bool]] = [(place, 2, False) for place in below[None][::-1]]
    while waiting:
        place, depth, closes = waiting.pop()
        if closes:
            lines.append(f"{'  ' * depth}</Code>\n")
            continue
        lines.append(_opened(book.entries[place], guids[place], "  " * depth, sources))
        waiting.append((place, depth, True))
        waiting += [(child, depth + 1, False) for child in below[place][::-1]]
    told = kept.keep_book(book)
    return "".join([_HEAD.format(kept=f"{told}\n" if told else ""), *lines, _FOOT]).encode()


def guid_of(key: str) -> str:
    """The GUID that a code with this key bears in files: the key itself if it is one."""
    return key.lower() if GUID.fullmatch(key) else str(uuid5(_OURS, kept.visible(f"key:{key}")))


def _guids(book: Codebook) -> list[str]:
    """A GUID for each code, made of its key, or of its path if it has none, and given to no other."""
    guids: dict[str, None] = {}
    for entry, path in zip(book.entries, paths(book.entries), strict=True):
        guid = guid_of(entry.key) if entry.key else str(uuid5(_OURS, kept.visible(f"path:{SEPARATOR.join(path)}")))
        while guid in guids:
            guid = str(uuid5(_OURS, guid))
        guids[guid] = None
    return list(guids)


def _opened(entry: Entry, guid: str, indent: str, sources: Mapping[str, str]) -> str:
    """A code's start, with its Description and what is kept of it."""
    description = _RETURN.sub("\n", kept.visible(describe(entry, sources)))
    given = {"guid": guid, "name": kept.visible(entry.name), "isCodable": "true" if entry.applies else "false"}
    if colour := kept.written_colour(entry):
        given["color"] = colour
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in given.items())
    lines = [f"<Code {attributes}>", f"  {kept.keep_code(entry, description)}"]
    if description:
        lines.append(f"  <Description>{escape(description)}</Description>")
    return "".join(f"{indent}{line}\n" for line in lines)


# -- in ---------------------------------------------------------------------------------------------------------------


def read_qdc(data: bytes) -> Codebook:
    """The codebook in a REFI-QDA codebook or project file; what could not be taken as it stands is told by notes_qdc.

    A code of another program is known by its GUID, in small letters and without braces.
    """
    return _read(data).book


def notes_qdc(data: bytes) -> tuple[Problem, ...]:
    """What of a file that read_qdc reads was changed or left out on the way in, each with its place."""
    return _read(data).notes


class _Reading(NamedTuple):
    book: Codebook
    notes: tuple[Problem, ...]


def _read(data: bytes) -> _Reading:
    root = _root(data)
    tops = [root, *root] if _is(root, "project") else [root]
    found = next((element for element in tops if _is(element, "codebook")), None)
    if found is None:
        raise Unreadable("There is no REFI-QDA codebook in this file.", "Export the codebook again, as .qdc.")
    reader = _Reader(_kept_book(root, found) or Codebook("", "", ()))
    reader.codes(found)
    for top in {id(top): top for top in (found, root)}.values():
        for sets in (element for element in top if _is(element, "sets")):
            reader.groups(sets)
    if not reader.entries:
        raise Unreadable("There are no codes in this file.")
    if found is not root:
        reader.note(root, "This is a whole project; only its codes are read.")
    reader.sum_up()
    more = len(reader.notes) - _MOST_TOLD
    rest = [Problem("", f"… and {more} more.")] if more > 0 else []
    book = reader.kept._replace(entries=tuple(reader.entries))
    return _Reading(book, (*reader.notes[:_MOST_TOLD], *rest))


def _root(data: bytes) -> Any:
    """The outermost element, read without entities, without document types and without the network."""
    from lxml import etree

    if len(data) > LARGEST:
        raise Unreadable(f"The codebook has {len(data) / 1_000_000:.1f} MB; {LARGEST // 1_000_000} are the most.")
    if not data.strip():
        raise Unreadable("The file is empty.")
    if data.startswith(b"PK"):
        raise Unreadable("The file is a packed project, not a codebook.", "Export the codebook alone, as .qdc.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data:
            raise _own_type() from None
        line, column = error.position
        told = f"The file is broken at line {line}, column {column}, so that no codebook can be read from it."
        raise Unreadable(told, "Export it again from the program that made it.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _own_type()
    return root


def _own_type() -> Unreadable:
    return Unreadable("The file brings a document type of its own, which is not read.", "Take its DOCTYPE out.")


def _name(element: Any) -> str:
    """An element's name in small letters, whatever its namespace; an instruction has none."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def _is(element: Any, name: str) -> bool:
    return _name(element) == name


def _text(element: Any) -> str:
    """The text of an element and of those within it."""
    return str(element.xpath("string()"))


def _instructions(elements: Iterator[Any], name: str) -> list[str]:
    return [element.text or "" for element in elements if not _name(element) and getattr(element, "target", "") == name]


def _kept_book(root: Any, found: Any) -> Codebook | None:
    before = _instructions(root.itersiblings(preceding=True), kept.BOOK)
    texts = [*before, *_instructions(iter(found), kept.BOOK), *_instructions(iter(root), kept.BOOK)]
    return kept.kept_book(texts[0]) if texts else None


class _Reader:
    """Walks a codebook once, collecting the entries and what was changed in them on the way."""

    def __init__(self, book: Codebook) -> None:
        self.kept = book
        self.sources = dict(book.sources)
        self.entries: list[Entry] = []
        self.notes: list[Problem] = []
        self.keys: set[str] = set()
        self.places: dict[str, int] = {}
        self.taken: dict[int | None, set[str]] = defaultdict(set)
        self.unknown: list[Any] = []
        self.counts: Counter[str | tuple[str, int | None]] = Counter()
        self.within: dict[int, dict[str, None]] = defaultdict(dict)

    def note(self, element: Any, message: str) -> None:
        self.notes.append(Problem(f"line {element.sourceline}", message))

    def codes(self, book: Any) -> None:
        """All codes below a codebook, parents before children, in the order of the file."""
        waiting: list[tuple[Any, int | None, int]] = [(book, None, 0)]
        while waiting:
            element, parent, depth = waiting.pop()
            if _is(element, "code"):
                depth += 1
                if depth > _BOTTOM:
                    raise Unreadable(f"Line {element.sourceline}: Codes are nested more than {_BOTTOM} deep.")
                self.counts["deep"] += depth > DEEPEST
                self.code(element, parent)
                parent = len(self.entries) - 1
            inner = [child for child in element if _name(child) in {"code", "codes"}]
            waiting += [(child, parent, depth) for child in inner[::-1]]

    def code(self, element: Any, parent: int | None) -> None:
        """One code, without those below it."""
        given = {name.rpartition("}")[2].casefold(): str(value) for name, value in element.attrib.items()}
        held = next((_text(child) for child in element if _is(child, "description")), "").strip()
        texts = _instructions(iter(element), kept.CODE)
        exact = kept.kept_code(texts[0]) if texts else None
        fields = kept.told(exact, held or given.get("description", ""), self.sources)
        entry = exact[0] if exact else Entry("", "", None)
        name = self.name(element, given.get("name", ""), entry.name, parent)
        if texts and exact is None:
            self.note(
                element, f"What was kept beside “{name}” for this program is damaged, so its Description is read."
            )
        key = self.key(element, given.get("guid", ""), entry.key if exact else str(fields.pop("key", "")), bool(exact))
        colour = self.colour(element, given.get("color") or given.get("colour") or "", entry, name)
        applies = self.applies(element, given.get("iscodable", ""), name)
        self.counts["notes"] += any(_is(child, "noteref") for child in element)
        rest = {"key": key, "name": name, "parent": parent, "colour": colour, "applies": applies}
        self.entries.append(entry._replace(**{**fields, **rest}))

    def name(self, element: Any, written: str, exact: str, parent: int | None) -> str:
        """The name that a code has here: the one in the file if it can stand in its place, else one like it."""
        name = exact if exact and kept.same(kept.visible(exact), written) else " ".join(clean(written).split())
        if not name.strip():
            name = "Unnamed"
            self.note(element, f"A code has no name; it is called “{name}” here.")
        if SEPARATOR in name:
            before, name = name, name.replace(SEPARATOR, " / ")
            self.note(
                element, f"“{before}” can’t keep “{SEPARATOR}”, which parts the names of a path; it is “{name}” here."
            )
        unlike = self.unlike(name, parent)
        if name != unlike:
            self.note(element, f"“{name}” stands twice below one parent; this one is called “{unlike}” here.")
        return unlike

    def unlike(self, name: str, parent: int | None) -> str:
        """The name, with a number behind it if a sibling has it already."""
        taken, found = self.taken[parent], name
        while folded(found) in taken:
            self.counts[name, parent] += 1
            found = f"{name} ({self.counts[name, parent] + 1})"
        taken.add(folded(found))
        return found

    def key(self, element: Any, written: str, key: str, exact: bool) -> str:
        """What the code is known by: the key that was kept or is told, else its GUID; nothing if another has that."""
        guid = written.strip().strip("{}").lower()
        if guid and guid in self.places:
            self.counts["twice"] += 1
        self.places.setdefault(guid, len(self.entries))
        proper = guid if GUID.fullmatch(guid) else ""
        if not proper:
            self.unknown.append(element)
        if exact and not key:
            return ""
        found = next((known for known in (key, proper) if known and known.casefold() not in self.keys), "")
        self.keys.add(found.casefold())
        return found

    def colour(self, element: Any, written: str, entry: Entry, name: str) -> str:
        written = written.strip()
        found = colour_of(written) or colour_of(f"#{written}") or ""
        if found == kept.written_colour(entry) and (found or not written):
            return entry.colour
        if written and not found:
            self.note(element, f"“{written}” is no colour known here; “{name}” is left without one.")
        return found

    def applies(self, element: Any, written: str, name: str) -> bool:
        word = written.strip().casefold()
        if word and word not in TRUTH:
            self.note(element, f"“{written}” doesn’t say if “{name}” is put on passages; it is taken to be.")
        return TRUTH.get(word, True)

    def groups(self, sets: Any) -> None:
        """The groups of codes, which their members come to bear as an attribute."""
        for group in (element for element in sets if _is(element, "set")):
            name, lost = " ".join(clean(group.get("name") or "").split()), 0
            for member in (element for element in group if _is(element, "membercode")):
                guid = (member.get("guid") or member.get("targetGUID") or "").strip().strip("{}").lower()
                if guid in self.places and name:
                    self.within[self.places[guid]][name] = None
                else:
                    lost += 1
            if lost:
                self.note(group, f"{lost} of the codes in the group “{name}” can’t be found in the file.")

    def sum_up(self) -> None:
        """What is known only at the end: the groups of each code, and what is told of many codes at once."""
        for place, names in self.within.items():
            self.entries[place] = _grouped(self.entries[place], names)
        if self.unknown:
            self.note(
                self.unknown[0],
                f"{_codes(len(self.unknown))} no proper GUID; name and place alone tell which is which.",
            )
        for count, what in (
            ("twice", "the GUID of another; name and place alone tell which is which."),
            ("deep", f"a place below {DEEPEST} levels of codes, the most that a codebook in YAML or CSV can have."),
            ("notes", "notes in the project, which are not read."),
        ):
            if self.counts[count]:
                self.notes.append(Problem("", f"{_codes(self.counts[count])} {what}"))


def _grouped(entry: Entry, names: Iterable[str]) -> Entry:
    attributes = dict(entry.attributes)
    there = [group for group in attributes.get("group", "").split(", ") if group]
    attributes["group"] = ", ".join(dict.fromkeys([*there, *names]))
    return entry._replace(attributes=tuple(attributes.items()))


def _codes(count: int) -> str:
    return "One code has" if count == 1 else f"{count} codes have"
