"""How the fields of a code are written into cells and read from them: lists, paths, yes and no; all gives itself back.

Several texts of one cell are parted by ` | `; a bar of their own that could be taken for that gets a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.core.codebook import Entry
from workbench.core.project import SEPARATOR
from workbench.formats.codebook.columns import ATTRIBUTE, FIELDS, LISTS, attribute_header
from workbench.formats.codebook.faults import TRUTH, colour_of

APART = " | "
BULLETS = "•●▪‣◦·"
_BAR = re.compile(r"(^| )(\\*\|)")
_ESCAPED_BAR = re.compile(r"(^| )\\(\\*\|)")
_BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|[-–*](?=\s))\s*")
_HASH = re.compile(r"^(\\*#)")
_ESCAPED_HASH = re.compile(r"^\\(\\*#)")
_END = re.compile(r" (\\*>)$")
_ESCAPED_END = re.compile(r" \\(\\*>)$")
_DOCUMENT = ("document", "documents")


def cells_of(entry: Entry, path: Sequence[str]) -> dict[str, str]:
    """A code as cells by the headers of their columns."""
    cells = {column: _cell(getattr(entry, field)) for column, field in FIELDS.items() if field != "applies"}
    cells["code"] = path_cell(path)
    cells["applies"] = "document" if entry.whole else "yes" if entry.applies else "no"
    return cells | {attribute_header(name): value for name, value in entry.attributes}


def entry_of(place: Entry, cells: Mapping[str, str]) -> Entry:
    """The entry that stands at a place with what its cells say, by the fields they are read as."""
    given = {name: cell.strip() for name, cell in cells.items()}
    fields: dict[str, Any] = {
        field: parted(given.get(column, "")) if column in LISTS else given.get(column, "")
        for column, field in FIELDS.items()
        if field not in {"name", "colour", "applies"}
    }
    applies = given.get("applies", "").casefold()
    return place._replace(
        **fields,
        colour=colour_of(given.get("colour", "")) or "",
        applies=TRUTH.get(applies, True),
        whole=applies in _DOCUMENT,
        attributes=tuple(
            (name.removeprefix(ATTRIBUTE), cell) for name, cell in given.items() if cell and name.startswith(ATTRIBUTE)
        ),
    )


def is_truth(word: str) -> bool:
    """True if a cell says whether a code applies."""
    return word.casefold() in (*TRUTH, *_DOCUMENT)


def path_cell(path: Sequence[str]) -> str:
    """The names from the top to a code as one cell, which a leading `#` doesn't make a remark."""
    return _HASH.sub(r"\\\1", SEPARATOR.join(_END.sub(r" \\\1", name) for name in path))


def names_in(cell: str) -> list[str]:
    """The names in a path."""
    parts = _ESCAPED_HASH.sub(r"\1", cell.lstrip().replace("\n", " ")).split(SEPARATOR)
    return [_ESCAPED_END.sub(r" \1", part.strip()) for part in parts]


def joined(texts: Sequence[str]) -> str:
    """Several texts as one cell."""
    cell = APART.join(_BAR.sub(r"\1\\\2", text) for text in texts)
    return f"\\{cell}" if _items(cell.lstrip("\\")) else cell


def parted(cell: str) -> tuple[str, ...]:
    """The texts in a cell, which ` | ` parts, or bullets at the start of each line."""
    bare = cell.lstrip("\\")
    items = _items(bare)
    if items and bare == cell:
        return items
    cell = cell[1:] if items else cell
    return tuple(_ESCAPED_BAR.sub(r"\1\2", part) for part in cell.split(APART) if part)


def listed(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The items of a list that somebody gives as paragraphs, or as lines of one, with bullets or without."""
    items = tuple(text for text in paragraphs if text.strip())
    if items and all(_BULLET.match(text) for text in items):
        lone = _items(items[0]) if len(items) == 1 and "\n" in items[0] else ()
        return lone or tuple(filter(None, (_BULLET.sub("", text).strip() for text in items)))
    return items


def _items(cell: str) -> tuple[str, ...]:
    """The items of a list in which each line has its bullet, or nothing."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if not lines or not all(_BULLET.match(line) for line in lines) or (len(lines) < 2 and cell[0] not in BULLETS):
        return ()
    return tuple(filter(None, (_BULLET.sub("", line).strip() for line in lines)))


def _cell(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else joined(value)
