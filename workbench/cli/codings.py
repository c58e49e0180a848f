"""Codings: in and out as a table, and a single one from the shell."""

from typing import Annotated

import typer

from workbench.cli.options import CodeName, Force, Source, Target, example, group
from workbench.cli.output import put, report, say
from workbench.cli.study import opened
from workbench.core.errors import Refused

app = group("codings", "The codings as a table: which words of which document have which code.")
code_app = group()


@app.command("import", **example("codings import transcripts/codings.csv"))
def import_(ctx: typer.Context, file: Source) -> None:
    """Places the codings of a table on their words.

    The table is CSV, with the columns document, code, and quote or start and end; coder and created may be there.
    A quote that stands there only nearly is placed where the words are most alike, and named.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.import_codings(session, file)
    report(found)
    if not found.step:
        raise Refused("No coding came in.")
    say(f"{found.step.label}.")


@app.command(**example("codings export exports/codings.csv"))
def export(ctx: typer.Context, file: Target, force: Force = False) -> None:
    """Writes all codings to a CSV table."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export_codings(session, file, force=force)
    put(written.path)
    say(f"{written.said}.")


@code_app.command(**example('code P01 "I got off a stop early and walked." Listener'))
def code(
    ctx: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's name.")],
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="The words, as they stand in it.")],
    code: CodeName,
) -> None:
    """Puts a code on the words of a document."""
    from workbench import tasks

    with opened(ctx) as session:
        step = tasks.code_quote(session, document, quote, code)
    say(f"{step.label}.")
