"""The window in which one chooses which codes and whose codings are shown."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.model import Coder
from workbench.core.project import Project, folded, with_those_below
from workbench.tui.commands import FILTER, WINDOW, bindings
from workbench.tui.desk.sight import Sight
from workbench.tui.widgets.cells import cut, width
from workbench.tui.window import Window

NAME_CELLS = 52


class Filter(Window[Sight | None]):
    """Codes in the order of the codebook, and coders, each shown or not; gives what is to be seen then."""

    WHERE = (FILTER, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FILTER)]

    def __init__(self, project: Project, coders: Sequence[Coder], sight: Sight, coder: str) -> None:
        """`coder` is the one who looks (an id)."""
        super().__init__()
        self.project = project
        self.coders = {one.id: one for one in coders} if len(coders) > 1 else {}
        self.sight = sight
        self.coder = coder
        self.hidden = set(sight.codes | sight.coders)

    def compose(self) -> ComposeResult:
        """A line for letters, the list, what keys do."""
        with Vertical(classes="box filter") as box:
            box.border_title = "Show which codes and coders"
            box.border_subtitle = "Space or click: show or hide"
            yield Input(placeholder="/ and letters of a name")
            yield OptionList()
            yield Static(self.foot())

    def on_mount(self) -> None:
        """The list is ready for keys."""
        self._list()
        self.query_one(OptionList).focus()

    @on(Input.Changed)
    def _list(self) -> None:
        options, letters = self.query_one(OptionList), folded(self.query_one(Input).value)
        options.clear_options()
        fitting = [identity for identity in self._all() if letters in folded(self._called(identity))]
        options.add_options([Option(self._line(identity), id=identity) for identity in fitting])
        options.highlighted = 0 if fitting else None

    def _all(self) -> Iterable[str]:
        yield from self.coders
        for code, _ in self.project.code_tree:
            yield code.id

    def _called(self, identity: str) -> str:
        coder = self.coders.get(identity)
        return coder.name if coder else self.project.codes[identity].name

    def _line(self, identity: str) -> Text:
        shown = "[ ] " if identity in self.hidden else "[x] "
        if coder := self.coders.get(identity):
            you = " (you)" if identity == self.coder else ""
            return Text(f"{shown}coder {cut(coder.name, NAME_CELLS - 20)}{you}", "bold")
        depth = self.project.code_paths[identity].count(" > ")
        sign = (f"{'  ' * depth}■ ", self.project.colour(identity))
        count = str(self.project.counts.get(identity, 0) or "")
        name = cut(self._called(identity), NAME_CELLS - 8 - 2 * depth)
        gap = " " * max(1, NAME_CELLS - 2 * depth - width(name) - len(count))
        return Text.assemble(shown, sign, name, gap, (count, "dim"), no_wrap=True)

    def _draw(self) -> None:
        options = self.query_one(OptionList)
        here = options.highlighted
        for option in list(options.options):
            if option.id:
                options.replace_option_prompt(option.id, self._line(option.id))
        options.highlighted = here

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._turn(str(event.option.id))

    def _turn(self, identity: str) -> None:
        touched = with_those_below(self.project, [identity])
        self.hidden = self.hidden - touched if identity in self.hidden else self.hidden | touched
        self._draw()

    def action_turn(self) -> None:
        """Shows or hides the code here, and those below it, or the coder."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._turn(str(options.get_option_at_index(options.highlighted).id))

    def _listed(self) -> set[str]:
        return {option.id for option in self.query_one(OptionList).options if option.id}

    def action_all(self) -> None:
        """Shows all that are listed."""
        self.hidden -= self._listed()
        self._draw()

    def action_none(self) -> None:
        """Hides all codes that are listed."""
        self.hidden |= self._listed() - self.coders.keys()
        self._draw()

    def action_letters(self) -> None:
        """Goes to the line for letters."""
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Another line of the list."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()

    def action_cancel(self) -> None:
        """From the letters to the list, from there back to the desk, nothing changed."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(OptionList).focus()
        else:
            self.leave(None)

    def action_done(self) -> None:
        """From the letters to the list, from there back to the desk, with what was chosen."""
        if self.query_one(Input).has_focus:
            self.query_one(OptionList).focus()
            return
        codes, coders = self.hidden & self.project.codes.keys(), self.hidden & self.coders.keys()
        self.leave(self.sight.hiding(codes, coders))
