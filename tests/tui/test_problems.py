"""The problems of a codebook in its room: counted in the background, listed in a window, by keys and by mouse."""

import pytest

from workbench.core import edits
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.problems import ProblemList
from workbench.tui.codebook.room import CodebookRoom
from workbench.tui.widgets.longlist import LongList

SIZE = (100, 30)
TALK = ("P1: [Care > Heard: It felt [Care > Hope: warm]] [Time: then].", "P2: [Care > Heard, Time: Yes.]")


@pytest.fixture
def book(open_study):
    """The program on two interviews with four codes."""
    return WorkbenchApp(open_study(*TALK, coder="Ana"))


async def looked(app, pilot):
    """Waits until what is weak was looked for in the study as it is."""
    room = next(screen for screen in app.screen_stack if isinstance(screen, CodebookRoom))
    while room._look_timer or not room._is_looked_at():
        await pilot.pause(0.05)
    await app.workers.wait_for_complete()
    await pilot.pause()


def status(app):
    return str(app.screen.query_one("#status").content).strip()


def lines(app):
    """The rows of the window: what kind, and of which codes."""
    window = app.screen
    return [" ".join(window.draw_row(place, 60)[0].plain.split()) for place in range(window.query_one(LongList).count)]


def said(app):
    return str(app.screen.query_one("#problem-said").content)


async def test_the_status_line_counts_the_problems_of_the_code_under_the_cursor(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await looked(book, pilot)
        assert status(book) == "Care · 4 problems · saved"
        await pilot.press("j")
        assert status(book) == "Care › Heard · 3 problems · saved"


async def test_the_count_follows_an_edit_by_itself(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "end")
        await looked(book, pilot)
        assert status(book) == "Time · 3 problems · saved"
        room, project = book.screen, book.session.project
        time = project.code_named("Time")
        after = time._replace(definition="When.", examples=("“Then.”",))
        room.do(lambda: edits.edit_code(project, time, after, book.session.stamp()))
        await looked(book, pilot)
        room.hush()
        assert [finding.rule for finding in room.problems_of(time.id)] == ["outdated", "no-rule"]
        assert status(book) == "Time · 2 problems · saved"


async def test_p_lists_the_problems_from_the_code_under_the_cursor_on_and_enter_goes_there(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "end")
        await looked(book, pilot)
        await pilot.press("p")
        assert isinstance(book.screen, ProblemList)
        assert lines(book)[:5] == [
            "! no definition Care",
            "! no definition Heard",
            "! no definition Hope",
            "! no definition Time",
            "· unused Care",
        ]
        assert said(book).startswith("“Time” has no definition. Say in a sentence what it means.\nWhy: ")
        await pilot.press("tab")
        assert said(book).startswith("“Care” is never applied, only codes below it are.")
        await pilot.press("k", "k", "enter")
        await pilot.pause()
        assert isinstance(book.screen, CodebookRoom)
        assert book.screen.here.name == "Hope"


async def test_p_before_all_is_looked_at_shows_it_as_soon_as_it_is(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "p")
        assert said(book) == "looking …"
        await looked(book, pilot)
        assert len(lines(book)) == 13
        await pilot.press("escape")
        assert isinstance(book.screen, CodebookRoom)


async def test_the_mouse_chooses_a_problem_and_goes_to_its_code(book):
    async with book.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await looked(book, pilot)
        await pilot.press("p")
        await pilot.click(LongList, offset=(10, 3))
        assert said(book).startswith("“Time” has no definition.")
        await pilot.click(LongList, offset=(10, 2), times=2)
        await pilot.pause()
        assert book.screen.here.name == "Hope"


async def test_a_codebook_without_codes_has_no_problem(open_study):
    app = WorkbenchApp(open_study("P1: I knew."))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await looked(app, pilot)
        await pilot.press("p")
        assert said(app) == "Nothing weak was found."
        await pilot.press("enter", "tab", "escape")
        assert isinstance(app.screen, CodebookRoom)
