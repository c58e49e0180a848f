"""A coded transcript on an HTML page: numbers stand where each code begins and ends, and below a turn is what they mean.

Codes overlap and reach over turns, so the text is cut at every edge and each piece knows how many codes it bears.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from workbench.analysis.report import Coded, Mark, Spoken


def coded(block: Coded, words: Callable[[str], str]) -> Iterator[str]:
    """The turns with their codes; `words` makes plain words harmless."""
    language = f' lang="{words(block.language)}"' if block.language else ""
    turns = block.turns or (Spoken("", 0, len(block.text)),)
    shown = [(number, mark) for number, mark in enumerate(block.marks, 1)]
    yield f'<section dir="auto"{language}>'
    for turn in turns:
        here = [(number, mark) for number, mark in shown if mark.start < turn.end and turn.start < mark.end]
        label = f"<b>{words(turn.label)}:</b> " if turn.label else ""
        yield f'<p class="turn" dir="auto">{label}{"".join(_pieces(block.text, turn, here, words))}</p>'
        begun = [(number, mark) for number, mark in here if mark.start >= turn.start]
        if begun:
            yield '<ul class="codes">'
            for number, mark in begun:
                yield f'<li data-start="{mark.start}" data-end="{mark.end}">{_told(number, mark, words)}</li>'
            yield "</ul>"
    outside = [(number, mark) for number, mark in shown if not any(_within(mark, turn) for turn in turns)]
    if outside:
        yield '<p class="note">Outside the turns:</p><ul class="codes">'
        yield from (f"<li>{_told(number, mark, words)}</li>" for number, mark in outside)
        yield "</ul>"
    yield "</section>"


def _within(mark: Mark, turn: Spoken) -> bool:
    return turn.start <= mark.start < turn.end or (mark.start < turn.start < mark.end)


def _told(number: int, mark: Mark, words: Callable[[str], str]) -> str:
    memo = f" — {words(mark.memo)}" if mark.memo else ""
    return f"{number} <bdi>{words(mark.code)}</bdi>, <bdi>{words(mark.by)}</bdi>, {words(mark.at[:10])}{memo}"


def _pieces(text: str, turn: Spoken, here: Sequence[tuple[int, Mark]], words: Callable[[str], str]) -> Iterator[str]:
    """A turn cut at the edges of its codes, with a number where one begins and the same one where it ends."""
    edges = sorted(
        {turn.start, turn.end, *(max(m.start, turn.start) for _, m in here), *(min(m.end, turn.end) for _, m in here)}
    )
    depth = [0] * len(edges)
    for _, mark in here:
        for place in range(
            bisect_left(edges, max(mark.start, turn.start)), bisect_left(edges, min(mark.end, turn.end))
        ):
            depth[place] += 1
    for place, edge in enumerate(edges):
        ended = [number for number, mark in here if mark.end == edge and edge > turn.start]
        begun = [number for number, mark in here if mark.start == edge and edge < turn.end]
        yield from (f"<sup>{number}]</sup>" for number in ended)
        yield from (f"<sup>[{number}</sup>" for number in begun)
        if place + 1 < len(edges):
            said = words(text[edge : edges[place + 1]])
            several = " several" if depth[place] > 1 else ""
            yield f'<span class="coded{several}">{said}</span>' if depth[place] else said
