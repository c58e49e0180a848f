"""What all small windows over a room share: keys from the table of commands, words below that can be clicked, one way out."""

from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style

from workbench.tui import accidents
from workbench.tui.commands import WINDOW, bindings, commands_of, key_names

R = TypeVar("R")
_NOT_YET: Any = object()


class Window(accidents.Sturdy, ModalScreen[R], Generic[R]):
    """A small window that gives an answer. `WHERE` are the places of the table whose commands work in it."""

    WHERE: ClassVar[tuple[str, ...]] = (WINDOW,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WINDOW)]
    _answer: R = _NOT_YET

    def foot(self, *before: str) -> Content:
        """The commands that have a word for the foot, with their keys; a click on one does it."""
        keymap = getattr(self.app, "own_keys", {})
        parts: list[Content] = []
        for command in commands_of(*self.WHERE):
            if command.footer:
                key = key_names(command, keymap).split(" ")[0]
                act = command.act if "." in command.act.partition("(")[0] else f"screen.{command.act}"
                parts.append(Content.styled(f"{key} {command.footer}", Style.from_meta({"@click": act})))
        return Content(" · ").join([*map(Content, before), *parts])

    def leave(self, answer: R) -> None:
        """Gives the answer and closes; where another window covers this one, as soon as that is gone."""
        if self._answer is _NOT_YET:
            self._answer = answer
            self._close()

    def on_screen_resume(self) -> None:
        """What covered the window is gone."""
        if self._answer is not _NOT_YET:
            self._close()

    def _close(self) -> None:
        if self.is_attached and self.app.screen is self:
            self.dismiss(self._answer)

    def action_keys(self) -> None:
        """The key sheet of this window."""
        from workbench.tui.dialogs import Keys

        self.app.push_screen(Keys(self.WHERE))

    def action_cancel(self) -> None:
        """Closes the window, nothing chosen."""
        self.leave(None)  # type: ignore[arg-type]
