"""Codebook files in the codebook's room: brought in with questions, written, compared; what counts is what the store holds."""

import pytest

from workbench import tasks
from workbench.core import edits
from workbench.core.codebook import book_of
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.arriving import Arriving, CantBeRead
from workbench.tui.codebook.comparing import Comparing, Overwriting
from workbench.tui.codebook.room import CodebookRoom
from workbench.tui.dialogs import Confirm, Finder
from workbench.tui.paths import PathLine
from workbench.tui.widgets.keybar import KeyBar
from workbench.tui.widgets.longlist import LongList

SIZE = (120, 36)
TALK = ("P1: [Heard: It felt] [Hope: warm] [Time: then].", "P2: [Heard, Time: Yes.] [Hope: Late.]")
NIGHT = """# What people say of the night.
version: 1
name: notation

codes:
  - id: HEARD
    name: Heard
    definition: Feels heard.   # by whom?
  - id: HOPE
    name: Hope
    definition: Looks ahead.

  - id: TIME
    name: Time
    definition: Tells when.
"""
KEYS = {"/": "slash", ".": "full_stop", "-": "minus", " ": "space", "_": "underscore"}


def redefine(session, name, definition):
    code = session.project.code_named(name)
    session.do(edits.edit_code(session.project, code, code._replace(definition=definition), session.stamp()))


@pytest.fixture
def night(open_study):
    """The program on two interviews, their codes brought in from a file; what they mean is settled."""
    session = open_study(*TALK, coder="Ana")
    path = session.settings.folder / "codebooks" / "night.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(NIGHT)
    tasks.import_codebook(session, path)
    return WorkbenchApp(session)


def file_of(app):
    return app.session.settings.folder / "codebooks" / "night.yaml"


def rewrite(app, *pairs):
    """Changes words of the file, as somebody else does."""
    text = file_of(app).read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    file_of(app).write_text(text)


def held(app):
    """What the store holds: the codes' definitions in their order, and how many codings each has."""
    with Session.open(app.session.settings) as session:
        project = session.project
        return {code.name: (code.definition, project.counts.get(code.id, 0)) for code, _ in project.code_tree}


def history(app):
    with Session.open(app.session.settings) as session:
        return [entry.label for entry in session.history()]


def status(app):
    return str(app.screen.query_one("#status").content).strip()


def lines(app):
    return [f"{line.sign} {line.said}".strip() for line in app.screen.lines]


def said(app):
    return str(app.screen.query_one("#changes-said").content)


def about(app):
    return str(app.screen.query_one("#changes-about").content)


def heading(app):
    return str(app.screen.query_one(".box").border_title)


async def settled(app, pilot):
    await pilot.pause(0.05)
    await app.workers.wait_for_complete()
    await pilot.pause()


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def choose(app, pilot, key, name="night.yaml"):
    """Goes into the room, presses a key, and chooses a file of the study's folder."""
    await press(app, pilot, "f6", key)
    assert isinstance(app.screen, PathLine)
    await pilot.press(*(KEYS.get(sign, sign) for sign in name))
    await press(app, pilot, "enter")


START = {"Heard": ("Feels heard.", 2), "Hope": ("Looks ahead.", 2), "Time": ("Tells when.", 2)}
REFINED = (
    ("Looks ahead.", "Looks ahead, and is glad."),
    ("Feels heard.   #", "Feels heard by it.   #"),
    ("name: Time", "name: When"),
)


async def test_a_file_with_two_changes_and_a_question_comes_in_as_one_step_that_can_be_undone(night):
    redefine(night.session, "Hope", "Hopes.")
    rewrite(night, *REFINED)
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        assert isinstance(night.screen, Arriving)
        assert heading(night) == "notation: 1 renamed, 1 redefined, 1 question"
        assert lines(night) == [
            "? Which definition of “Hope” holds?",
            "~ “Heard” has another definition",
            "~ “Time” is renamed “When”",
        ]
        assert about(night).splitlines() == [
            "Which definition of “Hope” holds?",
            "",
            "the study",
            "Hopes.",
            "",
            "the file",
            "Looks ahead, and is glad.",
            "",
            "before both",
            "Looks ahead.",
        ]
        await press(night, pilot, "enter")
        assert said(night) == "Nothing was brought in: there is a question to answer first."
        assert len(history(night)) == 3
        await press(night, pilot, "2")
        assert lines(night)[0] == "✓ that of the file · Which definition of “Hope” holds?"
        assert "“Hope” has another definition" in lines(night)[2]
        assert said(night).splitlines()[-1] == "Enter brings it in, in one step."
        await press(night, pilot, "f2")
        assert isinstance(night.screen, CodebookRoom)
        assert status(night) == "Codebook “notation”: 0 new, 3 changed."
        after = {
            "Heard": ("Feels heard by it.", 2),
            "Hope": ("Looks ahead, and is glad.", 2),
            "When": ("Tells when.", 2),
        }
        assert held(night) == after
        assert [night.screen.project.codes[n.data].name for n in night.screen.book.root.children] == [*after]
        await press(night, pilot, "u")
        assert held(night) == {**START, "Hope": ("Hopes.", 2)}


async def test_an_answer_can_be_changed_and_escape_changes_nothing(night):
    redefine(night.session, "Hope", "Hopes.")
    rewrite(night, *REFINED)
    steps = len(history(night))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        await press(night, pilot, "2", "1")
        assert lines(night)[0] == "✓ that of the study · Which definition of “Hope” holds?"
        assert not any(line.startswith("~ “Hope”") for line in lines(night))
        await press(night, pilot, "escape")
        assert status(night) == "Nothing was brought in."
    assert held(night) == {**START, "Hope": ("Hopes.", 2)}
    assert len(history(night)) == steps


@pytest.mark.parametrize(
    ("key", "hope", "time"), [("o", "Hopes.", "Says when."), ("t", "Looks up.", "Tells the hour.")]
)
async def test_all_open_questions_are_answered_for_one_side(night, key, hope, time):
    redefine(night.session, "Hope", "Hopes.")
    redefine(night.session, "Time", "Says when.")
    rewrite(night, ("Looks ahead.", "Looks up."), ("Tells when.", "Tells the hour."))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        assert heading(night) == "notation: 2 questions"
        await press(night, pilot, key)
        assert [line[0] for line in lines(night)[:2]] == ["✓", "✓"]
        await press(night, pilot, "enter")
        assert {name: words for name, (words, _) in held(night).items()} == {
            "Heard": "Feels heard.", "Hope": hope, "Time": time,
        }  # fmt: skip


async def test_answering_goes_on_to_the_next_open_question(night):
    redefine(night.session, "Hope", "Hopes.")
    redefine(night.session, "Time", "Says when.")
    rewrite(night, ("Looks ahead.", "Looks up."), ("Tells when.", "Tells the hour."))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        await pilot.press("2", "1")
        await settled(night, pilot)
        assert [line.partition(" · ")[0] for line in lines(night)[:2]] == ["✓ that of the file", "✓ that of the study"]
        await press(night, pilot, "end", "1")
        assert said(night) == "This line is no question; n goes to the next open one."
        assert held(night)["Hope"] == ("Hopes.", 2)


async def test_a_broken_file_is_told_with_all_its_faults_and_changes_nothing(night):
    file_of(night).write_text("version: 1\ncodes:\n  - name: A\n    colour: nice\n  - name: A\n    [oops: 1\n")
    rewrite(night, ("    [oops: 1\n", "    scale: 7\n"))
    async with night.run_test(size=(80, 24)) as pilot:
        await choose(night, pilot, "i")
        assert isinstance(night.screen, CantBeRead)
        told = str(night.screen.query_one("Static").content)
        assert told.count("line ") >= 2
        await press(night, pilot, "escape")
        assert isinstance(night.screen, CodebookRoom)
    assert held(night) == START


async def test_of_a_table_can_be_said_what_its_columns_mean(night):
    (file_of(night).parent / "wien.csv").write_text("Sache,Sinn\nHope,Hofft.\nRuhe,Ist still.\n")
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i", "wien.csv")
        assert lines(night)[0].startswith("! The table lacks the column “code”")
        await press(night, pilot, "enter", "m")
        night.screen.query_one("Input").value = "Sache=code, Sinn=definition"
        await press(night, pilot, "enter", "enter")
    assert held(night) == {**START, "Hope": ("Hofft.", 2), "Ruhe": ("Ist still.", 0)}


WITHOUT_TIME = ("\n  - id: TIME\n    name: Time\n    definition: Tells when.\n", "")


async def test_the_codings_of_a_code_that_the_file_merged_go_to_its_heir(night):
    rewrite(
        night, WITHOUT_TIME, ("    definition: Looks ahead.\n", "    definition: Looks ahead.\n    merged: [TIME]\n")
    )
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        assert "− “Time” was merged into “Hope”" in lines(night)
        assert "2 codings go from “Time” to “Hope” in 2 documents" in said(night)
        await press(night, pilot, "enter")
    assert held(night) == {"Heard": ("Feels heard.", 2), "Hope": ("Looks ahead.", 4)}


async def test_of_a_used_code_that_the_file_deleted_is_asked_and_its_codings_can_be_given_away(night):
    rewrite(night, WITHOUT_TIME, ("codes:\n", "codes:\n  - id: HOUR\n    name: Hour\n"))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        assert lines(night)[0] == "? “Time” was deleted in the file, and used in the study. What becomes of it?"
        await press(night, pilot, "g")
        assert isinstance(night.screen, Finder)
        await press(night, pilot, *"hour", "enter")
        assert lines(night)[0].startswith("✓ Its codings go to “Hour” · “Time” was deleted")
        assert "2 codings go from “Time” to “Hour”" in said(night)
        await press(night, pilot, "enter")
        assert held(night) == {"Hour": ("", 2), "Heard": ("Feels heard.", 2), "Hope": ("Looks ahead.", 2)}
        await press(night, pilot, "u")
    assert held(night) == START


async def test_what_somebody_else_changed_meanwhile_is_looked_at_again_first(night):
    rewrite(night, ("Looks ahead.", "Looks up."))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "i")
        assert heading(night) == "notation: 1 redefined"
        with Session.open(night.session.settings) as other:
            redefine(other, "Hope", "Hopes.")
        await press(night, pilot, "enter")
        assert heading(night) == "notation: 1 question"
        assert held(night)["Hope"] == ("Hopes.", 2)
        await press(night, pilot, "2", "enter")
    assert held(night)["Hope"] == ("Looks up.", 2)


async def test_the_mouse_alone_brings_a_file_in(night):
    redefine(night.session, "Hope", "Hopes.")
    rewrite(night, *REFINED)
    async with night.run_test(size=(160, 45)) as pilot:
        await pilot.press("f6")
        await settled(night, pilot)
        bar = night.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(bar.render().plain.index("Bring in"), 0))
        await settled(night, pilot)
        options = night.screen.query_one("OptionList")
        place = next(at for at in range(options.option_count) if options.get_option_at_index(at).id == "/night.yaml")
        await pilot.click(options, offset=(3, place))
        await settled(night, pilot)
        await pilot.click(LongList, offset=(8, 0))
        await pilot.click("#changes-acts", offset=(8, 2))
        await settled(night, pilot)
        assert lines(night)[0] == "✓ that of the file · Which definition of “Hope” holds?"
        row = night.screen.query_one(".box").region.bottom - 1
        foot = "".join(segment.text for segment in night.screen._compositor.render_strips()[row])
        await pilot.click(offset=(foot.index("bring in"), row))
        await settled(night, pilot)
    assert held(night)["Hope"] == ("Looks ahead, and is glad.", 2)


# -- writing and comparing ------------------------------------------------------------------------------------------------


async def test_w_writes_a_one_word_edit_into_the_hand_made_file_as_one_line(night):
    redefine(night.session, "Hope", "Looks forward.")
    async with night.run_test(size=SIZE) as pilot:
        await press(night, pilot, "f6", "w")
        assert night.screen.query_one("Input").value == str(file_of(night))
        await press(night, pilot, "enter")
        assert isinstance(night.screen, Overwriting)
        assert lines(night) == ["Would be written: 1 change", "~ “Hope” has another definition"]
        await press(night, pilot, "w")
        assert status(night).startswith("Wrote 3 codes to ")
        assert file_of(night).read_text() == NIGHT.replace("Looks ahead.", "Looks forward.")
        await press(night, pilot, "w", "enter")
        assert status(night) == "night.yaml says all of it already; nothing was written."


async def test_what_the_study_wrote_itself_is_no_news_to_it(night):
    redefine(night.session, "Hope", "Looks forward.")
    tasks.export_codebook(night.session, file_of(night), force=True)
    redefine(night.session, "Hope", "Looks up.")
    async with night.run_test(size=SIZE) as pilot:
        await press(night, pilot, "f6", "w", "enter")
        assert lines(night) == ["Would be written: 1 change", "~ “Hope” has another definition"]


async def test_before_changes_of_somebody_else_are_written_over_one_is_warned_and_can_bring_them_in(night):
    redefine(night.session, "Hope", "Hopes.")
    rewrite(night, ("Tells when.", "Tells the hour."))
    file = file_of(night).read_text()
    async with night.run_test(size=SIZE) as pilot:
        await press(night, pilot, "f6", "w", "enter")
        assert said(night).startswith("The file has changes the study doesn't know")
        assert lines(night)[:2] == ["In the file, and not in the study: 1 change", "~ “Time” has another definition"]
        await press(night, pilot, "i")
        assert isinstance(night.screen, Arriving)
        await press(night, pilot, "enter")
        assert held(night)["Time"] == ("Tells the hour.", 2)
        assert file_of(night).read_text() == file


async def test_a_new_file_is_written_at_once_and_one_that_cant_be_read_after_a_question(night):
    folder = file_of(night).parent
    (folder / "night.md").write_text("Mine")
    async with night.run_test(size=SIZE) as pilot:
        await press(night, pilot, "f6", "w", *["backspace"] * 4, *"csv", "enter")
        assert (folder / "night.csv").exists()
        await press(night, pilot, "w", *["backspace"] * 4, *"md", "enter")
        assert isinstance(night.screen, Confirm)
        await press(night, pilot, "escape")
        assert (folder / "night.md").read_text() == "Mine"
        await press(night, pilot, "w", *["backspace"] * 4, *"md", "enter", "y")
        assert "Looks ahead." in (folder / "night.md").read_text()


async def test_c_shows_what_either_side_changed_and_goes_on_to_bring_it_in(night):
    redefine(night.session, "Hope", "Hopes.")
    rewrite(night, ("name: Time", "name: When"))
    async with night.run_test(size=SIZE) as pilot:
        await choose(night, pilot, "c")
        assert isinstance(night.screen, Comparing)
        assert lines(night) == [
            "Changed in the study since the two were in step: 1 change",
            "~ “Hope” has another definition",
            "Changed in the file since: 1 change",
            "~ “Time” is renamed “When”",
        ]
        assert "Looks ahead." in about(night)
        assert "Hopes." in about(night)
        await press(night, pilot, "i")
        assert isinstance(night.screen, Arriving)
        await press(night, pilot, "enter")
        assert [*held(night)] == ["Heard", "Hope", "When"]


async def test_only_files_that_hold_codebooks_are_offered(night):
    folder = file_of(night).parent
    (folder / "notes.txt").write_text("x")
    (folder / "older").mkdir()
    async with night.run_test(size=SIZE) as pilot:
        await press(night, pilot, "f6", "i")
        options = night.screen.query_one("OptionList")
        ids = [options.get_option_at_index(place).id for place in range(options.option_count)]
        assert ids == ["..", "/older/", "/night.yaml"]
        await press(night, pilot, "enter")
        assert isinstance(night.screen, PathLine)
        assert book_of(night.session.project, "").name == "notation"
