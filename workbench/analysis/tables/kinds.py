"""The tables that there are, by name: what each tells, what may be chosen of it, and the function that makes it.

A table's module is loaded when the table is made; a study's attributes and themes add choices of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from itertools import chain, count
from typing import Any, NamedTuple

from workbench.analysis.tables.matrix import Asked, Matrix
from workbench.core.errors import Missing
from workbench.core.project import Project, folded, natural

_NO_NAME = re.compile(r"[^\w.]+")


class Option(NamedTuple):
    """What may be chosen of a table: the keyword of its maker, what people call it, values with their words.

    The first value holds where nothing is chosen.
    """

    name: str
    title: str
    choices: tuple[tuple[str | bool, str], ...]


class Kind(NamedTuple):
    """A table that can be made: `make(asked, **chosen)`, where `chosen` goes from names of options to their values."""

    name: str
    title: str
    tells: str
    options: tuple[Option, ...]
    make: Callable[..., Matrix]


DIMENSIONS: Mapping[str, str] = {
    "code": "codes",
    "theme": "themes",
    "document": "documents",
    "speaker": "speakers",
    "coder": "coders",
    "rating": "ratings",
    "round": "rounds",
}
"""What a cross table can have as rows or columns, beside `case.ATTRIBUTE`."""

COUNTS: Mapping[str, str] = {
    "codings": "codings",
    "extracts": "extracts",
    "participants": "participants",
    "words": "% of words",
}
"""What a cross table can count."""

CASE = "case."
COUNT = Option("count", "Count", tuple(COUNTS.items()))
BELOW = Option("below", "Codes below", ((False, "each code by itself"), (True, "with the codes below it")))


def _made(place: str, asked: Asked, **chosen: Any) -> Matrix:
    """The table of the function that stands at a place in this package, such as `speech.speech`."""
    module, _, function = place.rpartition(".")
    made: Matrix = getattr(import_module(f"{__package__}.{module}"), function)(asked, **chosen)
    return made


def _kind(name: str, title: str, tells: str, place: str, *options: Option, **chosen: Any) -> Kind:
    return Kind(name, title, tells, options, partial(_made, place, **chosen))


def _cross(rows: str, columns: str, name: str, title: str, tells: str) -> Kind:
    return _kind(name, title, tells, "crosstab.crosstab", COUNT, rows=rows, columns=columns)


def _any_cross(dimensions: Mapping[str, str]) -> Kind:
    choices = tuple(dimensions.items())
    turned = tuple(sorted(choices, key=lambda choice: choice[0] != "document"))
    return _kind(
        "crosstab",
        "Any two",
        "Two dimensions of your choice across one another.",
        "crosstab.crosstab",
        Option("rows", "Rows", choices),
        Option("columns", "Columns", turned),
        COUNT,
    )


TABLES: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind(
            "frequencies",
            "Codes: how often",
            "How many participants, extracts, codings and documents each code has.",
            "frequencies.frequencies",
            BELOW,
        ),
        _cross("code", "document", "code-by-document", "Codes by documents", "Which codes come in which interviews."),
        _cross("code", "speaker", "code-by-speaker", "Codes by speakers", "Which codes come in whose words."),
        _cross("code", "coder", "code-by-coder", "Codes by coders", "Who used which codes."),
        _cross(
            "theme", "document", "theme-by-document", "Themes by documents", "Which themes come in which interviews."
        ),
        _any_cross(DIMENSIONS),
        _kind(
            "cooccurrence",
            "Codes that overlap",
            "How often two codes stand on the same words.",
            "cooccurrence.cooccurrence",
        ),
        _kind(
            "cooccurrence-turn",
            "Codes in the same turn",
            "In how many turns two codes both stand.",
            "cooccurrence.cooccurrence",
            how="turn",
        ),
        _kind("speech", "Speech by speaker", "Who says how much, and how much of it is coded.", "speech.speech"),
        _kind(
            "ledger",
            "Alignment ledger",
            "For each value, where it is lived, missed or mentioned, by how many participants.",
            "ledger.ledger",
        ),
        _kind(
            "framework", "Framework grid", "What each participant says on each theme, summed up.", "framework.framework"
        ),
        _kind(
            "saturation",
            "Saturation",
            "How many new codes each further interview brings.",
            "saturation.saturation",
            Option("by", "Order", (("given", "by name"), ("import", "by time of import"))),
        ),
        _kind("negative", "Negative cases", "Who lacks a theme, or speaks against it.", "negative.negative"),
    )
}
"""The tables that every study has, by name."""


def attributes(project: Project) -> tuple[str, ...]:
    """The attributes that participants have in a study, by name; two spellings that differ in case are one."""
    found: dict[str, str] = {}
    for case in project.participants:
        for name, value in case.attributes:
            if value:
                found.setdefault(folded(name), name)
    return tuple(sorted(found.values(), key=natural))


def dimensions(project: Project) -> dict[str, str]:
    """What a cross table of this study can have as rows or columns, each with its words."""
    return {**DIMENSIONS, **{f"{CASE}{name}": f"participants’ {name}" for name in attributes(project)}}


def tables_of(project: Project) -> dict[str, Kind]:
    """The tables of a study by name: those of every study, and codes by each attribute of its participants."""
    found: dict[str, Kind] = {}
    for name, kind in TABLES.items():
        found[name] = _any_cross(dimensions(project)) if name == "crosstab" else kind
        if name == "negative":
            themes = tuple((theme.id, theme.name) for theme in project.theme_order)
            found[name] = kind._replace(options=(Option("theme", "Theme", (("", "all"), *themes)),))
        if name == "code-by-document":
            found |= _by_attributes(project)
    return found


def table_named(project: Project, name: str) -> Kind:
    """The table of a name; Missing if there is none."""
    known = tables_of(project)
    kind = next((kind for key, kind in known.items() if folded(key) == folded(name)), None)
    if kind is None:
        raise Missing(f"There is no table “{name}”.", f"There are: {', '.join(known)}.")
    return kind


def file_word(words: str) -> str:
    """Words as a part of a file's name: what stands between letters and digits becomes a hyphen."""
    return _NO_NAME.sub("-", words).strip("-.") or "other"


def _by_attributes(project: Project) -> dict[str, Kind]:
    """Codes by each attribute, under names that no other table has."""
    found: dict[str, Kind] = {}
    taken = set(map(folded, TABLES))
    for name in attributes(project):
        wanted = f"code-by-{file_word(name)}"
        names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        own = next(one for one in names if folded(one) not in taken)
        taken.add(folded(own))
        tells = f"Which codes come with participants of which {name}."
        found[own] = _cross("code", CASE + name, own, f"Codes by {name}", tells)
    return found
