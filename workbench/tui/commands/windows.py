"""What can be done in the small windows over the rooms, and the keys that all long lists share."""

from workbench.tui.commands.command import Command

WINDOW, FINDER, APPLY, CONFIRM, SHEET, FORM, EDITOR = "window", "finder", "apply", "confirm", "sheet", "form", "editor"
PATH, KNOWN, IMPORTING, FILTER = "path", "known", "importing", "filter"
SEARCH, FOUND, TICKED = "search", "found", "ticked"
ROWS = "rows"
AGAIN, VERSIONS = "again", "versions"
PROBLEMS = "problems"
ARRIVING, COMPARING, WRITING = "arriving", "comparing", "writing"

ROWS_COMMANDS: tuple[Command, ...] = (
    Command("next_row", ("j", "down"), ROWS, "Long lists", "next line of a list", action="move(1)"),
    Command("previous_row", ("k", "up"), ROWS, "Long lists", "previous line of a list", action="move(-1)"),
    Command("rows_down", ("pagedown",), ROWS, "Long lists", "a page of a list down", action="page(1)"),
    Command("rows_up", ("pageup",), ROWS, "Long lists", "a page of a list up", action="page(-1)"),
    Command("first_row", ("g", "home"), ROWS, "Long lists", "first line of a list", action="edge(-1)"),
    Command("last_row", ("G", "end"), ROWS, "Long lists", "last line of a list", action="edge(1)"),
)
WINDOW_COMMANDS: tuple[Command, ...] = (
    Command("cancel", ("escape",), WINDOW, "Windows", "close a window; asks first if words would be lost", "close"),
    Command("close", ("q", "enter", "question_mark"), SHEET, "Windows", "close what is only read", action="cancel"),
    Command("yes", ("y",), CONFIRM, "Windows", "yes to a question", "yes", "answer(True)"),
    Command("no", ("n",), CONFIRM, "Windows", "no to a question", "no", "cancel"),
    Command("next_line", ("down", "ctrl+n"), FINDER, "Finders", "next line below the letters", action="move(1)", first=True),
    Command("previous_line", ("up", "ctrl+p"), FINDER, "Finders", "previous line below the letters", action="move(-1)", first=True),
    Command("mark", ("tab",), APPLY, "Finders", "mark a code, to apply several", "mark several", first=True),
    Command("complete", ("tab",), PATH, "Finders", "complete the name of a file or folder", "complete", first=True),
    Command("next_field", ("down",), KNOWN, "Forms", "next thing known of a case", action="app.focus_next", first=True),
    Command("previous_field", ("up",), KNOWN, "Forms", "the one before", action="app.focus_previous", first=True),
    Command("save", ("f2", "ctrl+o"), FORM, "Forms", "save what a code says of itself", "save", first=True),
    Command("save", ("ctrl+o",), EDITOR, "Memo", "save the memo", "save", first=True),
    Command("next_kind", ("f2",), EDITOR, "Memo", "another kind of memo", "kind", first=True),
    Command("private", ("f4",), EDITOR, "Memo", "private, or for all coders", "private", first=True),
    Command("take", ("enter",), IMPORTING, "Import", "bring in the transcripts that are on"),
    Command("switch", ("space",), IMPORTING, "Import", "switch the transcript on or off"),
    Command("done", ("enter",), FILTER, "Show", "show what is on", "done", first=True),
    Command("turn", ("space",), FILTER, "Show", "a code and those below it, or a coder: show or hide", "on or off"),
    Command("all", ("a",), FILTER, "Show", "show all that are listed", "all"),
    Command("none", ("n",), FILTER, "Show", "hide all codes that are listed", "none"),
    Command("letters", ("slash",), FILTER, "Show", "letters of a name", "letters"),
    Command("next_line", ("j", "down"), FILTER, "Show", "next line", action="move(1)"),
    Command("previous_line", ("k", "up"), FILTER, "Show", "previous line", action="move(-1)"),
    Command("keep", ("enter",), SEARCH, "While searching", "stay at the hit that is shown", "keep"),
    Command("next_hit", ("down",), SEARCH, "While searching", "next hit", "next", "go(1)", first=True),
    Command("previous_hit", ("up",), SEARCH, "While searching", "previous hit", "back", "go(-1)", first=True),
    Command("mode", ("ctrl+t",), SEARCH, "While searching", "another way of searching", "way", first=True),
    Command("everywhere", ("ctrl+f",), SEARCH, "While searching", "the same words in all documents", "all documents", first=True),
    Command("go", ("enter",), FOUND, "While searching", "go to the hit", "go there"),
    Command("next_hit", ("down",), FOUND, "While searching", "next hit of all documents", action="move(1)", first=True),
    Command("previous_hit", ("up",), FOUND, "While searching", "previous hit of all documents", action="move(-1)", first=True),
    Command("page_down", ("pagedown",), FOUND, "While searching", "a page of hits down", action="page(1)", first=True),
    Command("page_up", ("pageup",), FOUND, "While searching", "a page of hits up", action="page(-1)", first=True),
    Command("mode", ("ctrl+t",), FOUND, "While searching", "another way of searching", "way", first=True),
    Command("code", ("f2",), FOUND, "While searching", "code all of them, after a look", "code them all", first=True),
    Command("go", ("enter",), PROBLEMS, "Problems", "go to the code of the problem", "go there"),
    Command("kind", ("tab",), PROBLEMS, "Problems", "the first problem of the next kind", "next kind", first=True),
    Command("code", ("enter",), TICKED, "Coding hits", "code the hits that are on", "code"),
    Command("tick", ("space",), TICKED, "Coding hits", "switch the hit on or off", "on/off"),
    Command("all", ("a",), TICKED, "Coding hits", "all on", "all", "all(True)"),
    Command("none", ("n",), TICKED, "Coding hits", "all off", "none", "all(False)"),
    Command("unit", ("tab",), TICKED, "Coding hits", "code the words, the sentence, the turn", "what", first=True),
    Command("keep", ("y",), AGAIN, "Outdated codings", "keep it: it stands under what the code means now", "keep"),
    Command("keep_code", ("Y",), AGAIN, "Outdated codings", "keep all outdated codings of this code", "keep all"),
    Command("recode", ("r",), AGAIN, "Outdated codings", "give it another code", "recode"),
    Command("remove", ("d",), AGAIN, "Outdated codings", "take the coding away", "remove"),
    Command("open", ("o",), AGAIN, "Outdated codings", "go to its place in the transcript", "open"),
    Command("undo", ("u",), AGAIN, "Outdated codings", "undo the last step", "undo"),
    Command("redo", ("ctrl+r",), AGAIN, "Outdated codings", "do again what was undone last"),
    *(
        Command(f"answer_{n}", (str(n),), ARRIVING, "Bringing in a codebook", f"the answer with the digit {n}", action=f"answer({n})")
        for n in range(1, 4)
    ),
    Command("take", ("enter", "f2"), ARRIVING, "Bringing in a codebook", "bring it in, once all questions are answered", "bring in"),
    Command("next_open", ("n",), ARRIVING, "Bringing in a codebook", "next question without an answer", "next"),
    Command("give", ("g",), ARRIVING, "Bringing in a codebook", "give the codings of the code to another one"),
    Command("columns", ("m",), ARRIVING, "Bringing in a codebook", "of a table: say what its columns mean"),
    Command("ours", ("o",), ARRIVING, "Bringing in a codebook", "all open questions: as the study has it", "all: study", "all_for('mine')"),
    Command("theirs", ("t",), ARRIVING, "Bringing in a codebook", "all open questions: as the file has it", "all: file", "all_for('theirs')"),
    Command("next_row", ("j", "down"), ARRIVING, "Bringing in a codebook", "next line", action="move(1)"),
    Command("previous_row", ("k", "up"), ARRIVING, "Bringing in a codebook", "previous line", action="move(-1)"),
    Command("rows_down", ("pagedown",), ARRIVING, "Bringing in a codebook", "a page down", action="page(1)"),
    Command("rows_up", ("pageup",), ARRIVING, "Bringing in a codebook", "a page up", action="page(-1)"),
    Command("first_row", ("home",), ARRIVING, "Bringing in a codebook", "first line", action="edge(-1)"),
    Command("last_row", ("end",), ARRIVING, "Bringing in a codebook", "last line", action="edge(1)"),
    Command("write_over", ("w",), WRITING, "Comparing codebooks", "write the codebook over the file", "write over it"),
    Command("bring_in", ("i",), COMPARING, "Comparing codebooks", "bring the file in", "bring the file in"),
    *(
        Command("keys", ("question_mark",), place, group, "the keys of this window", "keys" if place != ARRIVING else "")
        for place, group in (
            (AGAIN, "Outdated codings"), (VERSIONS, "Versions"), (PROBLEMS, "Problems"),
            (ARRIVING, "Bringing in a codebook"), (COMPARING, "Comparing codebooks"),
        )
    ),
    Command("each", ("e",), VERSIONS, "Versions", "each step by itself, or a coder's day as one version", "each step or day"),
)  # fmt: skip
