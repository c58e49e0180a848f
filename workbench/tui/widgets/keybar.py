"""The line of the most used keys at the foot of the screen; a click on one does what the key does."""

from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from workbench.tui.commands import Command, commands_of, key_names


class KeyBar(Widget):
    """The commands of some places that have a word for the foot of the screen, as many as fit."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__()
        self.commands = [command for command in commands_of(*places) if command.footer]

    @property
    def _keymap(self) -> Mapping[str, str]:
        return getattr(self.app, "own_keys", {})

    def _items(self) -> list[tuple[str, str, Command]]:
        return [(key_names(c, self._keymap).split(" ")[0], f" {c.footer}  ", c) for c in self.commands]

    def render(self) -> Text:
        """Keys and words."""
        strong = Style.parse(self.app.theme_variables["text-accent"] + " bold")
        line = Text(" ", no_wrap=True)
        for key, word, _ in self._items():
            text = Text.assemble((key, strong), word)
            if line.cell_len + text.cell_len > self.size.width:
                break
            line.append_text(text)
        return line

    def on_click(self, event: events.Click) -> None:
        """Does what stands under the mouse."""
        at = 1
        for key, word, command in self._items():
            at += len(key + word)
            if event.x < at:
                self.app.simulate_key(self._keymap.get(command.id, command.keys[0]).split(",")[0])
                return
