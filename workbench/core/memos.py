"""Questions about memos: who may see them, which stand where, and what each is about, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.core.errors import Missing, Refused
from workbench.core.model import Memo
from workbench.core.project import Project, folded
from workbench.core.spans import Span

SHORT = 8  # signs of an id by which people name a memo
LEAST = 4  # signs of an id; fewer are typed by mistake
GONE = {
    "document": "a document that is gone",
    "passage": "words of a document that is gone",
    "coding": "a coding that is gone",
    "code": "a code that is gone",
    "case": "a case that is gone",
    "theme": "a theme that is gone",
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(project: Project, coder: str) -> tuple[Memo, ...]:
    """The memos that a coder (an id) may see, the newest first: all but the private ones of others."""
    seen = (memo for memo in project.memos.values() if not memo.private or memo.coder == coder)
    return tuple(sorted(seen, key=lambda memo: (memo.at, memo.id), reverse=True))


def memos_about(project: Project, coder: str, about: str, target: str, span: Span | None = None) -> tuple[Memo, ...]:
    """The memos about one thing that a coder (an id) may see, the oldest first; about a passage: those that touch it."""
    return tuple(
        memo
        for memo in project.memos_on.get((about, target), ())
        if (not memo.private or memo.coder == coder)
        and (about != "passage" or span is None or Span(memo.start, memo.end).overlaps(span))
    )


def memo_place(project: Project, memo: Memo, turn: int = 0) -> str:
    """What a memo is about, in words; with the number of the turn where it is about words and the turn is known."""
    words = subject(project, memo.about, memo.target)
    return f"{words}, turn {turn}" if turn and memo.about in {"passage", "coding"} else words


def subject(project: Project, about: str, target: str) -> str:
    """What (one of ABOUT, id) names, in words."""
    if about == "study":
        return "the study"
    if about == "coding":
        coding = project.codings_by_id.get(target)
        if coding is None or coding.code not in project.codes or coding.document not in project.documents:
            return GONE[about]
        return f"the coding “{project.codes[coding.code].name}” in {project.documents[coding.document].title}"
    if about in {"document", "passage"}:
        document = project.documents.get(target)
        lead = "" if about == "document" else "a passage of "
        return f"{lead}{document.title}" if document else GONE[about]
    if about == "case":
        return f"the case {project.cases[target].name}" if target in project.cases else GONE[about]
    named = project.codes.get(target) if about == "code" else project.themes.get(target)
    return f"the {about} “{named.name}”" if named else GONE.get(about, "something that is gone")


def is_gone(project: Project, about: str, target: str) -> bool:
    """True if what (one of ABOUT, id) named is no longer in the study."""
    return subject(project, about, target) in GONE.values()


def memo_words(project: Project, memo: Memo) -> tuple[str, Span] | None:
    """The document (an id) and the words that a memo is about, if it is about words that still stand."""
    if memo.about == "passage" and memo.target in project.documents:
        return memo.target, Span(memo.start, memo.end)
    coding = project.codings_by_id.get(memo.target) if memo.about == "coding" else None
    return (coding.document, coding.span) if coding and coding.document in project.documents else None


def memo_named(project: Project, memos: Iterable[Memo], name: str) -> Memo:
    """The memo of an id, of the first signs of one, or of its first line; Missing or Refused if not exactly one."""
    wanted = folded(name)
    listed = list(memos)
    titled = [memo for memo in listed if folded(memo.title) == wanted]
    found = titled or [memo for memo in listed if len(wanted) >= LEAST and memo.id.startswith(wanted)]
    if not found:
        raise Missing(f"There is no memo “{name}” in this study.", "See them with: workbench memo list")
    if len(found) > 1:
        places = "; ".join(f"{memo.id[:SHORT]} on {memo_place(project, memo)}" for memo in found[:3])
        raise Refused(f"“{name}” names {len(found)} memos.", f"Give one's id: {places}")
    return found[0]


def tidy(body: str) -> str:
    """A memo's words as they are kept: plain line ends, no control characters, no blanks around them."""
    return _CONTROL.sub("", body.replace("\r\n", "\n").replace("\r", "\n")).strip()
