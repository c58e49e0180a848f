"""The demo study: the whole job on nine invented interviews, from their files to a Word file with themed quotes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import workbench
from workbench.config import Settings, is_study
from workbench.core.errors import Refused
from workbench.session import Session
from workbench.tasks.codebooks import import_codebook
from workbench.tasks.codings import import_codings
from workbench.tasks.incoming import import_cases, import_transcripts
from workbench.tasks.outgoing import export
from workbench.tasks.themes import import_themes

BOOK = "therapeutic-alignment.yaml"


class Demo(NamedTuple):
    """The demo study, open, and what was done, a line each; no lines if it was there already."""

    session: Session
    lines: tuple[str, ...]


def demo(folder: Path, coder: str) -> Demo:
    """Builds the demo study in a folder that has no study yet, or opens the one that is there."""
    if is_study(folder):
        return Demo(Session.open(Settings(folder.absolute(), coder)), ())
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty.", "Choose a new folder: workbench demo FOLDER")
    was_there = folder.exists()
    session = Session.create(Settings(folder.absolute(), coder))
    try:
        return Demo(session, tuple(_fill(session, folder)))
    except BaseException:
        session.close()
        shutil.rmtree(folder)
        if was_there:
            folder.mkdir()
        raise


def _fill(session: Session, folder: Path) -> Iterator[str]:
    """Does the whole job, and says so line by line."""
    transcripts, books = folder / "transcripts", folder / "codebooks"
    shutil.copytree(shipped("transcripts"), transcripts, dirs_exist_ok=True)
    shutil.copytree(shipped("codebooks"), books, dirs_exist_ok=True)
    read = import_transcripts(session, [transcripts])
    turns = sum(len(file.reading.transcript.turns) for file in read.files)
    words = sum(document.words for document in session.project.documents.values())
    yield f"{read.number} interviews with {words:,} words in {turns:,} turns (all people in them are invented)"
    cases = import_cases(session, transcripts / "participants.csv")
    yield f"{cases.number} participants with their attributes"
    codes = import_codebook(session, books / BOOK)
    yield f"{codes.number} codes and categories of the codebook “Therapeutic alignment”"
    codings = import_codings(session, transcripts / "codings.csv")
    yield f"{codings.number} codings by {len({c.coder for c in session.project.all_codings()})} coders"
    themes = import_themes(session, transcripts / "themes.yaml")
    yield f"{themes.number} themes with their summaries and chosen quotes"
    written = export(session, "findings", folder / "exports" / "findings.docx")
    yield f"{written.path}: {written.said}"


def shipped(name: str) -> Path:
    """A folder that comes with the program: inside the installed package, or beside it in a checkout."""
    package = Path(workbench.__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name
