"""Accidents: nothing is lost, one sentence is said, and nothing is half written."""

import sqlite3
from contextlib import closing

import pytest
from textual.widgets import Static

from tui.conftest import TALK
from workbench.core import edits
from workbench.core.errors import Unreadable
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui import accidents
from workbench.tui.app import WorkbenchApp
from workbench.tui.desk.room import CodingScreen

SIZE = (160, 45)
WORDS = "I felt heard by it"


def status(app):
    return str(app.screen_stack[0].query_one("#status").content)


def apply(session, code="Hope", span=(20, 25)):
    document = session.project.library[0]
    found = session.project.code_named(code)
    return session.do(edits.apply_code(session.project, document.id, Span(*span), found.id, session.stamp()))


def on_disk(settings):
    """The number of steps and of codings, and whether the file is sound."""
    with closing(sqlite3.connect(settings.database)) as connection:
        (steps,) = connection.execute("SELECT count(*) FROM steps").fetchone()
        (codings,) = connection.execute("SELECT count(*) FROM codings").fetchone()
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    return steps, codings, sound


def reports(own_settings):
    return sorted((own_settings.parent / "reports").glob("*"))


# -- a terminal that is too small ---------------------------------------------------------------------------------------


async def test_a_small_terminal_shows_a_sentence_and_the_desk_again_when_it_grows(desk):
    async with desk.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        assert isinstance(desk.screen, accidents.TooSmall)
        assert "too small" in str(desk.screen.query_one(Static).content)
        await pilot.press("c", "1", "d", "f10")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(desk.screen, CodingScreen)
        await pilot.resize_terminal(39, 24)
        await pilot.pause()
        assert isinstance(desk.screen, accidents.TooSmall)
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert isinstance(desk.screen, CodingScreen)
        assert len(list(desk.session.project.all_codings())) == 2


async def test_q_quits_a_small_terminal(desk):
    async with desk.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert not desk.is_running


async def test_a_dialog_outlives_a_terminal_that_was_too_small(desk):
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        dialog = desk.screen
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert desk.screen is dialog


# -- errors in the program ----------------------------------------------------------------------------------------------


def fail(*_words):
    raise ValueError(WORDS)


async def test_an_error_in_an_action_is_told_once_and_the_program_goes_on(desk, monkeypatch, own_settings):
    monkeypatch.setattr(CodingScreen, "action_find_code", fail)
    desk.forgiving = True
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await pilot.pause()
        (told,) = desk._notifications
        assert "an error in the program (ValueError, test_accidents.py line" in told.message
        assert "Your study is safe." in told.message
        (path,) = reports(own_settings)
        assert str(path) in told.message
        assert WORDS not in told.message
        await pilot.press("right_square_bracket", "1")
        assert desk.is_running
    with Session.open(desk.session.settings) as session:
        assert len(list(session.project.all_codings())) == 3


async def test_an_error_in_a_message_or_a_timer_does_not_end_the_program(desk, monkeypatch, own_settings):
    desk.forgiving = True
    async with desk.run_test(size=SIZE) as pilot:
        desk.screen.call_later(fail)
        await pilot.pause()
        desk.call_later(fail)
        await pilot.pause()
        desk.screen.call_after_refresh(fail)
        await pilot.pause()
        timer = desk.screen.set_interval(0.02, fail)
        await pilot.pause(0.2)
        timer.stop()
        assert desk.is_running
        await pilot.press("f10", "q", "f2")
        assert desk.screen.focused.id == "codes"
        assert len(reports(own_settings)) == 1


async def test_where_errors_never_end_the_program_does(desk, own_settings):
    desk.forgiving = True
    with pytest.raises(ValueError, match=WORDS):  # noqa: PT012
        async with desk.run_test(size=SIZE) as pilot:
            for _ in range(accidents.BORNE + 1):
                desk.screen.call_later(fail)
                await pilot.pause()
    assert desk.return_code == 1


async def test_an_error_without_forgiveness_ends_with_a_sentence_and_a_report(desk, own_settings, capsys):
    with pytest.raises(ValueError, match=WORDS):
        async with desk.run_test(size=SIZE):
            desk.screen.call_later(fail)
    told = capsys.readouterr().err
    assert told.startswith("workbench: An error in the program (ValueError, test_accidents.py")
    assert WORDS not in told
    assert len(reports(own_settings)) == 1


def test_a_report_holds_places_and_versions_and_no_words(own_settings):
    words = "She told me about her mother"
    try:
        try:
            fail()
        except ValueError as error:
            raise KeyError(words) from error
    except KeyError as error:
        path = accidents.report(error, (80, 24))
    text = path.read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_accidents.py line" in text
    assert "terminal 80 x 24" in text
    assert "textual 8." in text
    assert words not in text
    assert WORDS not in text
    assert str(own_settings.parent) not in text


def test_a_report_that_cannot_be_written_is_not_told_of(own_settings, monkeypatch):
    own_settings.write_text("")
    monkeypatch.setenv("WORKBENCH_LOGS", str(own_settings / "below-a-file"))
    error = ValueError(WORDS)
    assert accidents.report(error, (80, 24)) is None
    assert accidents.ends_here(error, None).endswith("Open the study again to go on.")


async def test_work_in_the_background_that_fails_without_a_sentence_is_told_as_an_error(
    desk, monkeypatch, own_settings
):
    monkeypatch.setattr("workbench.tasks.export", lambda *_, **__: fail())
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "enter", "enter")
        await pilot.pause(0.3)
        assert "an error in the program (ValueError" in status(desk)
        assert WORDS not in status(desk)
        assert len(reports(own_settings)) == 1


async def test_control_c_never_quits(desk):
    async with desk.run_test(size=SIZE) as pilot:
        for keys in (["f10"], ["question_mark"]):
            await pilot.press(*keys, "ctrl+c")
            await pilot.pause()
            assert desk.is_running


# -- the disk -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """Nobody waits for a lock for long."""
    monkeypatch.setattr("workbench.store.reading.BUSY_SECONDS", 0.1)
    monkeypatch.setattr("workbench.store.writing.BUSY_SECONDS", 0.1)


def pragma(session, words):
    """Sets the one connection through which this session writes."""
    with session._store._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {words}")


def fill(session):
    """Codes until the disk takes no more."""
    pragma(session, "max_page_count = 1")
    with pytest.raises(Unreadable, match="The disk is full, so nothing was saved"):  # noqa: PT012
        for start in range(20, 80):
            apply(session, span=(start, 82))


def lock(session):
    """Lets the database be as one that may not be written."""
    pragma(session, "query_only = on")


@pytest.mark.parametrize(
    ("hamper", "sentence"),
    [
        (lock, "workbench.db may not be written. Check the permissions of the study's folder."),
        (fill, "The disk is full, so nothing was saved. Make room and repeat the last action."),
    ],
)
async def test_a_disk_that_takes_nothing_is_told_and_nothing_is_half_written(open_study, hamper, sentence):
    app = WorkbenchApp(open_study(TALK, coder="Bea"))
    hamper(app.session)
    before = on_disk(app.session.settings)
    async with app.run_test(size=SIZE) as pilot:
        shown = app.screen.view.lanes.codings
        await pilot.press("G", "left_parenthesis", "1")
        assert sentence in status(app)
        assert app.screen.view.lanes.codings == shown
        await pilot.press("c", "escape", "f10", "q")
        assert app.is_running
    assert on_disk(app.session.settings) == before
    assert before[2] == "ok"


async def test_a_database_that_another_program_locks_is_told_and_works_again(open_study, quick):
    app = WorkbenchApp(open_study(TALK, coder="Bea"))
    before = on_disk(app.session.settings)
    async with app.run_test(size=SIZE) as pilot:
        with closing(sqlite3.connect(app.session.settings.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("G", "left_parenthesis", "1")
            assert "workbench.db is in use by another program." in status(app)
        assert on_disk(app.session.settings) == before
        await pilot.press("1")
    assert on_disk(app.session.settings) == (before[0] + 1, before[1] + 1, "ok")


def test_a_text_that_is_too_big_for_the_disk_leaves_the_study_as_it_was(open_study):
    with open_study(TALK, coder="Bea") as session:
        before = on_disk(session.settings)
        pragma(session, "max_page_count = 1")
        from workbench.core.model import Turn, transcript

        text = "x" * 4_000_000
        big = edits.Arrival("big.txt", "Big", "en", transcript(text, [Turn(0, 0, len(text))]), frozenset())
        with pytest.raises(Unreadable, match="The disk is full"):
            session.do(edits.add_documents(session.project, [big], session.stamp()), [big.transcript])
        assert len(session.project.documents) == 1
        settings = session.settings
    assert on_disk(settings) == before


# -- in step with others ------------------------------------------------------------------------------------------------


async def test_what_another_process_does_shows_within_two_seconds_without_a_key(desk):
    async with desk.run_test(size=SIZE) as pilot:
        with Session.open(desk.session.settings._replace(coder="Ravi")) as other:
            apply(other)
            await pilot.pause(2)
            assert len(desk.screen.view.lanes.codings) == 3
            other.undo()
            await pilot.pause(2)
            assert len(desk.screen.view.lanes.codings) == 2
