"""Verbs on saved queries: giving a query a name, and letting go of one."""

from __future__ import annotations

from workbench.core.edits.documents import named
from workbench.core.errors import Refused, Unchanged
from workbench.core.model import SavedQuery
from workbench.core.project import Project, folded, step_of
from workbench.core.steps import Change, Stamp, Step


def save_query(project: Project, name: str, query: str, stamp: Stamp, *, anew: bool = False) -> Step:
    """Keeps a query under a name; refused if it is empty, or if the name is taken and isn't to be given `anew`."""
    wanted, words = named(name, "saved query"), " ".join(query.split())
    if not words:
        raise Refused("There is no query to save.")
    known = next((saved for saved in project.saved_queries if folded(saved.name) == folded(wanted)), None)
    if known and not anew:
        raise Refused(f"There is a saved query “{known.name}” already.", "Choose another name, or replace it.")
    if known and (known.name, known.query) == (wanted, words):
        raise Unchanged(f"“{wanted}” is this query already.")
    now = SavedQuery(known.id if known else stamp.new_id(), wanted, words)
    did = "Changed" if known else "Saved"
    return step_of(project, f"{did} the query “{wanted}”", stamp, [Change(known, now)])


def remove_query(project: Project, saved: SavedQuery, stamp: Stamp) -> Step:
    """Lets go of a saved query."""
    return step_of(project, f"Removed the saved query “{saved.name}”", stamp, [Change(saved, None)])
