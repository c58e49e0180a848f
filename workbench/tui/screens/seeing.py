"""What is shown at the desk: which codes, whose codings, and how the interviewer's words are drawn."""

from workbench.tui.screens.desk import Desk


class Seeing(Desk):
    """The desk with a choice of what is shown."""
