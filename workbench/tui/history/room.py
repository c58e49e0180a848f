"""Who did what when, and the way back: one step, all after one, or a look at the study as it was."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.core.errors import WorkbenchError
from workbench.core.history import Chains, Line
from workbench.core.model import Coding, Memo, Record
from workbench.core.moments import date_words, minute, moment_words
from workbench.core.project import counted, folded
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.session import Glance, Session
from workbench.tui.commands import HISTORY, ROOM, ROWS, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Ask, Confirm, Told
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import Listed, LongList

AT_ONCE = 3000
LISTED = 6
WHEN_CELLS, WHO_CELLS = 18, 14
TAKEN_BACK = " (taken back)"


class Details(Told):
    """What a step was, and what it changed, as sentences."""

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.heading = heading
        self.lines = lines

    def compose(self) -> ComposeResult:
        """The sentences."""
        with VerticalScroll(classes="box details") as box:
            box.border_title = self.heading
            box.border_subtitle = self.foot()
            yield Static(Text("\n".join(map(drawn, self.lines))))

    def on_click(self) -> None:
        """A click closes it."""
        self.leave(None)


class HistoryRoom(Listed, Room):
    """The steps of the study, the newest on top."""

    NAME = "history"
    PLACES = (HISTORY, ROWS, ROOM)
    WINDOWS = (WINDOW,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HISTORY, ROWS)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: list[Line] = []
        self.words = ""
        self.mine = False
        self._read: tuple[int, str, bool] = (0, "", False)
        self._chains = Chains()
        self._shown: Sequence[Line] = ()
        self._now = ""

    def body(self) -> ComposeResult:
        """The list."""
        steps = LongList(self._draw, id="steps")
        steps.border_title = "History"
        yield steps

    def on_mount(self) -> None:
        """Reads the history."""
        self.rows = self.query_one(LongList)
        self.rows.focus()
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Takes in the steps that came since."""
        now = (self.session.project.number, self.session.coder.name, self.session.settings.blind)
        if now == self._read:
            self.rows.redraw()
            return
        new = now[0] - self._read[0] if now[1:] == self._read[1:] else now[0]
        if now[1:] != self._read[1:]:
            self.lines, self._chains = [], Chains()
        self._read = now
        if new > AT_ONCE:
            self.tell("Reading the history …")
            self.run_worker(self._read_all, thread=True, exclusive=True, group="history", exit_on_error=False)
        else:
            self._take_in(self.session.history(self.lines[-1].number if self.lines else 0))

    def _read_all(self) -> None:
        lines = self.session.history()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._read_again, lines)

    def _read_again(self, lines: list[Line]) -> None:
        self.lines, self._chains = [], Chains()
        self.hush()
        self._take_in(lines)

    def _take_in(self, lines: Sequence[Line]) -> None:
        """Adds steps; who stood on the newest stays on the newest, who stood elsewhere stays there."""
        for line in lines:
            self._chains.note(line.number, line.reverses)
        self.lines += lines
        self._list()

    def _list(self) -> None:
        here = self.step_here.number if self.step_here and self.rows.here else 0
        wanted = folded(self.words)
        name = self.session.coder.name
        self._now = datetime.now(UTC).isoformat()
        self._shown = [
            line
            for line in reversed(self.lines)
            if (not self.mine or line.by == name) and (not wanted or wanted in folded(self._words_of(line)))
        ]
        place = next((at for at, line in enumerate(self._shown) if line.number == here), 0) if here else 0
        self.rows.fill(len(self._shown), place)
        shown = [f"with “{self.words}”"] if self.words else []
        shown += ["only yours"] if self.mine else []
        count = f"{counted(len(self._shown), 'step')}{''.join(f', {part}' for part in shown)}"
        self.rows.border_subtitle = title(count)
        self.show_status()

    def _words_of(self, line: Line) -> str:
        return f"{self._chains.did(line.number, line.label)} {line.by} {minute(line.at)} {line.number}"

    def _draw(self, place: int, room: int) -> list[Text]:
        line = self._shown[place]
        stands = self._chains.stands(line.number)
        did = self._chains.did(line.number, line.label)
        who = cut(line.by, WHO_CELLS)
        lead = f"{line.number:>6,}  {moment_words(line.at, self._now):<{WHEN_CELLS}} "
        glance = self.session.glance
        end = "  ◀ looked at" if glance and glance.number == line.number else "" if stands else TAKEN_BACK
        what = cut(did, max(8, room - len(lead) - WHO_CELLS - 1 - len(end)))
        text = Text.assemble((lead, "dim"), who + " " * (WHO_CELLS - width(who) + 1), (what, "" if stands else "dim"))
        return [text.append(end, "dim" if not end.startswith("  ◀") else "bold")]

    @property
    def step_here(self) -> Line | None:
        """The step where the user is."""
        return self._shown[self.rows.here] if self._shown else None

    def where(self) -> str:
        """What can be seen here, and whether it is of today."""
        if glance := self.session.glance:
            return f"Looking at the study as it was on {date_words(glance.at)}, after step {glance.number:,} · t: today"
        return "Nothing was done yet." if not self.lines else "Every step that was made, the newest on top"

    # -- moving -----------------------------------------------------------------------------------------------------

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.hush()

    def action_whose(self) -> None:
        """One's own steps, or all."""
        self.mine = not self.mine
        self._list()

    def action_filter_steps(self) -> None:
        """Asks for words."""
        hint = "Words of what was done, a name, or a date such as 2026-05-03. Esc in the list shows all again."
        self.app.push_screen(Ask("Only steps with these words", self.words, hint), self._filter)

    def _filter(self, words: str | None) -> None:
        if words is not None:
            self.words = words
            self._list()

    def action_clear_filter(self) -> None:
        """Stops what goes on, and shows all steps."""
        self.workers.cancel_group(self, "back")
        self.words, self.mine = "", False
        self._list()

    # -- one step ---------------------------------------------------------------------------------------------------

    @on(LongList.Opened)
    @on(LongList.Pressed)
    def action_details(self) -> None:
        """What a step changed, computed in the background."""
        if line := self.step_here:
            self.run_worker(
                partial(self._tell_all, line), thread=True, exclusive=True, group="details", exit_on_error=False
            )

    def _tell_all(self, line: Line) -> None:
        step = self.session.step(line.number)
        try:
            sentences = [f"{sentence}." for sentence in self.session.effects(step, self.session.past(line.number - 1))]
        except WorkbenchError:
            sentences = []
        said = [self._chains.did(line.number, line.label) + ".", f"{line.by}, {minute(line.at)}"]
        said += [] if self._chains.stands(line.number) else ["Taken back since."]
        said += ["", *(sentences or [_counts(step)])]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_details, Details(f"Step {line.number:,}", said))

    def _show_details(self, details: Details) -> None:
        """Shows them unless somebody went elsewhere in the meantime."""
        if self.app.screen is self:
            self.app.push_screen(details)

    def action_go_there(self) -> None:
        """Goes to the words that a step was about."""
        line = self.step_here
        step = self.attempt(lambda: self.session.step(line.number)) if line else None
        places = (place for before, after in step.changes if (place := _place(after or before))) if step else ()
        for document, span in places:
            if document in self.project.documents:
                self.desktop.jump(document, span)
                return
        self.tell("This step has no place in a transcript.", warning=True)

    def action_take_back(self) -> None:
        """Takes back the step, after a question if it is another coder's."""
        line = self.step_here
        if line is None:
            return
        if line.by == self.session.coder.name:
            self._take_back(line)
            return
        question = f"Take back a step of {line.by}?"
        did = self._chains.did(line.number, line.label)
        self.app.push_screen(
            Confirm(question, [did], "Take it back"), lambda yes: self._take_back(line) if yes else None
        )

    def _take_back(self, line: Line) -> None:
        if step := self.attempt(lambda: self.session.reverse(line.number, others=True)):
            self.tell(f"{self._chains.did(self.session.project.number, step.label)}. Undo brings it back.")

    # -- going back -------------------------------------------------------------------------------------------------

    def action_go_back(self) -> None:
        """Asks whether all after this step shall be taken back."""
        line = self.step_here
        if line is None:
            return
        ways = self.attempt(lambda: self.session.way_back(line.number))
        if not ways:
            self.tell(f"You did nothing after step {line.number:,} that still stands.")
            return
        known = {later.number: later for later in self.lines}
        lines = [self._chains.did(number, known[number].label) for number in ways[:LISTED] if number in known]
        lines += [f"… and {len(ways) - LISTED:,} more"] if len(ways) > LISTED else []
        question = f"Take back {counted(len(ways), 'step')} of yours after step {line.number:,}?"
        confirm = Confirm(question, lines, "Take them back" if len(ways) > 1 else "Take it back")
        self.app.push_screen(confirm, lambda yes: self._go_back(line.number, len(ways)) if yes else None)

    def _go_back(self, number: int, steps: int) -> None:
        self.tell("Going back … Esc stops it.")
        work = partial(self._work_back, number, steps)
        self.run_worker(work, thread=True, exclusive=True, group="back", exit_on_error=False)

    def _work_back(self, number: int, steps: int) -> None:
        worker = get_current_worker()

        def goes_on(taken: int) -> bool:
            if taken and taken % 50 == 0:
                self.app.call_from_thread(self.tell, f"Going back: {taken:,} of {steps:,} steps … Esc stops it.")
            return not worker.is_cancelled

        taken, stopped = self.session.back_to(number, goes_on)
        self.app.call_from_thread(self._went_back, taken, stopped)

    def _went_back(self, taken: int, stopped: str) -> None:
        self.desktop.redraw()
        self.desktop.tell(f"Took back {counted(taken, 'step')}. {stopped}".strip(), warning=bool(stopped))

    # -- looking back -----------------------------------------------------------------------------------------------

    def action_look_back(self) -> None:
        """Shows the study as it was, everywhere, until somebody goes back to today."""
        if line := self.step_here:
            self.tell("Turning back …")
            work = partial(self._look_back, line.number)
            self.run_worker(work, thread=True, exclusive=True, group="past", exit_on_error=False)

    def _look_back(self, number: int) -> None:
        glance = self.session.glance_at(number)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._looks_at, glance)

    def _looks_at(self, glance: Glance) -> None:
        self.session.glance = glance
        self._looks()

    def _looks(self) -> None:
        self.hush()
        self.desktop.redraw()

    def action_today(self) -> None:
        """Today again."""
        self.workers.cancel_group(self, "past")
        if self.session.glance is None:
            self.tell("This is the study of today.")
            return
        self.session.look_back(None)
        self._looks()


def _counts(step: Step) -> str:
    """How many records came, changed and went."""
    come = sum(1 for before, after in step.changes if before is None and after)
    gone = sum(1 for before, after in step.changes if before and after is None)
    parts = [(come, "added"), (len(step.changes) - come - gone, "changed"), (gone, "removed")]
    said = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    return f"Records: {said}." if said else "Nothing was changed."


def _place(record: Record | None) -> tuple[str, Span] | None:
    """Where a coding or a memo stands."""
    if isinstance(record, Coding):
        return record.document, record.span
    if isinstance(record, Memo) and record.about == "passage":
        return record.target, Span(record.start, record.end)
    return None
