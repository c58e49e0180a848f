"""The top line: the study, the doors to the rooms, and who is coding; a click on a door goes there."""

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from workbench.core.moments import minute
from workbench.session import Session
from workbench.tui.commands import DOORS, ROOM, Door, commands_of, key_names
from workbench.tui.widgets.cells import cut, width

NAME_CELLS = 20


class RoomBar(Widget):
    """The doors, the one of the room where one is set off by brackets as well as by colour."""

    def __init__(self, session: Session, here: str) -> None:
        super().__init__()
        self.session = session
        self.here = here
        self._doors: list[tuple[int, int, Door]] = []

    def render(self) -> Text:
        """Study, doors, coder."""
        colours = self.app.theme_variables
        strong = Style.parse(colours["text-accent"] + " bold")
        coder = f" {cut(self.session.coder.name, NAME_CELLS)}{' (blind)' if self.session.settings.blind else ''} "
        if glance := self.session.glance:
            coder = f" as of {minute(glance.at)}, read-only ·{coder}"
        left = self.size.width - width(coder)
        own, commands = getattr(self.app, "own_keys", {}), {command.name: command for command in commands_of(ROOM)}
        keys = {door.name: key_names(commands[door.name], own).split(" ")[0] for door in DOORS}
        line = Text(" ", no_wrap=True)
        titles = sum(len(door.title) + 2 for door in DOORS)
        room = left - 1 - titles
        if with_keys := room >= sum(len(key) + 1 for key in keys.values()):
            room -= sum(len(key) + 1 for key in keys.values())
        name = cut(self.session.name, NAME_CELLS)
        if room >= width(name) + 2:
            line.append(name, "bold").append("  ")
        self._doors = []
        for door in DOORS:
            start = line.cell_len
            title = f"[{door.title}]" if door.name == self.here else f" {door.title} "
            key = f" {keys[door.name]}" if with_keys else ""
            if start + len(title) + len(key) > left:
                title, key = title.strip(), ""
            if start + len(title) > left:
                break
            line.append(key, "dim").append(title, strong if door.name == self.here else "")
            self._doors.append((start, line.cell_len, door))
        line.append(" " * max(0, left - line.cell_len))
        return line.append(coder, "bold reverse" if self.app.no_color else "bold")

    def on_click(self, event: events.Click) -> None:
        """Goes through a door."""
        for start, end, door in self._doors:
            if start <= event.x < end:
                self.app.call_later(self.app.run_action, f"app.go('{door.name}')")
