"""What a step would do, in counted sentences: what is shown before somebody says yes to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from workbench.core.model import Cell, Code, Coding, Memo, Record, Theme, Wording
from workbench.core.project import Project, counted
from workbench.core.steps import Change, Step

NAMED = 4  # names in a sentence; more are counted
FIELDS = {
    "key": "key",
    "definition": "definition",
    "full": "definition",
    "include": "rule",
    "exclude": "rule",
    "examples": "list of examples",
    "misses": "list of near misses",
    "scale": "scale",
    "hotkey": "hotkey",
    "sources": "list of sources",
    "colour": "colour",
    "attributes": "list of attributes",
    "applies": "role, as a heading or a code to apply",
    "whole": "role, for passages or for documents as a whole",
}
R = TypeVar("R", bound=Record)


def effects(project: Project, step: Step, only: str = "") -> tuple[str, ...]:
    """What a step on a project would do, a sentence each; empty if nothing is worth a word.

    `only` is a coder (an id) who codes blind: what of others changes is told of, but neither counted nor named.
    """
    words = _Words(project, project.after(step), step.by)
    parts = (words.codes, words.codings, words.wordings, words.themes, words.cells, words.memos)
    changes = [change for change in step.changes if not only or _maker(change) in {None, only}]
    told = [sentence for part in parts for sentence in part(words.own(changes, only) if only else changes)]
    hidden = ("What other coders did changes with it, and stays hidden while you code blind",)
    return (*told, *(hidden if len(changes) < len(step.changes) else ()))


def _maker(change: Change) -> str | None:
    """Whose coding, memo, wording or cell it is (an id), or None for what is everybody's."""
    record = change.before or change.after
    return record.coder if isinstance(record, Coding | Memo | Wording | Cell) else None


class _Words(NamedTuple):
    """The study before and after, and who acts: enough to put changes into words."""

    before: Project
    after: Project
    by: str

    def own(self, changes: Iterable[Change], coder: str) -> list[Change]:
        """The changes, with no chosen quotes of themes but a coder's own."""
        quotes = {
            quote
            for project in (self.before, self.after)
            for theme in project.themes.values()
            for quote in theme.quotes
            if (coding := project.codings_by_id.get(quote)) and coding.coder == coder
        }

        def shorn(record: Record | None) -> Record | None:
            if not isinstance(record, Theme):
                return record
            return record._replace(quotes=tuple(quote for quote in record.quotes if quote in quotes))

        return [Change(shorn(before), shorn(after)) for before, after in changes]

    def codes(self, changes: Sequence[Change]) -> Iterator[str]:
        """Codes that come, go, move or are rewritten."""
        new, gone, both = _parted(changes, Code)
        yield from _come_and_go("code", [code.name for code in new], [code.name for code in gone])
        moved = Counter(after.parent for before, after in both if before.parent != after.parent)
        for parent, count in moved.items():
            where = f"below {self.code(parent)}" if parent else "to the top"
            yield f"{counted(count, 'code')} {_verb(count, 'move')} {where}"
        for before, after in both:
            if before.name != after.name:
                yield f"“{before.name}” is called “{after.name}”"
            if fields := _rewritten(before, after):
                yield f"“{after.name}” has another {_listed(fields)}"

    def codings(self, changes: Sequence[Change]) -> Iterator[str]:
        """Codings that get another code, rating or edges, come or go."""
        new, gone, both = _parted(changes, Coding)
        going: dict[tuple[str, str], list[Coding]] = defaultdict(list)
        for before, after in both:
            if before.code != after.code:
                going[before.code, after.code].append(before)
        for (one, other), some in going.items():
            yield f"{_codings(some, 'go')} from {self.code(one)} to {self.code(other)}{self.where(some)}"
        yield from self.lost_codings(gone)
        if unrated := [before for before, after in both if before.rating and not after.rating]:
            yield f"{_codings(unrated, 'lose')} the rating{self.whose(unrated)}"
        if rated := [before for before, after in both if after.rating and before.rating != after.rating]:
            yield f"{_codings(rated, 'get')} another rating{self.whose(rated)}"
        if resized := [before for before, after in both if before.span != after.span]:
            yield f"{_codings(resized, 'get')} other edges{self.whose(resized)}"
        if new:
            yield f"{_codings(new, 'are')} new{self.where(new)}"

    def wordings(self, changes: Sequence[Change]) -> Iterator[str]:
        """Quotes that print shows otherwise than it did."""
        new, gone, both = _parted(changes, Wording)
        edited = [after for before, after in both if before.kept != after.kept]
        for some, how in (
            (new, "worded for print"),
            (edited, "worded otherwise for print"),
            (gone, "no longer worded"),
        ):
            if some:
                yield f"{counted(len(some), 'quote')} {_verb(len(some), 'are')} {how}"

    def lost_codings(self, gone: Sequence[Coding]) -> Iterator[str]:
        """Codings that go: apart, those on words that keep another code by the same coder."""
        kept: dict[str, list[Coding]] = defaultdict(list)
        for coding in gone:
            kept[self.code_that_stays(coding)].append(coding)
        for code, some in kept.items():
            words = f" from words that keep {self.code(code)}" if code else ""
            yield f"{_codings(some, 'are')} removed{words}{self.where(some)}"

    def code_that_stays(self, coding: Coding) -> str:
        """The code that the same coder has on exactly these words afterwards, or nothing."""
        there = self.after.starting_at(coding.document, coding.start)
        return next(
            (c.code for c in there if (c.end, c.coder, c.round) == (coding.end, coding.coder, coding.round)), ""
        )

    def themes(self, changes: Sequence[Change]) -> Iterator[str]:
        """Themes that lose quotes, have other codes, come or go."""
        new, gone, both = _parted(changes, Theme)
        yield from _come_and_go("theme", [theme.name for theme in new], [theme.name for theme in gone])
        fewer = Counter(len(before.quotes) - len(after.quotes) for before, after in both)
        for quotes, count in fewer.items():
            if quotes > 0:
                yield f"{counted(count, 'theme')} {_verb(count, 'lose')} {'a quote' if quotes == 1 else f'{quotes} quotes'}"
            elif quotes < 0:
                yield f"{counted(count, 'theme')} {_verb(count, 'get')} {'a quote' if quotes == -1 else f'{-quotes} quotes'}"
        longer = sum(before.summary != after.summary for before, after in both)
        if longer:
            yield f"{counted(longer, 'theme')} {_verb(longer, 'get')} another summary"
        for (lost, got), count in Counter(_other_codes(before, after) for before, after in both).items():
            who = counted(count, "theme")
            if lost and got:
                yield f"{who} {_verb(count, 'have')} {self.names(got)} in place of {self.names(lost)}"
            elif lost or got:
                noun = "code" if len(got or lost) == 1 else "codes"
                yield f"{who} {_verb(count, 'get' if got else 'lose')} the {noun} {self.names(got or lost)}"

    def cells(self, changes: Sequence[Change]) -> Iterator[str]:
        """Cells of the framework grid that are written, rewritten, moved with their theme, lose quotes or are emptied."""
        new, gone, both = _parted(changes, Cell)
        rewritten = [after for before, after in both if before.summary != after.summary]
        moved = [after for before, after in both if before.theme != after.theme]
        fewer = [after for before, after in both if set(before.quotes) - set(after.quotes)]
        more = [after for before, after in both if set(after.quotes) - set(before.quotes)]
        for some, how in (
            (new, "written"),
            (rewritten, "rewritten"),
            (moved, "moved to another theme"),
            (more, "given quotes"),
            (fewer, "left with fewer quotes"),
            (gone, "emptied"),
        ):
            if some:
                yield f"{counted(len(some), 'cell')} of the framework grid {_verb(len(some), 'are')} {how}"

    def memos(self, changes: Sequence[Change]) -> Iterator[str]:
        """Memos that are about something else afterwards, come or go."""
        new, gone, both = _parted(changes, Memo)
        where = Counter(self.about(after) for before, after in both if before[1:3] != after[1:3])
        for words, count in where.items():
            yield f"{counted(count, 'memo')} {_verb(count, 'go')} to {words}"
        for some, what in ((new, "new"), (gone, "removed")):
            if some:
                yield f"{counted(len(some), 'memo')} {_verb(len(some), 'are')} {what}"

    def about(self, memo: Memo) -> str:
        """What a memo is about."""
        known = {"passage": "the words", "coding": "the coding that stays", "study": "the study as a whole"}
        return self.code(memo.target) if memo.about == "code" else known.get(memo.about, f"another {memo.about}")

    def where(self, codings: Sequence[Coding]) -> str:
        """In how many documents codings stand, and how many are somebody else's."""
        return f" in {counted(len({coding.document for coding in codings}), 'document')}{self.whose(codings)}"

    def whose(self, codings: Sequence[Coding]) -> str:
        """How many codings are not by who acts."""
        names = {coder.id: coder.name for project in (self.after, self.before) for coder in project.coders.values()}
        others = sum(names[coding.coder] != self.by for coding in codings)
        if not others:
            return ""
        if others < len(codings):
            return f", {others:,} of them by others"
        return ", all by others" if others > 1 else ", by somebody else"

    def code(self, code: str) -> str:
        """A code's name."""
        return f"“{(self.after.codes.get(code) or self.before.codes[code]).name}”"

    def names(self, codes: Sequence[str]) -> str:
        """Names of codes."""
        known = [code for code in codes if code in self.after.codes or code in self.before.codes]
        return _listed([self.code(code) for code in known])


def _parted(changes: Iterable[Change], kind: type[R]) -> tuple[list[R], list[R], list[tuple[R, R]]]:
    """The records of one kind that come, those that go, and those that stay but differ."""
    new: list[R] = []
    gone: list[R] = []
    both: list[tuple[R, R]] = []
    for before, after in changes:
        if isinstance(before, kind) and isinstance(after, kind):
            both.append((before, after))
        elif isinstance(before, kind):
            gone.append(before)
        elif isinstance(after, kind):
            new.append(after)
    return new, gone, both


def _come_and_go(noun: str, new: Sequence[str], gone: Sequence[str]) -> Iterator[str]:
    for names, what in ((new, "new"), (gone, "removed")):
        if names:
            who = f"The {noun}" if len(names) == 1 else counted(len(names), noun)
            yield f"{who} {_listed([f'“{name}”' for name in names])} {_verb(len(names), 'are')} {what}"


def _rewritten(before: Code, after: Code) -> list[str]:
    """What a code says otherwise, but for its name and place."""
    return list(
        dict.fromkeys(word for field, word in FIELDS.items() if getattr(before, field) != getattr(after, field))
    )


def _other_codes(before: Theme, after: Theme) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lost = tuple(code for code in before.codes if code not in after.codes)
    return lost, tuple(code for code in after.codes if code not in before.codes)


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:NAMED], *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _codings(codings: Sequence[Coding], verb: str) -> str:
    return f"{counted(len(codings), 'coding')} {_verb(len(codings), verb)}"


def _verb(count: int, verb: str) -> str:
    if count != 1:
        return verb
    return {"are": "is", "have": "has", "go": "goes"}.get(verb, f"{verb}s")
