"""What rows and columns of a cross table can be: how a coding is placed among them, and how they are called in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from workbench.analysis.hearing import Heard
from workbench.analysis.quotes import speaking
from workbench.analysis.tables.counting import in_order, titles
from workbench.analysis.tables.kinds import CASE, DIMENSIONS, attributes, dimensions, file_word
from workbench.analysis.tables.matrix import Asked, Head
from workbench.core.errors import Refused
from workbench.core.model import Case, Coding, Document
from workbench.core.project import folded, natural, with_those_below

NONE = "(none)"
CODE, CODER, ROUND, RATING = 4, 5, 6, 9  # places of a coding's fields

Column = Callable[[Document, Sequence[Coding], Sequence[Heard]], Iterable[Any]]
Ids = Callable[[str, Any], tuple[str, ...]]
Heads = Callable[[Collection[str]], tuple[Head, ...]]


class Dimension(NamedTuple):
    """The rows or columns of a table.

    `column` gives something of each coding of a document, `ids` the rows that it stands for in that document (an id);
    `ids` is None where both are the same. Of a `voiced` one, `ids` takes a speaker's label, and each who is heard counts
    for itself. `heads` puts rows in order, and is told which ids there are. `note` is a sentence of the table's rule,
    `shared` what a coding over several speakers counts for.
    """

    name: str
    title: str
    corner: str
    column: Column
    ids: Ids | None
    heads: Heads
    note: str = ""
    voiced: bool = False
    shared: str = ""

    @property
    def placed(self) -> bool:
        """True if it parts the text itself, not only its codings: then shares are of the words in each part."""
        return self.voiced or self.name == "document"

    @property
    def file(self) -> str:
        """How it is called in a file's name; an attribute that is called as a dimension is keeps the word before it."""
        name = self.name.removeprefix(CASE)
        return file_word(self.name if folded(name) in DIMENSIONS else name)


def dimension(asked: Asked, name: str, *, across: bool = False) -> Dimension:
    """The dimension of a name, such as code, document or case.country; `across`, as columns."""
    wanted = folded(name)
    if wanted.startswith(CASE):
        return _attribute(asked, wanted.removeprefix(CASE))
    if wanted not in DIMENSIONS:
        there = ", ".join(dimensions(asked.project))
        raise Refused(f"A table can’t have “{name}” as its rows or columns.", f"There are: {there}.")
    if wanted == "code":
        return _codes(asked, across=across)
    return _MAKERS[wanted](asked)


def label_id(label: str) -> str:
    """The id of a speaker who is no case of the study: the label in the transcripts."""
    return f"label {label}" if label else NONE


def _field(place: int) -> Column:
    get = itemgetter(place)
    return lambda _document, codings, _heard: map(get, codings)


def _labels(_document: Document, _codings: Sequence[Coding], heard: Sequence[Heard]) -> Iterable[tuple[str, ...]]:
    return map(itemgetter(4), heard)


def _codes(asked: Asked, *, across: bool) -> Dimension:
    tree, paths = asked.project.code_tree, asked.project.code_paths
    twice = Counter(folded(code.name) for code, _ in tree)

    def heads(found: Collection[str]) -> tuple[Head, ...]:
        if not across:
            return tuple(Head(code.id, code.name, depth) for code, depth in tree)
        shown = (code for code, _ in tree if code.applies or code.id in found)
        return tuple(Head(c.id, c.name if twice[folded(c.name)] == 1 else paths[c.id]) for c in shown)

    below = any(depth for _, depth in tree)
    note = "A code’s numbers are its own, without those of the codes below it." if below else ""
    return Dimension("code", "codes", "Code", _field(CODE), None, heads, note)


def _themes(asked: Asked) -> Dimension:
    of: dict[str, tuple[str, ...]] = {}
    for theme in asked.project.theme_order:
        for code in with_those_below(asked.project, theme.codes):
            of[code] = (*of.get(code, ()), theme.id)
    heads = tuple(Head(theme.id, theme.name) for theme in asked.project.theme_order)
    note = "A theme has the codings of its codes and of those below them; one that belongs to several themes counts in each."
    return Dimension("theme", "themes", "Theme", _field(CODE), lambda _, code: of.get(code, ()), lambda _: heads, note)


def _documents(asked: Asked) -> Dimension:
    heads = tuple(Head(document, name) for document, name in titles(asked).items())
    return Dimension("document", "documents", "Document", lambda d, _c, _h: repeat(d.id), None, lambda _: heads)


def _speakers(asked: Asked) -> Dimension:
    cases = asked.project.cases_of

    def ids(document: str, label: str) -> tuple[str, ...]:
        case = cases.get((document, label))
        return (case.id if case else label_id(label),)

    def heads(found: Collection[str]) -> tuple[Head, ...]:
        people = [Head(case.id, case.name) for case in speaking(asked.project)]
        known = {head.id for head in people}
        others = {
            key: asked.project.cases[key].name for key in found if key in asked.project.cases and key not in known
        }
        nameless = {key: key.removeprefix("label ") for key in found if key not in asked.project.cases}
        return (*people, *_listed({key: name for key, name in nameless.items() if key != NONE}), *_listed(others),
                *([Head(NONE, NONE)] if NONE in nameless else []))  # fmt: skip

    note = "Speakers who are no cases of the study go by their labels."
    return Dimension("speaker", "speakers", "Speaker", _labels, ids, heads, note, voiced=True, shared="each of them")


def _attribute(asked: Asked, wanted: str) -> Dimension:
    known = attributes(asked.project)
    name = next((name for name in known if folded(name) == wanted), None)
    if name is None:
        have = (
            f"They have: {', '.join(known)}." if known else "Import a table of them with: workbench cases import FILE"
        )
        raise Refused(f"No participant of this study has an attribute “{wanted}”.", have)
    values = {place: _value(case, wanted) for place, case in asked.project.cases_of.items()}
    people = {_value(case, wanted) for case in speaking(asked.project)}

    def heads(found: Collection[str]) -> tuple[Head, ...]:
        there = people | set(found)
        sure = sorted(there - {NONE}, key=natural)
        return tuple(Head(value, value) for value in [*sure, *([NONE] if NONE in there else [])])

    def ids(document: str, label: str) -> tuple[str, ...]:
        return (values.get((document, label), NONE),)

    shown = name.replace("_", " ")
    note = f"{NONE} is for those whose {shown} isn’t known."
    shared = f"the {shown} of each"
    return Dimension(f"{CASE}{name}", shown, shown, _labels, ids, heads, note, voiced=True, shared=shared)


def _value(case: Case, wanted: str) -> str:
    """What a case has of an attribute (folded)."""
    return next((value for name, value in case.attributes if value and folded(name) == wanted), NONE)


def _coders(asked: Asked) -> Dimension:
    names = {coder.id: coder.name for coder in asked.project.coders.values()}

    def heads(found: Collection[str]) -> tuple[Head, ...]:
        return tuple(_listed({key: names[key] for key in found}))

    return Dimension("coder", "coders", "Coder", _field(CODER), None, heads)


def _ratings(asked: Asked) -> Dimension:
    points = list(dict.fromkeys(point for code, _ in asked.project.code_tree for point in code.scale))

    def heads(found: Collection[str]) -> tuple[Head, ...]:
        others = sorted(set(found) - set(points) - {NONE}, key=natural)
        return tuple(Head(point, point) for point in [*points, *others, *([NONE] if NONE in found else [])])

    return Dimension(
        "rating", "ratings", "Rating", _field(RATING), lambda _, point: (point or NONE,), heads,
        f"{NONE} are codings without a rating.",
    )  # fmt: skip


def _rounds(_asked: Asked) -> Dimension:
    def heads(found: Collection[str]) -> tuple[Head, ...]:
        return tuple(Head(number, f"Round {number}") for number in sorted(found, key=int))

    return Dimension("round", "rounds", "Round", _field(ROUND), lambda _, number: (str(number),), heads)


def _listed(names: Mapping[str, str]) -> Iterator[Head]:
    return (Head(key, name) for key, name in in_order(dict(names)))


_MAKERS: Mapping[str, Callable[[Asked], Dimension]] = {
    "theme": _themes,
    "document": _documents,
    "speaker": _speakers,
    "coder": _coders,
    "rating": _ratings,
    "round": _rounds,
}
