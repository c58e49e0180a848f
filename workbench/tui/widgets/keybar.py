"""The line of the most used keys at the foot of the screen; a click on one does what the key does."""

from collections.abc import Callable, Mapping, Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from workbench.tui.commands import Command, commands_of, key_names

ALWAYS = ("keys", "palette")


class KeyBar(Widget):
    """The commands of some places that have a word for the foot of the screen, as many as fit; always the way to all."""

    def __init__(self, places: Sequence[str], run: Callable[[Command], None]) -> None:
        """`run` does the command that is clicked on."""
        super().__init__()
        self.run = run
        self._places: list[tuple[int, int, Command]] = []
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
        self._places = []
        texts = [(Text.assemble((key, strong), word), command) for key, word, command in self._items()]
        kept = sum(text.cell_len for text, command in texts if command.name in ALWAYS)
        for text, command in texts:
            room = self.size.width - line.cell_len - (0 if command.name in ALWAYS else kept)
            if text.cell_len > room:
                continue
            kept -= text.cell_len if command.name in ALWAYS else 0
            self._places.append((line.cell_len, line.cell_len + text.cell_len, command))
            line.append_text(text)
        return line

    def on_click(self, event: events.Click) -> None:
        """Does what stands under the mouse, whatever has the focus."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.run(command)
