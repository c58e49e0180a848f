"""Reports as LaTeX: a whole document that every engine sets; what people said is set as words, never run.

LuaLaTeX and XeLaTeX set all scripts that their fonts have, pdfLaTeX those of Europe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.analysis.report import Block, Break, Bullets, Cell, Heading, Prose, Quote, Report, Table
from workbench.formats.prose import Paragraph, Run, legible, paragraphs

HEADINGS = ("section", "subsection", "subsubsection", "paragraph")
DEEPEST_LIST = 4
NEW_LINE = "\\newline{}"
_SIGNS = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", '"': "\\textquotedbl{}", "`": "\\textasciigrave{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\u00a0": "~", "\u2003": "\\quad{}", "\t": " ",
}  # fmt: skip
_SPECIAL = str.maketrans(_SIGNS)
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
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
\usepackage{array,booktabs,longtable}
\setcounter{secnumdepth}{-1}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em plus 0.2em}
\setlength{\emergencystretch}{3em}
\begin{document}
"""


def write(report: Report) -> bytes:
    """The report as a .tex file."""
    title = f"{{\\LARGE\\bfseries {_line(report.title)}\\par}}\n{{\\large {_line(report.subtitle)}\\par}}"
    pieces = [f"{_OPENING}\n\\begin{{center}}\n{title}\n\\end{{center}}"]
    level = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            level = block.level
        pieces += _block(block, level)
    return ("\n\n".join([*pieces, "\\end{document}"]) + "\n").encode()


def words(text: str) -> str:
    """Plain words as LaTeX sets them: no sign works as a command, and none melts into its neighbour."""
    return _JOINED.sub("{}", _UNPRINTED.sub("", legible(text)).translate(_SPECIAL))


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Heading(text, depth):
            yield _heading(_line(text), depth)
        case Prose(markdown):
            yield from _prose(paragraphs(markdown), level)
        case Quote():
            reference = ", ".join(filter(None, (_line(block.reference), _line(block.id))))
            yield f"\\begin{{quote}}\n{_text(block.words)}\n\n\\hfill\\textemdash{{}} {reference}\n\\end{{quote}}"
        case Bullets(items) if items:
            listed = "\n".join(f"\\item{{}} {_text(item)}" for item in items)
            yield f"\\begin{{itemize}}\n{listed}\n\\end{{itemize}}"
        case Table():
            yield "\n".join(_table(block))
        case Break():
            yield "\\clearpage"


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


def _row(cells: Sequence[Cell], *, bold: bool = False) -> str:
    """A row; each cell begins with an empty group, so that a bracket or a star in it is no option of what stands before."""
    look = "\\bfseries " if bold else ""
    return " & ".join(f"{{}}{look}{_lines(f'{cell}')}" for cell in cells) + " \\\\"


def _line(text: str) -> str:
    """Plain words as one line."""
    return words(" ".join(text.split()))


def _lines(text: str) -> str:
    """Plain words in one paragraph: a line break in them is meant."""
    return NEW_LINE.join(words(line.strip(" \t")) or "\\strut" for line in text.strip("\n").split("\n"))


def _text(text: str) -> str:
    """Plain words as paragraphs: a line break in them is meant, a blank line parts them."""
    return "\n\n".join(_lines(part) for part in _PARAGRAPHS.split(text.strip()))
