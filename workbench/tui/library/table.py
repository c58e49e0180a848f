"""What the library shows of each document: its columns, their cells, and the order of the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from workbench.analysis.coverage import Coverage
from workbench.core.model import Coding, Document, Memo, Speaker
from workbench.core.project import Project, natural
from workbench.tui.widgets.cells import cut, width

SORTS = ("document", "words", "coded", "codings")
MARK = 2
SIDES = 2  # the sign of the cursor, the scrollbar
UNKNOWN = "…"
DATE_FROM = 100


class Column(NamedTuple):
    """A column: its head, its cells, whether it holds numbers."""

    name: str
    cells: int
    number: bool = False


class Measured(NamedTuple):
    """How far a document is coded, and what that was found from."""

    digest: str
    codings: tuple[Coding, ...]
    asking: tuple[str, ...]
    coverage: Coverage


def columns(room: int) -> tuple[Column, ...]:
    """The columns that fit into `room` cells."""
    fixed = [Column("words", 7, True), Column(" lang", 6), Column("coded", 6, True), Column("codings", 8, True)]
    memos, date = Column("memos", 6, True), Column("date", 13)
    left = room - MARK - sum(column.cells for column in fixed) - memos.cells - (date.cells if room >= DATE_FROM else 0)
    title = max(12, min(40, left * 2 // 5))
    coders = max(8, min(24, left // 4))
    speakers = max(0, left - title - coders)
    words, language, coded, codings = fixed
    found = (Column("document", title), words, language, Column(" speakers", speakers), coded, codings,
             Column(" coders", coders), memos)  # fmt: skip
    return (*found, date._replace(name="  date")) if room >= DATE_FROM else found


class Overview:
    """A project as the library sees it; cells are worked out when a row comes into sight, and kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._cells: dict[str, tuple[str, ...]] = {}
        self.voices: dict[str, list[Speaker]] = defaultdict(list)
        for speaker in project.speakers.values():
            self.voices[speaker.document].append(speaker)
        self._memos: dict[str, int] = defaultdict(int)
        for memo in project.memos.values():
            self._memos[self._document_of(memo)] += 1

    def _document_of(self, memo: Memo) -> str:
        if memo.about == "coding":
            coding = self.project.codings_by_id.get(memo.target)
            return coding.document if coding else ""
        return memo.target if memo.about in ("document", "passage") else ""

    def asking(self, document: str) -> tuple[str, ...]:
        """The labels of a document's interviewers."""
        cases = self.project.cases
        return tuple(voice.label for voice in self.voices.get(document, ()) if cases[voice.case].interviewer)

    def codings(self, document: str) -> tuple[Coding, ...]:
        """The codings of a document that this coder may see."""
        return self.project.codings.get(document, ())

    def coders(self, document: str) -> list[str]:
        """Who coded a document, as far as this coder may see."""
        coders = self.project.coders
        return sorted({coders[coding.coder].name for coding in self.codings(document)})

    def fits(self, measured: Measured | None, document: Document) -> bool:
        """True if what was measured is still so."""
        return (
            measured is not None
            and measured.digest == document.digest
            and measured.codings is self.codings(document.id)
            and measured.asking == self.asking(document.id)
        )

    def cells(self, document: Document) -> tuple[str, ...]:
        """What stands in the columns, but for the coded share."""
        if document.id not in self._cells:
            codings, voices = self.codings(document.id), self.voices.get(document.id, ())
            self._cells[document.id] = (
                document.title,
                f"{document.words:,}",
                f" {document.language}",
                " " + ", ".join(sorted(map(self._voice, voices), key=lambda name: name.startswith("("))),
                "",
                f"{len(codings):,}",
                " " + ", ".join(self.coders(document.id)),
                f"{self._memos.get(document.id, 0) or ''}",
                f"  {document.at[:10]}",
            )
        return self._cells[document.id]

    def _voice(self, voice: Speaker) -> str:
        """A label with its case where that has another name, the interviewer's in brackets."""
        case = self.project.cases[voice.case]
        name = voice.label if voice.label == case.name else f"{voice.label}={case.name}" if voice.label else case.name
        return f"({name})" if case.interviewer else name

    def rows(self, letters: str, sort: str, measured: dict[str, Measured]) -> list[Document]:
        """The documents that the letters fit, in an order; largest first where they go by numbers."""
        wanted = letters.casefold().split()
        found = [d for d in self.project.library if not wanted or _fits(wanted, (d.title, d.name), self.cells(d)[3])]
        if sort == "words":
            found.sort(key=lambda d: -d.words)
        elif sort == "codings":
            found.sort(key=lambda d: -len(self.codings(d.id)))
        elif sort == "coded":
            found.sort(key=lambda d: -measured[d.id].coverage.share if d.id in measured else 1)
        else:
            found.sort(key=lambda d: natural(d.title))
        return found


def _fits(wanted: Sequence[str], names: Iterable[str], voices: str) -> bool:
    there = " ".join((*names, voices)).casefold()
    return all(word in there for word in wanted)


def row(cells: Sequence[str], share: str, marked: bool, room: int) -> Text:
    """A document's row."""
    text = Text("✓ " if marked else "  ", no_wrap=True)
    for column, cell in zip(columns(room), cells, strict=False):
        if column.cells < 1:
            continue
        words = cut(share if column.name == "coded" else cell, column.cells - (0 if column.number else 1))
        gap = " " * max(0, column.cells - width(words))
        text.append(gap + words if column.number else words + gap)
    return text


class Heads(Widget):
    """The heads of the columns; a click on one that can be sorted by sorts by it."""

    class Wanted(Message):
        """Somebody wants the rows in the order of a column."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    sort = SORTS[0]

    def render(self) -> Text:
        """The heads, that of the order marked."""
        text = Text(" " * (MARK + 1), no_wrap=True, style="bold")
        for column in columns(self.size.width - SIDES):
            name = f"{column.name}▾" if column.name == self.sort else column.name
            name = name[: column.cells]
            text.append(f"{name:>{column.cells}}" if column.number else f"{name:<{column.cells}}")
        return text

    def on_click(self, event: events.Click) -> None:
        """Sorts by what stands under the mouse."""
        left = MARK + 1
        for column in columns(self.size.width - SIDES):
            left += column.cells
            if event.x < left:
                if column.name in SORTS:
                    self.post_message(self.Wanted(column.name))
                return
