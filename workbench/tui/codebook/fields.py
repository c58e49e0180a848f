"""What forms are made of: rows of a word and a field, colours and choices in a line, and the frame that saves them."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style as Look
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from workbench.core.errors import WorkbenchError
from workbench.core.model import Problem
from workbench.core.project import PALETTE
from workbench.tui.commands import FORM, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.widgets.cells import drawn
from workbench.tui.window import Window

SWATCH = 4
CHECK_AFTER = 0.2
MOST_TOLD = 3
NOT_SAVED = "Not saved yet: F2 saves, Esc again leaves it as it was."


class InLine(Widget, can_focus=True):
    """Values in a line, one of which is chosen by the arrows or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Previous", show=False),
        Binding("right,space", "choose(1)", "Next", show=False),
    ]

    class Chosen(Message):
        """A value was chosen."""

        def __init__(self, sender: "InLine", value: str) -> None:
            super().__init__()
            self.sender = sender
            self.value = value

        @property
        def control(self) -> "InLine":
            """Where it was chosen."""
            return self.sender

    def __init__(self, values: Sequence[str], value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.values = tuple(values)
        self.value = value

    def show(self, value: str) -> None:
        """Marks a value, if it is one of these."""
        if value != self.value:
            self.value = value
            self.refresh()

    def action_choose(self, by: int) -> None:
        """The next or previous value."""
        here = self.values.index(self.value) if self.value in self.values else 0
        self.choose((here + by) % len(self.values))

    def choose(self, place: int) -> None:
        """Takes the value of a place."""
        self.show(self.values[place])
        self.post_message(self.Chosen(self, self.value))


class Swatches(InLine):
    """A row of colours."""

    def __init__(self, colour: str) -> None:
        super().__init__(("", *PALETTE), colour)

    def render(self) -> Text:
        """The colours, the chosen one ticked."""
        line = Text(no_wrap=True)
        for colour in self.values:
            tick = "✓" if colour.casefold() == self.value.casefold() else " "
            if colour:
                line.append(f" {tick}  ", Style(color="#000000", bgcolor=colour, bold=True))
            else:
                line.append(f" {tick}– ")
        return line

    def on_click(self, event: events.Click) -> None:
        """The colour under the mouse."""
        place = event.x // SWATCH
        if place < len(self.values):
            self.choose(place)


class OneOf(InLine):
    """A choice among some words."""

    def __init__(self, values: Sequence[str], value: str, words: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        """`words` say what the values mean."""
        super().__init__(values, value, id=id)
        self.words = [drawn(word).replace(" ", "\xa0") for word in words]

    def render(self) -> Content:
        """The words, the chosen one marked."""
        parts = []
        for place, (value, word) in enumerate(zip(self.values, self.words, strict=True)):
            chosen = value == self.value
            look = Look(bold=chosen) + Look.from_meta({"place": place})
            parts.append(Content.styled(f"{'●' if chosen else '○'}\xa0{word}", look))
        return Content("   ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """The word under the mouse."""
        place = event.style.meta.get("place")
        if isinstance(place, int):
            self.choose(place)


def part(said: str) -> Static:
    """The heading of some rows."""
    return Static(said, classes="part", markup=False)


def row(said: str, field: Widget) -> ComposeResult:
    """A word and its field beside each other."""
    with Horizontal(classes="row"):
        yield Static(drawn(said), classes="said", markup=False)
        yield field


def line(said: str, name: str, text: str, hint: str = "") -> ComposeResult:
    """A field of one line."""
    yield from row(said, Input(text, placeholder=hint, id=f"form-{name}"))


def lines(said: str, name: str, text: str, height: int, hint: str = "") -> ComposeResult:
    """A field of several lines."""
    area = TextArea(
        text, id=f"form-{name}", tab_behavior="focus", soft_wrap=True, compact=True, placeholder=Content(hint)
    )
    area.styles.height = height
    yield from row(said, area)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Lines such as `source: Horvath` as pairs; one without a colon is a name alone."""
    parted = (line.partition(":") for line in text.splitlines() if line.strip())
    return tuple((name.strip(), value.strip()) for name, _, value in parted if name.strip() or value.strip())


def as_typed(text: str) -> str:
    """A text as a field gives it back: its lines, without blanks at either end."""
    return "\n".join(text.splitlines()).strip()


class Form(Window[bool]):
    """Fields that are saved together; heirs say which, what they hold, and what stands against it."""

    AUTO_FOCUS = ""
    WHERE = (FORM, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]
    heading = ""

    def __init__(self) -> None:
        super().__init__()
        self._warned = False
        self._timer: Timer | None = None
        self._told = ""

    def compose(self) -> ComposeResult:
        """The fields, what stands against them, and two buttons."""
        with Vertical(classes="box form") as box:
            box.border_title = title(self.heading)
            box.border_subtitle = self.foot("Tab next field")
            with VerticalScroll(can_focus=False):
                yield from self.fields()
            yield Static(id="form-said", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Save (F2)", id="save", compact=True, variant="primary")
                yield Button("Leave (Esc)", id="leave", compact=True)

    def fields(self) -> ComposeResult:
        """The rows."""
        raise NotImplementedError

    def problems(self) -> Iterator[Problem]:
        """What stands against the fields as they are now."""
        raise NotImplementedError

    def as_it_was(self) -> bool:
        """True if nothing was changed."""
        raise NotImplementedError

    def saved(self) -> str:
        """Saves; gives the sentence that refuses it, or nothing."""
        raise NotImplementedError

    def words(self, field: str) -> str:
        """What stands in a field."""
        known = self.query_one(f"#form-{field}")
        text = known.text if isinstance(known, TextArea) else known.value if isinstance(known, Input) else ""
        return as_typed(text)

    def several(self, field: str) -> tuple[str, ...]:
        """The lines of a field."""
        return tuple(line.strip() for line in self.words(field).splitlines() if line.strip())

    # -- what stands against it, while somebody types ------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(InLine.Chosen)
    def look_soon(self) -> None:
        """Looks at the fields as soon as the fingers rest."""
        self._warned = False
        if self._timer:
            self._timer.reset()
        else:
            self._timer = self.set_timer(CHECK_AFTER, self.look)

    def look(self) -> None:
        """Says what stands against the fields now; what is about the field with the cursor comes first."""
        self._timer = None
        if not self.is_attached or self._warned:
            return
        here = self.focused.id or "" if self.focused else ""
        try:
            found = sorted(self.problems(), key=lambda problem: here != f"form-{problem.where}")
        except WorkbenchError as error:  # nothing can be changed now
            self.say(str(error))
            return
        told = list(dict.fromkeys(problem.message for problem in found))
        more = len(told) - MOST_TOLD
        self.say("\n".join(told[:MOST_TOLD]) + (f" And {more} more." if more > 0 else ""))

    def say(self, sentences: str) -> None:
        """Says something above the buttons."""
        if sentences != self._told:
            self._told = sentences
            self.query_one("#form-said", Static).update(Text("\n".join(map(drawn, sentences.splitlines()))))

    # -- leaving ------------------------------------------------------------------------------------------------------

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Saves, and leaves if nothing refuses it."""
        refused = "" if self.as_it_was() else self.saved()
        if refused:
            self.say(refused)
        else:
            self.leave(True)

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leaves; asks once more where something was written."""
        if self.as_it_was() or self._warned:
            self.leave(False)
            return
        self._warned = True
        self.say(NOT_SAVED)
