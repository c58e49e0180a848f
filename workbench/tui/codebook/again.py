"""The queue of outdated codings: each with what its code said when it was made, and says now; kept, recoded or removed."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench import tasks
from workbench.analysis.evolution import Meanings, Piece, rewritten
from workbench.analysis.quotes import Extract
from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Code, Coding
from workbench.core.moments import date_words
from workbench.core.project import SEPARATOR, Project, counted
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tui.commands import AGAIN, ROWS, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Confirm, Finder
from workbench.tui.quotes.rows import Texts
from workbench.tui.widgets.cells import cut, drawn, width
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

NONE = "No coding is outdated: all were made under what their codes mean now."
LEFT = "Nothing left to look at."
UNKNOWN = "What the code said when this was coded is not known."
AROUND, WIDE = 80, 100  # signs of the text before and after a quote, thrice as many where the screen is wide
CODE_CELLS, ID_CELLS = 18, 10
LOOK_EVERY = 1.0


class Again(Listed, Window[Coding | None]):
    """The codings to look at again, by code in the codebook's order; gives the one whose place is to be shown."""

    WHERE = (AGAIN, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AGAIN, ROWS)]

    def __init__(self, session: Session, fitting: Callable[[str], Sequence[str]], code: str = "") -> None:
        """`fitting` gives the ids of codes that some letters fit; `code` is the one (an id) to begin with."""
        super().__init__()
        self.session = session
        self.fitting = fitting
        self.begin_with = code
        self.codings: list[Coding] = []
        self.meanings: Meanings | None = None
        self._texts = Texts(session.transcript)
        self._shown: Project | None = None

    def compose(self) -> ComposeResult:
        """The list, the coding under the cursor, what was done last."""
        with Vertical(classes="box again") as box:
            box.border_subtitle = self.foot()
            with Horizontal(id="again"):
                yield LongList(self._line, id="again-list")
                with VerticalScroll(id="again-pane"):
                    yield Static(id="again-about", markup=False)
            yield Static(id="again-said", markup=False)

    def on_mount(self) -> None:
        """Lists them; what their codes said is read in the background."""
        self.rows = self.query_one(LongList)
        self.rows.focus()
        self._list()
        places = [place for place, coding in enumerate(self.codings) if coding.code == self.begin_with]
        self.rows.go(places[0] if places else 0)
        self.show_coding()
        self.set_interval(LOOK_EVERY, self._look)
        self.run_worker(self._read, thread=True, exclusive=True, group="meanings", exit_on_error=False)

    def _read(self) -> None:
        found = tasks.known_meanings(self.session)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._know, found)

    def _know(self, found: Meanings) -> None:
        self.meanings = found
        self.show_coding()

    # -- showing ------------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The study as the coder is to see it."""
        return self.session.seen

    @property
    def here(self) -> Coding | None:
        """The coding under the cursor."""
        return self.codings[self.rows.here] if self.codings else None

    def _look(self) -> None:
        """Shows what somebody else changed."""
        if self.project is not self._shown and self.app.screen is self:
            self.show()

    def show(self, fresh: bool = False) -> None:
        """Lists what is outdated now; the next coding comes under the cursor, or with `fresh` the one that came back."""
        known = {coding.id for coding in self.codings}
        self._list()
        back = [place for place, coding in enumerate(self.codings) if coding.id not in known]
        if fresh and back:
            self.rows.go(back[0])
        self.show_coding()

    def _list(self) -> None:
        project = self._shown = self.project
        outdated = project.outdated
        self.codings = [coding for code, _ in project.code_tree for coding in outdated.get(code.id, ())]
        self.rows.fill(len(self.codings), self.rows.here)
        codes = f" of {counted(len(outdated), 'code')}" if outdated else ""
        box = self.query_one(".box")
        box.border_title = title(f"Look again at {counted(len(self.codings), 'coding')}{codes}")

    def _line(self, place: int, room: int) -> list[Text]:
        """A coding's code, id and first words."""
        coding, project = self.codings[place], self.project
        if coding.code not in project.codes:
            return []
        extract = self._texts.extract(project, coding)
        name, id_ = cut(project.codes[coding.code].name, CODE_CELLS), cut(extract.id if extract else "", ID_CELLS)
        line = Text.assemble(
            ("■ ", project.colour(coding.code)),
            name + " " * (CODE_CELLS - width(name) + 1),
            (id_ + " " * (ID_CELLS - width(id_) + 1), "bold"),
        )
        words = " ".join(extract.words[: 2 * room].split()) if extract else "This quote can't be read now."
        return [line.append(cut(words, room - line.cell_len), "dim")]

    @on(LongList.Moved)
    def show_coding(self) -> None:
        """The coding under the cursor with its place, and what its code said and says."""
        coding = self.here
        about = Text(LEFT, "bold") if coding is None else self._about(coding)
        self.query_one("#again-about", Static).update(about)
        self.query_one("#again-pane", VerticalScroll).scroll_home(animate=False)

    def _about(self, coding: Coding) -> Text:
        project = self.project
        code, extract = project.codes[coding.code], self._texts.extract(project, coding)
        text = Text().append("■ ", project.colour(code.id)).append(drawn(code.name), "bold")
        above = project.code_paths[code.id].rpartition(SEPARATOR)[0]
        text.append(f"  {drawn(above.replace(SEPARATOR, ' › '))}\n" if above else "\n", "dim")
        if extract:
            text.append_text(_place(extract)).append("\n")
            before, after = self._around(coding)
            text.append(before, "dim").append(_flat(extract.words), "bold").append(f"{after}\n", "dim")
        if self.meanings is None:
            return text.append("\nReading what the code said …\n", "dim")
        return text.append_text(_change(code, coding, self.meanings))

    def _around(self, coding: Coding) -> tuple[str, str]:
        """Some words of the transcript before and after a coding."""
        body, signs = self.session.transcript(coding.document).text, AROUND * (3 if self.size.width >= WIDE else 1)
        first = max(0, coding.start - signs)
        before, after = body[first : coding.start], body[coding.end : coding.end + signs]
        if first:
            before = f"… {before.partition(' ')[2]}"
        if coding.end + signs < len(body):
            after = f"{after.rpartition(' ')[0]} …"
        return _flat(f"{before}|").removesuffix("|"), _flat(f"|{after}").removeprefix("|")

    # -- doing --------------------------------------------------------------------------------------------------------

    def _act(self, act: Callable[[], Step], *, said: str = "", fresh: bool = False) -> None:
        """Does something to the study, says what it was, and goes on to the next coding."""
        try:
            sentence, refused = f"{said}{act().label}.", False
        except WorkbenchError as error:
            sentence, refused = str(error), True
            self._catch_up()
        told = self.query_one("#again-said", Static)
        told.set_class(refused, "warning")
        told.update(drawn(sentence))
        self.show(fresh)

    def _catch_up(self) -> None:
        try:
            self.session.catch_up()
        except WorkbenchError:
            return  # the refusal that led here says more

    def _make(self, make: Callable[[], Step]) -> None:
        def act() -> Step:
            step = make()
            self.session.do(step)
            return step

        self._act(act)

    def _verb(self, verb: Callable[..., Step], codings: Sequence[Coding], *more: Any) -> None:
        self._make(lambda: verb(self.session.project, codings, *more, self.session.stamp()))

    def action_keep(self) -> None:
        """It stands under what its code means now."""
        if coding := self.here:
            self._verb(edits.keep_codings, [coding])

    def action_keep_code(self) -> None:
        """All outdated codings of this code stand, after a question."""
        if not (coding := self.here):
            return
        those = list(self.project.outdated.get(coding.code, ()))
        question = f"Keep {counted(len(those), 'coding')} of “{self.project.codes[coding.code].name}” as they are?"
        keep = partial(self._verb, edits.keep_codings, those)
        self.app.push_screen(Confirm(question, (), "Keep them"), lambda sure: keep() if sure else None)

    def action_recode(self) -> None:
        """Asks for another code."""
        if coding := self.here:
            finder = Finder(self.project, (), self.fitting, "Recode to which code?")
            self.app.push_screen(finder, lambda code: self._verb(edits.recode, [coding], code) if code else None)

    def action_remove(self) -> None:
        """Takes the coding away; undo brings it back."""
        if coding := self.here:
            self._verb(edits.remove_codings, [coding])

    @on(LongList.Opened)
    def action_open(self) -> None:
        """Goes to its place in the transcript."""
        if coding := self.here:
            self.leave(coding)

    def action_undo(self) -> None:
        """Takes the last step back."""
        self._act(self.session.undo, said="Undone: ", fresh=True)

    def action_redo(self) -> None:
        """Does it again."""
        self._act(self.session.redo, said="Done again: ")


def _place(extract: Extract) -> Text:
    """The quote's id, document, participant and turn; who coded it when."""
    named = extract.case.name if extract.case else extract.speaker
    where = [extract.document.title, *([named] if named and named != extract.document.title else [])]
    where += [f"turn {extract.turn}"] if extract.turn else []
    coded = f"coded by {extract.coder.name} on {date_words(extract.coding.at)}"
    return Text.assemble((drawn(extract.id), "bold"), (drawn(f" · {' · '.join([*where, coded])}") + "\n", "dim"))


def _flat(words: str) -> str:
    return drawn(" ".join(words.split()))


def _change(code: Code, coding: Coding, known: Meanings) -> Text:
    """What the code said when the coding was made, and says now, the words marked that differ."""
    text = Text("\n")
    at, by = known.changed.get(code.id, ("", ""))
    then = known.then(coding)
    if at:
        text.append(f"What it means was changed on {date_words(at)} by {drawn(by)}.\n", "dim")
    if then is None:
        text.append(UNKNOWN + "\n", "dim")
        return text.append(f"\nNow\n{drawn(code.definition) or 'no definition'}\n")
    if then.id != code.id or then.name != code.name:
        text.append(f"It was coded as “{drawn(then.name)}”.\n", "dim")
    for name, before, after in rewritten(then, code):
        text.append(f"\n{name}\n", "bold")
        for when, pieces, style in (("before  ", before, "strike red"), ("now     ", after, "bold underline green")):
            text.append(when, "dim").append_text(_marked(pieces, style)).append("\n")
    return text


def _marked(pieces: Iterable[Piece], style: str) -> Text:
    text = Text()
    for piece in pieces:
        text.append("".join(drawn(line) if line != "\n" else line for line in piece.words.splitlines(keepends=True)),
                    style if piece.changed else "")  # fmt: skip
    return text or Text("nothing", "dim")
