"""From a line of a page to a strip of styled text: tints, underlines, gutter, margin stripes and code names.

All of the precedence stands in `Palette.style`: caret over selection over codes; the two innermost codes tint, two or
more underline, three or more are bold. Colour is never the only sign: stripes, names and underlines say the same.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from workbench.core.spans import Span
from workbench.tui.widgets.cells import cut, drawn, width, widths
from workbench.tui.widgets.lanes import Lanes, Stripe
from workbench.tui.widgets.page import Page

DARK_BASE, LIGHT_BASE = 0.34, 0.45
STYLES = 4096


class Ground(NamedTuple):
    """The colours a theme gives the transcript."""

    back: Color
    front: Color
    accent: Color
    faint: Color
    plain: bool  # NO_COLOR: tints say nothing, so coded words are underlined

    @property
    def blend(self) -> float:
        """How strongly a code tints the ground."""
        return DARK_BASE if self.back.brightness < 0.5 else LIGHT_BASE


class Palette:
    """Styles, made once each. `colour_of` gives a code's colour as #rrggbb."""

    def __init__(self, ground: Ground, colour_of: Callable[[str], str]) -> None:
        self.ground = ground
        self._colour_of = colour_of
        self._styles: dict[tuple[tuple[str, ...], bool, bool, bool, bool], Style] = {}
        self._lanes: dict[str, Style] = {}
        self.blank = Style(color=ground.front.rich_color, bgcolor=ground.back.rich_color)
        self.aside = Style(color=ground.faint.rich_color, bgcolor=ground.back.rich_color)
        self.speaker = Style(color=ground.accent.rich_color, bgcolor=ground.back.rich_color, bold=True)

    def style(self, codes: Sequence[str], *, selected: bool, caret: bool, faint: bool) -> Style:
        """The style of words under `codes` (the innermost last)."""
        colours = tuple(self._colour_of(code) for code in codes[-2:])
        key = (colours, len(codes) > 2, selected, caret, faint)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) > STYLES:
                self._styles.clear()
            style = self._styles[key] = self._made(colours, len(codes) > 2, selected, caret, faint)
        return style

    def _made(self, colours: tuple[str, ...], deep: bool, selected: bool, caret: bool, faint: bool) -> Style:
        ground = self.ground
        back = ground.back
        for place, colour in enumerate(colours):
            back = back.blend(Color.parse(colour), ground.blend if place == 0 else 0.5)
        front = ground.faint if faint and not colours else ground.front
        if selected:
            back, front = ground.front, ground.back
        if caret:
            back, front = ground.accent, ground.back
        return Style(
            color=front.rich_color,
            bgcolor=back.rich_color,
            underline=len(colours) > 1 or (ground.plain and bool(colours)),
            bold=deep or caret,
            reverse=ground.plain and (selected or caret),
        )

    def lane(self, code: str) -> Style:
        """The style of a code's stripe and name."""
        colour = self._colour_of(code)
        style = self._lanes.get(colour)
        if style is None:
            style = self._lanes[colour] = Style(
                color=Color.parse(colour).rich_color, bgcolor=self.ground.back.rich_color
            )
        return style


class Measure(NamedTuple):
    """How the cells of a row are shared out: gutter, text (the page's room), lanes, code names."""

    whole: int
    gutter: int
    text: int
    lanes: int

    @property
    def names(self) -> int:
        """What is left for the names of codes."""
        return self.whole - self.gutter - self.text - 1 - self.lanes


def measure(whole: int, longest_label: int) -> Measure:
    """The shares in a widget `whole` cells wide."""
    gutter = min(max(longest_label, 3), 11 if whole >= 74 else 7) + 3
    lanes = 6 if whole >= 100 else 4
    names = 22 if whole >= 100 else 18 if whole >= 80 else 15 if whole >= 74 else 3
    return Measure(whole, gutter, max(10, min(100, whole - gutter - lanes - names - 1)), lanes)


class Painter:
    """Paints lines of one page; `name_of` gives a code's name."""

    def __init__(
        self, page: Page, lanes: Lanes, palette: Palette, shares: Measure, name_of: Callable[[str], str]
    ) -> None:
        self.page = page
        self.lanes = lanes
        self.palette = palette
        self.shares = shares
        self._name_of = name_of

    def line(self, line: int, selected: Span | None, caret: int | None) -> Strip:
        """The strip of a line; `caret` is an offset of it, or None elsewhere."""
        start, end = self.page.starts[line], self.page.ends[line]
        span = Span(start, start + len(self.page.text[start:end].rstrip()))
        stripes = self.lanes.over(span) if span.length else []
        segments = [self._gutter(line), *self._words(line, span, stripes, selected, caret)]
        used = width(span.of(self.page.text))
        gap = self.shares.text - used + 1
        if caret is not None and caret >= span.end:
            segments.append(Segment(" ", self.palette.style((), selected=False, caret=True, faint=False)))
            gap -= 1
        segments.append(Segment(" " * max(0, gap), self.palette.blank))
        segments += self._margin(span, stripes)
        return Strip(segments, self.shares.whole)

    def _gutter(self, line: int) -> Segment:
        place = self.page.owner[line]
        passage = self.page.passages[place]
        room = self.shares.gutter - 3
        if not passage.turn:
            return Segment(" " * self.shares.gutter, self.palette.blank)
        lines_down = line - self.page.opening[place]
        if lines_down == 0:
            label = cut(passage.speaker or str(passage.turn), room)
            return Segment(" " * (room - width(label)) + label + " ┃ ", self.palette.speaker)
        time = passage.time if lines_down == 1 and len(passage.time) <= room else ""
        return Segment(f"{time:>{room}} │ ", self.palette.aside)

    def _words(
        self, line: int, span: Span, stripes: Sequence[Stripe], selected: Span | None, caret: int | None
    ) -> list[Segment]:
        start, end = span
        cuts = {start, end}
        for stripe in stripes:
            cuts.add(max(start, stripe.coding.start))
            cuts.add(min(end, stripe.coding.end))
        if selected:
            cuts.update(min(max(at, start), end) for at in selected)
        if caret is not None and caret < end:
            cuts.update((caret, self._after(caret, end)))
        inward = sorted((stripe.coding for stripe in stripes), key=lambda coding: coding.start - coding.end)
        faint = not self.page.passages[self.page.owner[line]].turn
        places = sorted(cuts)
        segments = []
        for left, right in pairwise(places):
            codes = [coding.code for coding in inward if coding.start <= left and coding.end >= right]
            style = self.palette.style(
                codes,
                selected=selected is not None and selected.start <= left < selected.end,
                caret=left == caret,
                faint=faint,
            )
            segments.append(Segment(drawn(self.page.text[left:right]), style))
        return segments

    def _after(self, caret: int, end: int) -> int:
        """The end of the character at the caret with all that joins it."""
        cells = widths(self.page.text[caret:end])
        return next((caret + at for at in range(1, len(cells)) if cells[at]), end)

    def _margin(self, span: Span, stripes: Sequence[Stripe]) -> list[Segment]:
        blank = self.palette.blank
        cells = [Segment(" ", blank)] * self.shares.lanes
        opening, more = [], 0
        for coding, lane in sorted(stripes, key=lambda stripe: stripe.lane):
            if lane >= self.shares.lanes:
                more += 1
                continue
            top, bottom = coding.start >= span.start, coding.end <= span.end
            sign = "■" if top and bottom else "┓" if top else "┛" if bottom else "┃"
            cells[lane] = Segment(sign, self.palette.lane(coding.code))
            if top:
                opening.append(coding.code)
        room = self.shares.names
        names = [Segment(f"+{more:<2}"[:3], self.palette.aside)] if more and room >= 3 else []
        room -= 3 * len(names)
        for code in dict.fromkeys(opening):
            label = cut(" " + self._name_of(code), room)
            if len(label) > 2:
                names.append(Segment(label, self.palette.lane(code)))
                room -= width(label)
        return [*cells, *names, Segment(" " * max(0, room), blank)]
