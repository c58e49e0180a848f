"""Rooms in which memos are written: one way to begin, open, save and remove them, and to find what was left unfinished."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from workbench.core import edits
from workbench.core.memos import is_gone, memos_about, subject
from workbench.core.model import MEMO_KINDS, Memo
from workbench.core.project import counted
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut

if TYPE_CHECKING:
    from workbench.tasks.drafts import MemoDraft

LINE = 56
KEPT_APART = "The memo was changed or removed elsewhere; your words are saved as a memo of their own."
KEPT_ANYWAY = "What the memo was about is gone; it is saved as one on the study."


class Subject(NamedTuple):
    """What a memo is about: one of ABOUT, its id (none for the study), and the words where it is about some."""

    about: str
    target: str = ""
    span: Span = Span(0, 0)


STUDY = Subject("study")


class MemoWriting(Room):
    """A room with memos."""

    def write_about(self, wanted: Subject) -> None:
        """Begins a memo; offers what was left unfinished, and the coder's own memos that stand there already."""
        self.after_drafts(lambda: self._begin_memo(wanted))

    def new_memo(self, wanted: Subject) -> None:
        """Begins a memo whether or not others stand there."""
        self.after_drafts(lambda: self._new_memo(wanted))

    def after_drafts(self, then: Callable[[], None]) -> None:
        """Offers the words that an accident left unsaved; does what was wanted if there are none, or none any more."""
        from workbench import tasks

        draft = tasks.kept_draft(self.session)
        if draft is None:
            then()
            return
        from workbench.tui.dialogs import Choice, Pick

        place = subject(self.session.project, draft.about, draft.target)
        first = " ".join(draft.body.split())
        title = f"Unsaved words on {place}"
        choices = [
            Choice("go on", Text.assemble("Go on writing  ", (cut(f"“{first}”", 40), "dim"))),
            Choice("drop", Text("Throw them away")),
        ]

        def chosen(answer: str | None) -> None:
            if answer == "go on":
                memo = self.session.project.memos.get(draft.memo)
                self._edit_memo(draft, memo, unsaved=True)
            elif answer == "drop":
                tasks.drop_draft(self.session)
                then()

        self.app.push_screen(Pick(cut(title, LINE), choices), chosen)

    def own_memos(self, wanted: Subject) -> Sequence[Memo]:
        """The coder's own memos about something, the newest first."""
        found = memos_about(self.project, self.session.coder.id, wanted.about, wanted.target, wanted.span)
        return [memo for memo in reversed(found) if memo.coder == self.session.coder.id]

    def _begin_memo(self, wanted: Subject) -> None:
        there = self.own_memos(wanted)
        if not there:
            self._new_memo(wanted)
            return
        from workbench.tui.dialogs import Choice, Pick

        choices = [
            *(
                Choice(memo.id, Text.assemble("Open  ", cut(memo.title, 40), (f"  {memo.at[:10]}", "dim")))
                for memo in there
            ),
            Choice("new", Text("Write another one")),
        ]
        by_id = {memo.id: memo for memo in there}

        def chosen(answer: str | None) -> None:
            if answer == "new":
                self._new_memo(wanted)
            elif answer in by_id:
                self._open_memo(by_id[answer])

        self.app.push_screen(Pick(f"You have {counted(len(there), 'memo')} here", choices), chosen)

    def _new_memo(self, wanted: Subject) -> None:
        from workbench.tasks.drafts import MemoDraft

        self._edit_memo(MemoDraft(wanted.about, wanted.target, *wanted.span, kind=MEMO_KINDS[0]))

    def open_memo(self, memo: Memo) -> None:
        """Opens a memo of the coder's own; says whose another's is."""
        if memo.coder != self.session.coder.id:
            writer = self.project.coders[memo.coder].name if memo.coder in self.project.coders else "somebody else"
            self.tell(f"This memo is by {writer}; only its writer can change it.")
            return
        self.after_drafts(lambda: self._open_memo(memo))

    def _open_memo(self, memo: Memo) -> None:
        from workbench.tasks.drafts import MemoDraft

        self._edit_memo(
            MemoDraft(memo.about, memo.target, memo.start, memo.end, memo.kind, memo.body, memo.private, memo.id), memo
        )

    def _edit_memo(self, draft: "MemoDraft", memo: Memo | None = None, *, unsaved: bool = False) -> None:
        from workbench import tasks
        from workbench.tui.memos.editor import MemoEditor

        editor = MemoEditor(
            cut(f"Memo on {subject(self.session.project, draft.about, draft.target)}", LINE),
            draft,
            keep=partial(tasks.keep_draft, self.session),
            drop=partial(tasks.drop_draft, self.session),
            save=partial(self._save_memo, memo),
            unsaved=unsaved,
        )
        self.app.push_screen(editor)

    def _save_memo(self, memo: Memo | None, draft: "MemoDraft") -> str:
        """Saves what was written, over `memo` if that still stands; says what is in the way, or nothing."""
        project, said = self.session.project, ""
        if memo and project.memos.get(memo.id) != memo:
            memo, said = None, KEPT_APART
        about, target, span = draft.about, draft.target, Span(draft.start, draft.end)
        if memo is None and is_gone(project, about, target):
            about, target, said = "study", "", KEPT_ANYWAY

        def make() -> Step:
            now, stamp = self.session.project, self.session.stamp()
            if memo:
                return edits.edit_memo(now, memo, draft.kind, draft.body, draft.private, stamp)
            return edits.write_memo(now, about, target, span, draft.kind, draft.body, draft.private, stamp)

        return "" if self.do(make, said=said) else self._said[0]

    def remove_memo(self, memo: Memo) -> None:
        """Removes a memo of the coder's own, once that is confirmed."""
        from workbench.tui.dialogs import Confirm

        if memo.coder != self.session.coder.id:
            self.open_memo(memo)
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                self.do(lambda: edits.remove_memo(self.session.project, memo, self.session.stamp()))

        lines = (cut(f"“{memo.title}”", LINE), "u brings it back.")
        self.app.push_screen(Confirm("Remove this memo?", lines, "Remove it"), confirmed)
