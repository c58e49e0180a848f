"""Which codes come together: on the same words, or in the same turn of talk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from workbench.analysis.hearing import Heard
from workbench.analysis.report import Cell
from workbench.analysis.tables.counting import counting, rule_of
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.errors import Refused
from workbench.core.model import Coding, Document
from workbench.core.project import folded

Pair = tuple[str, str]
OVERLAP, TURN = "overlap", "turn"
RULES = {
    OVERLAP: (
        "Counted are pairs of codings, one with each code, that share at least one character, whoever made them;"
        " a code isn’t counted with itself."
    ),
    TURN: (
        "Counted are the turns in which both codes have a coding, whoever made them; a coding over several turns is in"
        " each of them. A code isn’t counted with itself."
    ),
}
_start, _end, _code = itemgetter(2), itemgetter(3), itemgetter(4)


def cooccurrence(asked: Asked, how: str = OVERLAP, codes: Collection[str] | None = None) -> Matrix:
    """Code by code, how often they overlap, or (`how` “turn”) in how many turns both stand.

    `codes` are the ids of those that are looked at; None for all that have codings.
    """
    if how not in RULES:
        raise Refused(f"Codes can’t be brought together by “{how}”.", f"There are: {', '.join(RULES)}.")
    wanted = None if codes is None else frozenset(codes)
    together = _overlaps(asked, wanted) if how == OVERLAP else _turns(asked, wanted)
    values: dict[Pair, Cell] = {}
    for (one, other), times in together.items():
        values[one, other] = values[other, one] = times
    rows, columns = _heads(asked, wanted)
    values.update(((head.id, head.id), "") for head in rows)
    left_out = "" if wanted is not None else "Codes without codings are left out."

    def behind(row: str, column: str) -> tuple[Coding, ...]:
        return _behind(asked, how, wanted, (row, column))

    title, name = (
        ("Codes that overlap", "cooccurrence") if how == OVERLAP else ("Codes in the same turn", "cooccurrence-turn")
    )
    return Matrix(title, rule_of(asked, RULES[how], left_out), "Code", rows, columns, values, behind, name)


def pairs(matrix: Matrix, most: int) -> Matrix:
    """The pairs of codes of such a table that come together most often, one a row, the most frequent first."""
    names = {head.id: head.name for head in matrix.rows}
    places = {code: place for place, code in enumerate(names)}
    found = [(one, other, times) for (one, other), times in matrix.values.items()
             if isinstance(times, int) and times and places[one] < places[other]]  # fmt: skip
    found.sort(key=lambda pair: (-pair[2], places[pair[0]], places[pair[1]]))
    rows = {f"{one} {other}": (one, other, times) for one, other, times in found[:most]}

    def behind(row: str, _column: str) -> tuple[Coding, ...]:
        return matrix.behind(*rows[row][:2]) if row in rows else ()

    return matrix._replace(
        rule=f"{matrix.rule} Only the pairs that come most often are shown." if len(found) > most else matrix.rule,
        corner="Codes",
        rows=tuple(Head(row, f"{names[one]} + {names[other]}") for row, (one, other, _) in rows.items()),
        columns=(Head("times", "Times"),),
        values={(row, "times"): times for row, (*_, times) in rows.items()},
        behind=behind,
        name=f"{matrix.name}-pairs",
    )


def _heads(asked: Asked, wanted: frozenset[str] | None) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    tree, paths = asked.project.code_tree, asked.project.code_paths
    twice = Counter(folded(code.name) for code, _ in tree)
    if wanted is None:
        wanted = frozenset(code for _, codings, _ in counting(asked) for code in set(map(_code, codings)))
    heads = tuple(
        Head(code.id, code.name if twice[folded(code.name)] == 1 else paths[code.id])
        for code, _ in tree
        if code.id in wanted
    )
    return heads, heads


def _among(asked: Asked, wanted: frozenset[str] | None) -> Iterator[tuple[Document, Sequence[Coding], Sequence[Heard]]]:
    """What counts in each document, of the codes that are looked at."""
    for document, codings, heard in counting(asked):
        if wanted is None:
            yield document, codings, heard
        elif some := [both for both in zip(codings, heard, strict=True) if both[0].code in wanted]:
            yield document, tuple(coding for coding, _ in some), tuple(hears for _, hears in some)


def _overlaps(asked: Asked, wanted: frozenset[str] | None) -> Mapping[Pair, int]:
    """How many pairs of codings of two codes overlap; the codes in the order of their ids."""
    found: Counter[Pair] = Counter()
    for _, codings, _ in _among(asked, wanted):
        codes = list(map(_code, codings))
        found.update((codes[one], codes[other]) for one, other in _meeting(codings))
    pairs: Counter[Pair] = Counter()
    for (one, other), times in found.items():
        if one != other:
            pairs[(one, other) if one < other else (other, one)] += times
    return pairs


def _meeting(codings: Sequence[Coding]) -> Iterator[tuple[int, int]]:
    """The places of codings that overlap, which come in the order of the text, each pair once."""
    starts, count = [*map(_start, codings), 1 << 62], len(codings)
    for one, end in enumerate(map(_end, codings)):
        other = one + 1
        while other < count and starts[other] < end:
            yield one, other
            other += 1


def _turns(asked: Asked, wanted: frozenset[str] | None) -> Mapping[Pair, int]:
    """In how many turns two codes stand; the codes in the order of their ids."""
    pairs: Counter[Pair] = Counter()
    for document, codings, heard in _among(asked, wanted):
        for codes in _by_turn(asked, document, codings, heard).values():
            if len(listed := sorted({coding.code for coding in codes})) > 1:
                pairs.update((one, other) for at, one in enumerate(listed) for other in listed[at + 1 :])
    return pairs


def _by_turn(
    asked: Asked, document: Document, codings: Sequence[Coding], heard: Sequence[Heard]
) -> Mapping[int, Sequence[Coding]]:
    """The codings of each turn of those who count."""
    cases = asked.project.cases_of
    found: dict[int, list[Coding]] = defaultdict(list)
    for coding, (_, _, first, last, labels) in zip(codings, heard, strict=True):
        if first == last:
            found[first].append(coding)
            continue
        for turn, label in enumerate(labels, first):
            case = cases.get((document.id, label))
            if asked.interviewers or case is None or not case.interviewer:
                found[turn].append(coding)
    found.pop(0, None)
    return found


def _behind(asked: Asked, how: str, wanted: frozenset[str] | None, pair: Pair) -> tuple[Coding, ...]:
    """The codings of both codes that come together; of one, with whatever other, where the other is empty."""
    chosen = frozenset(filter(None, pair))
    if len(chosen) == 1 and "" not in pair:
        return ()
    both = chosen if len(chosen) > 1 else wanted
    found: dict[str, Coding] = {}
    for document, codings, heard in _among(asked, both):
        for one, other in _together(asked, how, document, codings, heard):
            if one.code != other.code and (len(chosen) != 1 or chosen & {one.code, other.code}):
                found[one.id] = one
                found[other.id] = other
    order = [coding for _, codings, _ in _among(asked, both) for coding in codings]
    kept = chosen or {coding.code for coding in order}
    return tuple(coding for coding in order if coding.id in found and coding.code in kept)


def _together(
    asked: Asked, how: str, document: Document, codings: Sequence[Coding], heard: Sequence[Heard]
) -> Iterator[tuple[Coding, Coding]]:
    if how == OVERLAP:
        yield from ((codings[one], codings[other]) for one, other in _meeting(codings))
        return
    for some in _by_turn(asked, document, codings, heard).values():
        yield from ((one, other) for at, one in enumerate(some) for other in some[at + 1 :])
