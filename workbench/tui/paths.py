"""A file or folder on the disk, chosen by typing, completing or clicking."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from workbench.core.project import natural
from workbench.tui.commands import FINDER, PATH, WINDOW, bindings
from workbench.tui.describe import title
from workbench.tui.widgets.cells import drawn
from workbench.tui.window import Window

SHOWN = 50
THIS = "."


class PathLine(Window[Path | None]):
    """A file or folder on the disk: typed, completed by Tab, or clicked to. With `folders`, folders alone."""

    WHERE = (FINDER, PATH, WINDOW)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FINDER, PATH)]

    def __init__(
        self,
        question: str,
        start: Path,
        take: str = "",
        *,
        folders: bool = False,
        endings: Sequence[str] = (),
        name: str = "",
    ) -> None:
        """`take` says what choosing the folder itself means: “Import all of this folder”; without it, none is chosen.

        With `endings`, files of others are not offered. With `name`, that of a file is proposed, and `take` means the line
        as it stands.
        """
        super().__init__()
        self.question = question
        self.start = start
        self.take = take
        self.folders = folders
        self.endings = endings
        self.proposed = name
        self._moved = False

    def compose(self) -> ComposeResult:
        """The line, and what there is."""
        with Vertical(classes="box path") as box:
            box.border_title = title(self.question)
            box.border_subtitle = self.foot("↑ ↓", "Enter")
            yield Input(f"{self.start}/".replace("//", "/") + self.proposed, select_on_focus=False)
            yield OptionList()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._moved = False
        folder, start = self._parts()
        lines = [Option(Text(f"⏎ {self.take}", "bold"), id=THIS)] if self.take else []
        lines.append(Option("../", id=".."))
        there = self._within(folder, start)
        lines += [Option(Text(drawn(name)), id=f"/{name}") for name in there[:SHOWN]]
        if len(there) > SHOWN:
            lines.append(Option(Text(f"… {len(there) - SHOWN} more; type some letters", "dim"), disabled=True))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(lines)

    def _parts(self) -> tuple[Path, str]:
        """The folder of the line, and the letters behind it."""
        folder, slash, start = self.query_one(Input).value.rpartition("/")
        return Path(f"{folder}{slash}" or ".").expanduser(), start

    def _within(self, folder: Path, start: str) -> list[str]:
        there = _names(folder, start, self.folders)
        fitting = (name for name in there if not self.endings or name.lower().endswith(("/", *self.endings)))
        return sorted(fitting, key=lambda name: (not name.endswith("/"), natural(name)))

    def action_complete(self) -> None:
        """As much of the name as all that fit have in common."""
        folder, start = self._parts()
        line = self.query_one(Input)
        fitting = self._within(folder, start)
        same = takewhile(lambda signs: len(set(signs)) == 1, zip(*fitting, strict=False))
        if common := "".join(signs[0] for signs in same):
            line.value = line.value.removesuffix(start) + common if start else line.value + common
            line.cursor_position = len(line.value)

    def action_move(self, by: int) -> None:
        """Another line of the list."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()
        self._moved = True

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        option = self.query_one(OptionList).highlighted_option
        if self._moved and option:
            self._take(str(option.id))
        elif event.value.strip():
            path = Path(event.value.strip()).expanduser()
            if self.endings and path.is_dir():
                self._go_into(path)
            else:
                self.leave(path)

    def _take_line(self, folder: Path) -> None:
        """The folder that the line is in, or where a name was proposed, the file that it names."""
        line = self.query_one(Input).value.strip()
        if not self.proposed:
            self.leave(folder)
        elif line and not line.endswith("/"):
            self.leave(Path(line).expanduser())

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self._take(str(event.option.id))

    def _take(self, chosen: str) -> None:
        folder, _ = self._parts()
        if chosen == THIS:
            self._take_line(folder)
            return
        target = folder.absolute().parent if chosen == ".." else folder / chosen[1:]
        if chosen != ".." and not chosen.endswith("/"):
            self.leave(target)
            return
        self._go_into(target)

    def _go_into(self, folder: Path | str) -> None:
        line = self.query_one(Input)
        line.value = f"{folder}/".replace("//", "/")
        line.cursor_position = len(line.value)
        line.focus()


def _names(folder: Path, start: str, folders: bool) -> Iterator[str]:
    """What lies in a folder and starts with these letters, folders with a slash behind; nothing hidden."""
    try:
        for path in folder.iterdir():
            if path.name.startswith(start or "") and (start.startswith(".") or not path.name.startswith(".")):
                if path.is_dir():
                    yield f"{path.name}/"
                elif not folders:
                    yield path.name
    except OSError:
        return
