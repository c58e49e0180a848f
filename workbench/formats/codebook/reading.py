"""Codebooks in as YAML: every fault is named with its line and column and a way out, and nothing in a file is ever run.

The format is below; codebook/writing.py and codebook/lines.py write it, and codebook.schema.json describes it for editors.

At the top: `version` (1), `name`, `description`, `rules` (text for the whole book, such as which of two codes wins),
`sources` (a short key: the reference), `attributes` (an attribute: the list of values it may have), `codes` (a list).
A code is a bare name, or has these fields: `id` (what files know it by; it never changes), `name`, `definition`, `full`,
`include`, `exclude`, `examples` (a list), `near_misses` (a list), `scale` (a list, from low to high), `colour` (or
`color`), `hotkey` (a letter or digit), `apply` (true: to passages; false: a mere heading; `document`: to documents as a
whole), `aliases` (a list), `source` (or `sources`; one or a list), `merged` (the ids of codes that it took in),
`split_from` (the id of the one it was split off), `codes` (those below it). Any other field is an attribute of your own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.core.codebook import DEEPEST, Codebook, Entry
from workbench.core.model import Attributes
from workbench.core.project import folded
from workbench.formats.codebook.faults import TEXTS, TRUTH, circles, colour_of, name_fault
from workbench.formats.codebook.writing import BOOK_FIELDS, CODE_FIELDS, OTHER_NAMES
from workbench.formats.faults import Fault, refuse
from workbench.formats.yaml.faults import decoded
from workbench.formats.yaml.tree import Node, TreeReader, compose, is_null

CODE = (*CODE_FIELDS, *OTHER_NAMES, "codes")
_VERSION = 1
_MOST = 20_000
_VALUES_TOLD = 20
_LOST_COLOUR = re.compile(r"[ \t]*#[0-9a-fA-F]{3,6}\b")
_MISREAD = {"yes", "no", "on", "off", "true", "false", "null", "~"}


def read_yaml(data: bytes) -> Codebook:
    """The codebook in a YAML file; Unreadable lists all that is wrong with it, each with its line and column."""
    return read_nodes(data)[0]


@lru_cache(3)  # a merge reads each of its three files twice
def read_nodes(data: bytes) -> tuple[Codebook, Node]:
    """The codebook in a YAML file, and the node at its root; Unreadable as with read_yaml."""
    faults: list[Fault] = []
    text = decoded(data, "codebook", faults)
    root = compose(text, "codebook", faults)
    book = _Reader(text, faults).book(root)
    refuse(faults)
    return book, root


def schema() -> str:
    """The format as a JSON Schema, by which editors complete and check a codebook while it is written."""
    return Path(__file__).with_name("codebook.schema.json").read_text("utf-8")


class _Reader(TreeReader):
    """Walks the nodes once, collecting the entries and all faults on the way."""

    def __init__(self, source: str, faults: list[Fault]) -> None:
        super().__init__("codebook", faults)
        self.source = source
        self.near: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.allowed: dict[str, tuple[str, ...]] = {}
        self.known: dict[str, frozenset[str]] = {}
        self.keys: set[str] = set()
        self.past: list[tuple[str, str, Node, str]] = []

    # -- the book ------------------------------------------------------------------------------------------------------

    def book(self, root: Node) -> Codebook:
        fields = self.fields(root, "A codebook")
        for name in [name for name in fields if name not in BOOK_FIELDS]:
            self.unknown(fields[name], name, BOOK_FIELDS)
        self.version(fields.get("version"))
        declared = self.fields(fields.get("attributes"), "The attributes")
        self.allowed = {name: self.distinct(node, f"values of “{name}”") for name, node in declared.items()}
        self.known = {name: frozenset(values) for name, values in self.allowed.items()}
        for name in self.allowed.keys() & set(CODE):
            told = f"“{name}” is a field that each code has already; give the attribute another name."
            self.fault(self.name_of(declared[name]), told)
        sources = self.fields(fields.get("sources"), "The sources")
        self.codes(fields.get("codes"), None, 1)
        self.check_past()
        if not self.entries and not self.faults:
            told = "There are no codes; write “codes:”, and each code below it with a dash, such as “- name: Trust”."
            self.fault(fields.get("codes", root), told)
        about = {name: self.text(fields.get(name)) for name in ("name", "description", "rules")}
        references = tuple((key, self.text(node)) for key, node in sources.items())
        return Codebook(entries=tuple(self.entries), sources=references, values=tuple(self.allowed.items()), **about)

    def version(self, node: Node | None) -> None:
        version = self.text(node)
        if node is None or not version or version == str(_VERSION):
            return
        if version.isdecimal() and version.isascii() and version.strip("0"):
            told = "This codebook was written by a newer workbench (version {}); bring workbench up to date to read it."
            self.fault(node, told.format(version[:20]))
        else:
            self.fault(node, f"The version of the format must be {_VERSION}; write “version: {_VERSION}”.")

    # -- codes ---------------------------------------------------------------------------------------------------------

    def codes(self, node: Node | None, parent: int | None, depth: int) -> None:
        if node is None or is_null(node):
            return
        if node.id != "sequence":
            self.fault(node, "Codes must be a list: each stands below the last, with a dash before it.")
        elif node.value and depth > DEEPEST:
            told = f"Codes are nested too deep; {DEEPEST} levels are the most: move these up."
            self.fault(node, told)
        else:
            names: set[str] = set()
            for item in node.value:
                self.code(item, parent, depth, names)

    def code(self, node: Node, parent: int | None, depth: int, names: set[str]) -> None:
        """One code and those below it; a bare word in the list is a code with nothing but a name."""
        if node.id == "alias":
            return
        if len(self.entries) >= _MOST:
            told = f"Here a codebook has more than {_MOST:,} codes, the most that are read; is it one? Else divide it."
            self.fault(node, told)
            refuse(self.faults)
        fields = {"name": node} if node.id == "scalar" else self.fields(node, "A code")
        if node.id == "sequence":
            return
        fields = self.as_known(fields)
        name = self.text(fields.get("name"))
        self.check_name(fields.get("name"), node, name, names)
        key = self.key(fields.get("id"))
        place = len(self.entries)
        self.entries.append(self.entry(fields, key, name, parent))
        self.codes(fields.get("codes"), place, depth + 1)

    def entry(self, fields: Mapping[str, Node], key: str, name: str, parent: int | None) -> Entry:
        texts: dict[str, Any] = {field: self.text(fields.get(field)) for field in TEXTS}
        applies, whole = self.use(fields.get("apply"))
        return Entry(
            key,
            name,
            parent,
            examples=self.texts(fields.get("examples")),
            misses=self.texts(fields.get("near_misses")),
            scale=self.distinct(fields.get("scale"), "points of the scale"),
            colour=self.colour(fields.get("colour")),
            hotkey=self.hotkey(fields.get("hotkey")),
            applies=applies,
            whole=whole,
            aliases=self.distinct(fields.get("aliases"), "aliases"),
            sources=self.distinct(fields.get("source"), "sources"),
            merged=self.earlier("merged", fields.get("merged"), key),
            split=", ".join(self.earlier("split_from", fields.get("split_from"), key)),
            attributes=self.attributes(fields),
            **texts,
        )

    def as_known(self, fields: dict[str, Node]) -> dict[str, Node]:
        """The fields with `color` and `sources` under the names that they have here."""
        for other, name in OTHER_NAMES.items():
            if other in fields:
                node = fields.pop(other)
                if name in fields:
                    self.fault(self.name_of(node), f"“{other}” and “{name}” are one field; keep one of the two.")
                fields[name] = node
        return fields

    # -- fields --------------------------------------------------------------------------------------------------------

    def check_name(self, node: Node | None, code: Node, name: str, names: set[str]) -> None:
        if node is not None and not is_null(node) and node.id != "scalar":
            return
        if self.misread(node or code):
            return
        if fault := name_fault(name):
            self.fault(node or code, fault)
        elif folded(name) in names:
            self.fault(node or code, f"The name “{name}” stands twice below one parent; give one of them another.")
        names.add(folded(name))

    def misread(self, node: Node) -> bool:
        """Keeps the fault of a word without quotes that other programs take for true, false or nothing."""
        word: str = node.value if node.id == "scalar" and not node.style and not node.tag.endswith("str") else ""
        if word.casefold() not in _MISREAD:
            return False
        self.fault(
            node,
            f'Other programs don’t read “{word}” as text but as true, false or nothing; put it in quotes: "{word}".',
        )
        return True

    def key(self, node: Node | None) -> str:
        key = self.text(node)
        if node is None or self.misread(node) or not key:
            return key
        if "\n" in key:
            self.fault(node, "An id stands on one line; write it without breaks.")
        elif folded(key) in self.keys:
            self.fault(node, f"The id “{key}” stands twice; each code needs its own: take one of the two away.")
        self.keys.add(folded(key))
        return key

    def colour(self, node: Node | None) -> str:
        word = self.text(node)
        found = colour_of(word) if word else ""
        if found is None and node is not None:
            self.fault(node, f'“{word}” is no colour known here; write one as "#2279EB".')
        elif node is not None and is_null(node) and _LOST_COLOUR.match(self.source, node.end_mark.index):
            self.fault(node, 'A colour needs quotes, for # begins a comment; write it as "#2279EB".')
        return found or ""

    def hotkey(self, node: Node | None) -> str:
        key = self.text(node)
        if node is not None and key and not (len(key) == 1 and key.isalnum()):
            self.fault(node, f"“{key[:20]}” is no hotkey; write one letter or digit.")
            return ""
        return key

    def use(self, node: Node | None) -> tuple[bool, bool]:
        """Whether the code applies at all, and whether to documents as a whole."""
        word = self.text(node).casefold()
        if word in {"document", "documents"}:
            return True, True
        if node is not None and word and word not in TRUTH:
            told = "“apply” is true (to passages), document (to documents as a whole) or false (a heading); write one of these."
            self.fault(node, told)
        return TRUTH.get(word, True), False

    def distinct(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts, none of which may stand there twice."""
        items: Sequence[Node] = node.value if node is not None and node.id == "sequence" else [node] if node else []
        found: dict[str, str] = {}
        for item in items:
            text = self.text(item)
            if text and folded(text) in found:
                self.fault(item, f"“{text}” stands twice among the {what}; take one away.")
            elif text:
                found[folded(text)] = text
        return tuple(found.values())

    def attributes(self, fields: Mapping[str, Node]) -> Attributes:
        found: list[tuple[str, str]] = []
        for name, node in fields.items():
            if name in CODE:
                continue
            if name not in self.allowed and (near := self.meant(name)):
                told = (
                    f"“{name}” is not known here; is “{near}” meant? A field of your own is named under “attributes”."
                )
                self.fault(self.name_of(node), told)
            values = self.texts(node)
            for value in values:
                if self.allowed.get(name) and value not in self.known[name]:
                    more = ", …" if len(self.allowed[name]) > _VALUES_TOLD else ""
                    known = ", ".join(self.allowed[name][:_VALUES_TOLD]) + more
                    told = f"“{value}” is no value of “{name}”; its values are {known}: take one, or add it under “attributes”."
                    self.fault(node, told)
            if values:
                found.append((name, ", ".join(values)))
        return tuple(found)

    def meant(self, name: str) -> str:
        """The field that a name is nearly that of, or ""."""
        if name not in self.near:
            self.near[name] = next(iter(get_close_matches(name, CODE, 1, 0.8)), "")
        return self.near[name]

    # -- where codes come from -----------------------------------------------------------------------------------------

    def earlier(self, field: str, node: Node | None, key: str) -> tuple[str, ...]:
        """The ids in `merged` or `split_from`; that none leads back to its own code is known only at the end."""
        if field == "split_from" and node is not None and node.id == "sequence":
            self.fault(node, "A code is split off one other; write its id alone, without brackets or a dash.")
            return ()
        ids = self.distinct(node, "ids")
        self.past += [(field, folded(key), node, folded(other)) for other in ids if key and node is not None]
        return ids

    def check_past(self) -> None:
        """Nothing comes out of itself, be it by way of others."""
        for field in ("merged", "split_from"):
            edges = {(key, other) for kind, key, _, other in self.past if kind == field}
            round_about = circles(edges)
            for kind, key, node, other in self.past:
                if kind == field and key in round_about and other in round_about:
                    told = f"“{field}” leads back to this code itself; take the id of the earlier code, or take the field away."
                    self.fault(node, told)
