"""Markdown as a researcher writes it in a summary, taken apart into paragraphs and runs that every writer can lay out.

What is more than headings, lists, quotations, bold, italic and code becomes plain words; no HTML passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workbench.analysis.report import GAP, Cell

Kind = Literal["text", "heading", "bullet", "number", "quotation", "code"]
SAFE_LINKS = ("http://", "https://", "mailto:")
_GAP = re.compile(GAP.format("[^⟦⟧]+"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Run(NamedTuple):
    """Words in one look; a line break in them is meant as one. A `gap` says what is to be filled in there."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    gap: bool = False


class Paragraph(NamedTuple):
    """A paragraph: `level` is a heading's, or how deep a list item stands, from 1; 0 is outside of lists.

    `number` is that of a numbered item; the items of one list share their `series`.
    """

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0
    series: int = 0


def legible(text: str) -> str:
    """The text without the control characters that no document may hold; every line ends alike."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)


def shown(cell: Cell) -> str:
    """What stands in a cell of a table, as words: a share or a mean has one decimal."""
    return f"{cell:.1f}" if isinstance(cell, float) else f"{cell}"


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text."""
    return tuple(_Reader().read(_parser().parse(markdown)))


@cache
def _parser() -> MarkdownIt:
    """The one parser of all texts: to make one takes longer than to parse a paragraph."""
    return MarkdownIt("commonmark", {"html": False})


class _List(NamedTuple):
    numbered: bool
    series: int


class _Reader:
    """Walks over the tokens and keeps in mind in which lists it stands, and how many items each has so far."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._numbers: list[int] = []
        self._item_opens = False
        self._quoted = 0
        self._series = 0

    def read(self, tokens: Sequence[Token]) -> Iterator[Paragraph]:
        heading = 0
        for token in tokens:
            match token.type:
                case "inline" if heading:
                    yield Paragraph("heading", _runs_of(token), heading)
                case "inline":
                    yield self._paragraph(_runs_of(token))
                case "fence" | "code_block":
                    yield Paragraph("code", (Run(token.content.rstrip("\n"), code=True),), len(self._lists))
                case "heading_open":
                    heading = int(token.tag[1])
                case "heading_close":
                    heading = 0
                case _:
                    self._move(token)

    def _move(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._series += 1
                self._lists.append(_List(token.type == "ordered_list_open", self._series))
                self._numbers.append(int(token.attrs.get("start", 1)) - 1)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._numbers.pop()
            case "list_item_open":
                self._numbers[-1] += 1
                self._item_opens = True
            case "blockquote_open":
                self._quoted += 1
            case "blockquote_close":
                self._quoted -= 1

    def _paragraph(self, runs: tuple[Run, ...]) -> Paragraph:
        level = len(self._lists)
        if level and self._item_opens:
            self._item_opens = False
            numbered, series = self._lists[-1]
            return Paragraph("number" if numbered else "bullet", runs, level, self._numbers[-1], series)
        return Paragraph("quotation" if self._quoted else "text", runs, level)


def _runs_of(token: Token) -> tuple[Run, ...]:
    """The runs of a paragraph, with its gaps as runs of their own."""
    runs = tuple(_runs(token.children or ()))
    return tuple(_with_gaps(runs)) if "⟦" in token.content else runs


def _with_gaps(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs cut at the gaps, each of which becomes one run of plain words without the signs around it."""
    whole = "".join(run.text for run in runs)
    at = 0
    for run in runs:
        end = at + len(run.text)
        for found in _GAP.finditer(whole):
            if found.start() > end:
                break
            if found.end() <= at:
                continue
            if found.start() > at:
                yield run._replace(text=whole[at : min(found.start(), end)])
            if at <= found.start() < end:
                yield Run(found[0].strip("⟦⟧"), gap=True)
            at = min(found.end(), end)
        if at < end:
            yield run._replace(text=whole[at:end])
        at = end


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    link, label = "", ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link, label = str(token.attrs.get("href", "")), ""
            case "link_close":
                if link.startswith(SAFE_LINKS) and link.removeprefix("mailto:") != label:
                    yield Run(f" ({link})", bool(bold), bool(italic))
            case _:
                words = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
                label += words
                if words:
                    yield Run(words, bool(bold), bool(italic), token.type == "code_inline")
