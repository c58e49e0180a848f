"""Charts as .svg and .png: new codes from interview to interview, and a table of counts as a heat map.

matplotlib draws them and is loaded only here; the same numbers give the same bytes.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.analysis.tables.matrix import Head, Matrix
from workbench.analysis.tables.saturation import IMPORTED, Saturation, percent
from workbench.core.errors import Refused
from workbench.formats.prose import legible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
DOTS = 200  # of a .png, an inch
INK, QUIET, LINES = "#1a1a1a", "#595959", "#d9d9d9"
CURVE, SHADE, BEFORE = "#0b4f8a", "#b9cfe4", "#9a9a9a"  # apart in grey, and for eyes that don't tell red from green
LONGEST_NAME, LONGEST_INTERVIEW, LONGEST_TITLE = 34, 14, 90
EVERY_NAME = 30  # interviews whose names all stand below the chart; of more, some do
FEW_CELLS = 20  # rows and columns of a heat map whose cells are drawn large
MOST_CELLS = 60  # rows or columns of a heat map
NO_MATPLOTLIB = "Charts are drawn by matplotlib, which isn’t installed."
INSTALL = "Install it with: pip install 'workbench[charts]'. The table itself needs nothing more: choose .csv or .docx."
LOOK: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": False,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.fonttype": "path",
    "svg.hashsalt": "workbench",
}


def draw_saturation(found: Saturation, title: str, suffix: str) -> bytes:
    """The distinct codes so far in the order asked for, the band of shuffled orders, and the new codes of each interview."""
    with _figure(suffix) as (new_figure, saved):
        count = len(found.curve.documents)
        figure = new_figure(min(max(6.4, 1.8 + 0.32 * min(count, EVERY_NAME)), 11), 5)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        _so_far(upper, found)
        _new(lower, found)
        _interviews(lower, found, count)
        _titled(upper, title)
        figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
        return saved(figure)


def draw_heat(matrix: Matrix, suffix: str) -> bytes:
    """A table of counts as cells that are the darker the more they hold; a code across itself stands in grey."""
    rows, columns = matrix.rows, matrix.columns
    if not rows or not columns:
        raise Refused("The table is empty, so there is nothing to draw.")
    if max(len(rows), len(columns)) > MOST_CELLS:
        raise Refused(
            f"A chart of {len(rows)} rows and {len(columns)} columns can’t be read; {MOST_CELLS} are the most.",
            "Ask for fewer codes, or write the table as .csv or .xlsx.",
        )
    with _figure(suffix) as (new_figure, saved):
        side = 0.3 * max(map(len, map(_name, columns))) ** 0.5
        cell = 0.34 if max(len(rows), len(columns)) <= FEW_CELLS else 0.27
        figure = new_figure(max(3 + cell * len(columns), 4), max(1.2 + side + cell * len(rows), 3))
        axes = figure.subplots()
        _cells(axes, matrix)
        _titled(axes, matrix.title)
        return saved(figure)


# -- the curve --------------------------------------------------------------------------------------------------------


def _so_far(axes: Axes, found: Saturation) -> None:
    places = range(1, len(found.curve.documents) + 1)
    if found.band:
        shuffles = f"{found.wish.shuffles:,} shuffled orders"
        axes.fill_between(
            places, found.band.low, found.band.high, color=SHADE, linewidth=0, label=f"{shuffles}: 5th–95th percentile"
        )
        axes.plot(
            places, found.band.median, color=QUIET, linestyle=(0, (4, 2)), linewidth=1.1, label=f"{shuffles}: median"
        )
    order = "Order of import" if found.wish.by == IMPORTED and not found.wish.order else "Given order"
    axes.plot(
        places,
        found.curve.so_far,
        color=CURVE,
        linewidth=1.8,
        marker="o" if len(places) <= EVERY_NAME else "",
        markersize=4.5,
        clip_on=False,
        label=order,
    )
    if found.met:
        share = f"{'≤ ' if found.wish.threshold else ''}{percent(found.wish.threshold)}"
        axes.axvline(
            found.met,
            color=INK,
            linestyle=(0, (1, 2)),
            linewidth=1.1,
            label=f"{share} first met after interview {found.met}",
        )
    axes.set_ylim(0, max(*found.curve.so_far, *(found.band.high if found.band else ()), 1) * 1.08)
    axes.set_ylabel("Distinct codes so far")
    _plain(axes, 5)


def _new(axes: Axes, found: Saturation) -> None:
    new, base = found.curve.new, found.wish.base
    colours = [BEFORE if place < base else CURVE for place in range(len(new))]
    bars = axes.bar(range(1, len(new) + 1), new, width=0.62, color=colours)
    if len(new) <= EVERY_NAME:
        axes.bar_label(bars, labels=[str(number) for number in new], padding=1.5, fontsize=8)
    axes.set_ylim(0, max(*new, 1) * 1.35)
    axes.set_ylabel("New codes")
    _plain(axes, 3)


def _interviews(axes: Axes, found: Saturation, count: int) -> None:
    step = -(-count // EVERY_NAME)
    places = list(range(1, count + 1, step))
    names = [_shortened(found.curve.documents[place - 1].title) for place in places]
    turned = max(map(len, names)) > 4 or count > 16
    axes.set_xticks(
        places, names, rotation=60 if turned else 0, ha="right" if turned else "center", rotation_mode="anchor"
    )
    axes.set_xlim(0.4, count + 0.6)
    run = found.wish
    axes.set_xlabel(f"Interviews in their order (grey bars: the base of {run.base}; runs of {run.run})")


def _shortened(name: str) -> str:
    """A name with its middle left out if it is long, since the ends of names tell interviews apart."""
    line = _cut(name, len(name))
    return (
        line
        if len(line) <= LONGEST_INTERVIEW
        else f"{line[: LONGEST_INTERVIEW // 2]}…{line[1 - LONGEST_INTERVIEW // 2 :]}"
    )


def _plain(axes: Axes, ticks: int) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=ticks, integer=True))
    axes.grid(axis="y", color=LINES, linewidth=0.6)
    axes.set_axisbelow(True)


# -- the heat map -----------------------------------------------------------------------------------------------------


def _cells(axes: Axes, matrix: Matrix) -> None:
    from matplotlib import colormaps
    from matplotlib.colors import LinearSegmentedColormap

    numbers = [[_number(matrix, row, column) for column in matrix.columns] for row in matrix.rows]
    most = max([number for line in numbers for number in line if number is not None], default=0)
    blues = LinearSegmentedColormap.from_list("blues", colormaps["Blues"]([0.12, 0.4, 0.7, 0.98]))
    for across, row in enumerate(matrix.rows):
        for down, column in enumerate(matrix.columns):
            number = numbers[across][down]
            face: Any = "#ececec" if number is None else blues(number / most) if number else "white"
            axes.add_patch(_square(down, across, face))
            words = matrix.value(row, column)
            dark = number is not None and number > most * 0.68
            if words not in {0, ""}:
                axes.text(
                    down, across, _cut(_said(words), 8), ha="center", va="center", fontsize=7.5,
                    color="white" if dark else QUIET if number is None else INK,
                )  # fmt: skip
    axes.set_xlim(-0.5, len(matrix.columns) - 0.5)
    axes.set_ylim(len(matrix.rows) - 0.5, -0.5)
    turned = max(len(column.name) for column in matrix.columns) > 4
    names = [_name(column) for column in matrix.columns]
    axes.set_xticks(
        range(len(names)),
        names,
        rotation=50 if turned else 0,
        ha="right" if turned else "center",
        rotation_mode="anchor",
    )
    axes.set_yticks(range(len(matrix.rows)), [_name(row) for row in matrix.rows])
    axes.tick_params(length=0, labelsize=8)
    axes.spines[:].set_visible(False)
    axes.set_aspect("equal")


def _square(across: int, down: int, face: Any) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((across - 0.5, down - 0.5), 1, 1, facecolor=face, edgecolor=LINES, linewidth=0.6)


def _number(matrix: Matrix, row: Head, column: Head) -> float | None:
    """What a cell counts; None where it is no number, and where something is set against itself."""
    value = matrix.value(row, column)
    return None if isinstance(value, str) or row.id == column.id else value


# -- what both share --------------------------------------------------------------------------------------------------


def _titled(axes: Axes, title: str) -> None:
    axes.set_title(_cut(title, LONGEST_TITLE), loc="left", fontsize=10.5, fontweight="bold", pad=10)


def _said(cell: str | float) -> str:
    return cell if isinstance(cell, str) else f"{cell:g}"


def _name(head: Head) -> str:
    return _cut(head.name, LONGEST_NAME)


def _cut(words: str, most: int) -> str:
    """Words of the study on one line; what is too long ends in “…”."""
    line = " ".join(legible(words).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


@contextmanager
def _figure(suffix: str) -> Iterator[tuple[Callable[[float, float], Figure], Callable[[Figure], bytes]]]:
    """Gives what makes a figure of a width and height in inches, and what makes a file of it; the look is ours alone."""
    if suffix.lower() not in SUFFIXES:
        raise Refused(f"A chart can’t be written as “{suffix}”.", f"These can: {', '.join(SUFFIXES)}.")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise Refused(NO_MATPLOTLIB, INSTALL) from error

    def new_figure(width: float, height: float) -> Figure:
        figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
        FigureCanvasAgg(figure)
        return figure

    def saved(figure: Figure) -> bytes:
        return _saved(figure, suffix.lower())

    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the font lacks is drawn as an empty box
        mpl.rcdefaults()
        mpl.rcParams.update(LOOK)
        yield new_figure, saved


def _saved(figure: Figure, suffix: str) -> bytes:
    file = BytesIO()
    names: Sequence[str] = ("Date", "Creator", "Format", "Type") if suffix == ".svg" else ("Software",)
    figure.savefig(
        file, format=suffix[1:], dpi=DOTS, bbox_inches="tight", pad_inches=0.1, metadata=dict.fromkeys(names)
    )
    return file.getvalue()
