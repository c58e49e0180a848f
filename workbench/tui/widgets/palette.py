"""The styles of words, stripes and names where a terminal shows millions of colours, and how legible they are.

Terminals with sixteen colours, or none, have palettes of their own in `palette16`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.style import Style
from textual.color import BLACK, WHITE, Color

STYLES = 4096
LEGIBLE = 4.5
MARKED = 3.0  # the contrast of signs that are no words
FULL, SIXTEEN, NONE = "full", "sixteen", "none"
STRONG = {True: 0.34, False: 0.45}
FAINTER = 0.6  # another coder's tint, as a share of one's own
STEPS = 20
LIGHT = tuple(  # of a part of a colour, 0 to 255
    part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in range(256)
)


class Ground(NamedTuple):
    """The colours a theme gives the transcript.

    `strength` is how strongly a code tints the ground, `goal` the contrast that words on a tint must keep (WCAG), and
    `depth` how many colours the terminal shows: FULL, SIXTEEN or NONE.
    """

    back: Color
    front: Color
    accent: Color
    faint: Color
    warning: Color
    strength: float
    goal: float
    depth: str

    @classmethod
    def of(cls, variables: Mapping[str, str], back: Color, depth: str) -> "Ground":
        """What a theme's variables say; `goal` and strength may be among them, as `code-contrast` and `code-tint`."""
        front = Color(*Color.parse(variables["foreground"]).rgb)
        accent, warning = (Color(*Color.parse(variables[name]).rgb) for name in ("text-primary", "warning"))
        goal = float(variables.get("code-contrast", LEGIBLE))
        strength = float(variables.get("code-tint", STRONG[back.brightness < 0.5]))
        faint = back.blend(front, 0.7 if goal > LEGIBLE else 0.55)
        return cls(back, front, accent, faint, warning, strength, goal, depth)


class Tint(NamedTuple):
    """A code on some words: its colour as #rrggbb, and whether the one who looks put it there."""

    colour: str
    own: bool


class Mark(NamedTuple):
    """What stands on words besides codes: caret, selection, the hit where the caret is, a hit; `faint` is set back."""

    caret: bool = False
    selected: bool = False
    current: bool = False
    hit: bool = False
    faint: bool = False


class Palette:
    """Styles, made once each. One order of precedence holds in each palette: caret > selection > current hit > hit > codes.

    What comes first says the colours; a hit is bold and underlined too, also where it is selected. Of the codes the two
    innermost tint, two or more underline, three or more are bold.
    """

    def __init__(self, ground: Ground, colour_of: Callable[[str], str]) -> None:
        self.ground = ground
        self._colour_of = colour_of
        self._tints: dict[tuple[str, bool], Tint] = {}
        self._styles: dict[tuple[tuple[Tint, ...], bool, Mark], Style] = {}
        self._lanes: dict[Tint, Style] = {}
        self.blank = self.plain(ground.front)
        self.aside = self.plain(ground.faint)
        self.speaker = self.plain(ground.accent, bold=True)
        self.found = self.plain(legible(ground.warning, ground.back, ground.goal), bold=True)

    def tint(self, code: str, *, own: bool) -> Tint:
        """How a code (an id) tints."""
        found = self._tints.get((code, own))
        if found is None:
            found = self._tints[code, own] = Tint(self._colour_of(code), own)
        return found

    def style(self, tints: Sequence[Tint], mark: Mark) -> Style:
        """The style of words under codes (the innermost last)."""
        key = (tuple(tints[-2:]), len(tints) > 2, mark)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) > STYLES:
                self._styles.clear()
            style = self._styles[key] = self.words(*key)
        return style

    def lane(self, tint: Tint) -> Style:
        """The style of a code's stripe and name."""
        style = self._lanes.get(tint)
        if style is None:
            style = self._lanes[tint] = self.stripe(tint)
        return style

    # -- what differs between palettes ------------------------------------------------------------------------------

    def plain(self, front: Color, *, bold: bool = False) -> Style:
        """Words in a colour of the theme on its ground."""
        return Style(color=front.rich_color, bgcolor=self.ground.back.rich_color, bold=bold)

    def stripe(self, tint: Tint) -> Style:
        """A code's stripe and name."""
        return self.plain(legible(Color.parse(tint.colour), self.ground.back, self.ground.goal))

    def bar(self, *, shown: bool, hit: bool, coded: bool) -> Style:
        """A cell of the bar beside the text, `shown` where the window is."""
        ground = self.ground
        back = ground.back.blend(ground.front, 0.3 if shown else 0.0)
        front = (
            legible(ground.warning, back, MARKED)
            if hit
            else back.blend(ground.accent if coded else ground.front, 0.9 if coded else 0.25)
        )
        return Style(color=front.rich_color, bgcolor=back.rich_color, bold=hit)

    def words(self, tints: tuple[Tint, ...], deep: bool, mark: Mark) -> Style:
        """Words under the two innermost codes, `deep` if there are more."""
        ground = self.ground
        if mark.caret:
            back, front = ground.accent, on(ground.accent)
        elif mark.selected:
            back, front = ground.front, ground.back
        elif mark.current or mark.hit:
            back = ground.warning if mark.current else ground.back.blend(ground.warning, 0.8)
            front = on(back)
        else:
            back = tinted(ground, tints)
            front = ground.faint if mark.faint else ground.front
            front = front if not tints else legible(front, back, LEGIBLE if mark.faint else ground.goal)
        found = mark.current or mark.hit
        return Style(
            color=front.rich_color,
            bgcolor=back.rich_color,
            underline=found or len(tints) > 1,
            bold=found or deep or mark.caret,
        )


# -- legibility ---------------------------------------------------------------------------------------------------


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours by WCAG 2: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on(back: Color) -> Color:
    """Black or white, whichever is read better on a ground."""
    return max(BLACK, WHITE, key=lambda front: contrast(front, back))


def legible(front: Color, back: Color, goal: float) -> Color:
    """The colour, moved as far towards black or white as it takes to be read on a ground."""
    if contrast(front, back) >= goal:
        return front
    towards = on(back)
    moved = (front.blend(towards, step / STEPS) for step in range(1, STEPS))
    return next((colour for colour in moved if contrast(colour, back) >= goal), towards)


def tinted(ground: Ground, tints: Sequence[Tint]) -> Color:
    """The ground under codes (the innermost last): tinted as strongly as the theme says, or as words allow."""
    for step in range(STEPS):
        share = 1 - step / STEPS
        back = ground.back
        for place, (colour, own) in enumerate(tints):
            strength = (0.5 if place else ground.strength) * share
            back = back.blend(Color.parse(colour), strength if own else strength * FAINTER)
        if contrast(ground.front, back) >= ground.goal:
            return back
    return ground.back


def _luminance(colour: Color) -> float:
    return 0.2126 * LIGHT[colour.r] + 0.7152 * LIGHT[colour.g] + 0.0722 * LIGHT[colour.b]
