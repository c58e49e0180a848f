"""The rooms: their doors, their commands, and what all of them share."""

import pytest

from workbench.tui.app import WorkbenchApp, _room
from workbench.tui.commands import COMMANDS, DOORS, LIST, START, TEXT, commands_of
from workbench.tui.desk.room import CodingScreen
from workbench.tui.widgets.codetree import CodeTree
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (160, 45)
NAMES = [door.name for door in DOORS]


def room_class(name):
    return CodingScreen if name == "code" else type(_room(name, None))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_a_room_is_an_action_and_no_key_has_two_meanings(name):
    room = room_class(name)
    owners = {TEXT: TranscriptView, LIST: CodeTree}
    for command in commands_of(*room.PLACES):
        action = command.act.split("(")[0]
        owner = (
            WorkbenchApp if action.startswith("app.") else room if "." in action else owners.get(command.where, room)
        )
        assert hasattr(owner, f"action_{action.rpartition('.')[2]}"), command
    keys = [key for command in commands_of(*room.PLACES) if command.where != LIST for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_every_command_works_in_some_room_and_has_a_name_of_its_own():
    reached = {command for name in NAMES for command in commands_of(START, *room_class(name).PLACES)}
    assert [command for command in COMMANDS if command not in reached] == []
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


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
