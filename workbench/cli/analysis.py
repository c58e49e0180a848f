"""Questions to the study, and its summaries written to files."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.codebook import NO_CODES
from workbench.cli.options import CodeName, Csv, Force, Json, example, group
from workbench.cli.output import put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.core.project import Project

app = group()


@app.command(**example("find bus --limit 5"))
def find(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="What you look for.")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many turns.")] = 50,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Finds the turns in which all the words stand.

    The last word may be unfinished.
    """
    with opened(ctx) as session:
        hits = session.find(" ".join(words), limit)
        rows = [(session.project.documents[hit.document].name, hit.turn, hit.words) for hit in hits]
    show(("document", "turn", "words"), rows, as_json=as_json, as_csv=as_csv, empty="No turn has all of these words.")
    if len(rows) == limit:
        say(f"These are the first {limit}; see more with --limit.")


@app.command(**example("count --csv"))
def count(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Counts the codings of each code, and their documents."""
    with opened(ctx) as session:
        project = session.project
    documents: dict[str, set[str]] = defaultdict(set)
    for coding in project.all_codings():
        documents[coding.code].add(coding.document)
    rows = [
        (project.code_paths[code.id], project.counts.get(code.id, 0), len(documents[code.id]))
        for code, _ in project.code_tree
        if code.applies
    ]
    show(("code", "codings", "documents"), rows, as_json=as_json, as_csv=as_csv, empty=NO_CODES)


@app.command(**example("quotes Listener"))
def quotes(
    ctx: typer.Context,
    code: CodeName,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the quotes of a code and of the codes below it."""
    from workbench.analysis.quotes import quotes as quotes_of

    with opened(ctx) as session:
        project = session.project
        members = _with_those_below(project, project.code_named(code).id)
        codings = [coding for coding in project.all_codings() if coding.code in members]
        found = quotes_of(project, session.transcripts({coding.document for coding in codings}), codings)
    rows = [
        (quote.id, quote.case.name if quote.case else quote.speaker, quote.document.name, quote.turn, quote.words)
        for quote in found
    ]
    header = ("id", "participant", "document", "turn", "quote")
    show(header, rows, as_json=as_json, as_csv=as_csv, empty="This code has no quotes yet.")


def _with_those_below(project: "Project", top: str) -> set[str]:
    members = {top}
    for code, _ in project.code_tree:
        if code.parent in members:
            members.add(code.id)
    return members


@app.command(**example("export themes --to exports/findings.docx"))
def export(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="What: the themes with their quotes, the codes with theirs, or the codebook."
        ),
    ],
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="The file to write; its ending (.docx, .md, .csv) says the format.")
    ],
    force: Force = False,
) -> None:
    """Writes a summary to Word, Markdown or a table."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export(session, kind, to, force=force)
    put(written.path)
    say(f"{written.said}.")
