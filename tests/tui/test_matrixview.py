"""The widget that shows a table: what stands where, moving over cells, the mouse, and few or no colours."""

import pytest
from textual.app import App

from workbench.analysis.tables.matrix import Head, Matrix
from workbench.tui.themes import dress
from workbench.tui.widgets.gridplan import headed, kept, plan, short
from workbench.tui.widgets.heat import level
from workbench.tui.widgets.matrixview import Look, MatrixView

CODES = (Head("care", "Care"), Head("heard", "Felt understood", 1), Head("hope", "Hope", 1))
PEOPLE = (Head("p1", "P01"), Head("p2", "P02"), Head("p3", "P03"))
FOUND = {("heard", "p1"): 4, ("heard", "p3"): 1, ("hope", "p1"): 12}


def matrix(rows=CODES, columns=PEOPLE, values=FOUND, empty=0):
    return Matrix("Codes", "Counted are codings.", "Code", rows, columns, values, lambda _r, _c: (), "codes", empty)


class Shown(App[None]):
    CSS = "MatrixView { width: 1fr; height: 1fr; overflow: auto auto; scrollbar-size-vertical: 1; }"

    def __init__(self, shown, look=Look()):  # noqa: B008
        super().__init__()
        dress(self)
        self.shown, self.look, self.said = shown, look, []

    def compose(self):
        yield MatrixView(id="table")

    def on_mount(self):
        self.view = self.query_one(MatrixView)
        self.view.show(self.shown, self.look)
        self.view.focus()

    def on_matrix_view_opened(self):
        self.said.append("opened")

    def on_matrix_view_head_pressed(self, event):
        self.said.append(event.column)


def lines(app, count):
    return [app.view.render_line(y).text.rstrip() for y in range(count)]


def here(app):
    return app.view.row_here.id, app.view.column_here.id


async def test_heads_and_figures_stand_in_their_columns_and_nothing_is_a_point():
    app = Shown(matrix())
    async with app.run_test(size=(60, 10)):
        assert lines(app, 4) == [
            " Code                 P01  P02  P03",
            "▌Care                   ·    ·    ·",
            "   Felt understood      4    ·    1",
            "   Hope                12    ·    ·",
        ]


async def test_the_heads_stay_while_the_rows_and_columns_go_by():
    rows = tuple(Head(f"r{n}", f"Row {n}") for n in range(50))
    columns = tuple(Head(f"c{n}", f"C{n}") for n in range(50))
    app = Shown(matrix(rows, columns, {(f"r{n}", f"c{n}"): n for n in range(50)}))
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.move(30, 30)
        await pilot.pause()
        head, *below = lines(app, 11)
        assert "C30" in head
        assert "C0" not in head.split()
        assert any(line.startswith("▌Row 30") and " 30" in line[10:] for line in below)
        app.view.edge(-1, -1)
        assert here(app) == ("r0", "c0")
        app.view.edge(1, 0)
        assert here(app) == ("r49", "c0")


async def test_a_figure_is_never_cut_in_two_by_the_edge():
    columns = tuple(Head(f"c{n}", f"Column {n}") for n in range(9))
    app = Shown(matrix(CODES, columns, {("hope", f"c{n}"): 123456 for n in range(9)}))
    async with app.run_test(size=(50, 10)) as pilot:
        for _ in range(8):
            app.view.move(0, 1)
            await pilot.pause()
            figures = lines(app, 6)[-3].split() if "Hope" in lines(app, 6)[-3] else lines(app, 6)[5].split()
            assert {figure for figure in figures if figure.isdigit() or "," in figure} <= {"123,456"}


async def test_the_cursor_keeps_its_row_and_column_when_others_come():
    app = Shown(matrix())
    async with app.run_test(size=(60, 10)):
        app.view.move(2, 2)
        assert here(app) == ("hope", "p3")
        app.view.show(matrix((Head("new", "New"), *CODES), PEOPLE[1:]))
        assert here(app) == ("hope", "p3")
        app.view.show(matrix((Head("other", "Other"),), (Head("x", "X"), Head("y", "Y"))))
        assert here(app) == ("other", "x")


async def test_a_click_goes_to_a_cell_a_double_one_opens_it_and_one_on_a_head_names_its_column():
    app = Shown(matrix())
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(MatrixView, offset=(34, 2))
        assert here(app) == ("heard", "p3")
        await pilot.click(MatrixView, offset=(23, 3), times=2)
        assert here(app) == ("hope", "p1")
        await pilot.click(MatrixView, offset=(28, 0))
        await pilot.pause()
        assert app.said == ["opened", "p2"]


async def test_words_are_wrapped_over_some_lines_and_stand_at_the_left():
    said = "She felt that somebody listened, for the first time in years, and said so twice."
    app = Shown(matrix((Head("p1", "P01"), Head("p2", "P02")), (Head("t", "Night"),), {("p1", "t"): said}, "–"))
    async with app.run_test(size=(60, 10)):
        assert lines(app, 5) == [
            " Code        Night",
            "▌P01         She felt that somebody listened, for the first",
            "▌            time in years, and said so twice.",
            " P02         ·",
            "",
        ]


async def test_words_of_a_study_are_never_taken_for_markup_or_for_orders_to_the_terminal():
    app = Shown(matrix((Head("r", "[b]red[/b]\x1b[31m"),), (Head("c", "[i]"),), {("r", "c"): "[bold]x[/]\x07"}, ""))
    async with app.run_test(size=(60, 10)):
        text = "\n".join(lines(app, 3))
        assert "[b]red[/b][31m" in text
        assert "[bold]x[/]" in text
        assert "\x1b" not in text
        assert "\x07" not in text


@pytest.mark.parametrize("colours", ["standard", "none"])
async def test_with_few_colours_or_none_much_is_bold_and_the_cursor_can_be_seen(colours, monkeypatch):
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "standard" if colours == "standard" else "truecolor")
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    app = Shown(matrix())
    async with app.run_test(size=(60, 10)):
        heat = app.view.heat
        assert (heat.cell(1, "#56B4E9").bold, heat.cell(4, "#56B4E9").bold) == (False, True)
        assert heat.cell(0, "#56B4E9") == heat.faint
        assert heat.cursor != heat.plain


def test_the_strength_of_a_figure_goes_by_the_greatest():
    assert [level(value, 12) for value in (0, 1, 3, 6, 9, 12)] == [0, 1, 2, 3, 4, 4]
    assert level("words", 12) == 0


def test_rows_go_by_a_column_and_those_that_sum_up_stay_at_the_foot():
    rows = (*CODES, Head("", "All"))
    shown = kept(matrix(rows, values={**FOUND, ("", "p1"): 16}), sort="p1")
    assert [row.name for row in shown.rows] == ["Hope", "Felt understood", "Care", "All"]


def test_empty_rows_and_columns_can_be_hidden():
    shown = kept(matrix(), hide=True)
    assert [row.id for row in shown.rows] == ["heard", "hope"]
    assert [column.id for column in shown.columns] == ["p1", "p3"]


def test_columns_grow_narrower_so_that_more_of_them_are_seen():
    columns = tuple(Head(f"c{n}", "A name of a code") for n in range(10))
    assert plan(matrix(columns=columns), 250).cells(0) == 18
    assert plan(matrix(columns=columns), 90).cells(0) == 6


def test_of_a_path_the_end_is_kept():
    assert short("Care > Heard > Felt understood", 18) == "…Felt understood"
    assert short("Felt understood by somebody", 10) == "Felt unde…"


@pytest.mark.parametrize(
    ("name", "room", "lines", "head"),
    [
        ("aligned: participants", 6, 2, ["align…", "parti…"]),
        ("aligned: participants", 12, 2, ["aligned:", "participants"]),
        ("Psychotherapy", 6, 3, ["Psycho", "therap", "y"]),
        ("共感的な 理解", 4, 2, ["共…", "理解"]),
    ],
)
def test_heads_of_several_words_are_cut_word_by_word(name, room, lines, head):
    assert headed(name, room, lines) == head
