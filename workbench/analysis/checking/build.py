"""Weaknesses in how a codebook is built: its tree, its hotkeys and colours, its scales and ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from workbench.analysis.checking.leaves import Leaves, groups
from workbench.analysis.checking.rules import Finding, finding
from workbench.core.project import counted

MOST_LEVELS = 3  # groups, codes, and what they fall into: beyond that, neither maps nor coders keep up
MANY_COLOURS = 5  # that are told of one by one
SAME_TO_THE_EYE = 5.0  # of CIE76; 2.3 is just noticed where two plain areas touch, and in a margin they don't


def build(leaves: Leaves) -> Iterator[Finding]:
    """What is weak in the build of a codebook."""
    yield from _tree(leaves)
    yield from _depth(leaves)
    yield from _hotkeys(leaves)
    yield from _same_colours(leaves)
    yield from _near_colours(leaves)
    yield from _ids(leaves)
    for place, entry in enumerate(leaves.entries):
        if len(entry.scale) == 1:
            told = f"The scale of {leaves.names[place]} has one point, “{entry.scale[0]}”."
            yield finding("one-point", [place], told, "Add another point, or take the scale away.")


def _tree(leaves: Leaves) -> Iterator[Finding]:
    for place, entry in enumerate(leaves.entries):
        below = leaves.children.get(place, [])
        if not below and not entry.applies:
            told = f"{leaves.names[place]} is a heading with no code below it."
            yield finding("empty-heading", [place], told, "Put codes below it, make it a code, or delete it.")
        elif len(below) == 1 and place != leaves.root:
            told = f"{leaves.names[below[0]]} stands alone below {leaves.names[place]}."
            yield finding("only-child", [below[0], place], told, "Move it up, or merge the two.")


def _depth(leaves: Leaves) -> Iterator[Finding]:
    """Codes beyond the third level, told of once for all that stand below one code of that level."""
    title = 0 if leaves.root is None else 1
    deep: dict[int, list[int]] = defaultdict(list)
    for place, above in enumerate(leaves.above):
        if len(above) - title >= MOST_LEVELS:
            deep[above[title + MOST_LEVELS - 1]].append(place)
    for top, places in deep.items():
        stand = "stands" if len(places) == 1 else "stand"
        told = f"{counted(len(places), 'code')} below {leaves.names[top]} {stand} deeper than {MOST_LEVELS} levels."
        yield finding("too-deep", places, told, "Move them up, or merge them into the code above.")


def _hotkeys(leaves: Leaves) -> Iterator[Finding]:
    for key, places in groups((entry.hotkey, place) for place, entry in enumerate(leaves.entries) if entry.applies):
        told = f"{leaves.named(places)} have the hotkey {key}."
        yield finding("same-hotkey", places, told, "Give all but one another key, or none.")


# -- colours ------------------------------------------------------------------------------------------------------------


def _same_colours(leaves: Leaves) -> Iterator[Finding]:
    """One colour of codes in several groups; those of one group may share it, as its mark."""
    level = 0 if leaves.root is None else 1
    found: list[tuple[str, list[int]]] = []
    for colour, places in groups((entry.colour.upper(), place) for place, entry in enumerate(leaves.entries)):
        if len({(*leaves.above[place], place)[level] for place in places if place != leaves.root}) > 1:
            found.append((colour, places))
    way = "Give each group colours of its own."
    if len(found) > MANY_COLOURS:
        told = f"{len(found)} colours are each borne by codes of several groups, {found[0][0]} by {{}}."
        yield finding("same-colour", [], told.format(leaves.named(found[0][1])), way)
        return
    for colour, places in found:
        yield finding("same-colour", places, f"{leaves.named(places)} have the colour {colour} in several groups.", way)


def _near_colours(leaves: Leaves) -> Iterator[Finding]:
    """Colours of codes below one parent that differ, though hardly anybody can see it."""
    for below in leaves.children.values():
        firsts: dict[str, int] = {}
        for place in below:
            if colour := leaves.entries[place].colour:
                firsts.setdefault(colour.upper(), place)
        shades = sorted((_lab(colour), place) for colour, place in firsts.items() if _is_colour(colour))
        near: list[tuple[int, int]] = []
        for at, (shade, place) in enumerate(shades):
            for other, further in shades[at + 1 :]:
                if other[0] - shade[0] >= SAME_TO_THE_EYE:
                    break
                if sum((a - b) ** 2 for a, b in zip(shade, other, strict=True)) < SAME_TO_THE_EYE**2:
                    near.append((min(place, further), max(place, further)))
        for first, pairs in groupby(sorted(near), key=lambda pair: pair[0]):
            places = [first, *(other for _, other in pairs)]
            told = f"The colours of {leaves.named(places)} can hardly be told apart."
            yield finding("near-colour", places, told, "Choose colours that lie further apart.")


def _is_colour(colour: str) -> bool:
    return len(colour) == 7 and all(digit in "0123456789ABCDEF" for digit in colour[1:])


def _lab(colour: str) -> tuple[float, float, float]:
    """A colour, #RRGGBB, as CIE L*a*b* (D65), in which distances are roughly those that people see."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890
    x, y, z = (_root(part) for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(part: float) -> float:
    return float(((part + 0.055) / 1.055) ** 2.4) if part > 0.04045 else part / 12.92


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116


# -- ids ----------------------------------------------------------------------------------------------------------------


def _ids(leaves: Leaves) -> Iterator[Finding]:
    places = [place for place, entry in enumerate(leaves.entries) if not entry.key]
    way = "Bring it into a study, and write them with: workbench codebook export FILE --ids"
    if places and len(places) == len(leaves.entries):
        yield finding("no-id", [], "No code has an id in the file.", way)
    elif places:
        has = "has" if len(places) == 1 else "have"
        yield finding("no-id", places, f"{leaves.named(places)} {has} no id in the file.", way)
