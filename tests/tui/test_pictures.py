"""Pictures of the screens, looked at before they were kept: they change only when somebody means them to."""

import time
from itertools import count

import pytest

from workbench.config import Preferences
from workbench.core import edits
from workbench.core.spans import Span
from workbench.tui.app import WorkbenchApp

NIGHT = """INT: How was it at night, when you wrote to it?

P1: [Care > Felt understood @Bea: It felt [Care > Hope @Bea: oddly warm] to me, like somebody was up.] I wrote 🙂 to it. Then the bus came.

INT: And what did it say?

P1: [Harm > Empathy by template: It said it must be hard, as it says every time.] [Care > Felt understood @Bea, Harm > Agrees with everything: But then it asked what I was afraid of, and nobody had asked me that.] 我不知道。 I slept after that.

INT: Would you do it again?

P1: I would rather talk to a person, to be honest. But a person is asleep at four in the morning."""
DAY = """INT: What do you use it for?

P2: [Care > Hope: To get through the day, mostly.] [Care > Felt understood @Bea: It keeps the thread for me.]"""


@pytest.fixture
def picture(open_study, monkeypatch):
    """The program on a study of two interviews, at a fixed time and place."""
    for name, value in (("COLORTERM", "truecolor"), ("TERM", "xterm-256color"), ("TZ", "UTC")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    time.tzset()
    minutes = count()
    monkeypatch.setattr("workbench.session._now", lambda: f"2024-05-03T09:{next(minutes):02d}:00Z")
    session = open_study(NIGHT, DAY, coder="Bea")

    def do(make):
        session.do(make(session.project))

    code = session.project.code_named("Felt understood")
    told = code._replace(definition="The speaker says that their inner view was grasped.", scale=("a little", "deeply"))
    do(lambda p: edits.edit_code(p, code, told, session.stamp()))
    first = session.project.library[0].id
    coding = session.project.codings[first][0]
    do(lambda p: edits.rate(p, [coding], "deeply", session.stamp()))
    do(lambda p: edits.write_memo(p, "coding", coding.id, None, "analytic", "Warm, *but* odd.", False, session.stamp()))
    do(lambda p: edits.write_memo(p, "study", "", None, "reflexive", "I like P1.", True, session.stamp()))
    at = session.transcript(first).text.index("I would rather")
    do(lambda p: edits.apply_code(p, first, Span(at, at + 46), told.id, session.stamp()))

    def made(theme="dark"):
        return WorkbenchApp(session, session.project.documents[first], Preferences("Bea", theme))

    return made


def pressed(*keys):
    """What to do before the picture is taken; everything in the background has ended then."""

    async def run(pilot):
        await pilot.pause(0.2)
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.2)
        while getattr(pilot.app.screen, "_problems", ()) is None:  # these are looked for a little later
            await pilot.pause(0.05)
        await pilot.pause()

    return run


CODED = ("right_square_bracket",)
THEMED = ("f4", "space", "space", "m", "enter", *"Nights", "enter", "e", *"Calm.", "ctrl+o", "o", "space", "escape")


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [
        pytest.param((80, 24), "dark", CODED, id="desk-narrow"),
        pytest.param((80, 24), "light", (*CODED, "f2"), id="desk-narrow-codebook"),
        pytest.param((120, 30), "dark", (*CODED, "c", "h", "o"), id="desk-finder"),
        pytest.param((160, 45), "dark", CODED, id="desk-wide"),
        pytest.param((160, 45), "light", ("slash", "t", "h", "a", "t", "enter"), id="desk-wide-light-search"),
        pytest.param((120, 30), "contrast", CODED, id="desk-contrast"),
        pytest.param((160, 45), "dark", ("f6", "down"), id="codebook"),
        pytest.param((120, 30), "dark", ("f7",), id="quotes"),
        pytest.param((120, 30), "light", ("f8",), id="memos"),
        pytest.param((120, 30), "dark", ("f5",), id="library"),
        pytest.param((160, 45), "dark", THEMED, id="board"),
        pytest.param((120, 30), "dark", ("f12", "j", "j"), id="tables"),
    ],
)
def test_the_screen_looks_as_it_was_kept(snap_compare, picture, size, theme, keys):
    assert snap_compare(picture(theme), terminal_size=size, run_before=pressed(*keys))


@pytest.mark.parametrize("colours", ["none", "sixteen"])
def test_the_desk_without_colours_and_with_sixteen(snap_compare, picture, monkeypatch, colours):
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.setattr("rich.console.Console.color_system", property(lambda _: "standard"))
    assert snap_compare(picture(), terminal_size=(120, 30), run_before=pressed(*CODED))
