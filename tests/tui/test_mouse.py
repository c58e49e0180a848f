"""The whole job by mouse alone; what counts is what the store holds."""

from textual import events
from textual.widgets import OptionList

from workbench.session import Session
from workbench.tui.widgets.codetree import CodeTree
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (160, 45)


def held(app):
    with Session.open(app.session.settings) as session:
        return [
            (document.title, c.span.of(session.transcript(document.id).text), session.project.codes[c.code].name)
            for document in session.project.library
            for c in session.project.codings.get(document.id, ())
        ]


def view(app):
    return app.screen_stack[0].query_one(TranscriptView)


def cell(app, words, end=False):
    """The place on the transcript's widget of the first or last character of some words."""
    shown, page = view(app), view(app).page
    at = shown.transcript.text.index(words) + (len(words) - 1 if end else 0)
    return shown._painter.shares.gutter + page.column_of(at), page.line_of(at) - shown.scroll_offset.y


async def foot(pilot, word):
    """Clicks on a word at the foot of the screen."""
    bar = pilot.app.screen.query_one(KeyBar)
    await pilot.click(bar, offset=(bar.render().plain.index(word), 0))
    await pilot.pause()


async def line(pilot, tree, code):
    """Clicks on a code of a tree."""
    node = next(node for node in tree._lines_of.values() if pilot.app.session.project.codes[node.data].name == code)
    await pilot.click(tree, offset=(8, node.line + 1 - tree.scroll_offset.y))
    await pilot.pause()


async def drag(pilot, words):
    """Draws the mouse over some words."""
    await pilot.mouse_down(TranscriptView, offset=cell(pilot.app, words))
    await pilot.hover(TranscriptView, offset=cell(pilot.app, words, end=True))
    await pilot.mouse_up(TranscriptView, offset=cell(pilot.app, words, end=True))


async def test_words_are_coded_recoded_and_freed_by_mouse_alone(desk):
    async with desk.run_test(size=SIZE) as pilot:
        tree = desk.screen.query_one(CodeTree)
        await drag(pilot, "the bus came")
        await line(pilot, tree, "Hope")
        assert held(desk)[-1] == ("D1", "the bus came", "Hope")
        await line(pilot, tree, "Heard")
        assert sorted(held(desk)[-2:]) == [("D1", "the bus came", "Heard"), ("D1", "the bus came", "Hope")]
        await foot(pilot, "Undo")
        await foot(pilot, "Remove")
        assert held(desk)[2:] == []
        await pilot.click(TranscriptView, offset=cell(desk, "Nothing much"), times=3)
        await line(pilot, tree, "Hope")
        assert held(desk)[-1] == ("D1", "Nothing much.", "Hope")


async def test_another_document_is_opened_by_a_click(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.click(desk.screen.query_one("#documents", OptionList), offset=(4, 2))
        await pilot.pause()
        assert desk.screen.document.title == "D2"
        await drag(pilot, "rather talk to a person")
        await line(pilot, desk.screen.query_one(CodeTree), "Heard")
    assert held(desk)[-1] == ("D2", "rather talk to a person", "Heard")


async def test_a_code_is_found_and_chosen_by_mouse(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await drag(pilot, "the bus came")
        await foot(pilot, "Code")
        options = desk.screen.query_one(OptionList)
        place = [option.id for option in options.options].index(desk.session.project.code_named("Hope").id)
        await pilot.click(options, offset=(4, place))
        await pilot.pause()
    assert held(desk)[-1] == ("D1", "the bus came", "Hope")


async def menu(pilot, words):
    """Clicks with the right button on the transcript, and on the line of the menu that says so."""
    at = cell(pilot.app, "the bus came")
    await pilot._post_mouse_events([events.MouseDown], TranscriptView, at, button=3)
    await pilot.pause()
    listed = pilot.app.screen.query_one(OptionList)
    place = next(n for n, option in enumerate(listed.options) if words in str(option.prompt))
    await pilot.click(listed, offset=(4, place - listed.scroll_offset.y))
    await pilot.pause()


async def test_the_right_button_shows_what_can_be_done_with_the_words(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await drag(pilot, "the bus came")
        await menu(pilot, "selected words a code")
        assert held(desk)[-1] == ("D1", "the bus came", "the bus came")
        await menu(pilot, "remove a code")
        assert held(desk)[2:] == []
