"""The window in which a theme's summary is written: its words in Markdown, never lost by closing it."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static, TextArea

from workbench.core.memos import tidy
from workbench.tasks.drafts import MemoDraft
from workbench.tui.commands import SUMMARY, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.memos.editor import MemoEditor


class SummaryEditor(MemoEditor, inherit_bindings=False):
    """Writes a summary as memos are written, without their kinds; an empty one may be saved too."""

    WHERE = (SUMMARY, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SUMMARY, WINDOW)]

    def __init__(
        self,
        heading: str,
        draft: MemoDraft,
        *,
        first: str,
        keep: Callable[[MemoDraft], bool],
        drop: Callable[[], None],
        save: Callable[[MemoDraft], str],
    ) -> None:
        """`first` is the summary as the study has it."""
        super().__init__(heading, draft, keep=keep, drop=drop, save=save)
        self._first = draft._replace(body=first)

    def compose(self) -> ComposeResult:
        """The words, and the two ways out."""
        known = find_spec("tree_sitter") and find_spec("tree_sitter_markdown")
        with Vertical(classes="box editor") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot()
            yield TextArea(self.draft.body, language="markdown" if known else None, id="words", soft_wrap=True)
            with Horizontal(id="ways-out"):
                yield Static(id="told")
                yield Button("Save", id="save", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)

    def _show_choices(self) -> None:
        """There are none."""

    @property
    def _differs(self) -> bool:
        return tidy(self.draft.body) != tidy(self._first.body)

    def action_save(self) -> None:
        """Saves the words; where that can't be, says so, and they stay here."""
        if self._differs and (sentence := self._save(self.draft)):
            self._tell(sentence)
        else:
            self._end(saved=self._differs)
