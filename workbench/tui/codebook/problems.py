"""What is weak in the codebook: looked for in the background after each change, and listed in a window."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.analysis.checking import LEVELS, RULES, Finding, check_study
from workbench.core.project import Project, counted
from workbench.tui.commands import PROBLEMS, ROWS, WINDOW, bindings
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut, drawn
from workbench.tui.widgets.longlist import Listed, LongList
from workbench.tui.window import Window

LOOK_AFTER = 0.3
SIGNS = {"error": ("✗ ", "bold red"), "warning": ("! ", "bold yellow"), "note": ("· ", "dim")}
RULE_CELLS = max(map(len, RULES)) + 2
WHOLE = "the codebook as a whole"


class Problems(NamedTuple):
    """The weaknesses of a codebook in the order of the window, and for each the codes (ids) that it is about."""

    findings: tuple[Finding, ...] = ()
    codes: tuple[tuple[str, ...], ...] = ()
    of_code: Mapping[str, tuple[Finding, ...]] = {}


def problems(project: Project, *, blind: bool) -> Problems:
    """The weaknesses of a study's codebook: the gravest first, those of one kind together, then as the codes stand."""
    order = [code.id for code, _ in project.code_tree]
    rules = list(RULES)
    found = sorted(check_study(project, blind=blind), key=lambda f: (LEVELS.index(f.level), rules.index(f.rule)))
    codes = tuple(tuple(order[place] for place in finding.codes) for finding in found)
    of_code: dict[str, list[Finding]] = defaultdict(list)
    for finding, concerned in zip(found, codes, strict=True):
        for code in concerned:
            of_code[code].append(finding)
    return Problems(tuple(found), codes, {code: tuple(findings) for code, findings in of_code.items()})


class ProblemActs(Room):
    """A room that knows the problems of each code; the heir calls `look_for_problems` when it shows a project."""

    code: str
    _problems: Problems | None = None
    _looked: object = None
    _look_timer: Timer | None = None

    def problems_of(self, code: str) -> tuple[Finding, ...]:
        """What is weak in a code (an id), as far as was found yet."""
        return self._problems.of_code.get(code, ()) if self._problems else ()

    def look_for_problems(self) -> None:
        """Looks in the background, shortly after a change to codes or codings, so that no key waits."""
        if not self._is_looked_at():
            if self._look_timer:
                self._look_timer.reset()
            else:
                self._look_timer = self.set_timer(LOOK_AFTER, self._look)

    def _is_looked_at(self) -> bool:
        project, known = self.project, self._looked
        if not isinstance(known, Project):
            return False
        return known.codes is project.codes and known.codings is project.codings and known.books is project.books

    def _look(self) -> None:
        self._look_timer = None
        project = self._looked = self.project
        blind = self.session.settings.blind

        def work() -> None:
            found = problems(project, blind=blind)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show_problems, found)

        self.run_worker(work, thread=True, exclusive=True, group="problems", exit_on_error=False)

    def _show_problems(self, found: Problems) -> None:
        self._problems = found
        self.show_status()
        if isinstance(self.app.screen, ProblemList):
            self.app.screen.show(self.project, found)

    def action_problems(self) -> None:
        """Lists what is weak in the codebook; the first problem of the code under the cursor comes first."""
        window = ProblemList(self.code)
        if self._is_looked_at() and self._problems and self._look_timer is None:
            window.show(self.project, self._problems)
        self.app.push_screen(window, lambda code: self.choose(code) if code else None)


class ProblemList(Listed, Window[str | None]):
    """The problems of a codebook, each a line; below them what the chosen one says. Gives the code to go to."""

    WHERE = (PROBLEMS, ROWS, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROBLEMS, ROWS)]

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.found: Problems | None = None
        self._names: list[str] = []

    def compose(self) -> ComposeResult:
        """The list, what the problem is and what can be done, and the keys."""
        with Vertical(classes="box problems") as box:
            box.border_title = "Problems of the codebook"
            box.border_subtitle = self.foot()
            self.rows = LongList(self.draw_row, id="problem-rows")
            yield self.rows
            yield Static("looking …", id="problem-said", markup=False)

    def on_mount(self) -> None:
        """Lists what is known already."""
        self.rows.focus()
        self._fill()

    def show(self, project: Project, found: Problems) -> None:
        """Lists problems; the user stays at the one where they are, or comes to the first of their code."""
        if self.found and self.is_mounted and self.rows.here < len(self.found.codes):
            self.code = next(iter(self.found.codes[self.rows.here]), self.code)
        self.found = found
        self._names = [
            ", ".join(dict.fromkeys(project.codes[code].name for code in codes[:3] if code in project.codes)) or WHOLE
            for codes in found.codes
        ]
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        if self.found is None:
            return
        here = next((place for place, codes in enumerate(self.found.codes) if self.code in codes[:1]), None)
        if here is None:
            here = next((place for place, codes in enumerate(self.found.codes) if self.code in codes), 0)
        self.rows.fill(len(self.found.findings), here)
        counts = Counter(finding.level for finding in self.found.findings)
        told = ", ".join(counted(counts[level], level) for level in LEVELS if counts[level])
        self.query_one(".problems", Vertical).border_title = f"Problems of the codebook: {told or 'none'}"
        self._tell()

    def draw_row(self, place: int, room: int) -> list[Text]:
        """A problem as a line: how grave, what kind, which codes."""
        if self.found is None:
            return []
        finding = self.found.findings[place]
        kind = finding.rule.replace("-", " ")
        return [
            Text.assemble(SIGNS[finding.level], kind.ljust(RULE_CELLS), cut(self._names[place], room - RULE_CELLS - 2))
        ]

    @on(LongList.Moved)
    def _tell(self) -> None:
        """What the problem is, what can be done, and why it matters."""
        said = self.query_one("#problem-said", Static)
        if self.found is None or not self.found.findings:
            said.update("Nothing weak was found.")
            return
        finding = self.found.findings[self.rows.here]
        why = RULES[finding.rule].why
        said.update(
            Text.assemble((drawn(finding.sentence), "bold"), f" {drawn(finding.way_out)}\n", (f"Why: {why}", "dim"))
        )

    def action_kind(self) -> None:
        """The first problem of the next kind."""
        findings = self.found.findings if self.found else ()
        after = range(self.rows.here + 1, len(findings))
        kind = findings[self.rows.here].rule if findings else ""
        self.rows.go(next((place for place in after if findings[place].rule != kind), 0))

    @on(LongList.Opened)
    def action_go(self) -> None:
        """Goes to the code of the problem."""
        codes: Sequence[str] = self.found.codes[self.rows.here] if self.found and self.found.codes else ()
        if codes:
            self.leave(codes[0])
