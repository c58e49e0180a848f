"""The codebook as a tree: colour, digit of the recent codes, name, and how often each code is applied."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from workbench.core.project import Project
from workbench.tui.commands import LIST, bindings
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
        closed = {code for code, node in self._lines_of.items() if not node.is_expanded}
        self.clear()
        self._lines_of.clear()
        parents = {code.parent for code in self.project.codes.values()}
        for code, _ in self.project.code_tree:
            above = self._lines_of[code.parent] if code.parent else self.root
            node = above.add(
                Text(code.name), data=code.id, expand=code.id not in closed, allow_expand=code.id in parents
            )
            self._lines_of[code.id] = node

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
        name = cut(code.name, max(4, room))
        return Text.assemble(
            (mark, Style.parse(self.project.colour(code.id)) + fold),
            (self.sign(code.id) + " ", style + Style(bold=True)),
            (name, style if code.applies else style + Style(bold=True)),
            (" " * max(1, room - width(name) + 1), style),
            (count, style + Style(dim=True)),
        )
