"""Themes in and out as a list in YAML. A quote in the file is a coding of the study, found by its document, words and place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core import edits
from workbench.core.edits.drafting import Draft
from workbench.core.errors import Missing, Refused, Unchanged, WorkbenchError
from workbench.core.model import Cell, Coding, Edit, Problem, Theme, Transcript
from workbench.core.project import Project, counted, folded, natural, step_of
from workbench.core.rewording import read_printed
from workbench.core.spans import Span
from workbench.core.wording import edits_of, printed
from workbench.session import Session
from workbench.tasks.codings import first_words, located, refuse_similar
from workbench.tasks.incoming import Imported, lost_signs

if TYPE_CHECKING:
    from workbench.formats.themes import Chosen, Named, Sketch


UNCHANGED = "The themes stand like this already."


def import_themes(session: Session, path: Path) -> Imported:
    """Writes the themes of a YAML file, with the wording of their quotes, their cells of the grid, and saved queries.

    A theme that the study has already stays as it is if a code or a quote of it in the file can't be found. Where the
    coder codes blind, it keeps the quotes that are hidden. All of it is one step.
    """
    from workbench.formats import register, themes

    shared = themes.read(register.contents(path))
    source = register.spelled(path.name)
    notes = tuple(lost_signs(source, (text for sketch in shared.themes for text in (sketch.name, sketch.summary))))
    problems: list[Problem] = []
    drafts = [(sketch, draft) for sketch in shared.themes if (draft := _draft(session, sketch, problems))]
    made = Draft(session.project)
    stamp = session.stamp()
    labels: list[str] = []
    with _told(problems, source):
        if drafts:
            step = edits.write_themes(made.project, [draft for _, draft in drafts], stamp)
            made.make(step.changes)
            labels.append(step.label)
    _beside_themes(session, made, [sketch for sketch, _ in drafts], shared.queries, problems)
    if not (changes := made.changes()):
        if drafts and not problems:
            raise Unchanged(UNCHANGED)
        problems += [Problem(source, UNCHANGED)] if drafts else []
        return Imported(None, 0, tuple(problems), notes=notes)
    label = labels[0] if labels else f"Took what stands beside the themes from {source}"
    done = step_of(session.project, label, stamp, changes)
    session.do(done)
    return Imported(done, len(drafts), tuple(problems), notes=notes)


@contextmanager
def _told(problems: list[Problem], where: str) -> Iterator[None]:
    """Notes what is refused or missing as a problem of the file; what stands like this already is none."""
    try:
        yield
    except Unchanged:
        return
    except WorkbenchError as error:
        problems.append(Problem(where, str(error)))


def _beside_themes(
    session: Session, made: Draft, sketches: Sequence["Sketch"], queries: Sequence["Named"], problems: list[Problem]
) -> None:
    """Takes in the wording of quotes, the cells of the grid and the queries; what can't be is told."""
    stamp = session.stamp()
    for sketch in sketches:
        where = f"theme “{sketch.name}”"
        theme = made.project.theme_named(sketch.name)
        for chosen in (*sketch.quotes, *(quote for cell in sketch.grid for quote in cell.quotes)):
            with _told(problems, where):
                if chosen.printed:
                    coding = _coding_of(session, chosen, theme, ())
                    said = coding.span.of(session.transcript(coding.document).text)
                    start = coding.start
                    wording = [Edit(start + one, start + end, w) for one, end, w in read_printed(said, chosen.printed)]
                    made.make(edits.print_as(made.project, coding.document, coding.span, wording, stamp).changes)
        for cell in sketch.grid:
            with _told(problems, f"{where}, {cell.participant}"):
                case = made.project.case_named(cell.participant)
                quotes = [_coding_of(session, chosen, theme, ()).id for chosen in cell.quotes]
                made.make(edits.write_cell(made.project, theme, case, cell.summary, quotes, stamp).changes)
    for name, query in queries:
        with _told(problems, f"query “{name}”"):
            made.make(edits.save_query(made.project, name, query, stamp, anew=True).changes)


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


def themes_list(session: Session) -> tuple[bytes, str]:
    """The themes as YAML, as `import_themes` reads them, and how many there are."""
    from workbench.formats import themes

    project = session.seen
    by_theme: dict[str, list[Cell]] = {}
    for cell in project.cells.values():
        by_theme.setdefault(cell.theme, []).append(cell)
    named = [*(quote for theme in project.theme_order for quote in theme.quotes)]
    named += [quote for cells in by_theme.values() for cell in cells for quote in cell.quotes]
    known = project.codings_by_id
    texts = session.transcripts({known[quote].document for quote in named if quote in known})

    def quotes_of(ids: Sequence[str]) -> tuple[themes.Chosen, ...]:
        return tuple(_chosen(project, known[quote], texts) for quote in ids if quote in known)

    sketches = [
        themes.Sketch(
            theme.name,
            theme.summary,
            tuple(project.code_paths[code] for code in theme.codes if code in project.codes),
            quotes_of(theme.quotes),
            tuple(
                themes.Charted(project.cases[cell.case].name, cell.summary, quotes_of(cell.quotes))
                for cell in sorted(by_theme.get(theme.id, ()), key=lambda c: natural(project.cases[c.case].name))
            ),
        )
        for theme in project.theme_order
    ]
    queries = tuple(themes.Named(saved.name, saved.query) for saved in project.saved_queries)
    return themes.write(themes.Shared(tuple(sketches), queries)), counted(len(sketches), "theme")


def _chosen(project: Project, coding: Coding, texts: Mapping[str, Transcript]) -> "Chosen":
    from workbench.formats.themes import Chosen

    text = texts[coding.document].text
    wording = edits_of(project, coding.document, coding.span)
    return Chosen(
        project.documents[coding.document].name,
        coding.span.of(text),
        project.code_paths[coding.code],
        project.coders[coding.coder].name,
        *coding.span,
        printed=printed(text, coding.span, wording) if wording else "",
    )
