"""Reports as Markdown that reads well as it stands and in every dialect; what people said never works as syntax.

Transcripts in Markdown are read in `text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from workbench.analysis.report import Block, Bullets, Cell, Coded, Contents, Heading, Prose, Quote, Report, Table
from workbench.formats.coded import Edge, label_of, told, turns
from workbench.formats.outline import Link, links, outline, wants_contents
from workbench.formats.prose import Paragraph, Run, legible, paragraphs, shown
from workbench.formats.provenance import line

DEEPEST = 6
INDENT = "    "
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HARD_BREAK = "\\\n"
_MARKS = re.compile(r"([\\`*_~|$^]|(?<= )#|\](?=[(\[\]:{]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[#>+\-=:]|\[[ xX]\]))", re.MULTILINE)
_EDGES = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_BACKSLASH = r"\1\\"
_PARAGRAPHS = re.compile(r"\n{2,}")


def write(report: Report) -> bytes:
    """The report as a .md file."""
    headings = [Heading(report.title, 0), *outline(report)] if wants_contents(report) else []
    return ("\n\n".join(_Page(links(headings)).pieces(report)) + "\n").encode()


class _Page:
    """The page as it is put together: what is counted on the way, and where its headings can be reached."""

    def __init__(self, reached: Sequence[Link]) -> None:
        self._reached = reached
        self._next = iter(reached)
        self._level = 0
        self._tables = 0
        self._marks = 0

    def pieces(self, report: Report) -> Iterator[str]:
        """All pieces of the page, parted by blank lines."""
        yield f"# {self._anchor(report.title)}{_line(report.title)}"
        yield f"*{_line(report.subtitle)}*"
        for block in report.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text, level):
                self._level = level
                yield f"{'#' * min(level + 1, DEEPEST)} {self._anchor(text)}{_line(text)}"
            case Prose(markdown):
                yield from _prose(paragraphs(markdown), self._level, self._anchor)
            case Quote():
                yield _quote(block)
            case Bullets(items):
                yield "\n".join(f"- {_line(item)}" for item in items)
            case Table():
                if block.caption:
                    self._tables += 1
                    yield f"**Table {self._tables}.** {_line(block.caption)}"
                yield "\n".join(_table(block))
                if block.note:
                    yield f"*{_line(block.note)}*"
            case Contents():
                yield from _contents(block, self._reached)
            case Coded():
                yield from _coded(block, self._marks)
                self._marks += len(block.marks)

    def _anchor(self, text: str) -> str:
        """What stands before the words of a heading so that the contents reach it; mostly nothing is needed."""
        link = next(self._next, None) if " ".join(text.split()) else None
        return f'<span id="{link.goal}"></span>' if link and link.needs_anchor else ""


def _quote(quote: Quote) -> str:
    """A quote; before it, where it stands in the study, in a comment that nobody sees."""
    reference = ", ".join(filter(None, (_line(quote.reference), _line(quote.id))))
    said = _prefixed(f"{_text(quote.words)}\n\n— {reference}", "> ")
    return f"<!-- workbench: {line(quote)} -->\n\n{said}" if quote.source else said


def _contents(block: Contents, reached: Sequence[Link]) -> Iterator[str]:
    """The headings as a list of links, without the title of the report."""
    listed = [link for link in reached[1:] if link.level <= block.depth]
    if listed:
        yield f"**{_line(block.title)}**"
        top = min(link.level for link in listed)
        yield "\n".join(f"{INDENT * (one.level - top)}- [{_linked(one.words)}](#{one.goal})" for one in listed)


def _linked(words: str) -> str:
    """Plain words within a link."""
    return "".join(f"\\{part}" if part in "[]" else _inert(part) for part in re.split(r"([\[\]])", words) if part)


def _coded(block: Coded, before: int) -> Iterator[str]:
    """The turns; each code is a pair of brackets with its number before and, as a note, behind them."""
    for turn, pieces in turns(block):
        words = "".join(_edge(before, piece) if isinstance(piece, Edge) else _inert(piece) for piece in pieces)
        label = f"**{_line(label_of(turn))}** " if turn.label else ""
        yield f"{label}{_laid(words)}".rstrip() if label or words.strip() else ""
    notes = (
        f"[^{number}]: {_line(mark.code)} ({_line(told(mark))}){_memo(mark.memo)}"
        for number, mark in enumerate(block.marks, before + 1)
    )
    yield from notes


def _edge(before: int, edge: Edge) -> str:
    number = before + edge.number
    return f"{f'{number}'.translate(RAISED)}⟨" if edge.begins else f"⟩[^{number}]"


def _memo(memo: str) -> str:
    return f" — {_line(memo)}" if memo.strip() else ""


def _prose(found: Sequence[Paragraph], level: int, anchor: Callable[[str], str]) -> Iterator[str]:
    """Paragraphs of prose, level by level below the heading they stand under; items of lists stand close together."""
    close: list[str] = []
    for paragraph in found:
        words = _inline(paragraph.runs)
        if paragraph.kind in ("bullet", "number"):
            mark = f"{paragraph.number}." if paragraph.kind == "number" else "-"
            close.append(f"{INDENT * (paragraph.level - 1)}{mark} {words}")
            continue
        if close:
            yield "\n".join(close)
            close = []
        match paragraph.kind:
            case "heading":
                reached = anchor("".join(run.text for run in paragraph.runs))
                yield f"{'#' * min(level + 1 + paragraph.level, DEEPEST)} {reached}{words}"
            case "quotation":
                yield _prefixed(words, "> ")
            case "code":
                yield _prefixed(_fenced(paragraph.runs[0].text), INDENT * paragraph.level)
            case _:
                yield _prefixed(words, INDENT * paragraph.level)
    if close:
        yield "\n".join(close)


def _inline(runs: Sequence[Run]) -> str:
    """Runs in one line of Markdown: marks open and close within one another and touch the words they mark."""
    pieces: list[str] = []
    standing: list[str] = []
    for run in (*map(_filled, runs), Run("")):
        wanted = [mark for mark, is_set in (("**", run.bold), ("*", run.italic)) if is_set]
        while any(mark not in wanted for mark in standing):
            _before_blanks(pieces, standing.pop())
        words = _code(run.text) if run.code else _inert(run.text)
        blanks = words[: len(words) - len(words.lstrip())]
        opens = [mark for mark in wanted if mark not in standing]
        standing += opens
        pieces += [blanks, *opens, words[len(blanks) :]]
    return _BLOCK.sub(_BACKSLASH, "".join(pieces)).replace("\n", HARD_BREAK)


def _filled(run: Run) -> Run:
    """A run; a gap says in bold that it is to be filled in."""
    return Run(f"[to fill in: {run.text}]", bold=True) if run.gap else run


def _before_blanks(pieces: list[str], mark: str) -> None:
    """Adds a closing mark, but before the blanks at the end."""
    written = "".join(pieces)
    kept = written.rstrip()
    pieces[:] = [kept, mark, written[len(kept) :]]


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {' '.join(legible(text).split())} {fence}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{legible(text)}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.header)
    yield f"|{'|'.join('---:' if right else '---' for right in table.numeric)}|"
    yield from map(_row, table.rows)


def _row(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(_inert(shown(cell)).replace(chr(10), '<br>') for cell in cells)} |"


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}".rstrip(" ") for line in text.split("\n"))


def _line(text: str) -> str:
    """Plain words as one line."""
    return _text(" ".join(text.split()))


def _text(text: str) -> str:
    """Plain words as paragraphs: a line break in them is meant, a blank line parts them."""
    return _laid(_inert(text))


def _laid(words: str) -> str:
    """Words whose signs are harmless within a line, laid out so that none works at the beginning of one either."""
    words = _BLOCK.sub(_BACKSLASH, _EDGES.sub("", words).strip("\n"))
    return "\n\n".join(part.replace("\n", HARD_BREAK) for part in _PARAGRAPHS.split(words))


def _inert(text: str) -> str:
    """Plain words none of whose signs marks anything within a line."""
    return _MARKS.sub(r"\\\1", _ENTITY.sub("&amp;", legible(text))).replace("<", "&lt;")
