"""What a query is made of once it is read: frozen terms, what joins them, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

RELATIONS = (
    *("OVERLAPS", "INSIDE", "CONTAINS", "SAME WORDS", "NEAR", "SAME TURN", "FOLLOWED BY", "PRECEDED BY"),
)  # fmt: skip
SIGNS = ("!=", "<=", ">=", "=", "<", ">")


class Bears(NamedTuple):
    """A code, or a theme: the codings of these codes (ids), and these codings (a theme's chosen ones)."""

    codes: frozenset[str]
    quotes: frozenset[str] = frozenset()


class Words(NamedTuple):
    """Words of the text, as they are typed in a search."""

    typed: str


class InDocument(NamedTuple):
    """What stands in a document (an id)."""

    document: str


class Says(NamedTuple):
    """What is said under a label (folded), or by one of these cases (ids); `asks` if they are all interviewers."""

    label: str
    cases: frozenset[str]
    asks: bool = False


class Described(NamedTuple):
    """What is said by a participant whose attribute (folded) compares so with a value."""

    name: str
    sign: str
    value: str


class By(NamedTuple):
    """Codings by a coder (an id)."""

    coder: str


class InRound(NamedTuple):
    """Codings of rounds that compare so with a number."""

    sign: str
    number: int


class Weighs(NamedTuple):
    """Codings whose rating compares so with a point of their code's scale (folded)."""

    sign: str
    point: str


class Made(NamedTuple):
    """Codings made from a moment up to, not including, another (ISO 8601, UTC); empty: without that end.

    `outside` turns it round: those that were made before or after.
    """

    since: str
    until: str
    outside: bool = False


class Noted(NamedTuple):
    """Codings with a memo on them, or on words within them, that has these words (folded); empty: any memo."""

    words: str


class Origin(NamedTuple):
    """Codings that were made so: SEARCH, or empty for by hand."""

    origin: str


class Chosen(NamedTuple):
    """Codings that are chosen for a theme."""


class Asks(NamedTuple):
    """What only interviewers say."""


class Coded(NamedTuple):
    """What has a coding; with TURNS there are others too."""


class Not(NamedTuple):
    """What is otherwise."""

    inner: Node


class And(NamedTuple):
    """What is all of these."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """What is one of these."""

    parts: tuple[Node, ...]


class Relation(NamedTuple):
    """The left side's codings that stand so to something of the right side; `kind` is one of RELATIONS.

    `reach` is a number of words for NEAR and of turns for FOLLOWED BY and PRECEDED BY.
    """

    kind: str
    left: Node
    right: Node
    reach: int = 0


OfCodings = By | InRound | Weighs | Made | Noted | Origin | Chosen
OfPassages = Words | InDocument | Says | Described | Asks | Coded
Node = Bears | OfCodings | OfPassages | Not | And | Or | Relation


class Query(NamedTuple):
    """A query as it was typed, and what it means; `turns` says that it asks for turns, not for coded words."""

    text: str
    tree: Node
    turns: bool = False


def inner(node: Node) -> tuple[Node, ...]:
    """The parts that a node is made of."""
    if isinstance(node, And | Or):
        return node.parts
    if isinstance(node, Not):
        return (node.inner,)
    return (node.left, node.right) if isinstance(node, Relation) else ()


def every(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for part in inner(node):
        yield from every(part)


def about_codes(node: Node) -> bool:
    """True if it asks for codes or themes, and so says which codings of a passage are meant."""
    if isinstance(node, Relation):
        return about_codes(node.left)
    return isinstance(node, Bears) or any(map(about_codes, inner(node)))


def of_codings(node: Node) -> bool:
    """True if it asks something of codings themselves, such as their code or coder: then none stands so to itself."""
    if isinstance(node, Relation):
        return of_codings(node.left)
    return isinstance(node, Bears | OfCodings) or any(map(of_codings, inner(node)))


def only_excludes(node: Node) -> bool:
    """True for NOT of something about codes: among others it leaves passages out and names no codings of its own."""
    return isinstance(node, Not) and about_codes(node.inner)
