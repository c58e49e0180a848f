"""Memos at the desk: on the words, on a coding, on a code, on the document."""

from workbench.tui.screens.desk import Desk


class Noting(Desk):
    """The desk with memos."""
