"""Codebooks in and out as YAML: every fault is named with its line and column, and nothing in a file is ever run.

Codebooks as tables are codebook_table.py's matter; what a codebook does to a study is core/codebook.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from io import StringIO
from typing import Any

from workbench.core.codebook import Codebook, Entry
from workbench.core.model import Attributes
from workbench.formats.codebook_faults import DEEPEST, TEXTS, TRUTH, colour_of, name_fault, refuse_reserved
from workbench.formats.codebook_table import read_csv, write_csv
from workbench.formats.faults import refuse
from workbench.formats.yaml_tree import TreeReader, is_null, tree

__all__ = ["read_csv", "read_yaml", "write_csv", "write_yaml"]

_LINE = 90
_BOOK = ("version", "name", "description", "sources", "attributes", "codes")
_CODE = ("id", "name", *TEXTS, "examples", "scale", "colour", "color", "apply", "codes")


# -- YAML in ----------------------------------------------------------------------------------------------------------


def read_yaml(data: bytes) -> Codebook:
    """The codebook in a YAML file; Unreadable lists all that is wrong with it, each with its line and column."""
    root = tree(data, "codebook", f"; {DEEPEST} levels of codes are the most")
    reader = _Reader()
    book = reader.book(root)
    refuse(reader.faults)
    return book


class _Reader(TreeReader):
    """Walks the nodes once, collecting the entries and all faults on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.allowed: dict[str, tuple[str, ...]] = {}
        self.keys: set[str] = set()

    def book(self, root: Any) -> Codebook:
        fields = self.fields(root, "A codebook")
        for name in fields.keys() - set(_BOOK):
            self.unknown(fields[name], name, _BOOK)
        declared = self.fields(fields.get("attributes"), "The attributes")
        self.allowed = {name: self.texts(node) for name, node in declared.items()}
        self.codes(fields.get("codes"), None, 1)
        if not self.entries and not self.faults:
            self.fault(root, "There are no codes.")
        return Codebook(self.text(fields.get("name")), self.text(fields.get("description")), tuple(self.entries))

    def codes(self, node: Any, parent: int | None, depth: int) -> None:
        if is_null(node):
            return
        if not isinstance(node.value, list) or node.id != "sequence":
            self.fault(node, "Codes must be a list: each stands below the last, with a dash before it.")
        elif node.value and depth > DEEPEST:
            self.fault(node, f"Codes are nested too deep; {DEEPEST} levels are the most.")
        else:
            names: set[str] = set()
            for item in node.value:
                self.code(item, parent, depth, names)

    def code(self, node: Any, parent: int | None, depth: int, names: set[str]) -> None:
        """One code and those below it; a bare word in the list is a code with nothing but a name."""
        fields = {"name": node} if node.id == "scalar" else self.fields(node, "A code")
        name = self.text(fields.get("name"))
        if fields and not (name == "" and "name" in fields and fields["name"].id != "scalar"):
            self.check_name(fields.get("name", node), name, names)
        place = len(self.entries)
        key = self.key(fields.get("id"))
        texts: dict[str, Any] = {field: self.text(fields.get(field)) for field in TEXTS}
        self.entries.append(
            Entry(
                key, name, parent, examples=self.texts(fields.get("examples")),
                scale=self.texts(fields.get("scale")), colour=self.colour(fields.get("colour") or fields.get("color")), applies=self.truth(fields.get("apply")),
                attributes=self.attributes(fields), **texts,
            )
        )  # fmt: skip
        self.codes(fields.get("codes"), place, depth + 1)

    def check_name(self, node: Any, name: str, names: set[str]) -> None:
        if fault := name_fault(name):
            self.fault(node, fault)
        elif name.casefold() in names:
            self.fault(node, f"The name “{name}” stands twice below one parent.")
        names.add(name.casefold())

    def key(self, node: Any) -> str:
        key = self.text(node)
        if key and key.casefold() in self.keys:
            self.fault(node, f"The id “{key}” stands twice.")
        self.keys.add(key.casefold())
        return key

    def colour(self, node: Any) -> str:
        word = self.text(node)
        found = colour_of(word) if word else ""
        if found is None:
            self.fault(node, f'“{word}” is no colour known here; write one as "#2279EB".')
        return found or ""

    def truth(self, node: Any) -> bool:
        word = self.text(node).casefold()
        if word and word not in TRUTH:
            self.fault(node, "“apply” is true or false.")
        return TRUTH.get(word, True)

    def attributes(self, fields: Mapping[str, Any]) -> Attributes:
        found: list[tuple[str, str]] = []
        for name, node in fields.items():
            if name in _CODE:
                continue
            if name not in self.allowed and get_close_matches(name, _CODE, 1, 0.8):
                self.unknown(node, name, _CODE)
            values = self.texts(node)
            for value in values:
                if self.allowed.get(name) and value not in self.allowed[name]:
                    known = ", ".join(self.allowed[name])
                    self.fault(node, f"“{value}” is no value of “{name}”; its values are {known}.")
            if any(values):
                found.append((name, ", ".join(values)))
        return tuple(found)


# -- YAML out ---------------------------------------------------------------------------------------------------------


def write_yaml(book: Codebook) -> bytes:
    """A codebook as YAML that read_yaml gives back as it was; fields without words are left out."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    yaml.allow_unicode = True
    codes: list[dict[str, Any]] = []
    made: list[dict[str, Any]] = []
    for entry in book.entries:
        made.append(_fields(entry))
        siblings = codes if entry.parent is None else made[entry.parent].setdefault("codes", [])
        siblings.append(made[-1])
    about = {"name": _block(book.name), "description": _block(book.description)}
    out = StringIO()
    yaml.dump({"version": 1, **{name: text for name, text in about.items() if text}, "codes": codes}, out)
    return out.getvalue().encode()


def _fields(entry: Entry) -> dict[str, Any]:
    refuse_reserved(entry.attributes, _CODE)
    texts = {"id": entry.key, "name": entry.name, **{field: getattr(entry, field) for field in TEXTS}}
    fields: dict[str, Any] = {field: _block(text) for field, text in texts.items() if text}
    if entry.examples:
        fields["examples"] = [_block(example) for example in entry.examples]
    if entry.scale:
        fields["scale"] = list(entry.scale)
    if entry.colour:
        fields["colour"] = entry.colour
    if not entry.applies:
        fields["apply"] = False
    return {**fields, **{name: _block(value) for name, value in entry.attributes}}


def _block(text: str) -> object:
    """Text as a block of lines where it is long and YAML can give it back exactly, else as it is."""
    from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

    lines = text.split("\n")
    plain = all(line.isprintable() and line == line.rstrip() for line in lines) and text[:1].strip()
    if plain and len(lines) > 1:
        return LiteralScalarString(text)
    if plain and len(text) > _LINE and "  " not in text:
        folded = FoldedScalarString(text)
        folded.fold_pos = list(_folds(text))
        return folded
    return text


def _folds(text: str) -> Iterator[int]:
    """The blanks at which a long line is broken."""
    start = 0
    while len(text) - start > _LINE:
        blank = text.rfind(" ", start + 1, start + _LINE)
        blank = text.find(" ", start + _LINE) if blank < 0 else blank
        if blank < 0:
            return
        yield blank
        start = blank + 1
