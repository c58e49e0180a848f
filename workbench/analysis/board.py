"""How much stands behind each theme and each code of the board: participants and extracts, by the rules of counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.analysis.hearing import Heard
from workbench.analysis.quotes import Tally, speaking
from workbench.core.model import Coding, Theme
from workbench.core.project import Project, with_those_below

Place = tuple[str, int, int]


class Said(NamedTuple):
    """What participants say under each code by itself: the stretches, and who is heard.

    `at` says who is heard in each stretch, `people` is the N of “n of N participants”. Counting goes over every coding,
    so it is done once for as long as no coding changes.
    """

    places: Mapping[str, frozenset[Place]]
    voices: Mapping[str, frozenset[str]]
    at: Mapping[Place, tuple[str, ...]]
    people: int


def said(project: Project, hearing: Mapping[str, tuple[Heard, ...]]) -> Said:
    """What is said under each code; what only interviewers say is left out."""
    places: dict[str, set[Place]] = defaultdict(set)
    voices: dict[str, set[str]] = defaultdict(set)
    at: dict[Place, tuple[str, ...]] = {}
    for document, codings in project.codings.items():
        for coding, (who, interviewer, *_) in zip(codings, hearing[document], strict=True):
            if not interviewer:
                place = coding[1:4]
                at[place] = who
                places[coding[4]].add(place)
                voices[coding[4]].update(who)
    fixed = {code: frozenset(found) for code, found in places.items()}
    return Said(fixed, {code: frozenset(who) for code, who in voices.items()}, at, len(speaking(project)))


def tally_of(found: Said, codes: Iterable[str], more: Iterable[Place] = ()) -> Tally:
    """Participants and extracts of some codes (ids) and of further stretches together, each counted once."""
    known = [code for code in codes if code in found.places]
    others = [place for place in more if place in found.at]
    if len(known) == 1 and not others:
        return Tally(len(found.voices[known[0]]), len(found.places[known[0]]))
    people = set[str]().union(*(found.voices[code] for code in known), *(found.at[place] for place in others))
    return Tally(len(people), len(set[Place](others).union(*(found.places[code] for code in known))))


def below(project: Project) -> Mapping[str, tuple[str, ...]]:
    """Each code (an id) with all codes below it, itself first."""
    found: dict[str, tuple[str, ...]] = {}
    for code, _ in reversed(project.code_tree):
        found[code.id] = (code.id, *found.get(code.id, ()))
        if code.parent:
            found[code.parent] = (*found[code.id], *found.get(code.parent, ()))
    return found


def theme_tally(project: Project, found: Said, theme: Theme) -> Tally:
    """Participants and extracts of a theme: of its codes, those below them, and its chosen quotes."""
    codes = with_those_below(project, theme.codes)
    known = project.codings_by_id if theme.quotes else {}
    quotes = [known[quote] for quote in theme.quotes if quote in known]
    return tally_of(found, codes, (quote[1:4] for quote in quotes if quote.code not in codes))


def loose(project: Project) -> tuple[str, ...]:
    """The codes (ids) with codings that are in no theme, and below none that is, as the codebook orders them."""
    covered = with_those_below(project, (code for theme in project.themes.values() for code in theme.codes))
    return tuple(code.id for code, _ in project.code_tree if code.id in project.counts and code.id not in covered)


def extracts_of(
    project: Project, hearing: Mapping[str, tuple[Heard, ...]], codes: Iterable[str], quotes: Iterable[str]
) -> tuple[tuple[Coding, ...], ...]:
    """The stretches under codes (ids) or chosen as quotes (codings), each with its codings, a chosen one first.

    Those that are chosen come first, in the order of the choice, and the others in the order of the library. What only
    interviewers say is left out unless it was chosen.
    """
    wanted, order = set(codes), {quote: place for place, quote in enumerate(quotes)}
    found: dict[Place, list[Coding]] = {}
    for document in project.library:
        codings = project.codings.get(document.id, ())
        for coding, heard in zip(codings, hearing.get(document.id, ()), strict=True):
            if coding.id in order or (coding.code in wanted and not heard.interviewer):
                found.setdefault(coding[1:4], []).append(coding)
    last = len(order)
    rows = [tuple(sorted(some, key=lambda coding: order.get(coding.id, last))) for some in found.values()]
    return tuple(sorted(rows, key=lambda some: order.get(some[0].id, last)))
