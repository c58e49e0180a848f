"""Verbs on the people of a study: whose voice a label is, who asks, and what is known of each case."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.edits.documents import named
from workbench.core.errors import Missing, Refused
from workbench.core.model import Attributes, Case, Document, Speaker
from workbench.core.project import Project, counted, folded, step_of, unseen
from workbench.core.steps import Change, Stamp, Step


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


def add_case(project: Project, name: str, stamp: Stamp, *, interviewer: bool = False) -> Step:
    """Adds a case that nobody's voice stands for yet."""
    wanted = named(name, "case")
    _must_be_free(project, wanted)
    return step_of(
        project, f"Added the case “{wanted}”", stamp, [Change(None, Case(stamp.new_id(), wanted, interviewer))]
    )


def rename_case(project: Project, case: Case, name: str, stamp: Stamp) -> Step:
    """Gives a case another name, which no other case may have."""
    wanted = named(name, "case")
    if wanted == case.name:
        raise Refused(f"The case is called “{wanted}” already.")
    _must_be_free(project, wanted, case)
    label = f"Renamed the case “{case.name}” to “{wanted}”"
    return step_of(project, label, stamp, [Change(case, case._replace(name=wanted))])


def set_attributes(project: Project, cases: Sequence[Case], attributes: Attributes, stamp: Stamp) -> Step:
    """Says what is known of cases: each attribute gets its value, or goes where the value is empty; others stay."""
    wanted = {named(name, "attribute"): " ".join(value.split()) for name, value in attributes}
    if wrong := [value for value in wanted.values() if unseen(value)]:
        raise Refused(f"{counted(len(wrong), 'value')} of these hold signs that can't be shown.", "Type them anew.")
    changes = []
    for case in cases:
        after = tuple((name, value) for name, value in {**dict(case.attributes), **wanted}.items() if value)
        if after != case.attributes:
            changes.append(Change(case, case._replace(attributes=after)))
    if not changes:
        raise Refused("The attributes are these already.")
    whose = cases[0].name if len(cases) == 1 else counted(len(changes), "case")
    return step_of(project, f"Set attributes of {whose}", stamp, changes)


def set_speaker(project: Project, document: Document, label: str, case_name: str, stamp: Stamp) -> Step:
    """Says whose voice a label of a document is: a case of this name, or a new one in the same role.

    The label is empty for a document that names no speakers. A case goes with its last voice if nothing else is known
    of it.
    """
    here = [speaker for speaker in project.speakers.values() if speaker.document == document.id]
    before = next((speaker for speaker in here if speaker.label == label), None)
    if before is None and (label or here):
        labels = ", ".join(speaker.label for speaker in here)
        raise Missing(f"Nobody is called “{label}” in {document.title}.", f"There: {labels}." if labels else "")
    wanted = named(case_name, "case")
    old = project.cases.get(before.case) if before else None
    case = next((known for known in project.cases.values() if folded(known.name) == folded(wanted)), None)
    if case and case == old:
        raise Refused(f"{label or document.title} is {case.name} already.")
    changes = []
    if case is None:
        case = Case(stamp.new_id(), wanted, old.interviewer if old else False)
        changes.append(Change(None, case))
    after = before._replace(case=case.id) if before else Speaker(stamp.new_id(), document.id, label, case.id)
    changes.append(Change(before, after))
    if before and old and _is_blank(project, old, before):
        changes.append(Change(old, None))
    return step_of(project, f"{label or 'Who speaks'} in {document.title} is now {case.name}", stamp, changes)


def _is_blank(project: Project, case: Case, voice: Speaker) -> bool:
    """True if nothing is known of a case but one voice."""
    elsewhere = any(other.case == case.id and other.id != voice.id for other in project.speakers.values())
    charted = any(cell.case == case.id for cell in project.cells.values())
    return not (elsewhere or charted or case.attributes or ("case", case.id) in project.memos_on)


def _must_be_free(project: Project, name: str, but: Case | None = None) -> None:
    if any(folded(case.name) == folded(name) and case != but for case in project.cases.values()):
        raise Refused(f"There is a case “{name}” already.", "Choose another name.")
