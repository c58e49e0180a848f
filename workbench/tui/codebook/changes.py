"""Changes of a codebook as lines with a look at each: what the windows on codebook files share."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from workbench.analysis.evolution import Piece, compared
from workbench.core.codebook import Difference
from workbench.core.errors import Refused, WorkbenchError
from workbench.tui.describe import title
from workbench.tui.widgets.cells import cut, drawn
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

SIGNS = {"new": "+", "split": "+", "deleted": "−", "merged": "−", "moved": "→", "reordered": "→"}
BESIDE = 120  # signs that are shown of a long text before and after a change in it
LONGEST = 8_000  # signs of a text that are compared word by word
KINDS = ("new", "split", "merged", "deleted", "renamed", "moved", "redefined", "changed", "reordered", "the codebook")
SAID = {"split": "split off", "the codebook": "of the codebook itself"}
R = TypeVar("R")


class Line(NamedTuple):
    """A line of the list: what it is known by while the list changes, its sign and words, and what there is to see of it."""

    known: str
    sign: str
    said: str
    style: str
    about: Callable[[], Text]


class Lines(Listed, Window[R], Generic[R]):
    """Lines, a look at the one under the cursor, what can be done with it, and a sentence below."""

    TITLE: ClassVar[str] = "Codebook"

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def compose(self) -> ComposeResult:
        """The list, the look, what can be done, the sentence, the keys."""
        with Vertical(classes="box changes") as box:
            box.border_title = title(self.TITLE)
            box.border_subtitle = self.foot()
            with Horizontal(id="changes"):
                self.rows = LongList(self._line, id="changes-list")
                yield self.rows
                with Vertical(id="changes-side"):
                    with VerticalScroll(id="changes-pane"):
                        yield Static("Reading …", id="changes-about", markup=False)
                    acts = OptionList(id="changes-acts", markup=False)
                    acts.can_focus = False
                    yield acts
            yield Static(id="changes-said", markup=False)

    def show_lines(self, lines: Sequence[Line], here: int | None = None) -> None:
        """Shows other lines; the cursor stays on the one it was on, or goes `here`."""
        known = self.lines[self.rows.here].known if self.lines else ""
        place = next((place for place, line in enumerate(lines) if line.known == known), self.rows.here)
        self.lines = lines
        self.rows.fill(len(lines), place if here is None else here)
        self.show_line()

    def _line(self, place: int, room: int) -> list[Text]:
        line = self.lines[place]
        return [
            Text.assemble((f"{line.sign} " if line.sign else "", line.style), (cut(line.said, room - 2), line.style))
        ]

    @on(LongList.Moved)
    def show_line(self) -> None:
        """What there is to see of the line under the cursor, and what can be done with it."""
        line = self.lines[self.rows.here] if self.lines else None
        self.query_one("#changes-about", Static).update(line.about() if line else Text())
        self.query_one("#changes-pane", VerticalScroll).scroll_home(animate=False)
        acts = self.query_one("#changes-acts", OptionList)
        choices = self.choices()
        acts.clear_options()
        acts.add_options([Option(Text(drawn(words), style), id=key) for key, words, style in choices])
        acts.highlighted = None
        acts.display = bool(choices)

    def choices(self) -> list[tuple[str, str, str]]:
        """What can be clicked beside the line under the cursor: its key, its words and their look."""
        return []

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence below the list."""
        said = self.query_one("#changes-said", Static)
        said.set_class(warning, "warning")
        said.update("\n".join(map(drawn, sentence.splitlines())))

    def entitle(self, heading: str) -> None:
        """The window's title."""
        self.query_one(".changes", Vertical).border_title = title(heading)


def fault_of(event: Worker.StateChanged) -> WorkbenchError | None:
    """What ended work in the background, as something that can be told; None if nothing did."""
    error = event.worker.error
    if event.state is not WorkerState.ERROR or error is None:
        return None
    if isinstance(error, WorkbenchError):
        return error
    return Refused(f"This didn't work ({type(error).__name__}); nothing was changed.")


def change_lines(changes: Sequence[Difference], group: str = "") -> list[Line]:
    """Differences as lines; `group` sets apart the same ones of two lists."""
    return [
        Line(f"{group} {change.said}", SIGNS.get(change.kind, "~"), change.said, "", partial(about_change, change))
        for change in changes
    ]


def heading(words: str) -> Line:
    """A line above others."""
    return Line(words, "", words, "bold", partial(Text, drawn(words)))


def counts(changes: Sequence[Difference]) -> list[str]:
    """How many codes are new, redefined, and so on, each in words."""
    codes = {kind: {change.code or change.said for change in changes if change.kind == kind} for kind in KINDS}
    return [f"{len(found)} {SAID.get(kind, kind)}" for kind, found in codes.items() if found]


def about_change(change: Difference) -> Text:
    """A difference with its texts before and after."""
    text = Text.assemble((drawn(change.said) + ".", "bold"), "\n")
    if change.before or change.after:
        text.append("\n").append_text(two_texts("before", change.before, "after", change.after))
    return text


def two_texts(
    one: str, before: str, other: str, after: str, styles: tuple[str, str] = ("strike red", "bold underline green")
) -> Text:
    """Two texts under their names, the words that differ in one style each; a text that is empty says nothing."""
    if not before or not after:
        name, words, style = (one, before, styles[0]) if before else (other, after, styles[1])
        style = style.rpartition(" ")[2]
        return Text.assemble((f"{drawn(name)}\n", "dim"), (_lines(words), style), "\n")
    if max(len(before), len(after)) <= LONGEST:
        left, right = compared(before, after)
    else:
        left, right = (Piece(before, True),), (Piece(after, True),)
    text = Text.assemble((f"{drawn(one)}\n", "dim"))
    text.append_text(_marked(left, styles[0])).append(f"\n\n{drawn(other)}\n", "dim")
    return text.append_text(_marked(right, styles[1])).append("\n")


def _marked(pieces: Sequence[Piece], style: str) -> Text:
    """Pieces, those that changed in a style; of long ones that did not, what stands beside a change."""
    text, last = Text(), len(pieces) - 1
    for place, piece in enumerate(pieces):
        if piece.changed or len(piece.words) <= 2 * BESIDE or not last:
            text.append(_lines(piece.words), style if piece.changed else "")
            continue
        head, tail = piece.words[: BESIDE * (place > 0)], piece.words[-BESIDE if place < last else len(piece.words) :]
        text.append(_lines(head.rpartition(" ")[0])).append(" … ", "dim").append(_lines(tail.partition(" ")[2]))
    return text


def _lines(words: str) -> str:
    return "\n".join(map(drawn, words.split("\n")))
