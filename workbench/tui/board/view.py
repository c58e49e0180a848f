"""The board as it is drawn: columns side by side, as many as there is room for, a card under the cursor."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.board.columns import Card, Column, card_counts
from workbench.tui.quotes.rows import wrapped
from workbench.tui.widgets.cells import cut, width

LEAST, MOST = 30, 60  # cells of a column
LOW = 30  # lines of a board that shows less of each theme
SPACED = 38  # lines of a board with a blank line between cards
RIGHT = 3  # the mouse button


class BoardView(Widget, can_focus=True, inherit_bindings=False):
    """Columns of cards. `here` is the column where the user is, `card` the place of the card there; keys are the room's."""

    ALLOW_SELECT = False

    class Moved(Message):
        """The cursor is elsewhere."""

    class Opened(Message):
        """The card under the cursor was clicked again."""

    class Marked(Message):
        """The margin of the card under the cursor was clicked."""

    class Dropped(Message):
        """The card under the cursor was drawn to another column."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self) -> None:
        super().__init__(id="board")
        self.board: tuple[Column, ...] = ()
        self.here = 0
        self.card = 0
        self.marked: set[str] = set()
        self._left = 0
        self._tops: dict[str, int] = {}
        self._heads: dict[tuple[object, ...], list[Strip]] = {}
        self._cards: dict[tuple[int, int, int, bool], list[Strip]] = {}
        self._held: tuple[int, int] | None = None

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def column(self) -> Column:
        """The column where the user is."""
        return self.board[self.here]

    @property
    def card_here(self) -> Card | None:
        """The card under the cursor."""
        cards = self.board[self.here].cards if self.board else ()
        return cards[self.card] if self.card < len(cards) else None

    def fill(self, board: tuple[Column, ...]) -> None:
        """Shows other columns; the cursor stays on its theme and code, or on what took their place."""
        theme = self.column.theme if self.board else None
        code = self.card_here.code if self.card_here else ""
        self.board = board
        places = [place for place, column in enumerate(board) if column.theme == theme]
        self.here = places[0] if places else max(0, min(self.here, len(board) - 1))
        place = self.column.place_of(code)
        self.card = max(0, min(self.card, len(self.column.cards) - 1)) if place is None else place
        self.marked &= {card.code for card in self.column.cards} if places else set()
        self._anew()
        self._into_view()

    def go_to(self, theme: str, code: str = "") -> None:
        """Goes to a theme, and to a code there (ids)."""
        for place, column in enumerate(self.board):
            if column.theme == theme:
                self.here = place
                self.card = column.place_of(code) or 0
        self._into_view()
        self.post_message(self.Moved())

    def mark(self, code: str) -> None:
        """Marks a code, or takes the mark away."""
        self.marked ^= {code}
        self._anew()

    def unmark(self) -> None:
        """Takes all marks away."""
        if self.marked:
            self.marked.clear()
            self._anew()

    def _anew(self) -> None:
        self._heads.clear()
        self._cards.clear()
        self.refresh()

    # -- moving -----------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Goes some cards on, or back."""
        self._go(self.here, self.card + by)

    def move_pages(self, by: int) -> None:
        """Goes some pages of cards on, or back."""
        self._go(self.here, self.card + by * max(1, self._in_sight - 1))

    def move_column(self, by: int) -> None:
        """Goes some columns on, or back."""
        self._go(self.here + by, self.card)

    def _go(self, column: int, card: int) -> None:
        if not self.board:
            return
        column = max(0, min(column, len(self.board) - 1))
        card = max(0, min(card, len(self.board[column].cards) - 1))
        if (column, card) != (self.here, self.card):
            if column != self.here:
                self.unmark()
            self.here, self.card = column, card
            self._into_view()
            self.post_message(self.Moved())

    def _into_view(self) -> None:
        shown = self._shown
        self._left = max(0, min(self._left, len(self.board) - shown))
        if self.here < self._left:
            self._left = self.here
        elif self.here >= self._left + shown:
            self._left = self.here - shown + 1
        if self.board:
            theme, room = self.column.theme, self._in_sight
            top = max(0, min(self._tops.get(theme, 0), len(self.column.cards) - room))
            self._tops[theme] = min(max(top, self.card - room + 1), self.card)
        self._heads.clear()  # which of them says that there are more may be another one
        self.refresh()

    # -- measures ---------------------------------------------------------------------------------------------------

    @property
    def _shown(self) -> int:
        """How many columns there is room for."""
        return max(1, min(len(self.board), self.size.width // LEAST))

    def _spans(self) -> list[tuple[int, int, int]]:
        """Each column in sight: its place, its first cell, its cells."""
        shown, whole = self._shown, min(self.size.width, self._shown * MOST)
        edges = [whole * place // shown for place in range(shown + 1)]
        left = min(self._left, len(self.board) - shown)  # it is drawn before it knows of its new size
        return [(left + n, edges[n], edges[n + 1] - edges[n]) for n in range(shown) if n < len(self.board)]

    @property
    def _low(self) -> bool:
        return self.size.height < LOW

    @property
    def _tall(self) -> int:
        """The lines of a card."""
        return 3 if self.size.height >= SPACED else 2

    @property
    def _head(self) -> int:
        """The lines above the cards: frame, name, counts, first words of the summary, frame."""
        return 2 + sum(self._head_parts)

    @property
    def _head_parts(self) -> tuple[int, int, int]:
        """The lines of a head's name, counts and summary."""
        spans = self._spans()
        inside = min((cells for *_, cells in spans), default=LEAST) - 4
        longest = max((width(_together(self.board[place])) for place, *_ in spans), default=0)
        return (1 if self._low else 2), (1 if longest <= inside else 2), (1 if self._low else 3)

    @property
    def _in_sight(self) -> int:
        """How many cards of a column there is room for."""
        return max(1, (self.size.height - self._head - 1) // self._tall)

    def on_resize(self) -> None:
        """The columns follow the width."""
        self._anew()
        self._into_view()

    def notify_style_update(self) -> None:
        """The theme of the program may have changed."""
        super().notify_style_update()
        self._anew()

    def on_focus(self) -> None:
        """The column where one is stands out."""
        self._anew()

    def on_blur(self) -> None:
        """And does so less now."""
        self._anew()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """A line across all columns in sight."""
        ground = self.rich_style
        if not self.board:
            return Strip.blank(self.size.width, ground)
        strips = [self._line(place, cells, y) for place, _, cells in self._spans()]
        rest = self.size.width - sum(cells for *_, cells in self._spans())
        return Strip.join([*strips, Strip([Segment(" " * rest, ground)], rest)] if rest else strips)

    def _line(self, place: int, cells: int, y: int) -> Strip:
        head, last = self._head, self.size.height - 1
        if y < head:
            return self._head_of(place, cells)[y]
        if y == last:
            return self._foot_of(place, cells)
        nth, part = divmod(y - head, self._tall)
        nth += self._tops.get(self.board[place].theme, 0)
        if nth >= len(self.board[place].cards) or last - (y - part) < 2:
            return self._framed(place, cells, [Text()])[0]
        strips = self._card_of(place, nth, cells)
        lit = (place, nth) == (self.here, self.card) and part < 2
        return self._lit(strips[part], cells) if lit else strips[part]

    def _frame(self, place: int) -> Style:
        colours = self.app.theme_variables
        if place == self.here:
            return Style(color=Color.parse(colours["accent"]).rich_color, bold=self.has_focus)
        return self._dimmed(0.3)

    def _dimmed(self, share: float) -> Style:
        """Words or lines that stand back."""
        front = Color.parse(self.app.theme_variables["foreground"])
        return Style(color=self.background_colors[1].blend(front, share).rich_color)

    def _framed(self, place: int, cells: int, lines: Sequence[Text]) -> list[Strip]:
        """Lines between the sides of a column."""
        ground, frame, console = self.rich_style, self._frame(place), self.app.console
        side = Segment("│", ground + frame)
        found = []
        for line in lines:
            inner = Strip(line.render(console)).apply_style(ground).adjust_cell_length(cells - 2, ground)
            found.append(Strip([side, *inner, side], cells))
        return found

    def _edge(self, place: int, cells: int, corners: str, before: str = "", after: str = "") -> Strip:
        """A line of the frame, with words in it."""
        left, right = corners[0], corners[1]
        before, after = (f" {words} " if words else "" for words in (before, after))
        rule = "─" * max(0, cells - 4 - width(before) - width(after))
        frame = self.rich_style + self._frame(place)
        said = frame if place == self.here else self.rich_style + self._dimmed(0.65)
        pieces = ((f"{left}─", frame), (before, said), (rule, frame), (after, said), (f"─{right}", frame))
        return Strip([Segment(words, style) for words, style in pieces if words], cells)

    def _head_of(self, place: int, cells: int) -> list[Strip]:
        shown, parts = self._spans(), self._head_parts
        key = (
            place,
            cells,
            parts,
            shown[0][0],
            shown[-1][0],
            place == self.here,
        )  # a window may be made larger over it
        if key not in self._heads:
            column, inside = self.board[place], cells - 4
            named, counts, says = parts
            before = f"‹ {place} more" if place and place == shown[0][0] else ""
            rest = len(self.board) - place - 1
            after = f"{rest} more ›" if rest and place == shown[-1][0] else ""
            lines = [
                *_lines(column.name, inside, named, "bold"),
                *(_lines(words, inside, 1, "")[0] for words in (column.counts if counts > 1 else [_together(column)])),
                *_lines(column.says, inside, says, "dim" if column.written else "dim italic"),
            ]
            top = self._edge(place, cells, "╭╮", before, after)
            self._heads[key] = [top, *self._framed(place, cells, lines), self._edge(place, cells, "├┤")]
        return self._heads[key]

    def _foot_of(self, place: int, cells: int) -> Strip:
        column, top = self.board[place], self._tops.get(self.board[place].theme, 0)
        more = len(column.cards) - top - self._in_sight
        signs = " ".join(filter(None, [f"↑ {top}" if top else "", f"↓ {more}" if more > 0 else ""]))
        return self._edge(place, cells, "╰╯", signs, cut(column.foot, cells - 6 - width(signs)))

    def _card_of(self, place: int, nth: int, cells: int) -> list[Strip]:
        key = (place, nth, cells, place == self.here)
        if key not in self._cards:
            card, inside = self.board[place].cards[nth], cells - 4
            mark = "✓" if place == self.here and card.code in self.marked else " "
            name = Text.assemble((f"{mark}", "bold"), ("▌", card.colour), (cut(card.name, inside - 1), "bold"))
            counts = Text.assemble(" ", ("▌", card.colour), (cut(card_counts(card), inside - 1), "dim"))
            self._cards[key] = self._framed(place, cells, [name, counts, Text()])
        return self._cards[key]

    def _lit(self, strip: Strip, cells: int) -> Strip:
        """A line of the card under the cursor."""
        accent = Color.parse(self.app.theme_variables["accent"])
        behind = self.background_colors[1].blend(accent, 0.25 if self.has_focus else 0.12)
        ground = Style(bgcolor=behind.rich_color, bold=True if self.app.no_color else None)
        first, *_ = strip.crop(0, 1)
        inner = [Segment(s.text, (s.style or Style()) + ground) for s in strip.crop(1, cells - 1)]
        *_, last = strip.crop(cells - 1, cells)
        side = Style(color=accent.rich_color, bold=True)
        return Strip([Segment("▐" if self.has_focus else first.text, side), *inner, last], cells)

    # -- the mouse --------------------------------------------------------------------------------------------------

    def _under(self, event: events.MouseEvent) -> tuple[int, int | None]:
        """The column under the mouse (-1 for none), and the card there."""
        at = event.get_content_offset(self)
        for place, first, cells in self._spans() if at else ():
            if at and first <= at.x < first + cells:
                nth = (at.y - self._head) // self._tall + self._tops.get(self.board[place].theme, 0)
                inside = self._head <= at.y < self.size.height - 1
                return place, nth if inside and 0 <= nth < len(self.board[place].cards) else None
        return -1, None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Goes to what is pressed on; a card may then be drawn to another column."""
        self._held = None
        place, card = self._under(event)
        if place < 0:
            return
        self._go(place, self.card if card is None and place == self.here else card or 0)
        if card is not None and event.button != RIGHT:
            self._held = (place, card)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Lets go of a card."""
        held, self._held = self._held, None
        place, _ = self._under(event)
        if held == (self.here, self.card) and place >= 0 and place != self.here:
            self.post_message(self.Dropped(place))

    def on_click(self, event: events.Click) -> None:
        """A second click opens; one where a card's mark stands marks it."""
        place, card = self._under(event)
        if event.button == RIGHT or (place, card) != (self.here, self.card):
            return
        at = event.get_content_offset(self)
        first = next(first for known, first, _ in self._spans() if known == place)
        if at and at.x - first < 3:
            self.post_message(self.Marked())
        elif event.chain > 1:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """On through the cards."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Back through the cards."""
        event.stop()
        self.move(-1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """On through the columns."""
        event.stop()
        self.move_column(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Back through the columns."""
        event.stop()
        self.move_column(-1)


def _together(column: Column) -> str:
    """Both counts of a column on one line."""
    return ", ".join(filter(None, column.counts))


def _lines(words: str, room: int, count: int, style: str) -> list[Text]:
    """Words on exactly so many lines."""
    found = wrapped(words, room, count)
    return [Text(no_wrap=True).append(f" {line}", style) for line in [*found, *[""] * (count - len(found))]]
