"""The windows with all quotes behind a cell: to go to one, or to choose those that a summary rests on."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from workbench.core.model import Coding
from workbench.core.project import Project
from workbench.tui.commands import CELL, RESTS, ROWS, SHEET, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Told
from workbench.tui.quotes.rows import Texts, quote_lines
from workbench.tui.widgets.cells import drawn
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

TALL = 5
R = TypeVar("R")


class _Quotes(Listed, Window[R]):
    """Quotes in a long list."""

    def __init__(self, heading: str, project: Project, codings: Sequence[Coding], texts: Texts) -> None:
        super().__init__()
        self.heading = heading
        self.project = project
        self.codings = codings
        self.texts = texts
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        """The quotes."""
        with Vertical(classes="box behind") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot()
            yield LongList(self._draw, id="behind", tall=TALL)

    def on_mount(self) -> None:
        """The first one."""
        self.rows = self.query_one(LongList)
        self.rows.fill(len(self.codings), 0)
        self.rows.focus()

    @property
    def coding(self) -> Coding:
        """The quote where the user is."""
        return self.codings[self.rows.here]

    def _draw(self, place: int, room: int) -> list[Text]:
        coding = self.codings[place]
        extract = self.texts.extract(self.project, coding)
        return quote_lines(self.project, extract, room, TALL, marked=coding.id in self.chosen, chosen=False)


class Behind(_Quotes[Coding | None]):
    """All quotes behind a cell; gives the one to go to."""

    WHERE = (CELL, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CELL, ROWS)]

    @on(LongList.Opened)
    def action_go(self) -> None:
        """Goes to the quote's place."""
        self.leave(self.coding)

    def action_copy(self) -> None:
        """Copies the quote with its reference."""
        from workbench.tui.clipboard import copy, reference

        if extract := self.texts.extract(self.project, self.coding):
            self.query_one(".box").border_title = title(copy(self.app, reference(extract)))


class Resting(_Quotes[tuple[str, ...] | None]):
    """The quotes of a participant on a theme, of which some are what its summary rests on; gives their ids in order."""

    WHERE = (RESTS, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RESTS, ROWS)]

    def __init__(
        self, heading: str, project: Project, codings: Sequence[Coding], texts: Texts, chosen: Sequence[str]
    ) -> None:
        super().__init__(heading, project, codings, texts)
        self.chosen = list(chosen)

    @on(LongList.Pressed)
    @on(LongList.Opened)
    def action_turn(self) -> None:
        """On, or off."""
        quote = self.coding.id
        self.chosen = [one for one in self.chosen if one != quote] + [quote] * (quote not in self.chosen)
        self.rows.redraw()

    def action_done(self) -> None:
        """Keeps them."""
        self.leave(tuple(self.chosen))


class Rule(Told):
    """By what rule a table was counted."""

    WHERE = (SHEET, WINDOW)

    def __init__(self, heading: str, rule: str) -> None:
        super().__init__()
        self.heading = heading
        self.rule = rule

    def compose(self) -> ComposeResult:
        """The sentences."""
        with VerticalScroll(classes="box details") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot()
            yield Static(Text(drawn(self.rule)))
