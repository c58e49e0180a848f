"""What every codebook file has to keep to, YAML or table: names, colours and depth.

Reading is codebook.py's and codebook/table.py's matter; how faults are told together is faults.py's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.core.edits.documents import LONGEST
from workbench.core.errors import Refused
from workbench.core.model import Attributes
from workbench.core.project import SEPARATOR

TEXTS = ("definition", "full", "include", "exclude")
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_COLOURS = {
    "black": "#000000", "white": "#FFFFFF", "grey": "#808080", "gray": "#808080", "silver": "#C0C0C0", "red": "#D62728",
    "maroon": "#800000", "orange": "#FF7F0E", "brown": "#8C564B", "yellow": "#F2C80F", "olive": "#808000",
    "gold": "#D4AF37", "lime": "#32CD32", "green": "#2CA02C", "teal": "#008080", "turquoise": "#40E0D0",
    "cyan": "#17BECF", "blue": "#1F77B4", "navy": "#000080", "indigo": "#4B0082", "violet": "#9467BD",
    "purple": "#800080", "magenta": "#E377C2", "pink": "#FF9DA7",
}  # fmt: skip
_ELSEWHERE = {
    "black": "schwarz noir negro nero", "white": "weiß weiss blanc blanco bianco", "grey": "grau gris grigio",
    "red": "rot rouge rojo rosso", "orange": "naranja arancione", "brown": "braun marron brun marrón marrone",
    "yellow": "gelb jaune amarillo giallo", "green": "grün gruen vert verde", "blue": "blau bleu azul blu",
    "violet": "violett lila morado violeta viola", "pink": "rosa rose", "turquoise": "türkis tuerkis turquesa turchese",
}  # fmt: skip
_COLOURS |= {word: _COLOURS[colour] for colour, words in _ELSEWHERE.items() for word in words.split()}


def colour_of(word: str) -> str | None:
    """A colour as #RRGGBB, or None if the word names none."""
    digits = word.removeprefix("#")
    if word.startswith("#") and len(digits) in {3, 6} and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return f"#{''.join(digit * 2 for digit in digits) if len(digits) == 3 else digits}".upper()
    return _COLOURS.get(word.casefold())


def name_fault(name: str) -> str:
    """What is wrong with a code’s name, or ""."""
    if not name:
        return "This code has no name; give it one, such as “name: Trust”."
    if SEPARATOR in name:
        return f"A name can’t hold “{SEPARATOR}”, which parts the names of a path; write it another way."
    if "\n" in name:
        return "A name stands on one line; write it without breaks."
    return (
        f"A name has {LONGEST} characters at most, and this one {len(name)}; shorten it." if len(name) > LONGEST else ""
    )


def circles(edges: Iterable[tuple[str, str]]) -> set[str]:
    """All that lead back to themselves, given what leads where, and what stands between two such circles."""
    forth = _without_ends(edges)
    return {end for end, _ in _without_ends((end, start) for start, end in forth)}


def _without_ends(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """What is left of the edges once those that lead nowhere are taken away, again and again."""
    left = set(edges)
    before: dict[str, list[str]] = defaultdict(list)
    ways: dict[str, int] = defaultdict(int)
    for start, end in left:
        before[end].append(start)
        ways[start] += 1
    waiting = [name for name in before if not ways[name]]
    while waiting:
        end = waiting.pop()
        for start in before[end]:
            left.discard((start, end))
            ways[start] -= 1
            if not ways[start]:
                waiting.append(start)
    return left


def refuse_reserved(attributes: Attributes, reserved: Sequence[str]) -> None:
    """Raises Refused if an attribute has the name of a field of its own."""
    for name, _ in attributes:
        if name.casefold() in reserved:
            raise Refused(f"The attribute “{name}” can’t be written: a codebook has a field of that name.")
