"""The table of contents of a Word file: a field that Word makes anew when asked, filled so that nobody has to ask.

Word alone knows on which page a heading falls, and asks its reader a question about fields if a file makes it find out
on opening; so the pages are worked out here from the lengths of the texts, and are Word's own after “Update table”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from workbench.analysis.report import Contents
from workbench.formats.word_runs import run
from workbench.formats.word_template import TEXT_WIDTH, TURNED_WIDTH

DEEPEST = 3
CONTROL = 4_000_001
POINT = 20
HEIGHT, TURNED_HEIGHT = 714.0, 467.0
NOTHING = 0.0
TIMES, ARIAL, BOLD = 0.41, 0.49, 0.53
LINE = 1.149
CELL_SIDES, CELL_EDGES = 9.6, 6.2
_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"')
_MARKUP = re.compile(r"<w:instrText.*?</w:instrText>|<[^>]*>")
_PARAGRAPH = ("<w:p>", "<w:sdt>")
_CELL = re.compile(r'<w:tcW w:w="(\d+)".*?</w:tc>', re.DOTALL)


class Entry(NamedTuple):
    """A heading of the document: its words, its level, its bookmark, and its place among the pieces of the body."""

    words: str
    level: int
    bookmark: str
    place: int


class _Look(NamedTuple):
    """How much room a style takes: size and spacing in points, lines in their own height, signs in their own width."""

    size: float
    spacing: float
    before: float
    after: float
    sign: float
    indent: float = 0


_LOOKS = {
    "Normal": _Look(11.5, 1.2, 0, 7, TIMES),
    "Title": _Look(21, 1.05, 0, 4, BOLD),
    "Subtitle": _Look(10.5, 1.2, 0, 26, ARIAL),
    "Heading1": _Look(15, 1.05, 23, 7, BOLD),
    "TOCHeading": _Look(15, 1.05, 23, 7, BOLD),
    "Heading2": _Look(12.5, 1.05, 17, 5.5, BOLD),
    "Heading3": _Look(10.5, 1.05, 14, 4.5, BOLD),
    "Quote": _Look(11.5, 1.15, 9, 2.5, TIMES, 34),
    "QuoteReference": _Look(8.5, 1.05, 0, 10, ARIAL, 34),
    "Caption": _Look(9, 1.05, 10, 4.5, BOLD),
    "ListBullet": _Look(11.5, 1.2, 0, 7, TIMES, 20),
    "ListNumber": _Look(11.5, 1.2, 0, 7, TIMES, 23),
    "TableNote": _Look(8, 1.08, 4, 13, ARIAL),
    "TableText": _Look(8.5, 1.08, 0, 0, ARIAL),
    "TableHeading": _Look(8.5, 1.08, 0, 0, BOLD),
    "TableEnd": _Look(8.7, 1, 0, 0, ARIAL),
    "Turn": _Look(11.5, 1.2, 0, 6, TIMES),
    "TOC1": _Look(11.5, 1.05, 3.5, 1.5, TIMES, 28),
}

_LEADING = {"Heading1": 32.0, "Heading2": 32.0, "Heading3": 32.0, "Caption": 34.0}  # what stays with it on its page


def contents_xml(block: Contents, entries: Sequence[Entry], pieces: Sequence[str]) -> str:
    """The table of contents for a body of these pieces, among which it stands as an empty one."""
    depth = min(block.depth, DEEPEST)
    listed = [entry for entry in entries if entry.level <= depth]
    if not listed:
        return ""
    on = _pages(pieces, _LOOKS["TOC1"].size * 1.65 * len(listed) + 45)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = "".join(_line(entry, on[entry.place], "" if number else begin) for number, entry in enumerate(listed))
    end = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{CONTROL}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run(block.title)}</w:p>{lines}{end}</w:sdtContent></w:sdt>'
    )


def _line(entry: Entry, page: int, begin: str) -> str:
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f"PAGEREF {entry.bookmark} \\h </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.words)}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
    return f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>{begin}{link}</w:p>'


def _pages(pieces: Sequence[str], contents: float) -> list[int]:
    """The page on which each piece begins, as far as lengths tell; the empty piece is as high as the contents."""
    pages: list[int] = []
    page, filled, below, before = 1, NOTHING, NOTHING, ""
    for place, (piece, turned) in enumerate(zip(pieces, _sections(pieces), strict=True)):
        width, room = (TURNED_WIDTH / POINT, TURNED_HEIGHT) if turned else (TEXT_WIDTH / POINT, HEIGHT)
        style = _style(piece)
        look = _LOOKS.get(style, _LOOKS["Normal"])
        height, line = _height(piece, look, width) if piece else (contents, NOTHING)
        above = max(look.before - below, NOTHING) if piece.startswith(_PARAGRAPH) else NOTHING
        if style == before and style.startswith("List"):
            filled -= below
        needed = height if "<w:cantSplit/>" in piece else min(height, 2 * line)
        if style in _LEADING:
            needed = height + look.after + (_kept_rows(pieces, place + 1, width) or _LEADING[style])
        if filled and ("<w:pageBreakBefore/>" in piece or filled + above + needed > room):
            page, filled, above = page + 1, NOTHING, look.before
        pages.append(page)
        filled += above + height
        while filled > room:
            page, filled = page + 1, filled - room
        below = look.after if piece.startswith(_PARAGRAPH) else NOTHING
        filled += below
        before = style
        if "<w:sectPr" in piece:
            page, filled, below = page + 1, NOTHING, NOTHING
    return pages


def _kept_rows(pieces: Sequence[str], place: int, width: float) -> float:
    """How high the rows of a table are that begins at a place, as far as they stay on the page of the next."""
    height = NOTHING
    while place < len(pieces) and pieces[place].startswith(("<w:tbl>", "<w:tr>")):
        piece = pieces[place]
        if piece.startswith("<w:tr>"):
            height += _height(piece, _LOOKS[_style(piece)], width)[0]
            if "<w:keepNext/>" not in piece:
                break
        place += 1
    return max(height, NOTHING)


def _sections(pieces: Sequence[str]) -> Iterator[bool]:
    """For each piece, whether its page is turned to its side: a section says so in its last piece."""
    pending = 0
    for piece in pieces:
        pending += 1
        if "<w:sectPr" in piece:
            yield from [('w:orient="landscape"' in piece)] * pending
            pending = 0
    yield from [False] * pending


def _style(piece: str) -> str:
    found = _STYLE.search(piece)
    return found[1] if found else ""


def _height(piece: str, look: _Look, width: float) -> tuple[float, float]:
    """How high a piece is without the room around it, and one of its lines."""
    line = look.size * LINE * look.spacing
    if piece.startswith("<w:tbl>") or piece == "</w:tbl>":
        return NOTHING, line
    if piece.startswith("<w:tr>"):
        cells = (_lines(cell[0], look, int(cell[1]) / POINT - CELL_SIDES) for cell in _CELL.finditer(piece))
        return max(cells, default=1) * line + CELL_EDGES, line
    return _lines(piece, look, width - look.indent) * line, line


def _lines(xml: str, look: _Look, width: float) -> int:
    """The lines that the words of a piece take in a width."""
    fit = max(width / (look.size * look.sign), 1)
    return sum(max(1, ceil(len(_MARKUP.sub("", part)) / fit)) for part in xml.split("<w:br/>"))
