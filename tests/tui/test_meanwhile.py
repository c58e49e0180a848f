"""What the board, the tables and their windows do when something changes below them: nothing is lost, nothing ends."""

import pytest

from workbench.analysis.tables.matrix import Head, Matrix
from workbench.core import edits
from workbench.core.model import Edit
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.board.balance import Balance
from workbench.tui.board.extracts import Extracts
from workbench.tui.board.view import BoardView
from workbench.tui.widgets.matrixview import MatrixView

TALK = (
    "INT: [Night: How was it?]\n\nP1: [Care > Heard: It felt warm.] [Care > Hope: Then the bus came.] [Night: Late.]",
    "P2: [Care > Heard @Bea: Yes, it did.] [Night @Bea: Never.] [Alone: Nobody.]",
)
SPACE = {" ": "space"}


def typed(words):
    return [SPACE.get(letter, letter) for letter in words]


@pytest.fixture
def desk(open_study):
    """Two interviews; the theme Days has Heard and Hope, Nights has Night; Bea is here."""
    session = open_study(*TALK, coder="Bea")
    for name, *codes in (("Days", "Heard", "Hope"), ("Nights", "Night")):
        ids = tuple(session.project.code_named(code).id for code in codes)
        session.do(edits.add_theme(session.project, edits.ThemeDraft(name, "", ids, ()), session.stamp()))
    return WorkbenchApp(session)


def ana_does(app, *makes):
    """Another coder changes the study, each time as it then stands."""
    with Session.open(app.session.settings._replace(coder="Ana", blind=False)) as other:
        for make in makes:
            other.do(make(other.project, other.stamp()))


def renamed(theme, **changes):
    def make(project, stamp):
        known = project.theme_named(theme)
        draft = {"name": known.name, "summary": known.summary, "codes": known.codes, "quotes": known.quotes}
        return edits.edit_theme(project, known, edits.ThemeDraft(**{**draft, **changes}), stamp)

    return make


def stored(app, name):
    with Session.open(app.session.settings) as session:
        return session.project.theme_named(name)


def cell(app):
    with Session.open(app.session.settings) as session:
        return next(iter(session.project.cells.values()), None)


async def presses(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def test_the_board_is_drawn_in_another_size_before_it_is_told_of_it(desk, monkeypatch):
    async with desk.run_test(size=(120, 30)) as pilot:
        await presses(pilot, "f4", "l", "n")
        monkeypatch.setattr(BoardView, "on_resize", lambda _view: None)
        for size in ((120, 44), (120, 30), (60, 16), (160, 45)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await presses(pilot, "escape")
        assert desk.screen.query_one(BoardView).column.name == "Days"


async def test_a_name_in_other_letters_leaves_what_somebody_else_did_to_the_theme(desk):
    alone = desk.session.project.code_named("Alone").id
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "r")
        ana_does(desk, renamed("Days", summary="Theirs.", codes=(alone,)))
        desk.session.catch_up()
        await presses(pilot, "ctrl+u", *"DAYS", "enter")
    theme = stored(desk, "DAYS")
    assert (theme.name, theme.summary, theme.codes) == ("DAYS", "Theirs.", (alone,))


async def test_words_left_unsaved_of_one_theme_outlive_those_of_another(desk):
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "e", *"One")
    async with WorkbenchApp(desk.session).run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "l", "e", *"Two", "ctrl+o", "h", "e")
        assert pilot.app.screen.draft.body == "One"
        await presses(pilot, "ctrl+o")
    assert [stored(desk, name).summary for name in ("Days", "Nights")] == ["One", "Two"]


async def test_words_left_unsaved_do_not_write_over_what_was_written_since(desk):
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "e", *"Mine")
    ana_does(desk, renamed("Days", summary="Theirs."))
    desk.session.catch_up()
    async with WorkbenchApp(desk.session).run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "e", "ctrl+o")
    assert stored(desk, "Days").summary == "Theirs.\n\nMine"


async def test_marks_go_with_the_codes_that_are_gone_from_the_theme(desk):
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "space")
        ana_does(desk, renamed("Days", codes=()))
        desk.screen.look_again()
        assert desk.screen.view.marked == set()
        assert "marked" not in desk.screen.where()


async def test_the_extracts_follow_what_others_do_and_say_when_the_theme_is_gone(desk):
    def heard_is_gone(project, stamp):
        return edits.delete_code(project, project.code_named("Heard"), stamp)

    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "o")
        window = desk.screen
        assert isinstance(window, Extracts)
        assert len(window.listed) == 3
        ana_does(desk, heard_is_gone)
        desk.session.catch_up()
        window.rows.redraw()
        await pilot.pause()
        window._look()
        assert len(window.listed) == 1
        ana_does(desk, lambda project, stamp: edits.remove_theme(project, project.theme_named("Days"), stamp))
        desk.session.catch_up()
        window._look()
        assert "no longer in the study" in str(window.query_one("#extracts-said").content)
        await presses(pilot, "space", "K", "w", "s", "escape")


async def test_quotes_are_chosen_for_a_cell_whose_words_somebody_else_wrote_meanwhile(desk):
    def write(project, stamp):
        theme, case = project.theme_named("Days"), next(c for c in project.participants if c.name == "P1")
        return edits.write_cell(project, theme, case, "Theirs.", (), stamp)

    async with desk.run_test(size=(160, 45)) as pilot:
        await presses(pilot, "f12")
        desk.screen.want_table("framework")
        await presses(pilot, "t", "space")
        ana_does(desk, write)
        desk.session.catch_up()
        await presses(pilot, "enter")
    assert (cell(desk).summary, len(cell(desk).quotes)) == ("Theirs.", 1)


async def test_who_codes_blind_does_not_write_over_a_hidden_cell(desk):
    def write(project, stamp):
        theme, case = project.theme_named("Days"), next(c for c in project.participants if c.name == "P1")
        return edits.write_cell(project, theme, case, "Theirs.", (), stamp)

    ana_does(desk, write)
    desk.session.catch_up()
    desk.session.code_blind(True)
    async with desk.run_test(size=(160, 45)) as pilot:
        await presses(pilot, "f12")
        desk.screen.want_table("framework")
        desk.screen.view.go_to(cell(desk).case, cell(desk).theme)
        await presses(pilot, "e", *"Mine", "ctrl+o")
        assert desk.screen.draft.body == "Mine"
        assert "hidden while you code blind" in str(desk.screen.query_one("#told").content)
    assert cell(desk).summary == "Theirs."


async def test_a_table_by_an_attribute_that_is_gone_falls_back(desk):
    p1 = next(case for case in desk.session.project.participants if case.name == "P1")
    session = desk.session
    session.do(edits.set_attributes(session.project, [p1], (("age", "30"),), session.stamp()))
    async with desk.run_test(size=(160, 45)) as pilot:
        await presses(pilot, "f12")
        desk.screen.want(name="crosstab", chosen={"rows": "case.age"})
        await presses(pilot)
        ana_does(
            desk, lambda project, stamp: edits.set_attributes(project, [project.cases[p1.id]], (("age", ""),), stamp)
        )
        desk.screen.look_again()
        await presses(pilot, "p")
        assert desk.screen_stack[-2].made.matrix.title == "Codes by documents: codings"


async def test_quotes_behind_a_cell_show_how_they_are_worded_now(desk):
    async with desk.run_test(size=(160, 45)) as pilot:
        await presses(pilot, "f12")
        room, heard = desk.screen, desk.session.project.code_named("Heard").id
        room.query_one(MatrixView).go_to(heard, desk.session.project.library[0].id)
        await pilot.pause(0.15)
        coding = room.found[0]
        assert "It felt warm." in room.rows.render_line(1).text
        edit = Edit(coding.end - 5, coding.end, "mild.")
        ana_does(desk, lambda project, stamp: edits.word_quote(project, coding.document, coding.span, edit, stamp))
        room.look_again()
        assert "It felt [mild.]" in room.rows.render_line(1).text


async def test_a_count_that_comes_late_opens_no_window_over_another_room(desk):
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f7")
        room = desk.screen
        await presses(pilot, "f4")
        room._show_counts(None)
        await pilot.pause()
        assert desk.screen.NAME == "themes"


async def test_the_key_sheet_tells_of_brackets_and_of_the_keys_of_lists(desk):
    async with desk.run_test(size=(160, 45)) as pilot:
        await presses(pilot, "f4", "question_mark")
        sheets = desk.screen.query("Static")
        lines = "\n".join(sheet.render_line(y).text for sheet in sheets for y in range(sheet.size.height))
        assert "add words after them, in [brackets]" in lines
        assert "a page of a list down" in lines


async def test_the_balance_of_a_thousand_participants_lists_who_gives_quotes(desk):
    rows = tuple(Head(str(n), f"P{n}") for n in range(1000))
    columns = (*(Head(f"t{n}", f"Theme {n}") for n in range(60)), Head("", "All themes"))
    counts = {("7", "t50"): 3, ("7", ""): 3}
    matrix = Matrix("Quotes", "Counted.", "Participant", rows, columns, counts, lambda _r, _c: (), "balance")
    async with desk.run_test(size=(80, 24)) as pilot:
        desk.push_screen(Balance(matrix, ("Look.",)))
        await pilot.pause()
        lines = desk.screen.query_one(".grid").render().plain.splitlines()
        assert max(map(len, lines)) <= 76
        assert [line for line in lines if "3" in line.split()[1:]][-1].split() == ["P7", *["·"] * 8, "3"]
        assert lines[-1] == "… 999 participants without a quote"


async def test_the_board_does_not_say_what_was_done_before_a_window_did_something_else(desk):
    async with desk.run_test(size=(120, 40)) as pilot:
        await presses(pilot, "f4", "l", "J", "o")
        assert desk.screen_stack[-2]._said[0].startswith("Moved “Heard”")
        await presses(pilot, "space", "escape")
        assert str(desk.screen.query_one("#status").content).strip() == "theme 1 of 2 · Heard · saved"
