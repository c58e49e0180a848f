"""The line of the most used keys at the foot of the screen; a click on one does what the key does."""

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from workbench.tui.commands import COMMANDS, Command, key_names


class KeyBar(Widget):
    """The commands that have a word for the foot of the screen, as many as fit."""

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__()
        self.commands = [command for command in commands if command.footer]

    def render(self) -> Text:
        """Keys and words."""
        key = Style.parse(self.app.theme_variables["text-accent"] + " bold")
        line = Text(" ", no_wrap=True)
        for command in self.commands:
            text = Text.assemble((key_names(command).split(" ")[0], key), f" {command.footer}  ")
            if line.cell_len + text.cell_len > self.size.width:
                break
            line.append_text(text)
        return line

    def on_click(self, event: events.Click) -> None:
        """Does what stands under the mouse."""
        at = 1
        for command in self.commands:
            at += len(f"{key_names(command).split(' ')[0]} {command.footer}  ")
            if event.x < at:
                self.app.simulate_key(command.keys[0])
                return
