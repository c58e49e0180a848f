"""The verbs: each takes a project and what the user wants, and gives the step that does it, or refuses with a reason.

Nothing is changed here. Rules about what may be coded, named or removed stand in these functions and nowhere else.
"""

from workbench.core.edits.board import (
    choose_quotes,
    merge_themes,
    move_codes,
    move_theme,
    new_theme,
    order_codes,
    split_theme,
)
from workbench.core.edits.book import edit_book
from workbench.core.edits.codes import (
    add_code,
    code_in_vivo,
    code_with_new,
    codes_below,
    codes_from,
    delete_code,
    edit_code,
    merge_codes,
    move_code,
    split_code,
)
from workbench.core.edits.codings import (
    Placed,
    add_codings,
    applicable,
    apply_code,
    apply_codes,
    code_hits,
    join_codings,
    keep_codings,
    rate,
    recode,
    remove_codings,
    resize,
    split_coding,
    whole_of,
)
from workbench.core.edits.documents import (
    Arrival,
    add_documents,
    remove_documents,
    rename_document,
    set_language,
)
from workbench.core.edits.grid import write_cell
from workbench.core.edits.lasting import keep_rules
from workbench.core.edits.memos import edit_memo, remove_memo, write_memo
from workbench.core.edits.people import (
    add_case,
    mark_case,
    rename_case,
    set_attributes,
    set_cases,
    set_speaker,
)
from workbench.core.edits.queries import remove_query, save_query
from workbench.core.edits.themes import (
    ThemeDraft,
    add_theme,
    edit_theme,
    remove_theme,
    write_themes,
)
from workbench.core.edits.wording import print_as, reword_as_said, word_quote

__all__ = [
    "Arrival",
    "Placed",
    "ThemeDraft",
    "add_case",
    "add_code",
    "add_codings",
    "add_documents",
    "add_theme",
    "applicable",
    "apply_code",
    "apply_codes",
    "choose_quotes",
    "code_hits",
    "code_in_vivo",
    "code_with_new",
    "codes_below",
    "codes_from",
    "delete_code",
    "edit_book",
    "edit_code",
    "edit_memo",
    "edit_theme",
    "join_codings",
    "keep_codings",
    "keep_rules",
    "mark_case",
    "merge_codes",
    "merge_themes",
    "move_code",
    "move_codes",
    "move_theme",
    "new_theme",
    "order_codes",
    "print_as",
    "rate",
    "recode",
    "remove_codings",
    "remove_documents",
    "remove_memo",
    "remove_query",
    "remove_theme",
    "rename_case",
    "rename_document",
    "resize",
    "reword_as_said",
    "save_query",
    "set_attributes",
    "set_cases",
    "set_language",
    "set_speaker",
    "split_code",
    "split_coding",
    "split_theme",
    "whole_of",
    "word_quote",
    "write_cell",
    "write_memo",
    "write_themes",
]
