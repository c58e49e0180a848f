"""What became of a codebook, in sentences in the past tense: from steps that changed its codes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from workbench.core.effects import FIELDS
from workbench.core.model import Book, Code, Coding
from workbench.core.project import counted
from workbench.core.steps import Change, Step

FEW = 12  # codes of a codebook that was brought in, each of which is told of
NAMED = 8  # names in a sentence; more are counted
PARTS = {2: "two", 3: "three", 4: "four", 5: "five"}
BOOK = {
    "name": "another name",
    "description": "another description",
    "rules": "other rules for all codes",
    "sources": "other sources",
    "values": "other values of attributes",
}
_ADOPTED = re.compile(r"Codebook “(?P<name>.+)”: (?P<what>\d.*)")

_NOTHING = Code("", "", "", None, 0).meaning


class Retold:
    """What some steps did to the codes that were there before them; `only` is a coder whose codings alone are counted."""

    def __init__(self, there: Mapping[str, Code], only: str = "") -> None:
        self.codes = dict(there)
        self.before = dict(there)
        self.only = only
        self.moved = 0
        self._gone_names: dict[str, str] = {}
        self._touched: dict[str, None] = {}  # ids of codes, in the order in which they were changed first
        self._brought: list[tuple[str, str]] = []
        self._brought_few: set[str] = set()  # new codes that came in with a few others
        self._known: set[str] = set()  # codes of which is told otherwise than that they are new
        self._parts: dict[str, list[Code]] = defaultdict(list)
        self._merged: dict[str, list[Code]] = defaultdict(list)
        self._deleted: list[Code] = []
        self._going: Counter[str] = Counter()  # codings, by the code of which is told that they went
        self._given: Counter[str] = Counter()
        self._removed = 0
        self._rewritten: set[str] = set()  # codes that meant something before they were given another meaning
        self._books: dict[str, tuple[Book, Book]] = {}

    def take(self, step: Step) -> None:
        """Takes in what the next step did."""
        codes = [change for change in step.changes if isinstance(change.after or change.before, Code)]
        new = [after for before, after in codes if before is None and isinstance(after, Code)]
        gone = [before for before, after in codes if after is None and isinstance(before, Code)]
        self._touched |= dict.fromkeys(record.id for before, after in codes if (record := after or before))
        self._gone_names |= {code.id: code.name for code in gone}
        moved, removed = _paths(step.changes, self.only)
        self.moved += sum(moved.values())
        found, first = _ADOPTED.fullmatch(step.label), not self.codes
        if found:
            counts = [count for count in found["what"].split(", ") if not count.startswith("0 ")]
            self._brought.append((found["name"], ", ".join(counts)))
            self._known |= {code.id for code in new}
            if sum(_says_more(change) for change in codes) <= FEW:
                self._brought_few |= {code.id for code in new}
            self.before |= {code.id: code for code in new}  # what becomes of them later is told as of others
        self._rewritten |= {
            after.id
            for before, after in codes
            if isinstance(before, Code) and isinstance(after, Code)
            if before.meaning not in {after.meaning, _NOTHING}
        }
        self._split(new, moved)
        after_all = {after.id: after for _, after in codes if isinstance(after, Code)}
        self._gone(gone, after_all, moved, removed)
        for code in gone:
            self.codes.pop(code.id, None)
        self.codes |= after_all
        self._take_books(step.changes, came=found is not None, first=first)

    def _take_books(self, changes: Iterable[Change], *, came: bool, first: bool) -> None:
        """Takes in what became of the book; where it `came` with its `first` codes, that is no change of it."""
        for before, after in changes:
            if isinstance(record := after or before, Book):
                empty = Book(record.id, record.name)
                if came and isinstance(after, Book) and (first or before is None):
                    self._books.setdefault(record.id, (after, after))
                    continue
                first_of_all, _ = self._books.get(record.id, (before if isinstance(before, Book) else empty, None))
                self._books[record.id] = first_of_all, after if isinstance(after, Book) else empty

    def _split(self, new: Iterable[Code], moved: Mapping[tuple[str, str], int]) -> None:
        keys = {code.stable: code.id for code in self.codes.values()} if any(code.split for code in new) else {}
        for code in new:
            come = [source for source, to in moved if to == code.id]
            whole = come[0] if len(come) == 1 and come[0] in self.codes else keys.get(code.split, "")
            if whole or (code.split and code.id not in self._known):
                self._parts[whole].append(code)
                self._known.add(code.id)
                self._going[code.id] += sum(moved[source, code.id] for source in come)

    def _gone(
        self,
        gone: Sequence[Code],
        after: Mapping[str, Code],
        moved: Mapping[tuple[str, str], int],
        removed: Mapping[str, int],
    ) -> None:
        heirs = {
            key: code.id
            for code in after.values()
            for key in code.merged
            if code.id not in self.codes or key not in self.codes[code.id].merged
        }
        for code in gone:
            if heir := heirs.get(code.stable):
                self._merged[heir].append(code)
                self._going[code.id] += sum(count for (source, _), count in moved.items() if source == code.id)
                continue
            for (source, to), count in moved.items():
                if source == code.id:
                    self._given[to] += count
            self._removed += removed.get(code.id, 0)
            if code.id in self.before:
                self._deleted.append(code)

    def sentences(self) -> tuple[str, ...]:
        """What they came to, a sentence each, without a full stop; empty if there is nothing worth a word."""
        parts = (
            self._told_new, self._told_split, self._told_merged, self._told_deleted, self._told_renamed,
            self._told_moved, self._told_redefined, self._told_others, self._told_book,
        )  # fmt: skip
        said = [sentence for part in parts for sentence in part()]
        brought = [
            f"“{name}” was brought in{f': {counts}' if counts else ''}"
            for name, counts in dict.fromkeys(self._brought)
            if counts or said
        ]
        return (*brought, *said)

    @property
    def _stayed(self) -> list[tuple[Code, Code]]:
        both = (id_ for id_ in self._touched if id_ in self.before and id_ in self.codes)
        return sorted(((self.before[id_], self.codes[id_]) for id_ in both), key=lambda pair: self._order[pair[0].id])

    @cached_property
    def _order(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate(self.before)}

    @property
    def _new(self) -> list[Code]:
        return [self.codes[id_] for id_ in self._touched if id_ in self.codes and id_ not in self.before]

    def _name(self, code: str) -> str:
        known = self.codes.get(code)
        return known.name if known else self._gone_names[code]

    def _told_new(self) -> Iterator[str]:
        parts = {code.id for some in self._parts.values() for code in some}
        brought = [self.codes[id_] for id_ in self._touched if id_ in self._brought_few - parts and id_ in self.codes]
        some = [*brought, *(code for code in self._new if code.id not in self._known)]
        if some:
            yield f"{_named(some)} {_was(some)} added"

    def _told_split(self) -> Iterator[str]:
        for whole, some in self._parts.items():
            off = f"{_named(some)}{_with(sum(self._going[code.id] for code in some), 'moved')}"
            many = PARTS.get(len(some) + 1, str(len(some) + 1))
            yield f"“{self._name(whole)}” was split in {many}: {off}" if whole else f"Split off another code: {off}"

    def _told_merged(self) -> Iterator[str]:
        for heir, some in self._merged.items():
            count = sum(self._going[code.id] for code in some)
            yield f"{_named(some)} {_was(some)} merged into “{self._name(heir)}”{_with(count, 'moved')}"

    def _told_deleted(self) -> Iterator[str]:
        if not self._deleted:
            return
        given = "".join(_with(count, f"given to “{self._name(to)}”") for to, count in self._given.items())
        yield f"{_named(self._deleted)} {_was(self._deleted)} deleted{given}{_with(self._removed, 'removed')}"

    def _told_renamed(self) -> Iterator[str]:
        for before, after in self._stayed:
            if before.name != after.name:
                yield f"“{before.name}” was renamed “{after.name}”"

    def _told_moved(self) -> Iterator[str]:
        below: dict[str | None, list[Code]] = defaultdict(list)
        for before, after in self._stayed:
            if before.parent != after.parent and (before.parent in self.codes or before.parent is None):
                below[after.parent].append(after)
        for parent, some in below.items():
            yield f"{_named(some)} {_was(some)} moved {f'below “{self._name(parent)}”' if parent else 'to the top'}"
        same = not below and all(id_ in self.before and id_ in self.codes for id_ in self._touched)
        if same and any(before.position != after.position for before, after in self._stayed):
            yield "The order of the codes was changed"

    def _told_redefined(self) -> Iterator[str]:
        both = [
            (before, after) for before, after in self._stayed if before != after and before.meaning != after.meaning
        ]
        defined = [b for a, b in both if (a.definition, a.full) != (b.definition, b.full)]
        ruled = [b for a, b in both if (a.definition, a.full) == (b.definition, b.full)]
        defined += [code for code in self._new if code.id in self._rewritten]
        if defined:
            yield f"{_named(defined)} {_was(defined)} redefined"
        if ruled:
            yield f"The rules of {_named(ruled)} were changed"

    def rewritten(self) -> tuple[tuple[Code, Code], ...]:
        """The codes that mean something else than before, as they were and as they are."""
        return tuple((before, after) for before, after in self._stayed if before.meaning != after.meaning)

    def _told_others(self) -> Iterator[str]:
        """Examples, scales, colours and so on; of definitions and rules only what left their meaning as it was."""
        found: dict[str, list[Code]] = defaultdict(list)
        meant = {FIELDS["definition"], FIELDS["include"]}
        for before, after in self._stayed:
            words = (word for field, word in FIELDS.items() if getattr(before, field) != getattr(after, field))
            for word in dict.fromkeys(words):
                if word not in meant or before.meaning == after.meaning:
                    found[word].append(after)
        for word, some in found.items():
            if word in meant:
                yield f"Signs in the {word} of {_named(some)} were corrected"
            elif word != FIELDS["key"]:
                yield f"{_named(some)} got another {word}"

    def _told_book(self) -> Iterator[str]:
        for before, after in self._books.values():
            other = [word for field, word in BOOK.items() if getattr(before, field) != getattr(after, field)]
            if other:
                yield f"The codebook as a whole got {_listed(other)}"


def _says_more(change: Change) -> bool:
    """True if a code came, went, or was changed in more than its place among the others."""
    before, after = change
    if isinstance(before, Code) and isinstance(after, Code):
        return before._replace(position=after.position) != after
    return True


def _paths(changes: Iterable[Change], only: str) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How many codings went from one code to another, and how many of each went away."""
    moved: Counter[tuple[str, str]] = Counter()
    removed: Counter[str] = Counter()
    for before, after in changes:
        if not isinstance(before, Coding) or (only and before.coder != only):
            continue
        if after is None:
            removed[before.code] += 1
        elif isinstance(after, Coding) and after.code != before.code:
            moved[before.code, after.code] += 1
    return moved, removed


def _named(codes: Sequence[Code]) -> str:
    return _listed([f"“{code.name}”" for code in codes])


def _listed(words: Sequence[str]) -> str:
    shown = [*words[:NAMED], *([f"{len(words) - NAMED:,} more"] if len(words) > NAMED else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _was(codes: Sequence[Code]) -> str:
    return "was" if len(codes) == 1 else "were"


def _with(count: int, what: str) -> str:
    return f", {counted(count, 'coding')} {what}" if count else ""
