"""Verbs on memos: writing, changing and removing them; a memo is changed by its writer alone."""

from __future__ import annotations

from workbench.core.errors import Conflict, Refused
from workbench.core.memos import subject, tidy
from workbench.core.model import ABOUT, MEMO_KINDS, Memo
from workbench.core.project import Project, step_of
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp, Step

NOT_YOURS = "Look at it, and write a memo of your own beside it."


def write_memo(
    project: Project, about: str, target: str, span: Span | None, kind: str, body: str, private: bool, stamp: Stamp
) -> Step:
    """Writes a memo about something: one of ABOUT, and its id (none for the study); `span` where it is about words.

    Refused without words, for a kind that there is not, or if what it is about is gone.
    """
    _must_be_there(project, about, target, span)
    start, end = span if span and about == "passage" else (0, 0)
    words = _worded(kind, body)
    memo = Memo(
        stamp.new_id(), about, "" if about == "study" else target, start, end, kind, words, private, stamp.coder.id,
        stamp.at,
    )  # fmt: skip
    return step_of(project, f"Wrote {_called(project, memo)}", stamp, [Change(None, memo)])


def edit_memo(project: Project, memo: Memo, kind: str, body: str, private: bool, stamp: Stamp) -> Step:
    """Changes a memo's words, kind, or who may see it; refused to all but its writer, and if nothing would change."""
    _must_be_own(project, memo, stamp, "change")
    after = memo._replace(kind=kind, body=_worded(kind, body), private=private)
    if after == memo:
        raise Refused("The memo says this already.")
    if after.body != memo.body:
        after = after._replace(at=stamp.at)
    return step_of(project, f"Changed {_called(project, after)}", stamp, [Change(memo, after)])


def remove_memo(project: Project, memo: Memo, stamp: Stamp) -> Step:
    """Takes a memo away; refused to all but its writer."""
    _must_be_own(project, memo, stamp, "remove")
    return step_of(project, f"Removed {_called(project, memo)}", stamp, [Change(memo, None)])


def _called(project: Project, memo: Memo) -> str:
    """How the history speaks of a memo: of a private one it tells nothing."""
    return "a private memo" if memo.private else f"a memo on {subject(project, memo.about, memo.target)}"


def _worded(kind: str, body: str) -> str:
    if kind not in MEMO_KINDS:
        raise Refused(f"There is no kind of memo “{kind}”.", f"There are: {', '.join(MEMO_KINDS)}.")
    if not (words := tidy(body)):
        raise Refused("A memo needs words.")
    return words


def _must_be_own(project: Project, memo: Memo, stamp: Stamp, act: str) -> None:
    if memo.coder != stamp.coder.id:
        writer = project.coders.get(memo.coder)
        whose = f"{writer.name}’s" if writer else "somebody else’s"
        raise Refused(f"This memo is {whose}; only its writer can {act} it.", NOT_YOURS)
    if project.memos.get(memo.id) != memo:
        raise Conflict("This memo was changed or removed in the meantime.", "Look again.")


def _must_be_there(project: Project, about: str, target: str, span: Span | None) -> None:
    if about not in ABOUT:
        raise Refused(f"A memo can't be about “{about}”.", f"It can be about: {', '.join(ABOUT)}.")
    if about == "passage" and (span is None or span.start >= span.end):
        raise Refused("No words are selected.", "Select some, or write the memo about the document.")
    known = {
        "study": {"": None},
        "document": project.documents,
        "passage": project.documents,
        "coding": project.codings_by_id if about == "coding" else {},
        "code": project.codes,
        "case": project.cases,
        "theme": project.themes,
    }
    if about != "study" and target not in known[about]:
        raise Refused(f"This {'document' if about == 'passage' else about} is no longer in the study.")
