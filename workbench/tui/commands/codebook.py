"""What can be done in the room: codebook."""

from workbench.tui.commands.command import Command

CODEBOOK = "codebook"
CODEBOOK_COMMANDS: tuple[Command, ...] = (
    Command("add_code", ("n",), CODEBOOK, "Codes", "a new code beside this one", "New"),
    Command("add_code_below", ("N",), CODEBOOK, "Codes", "a new code below this one", action="add_code(True)"),
    Command("rename_code", ("r",), CODEBOOK, "Codes", "rename the code"),
    Command(
        "edit_code", ("e",), CODEBOOK, "Codes", "all that the code says: definition, rules, examples, colour", "Edit"
    ),
    Command("edit_book", ("E",), CODEBOOK, "Codes", "name, description, rules and sources of the codebook"),
    Command("mark", ("space",), CODEBOOK, "Codes", "mark the code to merge it, or the quote to split it off", "Mark"),
    Command("merge_codes", ("g",), CODEBOOK, "Codes", "merge the code, or the marked ones, into another", "Merge"),
    Command("split_code", ("s",), CODEBOOK, "Codes", "split the marked quotes off as a new code", "Split"),
    Command("delete_code", ("d",), CODEBOOK, "Codes", "delete the code and all below it", "Delete"),
    Command("problems", ("p",), CODEBOOK, "Codes", "problems of the codebook, and what can be done about them"),
    Command(
        "look_again", ("a",), CODEBOOK, "Codes", "look again at codings older than what their code means now", "Again"
    ),
    Command("versions", ("v",), CODEBOOK, "Codes", "how the codebook evolved, version by version"),
    Command(
        "bring_in", ("i",), CODEBOOK, "Files", "bring in a codebook file, after a look at what it changes", "Bring in"
    ),
    Command("write", ("w",), CODEBOOK, "Files", "write the codebook to a file"),
    Command("compare", ("c",), CODEBOOK, "Files", "compare the codebook with a file"),
    Command("unmark", ("escape",), CODEBOOK, "Codes", "back to the codes; take all marks away"),
    Command("move_code_down", ("J",), CODEBOOK, "Place", "move the code down", action="move_code(1)"),
    Command("move_code_up", ("K",), CODEBOOK, "Place", "move the code up", action="move_code(-1)"),
    Command("move_code_in", ("L",), CODEBOOK, "Place", "move the code in, below the one above it"),
    Command("move_code_out", ("H",), CODEBOOK, "Place", "move the code out, beside the one it stands below"),
    Command("next_line", ("j",), CODEBOOK, "Go", "next line", action="line(1)"),
    Command("previous_line", ("k",), CODEBOOK, "Go", "previous line", action="line(-1)"),
    Command("go_to_code", ("f",), CODEBOOK, "Go", "go to a code by a few letters"),
    Command("fold", ("o",), CODEBOOK, "Go", "fold or unfold what stands below the code"),
    Command("other_list", ("tab",), CODEBOOK, "Go", "codes, their meaning, their quotes"),
)
