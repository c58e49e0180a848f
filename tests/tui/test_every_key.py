"""Every row of the table of commands, pressed once: it does to the store what it says, or nothing."""

import re

import pytest

from workbench.core import edits
from workbench.core.project import FIELDS
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.commands import COMMANDS, DOORS, LIST, TEXT, commands_of
from workbench.tui.desk.room import CodingScreen
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (120, 40)
TALK = (
    "INT: How was it?\n\nP1: [Care > Heard @Bea: It felt [Care > Hope @Bea: warm] to me.] [Time: Then it went.] Oh well.",
    "INT: And you?\n\nP2: [Care > Heard @Bea: Yes.] [Time @Bea: No.] Late.",
)
WARM, YES = ["g", "right_square_bracket"], ["ctrl+n", "right_square_bracket"]
LATE = ["ctrl+n", "G", "left_parenthesis"]
GRID = ["f2", "end", "up", "up", "enter"]
SPACE = {" ": "space"}


def typed(words):
    return [SPACE.get(letter, letter) for letter in words]


# What each command that changes the study is asked to do: the keys before it, those after it, and the step's label.
CHANGES = {
    "desk.find_code": (LATE, [*typed("hop"), "enter"], "Coded D2 with “Hope”"),
    "desk.repeat_code": (LATE, [], "Coded D2 with “.+”"),
    **{f"desk.recent_code_{digit}": (LATE, [], "Coded D2 with “.+”") for digit in range(1, 5)},
    "desk.in_vivo": (LATE, [], ".*“Late.”"),
    "desk.remove_code": (YES, [], "Removed “Heard” from D2"),
    "desk.recode": (YES, [*typed("hop"), "enter"], "Recoded “Heard” in D2 to “Hope”"),
    "desk.keep": ([*YES, "e", "w"], [], "Moved an edge of “Heard” in D2"),
    "desk.split": ([*WARM, "escape", "w", "w"], [], "Split “Heard” in D1"),
    "desk.join": ([*LATE, "2", *["left_parenthesis"] * 2], [], "Joined 2 codings of “Heard” in D2"),
    "desk.rate": (YES, ["down", "enter"], "Rated high: “Heard” in D2"),
    "desk.memo": (YES, ["enter", *typed("So"), "ctrl+o"], "Wrote a memo on the coding “Heard” in D2"),
    "desk.code_hits": (["slash", *typed("went"), "enter"], [*typed("hop"), "enter", "enter"], "Coded 1 hit of a search.*"),
    "room.undo": ([*LATE, "2"], [], "Coded D2 with “Heard”"),
    "room.redo": ([*LATE, "2", "u"], [], "Coded D2 with “Heard”"),
    "codebook.add_code": (["home"], [*typed("Calm"), "enter"], "Added the code “Calm”"),
    "codebook.add_code_below": (["home"], [*typed("Calm"), "enter"], "Added the code “Calm”.*"),
    "codebook.rename_code": (["home"], ["end", "x", "enter"], "Renamed .*“Care” to “Carex”"),
    "codebook.edit_code": (["home"], ["end", "x", "f2"], ".*“Care.*"),
    "codebook.edit_book": (["home"], [*typed("Night"), "f2"], "Rewrote what the codebook “Night” says of itself"),
    "codebook.move_code_down": (["home"], [], "Moved the code “Care”.*"),
    "codebook.move_code_up": (["end"], [], "Moved the code “Time”.*"),
    "codebook.move_code_in": (["end"], [], "Moved the code “Time”.*"),
    "codebook.move_code_out": (["home", "down"], [], "Moved the code “Heard”.*"),
    "codebook.merge_codes": (["end"], [*typed("hop"), "enter", "y"], "Merged .*“Time” into “Hope”"),
    "codebook.split_code": (["home", "down", "s", "space"], [*typed("Glow"), "enter", "y"], "Split .*“Glow”.*"),
    "codebook.delete_code": (["end"], ["down", "enter", "y"], "Deleted the code “Time”.*"),
    "themes.new_theme": ([], [*typed("Calm"), "enter"], "Wrote the theme “Calm”"),
    "themes.write_summary": (["l"], [*typed("So."), "ctrl+o"], "Rewrote the theme “Night”"),
    "themes.rename_theme": (["l"], ["end", "s", "enter"], "Renamed the theme “Night” to “Nights”"),
    "themes.remove_theme": (["l"], ["y"], "Removed the theme “Night”"),
    "themes.merge_theme": (["n", *typed("Calm"), "enter"], ["enter", "y"], "Merged the theme “Calm” into “Night”"),
    "themes.split_theme": (["g", "L", "h", "L"], ["x", "enter"], "Split “x” off the theme “Night”"),
    "themes.theme_right": (["n", *typed("Calm"), "enter", "h"], [], "Moved the theme “Night”"),
    "themes.theme_left": (["n", *typed("Calm"), "enter"], [], "Moved the theme “Calm”"),
    "themes.move_codes": (["g"], ["enter"], "Moved “.+” to the theme “Night”"),
    "themes.join_codes": (["g"], ["enter"], "Moved “.+” to the theme “Night”"),
    "themes.code_right": (["g"], [], "Moved “.+” to the theme “Night”"),
    "themes.code_left": (["l"], [], "Moved “Heard” out of the theme “Night”"),
    "themes.code_down": (["g", "L", "h", "L", "g"], [], "Moved “Heard” within the theme “Night”"),
    "themes.code_up": (["g", "L", "h", "L", "G"], [], "Moved “.+” within the theme “Night”"),
    "extracts.choose": (["f4", "l", "o"], [], "Chose 1 quote for the theme “Night”"),
    "extracts.quote_up": (["f4", "l", "o", "space", "j", "space"], [], "Put the quotes in another order.*"),
    "extracts.quote_down": (["f4", "l", "o", "space", "j", "space", "g"], [], "Put the quotes in another order.*"),
    "extracts.undo": (["f4", "l", "o", "space"], [], "Chose 1 quote for the theme “Night”"),
    "extracts.redo": (["f4", "l", "o", "space", "u"], [], "Chose 1 quote for the theme “Night”"),
    "library.rename_document": ([], ["end", "x", "enter"], "Renamed .*“D1” to “D1x”"),
    "library.name_language": ([], ["ctrl+u", "d", "e", "enter"], ".*language.*"),
    "library.name_speakers": ([], ["enter", "down", "enter"], ".*"),
    "library.attributes": ([], ["enter", *typed("age=30"), "enter"], ".*"),
    "library.rename_case": ([], ["enter", "end", "x", "enter"], "Renamed .*x”"),
    "library.new_case": ([], [*typed("Eve"), "enter"], ".*Eve.*"),
    "library.remove_documents": ([], ["y"], "Removed .*D1.*"),
    "memos.open": ([], ["end", "x", "ctrl+o"], "Changed .*memo.*"),
    "memos.new": ([], [*typed("So"), "ctrl+o"], "Wrote a memo on the study"),
    "memos.private": ([], [], ".*memo.*"),
    "memos.remove": ([], ["y"], "Removed .*memo.*"),
    "quotes.recode_quotes": (["home", "down", "down"], [*typed("hop"), "enter"], "Recoded .* to “Hope”"),
    "quotes.remove_quotes": (["home"], ["y"], "Removed .* from D1"),
    "quotes.choose_for_theme": (["home"], ["home", "enter"], ".*theme.*"),
    "quotes.rate_quotes": (["home"], ["down", "enter"], "Rated .*"),
    "again.keep": (["f6", "home", "a"], [], "Looked again at 1 coding of “Heard” and kept it"),
    "again.keep_code": (["f6", "home", "a"], ["y"], "Looked again at .* of “Heard”.*"),
    "again.recode": (["f6", "home", "a"], [*typed("hop"), "enter"], "Recoded “Heard” in D1 to “Hope”"),
    "again.remove": (["f6", "home", "a"], [], "Removed “Heard” from D1"),
    "again.undo": (["f6", "home", "a", "y"], [], "Looked again at .*"),
    "again.redo": (["f6", "home", "a", "y", "u"], [], "Looked again at .*"),
    "wording.leave_out": (["f7", "w"], [], "Left words out of a quote from D1 for print"),
    "wording.add": (["f7", "w"], [*typed("so"), "enter"], "Added words to a quote from D1 for print"),
    "wording.add_before": (["f7", "w"], [*typed("so"), "enter"], "Added words to a quote from D1 for print"),
    "wording.replace": (["f7", "w"], [*typed("so"), "enter"], "Replaced words in a quote from D1 for print"),
    "wording.take_back": (["f7", "w", "x"], [], "Took back an edit of a quote from D1"),
    "wording.as_said": (["f7", "w", "x"], [], "Took back the edits of a quote from D1"),
    "wording.undo": (["f7", "w", "x"], [], "Left words out of a quote from D1 for print"),
    "wording.redo": (["f7", "w", "x", "u"], [], "Left words out of a quote from D1 for print"),
    "asking.save": (["f7", "f", *typed("Hope")], [*typed("later"), "enter"], "Saved the query “later”"),
    "asking.remove": (
        ["f7", "f", *typed("Hope"), "ctrl+o", *typed("later"), "enter"], ["y"], "Removed the saved query “later”"
    ),
    "tables.write_cell": (GRID, [*typed("So."), "ctrl+o"], "Wrote the cell of P1 under “Night”"),
    "tables.rest_cell": (GRID, ["space", "enter"], "Wrote the cell of P1 under “Night”"),
    "rests.done": (["f12", *GRID, "t", "space"], [], "Wrote the cell of P1 under “Night”"),
    "history.take_back": ([], [], ".*"),
    "history.go_back": (["j"], ["y"], ".*"),
}  # fmt: skip
ENDS = {"room.leave", "room.suspend"}
ANSWERS = {f"arriving.answer_{digit}" for digit in range(1, 4)}  # digits, which mean a code at the desk


@pytest.fixture
def every(open_study):
    """A study with something of each kind in it, some of it Bea's, who codes."""
    session = open_study(*TALK, coder="Bea")

    def stamp():
        return session.stamp()._replace(at="2030-01-01T00:00:00Z")

    def do(make):
        session.do(make(session.project))

    heard = session.project.code_named("Heard")
    do(lambda p: edits.edit_code(p, heard, heard._replace(scale=("low", "high"), definition="So"), stamp()))
    do(lambda p: edits.add_theme(p, edits.ThemeDraft("Night", "", (heard.id,), ()), stamp()))
    do(lambda p: edits.write_memo(p, "study", "", None, "analytic", "A thought", False, stamp()))
    first = session.project.library[0].id
    at = session.transcript(first).text.index("Oh well")
    do(lambda p: edits.apply_code(p, first, Span(at, at + 7), heard.id, stamp()))
    return WorkbenchApp(session)


def held(app):
    """The store's records and the newest line of its history."""
    with Session.open(app.session.settings) as session:
        history = session.history()
        return {name: dict(getattr(session.project, name)) for name in FIELDS.values()}, len(history), history[-1].label


async def goes(pilot, command):
    """Goes to the room in which the command works."""
    door = next((door for door in DOORS if door.name == command.where), None)
    if door:
        await pilot.press(door.key)
        await pilot.pause(0.05)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize("name", sorted(CHANGES))
async def test_what_changes_the_study_does_what_it_says(every, name):
    command = next(command for command in COMMANDS if command.id == name)
    before, after, label = CHANGES[name]
    async with every.run_test(size=SIZE) as pilot:
        await goes(pilot, command)
        for key in before:
            await pilot.press(key)
        await every.workers.wait_for_complete()
        await pilot.pause()
        was, steps, _ = held(every)
        for key in (command.keys[0], *after):
            await pilot.press(key)
            await every.workers.wait_for_complete()
            await pilot.pause()
        now, count, said = held(every)
    assert count > steps, f"{name} made no step"
    assert now != was
    assert re.fullmatch(label or ".*", said), said


def harmless(place):
    """The commands of a place that leave the study as it is."""
    kept = ENDS | ANSWERS | CHANGES.keys()
    return [c for c in commands_of(place) if c.id not in kept and not c.name.startswith("recent_code")]


@pytest.mark.parametrize("place", sorted({command.where for command in COMMANDS} - {"start"}))
async def test_everything_else_leaves_the_study_as_it_is(every, place):
    async with every.run_test(size=SIZE) as pilot:
        was = held(every)
        for command in harmless(place):
            await goes(pilot, command)
            if place == LIST:
                await pilot.press("f2")
            elif place == TEXT:
                every.screen.query_one(TranscriptView).focus()
            await pilot.press(command.keys[0], "escape")
            await pilot.pause()
            while not hasattr(every.screen, "PLACES"):
                await pilot.press("escape")
            every.screen.query_one("#status")
            if not isinstance(every.screen, CodingScreen):
                await pilot.press("q")
        assert held(every) == was


def test_every_row_is_pressed():
    pressed = {command.id for place in {c.where for c in COMMANDS} for command in harmless(place)}
    digits = {f"desk.recent_code_{digit}" for digit in range(5, 10)}
    start = {command.id for command in commands_of("start")}
    assert {command.id for command in COMMANDS} - pressed - CHANGES.keys() - digits - start - ENDS - ANSWERS == set()
