"""The window in which a query is written: what is wrong with it as one types, and the queries that were saved."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from workbench.analysis.query import Misworded, parse
from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import SavedQuery
from workbench.core.project import folded
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tui.commands import ASKING, SHEET, WINDOW, bindings
from workbench.tui.dialogs import Ask, Confirm, Told
from workbench.tui.widgets.cells import cut, drawn, typed, width
from workbench.tui.window import Window

NAME_CELLS, LINE_CELLS = 26, 96
PLACEHOLDER = "Companion AND case.country=Ireland"
LANGUAGE = (
    ("Companion", "a code by name, path or id, with those below it; ONLY Companion: without them"),
    ("theme:Night", "the codings of a theme's codes, and its chosen quotes"),
    ('"vending machine"', "words of the text, found as a search finds them"),
    ("case.country=Ireland", "what participants say with this attribute; also != < <= > >="),
    ("document:P01  speaker:P01  coder:Ada Brandt", "where, who speaks, who coded"),
    ("date>=2026-03  round:1  weight=clearly", "when, in which round, how it is rated"),
    ("memo:doubt  origin:search  chosen", "with a memo, coded from a search, chosen for a theme"),
    ("A AND B   A OR B   NOT A   ( … )", "together, either, not; brackets hold together"),
    ("A OVERLAPS B   INSIDE   CONTAINS", "how the words of two codings lie to each other"),
    ("A SAME WORDS B   A SAME TURN B", "on the very same words, or in one turn"),
    ("A NEAR 20 B", "at most so many words apart"),
    ("A FOLLOWED BY B WITHIN 2 TURNS", "B comes after it; also PRECEDED BY"),
    ("TURNS NOT coded", "turns instead of coded words, those without a code among them"),
    ("interviewer", "interviewers' words, which are left out unless they are asked for"),
)


class Asked(NamedTuple):
    """A query as it was typed; with `counts`, how many it finds in each document is wanted."""

    text: str
    counts: bool = False


class AskQuery(Window[Asked | None]):
    """A line for a query and the saved ones below it; gives the query once it can be read."""

    WHERE = (ASKING, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ASKING)]

    def __init__(self, session: Session, text: str = "") -> None:
        super().__init__()
        self.session = session
        self.text = text
        self.place = -1  # of the saved query that stands in the line
        self.saved: tuple[SavedQuery, ...] = ()

    def compose(self) -> ComposeResult:
        """The line, what is wrong in it, the saved queries."""
        with Vertical(classes="box asking") as box:
            box.border_title = "Ask"
            box.border_subtitle = self.foot("Enter", "↑ ↓ saved")
            yield Input(typed(self.text), placeholder=PLACEHOLDER, select_on_focus=False)
            yield Static(id="asking-wrong", markup=False)
            yield OptionList()

    def on_mount(self) -> None:
        """The saved queries; what stands in the line already is looked at."""
        self.query_one(OptionList).can_focus = False
        self._list()
        self._told()

    def _list(self) -> None:
        self.saved = self.session.seen.saved_queries
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(map(self._line, self.saved))
        self.place = next((n for n, saved in enumerate(self.saved) if saved.query == self._now), -1)
        options.highlighted = self.place if self.place >= 0 else None
        options.display = bool(self.saved)

    def _line(self, saved: SavedQuery) -> Text:
        name = cut(saved.name, NAME_CELLS)
        gap = " " * (NAME_CELLS - width(name) + 2)
        return Text.assemble((name, "bold"), gap, (cut(saved.query, LINE_CELLS - NAME_CELLS - 4), "dim"))

    @property
    def _now(self) -> str:
        return " ".join(self.query_one(Input).value.split())

    # -- the line -----------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _told(self) -> None:
        """Says what is wrong with the query, with a caret below the place."""
        self.query_one("#asking-wrong", Static).update(self._wrong() or Content(""), layout=False)

    def _wrong(self) -> Text | None:
        line = self.query_one(Input)
        if not line.value.strip():
            return Text("F1 shows how queries are written. Saved ones stand below." if self.saved else
                        "F1 shows how queries are written; ^o saves one under a name.", "dim")  # fmt: skip
        try:
            parse(line.value, self.session.seen)
        except Misworded as error:
            before = width(line.value[: error.column - 1]) - round(line.scroll_x)
            return Text(f"{' ' * max(before, 0)}^\n{drawn(str(error))}")
        return None

    def action_move(self, by: int) -> None:
        """Another saved query comes into the line."""
        if not self.saved:
            return
        self.place = max(0, min(self.place + by, len(self.saved) - 1)) if self.place >= 0 else 0
        self.query_one(OptionList).highlighted = self.place
        self._take(self.saved[self.place].query)

    def _take(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = typed(text)
        line.cursor_position = len(line.value)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        """A click takes a saved query into the line; a second one asks it."""
        again = event.option_index == self.place and self._now == self.saved[self.place].query
        self.place = event.option_index
        self._take(self.saved[self.place].query)
        self.query_one(Input).focus()
        if again:
            self._ask()

    @on(Input.Submitted)
    def _ask(self) -> None:
        if self._readable():
            self.leave(Asked(self._now))

    def action_counts(self) -> None:
        """Asks how many are found in each document."""
        if self._readable():
            self.leave(Asked(self._now, counts=True))

    def _readable(self) -> bool:
        """True if the query can be asked; else what is wrong is said."""
        try:
            parse(self.query_one(Input).value, self.session.seen)
        except WorkbenchError as error:
            self._say(str(error))
            self._told() if isinstance(error, Misworded) and self._now else None
            return False
        return True

    def _say(self, sentence: str) -> None:
        self.query_one("#asking-wrong", Static).update(Text(drawn(sentence)), layout=False)

    # -- saving -------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Asks for a name, and saves the query under it."""
        if not self._readable():
            return
        known = self.saved[self.place].name if self.place >= 0 else ""
        ask = Ask("Save the query as", known, "A saved query that has this name already gets this query instead.")
        self.app.push_screen(ask, lambda name: self._save(name) if name else None)

    def _save(self, name: str) -> None:
        anew = any(folded(saved.name) == folded(name) for saved in self.saved)
        query = self._now
        self._do(lambda: edits.save_query(self.session.project, name, query, self.session.stamp(), anew=anew))

    def action_remove(self) -> None:
        """Lets go of the saved query that stands in the line."""
        if self.place < 0:
            self._say("No saved query is chosen; ↑ and ↓ choose one.")
            return
        saved = self.saved[self.place]
        lines = ["The query goes; what it found stays as it is. Undo brings it back."]
        question = Confirm(f"Let go of the saved query “{saved.name}”?", lines, "Let go")
        self.app.push_screen(question, lambda yes: self._remove(saved) if yes else None)

    def _remove(self, saved: SavedQuery) -> None:
        self._do(lambda: edits.remove_query(self.session.project, saved, self.session.stamp()))

    def _do(self, make: Callable[[], Step]) -> None:
        try:
            step = make()
            self.session.do(step)
            sentence = f"{step.label}."
        except WorkbenchError as error:
            sentence = str(error)
        self._list()
        self._say(sentence)

    def action_language(self) -> None:
        """Shows how queries are written."""
        self.app.push_screen(Language())


class Language(Told):
    """How queries are written, on one page."""

    WHERE = (SHEET, WINDOW)

    def compose(self) -> ComposeResult:
        """Each form with what it finds."""
        with Vertical(classes="box asking") as box:
            box.border_title = "How to ask"
            box.border_subtitle = self.foot()
            sheet = Table.grid(padding=(0, 2, 0, 0), expand=True)
            sheet.add_column(style="bold", ratio=5)
            sheet.add_column(ratio=6)
            for form, meaning in LANGUAGE:
                sheet.add_row(Text(form), Text(meaning))
            with VerticalScroll():
                yield Static(sheet)
