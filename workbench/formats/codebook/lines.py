"""A codebook's YAML file written again so that it stays its people's: only the lines of what changed are touched.

How a file falls into codes is codebook/parts.py's matter, and how a field is changed within its lines codebook/blocks.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from workbench.core.codebook import Codebook, Entry
from workbench.core.errors import Unreadable
from workbench.core.model import is_given
from workbench.formats.codebook.blocks import CannotKeep
from workbench.formats.codebook.joined import Joining, below
from workbench.formats.codebook.parts import Paper
from workbench.formats.codebook.reading import read_nodes, read_yaml
from workbench.formats.codebook.writing import HEAD, fresh

_BOM = b"\xef\xbb\xbf"
_WAYS = ({"keep": True}, {"keep": True, "tidy": True}, {"keep": False, "tidy": True})  # the closest to the file first


def rewrite(data: bytes, book: Codebook, others: Sequence[bytes] = (), *, ids: bool = False) -> bytes:
    """The file `data` as it has to read so that it holds `book`; comments, order and layout stay.

    New codes that stand in one of the `others` bring their lines from there. Ids that programs made are written for new
    codes and for those that were renamed or moved, with `ids` for all. What can't be kept is written fresh, so that the
    result always loads.
    """
    wanted = _in_order(book)
    try:
        was, root = read_nodes(data)
    except Unreadable:
        return _anew(data, wanted)
    if says(was, wanted, ids=ids):
        return data
    try:
        main = Paper(data.decode("utf-8-sig"), was, root)
    except CannotKeep:
        return _anew(data, wanted)
    papers = [main, *(paper for other in others if (paper := _readable(other)))]
    mark = _BOM if data.startswith(_BOM) else b""
    for book_to_be in _as_said(wanted):
        for way in _WAYS:
            with suppress(CannotKeep):
                found = mark + Joining(papers, book_to_be, ids=ids, **way).text().encode()
                if _reads_as(found, book_to_be, ids=ids):
                    return found
    return _anew(data, wanted)


def says(found: Codebook, wanted: Codebook, *, ids: bool = False) -> bool:
    """True if a file says what it is to say; without `ids`, it may be silent about those that a program made."""
    pairs = zip(found.entries, wanted.entries, strict=False)
    return (
        found._replace(entries=()) == wanted._replace(entries=())
        and len(found.entries) == len(wanted.entries)
        and all(one[1:] == other[1:] and _same_key(one, other, ids=ids) for one, other in pairs)
    )


def _same_key(found: Entry, wanted: Entry, *, ids: bool) -> bool:
    return found.key == wanted.key or (not ids and not found.key and is_given(wanted.key))


def _as_said(wanted: Codebook) -> Iterator[Codebook]:
    """The codebook; and as a file gives it back, if it holds something that none does, such as blanks around a text."""
    yield wanted
    with suppress(Unreadable):
        yield read_yaml(fresh(wanted, HEAD).encode())


def _readable(data: bytes) -> Paper | None:
    try:
        return Paper(data.decode("utf-8-sig"), *read_nodes(data))
    except (CannotKeep, Unreadable):
        return None


def _reads_as(data: bytes, wanted: Codebook, *, ids: bool) -> bool:
    try:
        return says(read_yaml(data), wanted, ids=ids)
    except Unreadable:
        return False


def _anew(data: bytes, book: Codebook) -> bytes:
    """A fresh file below the comment that the old one begins with."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    head: list[str] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        head.append(line)
    made = fresh(book, "\n".join(head).rstrip() or HEAD)
    return (_BOM if data.startswith(_BOM) else b"") + (made.replace("\n", "\r\n") if "\r\n" in text else made).encode()


def _in_order(book: Codebook) -> Codebook:
    """The same codebook with all that stands below a code right behind it."""
    children = below(book)
    waiting = children.get(None, [])[::-1]
    moved: dict[int | None, int | None] = {None: None}
    entries: list[Entry] = []
    while waiting:
        place = waiting.pop()
        moved[place] = len(entries)
        entries.append(book.entries[place]._replace(parent=moved[book.entries[place].parent]))
        waiting += children.get(place, [])[::-1]
    return book._replace(entries=tuple(entries))
