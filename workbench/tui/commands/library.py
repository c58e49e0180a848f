"""What can be done in the room: library."""

from workbench.tui.commands.command import Command

LIBRARY = "library"
LIBRARY_COMMANDS: tuple[Command, ...] = (
    Command("open_document", ("enter",), LIBRARY, "Library", "open at the desk", "Open"),
    Command("import_files", ("i",), LIBRARY, "Library", "import transcripts", "Import"),
    Command("rename_document", ("r",), LIBRARY, "Library", "rename the document", "Rename"),
    Command("name_language", ("l",), LIBRARY, "Library", "language of the documents"),
    Command("name_speakers", ("s",), LIBRARY, "Library", "who the speakers are", "Speakers"),
    Command("attributes", ("t",), LIBRARY, "Library", "what is known of a case"),
    Command("rename_case", ("e",), LIBRARY, "Library", "rename a case"),
    Command("new_case", ("c",), LIBRARY, "Library", "add a case not heard yet"),
    Command("remove_documents", ("d",), LIBRARY, "Library", "remove documents", "Remove"),
    Command("mark", ("space",), LIBRARY, "Library", "mark for several at once"),
    Command("sort", ("o",), LIBRARY, "Library", "sort by another column"),
    Command("filter", ("slash",), LIBRARY, "Library", "filter by letters"),
    Command("clear", ("escape",), LIBRARY, "Library", "all again, none marked"),
    Command("library_down", ("j", "down"), LIBRARY, "Move", "next line of the list", action="move(1)"),
    Command("library_up", ("k", "up"), LIBRARY, "Move", "previous line of the list", action="move(-1)"),
    Command("library_page_down", ("pagedown",), LIBRARY, "Move", "a page down the list", action="page(1)"),
    Command("library_page_up", ("pageup",), LIBRARY, "Move", "a page up the list", action="page(-1)"),
    Command("library_first", ("g", "home"), LIBRARY, "Move", "first line of the list", action="edge(-1)"),
    Command("library_last", ("G", "end"), LIBRARY, "Move", "last line of the list", action="edge(1)"),
)
