"""The form with all that a code says of itself."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Static, TextArea

from workbench.core.model import Code
from workbench.core.project import PALETTE
from workbench.tui.commands import FORM, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.widgets.cells import typed
from workbench.tui.window import Window

SWATCH = 4
LINES = (("include", "Use it for"), ("exclude", "Don't use it for"))


class Swatches(Widget, can_focus=True):
    """A row of colours; the arrows or a click choose one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Previous colour", show=False),
        Binding("right", "choose(1)", "Next colour", show=False),
    ]

    class Chosen(Message):
        """A colour was chosen; an empty one is none of its own."""

        def __init__(self, colour: str) -> None:
            super().__init__()
            self.colour = colour

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colours = ("", *PALETTE)
        self.colour = colour

    def render(self) -> Text:
        """The colours, the chosen one ticked."""
        line = Text(no_wrap=True)
        for colour in self.colours:
            tick = "✓" if colour.casefold() == self.colour.casefold() else " "
            if colour:
                line.append(f" {tick}  ", Style(color="#000000", bgcolor=colour, bold=True))
            else:
                line.append(f" {tick}– ")
        return line

    def show(self, colour: str) -> None:
        """Ticks a colour, if it is one of these."""
        self.colour = colour
        self.refresh()

    def action_choose(self, by: int) -> None:
        """The next or previous colour."""
        here = self.colours.index(self.colour) if self.colour in self.colours else 0
        self._choose((here + by) % len(self.colours))

    def on_click(self, event: events.Click) -> None:
        """The colour under the mouse."""
        place = event.x // SWATCH
        if place < len(self.colours):
            self._choose(place)

    def _choose(self, place: int) -> None:
        self.show(self.colours[place])
        self.post_message(self.Chosen(self.colour))


class CodeForm(Window[bool]):
    """All fields of a code. `save` takes the code as it shall be and gives the sentence that refuses it, or nothing."""

    AUTO_FOCUS = ""
    WHERE = (FORM, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]

    def __init__(self, code: Code, save: Callable[[Code], str]) -> None:
        super().__init__()
        self.code = code
        self.save = save
        self._warned = False

    def compose(self) -> ComposeResult:
        """The fields, from the name to what else is known."""
        code = self.code
        with Vertical(classes="box form") as box:
            box.border_title = title(f"Code “{code.name}”")
            box.border_subtitle = self.foot("Tab next field")
            with VerticalScroll(can_focus=False):
                yield from _line("Name", Input(typed(code.name), id="code-name"))
                yield from _line("Key, such as REL.UPR", Input(typed(code.handle), id="code-key"))
                yield from _lines("Definition", "definition", code.definition, 3)
                yield from _lines("Full definition", "full", code.full, 4)
                for name, said in LINES:
                    yield from _lines(said, name, getattr(code, name), 3)
                yield from _lines("Examples, one a line", "examples", _shown(code, "examples"), 3)
                yield from _line("Scale to rate codings, low to high: low, middle, high", Input(
                    _shown(code, "scale"), id="code-scale"
                ))  # fmt: skip
                yield from _line("Colour, such as #E69F00, or none", Input(code.colour, id="code-colour"))
                yield Swatches(code.colour)
                yield Checkbox("May be applied (else it is a heading)", code.applies, id="code-applies", compact=True)
                yield from _lines(
                    "What else is known, one a line, as name: value", "attributes", _shown(code, "attributes"), 3
                )
            yield Static(id="form-said", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Save (F2)", id="save", compact=True, variant="primary")
                yield Button("Leave (Esc)", id="leave", compact=True)

    def on_mount(self) -> None:
        """The definition is what is written most."""
        self.query_one("#code-definition").focus(scroll_visible=False)

    @on(Swatches.Chosen)
    def _coloured(self, event: Swatches.Chosen) -> None:
        self.query_one("#code-colour", Input).value = event.colour

    @on(Input.Changed, "#code-colour")
    def _colour_typed(self, event: Input.Changed) -> None:
        self.query_one(Swatches).show(event.value.strip())

    def filled(self) -> Code:
        """The code as the form says it."""
        scale = tuple(point.strip() for point in self._words("scale").split(",") if self._words("scale"))
        return self.code._replace(
            name=self._words("name"),
            key=self._words("key"),
            definition=self._text("definition"),
            full=self._text("full"),
            include=self._text("include"),
            exclude=self._text("exclude"),
            examples=self.code.examples if self._untouched("examples") else tuple(self._several("examples")),
            colour=self._words("colour"),
            applies=self.query_one("#code-applies", Checkbox).value,
            attributes=self.code.attributes if self._untouched("attributes") else _pairs(self._several("attributes")),
            scale=self.code.scale if self._untouched("scale") else scale,
        )

    def _untouched(self, field: str) -> bool:
        """True if a field that holds several reads as it did: then it keeps even what can't be written here."""
        now = self._words(field) if field == "scale" else self._text(field)
        return now == _shown(self.code, field).strip()

    def _words(self, field: str) -> str:
        return self.query_one(f"#code-{field}", Input).value.strip()

    def _text(self, field: str) -> str:
        return self.query_one(f"#code-{field}", TextArea).text.strip()

    def _several(self, field: str) -> list[str]:
        return [line.strip() for line in self._text(field).splitlines() if line.strip()]

    def _as_it_was(self) -> bool:
        tidy = {name: getattr(self.code, name).strip() for name in ("definition", "full", "include", "exclude")}
        return self.filled() == self.code._replace(
            **tidy, name=typed(self.code.name).strip(), key=typed(self.code.handle).strip()
        )

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Saves, and leaves if nothing refuses it."""
        refused = "" if self._as_it_was() else self.save(self.filled())
        if refused:
            self.query_one("#form-said", Static).update(Text(refused))
        else:
            self.leave(True)

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leaves; asks once more where something was written."""
        if self._as_it_was() or self._warned:
            self.leave(False)
            return
        self._warned = True
        self.query_one("#form-said", Static).update(Text("Not saved yet: F2 saves, Esc again leaves it as it was."))


def _shown(code: Code, field: str) -> str:
    """A field that holds several, as the form shows it."""
    if field == "attributes":
        return "\n".join(f"{name}: {value}" for name, value in code.attributes)
    return (", " if field == "scale" else "\n").join(getattr(code, field))


def _line(said: str, field: Input) -> ComposeResult:
    yield Static(said, markup=False)
    yield field


def _lines(said: str, name: str, text: str, height: int) -> ComposeResult:
    area = TextArea(text, id=f"code-{name}", tab_behavior="focus", soft_wrap=True, compact=True)
    area.styles.height = height
    yield Static(said, markup=False)
    yield area


def _pairs(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Lines such as `source: Horvath` as pairs; one without a colon is a name alone."""
    parted = (line.partition(":") for line in lines)
    return tuple({name.strip(): value.strip() for name, _, value in parted if name.strip()}.items())
