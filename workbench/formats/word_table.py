"""Tables as Word holds them: as wide as the text, their header repeated on each page, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat

from workbench.analysis.report import Cell, Table
from workbench.formats.prose import shown
from workbench.formats.word_runs import quoted, run, spoken_in

LONG_ROW = 1500
FEW_ROWS = 12
LONGEST_TITLE = 250
UNSPLIT = "<w:trPr><w:cantSplit/></w:trPr>"
TABLE_LOOK = (
    '<w:tblStyle w:val="StudyTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" '
    'w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)


def table_xml(table: Table, width: int) -> Iterator[str]:
    """A table, row by row; only a long row may break over two pages, and the last one stays with the note below it.

    One of few rows stays together on a page.
    """
    shares = table.widths or (1,) * len(table.header)
    widths = [width * share // sum(shares) for share in shares]
    sides = ['<w:jc w:val="right"/>' if numeric else "" for numeric in table.numeric]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    title = f"<w:tblCaption w:val={quoted(table.caption, LONGEST_TITLE)}/>" if table.caption else ""
    yield f"<w:tbl><w:tblPr>{TABLE_LOOK.format(sum(widths))}{title}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    together = [f"<w:keepNext/>{side}" for side in sides]
    is_small = len(table.rows) <= FEW_ROWS and not any(map(_is_long, table.rows))
    heads = _openings(widths, "TableHeading", together if is_small else sides)
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(heads, table.header)}</w:tr>"
    alone, kept = (_openings(widths, "TableText", looks) for looks in (sides, together))
    for left, row, language in zip(
        range(len(table.rows) - 1, -1, -1), table.rows, table.languages or repeat(""), strict=False
    ):
        whole = "" if _is_long(row) else UNSPLIT
        stays = whole and table.note if not left else is_small
        yield f"<w:tr>{whole}{_cells(kept if stays else alone, row, spoken_in(language))}</w:tr>"
    yield "</w:tbl>"


def _is_long(row: tuple[Cell, ...]) -> bool:
    return any(isinstance(cell, str) and len(cell) > LONG_ROW for cell in row)


def _openings(widths: list[int], style: str, looks: list[str]) -> list[str]:
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>'
        for width, look in zip(widths, looks, strict=True)
    ]


def _cells(openings: list[str], row: tuple[Cell, ...], language: str = "") -> str:
    """The cells of a row; the last one is in `language`, if that is given."""
    looks = chain(repeat("", len(row) - 1), (language,))
    return "".join(
        f"{opening}{run(shown(cell), look)}</w:p></w:tc>"
        for opening, cell, look in zip(openings, row, looks, strict=True)
    )
