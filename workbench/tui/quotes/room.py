"""The quotes of codes and themes across documents: what is chosen on the left, the quotes with their words beside it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Tree
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from workbench.analysis.quotes import quotes
from workbench.analysis.retrieval import Wanted, by_code, chosen, fits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Coding, Transcript
from workbench.core.project import Project, counted
from workbench.session import Session
from workbench.tui.commands import ASKING, FINDER, QUOTES, ROOM, ROWS, WINDOW, WORDING, bindings
from workbench.tui.describe import title
from workbench.tui.quotes.acts import Acting
from workbench.tui.quotes.filters import ALL, Chips
from workbench.tui.quotes.rows import Texts, quote_lines
from workbench.tui.widgets.cells import drawn
from workbench.tui.widgets.codetree import CodeTree
from workbench.tui.widgets.documents import DocumentList
from workbench.tui.widgets.longlist import Listed, LongList

TALL, TALL_LOW, LOW = 4, 3, 30
SOME = 20
NO_QUOTES = "No quote fits. x lets go of the filters."


class QuotesRoom(Listed, Acting):
    """Quotes by code or theme, with filters."""

    NAME = "quotes"
    PLACES = (QUOTES, ROWS, ROOM)
    WINDOWS = (FINDER, ASKING, WORDING, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUOTES, ROWS)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.texts = Texts(self._read)
        self.found: Sequence[Coding] = ()
        self.marked: set[str] = set()
        self._of = Project()
        self._chosen: frozenset[str] = frozenset()

    def _read(self, document: str) -> Transcript:
        return self.session.transcript(document)

    def body(self) -> ComposeResult:
        """Themes and codes, filters, quotes."""
        with Horizontal(id="quotes"):
            with Vertical(id="quotes-side"):
                themes = DocumentList(id="quotes-themes")
                themes.border_title = "Themes"
                yield themes
                codes = CodeTree(id="quotes-codes")
                codes.border_title = "Codebook"
                yield codes
            with Vertical():
                yield Chips()
                yield LongList(self._draw, id="quotes-list", tall=TALL)

    def on_mount(self) -> None:
        """All quotes."""
        self.rows = self.query_one(LongList)
        self.book = self.query_one(CodeTree)
        self.rows.focus()
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Takes in what changed since."""
        project, before = self.project, self._of
        if project is before:
            return
        self.book.show(project, ())
        if project.themes is not before.themes:
            self._list_themes(project)
        whole = (
            "codings",
            "codes",
            "themes",
            "documents",
            "cases",
            "speakers",
            "coders",
            *["memos"] * bool(self.asked),
        )
        if any(getattr(project, name) is not getattr(before, name) for name in whole):
            self.find()
        elif project.wordings is not before.wordings:
            self.rows.redraw()
        self._of = project

    def _list_themes(self, project: Project) -> None:
        themes = self.query_one("#quotes-themes", OptionList)
        place = themes.highlighted
        themes.clear_options()
        themes.add_option(Option(Text("All quotes"), id=ALL))
        themes.add_options([Option(Text(drawn(theme.name)), id=theme.id) for theme in project.theme_order])
        themes.highlighted = min(place or 0, themes.option_count - 1)
        self._chosen = frozenset(quote for theme in project.themes.values() for quote in theme.quotes)

    def find(self) -> None:
        """Looks for the quotes that are wanted; in the background where the transcripts must be read for it."""
        project, wanted = self.project, self.wanted
        self.workers.cancel_group(self, "quotes")
        if self.asked:
            self.tell("Asking …")
        elif not wanted.needs_texts:
            self._take(chosen(project, wanted))
            return
        else:
            self.tell("Looking through the transcripts …")
        work = partial(self._look_through, project, wanted)
        # with a description, since Textual writes the whole study down to describe work that is given it
        self.run_worker(work, description="quotes", thread=True, exclusive=True, group="quotes", exit_on_error=False)

    def _look_through(self, project: Project, wanted: Wanted) -> None:
        worker = get_current_worker()
        by_document: dict[str, list[Coding]] = {}
        codings: Sequence[Coding] = chosen(project, wanted)
        if self.asked:
            try:
                answers = self.answers(project, codings)
            except WorkbenchError as error:
                self.app.call_from_thread(self._unanswered, str(error))
                return
            if answers is None or worker.is_cancelled:
                return
            if not wanted.needs_texts:
                self.app.call_from_thread(self._found, answers)
                return
            codings = answers
        for coding in codings:
            by_document.setdefault(coding.document, []).append(coding)
        documents = list(by_document)
        found: list[Coding] = []
        for at in range(0, len(documents), SOME):
            some = documents[at : at + SOME]
            texts = self.session.transcripts(some)
            codings = [coding for document in some for coding in by_document[document]]
            found += [extract.coding for extract in quotes(project, texts, codings) if fits(extract, wanted)]
            if worker.is_cancelled:
                return
            if at and at % (SOME * 10) == 0:
                self.app.call_from_thread(self.tell, f"Looking through the transcripts: {at:,} of {len(documents):,} …")
        self.app.call_from_thread(self._found, found)

    def _found(self, found: Sequence[Coding]) -> None:
        self.hush()
        self._take(found)
        if self.counts_wanted:
            self.counts_wanted = False
            self.action_count_quotes()

    def _unanswered(self, sentence: str) -> None:
        self._take(())
        self.tell(sentence, warning=True)

    def _take(self, found: Sequence[Coding]) -> None:
        """Shows these quotes; who stood on one stays there, who stood at the top stays at the top."""
        place = self.rows.here
        here = self.coding_here.id if self.coding_here and place else ""
        self.found = by_code(self.project, found) if self.sorted_by_code else found
        self.marked &= {coding.id for coding in self.found} if self.marked else set()
        at = next((at for at, coding in enumerate(self.found) if coding.id == here), place) if here else 0
        self.rows.fill(len(self.found), at, TALL_LOW if self.size.height < LOW else TALL)
        self.rows.border_title = title(self._title())
        documents = len({coding.document for coding in self.found})
        self.rows.border_subtitle = f"{counted(len(self.found), 'quote')} in {counted(documents, 'document')}"
        self.query_one(Chips).show(self.chips())
        self.show_status()

    def _title(self) -> str:
        project = self.project
        themes = [project.themes[one].name for one in self.wanted.themes if one in project.themes]
        codes = [project.code_paths[one] for one in self.wanted.codes if one in project.codes]
        return ", ".join([*themes, *codes, *[self.asked] * bool(self.asked)]) or "All quotes"

    def _draw(self, place: int, room: int) -> list[Text]:
        coding, project = self.found[place], self.project
        extract = self.texts.extract(project, coding)
        marked, kept = coding.id in self.marked, coding.id in self._chosen
        return quote_lines(project, extract, room, self.rows.tall, marked=marked, chosen=kept)

    def where(self) -> str:
        """How many are marked, or what can be done."""
        if not self.found:
            return f"{NO_QUOTES} {self.answered}" if self.asked else NO_QUOTES
        if self.marked:
            return (
                f"{counted(len(self.marked), 'quote')} marked: r recode, d remove, t theme, R rate, y copy, Esc let go"
            )
        place = f"{self.rows.here + 1:,} of {counted(len(self.found), 'quote')}"
        return f"{place} · {self.answered}" if self.asked else place

    def on_resize(self) -> None:
        """Low terminals show fewer words of each quote."""
        super().on_resize()
        if self.is_mounted and self.rows.tall != (TALL_LOW if self.size.height < LOW else TALL):
            self._take(self.found)

    # -- the quote here ---------------------------------------------------------------------------------------------

    @property
    def coding_here(self) -> Coding | None:  # type: ignore[override]
        """The quote where the user is."""
        return self.found[self.rows.here] if self.found and self.rows.here < len(self.found) else None

    def meant(self) -> list[Coding]:
        """The marked quotes, else the one where the user is."""
        marked = [coding for coding in self.found if coding.id in self.marked]
        return marked or ([self.coding_here] if self.coding_here else [])

    def let_go(self) -> None:
        """Takes the marks away."""
        self.marked.clear()
        self.rows.redraw()
        if not self._said[0]:
            self.show_status()

    @on(LongList.Pressed)
    def action_mark_quote(self) -> None:
        """Marks the quote, or takes its mark away, and goes on."""
        if coding := self.coding_here:
            self.marked ^= {coding.id}
            self.rows.redraw()
            self.hush()

    def action_let_go_of_quotes(self) -> None:
        """Back to the quotes; the marks go."""
        self.action_pane("text")
        self.let_go()
        self.hush()

    @on(LongList.Opened)
    def _opened(self) -> None:
        self.action_open_quote()

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.hush()

    # -- choosing ---------------------------------------------------------------------------------------------------

    @on(Tree.NodeHighlighted)
    def _code_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        if self.book.has_focus and event.node.data and self.wanted.codes != (event.node.data,):
            self.want(codes=(event.node.data,), themes=())

    @on(Tree.NodeSelected)
    def _code_selected(self, event: Tree.NodeSelected[str]) -> None:
        if event.node.data:
            self.want(codes=(event.node.data,), themes=())
            self.action_pane("text")

    @on(OptionList.OptionSelected, "#quotes-themes")
    def _theme_selected(self, event: OptionList.OptionSelected) -> None:
        theme = str(event.option.id)
        self.want(codes=(), themes=() if theme == ALL else (theme,))
        self.action_pane("text")

    def choose(self, identity: str) -> None:
        """Shows the quotes of a theme."""
        themes = self.query_one("#quotes-themes", OptionList)
        if identity in self.project.themes:
            self.want(codes=(), themes=(identity,))
            themes.highlighted = themes.get_option_index(identity)
        else:
            self.tell("This theme is no longer in the study.", warning=True)

    def action_pane(self, name: str) -> None:
        """The quotes, or the themes and codes beside them."""
        self.query_one("#quotes-side").set_class(name == "side", "-over")
        if name == "side":
            self.book.focus()
        else:
            self.rows.focus()

    def action_next_pane(self) -> None:
        """Quotes, codes, themes, and round again."""
        if self.rows.has_focus:
            self.action_pane("side")
        elif self.book.has_focus:
            self.query_one("#quotes-themes").focus()
        else:
            self.action_pane("text")
