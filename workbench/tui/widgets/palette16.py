"""The palettes for terminals that show sixteen colours, or none."""

from collections.abc import Callable

from rich.color import Color as AnsiColor
from rich.style import Style
from textual.color import Color

from workbench.tui.widgets.palette import FULL, NONE, Ground, Mark, Palette, Tint

BLACK, WHITE = 0, 15
GREY, YELLOW, BLUE = 8, 3, 4
# up to which hue (in degrees) a colour is taken for which: on black the bright ones, on white those that can be read
HUES = ((30, 9, 1), (70, 11, 1), (172, 10, BLACK), (201, 14, 4), (260, 12, 4), (335, 13, 5), (360, 9, 1))
PALE = 0.12


def nearest(colour: str, *, dark: bool) -> int:
    """The number of the ANSI colour that stands for #rrggbb and can be read on black (`dark`) or on white."""
    hue, saturation, _ = Color.parse(colour).hsl
    if saturation < PALE:
        return WHITE if dark else BLACK
    return next(on_black if dark else on_white for limit, on_black, on_white in HUES if hue * 360 <= limit)


class Sixteen(Palette):
    """No tints, which would all be black: coded words take the code's colour and are underlined."""

    def __init__(self, ground: Ground, colour_of: Callable[[str], str]) -> None:
        self.dark = ground.back.brightness < 0.5
        self.paper, self.ink = (BLACK, WHITE) if self.dark else (WHITE, BLACK)
        super().__init__(ground, colour_of)

    def _style(self, front: int, back: int, *, bold: bool = False, underline: bool = False) -> Style:
        colours = AnsiColor.from_ansi(front), AnsiColor.from_ansi(back)
        return Style(color=colours[0], bgcolor=colours[1], bold=bold, underline=underline)

    def plain(self, front: Color, *, bold: bool = False) -> Style:
        """Words in a colour of the theme on its ground."""
        if front == self.ground.faint:
            return self._style(GREY, self.paper, bold=bold)
        return self._style(nearest(front.hex, dark=self.dark), self.paper, bold=bold)

    def stripe(self, tint: Tint) -> Style:
        """A code's stripe and name."""
        return self._style(nearest(tint.colour, dark=self.dark), self.paper)

    def bar(self, *, shown: bool, hit: bool, coded: bool) -> Style:
        """A cell of the bar beside the text, `shown` where the window is."""
        front = nearest(self.ground.warning.hex, dark=True) if hit and (shown or self.dark) else self.ink
        faint = not (hit or coded or shown)
        return self._style(
            WHITE if shown and not hit else GREY if faint else front, BLUE if shown else self.paper, bold=hit
        )

    def words(self, tints: tuple[Tint, ...], deep: bool, mark: Mark) -> Style:
        """Words under the two innermost codes, `deep` if there are more."""
        found = mark.current or mark.hit
        if mark.caret:
            return self._style(self.paper, nearest(self.ground.accent.hex, dark=self.dark), bold=True)
        if mark.selected:
            return self._style(self.paper, self.ink, bold=found, underline=found)
        if found:
            return self._style(BLACK, YELLOW, bold=mark.current, underline=True)
        ink = nearest(tints[-1].colour, dark=self.dark) if tints else self.ink
        return self._style(GREY if mark.faint else ink, self.paper, bold=deep or len(tints) > 1, underline=bool(tints))


class Plain(Palette):
    """No colours at all: codes are underlined, two or more bold as well; selection and caret are turned round."""

    def stripe(self, tint: Tint) -> Style:  # noqa: ARG002
        """A code's stripe and name."""
        return self.blank

    def words(self, tints: tuple[Tint, ...], deep: bool, mark: Mark) -> Style:
        """Words under the two innermost codes, `deep` if there are more."""
        ground, found = self.ground, mark.current or mark.hit
        turned = mark.caret or mark.selected or mark.current
        found = found and not mark.caret
        return Style(
            color=(ground.faint if mark.faint and not turned else ground.front).rich_color,
            bgcolor=ground.back.rich_color,
            bold=mark.caret or found or (not turned and (deep or len(tints) > 1)),
            italic=found and not mark.selected,
            underline=found or (bool(tints) and not turned),
            reverse=turned,
        )


def palette_for(ground: Ground, colour_of: Callable[[str], str]) -> Palette:
    """The palette for as many colours as the terminal shows."""
    kind = {FULL: Palette, NONE: Plain}.get(ground.depth, Sixteen)
    return kind(ground, colour_of)
