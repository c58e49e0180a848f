"""What differs between two codebooks, in the field's words: renamed, moved, redefined, split, merged, new, gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from workbench.core.codebook.book import Codebook, Entry
from workbench.core.codebook.fields import SEVERAL, WORDS, role_of
from workbench.core.codebook.matching import Likely, left_over, matched
from workbench.core.model import is_given
from workbench.core.project import folded

NEW, GONE, RENAMED, MOVED, REDEFINED, CHANGED, SPLIT, MERGED, ORDER, BOOK = (
    "new", "deleted", "renamed", "moved", "redefined", "changed", "split", "merged", "reordered", "the codebook",
)  # fmt: skip
GUESS = " (a guess: they look alike, and have no id)"
MEANING = ("definition", "full", "include", "exclude")
BOOK_WORDS = {"name": "name", "description": "description", "rules": "text of rules"}


class Difference(NamedTuple):
    """One difference: `kind` is one of this module's words, `code` the code's name (later one), `said` a sentence.

    `before` and `after` are the texts where a text differs, else empty.
    """

    kind: str
    code: str
    said: str
    before: str = ""
    after: str = ""


def differences(one: Codebook, other: Codebook, likely: Likely | None = None) -> tuple[Difference, ...]:
    """What was done to `one` to make `other` of it, as the later codebook orders it; what is gone comes last.

    Codes that `likely` finds alike are taken for the same, and that is said.
    """
    pairs, guessed = matched(one, other), set[int]()
    if likely:
        left, right = list(left_over(one, pairs)), list(left_over(other, pairs.values()))
        alike = likely([one.entries[place] for place in left], [other.entries[place] for place in right])
        same = {left[before]: right[after] for before, after in alike}
        pairs, guessed = matched(one, other, same), set(same.values())
    return tuple(_Comparing(one, other, pairs, guessed).all())


class _Comparing:
    def __init__(self, one: Codebook, other: Codebook, pairs: Mapping[int, int], guessed: Collection[int]) -> None:
        self.guessed = guessed
        self.one, self.other = one, other
        self.pairs = pairs
        self.back = {after: before for before, after in pairs.items()}
        self.names = {entry.key.casefold(): entry.name for entry in (*other.entries, *one.entries) if entry.key}
        gone = (one.entries[place] for place in left_over(one, pairs))
        self.gone_keys = {entry.key.casefold() for entry in gone if entry.key}
        self.heirs = {
            key.casefold(): entry.name
            for entry in other.entries
            for key in (*entry.merged, *(folded(alias) for alias in entry.aliases))
        }

    def all(self) -> Iterator[Difference]:
        """The differences."""
        yield from self.of_the_book()
        for place, entry in enumerate(self.other.entries):
            if place in self.back:
                yield from self.of_pair(self.one.entries[self.back[place]], entry, guessed=place in self.guessed)
            else:
                yield self.new(entry)
        yield from self.reordered()
        for place in left_over(self.one, self.pairs):
            yield self.gone(self.one.entries[place])

    def of_the_book(self) -> Iterator[Difference]:
        """What the codebook says of itself."""
        for field, word in BOOK_WORDS.items():
            before, after = getattr(self.one, field), getattr(self.other, field)
            if before != after:
                yield Difference(
                    BOOK, "", f"The codebook has {_changed('another', word, before, after)}", before, after
                )
        for field, word in (("sources", "source"), ("values", "attribute")):
            yield from self.listed(word, dict(getattr(self.one, field)), dict(getattr(self.other, field)))

    def listed(self, word: str, before: dict[str, object], after: dict[str, object]) -> Iterator[Difference]:
        """Sources, and declared attributes."""
        for name in dict.fromkeys((*before, *after)):
            if name not in after:
                yield Difference(BOOK, "", f"The {word} “{name}” is gone")
            elif before.get(name) != after[name]:
                yield Difference(BOOK, "", f"The {word} “{name}” is {'another' if name in before else 'new'}")

    def new(self, entry: Entry) -> Difference:
        """A code that only the later codebook has."""
        where = self.below(self.other, entry)
        whole = self.names.get(entry.split.casefold())
        if whole:
            return Difference(SPLIT, entry.name, f"“{entry.name}” was split off “{whole}”", "", entry.definition)
        return Difference(NEW, entry.name, f"“{entry.name}” is new{where}", "", entry.definition)

    def gone(self, entry: Entry) -> Difference:
        """A code that only the earlier codebook has."""
        heir = self.heirs.get(entry.key.casefold()) if entry.key else None
        heir = heir or self.heirs.get(folded(entry.name))
        if heir:
            return Difference(MERGED, entry.name, f"“{entry.name}” was merged into “{heir}”", entry.definition, "")
        return Difference(GONE, entry.name, f"“{entry.name}” is deleted", entry.definition, "")

    def of_pair(self, before: Entry, after: Entry, *, guessed: bool) -> Iterator[Difference]:
        """What differs between a code and the same code later."""
        if before.name != after.name:
            said = f"“{before.name}” is renamed “{after.name}”{GUESS if guessed else ''}"
            yield Difference(RENAMED, after.name, said, before.name, after.name)
        if self.moved(before, after):
            was = self.below(self.one, before) or " at the top"
            now = self.below(self.other, after) or " to the top"
            yield Difference(MOVED, after.name, f"“{after.name}” is moved{now}; it stood{was}")
        for field, word in WORDS.items():
            if field != "name":
                yield from _text(
                    after.name, word, *_shown(field, before, after), REDEFINED if field in MEANING else CHANGED
                )
        for field, word in SEVERAL.items():
            yield from self.several(word, field, before, after)
        yield from _text(after.name, "id", *("" if is_given(entry.key) else entry.key for entry in (before, after)))
        if role_of(before) != role_of(after):
            yield Difference(
                CHANGED, after.name, f"“{after.name}” is now {role_of(after)}", role_of(before), role_of(after)
            )
        old, new = dict(before.attributes), dict(after.attributes)
        for name in dict.fromkeys((*old, *new)):
            yield from _text(after.name, name, old.get(name, ""), new.get(name, ""))

    def several(self, word: str, field: str, before: Entry, after: Entry) -> Iterator[Difference]:
        """A list that differs; of merged codes, those that are gone since are told of where they stood."""
        old, new = getattr(before, field), getattr(after, field)
        if field == "merged":
            old, new = (tuple(key for key in keys if key.casefold() not in self.gone_keys) for keys in (old, new))
        if old != new:
            more, fewer = len(set(new) - set(old)), len(set(old) - set(new))
            counts = [f"{count} {what}" for count, what in ((more, "new"), (fewer, "gone")) if count]
            said = f"“{after.name}”: its {word} differ, {', '.join(counts) or 'in another order'}"
            yield Difference(CHANGED, after.name, said, "\n".join(old), "\n".join(new))

    def moved(self, before: Entry, after: Entry) -> bool:
        """True if a code stands below another one now."""
        was = None if before.parent is None else self.pairs.get(before.parent, -1)
        return was != after.parent

    def below(self, book: Codebook, entry: Entry) -> str:
        """Where an entry stands, in words."""
        return "" if entry.parent is None else f" below “{book.entries[entry.parent].name}”"

    def reordered(self) -> Iterator[Difference]:
        """Siblings that stand in another order."""
        rows: dict[int | None, list[int]] = {}
        for place, entry in enumerate(self.other.entries):
            before = self.back.get(place)
            if before is not None and not self.moved(self.one.entries[before], entry):
                rows.setdefault(entry.parent, []).append(before)
        for parent, row in rows.items():
            if row != sorted(row):
                where = f"below “{self.other.entries[parent].name}”" if parent is not None else "at the top"
                yield Difference(ORDER, "", f"The codes {where} stand in another order")


def _changed(other: str, word: str, before: str, after: str) -> str:
    return f"a new {word}" if not before else f"no {word} any more" if not after else f"{other} {word}"


def _shown(field: str, before: Entry, after: Entry) -> tuple[str, str]:
    old, new = getattr(before, field), getattr(after, field)
    return (", ".join(old), ", ".join(new)) if isinstance(old, tuple) else (old, new)


def _text(name: str, word: str, before: str, after: str, kind: str = CHANGED) -> Iterator[Difference]:
    """A text that differs."""
    if before != after:
        yield Difference(kind, name, f"“{name}” has {_changed('another', word, before, after)}", before, after)
