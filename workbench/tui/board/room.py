"""The board of themes: themes as columns side by side, their codes as cards, the codes without a theme before them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import get_current_worker

from workbench.analysis.board import Said, said
from workbench.core.project import Project, counted
from workbench.session import Session
from workbench.tui.board.acts import NO_CODE, NO_THEME, BoardActs
from workbench.tui.board.columns import LOOSE, columns
from workbench.tui.board.view import BoardView
from workbench.tui.commands import BOARD, EXTRACTS, PATH, ROOM, ROWS, SUMMARY, WINDOW, WORDING, bindings
from workbench.tui.widgets.cells import cut

FEW = 5_000  # codings that are counted at once; more are counted in the background
WHOLE = ("codings", "cases", "speakers")
DRAWN = ("themes", "codes", "counts")


class ThemesRoom(BoardActs):
    """The board of themes."""

    NAME = "themes"
    PLACES = (BOARD, ROOM)
    WINDOWS = (EXTRACTS, ROWS, WORDING, SUMMARY, PATH, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BOARD)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.said: Said | None = None
        self._counted: Project | None = None
        self._drawn: tuple[Project | None, Said | None] = (None, None)

    def body(self) -> ComposeResult:
        """The board."""
        yield BoardView()

    def on_mount(self) -> None:
        """The cursor stands on the first theme, if there is one."""
        self.view = self.query_one(BoardView)
        self.show()
        self.view.focus()
        if len(self.view.board) > 1 and not self.view.column.cards:
            self.view.move_column(1)

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Takes in what changed since; the cursor stays on its theme and code."""
        self._count()
        project, (before, told) = self.project, self._drawn
        if told is self.said and before and _same(project, before, (*DRAWN, "codings", "cases")):
            return
        self._drawn = (project, self.said)
        self.view.fill(columns(project, self.said))
        self.show_status()

    def _count(self) -> None:
        """Counts what is said anew if a coding or a speaker changed since, in the background where there is much."""
        project = self.project
        if self._counted and _same(project, self._counted, WHOLE):
            return
        self._counted = project
        if sum(map(len, project.codings.values())) <= FEW:
            self.said = said(project, self.session.hearing.of(project))
            return

        def work() -> None:
            found = said(project, self.session.hearing.of(project))
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._know, found)

        self.run_worker(
            work, description="counting", thread=True, exclusive=True, group="counting", exit_on_error=False
        )

    def _know(self, found: Said) -> None:
        self.said = found
        self.show()

    def where(self) -> str:
        """The theme and the code where the user is, and what is marked."""
        if not self.view.board:
            return ""
        column, card = self.view.column, self.view.card_here
        themes = len(self.view.board) - 1
        if not themes:
            return "There are no themes yet. Make the first with n; mark codes with Space and move them with m."
        place = "no theme" if column.theme == LOOSE else f"theme {self.view.here} of {themes}"
        parts = [place, *([cut(card.name, 40)] if card else [])]
        if self.view.marked:
            parts.append(f"{counted(len(self.view.marked), 'code')} marked: m move, a add, S split off, Esc let go")
        return " · ".join([*parts, "saved"])

    def choose(self, identity: str) -> None:
        """Goes to a theme."""
        if identity in self.project.themes:
            self.view.go_to(identity)
        else:
            self.tell("This theme is no longer in the study.", warning=True)

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_card(self, by: int) -> None:
        """Another code."""
        self.view.move(by)

    def action_column(self, by: int) -> None:
        """Another theme."""
        self.view.move_column(by)

    def action_page(self, by: int) -> None:
        """A page of codes."""
        self.view.move_pages(by)

    def action_edge(self, by: int) -> None:
        """The first or the last code."""
        self.view.move(by * len(self.view.column.cards))

    @on(BoardView.Moved)
    def _moved(self) -> None:
        self.hush()

    @on(BoardView.Marked)
    def _marked(self) -> None:
        if card := self.view.card_here:
            self.view.mark(card.code)
            self.hush()

    @on(BoardView.Dropped)
    def _dropped(self, event: BoardView.Dropped) -> None:
        if self.may_change():
            self.send_to_column(self.meant(), event.column)

    # -- extracts ---------------------------------------------------------------------------------------------------

    @on(BoardView.Opened)
    def action_open_code(self) -> None:
        """The extracts of the code under the cursor."""
        if card := self.view.card_here:
            self._open(self.view.column.theme, card.code)
        elif self.theme_here:
            self.action_open_theme()
        else:
            self.tell(NO_CODE, warning=True)

    def action_open_theme(self) -> None:
        """The extracts of the theme."""
        if self.theme_here:
            self._open(self.view.column.theme, "")
        else:
            self.tell(NO_THEME, warning=True)

    def _open(self, theme: str, code: str, *, suggest: bool = False) -> None:
        from workbench.tui.board.extracts import Extracts

        window = Extracts(self.session, theme, code, suggest=suggest)
        self.app.push_screen(window, lambda coding: self.desktop.jump(coding.document, coding.span) if coding else None)

    def action_suggest_quotes(self) -> None:
        """Quotes that would suit the theme."""
        if self.theme_here:
            self._open(self.view.column.theme, "", suggest=True)
        else:
            self.tell(NO_THEME, warning=True)

    def action_balance(self) -> None:
        """How evenly the quotes of the themes are spread over participants."""
        from workbench.tui.board.balance import show_balance

        show_balance(self)

    def action_export_themes(self) -> None:
        """Asks what to write to a file, and writes it."""
        from workbench.tui.exporting import ask_export

        ask_export(self)


def _same(one: Project, other: Project, fields: tuple[str, ...]) -> bool:
    return all(getattr(one, field) is getattr(other, field) for field in fields)
