"""Bringing in themes. A quote in the file is a coding of the study, found by its document, its words and its place."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core import edits
from workbench.core.errors import Missing, Refused, WorkbenchError
from workbench.core.model import Coding, Problem, Theme
from workbench.core.project import Project, counted, folded
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tasks.codings import first_words, located, refuse_similar
from workbench.tasks.incoming import Imported, lost_signs

if TYPE_CHECKING:
    from workbench.formats.themes import Chosen, Sketch


def import_themes(session: Session, path: Path) -> Imported:
    """Writes the themes of a YAML file.

    A theme that the study has already stays as it is if a code or a quote of it in the file can't be found. Where the
    coder codes blind, it keeps the quotes that are hidden.
    """
    from workbench.formats import register, themes

    sketches = themes.read(register.contents(path))
    source = register.spelled(path.name)
    notes = tuple(lost_signs(source, (text for sketch in sketches for text in (sketch.name, sketch.summary))))
    problems: list[Problem] = []
    drafts = [draft for sketch in sketches if (draft := _draft(session, sketch, problems))]
    try:
        step = edits.write_themes(session.project, drafts, session.stamp()) if drafts else None
    except Refused as error:
        if not problems:
            raise
        problems.append(Problem(source, str(error)))
        step = None
    if step:
        session.do(step)
    return Imported(step, len(drafts) if step else 0, tuple(problems), notes=notes)


def _draft(session: Session, sketch: "Sketch", problems: list[Problem]) -> edits.ThemeDraft | None:
    """The theme with what was found of it, or None if it is in the study already and something was not found."""
    project = session.project
    where = f"theme “{sketch.name}”"
    known = next((t for t in project.theme_order if folded(t.name) == folded(sketch.name)), None)
    codes: list[str] = []
    quotes: list[str] = []
    missing: list[Problem] = []
    for name in sketch.codes:
        try:
            codes.append(project.code_named(name).id)
        except WorkbenchError as error:
            missing.append(Problem(where, str(error)))
    for chosen in sketch.quotes:
        try:
            quotes.append(_coding_of(session, chosen, known, quotes).id)
        except WorkbenchError as error:
            missing.append(Problem(where, str(error)))
    problems += missing
    if known and missing:
        lacks = f"{counted(len(missing), 'part')} of it in the file could not be found"
        problems.append(Problem(where, f"It stays as it is, since {lacks}."))
        return None
    seen = session.seen.codings_by_id
    hidden = [
        quote for quote in (known.quotes if known else ()) if quote in project.codings_by_id and quote not in seen
    ]
    return edits.ThemeDraft(sketch.name, sketch.summary, tuple(codes), tuple(dict.fromkeys([*quotes, *hidden])))


def _coding_of(session: Session, chosen: "Chosen", known: Theme | None, taken: Collection[str]) -> Coding:
    """The coding that a quote in the file means; where several fit, one that the theme has already wins."""
    project = session.project
    document = project.document_named(chosen.document)
    spans = _spans(chosen, session.transcript(document.id).text)
    code = project.code_named(chosen.code).id if chosen.code else ""
    coder = project.coder_named(chosen.coder) if chosen.coder else None
    who = f" by {chosen.coder}" if chosen.coder else ""
    fitting = [
        coding
        for coding in project.codings.get(document.id, ())
        if coding.span in spans
        and code in {"", coding.code}
        and (not chosen.coder or coding.coder == (coder and coder.id))
    ]
    if not fitting:
        words = f"“{first_words(chosen.quote)} …” in {document.name}"
        raise Missing(f"{words} is not coded like this{who}.", "Code it first, or leave it out.")
    present = [coding for coding in fitting if known and coding.id in known.quotes and coding.id not in taken]
    return present[0] if present else _only(fitting, chosen, project)


def _only(fitting: Sequence[Coding], chosen: "Chosen", project: Project) -> Coding:
    """The first of the codings, which all stand in one place; Refused if they don't."""
    places = {coding.span for coding in fitting}
    if len(places) > 1:
        name = project.documents[fitting[0].document].name
        raise Refused(
            f"“{first_words(chosen.quote)} …” is coded like this {len(places)} times in {name}.",
            "Give start and end, as theme export does.",
        )
    return fitting[0]


def _spans(chosen: "Chosen", text: str) -> Collection[Span]:
    """The place that the file names, if its words stand there, else all places of the words."""
    if chosen.start is not None and chosen.end is not None:
        span = Span(chosen.start, chosen.end)
        if span.of(text).split() == chosen.quote.split():
            return (span,)
    found = located(chosen.quote, text)
    refuse_similar(found, chosen.quote, text)
    return found.spans
