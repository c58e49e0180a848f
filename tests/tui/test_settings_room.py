"""The settings room, the user's own keys, who codes, and the clipboard."""

import tomllib

import pytest

from tui.conftest import SECOND, TALK
from workbench.config import Preferences, preferences
from workbench.session import Session
from workbench.tui import clipboard
from workbench.tui.app import WorkbenchApp
from workbench.tui.commands import COMMANDS
from workbench.tui.dialogs import Ask, Keys
from workbench.tui.keymap import key_of, own_keys, written
from workbench.tui.settings.room import LINES, NewKey

SIZE = (160, 45)


def status(app):
    return str(app.screen.query_one("#status").content).strip()


def said(own_settings):
    return tomllib.loads(own_settings.read_text(encoding="utf-8")) if own_settings.exists() else {}


def go_to(name):
    """The keys that lead to a setting."""
    return ["f10", *["down"] * [line.name for line in LINES].index(name)]


def top(app):
    return app.screen.query_one("RoomBar").render().plain


# -- keys ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("k", "k"), ("K", "K"), ("ctrl+k", "ctrl+k"), ("^k", "ctrl+k"), ("Ctrl+K", "ctrl+k"), ("F4", "f4"), (".", "full_stop"),
        ("?", "question_mark"), ("full_stop", "full_stop"), ("Space", "space"), (" ", "space"), ("shift+g", "G"), ("⇧→", "shift+right"),
        ("PgDn", "pagedown"), ("Esc", "escape"), ("+", "plus"), ("^", "circumflex_accent"), ("ctrl++", "ctrl+plus"), ("ö", "ö"), ("§", "section_sign"),
        ("hyper+k", None), ("", None), ("kk", None), ("\t\t", None),
    ],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(word, key):
    assert key_of(word) == key


def test_every_key_of_the_table_is_understood_as_it_is_shown_and_written():
    for command in COMMANDS:
        for key in command.keys:
            assert key_of(written(key)) == key


def test_keys_that_can_be_had_are_granted():
    granted = own_keys([("desk.find_code", ("k ", "F11")), ("next_word", ("ctrl+k",))])
    assert granted.problems == ("desk.find_code: k is taken by “previous line”; “find a code and apply it” keeps c.",)
    assert granted.keys == {"text.next_word": "ctrl+k"}
    swapped = own_keys([("find_code", ("d",)), ("remove_code", ("c",))])
    assert swapped == ({"desk.find_code": "d", "desk.remove_code": "c"}, ())


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        (("desk.find_cod", ("F11",)), "There is no command “desk.find_cod”. Did you mean desk.find_code?"),
        (("zzz", ("F11",)), "There is no command “zzz”."),
        (("find_code", ("hyper+k",)), "desk.find_code: there is no key “hyper+k”. Keys are written like k, K, ctrl+k, F4, Space or “.”."),
        (("find_code", ("ctrl+i",)), "desk.find_code: terminals can't tell ^i from Tab."),
        (("find_code", ("escape",)), "desk.find_code: Esc is needed as it is."),
        (("find_code", ("u",)), "desk.find_code: u is taken by “undo your last step”; “find a code and apply it” keeps c."),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_granted_is_told_and_the_default_stays(wish, problem):
    assert own_keys([wish]) == ({}, (problem,))


def test_a_bare_name_that_several_commands_have_is_told():
    names = [command.name for command in COMMANDS]
    twice = next(name for name in names if names.count(name) > 1)
    (problem,) = own_keys([(twice, ("F11",))]).problems
    assert problem.startswith(f"Several commands are named “{twice}”: write ")


def test_of_two_commands_that_wish_for_one_key_the_first_has_it():
    granted = own_keys([("find_code", ("F11",)), ("repeat_code", ("F11",))])
    assert granted.keys == {"desk.find_code": "f11"}
    assert granted.problems == (
        "desk.repeat_code: F11 is taken by “find a code and apply it”; “apply the last code again” keeps ..",
    )


async def test_own_keys_work_and_the_footer_the_sheet_and_the_palette_show_them(open_study):
    wanted = Preferences(keys=(("desk.find_code", ("d",)), ("desk.remove_code", ("c",)), ("room.undo", ("Z",))))
    app = WorkbenchApp(open_study(TALK, coder="Bea"), None, wanted)
    async with app.run_test(size=SIZE) as pilot:
        assert "d Code" in app.screen.query_one("KeyBar").render().plain
        await pilot.press("G", "left_parenthesis", "d")
        assert app.screen is not app.screen_stack[0]
        await pilot.press("h", "o", "p", "enter")
        assert len(app.screen.view.lanes.codings) == 3
        await pilot.press("u")
        assert len(app.screen.view.lanes.codings) == 3
        await pilot.press("Z")
        assert len(app.screen.view.lanes.codings) == 2
        await pilot.press("question_mark")
        assert isinstance(app.screen, Keys)
        sheets = app.screen.query("Static")
        lines = [sheet.render_line(y).text for sheet in sheets for y in range(sheet.size.height)]
        assert any("d  find a code" in line for line in lines)


async def test_keys_that_do_not_hold_are_told_once_at_the_start_and_listed(open_study):
    wanted = Preferences(keys=(("find_code", ("u",)), ("fly", ("x",))))
    app = WorkbenchApp(open_study(TALK, coder="Bea"), None, wanted)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert status(app) == "Settings: There is no command “fly”. (1 more: F10)"
        await pilot.press("j")
        assert "Settings:" not in status(app)
        await pilot.press("f10")
        listed = str(app.screen.query_one("#settings-problems").content)
        assert "u is taken by “undo your last step”" in listed


async def test_a_new_key_is_pressed_told_where_it_is_taken_and_holds_at_once(desk, own_settings):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f10", "tab")
        keys = desk.screen.query_one("#keys-list")
        keys.highlighted = keys.get_option_index("desk.find_code")
        await pilot.press("enter")
        assert isinstance(desk.screen, NewKey)
        for key, sentence in (("d", "d is taken by “remove a code here”."), ("ctrl+c", "^c is needed as it is.")):
            await pilot.press(key)
            assert sentence in str(desk.screen.query_one("#clash").content)
        await pilot.press("f11")
        assert status(desk) == "find a code and apply it: F11"
        assert said(own_settings) == {"keys": {"desk.find_code": "f11"}}
        await pilot.press("q", "f11")
        assert desk.screen is not desk.screen_stack[0]
        await pilot.press("escape", "f10", "r")
        assert said(own_settings) == {"keys": {}}
        await pilot.press("q", "f11")
        assert desk.screen is desk.screen_stack[0]
        await pilot.press("c")
        assert desk.screen is not desk.screen_stack[0]


async def test_all_keys_are_reset_after_a_question(desk, own_settings):
    own_settings.write_text('coder = "Ana"\n[keys]\nfind_code = "F11"\ndesk.repeat_code = "ctrl+k"\n')
    app = WorkbenchApp(desk.session, None, preferences())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f10", "R", "escape")
        assert len(app.own_keys) == 2
        await pilot.press("R", "y")
        assert app.own_keys == {}
    assert said(own_settings) == {"coder": "Ana", "keys": {}}


# -- the room -----------------------------------------------------------------------------------------------------------


async def test_who_codes_is_changed_saved_and_shown_and_undo_is_that_coders(desk, own_settings):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G", "left_parenthesis", "1")
        await pilot.press(*go_to("coder"), "enter", "C", "l", "e", "o", "enter")
        assert (desk.session.coder.name, said(own_settings)) == ("Cleo", {"coder": "Cleo"})
        assert top(desk).endswith(" Cleo ")
        await pilot.press("q", "u")
        assert "nothing of yours to undo" in status(desk)
        await pilot.press("left_parenthesis", "2")
    with Session.open(desk.session.settings) as session:
        names = [session.project.coders[coding.coder].name for coding in session.project.all_codings()]
    assert sorted(names) == ["Ana", "Ana", "Bea", "Cleo"]


async def test_coding_blind_hides_others_at_once_and_is_kept(open_study, own_settings):
    app = WorkbenchApp(open_study(TALK, SECOND, coder="Bea"))
    app.session.become("Cleo")
    async with app.run_test(size=SIZE) as pilot:
        desk = app.screen
        assert len(desk.view.lanes.codings) == 2
        await pilot.press(*go_to("blind"), "enter")
        assert status(app) == "What others did is hidden everywhere, from counts too."
        assert "(blind)" in top(app)
        assert said(own_settings) == {"blind": True}
        await pilot.press("q")
        assert len(desk.view.lanes.codings) == 0
        await pilot.press("f10", "r", "q")
        assert len(desk.view.lanes.codings) == 2
    assert said(own_settings) == {"blind": False}


async def test_colours_change_at_once_and_are_kept(desk, own_settings):
    async with desk.run_test(size=SIZE) as pilot:
        first = desk.theme
        await pilot.press(*go_to("theme"), "enter", "down", "enter")
        assert desk.theme != first
        assert said(own_settings) == {"theme": desk.theme.removeprefix("workbench-")}
        again = WorkbenchApp(desk.session, None, preferences())
        await pilot.press("r")
        assert desk.theme == first
    async with again.run_test(size=SIZE):
        assert again.theme != first
    assert said(own_settings) == {}


async def test_a_theme_that_there_is_not_is_told(open_study):
    app = WorkbenchApp(open_study(TALK, coder="Bea"), None, Preferences(theme="pink"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert status(app) == "Settings: There is no theme “pink”."


async def test_only_the_answers_and_the_language_are_kept(desk, own_settings):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*go_to("focus"), "enter")
        assert desk.screen_stack[0].sight.focus
        assert said(own_settings) == {"focus": True}
        await pilot.press("down", "enter", "d", "e", "enter")
        assert said(own_settings) == {"focus": True, "language": "de"}
        assert desk.session.settings.language == "de"
        await pilot.press("enter", "x", "y", "z", "z", "enter")
        assert "two or three small letters" in status(desk)
        assert desk.session.settings.language == "de"
        await pilot.press("r", "up", "r")
        assert not desk.screen_stack[0].sight.focus
    assert said(own_settings) == {}


async def test_settings_that_cannot_be_written_hold_until_one_quits(desk, monkeypatch, tmp_path):
    (tmp_path / "shut").write_text("a file where a folder should be")
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path / "shut" / "config.toml"))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*go_to("blind"), "enter")
        assert "can't be written" in status(desk)
        assert desk.session.settings.blind


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_room_can_be_used_by_the_mouse_alone(desk, own_settings, size):
    async with desk.run_test(size=size) as pilot:
        bar = desk.screen.query_one("RoomBar")
        start = next(start for start, _, door in bar._doors if door.name == "settings")
        await pilot.click("RoomBar", offset=(start + 2, 0))
        await pilot.pause()
        await pilot.click("#settings-list", offset=(5, 2))
        await pilot.pause()
        assert said(own_settings) == {"blind": True}
        await pilot.click("KeyBar", offset=(16, 0))
        await pilot.pause()
        assert said(own_settings) == {"blind": False}


# -- who codes is asked once --------------------------------------------------------------------------------------------


async def test_nobody_codes_before_it_is_known_who_does(open_study, own_settings):
    session = open_study(TALK, coder="login")
    session.settings = session.settings._replace(guessed=True)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press("B", "e", "a", "enter")
        assert (session.coder.name, said(own_settings)) == ("Bea", {"coder": "Bea"})
        assert top(app).endswith(" Bea ")


async def test_escape_keeps_the_login_name_and_it_is_not_asked_again(open_study, own_settings):
    session = open_study(TALK, coder="login")
    session.settings = session.settings._replace(guessed=True)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        assert said(own_settings) == {"coder": "login"}
        assert not session.settings.guessed


# -- the clipboard ------------------------------------------------------------------------------------------------------


def helpers(system="Linux", release="", **environment):
    return [helper.name for helper in clipboard.helpers(environment, system, release)]


def test_the_helpers_of_each_system():
    assert helpers() == []
    assert helpers("Darwin") == ["pbcopy"]
    assert helpers("Windows") == ["clip.exe"]
    assert helpers(release="5.15-microsoft-standard-WSL2") == ["clip.exe"]
    assert helpers(WAYLAND_DISPLAY="wayland-0", DISPLAY=":0") == ["wl-copy", "xclip", "xsel"]
    assert helpers(DISPLAY=":0") == ["xclip", "xsel"]


@pytest.fixture
def xclip(monkeypatch, tmp_path):
    """A helper of that name that writes what it gets into a file, after so many seconds."""

    def made(seconds=0, code=0):
        script = tmp_path / "bin" / "xclip"
        script.parent.mkdir()
        script.write_text(f"#!/bin/sh\n/bin/sleep {seconds}\n/bin/cat > {tmp_path}/board\nexit {code}\n")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(script.parent))
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        return tmp_path / "board"

    return made


async def test_what_is_copied_goes_to_the_terminal_and_to_the_helper(desk, xclip, monkeypatch):
    board = xclip()
    monkeypatch.setattr(clipboard, "PATIENCE", 5)
    async with desk.run_test(size=SIZE):
        assert clipboard.copy(desk, "oddly\x1b[31m warm \N{SLIGHTLY SMILING FACE}") == "Copied by xclip."
        assert desk.clipboard == "oddly[31m warm \N{SLIGHTLY SMILING FACE}"
    assert board.read_text(encoding="utf-8") == desk.clipboard


async def test_a_slow_helper_is_told_of_when_it_is_done(desk, xclip):
    board = xclip(0.3)
    async with desk.run_test(size=SIZE) as pilot:
        assert clipboard.copy(desk, "oddly warm") == "Copying …"
        await pilot.pause(0.8)
        assert status(desk) == "Copied by xclip."
    assert board.read_text() == "oddly warm"


@pytest.mark.parametrize("code", [None, 1])
async def test_without_a_helper_that_works_it_is_said_where_the_words_went(desk, xclip, monkeypatch, code):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(clipboard, "PATIENCE", 5)
    if code:
        xclip(code=code)
    async with desk.run_test(size=SIZE):
        said = clipboard.copy(desk, "warm")
        assert said.startswith("Sent to the terminal; if nothing arrives,")
        assert len(said) <= 78  # what a status line holds at 80 columns
        assert desk.clipboard == "warm"


def test_a_quote_is_copied_with_its_reference(open_study):
    from workbench.analysis.quotes import quotes

    with open_study(TALK) as session:
        project, document = session.project, session.project.library[0]
        texts = {document.id: session.transcript(document.id)}
        first, second = quotes(project, texts, project.codings[document.id])
    assert clipboard.reference(first) == "“It felt oddly warm to me.” (P1-001, P1, turn 2)"
    assert clipboard.reference(second._replace(turn=0, case=None, speaker="")) == "“oddly warm” (P1-002, D1)"
