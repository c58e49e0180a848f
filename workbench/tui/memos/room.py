"""All memos in one list, newest first, and beside it the whole of the one that is chosen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.markup import escape
from textual.widgets import Static

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.memos import memo_place, memo_words, subject, visible
from workbench.core.model import MEMO_KINDS, Memo
from workbench.core.project import counted, folded, natural
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.commands import MEMOS, ROOM, bindings
from workbench.tui.describe import markdown, memo_signs
from workbench.tui.memos.list import MemoList
from workbench.tui.memos.writing import STUDY, MemoWriting, Subject
from workbench.tui.widgets.cells import drawn

NO_MEMOS = "There are no memos yet. Write one here with n, or at the desk with m."
NONE_FIT = "No memo is like this. Esc shows all."
QUOTED = 600
DOORS_OF = {"code": "codebook", "case": "library", "theme": "quotes"}


class MemosRoom(MemoWriting):
    """All memos in one list."""

    NAME = "memos"
    PLACES = (MEMOS, ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEMOS)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = ""
        self.kind = ""
        self.own_only = False
        self._last = ("", "")

    def body(self) -> ComposeResult:
        """The list, and the memo."""
        with Horizontal(id="memos"):
            yield MemoList(id="memo-list")
            with VerticalScroll(id="memo", can_focus=False):
                yield Static(id="memo-body")

    def on_mount(self) -> None:
        """Lists them."""
        self.query_one(MemoList).focus()
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Lists the memos that fit, the same one chosen."""
        every = visible(self.project, self.session.coder.id)
        fitting = [memo for memo in every if self._fits(memo)]
        listed = self.query_one(MemoList)
        listed.border_title = "Memos" if len(fitting) == len(every) else f"Memos ({len(fitting)} of {len(every)})"
        listed.border_subtitle = escape(self._filter())
        listed.show(self.project, fitting)

    def _fits(self, memo: Memo) -> bool:
        return (
            (not self.kind or memo.kind == self.kind)
            and (not self.own_only or memo.coder == self.session.coder.id)
            and (not self.words or folded(self.words) in folded(f"{memo.body} {memo_place(self.project, memo)}"))
        )

    def _filter(self) -> str:
        wanted = [f"“{self.words}”" if self.words else "", self.kind, "yours" if self.own_only else ""]
        return " · ".join(filter(None, wanted))

    @on(MemoList.Chosen)
    def _chosen(self, event: MemoList.Chosen) -> None:
        if event.moved:
            self.hush()
        memo = self.query_one(MemoList).memo
        pane = self.query_one("#memo", VerticalScroll)
        pane.border_title = escape(memo_place(self.project, memo)) if memo else ""
        self.query_one("#memo-body", Static).update(self._whole(memo))
        if event.moved:
            pane.scroll_home(animate=False)

    def _whole(self, memo: Memo | None) -> Text:
        if memo is None:
            return Text(NONE_FIT if visible(self.project, self.session.coder.id) else NO_MEMOS, "dim")
        signs = memo_signs(self.project, memo) + (" · private" if memo.private else "")
        text = Text().append(f"{signs}\n", "dim")
        where = memo_words(self.project, memo)
        if where:
            words = where[1].of(self._text(where[0]))
            text.append(f"“{drawn(words[:QUOTED])}{'…' if len(words) > QUOTED else ''}”\n", "italic")
        return text.append("\n").append_text(markdown(memo.body))

    def _text(self, document: str) -> str:
        """A document's text; the last one is at hand, since neighbours in the list are often of one document."""
        digest = self.project.documents[document].digest
        if self._last[0] != digest:
            try:
                self._last = digest, self.session.transcript(document).text
            except WorkbenchError:
                return ""
        return self._last[1]

    def where(self) -> str:
        """How many memos there are."""
        memos: Sequence[Memo] = self.query_one(MemoList).memos if self.is_mounted else ()
        chosen = self.query_one(MemoList).place + 1 if memos else 0
        return f"Memos · {chosen} of {counted(len(memos), 'memo')}" if memos else "Memos"

    # -- going ------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """The next or previous memo."""
        listed = self.query_one(MemoList)
        listed.choose(listed.place + by)

    def action_page(self, by: int) -> None:
        """A page of them on or back."""
        listed = self.query_one(MemoList)
        listed.choose(listed.place + by * listed.page)

    def action_edge(self, by: int) -> None:
        """The first or the last."""
        listed = self.query_one(MemoList)
        listed.choose(0 if by < 0 else len(listed.memos) - 1)

    def action_read(self, by: int) -> None:
        """On or back in the memo itself."""
        pane = self.query_one("#memo", VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height // 2), animate=False)

    def action_place(self) -> None:
        """Goes to what the memo is about."""
        memo = self.query_one(MemoList).memo
        if memo is None:
            return
        where = memo_words(self.project, memo)
        if where:
            self.desktop.jump(*where)
        elif memo.about == "document" and memo.target in self.project.documents:
            self.desktop.jump(memo.target, Span(0, 0))
        elif memo.about in DOORS_OF:
            self.desktop.action_go(DOORS_OF[memo.about])
        else:
            self.tell(f"This memo is on {memo_place(self.project, memo)}; there is no place to go to.")

    # -- acts -------------------------------------------------------------------------------------------------------

    @on(MemoList.Opened)
    def action_open(self) -> None:
        """Opens the memo."""
        if memo := self.query_one(MemoList).memo:
            self.open_memo(memo)

    def action_new(self) -> None:
        """Writes a memo on the study."""
        self.new_memo(STUDY)

    def action_new_on(self) -> None:
        """Asks for a theme, a case, or a document, and writes a memo on it."""
        from workbench.tui.dialogs import Choice, Pick

        project = self.project
        cases = sorted(project.cases.values(), key=lambda case: natural(case.name))
        subjects = [
            *(Subject("theme", theme.id) for theme in project.theme_order),
            *(Subject("case", case.id) for case in cases),
            *(Subject("document", document.id) for document in project.library),
        ]
        if not subjects:
            self.tell("There are no themes, cases or documents yet.", warning=True)
            return
        choices = [Choice(str(at), Text(self._called(one))) for at, one in enumerate(subjects)]
        self.app.push_screen(
            Pick("A memo on what?", choices), lambda chosen: self.write_about(subjects[int(chosen)]) if chosen else None
        )

    def _called(self, one: Subject) -> str:
        lead = "the document " if one.about == "document" else ""
        return drawn(lead + subject(self.project, one.about, one.target))

    def action_remove(self) -> None:
        """Removes the memo."""
        if memo := self.query_one(MemoList).memo:
            self.remove_memo(memo)

    def action_private(self) -> None:
        """Makes the memo private, or opens it to all coders."""
        memo = self.query_one(MemoList).memo
        if memo is None:
            return
        done = "The memo is for all coders now." if memo.private else "The memo is private now: yours alone."
        self.do(
            lambda: edits.edit_memo(
                self.session.project, memo, memo.kind, memo.body, not memo.private, self.session.stamp()
            ),
            said=done,
        )

    # -- filtering --------------------------------------------------------------------------------------------------

    def action_words(self) -> None:
        """Asks for words that the memos shall hold."""
        from workbench.tui.dialogs import Ask

        def asked(words: str | None) -> None:
            if words is not None:
                self.words = words
                self.show()

        self.app.push_screen(Ask("Memos with which words?", self.words, "Esc in the list shows all again."), asked)

    def action_kind(self) -> None:
        """The next kind alone; after the last one, all."""
        kinds = ("", *MEMO_KINDS)
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.show()
        self.tell(f"Memos of the kind: {self.kind}" if self.kind else "Memos of all kinds.")

    def action_mine(self) -> None:
        """The coder's own memos, or all."""
        self.own_only = not self.own_only
        self.show()
        self.tell("Your memos." if self.own_only else "Everybody's memos.")

    def action_all(self) -> None:
        """All memos again."""
        self.words, self.kind, self.own_only = "", "", False
        self.show()
