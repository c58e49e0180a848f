"""The verbs: each takes a project and what the user wants, and gives the step that does it, or refuses with a reason.

Nothing is changed here. Rules about what may be coded, named or removed stand in these functions and nowhere else.
"""

from workbench.core.edits.codings import (
    Placed,
    add_codings,
    applicable,
    apply_code,
    apply_codes,
    code_hits,
    join_codings,
    rate,
    recode,
    remove_codings,
    resize,
    split_coding,
)
from workbench.core.edits.documents import Arrival, add_documents, mark_case, set_cases
from workbench.core.edits.themes import (
    ThemeDraft,
    add_theme,
    edit_theme,
    keep_chosen_quotes,
    remove_theme,
    write_themes,
)

__all__ = [
    "Arrival",
    "Placed",
    "ThemeDraft",
    "add_codings",
    "add_documents",
    "add_theme",
    "applicable",
    "apply_code",
    "apply_codes",
    "code_hits",
    "edit_theme",
    "join_codings",
    "keep_chosen_quotes",
    "mark_case",
    "rate",
    "recode",
    "remove_codings",
    "remove_theme",
    "resize",
    "set_cases",
    "split_coding",
    "write_themes",
]
