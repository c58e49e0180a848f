"""Codebooks in and out as YAML: every fault is named with its line and column, and nothing in a file is ever run.

Codebooks as tables are codebook_table.py's matter; what a codebook does to a study is core/codebook.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from io import StringIO
from typing import Any

from workbench.core.codebook import Codebook, Entry
from workbench.core.errors import Unreadable
from workbench.core.model import Attributes
from workbench.formats.codebook_faults import (
    DEEPEST,
    TEXTS,
    TRUTH,
    Fault,
    colour_of,
    name_fault,
    refuse,
    refuse_reserved,
)
from workbench.formats.codebook_table import read_csv, write_csv
from workbench.formats.text import clean

__all__ = ["read_csv", "read_yaml", "write_csv", "write_yaml"]

LARGEST = 5_000_000
_LINE = 90
_BOOK = ("version", "name", "description", "sources", "attributes", "codes")
_CODE = ("id", "name", *TEXTS, "examples", "colour", "color", "apply", "codes")


# -- YAML in ----------------------------------------------------------------------------------------------------------


def read_yaml(data: bytes) -> Codebook:
    """The codebook in a YAML file; Unreadable lists all that is wrong with it, each with its line and column."""
    root = _composed(_decoded(data))
    refuse(list(_foreign(root)))
    reader = _Reader()
    book = reader.book(root)
    refuse(reader.faults)
    return book


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Unreadable(f"The codebook has {len(data) / 1e6:.1f} MB; {LARGEST // 1_000_000} are the most.")
    if not data.strip():
        raise Unreadable("The codebook is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"The codebook is not in UTF-8 (line {line}).", "Save it as UTF-8 text.") from None
    if "\0" in text:
        raise Unreadable("The codebook is not a text file.")
    return text


def _composed(text: str) -> Any:
    """The tree of YAML nodes with their places; aliases are not followed, tags not obeyed."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        refuse(list(_tabs(text)))
        mark = error.problem_mark or error.context_mark
        refuse([Fault(mark.line + 1, mark.column + 1, f"This is not YAML: {_reason(error)}.")])
        raise
    except YAMLError as error:
        raise Unreadable(f"The codebook is not YAML: {str(error).splitlines()[0]}.") from None
    except RecursionError:
        raise Unreadable(f"The codebook is nested too deep; {DEEPEST} levels of codes are the most.") from None
    if root is None:
        raise Unreadable("The codebook is empty.")
    return root


def _reason(error: Any) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            yield Fault(number, indent.index("\t") + 1, "A tab can’t indent a line in YAML; use spaces.")


def _foreign(root: Any) -> Iterator[Fault]:
    """Anchors and tags, which no codebook needs; each node is looked at once, however often it is referred to."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        if node.anchor:
            yield Fault(line, column, f"“&{node.anchor}”: anchors and aliases are not allowed in a codebook.")
        if (node.tag and not node.tag.startswith("tag:yaml.org,2002:")) or "/" in node.tag:
            yield Fault(line, column, f"The tag “{node.tag}” is not allowed in a codebook.")
        inside = node.value if isinstance(node.value, list) else []
        for part in (part for item in inside for part in (item if isinstance(item, tuple) else (item,))):
            if id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)


class _Reader:
    """Walks the nodes once, collecting the entries and all faults on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
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
        if _is_null(node):
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
        texts = {field: self.text(fields.get(field)) for field in TEXTS}
        self.entries.append(
            Entry(
                key, name, parent, examples=self.texts(fields.get("examples")),
                colour=self.colour(fields.get("colour") or fields.get("color")), applies=self.truth(fields.get("apply")),
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

    def fields(self, node: Any, what: str) -> dict[str, Any]:
        """A mapping's values by name; the fault of a name's value is told at the value."""
        if _is_null(node):
            return {}
        if node.id != "mapping":
            self.fault(node, f"{what} must be given as names with values, such as “name: Trust”.")
            return {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fault(key, f"“{name}” stands twice here.")
            found[name] = value
        return found

    def texts(self, node: Any) -> tuple[str, ...]:
        items = node.value if node is not None and node.id == "sequence" else [node]
        return tuple(text for item in items if (text := self.text(item)))

    def text(self, node: Any) -> str:
        if _is_null(node):
            return ""
        if node.id != "scalar":
            self.fault(node, "Here must be text.")
            return ""
        return clean(node.value).strip()

    def unknown(self, node: Any, name: str, known: Sequence[str]) -> None:
        near = get_close_matches(name, known, 1, 0.7)
        self.fault(node, f"“{name}” is not known here" + (f"; is “{near[0]}” meant?" if near else "."))

    def fault(self, node: Any, message: str) -> None:
        self.faults.append(Fault(node.start_mark.line + 1, node.start_mark.column + 1, message))


def _is_null(node: Any) -> bool:
    return node is None or node.tag == "tag:yaml.org,2002:null"


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
