"""What stands on the board: a column for each theme and one for codes without a theme, with cards and counts."""

from collections.abc import Sequence
from typing import NamedTuple

from workbench.analysis.board import Said, below, loose, tally_of, theme_tally
from workbench.analysis.quotes import Tally
from workbench.core.memos import tidy
from workbench.core.project import Project, counted

LOOSE = ""  # stands for no theme
LOOSE_NAME = "No theme yet"
LOOSE_SAYS, NONE_LOOSE = "Codes with codings in no theme.", "Every code with codings is in a theme."
NO_SUMMARY = "Nothing is written about it yet (e)."


class Card(NamedTuple):
    """A code on the board: its id, name, colour, and counts once they are known."""

    code: str
    name: str
    colour: str
    tally: Tally | None


class Column(NamedTuple):
    """A theme on the board (its id; LOOSE for none) with its cards; `people` is the N of “n of N participants”."""

    theme: str
    name: str
    says: str
    written: bool
    quotes: int
    tally: Tally | None
    people: int
    cards: tuple[Card, ...]

    def place_of(self, code: str) -> int | None:
        """The place of a code (an id) among the cards."""
        return next((place for place, card in enumerate(self.cards) if card.code == code), None)

    @property
    def counts(self) -> tuple[str, str]:
        """How many participants say it, and how much they say."""
        if self.tally is None:
            return "counting …", ""
        participants, extracts = self.tally
        return f"{participants} of {counted(self.people, 'participant')}", counted(extracts, "extract")

    @property
    def foot(self) -> str:
        """How many codes and quotes it has."""
        codes = counted(len(self.cards), "code")
        return codes if self.theme == LOOSE else f"{codes}, {counted(self.quotes, 'quote')}"


def columns(project: Project, found: Said | None) -> tuple[Column, ...]:
    """The board of a study; `found` is what is said under its codes, once that is known."""
    branches = below(project)

    def cards(codes: Sequence[str]) -> tuple[Card, ...]:
        return tuple(
            Card(
                code,
                project.codes[code].name,
                project.colour(code),
                None if found is None else tally_of(found, branches[code]),
            )
            for code in codes
            if code in project.codes
        )

    rest = loose(project)
    tally = None if found is None else tally_of(found, [low for code in rest for low in branches[code]])
    people = found.people if found else 0
    board = [Column(LOOSE, LOOSE_NAME, LOOSE_SAYS if rest else NONE_LOOSE, False, 0, tally, people, cards(rest))]
    for theme in project.theme_order:
        first = first_line(theme.summary)
        told = None if found is None else theme_tally(project, found, theme)
        shown = first or NO_SUMMARY
        board.append(
            Column(theme.id, theme.name, shown, bool(first), len(theme.quotes), told, people, cards(theme.codes))
        )
    return tuple(board)


def first_line(summary: str) -> str:
    """The first words of a summary, without Markdown's signs."""
    return next((words for line in tidy(summary).splitlines() if (words := line.strip(" #>*-\t"))), "")


def card_counts(card: Card) -> str:
    """How many participants say how much under a code."""
    if card.tally is None:
        return "…"
    return f"{counted(card.tally.participants, 'participant')}, {counted(card.tally.extracts, 'extract')}"
