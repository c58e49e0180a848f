"""YAML as a tree of nodes with their places: no alias is followed, no tag obeyed, and nothing in a file is ever run.

What the nodes mean is the matter of codebook.py and themes.py; what is wrong with bytes and signs that of yaml/faults.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from workbench.formats.faults import MOST, Fault, refuse
from workbench.formats.text import clean
from workbench.formats.yaml.faults import decoded, place_of, syntax_faults

DEEPEST = 64
LARGEST = 200_000
NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")
_SLOW = 500_000
_EMPTY = "There is nothing here but blanks and comments; begin with “{start}”."
_STARTS = {"codebook": "codes:", "list of themes": "themes:"}


@dataclass(slots=True, eq=False)
class Node:
    """A value with its place: text ("scalar"), a list of nodes ("sequence") or of pairs of them ("mapping").

    The marks have `line`, `column` and `index`, all from 0 and in code points of the decoded text; a collection written
    with indents ends where its last value does. `style` is the sign that text is written with: ' " | > or "" for none.
    `flow` says that it is, or stands between, [ ] or { }. An "alias" is a reference to an anchor, and always a fault.
    """

    id: Literal["scalar", "sequence", "mapping", "alias"]
    value: Any
    tag: str
    anchor: str
    style: str
    flow: bool
    start_mark: Any
    end_mark: Any


def tree(data: bytes, what: str) -> Node:
    """The root node of a file; Unreadable with places, of what the file is to be: a “codebook”, a “list of themes”."""
    faults: list[Fault] = []
    root = compose(decoded(data, what, faults), what, faults)
    refuse(faults, what)
    return root


def compose(text: str, what: str, faults: list[Fault]) -> Node:
    """The root node of a text that is decoded; Unreadable where it is no YAML, or beyond all measure.

    Faults that leave the rest readable, such as tags, are added to `faults`, to be told with others.
    """
    from yaml import YAMLError

    composer = _Composer(what, faults)
    try:
        composer.read(_parser(text))
    except YAMLError as error:
        refuse([*faults, *syntax_faults(text, error)], what)
        raise
    except (ValueError, OverflowError):
        # What the slow parser makes of an escape such as "\UFFFFFFFF", which is no sign at all.
        found = re.search(r"\\U(?!000|0010)", text)
        fault = Fault(
            *place_of(text, found.start() if found else 0),
            "The backslash and the number behind it stand for no character; write the character itself.",
        )
        refuse([*faults, fault], what)
        raise
    if composer.root is None:
        refuse([*faults, Fault(1, 1, _EMPTY.format(start=_STARTS.get(what, "name:")))], what)
    assert composer.root is not None  # noqa: S101
    return composer.root


def _parser(text: str) -> Any:
    """What gives the events; libyaml's are there forty times sooner, but it knows no character written as two halves."""
    import yaml

    fast = yaml.__with_libyaml__ and (len(text) > _SLOW or not _HALVES.search(text))
    loader: Any = yaml.CSafeLoader if fast else yaml.SafeLoader
    return loader(text)


class _Composer:
    """Puts events together as nodes, keeping a stack of its own so that no depth of nesting can break it."""

    def __init__(self, what: str, faults: list[Fault]) -> None:
        self.what, self.faults = what, faults
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.anchors: set[str] = set()
        self.nodes = 0

    def read(self, parser: Any) -> None:
        from yaml import events

        takers = {
            events.ScalarEvent: self.scalar,
            events.SequenceStartEvent: self.start,
            events.MappingStartEvent: self.start,
            events.SequenceEndEvent: self.end,
            events.MappingEndEvent: self.end,
            events.AliasEvent: self.alias,
            events.DocumentStartEvent: self.document,
        }
        while (event := parser.get_event()) is not None and type(event) is not events.StreamEndEvent:
            if taker := takers.get(type(event)):
                taker(event)

    def document(self, event: Any) -> None:
        if self.root is not None:
            told = (
                f"Here a second document begins; a file holds one {self.what}: take the “---” away or make two files."
            )
            refuse([*self.faults, self.at(event, told)], self.what)

    def scalar(self, event: Any) -> None:
        style = event.style or ""
        tag = event.tag or ""
        if not tag and not style and event.value in {"", "~", "null", "Null", "NULL"}:
            tag = NULL
        elif tag:
            self.foreign(event)
        if event.anchor:
            self.anchor(event)
        flow = bool(self.open) and self.open[-1].flow
        self.put(Node("scalar", event.value, tag, event.anchor or "", style, flow, event.start_mark, event.end_mark))

    def start(self, event: Any) -> None:
        if event.tag:
            self.foreign(event)
        if event.anchor:
            self.anchor(event)
        id_: Any = "sequence" if type(event).__name__ == "SequenceStartEvent" else "mapping"
        node = Node(
            id_, [], event.tag or "", event.anchor or "", "", bool(event.flow_style), event.start_mark, event.end_mark
        )
        self.put(node)
        self.open.append(node)
        self.keys.append(None)
        if len(self.open) > DEEPEST:
            told = (
                f"Lists and fields stand more than {DEEPEST} deep in each other here; is a bracket or a dash too many?"
            )
            refuse([*self.faults, self.at(event, told)], self.what)

    def end(self, event: Any) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.end_mark = event.end_mark
        if not node.flow and node.value:
            last = node.value[-1]
            node.end_mark = (last[1] if isinstance(last, tuple) else last).end_mark

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            told = (
                f"“*{event.anchor}” refers to nothing in the file; if the star is part of the text, put it in quotes."
            )
            self.faults.append(self.at(event, told))
        self.put(Node("alias", "", "", event.anchor, "", False, event.start_mark, event.end_mark))

    def put(self, node: Node) -> None:
        """Hangs a node into the collection that is open; in a mapping, each second one is a value."""
        self.nodes += 1
        if len(self.faults) > MOST:
            refuse(self.faults, self.what)
        if self.nodes > LARGEST:
            told = f"Here more than {LARGEST:,} values are reached, the most that are read; choose another file, or divide this one."
            refuse([*self.faults, self.at(node, told)], self.what)
        if not self.open:
            self.root = node
        elif self.open[-1].id == "sequence":
            self.open[-1].value.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            self.open[-1].value.append((self.keys[-1], node))
            self.keys[-1] = None

    def anchor(self, event: Any) -> None:
        self.anchors.add(event.anchor)
        told = f"“&{event.anchor}” marks a text to be repeated elsewhere, which is not allowed in a {self.what}; write the text out, or put it in quotes."
        self.faults.append(self.at(event, told))

    def foreign(self, event: Any) -> None:
        if event.tag != _TEXT:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            told = f"“{tag}” would be an order to programs, which is not allowed in a {self.what}; take it away, or put it in quotes with its text."
            self.faults.append(self.at(event, told))

    @staticmethod
    def at(thing: Any, message: str) -> Fault:
        return Fault(thing.start_mark.line + 1, thing.start_mark.column + 1, message)


def is_null(node: Node | None) -> bool:
    """True if there is nothing at all where a value could be."""
    return node is None or node.tag == NULL


class TreeReader:
    """Reads values off nodes, and collects the faults on the way."""

    def __init__(self, what: str = "codebook", faults: list[Fault] | None = None) -> None:
        self.what = what
        self.faults: list[Fault] = [] if faults is None else faults
        self.names: dict[int, Node] = {}

    def fields(self, node: Node | None, what: str) -> dict[str, Node]:
        """A mapping's values by name; the fault of a name's value is told at the value."""
        if node is None or is_null(node):
            return {}
        if node.id != "mapping":
            self.fault(node, f"{what} must be given as names with values, such as “name: Trust”.")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fault(key, f"“{name}” stands twice here; keep one of the two.")
            found[name] = value
            self.names[id(value)] = key
        return found

    def name_of(self, value: Node) -> Node:
        """Where the name of a field stands, whose value is given; of an alias is told already, so that it stays where it is."""
        return value if value.id == "alias" else self.names.get(id(value), value)

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts, or a single one as a list of its own; empty ones are left out."""
        items = node.value if node is not None and node.id == "sequence" else [node]
        return tuple(text for item in items if (text := self.text(item)))

    def text(self, node: Node | None) -> str:
        """A value as it is written; numbers and dates are text too."""
        if node is None or is_null(node):
            return ""
        if node.id != "scalar":
            kind = "a list" if node.id == "sequence" else "fields with names"
            self.fault(node, f"Here must be text, not {kind}; put it in quotes if it is meant as text.")
            return ""
        value: str = node.value
        if value.isascii():
            return (clean(value) if "\r" in value or not value.isprintable() else value).strip()
        return clean(self.whole(node)).strip()

    def whole(self, node: Node) -> str:
        r"""The text with its halves of characters put together; other programs write 🙂 as "\ud83d\ude42"."""
        halves = node.value.encode("utf-16", "surrogatepass")
        try:
            return str(halves.decode("utf-16"))
        except UnicodeDecodeError:
            told = "Here stands half a character, such as \\ud83d alone, which can’t be kept; write the whole one."
            self.fault(node, told)
            return str(halves.decode("utf-16", "replace"))

    def unknown(self, node: Node, name: str, known: Sequence[str]) -> None:
        """Says, at its name, that a field is not known, and which one may be meant; `node` is its value."""
        near = get_close_matches(name, known, 1, 0.7)
        able = f"is “{near[0]}” meant?" if near else f"the fields here are {', '.join(known)}."
        self.fault(self.name_of(node), f"“{name}” is not known here; {able}")

    def fault(self, node: Node, message: str) -> None:
        """Keeps a fault with the place of its node; that of an alias, or of a mere anchor or tag, is told already."""
        if node.id != "alias" and (node.value or not (node.anchor or node.tag.startswith("!"))):
            self.faults.append(Fault(node.start_mark.line + 1, node.start_mark.column + 1, message))
        if len(self.faults) > MOST:
            refuse(self.faults, self.what)
