"""The history room: what it lists, taking back steps from it, and the study of an earlier day; by keys and by mouse."""

import pytest

from workbench.core import edits
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.dialogs import Confirm
from workbench.tui.history.room import Details
from workbench.tui.widgets.longlist import LongList
from workbench.tui.widgets.roombar import RoomBar

SIZE = (120, 30)


def held(app):
    """Start and code of each coding in the store, read anew."""
    with Session.open(app.session.settings) as session:
        return [(c.start, session.project.codes[c.code].name) for c in session.project.all_codings()]


def code(session, start, name="Hope"):
    project = session.project
    wanted = project.code_named(name).id
    session.do(edits.apply_code(project, project.library[1].id, Span(start, start + 3), wanted, session.stamp()))


def listed(app):
    """The lines in sight, without their times."""
    room = app.screen
    return ["  ".join(room._draw(at, 110)[0].plain.split("  ")[-1:]).strip() for at in range(room.steps.count)]


def status(app):
    return str(app.screen.query_one("#status").content).strip()


async def settled(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
def worked(desk):
    """Bea put a code on three stretches of the second interview: steps 2, 3, 4."""
    for start in (17, 21, 26):
        code(desk.session, start)
    return desk


@pytest.fixture
def shared(worked):
    """And Ana put it on a fourth: step 5."""
    with Session.open(worked.session.settings._replace(coder="Ana")) as ana:
        code(ana, 30)
    worked.session.catch_up()
    return worked


async def test_the_newest_step_stands_on_top_and_a_step_taken_back_says_so(worked):
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "j", "r")
        assert [c[0] for c in held(worked)[2:]] == [17, 26]
        lines = [line.plain for at in range(5) for line in worked.screen._draw(at, 110)]
        assert [line.split()[0] for line in lines] == ["5", "4", "3", "2", "1"]
        assert "Undone: Coded D2 with “Hope”" in lines[0]
        assert lines[2].endswith("Coded D2 with “Hope” (taken back)")
        assert worked.screen.step_here.number == 3
        await pilot.press("u")
        assert [c[0] for c in held(worked)[2:]] == [17, 21, 26]


async def test_a_step_of_another_coder_is_taken_back_after_a_question(shared):
    worked = shared
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "r")
        assert isinstance(worked.screen, Confirm)
        await pilot.press("n")
        assert [c[0] for c in held(worked)[2:]] == [17, 21, 26, 30]
        await pilot.press("r", "y")
        assert [c[0] for c in held(worked)[2:]] == [17, 21, 26]


async def test_all_after_a_step_is_taken_back_after_a_question(worked):
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "j", "j", "b")
        assert worked.screen.question == "Take back 2 steps of yours after step 2?"
        await pilot.press("y")
        await settled(pilot)
        assert [c[0] for c in held(worked)[2:]] == [17]
        assert status(worked) == "Took back 2 steps."
        await pilot.press("home", "b")
        assert status(worked) == "You did nothing after step 6 that still stands."


async def test_in_the_past_all_rooms_show_it_and_nothing_changes_until_today(worked):
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "end", "v")
        await settled(pilot)
        assert "Looking at the study as it was on 21 November 2026, after step 1" in status(worked)
        assert "read-only" in worked.screen.query_one(RoomBar).render().plain
        await pilot.press("q", "ctrl+n")
        assert worked.screen.codings == ()
        await pilot.press("f7")
        assert len(worked.screen.found) == 2
        await pilot.press("d")
        assert "You are looking at the study as it was on 21 November 2026" in status(worked)
        await pilot.press("u")
        assert "You are looking at the study as it was" in status(worked)
        assert len(held(worked)) == 5
        await pilot.press("f9", "t", "q")
        assert [c.start for c in worked.screen.codings] == [17, 21, 26]
        await pilot.press("u")
        assert len(held(worked)) == 4


async def test_enter_tells_what_a_step_changed_and_o_goes_to_its_words(worked):
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "enter")
        await settled(pilot)
        assert isinstance(worked.screen, Details)
        assert worked.screen.lines[0] == "Coded D2 with “Hope”."
        assert "1 coding" in worked.screen.lines[3]
        await pilot.press("escape", "o")
        assert worked.screen.NAME == "code"
        assert worked.screen.view.cursor.selection == Span(26, 29)


async def test_words_and_whose_steps_choose_what_is_listed(shared):
    worked = shared
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "w")
        assert [line.number for line in worked.screen._shown] == [4, 3, 2, 1]
        await pilot.press("w", "slash", *"made", "enter")
        assert [line.number for line in worked.screen._shown] == [1]
        await pilot.press("escape")
        assert len(worked.screen._shown) == 5


async def test_who_codes_blind_sees_the_own_steps_alone(shared):
    worked = shared
    worked.session.code_blind(True)
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        assert [line.number for line in worked.screen._shown] == [4, 3, 2, 1]


async def test_the_mouse_alone_takes_a_step_back(worked):
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await pilot.click(LongList, offset=(30, 2))
        assert worked.screen.step_here.number == 3
        bar = worked.screen.query_one("KeyBar")
        at = bar.render().plain.index("Take back")
        await pilot.click("KeyBar", offset=(at, 0))
        await pilot.pause()
        assert [c[0] for c in held(worked)[2:]] == [17, 26]


async def test_ten_thousand_steps_are_listed_without_drawing_them(worked, monkeypatch):
    from workbench.core.history import Line

    lines = [Line(number, "Coded", "Bea", "2026-05-01T10:00:00Z", None) for number in range(1, 10_001)]
    async with worked.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(worked.session, "history", lambda after=0: lines[after:])
        await pilot.press("f9", "end")
        assert worked.screen.step_here.number == 1
        assert len(worked.screen.rows._rows) < 100


async def test_a_long_history_is_read_in_the_background(worked, monkeypatch):
    monkeypatch.setattr("workbench.tui.history.room.AT_ONCE", 1)
    async with worked.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert [line.number for line in worked.screen._shown] == [4, 3, 2, 1]
