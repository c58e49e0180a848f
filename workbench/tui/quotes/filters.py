"""Choosing which quotes are shown: keys and clicks change what is wanted, a line of chips says what that is."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from workbench.analysis.retrieval import Wanted, attribute_values
from workbench.core.model import SEARCH
from workbench.core.project import Project
from workbench.tui.commands import QUOTES, commands_of, key_names
from workbench.tui.dialogs import Ask, Choice, Finder, Pick
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut

ALL = "\x1fall"  # nothing that can be the name of a point or an id
PAIR = "\x1f"
CHIP_CELLS = 26
CLEAR = "clear_filters"


class Chip(NamedTuple):
    """A filter: the command that changes it, its name, and what it is set to, or nothing."""

    command: str
    name: str
    value: str = ""


class Chips(Widget):
    """The filters in a line, those that are set first and set off; a click on one changes it.

    `PLACE` is where their commands work.
    """

    PLACE: ClassVar[str] = QUOTES

    def __init__(self) -> None:
        super().__init__()
        self.chips: Sequence[Chip] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, chips: Sequence[Chip]) -> None:
        """Shows other filters."""
        self.chips = sorted(chips, key=lambda chip: 0 if chip.value else 1 if chip.command == CLEAR else 2)
        self.refresh()

    def render(self) -> Text:
        """Keys, names, values."""
        keymap = getattr(self.app, "own_keys", {})
        keys = {c.name: key_names(c, keymap).split(" ")[0] for c in commands_of(self.PLACE)}
        strong = Style.parse(self.app.theme_variables["text-accent"] + " bold")
        line = Text(" ", no_wrap=True)
        self._places = []
        for chip in self.chips:
            word = f"[{cut(chip.value, CHIP_CELLS)}]" if chip.value else chip.name
            text = Text.assemble((keys[chip.command], strong), " ", (word, "bold" if chip.value else "dim"), "  ")
            if line.cell_len + text.cell_len > self.size.width:
                break
            self._places.append((line.cell_len, line.cell_len + text.cell_len, chip.command))
            line.append_text(text)
        return line

    def on_click(self, event: events.Click) -> None:
        """Changes the filter under the mouse."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.app.call_later(self.screen.run_action, command)


class Filtering(Room):
    """A room that wants certain quotes; `find` looks for them anew."""

    wanted = Wanted()
    sorted_by_code = False
    asked = ""

    def find(self) -> None:
        """Looks for the quotes that are wanted."""

    def want(self, **changes: object) -> None:
        """Wants other quotes."""
        self.wanted = self.wanted._replace(**changes)  # type: ignore[arg-type]
        self.find()

    def chips(self) -> list[Chip]:
        """The filters as they stand."""
        wanted, project = self.wanted, self.project
        documents = [project.documents[one].title for one in wanted.documents if one in project.documents]
        coders = [project.coders[one].name for one in wanted.coders if one in project.coders]
        pairs = [f"{name} {value}" for name, value in wanted.attributes]
        rating = "" if wanted.rating is None else f"rated {wanted.rating}" if wanted.rating else "not rated"
        origin = "" if wanted.origin is None else "from a search" if wanted.origin == SEARCH else "by hand"
        chips = [
            Chip("ask", "ask", self.asked),
            Chip("filter_document", "document", ", ".join(documents)),
            Chip("filter_coder", "coder", ", ".join(coders)),
            Chip("filter_attribute", "attribute", ", ".join(pairs)),
            Chip("filter_speech", "who speaks", "participants only" if wanted.participants_only else ""),
            Chip("filter_words", "words", f"“{wanted.words}”" if wanted.words else ""),
            Chip("filter_rating", "rating", rating),
            Chip("filter_origin", "origin", origin),
            Chip("filter_below", "codes below", "" if wanted.below else "not those below"),
            Chip("sort_quotes", "by document", "by code" if self.sorted_by_code else ""),
        ]
        if wanted.themes:
            chips.append(Chip("filter_chosen", "all of the theme", "chosen only" if wanted.chosen_only else ""))
        if any(chip.value for chip in chips):
            chips.append(Chip(CLEAR, "clear"))
        return chips

    def _pick(self, title: str, choices: Sequence[tuple[str, str]], chosen: Callable[[str], None]) -> None:
        """Asks for one of (value, words); ALL stands for no filter."""
        listed = [Choice(value, Text(cut(words, 56))) for value, words in choices]
        self.app.push_screen(Pick(title, listed), lambda value: None if value is None else chosen(value))

    def action_filter_document(self) -> None:
        """Asks for a document."""
        choices = [(ALL, "All documents"), *((one.id, one.title) for one in self.project.library)]
        self._pick("Quotes of which document?", choices, lambda one: self.want(documents=() if one == ALL else (one,)))

    def action_filter_coder(self) -> None:
        """Asks for a coder."""
        known = {self.session.coder.id} if self.session.settings.blind else self.project.coders.keys()
        people = sorted((coder.name, coder.id) for coder in self.project.coders.values() if coder.id in known)
        choices = [(ALL, "All coders"), *((identity, name) for name, identity in people)]
        self._pick("Quotes coded by whom?", choices, lambda one: self.want(coders=() if one == ALL else (one,)))

    def action_filter_attribute(self) -> None:
        """Asks for an attribute and its value; those of several names hold together."""
        pairs = attribute_values(self.project)
        if not pairs:
            self.tell("No attribute of a participant is known. They come in with: workbench cases import", warning=True)
            return
        choices = [(ALL, "All participants"), *((PAIR.join(pair), ": ".join(pair)) for pair in pairs)]
        self._pick("Quotes of which participants?", choices, self._want_attribute)

    def _want_attribute(self, chosen: str) -> None:
        if chosen == ALL:
            self.want(attributes=())
            return
        name, _, value = chosen.partition(PAIR)
        others = tuple(pair for pair in self.wanted.attributes if pair[0] != name)
        self.want(attributes=(*others, (name, value)))

    def action_filter_speech(self) -> None:
        """Only participants' words, or all."""
        self.want(participants_only=not self.wanted.participants_only)

    def action_filter_words(self) -> None:
        """Asks for words."""
        hint = "The quotes in which these words stand side by side. x in the list lets go of all filters."
        self.app.push_screen(
            Ask("Quotes with these words", self.wanted.words, hint),
            lambda words: self.want(words=words) if words else None,
        )

    def action_filter_rating(self) -> None:
        """Asks for a point of a scale."""
        points = dict.fromkeys(point for code in self.project.codes.values() for point in code.scale)
        if not points:
            self.tell("No code has a scale to rate on. Give it one in the codebook (F6).", warning=True)
            return
        choices = [(ALL, "Any rating"), *((point, point) for point in points), ("", "Not rated")]
        self._pick("Quotes of which rating?", choices, lambda one: self.want(rating=None if one == ALL else one))

    def action_filter_origin(self) -> None:
        """Asks where the codings come from."""
        choices = [(ALL, "All"), ("", "Coded by hand"), (SEARCH, "Coded from a search")]
        self._pick("Quotes of which origin?", choices, lambda one: self.want(origin=None if one == ALL else one))

    def action_filter_below(self) -> None:
        """With the codes below a code, or without."""
        self.want(below=not self.wanted.below)

    def action_filter_chosen(self) -> None:
        """A theme's chosen quotes alone, or all of its codes too."""
        if not self.wanted.themes:
            self.tell("Choose a theme first (F2); then its chosen quotes can be shown alone.", warning=True)
            return
        self.want(chosen_only=not self.wanted.chosen_only)

    def action_sort_quotes(self) -> None:
        """By document, or by code."""
        self.sorted_by_code = not self.sorted_by_code
        self.find()

    def action_clear_filters(self) -> None:
        """Keeps the code or theme, and lets go of the rest."""
        self.sorted_by_code = False
        self.asked = ""
        self.wanted = Wanted(self.wanted.codes, self.wanted.themes)
        self.find()

    def action_show_all(self) -> None:
        """All codes."""
        self.want(codes=(), themes=())

    def action_show_code(self) -> None:
        """Asks for a code."""
        self.ask_code("Show the quotes of", lambda code: self.want(codes=(code,), themes=()))

    def ask_code(self, title: str, then: Callable[[str], None]) -> None:
        """Lets a code be found by a few letters."""
        from workbench import tasks

        project: Project = self.project
        if not project.codes:
            self.tell("There are no codes yet.", warning=True)
            return
        finder = Finder(project, (), lambda query: tasks.rank_codes(project, query, ()), title)
        self.app.push_screen(finder, lambda code: then(code) if code else None)
