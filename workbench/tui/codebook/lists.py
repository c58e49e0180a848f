"""What the codebook's room is made of: the tree and the quotes with their marks, and its small windows."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workbench.analysis.quotes import Extract
from workbench.core.codebook.lineage import lineage, references
from workbench.core.model import Code
from workbench.core.project import SEPARATOR, Project, counted
from workbench.tui.describe import code_role
from workbench.tui.widgets.cells import cut, drawn
from workbench.tui.widgets.codetree import CodeTree

SHOWN = 200
WORDS_SHOWN = 300
MARK = "✓"


class BookTree(CodeTree, inherit_bindings=False):
    """The codebook as a tree in which codes are marked; space is the room's, and a click on a code only goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("enter", "toggle_node", "Fold", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]
    auto_expand = False

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.marked: set[str] = set()

    def sign(self, code: str) -> str:
        """A tick before the codes that are marked."""
        return MARK if code in self.marked else " "

    def mark(self, code: str) -> None:
        """Marks a code, or takes its mark away."""
        self.marked ^= {code}
        self._lines_of[code].refresh()

    def unmark(self) -> None:
        """Takes all marks away."""
        gone, self.marked = self.marked, set()
        for code in gone & self._lines_of.keys():
            self._lines_of[code].refresh()

    def go_to(self, code: str) -> None:
        """Puts the cursor on a code, and unfolds what hides it."""
        node = self._lines_of.get(code)
        if node is None:
            return
        above = node.parent
        while above is not None and above is not self.root:
            above.expand()
            above = above.parent
        if self.last_line >= 0:
            self.move_cursor(node)


class QuoteList(OptionList):
    """The quotes of a code, each with its id and coder; `marked` holds ids of codings."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.marked: set[str] = set()
        self._extracts: dict[str, Extract] = {}

    def show(self, extracts: Sequence[Extract], total: int) -> None:
        """Shows quotes; those that are gone lose their mark, and the cursor keeps its place."""
        place = self.highlighted
        self._extracts = {extract.coding.id: extract for extract in extracts}
        self.marked &= self._extracts.keys()
        self.clear_options()
        self.add_options([Option(self._line(extract), id=extract.coding.id) for extract in extracts])
        if total > len(extracts):
            more = f"{counted(total - len(extracts), 'quote')} more; all of them stand in the room of quotes (F7)."
            self.add_option(Option(Text(more, "dim"), disabled=True))
        if extracts:
            self.highlighted = min(place or 0, len(extracts) - 1)

    def extract(self, coding: str) -> Extract | None:
        """The quote of a coding (an id), if it is shown."""
        return self._extracts.get(coding)

    def mark(self, coding: str) -> None:
        """Marks a quote, or takes its mark away."""
        if coding in self._extracts:
            self.marked ^= {coding}
            self.replace_option_prompt(coding, self._line(self._extracts[coding]))

    def unmark(self) -> None:
        """Takes all marks away."""
        for coding in tuple(self.marked):
            self.mark(coding)

    def _line(self, extract: Extract) -> Text:
        tick = MARK if extract.coding.id in self.marked else " "
        who = extract.coder.name + (f", {extract.coding.rating}" if extract.coding.rating else "")
        words = " ".join(extract.words.split())
        shown = words[:WORDS_SHOWN] + ("…" if len(words) > WORDS_SHOWN else "")
        return Text.assemble(
            (f"{tick} ", "bold"), (drawn(extract.id), "bold"), (f"  {cut(who, 40)}\n", "dim"), drawn(shown)
        )


def codes_fitting(project: Project, query: str) -> list[str]:
    """The ids of the codes to apply whose names fit some letters, the best first; without letters, as the codebook orders them."""
    from workbench import tasks

    found = tasks.rank_codes(project, query, ())
    return found if query.strip() else _in_order(project, found)


def _in_order(project: Project, codes: Iterable[str]) -> list[str]:
    place = {code.id: row for row, (code, _) in enumerate(project.code_tree)}
    return sorted(codes, key=lambda code: place[code])


def with_headings(project: Project, query: str, codes: Sequence[str]) -> list[str]:
    """The codes and, behind them, the mere headings whose names hold all letters typed; without letters, all in order."""
    typed = query.casefold().split()
    fitting = [
        code.id for code, _ in project.code_tree if not code.applies and all(w in code.name.casefold() for w in typed)
    ]
    return [*codes, *fitting] if typed else _in_order(project, (*codes, *fitting))


def about(project: Project, code: Code) -> Text:
    """All that a code says of itself, for reading."""
    text = Text()
    text.append("■ ", project.colour(code.id)).append(drawn(code.name), "bold")
    text.append(f"  {told}" if (told := code_role(code)) else "", "dim").append("\n")
    if code.parent:
        text.append(drawn(project.code_paths[code.parent].replace(SEPARATOR, " › ")) + "\n", "dim")
    memos = len(project.memos_on.get(("code", code.id), ()))
    outdated = len(project.outdated.get(code.id, ()))
    facts = [
        counted(project.counts.get(code.id, 0), "coding"),
        *([f"{outdated:,} outdated (a)"] if outdated else []),
        *([counted(memos, "memo")] if memos else []),
        *([f"key {drawn(code.handle)}"] if code.handle else []),
        f"colour {code.colour or 'not its own'}",
    ]
    text.append(" · ".join(facts) + "\n", "dim")
    for label, words in (
        ("", code.definition),
        ("", code.full if code.full != code.definition else ""),
        ("Use: ", code.include),
        ("Not: ", code.exclude),
        *(("Example: ", words) for words in code.examples),
        *(("Near miss: ", words) for words in code.misses),
        ("Scale: ", ", ".join(code.scale)),
        *((f"{drawn(name)}: ", value) for name, value in code.attributes),
        ("Also called: ", ", ".join(code.aliases)),
        *(("Source: ", words) for words in references(project, code)),
        *(("", words) for words in lineage(project, code)),
    ):
        if words:
            text.append("\n" + label, "bold").append("\n".join(map(drawn, words.splitlines())) + "\n")
    if not code.definition and code.applies:
        text.append("\nNo definition yet; write it with e.\n", "dim")
    return text
