"""All memos in one list, newest first, and beside it the whole of the one that is chosen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.memos import memo_place, memo_words, subject, visible
from workbench.core.model import MEMO_KINDS, Memo
from workbench.core.project import counted, folded, natural
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tui.commands import EDITOR, MEMOS, ROOM, ROWS, WINDOW, bindings
from workbench.tui.describe import markdown, memo_signs, title
from workbench.tui.memos.writing import STUDY, MemoWriting, Subject
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import Listed, LongList

NO_MEMOS = "There are no memos yet. Write one here with n, or at the desk with m."
NONE_FIT = "No memo is like this. Esc shows all."
QUOTED = 600
DOORS_OF = {"code": "codebook", "case": "library", "theme": "quotes"}


class MemosRoom(Listed, MemoWriting):
    """All memos in one list."""

    NAME = "memos"
    PLACES = (MEMOS, ROWS, ROOM)
    WINDOWS = (EDITOR, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEMOS, ROWS)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = ""
        self.kind = ""
        self.own_only = False
        self.memos: Sequence[Memo] = ()
        self._last = ("", "")

    def body(self) -> ComposeResult:
        """The list, and the memo."""
        with Horizontal(id="memos"):
            yield LongList(self._draw, id="memo-list", tall=2)
            with VerticalScroll(id="memo", can_focus=False):
                yield Static(id="memo-body")

    def on_mount(self) -> None:
        """Lists them."""
        self.rows = self.query_one(LongList)
        self.rows.focus()
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Lists the memos that fit, the same one chosen."""
        every = visible(self.project, self.session.coder.id)
        fitting = [memo for memo in every if self._fits(memo)]
        self.rows.border_title = "Memos" if len(fitting) == len(every) else f"Memos ({len(fitting)} of {len(every)})"
        self.rows.border_subtitle = title(self._filter())
        before, self.memos = self.memo, fitting
        kept = next((at for at, memo in enumerate(fitting) if before and memo.id == before.id), self.rows.here)
        self.rows.fill(len(fitting), kept)
        self._tell_of_chosen()

    @property
    def memo(self) -> Memo | None:
        """The memo where the user is."""
        return self.memos[self.rows.here] if self.rows.here < len(self.memos) else None

    def _draw(self, place: int, room: int) -> list[Text]:
        """A memo's two lines: its first words; what it is about, its kind, writer and day."""
        memo = self.memos[place]
        sign = " private " if memo.private else ""
        words = cut(f"✎ {memo.title}", room - len(sign))
        first = Text.assemble((words, "bold"), " " * (room - len(sign) - width(words)), (sign, "dim"))
        place_line = memo_signs(self.project, memo, f"on {memo_place(self.project, memo)}")
        return [first, Text(cut(f"  {place_line}", room), "dim")]

    def _fits(self, memo: Memo) -> bool:
        return (
            (not self.kind or memo.kind == self.kind)
            and (not self.own_only or memo.coder == self.session.coder.id)
            and (not self.words or folded(self.words) in folded(f"{memo.body} {memo_place(self.project, memo)}"))
        )

    def _filter(self) -> str:
        wanted = [f"“{self.words}”" if self.words else "", self.kind, "yours" if self.own_only else ""]
        return " · ".join(filter(None, wanted))

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.hush()
        self._tell_of_chosen()
        self.query_one("#memo", VerticalScroll).scroll_home(animate=False)

    def _tell_of_chosen(self) -> None:
        memo = self.memo
        self.query_one("#memo", VerticalScroll).border_title = title(memo_place(self.project, memo)) if memo else ""
        self.query_one("#memo-body", Static).update(self._whole(memo))
        self.show_status()

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
        return f"Memos · {self.rows.here + 1} of {counted(len(self.memos), 'memo')}" if self.memos else "Memos"

    # -- going ------------------------------------------------------------------------------------------------------

    def action_read(self, by: int) -> None:
        """On or back in the memo itself."""
        pane = self.query_one("#memo", VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height // 2), animate=False)

    def action_place(self) -> None:
        """Goes to what the memo is about."""
        memo = self.memo
        if memo is None:
            return
        where = memo_words(self.project, memo)
        if where:
            self.desktop.jump(*where)
        elif memo.about == "document" and memo.target in self.project.documents:
            self.desktop.jump(memo.target, Span(0, 0))
        elif memo.about in DOORS_OF:
            self.desktop.visit(DOORS_OF[memo.about], memo.target)
        else:
            self.tell(f"This memo is on {memo_place(self.project, memo)}; there is no place to go to.")

    # -- acts -------------------------------------------------------------------------------------------------------

    @on(LongList.Opened)
    def action_open(self) -> None:
        """Opens the memo."""
        if memo := self.memo:
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
        if memo := self.memo:
            self.remove_memo(memo)

    def action_private(self) -> None:
        """Makes the memo private, or opens it to all coders."""
        memo = self.memo
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
