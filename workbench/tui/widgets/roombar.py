"""The top line: the study, the doors to the rooms, and who is coding; a click on a door goes there."""

from collections.abc import Iterable, Iterator, Mapping

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
        doors = next((some for some in self._ways(keys) if _room_of(some) < left), [])
        name = cut(self.session.name, NAME_CELLS)
        if doors and left - 1 - _room_of(doors) >= width(name) + 2:
            line.append(name, "bold").append("  ")
        self._doors = []
        for door, (key, title) in zip(DOORS, doors, strict=False):
            start = line.cell_len
            line.append(key, "dim").append(title, strong if door.name == self.here else "")
            self._doors.append((start, line.cell_len, door))
        line.append(" " * max(0, left - line.cell_len))
        return line.append(coder, "bold reverse" if self.app.no_color else "bold")

    def _ways(self, keys: Mapping[str, str]) -> Iterator[list[tuple[str, str]]]:
        """Keys and titles of the doors: with both, with titles, closer together, with keys alone but for the room here."""

        def titled(apart: str) -> list[str]:
            here = " " * (not apart)
            return [f"[{door.title}]{here}" if door.name == self.here else f"{apart}{door.title} " for door in DOORS]

        yield [(f" {keys[door.name]}", title) for door, title in zip(DOORS, titled(" "), strict=True)]
        yield [("", title) for title in titled(" ")]
        yield [("", title) for title in titled("")]
        yield [
            ("", title) if door.name == self.here else (f"{keys[door.name]} ", "")
            for door, title in zip(DOORS, titled(""), strict=True)
        ]

    def on_click(self, event: events.Click) -> None:
        """Goes through a door."""
        for start, end, door in self._doors:
            if start <= event.x < end:
                self.app.call_later(self.app.run_action, f"app.go('{door.name}')")


def _room_of(doors: Iterable[tuple[str, str]]) -> int:
    """The cells that doors take, and one after them."""
    return sum(len(key) + len(title) for key, title in doors) + 1
