"""Verbs on the wording of quotes in print: leaving words out, adding and replacing them, and letting go of that."""

from __future__ import annotations

from workbench.core.edits.codings import place
from workbench.core.errors import Refused
from workbench.core.model import Edit, Wording
from workbench.core.project import Project, step_of, unseen
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp, Step
from workbench.core.wording import kept, with_edit

HOW = {"out": "Left words out of", "in": "Added words to", "instead": "Replaced words in"}


def word_quote(project: Project, document: str, span: Span, edit: Edit, stamp: Stamp) -> Step:
    """Edits how a stretch of a document (an id) is printed as a quote; its text and codings stay as they are.

    An edit takes the place of those it covers. Refused outside the stretch, for all of it, or if it says nothing new.
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
    after = with_edit(before, edit)
    if after == before:
        raise Refused("The quote is worded like this already.")
    now = Wording(known.id if known else stamp.new_id(), document, *span, kept(after), stamp.coder.id, stamp.at)
    did = HOW["in" if edit.start == edit.end else "instead" if words else "out"]
    return step_of(project, f"{did} a quote from {title} for print", stamp, [Change(known, now)])


def reword_as_said(project: Project, document: str, span: Span, stamp: Stamp, at: int | None = None) -> Step:
    """Prints a quote as it was said again: all of it, or only where the edit stands that starts `at` an offset."""
    title = place(project, document)
    known = project.wordings_of.get((document, *span))
    if known is None:
        raise Refused("The quote is printed as it was said.")
    left = kept(edit for edit in known.edits if at is not None and edit.start != at)
    if len(left) == len(known.kept):
        raise Refused("No edit starts there.")
    now = known._replace(kept=left, coder=stamp.coder.id, at=stamp.at) if left else None
    what = "an edit of a quote" if left else "the edits of a quote"
    return step_of(project, f"Took back {what} from {title}", stamp, [Change(known, now)])
