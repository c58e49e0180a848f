"""Reports as Word documents: real styles, captions, bookmarks and languages; the same report is the same file.

The look is the matter of `word_template`; here blocks become the XML of a body, put together as one string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, repeat, zip_longest

from workbench.analysis.report import Block, Break, Bullets, Cell, Heading, Prose, Quote, Report, Table
from workbench.formats.package import zipped
from workbench.formats.prose import Paragraph, Run, legible, paragraphs
from workbench.formats.word_template import TEXT_WIDTH, field, parts

DEEPEST = 3
LONG_ROW = 1500
BULLETS = 1
FIRST_NUMBERING = 10
LIST_INDENT = 397
BETWEEN_PROSE = '<w:spacing w:before="180" w:after="180"/>'
LONGEST_NAME = 34
RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
EAST_ASIAN = frozenset(["ja", "ko", "zh"])
LOCALES = {
    locale[:2]: locale
    for locale in (
        *("ar-SA", "bg-BG", "bn-BD", "ca-ES", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-GB", "es-ES", "et-EE", "eu-ES"),
        *("fa-IR", "fi-FI", "fr-FR", "ga-IE", "gl-ES", "he-IL", "hi-IN", "hr-HR", "hu-HU", "id-ID", "is-IS", "it-IT"),
        *("ja-JP", "ko-KR", "lt-LT", "lv-LV", "ms-MY", "mt-MT", "nb-NO", "nl-NL", "nn-NO", "pl-PL", "pt-PT", "ro-RO"),
        *("ru-RU", "sk-SK", "sl-SI", "sq-AL", "sr-RS", "sv-SE", "sw-KE", "ta-IN", "th-TH", "tr-TR", "uk-UA", "ur-PK"),
        *("vi-VN", "yo-NG", "zh-CN", "zu-ZA"),
    )
}
TEXT = '<w:t xml:space="preserve">'
UNSPLIT = "<w:trPr><w:cantSplit/></w:trPr>"
TABLE_LOOK = (
    '<w:tblStyle w:val="StudyTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" '
    'w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)


def write(report: Report) -> bytes:
    """The report as a .docx file."""
    document = _Body()
    document.paragraph("Title", report.title)
    document.paragraph("Subtitle", report.subtitle)
    for block, following in zip_longest(report.blocks, report.blocks[1:]):
        document.add(block, isinstance(following, Quote | Bullets))
    package = parts(report)
    for name, mark, xml in (
        ("word/document.xml", b"<w:sectPr", document.pieces),
        ("word/numbering.xml", b"</w:numbering>", document.numberings),
    ):
        before, found, after = package[name].rpartition(mark)
        package[name] = b"".join((before, "".join(xml).encode(), found, after))
    return zipped(package)


class _Body:
    """The body as it grows: its pieces of XML, the numberings of its lists, and what is counted on the way."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.numberings: list[str] = []
        self._bookmarks: set[str] = set()
        self._tables = 0
        self._level = 0
        self._breaks = False

    def add(self, block: Block, keeps: bool) -> None:
        """Adds a block at the end; prose that `keeps` stays on the page of what follows."""
        match block:
            case Quote():
                self._quote(block)
            case Heading(text, level):
                self._level = level
                self.paragraph(f"Heading{min(level, DEEPEST)}", text)
            case Prose(markdown):
                self._prose(paragraphs(markdown), keeps)
            case Bullets(items):
                for item in items:
                    self.paragraph("ListBullet", item)
            case Table():
                self._table(block)
            case Break():
                self._breaks = True

    def paragraph(self, style: str, text: str) -> None:
        """Adds a paragraph of plain words."""
        self._put(style, run(text))

    def _put(self, style: str, runs: str, properties: str = "", keeps: bool = False) -> None:
        if self._breaks:
            self._breaks = False
            properties = f"<w:pageBreakBefore/>{properties}"
        if keeps:
            properties = f"<w:keepNext/>{properties}"
        self.pieces.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>')

    def _quote(self, quote: Quote) -> None:
        words = run(quote.words, _language(quote.language))
        name = self._bookmark(quote.id)
        if name:
            number = len(self._bookmarks)
            words = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{words}<w:bookmarkEnd w:id="{number}"/>'
        self._put("Quote", words, "<w:bidi/>" if quote.language in RIGHT_TO_LEFT else "")
        self.paragraph("QuoteReference", " · ".join(filter(None, (quote.reference, quote.id))))

    def _bookmark(self, wanted: str) -> str:
        """A name that Word allows for a place, such as P07_012, and that isn't used yet."""
        if not wanted:
            return ""
        base = re.sub(r"\W", "_", wanted)[:LONGEST_NAME]
        name = base = base if base[0].isalpha() else f"q_{base}"
        count = 1
        while name.casefold() in self._bookmarks:
            count += 1
            name = f"{base}_{count}"
        self._bookmarks.add(name.casefold())
        return name

    def _prose(self, found: tuple[Paragraph, ...], keeps: bool) -> None:
        numberings: dict[int, int] = {}
        for place, (kind, runs, level, number, series) in enumerate(found, 1):
            if kind == "number" and series not in numberings:
                numberings[series] = self._numbering(min(level, DEEPEST) - 1, number)
            style, look = "Normal", f'<w:ind w:left="{LIST_INDENT * level}"/>' if level else ""
            match kind:
                case "heading":
                    style, look = f"Heading{min(self._level + level, DEEPEST)}", ""
                case "number":
                    style, look = "ListNumber", _in_list(level, numberings[series])
                case "bullet":
                    style, look = "ListBullet", _in_list(level, BULLETS)
                case "quotation":
                    style, look = "Quote", BETWEEN_PROSE
            self._put(style, "".join(map(_marked, runs)), look, keeps and place == len(found))

    def _numbering(self, depth: int, start: int) -> int:
        """The number of a new numbered list that begins with `start`."""
        number = FIRST_NUMBERING + len(self.numberings)
        begin = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self.numberings.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{begin}</w:num>')
        return number

    def _table(self, table: Table) -> None:
        if table.caption:
            self._tables += 1
            number = field("SEQ Table \\* ARABIC", str(self._tables))
            self._put("Caption", f"{run('Table ')}{number}{run(f'. {table.caption}')}")
        self.pieces += _table(table)
        self._put("TableEnd", "")


def _table(table: Table) -> Iterator[str]:
    """A table as wide as the text, its header repeated on each page; only a long row may break over two."""
    shares = table.widths or (1,) * len(table.header)
    widths = [TEXT_WIDTH * share // sum(shares) for share in shares]
    sides = ['<w:jc w:val="right"/>' if numeric else "" for numeric in table.numeric]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tbl><w:tblPr>{TABLE_LOOK.format(sum(widths))}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    heads = _openings(widths, "TableHeading", sides)
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(heads, table.header)}</w:tr>"
    openings = _openings(widths, "TableText", sides)
    for row, language in zip(table.rows, table.languages or repeat(""), strict=False):
        whole = "" if any(isinstance(cell, str) and len(cell) > LONG_ROW for cell in row) else UNSPLIT
        yield f"<w:tr>{whole}{_cells(openings, row, _language(language))}</w:tr>"
    yield "</w:tbl>"


def _openings(widths: list[int], style: str, sides: list[str]) -> list[str]:
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>'
        for width, side in zip(widths, sides, strict=True)
    ]


def _cells(openings: list[str], row: tuple[Cell, ...], language: str = "") -> str:
    """The cells of a row; the last one is in `language`, if that is given."""
    looks = chain(repeat("", len(row) - 1), (language,))
    return "".join(
        f"{opening}{run(f'{cell}', look)}</w:p></w:tc>"
        for opening, cell, look in zip(openings, row, looks, strict=True)
    )


def run(text: str, look: str = "") -> str:
    """A run of words; line breaks and tabs are kept, control characters are not."""
    text = legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in text:
        text = text.replace("\n", f"</w:t><w:br/>{TEXT}")
    if "\t" in text:
        text = text.replace("\t", f"</w:t><w:tab/>{TEXT}")
    return f"<w:r>{look}{TEXT}{text}</w:t></w:r>"


def _marked(part: Run) -> str:
    """A run of prose in its look."""
    font = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if part.code else ""
    bold = "<w:b/><w:bCs/>" if part.bold else ""
    italic = "<w:i/><w:iCs/>" if part.italic else ""
    return run(part.text, f"<w:rPr>{font}{bold}{italic}</w:rPr>")


def _in_list(level: int, numbering: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{min(level, DEEPEST) - 1}"/><w:numId w:val="{numbering}"/></w:numPr>'


@cache
def _language(language: str) -> str:
    """The look of a run in a language, so that its spelling is checked in it and it runs in its direction."""
    locale = LOCALES.get(language)
    if locale is None:
        return ""
    if language in RIGHT_TO_LEFT:
        return f'<w:rPr><w:rtl/><w:lang w:bidi="{locale}"/></w:rPr>'
    script = "eastAsia" if language in EAST_ASIAN else "val"
    return f'<w:rPr><w:lang w:{script}="{locale}"/></w:rPr>'
