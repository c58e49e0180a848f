"""Weaknesses in how a study uses its codes, and codings that its codebook has left behind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.analysis.checking.leaves import Leaves
from workbench.analysis.checking.rules import Finding, finding
from workbench.core.model import Coding
from workbench.core.project import Project, counted

FEWEST = 5  # passages from which it is said that two codes always stand together
MANY_INTERVIEWS = 3  # up to so many, every code is one interview's


def use(project: Project, leaves: Leaves) -> Iterator[Finding]:
    """What is weak in the use of the codes; nothing can be said of a study without codings."""
    places = {code.id: place for place, (code, _) in enumerate(project.code_tree)}
    if project.counts:
        yield from _unused(project, leaves, places)
        yield from _spread(project, leaves, places)
        yield from _beside_parents(project, leaves, places)
        yield from _together(project, leaves, places)


def earlier_meanings(project: Project, leaves: Leaves) -> Iterator[Finding]:
    """The codes with codings that were made before they were redefined."""
    places = {code.id: place for place, (code, _) in enumerate(project.code_tree)}
    for code, codings in project.outdated.items():
        were = "was" if len(codings) == 1 else "were"
        told = (
            f"{counted(len(codings), 'coding')} of {leaves.names[places[code]]} {were} made under an earlier meaning."
        )
        yield finding("outdated", [places[code]], told, "Look at them again: keep, recode or remove.")


def _unused(project: Project, leaves: Leaves, places: Mapping[str, int]) -> Iterator[Finding]:
    below: Counter[int] = Counter()
    for code, count in project.counts.items():
        for place in leaves.above[places[code]]:
            below[place] += count
    for code, place in places.items():
        if project.counts.get(code) or not leaves.entries[place].applies:
            continue
        if below[place]:
            told = f"{leaves.names[place]} is never applied, only codes below it are."
            yield finding("unused", [place], told, "If that is meant, make it a heading.")
        else:
            told = f"{leaves.names[place]} is never applied."
            yield finding("unused", [place], told, "Look whether it was overlooked, or delete it.")


def _spread(project: Project, leaves: Leaves, places: Mapping[str, int]) -> Iterator[Finding]:
    coders: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for document, codings in project.codings.items():
        for coding in codings:
            coders[coding.code].add(coding.coder)
            documents[coding.code].add(document)
    several = len(set().union(*coders.values())) > 1
    many = len(project.codings) > MANY_INTERVIEWS
    for code, place in places.items():
        name, times = leaves.names[place], counted(project.counts.get(code, 0), "coding")
        if several and len(coders[code]) == 1:
            who = project.coders[next(iter(coders[code]))].name
            told = f"{name} is used by {who} alone ({times})."
            yield finding("one-coder", [place], told, "Ask the others how they read it.")
        if many and len(documents[code]) == 1:
            where = project.documents[next(iter(documents[code]))].title
            told = f"{name} is used in one interview alone, {where} ({times})."
            yield finding("one-interview", [place], told, "Look for it in others, or widen or merge it.")


# -- parents beside children --------------------------------------------------------------------------------------------


def _beside_parents(project: Project, leaves: Leaves, places: Mapping[str, int]) -> Iterator[Finding]:
    found: Counter[tuple[int, int]] = Counter()
    used = {places[code] for code in project.counts}
    uppers = {place: [above for above in leaves.above[place] if above in used] for place in used}
    concerned = {place for place, above in uppers.items() if above} | {a for above in uppers.values() for a in above}
    for codings in project.codings.values():
        by_coder: dict[str, list[tuple[Coding, int]]] = defaultdict(list)
        for coding in codings:
            if (place := places[coding.code]) in concerned:
                by_coder[coding.coder].append((coding, place))
        for row in by_coder.values():
            found.update(_meetings(row, uppers))
    for (upper, lower), count in found.items():
        times = "once" if count == 1 else f"{count:,} times"
        told = (
            f"{leaves.names[upper]} stands {times} beside {leaves.names[lower]}, which is below it, on the same words."
        )
        yield finding("parent-and-child", [upper, lower], told, "Keep the narrower one, or say when both are meant.")


def _meetings(row: Sequence[tuple[Coding, int]], uppers: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of a code and one below it whose codings overlap; the codings come by their starts."""
    open_: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for coding, place in row:
        for upper in uppers[place]:
            open_[upper] = [end for end in open_[upper] if end > coding.start]
            yield from ((upper, place) for _ in open_[upper])
            below[upper].append((coding.end, place))
        if place in below:
            below[place] = [(end, lower) for end, lower in below[place] if end > coding.start]
            yield from ((place, lower) for _, lower in below[place])
        open_[place].append(coding.end)


# -- codes that stand together ------------------------------------------------------------------------------------------


def _together(project: Project, leaves: Leaves, places: Mapping[str, int]) -> Iterator[Finding]:
    counts: Counter[int] = Counter()
    beside: dict[int, set[int]] = {}
    for codings in project.codings.values():
        for here in _passages(codings, places):
            counts.update(here)
            for place in here:
                if (known := beside.get(place)) is None:
                    beside[place] = here - {place}
                elif known:
                    known &= here
    for place, always in beside.items():
        for other in sorted(always) if counts[place] >= FEWEST else ():
            yield from _pair(leaves, place, other, counts[place], same=counts[other] == counts[place])


def _passages(codings: Sequence[Coding], places: Mapping[str, int]) -> Iterator[set[int]]:
    """The codes on each passage of a document; codings on the same words follow each other."""
    here: set[int] = set()
    start = end = -1
    for coding in codings:
        if coding.start != start or coding.end != end:
            if here:
                yield here
            here, start, end = set(), coding.start, coding.end
        here.add(places[coding.code])
    if here:
        yield here


def _pair(leaves: Leaves, place: int, other: int, count: int, *, same: bool) -> Iterator[Finding]:
    one, two = leaves.names[place], leaves.names[other]
    if same and place < other:
        told = f"{one} and {two} always stand on the same words ({count:,} passages); they may be one code."
        yield finding("always-together", [place, other], told, "Merge them, or say in both how they differ.")
    elif not same and not leaves.akin(place, other):
        told = f"{one} only stands on words that bear {two} too ({count:,} passages)."
        yield finding("always-beside", [place, other], told, "Put it below that code, or say how they differ.")
