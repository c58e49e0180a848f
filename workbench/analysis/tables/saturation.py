"""New codes from interview to interview, and where a rule for saturation is met: in a given order, and in shuffled ones.

The rule is that of Guest, Namey and Chen (2020), PLoS ONE 15(5): e0232076.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from workbench.analysis.report import Cell
from workbench.analysis.tables.counting import rule_of, titles
from workbench.analysis.tables.ledger import some
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.errors import Refused
from workbench.core.model import Coding, Document
from workbench.core.project import counted, natural, with_those_below

BASE, RUN, THRESHOLD, SHUFFLES, SEED = 4, 2, 5.0, 1000, 1
MOST_SHUFFLES = 100_000
BAND = (5, 50, 95)  # percentiles of the shuffled orders
GIVEN, IMPORTED = "given", "import"
NO_CODINGS = "Nothing is coded yet, so there are no new codes to count."
NUMBER = "The {} of the rule must be at least {}."


class Wish(NamedTuple):
    """The rule and the order that are asked for.

    `threshold` is in per cent of the codes in the base. `order` are documents (ids) in their order, those not named are
    left out; empty: all, in the library's order, or by the time of their import. `theme` counts its codes alone.
    """

    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD
    shuffles: int = SHUFFLES
    seed: int = SEED
    order: tuple[str, ...] = ()
    by: str = GIVEN
    theme: str = ""


RULE = Wish()


class Curve(NamedTuple):
    """What an order of interviews gives: the codes that are new in each, and those so far."""

    documents: tuple[Document, ...]
    new: tuple[int, ...]
    left_out: tuple[Document, ...] = ()

    @property
    def so_far(self) -> tuple[int, ...]:
        """Distinct codes up to each interview."""
        return tuple(accumulate(self.new))


class Band(NamedTuple):
    """What shuffled orders give at each place: percentiles of the distinct codes so far, and how many meet the rule.

    `met` and `met_none` are how many orders meet the threshold, and 0 %, by that place.
    """

    low: tuple[int, ...]
    median: tuple[int, ...]
    high: tuple[int, ...]
    met: tuple[int, ...]
    met_none: tuple[int, ...]


class Saturation(NamedTuple):
    """All that is known of how new codes run dry: the order, the shuffles (None without any), and what was asked."""

    wish: Wish
    curve: Curve
    band: Band | None
    first: Mapping[str, tuple[Coding, ...]]
    theme: str = ""

    @property
    def met(self) -> int:
        """The interview (from 1) after which the threshold is first met; 0 if it isn't."""
        return met_after(self.curve.so_far, self.wish.base, self.wish.run, self.wish.threshold)

    @property
    def met_none(self) -> int:
        """The interview (from 1) after which a run first brings no new code; 0 if none does."""
        return met_after(self.curve.so_far, self.wish.base, self.wish.run, 0)


def met_after(so_far: Sequence[int], base: int, run: int, threshold: float) -> int:
    """The interview (from 1) after which a run of interviews first brings at most so many per cent of the base's codes.

    `so_far` are the distinct codes up to each. The first run starts right after the base. 0 if that never comes, or if
    the base has no codes.
    """
    known = so_far[base - 1] if len(so_far) >= base else 0
    if not known:
        return 0
    most = threshold * known
    ends = range(base + run, len(so_far) + 1)
    return next((end for end in ends if (so_far[end - 1] - so_far[end - run - 1]) * 100 <= most), 0)


def measured(asked: Asked, wish: Wish = RULE) -> Saturation:
    """New codes in the wished order of interviews, and in shuffled ones; refused for a rule that can't be."""
    _must_be_sound(asked, wish)
    codes, first = _codes_of(asked, wish)
    there = [document for document in asked.project.library if document.id in codes]
    if not there:
        raise Refused(NO_CODINGS, "Code some interviews first.")
    ordered = _ordered(wish, there)
    places = {code: place for place, code in enumerate(dict.fromkeys(c for d in there for c in codes[d.id]))}
    masks = {document: sum(1 << places[code] for code in found) for document, found in codes.items()}
    seen: set[str] = set()
    new: dict[str, tuple[Coding, ...]] = {}
    for document in ordered:
        fresh = [code for code in codes[document.id] if code not in seen]
        new[document.id] = tuple(first[document.id, code] for code in fresh)
        seen.update(fresh)
    named = titles(asked)
    library = [document._replace(title=named[document.id]) for document in asked.project.library]
    by_id = {document.id: document for document in library}
    gone = tuple(document for document in library if document.id not in new)
    curve = Curve(tuple(by_id[document] for document in new), tuple(map(len, new.values())), gone)
    chosen = [masks[document.id] for document in there if document.id in new]
    theme = asked.project.themes[wish.theme].name if wish.theme else ""
    return Saturation(wish, curve, _band(chosen, wish) if wish.shuffles else None, new, theme)


def saturation(asked: Asked, wish: Wish = RULE, *, by: str = "") -> Matrix:
    """The table of it: interview by interview, with the rule's result below; `by` is the order's, GIVEN or IMPORTED."""
    return table(asked, measured(asked, wish._replace(by=by or wish.by)))


def table(asked: Asked, found: Saturation) -> Matrix:
    """What was measured, as a table: new codes, those so far, the last run's share of the base, and the shuffles."""
    wish, curve = found.wish, found.curve
    known = sum(curve.new[: wish.base])
    values: dict[tuple[str, str], Cell] = {}
    for place, document in enumerate(curve.documents):
        values[document.id, "new"] = curve.new[place]
        values[document.id, "all"] = curve.so_far[place]
        if place + 1 >= wish.base + wish.run:
            fresh = sum(curve.new[place + 1 - wish.run : place + 1])
            values[document.id, "run"] = fresh
            if known:
                values[document.id, "share"] = round(fresh * 100 / known, 1)
        for name, numbers in found.band._asdict().items() if found.band else ():
            values[document.id, name] = numbers[place]

    def behind(document: str, column: str) -> tuple[Coding, ...]:
        if column == "new":
            return (
                found.first.get(document, ()) if document else tuple(c for some in found.first.values() for c in some)
            )
        members = _members(asked, wish)
        return tuple(
            coding
            for coding, _ in asked.counted()
            if (coding.document == document if document else coding.document in found.first)
            and (members is None or coding.code in members)
        )

    rows = tuple(Head(document.id, document.title) for document in curve.documents)
    rule = rule_of(asked, *_rule(found))
    return Matrix(title(found), rule, "Interview", rows, tuple(_columns(found)), values, behind, "saturation", "")


def title(found: Saturation) -> str:
    """What the table and the chart are called."""
    return f"New codes per interview{f' under “{found.theme}”' if found.theme else ''}"


def result(found: Saturation) -> str:
    """What the rule gives, as a sentence that claims nothing of the data beyond it."""
    wish, count = found.wish, len(found.curve.documents)
    under = f"Under base {wish.base}, run {wish.run}"
    if count < wish.base + wish.run:
        return f"{under} the rule needs {counted(wish.base + wish.run, 'interview')}; there are {count}."
    if not sum(found.curve.new[: wish.base]):
        return f"{under} the rule gives nothing: the {counted(wish.base, 'interview')} of the base hold no codes."
    order = "the order of import" if wish.by == IMPORTED and not wish.order else "the given order"
    told = f"{under}, {percent(wish.threshold)} the threshold is {_after(found, found.met, wish.threshold)} in {order}"
    return f"{told}; under 0 % it is {_after(found, found.met_none, 0)}." if wish.threshold else f"{told}."


def percent(number: float) -> str:
    """A share as people write it."""
    return f"{number:g} %"


def _after(found: Saturation, place: int, threshold: float) -> str:
    """Where a threshold is first met, and how many of the later runs are above it all the same."""
    if not place:
        return "not met"
    wish, new = found.wish, found.curve.new
    most = threshold * sum(new[: wish.base])
    above = sum(sum(new[end - wish.run : end]) * 100 > most for end in range(place + 1, len(new) + 1))
    later = f", though {counted(above, 'later run')} {'is' if above == 1 else 'are'} above it," if above else ""
    return f"met after interview {place} ({found.curve.documents[place - 1].title}){later}"


def _columns(found: Saturation) -> Iterator[Head]:
    run, share = found.wish.run, percent(found.wish.threshold)
    yield Head("new", "New codes")
    yield Head("all", "Codes so far")
    yield Head("run", f"New in last {run}")
    yield Head("share", "% of base")
    if found.band:
        yield Head("low", "Shuffled: 5th percentile")
        yield Head("median", "Shuffled: median")
        yield Head("high", "Shuffled: 95th percentile")
        yield Head("met", f"Orders at {share}")
        yield Head("met_none", "Orders at 0 %")


def _rule(found: Saturation) -> Iterator[str]:
    wish, curve = found.wish, found.curve
    yield result(found)
    yield (
        "The rule is that of Guest, Namey and Chen (2020): the codes that are new in a run of interviews, as a share of "
        f"the distinct codes in the base, which are the first {wish.base} interviews; runs start right after the base. "
        "An interview is a document, and a code is new in the first interview that bears it."
    )
    if found.theme:
        yield f"Only the codes of the theme “{found.theme}” and those below them are counted."
    if curve.left_out:
        why = "not named in the order, or nothing is coded in them" if wish.order else "nothing in them is counted"
        yield f"Left out ({why}): {some(document.title for document in curve.left_out)}."
    if found.band:
        yield _shuffles(found, found.band)
    yield (
        "That no new codes come says nothing of whether their meaning is understood; "
        "it depends on the order, on how finely was coded, and on how alike the interviews are."
    )


def _shuffles(found: Saturation, band: Band) -> str:
    wish, count = found.wish, len(found.curve.documents)
    told = f"{wish.shuffles:,} shuffled orders (seed {wish.seed})"
    if not band.met[-1]:
        return f"None of {told} meets {percent(wish.threshold)} by interview {count}."
    half = next((place for place, orders in enumerate(band.met, 1) if orders * 2 >= wish.shuffles), 0)
    middle = f", half of them by interview {half}" if half else ""
    return f"Of {told}, {band.met[-1]:,} meet {percent(wish.threshold)} by interview {count}{middle}."


def _must_be_sound(asked: Asked, wish: Wish) -> None:
    for name, number, least in (("base", wish.base, 1), ("run", wish.run, 1), ("shuffles", wish.shuffles, 0)):
        if number < least:
            raise Refused(NUMBER.format(name, least))
    if not 0 <= wish.threshold <= 100:
        raise Refused("The threshold is a share of the base’s codes: from 0 to 100 per cent.")
    if wish.shuffles > MOST_SHUFFLES:
        raise Refused(f"{MOST_SHUFFLES:,} shuffles are the most.")
    if wish.theme and wish.theme not in asked.project.themes:
        raise Refused("The theme is no longer in the study.", "Look again.")


def _members(asked: Asked, wish: Wish) -> set[str] | None:
    """The codes that are counted, None for all."""
    return with_those_below(asked.project, asked.project.themes[wish.theme].codes) if wish.theme else None


def _codes_of(asked: Asked, wish: Wish) -> tuple[dict[str, list[str]], dict[tuple[str, str], Coding]]:
    """The codes of each document that has codings which count, in the order of the text; and where each comes first.

    A document in which only other codes than a theme's stand has none, and is an interview all the same.
    """
    members = _members(asked, wish)
    codes: dict[str, list[str]] = {document: [] for document in asked.project.codings} if asked.among is None else {}
    first: dict[tuple[str, str], Coding] = {}
    for coding, _ in asked.counted():
        found = codes.setdefault(coding.document, [])
        if (members is None or coding.code in members) and (coding.document, coding.code) not in first:
            first[coding.document, coding.code] = coding
            found.append(coding.code)
    return codes, first


def _ordered(wish: Wish, there: Sequence[Document]) -> list[Document]:
    if wish.order:
        known = {document.id: document for document in there}
        named = [known[document] for document in dict.fromkeys(wish.order) if document in known]
        if not named:
            raise Refused("Nothing is coded in the documents of this order.")
        return named
    if wish.by == IMPORTED:
        return sorted(there, key=lambda document: (document.at, natural(document.name)))
    return list(there)


def _band(masks: Sequence[int], wish: Wish) -> Band:
    """What shuffled orders of interviews give; each interview is a set of codes, one bit a code."""
    chance = Random(wish.seed)  # noqa: S311 - orders, not secrets
    curves: list[list[int]] = []
    ends: list[int] = []
    ends_none: list[int] = []
    order = list(masks)
    for _ in range(wish.shuffles):
        chance.shuffle(order)
        so_far = [known.bit_count() for known in accumulate(order, int.__or__)]
        curves.append(so_far)
        ends.append(met_after(so_far, wish.base, wish.run, wish.threshold))
        ends_none.append(met_after(so_far, wish.base, wish.run, 0))
    columns = [sorted(column) for column in zip(*curves, strict=True)]
    low, median, high = (tuple(_percentile(column, share) for column in columns) for share in BAND)
    return Band(low, median, high, _by_place(ends, len(masks)), _by_place(ends_none, len(masks)))


def _percentile(ordered: Sequence[int], share: int) -> int:
    """The nearest-rank percentile: a number that one of the orders gave."""
    return ordered[max(-(-share * len(ordered) // 100), 1) - 1]


def _by_place(ends: Sequence[int], count: int) -> tuple[int, ...]:
    """How many orders meet the rule by each place."""
    met = sorted(end for end in ends if end)
    return tuple(bisect_right(met, place) for place in range(1, count + 1))
