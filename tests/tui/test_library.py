"""The library, by keys and by mouse; what counts is what the store holds."""

import threading

import pytest

from workbench import tasks
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.commands import LIBRARY, commands_of
from workbench.tui.dialogs import Confirm, Pick
from workbench.tui.library.dialogs import FindCase, Known
from workbench.tui.library.importing import STOPPED, Importing
from workbench.tui.library.table import Heads
from workbench.tui.paths import PathLine
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.longlist import LongList

SIZE = (160, 45)
NARROW = (80, 24)


def held(app):
    """What the store holds, read anew."""
    with Session.open(app.session.settings) as session:
        return session.project


def people(project):
    return sorted((case.name, case.interviewer, case.attributes) for case in project.cases.values())


def status(app):
    return str(app.screen_stack[1].query_one("#status").content).strip()


def lines(app, room=110):
    rows = app.screen_stack[1].query_one(LongList)
    return [rows.draw(place, room)[0].plain for place in range(rows.count)]


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


async def typed(pilot, words):
    await pilot.press(*[{" ": "space", "=": "equals_sign", "/": "slash", ".": "full_stop"}.get(w, w) for w in words])


async def library(app, pilot):
    await pilot.press("f5")
    await settled(app, pilot)
    return app.screen


@pytest.fixture
def transcripts(tmp_path):
    """A folder with two interviews, and a file that can't be read."""
    folder = tmp_path / "arrivals"
    folder.mkdir()
    for name, words in (("N1", "Long."), ("N2", "Short, and dark.")):
        text = f"INT: How was it?\n\n{name}: {words}\n\nINT: And then?\n\n{name}: Home.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"no Word file")
    return folder


# -- what is shown --------------------------------------------------------------------------------------------------------


async def test_a_row_tells_words_speakers_coded_share_codings_and_coders(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        assert [row.split() for row in lines(desk)] == [
            ["D1", "26", "en", "P1,", "(INT)", "32", "%", "2", "Ana", "2026-11-21"],
            ["D2", "9", "en", "P2,", "(INT)", "0", "%", "0", "2026-11-21"],
        ]


async def test_whoever_codes_blind_sees_neither_others_codings_nor_their_share(open_study):
    session = open_study("INT: Well?\nP1: [a: Yes], no.", coder="Bea")
    session.settings = session.settings._replace(blind=True)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await library(app, pilot)
        assert lines(app)[0].split() == ["D1", "3", "en", "P1,", "(INT)", "0", "%", "0", "2026-11-21"]


async def test_sorting_filtering_and_the_cursor_that_stays_on_its_document(desk):
    async with desk.run_test(size=SIZE) as pilot:
        room = await library(desk, pilot)
        await pilot.press("j")
        assert room.chosen.title == "D2"
        await pilot.press("o")
        assert (room.sort, [d.title for d in room.listed], room.chosen.title) == ("words", ["D1", "D2"], "D2")
        await pilot.press("slash", "p", "1", "enter")
        assert [d.title for d in room.listed] == ["D1"]
        await pilot.press("escape")
        assert [d.title for d in room.listed] == ["D1", "D2"]


async def test_enter_opens_the_document_at_the_desk(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("G", "enter")
        await pilot.pause()
        assert (desk.screen.NAME, desk.screen.document.title) == ("code", "D2")


@pytest.mark.parametrize("size", [NARROW, SIZE])
async def test_every_key_of_the_library_is_harmless_even_without_documents(open_study, size):
    app = WorkbenchApp(open_study(coder="Bea"))
    async with app.run_test(size=size) as pilot:
        await library(app, pilot)
        for command in commands_of(LIBRARY):
            for key in command.keys:
                await pilot.press(key)
                await pilot.pause()
                if app.screen.__class__.__name__ != "LibraryRoom":
                    await pilot.press("escape")
                    await pilot.pause()
        assert app.screen.NAME == "library"


# -- documents ------------------------------------------------------------------------------------------------------------


async def test_rename_and_undo(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("r", "home", "x", "space", "enter")
        assert [d.title for d in held(desk).library] == ["x D1", "D2"]
        await pilot.press("u")
        assert [d.title for d in held(desk).library] == ["D1", "D2"]


async def test_the_language_of_all_that_are_marked(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("space", "j", "space", "l", "ctrl+u", "d", "e", "enter")
        assert [d.language for d in held(desk).library] == ["de", "de"]
        await pilot.press("u")
        assert [d.language for d in held(desk).library] == ["en", "en"]


async def test_removing_shows_what_goes_and_undo_brings_it_back(desk):
    before = held(desk)
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("d")
        assert isinstance(desk.screen, Confirm)
        assert "2 codings are removed in 1 document, all by others" in desk.screen.lines
        await pilot.press("escape")
        assert held(desk).documents == before.documents
        await pilot.press("d", "y")
        assert [d.title for d in held(desk).library] == ["D2"]
        await pilot.press("u")
    after = held(desk)
    assert (after.documents, after.codings, after.speakers) == (before.documents, before.codings, before.speakers)


# -- people ---------------------------------------------------------------------------------------------------------------


async def test_a_speaker_becomes_a_case_that_is_typed(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("s")
        assert isinstance(desk.screen, Pick)
        await pilot.press("enter", "enter")
        assert isinstance(desk.screen, FindCase)
        await typed(pilot, "Ida")
        await pilot.press("enter")
        assert people(held(desk)) == [("INT", True, ()), ("Ida", False, ()), ("P2", False, ())]
        await pilot.press("u")
    assert people(held(desk)) == [("INT", True, ()), ("P1", False, ()), ("P2", False, ())]


async def test_a_case_asks_or_answers(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("s", "enter", "down", "enter")
        await settled(desk, pilot)
        assert held(desk).case_named("P1").interviewer
        assert lines(desk)[0].split()[3:7] == ["(INT),", "(P1)", "0", "%"]
        await pilot.press("u")
    assert not held(desk).case_named("P1").interviewer


async def test_a_cases_attributes_are_lines(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("t", "enter")
        assert isinstance(desk.screen, Known)
        await typed(pilot, "age")
        await pilot.press("enter")
        assert isinstance(desk.screen, Known)
        await typed(pilot, "=40")
        await pilot.press("tab")
        await typed(pilot, "town = Cork")
        await pilot.press("enter")
        assert held(desk).case_named("P1").attributes == (("age", "40"), ("town", "Cork"))
        await pilot.press("t", "enter", "ctrl+u", "enter")
        assert held(desk).case_named("P1").attributes == (("town", "Cork"),)
        await pilot.press("u", "u")
    assert held(desk).case_named("P1").attributes == ()


async def test_a_case_is_renamed_and_another_added(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("e", "enter", "ctrl+u", "I", "d", "a", "enter")
        await pilot.press("c", "E", "v", "e", "enter")
    assert [name for name, *_ in people(held(desk))] == ["Eve", "INT", "Ida", "P2"]


# -- bringing in ----------------------------------------------------------------------------------------------------------


async def import_from(app, pilot, path):
    await library(app, pilot)
    await pilot.press("i")
    assert isinstance(app.screen, PathLine)
    app.screen.query_one("Input").value = str(path)
    await pilot.press("enter")
    await settled(app, pilot)


async def test_a_folder_with_a_bad_file_comes_in_without_it_as_one_step(desk, transcripts):
    async with desk.run_test(size=SIZE) as pilot:
        await import_from(desk, pilot, transcripts)
        assert isinstance(desk.screen, Importing)
        rows = desk.screen.query_one(LongList)
        drawn = [rows.draw(place, 100)[0].plain for place in range(rows.count)]
        assert [line.split()[:2] for line in drawn] == [["✓", "N1.txt"], ["✓", "N2.txt"], ["✗", "broken.docx:"]]
        assert len(held(desk).documents) == 2
        await pilot.press("enter")
        await settled(desk, pilot)
        assert status(desk) == "Imported 2 documents."
        assert [d.name for d in held(desk).library] == ["D1.txt", "D2.txt", "N1.txt", "N2.txt"]
        await pilot.press("u")
    assert [d.name for d in held(desk).library] == ["D1.txt", "D2.txt"]


async def test_a_file_that_is_switched_off_stays_out(desk, transcripts):
    async with desk.run_test(size=NARROW) as pilot:
        await import_from(desk, pilot, transcripts)
        await pilot.press("j", "space", "enter")
        await settled(desk, pilot)
    assert [d.name for d in held(desk).library] == ["D1.txt", "D2.txt", "N1.txt"]


async def test_tab_completes_a_path(desk, transcripts):
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        await pilot.press("i")
        line = desk.screen.query_one("Input")
        line.value = f"{transcripts.parent}/arr"
        await pilot.press("tab", "N", "tab")
        assert line.value == f"{transcripts}/N"
        await typed(pilot, "2")
        await pilot.press("tab", "enter")
        await settled(desk, pilot)
        assert desk.screen.found.number == 1


@pytest.mark.parametrize("stage", ["reading", "writing"])
async def test_an_import_that_is_stopped_brings_nothing_in_and_says_so(desk, transcripts, monkeypatch, stage):
    began, goes_on = threading.Event(), threading.Event()
    name = {"reading": "read_transcripts", "writing": "add_transcripts"}[stage]
    real = getattr(tasks, name)

    def slow(session, what, progress):
        began.set()
        goes_on.wait(5)
        return real(session, what, progress=progress)

    monkeypatch.setattr(f"workbench.tasks.{name}", slow)
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        desk.screen._import(transcripts)
        await pilot.pause()
        if stage == "writing":
            await settled(desk, pilot)
            await pilot.press("enter")
        assert began.wait(5)
        await pilot.press("escape")
        goes_on.set()
        await settled(desk, pilot)
        assert status(desk) == STOPPED
    after = held(desk)
    assert (len(after.documents), after.number) == (2, 1)


async def test_an_error_in_the_program_ends_the_import_in_a_sentence(desk, transcripts, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("workbench.tasks.read_transcripts", fail)
    async with desk.run_test(size=SIZE) as pilot:
        await library(desk, pilot)
        desk.screen._import(transcripts)
        await pilot.pause(0.3)
        assert status(desk) == "Nothing was imported: this didn't work (ZeroDivisionError)."


# -- the mouse ------------------------------------------------------------------------------------------------------------


def foot(app, word):
    """Where a word stands at the foot of the screen."""
    at = app.screen.query_one(KeyBar).render().plain.index(f" {word} ")
    return at + 1, 0


async def test_the_mouse_alone_sorts_marks_and_opens(desk):
    async with desk.run_test(size=NARROW) as pilot:
        await pilot.click("RoomBar", offset=(desk.screen.query_one("RoomBar")._doors[2][0] + 2, 0))
        await settled(desk, pilot)
        room = desk.screen
        await pilot.click(Heads, offset=(room.query_one(Heads).render().plain.index("words"), 0))
        assert room.sort == "words"
        await pilot.click(LongList, offset=(1, 1))
        assert room.marked == {room.listed[1].id}
        await pilot.click(KeyBar, offset=foot(desk, "Open"))
        await pilot.pause()
        assert (desk.screen.NAME, desk.screen.document.title) == ("code", "D2")


async def test_a_double_click_opens(desk):
    async with desk.run_test(size=NARROW) as pilot:
        await library(desk, pilot)
        await pilot.click(LongList, offset=(8, 1), times=2)
        await pilot.pause()
        assert (desk.screen.NAME, desk.screen.document.title) == ("code", "D2")


async def test_the_mouse_alone_imports(desk, transcripts):
    folder = desk.session.settings.folder / "transcripts"
    for path in transcripts.iterdir():
        path.rename(folder / path.name)
    async with desk.run_test(size=NARROW) as pilot:
        await library(desk, pilot)
        await pilot.click(KeyBar, offset=foot(desk, "Import"))
        await pilot.pause()
        await pilot.click("PathLine OptionList", offset=(4, 0))
        await settled(desk, pilot)
        await pilot.click(LongList, offset=(1, 0))
        await pilot.click("#acts", offset=(4, 0))
        await settled(desk, pilot)
    assert [d.name for d in held(desk).library] == ["D1.txt", "D2.txt", "N2.txt"]
