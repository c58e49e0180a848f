"""Reports as Word documents: real styles, captions, bookmarks and languages; the same report is the same file.

The look is the matter of `word_template`; here blocks become the XML of a body, put together as one string.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from workbench.analysis.report import Block, Break, Bullets, Coded, Contents, Heading, Prose, Quote, Report, Table
from workbench.formats.outline import wants_contents
from workbench.formats.package import zipped
from workbench.formats.paging import in_parts
from workbench.formats.prose import Paragraph, paragraphs
from workbench.formats.word_comments import Comments
from workbench.formats.word_contents import Entry, contents_xml
from workbench.formats.word_runs import direction, marked, run, spoken_in
from workbench.formats.word_sources import Sources
from workbench.formats.word_table import table_xml
from workbench.formats.word_template import (
    TEXT_WIDTH,
    TURNED_FOOTER,
    TURNED_WIDTH,
    add_turned_footer,
    field,
    parts,
    turned,
)

DEEPEST = 3
BULLETS = 1
FIRST_NUMBERING = 10
LIST_INDENT = 397
BETWEEN_PROSE = '<w:spacing w:before="180" w:after="180"/>'
LONGEST_NAME = 34
SHORT_LEAD = 600
END = "</w:pPr>"


def write(report: Report) -> bytes:
    """The report as a .docx file."""
    package = parts(report)
    content = package["word/document.xml"].decode()
    begin, mark, end = content.rpartition("<w:sectPr")
    section, _, rest = end.partition("</w:body>")
    body = _Body(f"{mark}{section}", wants_contents(report))
    body.paragraph("Title", report.title)
    body.paragraph("Subtitle", report.subtitle)
    for block, following, page in zip_longest(report.blocks, report.blocks[1:], _sides(report.blocks)):
        body.turn_to(page or 0)
        body.add(block, isinstance(following, Quote | Bullets))
    package["word/document.xml"] = f"{begin}{body.closed()}</w:body>{rest}".encode()
    numbers = "".join([*body.numberings, "</w:numbering>"]).encode()
    package["word/numbering.xml"] = package["word/numbering.xml"].replace(b"</w:numbering>", numbers)
    if TURNED_FOOTER.encode() in package["word/document.xml"]:
        add_turned_footer(package)
    body.comments.add_to(package)
    body.sources.add_to(package, report.facts)
    return zipped(package)


def _sides(blocks: Sequence[Block]) -> list[int]:
    """For each block the turned page that it is on, from 1: a wide table with its headings and short lead; 0 is upright."""
    sides = [0] * len(blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and block.wide:
            first = place
            if first > 1 and _leads(blocks[first - 1]) and isinstance(blocks[first - 2], Heading):
                first -= 1
            while first and isinstance(blocks[first - 1], Heading):
                first -= 1
            sides[first : place + 1] = [place + 1] * (place + 1 - first)
    return sides


def _leads(block: Block) -> bool:
    return isinstance(block, Prose) and len(block.markdown) < SHORT_LEAD


class _Body:
    """The body as it grows: its pieces of XML, the numberings of its lists, and what is counted on the way."""

    def __init__(self, section: str, outlined: bool) -> None:
        self.pieces: list[str] = []
        self.numberings: list[str] = []
        self.comments = Comments()
        self.sources = Sources()
        self._section = section
        self._outlined = outlined
        self._entries: list[Entry] = []
        self._contents: dict[int, Contents] = {}
        self._names: set[str] = set()
        self._bookmarks = 0
        self._tables = 0
        self._level = 0
        self._breaks = False
        self._side = 0

    def turn_to(self, side: int) -> None:
        """Goes on in another section if `side` is another page than before; 0 is upright."""
        if side == self._side:
            return
        if END not in self.pieces[-1] or self.pieces[-1].startswith("<w:sdt>"):
            self._put("TableEnd", "")
        self.pieces[-1] = self.pieces[-1].replace(END, f"{self._settings}{END}", 1)
        self._side, self._breaks = side, False

    def closed(self) -> str:
        """The whole body, its last section closed and its contents filled."""
        for place, block in self._contents.items():
            self.pieces[place] = contents_xml(block, self._entries, self.pieces)
        return "".join([*self.pieces, self._settings])

    def add(self, block: Block, keeps: bool) -> None:
        """Adds a block at the end; prose that `keeps` stays on the page of what follows."""
        match block:
            case Quote():
                self._quote(block)
            case Heading(text, level):
                self._level = level
                self._heading(run(text), text, level)
            case Prose(markdown):
                self._prose(paragraphs(markdown), keeps)
            case Bullets(items):
                for item in items:
                    self.paragraph("ListBullet", item)
            case Table():
                self._table(block)
            case Contents():
                self._break_alone()
                self._contents[len(self.pieces)] = block
                self.pieces.append("")
            case Coded():
                self._coded(block)
            case Break():
                self._breaks = "<w:sectPr" not in self.pieces[-1]

    def _coded(self, block: Coded) -> None:
        for runs, look in self.comments.turns(block):
            self._put("Turn", runs, look)

    def paragraph(self, style: str, text: str) -> None:
        """Adds a paragraph of plain words."""
        self._put(style, run(text))

    @property
    def _settings(self) -> str:
        return turned(self._section) if self._side else self._section

    def _put(self, style: str, runs: str, properties: str = "", keeps: bool = False) -> None:
        self.pieces.append(self._paragraph(style, runs, properties, keeps))

    def _paragraph(self, style: str, runs: str, properties: str = "", keeps: bool = False) -> str:
        if self._breaks:
            self._breaks = False
            properties = f"<w:pageBreakBefore/>{properties}"
        if keeps:
            properties = f"<w:keepNext/>{properties}"
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{END}{runs}</w:p>'

    def _break_alone(self) -> None:
        """Makes the break that waits, if what follows is no paragraph that could bring it about."""
        if self._breaks:
            self._put("TableEnd", "")

    def _heading(self, runs: str, words: str, level: int) -> None:
        level = min(level, DEEPEST)
        if self._outlined and words.strip():
            name = f"_Toc{len(self._entries) + 1:09d}"
            self._entries.append(Entry(" ".join(words.split()), level, name, len(self.pieces)))
            runs = self._named(name, runs)
        self._put(f"Heading{level}", runs)

    def _quote(self, quote: Quote) -> None:
        words = run(quote.words, spoken_in(quote.language))
        if name := self._name(quote.id):
            words = self._named(name, words)
        paragraph = self._paragraph("Quote", words, direction(quote.language))
        self.pieces.append(self.sources.controlled(quote, paragraph))
        self.paragraph("QuoteReference", " · ".join(filter(None, (quote.reference, quote.id))))

    def _named(self, name: str, runs: str) -> str:
        """Runs with a bookmark around them."""
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def _name(self, wanted: str) -> str:
        """A name that Word allows for a place, such as P07_012, and that isn't used yet."""
        if not wanted:
            return ""
        base = re.sub(r"\W", "_", wanted)[:LONGEST_NAME]
        name = base = base if base[0].isalpha() else f"q_{base}"
        count = 1
        while name.casefold() in self._names:
            count += 1
            name = f"{base}_{count}"
        self._names.add(name.casefold())
        return name

    def _prose(self, found: tuple[Paragraph, ...], keeps: bool) -> None:
        numberings: dict[int, int] = {}
        for place, (kind, runs, level, number, series) in enumerate(found, 1):
            if kind == "heading":
                self._heading("".join(map(marked, runs)), "".join(part.text for part in runs), self._level + level)
                continue
            if kind == "number" and series not in numberings:
                numberings[series] = self._numbering(min(level, DEEPEST) - 1, number)
            style, look = "Normal", f'<w:ind w:left="{LIST_INDENT * level}"/>' if level else ""
            match kind:
                case "number":
                    style, look = "ListNumber", _in_list(level, numberings[series])
                case "bullet":
                    style, look = "ListBullet", _in_list(level, BULLETS)
                case "quotation":
                    style, look = "Quote", BETWEEN_PROSE
            self._put(style, "".join(map(marked, runs)), look, keeps and place == len(found))

    def _numbering(self, depth: int, start: int) -> int:
        """The number of a new numbered list that begins with `start`."""
        number = FIRST_NUMBERING + len(self.numberings)
        begin = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self.numberings.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{begin}</w:num>')
        return number

    def _table(self, whole: Table) -> None:
        for table in in_parts(whole):
            self._part(table)

    def _part(self, table: Table) -> None:
        if table.caption:
            self._tables += 1
            number = field("SEQ Table \\* ARABIC", str(self._tables))
            self._put("Caption", f"{run('Table ')}{number}{run(f'. {table.caption}')}")
        self._break_alone()
        self.pieces += table_xml(table, TURNED_WIDTH if self._side else TEXT_WIDTH)
        self._put("TableNote" if table.note else "TableEnd", run(table.note) if table.note else "")


def _in_list(level: int, numbering: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{min(level, DEEPEST) - 1}"/><w:numId w:val="{numbering}"/></w:numPr>'
