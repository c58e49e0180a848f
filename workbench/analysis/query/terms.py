"""What a single term of a query holds for: a test of codings, or one of passages, made once for the whole query."""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from workbench.analysis.query.ground import Ground
from workbench.analysis.query.tree import (
    And,
    Bears,
    By,
    Chosen,
    Described,
    InRound,
    Made,
    Node,
    Noted,
    OfCodings,
    Or,
    Origin,
    Says,
    Weighs,
)
from workbench.analysis.search import Hit
from workbench.core.memos import visible
from workbench.core.model import Case, Coding, Memo
from workbench.core.project import Project, folded

Test = Callable[[Coding], bool]
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d{1,15}([.]\d{1,15})?")


def test_of(project: Project, node: Bears | OfCodings, coder: str) -> Test:
    """If a coding is meant by a term; `coder` (an id) is who asks."""
    match node:
        case Bears(codes, quotes):
            return lambda coding: coding.code in codes or coding.id in quotes
        case By(wanted):
            return lambda coding: coding.coder == wanted
        case InRound(sign, number):
            compare = COMPARED[sign]
            return lambda coding: compare(coding.round, number)
        case Weighs():
            return _weighing(project, node)
        case Made(since, until, outside):
            return lambda coding: ((coding.at >= since) and (not until or coding.at < until)) != outside
        case Noted(words):
            return _noted(project, words, coder)
        case Origin(origin):
            return lambda coding: coding.origin == origin
        case Chosen():
            chosen = {quote for theme in project.themes.values() for quote in theme.quotes}
            return lambda coding: coding.id in chosen


def _weighing(project: Project, node: Weighs) -> Test:
    scales = {
        code.id: {folded(point): place for place, point in enumerate(code.scale)} for code in project.codes.values()
    }
    compare = COMPARED[node.sign]

    def weighs(coding: Coding) -> bool:
        rating = folded(coding.rating)
        if not rating or node.sign in {"=", "!="}:
            return bool(rating) and compare(rating, node.point)
        scale = scales[coding.code]
        return rating in scale and node.point in scale and compare(scale[rating], scale[node.point])

    return weighs


def _noted(project: Project, words: str, coder: str) -> Test:
    found = [memo for memo in visible(project, coder) if words in folded(memo.body)]
    on = {memo.target for memo in found if memo.about == "coding"}
    inside: dict[str, list[Memo]] = defaultdict(list)
    for memo in found:
        if memo.about == "passage":
            inside[memo.target].append(memo)

    def noted(coding: Coding) -> bool:
        here = inside.get(coding.document, ())
        return coding.id in on or any(coding.start <= memo.start and memo.end <= coding.end for memo in here)

    return noted


# -- passages ------------------------------------------------------------------------------------------------------------


def described(project: Project, node: Node) -> frozenset[str] | None:
    """The participants (ids) whose attributes are as a node says; None if it asks for anything but attributes."""
    if isinstance(node, Described):
        return frozenset(case.id for case in project.cases.values() if not case.interviewer and _fits(case, node))
    if not isinstance(node, And | Or):
        return None
    known = [people for part in node.parts if (people := described(project, part)) is not None]
    if len(known) < len(node.parts):
        return None
    return frozenset.intersection(*known) if isinstance(node, And) else frozenset.union(*known)


def _fits(case: Case, node: Described) -> bool:
    """What isn't known is like nothing, unlike nothing; of a number and a word neither comes before the other."""
    has = next((folded(value) for name, value in case.attributes if value and folded(name) == node.name), "")
    if not node.value:
        return node.sign == ("!=" if has else "=")
    compare = COMPARED[node.sign]
    if _NUMBER.fullmatch(has) and _NUMBER.fullmatch(node.value):
        return compare(float(has), float(node.value))
    alike = bool(_NUMBER.match(has)) == bool(_NUMBER.match(node.value))
    return bool(has) and (alike or node.sign in {"=", "!="}) and compare(has, node.value)


def said_by(project: Project, node: Says, ground: Ground) -> Iterator[int]:
    """The passages that reach a turn of a speaker."""
    wanted = {
        label
        for label in {label for place in ground.places for label in place.labels}
        if folded(label) == node.label
        or ((case := project.cases_of.get((ground.document, label))) and case.id in node.cases)
    }
    return (passage for passage, place in enumerate(ground.places) if not wanted.isdisjoint(place.labels))


def with_words(ground: Ground, hits: Sequence[Hit]) -> Iterator[int]:
    """The passages that share words with a hit; hits are in order and don't overlap."""
    ends = [hit.span.end for hit in hits]
    for passage, place in enumerate(ground.places):
        at = bisect_right(ends, place.start)
        if at < len(hits) and hits[at].span.start < place.end:
            yield passage


def documents_with(project: Project, node: Node) -> frozenset[str] | None:
    """The documents (ids) in which a term about speakers may hold; None: in any."""
    if isinstance(node, Described):
        cases = described(project, node) or frozenset()
        return frozenset(document for (document, _), case in project.cases_of.items() if case.id in cases)
    if isinstance(node, Says):
        return frozenset(
            speaker.document
            for speaker in project.speakers.values()
            if speaker.case in node.cases or folded(speaker.label) == node.label
        )
    return None
