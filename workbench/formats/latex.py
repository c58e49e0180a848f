"""Reports as LaTeX: a whole document that every engine sets; what people said is set as words, never run.

LuaLaTeX and XeLaTeX set all scripts that their fonts have, pdfLaTeX those of Europe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.analysis.report import (
    Block,
    Break,
    Bullets,
    Cell,
    Coded,
    Contents,
    Heading,
    Mark,
    Prose,
    Quote,
    Report,
    Table,
)
from workbench.formats.coded import Edge, label_of, told, turns
from workbench.formats.paging import in_parts
from workbench.formats.prose import Paragraph, Run, legible, paragraphs, shown
from workbench.formats.provenance import line

HEADINGS = ("section", "subsection", "subsubsection", "paragraph")
DEEPEST_LIST, DEEPEST_CONTENTS = 4, 4
NEW_LINE = "\\newline{}"
_SIGNS = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", '"': "\\textquotedbl{}", "`": "\\textasciigrave{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\u00a0": "~", "\u2003": "\\quad{}", "\t": " ",
}  # fmt: skip
_SPECIAL = str.maketrans(_SIGNS)
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_NAMELESS = re.compile("[^A-Za-z0-9-]")
_UNPRINTED = re.compile("[\x7f-\x9f]")
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
_OPENING = r"""% Set with lualatex or xelatex; pdflatex does as well where all words are in European scripts.
\documentclass[11pt,a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
\usepackage[margin=2.4cm]{geometry}
\usepackage{array,booktabs,longtable,pdflscape}
\setcounter{secnumdepth}{-1}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em plus 0.2em}
\setlength{\emergencystretch}{3em}
\newcommand{\gap}[1]{\textbf{[#1]}}
\newcommand{\edge}[1]{\textsuperscript{#1}}
\begin{document}
"""


def write(report: Report) -> bytes:
    """The report as a .tex file."""
    title = f"{{\\LARGE\\bfseries {_line(report.title)}\\par}}\n{{\\large {_line(report.subtitle)}\\par}}"
    pieces = [f"{_OPENING}\n\\begin{{center}}\n{title}\n\\end{{center}}"]
    paper = _Paper()
    for block in report.blocks:
        pieces += paper.block(block)
    return ("\n\n".join([*pieces, "\\end{document}"]) + "\n").encode()


def words(text: str) -> str:
    """Plain words as LaTeX sets them: no sign works as a command, and none melts into its neighbour."""
    return _JOINED.sub("{}", _UNPRINTED.sub("", legible(text)).translate(_SPECIAL))


class _Paper:
    """The paper as it is put together: under which heading it stands, which names it has given, how many marks it holds."""

    def __init__(self) -> None:
        self._level = 0
        self._names: set[str] = set()
        self._marks = 0

    def block(self, block: Block) -> Iterator[str]:
        """The pieces of a block."""
        match block:
            case Heading(text, depth):
                self._level = depth
                yield _heading(_line(text), depth)
            case Prose(markdown):
                yield from _prose(paragraphs(markdown), self._level)
            case Quote():
                yield self._quote(block)
            case Bullets(items) if items:
                listed = "\n".join(f"\\item{{}} {_text(item)}" for item in items)
                yield f"\\begin{{itemize}}\n{listed}\n\\end{{itemize}}"
            case Table():
                turned = ("\\begin{landscape}", "\\end{landscape}") if block.wide else ()
                parts = (line for part in in_parts(block) for line in _table(part))
                yield "\n".join([*turned[:1], *parts, *turned[1:]])
            case Contents(title, depth):
                yield _contents(title, depth)
            case Coded():
                yield from _coded(block, self._marks)
                self._marks += len(block.marks)
            case Break():
                yield "\\clearpage"

    def _quote(self, quote: Quote) -> str:
        """A quote; before it, where it stands in the study, in a comment; its id is the name of its place."""
        reference = ", ".join(filter(None, (_line(quote.reference), _line(quote.id))))
        said = f"{_text(quote.words)}\n\n\\hfill\\textemdash{{}} {reference}\n\\end{{quote}}"
        if quote.source is None:
            return f"\\begin{{quote}}\n{said}"
        label = f"\\label{{{self._name(quote.id)}}}\n" if quote.id else ""
        return f"% workbench: {line(quote)}\n\\begin{{quote}}\n{label}{said}"

    def _name(self, wanted: str) -> str:
        """A name for a place that LaTeX allows and that isn't used yet."""
        name = base = f"quote:{_NAMELESS.sub('-', wanted)}"
        count = 1
        while name in self._names:
            count += 1
            name = f"{base}-{count}"
        self._names.add(name)
        return name


def _contents(title: str, depth: int) -> str:
    return (
        f"\\setcounter{{tocdepth}}{{{min(depth, DEEPEST_CONTENTS)}}}\n"
        f"\\renewcommand{{\\contentsname}}{{{_line(title)}}}\n\\tableofcontents"
    )


def _coded(block: Coded, before: int) -> Iterator[str]:
    """The turns; a raised number with a bracket stands where each code begins and ends, and a footnote says which it is."""
    for turn, pieces in turns(block):
        said = "".join(
            _edge(before + piece.number, block.marks[piece.number - 1], piece.begins)
            if isinstance(piece, Edge)
            else NEW_LINE.join(map(words, piece.split("\n")))
            for piece in pieces
        )
        label = f"\\textbf{{{_line(label_of(turn))}}} " if turn.label else ""
        yield f"{label}{said}"


def _edge(number: int, mark: Mark, begins: bool) -> str:
    if begins:
        return f"\\edge{{[{number}}}"
    memo = f" \\textemdash{{}} {_line(mark.memo)}" if mark.memo.strip() else ""
    said = f"{_line(mark.code)} ({_line(told(mark))}){memo}"
    return f"\\edge{{{number}]}}\\footnotetext[{number}]{{{said}}}"


def _heading(set_words: str, level: int) -> str:
    return f"\\{HEADINGS[min(level, len(HEADINGS)) - 1]}{{{set_words}}}"


def _prose(found: Sequence[Paragraph], level: int) -> Iterator[str]:
    """Paragraphs of prose; a list is opened and closed around its items, level by level."""
    depth = 0
    for paragraph in found:
        wanted = min(paragraph.level, DEEPEST_LIST) if paragraph.kind != "heading" else 0
        if wanted < depth:
            yield "\n".join(["\\end{itemize}"] * (depth - wanted))
        for step in range(depth + 1, wanted + 1):
            yield "\\begin{itemize}"
            if step < wanted or paragraph.kind not in {"bullet", "number"}:
                yield "\\item{}"
        depth = wanted
        yield _paragraph(paragraph, level)
    if depth:
        yield "\n".join(["\\end{itemize}"] * depth)


def _paragraph(paragraph: Paragraph, level: int) -> str:
    said = "".join(map(_run, paragraph.runs))
    match paragraph.kind:
        case "heading":
            return _heading(" ".join(said.replace(NEW_LINE, " ").split()), level + paragraph.level)
        case "bullet":
            return f"\\item{{}} {said}"
        case "number":
            return f"\\item[{{{paragraph.number}.}}] {said}"
        case "quotation":
            return f"\\begin{{quote}}\n{said}\n\\end{{quote}}"
        case "code":
            lines = (words(line).replace(" ", "~") or "~" for line in paragraph.runs[0].text.split("\n"))
            return f"\\begin{{quote}}\n\\ttfamily {NEW_LINE.join(lines)}\n\\end{{quote}}"
        case _:
            return said


def _run(run: Run) -> str:
    said = NEW_LINE.join(map(words, run.text.split("\n")))
    if run.gap:
        return f"\\gap{{{said}}}"
    for command, is_set in (("texttt", run.code), ("emph", run.italic), ("textbf", run.bold)):
        said = f"\\{command}{{{said}}}" if is_set else said
    return said


def _table(table: Table) -> Iterator[str]:
    """A table as wide as the text that may go on over pages, its header repeated on each."""
    shares = table.widths or (1,) * len(table.header)
    columns = "".join(
        f">{{\\ragged{'left' if right else 'right'}\\arraybackslash}}"
        f"p{{\\dimexpr {share / sum(shares):.3f}\\linewidth-2\\tabcolsep\\relax}}"
        for share, right in zip(shares, table.numeric, strict=True)
    )
    header = _row([f"{cell}" for cell in table.header], bold=True)
    yield f"\\begin{{longtable}}{{{columns}}}"
    if table.caption:
        yield f"\\caption{{{_line(table.caption)}}}\\\\"
    yield f"\\toprule\n{header}\n\\midrule\n\\endfirsthead\n\\toprule\n{header}\n\\midrule\n\\endhead"
    yield "\\bottomrule\n\\endlastfoot"
    yield from map(_row, table.rows)
    yield "\\end{longtable}"
    if not table.caption:
        yield "\\addtocounter{table}{-1}"
    if table.note:
        yield f"{{\\footnotesize {_line(table.note)}\\par}}"


def _row(cells: Sequence[Cell], *, bold: bool = False) -> str:
    """A row; each cell begins with an empty group, so that a bracket or a star in it is no option of what stands before."""
    look = "\\bfseries " if bold else ""
    return " & ".join(f"{{}}{look}{_lines(shown(cell))}" for cell in cells) + " \\\\"


def _line(text: str) -> str:
    """Plain words as one line."""
    return words(" ".join(text.split()))


def _lines(text: str) -> str:
    """Plain words in one paragraph: a line break in them is meant."""
    return NEW_LINE.join(words(line.strip(" \t")) or "\\strut" for line in text.strip("\n").split("\n"))


def _text(text: str) -> str:
    """Plain words as paragraphs: a line break in them is meant, a blank line parts them."""
    return "\n\n".join(_lines(part) for part in _PARAGRAPHS.split(text.strip()))
