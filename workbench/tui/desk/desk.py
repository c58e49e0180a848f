"""The desk for reading: documents and codebook, the transcript, and what stands at the caret.

What is shown is redrawn from what the disk has accepted. Acts on codings, searching and the rest stand in the heirs.
"""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import OptionList, Static, Tree
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from workbench.analysis.quotes import quotes
from workbench.config import digits, keep_digits
from workbench.core.model import Coding, Document
from workbench.core.project import counted
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.commands import APPLY, DESK, EDITOR, FILTER, FINDER, FOUND, LIST, ROOM, SEARCH, TEXT, TICKED, WINDOW
from workbench.tui.describe import document_line, meaning, standing_here, title
from workbench.tui.desk.recent import Recent
from workbench.tui.room import Room
from workbench.tui.widgets.codetree import CodeTree
from workbench.tui.widgets.documents import DocumentList
from workbench.tui.widgets.minimap import MiniMap
from workbench.tui.widgets.painter import Legend
from workbench.tui.widgets.transcript import EMPTY, TranscriptView

INSPECT_AFTER = 0.08
NO_INTERVIEWS = "No interviews yet: F5 and then i bring them in, and so does: workbench import FILES"
WARM_AFTER = 0.3


class Desk(Room):
    """Reading one document at a time; what can be done to it stands in the heirs."""

    NAME = "code"
    PLACES = (DESK, TEXT, LIST, ROOM)
    WINDOWS = (FINDER, APPLY, EDITOR, SEARCH, FOUND, TICKED, FILTER, WINDOW)

    def __init__(self, session: Session, document: Document | None = None) -> None:
        super().__init__(session)
        self.document = document
        self.remember_digits()
        self._places: dict[str, int] = {}
        self._inspect_timer: Timer | None = None

    # -- showing ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Three panes."""
        with Horizontal(id="desk"):
            with Vertical(id="side"):
                documents = DocumentList(id="documents")
                documents.border_title = "Documents"
                yield documents
                codes = CodeTree(id="codes")
                codes.border_title = "Codebook"
                yield codes
            with Horizontal(id="middle") as middle:
                middle.border_title = "Transcript"
                view = TranscriptView(self.legend(), self.moved, id="text")
                yield view
                yield MiniMap(view)
            with VerticalScroll(id="inspector") as inspector:
                inspector.border_title = "Here"
                yield Static(id="here")

    def name_of(self, code: str) -> str:
        """The name of a code (an id); nothing if it is gone."""
        return self.project.codes[code].name if code in self.project.codes else ""

    def colour_of(self, code: str) -> str:
        """The colour of a code as #rrggbb."""
        return self.project.colour(code) if code in self.project.codes else "#888888"

    def legend(self) -> Legend:
        """What codings are called in the transcript, and how they are told apart."""
        return Legend(lambda coding: self.name_of(coding.code), self.colour_of)

    def on_mount(self) -> None:
        """Opens the first document."""
        self.view = self.query_one(TranscriptView)
        self.codebook = self.query_one(CodeTree)
        self.list_documents()
        self.codebook.show(self.project, self.recent.codes)
        self.view.focus()
        document, caret = self._last_place()
        if document:
            self.open(document, caret)
        else:
            self.tell(NO_INTERVIEWS, warning=True)
        self.set_timer(WARM_AFTER, lambda: self.run_worker(self.session.warm, thread=True, exit_on_error=False))

    def _last_place(self) -> tuple[Document | None, int]:
        """The document that was asked for, else the one where this coder coded last, and where; else the first."""
        if self.document:
            return self.document, 0
        mine = (coding for coding in self.project.all_codings() if coding.coder == self.session.coder.id)
        last = max(mine, key=lambda coding: (coding.at, coding.number), default=None)
        if last:
            return self.project.documents[last.document], last.start
        return next(iter(self.project.library), None), 0

    def list_documents(self) -> None:
        """Fills the list of documents."""
        documents = self.query_one("#documents", OptionList)
        documents.clear_options()
        documents.add_options([Option(document_line(document), id=document.id) for document in self.project.library])
        if self.document and self.document.id in self.project.documents:
            documents.highlighted = documents.get_option_index(self.document.id)

    def open(self, document: Document, caret: int = 0) -> None:
        """Shows a document, where it was left or at `caret`."""
        transcript = self.attempt(lambda: self.session.transcript(document.id))
        if transcript is None:
            return
        if self.document and self.view.page:
            self._places[self.document.id] = self.view.cursor.here.start
        self.document = document
        self.view.show(transcript, self.codings, caret or self._places.get(document.id, 0))
        self.query_one(MiniMap).recode()
        self.query_one("#middle").border_title = title(document.title)
        self.query_one("#documents", OptionList).highlighted = self.project.library.index(document)
        self._inspect()

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The codings of the open document."""
        return self.codings_of(self.document.id) if self.document else ()

    def codings_of(self, document: str) -> tuple[Coding, ...]:
        """The codings of a document (an id) that are shown."""
        return self.project.codings.get(document, ())

    def show(self) -> None:
        """Redraws what differs."""
        before = self.codebook.project
        if self.project.codes is not before.codes:
            self.recent.pin(self.project)
        self.codebook.show(self.project, self.recent.codes)
        if self.project.codes is not before.codes:
            self.view.restyle()
        if self.project.documents is not before.documents:
            self.list_documents()
            self._keep_a_document_open()
        if self.codings is not self.view.lanes.codings:
            self.view.recode(self.codings)
            self.query_one(MiniMap).recode()
            self._inspect_soon()

    def _keep_a_document_open(self) -> None:
        """Opens another document, or none, where the open one is gone; the first that came, where none was open."""
        if self.document and self.document.id in self.project.documents:
            return
        self.document = None
        if self.project.library:
            self.open(self.project.library[0])
        else:
            self.view.show(EMPTY, ())
            self.query_one("#middle").border_title = "Transcript"
            self.tell(NO_INTERVIEWS, warning=True)

    def moved(self) -> None:
        """The caret or the selection is elsewhere; called in the frame of the move."""
        self.hush()
        self._inspect_soon()

    def where(self) -> str:
        """Where in the text one is."""
        cursor, page = self.view.cursor, self.view.page
        if page is None or self.document is None:
            return self.session.name
        passage = cursor.passage(page)
        parts = [self.document.title]
        if passage and passage.turn:
            parts.append(
                f"turn {passage.turn} of {self.document.turns}" + (f", {passage.time}" if passage.time else "")
            )
        if cursor.extending:
            parts.append("extending (space ends)")
        if cursor.exact:
            parts.append("exact (= ends)")
        if cursor.selection:
            parts.append(f"{counted(self.words_in(cursor.selection), 'word')} selected")
        parts.append("saved")
        return " · ".join(parts)

    def turns_in(self, span: Span) -> int:
        """How many turns a stretch touches."""
        return sum(turn.start < span.end and turn.end > span.start for turn in self.view.transcript.turns)

    def remember_digits(self) -> None:
        """Takes up the digits of the codes where this coder left them."""
        coder = self.session.coder.id
        self.recent = Recent.of(self.session.project, coder, digits(self.session.settings.folder, coder))

    def use(self, codes: Sequence[str]) -> None:
        """Takes note that codes were used: the latest come first, and one may get a digit."""
        before = self.recent.codes
        for code in codes:
            self.recent.use(code)
        if self.recent.codes != before:
            keep_digits(self.session.settings.folder, self.session.coder.id, self.recent.codes)
        self.codebook.show(self.project, self.recent.codes)

    def words_in(self, span: Span) -> int:
        """How many words of a stretch are shown; labels of speakers are none."""
        page = self.view.page
        if page is None:
            return 0
        first, last = page.line_of(span.start), page.line_of(max(span.start, span.end - 1))
        shown = (page.passages[place] for place in range(page.owner[first], page.owner[last] + 1)) if len(page) else ()
        stretches = (Span(max(span.start, passage.start), min(span.end, passage.end)) for passage in shown)
        return sum(len(stretch.of(page.text).split()) for stretch in stretches if stretch.start < stretch.end)

    def _inspect_soon(self) -> None:
        if self._inspect_timer:
            self._inspect_timer.reset()
        else:
            self._inspect_timer = self.set_timer(INSPECT_AFTER, self._inspect)

    def _inspect(self) -> None:
        if self._inspect_timer:
            self._inspect_timer.stop()
        self._inspect_timer = None
        chosen = self.view.cursor.selection
        texts = {self.document.id: self.view.transcript} if self.document else {}
        extracts = quotes(self.project, texts, self.codings_here())
        words = chosen.of(self.view.transcript.text) if chosen else ""
        self.query_one("#here", Static).update(standing_here(self.project, words, extracts))

    def codings_here(self) -> list[Coding]:
        """The codings at the caret or the selection, the longest first."""
        stripes = self.view.lanes.over(self.view.cursor.here)
        return sorted((stripe.coding for stripe in stripes), key=lambda c: (c.start - c.end, c.number))

    # -- going ------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#documents")
    def _document_chosen(self, event: OptionList.OptionSelected) -> None:
        self.open(self.project.documents[str(event.option.id)])
        self.action_pane("text")

    @on(Tree.NodeHighlighted)
    def _code_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        code = event.node.data or ""
        if self.codebook.has_focus and code in self.project.codes:
            self.query_one("#here", Static).update(meaning(self.project, code))

    def action_document(self, by: int) -> None:
        """The next or previous document."""
        library = self.project.library
        if self.document in library:
            place = library.index(self.document) + by
            if 0 <= place < len(library):
                self.open(library[place])
            else:
                self.tell("That was the last document." if by > 0 else "That was the first document.")

    def action_pane(self, name: str) -> None:
        """Goes to a pane, and shows it over the transcript where the terminal is narrow."""
        for pane in ("side", "inspector"):
            self.query_one(f"#{pane}").set_class(pane == name, "-over")
        target = {"side": "#codes", "text": "#text", "inspector": "#inspector"}[name]
        self.query_one(target).focus()
        if name == "side" and self.codebook.cursor_line < 0:
            self.codebook.cursor_line = 0
        if name == "text":
            self._inspect_soon()

    def action_next_pane(self) -> None:
        """Transcript, codebook, documents, inspector, and round again."""
        order = ("text", "codes", "documents", "inspector")
        focused = self.focused.id if self.focused else "text"
        following = order[(order.index(focused) + 1) % len(order)] if focused in order else "text"
        self.action_pane({"codes": "side", "documents": "side"}.get(following, following))
        self.query_one(f"#{following}").focus()

    def jump(self, document: str, span: Span) -> None:
        """Opens a document (an id) and selects a stretch of it."""
        if document not in self.project.documents:
            self.tell("This document is no longer in the study.", warning=True)
            return
        if self.document is None or self.document.id != document:
            self.open(self.project.documents[document])
        self.view.choose(span)
        self.action_pane("text")

    # -- work in the background -------------------------------------------------------------------------------------

    @on(TranscriptView.SentencesWanted)
    def _find_sentences(self) -> None:
        from workbench import tasks

        document, cursor, view = self.document, self.view.cursor, self.view
        if document is None:
            return
        transcript, language = view.transcript, document.language

        def work() -> None:
            found = tasks.sentences(transcript, language)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(setattr, cursor, "sentences", found)

        self.run_worker(work, thread=True, exclusive=True, group="sentences", exit_on_error=False)
