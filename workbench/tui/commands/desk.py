"""What can be done at the coding desk: in the text, on the desk as a whole, in the lists beside the text."""

from workbench.tui.commands.command import Command

TEXT, DESK, LIST = "text", "desk", "list"

MOVING = (
    Command("next_character", ("l", "right"), TEXT, "Move", "next character", action="char(1)"),
    Command("previous_character", ("h", "left"), TEXT, "Move", "previous character", action="char(-1)"),
    Command("next_line", ("j", "down"), TEXT, "Move", "next line", action="line(1)"),
    Command("previous_line", ("k", "up"), TEXT, "Move", "previous line", action="line(-1)"),
    Command("next_word", ("w",), TEXT, "Move", "next word, selected", action="word(1)"),
    Command("previous_word", ("b",), TEXT, "Move", "previous word, selected", action="word(-1)"),
    Command("next_sentence", ("right_parenthesis",), TEXT, "Move", "next sentence, selected", action="sentence(1)"),
    Command("previous_sentence", ("left_parenthesis",), TEXT, "Move", "previous sentence, selected", action="sentence(-1)"),
    Command("next_turn", ("right_curly_bracket",), TEXT, "Move", "next turn", action="turn(1)"),
    Command("previous_turn", ("left_curly_bracket",), TEXT, "Move", "previous turn", action="turn(-1)"),
    Command("page_down", ("pagedown",), TEXT, "Move", "a page down", action="page(1)"),
    Command("page_up", ("pageup",), TEXT, "Move", "a page up", action="page(-1)"),
    Command("half_page_down", ("ctrl+d",), TEXT, "Move", "half a page down", action="half_page(1)"),
    Command("half_page_up", ("ctrl+u",), TEXT, "Move", "half a page up", action="half_page(-1)"),
    Command("start", ("g", "home"), TEXT, "Move", "start of the transcript", action="edge(-1)"),
    Command("end", ("G", "end"), TEXT, "Move", "end of the transcript", action="edge(1)"),
    Command("next_coding", ("right_square_bracket",), TEXT, "Move", "next coding, selected", "Next", "coding(1)"),
    Command("previous_coding", ("left_square_bracket",), TEXT, "Move", "previous coding, selected", action="coding(-1)"),
    Command("next_same", ("greater_than_sign",), DESK, "Move", "next coding with the same code", action="same_code(1)"),
    Command("previous_same", ("less_than_sign",), DESK, "Move", "previous coding with the same code", action="same_code(-1)"),
    Command("next_uncoded", ("o",), DESK, "Move", "next turn without a code", action="uncoded(1)"),
    Command("previous_uncoded", ("O",), DESK, "Move", "previous turn without a code", action="uncoded(-1)"),
)  # fmt: skip
SELECTING = (
    Command("extend", ("space",), TEXT, "Select", "start or stop extending: moves then stretch it"),
    Command("stretch_right", ("shift+right",), TEXT, "Select", "stretch by a character", action="char(1, True)"),
    Command("stretch_left", ("shift+left",), TEXT, "Select", "shrink by a character", action="char(-1, True)"),
    Command("stretch_down", ("shift+down",), TEXT, "Select", "stretch by a line", action="line(1, True)"),
    Command("stretch_up", ("shift+up",), TEXT, "Select", "shrink by a line", action="line(-1, True)"),
    Command("turn_whole", ("T",), DESK, "Select", "the whole turn", action="select_turn"),
    Command("document_whole", ("percent_sign",), DESK, "Select", "the whole document", action="select_document"),
    Command("exact", ("equals_sign",), DESK, "Select", "exact: take selections to the character, not by whole words"),
    Command("expand", ("x",), TEXT, "Select", "expand: word, sentence, turn", "Expand"),
    Command("shrink", ("X",), TEXT, "Select", "shrink to what it was before"),
    Command("let_go", ("escape",), TEXT, "Select", "let go of the selection"),
)
CODING = (
    Command("find_code", ("c",), DESK, "Code", "find a code and apply it", "Code"),
    Command("repeat_code", ("full_stop",), DESK, "Code", "apply the last code again", "Repeat"),
    *(
        Command(f"recent_code_{digit}", (str(digit),), DESK, "Code", f"apply the code with the digit {digit}", action=f"recent_code({digit})")
        for digit in range(1, 10)
    ),
    Command("in_vivo", ("v",), DESK, "Code", "make the selected words a code", "In vivo"),
    Command("remove_code", ("d",), DESK, "Code", "remove a code here", "Remove"),
    Command("recode", ("r",), DESK, "Code", "give the coding here another code"),
    Command("edges", ("e",), DESK, "Code", "move an edge of the coding here; again: the other edge", "Edge"),
    Command("keep", ("enter",), DESK, "Code", "keep the moved edge"),
    Command("split", ("s",), DESK, "Code", "split the coding here before the caret's word"),
    Command("join", ("J",), DESK, "Code", "join the coding here with the nearest of its code"),
    Command("rate", ("R",), DESK, "Code", "rate the coding here on its code's scale"),
    Command("word_quote", ("W",), DESK, "Code", "word the quote here for print: leave words out, add, replace"),
    Command("copy", ("y", "ctrl+c"), DESK, "Code", "copy the words with their reference"),
)  # fmt: skip
GOING = (
    Command("next_pane", ("tab",), DESK, "Go", "next pane"),
    Command("side", ("f2",), DESK, "Go", "documents and codebook", action="pane('side')"),
    Command("inspector", ("i",), DESK, "Go", "inspector", action="pane('inspector')"),
    Command("down", ("j",), LIST, "Go", "in a list: next line", action="cursor_down"),
    Command("up", ("k",), LIST, "Go", "in a list: previous line", action="cursor_up"),
    Command("back_to_text", ("escape",), LIST, "Go", "in a list: back to the transcript", action="screen.pane('text')"),
    Command("next_document", ("ctrl+n",), DESK, "Go", "next document", action="document(1)"),
    Command("previous_document", ("ctrl+b",), DESK, "Go", "previous document", action="document(-1)"),
    Command("export_themes", ("ctrl+e",), DESK, "Go", "write to a file: findings, themes, this transcript …"),
)
DESK_COMMANDS = (*MOVING, *SELECTING, *CODING, *GOING)
