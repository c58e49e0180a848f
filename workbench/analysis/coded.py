"""A transcript with its codes, for a report: who speaks as print calls them, and each coding with its memo."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis.quotes import quotes
from workbench.analysis.report import Block, Cell, Coded, Facts, Mark, Prose, Report, Spoken, Table, plain
from workbench.analysis.view import listed
from workbench.core.model import Coding, Document, Transcript
from workbench.core.project import Project, counted

HEADER = ("quote id", "participant", "turn", "start", "end", "code path", "coder", "coded", "rating", "memo", "as said")


def coded(project: Project, document: Document, transcript: Transcript, study: Facts, coder: str = "") -> Report:
    """The transcript with the codings of all coders, or of one (an id); private memos stay out."""
    codings = [c for c in project.codings.get(document.id, ()) if coder in {"", c.coder}]
    marks = tuple(_mark(project, coding) for coding in codings)
    blocks: tuple[Block, ...] = (
        Prose(plain(" ".join(_sentences(project, document, codings)))),
        Coded(transcript.text, _turns(project, document, transcript), marks, document.language),
    )
    rows = tuple(_rows(project, document, transcript, codings))
    return Report(document.title, blocks, study, Table("", HEADER, rows, name="codings"))


def _sentences(project: Project, document: Document, codings: list[Coding]) -> Iterator[str]:
    yield f"{document.name}, {counted(document.words, 'word')}."
    worded = sum(wording.document == document.id for wording in project.wordings.values())
    hides = f", also where print shows {counted(worded, 'quote')} with changed words" if worded else ""
    yield f"The text stands here as it was said{hides}."
    if not codings:
        yield "Nothing is coded in it."
        return
    names = sorted({project.coders[coding.coder].name for coding in codings}, key=str.casefold)
    yield f"{counted(len(codings), 'coding')} with {counted(len({c.code for c in codings}), 'code')} by {listed(names)}."


def _turns(project: Project, document: Document, transcript: Transcript) -> tuple[Spoken, ...]:
    """The turns under the names of their cases; a label without a case stays as it is."""

    def label(speaker: str, time: str) -> str:
        case = project.cases_of.get((document.id, speaker))
        name = case.name if case else speaker
        return f"{name} ({time})" if name and time else name or time

    return tuple(Spoken(label(turn.speaker, turn.time), turn.start, turn.end) for turn in transcript.turns)


def _mark(project: Project, coding: Coding) -> Mark:
    path = project.code_paths[coding.code]
    code = f"{path} ({coding.rating})" if coding.rating else path
    by = project.coders[coding.coder].name
    return Mark(coding.start, coding.end, code, by, coding.at, _memo(project, coding))


def _memo(project: Project, coding: Coding) -> str:
    """The memos on a coding that all may read."""
    memos = project.memos_on.get(("coding", coding.id), ())
    return "\n\n".join(memo.body.strip() for memo in memos if not memo.private)


def _rows(
    project: Project, document: Document, transcript: Transcript, codings: list[Coding]
) -> Iterator[tuple[Cell, ...]]:
    for extract in quotes(project, {document.id: transcript}, codings):
        coding = extract.coding
        who = extract.case.name if extract.case else extract.speaker
        yield (
            extract.id, who, extract.turn, coding.start, coding.end, project.code_paths[coding.code],
            extract.coder.name, coding.at, coding.rating, _memo(project, coding), extract.words,
        )  # fmt: skip
