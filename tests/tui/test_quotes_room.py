"""The quotes room: which quotes it shows, and what can be done with them; what counts is what the store holds."""

import pytest

from workbench.core import edits
from workbench.core.model import SEARCH
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs import Confirm
from workbench.tui.quotes.filters import Chips
from workbench.tui.quotes.room import QuotesRoom
from workbench.tui.quotes.rows import wrapped
from workbench.tui.widgets.longlist import LongList

SIZE = (120, 32)
FIRST = """INT: [Night: How was it at night?]

P1: [Care > Heard: It felt oddly warm.] [Care > Hope @Ben: Then the bus came.]"""
SECOND = "P2: [Night: I would rather talk to a person.] [Care: Yes.]"


@pytest.fixture
def desk(open_study):
    session = open_study(FIRST, SECOND)
    case = session.project.case_named("P2")
    session.do(edits.set_cases(session.project, [(case.name, (("country", "Spain"),))], session.stamp(), "a table"))
    draft = edits.ThemeDraft("Alone", "", (session.project.code_named("Night").id,), (coding(session, "Yes.").id,))
    session.do(edits.add_theme(session.project, draft, session.stamp()))
    return WorkbenchApp(session)


def words_of(session, coding):
    return coding.span.of(session.transcript(coding.document).text)


def coding(session, words):
    return next(c for c in session.project.all_codings() if words_of(session, c) == words)


def held(app):
    """The words and the code of each coding in the store, read anew."""
    with Session.open(app.session.settings) as session:
        names = session.project.codes
        return {words_of(session, c): names[c.code].name for c in session.project.all_codings()}


def shown(app):
    """The words of the quotes in the list."""
    return [words_of(app.session, one) for one in app.screen.found]


def chosen(app):
    """The words of the quotes chosen for the themes, in the store."""
    with Session.open(app.session.settings) as session:
        known = session.project.codings_by_id
        return {
            theme.name: [words_of(session, known[q]) for q in theme.quotes] for theme in session.project.theme_order
        }


async def settled(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def pick(pilot, place):
    """The line at a place of the list in front."""
    await pilot.press("home", *["down"] * place, "enter")
    await settled(pilot)


ALL = ["How was it at night?", "It felt oddly warm.", "Then the bus came.", "I would rather talk to a person.", "Yes."]


async def test_all_quotes_stand_document_by_document_with_id_turn_code_coder_and_words(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        assert shown(desk) == ALL
        head, words = (line.plain for line in desk.screen._draw(2, 100))
        assert head.split() == ["P1-003", "D1", "·", "turn", "2", "■", "Hope", "Ben"]
        assert words.strip() == "Then the bus came."
        assert desk.screen._draw(4, 100)[0].plain.endswith("★ chosen")


async def test_a_code_shows_its_quotes_with_those_below_it_or_without(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "c", *"care", "enter")
        assert shown(desk) == ["It felt oddly warm.", "Then the bus came.", "Yes."]
        await pilot.press("B")
        assert shown(desk) == ["Yes."]
        await pilot.press("B", "s")
        assert shown(desk) == ["Yes.", "It felt oddly warm.", "Then the bus came."]
        await pilot.press("a", "s")
        assert shown(desk) == ALL


async def test_chosen_quotes_alone_need_a_theme_and_that_is_said(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "X")
        assert "Choose a theme first" in str(desk.screen.query_one("#status").content)
        assert not desk.screen.wanted.chosen_only


async def test_moving_in_the_codebook_shows_each_codes_quotes(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "f2", "home")
        assert shown(desk) == ["How was it at night?", "I would rather talk to a person."]
        await pilot.press("down", "enter")
        assert shown(desk) == ["It felt oddly warm.", "Then the bus came.", "Yes."]
        assert desk.screen.rows.has_focus


async def test_a_theme_shows_its_codes_quotes_and_its_chosen_ones_or_these_alone(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "f2", "tab", "end", "enter")
        assert shown(desk) == ["How was it at night?", "I would rather talk to a person.", "Yes."]
        await pilot.press("X")
        assert shown(desk) == ["Yes."]


@pytest.mark.parametrize(
    ("key", "place", "words"),
    [
        ("D", 2, ALL[3:]),
        ("C", 2, ["Then the bus came."]),
        ("A", 1, ["I would rather talk to a person.", "Yes."]),
        ("O", 2, ["Yes."]),
        ("V", 1, ["It felt oddly warm."]),
        ("V", 3, [ALL[0], *ALL[2:]]),
    ],
)
async def test_a_filter_is_chosen_from_a_list_and_let_go_of_with_x(desk, key, place, words):
    session = desk.session
    heard, yes = coding(session, "It felt oddly warm."), coding(session, "Yes.")
    code = session.project.codes[heard.code]
    session.do(
        Step("Rated", "Ana", "2026-05-01T10:00:00Z", (
            Change(code, code._replace(scale=("high", "low"))),
            Change(heard, heard._replace(rating="high")),
            Change(yes, yes._replace(origin=SEARCH)),
        ))
    )  # fmt: skip
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", key)
        await pick(pilot, place)
        assert shown(desk) == words
        assert "x clear" in desk.screen.query_one(Chips).render().plain
        await pilot.press("x")
        assert shown(desk) == ALL


async def test_words_and_who_speaks_are_looked_up_in_the_transcripts(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "P")
        await settled(pilot)
        assert shown(desk) == ALL[1:]
        await pilot.press("slash", *"the BUS", "enter")
        await settled(pilot)
        assert shown(desk) == ["Then the bus came."]


async def test_enter_goes_to_the_place_of_the_quote(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "G", "enter")
        assert desk.screen.NAME == "code"
        assert (desk.screen.document.name, desk.screen.view.cursor.selection.of(SECOND_TEXT)) == ("D2.txt", "Yes.")


SECOND_TEXT = "P2: I would rather talk to a person. Yes."


async def test_marked_quotes_get_another_code_in_one_step_and_undo_takes_it_back(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j", "space", "j", "space", "r", *"night", "enter")
        assert held(desk) == {**dict.fromkeys(ALL, "Night"), "Yes.": "Care"}
        assert desk.screen.marked == set()
        await pilot.press("u")
        assert held(desk)["It felt oddly warm."] == "Heard"


async def test_a_coding_is_removed_after_a_question_and_the_next_quote_is_here(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j", "d")
        assert isinstance(desk.screen, Confirm)
        await pilot.press("escape")
        assert len(held(desk)) == 5
        await pilot.press("d", "y")
        assert list(held(desk)) == [ALL[0], *ALL[2:]]
        assert words_of(desk.session, desk.screen.coding_here) == "Then the bus came."


async def test_quotes_are_chosen_for_a_theme_and_taken_out_again(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j", "space", "j", "space", "t")
        await pick(pilot, 0)
        assert chosen(desk) == {"Alone": ["Yes.", "It felt oddly warm.", "Then the bus came."]}
        await pilot.press("k", "t")
        await pick(pilot, 0)
        assert chosen(desk) == {"Alone": ["Yes.", "Then the bus came."]}
        await pilot.press("t")
        await pick(pilot, 1)
        await pilot.press(*"Warmth", "enter")
        assert chosen(desk)["Warmth"] == ["It felt oddly warm."]


async def test_who_codes_blind_keeps_the_quotes_that_others_chose_for_a_theme(desk):
    session = desk.session
    theme = session.project.theme_named("Alone")
    session.do(Step("Chosen", "Ben", "2026-05-01T10:00:00Z", (
        Change(theme, theme._replace(quotes=(coding(session, "Then the bus came.").id,))),
    )))  # fmt: skip
    session.code_blind(True)
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j")
        assert shown(desk) == [*ALL[:2], *ALL[3:]]
        await pilot.press("t")
        await pick(pilot, 0)
        assert chosen(desk) == {"Alone": ["Then the bus came.", "It felt oddly warm."]}


async def test_a_quote_is_rated_on_the_scale_of_its_code(desk):
    session = desk.session
    code = session.project.code_named("Hope")
    session.do(Step("Scale", "Ana", "2026-05-01T10:00:00Z", (Change(code, code._replace(scale=("low", "high"))),)))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j", "j", "R")
        await pick(pilot, 1)
        with Session.open(session.settings) as anew:
            assert coding(anew, "Then the bus came.").rating == "high"
        await pilot.press("R")
        await pick(pilot, 2)
        with Session.open(session.settings) as anew:
            assert coding(anew, "Then the bus came.").rating == ""
        await pilot.press("k", "R")
        assert "has no scale" in str(desk.screen.query_one("#status").content)


async def test_a_quote_is_copied_with_its_reference(desk, monkeypatch):
    copied = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", lambda _, text: copied.append(text) or "Copied.")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j", "y")
    assert copied == ["“It felt oddly warm.” (P1-002, P1, turn 2)"]


async def test_the_mouse_alone_chooses_marks_and_opens(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await pilot.click(LongList, offset=(2, 5))
        await pilot.click(LongList, offset=(2, 9))
        assert desk.screen.marked == {one.id for one in desk.screen.found[1:3]}
        chips = desk.screen.query_one(Chips)
        start = next(start for start, _, command in chips._places if command == "filter_speech")
        await pilot.click(Chips, offset=(start, 0))
        await settled(pilot)
        assert shown(desk) == ALL[1:]
        await pilot.click(LongList, offset=(30, 1), times=2)
        assert desk.screen.NAME == "code"


async def test_what_another_process_codes_appears_and_the_place_is_kept(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7", "j")
        with Session.open(desk.session.settings._replace(coder="Ben")) as ben:
            ben.do(edits.remove_codings(ben.project, [coding(ben, ALL[0])], ben.stamp()))
        desk.screen.look_again()
        assert shown(desk) == ALL[1:]
        assert words_of(desk.session, desk.screen.coding_here) == "It felt oddly warm."


async def test_only_the_quotes_in_sight_are_drawn(desk, monkeypatch):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        room = desk.screen
        assert isinstance(room, QuotesRoom)
        room._take([room.found[0]] * 5000)
        await pilot.press("G", "pageup", "g")
        assert len(room.rows._rows) < 60


def test_words_are_wrapped_and_cut_with_an_ellipsis():
    assert wrapped("one two three four", 9, 2) == ["one two", "three …"]
    assert wrapped("one two", 9, 2) == ["one two"]
    assert wrapped("a\x1b[31m b", 20, 1) == ["a[31m b"]
    assert wrapped("", 20, 2) == []
