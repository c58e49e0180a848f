"""The form with all that a code says of itself."""

from collections.abc import Callable, Iterator
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from workbench.core.codebook.doubts import code_doubts
from workbench.core.codebook.lineage import lineage
from workbench.core.model import Attributes, Code, Problem, attribute
from workbench.session import Session
from workbench.tui.codebook.fields import Form, InLine, OneOf, Swatches, as_typed, line, lines, pairs, part, row
from workbench.tui.widgets.cells import typed

HEADING, PASSAGES, DOCUMENTS = "heading", "passages", "documents"
ROLES = {HEADING: "a heading", PASSAGES: "passages", DOCUMENTS: "documents as a whole"}
SHORT = ("name", "hotkey", "colour")
TEXTS = ("definition", "full", "include", "exclude")
LISTS = ("examples", "misses", "aliases", "sources")


class CodeForm(Form):
    """All fields of a code. `save` takes the code as it shall be and gives the sentence that refuses it, or nothing."""

    def __init__(self, session: Session, code: Code, save: Callable[[Code], str]) -> None:
        super().__init__()
        self.session = session
        self.code = code
        self.save = save
        self.heading = f"Code “{code.name}”"
        self.declared = dict(session.project.book.values) if session.project.book else {}
        self._alike = ""
        self._compared = ""

    def fields(self) -> ComposeResult:
        """Three groups: what the code means, how it is applied, and what files want to know."""
        code = self.code
        yield part("What it means")
        yield from line("Name", "name", typed(code.name))
        yield from lines("Definition", "definition", code.definition, 3, "in a sentence or two")
        yield from lines("At full length", "full", code.full, 3)
        yield from lines("Other names", "aliases", _shown(code, "aliases"), 1, "one a line")
        yield part("How it is applied")
        yield from row("Applied to", OneOf(tuple(ROLES), role(code), tuple(ROLES.values()), id="form-applies"))
        yield from lines("Use it for", "include", code.include, 3)
        yield from lines("Don’t use it for", "exclude", code.exclude, 3)
        yield from lines("Examples", "examples", _shown(code, "examples"), 3, "one a line")
        yield from lines("Near misses", "misses", _shown(code, "misses"), 2, "what looks like it and isn't, one a line")
        yield from line("Scale to rate by", "scale", _shown(code, "scale"), "low to high, such as: low, middle, high")
        yield from line("Hotkey", "hotkey", typed(code.hotkey), "one letter or digit; a digit is pinned at the desk")
        yield from line("Colour", "colour", typed(code.colour), "none of its own, or such as #E69F00")
        yield from row("", Swatches(code.colour))
        yield part("In files")
        yield from line("Id in files", "key", typed(code.handle), "a short handle, such as REL.UPR")
        yield from lines("Sources", "sources", _shown(code, "sources"), 2, self._known_sources())
        for place, (name, allowed) in enumerate(self.declared.items()):
            yield from row(name, _choice(place, attribute(code, name), allowed))
        yield from lines("What else is known", "attributes", self._free(), 2, "one a line, as name: value")
        for said in lineage(self.session.project, code):
            yield from row("", Static(said, markup=False))

    def on_mount(self) -> None:
        """The definition is what is written most."""
        self.query_one("#form-definition").focus(scroll_visible=False)

    def _known_sources(self) -> str:
        book = self.session.project.book
        known = ", ".join(key for key, _ in book.sources) if book else ""
        return f"one a line; known: {known}" if known else "one a line"

    @on(Swatches.Chosen)
    def _coloured(self, event: InLine.Chosen) -> None:
        if isinstance(event.sender, Swatches):
            self.query_one("#form-colour", Input).value = event.value

    @on(Input.Changed, "#form-colour")
    def _colour_typed(self, event: Input.Changed) -> None:
        self.query_one(Swatches).show(event.value.strip())

    # -- what it holds ------------------------------------------------------------------------------------------------

    def filled(self) -> Code:
        """The code as the form says it; what reads as it did is kept even where it can't be written here."""
        chosen = self.query_one("#form-applies", OneOf).value
        scale = tuple(point.strip() for point in self.words("scale").split(",") if self.words("scale"))
        key = self.words("key")
        said: dict[str, Any] = {
            "key": self.code.key if key == typed(self.code.handle).strip() else key,
            "scale": self.code.scale if self._as_shown("scale") else scale,
            "attributes": self._attributes(),
        }
        said |= {field: self.words(field) for field in (*SHORT, *TEXTS) if not self._as_shown(field)}
        said |= {field: self.several(field) for field in LISTS if not self._as_shown(field)}
        made = self.code._replace(**said)
        if chosen == role(self.code):
            return made
        return made._replace(applies=chosen != HEADING, whole=chosen == DOCUMENTS)

    def _as_shown(self, field: str) -> bool:
        """True if a field reads as it did at first."""
        return self.words(field) == as_typed(_shown(self.code, field))

    def _attributes(self) -> Attributes:
        """Those with declared values as they are chosen, the others as they are written, in the order there was."""
        now = {name: self.query_one(f"#form-value-{place}", OneOf).value for place, name in enumerate(self.declared)}
        free = self.words("attributes") == as_typed(self._free())
        if free and all(attribute(self.code, name) == value for name, value in now.items()):
            return self.code.attributes
        before = dict(self.code.attributes)
        kept = {n: v for n, v in before.items() if n not in self.declared}
        after = {**(kept if free else dict(pairs(self.words("attributes")))), **{n: v for n, v in now.items() if v}}
        order = [*(name for name in before if name in after), *(name for name in after if name not in before)]
        return tuple((name, after[name]) for name in order)

    def _free(self) -> str:
        return "\n".join(f"{name}: {value}" for name, value in self.code.attributes if name not in self.declared)

    def as_it_was(self) -> bool:
        """True if nothing was changed."""
        return self.filled() == self.code

    def saved(self) -> str:
        """Saves; gives the sentence that refuses it, or nothing."""
        return self.save(self.filled())

    # -- what stands against it ---------------------------------------------------------------------------------------

    def problems(self) -> Iterator[Problem]:
        """What would refuse it, what is doubtful, and a code that means the same."""
        after = self.filled()
        yield from code_doubts(self.session.project, self.code, after, self.session.stamp())
        if self._compared != after.definition:
            self._compared = after.definition
            self._compare(after.definition)
        if self._alike:
            yield Problem("definition", self._alike)

    def _compare(self, definition: str) -> None:
        """Looks in the background for a code whose definition says the same."""
        from workbench import tasks

        project, code = self.session.project, self.code.id

        def work() -> None:
            other = tasks.same_in_words(project, code, definition)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._compared_with, definition, other)

        self.run_worker(work, thread=True, exclusive=True, group="alike", exit_on_error=False)

    def _compared_with(self, definition: str, other: str) -> None:
        known = self.session.project.codes.get(other)
        if self.is_attached and definition == self._compared:
            same = known is not None and known.definition.strip() == definition
            told = f"“{known.name}” has {'this definition' if same else 'nearly this definition'} too." if known else ""
            if told != self._alike:
                self._alike = told
                self.look()


def role(code: Code) -> str:
    """What a code is put on: nothing, as a heading, passages, or documents as a whole."""
    if not code.applies:
        return HEADING
    return DOCUMENTS if code.whole else PASSAGES


def _choice(place: int, value: str, allowed: tuple[str, ...]) -> OneOf:
    """The declared values of an attribute, none, and one that a code has although it isn't declared."""
    strange = [value] if value and value not in allowed else []
    words = ["none", *allowed, *(f"{word} (not declared)" for word in strange)]
    return OneOf(("", *allowed, *strange), value, words, id=f"form-value-{place}")


def _shown(code: Code, field: str) -> str:
    """A field as the form shows it."""
    value = getattr(code, field)
    if isinstance(value, str):
        return typed(value) if field in SHORT else value
    return (", " if field == "scale" else "\n").join(value)
