"""The query language: one line of codes, fields and words, joined by operators in capitals, read into a tree.

NOT binds weaker than the relations, AND weaker than NOT, OR weakest. Names are looked up at once, so that what is
wrong is told with its column.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping

from workbench.analysis import search
from workbench.analysis.query import names
from workbench.analysis.query.tokens import Misworded, Token, tokens
from workbench.analysis.query.tree import (
    RELATIONS,
    And,
    Asks,
    By,
    Chosen,
    Coded,
    Described,
    InDocument,
    InRound,
    Made,
    Node,
    Not,
    Noted,
    Or,
    Origin,
    Query,
    Relation,
    Weighs,
    Words,
)
from workbench.core.errors import Refused
from workbench.core.model import SEARCH
from workbench.core.moments import day_begins, day_ends
from workbench.core.project import Project, folded

DEEPEST = 50
INNER = frozenset({"word", "field", "case"})
OPERATORS = frozenset({"AND", "OR", "NOT", "ONLY", "OVERLAPS", "INSIDE", "CONTAINS", "NEAR", "WITHIN"})
PAIRS: Mapping[str, tuple[str, ...]] = {"SAME": ("WORDS", "TURN"), "FOLLOWED": ("BY",), "PRECEDED": ("BY",)}
ALONE: Mapping[str, Callable[[], Node]] = {
    "memo": lambda: Noted(""),
    "chosen": Chosen,
    "interviewer": Asks,
    "coded": Coded,
}
ORDERED = frozenset({"round", "weight", "date", "case"})


UNJOINED = {
    "NOT": "Write AND NOT.",
    "WITHIN": "WITHIN stands behind FOLLOWED BY or PRECEDED BY and what it joins.",
}


def parse(text: str, project: Project) -> Query:
    """The query that somebody typed; Misworded with the column where it can't be read or names what isn't there."""
    try:
        return _Reader(text, project).whole()
    except Misworded as error:
        if len(project.codes_by_word.get(folded(text), ())) == 1:
            error.hint = f"Write {names.as_code(text.strip())} for the code that is called so."
        raise


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, text: str, project: Project) -> None:
        self.text, self.project = text, project
        self.tokens = list(tokens(text))
        self.at = self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def operator(self) -> str:
        """The operator that stands here, in full; empty if there is none."""
        if self.now.kind != "word":
            return ""
        word, after = self.now.text, self.tokens[self.at + 1].text
        if after in PAIRS.get(word, ()):
            return f"{word} {after}"
        return word if word in OPERATORS else ""

    def take(self) -> Token:
        """The sign that stands here; the next one stands here then."""
        token = self.now
        self.at += token.kind != "end"
        return token

    def takes(self, operator: str) -> bool:
        """True if this operator stood here; it is passed."""
        if self.operator() != operator:
            return False
        self.at += len(operator.split())
        return True

    # -- what joins ------------------------------------------------------------------------------------------------

    def whole(self) -> Query:
        if self.now.kind == "end":
            raise Misworded(1, "there is nothing to ask.", "Write a code, or words in quotation marks.")
        turns = self.now[:2] == ("word", "TURNS")
        self.at += turns
        tree: Node = Coded() if turns and self.now.kind == "end" else self.either()
        if self.now.kind == ")":
            raise Misworded(self.now.column, "this bracket was never opened.", "Leave it out, or write ( before.")
        if self.now.kind != "end":
            raise self.unjoined()
        return Query(self.text, tree, turns)

    def either(self) -> Node:
        parts = [self.both()]
        while self.takes("OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts = [self.denied()]
        while self.takes("AND"):
            parts.append(self.denied())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def denied(self) -> Node:
        column = self.now.column
        if not self.takes("NOT"):
            return self.related()
        self.deeper(column)
        found = Not(self.denied())
        self.depth -= 1
        return found

    def deeper(self, column: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Misworded(column, f"this is nested more than {DEEPEST} deep.", "Ask it in several queries.")

    def related(self) -> Node:
        found, chained = self.operand(), 0
        while (kind := self.operator()) in RELATIONS:
            self.deeper(self.now.column)
            chained += 1
            found = self.relation(kind, found)
        self.depth -= chained
        return found

    def relation(self, kind: str, left: Node) -> Node:
        self.takes(kind)
        reach = self.number("NEAR takes a number of words, such as NEAR 20.") if kind == "NEAR" else 0
        right = self.denied_operand()
        if kind.endswith("BY"):
            reach = 1
            if self.takes("WITHIN"):
                reach = self.number("WITHIN takes a number of turns, such as WITHIN 2.")
                self.at += self.now.kind == "word" and self.now.text in {"TURN", "TURNS"}
        return Relation(kind, left, right, reach)

    def denied_operand(self) -> Node:
        column = self.now.column
        if not self.takes("NOT"):
            return self.operand()
        self.deeper(column)
        found = Not(self.denied_operand())
        self.depth -= 1
        return found

    def number(self, sentence: str) -> int:
        token = self.now
        if token.kind == "word" and token.text.isdecimal() and len(token.text) < 10:
            self.take()
            return int(token.text)
        raise Misworded(token.column, f"a number is missing. {sentence}")

    # -- terms -----------------------------------------------------------------------------------------------------

    def operand(self) -> Node:
        token = self.now
        if token.kind == "(":
            return self.bracketed()
        if token.kind == "quoted":
            return self.words(self.take().text, token.column)
        if token.kind == "field":
            return self.field(self.take())
        if token.kind == "case":
            return self.case(self.take())
        if self.takes("ONLY"):
            name, column = self.value("ONLY")
            return names.code_of(self.project, name, column, below=False)
        if token.kind == "word" and not self.operator():
            name = self.bare()
            if name in ALONE:
                return ALONE[name]()
            return names.code_of(self.project, name, token.column)
        raise self.gap()

    def gap(self) -> Misworded:
        """What is wrong where a term should stand and none does."""
        before = self.tokens[self.at - 1].text if self.at else ""
        here = self.operator() or self.now.text
        column = self.now.column
        if before and before != "(":
            return Misworded(
                column, f"something is missing after “{before}”.", "Write a code, or words in quotation marks."
            )
        return Misworded(column, f"something is missing before “{here}”." if here else "something is missing here.")

    def unjoined(self) -> Misworded:
        """What is wrong where something stands behind a term that nothing joins to it."""
        hint = UNJOINED.get(self.operator(), "Write AND, OR or OVERLAPS between them, or quotation marks around words.")
        return Misworded(self.now.column, f"nothing joins “{self.now.text}” to what stands before it.", hint)

    def bracketed(self) -> Node:
        opening = self.take()
        self.deeper(opening.column)
        found = self.either()
        if self.now.kind == "end":
            raise Misworded(opening.column, "this bracket is never closed.", "Write ) behind what belongs together.")
        if self.now.kind != ")":
            raise self.unjoined()
        self.take()
        self.depth -= 1
        return found

    def bare(self) -> str:
        """The words from here to the next operator, bracket or quotation mark, as one name.

        What looks like a field is a part of it where the study has a code that is called so: “Body weight > Loss”.
        """
        start, short, long = self.now.start, self.reached(frozenset({"word"})), 0
        if self.tokens[short].kind in INNER:
            long = self.reached(INNER)
            long = long if folded(self.text[start : self.tokens[long - 1].end]) in self.project.codes_by_word else 0
        self.at = long or short
        return self.text[start : self.tokens[self.at - 1].end]

    def reached(self, kinds: frozenset[str]) -> int:
        """The place of the next sign that is an operator or of another kind."""
        here = self.at
        while self.now.kind in kinds and not self.operator():
            self.at += 1
        here, self.at = self.at, here
        return here

    def value(self, after: str) -> tuple[str, int]:
        """What stands behind a field, and its column."""
        token = self.now
        if token.kind == "quoted":
            return self.take().text, token.column
        if token.kind == "word" and not self.operator():
            return self.bare(), token.column
        raise Misworded(token.column, f"something is missing after “{after}”.")

    def field(self, token: Token) -> Node:
        name, sign = token[1], token.sign
        if sign == "!:" and name != "code":
            raise Misworded(token.column, f"“{name}” takes no “!:”.", f"Write {name}:NAME, or NOT {name}:NAME.")
        if sign in {"<", ">", "<=", ">="} and name not in ORDERED:
            raise Misworded(token.column, f"“{name}” has no order, so it takes no “{sign}”.", f"Write {name}:NAME.")
        value, column = self.value(f"{name}{sign}")
        if not value.strip():
            raise Misworded(column, f"there is nothing in the quotation marks after “{name}{sign}”.")
        if name in ORDERED:
            return self.measured(name, "=" if sign == ":" else sign, value, column)
        found = self.named(name, value, column, below=sign != "!:")
        return Not(found) if sign == "!=" else found

    def named(self, name: str, value: str, column: int, *, below: bool) -> Node:
        if name == "code":
            return names.code_of(self.project, value, column, below=below)
        if name == "words":
            return self.words(value, column)
        if name == "memo":
            return Noted(folded(value))
        if name == "origin":
            if value not in {"hand", SEARCH}:
                raise Misworded(column, f"“{value}” is no origin.", "Write origin:hand or origin:search.")
            return Origin("" if value == "hand" else SEARCH)
        if name == "document":
            return InDocument(names.document_of(self.project, value, column))
        if name == "coder":
            return By(names.coder_of(self.project, value, column))
        return (names.theme_of if name == "theme" else names.speaker_of)(self.project, value, column)

    def words(self, typed: str, column: int) -> Words:
        if not search.parse(typed).phrases:
            raise Misworded(column, "there is no word to look for in the quotation marks.")
        return Words(typed)

    def measured(self, name: str, sign: str, value: str, column: int) -> Node:
        if name == "weight":
            return Weighs(sign, names.point_of(self.project, value, column))
        if name == "date":
            return _made(sign, value, column)
        if not (value.isdecimal() and len(value) < 10):
            raise Misworded(column, f"“{value}” is no round.", "Write its number, such as round:1.")
        return InRound(sign, int(value))

    def case(self, token: Token) -> Node:
        if token.sign == "!:":
            raise Misworded(token.column, "a case takes no “!:”.", "Write case.ATTRIBUTE != VALUE.")
        name = names.attribute_of(self.project, token.text, token.column)
        value, _ = self.value(f"case.{token.text} {token.sign}")
        return Described(name, "=" if token.sign == ":" else token.sign, folded(value))


def _made(sign: str, value: str, column: int) -> Made:
    """The codings of a day, a month or a year, or those before or after it, where the user is."""
    value = value.strip()
    months = value if len(value) != 4 else f"{value}-01"
    first, last = (f"{months}-01", "") if len(months) == 7 else (value, value)
    try:
        begins = day_begins(first)
        ends = day_ends(last) if last else day_ends(_last_day(value))
    except (Refused, ValueError):
        raise Misworded(column, f"“{value}” is no date.", "Write it as 2026-05-03, 2026-05 or 2026.") from None
    after = f"{ends}~"  # comes after each moment that starts so, and before the next
    spans = {
        "=": (begins, after), "!=": (begins, after), "<": ("", begins), "<=": ("", after), ">": (after, ""),
        ">=": (begins, ""),
    }  # fmt: skip
    return Made(*spans[sign], outside=sign == "!=")


def _last_day(value: str) -> str:
    year, month = int(value[:4]), int(value[5:] or 12)
    return f"{value[:4]}-{month:02}-{monthrange(year, month)[1]}"
