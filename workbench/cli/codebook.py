"""The codebook: in, out, and at a glance."""

import typer

from workbench.cli.options import Csv, Force, Json, Source, Target, example, group
from workbench.cli.output import put, report, say, show
from workbench.cli.study import opened

app = group("codebook", "The codes with their definitions and rules.")
NO_CODES = "There are no codes yet; bring a codebook in with: workbench codebook import FILE"


@app.command("import", **example("codebook import codebooks/therapeutic-alignment.yaml"))
def import_(ctx: typer.Context, file: Source) -> None:
    """Brings the codes into line with a codebook file.

    New codes are added and known ones rewritten; none is removed. The file is YAML or CSV.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.import_codebook(session, file)
    report(found)
    if found.step:
        say(f"{found.step.label}.")


@app.command(**example("codebook export exports/codebook.yaml"))
def export(ctx: typer.Context, file: Target, force: Force = False) -> None:
    """Writes the codes to a codebook file, YAML or CSV."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export_codebook(session, file, force=force)
    put(written.path)
    say(f"{written.said}.")


@app.command("list", **example("codebook list"))
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the codes with their definitions and codings."""
    with opened(ctx) as session:
        project = session.seen
    rows = [
        (project.code_paths[code.id], code.handle, code.definition, project.counts.get(code.id, 0))
        for code, _ in project.code_tree
    ]
    show(("code", "key", "definition", "codings"), rows, as_json=as_json, as_csv=as_csv, empty=NO_CODES)
