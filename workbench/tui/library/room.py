"""The documents and the people in them: what is there, how far it is coded, and what is known of each."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from workbench.analysis.coverage import coverage
from workbench.core.model import Document
from workbench.core.project import Project, counted
from workbench.session import Session
from workbench.tui.commands import FINDER, IMPORTING, KNOWN, LIBRARY, PATH, ROOM, ROWS, WINDOW, bindings
from workbench.tui.library.acts import LibraryActs
from workbench.tui.library.table import SORTS, UNKNOWN, Heads, Measured, Overview, row
from workbench.tui.widgets.cells import drawn
from workbench.tui.widgets.longlist import Listed, LongList

AT_ONCE = 25
NO_DOCUMENTS = "No documents yet. Bring transcripts in with i."
CODED = "(interviewers) · coded: % of the participants’ words"


class LibraryRoom(Listed, LibraryActs):
    """The documents and the people in them: what is there, how far it is coded, and what is known of each."""

    NAME = "library"
    PLACES = (LIBRARY, ROWS, ROOM)
    WINDOWS = (FINDER, PATH, IMPORTING, KNOWN, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY, ROWS)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.overview = Overview(Project())
        self.listed: list[Document] = []
        self.marked: set[str] = set()
        self.measured: dict[str, Measured] = {}
        self.sort = SORTS[0]
        self.letters = ""

    # -- showing ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list, and what there is to know of the chosen document."""
        with Container(id="library"):
            with Vertical(id="library-list") as middle:
                middle.border_title = "Documents"
                middle.border_subtitle = CODED
                yield Input(placeholder="letters of a title, a file or a speaker", id="library-filter")
                yield Heads()
                yield LongList(self._row, id="library-rows")
            with VerticalScroll(id="library-people", can_focus=False) as people:
                people.border_title = "Chosen"
                yield Static(id="library-told")

    def on_mount(self) -> None:
        """The list is where one is."""
        self.rows = self.query_one(LongList)
        self.show()
        self.rows.focus()

    def show(self) -> None:
        """Redraws the list; the cursor stays on its document."""
        if not self.is_mounted:
            return
        if self.project is not self.overview.project:
            self.overview = Overview(self.project)
            self.marked &= self.project.documents.keys()
            self._measure()
        self._list()

    def _list(self) -> None:
        at, before = self.rows.here, self.chosen
        self.listed = self.overview.rows(self.letters, self.sort, self.measured)
        if before:
            at = next((n for n, document in enumerate(self.listed) if document.id == before.id), at)
        self.rows.fill(len(self.listed), at)
        heads = self.query_one(Heads)
        heads.sort = self.sort
        heads.refresh()
        whole, marked = len(self.project.documents), len(self.marked)
        shown = f"{len(self.listed):,} of " if len(self.listed) < whole else ""
        self.query_one("#library-list").border_title = f"{shown}{counted(whole, 'document')}" + (
            f" · {marked:,} marked" if marked else ""
        )
        self._tell_of_chosen()
        self.hush() if not self._said[0] else self.show_status()

    @property
    def chosen(self) -> Document | None:
        """The document under the cursor."""
        return self.listed[self.rows.here] if self.rows.here < len(self.listed) else None

    @property
    def meant(self) -> list[Document]:
        """The marked documents; without marks, the one under the cursor."""
        marked = [self.project.documents[known] for known in self.marked if known in self.project.documents]
        return marked or ([self.chosen] if self.chosen else [])

    def where(self) -> str:
        """What can be done next."""
        if not self.project.documents:
            return NO_DOCUMENTS
        if not self.listed:
            return "No document fits these letters; Esc shows all."
        return f"{self.chosen.name if self.chosen else ''} · sorted by {self.sort} (o) · / finds"

    def _row(self, place: int, room: int) -> list[Text]:
        document = self.listed[place]
        return [row(self.overview.cells(document), self._share(document), document.id in self.marked, room)]

    def _share(self, document: Document) -> str:
        measured = self.measured.get(document.id)
        if measured is None or not self.overview.fits(measured, document):
            return UNKNOWN
        return f"{measured.coverage.percent} %"

    def _tell_of_chosen(self) -> None:
        text = Text()
        if document := self.chosen:
            text.append(drawn(document.title) + "\n", "bold")
            text.append(
                f"{drawn(document.name)}, {counted(document.words, 'word')} in {counted(document.turns, 'turn')}\n"
            )
            measured = self.measured.get(document.id)
            if measured and self.overview.fits(measured, document):
                words, coded = measured.coverage
                text.append(f"{coded:,} of the participants’ {words:,} words coded\n", "dim")
            if coders := self.overview.coders(document.id):
                text.append(f"by {drawn(', '.join(coders))}\n", "dim")
            for label, case in self.voices(document):
                text.append("\n" + drawn(label or "(no label)"), "bold")
                if case is None:
                    continue
                text.append(f" is {drawn(case.name)}" if case.name != label else "")
                text.append("  interviewer\n" if case.interviewer else "\n", "italic")
                for name, value in case.attributes:
                    text.append(f"  {drawn(name)} = ", "dim").append(drawn(value) + "\n")
        self.query_one("#library-told", Static).update(text)

    # -- how far all is coded ---------------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Finds out in the background how far each document is coded, as far as that isn't known."""
        overview = self.overview
        documents = [d for d in overview.project.library if not overview.fits(self.measured.get(d.id), d)]
        if not documents:
            return

        def work() -> None:
            worker = get_current_worker()
            for first in range(0, len(documents), AT_ONCE):
                there = self.session.project.documents
                some = [document for document in documents[first : first + AT_ONCE] if document.id in there]
                texts = self.session.transcripts(document.id for document in some)
                found = {
                    document.id: Measured(
                        document.digest,
                        overview.codings(document.id),
                        overview.asking(document.id),
                        coverage(overview.project, document.id, texts[document.id]),
                    )
                    for document in some
                }
                if worker.is_cancelled:
                    return
                self.app.call_from_thread(self._learn, found)
            self.app.call_from_thread(self._learnt)

        self.run_worker(work, thread=True, exclusive=True, group="coverage", exit_on_error=False)

    def _learn(self, found: dict[str, Measured]) -> None:
        self.measured |= found
        self.rows.redraw()
        if self.chosen and self.chosen.id in found:
            self._tell_of_chosen()

    def _learnt(self) -> None:
        if self.sort == "coded":
            self._list()

    # -- going ------------------------------------------------------------------------------------------------------

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.hush()
        self._tell_of_chosen()

    def choose(self, identity: str) -> None:
        """Goes to the first document in which a case is heard."""
        heard = {voice.document for voice in self.project.speakers.values() if voice.case == identity}
        if heard and not heard & {document.id for document in self.listed}:
            self.action_clear()
        place = next((at for at, document in enumerate(self.listed) if document.id in heard), None)
        if place is None:
            self.tell("This case is not heard in any document.", warning=True)
        else:
            self.rows.go(place)
            self.rows.focus()

    @on(LongList.Opened)
    def action_open_document(self) -> None:
        """Opens the document at the desk, where it was left."""
        from workbench.tui.desk.desk import Desk

        desk = self.app.screen_stack[0]
        if (document := self.chosen) and isinstance(desk, Desk):
            self.desktop.action_go("code")
            if desk.document is None or desk.document.id != document.id:
                desk.open(document)
            desk.action_pane("text")

    @on(LongList.Pressed)
    def action_mark(self) -> None:
        """Marks the document, or lets it go."""
        if document := self.chosen:
            self.marked ^= {document.id}
            self._list()

    def action_sort(self) -> None:
        """Sorts by the next column."""
        self._sort_by(SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)])

    @on(Heads.Wanted)
    def _head_clicked(self, event: Heads.Wanted) -> None:
        self._sort_by(event.name)

    def _sort_by(self, name: str) -> None:
        self.sort = name
        self._list()
        self.tell(f"Sorted by {name}.")

    def action_filter(self) -> None:
        """Asks for letters."""
        line = self.query_one("#library-filter", Input)
        line.add_class("-on")
        line.focus()

    @on(Input.Changed, "#library-filter")
    def _letters_changed(self, event: Input.Changed) -> None:
        self.letters = event.value
        self._list()

    @on(Input.Submitted, "#library-filter")
    def _letters_done(self) -> None:
        self.rows.focus()

    def action_clear(self) -> None:
        """All documents again, none marked."""
        self.marked.clear()
        line = self.query_one("#library-filter", Input)
        line.value = self.letters = ""
        line.remove_class("-on")
        self.rows.focus()
        self._list()

    def folder(self) -> Path:
        """Where one looks for transcripts first."""
        folder = self.session.settings.folder
        return folder / "transcripts" if (folder / "transcripts").is_dir() else folder
