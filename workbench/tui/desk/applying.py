"""Putting codes on words at the desk: by letters, by digit, again, several at once, and as a new code."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import on
from textual.widgets import Tree

from workbench.analysis.quotes import quotes
from workbench.core import edits
from workbench.core.edits.codings import HOW_TO_SELECT, NO_WORDS
from workbench.core.errors import WorkbenchError
from workbench.core.model import Document
from workbench.core.project import counted
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.tui.commands import DESK, commands_of
from workbench.tui.desk.desk import Desk
from workbench.tui.dialogs import ApplyFinder, Choice, Pick, Wish
from workbench.tui.widgets.cells import cut
from workbench.tui.widgets.transcript import TranscriptView

TOP = "top"
NAME_CELLS = 60
MENU_GROUPS = ("Code", "Memos")


class Applying(Desk):
    """The desk with ways to apply a code."""

    def words_meant(self) -> Span:
        """What an act is about: the selection, or with a caret alone the sentence that it stands in."""
        page = self.view.page
        return self.view.cursor.meant(page) if page else Span(0, 0)

    def apply(self, codes: Sequence[str]) -> None:
        """Puts codes on the words that are meant, those for documents as a whole on the document.

        The words stay selected for a further code.
        """
        whole = [code for code in codes if code in self.project.codes and self.project.codes[code].whole]
        rest = ", ".join(self.name_of(code) for code in codes if code not in whole)
        all_of_it = edits.whole_of(self.view.transcript.text)

        def make(document: str, span: Span) -> Step:
            return edits.apply_codes(self.session.project, document, span, codes, self.session.stamp(), whole=all_of_it)

        if self._put(make, rest, ", ".join(map(self.name_of, whole))):
            self.use(codes)

    def _put(self, make: Callable[[str, Span], Step], said: str, whole: str = "") -> bool:
        """Makes a step on the words that are meant, and says on how many; True if it happened.

        `whole` names what goes on the whole document; if that is all, nothing is selected for it.
        """
        document, span = self.document, self.words_meant()
        if document is None:
            return False
        told = [f"{whole} on the whole document"] if whole else []
        if said or not whole:
            if span.length:
                self.view.choose(span)
            told.insert(0, f"{said} on {counted(self.words_in(span), 'word')}")
        return self.do(lambda: make(document.id, span), said=f"{', '.join(told)} · saved")

    def action_find_code(self) -> None:
        """Asks for codes by letters, and applies them."""
        from workbench import tasks

        project = self.project
        finder = ApplyFinder(
            project, self.recent.codes, lambda query: tasks.rank_codes(project, query, self.recent.order)
        )
        self.app.push_screen(finder, lambda wish: self._wished(wish) if wish else None)

    def _wished(self, wish: Wish) -> None:
        if wish.codes:
            self.apply(wish.codes)
        if wish.new:
            self._ask_parent(wish.new)

    def _ask_parent(self, name: str) -> None:
        """Asks below which code a new one shall stand: most likely where the last one used does."""
        last = self.project.codes.get(self.recent.last)
        likely = [last.parent] if last and last.parent in self.project.codes else []
        tree = [(code, depth) for code, depth in self.project.code_tree if code.id not in likely]
        above, _, below = name.rpartition(">")
        if above.strip():
            self._apply_below(" ".join(above.split()), " ".join(below.split()))
            return
        choices = [
            *(Choice(code, Text(f"below “{self.name_of(code)}”")) for code in likely if code),
            Choice(TOP, Text("at the top of the codebook")),
            *(Choice(code.id, Text("  " * depth + f"below “{code.name}”")) for code, depth in tree),
        ]
        self.app.push_screen(
            Pick(f"Where does “{name}” belong?", choices),
            lambda parent: self._apply_new(name, parent) if parent else None,
        )

    def _apply_below(self, above: str, name: str) -> None:
        """A name with its place, as `Feelings > Lonely`; the code above must be there."""
        try:
            parent = self.project.code_named(above).id
        except WorkbenchError as error:
            self.tell(f"{error} Make it first, or type the new name alone.", warning=True)
            return
        self._apply_new(name, parent)

    def _apply_new(self, name: str, parent: str) -> None:
        above = None if parent == TOP else parent
        self._make(
            name,
            lambda document, span: edits.code_with_new(
                self.session.project, document, span, name, above, self.session.stamp()
            ),
        )

    def _make(self, name: str, make: Callable[[str, Span], Step]) -> None:
        before = self.session.project.codes
        if self._put(make, f"The new code “{cut(name, NAME_CELLS)}”"):
            self.use([code for code in self.session.project.codes if code not in before])

    def action_in_vivo(self) -> None:
        """Makes the selected words a code, and puts it on them."""
        span = self.words_meant()
        if self.view.cursor.selection is None or not span.length:
            self.tell(f"{NO_WORDS} {HOW_TO_SELECT}", warning=True)
            return
        words = span.of(self.view.transcript.text)
        self._make(
            " ".join(words.split()),
            lambda document, span: edits.code_in_vivo(
                self.session.project, document, span, words, self.session.stamp()
            ),
        )

    def action_repeat_code(self) -> None:
        """Applies the last code again."""
        if self.recent.last in self.project.codes:
            self.apply([self.recent.last])
        else:
            self.tell("No code was applied yet. Choose one with c.", warning=True)

    def action_recent_code(self, digit: int) -> None:
        """Applies the code with this digit."""
        code = self.recent.at(digit)
        if code in self.project.codes:
            self.apply([code])
        else:
            self.tell(f"No code has the digit {digit} yet. Choose one with c.", warning=True)

    @on(Tree.NodeSelected)
    def _code_chosen(self, event: Tree.NodeSelected[str]) -> None:
        code = self.project.codes.get(event.node.data or "")
        if code and code.applies:
            self.apply([code.id])

    @on(TranscriptView.MenuWanted)
    def _show_menu(self) -> None:
        """What can be done with the words here, as a list with its keys."""
        self.show_menu(
            command
            for command in commands_of(DESK)
            if command.group in MENU_GROUPS and not command.name.startswith("recent_code")
        )

    # -- what is selected -------------------------------------------------------------------------------------------

    def action_exact(self) -> None:
        """Takes selections as they are, or again as whole words."""
        self.view.cursor.exact = not self.view.cursor.exact
        self.tell(
            "Exact: what you select is meant to the character. = ends it."
            if self.view.cursor.exact
            else "Selections are taken as whole words again."
        )

    def action_select_turn(self) -> None:
        """Selects the turn at the caret."""
        page = self.view.page
        passage = self.view.cursor.passage(page) if page else None
        if passage:
            self.view.choose(Span(passage.start, passage.end))

    def action_select_document(self) -> None:
        """Selects the whole document."""
        page = self.view.page
        if page:
            self.view.choose(Span(page.first, page.last))

    def action_copy(self) -> None:
        """Copies the words that are meant, with where they stand."""
        from workbench.tui.clipboard import copy

        document, span = self.document, self.words_meant()
        if document is None or not span.length:
            self.tell(f"{NO_WORDS} {HOW_TO_SELECT}", warning=True)
            return
        self.tell(copy(self.app, self._quote(document, span)))

    def _quote(self, document: Document, span: Span) -> str:
        """The words with their reference: that of the coding on exactly these words, else their turn's."""
        from workbench.tui.clipboard import reference

        coding = next((coding for coding in self.codings_here() if coding.span == span), None)
        if coding:
            return reference(quotes(self.project, {document.id: self.view.transcript}, [coding])[0])
        passage = self.view.page.passage_at(span.start) if self.view.page else None
        turn = f", turn {passage.turn}" if passage and passage.turn else ""
        return f"“{' '.join(span.of(self.view.transcript.text).split())}” ({document.title}{turn})"
