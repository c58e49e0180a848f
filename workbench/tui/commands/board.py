"""What can be done on the board of themes, in the list of a theme's extracts, and where its summary is written."""

from workbench.tui.commands.command import Command

BOARD, EXTRACTS, SUMMARY = "themes", "extracts", "summary"
CARD, GROUP = "Themes: codes", "Themes"
MOVING = (
    Command("next_card", ("j", "down"), BOARD, "Move", "next code of the theme", action="card(1)"),
    Command("previous_card", ("k", "up"), BOARD, "Move", "previous code of the theme", action="card(-1)"),
    Command("next_theme", ("l", "right", "tab"), BOARD, "Move", "next theme", action="column(1)"),
    Command("previous_theme", ("h", "left", "shift+tab"), BOARD, "Move", "previous theme", action="column(-1)"),
    Command("cards_down", ("pagedown",), BOARD, "Move", "a page of codes down", action="page(1)"),
    Command("cards_up", ("pageup",), BOARD, "Move", "a page of codes up", action="page(-1)"),
    Command("first_card", ("g", "home"), BOARD, "Move", "first code of the theme", action="edge(-1)"),
    Command("last_card", ("G", "end"), BOARD, "Move", "last code of the theme", action="edge(1)"),
)
CARDS = (
    Command("open_code", ("enter",), BOARD, CARD, "the extracts of the code; choose quotes for the theme there", "Extracts"),
    Command("move_codes", ("m",), BOARD, CARD, "move the code, or the marked ones, to another theme, or to none", "Move"),
    Command("mark_code", ("space",), BOARD, CARD, "mark it, to move or split off several", "Mark"),
    Command("join_codes", ("a",), BOARD, CARD, "put it into a further theme too"),
    Command("code_right", ("L",), BOARD, CARD, "move it one theme to the right", action="shift_code(1)"),
    Command("code_left", ("H",), BOARD, CARD, "move it one theme to the left", action="shift_code(-1)"),
    Command("code_down", ("J",), BOARD, CARD, "move it down within the theme", action="order_code(1)"),
    Command("code_up", ("K",), BOARD, CARD, "move it up within the theme", action="order_code(-1)"),
    Command("let_go_of_codes", ("escape",), BOARD, CARD, "let go of the marks"),
)  # fmt: skip
THEMES = (
    Command("new_theme", ("n",), BOARD, GROUP, "a new theme", "New"),
    Command("write_summary", ("e",), BOARD, GROUP, "write what the theme says", "Summary"),
    Command("open_theme", ("o",), BOARD, GROUP, "all extracts of the theme; choose and order its quotes there", "Quotes"),
    Command("rename_theme", ("r",), BOARD, GROUP, "give it another name"),
    Command("merge_theme", ("M",), BOARD, GROUP, "merge it into another theme"),
    Command("split_theme", ("S",), BOARD, GROUP, "split the marked codes off as a theme of their own"),
    Command("theme_right", ("greater_than_sign",), BOARD, GROUP, "move the theme one place to the right", action="shift_theme(1)"),
    Command("theme_left", ("less_than_sign",), BOARD, GROUP, "move the theme one place to the left", action="shift_theme(-1)"),
    Command("remove_theme", ("d",), BOARD, GROUP, "remove it, after a question; its codes and codings stay"),
    Command("suggest_quotes", ("s",), BOARD, GROUP, "quotes that would suit it, each with the reason"),
    Command("balance", ("b",), BOARD, GROUP, "how evenly its quotes are spread over participants"),
    Command("export_themes", ("ctrl+e",), BOARD, GROUP, "write to a file: findings, themes, tables, all of it again"),
)  # fmt: skip
BOARD_COMMANDS = (*CARDS, *THEMES, *MOVING)
PICKING = "A theme's extracts"
EXTRACTS_COMMANDS = (
    Command("choose", ("space", "t"), EXTRACTS, PICKING, "choose it as a quote of the theme, or take it out", "choose"),
    Command("quote_up", ("K",), EXTRACTS, PICKING, "put the chosen quote further up", "up", "order(-1)"),
    Command("quote_down", ("J",), EXTRACTS, PICKING, "put the chosen quote further down", "down", "order(1)"),
    Command("word", ("w",), EXTRACTS, PICKING, "word it for print", "word"),
    Command("suggest", ("s",), EXTRACTS, PICKING, "quotes that would suit the theme, each with the reason", "suggest"),
    Command("go_there", ("enter", "o"), EXTRACTS, PICKING, "go to its place in the transcript", "go"),
    Command("undo", ("u",), EXTRACTS, PICKING, "undo the last step"),
    Command("redo", ("ctrl+r",), EXTRACTS, PICKING, "do again what was undone last"),
    Command("keys", ("question_mark",), EXTRACTS, PICKING, "the keys of this window"),
)
SUMMARY_COMMANDS = (Command("save", ("ctrl+o",), SUMMARY, "A theme's summary", "save the summary", "save", first=True),)
