"""The queue of outdated codings and the versions of the codebook, by keys and by mouse; what counts is what the store holds."""

import pytest

from workbench.core import edits
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.again import Again
from workbench.tui.codebook.versions import Versions
from workbench.tui.dialogs import Confirm, Finder
from workbench.tui.widgets.longlist import LongList
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (120, 36)
TALK = (
    "INT: How was it at night?\n\nP1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time @Ana: Then it went.]",
    "INT: And you?\n\nP2: [Care > Heard: Yes.] [Care > Heard @Ana: No.] [Time, Care > Heard: Late.]",
)


def redefine(session, name, definition):
    code = session.project.code_named(name)
    session.do(edits.edit_code(session.project, code, code._replace(definition=definition), session.stamp()))


@pytest.fixture
def book(open_study):
    """The program on two interviews; Heard and Time mean something else since they were coded."""
    session = open_study(*TALK, coder="Bea")
    redefine(session, "Heard", "Feels heard by it")
    project = session.project
    session.do(edits.keep_codings(project, project.outdated[project.code_named("Heard").id], session.stamp()))
    redefine(session, "Heard", "Feels heard by somebody")
    redefine(session, "Time", "Tells when")
    return WorkbenchApp(session)


def held(app):
    """What the store holds, read anew."""
    with Session.open(app.session.settings) as session:
        return session.project


def outdated(app):
    project = held(app)
    return {project.codes[code].name: len(codings) for code, codings in project.outdated.items()}


def counts(app):
    project = held(app)
    return {code.name: project.counts.get(code.id, 0) for code, _ in project.code_tree}


def rows(app):
    """The lines of the list as they are drawn."""
    listed = app.screen.query_one(LongList)
    return [" ".join(listed.draw(place, 80)[0].plain.split()) for place in range(listed.count)]


def about(app):
    return str(app.screen.query_one("#again-about").content)


def said(app):
    return str(app.screen.query_one("#again-said").content)


async def enter(app, pilot, key="a", code="Care"):
    """Goes into the codebook's room and opens the window."""
    await pilot.press("f6")
    app.screen.book.go_to(app.session.project.code_named(code).id)
    await settled(app, pilot)
    await pilot.press(key)
    await settled(app, pilot)


async def settled(app, pilot):
    await pilot.pause(0.1)
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_queue_lists_outdated_codings_by_code_with_what_the_code_said(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        assert isinstance(book.screen, Again)
        assert rows(book) == [
            "■ Heard P1-001 It felt warm to me.",
            "■ Heard P2-004 Yes.",
            "■ Heard P2-005 No.",
            "■ Heard P2-007 Late.",
            "■ Time P1-003 Then it went.",
            "■ Time P2-006 Late.",
        ]
        shown = about(book)
        assert "INT: How was it at night? P1: It felt warm to me. Then it went." in shown
        assert "before  Feels heard by it\n" in shown
        assert "now     Feels heard by somebody\n" in shown


async def test_it_begins_with_the_code_under_the_cursor(book):
    async with book.run_test(size=(80, 24)) as pilot:
        await enter(book, pilot, code="Time")
        assert book.screen.here.number == 3


async def test_each_act_is_a_step_and_the_next_one_comes_under_the_cursor(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        await pilot.press("y")
        assert said(book) == "Looked again at 1 coding of “Heard”, coded by Ana, and kept it."
        assert outdated(book) == {"Heard": 3, "Time": 2}
        assert book.screen.here.number == 4
        await pilot.press("d")
        assert counts(book)["Heard"] == 3
        assert book.screen.here.number == 5
        await pilot.press("r")
        assert isinstance(book.screen, Finder)
        await pilot.press(*"hope", "enter")
        await pilot.pause()
        assert counts(book) == {"Care": 0, "Heard": 2, "Hope": 2, "Time": 2}
        assert outdated(book) == {"Heard": 1, "Time": 2}
        await pilot.press("u", "u", "u")
        assert outdated(book) == {"Heard": 4, "Time": 2}
        assert said(book).startswith("Undone: Looked again at 1 coding")
        assert book.screen.here.number == 1
        await pilot.press("ctrl+r")
        assert outdated(book) == {"Heard": 3, "Time": 2}


async def test_all_of_a_code_are_kept_after_a_question_until_nothing_is_left(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        await pilot.press("Y")
        assert isinstance(book.screen, Confirm)
        await pilot.press("escape")
        assert outdated(book) == {"Heard": 4, "Time": 2}
        await pilot.press("Y", "y")
        await pilot.pause()
        assert outdated(book) == {"Time": 2}
        await pilot.press("y", "y", "y")
        assert outdated(book) == {}
        assert about(book) == "Nothing left to look at."
        await pilot.press("escape", "a")
        await settled(book, pilot)
        assert "No coding is outdated" in str(book.screen.query_one("#status").content)


async def test_o_and_a_double_click_lead_to_the_place(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        await pilot.press("j", "o")
        await settled(book, pilot)
        view = book.screen.query_one(TranscriptView)
        assert view.cursor.selection.of(view.transcript.text) == "Yes."
        await enter(book, pilot)
        await pilot.click("#again-list", offset=(20, 4), times=2)
        await settled(book, pilot)
        view = book.screen.query_one(TranscriptView)
        assert view.cursor.selection.of(view.transcript.text) == "Then it went."


async def test_the_meaning_pane_says_how_many_are_outdated(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        book.screen.book.go_to(book.session.project.code_named("Time").id)
        await settled(book, pilot)
        assert "2 outdated" in str(book.screen.query_one("#book-about").content)


async def test_who_codes_blind_sees_own_codings_alone_and_keeps_no_others(book):
    project = book.session.project
    own = next(coding for coding in project.all_codings() if coding.number == 4)
    bea, document = book.session.coder.id, own.document
    heard = project.code_named("Heard")
    book.session.do(
        edits.apply_code(book.session.project, document, own.span, project.code_named("Hope").id, book.session.stamp())
    )
    redefine(book.session, "Hope", "Hopes")
    book.session.code_blind(True)
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        assert rows(book) == ["■ Hope P2-008 Yes."]
        await pilot.press("Y", "y")
        await pilot.pause()
    left = held(book).outdated
    assert len(left[heard.id]) == 4
    assert all(coding.coder != bea for codings in left.values() for coding in codings)
    assert sum(coding.code == project.code_named("Hope").id for codings in left.values() for coding in codings) == 1


async def test_the_past_is_looked_at_but_not_changed(book):
    book.session.look_back(book.session.project.number)
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot)
        await pilot.press("y")
        assert "nothing can be changed there" in said(book)
    assert outdated(book) == {"Heard": 4, "Time": 2}


async def test_versions_are_told_with_what_the_code_said_then(book):
    async with book.run_test(size=SIZE) as pilot:
        await enter(book, pilot, "v", "Heard")
        assert isinstance(book.screen, Versions)
        assert "• “Heard” was redefined." in about(book)
        await pilot.press("e")
        await settled(book, pilot)
        assert [row.split()[0] for row in rows(book)] == ["4", "3", "2", "1"]
        assert "“Time” was redefined" in about(book)
        await pilot.press("j", "j")
        assert "Feels heard by it" in about(book)
        await pilot.press("G")
        assert "It had no definition." in about(book)
        await pilot.press("escape")
        assert book.screen.NAME == "codebook"


async def test_both_windows_fit_a_small_terminal_and_their_foot_is_clickable(book):
    async with book.run_test(size=(80, 24)) as pilot:
        await enter(book, pilot)
        row = book.size.height - 1
        line = "".join(segment.text for segment in book.screen._compositor.render_strips()[row])
        assert "Esc close · y keep · Y keep all · r recode · d remove · o open · u undo" in line
        await pilot.click(offset=(line.index("y keep"), row))
        await pilot.pause()
    assert outdated(book) == {"Heard": 3, "Time": 2}
