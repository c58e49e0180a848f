"""The window in which a theme's summary is written: its words in Markdown, never lost by closing it."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static, TextArea

from workbench import tasks
from workbench.core.memos import tidy
from workbench.tasks.drafts import MemoDraft
from workbench.tui.commands import SUMMARY, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.memos.editor import MemoEditor
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut

HEADING_CELLS = 56
UNSAVED = " · unsaved words"


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


def write_summary(room: Room, heading: str, place: str, summary: str, save: Callable[[str, str], str]) -> None:
    """Opens the window on a summary, with the words that an accident left of it; `place` names it among all others.

    `save` is given the words, and the summary that stood there when they were begun.
    """
    session = room.session
    left = tasks.kept_draft(session, place)
    draft = left or MemoDraft(place, "", body=summary, base=summary)
    editor = SummaryEditor(
        cut(heading, HEADING_CELLS) + UNSAVED * bool(left),
        draft,
        first=summary,
        keep=partial(tasks.keep_draft, session, of=place),
        drop=partial(tasks.drop_draft, session, place),
        save=lambda written: save(tidy(written.body), written.base),
    )
    room.app.push_screen(editor)


def beside(now: str, base: str, words: str) -> str:
    """The words as they are saved: what somebody else wrote in the place of `base` meanwhile stays above them."""
    return words if now in {base, words, ""} else f"{now}\n\n{words}"
