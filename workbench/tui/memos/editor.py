"""The window in which a memo is written: its words, its kind, who may see it. Words are never lost by closing it."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from workbench.core.memos import tidy
from workbench.core.model import MEMO_KINDS
from workbench.tasks.drafts import MemoDraft
from workbench.tui.commands import EDITOR, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Choice, Pick
from workbench.tui.window import Window

KEEP_AFTER = 0.5
NOT_KEPT = "The words can't be kept while you write: the study's folder can't be written to. Save often."


class MemoEditor(Window[bool]):
    """Writes a memo; gives True if it was saved.

    `keep` puts the words by while they are written, `drop` lets go of those; `save` saves them, and says in a sentence
    what stands in the way, or nothing.
    """

    WHERE = (EDITOR, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EDITOR)]

    def __init__(
        self,
        heading: str,
        draft: MemoDraft,
        *,
        keep: Callable[[MemoDraft], bool],
        drop: Callable[[], None],
        save: Callable[[MemoDraft], str],
        unsaved: bool = False,
    ) -> None:
        """`unsaved` is True for words that were left by an accident."""
        super().__init__()
        self.heading = heading
        self.draft = draft
        self._first = MemoDraft("", "") if unsaved else draft
        self._keep, self._drop, self._save = keep, drop, save
        self._timer: Timer | None = None
        self._done = False

    def compose(self) -> ComposeResult:
        """The words, the kinds, who sees it, and the two ways out."""
        known = find_spec("tree_sitter") and find_spec("tree_sitter_markdown")
        with Vertical(classes="box editor") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot()
            yield TextArea(self.draft.body, language="markdown" if known else None, id="words", soft_wrap=True)
            with Horizontal(id="kinds"):
                for kind in MEMO_KINDS:
                    yield Button(kind, id=f"kind-{kind.replace(' ', '-')}", compact=True)
            with Horizontal(id="ways-out"):
                yield Button("( ) private: yours alone", id="private", compact=True)
                yield Static(id="told")
                yield Button("Save", id="save", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """The caret stands behind the last word."""
        words = self.query_one(TextArea)
        words.move_cursor(words.document.end)
        words.focus()
        self._show_choices()

    def on_unmount(self) -> None:
        """The program is left while somebody writes: the words are put by."""
        if not self._done and self._differs:
            self._keep(self.draft)

    # -- what is written ------------------------------------------------------------------------------------------

    @property
    def _differs(self) -> bool:
        """True if there are words or choices that are not saved; blanks around words are none."""
        now, first = self.draft, self._first
        said, was = tidy(now.body), tidy(first.body)
        return bool(said) and (said, now.kind, now.private) != (was, first.kind, first.private)

    @on(TextArea.Changed)
    def _written(self) -> None:
        self.draft = self.draft._replace(body=self.query_one(TextArea).text)
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._timer is None and self._differs:
            self._timer = self.set_timer(KEEP_AFTER, self._keep_now)

    def _keep_now(self) -> None:
        self._timer = None
        if not self._done and self._differs and not self._keep(self.draft):
            self._tell(NOT_KEPT)

    def _tell(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Text(sentence, no_wrap=True, overflow="ellipsis"))

    # -- choices --------------------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        for kind in MEMO_KINDS:
            button = self.query_one(f"#kind-{kind.replace(' ', '-')}", Button)
            button.label = f"● {kind}" if kind == self.draft.kind else f"  {kind}"
            button.set_class(kind == self.draft.kind, "-chosen")
        button = self.query_one("#private", Button)
        button.label = f"({'●' if self.draft.private else ' '}) private: yours alone"
        button.set_class(self.draft.private, "-chosen")

    def _choose(self, draft: MemoDraft) -> None:
        self.draft = draft
        self._show_choices()
        self._keep_soon()
        self.query_one(TextArea).focus()

    def action_next_kind(self) -> None:
        """The next kind of memo."""
        place = MEMO_KINDS.index(self.draft.kind) if self.draft.kind in MEMO_KINDS else -1
        self._choose(self.draft._replace(kind=MEMO_KINDS[(place + 1) % len(MEMO_KINDS)]))

    def action_private(self) -> None:
        """For all coders, or for its writer alone."""
        self._choose(self.draft._replace(private=not self.draft.private))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        name = event.button.id or ""
        if name.startswith("kind-"):
            kind = next(kind for kind in MEMO_KINDS if f"kind-{kind.replace(' ', '-')}" == name)
            self._choose(self.draft._replace(kind=kind))
        elif name == "private":
            self.action_private()
        elif name == "save":
            self.action_save()
        else:
            self.action_cancel()

    # -- leaving --------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Saves the words; where that can't be, says so, and they stay here."""
        if not tidy(self.draft.body):
            self._tell("Nothing is written yet.")
        elif not self._differs:
            self._end(saved=False)
        elif sentence := self._save(self.draft):
            self._tell(sentence)
        else:
            self._end(saved=True)

    def action_cancel(self) -> None:
        """Closes the window; asks what shall become of words that are not saved."""
        if not self._differs:
            self._end(saved=False)
            return
        choices = [
            Choice("save", Text("Save it")),
            Choice("write", Text("Go on writing")),
            Choice("drop", Text("Throw it away")),
        ]
        self.app.push_screen(Pick("Keep this memo?", choices), self._leaving_as)

    def _leaving_as(self, chosen: str | None) -> None:
        if chosen == "save":
            self.action_save()
        elif chosen == "drop":
            self._end(saved=False)

    def _end(self, *, saved: bool) -> None:
        self._done = True
        self._drop()
        self.leave(saved)
