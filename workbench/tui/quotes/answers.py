"""Asking in the quotes' room: a query among the filters, going to a quote by its id, and counting by document."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.worker import get_current_worker

from workbench.analysis.query import parse
from workbench.core.errors import WorkbenchError
from workbench.core.model import Coding
from workbench.core.project import Project, counted
from workbench.session import Session
from workbench.tui.commands import ROWS, SHEET, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Ask
from workbench.tui.quotes.filters import Filtering
from workbench.tui.widgets.cells import cut, width
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

NUMBERS = ("extracts", "codings", "participants")
SHELL = "the shell lists them: workbench ask"


class Count(NamedTuple):
    """What was found in a document: distinct stretches, codings, and who is heard in them."""

    name: str
    extracts: int
    codings: int
    participants: int


def counts(session: Session, project: Project, found: Iterable[Coding]) -> list[Count]:
    """How much was found in each document, and in all together on top; interviewers are no participants."""
    by_document: dict[str, list[Coding]] = {}
    for coding in found:
        by_document.setdefault(coding.document, []).append(coding)
    here = {document: project.codings.get(document, ()) for document in by_document}
    heard = session.hearing.of(replace(project, codings={at: codings for at, codings in here.items() if codings}))
    everybody: set[str] = set()
    rows = []
    for document, codings in by_document.items():
        ids = {coding.id for coding in codings}
        voices = {
            voice
            for coding, said in zip(here[document], heard.get(document, ()), strict=False)
            if coding.id in ids
            for voice in said.voices
        }
        everybody |= voices
        extracts = len({coding.span for coding in codings})
        rows.append(Count(project.documents[document].title, extracts, len(codings), len(voices)))
    total = Count("all", sum(row.extracts for row in rows), sum(row.codings for row in rows), len(everybody))
    return [total, *rows]


class Answering(Filtering):
    """A room that asks queries."""

    found: Sequence[Coding] = ()
    answered = ""
    counts_wanted = False

    def action_ask(self) -> None:
        """Asks for a query."""
        from workbench.tui.quotes.asking import Asked, AskQuery

        def answer(asked: Asked | None) -> None:
            if asked:
                self.asked = asked.text
                self.counts_wanted = asked.counts
                self.find()

        self.app.push_screen(AskQuery(self.session, self.asked), answer)

    def answers(self, project: Project, codings: Sequence[Coding]) -> list[Coding] | None:
        """Those of some codings that the query finds, None if it was stopped; called in the background."""
        from workbench import tasks

        worker = get_current_worker()
        query = parse(self.asked, project)
        passages = []
        for passage in tasks.answering(self.session, query):
            if worker.is_cancelled:
                return None
            passages.append(passage)
        answer = tasks.Answer(query, passages)
        found = [coding for coding in codings if coding.id in answer.ids]
        total = counts(self.session, project, found)[0]
        said = f"{counted(total.extracts, 'extract')} by {counted(total.participants, 'participant')}"
        if query.turns:
            bare = sum(not passage.codings for passage in passages)
            said = f"{counted(len(passages), 'turn')} fit, {bare:,} of them without a coding; {SHELL}"
        self.answered = answer.note or said
        return found

    def action_count_quotes(self) -> None:
        """Counts what is shown by document."""
        project, found = self.project, tuple(self.found)
        if not found:
            self.tell("There is no quote to count.", warning=True)
            return
        heading = self.asked or "Quotes by document"

        def work() -> None:
            rows = counts(self.session, project, found)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show_counts, Counts(heading, rows))

        self.run_worker(work, description="counts", thread=True, exclusive=True, group="counts", exit_on_error=False)

    def _show_counts(self, window: "Counts") -> None:
        """Opens the window, unless one has gone elsewhere meanwhile."""
        if self.app.screen is self:
            self.app.push_screen(window)

    def action_go_to_id(self) -> None:
        """Asks for a quote's id, and goes to its place at the desk."""
        hint = "Ids stand before each quote here, and beside the quotes in what you exported."
        self.app.push_screen(Ask("Go to which quote?", "", hint), lambda id_: self._go_to(id_) if id_ else None)

    def _go_to(self, wanted: str) -> None:
        from workbench import tasks

        try:
            coding = tasks.codings_named(self.session, [wanted])[0]
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            return
        self.desktop.jump(coding.document, coding.span)
        self.desktop.tell(f"{wanted}: “{cut(self.project.codes[coding.code].name, 60)}”")


class Counts(Listed, Window[None]):
    """Counts by document, the sum on top."""

    WHERE = (ROWS, SHEET, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ROWS, SHEET)]

    def __init__(self, heading: str, counted_rows: Sequence[Count]) -> None:
        super().__init__()
        self.heading = heading
        self.counted = counted_rows

    def compose(self) -> ComposeResult:
        """A row for each document."""
        with Vertical(classes="box counts") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot("a stretch counts once, interviewers are no participants")
            yield LongList(self._line, id="counts-list")

    def on_mount(self) -> None:
        """The sum first."""
        self.rows = self.query_one(LongList)
        self.rows.fill(len(self.counted) + 1, 1)
        self.rows.focus()

    def _line(self, place: int, room: int) -> list[Text]:
        cells = NUMBERS if place == 0 else [f"{number:,}" for number in self.counted[place - 1][1:]]
        name = "document" if place == 0 else self.counted[place - 1].name
        numbers = "".join(f"{cell:>{len(head) + 2}}" for cell, head in zip(cells, NUMBERS, strict=True))
        name = cut(name, max(room - len(numbers), 8))
        style = "dim" if place == 0 else "bold" if place == 1 else ""
        return [Text(name + " " * max(room - len(numbers) - width(name), 0) + numbers, style, no_wrap=True)]
