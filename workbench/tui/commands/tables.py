"""What can be done among the tables of a study, with the quotes behind a cell, and with what a cell's summary rests on."""

from workbench.tui.commands.command import Command

TABLES, CELL, RESTS = "tables", "cell", "rests"
WHAT, THE_CELL, MOVE, BEHIND, RESTING = (
    "Tables",
    "Tables: the cell",
    "Move",
    "Quotes behind a cell",
    "What a summary rests on",
)
ACTS = (
    Command("open_cell", ("enter", "o"), TABLES, THE_CELL, "all quotes behind the cell", "Quotes"),
    Command("tables_side", ("f2",), TABLES, WHAT, "to the list of tables", "Tables", "pane('side')"),
    Command("count_what", ("c",), TABLES, WHAT, "what is counted, and how", "Count"),
    Command("cross", ("p",), TABLES, WHAT, "rows and columns of your choice", "Rows, columns"),
    Command("speech", ("P",), TABLES, WHAT, "without what only interviewers say, or with it", "Interviewers"),
    Command("restrict", ("f",), TABLES, WHAT, "count only the codings that a query finds", "Query"),
    Command("let_go_of_query", ("x",), TABLES, WHAT, "count all codings again"),
    Command("sort_rows", ("s",), TABLES, WHAT, "rows by this column, the most first, or in their own order", "Sort"),
    Command("hide_empty", ("z",), TABLES, WHAT, "hide empty rows and columns, or show them", "Empty"),
    Command("copy_table", ("y",), TABLES, THE_CELL, "copy the quotes behind the cell, its words, or the table", "Copy"),
    Command("write_table", ("w",), TABLES, WHAT, "write the table to a file", "Write"),
    Command("write_cell", ("e",), TABLES, THE_CELL, "framework grid: write what the participant says on the theme"),
    Command("rest_cell", ("t",), TABLES, THE_CELL, "framework grid: choose the quotes that the summary rests on"),
    Command("rule", ("r",), TABLES, WHAT, "the rule of counting in full", "Rule"),
    Command("back_to_table", ("escape",), TABLES, WHAT, "back to the table; stops what is being counted"),
)
MOVING = (
    Command("cell_down", ("j", "down"), TABLES, MOVE, "the cell below", action="cell(1, 0)"),
    Command("cell_up", ("k", "up"), TABLES, MOVE, "the cell above", action="cell(-1, 0)"),
    Command("cell_right", ("l", "right"), TABLES, MOVE, "the cell to the right", action="cell(0, 1)"),
    Command("cell_left", ("h", "left"), TABLES, MOVE, "the cell to the left", action="cell(0, -1)"),
    Command("table_down", ("pagedown",), TABLES, MOVE, "a page of the table down", action="page(1)"),
    Command("table_up", ("pageup",), TABLES, MOVE, "a page of the table up", action="page(-1)"),
    Command("first_table_row", ("g",), TABLES, MOVE, "first row of the table", action="edge(-1, 0)"),
    Command("last_table_row", ("G",), TABLES, MOVE, "last row of the table", action="edge(1, 0)"),
    Command("first_column", ("home",), TABLES, MOVE, "first column", action="edge(0, -1)"),
    Command("last_column", ("end",), TABLES, MOVE, "last column", action="edge(0, 1)"),
    Command("tables_pane", ("tab",), TABLES, MOVE, "next pane", action="next_pane"),
)
TABLES_COMMANDS = (*ACTS, *MOVING)
CELL_COMMANDS = (
    Command("go", ("enter", "o"), CELL, BEHIND, "go to the quote's place in the transcript", "go there"),
    Command("copy", ("y",), CELL, BEHIND, "copy the quote with its reference", "copy"),
    Command("turn", ("space",), RESTS, RESTING, "the summary rests on this quote, or no longer does", "on/off"),
    Command("done", ("enter",), RESTS, RESTING, "keep what is chosen", "keep"),
)
