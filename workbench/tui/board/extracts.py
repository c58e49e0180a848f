"""All extracts of a theme or of one of its codes; quotes are chosen for the theme here, put in order and worded."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.analysis.board import below, extracts_of
from workbench.analysis.quotes import Extract
from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Coding, Theme
from workbench.core.project import Project, counted
from workbench.core.steps import Step
from workbench.core.wording import edits_of
from workbench.session import Session
from workbench.tui.board.columns import LOOSE
from workbench.tui.commands import EXTRACTS, ROWS, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.quotes.rows import Texts, as_printed, wrapped
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

TALL, TALL_LOW, LOW = 4, 3, 30
TITLE_CELLS, CODE_CELLS, NAME_CELLS, FEWEST = 24, 32, 50, 12
INDENT = "      "
NO_THEME = "This code is in no theme yet, so no quotes can be chosen for one; move it to a theme first (m)."
NOT_CHOSEN = "Only chosen quotes have an order; choose this one with Space first."
NOTHING_HERE = "There is no extract here."
GONE = "This theme is no longer in the study."
LOOK_EVERY = 1.0


class Row(NamedTuple):
    """A stretch with its codings, a chosen one first; `why` says for what reason it is suggested, if it is."""

    codings: tuple[Coding, ...]
    why: str = ""


class Extracts(Listed, Window[Coding | None]):
    """The extracts of a theme, or of one code on the board; gives the coding whose place is to be shown."""

    WHERE = (EXTRACTS, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXTRACTS, ROWS)]

    def __init__(self, session: Session, theme: str, code: str = "", *, suggest: bool = False) -> None:
        """`theme` and `code` are ids; without a code all extracts of the theme are shown, LOOSE is no theme."""
        super().__init__()
        self.session = session
        self.theme_id = theme
        self.code = code
        self.listed: list[Row] = []
        self.suggested: dict[tuple[str, int, int], str] | None = None
        self._begin = suggest
        self._texts = Texts(session.transcript)
        self._shown: Project | None = None

    def compose(self) -> ComposeResult:
        """The extracts, and what was done last."""
        with Vertical(classes="box extracts") as box:
            box.border_subtitle = self.foot()
            yield LongList(self._draw, id="extracts-list", tall=TALL)
            with VerticalScroll(id="extracts-whole", can_focus=False):
                yield Static(id="extracts-words", markup=False)
            yield Static(id="extracts-said", markup=False)

    def on_mount(self) -> None:
        """Lists them."""
        self.rows = self.query_one(LongList)
        self.rows.focus()
        self.show()
        self.set_interval(LOOK_EVERY, self._look)
        if self._begin:
            self.action_suggest()

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The study as the coder is to see it."""
        return self.session.seen

    @property
    def theme(self) -> Theme | None:
        """The theme as the coder is to see it."""
        return self.project.themes.get(self.theme_id)

    @property
    def here(self) -> Row | None:
        """The extract under the cursor."""
        return self.listed[self.rows.here] if self.rows.here < len(self.listed) else None

    def on_screen_resume(self) -> None:
        """A window over this one may have changed something."""
        super().on_screen_resume()
        self._look()

    def _look(self) -> None:
        """Shows what was changed elsewhere, and says if what is listed here is gone."""
        if not self.is_mounted or self._shown is None or self._shown is self.project or self.app.screen is not self:
            return
        self.show()
        if self.theme_id != LOOSE and self.theme is None:
            self.tell(GONE, warning=True)
        elif self.code and self.code not in self.project.codes:
            self.tell("This code is no longer in the codebook.", warning=True)

    def on_resize(self) -> None:
        """Low terminals show fewer words of each."""
        if self.is_mounted and self._shown is not None:
            self._fill()

    def show(self) -> None:
        """Lists the extracts as they are now; the cursor stays on its extract."""
        here = self.here.codings[0][1:4] if self.listed and self.here else None
        project = self._shown = self.project
        theme = self.theme
        tops = (self.code,) if self.code else theme.codes if theme else ()
        branches = below(project)
        codes = [low for top in tops for low in branches.get(top, ())]
        quotes = theme.quotes if theme else ()
        found = extracts_of(project, self.session.hearing.of(project), codes, quotes)
        if self.code:
            wanted = set(codes)
            found = tuple(row for row in found if any(coding.code in wanted for coding in row))
        self.listed = [Row(row) for row in found]
        if (reasons := self.suggested) is not None:
            kept = [row for row in self.listed if row.codings[0][1:4] in reasons or self._place(row) is not None]
            self.listed = [row._replace(why=reasons.get(row.codings[0][1:4], "")) for row in kept]
        place = next((at for at, row in enumerate(self.listed) if row.codings[0][1:4] == here), self.rows.here)
        self._fill(place)

    def _fill(self, place: int | None = None) -> None:
        low = self.size.height < LOW
        self.rows.fill(len(self.listed), self.rows.here if place is None else place, TALL_LOW if low else TALL)
        box = self.query_one(".box")
        known = self.project.codes.get(self.code)
        named = known.name if known else self.theme.name if self.theme else ""
        chosen = len(self.theme.quotes) if self.theme else 0
        parts = ["suggested" if self.suggested is not None else counted(len(self.listed), "extract")]
        parts += [f"{counted(chosen, 'quote')} chosen"] if self.theme else []
        room = box.size.width - sum(width(part) + 3 for part in parts) - 4
        parts.insert(0, cut(named, max(min(room, NAME_CELLS), FEWEST)))
        box.border_title = title(" · ".join(parts))
        self._show_whole()

    def _place(self, row: Row) -> int | None:
        """The place of an extract among the theme's chosen quotes, from 0; None if it isn't chosen."""
        theme = self.theme
        ids = {coding.id for coding in row.codings}
        return next((at for at, quote in enumerate(theme.quotes) if quote in ids), None) if theme else None

    def _draw(self, at: int, room: int) -> list[Text]:
        row, project = self.listed[at], self._shown or self.project
        extract = self._texts.extract(project, row.codings[0])
        if extract is None:
            return [Text(f"{INDENT}This quote can't be read now.", "dim")]
        place = self._place(row)
        number = INDENT if place is None else f"{place + 1:>2}. ★ "
        head = Text(no_wrap=True).append(number, "bold")
        head.append(f"{cut(extract.id, TITLE_CELLS)}", "bold").append(f"  {_where(extract)}  ", "dim")
        codes = dict.fromkeys(coding.code for coding in row.codings)
        for code in codes:
            head.append("■ ", project.colour(code)).append(f"{cut(project.codes[code].name, CODE_CELLS)}  ")
        document = extract.coding.document
        if edits_of(project, document, extract.coding.span):
            head.append("worded for print", "dim italic")
        head.truncate(room, overflow="ellipsis")
        tall = 1 if row.why else 2
        lines = [Text(INDENT + line) for line in wrapped(as_printed(project, extract), room - len(INDENT), tall)]
        why = [Text(cut(f"{INDENT}→ {row.why}", room), "dim italic")] if row.why else []
        return [head, *lines, *why]

    def _show_whole(self) -> None:
        """All words of the extract under the cursor, and who coded them."""
        row = self.here
        extract = self._texts.extract(self.project, row.codings[0]) if row else None
        text = Text()
        if row and extract:
            text.append("\n".join(map(drawn, as_printed(self.project, extract).splitlines())))
            names = dict.fromkeys(
                self.project.coders[c.coder].name for c in row.codings if c.coder in self.project.coders
            )
            text.append(f"\n{drawn(extract.id)} · coded by {drawn(', '.join(names))}", "dim")
        self.query_one("#extracts-words", Static).update(text)
        self.query_one("#extracts-whole", VerticalScroll).scroll_home(animate=False)

    # -- doing ------------------------------------------------------------------------------------------------------

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence below the list."""
        told = self.query_one("#extracts-said", Static)
        told.set_class(warning, "warning")
        told.update(drawn(sentence))

    def _act(self, act: Callable[[], Step], said: str = "") -> None:
        """Does something to the study, and says what it was."""
        try:
            sentence, refused = f"{said}{act().label}.", False
        except WorkbenchError as error:
            sentence, refused = str(error), True
            self._catch_up()
        self.show()
        self.tell(sentence, warning=refused)

    def _catch_up(self) -> None:
        try:
            self.session.catch_up()
        except WorkbenchError:
            return  # the refusal that led here says more

    def _choose(self, wanted: Callable[[Theme], Sequence[str]]) -> None:
        """Gives the theme other quotes: what `wanted` makes of those that it has, hidden ones among them."""

        def act() -> Step:
            theme = self.session.project.themes.get(self.theme_id)
            if theme is None:
                raise WorkbenchError(GONE)
            step = edits.choose_quotes(self.session.project, theme, wanted(theme), self.session.stamp())
            self.session.do(step)
            return step

        self._act(act)

    @on(LongList.Pressed)
    def action_choose(self) -> None:
        """Chooses the extract as a quote of the theme, or takes it out."""
        row = self.here
        if row is None:
            self.tell(NOTHING_HERE, warning=True)
        elif self.theme_id == LOOSE:
            self.tell(NO_THEME, warning=True)
        elif self._place(row) is None:
            self._choose(lambda theme: [*theme.quotes, row.codings[0].id])
        else:
            ids = {coding.id for coding in row.codings}
            self._choose(lambda theme: [quote for quote in theme.quotes if quote not in ids])

    def action_order(self, by: int) -> None:
        """Puts a chosen quote further up or down among those that are shown."""
        row, theme = self.here, self.theme
        place = self._place(row) if row else None
        if theme is None or place is None:
            self.tell(NO_THEME if self.theme_id == LOOSE else NOT_CHOSEN, warning=True)
            return
        beside = place + by
        if not 0 <= beside < len(theme.quotes):
            self.tell(f"This is the {'first' if by < 0 else 'last'} quote of the theme already.")
            return
        one, other = theme.quotes[place], theme.quotes[beside]
        self._choose(lambda whole: _swapped(whole.quotes, one, other))

    def action_word(self) -> None:
        """Words it for print."""
        from workbench.tui.wording import QuoteEditor

        row = self.here
        if row is None:
            self.tell(NOTHING_HERE, warning=True)
            return
        coding = row.codings[0]
        extract = self._texts.extract(self.project, coding)
        named = extract.id if extract else "this quote"
        self.app.push_screen(QuoteEditor(self.session, coding.document, coding.span, named))

    def action_suggest(self) -> None:
        """Suggests quotes for the theme, or shows all extracts again."""
        theme = self.theme
        if self.suggested is not None or theme is None:
            if theme is None:
                self.tell(NO_THEME, warning=True)
            self.suggested = None
            self.show()
            return
        self.tell("Looking for quotes that would suit …")

        def work() -> None:
            from workbench import tasks

            found = {s.first.coding[1:4]: s.why for s in tasks.suggested(self.session, theme)}
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._suggest, found)

        self.run_worker(
            work, description="suggesting", thread=True, exclusive=True, group="suggesting", exit_on_error=False
        )

    def _suggest(self, found: dict[tuple[str, int, int], str]) -> None:
        if not found:
            self.tell("No extract would make a better quote than those that are chosen.")
            return
        self.code = ""
        self.suggested = found
        self.show()
        first = next((at for at, row in enumerate(self.listed) if row.why), 0)
        self.rows.go(first)
        self.tell(
            f"{counted(len(found), 'extract')} that would suit, each with the reason: Space chooses; s: all again"
        )

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.tell("")
        self._show_whole()

    @on(LongList.Opened)
    def action_go_there(self) -> None:
        """Goes to its place in the transcript."""
        if row := self.here:
            self.leave(row.codings[0])

    def action_undo(self) -> None:
        """Takes the last step back."""
        self._act(self.session.undo, "Undone: ")

    def action_redo(self) -> None:
        """Does it again."""
        self._act(self.session.redo, "Done again: ")


def _where(extract: Extract) -> str:
    """Document, turn, participant."""
    named = extract.case.name if extract.case else extract.speaker
    where = [extract.document.title] if extract.document.title not in extract.id else []
    where += [f"turn {extract.turn}"] if extract.turn else []
    where += [named] if named and named not in extract.id else []
    where += ["interviewer"] if extract.interviewer else []
    return drawn(" · ".join(cut(part, TITLE_CELLS) for part in where))


def _swapped(quotes: Sequence[str], one: str, other: str) -> list[str]:
    """Quotes with two of them in each other's place."""
    turned = {one: other, other: one}
    return [turned.get(quote, quote) for quote in quotes]
