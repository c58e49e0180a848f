"""The verb on the codebook as a whole: its name, description and rules, its sources, and the values of attributes."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.edits.documents import LONGEST, named
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Attributes, Book, Values
from workbench.core.project import Project, folded, step_of
from workbench.core.steps import Change, Stamp, Step


def edit_book(
    project: Project,
    *,
    stamp: Stamp,
    name: str | None = None,
    description: str | None = None,
    rules: str | None = None,
    sources: Attributes | None = None,
    values: Values | None = None,
    seen: Book | None = None,
) -> Step:
    """Rewrites what the codebook says of itself; what isn't given stays, and a study without a book gets one.

    `seen` is the book as it was shown to who rewrites it, Book("", "") for none; a Conflict where it differs by now.
    """
    before = project.book
    if seen and seen != (before or Book("", "")):
        raise Conflict("The codebook was changed by somebody else in the meantime.", "Look again.")
    known = before or Book(stamp.new_id(), "")
    after = known._replace(
        name=known.name if name is None else _named(name),
        description=known.description if description is None else description.strip(),
        rules=known.rules if rules is None else rules.strip(),
        sources=known.sources if sources is None else _sources(sources),
        values=known.values if values is None else _values(values),
    )
    if after == (before or known):
        raise Refused("The codebook says this of itself already.")
    what = f"Renamed the codebook “{known.name}” to “{after.name}”"
    if known.name == after.name or not known.name or not after.name:
        what = f"Rewrote what the codebook{f' “{after.name}”' if after.name else ''} says of itself"
    return step_of(project, what, stamp, [Change(before, after)])


def _named(name: str) -> str:
    if not name.strip():
        return ""
    name = named(name, "codebook")
    if len(name) > LONGEST:
        raise Refused(f"A codebook's name has {LONGEST} characters at most; this one has {len(name)}.")
    return name


def _sources(sources: Attributes) -> Attributes:
    tidy = tuple((" ".join(key.split()), reference.strip()) for key, reference in sources)
    for key, reference in tidy:
        if not key or not reference:
            raise Refused(
                f"The source “{key or reference}” has no {'reference' if key else 'key'}.",
                "Write a short key and the reference, such as Horvath 2011: Horvath, A. O. et al. (2011).",
            )
    _once((key for key, _ in tidy), "source")
    return tidy


def _values(values: Values) -> Values:
    tidy = tuple(
        (" ".join(name.split()), tuple(value.strip() for value in allowed if value.strip())) for name, allowed in values
    )
    for name, allowed in tidy:
        if not name or not allowed:
            raise Refused(
                f"The attribute “{name}” has no values." if name else "An attribute needs a name.",
                "Write its name and the values it may have, such as pole: aligned, misaligned.",
            )
        _once(allowed, f"value of “{name}”")
    _once((name for name, _ in tidy), "attribute")
    return tidy


def _once(names: Iterable[str], what: str) -> None:
    taken: set[str] = set()
    for name in names:
        if folded(name) in taken:
            raise Refused(f"The {what} “{name}” is given twice.", "Keep one of the two.")
        taken.add(folded(name))
