"""Verbs on the wording of quotes in print: leaving words out, adding and replacing them, and letting go of that."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.edits.codings import place
from workbench.core.errors import Refused, Unchanged
from workbench.core.model import Edit, Wording
from workbench.core.project import Project, step_of, unseen
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp, Step
from workbench.core.wording import hidden_by, kept, with_edit

HOW = {"out": "Left words out of", "in": "Added words to", "instead": "Replaced words in"}


def word_quote(project: Project, document: str, span: Span, edit: Edit, stamp: Stamp) -> Step:
    """Edits how a stretch of a document (an id) is printed as a quote; its text and codings stay as they are.

    An edit takes the place of those it covers. Refused outside the stretch, for all of it, if it says nothing new, or
    where it would bring words back that another edit keeps from print.
    """
    title = place(project, document)
    words = " ".join(edit.words.split()).strip("[]")
    edit = edit._replace(words=words)
    if not span.contains(edit.span) or edit.start > edit.end:
        raise Refused("These words are not in the quote.", "Choose words within it.")
    if edit.span == span:
        raise Refused("This is all of the quote.", "Choose some of its words, or take the quote out of the theme.")
    if edit.start == edit.end and not words:
        raise Refused("No words were given to add.")
    if unseen(words):
        raise Refused("The words hold signs that can't be shown.", "Type them anew.")
    known = project.wordings_of.get((document, *span))
    before = known.edits if known else ()
    if hidden_by(before, edit):
        raise Refused(
            "Some of these words are edited already.", "Choose all that this edit covers, or take it back first."
        )
    after = with_edit(before, edit)
    if after == (Edit(*span),):
        raise Refused("Nothing would be left of the quote.", "Take it out of the theme instead.")
    if after == before:
        raise Refused("The quote is worded like this already.")
    now = Wording(known.id if known else stamp.new_id(), document, *span, kept(after), stamp.coder.id, stamp.at)
    did = HOW["in" if edit.start == edit.end else "instead" if words else "out"]
    return step_of(project, f"{did} a quote from {title} for print", stamp, [Change(known, now)])


def reword_as_said(project: Project, document: str, span: Span, stamp: Stamp, edit: Edit | None = None) -> Step:
    """Prints a quote as it was said again: all of it, or where one edit stands."""
    title = place(project, document)
    known = project.wordings_of.get((document, *span))
    if known is None:
        raise Refused("The quote is printed as it was said.")
    left = kept(other for other in known.edits if edit is not None and other != edit)
    if len(left) == len(known.kept):
        raise Refused("There is no such edit of this quote.", "Look again.")
    now = known._replace(kept=left, coder=stamp.coder.id, at=stamp.at) if left else None
    what = "an edit of a quote" if edit else "the edits of a quote"
    return step_of(project, f"Took back {what} from {title}", stamp, [Change(known, now)])


def print_as(project: Project, document: str, span: Span, edits: Sequence[Edit], stamp: Stamp) -> Step:
    """Words a quote for print all at once, as a file has it; refused if it is worded like this already."""
    title = place(project, document)
    known = project.wordings_of.get((document, *span))
    if (known.edits if known else ()) == tuple(edits):
        raise Unchanged("The quote is worded like this already.")
    fields = (document, *span, kept(edits), stamp.coder.id, stamp.at)
    now = Wording(known.id if known else stamp.new_id(), *fields) if edits else None
    return step_of(project, f"Worded a quote from {title} for print", stamp, [Change(known, now)])
