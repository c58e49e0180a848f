"""Searching at the desk, and coding what was found; what counts is what the store holds."""

from textual.widgets import Input

from workbench.core.model import SEARCH
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.desk.hits import CodeHits, HitList, SearchLine
from workbench.tui.widgets.hitrows import HitRows
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (120, 40)
ONE = """INT: Did the bus come?

P1: [Way > Bus: The bus] came. I took a bus home; buses are warm.

INT: Häuser?

P1: Mein Haus."""
TWO = """INT: The bus?

P2: No bus. Then another bus came."""


def desk(open_study):
    return WorkbenchApp(open_study(ONE, TWO, coder="Bea"))


def view(app):
    return app.screen_stack[0].query_one(TranscriptView)


def chosen(app):
    span = view(app).cursor.selection
    return (span.start, span.of(view(app).transcript.text)) if span else None


def marked(app):
    return [span.of(view(app).transcript.text) for span in view(app).hits.spans]


def status(app):
    return str(app.screen_stack[0].query_one("#status").content)


def said(app):
    return str(app.screen.query_one("#seek-said").content)


def searched(app):
    """The codings that a search made, read anew: document, words, code."""
    with Session.open(app.session.settings) as session:
        return [
            (session.project.documents[c.document].title, c.span.of(session.transcript(c.document).text))
            for c in session.project.all_codings()
            if c.origin == SEARCH
        ]


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def find(pilot, words, *keys):
    await pilot.press("slash")
    pilot.app.screen.query_one(Input).value = words
    await settled(pilot)
    await pilot.press(*keys)
    await settled(pilot)


async def test_hits_show_while_typing_and_enter_stays_at_the_first_from_the_caret(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", "b", "u", "s")
        await settled(pilot)
        assert isinstance(app.screen, SearchLine)
        assert said(app).startswith("1 of 4 hits · plain")
        assert marked(app) == ["bus", "bus", "bus", "buses"]
        await pilot.press("enter")
        await settled(pilot)
        assert chosen(app)[1] == "bus"
        assert "Hit 1 of 4" in status(app)


async def test_n_goes_on_round_the_end_and_says_so(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert "Type / and the words" in status(app)
        await find(pilot, "=bus", "enter")
        first = chosen(app)
        await pilot.press("n", "n")
        third = chosen(app)
        assert first < third
        await pilot.press("n")
        assert "from the start again" in status(app)
        assert chosen(app) == first
        await pilot.press("N")
        assert "from the end again" in status(app)
        assert chosen(app) == third


async def test_escape_in_the_line_goes_back_and_later_clears_the_marks(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        place = view(app).cursor.caret
        await find(pilot, "buses", "escape")
        assert (view(app).cursor.caret, chosen(app), marked(app)) == (place, None, [])
        await find(pilot, "buses", "enter", "escape")
        assert (chosen(app), marked(app)) == (None, ["buses"])
        await pilot.press("escape")
        assert marked(app) == []
        await pilot.press("n")
        assert marked(app) == ["buses"]


async def test_the_way_of_searching_turns_by_a_key_or_a_sign(open_study):
    app = desk(open_study)
    with Session.open(app.session.settings) as session:
        document = session.project.library[0]
        session.do(Step("German", "Bea", "", (Change(document, document._replace(language="de")),)))
    app.session.catch_up()
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "+haus")
        assert said(app).startswith("1 of 2 hits · lemma")
        assert marked(app) == ["Häuser", "Haus"]
        app.screen.query_one(Input).value = "hauser"
        await settled(pilot)
        assert marked(app) == ["Häuser"]
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert said(app).startswith("nothing found here · exact")


async def test_the_hits_follow_into_the_next_document(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "=bus", "enter")
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert marked(app) == ["bus", "bus", "bus"]
        await pilot.press("n", "n")
        assert chosen(app)[1] == "bus"


async def test_cleared_marks_stay_away_in_the_next_document_until_n(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "=bus", "enter", "escape", "escape")
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert marked(app) == []
        await pilot.press("n")
        await settled(pilot)
        assert marked(app) == ["bus", "bus", "bus"]
        assert "Hit 1 of 3" in status(app)


async def test_all_documents_are_listed_and_enter_goes_there(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "//=bus", "enter")
        assert isinstance(app.screen, HitList)
        assert said(app).startswith("6 hits in 2 documents")
        first, second = app.session.project.library
        assert app.screen.query_one(HitRows).rows == [first.id, 0, 1, 2, second.id, 3, 4, 5]
        await pilot.press("down", "down", "down", "down", "enter")
        await settled(pilot)
        assert view(app).transcript.text.startswith("INT: The bus?")
        assert chosen(app)[1] == "bus"
        assert marked(app) == ["bus", "bus", "bus"]


async def test_what_was_found_is_coded_but_for_what_is_switched_off_and_undone_at_once(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "bus", "enter")
        await pilot.press("a", "b", "u", "s", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CodeHits)
        assert said(app) == "4 of 4 hits on · codes the words found"
        await pilot.press("j", "space", "enter")
        await settled(pilot)
        assert searched(app) == [("D1", "bus"), ("D1", "bus"), ("D1", "buses")]
        assert "Coded 3 hits of a search in 1 document with “Bus”" in status(app)
        await pilot.press("u")
        assert searched(app) == []
        await pilot.press("ctrl+r")
        assert len(searched(app)) == 3


async def test_sentences_or_turns_are_coded_in_all_documents_after_all_off_and_one_on(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+f")
        app.screen.query_one(Input).value = "another bus"
        await settled(pilot)
        await pilot.press("f2", "b", "u", "s", "enter")
        await settled(pilot)
        await pilot.press("n")
        assert said(app).startswith("0 of 1 hit on")
        await pilot.press("enter", "a", "tab")
        assert said(app) == "1 of 1 hit on · codes the sentence around each"
        await pilot.press("enter")
        await settled(pilot)
    assert searched(app) == [("D2", "Then another bus came.")]


async def test_a_click_on_a_box_switches_a_hit_off_and_the_words_at_the_foot_do_what_they_say(open_study):
    app = desk(open_study)
    async with app.run_test(size=SIZE) as pilot:
        await find(pilot, "=bus", "enter")
        await pilot.press("a", "b", "u", "s", "enter")
        await settled(pilot)
        await pilot.click(HitRows, offset=(3, 1))
        assert said(app).startswith("2 of 3 hits on")
        await pilot.click("#seek-keys", offset=(len(" Esc close · En"), 0))
        await settled(pilot)
    assert len(searched(app)) == 2


async def test_words_that_stand_nowhere_are_told(open_study):
    app = desk(open_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await find(pilot, "zebra", "enter")
        assert "ctrl+f looks in all" in status(app)
        await pilot.press("a", "n")
        assert "ctrl+f looks in all" in status(app)
        await find(pilot, "[b]//(", "enter")
        assert app.is_running
