"""What every screen shares: the session, the one way to make a step, and errors that end as one sentence."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from workbench.core.errors import WorkbenchError
from workbench.core.project import Project
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tui import accidents


class WorkbenchScreen(accidents.Sturdy, Screen[None]):
    """A screen on a study. Subclasses say how they `show` a project and how they `tell` a sentence."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def project(self) -> Project:
        """The study as the coder is to see it; steps are made on `session.project`, which is all of it."""
        return self.session.seen

    def show(self) -> None:
        """Shows the project as it is now; called after each change that the disk has accepted."""

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Says something in a sentence."""
        self.notify(sentence, severity="warning" if warning else "information", markup=False)

    def do(self, make: Callable[[], Step], *, said: str = "") -> bool:
        """Makes a step and lets it happen; True if it did. What refuses it is told, and nothing is changed."""
        step = self.attempt(lambda: self._done(make()))
        if step is None:
            return False
        self.tell(said or f"{step.label}.")
        return True

    def _done(self, step: Step) -> Step:
        self.session.do(step)
        return step

    def attempt(self, act: Callable[[], Any]) -> Any:
        """The result of an act on the session; None, and a sentence, if it can't be done. Shows the project anew."""
        try:
            result = act()
        except WorkbenchError as error:
            self.look_again()
            self.tell(str(error), warning=True)
            return None
        except OSError as error:
            self.tell(f"{error.filename or 'A file'}: {error.strerror or error}.", warning=True)
            return None
        self.show()
        return result

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tells of work in the background that failed."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, WorkbenchError):
            self.tell(str(error), warning=True)
        elif isinstance(error, OSError):
            self.tell(f"{error.filename or 'A file'}: {error.strerror or error}.", warning=True)
        else:
            self.tell(accidents.goes_on(error, accidents.report(error, self.app.size)), warning=True)

    def look_again(self) -> None:
        """Takes in what others have done to the study."""
        try:
            if self.session.catch_up():
                self.show()
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
