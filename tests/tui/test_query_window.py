"""Asking in the quotes' room: a query as a filter, queries saved and let go of, counts, and going to a quote by its id."""

import pytest

from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs import Confirm
from workbench.tui.quotes.answers import Count, Counts
from workbench.tui.quotes.asking import AskQuery, Language
from workbench.tui.quotes.filters import Chips

SIZE = (120, 32)
FIRST = """INT: [Night: How was it at night?]

P1: [Care > Heard: It felt oddly warm.] [Care > Hope @Ben: Then the bus came.]

P1: Nothing else."""
SECOND = "P2: [Night: I would rather talk to a person.] [Care: Yes.]"
ALL = ["How was it at night?", "It felt oddly warm.", "Then the bus came.", "I would rather talk to a person.", "Yes."]


@pytest.fixture
def desk(open_study):
    return WorkbenchApp(open_study(FIRST, SECOND))


def shown(app):
    return [c.span.of(app.session.transcript(c.document).text) for c in app.screen.found]


def status(app):
    return app.screen.query_one("#status").render().plain.strip()


def wrong(app):
    return app.screen.query_one("#asking-wrong").render().plain


def saved(app):
    with Session.open(app.session.settings) as session:
        return {query.name: query.query for query in session.project.saved_queries}


async def settled(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def keys(text):
    signs = {" ": "space", '"': "quotation_mark"}
    return [signs.get(sign, sign) for sign in text]


async def ask(pilot, text, *then):
    await pilot.press("f", *keys(text), *(then or ("enter",)))
    await settled(pilot)


async def test_a_query_leaves_the_codings_that_it_finds_and_x_lets_go_of_it(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Care OR Night")
        assert shown(desk) == ALL[1:]
        assert status(desk) == "1 of 4 quotes · 4 extracts by 2 participants"
        assert "[Care OR Night]" in desk.screen.query_one(Chips).render().plain
        await pilot.press("x")
        await settled(pilot)
        assert shown(desk) == ALL


async def test_a_query_holds_together_with_the_other_filters(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "slash", *"oddly", "enter")
        await settled(pilot)
        await ask(pilot, "Care")
        assert shown(desk) == ["It felt oddly warm."]


async def test_what_is_wrong_is_told_below_the_place_as_one_types_and_is_not_asked(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Care AND nowhere")
        assert isinstance(desk.screen, AskQuery)
        caret, said = wrong(desk).split("\n")[:2]
        assert caret == " " * 9 + "^"
        assert said.startswith("At column 10: ")
        await pilot.press("escape")
        assert shown(desk) == ALL


async def test_a_query_that_finds_nothing_says_so(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Heard AND Hope")
        assert shown(desk) == []
        assert status(desk).startswith("No quote fits. x lets go of the filters. No words bear both.")


async def test_turns_without_codings_are_counted_in_a_sentence(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "TURNS NOT Night")
        assert shown(desk) == ["It felt oddly warm.", "Then the bus came."]
        assert status(desk).endswith("2 turns fit, 1 of them without a coding; the shell lists them: workbench ask")


async def test_a_query_is_saved_under_a_name_chosen_with_the_arrows_and_let_go_of(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Hope", "ctrl+o", *"later", "enter")
        assert saved(desk) == {"later": "Hope"}
        await pilot.press("escape")
        await ask(pilot, "", "down", "enter")
        assert shown(desk) == ["Then the bus came."]
        await pilot.press("f", "ctrl+o", "enter")
        await settled(pilot)
        assert "is this query already" in wrong(desk)
        await pilot.press(*keys(" OR Night"), "ctrl+o", *"later", "enter")
        await settled(pilot)
        assert saved(desk) == {"later": "Hope OR Night"}
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert isinstance(desk.screen, Confirm)
        await pilot.press("y")
        await settled(pilot)
        assert saved(desk) == {}
        await pilot.press("escape", "u")
        await settled(pilot)
        assert saved(desk) == {"later": "Hope OR Night"}


async def test_a_wrong_query_is_not_saved(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "nowhere", "ctrl+o")
        assert isinstance(desk.screen, AskQuery)
        assert saved(desk) == {}


async def test_an_answer_is_counted_by_document(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Care", "ctrl+t")
        await settled(pilot)
        assert isinstance(desk.screen, Counts)
        assert desk.screen.counted == [Count("all", 3, 3, 2), Count("D1", 2, 2, 1), Count("D2", 1, 1, 1)]
        await pilot.press("escape")
        await pilot.press("x", "n")
        await settled(pilot)
        await settled(pilot)
        assert desk.screen.counted[0] == Count("all", 5, 5, 2)


async def test_f1_shows_how_queries_are_written(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "f", "f1")
        await pilot.pause()
        assert isinstance(desk.screen, Language)


async def test_a_quote_is_gone_to_by_its_id(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "i", *"P1", "minus", *"003", "enter")
        await settled(pilot)
        assert desk.screen.NAME == "code"
        assert desk.screen.view.cursor.selection.of(desk.screen.view.transcript.text) == "Then the bus came."
        await pilot.press("f7", "i", *"99", "enter")
        await settled(pilot)
        assert status(desk) == "There is no quote 99 in this study."


async def test_a_query_follows_what_is_coded(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await ask(pilot, "Hope")
        await pilot.press("d", "y")
        await settled(pilot)
        await settled(pilot)
        assert shown(desk) == []
        await pilot.press("u")
        await settled(pilot)
        await settled(pilot)
        assert shown(desk) == ["Then the bus came."]
