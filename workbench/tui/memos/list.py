"""The list of memos: two lines each, drawn as they come into sight, so that thousands cost no more than a few."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.core.memos import memo_place
from workbench.core.model import Memo
from workbench.core.project import Project
from workbench.tui.describe import memo_signs
from workbench.tui.widgets.cells import cut, width

LINES = 2
PRIVATE = "private"


class MemoList(ScrollView, can_focus=True, inherit_bindings=False):
    """Memos with one of them chosen; `show` keeps the choice where it was."""

    COMPONENT_CLASSES = {"memos--chosen"}  # noqa: RUF012

    class Chosen(Message):
        """A memo is chosen; `moved` is True if the user did that."""

        def __init__(self, *, moved: bool) -> None:
            super().__init__()
            self.moved = moved

    class Opened(Message):
        """The chosen memo was clicked again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.project = Project()
        self.memos: Sequence[Memo] = ()
        self.place = 0

    @property
    def memo(self) -> Memo | None:
        """The chosen memo."""
        return self.memos[self.place] if self.place < len(self.memos) else None

    def show(self, project: Project, memos: Sequence[Memo]) -> None:
        """Lists memos; the same one stays chosen, or the one that came to its place."""
        before = self.memo
        self.project, self.memos = project, memos
        kept = next((at for at, memo in enumerate(memos) if before and memo.id == before.id), self.place)
        self.virtual_size = Size(self.size.width, LINES * len(memos))
        self.choose(kept, moved=False)

    def choose(self, place: int, *, moved: bool = True) -> None:
        """Chooses the memo at a place in the list, the nearest if there is none, and brings it into sight."""
        self.place = max(0, min(place, len(self.memos) - 1))
        self.scroll_to_region(Region(0, self.place * LINES, 1, LINES), animate=False, force=True)
        self.refresh()
        self.post_message(self.Chosen(moved=moved))

    @property
    def page(self) -> int:
        """How many memos are in sight."""
        return max(1, self.size.height // LINES)

    def on_resize(self) -> None:
        """The chosen one stays in sight."""
        self.virtual_size = Size(self.size.width, LINES * len(self.memos))
        self.scroll_to_region(Region(0, self.place * LINES, 1, LINES), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Chooses what stands under the mouse; a second click opens it."""
        inside = event.get_content_offset(self)
        place = (int(self.scroll_offset.y) + inside.y) // LINES if inside else len(self.memos)
        if place < len(self.memos):
            again = place == self.place and event.chain > 1
            self.choose(place)
            if again:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """One of a memo's two lines: its first words; what it is about, its kind, writer and day."""
        place, second = divmod(int(self.scroll_offset.y) + y, LINES)
        room = self.size.width
        if place >= len(self.memos):
            return Strip.blank(room, self.rich_style)
        memo, base = self.memos[place], self.rich_style
        if place == self.place:
            base = base + self.get_component_rich_style("memos--chosen")
        text = self._signs(memo, room) if second else self._title(memo, room)
        text.append(" " * (room - width(text.plain)))
        segments = Segment.apply_style(text.render(self.app.console, end=""), base)
        return Strip(list(segments), room).simplify()

    def _title(self, memo: Memo, room: int) -> Text:
        sign = f" {PRIVATE} " if memo.private else ""
        words = cut(f" ✎ {memo.title}", room - len(sign))
        return Text.assemble(
            (words, Style(bold=True)), " " * (room - len(sign) - width(words)), (sign, Style(dim=True))
        )

    def _signs(self, memo: Memo, room: int) -> Text:
        place = f"on {memo_place(self.project, memo)}"
        return Text.assemble((cut(f"   {memo_signs(self.project, memo, place)}", room), Style(dim=True)))
