"""A quote's words for print: as it was said, with words to leave out, add to or replace, and as print shows it."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from workbench import tasks
from workbench.core.errors import WorkbenchError
from workbench.core.model import Edit
from workbench.core.project import Project, counted
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.core.wording import edits_of, pieces, told
from workbench.session import Session
from workbench.tui.commands import WINDOW, WORDING, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Ask
from workbench.tui.widgets.cells import cut, drawn
from workbench.tui.widgets.wordpicker import WordPicker, in_print
from workbench.tui.window import Window

LOOK_EVERY = 1.0
NAMED_CELLS, LISTED_CELLS, MOST_LISTED = 40, 90, 50
AS_SAID = "as it was said"
FIRST = "Choose words with ← → and Shift, or by mouse. Only print is changed."


class QuoteEditor(Window[None]):
    """How a stretch of a document is worded where it is printed as a quote; each edit is saved at once."""

    WHERE = (WORDING, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WORDING)]

    def __init__(self, session: Session, document: str, span: Span, name: str = "this quote") -> None:
        """`document` is an id; `name` is what the quote is called, such as P07-012."""
        super().__init__()
        self.session = session
        self.document = document
        self.stretch = span
        self.called = name
        self.words = session.transcript(document).text
        self.stretching = False
        self._told_of: Span | None = None  # the words that the sentence at the foot is about
        self._shown: Project | None = None

    def compose(self) -> ComposeResult:
        """The quote as said, as printed with its edits, and what was done last."""
        with Vertical(classes="box wording") as box:
            box.border_title = title(f"Word {self.called} for print")
            box.border_subtitle = self.foot()
            picker = WordPicker(self.words, self.stretch, id="wording-words")
            picker.border_title = "As it was said"
            yield picker
            with VerticalScroll(id="wording-print", can_focus=False) as pane:
                pane.border_title = "As print shows it"
                yield Static(id="wording-printed", markup=False)
                yield Static(id="wording-edits", markup=False)
            yield Static(id="wording-said", markup=False)

    def on_mount(self) -> None:
        """Shows how it is worded."""
        self.picker = self.query_one(WordPicker)
        self.picker.focus()
        self.show()
        self.say(FIRST)
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        """Shows what somebody else changed."""
        if self.session.seen is not self._shown and self.app.screen is self:
            self.show()

    def show(self) -> None:
        """Shows the wording as it is now; closes when the document is gone."""
        project = self._shown = self.session.seen
        if self.document not in project.documents:
            self.leave(None)
            return
        known = self.edits
        self.picker.show(known)
        self.query_one("#wording-printed", Static).update(in_print(pieces(self.words, self.stretch, known)))
        self.query_one("#wording-edits", Static).update(self._listed(known))
        pane = self.query_one("#wording-print", VerticalScroll)
        pane.border_subtitle = counted(len(known), "edit") if known else AS_SAID

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits as this coder sees them."""
        return edits_of(self.session.seen, self.document, self.stretch)

    def _listed(self, known: tuple[Edit, ...]) -> Text:
        lines = [cut(" ".join(told(self.words, edit).split()), LISTED_CELLS) for edit in known[:MOST_LISTED]]
        if len(known) > MOST_LISTED:
            lines.append(f"… {len(known) - MOST_LISTED:,} more")
        return Text("\n" + "\n".join(lines) if lines else "", "dim")

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence at the foot."""
        said = self.query_one("#wording-said", Static)
        said.set_class(warning, "warning")
        said.update(drawn(sentence), layout=False)

    # -- moving -------------------------------------------------------------------------------------------------------

    def action_word(self, by: int, stretch: bool = False) -> None:
        """The next word or the one before; with `stretch`, selected with those before."""
        self.picker.go(self.picker.here + by, stretch or self.stretching)

    def action_line(self, by: int, stretch: bool = False) -> None:
        """Some lines on or back."""
        self.picker.go_lines(by, stretch or self.stretching)

    def action_page(self, by: int) -> None:
        """A page on or back."""
        self.picker.go_lines(by * max(1, self.picker.size.height - 1), self.stretching)

    def action_edge(self, by: int, stretch: bool = False) -> None:
        """The first or the last word."""
        self.picker.go(0 if by < 0 else len(self.picker.words), stretch or self.stretching)

    def action_extend(self) -> None:
        """Starts or stops extending."""
        self.stretching = not self.stretching
        self.say("Moves extend the selection now; Space stops that." if self.stretching else FIRST)

    # -- wording ------------------------------------------------------------------------------------------------------

    def action_leave_out(self) -> None:
        """Leaves the selected words out."""
        self._word(Edit(*self.picker.chosen))

    def action_add(self, before: bool = False) -> None:
        """Asks for words to add after the selected ones, or before them."""
        start, end = self.picker.chosen
        at = start if before else end
        there = next((edit for edit in self.edits if edit.span == Span(at, at)), None)
        question = f"Add {'before' if before else 'after'} “{self._named()}”"
        hint = "Print shows them in [brackets]: what makes clear who or what is meant."
        self._ask(Ask(question, there.words if there else "", hint), lambda words: self._word(Edit(at, at, words)))

    def action_replace(self) -> None:
        """Asks for words to show in place of the selected ones."""
        chosen = self.picker.chosen
        there = next((edit for edit in self.edits if edit.span == chosen), None)
        hint = "Print shows them in [brackets] instead: a pseudonym, or what was meant."
        ask = Ask(f"In place of “{self._named()}”", there.words if there else "", hint)
        self._ask(ask, lambda words: self._word(Edit(*chosen, words)))

    def _ask(self, ask: Ask, then: Callable[[str], None]) -> None:
        try:
            self.session.stamp()
        except WorkbenchError as error:  # nobody is to type what can't be taken
            self.say(str(error), warning=True)
            return
        self.app.push_screen(ask, lambda words: then(words) if words else None)

    def action_take_back(self) -> None:
        """Takes back the edit that is selected, or the first of several."""
        chosen = self.picker.chosen
        edits = [edit for edit in self.edits if edit.span.length and edit.span.overlaps(chosen)]
        edits += [edit for edit in self.edits if not edit.span.length and chosen.start <= edit.start <= chosen.end]
        if not edits:
            self.say("No edit is selected; those of this quote are listed below it.", warning=True)
            return
        self._do(lambda: tasks.reword_as_said(self.session, self.document, self.stretch, edits[0]))

    def action_as_said(self) -> None:
        """Takes all edits back."""
        self._do(lambda: tasks.reword_as_said(self.session, self.document, self.stretch))

    def action_undo(self) -> None:
        """Takes the last step back."""
        self._do(self.session.undo, said="Undone: ")

    def action_redo(self) -> None:
        """Does it again."""
        self._do(self.session.redo, said="Done again: ")

    def _named(self) -> str:
        return cut(" ".join(self.picker.chosen.of(self.words).split()), NAMED_CELLS)

    def _word(self, edit: Edit) -> None:
        self._do(lambda: tasks.word_quote(self.session, self.document, self.stretch, edit))

    def _do(self, act: Callable[[], Step], *, said: str = "") -> None:
        """Does something to the study and says what it was."""
        try:
            sentence, refused = f"{said}{act().label}.", False
        except WorkbenchError as error:
            sentence, refused = str(error), True
        self.stretching = False
        self.show()
        self._told_of = self.picker.chosen
        self.say(sentence, warning=refused)

    @on(WordPicker.Moved)
    def _moved(self) -> None:
        """Says which edit is selected, if one is; what was said before stays only as long as one stays there."""
        chosen = self.picker.chosen
        if chosen == self._told_of:
            return
        self._told_of = None
        edit = next((edit for edit in self.edits if edit.span == chosen), None)
        if not self.stretching:
            self.say(" ".join(told(self.words, edit).split()) if edit else FIRST)
