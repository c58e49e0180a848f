"""The verbs: each takes a project and what the user wants, and gives the step that does it, or refuses with a reason.

Nothing is changed here. Rules about what may be coded, named or removed stand in these functions and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.core.errors import Conflict, Refused
from workbench.core.model import Attributes, Case, Code, Coder, Coding, Document, Speaker, Theme, Transcript
from workbench.core.project import Project, counted, folded, step_of
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp, Step
from workbench.core.turns import GENERIC

FIRST_ROUND = 1  # later rounds come with agreement; each coding bears its round from the start

# -- coding -----------------------------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """A coding that found its place: a coder's name and a time of its own, where the source gives them."""

    document: str
    span: Span
    code: str
    coder: str = ""
    at: str = ""


def apply_code(project: Project, document: str, span: Span, code: str, stamp: Stamp) -> Step:
    """Puts a code on a stretch of a document; refused without words, for a heading, or where it stands already."""
    if span.start >= span.end:
        raise Refused("No words are selected.", "Select some with x or shift and the arrows.")
    wanted = applicable(project, code)
    for coding in project.starting_at(document, span.start):
        if (coding.end, coding.code, coding.coder, coding.round) == (span.end, code, stamp.coder.id, FIRST_ROUND):
            raise Refused(f"“{wanted.name}” already stands on these words.")
    new = Coding(
        stamp.new_id(), document, span.start, span.end, code, stamp.coder.id, FIRST_ROUND, project.issued + 1, stamp.at
    )
    return step_of(project, f"Coded {_place(project, document)} with “{wanted.name}”", stamp, [Change(None, new)])


def remove_codings(project: Project, codings: Sequence[Coding], stamp: Stamp) -> Step:
    """Takes codings away, and with them their places among the chosen quotes of themes."""
    if not codings:
        raise Refused("No code stands here.")
    if any(coding not in project.codings.get(coding.document, ()) for coding in codings):
        raise Conflict("This coding was removed by somebody else in the meantime.")
    gone = {coding.id for coding in codings}
    themes = [
        Change(theme, theme._replace(quotes=tuple(quote for quote in theme.quotes if quote not in gone)))
        for theme in project.theme_order
        if gone & set(theme.quotes)
    ]
    first = codings[0]
    what = f"“{project.codes[first.code].name}”" if len(codings) == 1 else f"{len(codings)} codings"
    others = {project.coders[coding.coder].name for coding in codings if coding.coder != stamp.coder.id}
    whose = f", coded by {' and '.join(sorted(others))}," if others else ""
    label = f"Removed {what}{whose} from {_place(project, first.document)}"
    return step_of(project, label, stamp, [*themes, *(Change(coding, None) for coding in codings)])


def keep_chosen_quotes(after: Project, step: Step) -> None:
    """Refuses a step after which a theme would still name a coding that the step removes; Conflict says which theme."""
    gone = {before.id for before, now in step.changes if now is None and isinstance(before, Coding)}
    for theme in after.theme_order if gone else ():
        if gone & set(theme.quotes):
            raise Conflict(f"its quote was chosen for the theme “{theme.name}” since; take it out there first.")


def add_codings(project: Project, placed: Sequence[Placed], stamp: Stamp, source: str) -> Step:
    """Adds codings that were made elsewhere, as one step; new coders join, what stands already is left out."""
    changes: list[Change] = []
    coders = {folded(coder.name): coder.id for coder in (*project.coders.values(), stamp.coder)}
    have = {(c.document, c.span, c.code, c.coder) for codings in project.codings.values() for c in codings}
    number = project.issued
    for document, span, code, name, at in placed:
        coder = coders.get(folded(name)) if name else stamp.coder.id
        if coder is None:
            coder = coders[folded(name)] = stamp.new_id()
            changes.append(Change(None, Coder(coder, name)))
        key = (document, span, code, coder)
        if key in have:
            continue
        have.add(key)
        number += 1
        new = Coding(stamp.new_id(), document, span.start, span.end, code, coder, FIRST_ROUND, number, at or stamp.at)
        changes.append(Change(None, new))
    count = number - project.issued
    if not count:
        raise Refused("There is no new coding in this table.", "All that could be placed stands in the study already.")
    return step_of(project, f"Imported {counted(count, 'coding')} from {source}", stamp, changes)


def applicable(project: Project, code: str) -> Code:
    """The code of an id, if it may be applied; refused for a mere heading."""
    wanted = project.codes.get(code)
    if wanted is None:
        raise Refused("This code is no longer in the codebook.")
    if not wanted.applies:
        raise Refused(f"“{wanted.name}” is a heading, not a code to apply.", "Choose one of the codes below it.")
    return wanted


# -- documents and cases ----------------------------------------------------------------------------------------------


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


# -- themes -----------------------------------------------------------------------------------------------------------


class ThemeDraft(NamedTuple):
    """A theme as somebody wrote it: names resolved to ids, order kept."""

    name: str
    summary: str
    codes: tuple[str, ...]
    quotes: tuple[str, ...]


def write_themes(project: Project, drafts: Iterable[ThemeDraft], stamp: Stamp) -> Step:
    """Adds themes, and rewrites those whose name is in the study already; each other theme stays as it is."""
    changes: list[Change] = []
    names: list[str] = []
    position = max((theme.position for theme in project.themes.values()), default=0)
    for draft in drafts:
        if not draft.name.strip():
            raise Refused("A theme needs a name.")
        if folded(draft.name) in map(folded, names):
            raise Refused(f"The theme “{draft.name}” is given twice.")
        names.append(draft.name)
        fields = draft._asdict()
        known = next((t for t in project.themes.values() if folded(t.name) == folded(draft.name)), None)
        if known is None:
            position += 1
            changes.append(Change(None, Theme(stamp.new_id(), position=position, **fields)))
        elif (after := known._replace(**fields)) != known:
            changes.append(Change(known, after))
    if not changes:
        raise Refused("The themes stand like this already.")
    what = f"the theme “{names[0]}”" if len(names) == 1 else counted(len(names), "theme")
    did = "Rewrote" if all(change.before for change in changes) else "Wrote"
    return step_of(project, f"{did} {what}", stamp, changes)


def add_theme(project: Project, draft: ThemeDraft, stamp: Stamp) -> Step:
    """Adds a theme; refused if its name is taken."""
    _must_be_free(project, draft.name)
    return write_themes(project, [draft], stamp)


def edit_theme(project: Project, theme: Theme, draft: ThemeDraft, stamp: Stamp) -> Step:
    """Rewrites a theme, which may get another name that is not taken."""
    if folded(draft.name) == folded(theme.name):
        return write_themes(project, [draft], stamp)
    _must_be_free(project, draft.name)
    label = f"Renamed the theme “{theme.name}” to “{draft.name}”"
    return step_of(project, label, stamp, [Change(theme, theme._replace(**draft._asdict()))])


def _must_be_free(project: Project, name: str) -> None:
    if not name.strip():
        raise Refused("A theme needs a name.")
    if any(folded(theme.name) == folded(name) for theme in project.themes.values()):
        raise Refused(f"There is a theme “{name}” already.", f'Change it with: workbench theme edit "{name}"')


def remove_theme(project: Project, theme: Theme, stamp: Stamp) -> Step:
    """Takes a theme away; its codes and codings stay."""
    return step_of(project, f"Removed the theme “{theme.name}”", stamp, [Change(theme, None)])


# -- words ------------------------------------------------------------------------------------------------------------


def _place(project: Project, document: str) -> str:
    known = project.documents.get(document)
    if known is None:
        raise Refused("This document is no longer in the study.")
    return known.title
