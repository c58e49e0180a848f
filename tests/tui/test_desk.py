"""The coding desk, by keys and by mouse; what counts is what the store holds."""

import pytest
from textual.content import Content

from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.errors import Unreadable
from workbench.core.spans import Span
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.commands import DESK, LIST, TEXT, commands_of
from workbench.tui.dialogs import ApplyFinder, Keys, Pick
from workbench.tui.widgets.roombar import RoomBar
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (160, 45)


def held(app):
    """What the store holds, read anew: the words and the code of each coding of the first document."""
    with Session.open(app.session.settings) as session:
        document = session.project.library[0]
        text = session.transcript(document.id).text
        return [(c.span.of(text), session.project.codes[c.code].name) for c in session.project.codings[document.id]]


START = [("It felt oddly warm to me.", "Heard"), ("oddly warm", "Hope")]


def view(app):
    return app.screen_stack[0].query_one(TranscriptView)


def chosen(app):
    span = view(app).cursor.selection
    return span.of(view(app).transcript.text) if span else None


def status(app):
    return str(app.screen_stack[0].query_one("#status").content)


async def test_select_two_words_and_apply_a_code_by_letters(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*["right_curly_bracket"] * 2, "right_parenthesis", "right_parenthesis", "c")
        assert isinstance(desk.screen, ApplyFinder)
        await pilot.press("h", "o", "p", "enter")
        assert "Hope on 5 words" in status(desk)
    assert held(desk) == [*START, ("I wrote 🙂 to it.", "Hope")]


async def test_overlapping_codes_one_undone_and_there_after_opening_again(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press(*["right_curly_bracket"] * 4, "right_parenthesis", "1")
        await pilot.press("space", "right_parenthesis", "space", "2")
        assert [words for words, _ in held(desk)[2:]] == ["Nothing much. I slept.", "Nothing much."]
        await pilot.press("u")
        assert "Undone" in status(desk)
        await pilot.press("q")
    assert [words for words, _ in held(desk)] == ["It felt oddly warm to me.", "oddly warm", "Nothing much."]
    again = WorkbenchApp(Session.open(desk.session.settings))
    async with again.run_test(size=SIZE):
        assert len(view(again).lanes.codings) == 3


async def test_a_caret_alone_codes_the_sentence_it_stands_in(desk):
    async with desk.run_test(size=SIZE) as pilot:
        view(desk).choose(Span(0, 0))
        text = view(desk).transcript.text
        at = text.index("bus came")
        view(desk).move(lambda page: view(desk).cursor.place(page, at, at))
        await pilot.press("1")
        assert chosen(desk) == "Then the bus came."
    assert held(desk)[-1][0] == "Then the bus came."


async def test_repeat_and_digits_keep_their_codes(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G", "c", "h", "o", "p", "enter", "left_parenthesis", "full_stop")
        recent = desk.screen.recent.codes
        await pilot.press("left_parenthesis", "1")
        assert desk.screen.recent.codes == recent
    assert [code for _, code in held(desk)].count("Hope") == 3


async def test_removing_asks_which_where_several_stand(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert chosen(desk) == "oddly warm"
        await pilot.press("d")
        assert isinstance(desk.screen, Pick)
        await pilot.press("enter", "y")
        assert held(desk) == [("It felt oddly warm to me.", "Heard")]
        await pilot.press("d", "y")
    with Session.open(desk.session.settings) as session:
        assert not list(session.project.all_codings())
        assert session.history()[-1][1] == "Removed “Heard”, coded by Ana, from D1"


async def test_what_is_refused_is_one_sentence_and_changes_nothing(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", *["c", "h", "e", "a", "enter"] * 2)
        assert "already stands on these words" in status(desk)
        await pilot.press("u", "u", "u", "u")
        assert "nothing of yours to undo" in status(desk)


async def test_next_and_previous_coding(desk):
    async with desk.run_test(size=SIZE) as pilot:
        seen = []
        for key in ("right_square_bracket", "right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await pilot.press(key)
            seen.append(chosen(desk))
        assert seen == ["It felt oddly warm to me.", "oddly warm", "oddly warm", "It felt oddly warm to me."]


async def test_codings_that_start_together_or_in_a_label_are_all_reached(open_study):
    app = WorkbenchApp(open_study("P1: [one: [two: So] it] was.\nP2: [one: Yes.]", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("right_square_bracket")
            seen.append(chosen(app))
        assert seen == ["So it", "So", "Yes."]
        await pilot.press("right_square_bracket")
        assert "No further coding" in status(app)


async def test_opening_again_goes_where_one_coded_last(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+n", "G", "left_parenthesis", "1")
    again = WorkbenchApp(Session.open(desk.session.settings))
    async with again.run_test(size=SIZE):
        assert view(again).transcript.text.startswith("INT: Hello?")


async def test_what_a_colleague_takes_away_does_not_stop_the_program(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket", "d")
        assert isinstance(desk.screen, Pick)
        with Session.open(desk.session.settings) as other:
            other.undo()
        await pilot.pause(1.8)
        await pilot.press("enter", "y")
        await pilot.pause()
        assert "No interviews yet" in status(desk) or "by somebody else" in status(desk)
        await pilot.press("1", "c", "j", "right_square_bracket", "ctrl+n")
        assert desk.is_running


async def test_a_code_that_a_colleague_adds_does_not_stop_the_finder(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        with Session.open(desk.session.settings._replace(coder="Ravi")) as other:
            book = Codebook("more", "", (Entry("", "Homesick", None),))
            other.do(adopt(other.project, book, other.stamp()))
        await pilot.pause(1.8)
        await pilot.press("h", "o")
        assert isinstance(desk.screen, ApplyFinder)


async def test_names_are_no_markup(open_study):
    made = open_study("P1: [[/b] x: Yes].\n".replace("[/b] x", "b"), coder="Bea")
    code, document = made.project.code_named("b"), made.project.library[0]
    step = Step("Odd names", "Bea", "", (
        Change(code, code._replace(name="[/b] x [red")),
        Change(document, document._replace(title="P1 [anonymised] [/]")),
    ))  # fmt: skip
    made.do(step)
    app = WorkbenchApp(made)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "c", "escape", "f2", "j", "question_mark", "escape", "d")
        await pilot.pause(0.2)
        assert (
            "P1 [anonymised] [/]"
            in Content.from_markup(str(app.screen_stack[0].query_one("#middle").border_title)).plain
        )


async def test_the_palette_over_a_dialog_offers_nothing(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        desk.action_command_palette()
        await pilot.pause()
        await pilot.press("n", "e", "x", "t", "enter")
        await pilot.pause()
        assert desk.is_running


async def test_the_second_document_and_back_to_the_same_place(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        place = view(desk).cursor.caret
        await pilot.press("ctrl+n")
        assert view(desk).transcript.text.startswith("INT: Hello?")
        await pilot.press("ctrl+b")
        assert view(desk).cursor.caret == place


async def test_the_mouse_selects_words_sentences_turns_and_by_dragging(desk, monkeypatch):
    monkeypatch.setattr("workbench.tui.widgets.transcript.CLICK_SECONDS", 60)
    async with desk.run_test(size=SIZE) as pilot:
        text = view(desk).transcript.text
        page = view(desk).page
        at = text.index("wrote")
        gutter = view(desk).region.x + desk.screen.query_one(TranscriptView)._painter.shares.gutter
        x, y = gutter + page.column_of(at) + 1, view(desk).region.y + page.line_of(at)
        seen = []
        for _ in range(4):
            await pilot.mouse_down(offset=(x, y))
            await pilot.mouse_up(offset=(x, y))
            seen.append(chosen(desk))
        assert seen[:3] == [None, "wrote", "I wrote 🙂 to it."]
        assert seen[3].startswith("It felt oddly")
        monkeypatch.setattr("workbench.tui.widgets.transcript.CLICK_SECONDS", 0)
        await pilot.mouse_down(offset=(x - 5, y))
        await pilot.hover(offset=(x, y))
        await pilot.hover(offset=(x + 3, y))
        await pilot.mouse_up(offset=(x + 3, y))
        assert "wrote" in chosen(desk)


async def test_a_click_on_a_code_applies_it_to_the_selection(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G", "left_parenthesis")
        await pilot.press("f2", "j", "enter")
        await pilot.press("escape")
        assert desk.screen.focused.id == "text"
    assert held(desk)[-1] == ("I slept.", "Heard")


async def test_a_second_process_shows_up_without_a_key(desk):
    from workbench.core import edits

    async with desk.run_test(size=SIZE) as pilot:
        with Session.open(desk.session.settings._replace(coder="Ravi")) as other:
            document, code = other.project.library[0], other.project.code_named("Hope")
            other.do(edits.apply_code(other.project, document.id, Span(20, 25), code.id, other.stamp()))
        await pilot.pause(2)
        assert len(view(desk).lanes.codings) == 3


async def test_the_key_sheet_and_the_panes_of_a_narrow_terminal(desk):
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(desk.screen, Keys)
        await pilot.press("escape")
        assert not desk.screen.query_one("#side").display
        await pilot.press("f2")
        assert desk.screen.query_one("#side").display
        assert desk.screen.focused.id == "codes"
        await pilot.press("f3")
        assert not desk.screen.query_one("#side").display


async def test_a_study_without_interviews_or_codes_says_what_to_do(open_study):
    app = WorkbenchApp(open_study())
    async with app.run_test(size=SIZE) as pilot:
        assert "workbench import" in status(app)
        await pilot.press("c", "1", "full_stop", "d", "j", "w", "x", "G", "right_square_bracket", "space", "pagedown")
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (160, 45), (20, 5)])
async def test_every_key_of_the_table_does_something_harmless(desk, size):
    async with desk.run_test(size=size) as pilot:
        for command in commands_of(TEXT, DESK, LIST):
            for key in command.keys:
                await pilot.press(key)
                await pilot.press("escape")
        assert desk.is_running


async def test_the_sentences_of_spacy_replace_the_plain_ones(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_parenthesis")
        await desk.workers.wait_for_complete()
        await pilot.pause()
        text = view(desk).transcript.text
        assert [s.of(text) for s in view(desk).cursor.sentences][:3] == [
            "How was it at night?",
            "It felt oddly warm to me.",
            "I wrote 🙂 to it.",
        ]


async def test_the_summary_is_written_beside_what_is_there(desk):
    (desk.session.settings.folder / "exports" / "themes.docx").write_bytes(b"ours")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "j", "enter", "enter")
        await desk.workers.wait_for_complete()
        await pilot.pause()
        assert "exports/themes-2.docx: " in status(desk)
    assert (desk.session.settings.folder / "exports" / "themes-2.docx").is_file()
    assert (desk.session.settings.folder / "exports" / "themes.docx").read_bytes() == b"ours"


async def test_work_that_fails_is_told_in_a_sentence(desk, monkeypatch):
    def fail(*_, **__):
        raise Unreadable("The disk is full.")

    monkeypatch.setattr("workbench.tasks.export", fail)
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "enter", "enter")
        await pilot.pause(0.3)
        assert "The disk is full." in status(desk)


def test_an_error_in_the_program_shows_no_words_of_a_transcript(desk):
    words = "I felt heard by it"
    desk._exception = ValueError(words)
    try:
        raise desk._exception
    except ValueError:
        desk._fatal_error()
    (told,) = map(str, desk._exit_renderables)
    assert "ValueError" in told
    assert words not in told


async def test_the_status_line_follows_the_terminals_width(desk):
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert len(status(desk)) == 120
        bar = desk.screen.query_one(RoomBar).render()
        assert (bar.cell_len, bar.plain.endswith(" Bea ")) == (120, True)
