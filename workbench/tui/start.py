"""Where one begins without a study: those opened last, a new one, the demo, another folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from workbench.config import is_study, preferences, preferred, recent_studies
from workbench.core.errors import Refused, WorkbenchError
from workbench.tui import accidents
from workbench.tui.commands import START, Command, bindings, commands_of, key_names
from workbench.tui.desktop import THEMES
from workbench.tui.paths import PathLine
from workbench.tui.themes import dress
from workbench.tui.widgets.cells import cut, drawn

DEMO = "workbench-demo"
ABOUT = "Code interviews, share codebooks, take themed quotes to Word."
NAME_CELLS, PATH_CELLS = 24, 46


class StartScreen(Screen[None]):
    """What one can begin with; hands the folder of a study to the program."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(START)]

    def __init__(self, coder: str | None = None) -> None:
        super().__init__()
        self.coder = coder
        self.busy = False

    def compose(self) -> ComposeResult:
        """A title, the studies opened last, and what else there is."""
        with Vertical(classes="box start") as box:
            box.border_title = "workbench"
            box.border_subtitle = "↑ ↓ choose · Enter"
            yield Static(Text(ABOUT + "\n", "dim"))
            yield OptionList(id="start")
            yield Static(id="start-said", markup=False)

    def on_mount(self) -> None:
        """The newest study first, so that Enter goes on where one was."""
        options = self.query_one("#start", OptionList)
        recent = recent_studies()
        if recent:
            options.add_option(Option(Text("Go on with", "bold"), disabled=True))
            options.add_options([Option(_study_line(folder), id=f"study:{folder}") for folder in recent])
            options.add_option(None)
        own_keys = getattr(self.app, "own_keys", {})
        options.add_options([Option(_command_line(command, own_keys), id=command.act) for command in _offered()])
        options.highlighted = 1 if recent else 0
        options.focus()

    @on(OptionList.OptionSelected, "#start")
    async def _picked(self, event: OptionList.OptionSelected) -> None:
        chosen = str(event.option.id)
        if chosen.startswith("study:"):
            self._open(Path(chosen.removeprefix("study:")))
        else:
            await self.run_action(chosen)

    def tell(self, sentence: str) -> None:
        """Says something below the list."""
        self.query_one("#start-said", Static).update(Text(drawn(sentence)))

    def action_move(self, by: int) -> None:
        """Another line."""
        options = self.query_one("#start", OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    # -- beginning --------------------------------------------------------------------------------------------------

    def action_new_study(self) -> None:
        """Asks for a folder and makes a study in it."""
        line = PathLine(
            "A new study: its folder, there or new", Path.cwd(), "a study in this very folder", folders=True
        )
        self.app.push_screen(line, self._make)

    def action_demo_study(self) -> None:
        """Makes the demo in the present folder, or opens the one that is there."""
        self._in_background("Making the demo …", lambda: _made_demo(Path(DEMO).absolute(), self.coder))

    def action_open_study(self) -> None:
        """Asks for the folder of a study."""
        line = PathLine("Open a study: its folder", Path.cwd(), "the study in this folder", folders=True)
        self.app.push_screen(line, self._open)

    def _open(self, folder: Path | None) -> None:
        if folder is None:
            return
        folder = folder.absolute()
        if is_study(folder):
            self.app.exit(folder)
        else:
            self.tell(f"There is no study in {folder}. n makes a new one.")

    def _make(self, folder: Path | None) -> None:
        if folder is not None:
            self._in_background("Making the study …", lambda: _made(folder.absolute(), self.coder))

    def _in_background(self, said: str, make: Callable[[], Path]) -> None:
        """Makes a study without the program standing still, and opens it."""
        if self.busy:
            return

        def work() -> None:
            try:
                folder = make()
            except (WorkbenchError, OSError) as error:
                self.app.call_from_thread(self._failed, str(error))
            else:
                self.app.call_from_thread(self.app.exit, folder)

        self.busy = True
        self.tell(said)
        self.run_worker(work, thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tells of an error in the program."""
        if event.state is WorkerState.ERROR:
            self._failed(f"This didn't work ({type(event.worker.error).__name__}).")

    def _failed(self, sentence: str) -> None:
        self.busy = False
        self.tell(sentence)


class StartApp(App[Path]):
    """The program before a study is open; gives the folder of the study to open, or None."""

    TITLE = "workbench"
    CSS_PATH = "workbench.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middling"), (140, "-wide")]  # noqa: RUF012

    def __init__(self, coder: str | None = None) -> None:
        super().__init__()
        dress(self)
        self.coder = coder
        self.animation_level = "none"
        wanted = preferences()
        self.theme = next(
            (name for name in (f"{THEMES}{wanted.theme}", wanted.theme) if name in self.available_themes), self.theme
        )
        if wanted.keys:
            from workbench.tui.keymap import own_keys

            self.own_keys, _ = own_keys(wanted.keys)
            self.set_keymap(dict(self.own_keys))

    def get_default_screen(self) -> Screen[None]:
        """What one can begin with."""
        return StartScreen(self.coder)


def start(coder: str | None = None) -> Path | None:
    """Asks which study to open; None if none."""
    app = StartApp(coder)
    with accidents.ending_well(app):
        chosen = app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
    return chosen


def _offered() -> list[Command]:
    return [command for command in commands_of(START) if not command.act.startswith("move")]


def _command_line(command: Command, own_keys: Mapping[str, str]) -> Text:
    text = command.help[:1].upper() + command.help[1:]
    return Text.assemble((f" {key_names(command, own_keys).split()[0]} ", "bold"), f" {text}")


def _study_line(folder: Path) -> Text:
    where = str(folder.parent).replace(str(Path.home()), "~", 1)
    name = cut(folder.name, NAME_CELLS)
    return Text.assemble("   ", (f"{name:<{NAME_CELLS}}  ", "bold"), (cut(where, PATH_CELLS), "dim"))


def _made(folder: Path, coder: str | None) -> Path:
    from workbench.session import Session

    if is_study(folder):
        raise Refused(f"There is a study in {folder} already.", "Open it with o.")
    Session.create(preferred(folder, coder)).close()
    return folder


def _made_demo(folder: Path, coder: str | None) -> Path:
    from workbench import tasks

    tasks.demo(folder, preferred(folder, coder).coder).session.close()
    return folder
