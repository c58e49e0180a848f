"""The program in a real terminal, with real keys."""

from terminal import Terminal
from tui.conftest import SECOND, TALK
from workbench.session import Session


def coded(settings):
    with Session.open(settings) as session:
        texts = session.transcripts(session.project.codings)
        return [
            (coding.span.of(texts[coding.document].text), session.project.coders[coding.coder].name)
            for coding in session.project.all_codings()
            if session.project.coders[coding.coder].name != "Ana"
        ]


def test_what_was_shown_as_saved_outlives_a_kill_and_is_there_again(open_study):
    with open_study(TALK, SECOND) as session:
        settings = session.settings
    program = Terminal("--coder", "Bea", "open", str(settings.folder))
    assert program.shows("It felt")
    program.send("}}))c")
    assert program.shows("Apply a code")
    program.send("hope\r")
    assert program.shows("Hope on 5 words")
    program.kill()
    assert coded(settings) == [("I wrote 🙂 to it.", "Bea")]

    again = Terminal("--coder", "Bea", folder=settings.folder)
    assert again.shows("Hope")
    again.send("wc")
    assert again.shows("Apply a code")
    again.send("heard\r")
    assert again.shows("Heard on")
    assert len(coded(settings)) == 2
    again.send("u")
    assert again.shows("Undone")
    again.send("q")
    assert again.ended() == 0
    assert coded(settings) == [("I wrote 🙂 to it.", "Bea")]


def test_without_a_study_the_bare_command_says_how_to_start(tmp_path):
    program = Terminal(folder=tmp_path)
    assert program.shows("workbench demo")
    assert program.ended() == 0
