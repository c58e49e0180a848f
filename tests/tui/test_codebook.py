"""The codebook's room, by keys and by mouse; what counts is what the store holds."""

import pytest
from textual.widgets import Input, OptionList, TextArea

from workbench.core import edits
from workbench.core.project import FIELDS
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.form import CodeForm, Swatches
from workbench.tui.codebook.lists import BookTree, QuoteList
from workbench.tui.dialogs import Ask, Confirm, Finder, Pick
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (120, 36)
TALK = (
    "INT: How was it at night?\n\nP1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time @Ana: Then it went.]",
    "INT: And you?\n\nP2: [Care > Heard: Yes.] [Care > Heard @Ana: No.] [Time, Care > Heard: Late.]",
)


@pytest.fixture
def book(open_study):
    """The program on two interviews with four codes."""
    return WorkbenchApp(open_study(*TALK, coder="Bea"))


def held(app):
    """What the store holds, read anew."""
    with Session.open(app.session.settings) as session:
        return session.project


def paths(app):
    project = held(app)
    return [project.code_paths[code.id] for code, _ in project.code_tree]


def counts(app):
    project = held(app)
    return {code.name: project.counts.get(code.id, 0) for code, _ in project.code_tree}


def records(project):
    return {name: dict(getattr(project, name)) for name in FIELDS.values()}


def status(app):
    return str(app.screen.query_one("#status").content).strip()


def told(app):
    return app.screen.lines


async def typed(pilot, words):
    for letter in words:
        await pilot.press("space" if letter == " " else letter)


async def enter(app, pilot, name="Care"):
    """Goes into the room and to a code."""
    await pilot.press("f6")
    app.screen.book.go_to(app.session.project.code_named(name).id)
    await quotes_shown(app, pilot)


async def quotes_shown(app, pilot):
    await pilot.pause(0.15)
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_room_shows_the_code_and_its_quotes_and_enter_leads_to_their_place(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        assert "Heard" in str(book.screen.query_one("#book-about").content)
        quoted = book.screen.query_one(QuoteList)
        assert quoted.border_title == "Quotes (4)"
        assert [str(option.prompt).splitlines()[1] for option in quoted.options] == [
            "It felt warm to me.", "Yes.", "No.", "Late.",
        ]  # fmt: skip
        await pilot.press("tab", "tab", "j", "enter")
        await pilot.pause()
        view = book.screen.query_one(TranscriptView)
        assert view.cursor.selection.of(view.transcript.text) == "Yes."


async def test_new_codes_stand_beside_and_below(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        await pilot.press("n")
        assert isinstance(book.screen, Ask)
        await typed(pilot, "Not heard")
        await pilot.press("enter")
        await quotes_shown(book, pilot)
        assert book.screen.where().startswith("Care › Not heard")
        await pilot.press("N")
        await typed(pilot, "At all")
        await pilot.press("enter")
        assert paths(book) == [
            "Care", "Care > Heard", "Care > Not heard", "Care > Not heard > At all", "Care > Hope", "Time",
        ]  # fmt: skip
        await pilot.press("u", "u")
        assert paths(book) == ["Care", "Care > Heard", "Care > Hope", "Time"]


async def test_a_code_is_renamed_and_a_taken_name_is_refused(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Hope")
        await pilot.press("r", *"Hopes", "enter")
        assert paths(book)[2] == "Care > Hopes"
        await pilot.press("r")
        book.screen.query_one(Input).value = "heard"
        await pilot.press("enter")
        await pilot.pause()
        assert "There is a code “heard” below “Care” already" in status(book)
    assert paths(book)[2] == "Care > Hopes"


async def test_the_form_writes_all_fields_in_one_step(book):
    async with book.run_test(size=(80, 24)) as pilot:
        await enter(book, pilot, "Heard")
        await pilot.press("e")
        form = book.screen
        assert isinstance(form, CodeForm)
        await typed(pilot, "Listens")
        await pilot.press("enter")
        await typed(pilot, "well")
        form.query_one("#form-examples", TextArea).text = "One\n\nTwo"
        form.query_one("#form-scale", Input).value = "low, high"
        form.query_one("#form-attributes", TextArea).text = "source: Rogers"
        form.query_one(Swatches).focus()
        await pilot.press("right", "f2")
        await pilot.pause()
        heard = held(book).code_named("Heard")
        assert heard[5:14] == (
            "Listens\nwell", "", "", "", ("One", "Two"), "#E69F00", True, (("source", "Rogers"),), ("low", "high"),
        )  # fmt: skip
        await pilot.press("u")
        assert held(book).code_named("Heard").definition == ""


async def test_the_form_stays_open_on_what_is_refused_and_asks_before_it_forgets(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        await pilot.press("e")
        form = book.screen
        form.query_one("#form-colour", Input).value = "red"
        await pilot.press("f2")
        assert "“red” is no colour" in str(form.query_one("#form-said").content)
        await pilot.press("escape")
        assert book.screen is form
        await pilot.press("escape")
        await pilot.pause()
        assert book.screen is not form
    assert held(book).code_named("Heard").colour == ""


async def test_an_untouched_form_changes_nothing_not_even_what_it_cannot_show_well(open_study):
    session = open_study(*TALK, coder="Bea")
    heard = session.project.code_named("Heard")
    after = heard._replace(examples=("one\ntwo", "three"), scale=("a, b", "c"), attributes=(("x:y", "z\n"),))
    session.do(edits.edit_code(session.project, heard, after, session.stamp()))
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await enter(app, pilot, "Heard")
        await pilot.press("e", "f2")
        await pilot.press("e", *"So", "f2")
        await pilot.pause()
    assert held(app).code_named("Heard") == after._replace(definition="So")


async def test_codes_move_down_up_in_and_out_and_the_cursor_goes_with_them(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        for key, order in (
            ("J", ["Care", "Care > Hope", "Care > Heard", "Time"]),
            ("L", ["Care", "Care > Hope", "Care > Hope > Heard", "Time"]),
            ("H", ["Care", "Care > Hope", "Care > Heard", "Time"]),
            ("K", ["Care", "Care > Heard", "Care > Hope", "Time"]),
            ("H", ["Care", "Care > Hope", "Heard", "Time"]),
            ("K", ["Heard", "Care", "Care > Hope", "Time"]),
            ("K", ["Heard", "Care", "Care > Hope", "Time"]),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert paths(book) == order
            assert book.screen.here.name == "Heard"
        assert "first one here" in status(book)
        await pilot.press(*"uuuuuu")
        assert paths(book) == ["Care", "Care > Heard", "Care > Hope", "Time"]


async def test_marked_codes_are_merged_after_a_look_and_come_back_with_one_undo(book):
    async with book.run_test(size=SIZE) as pilot:
        start = records(held(book))
        await enter(book, pilot, "Heard")
        await pilot.press("space", "j", "space", "g")
        assert isinstance(book.screen, Finder)
        await typed(pilot, "time")
        await pilot.press("enter")
        assert isinstance(book.screen, Confirm)
        assert told(book) == (
            "2 codes “Heard” and “Hope” are removed",
            "3 codings go from “Heard” to “Time” in 2 documents, all by others",
            "1 coding goes from “Hope” to “Time” in 1 document, by somebody else",
            "1 coding is removed from words that keep “Time” in 1 document, by somebody else",
        )
        await pilot.press("escape")
        assert records(held(book)) == start
        await pilot.press("g", *"time", "enter", "y")
        await pilot.pause()
        assert counts(book) == {"Care": 0, "Time": 6}
        assert not book.screen.book.marked
        await pilot.press("u")
        assert records(held(book)) == {**start, "coders": held(book).coders}


async def test_quotes_are_split_off_by_space_and_a_name(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        await pilot.press("s")
        assert "0 quotes marked to split off" in status(book)
        await pilot.press("j", "space", "j", "space", "s")
        await typed(pilot, "Answers")
        await pilot.press("enter")
        assert isinstance(book.screen, Confirm)
        assert told(book) == (
            "The code “Answers” is new",
            "2 codings go from “Heard” to “Answers” in 1 document, all by others",
        )
        assert counts(book)["Heard"] == 4
        await pilot.press("y")
        await pilot.pause()
        assert counts(book) == {"Care": 0, "Heard": 2, "Answers": 2, "Hope": 1, "Time": 2}
        await pilot.press("u")
        assert counts(book) == {"Care": 0, "Heard": 4, "Hope": 1, "Time": 2}


async def test_deleting_removes_the_codings_or_gives_them_away(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Care")
        await pilot.press("d")
        assert isinstance(book.screen, Pick)
        await pilot.press("down", "enter")
        assert told(book)[0] == "3 codes “Care”, “Heard” and “Hope” are removed"
        await pilot.press("y")
        await pilot.pause()
        assert counts(book) == {"Time": 2}
        await quotes_shown(book, pilot)
        assert book.screen.here.name == "Time"
        await pilot.press("u")
        await enter_again(book, pilot, "Hope")
        await pilot.press("d", "enter", *"heard", "enter", "y")
        await pilot.pause()
        assert counts(book) == {"Care": 0, "Heard": 5, "Time": 2}


async def enter_again(app, pilot, name):
    app.screen.book.go_to(app.session.project.code_named(name).id)
    await quotes_shown(app, pilot)


async def test_finding_and_folding(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "o")
        await pilot.press("f", *"hop", "enter")
        await quotes_shown(book, pilot)
        assert book.screen.here.name == "Hope"


async def test_the_mouse_alone_splits_and_merges(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Heard")
        await click_key(book, pilot, "split_code")
        await pilot.click(QuoteList, offset=(4, 3))
        assert "1 quote marked" in status(book)
        await click_key(book, pilot, "split_code")
        await typed(pilot, "Yeses")
        await pilot.press("enter")
        await pilot.click(OptionList, offset=(4, 0))
        await pilot.pause()
        assert counts(book)["Yeses"] == 1
        await quotes_shown(book, pilot)
        await pilot.click(BookTree, offset=(10, 2))
        await pilot.pause()
        assert book.screen.here.name == "Heard"
        await click_key(book, pilot, "mark")
        assert len(book.screen.book.marked) == 1


async def click_key(app, pilot, name):
    bar = app.screen.query_one(KeyBar)
    at = 1
    for key, word, command in bar._items():
        if command.name == name:
            await pilot.click(KeyBar, offset=(at, 0))
            await pilot.pause()
            return
        at += len(key + word)


async def test_what_a_colleague_deletes_leaves_the_room_standing(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "Hope")
        await pilot.press("r")
        with Session.open(book.session.settings._replace(coder="Ravi")) as other:
            other.do(edits.delete_code(other.project, other.project.code_named("Hope"), other.stamp()))
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "by somebody else" in status(book)
        assert book.screen.here.name == "Time"


async def test_an_empty_codebook_says_what_to_do(open_study):
    app = WorkbenchApp(open_study("P1: Yes.", coder="Bea"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", *"resdgJKHLfo", "escape", "space", "escape")
        assert "no codes yet" in app.screen.where()
        await pilot.press("n", *"One", "enter")
        assert paths(app) == ["One"]
