"""The codebook as a tree: colour, digit of the recent codes, name, and how often each code is applied."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from workbench.core.project import Project
from workbench.tui.commands import LIST, bindings
from workbench.tui.describe import code_marks
from workbench.tui.widgets.cells import cut, width

GUIDE = 2
FOLD = Style(meta={"toggle": True})  # what Textual folds at a click


class CodeTree(Tree[str]):
    """Codes by id; `show` takes the project as it is now and changes only what differs."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    def __init__(self, *, id: str) -> None:  # noqa: A002
        self.project = Project()
        super().__init__("Codebook", id=id)
        self.show_root = False
        self.guide_depth = GUIDE
        self._recent: Sequence[str] = ()
        self._lines_of: dict[str, TreeNode[str]] = {}

    def show(self, project: Project, recent: Sequence[str]) -> None:
        """Shows codes and counts; builds the tree again only if codes changed."""
        before, self.project = self.project, project
        if project.codes is not before.codes and project.codes != before.codes:
            self._rebuild()
        elif project.counts != before.counts or tuple(recent) != tuple(self._recent):
            differ = {code for code, _ in set(project.counts.items()) ^ set(before.counts.items())}
            for code in differ | set(recent) ^ set(self._recent):
                if code in self._lines_of:
                    self._lines_of[code].refresh()
        self._recent = tuple(recent)

    def _rebuild(self) -> None:
        """Adds, takes away and moves what differs; codes that stay in their place keep their lines."""
        closed = {code for code, node in self._lines_of.items() if not node.is_expanded}
        below: dict[str | None, list[str]] = {None: []}
        for code, _ in self.project.code_tree:
            below.setdefault(code.parent, []).append(code.id)
            below.setdefault(code.id, [])
        for parent, wanted in below.items():
            above = self._lines_of[parent] if parent else self.root
            if above.allow_expand != bool(wanted):
                above.allow_expand = bool(wanted)
            there = [str(node.data) for node in above.children]
            if there == wanted:
                continue
            self._take_away(above, set(lasting(there, wanted)))
            for place, id_ in enumerate(wanted):
                if place >= len(above.children) or above.children[place].data != id_:
                    line = Text(self.project.codes[id_].name)
                    self._lines_of[id_] = above.add(line, id_, before=place, expand=id_ not in closed)
        self._invalidate()

    def _take_away(self, above: TreeNode[str], kept: set[str]) -> None:
        """Takes away the lines below one, but for those of some codes."""
        for node in tuple(above.children):
            if node.data not in kept:
                self._forget(node)
                node.remove()

    def _forget(self, node: TreeNode[str]) -> None:
        for below in node.children:
            self._forget(below)
        if self._lines_of.get(str(node.data)) is node:
            del self._lines_of[str(node.data)]

    def get_label_width(self, node: TreeNode[str]) -> int:  # noqa: ARG002
        """No room of its own: a line is cut to the width that there is, and none is drawn to be measured."""
        return 1

    def sign(self, code: str) -> str:
        """What stands before a code's name: its digit, if it has one."""
        return str(self._recent.index(code) + 1) if code in self._recent else " "

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:  # noqa: ARG002
        """A line of the tree, the count at its right end."""
        code = self.project.codes.get(node.data or "")
        if code is None:
            return Text(str(node.label), style)
        depth, above = 0, node.parent
        while above is not None and above is not self.root:
            depth, above = depth + 1, above.parent
        mark = ("▾ " if node.is_expanded else "▸ ") if node.allow_expand else "■ "
        fold = FOLD if node.allow_expand else Style()
        count = str(self.project.counts.get(code.id, "")) if code.applies or self.project.counts.get(code.id) else ""
        room = self.size.width - GUIDE * (depth + 1) - 4 - 1 - len(count)
        marks = code_marks(code)
        name = cut(code.name, max(4, room - width(marks)))
        return Text.assemble(
            (mark, Style.parse(self.project.colour(code.id)) + fold),
            (self.sign(code.id) + " ", style + Style(bold=True)),
            (name, style if code.applies else style + Style(bold=True)),
            (marks, style + Style(dim=True)),
            (" " * max(1, room - width(name) - width(marks) + 1), style),
            (count, style + Style(dim=True)),
        )


def lasting(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """As many as can stay where they are when one order becomes another: those in the same order in both."""
    places = {name: place for place, name in enumerate(after)}
    ends: list[int] = []  # for each length, the last place of the run that ends earliest
    runs: list[tuple[str, int]] = []  # each name with the run before it
    last: list[int] = []
    for name in before:
        if name in places:
            length = bisect_left(ends, places[name])
            runs.append((name, last[length - 1] if length else -1))
            ends[length : length + 1] = [places[name]]
            last[length : length + 1] = [len(runs) - 1]
    found: list[str] = []
    at = last[-1] if last else -1
    while at >= 0:
        name, at = runs[at]
        found.append(name)
    return found[::-1]
