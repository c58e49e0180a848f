"""The command line in an empty folder, and a small study for it to work on."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from workbench.cli import study as opening
from workbench.cli.words import app

P01 = """INT: How was the night shift?

P01: Long. I was raging with the family, and it just took it.

INT: And then?

P01: I got off a stop early and walked. "Grand," I said.
"""
P02 = """INT: Who else knows?

P02: Nobody, is the answer. Who would you ring?
"""
BOOK = """name: Night
codes:
  - name: Roles
    apply: false
    codes:
      - name: Listener
        id: ROL.LIS
        definition: It takes what is said.
      - name: Companion
        definition: It is there.
"""
CODINGS = """document,quote,code,coder
P01,"it just took it.",Listener,Ada
P02,"Nobody, is the answer.",Roles > Companion,Ben
P02,"nowhere to be found in it at all",Listener,Ben
"""


def does(*words, typed=None):
    """Does what the words say, and gives the exit code and both streams; `typed` is what somebody answers."""
    return CliRunner().invoke(app, list(words), input=typed, prog_name="workbench")


@pytest.fixture
def workbench():
    """The command line in this process."""
    return does


@pytest.fixture
def process():
    """The command line in a process of its own, without a terminal."""

    def run(*words, text=True, **options):
        command = [sys.executable, "-m", "workbench", *words]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=text, check=False, **options)

    return run


@pytest.fixture(autouse=True)
def mara(monkeypatch, tmp_path):
    """Mara codes, in an empty folder."""
    monkeypatch.setenv("WORKBENCH_CODER", "Mara")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def begun(tmp_path):
    """A study with nothing in it, and an interview beside it, in the present folder."""
    (tmp_path / "P01.txt").write_text(P01, encoding="utf-8")
    assert does("init").exit_code == 0
    return tmp_path


@pytest.fixture
def night(begun):
    """A study of two short interviews with a codebook and two codings, in the present folder."""
    (begun / "P02.txt").write_text(P02, encoding="utf-8")
    (begun / "night.yaml").write_text(BOOK, encoding="utf-8")
    (begun / "codings.csv").write_text(CODINGS, encoding="utf-8")
    for words in ("import P01.txt P02.txt", "codebook import night.yaml", "codings import codings.csv"):
        done = does(*words.split())
        assert done.exit_code == 0, done.output
    return begun


@pytest.fixture
def terminal(monkeypatch):
    """A terminal to all appearances; gives the names of the studies that the terminal program was opened on."""
    ran = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr("workbench.cli.project.has_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.app.run", lambda session: ran.append(session.name))
    return ran
