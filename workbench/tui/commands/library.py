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
)
