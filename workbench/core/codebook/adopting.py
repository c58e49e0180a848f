"""Bringing a study into line with a codebook: what would become of its codes, what has to be asked, and the step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from workbench.core.codebook.book import Codebook, Entry, book_of
from workbench.core.codebook.book import paths as paths_of
from workbench.core.codebook.differences import Difference, differences
from workbench.core.codebook.matching import Likely, matched
from workbench.core.codebook.merging import Merged, merge
from workbench.core.codebook.questions import MINE, Question
from workbench.core.edits.codes import must_keep_codings
from workbench.core.edits.codings import dated, recoded
from workbench.core.edits.drafting import Draft, orphaned, themes_with
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Book, Code
from workbench.core.project import Project, folded, step_of
from workbench.core.steps import Change, Stamp, Step

NAMES = ("the study", "the file")
HALF = 0.5


class Plan(NamedTuple):
    """What bringing in a codebook would do: the changes, and what has to be asked before.

    `follows` says that it is a later version of the codebook that the study has.
    """

    name: str
    mine: Codebook
    merged: Merged
    follows: bool

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still open."""
        return self.merged.questions

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What would change in the study's codebook."""
        return differences(self.mine, self.merged.book)


def planned(
    project: Project,
    theirs: Codebook,
    answers: Mapping[str, str] | None = None,
    *,
    base: Codebook | None = None,
    likely: Likely | None = None,
) -> Plan:
    """What bringing in a codebook comes to. `base` is the file as it was brought in last, if it ever was.

    Where the base is known, the study's changes and the file's are merged. Otherwise the file holds where it says
    something, and the study keeps what the file doesn't speak of.
    """
    mine = book_of(project, "")
    same_book = base is not None and bool(mine.entries) and _is_version_of(theirs, base)
    if base is None or not same_book:
        base, same_book = _two_way(mine, theirs), False
        theirs = theirs if project.book is None else _added(mine, theirs)
    used = [place for place, (code, _) in enumerate(project.code_tree) if project.counts.get(code.id)]
    merged = merge(base, mine, theirs, answers, likely=likely, used=used, names=NAMES, mine_first=not same_book)
    return Plan(theirs.name, mine, _with_points(project, mine, merged, answers or {}), same_book)


def _with_points(project: Project, mine: Codebook, merged: Merged, answers: Mapping[str, str]) -> Merged:
    """The merge with the scales of the study where the file's lack points by which codings are rated; that is asked."""
    entries, asked = list(merged.book.entries), list(merged.questions)
    tree = project.code_tree
    for place, origin in enumerate(merged.origin):
        was = mine.entries[origin] if origin is not None else entries[place]
        lost = set(was.scale) - set(entries[place].scale)
        rated = lost & set(project.ratings.get(tree[origin][0].id, ())) if lost and origin is not None else set()
        if rated:
            name, points = entries[place].name, ", ".join(f"“{point}”" for point in was.scale if point in rated)
            question = Question(
                f"points of {was.key}", "scale", name,
                f"The scale of “{name}” has no {points} in the file, by which codings are rated. They can go once those are "
                "rated otherwise.",
                "", ", ".join(was.scale), ", ".join(entries[place].scale),
                ((MINE, "Keep the scale of the study"),), names=NAMES,
            )  # fmt: skip
            asked += [] if answers.get(question.id) == MINE else [question]
            entries[place] = entries[place]._replace(scale=was.scale)
    return merged._replace(book=merged.book._replace(entries=tuple(entries)), questions=tuple(asked))


def adopt(project: Project, book: Codebook, stamp: Stamp) -> Step:
    """Brings the study's codes into line with a codebook that it never saw: none is removed."""
    return carried_out(project, planned(project, book), stamp)


def carried_out(project: Project, plan: Plan, stamp: Stamp) -> Step:
    """The step of a plan. Refused if nothing would change, or if codings could no longer stand on their codes.

    A Conflict if the codebook was changed since it was planned.
    """
    if book_of(project, "") != plan.mine:
        raise Conflict("The study's codebook was changed in the meantime.", "Look again at what the file would change.")
    draft = Draft(project)
    tree = [code for code, _ in project.code_tree]
    changes = _codes(plan.merged, tree, plan.merged.book.name, stamp)
    for before, after in changes:
        must_keep_codings(project, before or after, after)
    new = sum(before is None for before, _ in changes)
    rewritten = {before.id for before, after in changes if before and before.meaning != after.meaning}
    draft.make(dated(project, rewritten))
    draft.make(Change(before, after) for before, after in changes if before != after)
    gone = _remove(draft, project, plan.merged, tree, [after for _, after in changes])
    changed = sum(before is not None and before != after for before, after in changes)
    book = _book(project, plan, stamp)
    if not new + changed + gone and book is None:
        raise Refused("The study's codebook stands like this already.")
    draft.make([Change(project.book, book)] if book else [])
    counts = f"{new} new, {changed} changed" + (f", {gone} deleted" if gone else "")
    return step_of(project, f"Codebook “{plan.name or plan.merged.book.name}”: {counts}", stamp, draft.changes())


def _is_version_of(theirs: Codebook, base: Codebook) -> bool:
    """True if a file is another version of a codebook: it bears its name, or most of its codes."""
    if theirs.name and folded(theirs.name) == folded(base.name):
        return True
    return len(matched(base, theirs)) > HALF * max(len(base.entries), len(theirs.entries))


def _two_way(mine: Codebook, theirs: Codebook) -> Codebook:
    """A base from which the study has not moved where the file says something, and the file not where it is silent."""
    pairs = matched(mine, theirs)
    moved: dict[int | None, int] = {}
    entries: list[Entry] = []
    for place in sorted(pairs):
        one, other = mine.entries[place], theirs.entries[pairs[place]]
        moved[place] = len(entries)
        said = {field: value for field, value in one._asdict().items() if _speaks(other, field)}
        silent = {field: value for field, value in other._asdict().items() if field not in said}
        entries.append(Entry(**{**said, **silent, "key": one.key, "parent": moved.get(one.parent)}))
    book = {field: getattr(mine if getattr(theirs, field) else theirs, field) for field in Codebook._fields}
    return Codebook(**{**book, "entries": tuple(entries)})


def _speaks(entry: Entry, field: str) -> bool:
    """True for a field that a file fills; that a code applies is what files mean that say nothing of it."""
    return not entry.applies if field == "applies" else bool(getattr(entry, field))


def _added(mine: Codebook, theirs: Codebook) -> Codebook:
    """Another codebook as it is added to a study that has one: name and description stay, rules and sources join."""
    if folded(mine.name) == folded(theirs.name):
        return theirs
    rules = mine.rules if theirs.rules in mine.rules else "\n\n".join(filter(None, (mine.rules, theirs.rules)))
    return theirs._replace(
        name=mine.name or theirs.name,
        description=mine.description or theirs.description,
        rules=rules,
        sources=tuple({**dict(mine.sources), **dict(theirs.sources)}.items()),
        values=tuple({**dict(mine.values), **dict(theirs.values)}.items()),
    )


def _codes(merged: Merged, tree: Sequence[Code], name: str, stamp: Stamp) -> list[tuple[Code | None, Code]]:
    """For each entry the code as it is, if it is there, and as it shall be."""
    found: list[tuple[Code | None, Code]] = []
    paths = paths_of(merged.book.entries)
    taken = {code.key for code in tree} | {entry.key for entry in merged.book.entries}
    rows: dict[str | None, list[int]] = {}
    for entry, origin in zip(merged.book.entries, merged.origin, strict=True):
        known = None if origin is None else tree[origin]
        parent = None if entry.parent is None else found[entry.parent][1].id
        key = (
            known.key if known and entry.key == known.stable else entry.key or _made_key(name, paths[len(found)], taken)
        )
        fields = {**entry._asdict(), "key": key, "parent": parent, "position": known.position if known else 0}
        if known and known.colour.upper() == entry.colour.upper():
            fields["colour"] = known.colour
        rows.setdefault(parent, []).append(len(found))
        found.append((known, Code(known.id if known else stamp.new_id(), **fields)))
    for row in rows.values():
        _put_in_order(found, row)
    return found


def _made_key(name: str, path: Sequence[str], taken: Collection[str]) -> str:
    """An id for a code that has none in the file: the same in every study that takes the file in, and never shown."""
    words = "\n".join((folded(name), *map(folded, path)))
    key = f"c-{sha256(words.encode()).hexdigest()[:10]}"
    return "" if key in taken else key


def _put_in_order(codes: list[tuple[Code | None, Code]], row: Sequence[int]) -> None:
    """Gives siblings (places among the codes) positions; those that stand in order keep theirs."""
    stay = [known is not None and known.parent == code.parent for known, code in (codes[place] for place in row)]
    old = [codes[place][1].position for place, stays in zip(row, stay, strict=True) if stays]
    kept = old == sorted(set(old)) and stay == sorted(stay, reverse=True)
    last = 0
    for place, stays in zip(row, stay, strict=True):
        known, code = codes[place]
        last = code.position if kept and stays else last + 1
        codes[place] = known, code._replace(position=last)


def _remove(draft: Draft, project: Project, merged: Merged, tree: Sequence[Code], codes: Sequence[Code]) -> int:
    """Takes away the codes that are gone, codings and memos given to their heirs; gives how many those were."""
    stay = {origin for origin in merged.origin if origin is not None}
    going = {place: code for place, code in enumerate(tree) if place not in stay}
    outdated = {coding for code in going.values() for coding in project.outdated.get(code.id, ())} if going else set()
    heirs = {going[place].id: codes[heir] for place, heir in merged.heirs.items() if place in going}
    codings = [coding for coding in draft.project.all_codings() if coding.code in heirs] if heirs else []
    draft.make(recoded(draft.project, codings, heirs, outdated))
    draft.make(
        themes_with(
            draft.project, {code.id: (heirs[code.id].id,) if code.id in heirs else () for code in going.values()}
        )
    )
    for code in going.values():
        if code.id in heirs:
            memos = draft.project.memos_on.get(("code", code.id), ())
            draft.make(Change(memo, memo._replace(target=heirs[code.id].id)) for memo in memos)
        else:
            draft.make(orphaned(draft.project, code))
    draft.make(Change(code, None) for code in going.values())
    return len(going)


def _book(project: Project, plan: Plan, stamp: Stamp) -> Book | None:
    """What the codebook says of itself, if that changes."""
    book, now = plan.merged.book, project.book
    found = Book(now.id if now else stamp.new_id(), book.name, book.description, book.rules, book.sources, book.values)
    unsaid = now is None and not any(found[1:])
    return None if found == now or unsaid else found
