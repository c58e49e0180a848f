"""The small windows over the rooms: ways out, names that look like markup, and a study that changes meanwhile."""

import signal

import pytest
from rich.text import Text
from textual.widgets import Input, OptionList

from workbench.core import edits
from workbench.core.model import MEMO_KINDS
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.commands import COMMANDS
from workbench.tui.dialogs import Ask, Choice, Confirm, Finder, Pick
from workbench.tui.history.room import Details
from workbench.tui.keymap import own_keys
from workbench.tui.library.importing import Importing
from workbench.tui.start import StartApp, start
from workbench.tui.widgets.keybar import KeyBar

SIZE = (100, 30)
MARKUP = "[$accent]a[/] [@click=app.quit]b \x1b[31m"


def scaled(app, points):
    """The study with a scale on the first code that has codings."""
    session = app.session
    code = next(session.project.codes[coding.code] for coding in session.project.all_codings())
    session.do(edits.edit_code(session.project, code, code._replace(scale=points), session.stamp()))
    return code


def elsewhere(app, make):
    """Another process changes the study."""
    with Session.open(app.session.settings._replace(coder="Zoe")) as other:
        other.do(make(other))


async def foot_click(pilot, word):
    """Clicks on a word in the lower frame of the window."""
    box = pilot.app.screen.query_one(".box")
    row = box.region.bottom - 1
    line = "".join(segment.text for segment in pilot.app.screen._compositor.render_strips()[row])
    await pilot.click(offset=(line.index(word), row))
    await pilot.pause()


@pytest.mark.parametrize("size", [(40, 10), SIZE])
@pytest.mark.parametrize(
    ("window", "answer"),
    [
        (lambda _: Ask("What?"), None),
        (lambda _: Pick("Which?", ()), None),
        (lambda _: Confirm("Sure?", ["a line"] * 60), False),
        (lambda app: Finder(app.session.project, (), lambda _: list(app.session.project.codes)), None),
    ],
)
async def test_every_window_is_left_by_a_click_on_its_foot(desk, window, answer, size):
    got = []
    async with desk.run_test(size=size) as pilot:
        desk.push_screen(window(desk), got.append)
        await pilot.pause()
        await foot_click(pilot, "Esc")
    assert got == [answer]


async def test_the_answers_of_a_long_question_stay_in_sight(desk):
    got = []
    async with desk.run_test(size=(40, 10)) as pilot:
        desk.push_screen(Confirm("Sure?", ["a line"] * 60), got.append)
        await pilot.pause()
        await pilot.click(OptionList, offset=(3, 0))
        await pilot.pause()
    assert got == [True]


async def test_what_looks_like_markup_stays_what_it_is_in_frames(desk):
    async with desk.run_test(size=SIZE) as pilot:
        for window in (Ask(MARKUP), Pick(MARKUP, ()), Confirm(MARKUP)):
            desk.push_screen(window)
            await pilot.pause()
            assert desk.screen.query_one(".box")._border_title.plain == "[$accent]a[/] [@click=app.quit]b [31m"
            await pilot.press("escape")


async def test_what_could_steer_the_terminal_is_not_put_into_a_line_to_type_in(desk):
    async with desk.run_test(size=SIZE) as pilot:
        desk.push_screen(Ask("Rename", MARKUP))
        await pilot.pause()
        assert desk.screen.query_one(Input).value == "[$accent]a[/] [@click=app.quit]b [31m"


async def test_a_code_made_elsewhere_while_one_is_looked_for_does_no_harm(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "f")
        elsewhere(desk, lambda s: edits.add_code(s.project, "Newer", None, s.stamp()))
        desk._look()
        await pilot.press("h", "o", "enter")
        await pilot.pause()
        assert desk.session.project.codes[desk.screen.code].name == "Hope"


async def test_points_of_a_scale_may_be_any_signs(desk):
    scaled(desk, ("-", "0", "*"))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "R", "enter")
        assert [c.rating for c in desk.session.project.all_codings()].count("-") == 1
        await pilot.press("V", "down", "down", "down", "enter")
        assert desk.screen.wanted.rating == "*"
        await pilot.press("x", "R", "end", "enter")
        assert [c.rating for c in desk.session.project.all_codings()].count("") == 2


async def test_an_import_ends_though_something_covered_its_window(desk, tmp_path):
    (tmp_path / "N1.txt").write_text("A: One.\n\nB: Two.\n")
    got = []
    async with desk.run_test(size=SIZE) as pilot:
        window = Importing(desk.session, [tmp_path / "N1.txt"])
        desk.push_screen(window, got.append)
        await pilot.pause()
        await desk.workers.wait_for_complete()
        await pilot.pause()
        await pilot.resize_terminal(30, 8)
        window.action_take()
        await desk.workers.wait_for_complete()
        await pilot.pause()
        assert got == []
        await pilot.resize_terminal(*SIZE)
        await pilot.pause()
        assert desk.screen is desk.screen_stack[0]
    assert len(got) == 1
    assert "N1" in got[0]


@pytest.mark.parametrize("name", ["library", "codebook", "quotes", "memos", "history", "settings"])
async def test_the_right_button_lists_what_can_be_done_in_a_room(desk, name):
    async with desk.run_test(size=SIZE) as pilot:
        desk.action_go(name)
        await pilot.pause()
        await pilot.click(desk.screen.focused, offset=(5, 2), button=3)
        await pilot.pause()
        assert isinstance(desk.screen, Pick)
        offered = [choice.value for choice in desk.screen.choices]
        own = [command.id for command in COMMANDS if command.where in {name, "room"}]
        assert offered == own


async def test_the_right_button_goes_to_what_is_under_it_first(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        await pilot.click(desk.screen.rows, offset=(5, 1), button=3)
        await pilot.pause()
        place = [choice.value for choice in desk.screen.choices].index("library.open_document")
        await pilot.click(OptionList, offset=(5, place))
        await pilot.pause()
        assert desk.screen.document.title == "D2"


async def test_a_click_at_the_foot_acts_though_a_line_for_letters_has_the_focus(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f5", "slash")
        bar = desk.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(bar.render().plain.index("Rename"), 0))
        await pilot.pause()
        assert isinstance(desk.screen, Ask)
        await pilot.press("escape")
        assert desk.screen.query_one(Input).value == ""


async def test_a_click_beside_the_words_at_the_foot_does_nothing(desk):
    async with desk.run_test(size=(44, 12)) as pilot:
        await pilot.press("f7")
        bar = desk.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(bar.render().cell_len, 0))
        await pilot.pause()
        assert desk.screen.NAME == "quotes"


def placed(app, about):
    """The id of the code Hope, of the case P2, or of a new theme."""
    project = app.session.project
    if about == "code":
        return project.code_named("Hope").id
    if about == "case":
        return next(case.id for case in project.cases.values() if case.name == "P2")
    app.session.do(edits.add_theme(project, edits.ThemeDraft("Warmth", "", (), ()), app.session.stamp()))
    return next(iter(app.session.project.themes))


@pytest.mark.parametrize(
    ("about", "room", "chosen"),
    [
        ("code", "codebook", lambda room: room.code),
        ("case", "library", lambda room: room.voices(room.chosen)[0][1].id),
        ("theme", "quotes", lambda room: room.wanted.themes[0]),
    ],
)
async def test_a_memo_leads_to_the_code_case_or_theme_it_is_about(desk, about, room, chosen):
    target, session = placed(desk, about), desk.session
    session.do(
        edits.write_memo(session.project, about, target, Span(0, 0), MEMO_KINDS[0], "Hm.", False, session.stamp())
    )
    async with desk.run_test(size=SIZE) as pilot:
        for _ in range(2):
            await pilot.press("f8", "o")
            await pilot.pause()
            assert room == desk.screen.NAME
            assert chosen(desk.screen) == target


async def test_the_doors_and_the_key_sheet_show_the_users_own_keys(desk):
    desk.preferences = desk.preferences._replace(keys=(("room.library", ("f11",)), ("recent_code_2", ("ctrl+y",))))
    desk.use_keys()
    async with desk.run_test(size=(160, 45)) as pilot:
        assert "F11 Library" in desk.screen.query_one("RoomBar").render().plain
        await pilot.press("question_mark")
        lines = [part.render_line(y).text for part in desk.screen.query("Static") for y in range(part.size.height)]
    assert any("1 ^y 3 4 5 6 7 8 9" in line for line in lines)


def test_a_key_that_is_typed_in_a_window_cant_be_a_command_there():
    found = own_keys((("finder.next_line", ("x", "ctrl+y")), ("confirm.yes", ("u",))))
    assert dict(found.keys) == {"finder.next_line": "ctrl+y", "confirm.yes": "u"}
    assert found.problems == ("finder.next_line: x is typed there.",)


async def test_the_end_and_the_start_of_a_list_pressed_at_once_show_the_start(desk):
    for number in range(60):
        name = f"Case {number}"
        desk.session.do(edits.add_case(desk.session.project, name, desk.session.stamp()))
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        rows = desk.screen.rows
        rows.go(60)
        rows.go(0)
        await pilot.pause()
        assert (rows.here, rows.scroll_offset.y) == (0, 0)


async def test_what_a_step_did_is_not_told_over_another_room(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        history = desk.screen
        await pilot.press("f8")
        history._show_details(Details("Step 1", ["Made."]))
        await pilot.pause()
        assert desk.screen.NAME == "memos"


async def test_after_a_change_of_coder_every_room_shows_what_that_coder_may_see(desk):
    async with desk.run_test(size=SIZE) as pilot:
        for key in ("f5", "f6", "f7", "f8", "f9"):
            await pilot.press(key)
        desk.session.code_blind(True)
        desk.become("Nobody yet")
        await pilot.press("f7")
        assert len(desk.screen.found) == 0
        await pilot.press("f9")
        assert desk.screen.lines == []
        await pilot.press("f6")
        assert desk.screen.project.counts == {}
        desk.session.code_blind(False)
        desk.redraw()
        await pilot.press("f7")
        assert len(desk.screen.found) == 2


def test_the_start_ends_with_the_code_of_what_ended_it(monkeypatch):
    before, held = signal.getsignal(signal.SIGTERM), []

    def told(app):
        held.append(signal.getsignal(signal.SIGTERM))
        app._return_code = 143

    monkeypatch.setattr(StartApp, "run", told)
    with pytest.raises(SystemExit) as ended:
        start("Ana")
    assert ended.value.code == 143
    assert held != [before]
    assert signal.getsignal(signal.SIGTERM) is before


async def test_the_line_where_one_is_stays_in_sight_on_a_low_terminal(desk):
    async with desk.run_test(size=(40, 10)) as pilot:
        desk.push_screen(Pick("Which?", [Choice(str(n), Text(f"line {n}")) for n in range(30)]))
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        strips = desk.screen._compositor.render_strips()
        assert any("line 29" in "".join(segment.text for segment in strip) for strip in strips)
