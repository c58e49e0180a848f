"""The window in which a quote is worded for print: its keys, its mouse, and what it shows; what counts is in the store."""

import pytest
from textual.content import Content

from workbench.core import edits
from workbench.core.model import Edit
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs import Ask
from workbench.tui.widgets.wordpicker import WordPicker
from workbench.tui.wording import QuoteEditor

SIZE = (120, 32)
FIRST = "INT: And?\n\nP1: [Care: Mary Smith said that it was, well, fine.] [Hope @Ben: It was.]"


@pytest.fixture
def desk(open_study):
    return WorkbenchApp(open_study(FIRST, "P2: [Care: Yes.]"))


def held(app):
    """What the edits in the store are on, and what stands there instead."""
    with Session.open(app.session.settings) as session:
        return [
            (edit.span.of(session.transcript(wording.document).text), edit.words)
            for wording in session.project.wordings.values()
            for edit in wording.edits
        ]


def chosen(app):
    return app.screen.picker.chosen.of(app.screen.words)


def shown(app, name="printed"):
    return app.screen.query_one(f"#wording-{name}").render().plain


async def open_editor(pilot):
    await pilot.press("f7", "w")
    await pilot.pause()
    assert isinstance(pilot.app.screen, QuoteEditor)


async def test_words_are_chosen_by_keys(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        assert chosen(desk) == "Mary"
        await pilot.press("shift+right")
        assert chosen(desk) == "Mary Smith"
        await pilot.press("right", "right")
        assert chosen(desk) == "that"
        await pilot.press("end")
        assert chosen(desk) == "fine"
        await pilot.press("space", "left", "left")
        assert chosen(desk) == "was, well, fine"
        await pilot.press("space", "home", "shift+end")
        assert chosen(desk) == "Mary Smith said that it was, well, fine"


async def test_words_are_left_out_replaced_and_added_and_print_shows_it_at_once(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("shift+right", "r", *"Anna", "enter")
        await pilot.pause()
        await pilot.press("right", "i", *"later", "enter")
        await pilot.pause()
        await pilot.press("end", "left", "x")
        await pilot.pause()
        assert held(desk) == [("Mary Smith", "Anna"), ("", "later"), ("well", "")]
        assert shown(desk) == "[Anna] said [later] that it was, […], fine."
        assert shown(desk, "edits").split("\n")[1:] == ["“Mary Smith” → [Anna]", "added: [later]", "left out: “well”"]
        await pilot.press("home")
        assert chosen(desk) == "Mary Smith"
        assert shown(desk, "said") == "“Mary Smith” → [Anna]"
        await pilot.press("I", *"So", "enter")
        await pilot.pause()
        assert shown(desk).startswith("[So] [Anna] said")


async def test_edits_are_taken_back_singly_all_together_and_by_undo(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("x", "end", "x")
        assert held(desk) == [("Mary", ""), ("fine", "")]
        await pilot.press("home", "backspace")
        assert held(desk) == [("fine", "")]
        await pilot.press("backspace")
        assert shown(desk, "said").startswith("No edit is selected")
        await pilot.press("u")
        assert held(desk) == [("Mary", ""), ("fine", "")]
        await pilot.press("U")
        assert held(desk) == []
        assert shown(desk) == "Mary Smith said that it was, well, fine."
        await pilot.press("u", "ctrl+r", "u")
        assert held(desk) == [("Mary", ""), ("fine", "")]


async def test_what_is_refused_is_said_in_the_window(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("shift+end", "x")
        assert held(desk) == [("Mary Smith said that it was, well, fine", "")]
        await pilot.press("U", "U")
        assert shown(desk, "said") == "The quote is printed as it was said."


async def test_a_click_chooses_a_word_a_drag_several_and_words_at_the_foot_act(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        picker = desk.screen.query_one(WordPicker)
        x = 2  # border and padding
        await pilot.click(picker, offset=(x + 12, 1))
        assert chosen(desk) == "said"
        await pilot.mouse_down(picker, offset=(x + 1, 1))
        await pilot.hover(picker, offset=(x + 6, 1))
        await pilot.mouse_up(picker, offset=(x + 6, 1))
        assert chosen(desk) == "Mary Smith"
        box = desk.screen.query_one(".box")
        foot = box.border_subtitle.plain if hasattr(box.border_subtitle, "plain") else str(box.border_subtitle)
        assert "x cut" in foot
        await desk.screen.run_action("leave_out")
        assert held(desk) == [("Mary Smith", "")]


async def test_asking_again_shows_what_stands_there_and_esc_leaves_it(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("r", *"Anna", "enter", "r")
        await pilot.pause()
        assert isinstance(desk.screen, Ask)
        assert desk.screen.value == "Anna"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert held(desk) == [("Mary", "Anna")]
        assert desk.screen.NAME == "quotes"


async def test_the_list_shows_quotes_as_printed_with_a_sign_and_copies_them_so(desk, monkeypatch):
    copied = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", lambda _app, text: copied.append(text) or "Copied.")
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("r", *"Anna", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        head, words = (line.plain for line in desk.screen._draw(0, 100))
        assert head.endswith("· ✎ worded")
        assert words.strip() == "[Anna] Smith said that it was, well, fine."
        assert "✎" not in desk.screen._draw(1, 100)[0].plain
        await pilot.press("y")
        assert copied[0].startswith("“[Anna] Smith said")


async def test_the_desk_words_the_coding_at_the_caret(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("]", "W")
        await pilot.pause()
        assert isinstance(desk.screen, QuoteEditor)
        await pilot.press("x")
        assert held(desk) == [("Yes", "")]


async def test_who_codes_blind_cant_see_or_touch_others_wording(desk):
    session = desk.session
    coding = next(c for c in session.project.all_codings() if c.end - c.start > 20)
    edit = Edit(coding.start, coding.start + 4, "Anna")
    session.do(edits.word_quote(session.project, coding.document, coding.span, edit, session.stamp()))
    async with desk.run_test(size=SIZE) as pilot:
        session.become("Ben")
        session.code_blind(True)
        desk.push_screen(QuoteEditor(session, coding.document, coding.span))
        await pilot.pause()
        assert shown(desk) == "Mary Smith said that it was, well, fine."
        await pilot.press("x")
        assert shown(desk, "said").startswith("Somebody else worded this quote")
    assert held(desk) == [("Mary", "Anna")]


async def test_a_quote_of_twenty_thousand_signs_on_many_lines_can_be_worded(open_study):
    text = "P1: [Care: " + "\n".join("wide words " * 20 for _ in range(100)).strip() + "]"
    app = WorkbenchApp(open_study(text))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "pagedown", "end", "up", "x", "down", "x")
        await pilot.pause()
        assert len(held(app)) == 2
        assert app.screen.picker.scroll_offset.y > 100


async def test_an_edit_by_somebody_else_is_shown(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        with Session.open(desk.session.settings._replace(coder="Bea")) as other:
            coding = next(c for c in other.project.all_codings() if c.end - c.start > 20)
            edit = Edit(coding.start, coding.start + 4, "Anna")
            other.do(edits.word_quote(other.project, coding.document, coding.span, edit, other.stamp()))
        desk.session.catch_up()
        desk.screen._look()
        await pilot.pause()
        assert shown(desk).startswith("[Anna] Smith")


async def test_at_80_columns_the_hint_stands_whole_and_the_keys_tell_of_brackets(desk):
    async with desk.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        said = desk.screen.query_one("#wording-said")
        assert said.size.width >= len(said.render().plain) > 40
        box = desk.screen.query_one(".wording")
        foot = Content.from_markup(box.border_subtitle).plain
        assert foot.endswith("? keys")
        assert len(foot) <= 80 - 6
        await pilot.press("question_mark")
        await pilot.pause()
        sheets = [sheet.visual._renderable for sheet in desk.screen.query("Static").results()]
        told = [str(cell) for sheet in sheets for column in sheet.columns for cell in column._cells]
        assert "add words after them, in [brackets]" in told


async def test_what_was_said_of_an_edit_goes_when_one_moves_on(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert shown(desk, "said").startswith("Left words out")
        await pilot.press("right")
        await pilot.pause()
        assert shown(desk, "said").startswith("Choose words")
        await pilot.press("left")
        await pilot.pause()
        assert shown(desk, "said") == "left out: “Mary”"


async def test_no_words_are_asked_for_while_the_past_is_looked_at(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await open_editor(pilot)
        desk.session.look_back(desk.session.project.number)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(desk.screen, QuoteEditor)
        assert "nothing can be changed there" in shown(desk, "said")
