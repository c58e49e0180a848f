"""What a search found as a list: each hit with the words around it, below the title of its document."""

from collections.abc import Callable, Iterator, Sequence

from rich.text import Text
from textual import events
from textual.message import Message

from workbench.analysis.search import Hit
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import LongList

TURN_CELLS = 6


class HitRows(LongList):
    """Hits with the words around them, below the titles of their documents; with `ticked`, each can be switched off."""

    class Ticked(Message):
        """The box of the row where the user is was clicked."""

    def __init__(self, title_of: Callable[[str], str], ticked: set[int] | None = None) -> None:
        super().__init__(self.draw_row, id="hit-rows")
        self.title_of = title_of
        self.ticked = ticked
        self.hits: Sequence[Hit] = ()
        self.rows: list[int | str] = []

    def show(self, hits: Sequence[Hit]) -> None:
        """Shows these hits; goes to the first, or stays in the same row where these are the earlier ones and more."""
        grows = bool(self.hits) and hits[: len(self.hits)] == self.hits
        self.hits = hits
        self.rows = list(self._listed())
        self.fill(len(self.rows), self.here if grows else 1)

    def _listed(self) -> Iterator[int | str]:
        last = ""
        for place, hit in enumerate(self.hits):
            if hit.document != last:
                yield hit.document
            last = hit.document
            yield place

    @property
    def chosen(self) -> int | None:
        """The place, among the hits, of the one where the user is."""
        row = self.rows[self.here] if self.here < len(self.rows) else None
        return row if isinstance(row, int) else None

    def go(self, place: int) -> None:
        """Goes to a hit; titles are passed over."""
        before = self.here
        super().go(place)
        if self.chosen is None and self.rows:
            super().go(self.here + (1 if self.here >= before or self.here == 0 else -1))

    def draw_row(self, place: int, room: int) -> list[Text]:
        """A row as it is drawn."""
        row = self.rows[place]
        if isinstance(row, str):
            return [Text(cut(self.title_of(row), room), "bold")]
        hit = self.hits[row]
        box = "" if self.ticked is None else ("[x] " if row in self.ticked else "[ ] ")
        turn = f"{hit.turn or '–':>{TURN_CELLS - 2}}  "
        room -= len(box) + len(turn)
        left = max(4, room * 2 // 5)
        before = _tail(hit.before, left)
        words = cut(hit.words.replace("\n", " "), max(1, room - left))
        after = cut(hit.after, max(0, room - left - width(words)))
        dim = "dim" if box == "[ ] " else ""
        return [
            Text.assemble((box, "bold"), (turn, "dim"), (" " * (left - width(before)) + before, dim),
                          (words, dim or "bold reverse"), (after, dim))
        ]  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """A click on a box switches its hit on or off."""
        if self.ticked is not None and event.x < TURN_CELLS:
            self.go(event.y + self.scroll_offset.y)
            self.post_message(self.Ticked())


def _tail(text: str, room: int) -> str:
    """The end of a text, with an ellipsis where it is wider than `room` cells."""
    shown = drawn(text)
    if width(shown) <= room:
        return shown
    while shown and width(shown) > room - 1:
        shown = shown[max(1, (width(shown) - room) // 2) :]
    return "…" + shown
