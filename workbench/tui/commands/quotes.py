"""What can be done among the quotes: choosing which are shown, and acting on one or on several that are marked."""

from workbench.tui.commands.command import Command

QUOTES = "quotes"
ACTS = (
    Command("open_quote", ("enter", "o"), QUOTES, "Quotes", "go to its place in the transcript", "Go there"),
    Command("quotes_side", ("f2",), QUOTES, "Which quotes", "to the themes and codes", "Codes", "pane('side')"),
    Command("mark_quote", ("space",), QUOTES, "Quotes", "mark it, to do something with several", "Mark"),
    Command("recode_quotes", ("r",), QUOTES, "Quotes", "give it another code", "Recode"),
    Command("remove_quotes", ("d",), QUOTES, "Quotes", "remove the coding, after a question", "Remove"),
    Command("copy_quotes", ("y",), QUOTES, "Quotes", "copy it with its reference", "Copy"),
    Command("choose_for_theme", ("t",), QUOTES, "Quotes", "choose it for a theme, or take it out there", "Theme"),
    Command("word_quote", ("w",), QUOTES, "Quotes", "word it for print: leave words out, add, replace", "Word"),
    Command("rate_quotes", ("R",), QUOTES, "Quotes", "rate it on its code's scale", "Rate"),
    Command("let_go_of_quotes", ("escape",), QUOTES, "Quotes", "let go of the marks; back to the quotes"),
)
CHOOSING = (
    Command("ask", ("f",), QUOTES, "Which quotes", "ask with a query, or one that was saved", "Ask"),
    Command("go_to_id", ("i",), QUOTES, "Which quotes", "go to a quote by its id, such as P07-012"),
    Command("count_quotes", ("n",), QUOTES, "Which quotes", "count them by document"),
    Command("show_code", ("c",), QUOTES, "Which quotes", "those of a code", "Code"),
    Command("show_all", ("a",), QUOTES, "Which quotes", "those of all codes"),
    Command("filter_document", ("D",), QUOTES, "Which quotes", "of one document"),
    Command("filter_coder", ("C",), QUOTES, "Which quotes", "of one coder"),
    Command("filter_attribute", ("A",), QUOTES, "Which quotes", "of participants with an attribute"),
    Command("filter_speech", ("P",), QUOTES, "Which quotes", "only what participants say, or all"),
    Command("filter_words", ("slash",), QUOTES, "Which quotes", "with words in them"),
    Command("filter_rating", ("V",), QUOTES, "Which quotes", "of one rating"),
    Command("filter_origin", ("O",), QUOTES, "Which quotes", "coded by hand, or from a search"),
    Command("filter_below", ("B",), QUOTES, "Which quotes", "with the codes below it, or without"),
    Command("filter_chosen", ("X",), QUOTES, "Which quotes", "of a theme: only its chosen ones, or all"),
    Command("sort_quotes", ("s",), QUOTES, "Which quotes", "by document, or by code"),
    Command("clear_filters", ("x",), QUOTES, "Which quotes", "let go of all filters"),
)
MOVING = (Command("quotes_pane", ("tab",), QUOTES, "Move", "next pane", action="next_pane"),)
QUOTES_COMMANDS = (*ACTS, *CHOOSING, *MOVING)
