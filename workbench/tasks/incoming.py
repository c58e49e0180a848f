"""Bringing in: transcripts and participants; codebooks, codings and themes have files of their own.

One import is one step, and one undo. What can't be read or placed is returned as a list of problems beside what could;
a bad file never stops the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.language import guess_language
from workbench.core.model import Problem
from workbench.core.project import counted, natural
from workbench.core.steps import Step
from workbench.core.turns import Reading, read_turns, shared_interviewers
from workbench.session import Session

T = TypeVar("T")
Progress = Callable[[int, int], None]


def nothing(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


class ReadFile(NamedTuple):
    """A transcript as it was read: its encoding or kind in `how`, its turns and the guess behind them in `reading`."""

    name: str
    how: str
    language: str
    reading: Reading
    interviewers: frozenset[str]


class Imported(NamedTuple):
    """What an import did: the step (None after a dry run, or where nothing came in), and what stood in the way.

    `notes` are on what did come in and should be looked at: quotes placed by similarity, signs that were lost. `told` are
    sentences on what changed.
    """

    step: Step | None
    number: int
    problems: tuple[Problem, ...]
    files: tuple[ReadFile, ...] = ()
    notes: tuple[Problem, ...] = ()
    told: tuple[str, ...] = ()


# -- transcripts --------------------------------------------------------------------------------------------------------


def import_transcripts(
    session: Session,
    paths: Sequence[Path],
    *,
    language: str = "",
    dry_run: bool = False,
    progress: Progress = nothing,
) -> Imported:
    """Brings in transcripts from files and folders, each once by its content; `language` is said of all of them.

    `progress` is told how many files are read, of how many; if it raises, nothing is imported.
    """
    found = read_transcripts(session, paths, language=language, progress=progress)
    return found if dry_run else add_transcripts(session, found)


def read_transcripts(
    session: Session, paths: Sequence[Path], *, language: str = "", progress: Progress = nothing
) -> Imported:
    """Reads transcripts and says what of them could be brought in; changes nothing."""
    problems: list[Problem] = []
    left: list[Problem] = []
    files = list(_files(paths, left))
    read = list(_read(_told(files, progress), language or session.settings.language, problems))
    shared = shared_interviewers([file.reading for file in read])
    read = [file._replace(interviewers=file.interviewers | (shared & _labels(file.reading))) for file in read]
    fresh = list(_not_yet_there(session, read, problems))
    notes = (*left, *(note for file in fresh for note in lost_signs(file.name, [file.reading.transcript.text])))
    return Imported(None, len(fresh), tuple(problems), tuple(fresh), notes)


def add_transcripts(session: Session, found: Imported, progress: Progress = nothing) -> Imported:
    """Brings in what was read, as one step; if `progress` raises before all is written, nothing comes in."""
    if not found.files:
        return found
    arrivals = [
        edits.Arrival(file.name, Path(file.name).stem, file.language, file.reading.transcript, file.interviewers)
        for file in found.files
    ]
    step = edits.add_documents(session.project, arrivals, session.stamp())
    session.do(step, _told([file.reading.transcript for file in found.files], progress))
    return found._replace(step=step)


def _told(things: Sequence[T], progress: Progress) -> Iterator[T]:
    """The things, one after another, telling how many are done."""
    for done, thing in enumerate(things):
        progress(done, len(things))
        yield thing
    progress(len(things), len(things))


def lost_signs(where: str, texts: Iterable[str]) -> Iterator[Problem]:
    """A note on the signs that could not be read, now or when the file was made, if there are any."""
    lost = sum(text.count("\ufffd") for text in texts)
    if lost:
        stands = "stands" if lost == 1 else "stand"
        yield Problem(
            where,
            f"{counted(lost, 'sign')} could not be read and {stands} as “\ufffd”; look at it, or save it as UTF-8.",
        )


def _files(paths: Sequence[Path], left: list[Problem]) -> Iterator[Path | Problem]:
    """The files to read, and in their places what is wrong with a path."""
    from workbench.formats import register

    for path in paths:
        if path.is_dir():
            within = sorted((p for p in path.iterdir() if p.name[0] != "."), key=lambda p: natural(p.name))
            found = [p for p in within if p.is_file() and p.suffix.lower() in register.transcript_suffixes()]
            known = ", ".join(register.transcript_suffixes())
            if not found:
                yield Problem(str(path), f"There is no transcript in this folder ({known}).")
            elif others := [register.spelled(p.name) for p in within if not register.knows(p.suffix)]:
                left.append(Problem(str(path), f"left alone, since transcripts end in {known}: {', '.join(others)}."))
            yield from found
        elif path.is_file():
            yield path
        else:
            yield Problem(str(path), "There is no such file.")


def _read(paths: Iterable[Path | Problem], language: str, problems: list[Problem]) -> Iterator[ReadFile]:
    from workbench.formats import register

    for path in paths:
        if isinstance(path, Problem):
            problems.append(path)
            continue
        if (name := register.spelled(path.name)) != path.name:
            problems.append(Problem(name, "The file's name is not in UTF-8; give it another name."))
            continue
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
    source = register.spelled(path.name)
    step = edits.set_cases(session.project, cases, session.stamp(), source)
    session.do(step)
    notes = tuple(lost_signs(source, (cell for _, row in rows for cell in row.values())))
    return Imported(step, len(cases), (), notes=notes)
