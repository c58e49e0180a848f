"""Reports as Markdown that reads well as it stands and in every dialect; what people said never works as syntax.

Transcripts in Markdown are read in `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.analysis.report import Block, Bullets, Cell, Heading, Prose, Quote, Report, Table
from workbench.formats.prose import Paragraph, Run, legible, paragraphs

DEEPEST = 6
INDENT = "    "
HARD_BREAK = "\\\n"
_MARKS = re.compile(r"([\\`*_~|$^]|(?<= )#|\](?=[(\[\]:{]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[#>+\-=:]|\[[ xX]\]))", re.MULTILINE)
_EDGES = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_BACKSLASH = r"\1\\"
_PARAGRAPHS = re.compile(r"\n{2,}")


def write(report: Report) -> bytes:
    """The report as a .md file."""
    pieces = [f"# {_line(report.title)}", f"*{_line(report.subtitle)}*"]
    tables = level = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            level = block.level
        if isinstance(block, Table) and block.caption:
            tables += 1
        pieces += _block(block, level, tables)
    return ("\n\n".join(pieces) + "\n").encode()


def _block(block: Block, level: int, tables: int) -> Iterator[str]:
    match block:
        case Heading(text, _):
            yield f"{'#' * min(level + 1, DEEPEST)} {_line(text)}"
        case Prose(markdown):
            yield from _prose(paragraphs(markdown), level)
        case Quote():
            reference = ", ".join(filter(None, (_line(block.reference), _line(block.id))))
            yield _prefixed(f"{_text(block.words)}\n\n— {reference}", "> ")
        case Bullets(items):
            yield "\n".join(f"- {_line(item)}" for item in items)
        case Table():
            if block.caption:
                yield f"**Table {tables}.** {_line(block.caption)}"
            yield "\n".join(_table(block))


def _prose(found: Sequence[Paragraph], level: int) -> Iterator[str]:
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
                yield f"{'#' * min(level + 1 + paragraph.level, DEEPEST)} {words}"
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
    for run in (*runs, Run("")):
        wanted = [mark for mark, is_set in (("**", run.bold), ("*", run.italic)) if is_set]
        while any(mark not in wanted for mark in standing):
            _before_blanks(pieces, standing.pop())
        words = _code(run.text) if run.code else _inert(run.text)
        blanks = words[: len(words) - len(words.lstrip())]
        opens = [mark for mark in wanted if mark not in standing]
        standing += opens
        pieces += [blanks, *opens, words[len(blanks) :]]
    return _BLOCK.sub(_BACKSLASH, "".join(pieces)).replace("\n", HARD_BREAK)


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
    return f"| {' | '.join(_inert(f'{cell}').replace(chr(10), '<br>') for cell in cells)} |"


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}".rstrip(" ") for line in text.split("\n"))


def _line(text: str) -> str:
    """Plain words as one line."""
    return _text(" ".join(text.split()))


def _text(text: str) -> str:
    """Plain words as paragraphs: a line break in them is meant, a blank line parts them."""
    words = _BLOCK.sub(_BACKSLASH, _inert(_EDGES.sub("", text).strip("\n")))
    return "\n\n".join(part.replace("\n", HARD_BREAK) for part in _PARAGRAPHS.split(words))


def _inert(text: str) -> str:
    """Plain words none of whose signs marks anything within a line."""
    return _MARKS.sub(r"\\\1", _ENTITY.sub("&amp;", legible(text))).replace("<", "&lt;")
