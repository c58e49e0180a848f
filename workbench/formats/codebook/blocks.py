"""Changing fields within the lines in which somebody wrote them: what to put in place of which stretch of a file.

Which codes stand where in it is codebook/lines.py's matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from workbench.formats.text import clean
from workbench.formats.yaml.out import WIDTH, Value, fields, is_literal, is_plain, listed, quoted, word, written
from workbench.formats.yaml.tree import Node, is_null
from workbench.formats.yaml.words import relined, reworded

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"[ \t]+#.*$")
_MARGIN_TOLD = re.compile(r"[|>][+-]?[1-9][+-]?[ \t]*(#.*)?$")
_MARGIN = re.compile(r" *")


class CannotKeep(Exception):
    """The lines can't take the change as they stand; they have to be written fresh."""


class Edit(NamedTuple):
    """What comes in place of the stretch from `start` to `end`."""

    start: int
    end: int
    text: str


class Page:
    """The text of a file by its lines, and where nodes stand in it; each line ends with a line end."""

    def __init__(self, text: str, offset: int = 2) -> None:
        self.text, self.offset = text, offset
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.text[self.starts[number] : self.end(number)]

    def end(self, number: int) -> int:
        """Where a line ends, before its line end."""
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number] + len(self.text[self.starts[number] : after].rstrip("\r\n\x85\u2028\u2029"))

    def line_at(self, place: int) -> int:
        """The line in which a place is."""
        return bisect_right(self.starts, place) - 1

    def indent(self, number: int) -> int:
        """How many blanks a line begins with; -1 if there is nothing else in it."""
        line = self.line(number)
        found = _MARGIN.match(line)
        return found.end() if found and line.strip() else -1

    def start_of(self, node: Node) -> int:
        """Where a node begins."""
        return self.starts[int(node.start_mark.line)] + int(node.start_mark.column)

    def end_of(self, node: Node) -> int:
        """Where a node ends that is no block."""
        return self.starts[int(node.end_mark.line)] + int(node.end_mark.column)

    def last_line(self, node: Node, column: int) -> int:
        """The last line with something of a node in it; `column` is that of the mapping or the dash it stands in."""
        while node.id != "scalar" and not node.flow and node.value:
            column = int(node.start_mark.column)
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        if node.style in {"|", ">"}:
            return self._block_end(node.start_mark.line, column)
        return int(node.end_mark.line)

    def comments(self, node: Node, column: int, start: int, end: int) -> list[str]:
        """The lines of comment, without their indents, among some lines of a node; those of its texts are none."""
        texts = {line for text, inside in _texts(node, column) for line in self._text_lines(text, inside)}
        lines = (self.line(number).strip(" \t") for number in range(start, end) if number not in texts)
        return [line for line in lines if line.startswith("#")]

    def above(self, number: int, comments: Sequence[str]) -> Iterator[Edit]:
        """What puts comments on lines of their own above a line, at its indent."""
        if comments:
            margin, start = " " * max(self.indent(number), 0), self.starts[number]
            yield Edit(start, start, "".join(f"{margin}{comment}\n" for comment in comments))

    def _text_lines(self, text: Node, column: int) -> range:
        return range(int(text.start_mark.line) + 1, self.last_line(text, column) + 1)

    def has_margin(self, header: int) -> bool:
        """True if the header of a block of text, as in `|2`, says how far in that stands."""
        return _MARGIN_TOLD.search(self.line(header)) is not None

    def _block_end(self, header: int, column: int) -> int:
        last, inner = header, column + 1 if self.has_margin(header) else -1
        for number in range(header + 1, len(self.starts)):
            indent = self.indent(number)
            if indent < 0:
                continue
            inner = indent if inner < 0 else inner
            if indent <= column or indent < inner:
                break
            last = number
        return last


def _texts(node: Node, column: int) -> Iterator[tuple[Node, int]]:
    """The texts within a node, each with the column of the mapping or the dash that it stands in."""
    if node.id == "scalar":
        yield node, column
    for part in node.value if node.id in {"mapping", "sequence"} else ():
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _texts(inner, int(node.start_mark.column))


class Field(NamedTuple):
    """A field of a mapping: its name, and where that and its value stand."""

    name: str
    key: Node
    value: Node


def edit_mapping(
    page: Page, node: Node, was: Mapping[str, Value], wanted: Mapping[str, Value], others: Mapping[str, str]
) -> list[Edit]:
    """The edits after which a block mapping that says `was` says `wanted`; `others` are other names of its fields."""
    return _Mapping(page, node, others).edits(was, wanted)


class _Mapping:
    """A mapping written with indents, a field a line or more."""

    def __init__(self, page: Page, node: Node, others: Mapping[str, str]) -> None:
        if node.id != "mapping" or node.flow or not node.value:
            raise CannotKeep
        self.page, self.column = page, int(node.start_mark.column)
        names = ((clean(key.value).strip(), key, value) for key, value in node.value)
        self.fields = [Field(others.get(name, name), key, value) for name, key, value in names]

    def edits(self, was: Mapping[str, Value], wanted: Mapping[str, Value]) -> list[Edit]:
        there = [field.name for field in self.fields]
        if len(set(there)) != len(there):
            raise CannotKeep
        goes = [name in was and name not in wanted for name in there]
        found: list[Edit] = []
        for field, gone in zip(self.fields, goes, strict=True):
            if not gone and field.name in wanted and wanted[field.name] != was.get(field.name):
                found += self._changed(field, was.get(field.name, ""), wanted[field.name])
        return [*found, *self._cut(goes), *self._added(goes, wanted)]

    def _changed(self, field: Field, was: Value, wanted: Value) -> list[Edit]:
        spot = Spot(self.page, field.value, self.column, self._colon(field))
        return spot.edits(was, wanted)

    def _colon(self, field: Field) -> int:
        place = self.page.text.find(":", self.page.end_of(field.key))
        if place < 0 or self.page.text[self.page.end_of(field.key) : place].strip():
            raise CannotKeep
        return place + 1

    def _cut(self, goes: Sequence[bool]) -> Iterator[Edit]:
        if all(goes):
            raise CannotKeep
        first = goes.index(False)
        if first:
            starts = [self.page.start_of(field.key) for field in self.fields]
            yield Edit(starts[0], starts[first], "")
            lines = [int(field.key.start_mark.line) for field in self.fields]
            ends = [self.page.last_line(field.value, self.column) + 1 for field in self.fields[:first]]
            between = (number for end, start in zip(ends, lines[1:], strict=False) for number in range(end, start))
            yield from self.page.above(lines[0], [line for n in between if (line := self.page.line(n).strip(" \t"))])
        for place, field in enumerate(self.fields):
            if goes[place] and place > first:
                last = self.page.last_line(field.value, self.column)
                yield Edit(self.page.starts[field.key.start_mark.line], self.page.starts[last + 1], "")

    def _added(self, goes: Sequence[bool], wanted: Mapping[str, Value]) -> Iterator[Edit]:
        kept = {field.name: field for field, gone in zip(self.fields, goes, strict=True) if not gone}
        before: Field | None = None
        for name, value in wanted.items():
            if name in kept:
                before = kept[name]
                continue
            lines = list(fields([(name, value)], self.column, self.page.offset))
            if before:
                end = self.page.end(self.page.last_line(before.value, self.column))
                yield Edit(end, end, "".join(f"\n{line}" for line in lines))
            else:
                start = self.page.start_of(next(iter(kept.values())).key)
                yield Edit(start, start, "\n".join(lines)[self.column :] + "\n" + " " * self.column)


class Spot(NamedTuple):
    """A value in its place: `column` is that of its mapping or its dash, `after` the place behind its colon or dash."""

    page: Page
    node: Node
    column: int
    after: int

    def edits(self, was: Value, wanted: Value) -> list[Edit]:
        """The edits after which the value says `wanted` where it said `was`."""
        try:
            return self._kept(was, wanted)
        except CannotKeep:
            return self._fresh(wanted)

    def _kept(self, was: Value, wanted: Value) -> list[Edit]:
        node = self.node
        if isinstance(wanted, Mapping) and isinstance(was, Mapping):
            return _ordered(self.page, node, was, wanted)
        if node.id == "sequence":
            return self._list(_parts(wanted))
        if node.id != "scalar" or is_null(node) or isinstance(wanted, Mapping):
            raise CannotKeep
        if isinstance(wanted, bool | int):
            return [Edit(self.page.start_of(node), self.page.end_of(node), str(wanted).lower())]
        parts = (wanted,) if isinstance(wanted, str) else _parts(wanted)
        if len(parts) != 1:
            raise CannotKeep
        return self.scalar(parts[0])

    # -- texts --------------------------------------------------------------------------------------------------------

    def scalar(self, wanted: str) -> list[Edit]:
        """The edits after which a text says something else, in the style in which it is written."""
        page, node = self.page, self.node
        start, old = page.start_of(node), clean(node.value).strip()
        if node.style and page.text[start] != node.style:
            raise CannotKeep
        if node.style in {"|", ">"}:
            return [self._block(old, wanted)]
        end = page.end_of(node)
        raw, quote = page.text[start:end], len(node.style)
        if "\n" not in raw and not (quote and "\\\n" in raw):
            return [Edit(start, end, self._line(raw, wanted))]
        margin = " " * max(page.indent(node.end_mark.line), self.column + 1)
        made = reworded(raw[quote : len(raw) - quote], node.style, old, wanted, margin)
        if made is None or node.flow:
            raise CannotKeep
        return [Edit(start, end, node.style + made + node.style)]

    def _line(self, raw: str, wanted: str) -> str:
        """A text that stood on one line, in its style if that can hold it."""
        at, flow = int(self.node.start_mark.column), self.node.flow
        too_long = at + len(wanted) > WIDTH >= at + len(raw)
        broken = is_literal(wanted) and "\n" in wanted and "\n" not in self.node.value
        if not flow and (broken or (too_long and " " in wanted)):
            raise CannotKeep
        if self.node.style == "" and is_plain(wanted, flow=flow):
            return wanted
        if self.node.style == "'" and is_literal(wanted) and "\n" not in wanted:
            return "'" + wanted.replace("'", "''") + "'"
        return quoted(wanted)

    def _block(self, old: str, wanted: str) -> Edit:
        page, header = self.page, int(self.node.start_mark.line)
        last = page.last_line(self.node, self.column)
        lines = [page.line(number) for number in range(header + 1, last + 1)]
        margin = " " * next(
            (page.indent(number) for number in range(header + 1, last + 1) if page.line(number).strip()), 0
        )
        if not lines or not is_literal(wanted) or page.has_margin(header):
            raise CannotKeep
        if self.node.style == "|":
            made = relined(lines, old, wanted, margin)
        else:
            text = reworded("\n".join(lines), ">", old, wanted, margin)
            made = text.split("\n") if text is not None else None
        if made is None:
            raise CannotKeep
        return Edit(page.starts[header + 1], page.end(last), "\n".join(made))

    # -- lists --------------------------------------------------------------------------------------------------------

    def _list(self, wanted: Sequence[str]) -> list[Edit]:
        if any(item.id != "scalar" for item in self.node.value):
            raise CannotKeep
        items = [item for item in self.node.value if not is_null(item) and item.value.strip()]
        was = [clean(item.value).strip() for item in items]
        changes = SequenceMatcher(None, was, wanted, autojunk=False).get_opcodes()
        if self.node.flow:
            return self._flow_list(items, changes, wanted)
        if len(items) != len(self.node.value) or not items:
            raise CannotKeep
        found: list[Edit] = []
        for kind, one, two, start, end in changes:
            if kind != "equal":
                found += self._items(items, one, two, wanted[start:end])
        return found

    def _flow_list(
        self, items: Sequence[Node], changes: Sequence[tuple[str, int, int, int, int]], wanted: Sequence[str]
    ) -> list[Edit]:
        page, swaps = self.page, [change for change in changes if change[0] != "equal"]
        if items and all(kind == "replace" and two - one == end - start for kind, one, two, start, end in swaps):
            pairs = ((items[one + n], wanted[start + n]) for _, one, two, start, _ in swaps for n in range(two - one))
            return [edit for item, text in pairs for edit in Spot(page, item, self.column, 0).scalar(text)]
        line = f"[{', '.join(word(text, flow=True) for text in wanted)}]"
        start, end = page.start_of(self.node), page.end_of(self.node)
        if self.node.start_mark.column + len(line) > WIDTH and "\n" not in page.text[start:end]:
            raise CannotKeep
        return [Edit(start, end, line)]

    def _items(self, items: Sequence[Node], one: int, two: int, wanted: Sequence[str]) -> Iterator[Edit]:
        page, column = self.page, int(self.node.start_mark.column)
        both = min(two - one, len(wanted))
        for item, text in zip(items[one : one + both], wanted, strict=False):
            yield from Spot(page, item, column, self._dash(item) + 1).edits("", text)
        for item in items[one + both : two]:
            if len(items) == two - one and not wanted:
                raise CannotKeep
            yield Edit(page.starts[page.line_at(self._dash(item))], page.starts[page.last_line(item, column) + 1], "")
        lines = list(listed(wanted[both:], column, page.offset))
        if lines and one + both:
            end = page.end(page.last_line(items[one + both - 1], column))
            yield Edit(end, end, "".join(f"\n{line}" for line in lines))
        elif lines:
            start = page.starts[page.line_at(self._dash(items[0]))]
            yield Edit(start, start, "".join(f"{line}\n" for line in lines))

    def _dash(self, item: Node) -> int:
        start = self.page.start_of(item)
        place = self.page.text.rfind("-", 0, start)
        if place < 0 or self.page.text[place + 1 : start].strip():
            raise CannotKeep
        return place

    # -- fresh --------------------------------------------------------------------------------------------------------

    def _fresh(self, wanted: Value) -> list[Edit]:
        """The value anew in place of the whole old one; comments within it and behind its last line stay."""
        page, node = self.page, self.node
        if node.flow and node.id == "scalar":
            raise CannotKeep
        last = page.last_line(node, self.column)
        end, block = page.end(last), node.style in {"|", ">"}
        rest = page.line(node.start_mark.line)[node.start_mark.column :] if block else ""
        simple = node.flow or (node.id == "scalar" and not block)
        behind = page.text[page.end_of(node) : end] if simple else ""
        comment = _COMMENT.search(rest or behind)
        first, *more = written(" " * self.column + ":", self.column, wanted, page.offset)
        text = "\n".join([first[self.column + 1 :] + (comment[0] if comment else ""), *more])
        field = page.line_at(self.after)
        within = page.comments(node, self.column, field + 1, last + 1)
        return [*page.above(field, within), Edit(self.after, end, text)]


def _parts(value: Value) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split(", "))
    if isinstance(value, Sequence):
        return tuple(str(part) for part in value)
    raise CannotKeep


def _ordered(page: Page, node: Node, was: Mapping[str, Value], wanted: Mapping[str, Value]) -> list[Edit]:
    """The edits of a mapping whose order matters."""
    if [name for name in was if name in wanted] != [name for name in wanted if name in was]:
        raise CannotKeep
    return edit_mapping(page, node, was, wanted, {})


def applied(text: str, start: int, edits: Sequence[Edit]) -> str:
    """A stretch of a file, which begins at `start` in it, after its edits."""
    from_the_end = sorted(enumerate(edits), key=lambda edit: (edit[1].start, edit[1].end > edit[1].start, edit[0]))
    for _, edit in reversed(from_the_end):
        text = text[: edit.start - start] + edit.text + text[edit.end - start :]
    return text
