"""The program in a real terminal, with real keys."""

import os
import signal
import sqlite3
import time
from contextlib import closing

import pytest

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


def test_without_a_study_the_bare_command_asks_how_to_start(tmp_path):
    program = Terminal(folder=tmp_path)
    assert program.shows("new study")
    program.send("q")
    assert program.ended() == 0


# -- ends from outside --------------------------------------------------------------------------------------------------

RESTORED = b"\x1b[?1049l"


@pytest.fixture
def coding(open_study):
    """The program in a terminal after one coding, and the settings of its study."""
    with open_study(TALK, SECOND) as session:
        settings = session.settings
    program = Terminal("--coder", "Bea", "open", str(settings.folder))
    assert program.shows("It felt")
    program.send("}}))1")
    assert program.shows("Care on")
    return program, settings


def intact(settings):
    """True if the file is sound and holds the coding."""
    with closing(sqlite3.connect(settings.database)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    return sound == "ok" and coded(settings) == [("I wrote 🙂 to it.", "Bea")]


def gone(pid, seconds):
    """The exit code of a process that should end within so many seconds; None, and it is killed, if it doesn't."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def test_sigterm_ends_cleanly_with_the_terminal_as_it_was(coding):
    program, settings = coding
    program.seen = b""
    os.kill(program.pid, signal.SIGTERM)
    assert program.ended(2) == 128 + signal.SIGTERM
    assert RESTORED in program.seen
    assert b"Traceback" not in program.seen
    assert intact(settings)


def test_a_closed_terminal_ends_the_program_and_loses_nothing(coding):
    program, settings = coding
    os.close(program.fd)
    assert gone(program.pid, 2) == 128 + signal.SIGHUP
    assert intact(settings)


def test_a_terminal_that_is_closed_without_a_signal_is_noticed(open_study):
    with open_study(TALK) as session:
        settings = session.settings
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        program = Terminal("--coder", "Bea", "open", str(settings.folder))
    finally:
        signal.signal(signal.SIGHUP, before)
    assert program.shows("It felt")
    os.close(program.fd)
    assert gone(program.pid, 4) is not None


def test_control_z_puts_the_program_aside_and_fg_brings_it_back(coding):
    program, settings = coding
    program.seen = b""
    program.send("\x1a")
    until = time.perf_counter() + 5
    while time.perf_counter() < until:
        program.read(0.05)
        pid, status = os.waitpid(program.pid, os.WNOHANG | os.WUNTRACED)
        if pid:
            break
    assert os.WIFSTOPPED(status)
    assert RESTORED in program.seen
    program.seen = b""
    os.kill(program.pid, signal.SIGCONT)
    assert program.shows("It felt")
    program.send("u")
    assert program.shows("Undone")
    program.send("q")
    assert program.ended() == 0
    assert coded(settings) == []


def test_control_c_quits_nothing(coding):
    program, settings = coding
    program.send("\x03\x1b[21~\x03")
    assert program.shows("Quit with q")
    program.send("qq")
    assert program.ended() == 0
    assert intact(settings)


# -- who codes ----------------------------------------------------------------------------------------------------------


def test_who_codes_is_asked_once_and_shown_always(open_study, own_settings, monkeypatch):
    monkeypatch.delenv("WORKBENCH_CODER", raising=False)
    with open_study(TALK) as session:
        settings = session.settings
    program = Terminal("open", str(settings.folder))
    assert program.shows("Who is coding?")
    program.read(0.3)
    program.send("Zoë\r")
    assert program.shows("Zoë")
    program.send("}}))1")
    assert program.shows("Care on")
    program.send("q")
    assert program.ended() == 0
    assert own_settings.read_text(encoding="utf-8") == 'coder = "Zoë"\n'
    assert coded(settings) == [("I wrote 🙂 to it.", "Zoë")]

    again = Terminal("open", str(settings.folder))
    assert again.shows("Zoë")
    again.send("u")
    assert again.shows("Undone")
    again.send("q")
    assert again.ended() == 0
    assert coded(settings) == []
