"""The tables' room: which table is shown and how it is counted, the quotes behind a cell, the framework grid, files."""

import pytest

from workbench.core import edits
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.desk.room import CodingScreen
from workbench.tui.tables import counting
from workbench.tui.tables.behind import Behind, Resting
from workbench.tui.widgets.matrixview import MatrixView

SIZE, NARROW = (160, 45), (80, 24)
TALK = (
    "INT: [Hope: How was it?]\n\nP1: [Care > Heard @Bea: It felt [Hope @Ana: warm] to me.] [Hope: Then it went.] Oh well.",
    "INT: And you?\n\nP2: [Care > Heard @Bea: Yes.] [Hope @Bea: No.] Late.",
)


@pytest.fixture
def app(open_study):
    """Two interviews coded by Ana and Bea, a theme, who asks; Bea is here."""
    session = open_study(*TALK, coder="Bea")
    heard = session.project.code_named("Heard")
    theme = edits.ThemeDraft("Night", "", (heard.id,), ())
    session.do(edits.add_theme(session.project, theme, session.stamp()))
    return WorkbenchApp(session)


def status(app):
    return app.screen.query_one("#status").content.plain


def cells(app):
    matrix = app.screen.query_one(MatrixView).matrix
    return {
        (row.name, column.name): value
        for row in matrix.rows
        for column in matrix.columns
        if (value := matrix.values.get((row.id, column.id)))
    }


async def settled(pilot):
    await pilot.pause(0.12)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def goes(pilot, table=""):
    await pilot.press("f12")
    await settled(pilot)
    if table:
        pilot.app.screen.want_table(table)
        await settled(pilot)


async def test_it_begins_with_codes_by_documents_and_what_interviewers_ask_is_left_out(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        assert cells(app) == {
            ("Heard", "D1"): 1, ("Heard", "D2"): 1, ("Hope", "D1"): 2, ("Hope", "D2"): 1,
        }  # fmt: skip
        assert "What only interviewers say is left out." in str(app.screen.query_one("#table-rule").content)
        await pilot.press("P")
        await settled(pilot)
        assert cells(app)["Hope", "D1"] == 3
        assert "Interviewers’ speech is counted too." in str(app.screen.query_one("#table-rule").content)


async def test_the_cell_under_the_cursor_is_told_in_full_with_its_quotes_below(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        assert status(app).strip() == "Hope × D1: 2 codings, 2 extracts"
        assert [app.screen._draw(n, 100)[1].plain.strip() for n in range(2)] == ["warm", "Then it went."]


async def test_a_chosen_table_is_counted_in_another_way(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("c", "j", "j", "enter")
        await settled(pilot)
        assert app.screen.made.matrix.title == "Codes by documents: participants"
        assert cells(app)["Hope", "D1"] == 1


async def test_rows_and_columns_are_chosen_one_after_the_other(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("p", "j", "enter")
        await settled(pilot)
        await pilot.press(*["j"] * 4, "enter")
        await settled(pilot)
        assert app.screen.made.matrix.title == "Themes by coders: codings"
        assert cells(app) == {("Night", "Bea"): 2}


async def test_the_list_leads_to_other_tables_and_back(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("tab", "home", "enter")
        await settled(pilot)
        assert app.screen.wish.name == "frequencies"
        assert app.screen.query_one(MatrixView).has_focus


async def test_all_quotes_behind_a_cell_open_and_one_leads_to_its_place(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Behind)
        assert len(app.screen.codings) == 2
        await pilot.press("j", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.view.cursor.selection.of(app.screen.view.transcript.text) == "Then it went."


async def test_only_what_a_query_finds_is_counted_until_it_is_let_go(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("f", *"Hope", "enter")
        await settled(pilot)
        assert cells(app) == {("Hope", "D1"): 2, ("Hope", "D2"): 1}
        await pilot.press("x")
        await settled(pilot)
        assert len(cells(app)) == 4


async def test_rows_are_sorted_by_a_column_and_empty_ones_hidden(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("s")
        assert [row.name for row in app.screen.view.matrix.rows] == ["Hope", "Heard", "Care"]
        await pilot.press("s")
        assert [row.name for row in app.screen.view.matrix.rows] == ["Hope", "Care", "Heard"]
        await pilot.press("z")
        assert [row.name for row in app.screen.view.matrix.rows] == ["Hope", "Heard"]


async def test_a_step_is_taken_into_the_table_and_undone_there(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("G")
        coding = next(one for one in app.session.project.all_codings() if one.coder == app.session.coder.id)
        app.screen.do(lambda: edits.remove_codings(app.session.project, [coding], app.session.stamp()))
        await settled(pilot)
        assert len(cells(app)) == 3
        assert app.screen.view.row_here.name == "Heard"
        await pilot.press("u")
        await settled(pilot)
        assert len(cells(app)) == 4


async def test_the_table_is_written_to_a_file(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("w", *["backspace"] * 4, *"csv", "enter")
        await settled(pilot)
        assert "Written" in status(app)
    folder = app.session.settings.folder / "exports"
    text = next(folder.glob("*csv")).read_text("utf-8-sig") if any(folder.glob("*csv")) else ""
    assert "Heard,1,1" in text


async def test_the_quotes_the_table_and_the_cell_are_copied(app, monkeypatch):
    copied = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", lambda _app, text: copied.append(text) or "Copied.")
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        for moves in ([], ["j"], ["j", "j"]):
            await pilot.press("y", *moves, "enter")
            await pilot.pause()
    assert copied[0].startswith("“warm” (P1-")
    assert copied[1] == "2"
    assert copied[2].splitlines()[:4] == ["Code\tD1\tD2", "Hope\t2\t1", "Care\t0\t0", "Heard\t1\t1"]


async def test_a_cell_of_the_framework_grid_is_written_and_rests_on_quotes(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot, "framework")
        await pilot.press("e", *"Calm", "ctrl+o")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, Resting)
        await pilot.press("space", "enter")
        await settled(pilot)
        with Session.open(app.session.settings) as now:
            cell = next(iter(now.project.cells.values()))
            assert (cell.summary, len(cell.quotes)) == ("Calm", 1)
            assert now.project.cases[cell.case].name == "P1"
        assert any("Calm" in str(value) for value in cells(app).values())
        await pilot.press("u", "u")
        await settled(pilot)
        with Session.open(app.session.settings) as now:
            assert now.project.cells == {}


async def test_summaries_are_written_in_the_framework_grid_only(app):
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        await pilot.press("e")
        assert "framework grid" in status(app)


async def test_who_codes_blind_counts_only_what_they_did(app):
    app.session.code_blind(True)
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        assert cells(app) == {("Heard", "D1"): 1, ("Heard", "D2"): 1, ("Hope", "D2"): 1}


async def test_the_past_is_counted_as_it_was_and_can_not_be_changed(app):
    coding = next(iter(app.session.project.all_codings()))
    number = app.session.project.number
    app.session.do(edits.remove_codings(app.session.project, [coding], app.session.stamp()))
    app.session.look_back(number)
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot, "framework")
        await pilot.press("e")
        await pilot.pause()
        assert "The past can't be changed" in status(app)


@pytest.mark.parametrize(
    ("documents", "table", "said"),
    [
        ((), "code-by-document", "no interviews yet"),
        (("P1: Hello.",), "code-by-document", "no codes yet"),
        (TALK, "framework", "no themes yet"),
        (TALK, "ledger", "no ledger"),
    ],
)
async def test_where_there_is_nothing_to_count_a_sentence_says_so(open_study, documents, table, said):
    app = WorkbenchApp(open_study(*documents))
    async with app.run_test(size=NARROW) as pilot:
        await goes(pilot, table)
        assert said in str(app.screen.query_one("#table-told").content)
        assert app.screen.query_one("#table-told").display
        for key in ("enter", "y", "w", "s", "c", "e", "t", "z", "down", "G", "end", "pagedown"):
            await pilot.press(key, "escape")


async def test_a_large_study_is_counted_in_the_background(app, monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    async with app.run_test(size=SIZE) as pilot:
        await goes(pilot)
        assert len(cells(app)) == 4
        assert status(app).strip() == "Hope × D1: 2 codings, 2 extracts"
        await pilot.press("G", "g")
        await settled(pilot)
        assert status(app).strip() == "Hope × D1: 2 codings, 2 extracts"


async def test_on_a_narrow_terminal_the_list_comes_over_the_table(app):
    async with app.run_test(size=NARROW) as pilot:
        await goes(pilot)
        assert not app.screen.query_one("#tables-list").display
        await pilot.press("f2")
        assert app.screen.query_one("#tables-list").display
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query_one("#tables-list").display
