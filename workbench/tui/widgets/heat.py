"""How the cells of a table look: the more there is, the darker the ground, or the bolder where there are few colours."""

from rich.color import Color as AnsiColor
from rich.style import Style
from textual.color import Color

from workbench.tui.widgets.palette import FULL, NONE, Ground, legible, on
from workbench.tui.widgets.palette16 import BLACK, BLUE, GREY, WHITE, nearest

LEVELS = 4
STRENGTHS = (0.0, 0.12, 0.23, 0.35, 0.5)
STRONG = 3  # from this level on, a figure is bold where no ground can be tinted


def level(value: object, peak: float) -> int:
    """How strong a figure is beside the greatest of its kind: 0 for none, 1 to LEVELS."""
    if not isinstance(value, int | float) or value <= 0 or peak <= 0:
        return 0
    return min(LEVELS, 1 + int(LEVELS * value / peak)) if value < peak else LEVELS


class Heat:
    """The styles of a table's cells and heads, made once each."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.dark = ground.back.brightness < 0.5
        self._cells: dict[tuple[int, str], Style] = {}
        self._heads: dict[str, Style] = {}
        self.plain = self._of(ground.front)
        self.strong = self._of(ground.front, bold=True)
        self.faint = self._of(ground.faint)
        self.accent = self._of(ground.accent, bold=True)
        self.cursor = self._cursor(focus=True)
        self.resting = self._cursor(focus=False)

    def cell(self, level: int, colour: str) -> Style:
        """The style of a figure of some strength, in a colour (#rrggbb, or none: the theme's own)."""
        key = (level, colour if level else "")
        if key not in self._cells:
            self._cells[key] = self._cell(*key) if level else self.faint
        return self._cells[key]

    def sign(self, colour: str) -> Style:
        """The style of a code's sign."""
        if colour not in self._heads:
            self._heads[colour] = self._of(Color.parse(colour))
        return self._heads[colour]

    def _cell(self, level: int, colour: str) -> Style:
        ground = self.ground
        tint = Color.parse(colour) if colour else ground.accent
        if ground.depth == FULL:
            back = ground.back.blend(tint, STRENGTHS[level])
            front = legible(ground.front, back, ground.goal)
            return Style(color=front.rich_color, bgcolor=back.rich_color, bold=level == LEVELS)
        return self._of(tint if level >= STRONG and ground.depth != NONE else ground.front, bold=level >= STRONG)

    def _of(self, front: Color, *, bold: bool = False) -> Style:
        ground = self.ground
        if ground.depth in {FULL, NONE}:
            front = ground.front if ground.depth == NONE and front != ground.faint else front
            shown = front if front == ground.faint else legible(front, ground.back, ground.goal)
            return Style(color=shown.rich_color, bgcolor=ground.back.rich_color, bold=bold)
        ink = GREY if front == ground.faint else nearest(front.hex, dark=self.dark)
        return Style(color=AnsiColor.from_ansi(ink), bgcolor=self._paper, bold=bold)

    @property
    def _paper(self) -> AnsiColor:
        return AnsiColor.from_ansi(BLACK if self.dark else WHITE)

    def _cursor(self, *, focus: bool) -> Style:
        ground = self.ground
        if ground.depth == NONE:
            return Style(
                color=ground.front.rich_color,
                bgcolor=ground.back.rich_color,
                reverse=True,
                bold=focus,
                underline=not focus,
            )
        if ground.depth == FULL:
            back = ground.accent if focus else ground.back.blend(ground.front, 0.35)
            return Style(color=on(back).rich_color, bgcolor=back.rich_color, bold=True)
        behind = AnsiColor.from_ansi(nearest(ground.accent.hex, dark=self.dark) if focus else BLUE)
        return Style(color=self._paper if focus else AnsiColor.from_ansi(WHITE), bgcolor=behind, bold=True)
