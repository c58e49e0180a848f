"""The coding desk: reading, coding, searching and writing memos in one place."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.tui.commands import DESK, bindings
from workbench.tui.desk.applying import Applying
from workbench.tui.desk.finding import Finding
from workbench.tui.desk.marking import Marking
from workbench.tui.desk.noting import Noting
from workbench.tui.desk.seeing import Seeing


class CodingScreen(Applying, Marking, Finding, Noting, Seeing):
    """The whole desk, with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DESK)]

    def action_door(self, name: str) -> None:
        """Goes to another room; here, to the transcript."""
        if name == self.NAME:
            self.action_pane("text")
        else:
            super().action_door(name)

    def action_leave(self) -> None:
        """Quits."""
        self.app.exit()

    def action_export_themes(self) -> None:
        """Asks what is to be written to a file, and where, and writes it."""
        from workbench.tui.exporting import ask_export

        ask_export(self, self.document.id if self.document else "")
