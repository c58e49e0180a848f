"""Codebooks in and out as tables: a row a code, its place given as a path, faults named with the rows they stand in.

CSV is read and written here; Excel and Word hand their rows over. What cells hold is codebook/cells.py's matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.core.codebook import DEEPEST, Codebook, Entry, paths
from workbench.core.project import SEPARATOR
from workbench.formats import sheet
from workbench.formats.codebook.cells import cells_of, entry_of, is_truth, joined, names_in, parted
from workbench.formats.codebook.columns import FIELDS, KNOWN, Column, attribute_header, header_of, table
from workbench.formats.codebook.faults import colour_of, name_fault, refuse_reserved
from workbench.formats.faults import Fault, refuse

Cells = Mapping[str, str]
_ABOUT = re.compile(r"(name|description|rules|source|values)(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
_REMARK = re.compile(r"#\s+(.*)", re.DOTALL)
_ALWAYS = ("code", "definition", "colour")


class Grid(NamedTuple):
    """A codebook as a table: what it says of itself, by labels such as `source R57`, a header, and a row for each code."""

    about: list[tuple[str, str]]
    header: list[str]
    rows: list[list[str]]


# -- in ---------------------------------------------------------------------------------------------------------------


def read_csv(data: bytes, columns: Mapping[str, str] | None = None) -> Codebook:
    """The codebook in a table: a path such as `Trust > In the app` in the column `code`, and Entry's other fields.

    Columns of other names are attributes, unless `columns` says what they hold. A parent that has no row of its own
    becomes a heading.
    """
    return book_of_rows(table(sheet.read_grid(data, KNOWN), columns).rows)


def columns_of(data: bytes, given: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a table in CSV, and what each is read as, some maybe as it was `given`."""
    return header_of([cells for _, cells in sheet.read_grid(data, KNOWN)], given)[1]


def book_of_rows(rows: Sequence[tuple[int, Cells]], about: Iterable[tuple[str, str]] = ()) -> Codebook:
    """The codebook in rows with their numbers, and in what stands about it elsewhere; Unreadable lists all faults."""
    faults: list[Fault] = []
    said = list(about)
    codes: list[tuple[int, Cells]] = []
    for number, cells in rows:
        remark = _REMARK.fullmatch(cells.get("code", "").strip())
        if remark is None:
            codes.append((number, cells))
        elif _ABOUT.fullmatch(remark[1]):
            said.append((remark[1], cells.get("definition", "")))
        else:
            told = f"“# {remark[1]}” is not known here; a code of that name is written “\\# {remark[1]}”."
            faults.append(Fault(number, 0, told))
    entries = _Tree(faults).read(codes)
    refuse(faults)
    return _book(said, tuple(_as_tree(entries)))


def _book(said: Iterable[tuple[str, str]], entries: tuple[Entry, ...]) -> Codebook:
    texts: dict[str, str] = {}
    sources: list[tuple[str, str]] = []
    values: list[tuple[str, tuple[str, ...]]] = []
    for label, text in said:
        found = _ABOUT.fullmatch(label.strip())
        if found is None:
            continue
        what, key, words = found[1].casefold(), (found[2] or "").strip(), text.strip()
        if what == "source":
            sources.append((key, words))
        elif what == "values":
            values.append((key, parted(words)))
        else:
            texts[what] = words
    name, description, rules = (texts.get(field, "") for field in ("name", "description", "rules"))
    return Codebook(name, description, entries, rules, tuple(sources), tuple(values))


class _Tree:
    """The codes of a table as they are placed one by one; what is missing above them is added as headings."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.entries: list[Entry] = []
        self._places: dict[tuple[str, ...], int] = {}
        self._rows: dict[int, int] = {}
        self._keys: set[str] = set()

    def read(self, rows: Sequence[tuple[int, Cells]]) -> list[Entry]:
        above = _Above(rows)
        for place_in_table, (number, cells) in enumerate(rows):
            names, fault = above.path(place_in_table)
            place = self._placed(names)
            if fault:
                self.faults.append(Fault(number, 0, fault))
            else:
                self.faults += [Fault(number, 0, message) for message in _path_faults(names, self._rows.get(place))]
                self.faults += [Fault(number, 0, message, cell) for cell, message in _cell_faults(cells, self._keys)]
            self._rows[place] = number
            self.entries[place] = entry_of(self.entries[place], cells)
            self._keys.add(self.entries[place].key.casefold())
        return self.entries

    def _placed(self, names: Sequence[str]) -> int:
        place: int | None = None
        for depth in range(1, len(names) + 1):
            path = tuple(name.casefold() for name in names[:depth])
            if path not in self._places:
                self._places[path] = len(self.entries)
                self.entries.append(Entry("", names[depth - 1], place, applies=False))
            place = self._places[path]
        return place or 0


class _Above:
    """Whole paths for rows whose place is given by a parent's name or key, or by categories, in a column of its own."""

    def __init__(self, rows: Sequence[tuple[int, Cells]]) -> None:
        self._rows = [cells for _, cells in rows]
        self._known: dict[str, list[int]] = defaultdict(list)
        if any(cells.get("parent", "").strip() for cells in self._rows):
            for place, cells in enumerate(self._rows):
                key, name = cells.get("key", "").strip().casefold(), names_in(cells.get("code", ""))[-1].casefold()
                for word in {key, name} - {""}:
                    self._known[word].append(place)

    def path(self, place: int) -> tuple[list[str], str]:
        """The names from the top to a row's code, and what is wrong with them, or ""."""
        names: list[str] = []
        passed: set[int] = set()
        at: int | None = place
        while at is not None:
            if at in passed:
                return names_in(self._rows[place].get("code", "")), "This code stands below itself."
            passed.add(at)
            cells = self._rows[at]
            category, parent = cells.get("category", "").strip(), cells.get("parent", "").strip()
            names = [*(names_in(category) if category else []), *names_in(cells.get("code", "")), *names]
            known = [other for other in self._known.get(parent.casefold(), ()) if other != at]
            if len(known) > 1:
                return (
                    names,
                    f"“{parent}” is the name of several codes; write the parent's whole place, with “{SEPARATOR}”.",
                )
            at = known[0] if known else None
            if parent and not known:
                names = [*names_in(parent), *names]
        return names, ""


def _path_faults(names: Sequence[str], before: int | None) -> Iterator[str]:
    path = SEPARATOR.join(names)
    if not all(names):
        yield "A name in the code’s path is empty." if path else "This row has no code."
    elif before is not None:
        yield f"“{path}” stands in row {before} already."
    yield from filter(None, (name_fault(name) for name in names if name))
    if len(names) > DEEPEST:
        yield f"The code stands too deep; {DEEPEST} levels are the most."


def _cell_faults(cells: Cells, keys: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong in a cell other than the code's own, each fault with the name of its column."""
    colour, applies, key, hotkey = (cells.get(field, "").strip() for field in ("colour", "applies", "key", "hotkey"))
    if colour and colour_of(colour) is None:
        yield "colour", f"“{colour}” is no colour known here; write one as #2279EB."
    if key and key.casefold() in keys:
        yield "key", f"The key “{key}” stands twice."
    if hotkey and not (len(hotkey) == 1 and hotkey.isalnum()):
        yield "hotkey", f"“{hotkey}” is no hotkey; it is one letter or one digit."
    if applies and not is_truth(applies):
        yield "applies", "“applies” is yes or no, or document for a code that is put on documents as a whole."


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


# -- out --------------------------------------------------------------------------------------------------------------


def grid_of(book: Codebook) -> Grid:
    """A codebook as a table; columns that nobody uses are left out."""
    for entry in book.entries:
        refuse_reserved(entry.attributes, tuple(FIELDS))
    rows = [cells_of(entry, path) for entry, path in zip(book.entries, paths(book.entries), strict=True)]
    attributes = dict.fromkeys(attribute_header(name) for entry in book.entries for name, _ in entry.attributes)
    used = [name for name in FIELDS if name in _ALWAYS or any(row[name] not in {"", "yes"} for row in rows)]
    header = [*used, *attributes]
    texts = {"name": book.name, "description": book.description, "rules": book.rules}
    about = [(label, text) for label, text in texts.items() if text]
    about += [(f"source {key}".strip(), text) for key, text in book.sources]
    about += [(f"values {name}".strip(), joined(values)) for name, values in book.values]
    return Grid(about, header, [[row.get(name, "") for name in header] for row in rows])


def write_csv(book: Codebook) -> bytes:
    """A codebook as a table that read_csv gives back; what it says of itself stands in rows that begin with `#`."""
    grid = grid_of(book)
    place = grid.header.index("definition")
    about = [[f"# {label}", *[""] * (place - 1), text] for label, text in grid.about]
    width = len(grid.header)
    return sheet.write_rows(grid.header, [*(row + [""] * (width - len(row)) for row in about), *grid.rows])
