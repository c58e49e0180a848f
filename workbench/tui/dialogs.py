"""Small windows over a room: the code finder, a choice from a list, a line to write, a yes or no, the key sheet."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.table import Table
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.model import Code
from workbench.core.project import Project, folded
from workbench.tui.commands import APPLY, CONFIRM, FINDER, SHEET, WINDOW, bindings, commands_of, groups
from workbench.tui.describe import code_marks, meaning, title
from workbench.tui.widgets.cells import cut, drawn, typed, width
from workbench.tui.window import Window

SHOWN = 50
MANY = 9  # lines of a choice that are seen at a glance
NAME_CELLS = 44
R = TypeVar("R")


class Choice(NamedTuple):
    """A line of a list: what is handed back, and how it reads."""

    value: str
    label: Text


class CodeList(Window[R], Generic[R]):
    """Codes by a few letters, and what the one under the cursor means; heirs say what is done with it."""

    HINTS: ClassVar[tuple[str, ...]] = ("letters", "↑ ↓", "Enter")
    WHERE: ClassVar[tuple[str, ...]] = (FINDER, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FINDER)]

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
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot(*self.HINTS)
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
        fitting = [code for code in self.rank(query) if code in self.project.codes][:SHOWN]
        lines = [Option(self.label(self.project.codes[code]), id=code) for code in fitting]
        further = self.further(query)
        lines = [*further, *lines] if ">" in query else [*lines, *further]  # a name with its place is meant as it is
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
        marks = code_marks(code)
        name = cut(code.name, NAME_CELLS - 9 - width(marks))
        gap = " " * max(1, NAME_CELLS - 6 - width(name) - width(marks) - len(count))
        return Text.assemble(
            ("■ ", self.project.colour(code.id)), (f"{digit} ", "bold"), name, (marks, "dim"), gap, (count, "dim")
        )

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
            self.leave(code)


class Wish(NamedTuple):
    """Codes to apply (ids), and the name of a new one, or nothing."""

    codes: tuple[str, ...]
    new: str = ""


class ApplyFinder(CodeList[Wish | None]):
    """Finds one code or several to apply; a name that no code has can become a new code."""

    HINTS: ClassVar[tuple[str, ...]] = ("letters", "↑ ↓", "Enter apply")
    WHERE = (FINDER, APPLY, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(APPLY)]
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
        self.query_one(".box").border_title = title(f"Apply: {names}" if names else self.heading)
        letters = self.query_one(Input)
        if letters.value:
            letters.value = ""
        else:
            self.list_codes("")

    def chosen(self, code: str) -> None:
        """The marked codes, and with letters typed or nothing marked the one under the cursor."""
        typed = " ".join(self.query_one(Input).value.split())
        if code == self._NEW:
            self.leave(Wish(tuple(self.marked), typed))
        elif self.marked and not typed:
            self.leave(Wish(tuple(self.marked)))
        elif code:
            self.leave(Wish(tuple(dict.fromkeys([*self.marked, code]))))


class Pick(Window[str | None]):
    """A choice from some lines; gives the value chosen.

    Where there are many, or `names` of the user's own, letters leave those that hold them.
    """

    def __init__(self, heading: str, choices: Sequence[Choice], *, names: bool = False) -> None:
        super().__init__()
        self.heading = heading
        self.choices = choices
        self.shown = choices
        self.letters = ""
        self.narrows = names or len(choices) > MANY

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="box pick") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot(*(["letters"] if self.narrows else []), "↑ ↓", "Enter")
            yield OptionList(*(choice.label for choice in self.choices), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Letters narrow a long list down, and Backspace takes one back; in a short one j and k move."""
        if not self.narrows:
            options = self.query_one(OptionList)
            if move := {"j": options.action_cursor_down, "k": options.action_cursor_up}.get(event.key):
                event.stop()
                move()
            return
        if not (event.key == "backspace" or event.is_printable):
            return
        event.stop()
        letters = self.letters[:-1] if event.key == "backspace" else self.letters + (event.character or "")
        fitting = [choice for choice in self.choices if folded(letters) in folded(choice.label.plain)]
        if fitting:
            self.letters, self.shown = letters, fitting
            options = self.query_one(OptionList)
            options.clear_options()
            options.add_options([choice.label for choice in fitting])
            options.highlighted = 0
            self.query_one(".box").border_title = title(f"{self.heading}  {letters}" if letters else self.heading)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.leave(self.shown[event.option_index].value)


class Ask(Window[str | None]):
    """A question that a line of words answers; gives the line, or None."""

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="box ask") as box:
            box.border_title = title(self.question)
            box.border_subtitle = self.foot("Enter")
            yield Input(typed(self.value))
            if self.hint:
                yield Static(Text(self.hint, "dim"))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.leave(" ".join(event.value.split()) or None)


class Confirm(Window[bool]):
    """A question with what would happen; gives True for yes. Enter says what the question proposes."""

    WHERE = (CONFIRM, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CONFIRM)]

    def __init__(self, question: str, lines: Sequence[str] = (), yes: str = "Yes") -> None:
        super().__init__()
        self.question = question
        self.lines = lines
        self.yes = yes

    def compose(self) -> ComposeResult:
        """What would happen, as long as it may be, and the two answers, which stay in sight."""
        with Vertical(classes="box pick confirm") as box:
            box.border_title = title(self.question)
            box.border_subtitle = self.foot()
            if self.lines:
                with VerticalScroll(classes="sentences", can_focus=False):
                    yield Static(Text("\n".join(map(drawn, self.lines))))
            yield OptionList(Option(f"{self.yes}  (y)", id="yes"), Option("No, leave it  (Esc)", id="no"))

    def on_mount(self) -> None:
        """Keys go to the answers."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.leave(event.option.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """The answer."""
        self.leave(yes)

    def action_cancel(self) -> None:
        """No."""
        self.leave(False)


class Told(Window[None]):
    """Something that is only read."""

    WHERE = (SHEET, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHEET)]


class Keys(Told):
    """All keys of some places, by group."""

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
            box.border_subtitle = self.foot()
            with Horizontal():
                yield Static(_sheet({name: listed[name] for name in left}))
                yield Static(_sheet({name: rows for name, rows in listed.items() if name not in left}))


def _sheet(listed: dict[str, list[tuple[str, str]]]) -> Table:
    """Keys and what they do by group, a long line going on below itself."""
    sheet = Table.grid(padding=(0, 2, 0, 0), expand=True)
    sheet.add_column(justify="right", no_wrap=True, style="bold cyan", min_width=8)
    sheet.add_column(ratio=1)
    for group, rows in listed.items():
        sheet.add_row("", Text(group, "bold"))
        for keys, what in rows:
            sheet.add_row(keys, Text(what))  # in which “[brackets]” are no markup
        sheet.add_row("", "")
    return sheet
