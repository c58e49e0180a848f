"""Records to rows of plain values and back, by the records' own field types; lists become JSON.

The same conversion serves the tables, the history and the check that a record is still as somebody saw it.
"""

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_type_hints

from workbench.core.model import KINDS, Record, Turns
from workbench.core.project import FIELDS
from workbench.core.steps import Change

Row = tuple[Any, ...]


def _lists(kind: type[Record]) -> tuple[int, ...]:
    hints = get_type_hints(kind)
    return tuple(at for at, name in enumerate(kind._fields) if str(hints[name]).startswith("tuple"))


def _flags(kind: type[Record]) -> tuple[int, ...]:
    hints = get_type_hints(kind)
    return tuple(at for at, name in enumerate(kind._fields) if hints[name] is bool)


_LISTS: Mapping[type[Record], tuple[int, ...]] = {kind: _lists(kind) for kind in KINDS}
_FLAGS: Mapping[type[Record], tuple[int, ...]] = {kind: _flags(kind) for kind in KINDS}
_KIND_OF = {table: kind for kind, table in FIELDS.items()}


def to_row(record: Record) -> Row:
    """The record's fields as the database keeps them."""
    kind = type(record)
    if not _LISTS[kind]:
        return tuple(record)
    values: list[Any] = list(record)
    for at in _LISTS[kind]:
        values[at] = json.dumps(values[at], ensure_ascii=False)
    return tuple(values)


def record_maker(kind: type[Record]) -> Callable[[Iterable[Any]], Record]:
    """What turns a row of `kind`'s table into its record."""
    lists, flags = _LISTS[kind], _FLAGS[kind]
    make: Callable[[Iterable[Any]], Record] = kind._make
    if not lists and not flags:
        return make

    def mended(row: Iterable[Any]) -> Record:
        values = list(row)
        for at in lists:
            values[at] = _tuples(json.loads(values[at]))
        for at in flags:
            values[at] = bool(values[at])
        return make(values)

    return mended


def changes_to_json(changes: Sequence[Change]) -> str:
    """The changes of a step as JSON: a list of [table, before, after], each record as a list of its fields."""
    return json.dumps(
        [(FIELDS[type(change.after or change.before)], *change) for change in changes],  # type: ignore[index]
        ensure_ascii=False,
        separators=(",", ":"),
    )


def changes_from_json(text: str) -> tuple[Change, ...]:
    """The other way."""
    return tuple(
        Change(_from_list(_KIND_OF[table], before), _from_list(_KIND_OF[table], after))
        for table, before, after in json.loads(text)
    )


def _from_list(kind: type[Record], values: list[Any] | None) -> Record | None:
    if values is None:
        return None
    for at in _LISTS[kind]:
        if at < len(values):  # a step of an older workbench lacks fields that came later
            values[at] = _tuples(values[at])
    return kind(*values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def turns_to_row(turns: Turns) -> tuple[bytes, str]:
    """Turns as the database keeps them: their places as 32-bit numbers, column after column, and their words as JSON."""
    places, labels, times = turns.columns
    numbers = array("I")
    for column in places:
        numbers.extend(column)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes(), json.dumps([list(labels), list(times)], ensure_ascii=False, separators=(",", ":"))


def turns_from_row(places: bytes, words: str) -> Turns:
    """The other way."""
    numbers = array("I", places)
    if sys.byteorder == "big":
        numbers.byteswap()
    count = len(numbers) // 4
    labels, times = json.loads(words)
    return Turns([numbers[at * count : (at + 1) * count] for at in range(4)], labels, times)
