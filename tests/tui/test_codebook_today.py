"""The codebook's room where one looks at the past, and where one codes blind: nothing is changed, nothing of others shown."""

import pytest
from textual.widgets import Input, OptionList

from workbench import tasks
from workbench.core import edits
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.again import Again
from workbench.tui.codebook.room import CodebookRoom
from workbench.tui.codebook.versions import Versions
from workbench.tui.dialogs import Pick

TALK = (
    "P1: [Care > Heard @Ana: It felt] [Care > Hope: warm] to me. [Time @Ana: Then it went.]",
    "P2: [Care > Heard: Yes.] [Care > Heard @Ana: No.]",
)
CHANGING = ("n", "N", "r", "e", "E", "J", "K", "L", "H", "g", "s", "d", "u", "ctrl+r")


@pytest.fixture
def study(open_study):
    """Two interviews coded by Ana and Bea, and a code that means something else than it did."""
    session = open_study(*TALK, coder="Bea")
    for words in ("So.", "So it is."):
        heard = session.project.code_named("Heard")
        session.do(edits.edit_code(session.project, heard, heard._replace(definition=words), session.stamp()))
    return session


def number(app):
    with Session.open(app.session.settings) as session:
        return session.project.number


def status(app):
    return str(app.screen.query_one("#status").content).strip()


async def at(app, pilot, name):
    await pilot.press("f6")
    app.screen.book.go_to(app.session.project.code_named(name).id)
    await pilot.pause(0.15)
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_in_the_past_every_act_is_refused_before_anything_is_asked(study):
    study.look_back(study.project.number - 1)
    app = WorkbenchApp(study)
    async with app.run_test(size=(160, 45)) as pilot:
        await at(app, pilot, "Heard")
        for key in CHANGING:
            app.screen.hush()
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, CodebookRoom), key
            assert "nothing can be changed there. Go back to today with t in the history (F9)." in status(app), key
        for key in "iwc":
            app.screen.hush()
            await pilot.press(key)
            await pilot.pause()
            assert "files go with the study of today" in status(app), key
    assert number(app) == study.project.number


async def test_in_the_past_what_only_reads_works(study):
    study.look_back(study.project.number - 1)
    app = WorkbenchApp(study)
    async with app.run_test(size=(120, 36)) as pilot:
        await at(app, pilot, "Heard")
        assert "So." in str(app.screen.query_one("#book-about").content)
        for key, window in (("a", Again), ("v", Versions)):
            await pilot.press(key)
            await pilot.pause(0.1)
            await app.workers.wait_for_complete()
            assert isinstance(app.screen, window)
            await pilot.press("y", "u", "escape")
            await pilot.pause()
    assert number(app) == study.project.number


async def test_who_codes_blind_is_not_told_how_many_codings_of_others_a_code_has(study):
    study.code_blind(True)
    app = WorkbenchApp(study)
    async with app.run_test(size=(120, 36)) as pilot:
        await at(app, pilot, "Time")
        await pilot.press("d")
        assert isinstance(app.screen, Pick)
        options = app.screen.query_one(OptionList)
        told = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        assert told == ["Give its codings to another code …", "Remove the codings too"]
        await pilot.press("down", "enter")
        assert app.screen.lines == (
            "The code “Time” is removed",
            "What other coders did changes with it, and stays hidden while you code blind",
        )


async def test_a_moved_code_says_where_its_codings_count_now(study):
    app = WorkbenchApp(study)
    async with app.run_test(size=(160, 36)) as pilot:
        await at(app, pilot, "Time")
        await pilot.press("L")
        assert status(app) == "Moved the code “Time” below “Care”; its 1 coding counts below “Care” now."
        await pilot.press("H")
        assert status(app) == "Moved the code “Time” to the top; its 1 coding counts below no other code now."
        study.code_blind(True)
        await pilot.press("L")
        assert status(app) == "Moved the code “Time” below “Care”."


async def test_who_codes_blind_is_not_told_how_many_codings_of_others_a_file_would_outdate(study):
    path = study.settings.folder / "heard.yaml"
    tasks.export_codebook(study, path)
    path.write_text(path.read_text().replace("So it is.", "So be it."))
    study.code_blind(True)
    study.become("Cem")
    app = WorkbenchApp(study)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f6", "i")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [line.said for line in app.screen.lines] == ["“Heard” has another definition"]
        assert str(app.screen.query_one("#changes-said").content) == "Enter brings it in, in one step."


async def test_a_file_that_changes_nothing_is_not_said_to_meet_another_study(study):
    path = study.settings.folder / "same.yaml"
    tasks.export_codebook(study, path)
    before = study.project.number
    app = WorkbenchApp(study)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f6", "i")
        app.screen.query_one(Input).value = str(path)
        for _ in range(2):
            await pilot.press("enter")
            await pilot.pause(0.1)
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert "changed meanwhile" not in str(app.screen.query("#changes-said, #status").first().content)
    assert number(app) == before
