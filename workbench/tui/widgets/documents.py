"""The list of documents, with the keys that lists share."""

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import OptionList

from workbench.tui.commands import LIST, bindings


class DocumentList(OptionList):
    """Documents by id."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]
