"""What a room may ask of the program that it is in; the program is `app`, which knows the rooms."""

from collections.abc import Mapping
from typing import Protocol

from workbench.config import Preferences
from workbench.core.spans import Span

THEMES = "workbench-"  # how the names of our own themes begin


class Desktop(Protocol):
    """The program, as rooms see it."""

    preferences: Preferences
    own_keys: Mapping[str, str]
    key_problems: tuple[str, ...]
    first_theme: str

    def action_go(self, name: str) -> None:
        """Goes to a room by its name."""

    def jump(self, document: str, span: Span) -> None:
        """Goes to the desk and selects a stretch of a document (an id)."""

    def visit(self, name: str, identity: str) -> None:
        """Goes to a room, and there to something by its id."""

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Says something in the room where one is."""

    def become(self, name: str) -> None:
        """Lets somebody code from now on."""

    def set_back(self, focus: bool) -> None:
        """Sets the interviewer's words at the desk back, or shows them as all others."""

    def keep(self, **changes: str | bool | None) -> bool:
        """Writes what the user prefers into the settings file; False if it is not there now."""

    def redraw(self) -> None:
        """Shows the room where one is anew, since what may be seen has changed."""

    def use_keys(self) -> None:
        """Lets the user's own keys hold."""
