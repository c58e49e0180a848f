"""The rules by which a codebook's weaknesses are found, in one table: what each says, how grave it is, and why.

MacQueen and colleagues ask for a definition, rules for use and for non-use, and an example of each code; Braun and Clarke
for no more than three levels; O'Connor and Joffe for codes that all coders read alike. The other rules are our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

M98, BC22, OJ20 = "MacQueen et al. 1998", "Braun & Clarke 2022", "O'Connor & Joffe 2020"
LEVELS = ("error", "warning", "note")


class Rule(NamedTuple):
    """A rule: one of LEVELS, what it finds, and why that is a weakness."""

    level: str
    says: str
    why: str


class Finding(NamedTuple):
    """A weakness: `codes` are the places, in the codebook's order, of those it is about; none: the codebook as a whole.

    `level` is one of LEVELS, `rule` one of RULES; `way_out` says what can be done.
    """

    level: str
    rule: str
    codes: tuple[int, ...]
    sentence: str
    way_out: str


RULES: Mapping[str, Rule] = {
    "unsettled": Rule("error", "a merge left questions open", "of each, one side stands there that nobody chose"),
    "same-definition": Rule("error", "two codes have one definition", "coders can't tell them apart"),
    "same-hotkey": Rule("error", "two codes have one hotkey", "the key can only mean one of them"),
    "near-definition": Rule("warning", "two definitions are nearly the same", "coders will mix them up"),
    "same-name": Rule("warning", "a name or alias is borne by two codes", "nobody knows which one is meant"),
    "unknown-code": Rule("warning", "a rule names a code that isn't there", f"whoever follows it gets lost ({M98})"),
    "always-together": Rule("warning", "two codes always stand on the same words", "they may be one code"),
    "parent-and-child": Rule("warning", "a code stands beside one above it", "the same words count twice"),
    "too-deep": Rule("warning", "codes stand more than three levels deep", f"three are as many as help ({BC22})"),
    "undeclared-value": Rule("warning", "an attribute has a value that isn't declared", "comparisons will miss it"),
    "one-point": Rule("warning", "a scale has one point", "a rating needs something to choose from"),
    "no-definition": Rule("warning", "a code has no definition", f"each coder gives it a meaning of their own ({M98})"),
    "outdated": Rule("note", "codings were made under an earlier meaning", f"they may no longer fit ({M98})"),
    "unused": Rule("note", "a code is never applied", "it may be needless, or overlooked"),
    "one-coder": Rule("note", "only one coder uses a code", f"the others may read it differently ({OJ20})"),
    "one-interview": Rule("note", "a code is used in one interview only", "it may be about one person"),
    "always-beside": Rule("note", "a code only stands where another does", "it may be a part of that one"),
    "similar-name": Rule("note", "names overlap or are nearly the same", "they are easily mistaken when coding"),
    "example-elsewhere": Rule("note", "an example fits another code's rule better", f"examples guide coders ({M98})"),
    "renamed-code": Rule("note", "a rule names a code by another name", "readers look for the name they read"),
    "unknown-source": Rule("note", "a source isn't in the list of sources", "readers can't look it up"),
    "undeclared-attribute": Rule("note", "an attribute isn't declared", "slips of the pen in it pass unseen"),
    "empty-heading": Rule("note", "a heading has no codes below it", "it can't be applied and holds nothing"),
    "only-child": Rule("note", "one code stands alone below another", "a level with one code parts nothing"),
    "same-colour": Rule("note", "codes of different groups have one colour", "they look the same in the margin"),
    "near-colour": Rule("note", "colours can hardly be told apart", "they look the same in the margin"),
    "no-id": Rule("note", "codes have no id in the file", "after a rename they can't be known again"),
    "no-rule": Rule("note", "a code says neither when to use it nor when not to", f"its borders stay open ({M98})"),
    "no-example": Rule("note", "a code has no example", f"an example shows what a definition can't ({M98})"),
}


def finding(rule: str, codes: Iterable[int], sentence: str, way_out: str) -> Finding:
    """A weakness by a rule of the table."""
    return Finding(RULES[rule].level, rule, tuple(codes), sentence, way_out)


def grave(findings: Iterable[Finding], level: str) -> bool:
    """True if any is of this level or a graver one."""
    bar = LEVELS.index(level)
    return any(LEVELS.index(found.level) <= bar for found in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the codebook's order; those about it as a whole first, and the graver ones of a code first."""
    rows = {rule: row for row, rule in enumerate(RULES)}
    return tuple(sorted(findings, key=lambda found: ((found.codes or (-1,))[0], rows[found.rule])))
