"""What is shown at the desk: the choice of codes and coders, focus, hits, themes; nothing of it changes the study."""

import pytest

from notation import study
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.desk.filtering import Filter
from workbench.tui.desk.sight import Sight
from workbench.tui.themes import THEMES
from workbench.tui.widgets.minimap import MiniMap
from workbench.tui.widgets.transcript import TranscriptView

SIZE = (160, 45)
TALK = """INT: How was it at night?

P1: [Care > Heard @Bea: It felt [Care > Hope @Ana: oddly warm] to me.] I wrote [Time @Ana: at night]."""


@pytest.fixture(autouse=True)
def _many_colours(monkeypatch):
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def desk(open_study):
    return WorkbenchApp(open_study(TALK, coder="Bea"))


def view(app):
    return app.screen_stack[0].query_one(TranscriptView)


def shown(app):
    """The codes of the codings that are drawn."""
    return [app.session.project.codes[coding.code].name for coding in view(app).lanes.codings]


def status(app):
    return str(app.screen_stack[0].query_one("#status").content).strip()


def painted(app):
    return "\n".join(strip.text for strip in view(app).render_lines(view(app).size.region))


def style_of(app, words):
    """The style in which some words are painted."""
    for y in range(view(app).size.height):
        for segment in view(app).render_line(y):
            if words in segment.text:
                return segment.style
    raise AssertionError(words)


def number_of_steps(app):
    with Session.open(app.session.settings) as session:
        return session.project.number


# -- sight --------------------------------------------------------------------------------------------------------


def test_the_same_codings_are_shown_as_the_same_tuple():
    made = study(TALK)
    codings = next(iter(made.project.codings.values()))
    heard = made.project.code_named("Heard").id
    sight = Sight().hiding([heard], [])
    assert Sight().of(codings) is codings
    assert sight.of(codings) is sight.of(codings)
    assert [made.project.codes[c.code].name for c in sight.of(codings)] == ["Hope", "Time"]


def test_coders_are_hidden_and_one_shown_alone():
    made = study(TALK)
    codings = next(iter(made.project.codings.values()))
    ana, bea = (made.project.coder_named(name).id for name in ("Ana", "Bea"))
    assert [c.coder for c in Sight().hiding([], [ana]).of(codings)] == [bea]
    assert {c.coder for c in Sight().alone(ana).of(codings)} == {ana}
    assert Sight().alone(ana).alone(ana).of(codings) is codings


def test_what_is_hidden_is_said():
    project = study(TALK).project
    codes = [code.id for code in project.codes.values()]
    ana = project.coder_named("Ana").id
    assert Sight().said(project) == ""
    assert Sight().hiding(codes[:1], []).said(project) == "1 code hidden (f)"
    assert Sight().hiding(codes[:2], [ana]).said(project) == "2 codes hidden (f) · Ana hidden (f)"
    assert Sight().hiding(["gone"], ["gone"]).said(project) == ""
    assert Sight().alone(ana).said(project) == "other coders hidden (H)"


# -- choosing by keys and by mouse --------------------------------------------------------------------------------


async def test_codes_are_hidden_by_letters_and_space_said_always_and_shown_again(desk):
    async with desk.run_test(size=SIZE) as pilot:
        before = number_of_steps(desk)
        await pilot.press("f", "slash", *"hea", "enter", "space", "enter")
        assert shown(desk) == ["Hope", "Time"]
        assert "Heard" not in painted(desk)
        for _ in range(2):
            assert "1 code hidden (f)" in status(desk)
            await pilot.press("j")
        await pilot.press("f", "a", "enter")
        assert shown(desk) == ["Heard", "Hope", "Time"]
        assert "hidden" not in status(desk)
        assert number_of_steps(desk) == before


async def test_a_heading_hides_what_is_below_it_and_escape_leaves_all_as_it_was(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f", "slash", *"care", "enter", "space", "escape")
        assert shown(desk) == ["Heard", "Hope", "Time"]
        await pilot.press("f", "slash", *"care", "enter", "space", "enter")
        assert shown(desk) == ["Time"]


async def test_none_hides_all_codes_and_then_one_is_shown(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f", "n", "slash", *"time", "enter", "space", "enter")
        assert shown(desk) == ["Time"]


async def test_by_mouse_alone(desk):
    async with desk.run_test(size=SIZE) as pilot:
        desk.screen.action_filter()
        await pilot.pause()
        await pilot.click("OptionList", offset=(2, 1))
        await pilot.click("Filter Static", offset=(len(" Esc close · En"), 0))
        assert not isinstance(desk.screen, Filter)
        assert len(shown(desk)) < 3
        assert "hidden (f)" in status(desk)


async def test_other_coders_are_hidden_and_shown_by_one_key(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("H")
        assert shown(desk) == ["Heard"]
        await pilot.press("j")
        assert "other coders hidden (H)" in status(desk)
        await pilot.press("H")
        assert shown(desk) == ["Heard", "Hope", "Time"]


async def test_what_one_codes_while_its_code_is_hidden_is_kept(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("f", "n", "enter", "w", "1")
        assert shown(desk) == []
        assert number_of_steps(desk) == 2


async def test_a_coder_who_takes_over_sees_other_stripes_as_their_own(open_study):
    desk = WorkbenchApp(open_study("P1: [Heard @Bea: It felt warm.]\n\nP1: [Time @Ana: Then I slept.]", coder="Bea"))
    async with desk.run_test(size=(200, 45)) as pilot:
        assert "Time (An)" in painted(desk)
        assert "Heard (" not in painted(desk)
        desk.session.coder = desk.session.project.coder_named("Ana")
        desk.screen.show()
        await pilot.pause()
        assert "Heard (Be)" in painted(desk)
        assert "Time (" not in painted(desk)


async def test_focus_sets_the_interviewer_back_and_no_one_else(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        plain = style_of(desk, "How was it")
        await pilot.press("F")
        assert style_of(desk, "How was it").color != plain.color
        assert style_of(desk, "I wrote").color == plain.color
        await pilot.press("F")
        assert style_of(desk, "How was it").color == plain.color


async def test_without_an_interviewer_focus_says_so(open_study):
    app = WorkbenchApp(open_study("P1: I slept.", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        assert "No speaker of this interview is known as the interviewer" in status(app)
        assert not app.screen.sight.focus


# -- hits, themes, scripts ----------------------------------------------------------------------------------------


async def test_hits_are_marked_in_the_text_and_in_the_bar_until_cleared(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        text = view(desk).transcript.text
        at = text.index("night")
        view(desk).show_hits([Span(at, at + 5)])
        await pilot.pause()
        assert style_of(desk, "night").bold
        assert "┃›How was it" in painted(desk)
        bar = desk.screen.query_one(MiniMap)
        assert "•" in "".join(strip.text for strip in bar.render_lines(bar.size.region))
        view(desk).show_hits(())
        assert "›" not in painted(desk)
        assert not style_of(desk, "How was it at night?").bold


async def test_a_change_of_theme_keeps_the_place_and_the_selection(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket")
        chosen = view(desk).cursor.selection
        for theme in THEMES:
            desk.theme = theme.name
            await pilot.pause()
            assert view(desk).cursor.selection == chosen
            assert view(desk).palette.ground.goal == (7 if "contrast" in theme.name else 4.5)
            assert view(desk).palette.ground.back.hex == theme.background


@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("", "")])
async def test_without_colours_coded_words_are_underlined(open_study, monkeypatch, setting):
    if setting[0]:
        monkeypatch.setenv(*setting)
    app = WorkbenchApp(open_study(TALK, coder="Bea"))
    async with app.run_test(size=SIZE):
        assert bool(style_of(app, "t felt ").underline) == bool(setting[0])


async def test_a_script_from_right_to_left_is_named_once(open_study):
    app = WorkbenchApp(open_study("P1: שלום לכולם, אני כאן.", "P2: Hello.", coder="Bea"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert status(app).startswith("Right-to-left script")
        await pilot.press("ctrl+n", "ctrl+b")
        assert "Right-to-left" not in status(app)
