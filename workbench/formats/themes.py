"""Themes as YAML, in and out: name, summary in Markdown, codes by path, chosen quotes, cells of the framework grid.

Quotes are known by document, words, code and coder, and may say how they are printed; saved queries stand beside themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workbench.core.errors import Unreadable
from workbench.formats.faults import refuse
from workbench.formats.yaml.out import Value, fields
from workbench.formats.yaml.tree import TreeReader, is_null, tree

WHAT = "list of themes"
FIELDS = ("name", "summary", "codes", "quotes", "grid")
_DIGITS = 12


class Chosen(NamedTuple):
    """A quote as the file has it; "" and None where something isn't given.

    `quote` are its words, `start` and `end` its place, `printed` how print shows it with its [edits].
    """

    document: str
    quote: str
    code: str = ""
    coder: str = ""
    start: int | None = None
    end: int | None = None
    printed: str = ""


class Charted(NamedTuple):
    """What the framework grid says of a participant under a theme, as the file has it."""

    participant: str
    summary: str
    quotes: tuple[Chosen, ...] = ()


class Named(NamedTuple):
    """A saved query as the file has it."""

    name: str
    query: str


class Sketch(NamedTuple):
    """A theme as the file has it."""

    name: str
    summary: str
    codes: tuple[str, ...]
    quotes: tuple[Chosen, ...]
    grid: tuple[Charted, ...] = ()


class Shared(NamedTuple):
    """What a file holds: themes, and queries that were given a name."""

    themes: tuple[Sketch, ...]
    queries: tuple[Named, ...] = ()


def read(data: bytes) -> Shared:
    """What a file holds; Unreadable lists all that is wrong with it, each with its line and column."""
    root = tree(data, WHAT)
    reader = _Reader(WHAT)
    shared = reader.shared(root)
    refuse(reader.faults, WHAT)
    return shared


class _Reader(TreeReader):
    """Walks the nodes once, collecting all faults on the way."""

    def shared(self, root: Any) -> Shared:
        fields = self.fields(root, "A list of themes")
        listed = fields.get("themes")
        if not self.faults and (listed is None or listed.id != "sequence"):
            raise Unreadable("There is no list `themes:` in the file.")
        themes = map(self.theme, listed.value) if listed is not None and listed.id == "sequence" else ()
        return Shared(tuple(themes), tuple(map(self.query, self.listed(fields.get("queries"), "Queries"))))

    def listed(self, node: Any, what: str) -> list[Any]:
        """The members of a list, or nothing; what is no list is a fault."""
        if is_null(node):
            return []
        if node.id != "sequence":
            self.fault(node, f"{what} must be a list: each stands below the last, with a dash before it.")
            return []
        members: list[Any] = node.value
        return members

    def query(self, node: Any) -> Named:
        fields = self.known(node, "A query", Named._fields)
        for name in Named._fields:
            if node.id == "mapping" and is_null(fields.get(name)):
                self.fault(node, f"This query has no “{name}”.")
        return Named(*(self.text(fields.get(name)) for name in Named._fields))

    def cell(self, node: Any) -> Charted:
        fields = self.known(node, "A cell of the grid", Charted._fields)
        if node.id == "mapping" and is_null(fields.get("participant")):
            self.fault(node, "This cell of the grid has no “participant”.")
        quotes = map(self.quote, self.listed(fields.get("quotes"), "Quotes"))
        return Charted(self.text(fields.get("participant")), self.text(fields.get("summary")), tuple(quotes))

    def theme(self, node: Any) -> Sketch:
        fields = self.known(node, "A theme", FIELDS)
        name = self.text(fields.get("name"))
        if node.id == "mapping" and not name and ("name" not in fields or fields["name"].id == "scalar"):
            self.fault(node, "This theme has no name.")
        chosen = tuple(map(self.quote, self.listed(fields.get("quotes"), "Quotes")))
        grid = tuple(map(self.cell, self.listed(fields.get("grid"), "The cells of the grid")))
        return Sketch(name, self.text(fields.get("summary")), self.texts(fields.get("codes")), chosen, grid)

    def quote(self, node: Any) -> Chosen:
        fields = self.known(node, "A quote", Chosen._fields)
        texts = {name: self.text(fields.get(name)) for name in ("document", "quote", "code", "coder", "printed")}
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


def write(shared: Shared) -> bytes:
    """The file of these themes and queries, which `read` gives back."""
    listed: list[Value] = [
        {
            "name": sketch.name,
            "summary": sketch.summary,
            "codes": sketch.codes,
            "quotes": [_given(quote) for quote in sketch.quotes],
            **({"grid": [_cell(cell) for cell in sketch.grid]} if sketch.grid else {}),
        }
        for sketch in shared.themes
    ]
    parts: list[tuple[str, Value]] = [("themes", listed)]
    if shared.queries:
        parts.append(("queries", [query._asdict() for query in shared.queries]))
    return "".join(f"{line}\n" for line in fields(parts, 0)).encode()


def _cell(cell: Charted) -> Value:
    quotes: dict[str, Value] = {"quotes": [_given(quote) for quote in cell.quotes]} if cell.quotes else {}
    return {"participant": cell.participant, "summary": cell.summary, **quotes}


def _given(quote: Chosen) -> dict[str, Value]:
    return {name: value for name, value in quote._asdict().items() if value not in {"", None}}
