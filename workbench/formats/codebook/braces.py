"""Changing fields of a code that stands within braces, `{id: T, name: Trust}`, so that it stays within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.formats.codebook.blocks import CannotKeep, Edit, Field, Page, Spot
from workbench.formats.text import clean
from workbench.formats.yaml.out import WIDTH, Value, word
from workbench.formats.yaml.tree import Node, is_null

_SLACK = 30


def edit_braces(
    page: Page, node: Node, was: Mapping[str, Value], wanted: Mapping[str, Value], others: Mapping[str, str]
) -> list[Edit]:
    """The edits after which a mapping within braces says `wanted`, as those of edit_mapping; CannotKeep if it gets too long."""
    start, end = page.start_of(node), page.end_of(node)
    if node.id != "mapping" or not node.value:
        raise CannotKeep
    names = ((clean(key.value).strip(), key, value) for key, value in node.value)
    fields = [Field(others.get(name, name), key, value) for name, key, value in names]
    cut = list(_cut(page, fields, was, wanted))
    edits = [*_changed(page, fields, was, wanted), *cut, *_added(page, fields, was, wanted)]
    if node.start_mark.line != node.end_mark.line:
        if cut:
            raise CannotKeep
        return edits
    more = sum(len(edit.text) - (edit.end - edit.start) for edit in edits)
    longest = max(WIDTH, node.start_mark.column + end - start) + _SLACK
    if node.start_mark.column + end - start + more > longest:
        raise CannotKeep
    return edits


def _changed(
    page: Page, fields: Sequence[Field], was: Mapping[str, Value], wanted: Mapping[str, Value]
) -> Iterator[Edit]:
    for name, _, value in fields:
        if name not in wanted or wanted[name] == was.get(name):
            continue
        said = wanted[name]
        if is_null(value):
            raise CannotKeep
        if value.id == "scalar" and isinstance(said, str):
            yield from Spot(page, value, 0, 0).scalar(said)
        else:
            yield Edit(page.start_of(value), page.end_of(value), _within(said))


def _cut(page: Page, fields: Sequence[Field], was: Mapping[str, Value], wanted: Mapping[str, Value]) -> Iterator[Edit]:
    stays = [_stays(field, was, wanted) for field in fields]
    if not any(stays):
        raise CannotKeep
    first = stays.index(True)
    if first:
        yield Edit(page.start_of(fields[0].key), page.start_of(fields[first].key), "")
    for place in range(first + 1, len(fields)):
        if not stays[place]:
            yield Edit(page.end_of(fields[place - 1].value), page.end_of(fields[place].value), "")


def _added(
    page: Page, fields: Sequence[Field], was: Mapping[str, Value], wanted: Mapping[str, Value]
) -> Iterator[Edit]:
    stay = {field.name: field for field in fields if _stays(field, was, wanted)}
    before: Field | None = None
    for name, value in wanted.items():
        if name in stay:
            before = stay[name]
            continue
        told = f"{word(name, flow=True)}: {_within(value)}"
        at = page.end_of(before.value) if before else page.start_of(next(iter(stay.values())).key)
        yield Edit(at, at, f", {told}" if before else f"{told}, ")


def _stays(field: Field, was: Mapping[str, Value], wanted: Mapping[str, Value]) -> bool:
    return field.name in wanted or field.name not in was


def _within(value: Value) -> str:
    """A value as it stands within braces."""
    if isinstance(value, str):
        return word(value, flow=True)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, Mapping):
        raise CannotKeep
    return f"[{', '.join(_within(part) for part in value)}]"
