"""Memos in the terminal program: at the desk, in the editor, in their room; what counts is what the store holds."""

import json
import os
import signal
import stat
import time

import pytest
from textual.widgets import Button, OptionList, TextArea

from terminal import Terminal
from tui.conftest import TALK
from workbench import tasks
from workbench.core import edits
from workbench.core.memos import memo_place
from workbench.core.spans import Span
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.tasks.drafts import MemoDraft, draft_file
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs import Pick
from workbench.tui.memos.editor import MemoEditor
from workbench.tui.widgets.longlist import LongList

SIZE = (160, 45)
HEARD = ["right_square_bracket"]


def held(app):
    """What the store holds, read anew: what each memo is about, its words, kind and whether it is private."""
    with Session.open(app.session.settings) as session:
        project = session.project
        memos = sorted(project.memos.values(), key=lambda memo: memo.body)
        return [(memo_place(project, memo), memo.body, memo.kind, memo.private) for memo in memos]


def another(app, about, body, *, coder="Ana", private=False, span=None):
    """Another coder (or the same one elsewhere) writes a memo in a process of their own."""
    with Session.open(app.session.settings._replace(coder=coder)) as session:
        project = session.project
        target = {
            "code": lambda: project.code_named("Heard").id,
            "study": lambda: "",
            "passage": lambda: project.library[0].id,
            "document": lambda: project.library[1].id,
        }[about]()
        session.do(edits.write_memo(project, about, target, span, "analytic", body, private, session.stamp()))
    app.session.catch_up()


def here(app):
    return str(app.screen_stack[0].query_one("#here").content)


def status(app):
    return str(app.screen.query_one("#status").content)


def choices(app):
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


def listed(app):
    return [memo.body for memo in app.screen.memos]


# -- at the desk ----------------------------------------------------------------------------------------------------------


async def test_a_memo_on_the_selected_coding_takes_two_keys_and_shows_in_the_inspector(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*HEARD, "m")
        assert choices(desk) == [
            "the coding ■ Heard  Ana",
            "the 6 words selected",
            "the coding ■ Hope  Ana",
            "the code ■ Hope",
            "the code ■ Heard",
            "the document D1",
            "the case P1",
            "the study",
        ]
        await pilot.press("enter")
        assert isinstance(desk.screen, MemoEditor)
        await pilot.press(*"Warm?", "enter", *"[b]not markup", "ctrl+o")
        await pilot.pause(0.2)
        assert "Memos here (1)" in here(desk)
        assert "✎ Warm?" in here(desk)
        assert "Wrote a memo" in status(desk)
    assert held(desk) == [("the coding “Heard” in D1", "Warm?\n[b]not markup", "analytic", False)]


async def test_a_memo_on_the_sentence_at_the_caret(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G", "m")
        assert choices(desk)[0] == "the 2 words of this sentence"
        await pilot.press("enter", *"Asleep.", "ctrl+o")
    with Session.open(desk.session.settings) as session:
        (memo,) = session.project.memos.values()
        text = session.transcript(memo.target).text
        assert Span(memo.start, memo.end).of(text) == "I slept."


async def test_a_memo_on_the_code_under_the_cursor_of_the_codebook(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "j", "m", *"What it is.", "f2", "f2", "f2", "f4", "ctrl+o")
    assert held(desk) == [("the code “Heard”", "What it is.", "definition", True)]


async def test_a_memo_of_mine_that_stands_there_is_offered_and_rewritten(desk):
    another(desk, "code", "Of Ana.")
    another(desk, "code", "First.", coder="Bea")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "j", "m")
        assert [line.split("  ")[:2] for line in choices(desk)] == [["Open", "First."], ["Write another one"]]
        await pilot.press("enter", *" Then.", "ctrl+o", "u")
        assert ("the code “Heard”", "First.", "analytic", False) in held(desk)
        await pilot.press("ctrl+r")
    assert [body for _, body, _, _ in held(desk)] == ["First. Then.", "Of Ana."]


async def test_a_study_without_documents_takes_memos(open_study):
    app = WorkbenchApp(open_study())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter", *"A plan.", "ctrl+o")
    assert held(app) == [("the study", "A plan.", "analytic", False)]


async def test_private_memos_of_others_show_nowhere(desk):
    another(desk, "code", "Hidden.", private=True)
    another(desk, "passage", "Hidden too.", private=True, span=Span(0, 200))
    another(desk, "code", "Open.")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*HEARD)
        await pilot.pause(0.2)
        assert "Open." in here(desk)
        assert "Hidden" not in here(desk)
        await pilot.press("m")
        assert "the code ■ Heard  1 memo" in choices(desk)
        await pilot.press("escape", "f2", "j")
        await pilot.pause()
        assert "Open." in here(desk)
        assert "Hidden" not in here(desk)
        await pilot.press("f8")
        assert listed(desk) == ["Open."]


async def test_blind_coders_see_their_own_memos_alone(desk):
    another(desk, "code", "Of Ana.")
    another(desk, "code", "Of Bea.", coder="Bea")
    settings = desk.session.settings._replace(blind=True)
    app = WorkbenchApp(Session.open(settings))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f8")
        assert listed(app) == ["Of Bea."]


# -- the editor -----------------------------------------------------------------------------------------------------------


async def test_leaving_with_unsaved_words_asks_and_loses_nothing(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n", *"Words", "escape")
        assert choices(desk) == ["Save it", "Go on writing", "Throw it away"]
        await pilot.press("escape", *" more", "escape", "down", "enter")
        assert desk.screen.query_one(TextArea).text == "Words more"
        assert held(desk) == []
        await pilot.press("escape", "enter")
        assert listed(desk) == ["Words more"]
        await pilot.press("n", *"Rubbish", "escape", "end", "enter")
        assert not isinstance(desk.screen, MemoEditor)
        await pilot.press("n", "escape")
        assert not isinstance(desk.screen, MemoEditor | Pick)
    assert held(desk) == [("the study", "Words more", "analytic", False)]
    assert not draft_file(desk.session).exists()


async def test_nothing_is_saved_without_words(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n", "space", "ctrl+o")
        assert "Nothing is written yet" in str(desk.screen.query_one("#told").content)
    assert held(desk) == []


async def test_the_mouse_alone_writes_a_private_memo(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n")
        desk.screen.query_one(TextArea).insert("By mouse.")
        await pilot.click("#kind-to-discuss")
        await pilot.click("#private")
        await pilot.click("#save")
    assert held(desk) == [("the study", "By mouse.", "to discuss", True)]


async def test_the_window_fits_the_smallest_terminal(desk):
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", "n")
        for button in desk.screen.query(Button):
            assert desk.screen.region.contains_region(button.region), button
        assert desk.screen.query_one(TextArea).size.height >= 12


async def test_words_written_over_a_memo_that_changed_elsewhere_are_kept_apart(desk):
    another(desk, "study", "As it was.", coder="Bea")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "enter", *" Mine")
        with Session.open(desk.session.settings) as session:
            (memo,) = session.project.memos.values()
            session.do(edits.edit_memo(session.project, memo, memo.kind, "Elsewhere.", False, session.stamp()))
        desk.session.catch_up()
        await pilot.press("ctrl+o")
        assert "saved as a memo of their own" in status(desk)
    assert [body for _, body, _, _ in held(desk)] == ["As it was. Mine", "Elsewhere."]


# -- words that were left ---------------------------------------------------------------------------------------------------


async def test_a_draft_is_written_beside_the_study_and_goes_with_the_saving(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n", *"Half a th")
        await pilot.pause(0.7)
        path = draft_file(desk.session)
        assert json.loads(path.read_text(encoding="utf-8"))["body"] == "Half a th"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await pilot.press("ctrl+o")
        assert not path.exists()


async def test_words_that_a_quit_left_are_offered_again(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "j", "m", *"Almost", "f2", "ctrl+q")
    assert held(desk) == []
    again = WorkbenchApp(Session.open(desk.session.settings))
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        assert str(again.screen.query_one(Pick).heading if again.screen.query(Pick) else again.screen.heading) == (
            "Unsaved words on the code “Heard”"
        )
        await pilot.press("enter", *" done", "ctrl+o")
    assert held(again) == [("the code “Heard”", "Almost done", "method", False)]
    assert tasks.kept_draft(again.session) is None


async def test_words_that_were_left_can_be_thrown_away(desk):
    tasks.keep_draft(desk.session, MemoDraft("code", "gone", body="Old.", kind="analytic"))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n", "down", "enter")
        assert isinstance(desk.screen, MemoEditor)
        await pilot.press(*"New.", "ctrl+o")
    assert held(desk) == [("the study", "New.", "analytic", False)]


async def test_words_about_something_that_is_gone_are_saved_on_the_study(desk):
    tasks.keep_draft(desk.session, MemoDraft("code", "gone", body="Old.", kind="analytic"))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "n", "enter", "ctrl+o")
        assert "saved as one on the study" in status(desk)
    assert held(desk) == [("the study", "Old.", "analytic", False)]


@pytest.mark.parametrize("broken", ["", "[]", '{"about": 1}', '{"about": "study", "target": "", "body": 5}', "\x00"])
def test_a_broken_draft_is_none(desk, broken):
    draft_file(desk.session).write_text(broken, encoding="utf-8")
    assert tasks.kept_draft(desk.session) is None


def test_each_coder_has_a_draft_of_their_own_and_a_folder_that_takes_none_is_told(desk, tmp_path):
    draft = MemoDraft("study", "", body="Mine.")
    assert tasks.keep_draft(desk.session, draft)
    with Session.open(desk.session.settings._replace(coder="Ana")) as ana:
        assert tasks.kept_draft(ana) is None
    assert tasks.kept_draft(desk.session) == draft
    desk.session.settings = desk.session.settings._replace(folder=tmp_path / "nowhere")
    assert not tasks.keep_draft(desk.session, draft)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_words_being_written_outlive_an_end_from_outside(open_study, end):
    with open_study(TALK) as session:
        settings = session.settings
    program = Terminal("--coder", "Bea", "open", str(settings.folder))
    assert program.shows("It felt")
    program.send("\x1b[19~n")
    assert program.shows("Memo on the study")
    program.send("Half a thought")
    assert program.shows("Half a thought")
    if end == signal.SIGKILL:
        time.sleep(1)
    os.kill(program.pid, end)
    assert program.ended(5) == (-end if end == signal.SIGKILL else 128 + end)
    with Session.open(settings._replace(coder="Bea")) as session:
        assert session.project.memos == {}
        assert tasks.kept_draft(session).body == "Half a thought"


# -- the room -------------------------------------------------------------------------------------------------------------


async def test_the_room_filters_by_kind_words_and_writer(desk):
    another(desk, "study", "Of Ana on trust.")
    another(desk, "code", "Of Bea.", coder="Bea")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8")
        assert sorted(listed(desk)) == ["Of Ana on trust.", "Of Bea."]
        await pilot.press("w")
        assert listed(desk) == ["Of Bea."]
        await pilot.press("w", "slash", *"TRUST", "enter")
        assert listed(desk) == ["Of Ana on trust."]
        await pilot.press("escape", "slash", *"heard", "enter")
        assert listed(desk) == ["Of Bea."]
        await pilot.press("escape", "f", "f")
        assert listed(desk) == []
        assert "method" in status(desk)
        await pilot.press("escape")
        assert len(listed(desk)) == 2


async def test_own_memos_are_removed_and_made_private_and_those_of_others_not(desk):
    another(desk, "study", "Of Bea.", coder="Bea")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "p")
        assert held(desk) == [("the study", "Of Bea.", "analytic", True)]
        await pilot.press("d", "n")
        assert len(held(desk)) == 1
        await pilot.press("d", "y")
        assert held(desk) == []
        await pilot.press("u")
        another(desk, "code", "Of Ana.")
        await pilot.pause(0.1)
        desk.screen.show()
        desk.screen.rows.go(listed(desk).index("Of Ana."))
        for key in ("d", "p", "enter"):
            await pilot.press(key)
            assert "only its writer" in status(desk)
    assert [body for _, body, _, _ in held(desk)] == ["Of Ana.", "Of Bea."]


async def test_a_memo_on_a_case_or_a_document_is_begun_in_the_room(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "N")
        assert choices(desk) == ["the case INT", "the case P1", "the case P2", "the document D1", "the document D2"]
        await pilot.press("down", "enter", *"Who?", "ctrl+z", "?", "ctrl+o")
    assert held(desk) == [("the case P1", "?", "analytic", False)]


async def test_a_memo_leads_to_its_words(desk):
    another(desk, "passage", "Here.", span=Span(19, 26))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "o")
        assert desk.screen.NAME == "code"
        assert desk.screen.view.cursor.selection == Span(19, 26)


async def test_a_memo_leads_to_its_document_or_its_code(desk):
    another(desk, "document", "There.")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8", "o")
        assert desk.screen.document.title == "D2"
        another(desk, "code", "Code.")
        await pilot.press("f8", "slash", *"Code.", "enter", "o")
        assert desk.screen.NAME == "codebook"


async def test_the_whole_memo_stands_beside_the_list_with_its_words(desk):
    another(desk, "passage", "# Title\n\n- a **b** c\n[red]x[/red]\x1b[2J", span=Span(0, 9))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        shown = str(desk.screen.query_one("#memo-body").content)
        assert shown.splitlines()[1:] == ["“Interview”", "", "Title", "", "• a b c", "[red]x[/red][2J"]


async def test_two_thousand_memos_are_listed_and_walked(desk):
    another(desk, "study", "Of Bea.", coder="Bea")
    with Session.open(desk.session.settings) as session:
        (memo,) = session.project.memos.values()
        many = [memo._replace(id=f"{n:032x}", body=f"Memo {n}") for n in range(2000)]
        session.do(Step("Many", "Bea", memo.at, tuple(Change(None, one) for one in many)))
    desk.session.catch_up()
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        room = desk.screen
        assert len(room.memos) == 2001
        await pilot.press("end", "pageup", "k", "home", "pagedown", "j")
        page = room.rows.size.height // 2 - 1
        assert room.rows.here == page + 1
        await pilot.click(LongList, offset=(4, 1))
        assert room.rows.here == int(room.rows.scroll_offset.y) // 2
