"""Searching at the desk: in this document and in all of them, and coding what was found."""

from workbench.tui.screens.desk import Desk


class Finding(Desk):
    """The desk with searching."""
