"""The tables of a study: which there are on the left, the table with its cursor, and the quotes behind the cell below."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from workbench.core.model import Coding, Transcript
from workbench.core.project import counted
from workbench.session import Session
from workbench.tui.commands import ASKING, CELL, FINDER, PATH, RESTS, ROOM, ROWS, SUMMARY, TABLES, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.quotes.filters import Chip, Chips
from workbench.tui.quotes.rows import Texts, quote_lines
from workbench.tui.tables.acts import GRID, Acting, Place
from workbench.tui.tables.counting import GROUP, Made
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.documents import DocumentList
from workbench.tui.widgets.gridplan import NOTHING, figure, is_nothing, kept, on_lines
from workbench.tui.widgets.longlist import LongList
from workbench.tui.widgets.matrixview import Look, MatrixView

FIRST = "code-by-document"
BEHIND = "behind"
LATER = 0.08  # seconds after which the quotes of a cell are looked up, so that no key waits for them
LOW, TALL, TALL_LOW = 30, 4, 3
RULE_LINES, RULE_LINES_LOW = 4, 2
MORE = " (r: all of it)"
SOME = 50  # quotes of a cell that are listed below the table
VALUE_CELLS = 60
MEASURES = ("frequencies", "speech", "saturation", "negative", "ledger")  # tables whose columns count different things


class TableChips(Chips):
    """What is chosen of a table, in a line."""

    PLACE = TABLES


class TablesRoom(Acting):
    """Tables with the quotes behind their cells."""

    NAME = "tables"
    PLACES = (TABLES, ROOM)
    WINDOWS = (CELL, RESTS, ROWS, SUMMARY, ASKING, FINDER, PATH, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TABLES)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.texts = Texts(self._read)
        self.found: tuple[Coding, ...] = ()
        self._known_of: Place = None  # the cell whose quotes these are
        self._timer: Timer | None = None
        self._listed: tuple[str, ...] = ()

    def _read(self, document: str) -> Transcript:
        return self.session.transcript(document)

    def body(self) -> ComposeResult:
        """The list of tables, what is chosen, the table, its rule, the quotes behind its cell."""
        with Horizontal(id="tables"):
            listed = DocumentList(id="tables-list")
            listed.border_title = "Tables"
            yield listed
            with Vertical():
                yield TableChips()
                with Vertical(id="table-box"):
                    yield MatrixView(id="table")
                    yield Static(id="table-told", markup=False)
                yield Static(id="table-rule", markup=False)
                quotes = LongList(self._draw, id="table-quotes", tall=TALL)
                quotes.can_focus = False
                yield quotes

    def on_mount(self) -> None:
        """Codes by documents."""
        self.view = self.query_one(MatrixView)
        self.rows = self.query_one("#table-quotes", LongList)
        self.query_one("#tables").set_class(self.is_low, "-low")
        self.wish = self.wish.__class__(FIRST)
        self.view.focus()
        self.show()

    def on_resize(self) -> None:
        """Low terminals show fewer quotes."""
        super().on_resize()
        if self.is_mounted:
            self.query_one("#tables").set_class(self.is_low, "-low")
            self.call_after_refresh(self._tell_rule)
            self.later()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Takes in what changed since."""
        before = self._of
        if self.changed():
            self._list()
            self.count()
        elif before.wordings is not self.project.wordings:
            self.rows.redraw()

    def _list(self) -> None:
        names = tuple(self.kinds)
        if self.wish.name not in names:
            self.wish = self.wish.__class__(next(iter(names), ""))
        if names != self._listed:
            self._listed = names
            listed = self.query_one("#tables-list", OptionList)
            listed.clear_options()
            listed.add_options([Option(Text(f" {drawn(kind.title)}"), id=name) for name, kind in self.kinds.items()])
        self._mark()

    def _mark(self) -> None:
        if self.wish.name in self._listed:
            self.query_one("#tables-list", OptionList).highlighted = self._listed.index(self.wish.name)

    def take(self, made: Made) -> None:
        """Shows a table, or the sentence that stands for it."""
        super().take(made)
        box = self.query_one("#table-box")
        box.set_class(made.matrix is None, "-told")
        self._tell_rule()
        kind = self.kind
        box.border_title = title(made.matrix.title if made.matrix else kind.title if kind else "")
        if made.matrix is None:
            box.border_subtitle = ""
            self.tell_in_place(made.told)
        self.lay_out_table()

    def _tell_rule(self) -> None:
        """The rule of counting, as much as there is room for; a key shows the rest."""
        room, lines = self.query_one("#table-rule").size.width - 2, RULE_LINES_LOW if self.is_low else RULE_LINES
        rule = self.made.matrix.rule if self.made.matrix else ""
        said = on_lines(rule, room or 100, lines)
        if said[-1].endswith("…") and not rule.endswith("…"):
            said[-1] = cut(said[-1], room - width(MORE) - 1) + MORE
        self.query_one("#table-rule", Static).update(Text("\n".join(said), no_wrap=True))

    @property
    def is_low(self) -> bool:
        """True on a terminal of few lines."""
        return self.app.size.height < LOW

    def tell_in_place(self, sentence: str) -> None:
        """Says in the place of the table why there is none."""
        self.query_one("#table-told", Static).update(Text(drawn(sentence)))

    def lay_out_table(self) -> None:
        """Shows the table's rows and columns as they are wanted."""
        self._mark()
        self.query_one(TableChips).show(self.chips())
        if matrix := self.made.matrix:
            shown = kept(matrix, sort=self.sort, hide=self.hiding)
            box = self.query_one("#table-box")
            if not (shown.rows and shown.columns):
                self.tell_in_place(self.nothing())
            box.set_class(not (shown.rows and shown.columns), "-told")
            box.border_subtitle = title(f"{counted(len(shown.rows), 'row')} × {counted(len(shown.columns), 'column')}")
            self.view.show(
                shown, Look(self._colour, self.made.wish.name in MEASURES, self.made.wish.name == GRID), self.sort
            )
        self.later()

    def nothing(self) -> str:
        """Why the table has no rows or columns."""
        if self.hiding:
            return "All rows or columns are empty. z shows them."
        if self.wish.query:
            return f"The query finds nothing that counts here: {self.wish.query}. x lets go of it."
        return "There is nothing to count here yet."

    def _colour(self, row: str) -> str:
        return self.project.colour(row) if row in self.project.codes else ""

    def chips(self) -> list[Chip]:
        """What is chosen of the table."""
        wish, kind = self.wish, self.kind
        asks = any(case.interviewer for case in self.project.cases.values())
        who = ("all who speak" if wish.interviewers else "participants") if asks else ""
        column = next((head.name for head in self.view.matrix.columns if head.id == self.sort), "")
        chosen = ", ".join(self.words_of(option) for option in self.ways()) if kind else ""
        crossed = " × ".join(self.words_of(option) for option in self.crossed())
        return [
            *([Chip("count_what", "count", chosen)] if chosen else []),
            Chip("cross", "rows, columns", crossed),
            *([Chip("speech", "speech", who)] if who else []),
            Chip("restrict", "query", wish.query),
            *([Chip("let_go_of_query", "let go", "all codings")] if wish.query else []),
            Chip("sort_rows", "sort", f"by {column}" if column else ""),
            Chip("hide_empty", "hide empty", "empty hidden" if self.hiding else ""),
        ]

    # -- the cell here ----------------------------------------------------------------------------------------------

    def where(self) -> str:
        """The cell in full: its row and column, what stands in it, what is behind it."""
        view = self.view
        row, column = view.row_here, view.column_here
        if self.made.matrix is None or row is None or column is None:
            return self.kind.tells if self.kind else ""
        stands = view.matrix.value(row, column)
        value = "nothing" if is_nothing(view.matrix, stands) else figure(stands)
        behind = ""
        if self._known_of == self.cell_here and self.found:
            extracts = {coding[1:4] for coding in self.found}
            behind = f"{counted(len(self.found), 'coding')}, {counted(len(extracts), 'extract')}"
            value = (
                ""
                if value.startswith(NOTHING) or value in {f"{len(self.found):,}", f"{len(extracts):,}"}
                else cut(value, VALUE_CELLS)
            )
        said = " · ".join(filter(None, (value, behind)))
        return f"{row.name} × {column.name}: {said}"

    def later(self) -> None:
        """Looks the quotes of the cell up as soon as the keys rest."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(LATER, self._look_behind)
        self._known_of = None
        self.show_status()

    def _look_behind(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = None
        self.workers.cancel_group(self, BEHIND)
        cell, behind = self.cell_here, self.behind_it()
        if not self.is_large:
            self._stand_on(cell, behind())
            return

        def work() -> None:
            codings = behind()
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._stand_on, cell, codings)

        self.run_worker(work, description=BEHIND, thread=True, exclusive=True, group=BEHIND, exit_on_error=False)

    def _stand_on(self, cell: Place, codings: tuple[Coding, ...]) -> None:
        """Shows the quotes of a cell, if that is still the one where the user is."""
        if cell != self.cell_here:
            return
        self.found, self._known_of = codings, cell
        self.rows.fill(min(len(codings), SOME), 0, TALL_LOW if self.is_low else TALL)
        more = f"the first {SOME} of {len(codings):,}" if len(codings) > SOME else f"{len(codings):,}"
        self.rows.border_title = title(f"Quotes behind the cell: {more}" if codings else "No quotes behind the cell")
        self.show_status()

    def _draw(self, place: int, room: int) -> list[Text]:
        coding = self.found[place]
        extract = self.texts.extract(self.project, coding)
        return quote_lines(self.project, extract, room, self.rows.tall, marked=False, chosen=False)

    @on(LongList.Opened)
    def _opened(self) -> None:
        if self.rows.here < len(self.found):
            coding = self.found[self.rows.here]
            self.desktop.jump(coding.document, coding.span)

    # -- moving -----------------------------------------------------------------------------------------------------

    @on(MatrixView.Moved)
    def _moved(self) -> None:
        self._said = ("", False)
        self.later()

    @on(MatrixView.Opened)
    def _cell_opened(self) -> None:
        self.action_open_cell()

    @on(MatrixView.HeadPressed)
    def _head_pressed(self, event: MatrixView.HeadPressed) -> None:
        self.sort_by(event.column)

    @on(OptionList.OptionHighlighted, "#tables-list")
    def _table_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list.has_focus and not self.is_large:
            self.want_table(str(event.option.id))

    @on(OptionList.OptionSelected, "#tables-list")
    def _table_selected(self, event: OptionList.OptionSelected) -> None:
        self.want_table(str(event.option.id))
        self.action_pane("text")

    def action_cell(self, down: int, right: int) -> None:
        """Another cell."""
        self.view.move(down, right)

    def action_page(self, by: int) -> None:
        """A page of the table."""
        self.view.move_pages(by)

    def action_edge(self, down: int, right: int) -> None:
        """The first or last row, or column."""
        self.view.edge(down, right)

    def action_pane(self, name: str) -> None:
        """The table, or the list of tables."""
        listed = self.query_one("#tables-list")
        listed.set_class(name == "side", "-over")
        (listed if name == "side" else self.view).focus()

    def action_next_pane(self) -> None:
        """Table, list of tables, and back."""
        self.action_pane("text" if self.query_one("#tables-list").has_focus else "side")

    def action_back_to_table(self) -> None:
        """Back to the table; what is being counted is stopped."""
        if any(worker.group == GROUP and not worker.is_finished for worker in self.workers):
            self.workers.cancel_group(self, GROUP)
            self.tell("Stopped counting.")
        else:
            self.hush()
        self.action_pane("text")

    def choose(self, identity: str) -> None:
        """Shows a table by its name."""
        if identity in self.kinds:
            self.want_table(identity)
