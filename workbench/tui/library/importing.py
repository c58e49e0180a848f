"""Bringing in transcripts with a look at them first: reading, choosing, writing; each can be stopped."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from workbench import tasks
from workbench.core.errors import Refused, WorkbenchError
from workbench.core.project import counted
from workbench.session import Session
from workbench.tui.commands import IMPORTING, ROWS, WINDOW, bindings
from workbench.tui.widgets.cells import cut, drawn
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

STOPPED = "Stopped; nothing was imported."
TELL_EVERY = 0.1


class Importing(Listed, Window[str]):
    """An import from paths; gives a sentence that says what came of it."""

    WHERE = (IMPORTING, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IMPORTING, ROWS)]

    def __init__(self, session: Session, paths: Sequence[Path]) -> None:
        super().__init__()
        self.session = session
        self.paths = paths
        self.found: tasks.Imported | None = None
        self.off: set[int] = set()
        self.busy = True
        self._stopped = False
        self._told = 0.0

    def compose(self) -> ComposeResult:
        """How far it is, the files, what is said of one, and what can be done."""
        with Vertical(classes="box importing") as box:
            box.border_title = "Import transcripts"
            yield Static("Reading …", id="progress", markup=False)
            yield LongList(self._line, id="files")
            yield Static(id="told", markup=False)
            acts = OptionList(id="acts")
            acts.can_focus = False
            yield acts

    def on_mount(self) -> None:
        """Starts reading."""
        self.rows = self.query_one(LongList)
        self._offer("Stop  (Esc)")
        self._work(
            lambda: tasks.read_transcripts(self.session, self.paths, progress=self._counting("Read")), self._choose
        )

    def _work(self, act: Callable[[], tasks.Imported], then: Callable[[tasks.Imported], None]) -> None:
        """Does something in the background, and hands over what came of it."""

        def work() -> None:
            try:
                found = act()
            except (WorkbenchError, OSError) as error:
                self.app.call_from_thread(self.leave, str(error))
            else:
                self.app.call_from_thread(then, found)

        self.busy = True
        self.run_worker(work, thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error in the program ends the import, and nothing comes in."""
        if event.state is WorkerState.ERROR:
            self.leave(f"Nothing was imported: this didn't work ({type(event.worker.error).__name__}).")

    def _counting(self, did: str) -> Callable[[int, int], None]:
        def progress(done: int, of: int) -> None:
            if self._stopped:
                raise Refused(STOPPED)
            now = time.monotonic()
            if now - self._told > TELL_EVERY:
                self._told = now
                self.app.call_from_thread(self._say, f"{did} {done:,} of {counted(of, 'transcript')} …")

        return progress

    def _say(self, sentence: str) -> None:
        self.query_one("#progress", Static).update(drawn(sentence))

    # -- choosing ---------------------------------------------------------------------------------------------------

    def _choose(self, found: tasks.Imported) -> None:
        self.busy = False
        if self._stopped:
            self.leave(STOPPED)
            return
        self.found = found
        self.rows.fill(len(found.files) + len(found.problems))
        self.rows.focus()
        self._ready()

    def _ready(self) -> None:
        if not self.found:
            return
        files, bad = len(self.found.files), len(self.found.problems)
        left = f"; {bad} can't come in" if bad else ""
        self._say(f"{counted(files - len(self.off), 'transcript')} of {files} chosen{left}")
        self._offer(
            *([f"Import {files - len(self.off)}  (Enter)"] if files > len(self.off) else []),
            *(["Switch this one on or off  (Space)"] if files else []),
            "Cancel  (Esc)",
        )
        self._tell_of(self.rows.here)

    def _offer(self, *acts: str) -> None:
        options = self.query_one("#acts", OptionList)
        options.clear_options()
        options.add_options([Option(act, id=act.split()[0]) for act in acts])

    def _line(self, place: int, room: int) -> list[Text]:
        """A file with its turns and speakers; what can't come in stands below."""
        found = self.found
        if found is None:
            return []
        if place >= len(found.files):
            return [Text(cut(f"✗ {found.problems[place - len(found.files)]}", room), "dim")]
        file = found.files[place]
        voices = ", ".join(
            f"({label}) {count}" if label in file.interviewers else f"{label or 'no label'} {count}"
            for label, count in file.reading.speakers
        )
        turns, name = len(file.reading.transcript.turns), max(12, room // 3)
        mark = "–" if place in self.off else "✓"
        line = f"{mark} {cut(file.name, name - 1):<{name}}{turns:>6,} turns  {file.language or '??'}  {voices}"
        return [Text(cut(line, room), "dim strike" if place in self.off else "")]

    def _tell_of(self, place: int) -> None:
        """What there is to say of a file: how it was read, and what to look at."""
        if not self.found:
            return
        files = self.found.files
        if place >= len(files):
            problems = self.found.problems
            said = str(problems[place - len(files)]) if problems else ""
        else:
            file = files[place]
            notes = [note.message for note in self.found.notes if note.where == file.name]
            said = " ".join([f"{file.how}.", file.reading.explanation, *notes])
        self.query_one("#told", Static).update(drawn(said))

    @on(LongList.Moved)
    def _moved(self) -> None:
        self._tell_of(self.rows.here)

    @on(LongList.Opened)
    @on(LongList.Pressed)
    def action_switch(self) -> None:
        """The file comes in, or stays out."""
        place = self.rows.here
        if self.found and not self.busy and place < len(self.found.files):
            self.off ^= {place}
            self.rows.redraw()
            self._ready()

    # -- doing ------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        act = {"Import": self.action_take, "Switch": self.action_switch}.get(str(event.option.id), self.action_cancel)
        act()

    def action_take(self) -> None:
        """Brings in what is chosen, as one step."""
        if self.busy or not self.found:
            return
        files = tuple(file for place, file in enumerate(self.found.files) if place not in self.off)
        if not files:
            self.leave("Nothing was imported.")
            return
        chosen = self.found._replace(files=files, number=len(files))
        self._offer("Stop  (Esc)")
        self._say("Writing …")
        self._work(lambda: tasks.add_transcripts(self.session, chosen, self._counting("Wrote")), self._done)

    def _done(self, found: tasks.Imported) -> None:
        self.leave(f"{found.step.label}." if found.step else "Nothing was imported.")

    def action_cancel(self) -> None:
        """Nothing comes in."""
        if self.busy:
            self._stopped = True
            self._say("Stopping …")
        else:
            self.leave("Nothing was imported.")
