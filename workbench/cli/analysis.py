"""Questions to the study, and its summaries written to files."""

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.codebook import NO_CODES
from workbench.cli.options import Csv, Force, Json, example, group
from workbench.cli.output import put, say, show
from workbench.cli.study import opened

app = group()


@app.command(**example("count --csv"))
def count(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Counts the codings of each code, and their documents."""
    with opened(ctx) as session:
        project = session.seen
    documents: dict[str, set[str]] = defaultdict(set)
    for coding in project.all_codings():
        documents[coding.code].add(coding.document)
    rows = [
        (project.code_paths[code.id], project.counts.get(code.id, 0), len(documents[code.id]))
        for code, _ in project.code_tree
        if code.applies
    ]
    show(("code", "codings", "documents"), rows, as_json=as_json, as_csv=as_csv, empty=NO_CODES)


@app.command(**example("export themes --to exports/findings.docx"))
def export(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="What: the themes with their quotes, the codes with theirs, the codebook, or the memos.",
        ),
    ],
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="The file to write; its ending (.docx, .md, .csv) says the format.")
    ],
    force: Force = False,
    private: Annotated[
        bool, typer.Option("--private", help="Memos: also your own private ones; those of others stay out.")
    ] = False,
) -> None:
    """Writes a summary to Word, Markdown or a table."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export(session, kind, to, force=force, private=private)
    put(written.path)
    say(f"{written.said}.")
