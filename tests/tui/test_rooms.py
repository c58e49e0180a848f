"""The rooms: their doors, their commands, and what all of them share."""

import pytest

from workbench.tui.app import WorkbenchApp, _room
from workbench.tui.board.balance import Balance
from workbench.tui.board.extracts import Extracts
from workbench.tui.board.writing import SummaryEditor
from workbench.tui.codebook.again import Again
from workbench.tui.codebook.arriving import Arriving
from workbench.tui.codebook.comparing import Comparing, Overwriting
from workbench.tui.codebook.form import CodeForm
from workbench.tui.codebook.problems import ProblemList
from workbench.tui.codebook.versions import Versions
from workbench.tui.commands import COMMANDS, CONFIRM, DOORS, LIST, SHEET, START, TEXT, TOGETHER, commands_of
from workbench.tui.desk.filtering import Filter
from workbench.tui.desk.hits import CodeHits, HitList, SearchLine
from workbench.tui.desk.room import CodingScreen
from workbench.tui.dialogs import ApplyFinder, Ask, Confirm, Finder, Keys, Pick
from workbench.tui.history.room import Details
from workbench.tui.library.dialogs import FindCase, Known
from workbench.tui.library.importing import Importing
from workbench.tui.memos.editor import MemoEditor
from workbench.tui.paths import PathLine
from workbench.tui.quotes.answers import Counts
from workbench.tui.quotes.asking import AskQuery, Language
from workbench.tui.settings.room import NewKey
from workbench.tui.start import StartScreen
from workbench.tui.tables.behind import Behind, Resting, Rule
from workbench.tui.widgets.codetree import CodeTree
from workbench.tui.widgets.transcript import TranscriptView
from workbench.tui.wording import QuoteEditor

SIZE = (160, 45)
NAMES = [door.name for door in DOORS]
WINDOWS = [
    Finder, ApplyFinder, Pick, Ask, Confirm, Keys, CodeForm, MemoEditor, FindCase, Known, PathLine, Importing,
    Filter, SearchLine, HitList, CodeHits, Details, NewKey, StartScreen, ProblemList, Again, Versions, Arriving, Comparing,
    Overwriting, Extracts, SummaryEditor, Behind, Resting, Rule, AskQuery, Language, Counts, QuoteEditor, Balance,
]  # fmt: skip


def room_class(name):
    return CodingScreen if name == "code" else type(_room(name, None))


def places(shown):
    return (START,) if shown is StartScreen else getattr(shown, "WHERE", getattr(shown, "PLACES", ()))


SHOWN = [*map(room_class, NAMES), *WINDOWS]


@pytest.mark.parametrize("shown", SHOWN)
def test_every_command_of_a_room_or_window_is_an_action_and_no_key_has_two_meanings(shown):
    owners = {TEXT: TranscriptView, LIST: CodeTree}
    for command in commands_of(*places(shown)):
        action = command.act.split("(")[0]
        app = WorkbenchApp if action.startswith("app.") else None
        owner = app or (shown if "." in action else owners.get(command.where, shown))
        assert hasattr(owner, f"action_{action.rpartition('.')[2]}"), command
    keys = [key for command in commands_of(*places(shown)) if command.where != LIST for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("shown", SHOWN)
def test_a_command_of_a_room_or_window_is_bound_there(shown):
    bound = {binding.id for base in shown.__mro__ for binding in vars(base).get("BINDINGS", ())}
    wanted = {command.id for command in commands_of(*places(shown)) if command.where not in {TEXT, LIST}}
    assert wanted - bound == set()


@pytest.mark.parametrize("shown", SHOWN)
def test_the_users_keys_know_which_commands_work_at_once(shown):
    assert any(set(places(shown)) <= set(together) for together in TOGETHER)


def test_every_command_works_in_some_room_or_window_and_has_a_name_of_its_own():
    reached = {command for shown in SHOWN for command in commands_of(*places(shown))}
    assert [command for command in COMMANDS if command not in reached] == []
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_the_key_sheet_of_some_room_lists_the_keys_of_each_window():
    listed = {place for name in NAMES for place in room_class(name).WINDOWS}
    assert {place for shown in WINDOWS for place in places(shown)} - listed == {CONFIRM, SHEET, START}


async def test_every_door_leads_to_its_room_and_q_leads_back(desk):
    async with desk.run_test(size=SIZE) as pilot:
        for door in DOORS[1:]:
            await pilot.press(door.key)
            assert door.name == desk.screen.NAME
        await pilot.press("q")
        assert desk.screen is desk.screen_stack[0]


async def test_a_click_on_a_door_goes_there(desk):
    async with desk.run_test(size=SIZE) as pilot:
        bar = desk.screen.query_one("RoomBar")
        for start, _, door in list(bar._doors)[1:3]:
            await pilot.click("RoomBar", offset=(start + 2, 0))
            await pilot.pause()
            assert door.name == desk.screen.NAME
