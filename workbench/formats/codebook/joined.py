"""A codebook's file put together from the lines of its codes, in the order in which they are wanted.

That the result reads as it should is seen to in codebook/lines.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.core.codebook import Codebook, Entry
from workbench.core.codebook.matching import matched
from workbench.core.model import is_given
from workbench.formats.codebook.blocks import CannotKeep, Edit, applied, edit_mapping
from workbench.formats.codebook.braces import edit_braces
from workbench.formats.codebook.parts import Paper, Part, usual
from workbench.formats.codebook.writing import OTHER_NAMES, book_fields, code_fields, code_lines
from workbench.formats.yaml.out import Value


class _Home(NamedTuple):
    """Where a code's lines come from: a file, and the code's part of it."""

    paper: Paper
    part: Part


class Joining:
    """The first of some files, as it reads with another codebook; new codes may have lines in the others.

    With `tidy`, comments that stand apart are brought to the column of the codes, so that no text above them can take
    them in. Without `keep`, codes with fields that changed are written fresh. With `ids`, each code gets its id.
    """

    def __init__(
        self, papers: Sequence[Paper], book: Codebook, *, keep: bool = True, tidy: bool = False, ids: bool = False
    ) -> None:
        self.book, self.keep, self.tidy, self.ids, self.main = book, keep, tidy, ids, papers[0]
        self.homes: dict[int, _Home] = {}
        for paper in papers:
            pairs = matched(book, paper.book)
            renamed = _renamed(book, paper.book, pairs) if paper is self.main else {}
            for place, there in {**pairs, **renamed}.items():
                self.homes.setdefault(place, _Home(paper, paper.parts[there]))
        self.kept = {id(home.part) for home in self.homes.values()}
        self.below = below(book)
        self.sizes = [1] * len(book.entries)
        for place in range(len(book.entries) - 1, -1, -1):
            parent = book.entries[place].parent
            if parent is not None:
                self.sizes[parent] += self.sizes[place]

    def text(self) -> str:
        """The whole file."""
        paper, edits = self.main, self._about()
        head, tail = (0, paper.first), (paper.last, len(paper.page.starts) - 1)
        before, behind = _segments(paper, edits, head, tail)
        return paper.finished(before + self._children(None, paper.top, paper.top[0].column) + behind)

    def _about(self) -> list[Edit]:
        """What changes in the fields of the codebook itself."""
        was, wanted = book_fields(self.main.book), book_fields(self.book)
        if was == wanted and list(was) == list(wanted):
            return []
        if any(key.value == "version" for key, _ in self.main.root.value):
            was, wanted = {"version": 1, **was}, {"version": 1, **wanted}
        return edit_mapping(self.main.page, self.main.root, was, wanted, {})

    # -- codes --------------------------------------------------------------------------------------------------------

    def _children(self, parent: int | None, old: Sequence[Part], column: int) -> str:
        """The lines of the codes below one, their dashes at a column; `old` are those that stood there."""
        known = {id(part) for part in old}
        first = old[0].gap if old and not old[0].gap.strip() else ""
        others = usual(part.gap for part in old[1:]) if len(old) > 1 else self.main.gap
        lost, end = self._lost(old)
        made: list[str] = []
        for number, place in enumerate(self.below.get(parent, ())):
            home = self.homes.get(place)
            gap = others if number else first
            if home and (home.part.gap.strip() or (id(home.part) in known and (home.part is old[0]) == (number == 0))):
                gap = home.part.gap
            apart = (lost.get(id(home.part), "") if home else "") + gap
            made += [self._apart(apart, column), self._code(place, column)]
        return "".join([*made, self._apart(end, column)])

    def _apart(self, text: str, column: int) -> str:
        """Lines that begin with comments: if need be, these are brought to a column."""
        return _outdented(text, column) if self.tidy else text

    def _lost(self, old: Sequence[Part]) -> tuple[dict[int, str], str]:
        """The comments that stood apart above codes that are gone, by the next code that stays; and those at the end."""
        found: dict[int, str] = {}
        waiting = ""
        for part in old:
            if id(part) in self.kept:
                found[id(part)], waiting = waiting, ""
            elif part.gap.strip():
                waiting += part.gap
        return found, waiting

    def _code(self, place: int, column: int) -> str:
        """The lines of a code and of all below it."""
        home = self.homes.get(place)
        if home is None:
            return self._fresh(place, column)
        paper, part = home
        shift = column - part.column
        if self._untouched(place, home):
            return _shifted(paper.lines(part.lead, part.end), shift)
        try:
            return self._changed(place, home, shift)
        except CannotKeep:
            return self._fresh(place, column)

    def _untouched(self, place: int, home: _Home) -> bool:
        paper, part = home
        size = self.sizes[place]
        if part.size != size or part.start == part.end or (self._silent(place) and not self._may_be_silent(place)):
            return False
        pairs = zip(
            paper.book.entries[part.place : part.place + size], self.book.entries[place : place + size], strict=True
        )
        shift = part.place - place
        return all(
            one[3:] == other[3:]
            and one.name == other.name
            and (one.key == other.key or self._goes_without(paper, one, other))
            and (not number or (one.parent or 0) == (other.parent or 0) + shift)
            for number, (one, other) in enumerate(pairs)
        )

    def _changed(self, place: int, home: _Home, shift: int) -> str:
        paper, part = home
        if part.node is None or part.hides or (part.node.flow and self.below.get(place)):
            raise CannotKeep
        was = code_fields(paper.book.entries[part.place], self.book.values)
        wanted = code_fields(self._entry(place), self.book.values)
        below = self.below.get(place, [])
        if not part.children and below:
            was["codes"] = " "
        edit = edit_braces if part.node.flow else edit_mapping
        edits = edit(paper.page, part.node, was, wanted, OTHER_NAMES) if _differ(was, wanted) else []
        if edits and not self.keep:
            raise CannotKeep
        inner = part.inner
        if part.children and not below:
            inner -= 1
            if inner == part.start or not paper.page.line(inner).lstrip().startswith(("codes", '"codes', "'codes")):
                raise CannotKeep
        head, rest = _segments(paper, edits, (part.start, inner), (part.resume, part.end))
        lead = _shifted(paper.lines(part.lead, part.start) + head, shift)
        inside = part.column + shift + part.width
        title = "" if part.children or not below else " " * inside + "codes:\n"
        dash = part.children[0].column + shift if part.children else inside + self.main.page.offset
        return lead + title + self._children(place, part.children, dash) + self._apart(_shifted(rest, shift), inside)

    def _fresh(self, place: int, column: int) -> str:
        """A code written anew below the comments it had, and those below it."""
        home, page = self.homes.get(place), self.main.page
        lead, behind = self._comments(home, column) if home else ("", "")
        lines = [*code_lines(self._entry(place), self.book.values, column, self.main.width, page.offset)]
        lines[0] += home.part.comment if home else ""
        inside = column + self.main.width
        if self.below.get(place):
            lines.append(" " * inside + "codes:")
        own = "".join(f"{line}\n" for line in lines)
        return lead + own + behind + self._children(place, home.part.children if home else (), inside + page.offset)

    def _comments(self, home: _Home, column: int) -> tuple[str, str]:
        """The comments of a code that is written anew: those above it and among its lines, and those below."""
        paper, part = home
        within, behind = part.comments(paper.page)
        shift = column - part.column
        lead = _shifted(paper.lines(part.lead, part.start), shift)
        return lead + "".join(f"{' ' * column}{comment}\n" for comment in within), _shifted(behind, shift)

    # -- ids ----------------------------------------------------------------------------------------------------------

    def _entry(self, place: int) -> Entry:
        """The code as it is to be written: an id that a program made may go without saying."""
        entry = self.book.entries[place]
        return entry._replace(key="") if self._silent(place) and self._may_be_silent(place) else entry

    def _goes_without(self, paper: Paper, was: Entry, wanted: Entry) -> bool:
        """True if a code that stays as it is may go on without an id."""
        return not self.ids and not was.key and is_given(wanted.key) and paper is self.main

    def _silent(self, place: int) -> bool:
        """True if a program made the code's id, and the file doesn't have it."""
        home = self.homes.get(place)
        return (
            home is not None
            and is_given(self.book.entries[place].key)
            and not home.paper.book.entries[home.part.place].key
        )

    def _may_be_silent(self, place: int) -> bool:
        """True if the code is still found without its id: it stands in the file under this name below this parent."""
        home, entry = self.homes[place], self.book.entries[place]
        was = home.paper.book.entries[home.part.place]
        above = None if entry.parent is None else self.homes.get(entry.parent)
        return (
            not self.ids
            and home.paper is self.main
            and was.name == entry.name
            and (was.parent is None) == (entry.parent is None)
            and (above is None or (above.paper is self.main and above.part.place == was.parent))
            and (above is not None or entry.parent is None)
        )


def below(book: Codebook) -> dict[int | None, list[int]]:
    """The places of the codes below each, and of those at the top, in order."""
    found: dict[int | None, list[int]] = {}
    for place, entry in enumerate(book.entries):
        found.setdefault(entry.parent, []).append(place)
    return found


def _renamed(book: Codebook, old: Codebook, pairs: dict[int, int]) -> dict[int, int]:
    """Codes that have another name or id now: by what they share with an old one below the same parent, they are found.

    That is a text, a code below them, or, where no other code of theirs is new or gone, their place among the others.
    """
    found: dict[int, int] = {}
    above: dict[int | None, int | None] = {None: None, **dict(pairs.items())}
    taken = set(pairs.values())

    def pair(place: int | None, there: int | None) -> None:
        if place is None or there is None or place in pairs or place in found or there in taken:
            return
        parent = book.entries[place].parent
        if parent in above and above[parent] == old.entries[there].parent:
            found[place] = above[place] = there
            taken.add(there)

    telling = [
        (place, text) for place, entry in enumerate(old.entries) if place not in taken for text in _telling(entry)
    ]
    there = {(old.entries[place].parent, text): place for place, text in telling}
    for child, child_there in pairs.items():
        pair(book.entries[child].parent, old.entries[child_there].parent)
    for place, entry in enumerate(book.entries):
        for text in _telling(entry) if place not in pairs and entry.parent in above else ():
            pair(place, there.get((above[entry.parent], text)))
    now, before = below(book), below(old)
    for parent, places in now.items():
        olds = before.get(above.get(parent, -1), ()) if parent in above else ()
        left = [at for at, place in enumerate(places) if place not in above]
        if len(left) == 1 and len(places) == len(olds):
            pair(places[left[0]], olds[left[0]])
    return found


def _telling(entry: Entry) -> Iterator[str]:
    yield from filter(None, (entry.name, entry.definition, entry.full, entry.include, entry.exclude))
    yield from (*entry.examples, *entry.misses, *entry.aliases, *entry.scale)


def _differ(was: dict[str, Value], wanted: dict[str, Value]) -> bool:
    return was != wanted or list(was) != list(wanted)


def _segments(paper: Paper, edits: Sequence[Edit], *stretches: tuple[int, int]) -> list[str]:
    """Stretches of lines after the edits within them; CannotKeep if an edit is within none."""
    found: list[str] = []
    done = 0
    for start, end in stretches:
        here, there = paper.page.starts[start], paper.page.starts[end]
        mine = [edit for edit in edits if here <= edit.start and edit.end <= there and (edit.start < there)]
        done += len(mine)
        found.append(applied(paper.page.text[here:there], here, mine))
    if done != len(edits):
        raise CannotKeep
    return found


def _shifted(text: str, shift: int) -> str:
    """The lines further to the right, or to the left as far as they can go."""
    if not shift:
        return text
    lines = text.split("\n")
    if shift > 0:
        return "\n".join(" " * shift + line if line.strip() else line for line in lines)
    return "\n".join(line[min(-shift, len(line) - len(line.lstrip(" "))) :] for line in lines)


def _outdented(text: str, column: int) -> str:
    """The text with the comments that it begins with at a column, unless they stand further out."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            break
        lines[place] = " " * min(column, len(line) - len(bare)) + bare
    return "\n".join(lines)
