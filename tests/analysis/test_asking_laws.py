"""Random queries of random small studies find what looking at every passage and every pair finds."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.test_asking import ATTRIBUTES, begun, sources
from notation import study
from workbench.analysis.query import ask, parse
from workbench.analysis.query.tree import (
    And,
    Asks,
    Bears,
    By,
    Coded,
    Described,
    InDocument,
    Not,
    Or,
    Relation,
    Says,
    Words,
    every,
    inner,
)
from workbench.core import edits
from workbench.core.model import Turns
from workbench.core.spans import WORD, Span

WORDS = ("bus", "stop", "well", "kind")
TERMS = (
    *("A", "ONLY A", "B", '"bus"', '"stop"', "coder:Ana", "coder:Ben", "coded", "interviewer", "document:D2"),
    *("speaker:INT", "speaker:P1", "case.country = Ireland", "case.country != Ireland", "case.age > 10"),
)
KINDS = (
    *("OVERLAPS", "INSIDE", "CONTAINS", "SAME WORDS", "SAME TURN", "NEAR 0", "NEAR 1", "NEAR 4"),
    *("FOLLOWED BY", "PRECEDED BY"),
)


def scattered(seed):
    """Some talk, words between its turns, and codings anywhere: in labels, over turns, on the same words."""
    dice = random.Random(seed)  # noqa: S311
    talk = [
        "\n\n".join(
            f"{dice.choice(('INT', 'P1', 'P2'))}: {' '.join(dice.choices(WORDS, k=dice.randint(1, 6)))}."
            for _ in range(dice.randint(2, 6))
        )
        for _ in range(2)
    ]
    made = study(
        f"{dice.choice(('', 'A bus note.'))}\n\n{talk[0]}", talk[1], "INT: a\n\nP1: [A > A1 @Ben: b]\n\nP2: [B: c]."
    )
    made = made.after(edits.set_cases(made.project, ATTRIBUTES, made.stamp, "table"))
    placed = {}
    for document in made.project.library[:2]:
        text = made.texts[document.id].text
        for _ in range(dice.randint(0, 8)):
            start = dice.randrange(len(text) - 1)
            spans = [found.span for found in placed.values() if found.document == document.id]
            span = dice.choice([Span(start, min(len(text), start + dice.choice((1, 3, 8, 20, 60)))), *spans])
            if span.end <= len(text) and span.of(text).strip():
                one = edits.Placed(
                    document.id, span, dice.choice(list(made.project.codes)), dice.choice(("Ana", "Ben"))
                )
                placed[one[:4]] = one
    if placed:
        made = made.after(edits.add_codings(made.project, list(placed.values()), made.stamp, "dice"))
    texts = {
        document: text._replace(
            turns=Turns.of(
                turn._replace(end=dice.choice((turn.end, (turn.start + turn.end + 1) // 2))) for turn in text.turns
            )
        )
        for document, text in made.texts.items()
    }
    return made._replace(texts=texts)


class Looked:
    """A document in which everything is looked at one by one; an item is a passage's place and a coding, or None."""

    def __init__(self, made, document, turned):
        self.project, self.document, self.text = made.project, document, made.texts[document].text
        self.turns = list(made.texts[document].turns)
        codings = made.project.codings.get(document, ())
        if turned:
            self.places = [(turn.start, turn.end, [number]) for number, turn in enumerate(self.turns, 1)]
            here = [
                [coding for coding in codings if place[2][0] in self.reached(*coding.span)] for place in self.places
            ]
        else:
            self.places = [(*span, self.reached(*span)) for span in dict.fromkeys(coding.span for coding in codings)]
            here = [[coding for coding in codings if coding.span == place[:2]] for place in self.places]
        self.items = {(place, coding) for place, found in enumerate(here) for coding in found or [None]}

    def reached(self, start, end):
        """The turns in whose speech a stretch is, else the last one that begins before it, or 0."""
        numbers = [number for number, turn in enumerate(self.turns, 1) if turn.start < end and start < turn.end]
        return numbers or [sum(turn.opens <= start for turn in self.turns)]

    def labels(self, place):
        return [self.turns[number - 1].speaker if number else "" for number in self.places[place][2]]

    def cases(self, place):
        return [self.project.cases_of.get((self.document, label)) for label in self.labels(place)]

    def asks(self, place):
        return all(case is not None and case.interviewer for case in self.cases(place))

    def speech(self):
        """The spans of turns and of what stands outside of them, without labels."""
        ends = [0, *(turn.end for turn in self.turns)]
        opens = [*(turn.opens for turn in self.turns), len(self.text)]
        return [*zip(ends, opens, strict=True), *((turn.start, turn.end) for turn in self.turns)]

    def hits(self, word):
        for start, end in self.speech():
            for found in WORD.finditer(self.text, start, end):
                if found.group() == word:
                    yield *found.span(), self.reached(*found.span())

    def holds(self, node):
        """The items for which a node holds."""
        match node:
            case Bears(codes):
                return {item for item in self.items if item[1] and item[1].code in codes}
            case By(coder):
                return {item for item in self.items if item[1] and item[1].coder == coder}
            case Or(parts):
                return set().union(*map(self.holds, parts))
            case Not(denied):
                held = self.holds(denied)
                gone = {place for place, _ in held}
                return {item for item in self.items - held if not (bears(denied) and item[0] in gone)}
            case And(parts):
                return self.both(parts)
            case Relation():
                return self.related(node)
        return {item for item in self.items if self.fits(node, item[0])}

    def fits(self, node, place):
        start, end, _ = self.places[place]
        match node:
            case Words(word):
                return any(left < end and start < right for left, right, _ in self.hits(word))
            case InDocument(document):
                return document == self.document
            case Says(label):
                return label in [name.casefold() for name in self.labels(place)]
            case Asks():
                return self.asks(place)
            case Coded():
                return any(coding for at, coding in self.items if at == place)
        return any(case and described(case, node) for case in self.cases(place))

    def both(self, parts):
        people = [part for part in parts if about_people(part)]
        kept = {
            item
            for item in self.items
            if not people or any(case and all(described(case, one) for one in people) for case in self.cases(item[0]))
        }
        for part in parts:
            kept &= kept if bears(part) or about_people(part) else self.holds(part)
        coded = [(part, self.holds(part) & kept) for part in parts if bears(part)]
        if not coded:
            return kept
        places = set.intersection(*({place for place, _ in found} for _, found in coded))
        named = [found for part, found in coded if not (isinstance(part, Not) and bears(part.inner))]
        return {item for found in named or [found for _, found in coded] for item in found if item[0] in places}

    def related(self, node):
        words = isinstance(node.right, Words)
        rights = (
            [(*hit, None) for hit in self.hits(node.right.typed)]
            if words
            else [(*self.stretch(item, node.right, node.kind), item[1]) for item in self.holds(node.right)]
        )
        apart = of_codings(node.left) and of_codings(node.right)
        return {
            item
            for item in self.holds(node.left)
            if any(
                self.stands(self.stretch(item, node.left, node.kind), node, right[:3])
                for right in rights
                if not (apart and item[1] and item[1] == right[3])
            )
        }

    def stretch(self, item, node, kind):
        place, coding = item
        own = coding and bears(node) and not kind.endswith("BY")
        return (*(coding.span if own else self.places[place][:2]), self.places[place][2])

    def stands(self, left, node, right):
        (a, b, turns), (c, d, others) = left, right
        spoken = turns[0] and others[0]
        match node.kind:
            case "OVERLAPS":
                return a < d and c < b
            case "INSIDE":
                return c <= a and b <= d
            case "CONTAINS":
                return a <= c and d <= b
            case "SAME WORDS":
                return (a, b) == (c, d)
            case "SAME TURN":
                return bool(spoken and set(turns) & set(others))
            case "FOLLOWED BY":
                return bool(spoken and b <= c and others[0] - turns[-1] <= node.reach)
            case "PRECEDED BY":
                return bool(spoken and d <= a and turns[0] - others[-1] <= node.reach)
        between = (b, c) if b <= c else (d, a)
        gaps = ((max(between[0], start), min(between[1], end)) for start, end in self.speech())
        return (a < d and c < b) or sum(len(WORD.findall(self.text, *gap)) for gap in gaps) <= node.reach


def described(case, node):
    if isinstance(node, And | Or):
        return (all if isinstance(node, And) else any)(described(case, part) for part in node.parts)
    has = dict(case.attributes).get(node.name, "").casefold()
    if case.interviewer or not has:
        return False
    return float(has) > float(node.value) if node.sign == ">" else (has == node.value) == (node.sign == "=")


def about_people(node):
    return isinstance(node, Described) or (isinstance(node, And | Or) and all(map(about_people, node.parts)))


def bears(node):
    """True if a node says by codes which codings of a passage are meant."""
    return isinstance(node, Bears) or any(map(bears, [node.left] if isinstance(node, Relation) else inner(node)))


def of_codings(node):
    return isinstance(node, Bears | By) or any(
        map(of_codings, [node.left] if isinstance(node, Relation) else inner(node))
    )


def looked_for(made, text, interviewers):
    """Passages with their codings, by looking at everything."""
    query = parse(text, made.project)
    interviewers = interviewers or any(isinstance(node, Asks) for node in every(query.tree))
    for document in made.project.library:
        looked = Looked(made, document.id, query.turns)
        held = looked.holds(query.tree)
        for place, (start, end, _) in enumerate(looked.places):
            if any(at == place for at, _ in held) and (interviewers or not looked.asks(place)):
                yield document.id, start, end, {coding.id for at, coding in held if at == place and coding}


def joined(parts):
    kinds = st.tuples(parts, st.sampled_from(KINDS), parts, st.integers(0, 3))
    return st.one_of(
        st.tuples(parts, st.sampled_from(("AND", "AND", "OR")), parts).map(lambda found: f"({' '.join(found)})"),
        parts.map(lambda part: f"(NOT {part})"),
        kinds.map(lambda k: f"({k[0]} {k[1]} {k[2]}{f' WITHIN {k[3]}' if k[1].endswith('BY') else ''})"),
    )


QUERIES = st.recursive(st.sampled_from(TERMS), joined, max_leaves=4)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 5_000), QUERIES, st.booleans(), st.booleans())
def test_a_query_finds_what_looking_at_everything_finds(seed, query, turns, interviewers):
    made = scattered(seed)
    text = f"TURNS {query}" if turns else query
    found = ask(made.project, parse(text, made.project), *sources(made), interviewers=interviewers)
    assert [(one.document, *one.span, {coding.id for coding in one.codings}) for one in found] == list(
        looked_for(made, text, interviewers)
    )


def test_what_is_looked_for_one_by_one_is_what_was_counted_by_hand():
    made = begun()
    found = list(looked_for(made, "Trust FOLLOWED BY Relief WITHIN 2", interviewers=False))
    assert [made.texts[document].text[start:end] for document, start, end, _ in found] == [
        "I told it everything",
        "it was so kind",
    ]
