"""A coded transcript as Word holds it: turns as paragraphs, each code a comment on the words that bear it.

A comment may begin in one paragraph and end in another, and any number of them may overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.analysis.report import Coded, Mark
from workbench.formats.coded import Edge, label_of, turns
from workbench.formats.word_runs import direction, quoted, run, spoken_in
from workbench.formats.word_template import NAMESPACE, add_part

LONGEST_AUTHOR = 250
LONGEST_INITIALS = 9
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_BOLD = "<w:rPr><w:b/><w:bCs/></w:rPr>"
_SIGN = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>{}</w:r>'
_TEXT = '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{}</w:p>'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """The comments of a document as they gather."""

    def __init__(self) -> None:
        self._comments: list[str] = []

    def turns(self, block: Coded) -> Iterator[tuple[str, str]]:
        """The runs of each turn with the places of its comments, and the settings of its paragraph."""
        first = len(self._comments) - 1
        self._comments += [_comment(first + number, mark) for number, mark in enumerate(block.marks, 1)]
        look = spoken_in(block.language)
        for turn, pieces in turns(block):
            label = run(f"{label_of(turn)} ", _BOLD) if turn.label else ""
            words = (
                _edge(first + piece.number, piece.begins) if isinstance(piece, Edge) else run(piece, look)
                for piece in pieces
            )
            yield label + "".join(words), direction(block.language)

    def add_to(self, package: dict[str, bytes]) -> None:
        """Adds the part with the comments to a package, if there are any."""
        if not self._comments:
            return
        content = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:comments xmlns:w="{NAMESPACE}">{"".join(self._comments)}</w:comments>'
        )
        add_part(package, "word/comments.xml", content, "comments", "rIdComments", "comments.xml", content_type=_TYPE)


def initials(name: str) -> str:
    """The first letters of a name's words."""
    return "".join(word[0] for word in re.findall(r"\w+", name)).upper()[:LONGEST_INITIALS]


def _edge(number: int, begins: bool) -> str:
    if begins:
        return f'<w:commentRangeStart w:id="{number}"/>'
    sign = _SIGN.format(f'<w:commentReference w:id="{number}"/>')
    return f'<w:commentRangeEnd w:id="{number}"/>{sign}'


def _comment(number: int, mark: Mark) -> str:
    date = f' w:date="{mark.at}"' if _MOMENT.fullmatch(mark.at) else ""
    said = _TEXT.format(_SIGN.format("<w:annotationRef/>") + run(mark.code))
    said += "".join(_TEXT.format(run(line)) for line in mark.memo.split("\n") if line.strip())
    by = f"w:author={quoted(mark.by, LONGEST_AUTHOR)} w:initials={quoted(initials(mark.by))}"
    return f'<w:comment w:id="{number}" {by}{date}>{said}</w:comment>'
