"""Codebooks in and out as a table in a Word file: out for a paper's appendix, in from whatever table people have.

A row that spans the table is a heading for the codes below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workbench.analysis.report import Facts, Report, Table
from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.core.model import is_given
from workbench.formats.codebook.cells import joined, listed, names_in, path_cell
from workbench.formats.codebook.columns import ATTRIBUTE, Column, filled, header_of
from workbench.formats.codebook.table import book_of_rows
from workbench.formats.package import checked, zipped
from workbench.formats.text import clean
from workbench.formats.word_in import body, lines
from workbench.formats.word_runs import run
from workbench.formats.word_table import LONG_ROW, TABLE_LOOK, UNSPLIT
from workbench.formats.word_template import parts

LARGEST = 20_000_000
AT_TOP = "(without a heading)"
QUOTED = ("examples", "near misses")
WIDTH, HEIGHT, TEXT_WIDTH = 16838, 11906, 14118
COLUMNS = (
    ("name", "Code", 18), ("key", "Key", 16), ("definition", "Definition", 26), ("full", "Full definition", 38),
    ("include", "Include when", 20), ("exclude", "Exclude when", 20), ("examples", "Examples", 26),
    ("misses", "Near misses", 20),
)  # fmt: skip
ALWAYS = ("name", "definition", "include", "exclude", "examples")
MADE = "2000-01-01"
SCALE = "Scale"
_LINE = re.compile(r"▸ ([^:\n]+): (.*)", re.DOTALL)
_PAGE = re.compile(rb"<w:pgSz[^>]*/>")


class _Cell(NamedTuple):
    """A cell of a Word table: its paragraphs, how many columns it takes, and whether it goes on from the row above."""

    paragraphs: tuple[str, ...]
    span: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs).strip()


# -- in ---------------------------------------------------------------------------------------------------------------


def read(data: bytes, columns: Mapping[str, str] | None = None) -> Codebook:
    """The codebook in the first table of a Word file whose header says where the codes are, and what is said of them."""
    place, found, rows = _chosen(data, columns)
    return book_of_rows(list(_rows(found, _categorised(found, rows, place), place)))


def columns_of(data: bytes, given: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of the table that holds the codes, and what each is read as, some maybe as it was `given`."""
    return _chosen(data, given)[1]


def _chosen(data: bytes, given: Mapping[str, str] | None) -> tuple[int, tuple[Column, ...], list[list[_Cell]]]:
    """The place of the header, its columns and the rows of the table with the codes; one with codes alone comes last."""
    tables = [_grid(table) for table in body(checked(data, "Word", ".docx", LARGEST)).iter("{*}tbl")]
    refusals: list[Unreadable | Refused] = []
    lone = None
    for rows in tables:
        try:
            place, columns = header_of(_headers(rows), given)
        except (Unreadable, Refused) as error:
            refusals.append(error)
            continue
        if sum(bool(column.field) and not column.field.startswith(ATTRIBUTE) for column in columns) > 1:
            return place, columns, rows
        lone = lone or (place, columns, rows)
    if lone:
        return lone
    if refusals:
        raise refusals[0]
    raise Unreadable(
        "There is no table in this Word file.",
        "A codebook is a table with a header such as Code, Definition, Examples.",
    )


def _grid(table: Any) -> list[list[_Cell]]:
    """The rows of a table, each with as many cells as the table has columns; a merged cell stands in its first one."""
    prefix = table.tag.removesuffix("tbl")
    rows = [
        list(_cells(row, prefix)) for row in table.iter(f"{prefix}tr") if next(row.iterancestors(table.tag)) is table
    ]
    width = max(map(len, rows), default=0)
    return [[*row, *[_Cell(())] * (width - len(row))] for row in rows]


def _headers(rows: Sequence[Sequence[_Cell]]) -> list[list[str]]:
    """The texts of the rows; a cell that goes on from the row above has its text, as in a header of two rows."""
    found: list[list[str]] = []
    for row in rows:
        above = found[-1] if found else [""] * len(row)
        found.append([before if cell.goes_on else cell.text for cell, before in zip(row, above, strict=True)])
    return found


def _cells(row: Any, prefix: str) -> Iterator[_Cell]:
    before = row.find(f"{prefix}trPr/{prefix}gridBefore")
    yield from [_Cell(())] * (_number(before, prefix) if before is not None else 0)
    for cell in row.iter(f"{prefix}tc"):
        if next(cell.iterancestors(row.tag)) is not row:
            continue
        span, merged = (cell.find(f"{prefix}tcPr/{prefix}{name}") for name in ("gridSpan", "vMerge"))
        width = max(1, _number(span, prefix)) if span is not None else 1
        goes_on = merged is not None and merged.get(f"{prefix}val", "continue") == "continue"
        paragraphs = tuple(clean(line).strip() for line in lines(cell))
        yield _Cell(paragraphs, width, goes_on)
        yield from [_Cell((), 0, goes_on)] * (width - 1)


def _number(element: Any, prefix: str) -> int:
    word = element.get(f"{prefix}val", "")
    return min(int(word), 200) if word.isdecimal() else 0


def _categorised(columns: Sequence[Column], rows: list[list[_Cell]], place: int) -> list[list[_Cell]]:
    """The rows with each category also in blank cells under it, unless rows that span the table stand above the codes."""
    code = next(at for at, column in enumerate(columns) if column.field == "code")
    below = rows[place + 1 :]
    if any(_heading(cells, code) and cells[0].span > 1 for cells in below):
        return rows
    texts = filled(columns, [(0, [cell.text for cell in cells]) for cells in below])
    made = [
        [_as_above(cell, text, cells[code]) for cell, text in zip(cells, told, strict=False)]
        if any(cell.text for cell in cells)
        else cells
        for cells, (_, told) in zip(below, texts, strict=True)
    ]
    return [*rows[: place + 1], *made]


def _as_above(cell: _Cell, text: str, code: _Cell) -> _Cell:
    return cell._replace(paragraphs=(text,)) if text and not (cell.text or cell.goes_on or code.goes_on) else cell


def _rows(
    columns: Sequence[Column], rows: Sequence[Sequence[_Cell]], place: int
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header by field; a code's cell that goes on makes one row of several."""
    section: list[str] = []
    above: dict[int, _Cell] = {}
    known: set[str] = set()
    row: dict[str, list[str]] = {}
    number = 0
    code = next(at for at, column in enumerate(columns) if column.field == "code")
    for count, cells in enumerate(rows[place + 1 :], place + 2):
        if not any(cell.text for cell in cells):
            continue
        goes_on = cells[code].goes_on
        heading = _heading(cells, code)
        if row and (heading or not goes_on):
            yield number, _told(row, section, known)
            row = {}
        if heading:
            section = [] if heading[0] == AT_TOP else names_in(heading[0])
            path = path_cell(section)
            if section and path.casefold() not in known:
                known.add(path.casefold())
                yield count, {"code": path, "definition": "\n".join(heading[1:]).strip(), "applies": "no"}
            continue
        if not row:
            number = count
        for at, column in enumerate(columns):
            cell = above.get(at, cells[at]) if cells[at].goes_on else cells[at]
            above[at] = cell
            if column.field and cell.text and not (goes_on and cells[at].goes_on):
                _take(row, column.field, cell)
    if row:
        yield number, _told(row, section, known)


def _heading(cells: Sequence[_Cell], code: int) -> tuple[str, ...]:
    """The paragraphs of a row's only text, if that spans the table or stands beside the column of codes, else nothing."""
    said = [(at, cell) for at, cell in enumerate(cells) if cell.text]
    if len(said) != 1 or said[0][1].goes_on:
        return ()
    at, cell = said[0]
    wide = cell.span > 1 and cell.span * 2 > len(cells)
    return tuple(filter(None, cell.paragraphs)) if wide or at != code else ()


def _take(row: dict[str, list[str]], field: str, cell: _Cell) -> None:
    """Adds what a cell says to a row; below a definition may stand the scale and attributes, a line each."""
    plain: list[str] = []
    for text in cell.paragraphs if field == "definition" else ():
        if found := _LINE.fullmatch(text):
            row.setdefault("scale" if found[1] == SCALE else f"{ATTRIBUTE}{found[1]}", []).append(found[2])
        else:
            plain.append(text)
    if len(plain) < len(cell.paragraphs) and field == "definition":
        cell = cell._replace(paragraphs=tuple(plain))
    if cell.text:
        row.setdefault(field, []).extend(_texts(field, cell))


def _texts(field: str, cell: _Cell) -> list[str]:
    """The examples in a cell, or its text."""
    return list(listed(cell.paragraphs)) if field in QUOTED else [cell.text]


def _told(row: Mapping[str, list[str]], section: Sequence[str], known: set[str]) -> dict[str, str]:
    told = {
        field: joined(texts) if field in QUOTED else (" > " if field == "category" else "\n").join(texts)
        for field, texts in row.items()
    }
    if told.get("code") and not told.get("parent") and not told.get("category"):
        told["code"] = path_cell([*section, *names_in(told["code"])])
        known.add(told["code"].casefold())
    return told


# -- out --------------------------------------------------------------------------------------------------------------


def write(book: Codebook) -> bytes:
    """A codebook as a Word file with one table, whose fields `read` gives back; headings are rows that span it."""
    report = Report("Codebook", (), Facts(book.name, MADE, ""), Table("", (), ()))
    package = parts(report)
    before, mark, after = package["word/document.xml"].rpartition(b"<w:sectPr")
    page = f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}" w:orient="landscape"/>'.encode()
    package["word/document.xml"] = b"".join((before, "".join(_body(book)).encode(), mark, _PAGE.sub(page, after)))
    package["word/styles.xml"] = package["word/styles.xml"].replace(b'w:pos="9185"', f'w:pos="{TEXT_WIDTH}"'.encode())
    return zipped(package)


def _body(book: Codebook) -> Iterator[str]:
    yield _paragraph("Title", "Codebook")
    if book.name:
        yield _paragraph("Subtitle", book.name)
    for text in filter(None, (book.description, book.rules)):
        yield from (_paragraph("Normal", part) for part in text.split("\n\n"))
    used = [
        column for column in COLUMNS if column[0] in ALWAYS or any(_value(entry, column[0]) for entry in book.entries)
    ]
    widths = [TEXT_WIDTH * share // sum(share for _, _, share in used) for _, _, share in used]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tbl><w:tblPr>{TABLE_LOOK.format(sum(widths))}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    heads = (_paragraph("TableHeading", header) for _, header, _ in used)
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(map(_cell, heads, widths))}</w:tr>"
    yield from _table_rows(book, [field for field, _, _ in used], widths)
    yield "</w:tbl>"
    yield _paragraph("TableEnd", "")
    for key, reference in book.sources:
        yield _paragraph("Normal", f"{key}: {reference}" if key else reference)


def _table_rows(book: Codebook, fields: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Rows of codes, and before them the heading under which they stand, where it isn't that of the row above."""
    section: tuple[str, ...] = ()
    for entry, path in zip(book.entries, paths(book.entries), strict=True):
        if not entry.applies:
            section = path
            yield _spanning(path_cell(path), entry.definition, widths)
            continue
        if path[:-1] != section:
            section = path[:-1]
            yield _spanning(path_cell(section) if section else AT_TOP, "", widths)
        cells = (_field(entry, field) for field in fields)
        whole = "" if max(len(entry.full), len(entry.definition)) > LONG_ROW else UNSPLIT
        yield f"<w:tr>{whole}{''.join(map(_cell, cells, widths))}</w:tr>"


def _spanning(heading: str, definition: str, widths: Sequence[int]) -> str:
    said = _paragraph("TableHeading", heading, "<w:keepNext/>")
    said += _paragraph("TableText", definition, "<w:keepNext/>") if definition else ""
    look = f'<w:gridSpan w:val="{len(widths)}"/><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(said, sum(widths), look)}</w:tr>"


def _field(entry: Entry, field: str) -> str:
    value = _value(entry, field)
    if isinstance(value, tuple):
        look = '<w:ind w:left="142" w:hanging="142"/>'
        return "".join(_paragraph("TableText", f"• {text}", look) for text in value) or _paragraph("TableText", "")
    made = _paragraph("TableText", path_cell([value]) if field == "name" else value)
    return made + "".join(_paragraph("TableText", line) for line in (_lines(entry) if field == "definition" else ()))


def _lines(entry: Entry) -> Iterator[str]:
    """What is said of a code in a word or two, for lines below its definition."""
    if entry.scale:
        yield f"▸ {SCALE}: {joined(entry.scale)}"
    yield from (f"▸ {name}: {value}" for name, value in entry.attributes)


def _value(entry: Entry, field: str) -> str | tuple[str, ...]:
    if field == "key" and is_given(entry.key):
        return ""
    value: str | tuple[str, ...] = getattr(entry, field)
    return value


def _cell(content: str, width: int, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'


def _paragraph(style: str, text: str, look: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{run(text)}</w:p>'
