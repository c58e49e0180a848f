"""The project: all records of a study at one moment, frozen, with the few indexes that everything else asks for.

`Project.after(step)` is the next moment; it costs what the step touches, not what the project holds. The bodies of
transcripts are not here: they are read when a document is opened.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from workbench.core.errors import Conflict, Missing, Refused
from workbench.core.model import (
    Book,
    Case,
    Cell,
    Code,
    Coder,
    Coding,
    Document,
    Memo,
    Record,
    SavedQuery,
    Speaker,
    Theme,
    Wording,
)
from workbench.core.steps import Change, Stamp, Step

SEPARATOR = " > "
FEW = 8
JOINERS = "\u200c\u200d\u00ad"  # the last is the soft hyphen
DIGITS = 1000  # of a number in a name that count for its order
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Project:
    """All records at one moment; `number` is the last step's number in the history.

    The mappings go from id to record. `codings` goes from a document's id to its codings in the order of the text,
    longer ones first where two start together; `counts` from a code's id to how often it is applied (absent: never).
    """

    number: int = 0
    coders: Mapping[str, Coder] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict)
    codes: Mapping[str, Code] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    memos: Mapping[str, Memo] = field(default_factory=dict)
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    queries: Mapping[str, SavedQuery] = field(default_factory=dict)
    codings: Mapping[str, tuple[Coding, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    issued: int = 0

    def after(self, step: Step, number: int | None = None) -> Project:
        """The project once `step` has happened, as number `number` of the history.

        Raises Conflict if a record isn't as the step says it was.
        """
        touched: dict[type[Record], list[Change]] = defaultdict(list)
        for change in step.changes:
            touched[type(_either(change))].append(change)
        fresh: dict[str, object] = {}
        for kind, changes in touched.items():
            if kind is Coding:
                fresh.update(self._recoded(changes))
            else:
                fresh[FIELDS[kind]] = _edited(getattr(self, FIELDS[kind]), changes)
        return replace(self, number=self.number if number is None else number, **fresh)  # type: ignore[arg-type]

    def _recoded(self, changes: Iterable[Change]) -> dict[str, object]:
        gone: dict[str, dict[str, Coding]] = defaultdict(dict)
        come: dict[str, list[Coding]] = defaultdict(list)
        counts = Counter(dict(self.counts))
        issued = self.issued
        for before, after in changes:
            if isinstance(before, Coding):
                gone[before.document][before.id] = before
                counts[before.code] -= 1
            if isinstance(after, Coding):
                come[after.document].append(after)
                counts[after.code] += 1
                issued = max(issued, after.number)
        codings = dict(self.codings)
        for document in gone.keys() | come.keys():
            codings[document] = _rearranged(codings.get(document, ()), gone[document], come[document])
            if not codings[document]:
                del codings[document]
        return {"codings": codings, "counts": {code: n for code, n in counts.items() if n}, "issued": issued}

    # -- asking ---------------------------------------------------------------------------------------------------

    def all_codings(self) -> Iterator[Coding]:
        """Every coding, document by document in the library's order."""
        for document in self.library:
            yield from self.codings.get(document.id, ())

    def starting_at(self, document: str, offset: int) -> tuple[Coding, ...]:
        """The codings of a document that start at an offset."""
        codings = self.codings.get(document, ())
        first = bisect_left(codings, offset, key=_start)
        return codings[first : bisect_right(codings, offset, lo=first, key=_start)]

    @cached_property
    def codings_by_id(self) -> Mapping[str, Coding]:
        """Codings by id."""
        return {coding.id: coding for codings in self.codings.values() for coding in codings}

    @cached_property
    def library(self) -> tuple[Document, ...]:
        """The documents by name, numbers in names in their numerical order."""
        return tuple(sorted(self.documents.values(), key=lambda document: natural(document.name)))

    @cached_property
    def code_tree(self) -> tuple[tuple[Code, int], ...]:
        """The codes with their depth (0 at the top), parents before their children, as the codebook orders them."""
        below: dict[str | None, list[Code]] = defaultdict(list)
        for code in self.codes.values():
            below[code.parent].append(code)

        def walk(parent: str | None, depth: int) -> Iterator[tuple[Code, int]]:
            for code in sorted(below.get(parent, ()), key=lambda c: (c.position, c.name)):
                yield code, depth
                yield from walk(code.id, depth + 1)

        return tuple(walk(None, 0))

    @cached_property
    def code_paths(self) -> Mapping[str, str]:
        """The whole path of each code, as `Category > Code`."""
        paths: dict[str, str] = {}
        for code, _ in self.code_tree:
            paths[code.id] = f"{paths[code.parent]}{SEPARATOR}{code.name}" if code.parent else code.name
        return paths

    @property
    def book(self) -> Book | None:
        """What the codebook says of itself, if it says anything."""
        return min(self.books.values(), default=None)

    @cached_property
    def outdated(self) -> Mapping[str, tuple[Coding, ...]]:
        """The codings to look at again, by code: its definition or rules were changed since they were made."""
        meanings = {code.id: code.meaning for code in self.codes.values()}
        found: dict[str, list[Coding]] = defaultdict(list)
        for coding in self.all_codings():
            if coding.meaning and coding.meaning != meanings[coding.code]:
                found[coding.code].append(coding)
        return {code: tuple(codings) for code, codings in found.items()}

    @cached_property
    def ratings(self) -> Mapping[str, frozenset[str]]:
        """The points by which codings are rated, by code."""
        found: dict[str, set[str]] = defaultdict(set)
        for coding in self.all_codings():
            if coding.rating:
                found[coding.code].add(coding.rating)
        return {code: frozenset(points) for code, points in found.items()}

    @cached_property
    def theme_order(self) -> tuple[Theme, ...]:
        """The themes in the researcher's order."""
        return tuple(sorted(self.themes.values(), key=lambda theme: (theme.position, theme.name)))

    @cached_property
    def memos_on(self) -> Mapping[tuple[str, str], tuple[Memo, ...]]:
        """The memos about (one of ABOUT, id), the oldest first; those about the study go by ("study", "")."""
        found: dict[tuple[str, str], list[Memo]] = defaultdict(list)
        for memo in sorted(self.memos.values(), key=lambda memo: memo.at):
            found[memo.about, memo.target].append(memo)
        return {about: tuple(memos) for about, memos in found.items()}

    @cached_property
    def wordings_of(self) -> Mapping[tuple[str, int, int], Wording]:
        """How quotes are worded in print, by document, start and end."""
        return {(w.document, w.start, w.end): w for w in self.wordings.values()}

    @cached_property
    def grid(self) -> Mapping[tuple[str, str], Cell]:
        """The cells of the framework grid, by theme and case."""
        return {(cell.theme, cell.case): cell for cell in self.cells.values()}

    @cached_property
    def saved_queries(self) -> tuple[SavedQuery, ...]:
        """The queries with a name, by name."""
        return tuple(sorted(self.queries.values(), key=lambda saved: natural(saved.name)))

    @cached_property
    def cases_of(self) -> Mapping[tuple[str, str], Case]:
        """The case behind (document id, speaker label)."""
        return {(s.document, s.label): self.cases[s.case] for s in self.speakers.values() if s.case in self.cases}

    @cached_property
    def participants(self) -> tuple[Case, ...]:
        """The cases that are no interviewers, by name."""
        return tuple(sorted((c for c in self.cases.values() if not c.interviewer), key=lambda case: natural(case.name)))

    def colour(self, code: str) -> str:
        """A code's colour as #rrggbb: its own, else its nearest ancestor's, else one by its place in the codebook."""
        seen: Code | None = self.codes[code]
        while seen:
            if seen.colour:
                return seen.colour
            seen = self.codes.get(seen.parent) if seen.parent else None
        return PALETTE[self._places[code] % len(PALETTE)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {code.id: place for place, (code, _) in enumerate(self.code_tree)}

    # -- finding by what people write -----------------------------------------------------------------------------

    def document_named(self, name: str) -> Document:
        """The document of a file name, with or without its ending, or of a title; Missing or Refused if not one."""
        wanted = folded(name)
        exact = [document for document in self.library if document.name == name]
        return _one("document", name, exact or [d for d in self.library if wanted in _names_of(d)])

    def code_named(self, name: str) -> Code:
        """The code of a path, a name, or a key such as REL.UPR; Missing or Refused if not exactly one."""
        return _one("code", name, list(self.codes_by_word.get(folded(name), ())))

    @cached_property
    def codes_by_word(self) -> Mapping[str, tuple[Code, ...]]:
        """Codes by all that people call them, case and blanks set aside: a path wins over a name, a name over an alias."""
        by_alias: dict[str, tuple[Code, ...]] = {}
        by_path: dict[str, tuple[Code, ...]] = {}
        by_name: dict[str, tuple[Code, ...]] = {}
        for identity, path in self.code_paths.items():
            by_path[folded(path)] = (*by_path.get(folded(path), ()), self.codes[identity])
        for code, _ in self.code_tree:
            for word in {folded(code.name), folded(code.key)} - {""}:
                by_name[word] = (*by_name.get(word, ()), code)
            for alias in dict.fromkeys(map(folded, code.aliases)):
                by_alias[alias] = (*by_alias.get(alias, ()), code)
        return {**by_alias, **by_name, **by_path}

    def theme_named(self, name: str) -> Theme:
        """The theme of a name; Missing if there is none."""
        wanted = folded(name)
        return _one("theme", name, [theme for theme in self.theme_order if folded(theme.name) == wanted])

    def case_named(self, name: str) -> Case:
        """The case of a name; Missing if there is none."""
        wanted = folded(name)
        return _one("case", name, [case for case in self.cases.values() if folded(case.name) == wanted])

    def query_named(self, name: str) -> SavedQuery:
        """The saved query of a name; Missing if there is none."""
        wanted = folded(name)
        return _one("saved query", name, [saved for saved in self.saved_queries if folded(saved.name) == wanted])

    def coder_named(self, name: str) -> Coder | None:
        """The coder of a name, if there is one."""
        return next((coder for coder in self.coders.values() if folded(coder.name) == folded(name)), None)


FIELDS: Mapping[type[Record], str] = {
    Coder: "coders",
    Document: "documents",
    Book: "books",
    Code: "codes",
    Case: "cases",
    Speaker: "speakers",
    Theme: "themes",
    Coding: "codings",
    Memo: "memos",
    Wording: "wordings",
    Cell: "cells",
    SavedQuery: "queries",
}
PALETTE = (
    "#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#D55E00", "#88CCEE", "#44AA99", "#999933", "#CC6677", "#AA4499",
)  # fmt: skip


def in_order(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """Codings in the order of their text, longer ones first where two start together."""
    return tuple(sorted(codings, key=_place_in_text))


def _start(coding: Coding) -> int:
    return coding.start


def _place_in_text(coding: Coding) -> tuple[int, int, int]:
    return coding.start, -coding.end, coding.number


def _rearranged(now: tuple[Coding, ...], gone: Mapping[str, Coding], come: Sequence[Coding]) -> tuple[Coding, ...]:
    kept = list(now) if len(gone) <= FEW else [coding for coding in now if gone.get(coding.id) != coding]
    for coding in gone.values() if len(gone) <= FEW else ():
        place = bisect_left(kept, _place_in_text(coding), key=_place_in_text)
        if kept[place : place + 1] == [coding]:
            del kept[place]
    if len(kept) + len(gone) != len(now):
        raise Conflict("A coding was changed by somebody else in the meantime.", "Look again and repeat it.")
    if len(come) > FEW:
        return in_order([*kept, *come])
    for coding in come:
        insort(kept, coding, key=_place_in_text)
    return tuple(kept)


def step_of(project: Project, label: str, stamp: Stamp, changes: Iterable[Change]) -> Step:
    """The step of these changes; a coder whom the study doesn't know yet joins with it."""
    joins = () if stamp.coder.id in project.coders else (Change(None, stamp.coder),)
    return Step(label, stamp.coder.name, stamp.at, (*joins, *changes))


def with_those_below(project: Project, codes: Iterable[str]) -> set[str]:
    """The codes (ids) and all codes below them."""
    members = set(codes)
    for code, _ in project.code_tree:
        if code.parent in members:
            members.add(code.id)
    return members


def counted(count: int, noun: str) -> str:
    """A number and what it counts, as in "1 theme", "1,200 codings"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A sorting key that puts P2 before P10."""
    parts: list[tuple[int, str]] = []
    digits = ""
    for sign in name.casefold() + "\0":
        if sign.isdecimal():
            digits += sign
            continue
        if digits:
            parts.append((int(digits[:DIGITS]), ""))
            digits = ""
        parts.append((-1, sign))
    return tuple(parts)


def _either(change: Change) -> Record:
    record = change.after or change.before
    if record is None:
        raise Refused("A change without a record can't be made.")
    return record


def _edited(records: Mapping[str, Record], changes: Iterable[Change]) -> dict[str, Record]:
    now = dict(records)
    for before, after in changes:
        if before is not None:
            if now.get(before.id) != before:
                name = getattr(before, "name", getattr(before, "label", ""))
                raise Conflict(f"“{name}” was changed by somebody else in the meantime.", "Look again and repeat it.")
            del now[before.id]
        if after is not None:
            now[after.id] = after
    return now


def folded(name: str) -> str:
    """A name as it is compared: case and the number of blanks set aside."""
    return " ".join(name.split()).casefold()


def unseen(name: str) -> str:
    """The signs of a name that can't be shown, but for those by which scripts and emoji join their letters."""
    return "".join(sign for sign in name if not sign.isprintable() and sign not in JOINERS)


def tidied(name: str) -> str:
    """A name without needless blanks, and without signs that can't be shown; halves of signs stay, to be told of."""
    name = " ".join(name.split())
    dropped = (ord(sign) for sign in unseen(name) if not "\ud800" <= sign <= "\udfff")
    return " ".join(name.translate(dict.fromkeys(dropped)).split())


def _names_of(document: Document) -> set[str]:
    name = folded(document.name)
    return {name, name.rsplit(".", 1)[0], folded(document.title)}


def _one(kind: str, name: str, found: list[R]) -> R:
    if not found:
        raise Missing(f"There is no {kind} “{name}” in this study.")
    if len(found) > 1:
        raise Refused(f"“{name}” is the name of {len(found)} {kind}s.", "Write its whole path or file name.")
    return found[0]
