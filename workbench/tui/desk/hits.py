"""Small windows for searching: the line for words, the hits in all documents, and the hits to be coded."""

from collections.abc import Callable
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from workbench.analysis.search import MODES, SIGNS, UNITS, Hit, Query, parse
from workbench.core.errors import WorkbenchError
from workbench.core.project import counted
from workbench.tasks.finding import HOW_MODES, Found
from workbench.tui.commands import FOUND, ROWS, SEARCH, TICKED, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.widgets.hitrows import HitRows
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

R = TypeVar("R")
EVERYWHERE = "/"
PLACEHOLDER = "words · =exact · +all forms · ~fuzzy · one .. other · //in all documents"
WHAT = {
    "words": "the words found", "sentence": "the sentence around each", "turn": "the turn around each",
    "document": "their documents as a whole",
}  # fmt: skip


class Asked(NamedTuple):
    """What was typed in a line for words, and how it is meant; `act` is what is to be done with it."""

    typed: str
    mode: str
    act: str = ""

    @property
    def query(self) -> Query:
        """What is looked for."""
        return parse(self.typed.removeprefix(EVERYWHERE), self.mode)


class Choice(NamedTuple):
    """What was chosen among hits: the one to go to, or all to be coded."""

    asked: Asked
    hits: tuple[Hit, ...]
    act: str


def _how(asked: Asked) -> str:
    """The way of searching in words."""
    mode = asked.query.mode
    sign = next((sign for sign, known in SIGNS.items() if known == mode), "")
    return f"{mode}{f' ({sign})' if sign else ''}: {HOW_MODES[mode]}"


def _next_mode(mode: str) -> str:
    return MODES[(MODES.index(mode) + 1) % len(MODES)]


class Seeking(Window[R], Generic[R]):
    """A window with a line for words."""

    asked: Asked

    def look(self) -> None:
        """Looks for the words that are typed."""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.asked = self.asked._replace(typed=event.value)
        self.look()

    def say(self, found: str) -> None:
        """Says what was found, and how the words are meant."""
        said = f"{found} · {_how(self.asked)}" if found else _how(self.asked)
        self.query_one("#seek-said", Static).update(said)

    def action_mode(self) -> None:
        """The next way of searching; a sign typed in front of the words goes, as it would overrule it."""
        line = self.query_one(Input)
        self.asked = self.asked._replace(mode=_next_mode(self.asked.query.mode))
        if line.value[:1] in SIGNS:
            line.value = line.value[1:]
        else:
            self.look()


class SearchLine(Seeking[Asked | None]):
    """A line at the foot for words to find in the document; what is typed is looked for at once.

    `seek` starts looking and hands the number of hits, and the place of the one shown, back later; `go` shows another.
    """

    WHERE = (SEARCH, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SEARCH)]

    def __init__(
        self, asked: Asked, seek: Callable[[Asked, Callable[[int, int], None]], None], go: Callable[[int], int]
    ) -> None:
        super().__init__()
        self.asked = asked
        self.seek = seek
        self.go = go
        self.count = 0

    def compose(self) -> ComposeResult:
        """The line, how much was found, and the keys."""
        with Vertical(classes="box seek") as box:
            box.border_title = "Find in this document"
            yield Input(self.asked.typed, placeholder=PLACEHOLDER)
            yield Static("", id="seek-said", markup=False)
            yield Static(self.foot(), id="seek-keys")

    def on_mount(self) -> None:
        """Looks for what stands in the line already."""
        self.say("")

    def look(self) -> None:
        """Has the desk look, and show what it finds."""
        if self.asked.typed.startswith(EVERYWHERE):
            self.say("Enter lists the hits in all documents")
            return
        self.seek(self.asked, self._found)

    def _found(self, count: int, place: int) -> None:
        self.count = count
        if self.is_mounted:
            self._say_place(place)

    def _say_place(self, place: int) -> None:
        if not self.asked.query.phrases:
            self.say("")
        else:
            self.say(f"{place + 1:,} of {counted(self.count, 'hit')}" if self.count else "nothing found here")

    def action_go(self, by: int) -> None:
        """Another hit."""
        if self.count:
            self._say_place(self.go(by))

    def action_everywhere(self) -> None:
        """The same words in all documents."""
        self.leave(self.asked._replace(typed=self.asked.typed.removeprefix(EVERYWHERE), act="everywhere"))

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Stays at the hit that is shown."""
        if self.asked.typed.startswith(EVERYWHERE):
            self.action_everywhere()
        else:
            self.leave(self.asked)


class HitList(Listed, Seeking[Choice | None]):
    """The hits in all documents, in context; `search` finds them bit by bit and is stopped by an answer of False."""

    rows: HitRows
    WHERE = (FOUND, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FOUND)]

    def __init__(
        self,
        asked: Asked,
        search: Callable[[Query, Callable[[Found], bool]], Found],
        caution: Callable[[Query], str],
        title_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.asked = asked
        self.search = search
        self.caution = caution
        self.title_of = title_of
        self.found = Found(())

    def compose(self) -> ComposeResult:
        """The line, how much was found, the hits, and the keys."""
        with Vertical(classes="box hits") as box:
            box.border_title = "Find in all documents"
            yield Input(self.asked.typed, placeholder="words · =exact · +all forms · ~fuzzy · one .. other")
            yield Static("", id="seek-said", markup=False)
            yield HitRows(self.title_of)
            yield Static(self.foot(), id="seek-keys")

    def on_mount(self) -> None:
        """Typing goes into the line."""
        self.rows = self.query_one(HitRows)
        self.rows.can_focus = False
        self.say("")

    def look(self) -> None:
        """Looks in the background, and lists the first hits as soon as they are there."""
        asked, query = self.asked, self.asked.query
        if not query.phrases:
            self._show(asked, Found(()), "")
            return
        self.say("looking …")

        def work() -> None:
            worker = get_current_worker()

            def show(found: Found) -> bool:
                if not worker.is_cancelled:
                    self.app.call_from_thread(self._show, asked, found, "looking …")
                return not worker.is_cancelled

            try:
                found, warned = self.search(query, show), self.caution(query)
            except WorkbenchError as error:
                found, warned = Found(()), str(error)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, asked, found, warned)

        self.run_worker(work, thread=True, exclusive=True, group="find", exit_on_error=False)

    def _show(self, asked: Asked, found: Found, further: str) -> None:
        if asked != self.asked or not self.is_mounted:
            return
        self.found = found
        self.rows.show(found.hits)
        told = found.said if found.hits else "nothing found" if asked.query.phrases and not further else ""
        self.say(" · ".join(filter(None, (told, further))))

    @on(Input.Submitted)
    @on(LongList.Opened)
    def action_go(self) -> None:
        """Goes to the hit where the user is."""
        place = self.rows.chosen
        if place is not None and self.found.hits:
            self.leave(Choice(self.asked, (self.found.hits[place],), "go"))

    def action_code(self) -> None:
        """Codes all of them, after a look."""
        if self.found.hits:
            self.leave(Choice(self.asked, self.found.hits, "code"))


class Chosen(NamedTuple):
    """The hits to be coded, and what of each: one of WHAT."""

    hits: tuple[Hit, ...]
    unit: str


class CodeHits(Listed, Window[Chosen | None]):
    """The hits that a code would be put on, each of which can be switched off."""

    rows: HitRows
    WHERE = (TICKED, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TICKED, ROWS)]

    def __init__(self, found: Found, code: str, title_of: Callable[[str], str], *, whole: bool = False) -> None:
        """`code` is the code's name; with `whole` it is for documents as a whole."""
        super().__init__()
        self.found = found
        self.code = code
        self.title_of = title_of
        self.ticked = set(range(len(found.hits)))
        self.units = ("document",) if whole else UNITS
        self.unit = self.units[0]

    def compose(self) -> ComposeResult:
        """What will be coded, the hits, and the keys."""
        with Vertical(classes="box hits") as box:
            box.border_title = title(f"Code what was found with “{self.code}”")
            yield Static("", id="seek-said", markup=False)
            yield HitRows(self.title_of, self.ticked)
            yield Static(self.foot(), id="seek-keys")

    def on_mount(self) -> None:
        """All are on."""
        self.rows = self.query_one(HitRows)
        self.rows.show(self.found.hits)
        self.rows.focus()
        self._say()

    def _say(self) -> None:
        more = (
            f"Only the first {len(self.found.hits):,} are listed; narrow the words for the rest. "
            if self.found.more
            else ""
        )
        said = f"{more}{len(self.ticked):,} of {counted(len(self.found.hits), 'hit')} on · codes {WHAT[self.unit]}"
        self.query_one("#seek-said", Static).update(said)

    @on(HitRows.Ticked)
    def _ticked(self) -> None:
        self._turn()

    def action_tick(self) -> None:
        """Switches the hit on or off, and goes to the next."""
        self._turn()
        self.rows.move(1)

    def _turn(self) -> None:
        rows = self.rows
        if rows.chosen is not None:
            self.ticked ^= {rows.chosen}
            rows.redraw()
            self._say()

    def action_all(self, on: bool) -> None:
        """Switches all on, or off."""
        self.ticked.clear()
        if on:
            self.ticked.update(range(len(self.found.hits)))
        self.rows.redraw()
        self._say()

    def action_unit(self) -> None:
        """The words, the sentence, the turn."""
        self.unit = self.units[(self.units.index(self.unit) + 1) % len(self.units)]
        self._say()

    @on(LongList.Opened)
    def action_code(self) -> None:
        """Codes those that are on."""
        if self.ticked:
            self.leave(Chosen(tuple(self.found.hits[place] for place in sorted(self.ticked)), self.unit))
        else:
            self.query_one("#seek-said", Static).update("All hits are off: Space puts one on again, a all of them.")
