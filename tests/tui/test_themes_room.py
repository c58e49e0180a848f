"""The board of themes, worked through by keys and by mouse; what counts is what the store holds."""

import pytest

from workbench.core import edits
from workbench.core.model import Edit
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.board.balance import Balance
from workbench.tui.board.extracts import Extracts
from workbench.tui.board.view import BoardView
from workbench.tui.board.writing import SummaryEditor
from workbench.tui.commands import DOORS
from workbench.tui.wording import QuoteEditor

SIZE = (120, 40)
FIRST = """INT: [Night: How was it?]

P1: [Care > Heard: It felt warm.] [Care > Hope: Then the bus came.] [Night: Late.]"""
SECOND = "P2: [Care > Heard @Bea: Yes, it did.] [Night @Bea: Never.] [Alone: Nobody.]"
SPACE = {" ": "space"}


def typed(words):
    return [SPACE.get(letter, letter) for letter in words]


@pytest.fixture
def desk(open_study):
    return WorkbenchApp(open_study(FIRST, SECOND, coder="Bea"))


def themed(desk, *themes):
    """Themes with these codes."""
    session = desk.session
    for name, *codes in themes:
        ids = tuple(session.project.code_named(code).id for code in codes)
        session.do(edits.add_theme(session.project, edits.ThemeDraft(name, "", ids, ()), session.stamp()))


def held(app):
    """Each theme in the store, read anew: its codes, the words of its quotes, its summary."""
    with Session.open(app.session.settings) as session:
        project, known = session.project, session.project.codings_by_id
        return {
            theme.name: (
                [project.codes[code].name for code in theme.codes],
                [known[q].span.of(session.transcript(known[q].document).text) for q in theme.quotes],
                theme.summary,
            )
            for theme in project.theme_order
        }


def codes(app):
    return {name: names for name, (names, *_) in held(app).items()}


def here(app):
    """The theme and the code under the cursor."""
    view = app.screen.query_one(BoardView)
    return view.column.name, view.card_here.name if view.card_here else ""


def status(app):
    return str(app.screen.query_one("#status").content).strip()


async def presses(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def test_a_theme_is_made_filled_summarised_quoted_and_undone_by_keys_alone(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4")
        assert here(desk) == ("No theme yet", "Night")
        await presses(pilot, "j", "space", "space", "m", "enter", *typed("Warm nights"), "enter")
        assert codes(desk) == {"Warm nights": ["Heard", "Hope"]}
        assert here(desk) == ("Warm nights", "Heard")
        await presses(pilot, "e")
        assert isinstance(desk.screen, SummaryEditor)
        await presses(pilot, *typed("It is warm."), "ctrl+o")
        assert held(desk)["Warm nights"] == (["Heard", "Hope"], [], "It is warm.")
        await presses(pilot, "o")
        assert isinstance(desk.screen, Extracts)
        await presses(pilot, "space", "G", "space")
        assert held(desk)["Warm nights"][1] == ["It felt warm.", "Yes, it did."]
        await presses(pilot, "g", "J")
        assert held(desk)["Warm nights"][1] == ["Yes, it did.", "It felt warm."]
        await presses(pilot, "u", "u")
        assert held(desk)["Warm nights"][1] == ["It felt warm."]
        await presses(pilot, "escape", "u", "u", "u")
        assert held(desk) == {}


async def test_codes_move_between_themes_and_within_them(desk):
    themed(desk, ("Days", "Heard", "Hope"), ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "L")
        assert (codes(desk), here(desk)) == ({"Days": ["Hope"], "Nights": ["Night", "Heard"]}, ("Nights", "Heard"))
        await presses(pilot, "K", "a", "enter")
        assert codes(desk) == {"Days": ["Hope", "Heard"], "Nights": ["Heard", "Night"]}
        await presses(pilot, "H")
        assert codes(desk) == {"Days": ["Hope"], "Nights": ["Heard", "Night"]}
        assert here(desk) == ("Days", "Hope")


async def test_letters_choose_among_the_themes_however_few_they_are(desk):
    themed(desk, ("Night", "Night"), ("Day", "Hope"), ("Walking", "Alone"))
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        room = desk.screen
        room.view.go_to(desk.session.project.theme_named("Night").id, desk.session.project.code_named("Night").id)
        await pilot.press("m", *typed("alk"), "enter")
        await pilot.pause()
    assert codes(desk) == {"Night": [], "Day": ["Hope"], "Walking": ["Alone", "Night"]}


async def test_themes_are_ordered_renamed_merged_split_and_removed(desk):
    themed(desk, ("Days", "Heard", "Hope"), ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "greater_than_sign")
        assert list(held(desk)) == ["Nights", "Days"]
        assert here(desk) == ("Days", "Heard")
        await presses(pilot, "r", "end", "s", "enter")
        assert list(held(desk)) == ["Nights", "Dayss"]
        await presses(pilot, "space", "S", *typed("Ears"), "enter")
        assert codes(desk) == {"Nights": ["Night"], "Dayss": ["Hope"], "Ears": ["Heard"]}
        await presses(pilot, "M", "enter")
        lines = str(desk.screen.query_one(".sentences Static").content)
        assert "The theme “Ears” is removed" in lines
        await presses(pilot, "y")
        assert codes(desk) == {"Nights": ["Night", "Heard"], "Dayss": ["Hope"]}
        assert here(desk)[0] == "Nights"
        await presses(pilot, "d", "y")
        assert codes(desk) == {"Dayss": ["Hope"]}
        await presses(pilot, "u")
        assert codes(desk) == {"Nights": ["Night", "Heard"], "Dayss": ["Hope"]}


async def test_a_code_of_no_theme_shows_its_extracts_and_says_why_none_can_be_chosen(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "G", "enter", "space")
        told = str(desk.screen.query_one("#extracts-said").content)
        assert told.startswith("This code is in no theme yet")
        await presses(pilot, "enter")
        assert desk.screen is desk.screen_stack[0]
        assert desk.screen.document.title == "D2"


async def test_interviewers_are_not_counted(desk):
    themed(desk, ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l")
        column = desk.screen.query_one(BoardView).column
        assert (column.counts, column.foot) == (("2 of 2 participants", "2 extracts"), "1 code, 0 quotes")


async def test_who_codes_blind_counts_and_orders_own_quotes_alone_and_keeps_those_of_others(desk):
    themed(desk, ("Nights", "Night", "Heard"))
    session = desk.session
    quotes = tuple(c.id for c in session.project.all_codings() if c.code == session.project.code_named("Heard").id)
    theme = session.project.theme_named("Nights")
    session.do(edits.choose_quotes(session.project, theme, quotes, session.stamp()))
    session.code_blind(True)
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l")
        column = desk.screen.query_one(BoardView).column
        assert (column.counts[1], column.foot) == ("2 extracts", "2 codes, 1 quote")
        await presses(pilot, "o", "j", "space")
        assert held(desk)["Nights"][1] == ["It felt warm.", "Yes, it did.", "Never."]
        await presses(pilot, "g", "space")
        assert held(desk)["Nights"][1] == ["It felt warm.", "Never."]


async def test_nothing_is_changed_while_the_past_is_looked_at(desk):
    themed(desk, ("Days", "Heard"), ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l")
        desk.session.look_back(desk.session.project.number)
        before = held(desk)
        for key in ("n", "e", "r", "d", "m", "a", "L", "J", "greater_than_sign", "M", "S"):
            await presses(pilot, key)
            assert desk.screen.NAME == "themes", key
            assert "nothing can be changed there" in status(desk)
        assert held(desk) == before


async def test_a_summary_that_somebody_else_changed_meanwhile_is_kept_beside_ones_own(desk):
    themed(desk, ("Days", "Heard"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "e", *typed("Mine."))
        with Session.open(desk.session.settings._replace(coder="Ana")) as other:
            theme = other.project.theme_named("Days")
            draft = edits.ThemeDraft("Days", "Theirs.", theme.codes, ())
            other.do(edits.edit_theme(other.project, theme, draft, other.stamp()))
        desk.session.catch_up()
        await presses(pilot, "ctrl+o")
        assert held(desk)["Days"][2] == "Theirs.\n\nMine."


async def test_words_of_a_summary_that_were_left_unsaved_come_back(desk):
    themed(desk, ("Days", "Heard"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "e", *typed("Half a"))
    async with WorkbenchApp(desk.session).run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "e")
        assert pilot.app.screen.draft.body == "Half a"
        await presses(pilot, "ctrl+o")
        assert held(desk)["Days"][2] == "Half a"


async def test_a_quote_is_worded_for_print_from_the_list_and_shown_so(desk):
    themed(desk, ("Days", "Heard"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "o", "w")
        assert isinstance(desk.screen, QuoteEditor)
        session, first = desk.session, desk.screen.stretch
        document = session.project.library[0]
        edit = Edit(first.end - 5, first.end, "mild.")
        session.do(edits.word_quote(session.project, document.id, first, edit, session.stamp()))
        await presses(pilot, "escape")
        assert "It felt [mild.]" in str(desk.screen.query_one("#extracts-words").content)


async def test_suggestions_come_with_reasons_and_the_balance_with_sentences(desk):
    themed(desk, ("Days", "Heard"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "s")
        assert isinstance(desk.screen, Extracts)
        assert str(desk.screen.query_one("#extracts-said").content).startswith("No extract would make a better quote")
        await presses(pilot, "escape", "b")
        assert isinstance(desk.screen, Balance)
        assert "No quotes are chosen for the themes yet." in desk.screen.sentences


@pytest.mark.parametrize("name", ["Bea", "Margarethe-Anna", "Somebody with a long name"])
async def test_all_doors_fit_eighty_columns(desk, name):
    desk.session.become(name)
    async with desk.run_test(size=(80, 24)) as pilot:
        await presses(pilot, "f4")
        bar = desk.screen.query_one("RoomBar")
        assert [door.name for *_, door in bar._doors] == [door.name for door in DOORS]
        assert "[Themes]" in str(bar.render())


async def test_the_mouse_goes_to_a_card_opens_it_marks_it_and_draws_it_to_another_theme(desk):
    themed(desk, ("Days", "Heard", "Hope"), ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4")
        view = desk.screen.query_one(BoardView)
        (_, first, _), (_, second, _) = view._spans()[1:]
        top = view._head
        await pilot.click(BoardView, offset=(first + 8, top + view._tall))
        assert here(desk) == ("Days", "Hope")
        await pilot.click(BoardView, offset=(first + 1, top))
        assert view.marked == {desk.session.project.code_named("Heard").id}
        await presses(pilot, "escape")
        await pilot.mouse_down(BoardView, offset=(first + 8, top))
        await pilot.mouse_up(BoardView, offset=(second + 8, top))
        await pilot.pause()
        assert codes(desk) == {"Days": ["Hope"], "Nights": ["Night", "Heard"]}
        await pilot.click(BoardView, offset=(second + 8, top), times=2)
        await pilot.pause()
        assert isinstance(desk.screen, Extracts)


async def test_the_cursor_stays_on_its_code_when_somebody_else_changes_the_themes(desk):
    themed(desk, ("Days", "Heard", "Hope"), ("Nights", "Night"))
    async with desk.run_test(size=SIZE) as pilot:
        await presses(pilot, "f4", "l", "j")
        with Session.open(desk.session.settings._replace(coder="Ana")) as other:
            theme = other.project.theme_named("Days")
            other.do(edits.move_theme(other.project, theme, 1, other.stamp()))
            heard = other.project.code_named("Heard").id
            other.do(edits.order_codes(other.project, other.project.theme_named("Days"), heard, 1, other.stamp()))
        desk.screen.look_again()
        assert here(desk) == ("Days", "Hope")
