"""Acts on a table and on the cell where the user is: choosing what is counted, copying, writing, the framework grid."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text

from workbench.analysis.tables.kinds import Option
from workbench.analysis.tables.matrix import as_table
from workbench.core import edits
from workbench.core.model import Case, Cell, Coding, Theme
from workbench.core.project import counted
from workbench.tui.dialogs import Choice, Confirm, Pick
from workbench.tui.quotes.rows import Texts
from workbench.tui.tables.counting import Counting, Wish
from workbench.tui.widgets.cells import cut
from workbench.tui.widgets.matrixview import MatrixView

CROSS, GRID = "crosstab", "framework"
AXES = ("rows", "columns")
DRAFTS = "cell"
COPIED = 200  # quotes of a cell that are copied at once
Place = tuple[str, str] | None


class Acting(Counting):
    """A room with a table to act on."""

    view: MatrixView
    texts: Texts
    sort = ""
    hiding = False

    def lay_out_table(self) -> None:
        """Shows the table's rows and columns as they are wanted."""

    # -- which table ------------------------------------------------------------------------------------------------

    def want_table(self, name: str) -> None:
        """Shows another table; whose speech counts, and the query, stay."""
        if name != self.wish.name and name in self.kinds:
            self.sort = ""
            self.want(name=name, chosen={})

    def want(self, **changes: Any) -> None:
        """Wants another table."""
        self.wish = Wish(**{**vars(self.wish), **changes})
        self.hush()
        self.count()

    def ways(self) -> list[Option]:
        """What may be chosen of the table, but for its rows and columns."""
        return [option for option in self.kind.options if option.name not in AXES] if self.kind else []

    def crossed(self) -> list[Option]:
        """The rows and the columns, where they may be chosen."""
        return [option for option in self.kind.options if option.name in AXES] if self.kind else []

    def words_of(self, option: Option) -> str:
        """What is chosen of an option, as people call it."""
        return dict(option.choices).get(self.wish.chosen.get(option.name, option.choices[0][0]), "")

    def _pick_of(self, option: Option, then: Any = None) -> None:
        choices = [Choice(str(place), Text(cut(words, 56))) for place, (_, words) in enumerate(option.choices)]

        def chosen(place: str | None) -> None:
            if place is not None:
                self.want(chosen={**self.wish.chosen, option.name: option.choices[int(place)][0]})
                if then:
                    then()

        self.app.push_screen(Pick(option.title, choices), chosen)

    def action_count_what(self) -> None:
        """Asks what is counted; where there are only two ways, takes the other one."""
        ways = self.ways()
        if not ways:
            self.tell("This table counts in one way only; its rule stands below it.")
        elif len(ways) == 1:
            option = ways[0]
            values = [value for value, _ in option.choices]
            if len(values) > 2:
                self._pick_of(option)
                return
            now = self.wish.chosen.get(option.name, values[0])
            self.want(chosen={**self.wish.chosen, option.name: values[1 - values.index(now)]})
        else:
            choices = [Choice(option.name, Text(f"{option.title}: {self.words_of(option)}")) for option in ways]
            by_name = {option.name: option for option in ways}
            self.app.push_screen(
                Pick("Choose what?", choices), lambda name: self._pick_of(by_name[name]) if name else None
            )

    def action_cross(self) -> None:
        """Asks for the rows and the columns."""
        self.want_table(CROSS)
        match self.crossed():
            case [rows, columns]:
                self._pick_of(rows, lambda: self._pick_of(columns))

    def action_speech(self) -> None:
        """Without what only interviewers say, or with it."""
        if any(case.interviewer for case in self.project.cases.values()):
            self.want(interviewers=not self.wish.interviewers)
        else:
            self.tell("No interviewer is known in this study. F5 says who is one.", warning=True)

    def action_restrict(self) -> None:
        """Asks for a query."""
        from workbench.tui.quotes.asking import Asked, AskQuery

        def answer(asked: Asked | None) -> None:
            if asked:
                self.want(query=asked.text)

        self.app.push_screen(AskQuery(self.session, self.wish.query), answer)

    def action_rule(self) -> None:
        """The rule of counting in full."""
        from workbench.tui.tables.behind import Rule

        if matrix := self.made.matrix:
            self.app.push_screen(Rule(matrix.title, matrix.rule))

    def action_let_go_of_query(self) -> None:
        """All codings again."""
        if self.wish.query:
            self.want(query="")
        else:
            self.tell("All codings are counted already.")

    def action_sort_rows(self) -> None:
        """By this column, or in their own order again."""
        if column := self.view.column_here:
            self.sort_by(column.id)

    def sort_by(self, column: str) -> None:
        """Puts rows in the order of a column (its id), or back into their own."""
        self.sort = "" if self.sort == column else column
        self.lay_out_table()

    def action_hide_empty(self) -> None:
        """Empty rows and columns: hidden, or shown."""
        self.hiding = not self.hiding
        self.lay_out_table()

    # -- the cell ---------------------------------------------------------------------------------------------------

    def behind(self) -> tuple[Coding, ...]:
        """The codings behind the cell, those that are still there."""
        return self.behind_it()()

    def behind_it(self) -> Callable[[], tuple[Coding, ...]]:
        """What finds the codings behind the cell as it is now; may be called in the background."""
        matrix, cell, project = self.made.matrix, self.cell_here, self.project
        if matrix is None or cell is None:
            return tuple

        def behind() -> tuple[Coding, ...]:
            known = project.codings_by_id
            return tuple(coding for coding in matrix.behind(*cell) if coding.id in known)

        return behind

    @property
    def cell_here(self) -> Place:
        """The row and the column of the cell (ids); None where there is none."""
        row, column = self.view.row_here, self.view.column_here
        return (row.id, column.id) if row and column else None

    @property
    def cell_name(self) -> str:
        """The row and the column of the cell."""
        row, column = self.view.row_here, self.view.column_here
        return f"{row.name} × {column.name}" if row and column else ""

    def action_open_cell(self) -> None:
        """All quotes behind the cell."""
        from workbench.tui.tables.behind import Behind

        codings = self.behind()
        if not codings:
            self.tell("There are no quotes behind this cell.")
            return
        window = Behind(f"{self.cell_name}: {counted(len(codings), 'quote')}", self.project, codings, self.texts)
        self.app.push_screen(window, self._go_there)

    def _go_there(self, coding: Coding | None) -> None:
        if coding:
            self.desktop.jump(coding.document, coding.span)

    def action_copy_table(self) -> None:
        """Asks what of it, and copies that."""
        if self.made.matrix is None:
            self.tell("There is no table to copy.", warning=True)
            return
        codings, row, column = self.behind(), self.view.row_here, self.view.column_here
        choices = [Choice("quotes", Text(f"the quotes behind the cell ({len(codings):,})"))] if codings else []
        words = str(self.view.matrix.value(row, column)) if row and column else ""
        choices += (
            [Choice("cell", Text(cut(f"what stands in the cell: {words}", 56)))] if words not in {"", "0"} else []
        )
        choices.append(Choice("table", Text("the table as it is shown, with tabs between its cells")))
        self.app.push_screen(Pick("Copy what?", choices), lambda what: self._copy(what, words, codings))

    def _copy(self, what: str | None, words: str, codings: tuple[Coding, ...]) -> None:
        from workbench.tui.clipboard import copy, reference

        if what == "cell":
            self.tell(copy(self.app, words))
        elif what == "table":
            self.tell(copy(self.app, self._as_text()))
        elif what == "quotes":
            some = (self.texts.extract(self.project, coding) for coding in codings[:COPIED])
            more = f" The first {COPIED} of {len(codings):,}." if len(codings) > COPIED else ""
            self.tell(copy(self.app, "\n\n".join(reference(extract) for extract in some if extract)) + more)

    def _as_text(self) -> str:
        matrix = self.view.matrix
        lines = [[matrix.corner, *(column.name for column in matrix.columns)]]
        lines += [
            [row.name, *(" ".join(str(matrix.value(row, column)).split()) for column in matrix.columns)]
            for row in matrix.rows
        ]
        return "\n".join("\t".join(line) for line in [*lines, [], [matrix.rule]])

    # -- a file -----------------------------------------------------------------------------------------------------

    def action_write_table(self) -> None:
        """Asks for a file, and writes the table."""
        from workbench.tui.paths import PathLine

        if self.made.matrix is None:
            self.tell("There is no table to write.", warning=True)
            return
        folder = self.session.settings.folder / "exports"
        folder = folder if folder.is_dir() else self.session.settings.folder
        name = f"{self.made.matrix.name or self.wish.name}.docx"
        line = PathLine("Write the table to a file", folder, "write to this file", name=name)
        self.app.push_screen(line, lambda path: self._write(path) if path else None)

    def _write(self, path: Path) -> None:
        if path.exists():
            ask = Confirm(f"Write over {cut(path.name, 40)}?", ["The file is there already."], "Write over it")
            self.app.push_screen(ask, lambda yes: self._write_to(path) if yes else None)
        else:
            self._write_to(path)

    def _write_to(self, path: Path) -> None:
        matrix, wide = self.view.matrix, self.made.wish.name == GRID

        def work() -> None:
            from workbench import tasks

            printed = as_table(matrix)
            tasks.write_table(self.session, matrix, path, force=True, table=printed._replace(wide=printed.wide or wide))
            self.app.call_from_thread(self.tell, f"Written: {path}")

        self.tell("Writing …")
        self.run_worker(work, description="writing", thread=True, group="export", exit_on_error=False)

    # -- the framework grid -----------------------------------------------------------------------------------------

    def _grid_cell(self) -> tuple[Theme, Case] | None:
        row, column = self.view.row_here, self.view.column_here
        theme = self.project.themes.get(column.id) if column else None
        case = self.project.cases.get(row.id) if row else None
        if self.wish.name != GRID or self.made.matrix is None or theme is None or case is None:
            self.tell("Summaries stand in the framework grid; choose that table first (F2).", warning=True)
            return None
        if self.session.glance:
            self.tell("The past can't be changed; t in the history (F9) goes back to today.", warning=True)
            return None
        return theme, case

    def action_write_cell(self) -> None:
        """Writes what the participant says on the theme."""
        from workbench.tui.board.writing import write_summary

        if not (there := self._grid_cell()):
            return
        theme, case = there
        known = self.project.grid.get((theme.id, case.id))
        place, save = f"{DRAFTS}-{theme.id}-{case.id}", partial(self._save_cell, theme, case)
        write_summary(self, self._heading(theme, case), place, known.summary if known else "", save)

    def _heading(self, theme: Theme, case: Case) -> str:
        return f"{cut(case.name, 24)} on “{cut(theme.name, 24)}”"

    def _save_cell(self, theme: Theme, case: Case, words: str, base: str) -> str:
        """Saves what a cell says, begun when `base` stood there. Gives what is in the way, or nothing."""
        from workbench.tui.board.writing import beside

        now = self.project.grid.get((theme.id, case.id))
        summary, quotes = beside(now.summary if now else "", base, words), now.quotes if now else ()
        return "" if self._rewrite_cell(theme, case, summary, quotes) else self._said[0]

    def _rewrite_cell(self, theme: Theme, case: Case, summary: str, quotes: tuple[str, ...]) -> bool:
        project, seen, stamp = self.session.project, self.session.seen, self.session.stamp
        return self.do(lambda: edits.write_cell(project, theme, case, summary, quotes, stamp(), seen=seen))

    def action_rest_cell(self) -> None:
        """Chooses the quotes that the summary rests on."""
        from workbench.tui.tables.behind import Resting

        if not (there := self._grid_cell()):
            return
        theme, case = there
        known = self.project.grid.get((theme.id, case.id))
        chosen, codings = known.quotes if known else (), self.behind()
        if not codings:
            self.tell("There are no quotes behind this cell that a summary could rest on.")
            return

        def keep(quotes: tuple[str, ...] | None) -> None:
            if quotes is None or quotes == chosen:
                return
            now = self.project.grid.get((theme.id, case.id))
            self._rewrite_cell(theme, case, now.summary if now else "", self._chosen_now(now, chosen, quotes))

        heading = f"{self._heading(theme, case)}: what the summary rests on"
        self.app.push_screen(Resting(heading, self.project, codings, self.texts, chosen), keep)

    def _chosen_now(self, now: Cell | None, before: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Quotes as they were chosen, with those that somebody else chose meanwhile, without those that are gone."""
        others = [quote for quote in now.quotes if quote not in before] if now else []
        return tuple(quote for quote in dict.fromkeys([*wanted, *others]) if quote in self.project.codings_by_id)
