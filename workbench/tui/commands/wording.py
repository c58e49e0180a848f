"""What can be done in the window where a quote is worded for print."""

from workbench.tui.commands.command import Command

WORDING = "wording"
GROUP = "Wording a quote"
WORDING_COMMANDS = (
    Command("leave_out", ("x", "delete"), WORDING, GROUP, "leave the selected words out: […]", "cut"),
    Command("add", ("i",), WORDING, GROUP, "add words after them, in [brackets]", "add"),
    Command("add_before", ("I",), WORDING, GROUP, "add words before them", action="add(True)"),
    Command("replace", ("r",), WORDING, GROUP, "other words in their place, in [brackets]", "replace"),
    Command("take_back", ("b", "backspace"), WORDING, GROUP, "take the selected edit back", "back"),
    Command("as_said", ("U",), WORDING, GROUP, "print all as it was said again", "reset"),
    Command("undo", ("u",), WORDING, GROUP, "undo the last step", "undo"),
    Command("redo", ("ctrl+r",), WORDING, GROUP, "do again what was undone last"),
    Command("pick_next", ("right", "l"), WORDING, GROUP, "next word", action="word(1)"),
    Command("pick_previous", ("left", "h"), WORDING, GROUP, "the word before", action="word(-1)"),
    Command("pick_below", ("down", "j"), WORDING, GROUP, "next line", action="line(1)"),
    Command("pick_above", ("up", "k"), WORDING, GROUP, "the line before", action="line(-1)"),
    Command("pick_page_down", ("pagedown",), WORDING, GROUP, "a page down", action="page(1)"),
    Command("pick_page_up", ("pageup",), WORDING, GROUP, "a page up", action="page(-1)"),
    Command("first_word", ("home", "g"), WORDING, GROUP, "first word", action="edge(-1)"),
    Command("last_word", ("end", "G"), WORDING, GROUP, "last word", action="edge(1)"),
    Command(
        "pick_extend", ("space",), WORDING, GROUP, "start or stop extending: moves then select more", action="extend"
    ),
    Command("pick_more", ("shift+right",), WORDING, GROUP, "select a word more", action="word(1, True)"),
    Command("pick_less", ("shift+left",), WORDING, GROUP, "select a word less", action="word(-1, True)"),
    Command("pick_line_more", ("shift+down",), WORDING, GROUP, "select a line more", action="line(1, True)"),
    Command("pick_line_less", ("shift+up",), WORDING, GROUP, "select a line less", action="line(-1, True)"),
    Command("stretch_home", ("shift+home",), WORDING, GROUP, "select up to the first word", action="edge(-1, True)"),
    Command("stretch_end", ("shift+end",), WORDING, GROUP, "select up to the last word", action="edge(1, True)"),
    Command("keys", ("question_mark",), WORDING, GROUP, "the keys of this window", "keys"),
)
