"""Small windows over a room: the code finder, a choice from a list, a line to write, a yes or no, the key sheet."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.model import Code
from workbench.core.project import Project
from workbench.tui.commands import commands_of, groups
from workbench.tui.describe import meaning
from workbench.tui.widgets.cells import cut, width

SHOWN = 50
NAME_CELLS = 44


class Choice(NamedTuple):
    """A line of a list: what is handed back, and how it reads."""

    value: str
    label: Text


class Finder(ModalScreen[str | None]):
    """Finds a code by a few letters; gives its id. `rank` gives the ids that fit, the best first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down,ctrl+n", "move(1)", "Next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", priority=True),
    ]

    def __init__(self, project: Project, digits: Sequence[str], rank: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self.project = project
        self.digits = digits
        self.rank = rank

    def compose(self) -> ComposeResult:
        """A line to type in, the codes that fit, and what the chosen one means."""
        with Vertical(classes="box finder") as box:
            box.border_title = "Apply a code"
            box.border_subtitle = "type a few letters · ↑ ↓ choose · Enter apply · Esc cancel"
            yield Input(placeholder="a few letters of the code's name")
            with Horizontal():
                yield OptionList()
                with VerticalScroll(can_focus=False):
                    yield Static(id="meaning")

    def on_mount(self) -> None:
        """Recent codes first."""
        self._list("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, query: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        fitting = list(self.rank(query))[:SHOWN]
        options.add_options([Option(self._label(self.project.codes[code]), id=code) for code in fitting])
        options.highlighted = 0 if fitting else None
        if not fitting:
            self.query_one("#meaning", Static).update(Content("No code's name fits these letters."))

    def _label(self, code: Code) -> Text:
        count = str(self.project.counts.get(code.id, 0))
        digit = str(self.digits.index(code.id) + 1) if code.id in self.digits else " "
        name = cut(code.name, NAME_CELLS - 9)
        gap = " " * max(1, NAME_CELLS - 6 - width(name) - len(count))
        return Text.assemble(("■ ", self.project.colour(code.id)), (f"{digit} ", "bold"), name, gap, (count, "dim"))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#meaning", Static).update(meaning(self.project, str(event.option.id)))

    def action_move(self, by: int) -> None:
        """Another code in the list."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    @on(Input.Submitted)
    def _entered(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        if option:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class Pick(ModalScreen[str | None]):
    """A choice from a few lines; gives the value chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.heading = title
        self.choices = choices

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="box pick") as box:
            box.border_title = escape(self.heading)
            box.border_subtitle = "↑ ↓ choose · Enter · Esc cancel"
            yield OptionList(*(Option(choice.label, id=choice.value) for choice in self.choices))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class Ask(ModalScreen[str | None]):
    """A question that a line of words answers; gives the line, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="box ask") as box:
            box.border_title = escape(self.question)
            box.border_subtitle = "Enter · Esc cancel"
            yield Input(self.value)
            if self.hint:
                yield Static(Text(self.hint, "dim"))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(" ".join(event.value.split()) or None)


class Confirm(ModalScreen[bool]):
    """A question with what would happen; gives True for yes. Enter says what the question proposes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No"),
        Binding("y", "dismiss(True)", "Yes"),
    ]

    def __init__(self, question: str, lines: Sequence[str] = (), yes: str = "Yes") -> None:
        super().__init__()
        self.question = question
        self.lines = lines
        self.yes = yes

    def compose(self) -> ComposeResult:
        """What would happen, and the two answers."""
        with Vertical(classes="box pick") as box:
            box.border_title = escape(self.question)
            box.border_subtitle = "y yes · Esc no"
            if self.lines:
                yield Static(Text("\n".join(self.lines) + "\n"))
            yield OptionList(Option(f"{self.yes}  (y)", id="yes"), Option("No, leave it  (Esc)", id="no"))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == "yes")


class Keys(ModalScreen[None]):
    """All keys of some places, by group."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss(None)", "Close")]

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__()
        self.places = places

    def compose(self) -> ComposeResult:
        """Two columns of about the same length."""
        listed = groups(commands_of(*self.places), getattr(self.app, "own_keys", {}))
        lengths = {name: len(rows) + 2 for name, rows in listed.items()}
        left: list[str] = []
        for name in listed:
            if sum(lengths[known] for known in left) + lengths[name] // 2 <= sum(lengths.values()) // 2:
                left.append(name)
        with VerticalScroll(classes="box keys") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc close"
            with Horizontal():
                yield Static(_sheet({name: listed[name] for name in left}))
                yield Static(_sheet({name: rows for name, rows in listed.items() if name not in left}))


def _sheet(listed: dict[str, list[tuple[str, str]]]) -> Text:
    text = Text()
    for group, rows in listed.items():
        text.append(f"{group}\n", "bold")
        for keys, what in rows:
            text.append(f"{keys:>8}  ", "bold cyan").append(f"{what}\n")
        text.append("\n")
    return text
