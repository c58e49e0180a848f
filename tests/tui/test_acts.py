"""Acts on codings at the desk by keys; what counts is what the store holds."""

import pytest
from rich.text import Text

from conftest import SECOND, TALK
from workbench.core.edits import edit_code, move_code
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs import ApplyFinder, Choice, Confirm, Pick
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (160, 45)
OWN = TALK.replace("Heard:", "Heard @Bea:").replace("Hope:", "Hope @Bea:")
HEARD, WARM = ("It felt oddly warm to me.", "Heard"), ("oddly warm", "Hope")


@pytest.fixture
def desk(open_study):
    """The program on two interviews, the first coded by Bea, who sits at it."""
    return WorkbenchApp(open_study(OWN, SECOND, coder="Bea"))


def held(app):
    """The words and the code of each coding of the first document, in the store."""
    with Session.open(app.session.settings) as session:
        document = session.project.library[0]
        text = session.transcript(document.id).text
        codings = session.project.codings.get(document.id, ())
        return [(c.span.of(text), session.project.codes[c.code].name) for c in codings]


def view(app):
    return app.screen_stack[0].query_one(TranscriptView)


def words(app):
    chosen = view(app).cursor.selection
    return chosen.of(view(app).transcript.text) if chosen else None


def status(app):
    return str(app.screen_stack[0].query_one("#status").content)


def select(app, quote):
    at = view(app).transcript.text.index(quote)
    view(app).choose(Span(at, at + len(quote)))


def caret(app, quote):
    at = view(app).transcript.text.index(quote)
    view(app).move(lambda page: view(app).cursor.place(page, at, at))


async def test_the_selected_words_become_a_code_in_one_step(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "the bus came")
        await pilot.press("v")
        assert held(desk) == [HEARD, WARM, ("the bus came", "the bus came")]
        assert words(desk) == "the bus came"
        await pilot.press("u")
    assert held(desk) == [HEARD, WARM]
    with Session.open(desk.session.settings) as session:
        assert [code.name for code in session.project.codes.values()] == ["Care", "Heard", "Hope"]


async def test_a_name_that_no_code_has_becomes_one_below_the_parent_chosen(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "the bus came")
        await pilot.press("c", *"Waiting", "enter")
        assert isinstance(desk.screen, Pick)
        await pilot.press("enter")
        assert held(desk)[-1] == ("the bus came", "Waiting")
    with Session.open(desk.session.settings) as session:
        assert session.project.code_paths[session.project.code_named("Waiting").id] == "Care > Waiting"


async def test_several_codes_go_on_the_words_in_one_step(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "the bus came")
        await pilot.press("c", *"hea", "tab", *"hop", "tab")
        assert isinstance(desk.screen, ApplyFinder)
        await pilot.press("enter")
        assert sorted(held(desk)[2:]) == [("the bus came", "Heard"), ("the bus came", "Hope")]
        await pilot.press("u")
    assert held(desk) == [HEARD, WARM]


async def test_the_selection_stays_for_a_second_code(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "the bus came")
        await pilot.press("2", "3")
    assert sorted(held(desk)[2:]) == [("the bus came", "Heard"), ("the bus came", "Hope")]


async def test_whole_words_unless_exact(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "e bus ca")
        await pilot.press("1")
        assert held(desk)[-1][0] == "the bus came"
        select(desk, "e bus ca")
        await pilot.press("equals_sign", "1")
    assert held(desk)[-1][0] == "e bus ca"


async def test_the_whole_turn_and_the_whole_document(desk):
    async with desk.run_test(size=SIZE) as pilot:
        caret(desk, "slept")
        await pilot.press("T", "2")
        assert ("Nothing much. I slept.", "Heard") in held(desk)
        await pilot.press("percent_sign", "3")
        (whole,) = [quote for quote, code in held(desk) if code == "Hope" and len(quote) > 50]
        assert (whole[:12], whole[-8:]) == ("Interview P1", "I slept.")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["e", "w", "enter"], "oddly warm to"),
        (["e", "w", "w", "enter"], "oddly warm to me"),
        (["e", "h", "h", "enter"], "oddly wa"),
        (["e", "b", "enter"], "oddly"),
        (["e", "e", "w", "enter"], "warm"),
        (["e", "e", "b", "enter"], "felt oddly warm"),
        (["e", "e", "l", "enter"], "ddly warm"),
        (["e", "w", "escape"], "oddly warm"),
    ],
)
async def test_an_edge_moves_by_character_and_word(desk, keys, expected):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.press("e")
        if isinstance(desk.screen, Pick):
            await pilot.press("enter")
        await pilot.press(*keys[1:])
        assert words(desk) == expected
    assert [quote for quote, code in held(desk) if code == "Hope"] == [expected]


async def test_an_edge_moves_by_sentence_and_back_by_one_undo(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "e")
        await pilot.press("down", "enter")
        await pilot.press("right_parenthesis", "enter")
        assert held(desk)[0] == ("It felt oddly warm to me. I wrote 🙂 to it.", "Heard")
        await pilot.press("u")
    assert held(desk) == [HEARD, WARM]


async def test_another_code_for_a_coding(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket", "r", "enter", *"hea", "enter")
        assert held(desk) == [HEARD, ("oddly warm", "Heard")]
        await pilot.press("u")
    assert held(desk) == [HEARD, WARM]


async def test_a_coding_is_split_before_the_carets_word_and_joined_again(desk):
    async with desk.run_test(size=SIZE) as pilot:
        caret(desk, "arm to me")
        await pilot.press("s", "enter")
        assert held(desk) == [HEARD, ("oddly", "Hope"), ("warm", "Hope")]
        caret(desk, "oddly")
        await pilot.press("J", "enter")
        assert held(desk) == [HEARD, ("oddly warm", "Hope")]
        await pilot.press("u", "u")
    assert held(desk) == [HEARD, WARM]


async def test_a_coding_is_rated_on_its_codes_scale(desk):
    async with desk.run_test(size=SIZE) as pilot:
        session = desk.session
        hope = session.project.code_named("Hope")
        session.do(edit_code(session.project, hope, hope._replace(scale=("low", "high")), session.stamp()))
        await pilot.press("right_square_bracket", "right_square_bracket", "R", "down", "enter")
        assert [c.rating for c in session.project.all_codings()] == ["", "high"]
        await pilot.press("u")
    with Session.open(session.settings) as again:
        assert [c.rating for c in again.project.all_codings()] == ["", ""]


async def test_anothers_coding_is_changed_only_after_a_question(open_study):
    app = WorkbenchApp(open_study("P1: [one @Ana: So] it was.", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "d")
        assert isinstance(app.screen, Confirm)
        await pilot.press("escape")
        assert held(app) == [("So", "one")]
        await pilot.press("d", "y")
    assert held(app) == []


async def test_an_edge_that_reaches_into_another_turn_is_told(open_study):
    app = WorkbenchApp(open_study("P1: [one @Bea: So] it.\n\nP2: Was it?", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "e", "w", "w", "enter")
        assert "over 2 turns" in status(app)


async def test_a_name_with_its_place_makes_the_code_below_it(desk):
    async with desk.run_test(size=SIZE) as pilot:
        select(desk, "the bus came")
        await pilot.press("c", *"Care", "space", "greater_than_sign", "space", *"Waiting", "enter")
        await pilot.press("c", *"Nowhere", "greater_than_sign", *"Waiting", "enter")
        assert "no code “Nowhere”" in status(desk)
    with Session.open(desk.session.settings) as session:
        assert [session.project.code_paths[code] for code in session.project.codes][-1] == "Care > Waiting"
        assert session.history()[-1].label == "Coded D1 with the new code “Waiting”"


async def test_a_code_without_a_scale_can_not_be_rated(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "R")
        assert "scale" in status(desk)


async def test_the_next_coding_of_the_same_code_is_found_in_later_documents(open_study):
    app = WorkbenchApp(open_study("P1: [one: So] it [two: was].", "P2: [two: Yes.] [one: No.]", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "greater_than_sign")
        assert (app.screen.document.title, words(app)) == ("D2", "No.")
        await pilot.press("greater_than_sign")
        assert "No further" in status(app)
        await pilot.press("less_than_sign")
        assert (app.screen.document.title, words(app)) == ("D1", "So")


async def test_the_next_turn_without_a_code_is_a_participants(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("o")
        assert view(desk).cursor.caret == view(desk).transcript.text.index("Nothing much")
        await pilot.press("o")
        assert "No further turn" in status(desk)


async def test_copying_says_what_happened_and_where_the_words_stand(desk, monkeypatch):
    copied = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", lambda _app, text: copied.append(text) or "Copied.")
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("g", "right_square_bracket", "y")
        select(desk, "the bus came")
        await pilot.press("ctrl+c")
        assert status(desk).strip() == "Copied."
    assert copied[0].startswith("“It felt oddly warm to me.” (P1-001")
    assert copied[1] == "“the bus came” (D1, turn 2)"


async def test_digits_stay_with_their_codes_overnight(desk):
    async with desk.run_test(size=SIZE) as pilot:
        before = desk.screen.recent.codes
        select(desk, "the bus came")
        await pilot.press("v")
        digits = desk.screen.recent.codes
        assert digits[: len(before)] == before
    with Session.open(desk.session.settings) as session:
        code = session.project.code_named("the bus came")
        session.do(move_code(session.project, code, None, 1, session.stamp()))
    again = WorkbenchApp(Session.open(desk.session.settings))
    async with again.run_test(size=SIZE):
        assert again.screen.recent.codes == digits


async def test_letters_narrow_a_long_choice(desk):
    chosen = []
    choices = [Choice(str(number), Text(f"case {number}")) for number in range(1, 30)]
    async with desk.run_test(size=SIZE) as pilot:
        desk.push_screen(Pick("Which?", choices), chosen.append)
        await pilot.pause()
        await pilot.press("2", "7", "x", "enter")
    assert chosen == ["27"]
