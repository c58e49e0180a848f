"""The program's own colours: dark, light, and both with high contrast.

`code-contrast` is the contrast (WCAG) that words under a code keep, `code-tint` how strongly a code tints the ground.
"""

from typing import Any

from textual.app import App
from textual.theme import Theme

DEFAULT = "workbench-dark"
THEMES = (
    Theme(
        name="workbench-dark",
        primary="#6CA8DC",
        secondary="#8A9BB8",
        accent="#F0B45A",
        warning="#F2B33D",
        error="#E8707F",
        success="#63C58C",
        foreground="#E4E4E7",
        background="#16181D",
        surface="#1E2128",
        panel="#272B34",
        dark=True,
        variables={"code-contrast": "4.5", "code-tint": "0.34"},
    ),
    Theme(
        name="workbench-light",
        primary="#1F5FA8",
        secondary="#51607A",
        accent="#9A4B00",
        warning="#F2B33D",
        error="#B3203A",
        success="#1E7A46",
        foreground="#1C1E22",
        background="#FAFAF7",
        surface="#F0F0EB",
        panel="#E3E3DC",
        dark=False,
        variables={"code-contrast": "4.5", "code-tint": "0.45"},
    ),
    Theme(
        name="workbench-contrast",
        primary="#66CCFF",
        secondary="#CCCCCC",
        accent="#FFD400",
        warning="#FFE100",
        error="#FF8080",
        success="#66FF99",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#1F1F1F",
        dark=True,
        text_alpha=1.0,
        variables={"code-contrast": "7", "code-tint": "0.45"},
    ),
    Theme(
        name="workbench-contrast-light",
        primary="#003E8A",
        secondary="#333333",
        accent="#7A0046",
        warning="#FFE100",
        error="#8A0000",
        success="#004D1F",
        foreground="#000000",
        background="#FFFFFF",
        surface="#FFFFFF",
        panel="#E0E0E0",
        dark=False,
        text_alpha=1.0,
        variables={"code-contrast": "7", "code-tint": "0.5"},
    ),
)


def dress(app: App[Any]) -> None:
    """Makes the themes known to the program and puts on the default one."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = DEFAULT
