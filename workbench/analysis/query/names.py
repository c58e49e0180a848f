"""The names in a query, to the records that they name; an unknown one is told with those that are nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from workbench.analysis.query.tokens import FIELDS, Misworded
from workbench.analysis.query.tree import Bears, Says
from workbench.core.errors import Missing, Refused
from workbench.core.project import Project, folded, with_those_below

T = TypeVar("T")
LOUD = ("and", "or", "not", "overlaps", "inside", "contains", "near", "same", "followed", "preceded", "only", "within")
WHOLE = {"SAME": "SAME WORDS or SAME TURN", "FOLLOWED": "FOLLOWED BY", "PRECEDED": "PRECEDED BY"}
COMPARED = 80  # signs of a name that is looked for among others


def code_of(project: Project, name: str, column: int, *, below: bool = True) -> Bears:
    """The codings of the code of a name, a path or a key, and of the codes below it.

    Where a code below bears its parent's name, the parent is meant: it holds the other.
    """
    called = project.codes_by_word.get(folded(name), ())
    for code in called if below and len(called) > 1 else ():
        members = with_those_below(project, [code.id])
        if members.issuperset(other.id for other in called):
            return Bears(frozenset(members))
    code = _named(project.code_named, "code", name, column, lambda: _code_hint(project, name))
    return Bears(frozenset(with_those_below(project, [code.id]) if below else [code.id]))


def as_code(name: str) -> str:
    """The term for the code of a name that holds signs of the language, in quotation marks that the name hasn't."""
    return f"code:«{name}»" if '"' in name else f'code:"{name}"'


def theme_of(project: Project, name: str, column: int) -> Bears:
    """The codings of a theme's codes and of those below them, and those chosen for it."""
    names = (theme.name for theme in project.theme_order)
    theme = _named(project.theme_named, "theme", name, column, lambda: near(name, names))
    return Bears(frozenset(with_those_below(project, theme.codes)), frozenset(theme.quotes))


def document_of(project: Project, name: str, column: int) -> str:
    """The id of the document of a file name or a title."""
    names = (name for document in project.library for name in (document.title, document.name))
    return _named(project.document_named, "document", name, column, lambda: near(name, names)).id


def coder_of(project: Project, name: str, column: int) -> str:
    """The id of the coder of a name."""
    coder = project.coder_named(name)
    if coder is None:
        hint = near(name, (coder.name for coder in project.coders.values()))
        raise Misworded(column, f"there is no coder “{_short(name)}”.", hint)
    return coder.id


def speaker_of(project: Project, name: str, column: int) -> Says:
    """Who speaks under a label, or is the case of a name."""
    wanted = folded(name)
    cases = frozenset(case.id for case in project.cases.values() if folded(case.name) == wanted)
    labels = {speaker.label for speaker in project.speakers.values() if speaker.label}
    if not cases and wanted not in map(folded, labels):
        hint = near(name, [*(case.name for case in project.cases.values()), *sorted(labels)])
        raise Misworded(column, f"nobody in this study is called “{_short(name)}”.", hint)
    voices = {speaker.case for speaker in project.speakers.values() if folded(speaker.label) == wanted}
    who = [project.cases[case] for case in cases | voices if case in project.cases]
    return Says(wanted, cases, bool(who) and all(case.interviewer for case in who))


def attribute_of(project: Project, name: str, column: int) -> str:
    """The folded name of an attribute of participants."""
    names = dict.fromkeys(key for case in project.cases.values() for key, _ in case.attributes)
    if folded(name) not in map(folded, names):
        hint = near(name, names) or (f"There are {_listed(names)}." if names else "No participant has attributes yet.")
        raise Misworded(column, f"participants have no attribute “{_short(name)}”.", hint)
    return folded(name)


def point_of(project: Project, name: str, column: int) -> str:
    """The folded name of a point of some code's scale."""
    points = dict.fromkeys(
        [point for code in project.codes.values() for point in code.scale]
        + [point for points in project.ratings.values() for point in sorted(points)]
    )
    if folded(name) not in map(folded, points):
        hint = near(name, points) or (f"There are {_listed(points)}." if points else "No code has a scale yet.")
        raise Misworded(column, f"no code has the weight “{_short(name)}”.", hint)
    return folded(name)


def near(name: str, names: Iterable[str]) -> str:
    """A hint at the names that are nearly the same, or of which one word begins like this; or nothing."""
    shown = {folded(known): known for known in names if known}
    wanted = folded(name)[:COMPARED]
    begun = [known for known in shown if wanted and f" {wanted}" in f" {known}"]
    found = list(dict.fromkeys([*begun, *get_close_matches(wanted, shown, n=2, cutoff=0.65)]))[:2]
    return f"Did you mean {' or '.join(f'“{shown[known]}”' for known in found)}?" if found else ""


def _named(find: Callable[[str], T], kind: str, name: str, column: int, hint: Callable[[], str]) -> T:
    try:
        return find(name)
    except Missing:
        raise Misworded(column, f"there is no {kind} “{_short(name)}”.", hint()) from None
    except Refused as error:
        raise Misworded(column, error.message, error.hint) from None


def _code_hint(project: Project, name: str) -> str:
    """What somebody may have meant who wrote the name of no code: an operator, a field, or a code nearly so called."""
    words = name.split()
    known = project.codes_by_word
    for place, word in enumerate(words):
        before, after = " ".join(words[:place]), " ".join(words[place + 1 :])
        if word.casefold() in LOUD and (folded(before) in known or not before) and (folded(after) in known or before):
            if word in WHOLE:
                return f"Write {WHOLE[word]} if it joins what stands beside it."
            return f"Write {word.upper()} in capitals if it joins what stands beside it."
    field, sign, _ = name.partition(":") if ":" in name else name.partition("=")
    if sign and " " not in field.strip():
        return near(field, (*FIELDS, "case")) or f"A query knows {_listed(FIELDS)} and case.ATTRIBUTE."
    if name.startswith("case."):
        return f"Write what it should be, such as: {name} = VALUE"
    codes = project.codes.values()
    names = [*(code.name for code in codes), *(code.handle for code in codes), *project.code_paths.values()]
    quoted = f'For words of the text, write them in quotation marks: "{_short(name)}".' if '"' not in name else ""
    return near(name, names) or quoted


def _listed(names: Iterable[str], most: int = 12) -> str:
    listed = list(names)
    return ", ".join([*listed[:most], *(["and others"] if len(listed) > most else [])])


def _short(name: str) -> str:
    return name if len(name) <= COMPARED else f"{name[:COMPARED]}…"
