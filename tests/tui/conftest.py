"""A study from notation on the disk, and the terminal program on it."""

import pytest

from notation import study
from workbench.config import Settings
from workbench.core.project import FIELDS
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.tui.app import WorkbenchApp

TALK = """Interview P1

INT: How was it at night?

P1: [Care > Heard: It felt [Care > Hope: oddly warm] to me.] I wrote 🙂 to it. Then the bus came.

INT: And then?

P1: Nothing much. I slept."""
SECOND = """INT: Hello?

P2: Yes. I would rather talk to a person."""


@pytest.fixture
def open_study(tmp_path):
    """Opens the study of these documents as a coder; closes it after the test, since files that stay open run out."""
    sessions = []

    def opened(*documents, coder="Ana"):
        made = study(*documents)
        records = [
            record for name in FIELDS.values() if name != "codings" for record in getattr(made.project, name).values()
        ]
        records += list(made.project.all_codings())
        session = Session.create(Settings(tmp_path / "study", coder))
        step = Step("Made", coder, "2026-11-21T09:30:00Z", tuple(Change(None, record) for record in records))
        if records:
            session.do(step, made.texts.values())
        session.close()
        sessions.append(Session.open(session.settings))
        return sessions[-1]

    yield opened
    for session in sessions:
        session.close()


@pytest.fixture
def desk(open_study):
    """The program on two short interviews."""
    return WorkbenchApp(open_study(TALK, SECOND, coder="Bea"))
