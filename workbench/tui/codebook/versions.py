"""The versions of the codebook: what was done in each, and what the code in question said then."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench import tasks
from workbench.analysis.evolution import Version, as_of
from workbench.core.moments import date_words, minute
from workbench.core.project import Project, counted
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tui.commands import ROWS, VERSIONS, WINDOW, bindings
from workbench.tui.describe import meaning, title
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

NONE = "The codebook has no versions yet: nothing was done to it."
WHO_CELLS, COUNT_CELLS = 12, 17


class Versions(Listed, Window[None]):
    """The versions, the newest on top; beside them what was done, and what a code (an id) said then."""

    WHERE = (VERSIONS, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(VERSIONS, ROWS)]

    def __init__(self, session: Session, code: str) -> None:
        super().__init__()
        self.session = session
        self.code = code
        self.each = False
        self.found: Sequence[Version] = ()
        self._steps: list[tuple[int, Step]] = []

    def compose(self) -> ComposeResult:
        """The list and the version under the cursor."""
        with Vertical(classes="box again") as box:
            box.border_title = "Versions of the codebook"
            box.border_subtitle = self.foot()
            with Horizontal(id="again"):
                yield LongList(self._line, id="again-list")
                with VerticalScroll(id="again-pane"):
                    yield Static("Reading …", id="again-about", markup=False)

    def on_mount(self) -> None:
        """Reads them in the background."""
        self.rows = self.query_one(LongList)
        self.rows.focus()
        self._begin()

    def _begin(self) -> None:
        self.run_worker(self._read, thread=True, exclusive=True, group="versions", exit_on_error=False)

    def _read(self) -> None:
        steps = self.session.codebook_steps()
        found = tasks.codebook_versions(self.session, each=self.each)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, found, steps)

    def _show(self, found: Sequence[Version], steps: list[tuple[int, Step]]) -> None:
        """The newest on top."""
        self.found, self._steps = found[::-1], steps
        self.rows.fill(len(self.found))
        how = "each step" if self.each else "a coder's day is one"
        self.query_one(".box").border_title = title(f"{counted(len(found), 'version')} of the codebook, {how}")
        self.show_version()

    def _line(self, place: int, room: int) -> list[Text]:
        """A version's number, day, coder, codes and first sentence."""
        version = self.found[place]
        who, codes = cut(version.by, WHO_CELLS), tasks.codes_told(version)
        lead = f"{version.number:>4}  {minute(version.at)[:10]}  {who}{' ' * (WHO_CELLS - width(who) + 1)}"
        line = Text.assemble((lead, ""), (f"{codes:<{COUNT_CELLS}}", "dim"))
        return [line.append(cut(version.sentences[0], max(0, room - line.cell_len)))]

    @on(LongList.Moved)
    def show_version(self) -> None:
        """What was done in the version under the cursor, and what the code said then."""
        version = self.found[self.rows.here] if self.found else None
        told = self._about(version) if version else Text(NONE)
        self.query_one("#again-about", Static).update(told)
        self.query_one("#again-pane", VerticalScroll).scroll_home(animate=False)

    def _about(self, version: Version) -> Text:
        text = Text().append(f"Version {version.number}\n", "bold")
        by = f"{date_words(version.at)}, {version.by} · step {version.step:,} · {tasks.codes_told(version)}"
        text.append(drawn(by) + "\n", "dim")
        for sentence in version.sentences:
            text.append("\n• ").append(drawn(sentence) + ".")
        now = self.session.project
        known = now.codes.get(self.code)
        if known is None:
            return text
        text.append(f"\n\n“{drawn(known.name)}” in this version\n\n", "dim")
        return text.append_text(_then(as_of(now, self._steps, version.step), self.code))

    def action_each(self) -> None:
        """Each step is a version, or a coder's day is one."""
        self.each = not self.each
        self._begin()


def _then(then: Project, code: str) -> Text:
    """What a code said in a codebook of then."""
    if code not in then.codes:
        return Text("It was not there yet.\n")
    text = meaning(then, code)
    return text if then.codes[code].definition else text.append("\nIt had no definition.\n", "dim")
