"""The codebook: its tree, what each code means, and the quotes it holds."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import OptionList, Static, Tree
from textual.worker import get_current_worker

from workbench.analysis.quotes import Extract, quotes
from workbench.core.model import Code
from workbench.core.project import counted
from workbench.session import Session
from workbench.tui.codebook.acts import CodebookActs
from workbench.tui.codebook.files import FileActs
from workbench.tui.codebook.lists import SHOWN, BookTree, QuoteList, about
from workbench.tui.codebook.problems import ProblemActs
from workbench.tui.commands import (
    AGAIN,
    ARRIVING,
    CODEBOOK,
    COMPARING,
    FINDER,
    FORM,
    PATH,
    PROBLEMS,
    ROOM,
    VERSIONS,
    WINDOW,
    WRITING,
    bindings,
)
from workbench.tui.dialogs import Finder
from workbench.tui.widgets.cells import cut, width

LIST_AFTER = 0.08
NO_CODES = "There are no codes yet. Make the first with n, or bring a codebook in with i."


class CodebookRoom(CodebookActs, ProblemActs, FileActs):
    """The codebook: its tree, what each code means, and the quotes it holds."""

    NAME = "codebook"
    PLACES = (CODEBOOK, ROOM)
    WINDOWS = (FINDER, FORM, PROBLEMS, AGAIN, VERSIONS, PATH, ARRIVING, COMPARING, WRITING, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODEBOOK)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.code = ""
        self._row = 0
        self._listed: object = None
        self._list_timer: Timer | None = None

    def body(self) -> ComposeResult:
        """The tree; beside it the code and its quotes."""
        with Horizontal(id="book"):
            tree = BookTree(id="book-tree")
            tree.border_title = "Codes"
            yield tree
            with Vertical(id="book-code"):
                with VerticalScroll(id="book-meaning") as meaning:
                    meaning.border_title = "Code"
                    yield Static(id="book-about", markup=False)
                quoted = QuoteList(id="book-quotes")
                quoted.border_title = "Quotes"
                yield quoted

    def on_mount(self) -> None:
        """The cursor stands on the first code."""
        self.book = self.query_one(BookTree)
        self.quoted = self.query_one(QuoteList)
        self.show()
        self.book.focus()

    # -- showing ------------------------------------------------------------------------------------------------------

    @property
    def here(self) -> Code | None:
        """The code under the cursor, as the study has it."""
        return self.session.project.codes.get(self.code)

    def show(self) -> None:
        """Redraws what differs; the cursor stays on its code, or on the one that took its place."""
        rebuilt = self.project.codes is not self.book.project.codes
        self.book.marked &= self.project.codes.keys()
        self.book.show(self.project, ())
        order = [code.id for code, _ in self.project.code_tree]
        if self.code not in self.project.codes:
            self.code = order[min(self._row, len(order) - 1)] if order else ""
        self._row = order.index(self.code) if self.code else 0
        if rebuilt and self.code:
            self.call_after_refresh(self.book.go_to, self.code)
        self.show_code()
        self.look_for_problems()

    def show_code(self) -> None:
        """What the code under the cursor means; its quotes follow."""
        code = self.project.codes.get(self.code)
        told = about(self.project, code) if code else Text(NO_CODES)
        self.query_one("#book-about", Static).update(told)
        if self._list_timer:
            self._list_timer.reset()
        else:
            self._list_timer = self.set_timer(LIST_AFTER, self._list_quotes)

    def _list_quotes(self) -> None:
        """Reads the quotes of the code in the background, unless they are shown already."""
        self._list_timer = None
        project, code = self.project, self.code
        codes = (project.codes, project.codings, project.cases_of, project.coders, code)
        before = self._listed if isinstance(self._listed, tuple) else ()
        if len(before) == len(codes) and all(a is b for a, b in zip(before, codes, strict=True)):
            return
        self._listed = codes

        def work() -> None:
            found = [coding for coding in project.all_codings() if coding.code == code]
            shown = found[:SHOWN]
            texts = self.session.transcripts({coding.document for coding in shown})
            extracts = quotes(project, texts, shown)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show_quotes, code, extracts, len(found))

        self.run_worker(work, thread=True, exclusive=True, group="quotes", exit_on_error=False)

    def _show_quotes(self, code: str, extracts: tuple[Extract, ...], total: int) -> None:
        if code == self.code:
            self.quoted.show(extracts, total)
            self.quoted.border_title = f"Quotes ({total:,})"

    def where(self) -> str:
        """The path of the code, and what is marked."""
        if self.code not in self.project.codes:
            return NO_CODES
        parts: list[str] = []
        if found := self.problems_of(self.code):
            parts.append(counted(len(found), "problem"))
        if self.book.marked:
            parts.append(f"{counted(len(self.book.marked), 'code')} marked")
        if self.quoted.marked:
            parts.append(f"{counted(len(self.quoted.marked), 'quote')} marked")
        rest = " · ".join(["", *parts, "saved"])
        path = self.project.code_paths[self.code].replace(" > ", " › ")
        return cut(path, max(20, self.size.width - width(rest) - 1)) + rest

    # -- going --------------------------------------------------------------------------------------------------------

    @on(Tree.NodeHighlighted)
    def _code_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        code = event.node.data or ""
        if code == self.code or code not in self.project.codes:
            return
        self.code = code
        self._row = next(row for row, (known, _) in enumerate(self.project.code_tree) if known.id == code)
        self.quoted.marked.clear()
        self.splitting = False
        self.hush()
        self.show_code()

    @on(OptionList.OptionSelected, "#book-quotes")
    def _quote_selected(self, event: OptionList.OptionSelected) -> None:
        """Goes to the quote's place; while quotes are chosen to be split off, marks it."""
        extract = self.quoted.extract(str(event.option.id))
        if extract is None:
            return
        if self.splitting:
            self.quoted.mark(extract.coding.id)
            self.say_splitting()
        else:
            self.desktop.jump(extract.coding.document, extract.coding.span)

    def choose(self, identity: str) -> None:
        """Goes to a code."""
        if identity in self.project.codes:
            self.book.focus()
            self.call_after_refresh(self.book.go_to, identity)
        else:
            self.tell("This code is no longer in the codebook.", warning=True)

    def action_line(self, by: int) -> None:
        """The next or previous line of the list that has the focus."""
        focused = self.focused
        if isinstance(focused, QuoteList | BookTree):
            (focused.action_cursor_down if by > 0 else focused.action_cursor_up)()
        elif focused:
            focused.scroll_relative(y=by)

    def action_fold(self) -> None:
        """Folds or unfolds what stands below the code."""
        self.book.action_toggle_node()

    def action_other_list(self) -> None:
        """Codes, meaning, quotes, and round again."""
        order = ("book-tree", "book-meaning", "book-quotes")
        focused = self.focused.id if self.focused and self.focused.id in order else order[-1]
        self.query_one(f"#{order[(order.index(focused) + 1) % len(order)]}").focus()

    def action_go_to_code(self) -> None:
        """Finds a code by a few letters."""
        finder = Finder(
            self.project, (), lambda query: self.fitting(query, frozenset(), headings=True), "Go to which code?"
        )
        self.app.push_screen(finder, lambda code: self.book.go_to(code) if code else None)

    # -- what changed -------------------------------------------------------------------------------------------------

    def action_look_again(self) -> None:
        """The codings that are older than what their code means now, one after another."""
        from workbench.tui.codebook.again import NONE, Again

        if not self.project.outdated:
            self.tell(NONE)
            return
        window = Again(self.session, lambda query: self.fitting(query, frozenset()), self.code)
        self.app.push_screen(window, lambda coding: self.desktop.jump(coding.document, coding.span) if coding else None)

    def action_versions(self) -> None:
        """How the codebook evolved."""
        from workbench.tui.codebook.versions import Versions

        self.app.push_screen(Versions(self.session, self.code))
