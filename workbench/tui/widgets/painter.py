"""From a line of a page to a strip of styled text: gutter, tinted words, margin stripes and code names.

Colour is never the only sign: stripes, names, first letters and underlines say the same.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from workbench.core.model import Coding
from workbench.core.spans import Span
from workbench.tui.widgets.cells import cut, drawn, signs, width, widths
from workbench.tui.widgets.hits import Hits
from workbench.tui.widgets.lanes import Lanes, Stripe
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.palette import Mark, Palette

OWN, OTHERS = "■┓┛┃", "□┐┘╎"  # a stripe on one line, its head, its foot, its middle
LEAST_NAME = 5  # cells; with less room for a code's name, its first letter heads the stripe
HIT = "›"


class Legend(NamedTuple):
    """What codings are called and how they are told apart.

    `name_of` and `signs_of` give a coding's name and what follows it, `colour_of` a code's colour as #rrggbb, `mine`
    whether the one who looks made a coding, `dimmed` whether a speaker's words are set back.
    """

    name_of: Callable[[Coding], str]
    colour_of: Callable[[str], str]
    signs_of: Callable[[Coding], str] = lambda _: ""
    mine: Callable[[Coding], bool] = lambda _: True
    dimmed: Callable[[str], bool] = lambda _: False


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
    """Paints lines of one page."""

    def __init__(self, page: Page, lanes: Lanes, hits: Hits, palette: Palette, shares: Measure, legend: Legend) -> None:
        self.page = page
        self.lanes = lanes
        self.hits = hits
        self.palette = palette
        self.shares = shares
        self.legend = legend

    def line(self, line: int, selected: Span | None, caret: int | None) -> Strip:
        """The strip of a line; `caret` is an offset of it, or None elsewhere."""
        start, end = self.page.starts[line], self.page.ends[line]
        span = Span(start, start + len(self.page.text[start:end].rstrip()))
        stripes = self.lanes.over(span) if span.length else []
        hits = self.hits.over(span) if self.hits.spans else []
        segments = [*self._gutter(line, found=bool(hits)), *self._words(line, span, stripes, hits, selected, caret)]
        gap = self.shares.text - width(span.of(self.page.text)) + 1
        if caret is not None and caret >= span.end:
            segments.append(Segment(" ", self.palette.style((), Mark(caret=True))))
            gap -= 1
        segments.append(Segment(" " * max(0, gap), self.palette.blank))
        segments += self._margin(span, stripes)
        return Strip(segments, self.shares.whole)

    def _gutter(self, line: int, *, found: bool) -> list[Segment]:
        place = self.page.owner[line]
        passage = self.page.passages[place]
        room = self.shares.gutter - 3
        lines_down = line - self.page.opening[place]
        style = self.palette.aside
        if not passage.turn:
            words = " " * (room + 2)
        elif lines_down == 0:
            label = cut(passage.speaker or str(passage.turn), room)
            words = " " * (room - width(label)) + label + " ┃"
            style = self.palette.aside if self.legend.dimmed(passage.speaker) else self.palette.speaker
        else:
            time = passage.time if lines_down == 1 and len(passage.time) <= room else ""
            words = f"{time:>{room}} │"
        return [Segment(words, style), Segment(HIT, self.palette.found) if found else Segment(" ", self.palette.blank)]

    def _words(
        self,
        line: int,
        span: Span,
        stripes: Sequence[Stripe],
        hits: Sequence[Span],
        selected: Span | None,
        caret: int | None,
    ) -> list[Segment]:
        start = span.start
        text = signs(span.of(self.page.text))
        passage = self.page.passages[self.page.owner[line]]
        faint = not passage.turn or self.legend.dimmed(passage.speaker)
        inward = sorted((stripe.coding for stripe in stripes), key=lambda coding: coding.start - coding.end)
        tints = [self.palette.tint(coding.code, own=self.legend.mine(coding)) for coding in inward]
        segments = []
        for left, right in pairwise(self._cuts(span, inward, hits, selected, caret)):
            found = [hit for hit in hits if hit.start <= left < hit.end]
            mark = Mark(
                caret=left == caret,
                selected=selected is not None and selected.start <= left < selected.end,
                current=caret is not None and any(hit.start <= caret < hit.end for hit in found),
                hit=bool(found),
                faint=faint,
            )
            here = [tint for tint, coding in zip(tints, inward, strict=True) if coding.start <= left < coding.end]
            segments.append(Segment("".join(text[left - start : right - start]), self.palette.style(here, mark)))
        return segments

    def _cuts(
        self, span: Span, codings: Sequence[Coding], hits: Sequence[Span], selected: Span | None, caret: int | None
    ) -> list[int]:
        """The offsets of a line where the style may change."""
        start, end = span
        cuts = {start, end}
        for coding in codings:
            cuts.add(max(start, coding.start))
            cuts.add(min(end, coding.end))
        for stretch in (*hits, selected) if selected else hits:
            cuts.add(min(max(start, stretch.start), end))
            cuts.add(min(max(start, stretch.end), end))
        if caret is not None and caret < end:
            cuts.update((caret, self._after(caret, end)))
        return sorted(cuts)

    def _after(self, caret: int, end: int) -> int:
        """The end of the character at the caret with all that joins it."""
        cells = widths(self.page.text[caret:end])
        return next((caret + at for at in range(1, len(cells)) if cells[at]), end)

    def _margin(self, span: Span, stripes: Sequence[Stripe]) -> list[Segment]:
        blank, palette, legend = self.palette.blank, self.palette, self.legend
        cells = [Segment(" ", blank)] * self.shares.lanes
        opening: list[Stripe] = []
        more = 0
        for stripe in sorted(stripes, key=_lane):
            coding, lane = stripe
            if lane >= self.shares.lanes:
                more += 1
                continue
            mine = legend.mine(coding)
            top, bottom = coding.start >= span.start, coding.end <= span.end
            sign = (OWN if mine else OTHERS)[0 if top and bottom else 1 if top else 2 if bottom else 3]
            cells[lane] = Segment(sign, palette.lane(palette.tint(coding.code, own=mine)))
            if top:
                opening.append(stripe)
        room = self.shares.names
        names = [Segment(f"+{more:<2}"[:3], palette.aside)] if more and room >= 3 else []
        edge = min(1, room - 3)
        room -= edge
        room -= 3 * len(names)
        said: set[str] = set()
        for coding, lane in opening:
            style = cells[lane].style
            label = self._label(coding, room)
            if not label:
                cells[lane] = Segment(_initial(legend.name_of(coding)) or cells[lane].text, style)
            elif label not in said:
                said.add(label)
                names.append(Segment(label, style))
                room -= width(label)
        return [*cells, *names, Segment(" " * max(0, room + edge), blank)]

    def _label(self, coding: Coding, room: int) -> str:
        """A coding's name and what follows it, cut to the room; nothing where so little is left that it would say nothing."""
        name, after = self.legend.name_of(coding), drawn(self.legend.signs_of(coding))
        whole = width(name) + width(after) + 1
        if whole <= room:
            return f" {drawn(name)}{after}"
        after = after if width(after) + LEAST_NAME <= room else ""
        return f" {cut(name, room - 1 - width(after))}{after}" if room >= LEAST_NAME else ""


def _lane(stripe: Stripe) -> int:
    return stripe.lane


def _initial(name: str) -> str:
    """A name's first letter as one cell, or nothing."""
    first = drawn(name.strip()[:1]).upper()
    return first if width(first) == 1 else ""
