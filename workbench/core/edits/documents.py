"""Verbs on documents: what comes in, what it is called, which language it is in, and how it leaves the study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.core.edits.codings import removed
from workbench.core.errors import Missing, Refused
from workbench.core.model import Case, Document, Memo, Speaker, Transcript
from workbench.core.project import Project, counted, folded, step_of, unseen
from workbench.core.steps import Change, Stamp, Step
from workbench.core.turns import GENERIC

LONGEST = 200  # signs of a name
_LANGUAGE = re.compile("[a-z]{2,3}")


class Arrival(NamedTuple):
    """A transcript that is to become a document, and the labels of those who seem to ask the questions."""

    name: str
    title: str
    language: str
    transcript: Transcript
    interviewers: frozenset[str]


def add_documents(project: Project, arrivals: Sequence[Arrival], stamp: Stamp) -> Step:
    """Adds documents; each new speaker becomes a case, but a label such as `P` stands for another person in each."""
    changes: list[Change] = []
    cases = {folded(case.name): case for case in project.cases.values()}
    known = dict(project.cases)
    for name, title, language, transcript, interviewers in arrivals:
        words = sum(len(turn.span.of(transcript.text).split()) for turn in transcript.turns)
        document = Document(
            stamp.new_id(), name, title, transcript.digest, language, words, len(transcript.turns), stamp.at
        )
        changes.append(Change(None, document))
        for label, called in _people(title, transcript.turns.speakers, interviewers).items():
            asks = label in interviewers
            case = cases.get(folded(called))
            if case is None or (asks and not case.interviewer):
                case = Case(stamp.new_id(), called, asks) if case is None else case._replace(interviewer=True)
                cases[folded(called)] = case
            changes.append(Change(None, Speaker(stamp.new_id(), document.id, label, case.id)))
    people = [Change(known.get(case.id), case) for case in cases.values() if known.get(case.id) != case]
    what = arrivals[0].name if len(arrivals) == 1 else counted(len(arrivals), "document")
    return step_of(project, f"Imported {what}", stamp, [*people, *changes])


def _people(title: str, labels: Iterable[str], interviewers: frozenset[str]) -> dict[str, str]:
    """The name of the case behind each label: a general one such as `P` is the document's own participant."""
    named = [label for label in labels if label]
    general = [label for label in named if label not in interviewers and folded(label) in GENERIC]
    return {
        label: label if label not in general else title if len(general) == 1 else f"{title} {label}" for label in named
    }


def rename_document(project: Project, document: Document, title: str, stamp: Stamp) -> Step:
    """Gives a document another title; refused if it says nothing or another document goes by it."""
    wanted = named(title, "document")
    if wanted == document.title:
        raise Refused(f"The document is called “{wanted}” already.")
    try:
        taken = project.document_named(wanted)
    except Missing:
        taken = document
    if taken.id != document.id:
        raise Refused(f"There is a document “{wanted}” already.", "Choose another title.")
    label = f"Renamed the document “{document.title}” to “{wanted}”"
    return step_of(project, label, stamp, [Change(document, document._replace(title=wanted))])


def set_language(project: Project, documents: Sequence[Document], language: str, stamp: Stamp) -> Step:
    """Says which language documents are in, by two or three letters; an empty word says that it isn't known."""
    if language and not _LANGUAGE.fullmatch(language):
        raise Refused(f"“{language}” is no language.", "Give it by its two letters, such as en or de.")
    changes = [Change(known, known._replace(language=language)) for known in documents if known.language != language]
    if not changes:
        raise Refused("The language is this already.")
    what = _which([known for known in documents if known.language != language])
    label = f"Set the language of {what} to {language}" if language else f"Took the language from {what}"
    return step_of(project, label, stamp, changes)


def remove_documents(project: Project, documents: Sequence[Document], stamp: Stamp) -> Step:
    """Takes documents away with their codings; memos on them stay as memos on the study, and all cases stay."""
    if not documents:
        raise Refused("No document was chosen.")
    titles = {document.id: document.title for document in documents}
    codings = [coding for document in documents for coding in project.codings.get(document.id, ())]
    changes = [_unmoored(change, titles) for change in removed(project, codings)]
    for document in documents:
        for about in ("document", "passage"):
            changes += [
                _unmoored(Change(memo, memo), titles) for memo in project.memos_on.get((about, document.id), ())
            ]
    changes += [Change(wording, None) for wording in project.wordings.values() if wording.document in titles]
    voices = [speaker for speaker in project.speakers.values() if speaker.document in titles]
    changes += [Change(voice, None) for voice in reversed(voices)]  # so that undo brings them back in their order
    changes += [Change(document, None) for document in reversed(documents)]
    return step_of(project, f"Removed {_which(documents)}", stamp, changes)


def _unmoored(change: Change, titles: Mapping[str, str]) -> Change:
    """The change, where it leaves a memo on a document that goes: such a memo stays with the study."""
    memo = change.after
    if not isinstance(memo, Memo) or memo.about not in ("document", "passage") or memo.target not in titles:
        return change
    body = f"On the removed document “{titles[memo.target]}”:\n\n{memo.body}"
    return Change(change.before, memo._replace(about="study", target="", start=0, end=0, body=body))


def named(name: str, what: str) -> str:
    """A name without needless blanks; refused if nothing is left, or if it holds signs that can't be shown."""
    wanted = " ".join(name.split())
    article = "An" if what[0] in "aeiou" else "A"
    if not wanted:
        raise Refused(f"{article} {what} needs a name.")
    if unseen(wanted):
        raise Refused(f"This name of {article.lower()} {what} holds signs that can't be shown.", "Type it anew.")
    return wanted


def _which(documents: Sequence[Document]) -> str:
    return f"the document “{documents[0].title}”" if len(documents) == 1 else counted(len(documents), "document")
