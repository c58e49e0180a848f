"""Reports as one HTML page that needs nothing else: no scripts, no fonts, no pictures from anywhere.

Each quote carries where it stands in `data-` attributes, so that programs find it again; words never become markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import count, repeat

from workbench.analysis.report import (
    Block,
    Break,
    Bullets,
    Cell,
    Coded,
    Contents,
    Heading,
    Prose,
    Quote,
    Report,
    Source,
    Table,
)
from workbench.formats.html_coded import coded
from workbench.formats.outline import outline
from workbench.formats.prose import Paragraph, Run, legible, paragraphs

DEEPEST = 6
LISTS = {"bullet": "ul", "number": "ol"}
PARAGRAPHS = {"quotation": "blockquote", "code": "pre", "text": "p"}
STYLE = """
:root { color-scheme: light dark; --rule: color-mix(in srgb, currentColor 25%, transparent); }
body { font: 1.0625rem/1.55 Charter, 'Bitstream Charter', Cambria, Georgia, serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; }
h1, h2, h3, h4, nav, table, figcaption, .note, .subtitle, .codes { font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
h1 { line-height: 1.2; margin-bottom: .25rem; } h2 { margin-top: 3rem; } h3 { margin-top: 2rem; }
.subtitle, .note, figcaption { opacity: .75; font-size: .875rem; }
nav ol { list-style: none; padding-left: 1.25rem; } nav > ol { padding-left: 0; }
figure.quote { margin: 1.25rem 0 1.25rem 1.5rem; padding-left: 1rem; border-left: 3px solid var(--rule); }
figure.quote blockquote { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 1.5rem 0; } table { border-collapse: collapse; font-size: .875rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); white-space: pre-line; }
thead th { border-bottom: 2px solid currentColor; } .number { text-align: right; font-variant-numeric: tabular-nums; }
mark.gap { background: #ffe27a; color: #222; padding: 0 .2em; } pre { white-space: pre-wrap; }
.turn { margin: .75rem 0; white-space: pre-line; } .turn b { font-family: system-ui, sans-serif; }
.coded { background: color-mix(in srgb, #4a90d9 18%, transparent); } .coded.several { background: color-mix(in srgb, #4a90d9 34%, transparent); }
sup { font-size: .7em; line-height: 0; opacity: .8; } ul.codes { font-size: .8125rem; opacity: .85; list-style: none; padding-left: 1rem; }
@media print { body { max-width: none; margin: 0; } .new-page { break-before: page; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } }
"""


def write(report: Report) -> bytes:
    """The report as an .html file in UTF-8."""
    return "".join(f"{line}\n" for line in _Page(report).lines()).encode()


class _Page:
    """The page as it is put together: its headings have numbered names, its tables numbers."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._headings = list(outline(report))
        self._tables = count(1)
        self._sections = count(1)
        self._names: set[str] = set()
        self._breaks = ""
        self._level = 0

    def lines(self) -> Iterator[str]:
        """All lines of the page."""
        title = words(self._report.title)
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<meta name="generator" content="workbench {words(self._report.facts.version)}">'
        yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
        yield f'<p class="subtitle">{words(self._report.subtitle)}</p>\n</header>\n<main>'
        for block in self._report.blocks:
            yield from self._block(block)
        yield "</main>\n</body>\n</html>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text, level):
                self._level = level
                yield self._heading(level, words(text))
            case Prose(markdown):
                yield from self._prose(paragraphs(markdown))
            case Quote():
                yield from self._quote(block)
            case Bullets(items):
                yield f"<ul>{''.join(f'<li>{words(item)}</li>' for item in items)}</ul>"
            case Table():
                yield from self._table(block)
            case Contents(title, depth):
                yield from self._contents(title, depth)
            case Coded():
                yield from coded(block, words)
            case Break():
                self._breaks = ' class="new-page"'

    def _heading(self, level: int, said: str) -> str:
        tag = f"h{min(level + 1, DEEPEST)}"
        return f'<{tag} id="section-{next(self._sections)}"{self._break()}>{said}</{tag}>'

    def _prose(self, found: Sequence[Paragraph]) -> Iterator[str]:
        """Paragraphs of prose, their headings below the one under which they stand."""
        lists: list[str] = []
        for paragraph in found:
            if paragraph.kind == "heading":
                yield from (f"</{lists.pop()}>" for _ in tuple(lists))
                yield self._heading(self._level + paragraph.level, "".join(map(_run, paragraph.runs)))
            else:
                yield from _paragraph(paragraph, lists)
        yield from (f"</{lists.pop()}>" for _ in tuple(lists))

    def _break(self) -> str:
        found, self._breaks = self._breaks, ""
        return found

    def _quote(self, quote: Quote) -> Iterator[str]:
        name = quote.id if quote.id and quote.id not in self._names else ""
        self._names.add(name)
        anchor = f' id="{words(name)}"' if name else ""
        reference = " · ".join(f"<bdi>{words(part)}</bdi>" for part in (quote.reference, quote.id) if part)
        yield f'<figure class="quote"{anchor}{_data(quote.id, quote.source)}>'
        yield f'<blockquote dir="auto"{_language(quote.language)}>{words(quote.words)}</blockquote>'
        yield f"<figcaption>{reference}</figcaption>\n</figure>"

    def _table(self, table: Table) -> Iterator[str]:
        caption = f"Table {next(self._tables)}. {table.caption}" if table.caption else ""
        yield '<div class="table">\n<table>'
        if caption:
            yield f"<caption>{words(caption)}</caption>"
        numeric = table.numeric
        heads = (_cell("th", name, right, ' scope="col"') for name, right in zip(table.header, numeric, strict=True))
        yield f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>"
        for row, language in zip(table.rows, table.languages or repeat(""), strict=False):
            last = len(row) - 1
            yield "<tr>{}</tr>".format(
                "".join(
                    _cell("td", cell, right, _language(language) if place == last else "")
                    for place, (cell, right) in enumerate(zip(row, numeric, strict=True))
                )
            )
        yield "</tbody>\n</table>"
        if table.note:
            yield f'<p class="note">{words(table.note)}</p>'
        yield "</div>"

    def _contents(self, title: str, depth: int) -> Iterator[str]:
        yield f'<nav aria-label="{words(title)}">\n<h2>{words(title)}</h2>\n<ol>'
        level = 1
        for number, heading in enumerate(self._headings, 1):
            if heading.level > depth:
                continue
            while level < heading.level:
                yield "<li><ol>"
                level += 1
            while level > heading.level:
                yield "</ol></li>"
                level -= 1
            yield f'<li><a href="#section-{number}">{words(heading.text)}</a></li>'
        yield "</ol></li>" * (level - 1) + "</ol>\n</nav>"


def words(text: str) -> str:
    """Plain words as they may stand anywhere in the page, attributes included."""
    return escape(legible(text), quote=True)


def _paragraph(paragraph: Paragraph, lists: list[str]) -> Iterator[str]:
    """A paragraph of prose; `lists` are those that stand open, and are opened and closed on the way."""
    kind, runs, level, number, _ = paragraph
    depth = level if kind in LISTS else 0
    while len(lists) > depth:
        yield f"</{lists.pop()}>"
    said = "".join(map(_run, runs))
    if kind in LISTS:
        if len(lists) == depth and lists[-1] != LISTS[kind]:
            yield f"</{lists.pop()}>"
        while len(lists) < depth:
            lists.append(LISTS[kind])
            yield f'<ol start="{number}">' if kind == "number" else "<ul>"
        yield f"<li>{said}</li>"
    else:
        tag = PARAGRAPHS[kind]
        yield f"<{tag}>{said}</{tag}>"


def _run(run: Run) -> str:
    said = words(run.text).replace("\n", "<br>")
    if run.gap:
        return f'<mark class="gap">[{said}]</mark>'
    for tag, is_set in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
        said = f"<{tag}>{said}</{tag}>" if is_set else said
    return said


def _cell(tag: str, cell: Cell, right: bool, more: str) -> str:
    said = f"{cell:.1f}" if isinstance(cell, float) else words(f"{cell}")
    number = ' class="number"' if right else ""
    return f"<{tag}{more}{number}>{said}</{tag}>"


def _language(language: str) -> str:
    return f' lang="{words(language)}"' if language else ""


def _data(identity: str, source: Source | None) -> str:
    """Where a quote stands, for programs."""
    if source is None:
        return ""
    edits = ";".join(f"{start}-{end}:{said}" for start, end, said in source.edits)
    fields: Sequence[tuple[str, object]] = (
        ("quote", identity),
        *((name, getattr(source, name)) for name in source._fields if name != "edits"),
        *((("edits", edits),) if edits else ()),
    )
    return "".join(f' data-{name}="{words(str(value))}"' for name, value in fields)
