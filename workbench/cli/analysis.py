"""How often each code is applied."""

from collections import defaultdict

import typer

from workbench.cli.codebook import NO_CODES
from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import show
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
