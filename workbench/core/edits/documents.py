"""Verbs on documents and on the people in them: what comes in, whose voice it is, what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.core.errors import Refused
from workbench.core.model import Attributes, Case, Document, Speaker, Transcript
from workbench.core.project import Project, counted, folded, step_of
from workbench.core.steps import Change, Stamp, Step
from workbench.core.turns import GENERIC


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


def set_cases(project: Project, rows: Sequence[tuple[str, Attributes]], stamp: Stamp, source: str) -> Step:
    """Gives cases their attributes, by name; a name that is new becomes a participant. Other attributes stay."""
    changes: list[Change] = []
    cases = {folded(case.name): case for case in project.cases.values()}
    told: set[str] = set()
    for name, attributes in rows:
        if folded(name) in told:
            raise Refused(f"The table has two rows for “{name}”.", "Leave one for each case.")
        told.add(folded(name))
        known = cases.get(folded(name))
        before = dict(known.attributes) if known else {}
        after = tuple({**before, **dict(attributes)}.items())
        if known is None:
            changes.append(Change(None, Case(stamp.new_id(), " ".join(name.split()), False, after)))
        elif after != known.attributes:
            changes.append(Change(known, known._replace(attributes=after)))
    if not changes:
        raise Refused("Nothing is new in this table.")
    return step_of(project, f"Set attributes of {counted(len(changes), 'case')} from {source}", stamp, changes)


def mark_case(project: Project, case: Case, interviewer: bool, stamp: Stamp) -> Step:
    """Says that a case asks the questions, or that it doesn't."""
    role = "an interviewer" if interviewer else "a participant"
    if case.interviewer == interviewer:
        raise Refused(f"{case.name} is {role} already.")
    return step_of(
        project, f"Marked {case.name} as {role}", stamp, [Change(case, case._replace(interviewer=interviewer))]
    )
