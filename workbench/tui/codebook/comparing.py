"""A codebook file beside the study: what either has that the other lacks, to be read, or to be seen before it is written over."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.worker import Worker, get_current_worker

from workbench import tasks
from workbench.core.codebook import Difference
from workbench.core.errors import WorkbenchError
from workbench.core.project import counted
from workbench.session import Session
from workbench.tui.codebook.changes import Line, Lines, change_lines, fault_of, heading
from workbench.tui.commands import COMPARING, ROWS, WINDOW, WRITING, bindings

IN, OVER, SAME = "in", "over", "same"
Groups = Sequence[tuple[str, Sequence[Difference]]]


class Comparing(Lines[str | WorkbenchError | None]):
    """A file and the study; gives IN if the file is to be brought in, or what was wrong with it."""

    TITLE = "Compare with a codebook file"
    WHERE: ClassVar[tuple[str, ...]] = (COMPARING, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMPARING, ROWS)]
    ACTS: ClassVar[tuple[tuple[str, str], ...]] = ((IN, "Bring the file in  (i)"), ("", "Leave it  (Esc)"))

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__()
        self.session = session
        self.path = path
        self.ready = False

    def on_mount(self) -> None:
        """Reads the file."""
        self.rows.focus()
        self.say(f"Reading {self.path.name} …")
        self.run_worker(self._read, thread=True, exclusive=True, group="compare", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A file that can't be read ends it."""
        if fault := fault_of(event):
            self.leave(fault)

    def _read(self) -> None:
        show = self.look()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(show)

    def look(self) -> Callable[[], None]:
        """Reads what there is to show, in the background; gives what shows it."""
        return partial(self._show_standing, tasks.codebook_status(self.session, self.path))

    def _show_standing(self, found: tasks.Standing) -> None:
        open_ = f" Bringing it in asks {counted(len(found.questions), 'question')}." if found.questions else ""
        if found.in_step:
            self.show_groups((), f"The study and {self.path.name} are in step.")
        elif found.known:
            groups = (
                ("Changed in the study since the two were in step", found.in_study),
                ("Changed in the file since", found.in_file),
            )
            counts = f"{len(found.in_study)} in the study, {len(found.in_file)} in the file"
            self.show_groups(groups, f"Changed: {counts}.{open_}")
        else:
            told = f"{counted(len(found.in_file), 'difference')} between the study and the file.{open_}"
            self.show_groups((("In the file, other than in the study", found.in_file),), told)

    def show_groups(self, groups: Groups, said: str) -> None:
        """Differences below their headings, and a sentence."""
        self.ready = True
        lines: list[Line] = []
        for words, changes in groups:
            count = counted(len(changes), "change")
            told = f"{words}: {count if changes else 'nothing'}"
            lines += [heading(told), *change_lines(changes, words)]
        first = next((place for place, line in enumerate(lines) if line.sign), 0)
        self.show_lines(lines, first)
        self.entitle(f"{self.TITLE}: {self.path.name}")
        self.say(said)

    def choices(self) -> list[tuple[str, str, str]]:
        """What can be done with the file."""
        return [(act or "leave", f" {words}", "") for act, words in self.ACTS] if self.ready else []

    @on(OptionList.OptionSelected, "#changes-acts")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        acts = {IN: self.action_bring_in, OVER: self.action_write_over}
        acts.get(str(event.option.id), self.action_cancel)()

    def action_bring_in(self) -> None:
        """Goes on to bring the file in."""
        if self.ready:
            self.leave(IN)

    def action_write_over(self) -> None:
        """Nothing is written from here; the heir does."""


class Overwriting(Comparing):
    """A file that the codebook is to be written over; gives OVER if it is, IN if it is to be brought in first, SAME without asking."""

    TITLE = "Write the codebook over a file"
    WHERE = (COMPARING, WRITING, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WRITING)]
    ACTS: ClassVar[tuple[tuple[str, str], ...]] = (
        (OVER, "Write over it  (w)"),
        (IN, "Bring the file in first  (i)"),
        ("", "Leave it  (Esc)"),
    )

    def look(self) -> Callable[[], None]:
        """What would be written, and what of the file would be lost."""
        return partial(self._show_writing, tasks.overwriting(self.session, self.path))

    def _show_writing(self, found: tasks.Overwriting) -> None:
        """Warns of what the study doesn't know; a file that says all of it already is left alone."""
        if not found.changes:
            self.leave(SAME)
            return
        would = ("Would be written", found.changes)
        if not found.unknown:
            kept = (
                "Its comments and its order stay."
                if self.path.suffix.lower() in tasks.YAML
                else "The file is made anew."
            )
            self.show_groups((would,), f"{kept} w writes it.")
            return
        self.show_groups((("In the file, and not in the study", found.unknown), would), "")
        self.say("The file has changes the study doesn't know: bring it in first (i), or they are lost.", warning=True)

    def action_write_over(self) -> None:
        """Writes over the file."""
        if self.ready:
            self.leave(OVER)
