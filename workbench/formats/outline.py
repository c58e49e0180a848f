"""The headings of a report, those within its prose as well, as a table of contents lists and Markdown links them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbench.analysis.report import Contents, Heading, Prose, Report
from workbench.formats.prose import paragraphs

_SIGNS = re.compile(r"[^\w\- ]")
_PERIODS = re.compile(r"[^\w\-. ]")


class Link(NamedTuple):
    """A heading as a link reaches it; where dialects of Markdown would name it differently, it needs an anchor."""

    words: str
    level: int
    goal: str
    needs_anchor: bool


def wants_contents(report: Report) -> bool:
    """True if the report has a table of contents."""
    return any(isinstance(block, Contents) for block in report.blocks)


def outline(report: Report) -> Iterator[Heading]:
    """The headings in order; prose's own stand below the heading under which it does."""
    level = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            level = block.level
            yield Heading(" ".join(block.text.split()), level)
        elif isinstance(block, Prose):
            for paragraph in paragraphs(block.markdown) if "#" in block.markdown or "\n" in block.markdown else ():
                if paragraph.kind == "heading":
                    words = "".join(run.text for run in paragraph.runs)
                    yield Heading(" ".join(words.split()), level + paragraph.level)


def links(headings: Iterable[Heading]) -> tuple[Link, ...]:
    """How headings are reached on GitHub and in what pandoc makes: by the name that both give them, if it is one."""
    found: list[Link] = []
    used: set[str] = set()
    for number, heading in enumerate((one for one in headings if one.text.strip()), 1):
        goal = _on_github(heading.text)
        needs = not goal or goal != _in_pandoc(heading.text) or goal in used or not goal.isascii()
        goal = f"heading-{number}" if needs else goal
        used.add(goal)
        found.append(Link(heading.text, heading.level, goal, needs))
    return tuple(found)


def _on_github(text: str) -> str:
    return _SIGNS.sub("", text.lower()).replace(" ", "-")


def _in_pandoc(text: str) -> str:
    words = "-".join(_PERIODS.sub("", text.lower()).split())
    return re.sub(r"^[^a-z]+", "", words)
