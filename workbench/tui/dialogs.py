"""Small windows over a room: the code finder, a choice from a list, a line to write, a yes or no, the key sheet."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

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
from workbench.core.project import Project, folded
from workbench.tui.commands import commands_of, groups
from workbench.tui.describe import meaning
from workbench.tui.widgets.cells import cut, width

SHOWN = 50
NAME_CELLS = 44
R = TypeVar("R")


class Choice(NamedTuple):
    """A line of a list: what is handed back, and how it reads."""

    value: str
    label: Text


class CodeList(ModalScreen[R], Generic[R]):
    """Codes by a few letters, and what the one under the cursor means; heirs say what is done with it."""

    HINT = "type a few letters · ↑ ↓ choose · Enter apply · Esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down,ctrl+n", "move(1)", "Next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", priority=True),
    ]

    def __init__(
        self, project: Project, digits: Sequence[str], rank: Callable[[str], Sequence[str]], title: str = "Apply a code"
    ) -> None:
        """`rank` gives the ids of the codes that fit some letters, the best first; `digits` those with a digit."""
        super().__init__()
        self.project = project
        self.digits = digits
        self.rank = rank
        self.heading = title

    def compose(self) -> ComposeResult:
        """A line to type in, the codes that fit, and what the chosen one means."""
        with Vertical(classes="box finder") as box:
            box.border_title = escape(self.heading)
            box.border_subtitle = self.HINT
            yield Input(placeholder="a few letters of the code's name")
            with Horizontal():
                yield OptionList()
                with VerticalScroll(can_focus=False):
                    yield Static(id="meaning")

    def on_mount(self) -> None:
        """Recent codes first."""
        self.list_codes("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.list_codes(event.value)

    def list_codes(self, query: str) -> None:
        """Lists the codes that fit."""
        options = self.query_one(OptionList)
        options.clear_options()
        fitting = list(self.rank(query))[:SHOWN]
        lines = [*(Option(self.label(self.project.codes[code]), id=code) for code in fitting), *self.further(query)]
        options.add_options(lines)
        options.highlighted = 0 if lines else None
        if not fitting:
            self.query_one("#meaning", Static).update(Content("No code's name fits these letters."))

    def further(self, query: str) -> list[Option]:
        """Lines below the codes."""
        del query
        return []

    def label(self, code: Code) -> Text:
        """A code's line."""
        count = str(self.project.counts.get(code.id, 0))
        digit = str(self.digits.index(code.id) + 1) if code.id in self.digits else " "
        name = cut(code.name, NAME_CELLS - 9)
        gap = " " * max(1, NAME_CELLS - 6 - width(name) - len(count))
        return Text.assemble(("■ ", self.project.colour(code.id)), (f"{digit} ", "bold"), name, gap, (count, "dim"))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        code = str(event.option.id)
        told = meaning(self.project, code) if code in self.project.codes else Content("A new code of this name.")
        self.query_one("#meaning", Static).update(told)

    def action_move(self, by: int) -> None:
        """Another line of the list."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    @on(Input.Submitted)
    def _entered(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        self.chosen(str(option.id) if option else "")

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.chosen(str(event.option.id))

    def chosen(self, code: str) -> None:
        """Enter or a click on a line (its id, or nothing where the list is empty)."""
        raise NotImplementedError


class Finder(CodeList[str | None]):
    """Finds one code; gives its id."""

    def chosen(self, code: str) -> None:
        """That is the answer."""
        if code:
            self.dismiss(code)


class Wish(NamedTuple):
    """Codes to apply (ids), and the name of a new one, or nothing."""

    codes: tuple[str, ...]
    new: str = ""


class ApplyFinder(CodeList[Wish | None]):
    """Finds one code or several to apply; a name that no code has can become a new code."""

    HINT = "letters · ↑ ↓ · Enter apply · Tab mark several · Esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "mark", "Mark", priority=True)]
    _NEW = "new"

    def on_mount(self) -> None:
        """Nothing is marked yet."""
        self.marked: list[str] = []
        super().on_mount()

    def label(self, code: Code) -> Text:
        """A code's line, with a sign where it is marked."""
        line = super().label(code)
        return Text.assemble(("✓ ", "bold"), line[2:]) if code.id in self.marked else line

    def further(self, query: str) -> list[Option]:
        """The name typed as a new code, unless a code has it."""
        name = " ".join(query.split())
        if not name or any(folded(code.name) == folded(name) for code in self.project.codes.values()):
            return []
        return [Option(Text.assemble(("+ ", "bold"), f"new code “{cut(name, NAME_CELLS - 14)}”"), id=self._NEW)]

    def action_mark(self) -> None:
        """Marks the code under the cursor, or takes the mark away, and clears the letters for the next."""
        option = self.query_one(OptionList).highlighted_option
        code = str(option.id) if option else ""
        if code not in self.project.codes:
            return
        self.marked = [known for known in self.marked if known != code] + [code] * (code not in self.marked)
        names = ", ".join(self.project.codes[known].name for known in self.marked)
        self.query_one(".box").border_title = escape(f"Apply: {names}" if names else self.heading)
        letters = self.query_one(Input)
        if letters.value:
            letters.value = ""
        else:
            self.list_codes("")

    def chosen(self, code: str) -> None:
        """The marked codes, and with letters typed or nothing marked the one under the cursor."""
        typed = " ".join(self.query_one(Input).value.split())
        if code == self._NEW:
            self.dismiss(Wish(tuple(self.marked), typed))
        elif self.marked and not typed:
            self.dismiss(Wish(tuple(self.marked)))
        elif code:
            self.dismiss(Wish(tuple(dict.fromkeys([*self.marked, code]))))


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
