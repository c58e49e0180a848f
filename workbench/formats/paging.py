"""Tables that are wider than a page, laid out as several that are not, each with the first column of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis.report import Table

PAGE = 165  # letters that a page on its side holds well
SIDES = 3  # letters that part one column from the next


def in_parts(table: Table) -> tuple[Table, ...]:
    """The table, or parts of it side by side; only the last one has the note, and captions say which part it is."""
    if sum(table.widths) <= PAGE or sum(_least(table)) <= PAGE:
        return (table,)
    chunks = list(_chunks(table.widths))
    return tuple(_part(table, chunk, number, len(chunks)) for number, chunk in enumerate(chunks, 1))


def _least(table: Table) -> Iterator[int]:
    """The letters that each column needs so that no word in it is cut in two."""
    for column in zip(table.header, *table.rows, strict=True):
        yield SIDES + max(len(word) for cell in column for word in f"{cell}".split() or [""])


def _chunks(widths: tuple[int, ...]) -> Iterator[list[int]]:
    """The columns of each part, the first one of the table among them."""
    chunk, filled = [0], widths[0]
    for place, width in enumerate(widths[1:], 1):
        if len(chunk) > 1 and filled + width > PAGE:
            yield chunk
            chunk, filled = [0], widths[0]
        chunk.append(place)
        filled += width
    yield chunk


def _part(table: Table, chunk: list[int], number: int, parts: int) -> Table:
    return table._replace(
        caption=f"{table.caption} (part {number} of {parts})" if table.caption else "",
        header=tuple(table.header[place] for place in chunk),
        rows=tuple(tuple(row[place] for place in chunk) for row in table.rows),
        widths=tuple(table.widths[place] for place in chunk),
        languages=table.languages if chunk[-1] == len(table.header) - 1 else (),
        note=table.note if number == parts else "",
    )
