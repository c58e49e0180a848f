"""The form with what the codebook says of itself: name, description, rules, sources, and the values of attributes."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.app import ComposeResult

from workbench.core.codebook.doubts import book_doubts
from workbench.core.model import Book, Problem
from workbench.session import Session
from workbench.tui.codebook.fields import Form, as_typed, line, lines, pairs, part
from workbench.tui.widgets.cells import typed

FIELDS = ("name", "description", "rules", "sources", "values")


class BookForm(Form):
    """What the codebook says as a whole. `save` takes the fields that differ and gives the sentence that refuses them."""

    heading = "The codebook"

    def __init__(self, session: Session, seen: Book, save: Callable[[dict[str, Any]], str]) -> None:
        super().__init__()
        self.session = session
        self.seen = seen
        self.save = save

    def fields(self) -> ComposeResult:
        """What it is, what holds for all codes, and what they refer to."""
        shown = {name: _shown(self.seen, name) for name in FIELDS}
        yield part("What it is")
        yield from line("Name", "name", typed(shown["name"]))
        yield from lines("Description", "description", shown["description"], 4, "what it is for, whose it is")
        yield part("How it is applied")
        yield from lines("Rules for all codes", "rules", shown["rules"], 6, "such as which of two codes to take")
        yield part("In files")
        yield from lines("Sources", "sources", shown["sources"], 4, "one a line, as key: reference")
        yield from lines(
            "Values of attributes", "values", shown["values"], 3, "one a line, as pole: aligned, misaligned"
        )

    def on_mount(self) -> None:
        """One begins at the top."""
        self.query_one("#form-name").focus(scroll_visible=False)

    def changed(self) -> dict[str, Any]:
        """The fields that read otherwise than they did, as the study would have them."""
        found: dict[str, Any] = {}
        for name in FIELDS:
            words = self.words(name)
            if words == as_typed(_shown(self.seen, name)):
                continue
            found[name] = words
            if name == "sources":
                found[name] = pairs(words)
            elif name == "values":
                found[name] = tuple((key, tuple(_parted(values))) for key, values in pairs(words))
        return found

    def as_it_was(self) -> bool:
        """True if nothing was changed."""
        return not self.changed()

    def problems(self) -> Iterator[Problem]:
        """What would refuse a field."""
        yield from book_doubts(self.session.project, self.seen, self.changed(), self.session.stamp())

    def saved(self) -> str:
        """Saves; gives the sentence that refuses it, or nothing."""
        return self.save(self.changed())


def _parted(values: str) -> Iterator[str]:
    return (value.strip() for value in values.split(",") if value.strip())


def _shown(book: Book, name: str) -> str:
    """A field as the form shows it."""
    if name == "sources":
        return "\n".join(f"{key}: {reference}" for key, reference in book.sources)
    if name == "values":
        return "\n".join(f"{key}: {', '.join(values)}" for key, values in book.values)
    return str(getattr(book, name))
