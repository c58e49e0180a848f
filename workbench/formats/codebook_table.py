"""Codebooks in and out as tables: a row a code, its place given as a path, faults named with the rows they stand in.

How cells are read and written is sheet.py's matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Unreadable
from workbench.core.project import SEPARATOR
from workbench.formats.codebook_faults import DEEPEST, TEXTS, TRUTH, colour_of, refuse_reserved
from workbench.formats.faults import Fault, refuse
from workbench.formats.sheet import read_rows, write_rows

EXAMPLES_APART = " | "
_BAR = re.compile(r"(^| )(\\*\|)")
_ESCAPED_BAR = re.compile(r"(^| )\\(\\*\|)")
_COLUMNS = ("code", "key", *TEXTS, "examples", "scale", "colour", "applies")


def read_csv(data: bytes) -> Codebook:
    """The codebook in a table: a path such as `Trust > In the app` in the column `code`, and Entry's other fields.

    Columns of other names are attributes. A parent that has no row of its own becomes a heading.
    """
    faults: list[Fault] = []
    entries: list[Entry] = []
    places: dict[tuple[str, ...], int] = {}
    rows: dict[int, int] = {}
    keys: set[str] = set()
    for number, cells in read_rows(data, ["code"]):
        if cells.get("parent"):
            told = f"A column “parent” isn't read: write the whole place in `code`, {cells['parent']}{SEPARATOR}{cells['code']}."
            raise Unreadable(f"Row {number}: {told}")
        names = [part.strip() for part in cells["code"].split(SEPARATOR)]
        place = _placed(names, entries, places)
        faults += [Fault(number, 0, message) for message in _row_faults(names, cells, rows.get(place), keys)]
        rows[place] = number
        entries[place] = _entry(entries[place], cells)
        keys.add(entries[place].key.casefold())
    refuse(faults)
    return Codebook("", "", tuple(_as_tree(entries)))


def _placed(names: Sequence[str], entries: list[Entry], places: dict[tuple[str, ...], int]) -> int:
    """The place of a path's last name among the entries; what is missing of the path is added as headings."""
    place: int | None = None
    for depth in range(1, len(names) + 1):
        path = tuple(name.casefold() for name in names[:depth])
        if path not in places:
            places[path] = len(entries)
            entries.append(Entry("", names[depth - 1], place, applies=False))
        place = places[path]
    return place or 0


def _row_faults(names: Sequence[str], cells: Mapping[str, str], before: int | None, keys: set[str]) -> Iterator[str]:
    path = SEPARATOR.join(names)
    if not all(names):
        yield "A name in the code’s path is empty." if path else "This row has no code."
    elif before is not None:
        yield f"“{path}” stands in row {before} already."
    if len(names) > DEEPEST:
        yield f"The code stands too deep; {DEEPEST} levels are the most."
    colour, applies, key = (cells.get(field, "").strip() for field in ("colour", "applies", "key"))
    if colour and colour_of(colour) is None:
        yield f"“{colour}” is no colour known here; write one as #2279EB."
    if key and key.casefold() in keys:
        yield f"The key “{key}” stands twice."
    if applies and applies.casefold() not in TRUTH:
        yield "“applies” is yes or no."


def _entry(place: Entry, cells: Mapping[str, str]) -> Entry:
    given = {name: cell.strip() for name, cell in cells.items()}
    definition, full, include, exclude = (given.get(field, "") for field in TEXTS)
    return Entry(
        given.get("key", ""),
        place.name,
        place.parent,
        definition,
        full,
        include,
        exclude,
        examples=_parted(given.get("examples", "")),
        scale=_parted(given.get("scale", "")),
        colour=colour_of(given.get("colour", "")) or "",
        applies=TRUTH.get(given.get("applies", "").casefold(), True),
        attributes=tuple((name, cell) for name, cell in given.items() if cell and name not in _COLUMNS),
    )


def _as_tree(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries with all that stands below each right behind it, as a codebook is read from top to bottom."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        below[entry.parent].append(place)
    moved: dict[int, int] = {}
    waiting = below[None][::-1]
    while waiting:
        place = waiting.pop()
        moved[place] = len(moved)
        parent = entries[place].parent
        yield entries[place]._replace(parent=None if parent is None else moved[parent])
        waiting += below[place][::-1]


def write_csv(book: Codebook) -> bytes:
    """A codebook as a table that read_csv gives back, but for its name and description; unused columns are left out.

    Examples and the points of a scale are parted by ` | `; a bar of their own that could be taken for that gets a backslash.
    """
    rows = [
        {
            **entry._asdict(), "code": SEPARATOR.join(path), "examples": _joined(entry.examples),
            "scale": _joined(entry.scale), "applies": "yes" if entry.applies else "no", **dict(entry.attributes),
        }
        for entry, path in zip(book.entries, paths(book.entries), strict=True)
    ]  # fmt: skip
    for entry in book.entries:
        refuse_reserved(entry.attributes, _COLUMNS)
    attributes = dict.fromkeys(name for entry in book.entries for name, _ in entry.attributes)
    always = {"code", "definition", "colour"}
    used = [name for name in _COLUMNS if name in always or any(row[name] not in {"", "yes"} for row in rows)]
    header = [*used, *attributes]
    return write_rows(header, [[str(row.get(name, "")) for name in header] for row in rows])


def _joined(texts: Sequence[str]) -> str:
    return EXAMPLES_APART.join(_BAR.sub(r"\1\\\2", text) for text in texts)


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(_ESCAPED_BAR.sub(r"\1\2", part) for part in cell.split(EXAMPLES_APART) if part)
