"""Acts on codings at the desk: keys and choices become steps."""

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.widgets import Tree

from workbench.core import edits
from workbench.core.model import Coding
from workbench.core.project import counted
from workbench.core.spans import Span, snapped, unit_at
from workbench.tui.dialogs import Choice, Finder, Pick
from workbench.tui.screens.desk import Desk
from workbench.tui.widgets.transcript import TranscriptView


class Marking(Desk):
    """The desk with acts on codings."""

    def _words_meant(self) -> Span:
        """The selection without cutting a word; with a caret alone, the sentence that it stands in."""
        page, cursor = self.view.page, self.view.cursor
        if page is None:
            return Span(0, 0)
        chosen = cursor.selection or unit_at(cursor.known_sentences(page), cursor.caret)
        return snapped(page.text, chosen) if chosen else Span(0, 0)

    def apply(self, code: str) -> None:
        """Puts a code on the words that are meant."""
        document = self.document
        if document is None:
            return
        span = self._words_meant()
        if span.length:
            self.view.choose(span)
        words = counted(len(span.of(self.view.transcript.text).split()), "word")
        done = self.do(
            lambda: edits.apply_code(self.session.project, document.id, span, code, self.session.stamp()),
            said=f"{self._name_of(code)} on {words} · saved",
        )
        if done:
            self.recent.use(code)
            self.codebook.show(self.project, self.recent.codes)

    def action_find_code(self) -> None:
        """Asks for a code and applies it."""
        if not any(code.applies for code in self.project.codes.values()):
            self.tell("No codes yet. Quit with q, then: workbench codebook import FILE", warning=True)
            return
        from workbench import tasks

        project = self.project
        finder = Finder(project, self.recent.codes, lambda query: tasks.rank_codes(project, query, self.recent.order))
        self.app.push_screen(finder, lambda code: self.apply(code) if code else None)

    def action_repeat_code(self) -> None:
        """Applies the last code again."""
        if self.recent.last in self.project.codes:
            self.apply(self.recent.last)
        else:
            self.tell("No code was applied yet. Choose one with c.", warning=True)

    def action_recent_code(self, digit: int) -> None:
        """Applies the code with this digit."""
        code = self.recent.at(digit)
        if code in self.project.codes:
            self.apply(code)
        else:
            self.tell(f"No code has the digit {digit} yet. Choose one with c.", warning=True)

    def action_remove_code(self) -> None:
        """Removes the coding here, or asks which of several."""
        here = self.codings_here()
        if len(here) < 2:
            self._remove(here)
            return
        choices = [
            Choice(c.id, Text.assemble(
                ("■ ", self._colour_of(c.code)), self._name_of(c.code), (f"  {self.project.coders[c.coder].name}", "dim")
            ))
            for c in here
        ]  # fmt: skip
        by_id = {coding.id: coding for coding in here}
        self.app.push_screen(
            Pick("Remove which code?", choices), lambda chosen: self._remove([by_id[chosen]]) if chosen else None
        )

    def _remove(self, codings: Sequence[Coding]) -> None:
        self.do(lambda: edits.remove_codings(self.session.project, codings, self.session.stamp()))

    @on(TranscriptView.NoFurtherCoding)
    def _no_further(self, event: TranscriptView.NoFurtherCoding) -> None:
        self.tell("No further coding in this document." if event.by > 0 else "No coding before this one.")

    @on(Tree.NodeSelected)
    def _code_chosen(self, event: Tree.NodeSelected[str]) -> None:
        code = self.project.codes.get(event.node.data or "")
        if code and code.applies:
            self.apply(code.id)
