"""A codebook's YAML file cut without loss into the lines of its codes, each with the comments that belong to it.

How they are put together again is codebook/lines.py's matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.core.codebook import Codebook
from workbench.formats.codebook.blocks import CannotKeep, Page
from workbench.formats.text import clean
from workbench.formats.yaml.tree import Node

_LONE_DASH = re.compile(r" *-[ \t]*(#.*)?$")


@dataclass(slots=True, eq=False)
class Part:
    """The lines of a code, by their numbers, and those of the codes below it.

    Comments directly above it go from `lead` to `start`, its own lines from there to `inner` (with the line `codes:`) and
    from `resume`, behind its children, to `end`. `gap` are the lines above that are blank or comments that stand apart.
    `column` is its dash's; `node` the code itself, None where it has no lines of its own; `hides`, if codes below it have
    none. `comment` is what stands behind a
    code that is a bare name or within braces.
    """

    place: int
    column: int
    gap: str
    lead: int
    start: int
    inner: int = 0
    resume: int = 0
    end: int = 0
    node: Node | None = None
    children: list[Part] = field(default_factory=list)
    size: int = 1
    hides: bool = False
    comment: str = ""

    @property
    def width(self) -> int:
        """How far its fields stand behind its dash."""
        return 2 if self.node is None else int(self.node.start_mark.column) - self.column

    def comments(self, page: Page) -> tuple[list[str], str]:
        """The comments among its own lines, without their indents, and the lines below those, as they stand."""
        if self.node is None:
            return [], ""
        last = self.resume if self.children else page.last_line(self.node, self.column) + 1
        stretches = ((self.start, min(self.inner, last)), (self.resume, self.end if self.children else 0))
        found = [page.comments(self.node, self.column, *stretch) for stretch in stretches]
        behind = "" if self.children else page.text[page.starts[last] : page.starts[self.end]]
        return [comment for comments in found for comment in comments], behind


class Paper:
    """A file and its parts; `first` and `last` are the lines between which its codes stand."""

    def __init__(self, text: str, book: Codebook, root: Node) -> None:
        self.ended = text.endswith("\n")
        self.crlf = "\r\n" in text and not re.search(r"(?<!\r)\n", text)
        text = text.replace("\r\n", "\n") if self.crlf else text
        self.page = Page(text if self.ended else text + "\n")
        self.book, self.root = book, root
        self.parts: list[Part] = []
        self.column = int(self.root.start_mark.column)
        key, codes, below = _codes_of(self.root)
        if key is None or codes is None or codes.flow:
            raise CannotKeep
        self.first = int(key.end_mark.line) + 1
        self.top, line = self._list(codes, self.first)
        self.last = self._tail(self.top[-1], line, below or len(self.page.starts) - 1, self.column)
        if len(self.parts) != len(book.entries):
            raise CannotKeep
        offsets = Counter(part.children[0].column - part.column - part.width for part in self.parts if part.children)
        self.page.offset = offsets.most_common(1)[0][0] if offsets else self.top[0].column - self.column
        self.width = self.top[0].width
        self.gap = usual(part.gap for part in self.parts if part.gap is not self.top[0].gap)

    def finished(self, text: str) -> str:
        """Text made of this file's lines, ended as this file ends."""
        text = text if self.ended else text.removesuffix("\n")
        return text.replace("\n", "\r\n") if self.crlf else text

    def lines(self, start: int, end: int) -> str:
        """The text of some lines."""
        return self.page.text[self.page.starts[start] : self.page.starts[end]]

    # -- cutting ------------------------------------------------------------------------------------------------------

    def _list(self, codes: Node, line: int) -> tuple[list[Part], int]:
        """The codes of a list whose lines begin at `line`, and the line behind the last."""
        found: list[Part] = []
        for node in codes.value:
            start, column = self._dash(node)
            lead = start
            while lead > line and self._comment(lead - 1, column) == 1:
                lead -= 1
            above = self._tail(found[-1], line, lead, column) if found else line
            part = Part(len(self.parts), column, self.lines(above, lead), lead, start)
            self.parts.append(part)
            self._fill(part, node)
            found.append(part)
            line = part.end
        return found, line

    def _fill(self, part: Part, node: Node) -> None:
        key, codes, below = _codes_of(node)
        part.end = self.page.last_line(node, part.column) + 1
        part.node = node
        if node.flow or (node.id == "scalar" and node.style not in {"|", ">"}):
            behind = self.page.text[self.page.end_of(node) : self.page.end(part.end - 1)]
            part.comment = behind if behind.lstrip().startswith("#") else ""
        if node.id == "mapping" and (codes is None or not codes.flow):
            if key is not None and codes is not None:
                part.inner = int(key.end_mark.line) + 1
                part.children, part.resume = self._list(codes, part.inner)
                part.end = part.end if below else part.resume
                part.size += sum(child.size for child in part.children)
                return
        else:
            part.hides = codes is not None
            self._hidden(part, codes)
        part.inner = part.resume = part.end

    def _hidden(self, part: Part, codes: Node | None) -> None:
        """Codes within brackets, which have no lines of their own."""
        for node in codes.value if codes else ():
            child = Part(len(self.parts), part.column, "", part.end, part.end, part.end, part.end, part.end)
            self.parts.append(child)
            self._hidden(child, _codes_of(node)[1])
            part.size += child.size

    def _dash(self, node: Node) -> tuple[int, int]:
        line = int(node.start_mark.line)
        before = self.page.line(line)[: node.start_mark.column]
        while not before.strip() and line:
            line -= 1
            before = self.page.line(line) if _LONE_DASH.match(self.page.line(line)) else ""
        if not _LONE_DASH.match(before):
            raise CannotKeep
        return line, before.index("-")

    def _comment(self, line: int, column: int) -> int:
        """1 for a comment that begins at most at a column, 2 for one further in, 0 for any other line."""
        if not self.page.line(line).lstrip().startswith("#"):
            return 0
        return 2 if self.page.indent(line) > column else 1

    def _tail(self, part: Part, line: int, end: int, column: int) -> int:
        """Gives the comments further in than a column to the code above them; the first line behind those."""
        inside = [number for number in range(line, end) if self._comment(number, column) == 2]
        if not inside:
            return line
        indent = min(self.page.indent(number) for number in inside)
        spine = [part]
        while spine[-1].children and spine[-1].resume == spine[-1].end:
            spine.append(spine[-1].children[-1])
        while len(spine) > 1 and spine[-1].column >= indent:
            spine.pop()
        spine[-1].end = inside[-1] + 1
        for above in spine[:-1]:
            above.resume = above.end = spine[-1].end
        return spine[-1].end


def _codes_of(node: Node) -> tuple[Node | None, Node | None, int]:
    """The key `codes`, its list if there is something in it, and the line of the field below it, or 0."""
    pairs = node.value if node.id == "mapping" else ()
    for place, (key, value) in enumerate(pairs):
        if clean(key.value).strip() == "codes":
            below = int(pairs[place + 1][0].start_mark.line) if place + 1 < len(pairs) else 0
            return key, value if value.id == "sequence" and value.value else None, below
    return None, None, 0


def usual(gaps: Iterable[str]) -> str:
    """The most frequent gap that is nothing but blank lines."""
    blank = Counter(gap for gap in gaps if not gap.strip())
    return blank.most_common(1)[0][0] if blank else ""
