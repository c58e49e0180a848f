"""Bringing in: transcripts, participants, codebooks, codings and themes. One import is one step, and one undo.

What can't be read or placed is returned as a list of problems beside what could; a bad file never stops the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.core import edits
from workbench.core.codebook import adopt
from workbench.core.errors import Missing, Refused, WorkbenchError
from workbench.core.language import guess_language
from workbench.core.model import Coding, Document, Problem, Transcript
from workbench.core.project import Project, natural
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.core.turns import Reading, read_turns, shared_interviewers
from workbench.session import Session


class ReadFile(NamedTuple):
    """A transcript as it was read: its encoding or kind in `how`, its turns and the guess behind them in `reading`."""

    name: str
    how: str
    language: str
    reading: Reading
    interviewers: frozenset[str]


class Imported(NamedTuple):
    """What an import did: the step (None after a dry run, or where nothing came in), and what stood in the way."""

    step: Step | None
    number: int
    problems: tuple[Problem, ...]
    files: tuple[ReadFile, ...] = ()


# -- transcripts --------------------------------------------------------------------------------------------------------


def import_transcripts(
    session: Session, paths: Sequence[Path], *, language: str = "", dry_run: bool = False
) -> Imported:
    """Brings in transcripts from files and folders, each once by its content; `language` is said of all of them."""
    problems: list[Problem] = []
    read = list(_read(_files(paths, problems), language, problems))
    shared = shared_interviewers([file.reading for file in read])
    read = [file._replace(interviewers=file.interviewers | (shared & _labels(file.reading))) for file in read]
    fresh = list(_not_yet_there(session, read, problems))
    if dry_run or not fresh:
        return Imported(None, len(fresh), tuple(problems), tuple(fresh))
    arrivals = [
        edits.Arrival(file.name, Path(file.name).stem, file.language, file.reading.transcript, file.interviewers)
        for file in fresh
    ]
    step = edits.add_documents(session.project, arrivals, session.stamp())
    session.do(step, [file.reading.transcript for file in fresh])
    return Imported(step, len(fresh), tuple(problems), tuple(fresh))


def _files(paths: Sequence[Path], problems: list[Problem]) -> Iterator[Path]:
    from workbench.formats import register

    for path in paths:
        if path.is_dir():
            found = sorted(
                (p for p in path.iterdir() if p.is_file() and p.suffix.lower() in register.transcript_suffixes()),
                key=lambda p: natural(p.name),
            )
            if not found:
                known = ", ".join(register.transcript_suffixes())
                problems.append(Problem(str(path), f"There is no transcript in this folder ({known})."))
            yield from found
        elif path.is_file():
            yield path
        else:
            problems.append(Problem(str(path), "There is no such file."))


def _read(paths: Iterable[Path], language: str, problems: list[Problem]) -> Iterator[ReadFile]:
    from workbench.formats import register

    for path in paths:
        try:
            raw = register.read_transcript(path)
        except WorkbenchError as error:
            problems.append(Problem(path.name, str(error)))
            continue
        reading = read_turns(raw.text, path.name)
        yield ReadFile(path.name, raw.how, language or guess_language(raw.text), reading, reading.interviewers)


def _labels(reading: Reading) -> frozenset[str]:
    return frozenset(turn.speaker for turn in reading.transcript.turns)


def _not_yet_there(session: Session, read: Sequence[ReadFile], problems: list[Problem]) -> Iterator[ReadFile]:
    there = {document.digest: document.name for document in session.project.documents.values()}
    names = {document.name for document in session.project.documents.values()}
    for file in read:
        digest = file.reading.transcript.digest
        if digest in there:
            problems.append(Problem(file.name, f"holds the same text as {there[digest]}, so it is left out."))
            continue
        if file.name in names:
            problems.append(
                Problem(file.name, "is the name of another document in the study; give the file another name.")
            )
            continue
        there[digest] = file.name
        names.add(file.name)
        yield file


# -- tables -------------------------------------------------------------------------------------------------------------


def import_cases(session: Session, path: Path) -> Imported:
    """Gives participants their attributes from a CSV table: a column `case`, and any others."""
    from workbench.formats import register, sheet

    rows = sheet.read_rows(register.contents(path), ["case"])
    cases = [
        (row["case"], tuple((name, value) for name, value in row.items() if name != "case" and value))
        for _, row in rows
        if row["case"]
    ]
    step = edits.set_cases(session.project, cases, session.stamp(), path.name)
    session.do(step)
    return Imported(step, len(cases), ())


def import_codebook(session: Session, path: Path) -> Imported:
    """Brings the study's codes into line with a codebook in YAML or CSV; no code is removed."""
    from workbench.formats import register

    book = register.read_codebook(path)
    step = adopt(session.project, book, session.stamp())
    session.do(step)
    return Imported(step, len(book.entries), ())


def import_codings(session: Session, path: Path) -> Imported:
    """Places the codings of a CSV table: document, code, and quote or start and end; coder and created if given."""
    from workbench.formats import register, sheet

    rows = sheet.read_rows(register.contents(path), ["document", "code"])
    problems: list[Problem] = []
    placed: list[edits.Placed] = []
    texts = _texts_named(session, {row["document"] for _, row in rows})
    for number, row in rows:
        where = f"{path.name}, row {number}"
        try:
            document = session.project.document_named(row["document"])
            code = edits.applicable(session.project, session.project.code_named(row["code"]).id)
            span = _span_of(row, texts[document.id])
        except WorkbenchError as error:
            problems.append(Problem(where, str(error)))
            continue
        created = row.get("created", "").replace(" ", "T")
        placed.append(edits.Placed(document.id, span, code.id, row.get("coder", ""), created))
    if not placed:
        return Imported(None, 0, tuple(problems))
    step = edits.add_codings(session.project, placed, session.stamp(), path.name)
    session.do(step)
    count = sum(isinstance(change.after, Coding) for change in step.changes)
    return Imported(step, count, tuple(problems))


def _texts_named(session: Session, names: Iterable[str]) -> Mapping[str, Transcript]:
    documents = set()
    for name in names:
        try:
            documents.add(session.project.document_named(name).id)
        except WorkbenchError:
            continue
    return session.transcripts(documents)


def _span_of(row: Mapping[str, str], transcript: Transcript) -> Span:
    quote, start, end = row.get("quote", ""), row.get("start", ""), row.get("end", "")
    if start.isdecimal() and end.isdecimal():
        span = Span(int(start), int(end))
        if span.start < span.end <= len(transcript.text) and (not quote or span.of(transcript.text) == quote):
            return span
        if not quote:
            raise Refused(f"Characters {start} to {end} are not in the document, which has {len(transcript.text):,}.")
    if not quote.strip():
        raise Refused("The row has neither a quote nor a start and an end.")
    return place_quote(quote, transcript.text)


def place_quote(quote: str, text: str) -> Span:
    """Where a quote stands; Missing if nowhere, Refused if more than once."""
    from workbench.assist.lexical import SCORE, locate

    found = locate(quote, text)
    words = " ".join(quote.split()[:6])
    if not found.spans:
        near = f" (the likest place: {found.score:.0f} of 100, needed: {SCORE:.0f})" if found.score else ""
        raise Missing(f"The quote “{words} …” is not in the document{near}.")
    if len(found.spans) > 1:
        raise Refused(
            f"The quote “{words} …” stands {len(found.spans)} times in the document.",
            "Make it longer, or give start and end.",
        )
    return found.spans[0]


def code_quote(session: Session, document: str, quote: str, code: str) -> Step:
    """Puts a code on the place where a quote stands, as a key press in the terminal program would."""
    project = session.project
    found = project.document_named(document)
    wanted = project.code_named(code)
    span = place_quote(quote, session.transcript(found.id).text)
    step = edits.apply_code(project, found.id, span, wanted.id, session.stamp())
    session.do(step)
    return step


# -- themes -------------------------------------------------------------------------------------------------------------


def import_themes(session: Session, path: Path) -> Imported:
    """Writes the themes of a YAML file; a quote is a coding, found by its document, its words and its code."""
    from workbench.formats import register, themes

    project = session.project
    problems: list[Problem] = []
    drafts = []
    for sketch in themes.read(register.contents(path)):
        codes, quotes = [], []
        for name in sketch.codes:
            try:
                codes.append(project.code_named(name).id)
            except WorkbenchError as error:
                problems.append(Problem(f"theme “{sketch.name}”", str(error)))
        for chosen in sketch.quotes:
            try:
                quotes.append(_coding_of(session, project, chosen).id)
            except WorkbenchError as error:
                problems.append(Problem(f"theme “{sketch.name}”", str(error)))
        drafts.append(edits.ThemeDraft(sketch.name, sketch.summary, tuple(codes), tuple(dict.fromkeys(quotes))))
    step = edits.write_themes(project, drafts, session.stamp())
    session.do(step)
    return Imported(step, len(drafts), tuple(problems))


def _coding_of(session: Session, project: Project, chosen: "Mapping[str, str]") -> Coding:
    document: Document = project.document_named(chosen.get("document", ""))
    span = place_quote(chosen.get("quote", ""), session.transcript(document.id).text)
    code = project.code_named(chosen["code"]).id if chosen.get("code") else ""
    codings = project.codings.get(document.id, ())
    fitting = [c for c in codings if c.span == span and code in {"", c.code}]
    if not fitting:
        words = " ".join(chosen["quote"].split()[:6])
        raise Missing(f"“{words} …” in {document.name} is not coded like this.", "Code it first, or leave it out.")
    return fitting[0]
