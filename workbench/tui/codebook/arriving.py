"""A codebook file on its way into the study: what it would change, what has to be asked, and the one step at the end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.worker import Worker, get_current_worker

from workbench import tasks
from workbench.core.codebook import GIVE, Difference, Plan, Question, carried_out
from workbench.core.errors import Refused, WorkbenchError
from workbench.core.model import Code
from workbench.core.project import Project, counted
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tui.codebook.changes import Line, Lines, change_lines, counts, fault_of, two_texts
from workbench.tui.codebook.lists import codes_fitting
from workbench.tui.commands import ARRIVING, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.dialogs import Ask, Finder, Told
from workbench.tui.widgets.cells import drawn

EITHER = ("bold underline default", "bold underline default")  # neither side is the one that goes
MANY = 9
MEANWHILE = "The study was changed meanwhile, and with it what the file would do: look again, then bring it in."


class Planned(NamedTuple):
    """A plan and its changes, the step that it comes to (None if nothing changes), what that does to codings.

    `project` is the study that it was made for.
    """

    plan: Plan
    changes: tuple[Difference, ...]
    step: Step | None
    effects: tuple[str, ...]
    project: Project


class Arriving(Lines[Step | WorkbenchError | None]):
    """A file as it would come in; gives the step that brought it in, or what was wrong with it."""

    TITLE = "Bring in a codebook"
    WHERE = (ARRIVING, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ARRIVING)]

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__()
        self.session = session
        self.path = path
        self.found: tasks.Arriving | None = None
        self.planned: Planned | None = None
        self.answers: dict[str, str] = {}
        self.questions: dict[str, Question] = {}
        self.columns: dict[str, str] = {}
        self._seeks = True
        self._takes = False

    def on_mount(self) -> None:
        """Reads the file."""
        self.rows.focus()
        self.say(f"Reading {self.path.name} …")
        self._work(partial(self._read, fresh=True))

    # -- in the background --------------------------------------------------------------------------------------------

    def _work(self, act: Callable[[], None]) -> None:
        self.run_worker(act, thread=True, exclusive=True, group="plan", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What can't be read ends it, unless the columns of a table can be explained; nothing comes in."""
        fault = fault_of(event)
        if fault and tasks.column_words(self.path):
            self.planned, self._takes = None, False
            self.show_lines([Line("fault", "!", str(fault).splitlines()[0], "bold red", partial(_told, str(fault)))])
            self.say("Nothing was brought in. m says what the columns of the table mean.", warning=True)
        elif fault:
            self.leave(fault)

    def _read(self, side: str = "", *, fresh: bool = False) -> None:
        """Plans with the answers that there are; reads the file first if the study is another one now, or with `fresh`."""
        answers = dict(self.answers)
        if fresh or self.found is None or self.planned is None or self.planned.project is not self.session.project:
            self.session.catch_up()
            self.found = tasks.arriving(self.session, self.path, self.columns)
        project, asked = self.session.project, dict[str, Question]()

        def choose(question: Question) -> str:
            asked[question.id] = question
            answers[question.id] = tasks.for_side(side)(question)
            return answers[question.id]

        plan = tasks.settled(self.found.plan, choose, answers) if side else self.found.plan(answers)
        asked |= {question.id: question for question in plan.questions}
        step, told = self._carried(project, plan)
        planned = Planned(plan, tuple(plan.changes), step, told, project)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, planned, answers, asked)

    def _carried(self, project: Project, plan: Plan) -> tuple[Step | None, tuple[str, ...]]:
        """The step of a plan without open questions, and what it does to codings, themes and memos."""
        if plan.questions:
            return None, ()
        try:
            step = carried_out(project, plan, self.session.stamp())
        except Refused as error:
            return None, (str(error),)
        codes = tuple(change for change in step.changes if isinstance(change.after or change.before, Code))
        of_codes = self.session.effects(step._replace(changes=codes), project)
        only = self.session.coder.id if self.session.settings.blind else ""
        more = len(_outdated(project.after(step), only)) - len(_outdated(project, only))
        late = (f"{counted(more, 'coding')} will be outdated, since the code means something else",) if more > 0 else ()
        return step, (*(told for told in self.session.effects(step, project) if told not in of_codes), *late)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show(self, planned: Planned, answers: Mapping[str, str], asked: Mapping[str, Question]) -> None:
        """Shows a plan; the cursor goes to the next open question if one was answered."""
        before, self.planned = self.planned, planned
        self.answers = {**answers, **self.answers}  # what was answered meanwhile holds
        still = {id_: question for id_, question in self.questions.items() if id_ in self.answers}
        self.questions = {**still, **asked}
        if self._takes:
            self._takes = False
            if before and _same(before, planned):
                self._bring_in(planned.plan)
                return
            self.say(MEANWHILE, warning=True)
        else:
            self._say_state()
        heading = [*counts(planned.changes), *([counted(len(self.open), "question")] if self.open else [])]
        self.entitle(f"{planned.plan.name}: {', '.join(heading) or 'nothing changes'}")
        self._list(seeks=self._seeks and bool(self.open))
        self._seeks = False

    @property
    def open(self) -> list[str]:
        """The questions without an answer, by their ids."""
        return [id_ for id_ in self.questions if id_ not in self.answers]

    @property
    def here(self) -> Question | None:
        """The question under the cursor."""
        return self.questions.get(self.lines[self.rows.here].known) if self.lines else None

    def _list(self, *, seeks: bool) -> None:
        """Lists all anew; with `seeks`, the cursor goes to the next open question."""
        lines = [*map(self._question_line, self.questions.values())]
        here = None
        if seeks and self.open:
            at = next((place for place, known in enumerate(self.questions) if known == self._known_here), -1)
            open_ = [place for place, known in enumerate(self.questions) if known not in self.answers]
            here = next((place for place in open_ if place > at), open_[0])
            here = at if at in open_ else here
        if self.planned:
            lines += change_lines(self.planned.changes)
        notes = self.found.notes if self.found else ()
        lines += [Line(str(note), "!", str(note), "yellow", partial(Text, drawn(str(note)))) for note in notes]
        self.show_lines(lines, here)

    @property
    def _known_here(self) -> str:
        return self.lines[self.rows.here].known if self.lines else ""

    def _question_line(self, question: Question) -> Line:
        answer = self.answers.get(question.id)
        if answer is None:
            return Line(question.id, "?", question.text, "bold yellow", partial(_about, question))
        said = f"{self._said(question, answer)} · {question.text}"
        return Line(question.id, "✓", said, "green", partial(_about, question))

    def _said(self, question: Question, answer: str) -> str:
        """An answer in words."""
        if answer.startswith(GIVE):
            key = answer.removeprefix(GIVE)
            entries = self.planned.plan.merged.book.entries if self.planned else ()
            name = next((entry.name for entry in entries if entry.key.casefold() == key.casefold()), key)
            return f"Its codings go to “{name}”"
        return dict(question.choices).get(answer, "")

    def choices(self) -> list[tuple[str, str, str]]:
        """The answers to the question under the cursor."""
        question = self.here
        if question is None:
            return []
        answer = self.answers.get(question.id, "")
        listed = [
            (str(n), f" {'✓' if value == answer else ' '} {n}  {words}", "bold green" if value == answer else "")
            for n, (value, words) in enumerate(question.choices, 1)
        ]
        if question.gives:
            given = answer.startswith(GIVE)
            words = self._said(question, answer) if given else "Give its codings to another code …"
            listed.append(("g", f" {'✓' if given else ' '} g  {words}", "bold green" if given else ""))
        return listed

    def _say_state(self) -> None:
        """How many questions are open; once none is, what becomes of the codings."""
        if self.planned is None:
            return
        if open_ := len(self.open):
            answered = f"{counted(open_, 'question')} open: a digit answers the one under the cursor."
            self.say(answered, warning=False)
        elif self.planned.plan.questions:
            self.say("Looking what comes of it …")
        else:
            effects = [*self.planned.effects[:MANY], *(["…"] if len(self.planned.effects) > MANY else [])]
            ready = ["Enter brings it in, in one step."] if self.planned.step else []
            self.say("\n".join([*([" · ".join(effects)] if effects else []), *ready]))

    # -- answering ----------------------------------------------------------------------------------------------------

    def action_answer(self, number: int) -> None:
        """Answers the question under the cursor, and goes on to the next open one."""
        question = self.here
        if question is None:
            self.say(self._where_to_answer(), warning=True)
        elif number <= len(question.choices):
            self._settle(question, question.choices[number - 1][0])

    def _where_to_answer(self) -> str:
        if not self.questions:
            return "There is nothing to answer: no question is open."
        return "This line is no question; n goes to the next open one."

    def _settle(self, question: Question, answer: str) -> None:
        self.answers[question.id] = answer
        self._seeks, self._takes = True, False
        self._list(seeks=True)
        self._say_state()
        self._work(self._read)

    def action_give(self) -> None:
        """Asks which code takes the codings over: one that the study or the file has."""
        question = self.here
        if question is None or not question.gives or self.planned is None:
            self.say("Here are no codings to give away.", warning=True)
            return
        project, codes = self._as_it_would_be(self.planned), self.session.project.codes.values()
        going = {code.id for code in codes if question.id == f"gone {code.stable}"}
        finder = Finder(
            project,
            (),
            lambda query: [code for code in codes_fitting(project, query) if code not in going],
            f"Give the codings of “{question.code}” to which code?",
        )

        def found(code: str | None) -> None:
            if code:
                self._settle(question, f"{GIVE}{project.codes[code].stable}")

        self.app.push_screen(finder, found)

    def _as_it_would_be(self, planned: Planned) -> Project:
        """The study with what the file brings, as far as that is known."""
        try:
            step = carried_out(planned.project, planned.plan, self.session.stamp())
        except Refused:
            return self.session.seen
        return replace(self.session.seen, codes=planned.project.after(step).codes)

    @on(OptionList.OptionSelected, "#changes-acts")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        key = str(event.option.id)
        if key == "g":
            self.action_give()
        else:
            self.action_answer(int(key))

    def action_all_for(self, side: str) -> None:
        """Answers all open questions for one side, those too that come of it."""
        if not self.open:
            self.say("No question is open. A digit gives the one under the cursor another answer.", warning=True)
            return
        self._work(partial(self._read, side))

    def action_next_open(self) -> None:
        """The next question without an answer."""
        places = [place for place, known in enumerate(self.questions) if known not in self.answers]
        if places:
            self.rows.go(next((place for place in places if place > self.rows.here), places[0]))
        else:
            self.say("No question is open.")

    def action_columns(self) -> None:
        """Asks what the columns of a table mean, and reads it anew."""
        words = tasks.column_words(self.path)
        if not words:
            self.say(f"{self.path.name} is no table; only tables have columns.", warning=True)
            return

        def told(line: str | None) -> None:
            if line is None:
                return
            pairs = [part.partition("=") for part in line.split(",")]
            self.columns = {header.strip(): field.strip() for header, _, field in pairs if field.strip()}
            self.say(f"Reading {self.path.name} …")
            self._work(partial(self._read, fresh=True))

        known = ", ".join(f"{header}={field}" for header, field in self.columns.items())
        hint = f"such as: Kategorie=category, Titel=code. A column holds: {', '.join(words)} (left out)."
        self.app.push_screen(Ask("What do the columns mean? HEADER=MEANING, …", known, hint), told)

    # -- bringing in --------------------------------------------------------------------------------------------------

    def action_take(self) -> None:
        """Brings it in, unless a question is open; plans anew first, as the study may have changed."""
        if self.planned is None:
            return
        if open_ := len(self.open):
            have = "is a question" if open_ == 1 else f"are {open_} questions"
            self.say(f"Nothing was brought in: there {have} to answer first.", warning=True)
            self._list(seeks=True)
            return
        self._takes = True
        self._work(self._take)

    def _take(self) -> None:
        self.session.catch_up()
        self._read()

    def _bring_in(self, plan: Plan) -> None:
        if self.found is None:
            return
        try:
            step = tasks.bring_in(self.session, self.found, plan)
        except WorkbenchError as error:
            self.say(str(error), warning=True)
        else:
            self.leave(step)


class CantBeRead(Told):
    """What is wrong with a file, all of it."""

    def __init__(self, path: Path, error: WorkbenchError) -> None:
        super().__init__()
        self.path = path
        self.error = error

    def compose(self) -> ComposeResult:
        """The sentences, which can be scrolled."""
        with VerticalScroll(classes="box faults") as box:
            box.border_title = title(f"{self.path.name}: nothing was changed")
            box.border_subtitle = self.foot()
            yield Static(_told(str(self.error)), markup=False)


def _told(words: str) -> Text:
    return Text("\n".join(map(drawn, words.splitlines())))


def _outdated(project: Project, only: str) -> set[str]:
    """The outdated codings (ids), those of one coder (an id) alone where one codes blind."""
    found = (coding for codings in project.outdated.values() for coding in codings)
    return {coding.id for coding in found if not only or coding.coder == only}


def _same(one: Planned, other: Planned) -> bool:
    """True if two plans do the same, as far as they were shown."""
    return (one.changes, one.effects) == (other.changes, other.effects)


def _about(question: Question) -> Text:
    """A question, and what either side says."""
    text = Text.assemble((drawn(question.text), "bold"), "\n")
    one, other = question.names
    if question.mine or question.theirs:
        text.append("\n").append_text(two_texts(one, question.mine, other, question.theirs, EITHER))
    if question.base:
        before = "\n".join(map(drawn, question.base.split("\n")))
        text.append("\nbefore both\n", "dim").append(before + "\n")
    return text
