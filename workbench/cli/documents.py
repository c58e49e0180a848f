"""Documents: listed, renamed, and taken out; their language, and whose voices are in them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import Row, put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.core.model import Document, Transcript
    from workbench.core.project import Project

list_app = group()
app = group("document", "The documents: their titles, languages and speakers.")

Name = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's title or file name.")]
Names = Annotated[list[str], typer.Argument(metavar="DOCUMENT", help="Titles or file names.")]
HEADER = (
    "document", "title", "words", "turns", "language", "speakers", "participants' words", "coded words", "coded %",
    "codings", "coders",
)  # fmt: skip


@list_app.command(**example("documents"))
def documents(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the documents with their speakers, and how far they are coded.

    Coded words are those of participants, without the interviewers'.
    """
    with opened(ctx) as session:
        project = session.seen
        texts = session.transcripts(project.documents)
    rows = [_row(project, document, texts[document.id]) for document in project.library]
    empty = "There are no documents yet; bring some in with: workbench import PATH"
    show(HEADER, rows, as_json=as_json, as_csv=as_csv, empty=empty)


def _row(project: "Project", document: "Document", text: "Transcript") -> Row:
    from workbench.analysis.coverage import coverage

    codings = project.codings.get(document.id, ())
    coders = tuple(sorted({project.coders[coding.coder].name for coding in codings}))
    found = coverage(project, document.id, text)
    return (
        *(document.name, document.title, document.words, document.turns, document.language),
        *(tuple(_speakers(project, document.id)), found.words, found.coded, found.percent, len(codings), coders),
    )


def _speakers(project: "Project", document: str) -> Iterator[str]:
    """The speakers' labels, each with the case it stands for where that has another name."""
    for (where, label), case in project.cases_of.items():
        if where == document:
            named = label if label == case.name else f"{label} = {case.name}"
            yield f"{named} (interviewer)" if case.interviewer else named


@app.command(**example('document rename P01 "P01, after the night shift"'))
def rename(
    ctx: typer.Context,
    name: Name,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its new title.")],
) -> None:
    """Gives a document another title; its file name stays."""
    from workbench.core.edits import rename_document

    with opened(ctx) as session:
        project = session.project
        step = rename_document(project, project.document_named(name), title, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example("document language ga P01"))
def language(
    ctx: typer.Context,
    letters: Annotated[str, typer.Argument(metavar="XX", help="Two letters, such as en or de; '' for not known.")],
    names: Names,
) -> None:
    """Says which language documents are in."""
    from workbench.core.edits import set_language

    with opened(ctx) as session:
        step = set_language(session.project, _named(session.project, names), letters, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example("document speaker P02 INT Mara"))
def speaker(
    ctx: typer.Context,
    name: Name,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="As it stands in the transcript; '' without any.")],
    case: Annotated[str, typer.Argument(metavar="CASE", help="Whose voice it is: a case, there or new.")],
) -> None:
    """Says whose voice a label stands for."""
    from workbench.core.edits import set_speaker

    with opened(ctx) as session:
        project = session.project
        step = set_speaker(project, project.document_named(name), label, case, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example("document remove P09 --dry-run"))
def remove(
    ctx: typer.Context,
    names: Names,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Takes documents out of the study with all their codings.

    Memos on them stay as memos on the study, and the cases stay. The files that they came from are left alone.
    """
    from workbench.core.edits import remove_documents

    with opened(ctx) as session:
        step = remove_documents(session.project, _named(session.project, names), session.stamp())
        if dry_run:
            for sentence in (step.label.replace("Removed", "Would remove", 1), *session.effects(step)):
                put(sentence)
            say("Nothing was removed: this was a dry run.")
            return
        session.do(step)
    say(f"{step.label}.")


def _named(project: "Project", names: "Iterable[str]") -> list["Document"]:
    return list({document.id: document for document in map(project.document_named, names)}.values())
