"""What there is in a study, from documents and codes to themes and the words of their quotes: frozen records.

Every record but a turn has an `id` (a UUID in hexadecimal) as its first field and is the same in memory, in the
history and in the table of its name. Offsets are code points of the document's text, end exclusive. Times are ISO 8601
in UTC.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import NamedTuple, overload

from workbench.core.spans import Span

Attributes = tuple[tuple[str, str], ...]
Values = tuple[tuple[str, tuple[str, ...]], ...]
_WORD = re.compile(r"\w+")
_GIVEN = re.compile(r"c-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Turn(NamedTuple):
    """What one speaker says before another does.

    `opens` is where the turn's label starts (equal to `start` without one), so that [opens, start) is the label and
    [start, end) is speech. `speaker` and `time` are empty where the transcript names none.
    """

    opens: int
    start: int
    end: int
    speaker: str = ""
    time: str = ""

    @property
    def span(self) -> Span:
        """The speech, without its label."""
        return Span(self.start, self.end)


class Turns(Sequence[Turn]):
    """Turns in order, none overlapping, kept as columns: a study's thousands are read at once, and made when looked at."""

    __slots__ = ("_ends", "_labels", "_opens", "_starts", "_times", "_voices")

    def __init__(self, places: Sequence[Sequence[int]], labels: Sequence[str], times: Sequence[str]) -> None:
        """`places` are opens, starts, ends, and places in `labels`; `times` is empty where no turn has one."""
        self._opens, self._starts, self._ends, self._voices = places
        self._labels, self._times = labels, times

    @classmethod
    def of(cls, turns: Iterable[Turn]) -> Turns:
        """These turns."""
        listed = list(turns)
        labels = {label: place for place, label in enumerate(dict.fromkeys(turn.speaker for turn in listed))}
        columns = (
            (turn.opens for turn in listed),
            (turn.start for turn in listed),
            (turn.end for turn in listed),
            (labels[turn.speaker] for turn in listed),
        )
        times = [turn.time for turn in listed]
        return cls([array("I", column) for column in columns], list(labels), times if any(times) else ())

    @property
    def columns(self) -> tuple[Sequence[Sequence[int]], Sequence[str], Sequence[str]]:
        """What the constructor takes."""
        return (self._opens, self._starts, self._ends, self._voices), self._labels, self._times

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels, in the order in which they first come."""
        return tuple(self._labels)

    def __len__(self) -> int:
        return len(self._opens)

    @overload
    def __getitem__(self, place: int) -> Turn: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Turn]: ...
    def __getitem__(self, place: int | slice) -> Turn | Sequence[Turn]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        label, time = self._labels[self._voices[place]], self._times[place] if self._times else ""
        return Turn(self._opens[place], self._starts[place], self._ends[place], label, time)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Turns | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Turns.of({list(self)!r})"


class Transcript(NamedTuple):
    """A text that never changes, named by its digest, and the turns found in it."""

    digest: str
    text: str
    turns: Turns


def transcript(text: str, turns: Iterable[Turn]) -> Transcript:
    """The transcript of a text (LF, NFC); its digest is the text's SHA-256 in hexadecimal."""
    return Transcript(sha256(text.encode()).hexdigest(), text, Turns.of(turns))


class Document(NamedTuple):
    """An interview in the study; `name` is the file it came from, `digest` its text, `language` an ISO 639-1 code."""

    id: str
    name: str
    title: str
    digest: str
    language: str
    words: int
    turns: int
    at: str


class Code(NamedTuple):
    """A code of the codebook with MacQueen and colleagues' fields (1998), and what teams ask for beside them.

    `key` is a short handle such as `REL.UPR`, stable between files, or empty. `parent` is another code's id or None.
    `position` orders the codes below one parent. `applies` is False for a mere heading. `scale` holds the points, from
    low to high, by which its codings may be rated. `misses` are near misses: what looks like the code and isn't.
    `hotkey` is one letter or digit. `whole` says that it is put on documents as a whole. `aliases` are other names.
    `sources` are what it draws on: keys among the codebook's sources, or words. `merged` are the keys of codes that it
    took in, `split` that of the one it was split off.
    """

    id: str
    key: str
    name: str
    parent: str | None
    position: int
    definition: str = ""
    full: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    applies: bool = True
    attributes: Attributes = ()
    scale: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    hotkey: str = ""
    whole: bool = False
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    split: str = ""

    @property
    def handle(self) -> str:
        """The key as people gave it; empty where the program made it for files alone."""
        return "" if is_given(self.key) else self.key

    @property
    def stable(self) -> str:
        """What files know the code by: its key, else one made of its id."""
        return self.key or f"c-{self.id[-10:]}"

    @property
    def meaning(self) -> str:
        """A digest of its definitions and rules (8 hexadecimal digits): their words; case and signs set aside."""
        return _digest(self.definition, self.full, self.include, self.exclude)


@lru_cache(4096)
def _digest(*texts: str) -> str:
    words = (" ".join(_WORD.findall(text.casefold())) for text in texts)
    return blake2b("\n".join(words).encode(), digest_size=4).hexdigest()


def is_given(key: str) -> bool:
    """True if a key was made by a program, not by people: nobody needs to see it."""
    return _GIVEN.fullmatch(key) is not None


class Book(NamedTuple):
    """What the study's codebook says of itself as a whole; there is one at most.

    `rules` hold for all its codes, such as which of two to take. `sources` go from a short key to the reference, `values`
    from an attribute of codes to the values it may have.
    """

    id: str
    name: str
    description: str = ""
    rules: str = ""
    sources: Attributes = ()
    values: Values = ()


class Coder(NamedTuple):
    """Somebody who codes."""

    id: str
    name: str


class Coding(NamedTuple):
    """A code put on a stretch of a document by a coder in a round; `number` is the one in quote ids such as P07-012.

    `rating` is a point of the code's scale, or empty. `origin` is empty for a coder's own hand, or says what made the
    coding: SEARCH. `meaning` is the code's meaning when somebody last looked at the coding; empty: not known.
    """

    id: str
    document: str
    start: int
    end: int
    code: str
    coder: str
    round: int
    number: int
    at: str
    rating: str = ""
    origin: str = ""
    meaning: str = ""

    @property
    def span(self) -> Span:
        """The coded stretch."""
        return Span(self.start, self.end)


class Case(NamedTuple):
    """A participant, or an interviewer, with attributes such as ("country", "Ireland")."""

    id: str
    name: str
    interviewer: bool
    attributes: Attributes = ()


class Speaker(NamedTuple):
    """Whose voice a label stands for: `label` in `document` is the case `case`."""

    id: str
    document: str
    label: str
    case: str


class Theme(NamedTuple):
    """A theme: what the researcher says of it in Markdown, its codes in order, its chosen quotes (codings) in order."""

    id: str
    name: str
    summary: str
    position: int
    codes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class Memo(NamedTuple):
    """A memo in Markdown by a coder, about something: `about` is one of ABOUT, `target` that record's id.

    A memo about the study has no target; one about a passage has a document's id and [start, end), which are 0 in others.
    `kind` is one of MEMO_KINDS. A `private` one is its writer's own: nobody else sees it, and no file does unasked.
    """

    id: str
    about: str
    target: str
    start: int
    end: int
    kind: str
    body: str
    private: bool
    coder: str
    at: str

    @property
    def title(self) -> str:
        """Its first line that says something, without Markdown's signs for a heading or a list."""
        return next((words for line in self.body.splitlines() if (words := line.strip(" #>*-\t"))), "")


class Edit(NamedTuple):
    """A change of a quote's words for print: what stands at [start, end) of the document gives way to `words`.

    Without words it is left out, which print shows as […]; with start = end the words are added. Print brackets them.
    """

    start: int
    end: int
    words: str = ""

    @property
    def span(self) -> Span:
        """The words that give way; empty where some are added."""
        return Span(self.start, self.end)


class Wording(NamedTuple):
    """How a stretch of a document is worded where it is printed as a quote; the text and its codings stay as they are.

    There is one at most for a stretch; its edits lie within it, in order, and don't overlap. `kept` holds their fields.
    """

    id: str
    document: str
    start: int
    end: int
    kept: tuple[tuple[int, int, str], ...]
    coder: str
    at: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits in the order of the text."""
        return tuple(map(Edit._make, self.kept))

    @property
    def span(self) -> Span:
        """The stretch as it stands in the text."""
        return Span(self.start, self.end)


class Cell(NamedTuple):
    """What a framework grid says of a case under a theme: a summary, and the quotes (codings) that it rests on."""

    id: str
    theme: str
    case: str
    summary: str
    quotes: tuple[str, ...]
    coder: str
    at: str


class SavedQuery(NamedTuple):
    """A query of the study that was given a name."""

    id: str
    name: str
    query: str


ABOUT = ("study", "document", "passage", "coding", "code", "case", "theme")
MEMO_KINDS = ("analytic", "method", "reflexive", "definition", "to discuss")
SEARCH = "search"

Record = Document | Book | Code | Coder | Coding | Case | Speaker | Theme | Memo | Wording | Cell | SavedQuery
KINDS: tuple[type[Record], ...] = (
    *(Coder, Document, Book, Code, Case, Speaker, Theme, Coding, Memo),
    *(Wording, Cell, SavedQuery),
)


class Problem(NamedTuple):
    """Something wrong with what came in, as a value: where it stands, and a sentence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def attribute(record: Code | Case, name: str) -> str:
    """The value of an attribute, or an empty string."""
    return next((value for key, value in record.attributes if key == name), "")
