"""Small windows of the library: whose voice it is, and what is known of a case."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.model import Attributes, Case
from workbench.core.project import folded, natural
from workbench.tui.commands import FINDER, KNOWN, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.widgets.cells import cut, drawn, typed
from workbench.tui.window import Window

SHOWN = 50
FREE_LINES = 2


class FindCase(Window[str | None]):
    """A case by a few letters of its name, or a new one; gives the name."""

    WHERE = (FINDER, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FINDER)]

    def __init__(self, question: str, cases: Iterable[Case]) -> None:
        super().__init__()
        self.question = question
        self.cases = sorted(cases, key=lambda case: natural(case.name))
        self.names: list[str] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and the cases that fit."""
        with Vertical(classes="box pick") as box:
            box.border_title = title(self.question)
            box.border_subtitle = self.foot("a name", "↑ ↓", "Enter")
            yield Input(placeholder="a case's name, there or new")
            yield OptionList()

    def on_mount(self) -> None:
        """All cases first."""
        self._list("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, letters: str) -> None:
        name = " ".join(letters.split())
        fitting = [case for case in self.cases if folded(name) in folded(case.name)]
        lines = [Option(_case_line(case)) for case in fitting[:SHOWN]]
        self.names = [case.name for case in fitting[:SHOWN]]
        if name and not any(folded(case.name) == folded(name) for case in fitting):
            lines.append(Option(Text(f"a new case: {drawn(name)}")))
            self.names.append(name)
        if len(fitting) > SHOWN:
            lines.append(Option(Text(f"… {len(fitting) - SHOWN} more; type some letters", "dim"), disabled=True))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(lines)
        options.highlighted = 0 if lines else None

    def action_move(self, by: int) -> None:
        """Another case in the list."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    @on(Input.Submitted)
    def _entered(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self.names):
            self.leave(self.names[place])

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.leave(self.names[event.option_index])


def _case_line(case: Case) -> Text:
    known = ", ".join(value for _, value in case.attributes[:3])
    return Text.assemble(
        cut(case.name, 30), ("  interviewer" if case.interviewer else "", "italic"), (f"  {cut(known, 24)}", "dim")
    )


class Known(Window[Attributes | None]):
    """What is known of a case, a line of `name = value` each; gives all of them, an empty value for what goes."""

    WHERE = (KNOWN, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KNOWN)]

    def __init__(self, case: Case, names: Iterable[str]) -> None:
        """`names` are those of attributes that other cases have."""
        super().__init__()
        self.case = case
        before = dict(case.attributes)
        self.lines = {**before, **{name: "" for name in names if name not in before}}

    def compose(self) -> ComposeResult:
        """The lines, and some empty ones."""
        with VerticalScroll(classes="box known", can_focus=False) as box:
            box.border_title = title(f"What is known of {self.case.name}")
            box.border_subtitle = self.foot("name = value", "Tab next line", "Enter keep")
            for name, value in self.lines.items():
                yield Input(typed(f"{name} = {value}"), select_on_focus=False)
            for _ in range(FREE_LINES):
                yield Input(placeholder="another name = value")
            yield Static("", id="wrong")
            keep = OptionList(Option("Keep these  (Enter)", id="keep"), Option("Cancel  (Esc)", id="cancel"))
            keep.can_focus = False
            yield keep

    @on(Input.Submitted)
    def _entered(self) -> None:
        told = dict.fromkeys(dict(self.case.attributes), "")
        for line in self.query(Input):
            name, sign, value = line.value.partition("=")
            if not line.value.strip():
                continue
            if not sign or not name.strip():
                self.query_one("#wrong", Static).update(Text("Write each as: name = value", "bold"))
                line.focus()
                return
            told[" ".join(name.split())] = value.strip()
        self.leave(tuple(told.items()))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "keep":
            self._entered()
        else:
            self.leave(None)


def labels_told(labels: Sequence[tuple[str, Case | None]]) -> list[tuple[str, Text]]:
    """The labels of a document, each with the case it stands for, as lines to choose from."""
    lines = []
    for label, case in labels:
        text = Text.assemble((cut(label or "(no label)", 24), "bold"))
        if case:
            text.append(f" is {cut(case.name, 30)}").append("  interviewer" if case.interviewer else "", "italic")
        lines.append((label, text))
    return lines
