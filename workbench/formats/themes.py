"""Themes as YAML, in and out: name, summary in Markdown, codes by path, chosen quotes by document, words, code, coder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from workbench.core.errors import Unreadable
from workbench.formats.faults import refuse
from workbench.formats.yaml.out import Value, fields
from workbench.formats.yaml.tree import TreeReader, is_null, tree

WHAT = "list of themes"
FIELDS = ("name", "summary", "codes", "quotes")
_DIGITS = 12


class Chosen(NamedTuple):
    """A quote as the file has it: `quote` are its words, `start` and `end` its place; "" and None where none is given."""

    document: str
    quote: str
    code: str = ""
    coder: str = ""
    start: int | None = None
    end: int | None = None


class Sketch(NamedTuple):
    """A theme as the file has it."""

    name: str
    summary: str
    codes: tuple[str, ...]
    quotes: tuple[Chosen, ...]


def read(data: bytes) -> list[Sketch]:
    """The themes of a file; Unreadable lists all that is wrong with it, each with its line and column."""
    root = tree(data, WHAT)
    reader = _Reader(WHAT)
    sketches = reader.themes(root)
    refuse(reader.faults, WHAT)
    return sketches


class _Reader(TreeReader):
    """Walks the nodes once, collecting all faults on the way."""

    def themes(self, root: Any) -> list[Sketch]:
        fields = self.fields(root, "A list of themes")
        listed = fields.get("themes")
        if not self.faults and (listed is None or listed.id != "sequence"):
            raise Unreadable("There is no list `themes:` in the file.")
        return [self.theme(node) for node in listed.value] if listed is not None and listed.id == "sequence" else []

    def theme(self, node: Any) -> Sketch:
        fields = self.known(node, "A theme", FIELDS)
        name = self.text(fields.get("name"))
        if node.id == "mapping" and not name and ("name" not in fields or fields["name"].id == "scalar"):
            self.fault(node, "This theme has no name.")
        chosen = tuple(self.quotes(fields.get("quotes")))
        return Sketch(name, self.text(fields.get("summary")), self.texts(fields.get("codes")), chosen)

    def quotes(self, node: Any) -> Iterator[Chosen]:
        if is_null(node):
            return
        if node.id == "sequence":
            yield from map(self.quote, node.value)
        else:
            self.fault(node, "Quotes must be a list: each stands below the last, with a dash before it.")

    def quote(self, node: Any) -> Chosen:
        fields = self.known(node, "A quote", Chosen._fields)
        texts = {name: self.text(fields.get(name)) for name in ("document", "quote", "code", "coder")}
        for name in ("document", "quote"):
            if node.id == "mapping" and is_null(fields.get(name)):
                self.fault(node, f"This quote has no “{name}”.")
        return Chosen(**texts, start=self.place(fields.get("start")), end=self.place(fields.get("end")))

    def place(self, node: Any) -> int | None:
        digits = self.text(node)
        if digits and not (digits.isdecimal() and len(digits) <= _DIGITS):
            self.fault(node, "Here must be a number.")
            return None
        return int(digits) if digits else None

    def known(self, node: Any, what: str, names: Sequence[str]) -> dict[str, Any]:
        if is_null(node):
            self.fault(node, f"{what} must be given as names with values, such as “name: Trust”.")
        fields = self.fields(node, what)
        for name in fields.keys() - set(names):
            self.unknown(fields[name], name, names)
        return fields


def write(sketches: Sequence[Sketch]) -> bytes:
    """The file of these themes, which `read` gives back."""
    listed: list[Value] = [
        {
            "name": sketch.name,
            "summary": sketch.summary,
            "codes": sketch.codes,
            "quotes": [_given(quote) for quote in sketch.quotes],
        }
        for sketch in sketches
    ]
    return "".join(f"{line}\n" for line in fields([("themes", listed)], 0)).encode()


def _given(quote: Chosen) -> dict[str, str | int]:
    return {name: value for name, value in quote._asdict().items() if value not in {"", None}}
