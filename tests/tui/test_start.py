"""The start screen: what one may begin with, and the list of studies opened last."""

import json
from contextlib import suppress

import pytest
from textual.worker import WorkerCancelled

from workbench import config
from workbench.cli import study as opening
from workbench.config import Settings, is_study, recent_studies, remember
from workbench.session import Session
from workbench.tui.commands import START, commands_of
from workbench.tui.paths import PathLine
from workbench.tui.start import StartApp


@pytest.fixture
def make(tmp_path):
    """Makes an empty study, and gives its folder."""

    def made(name):
        Session.create(Settings(tmp_path / name, "Ana")).close()
        return tmp_path / name

    return made


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    """An empty folder is the present one."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def said(app):
    return str(app.screen_stack[0].query_one("#start-said").content)


def offered(app):
    options = app.screen_stack[0].query_one("#start")
    return [str(option.prompt).split()[0] for option in options.options]


async def finished(app, pilot):
    with suppress(WorkerCancelled):  # a program that ends at the end of the work cancels what it waits for
        await app.workers.wait_for_complete()
    await pilot.pause()


# -- the studies opened last ----------------------------------------------------------------------------------------------


def test_the_newest_comes_first_once_and_what_is_gone_is_left_out(make):
    one, two, three = make("one"), make("two"), make("three")
    for folder in (one, two, three, one):
        remember(folder)
    assert recent_studies() == (one, three, two)
    (three / "workbench.db").unlink()
    assert recent_studies() == (one, two)


def test_ten_are_kept(make):
    folders = [make(f"s{n}") for n in range(11)]
    for folder in folders:
        remember(folder)
    assert recent_studies() == tuple(reversed(folders[1:]))


@pytest.mark.parametrize("broken", ["", "{", "7", '{"a": 1}', "[1, null]", "\udcff"])
def test_a_broken_list_is_no_list_and_is_written_anew(make, broken):
    path = config._state_file("recent.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken.encode("utf-8", "surrogateescape"))
    assert recent_studies() == ()
    remember(make("one"))
    assert [folder.name for folder in recent_studies()] == ["one"]


def test_a_list_that_cannot_be_written_stops_nothing(make, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("WORKBENCH_STATE", str(tmp_path / "file"))
    remember(make("one"))
    assert recent_studies() == ()


# -- the screen -----------------------------------------------------------------------------------------------------------


async def test_enter_goes_on_with_the_study_opened_last(make):
    for name in ("one", "two"):
        remember(make(name))
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)) as pilot:
        assert offered(app) == ["Go", "two", "one", "n", "d", "o", "q"]
        await pilot.press("enter")
    assert app.return_value.name == "two"


async def test_a_new_study_is_made_in_the_folder_that_is_typed(here):
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        assert isinstance(app.screen, PathLine)
        await pilot.press("g", "r", "i", "e", "f", "enter")
        await finished(app, pilot)
    assert app.return_value == here / "grief"
    assert is_study(here / "grief")
    assert (here / "grief" / "transcripts").is_dir()


async def test_a_folder_that_holds_a_study_gets_no_second_one(make):
    folder = make("one")
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        app.screen.query_one("Input").value = str(folder)
        await pilot.press("enter")
        await finished(app, pilot)
        assert "already" in said(app)
        await pilot.press("o")
        app.screen.query_one("Input").value = str(folder.parent)
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == f"There is no study in {folder.parent}. n makes a new one."
        await pilot.press("q")
    assert app.return_value is None


async def test_the_mouse_alone_opens_a_study_in_another_folder(make, here):
    folder = make("here/mine")
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#start", offset=(5, 2))
        await pilot.pause()
        options = app.screen.query_one("PathLine OptionList")
        assert [str(option.prompt) for option in options.options] == ["⏎ the study in this folder", "../", "mine/"]
        await pilot.click(options, offset=(3, 2))
        await pilot.pause()
        await pilot.click(options, offset=(3, 0))
        await pilot.pause()
    assert app.return_value == folder


async def test_the_demo_is_made_and_opened(here):
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await finished(app, pilot)
    assert app.return_value == here / "workbench-demo"
    with Session.open(Settings(app.return_value, "Ana")) as session:
        assert len(session.project.documents) == 9


async def test_every_command_of_the_start_is_an_action_with_a_key_of_its_own():
    app = StartApp("Ana")
    async with app.run_test(size=(80, 24)):
        for command in commands_of(START):
            name = command.act.partition("(")[0]
            owner = app if name.startswith("app.") else app.screen
            assert hasattr(owner, f"action_{name.removeprefix('app.')}"), command
    keys = [key for command in commands_of(START) for key in command.keys]
    assert len(keys) == len(set(keys))


# -- bare -----------------------------------------------------------------------------------------------------------------


def test_bare_in_a_terminal_asks_which_study_and_opens_and_remembers_it(make, monkeypatch):
    folder, ran = make("one"), []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.app.run", lambda session: ran.append(session.name))
    monkeypatch.setattr("workbench.tui.start.start", lambda _coder: folder)
    opening.begin(opening.Wishes(coder="Ana"))
    assert ran == ["one"]
    assert recent_studies() == (folder,)
    assert json.loads(config._state_file("recent.json").read_text(encoding="utf-8")) == [str(folder)]


def test_leaving_the_start_screen_opens_nothing(monkeypatch):
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.start.start", lambda _coder: None)
    opening.begin(opening.Wishes())
    assert recent_studies() == ()
