"""The codebook: in, out, and at a glance."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.asking import Ask, Ours, Theirs, chooser
from workbench.cli.options import Csv, DryRun, Force, Json, Source, Target, example, group
from workbench.cli.output import complain, put, report, say, show
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.core.codebook import Question
    from workbench.tasks import Arriving

Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADER=FIELD", help="What a header of a table means, such as Kategorie=parent."),
]

app = group("codebook", "The codes with their definitions and rules.")
NO_CODES = "There are no codes yet; bring a codebook in with: workbench codebook import FILE"


@app.command("import", **example("codebook import codebooks/therapeutic-alignment.yaml"))
def import_(
    ctx: typer.Context,
    file: Source,
    dry_run: DryRun = False,
    ours: Ours = False,
    theirs: Theirs = False,
    ask: Ask = False,
    column: Columns = None,
) -> None:
    """Brings the codes into line with a codebook file, in one step that can be undone.

    New codes are added and known ones rewritten; a code is known by its id, then its place and name, and where one only looks
    alike you are asked. Once a YAML file was brought in, its next version is merged with what the study changed since,
    and a code deleted in the file goes too, unless codings stand on it: then you are asked. A table takes nothing away.
    """
    from workbench import tasks

    columns = dict(part.split("=", 1) for part in column or () if "=" in part)
    if len(columns) < len(column or ()):
        raise typer.BadParameter("Write it as HEADER=FIELD, such as --column Kategorie=parent")
    with opened(ctx) as session:
        if dry_run:
            _preview(tasks.arriving(session, file, columns), chooser(ours=ours, theirs=theirs, ask=ask), singly=ask)
            return
        choose = chooser(ours=ours, theirs=theirs, ask=ask)
        try:
            found = tasks.import_codebook(session, file, columns=columns, choose=choose, singly=ask)
        except tasks.Open as error:
            raise Refused(
                error.message, "Say --ask to be asked, --ours to keep the study's, or --theirs for the file's."
            ) from None
    report(found)
    if found.step:
        say(f"{found.step.label}.")
    for sentence in found.told:
        say(f"  {sentence}")


def _preview(arriving: "Arriving", choose: "Callable[[Question], str] | None", *, singly: bool) -> None:
    """What bringing a file in would do."""
    from workbench import tasks

    plan = tasks.settled(arriving.plan, choose, singly=singly) if choose else arriving.plan({})
    for difference in plan.changes:
        put(difference.said)
    for note in arriving.notes:
        complain(note)
    for question in plan.questions:
        complain(f"To settle: {tasks.in_full(question)}")
    if not plan.changes:
        say(
            "There is nothing new in the file."
            if not plan.questions
            else "Until that is settled, nothing would change."
        )
    say("Nothing was changed: this was a dry run.")


@app.command(**example("codebook export exports/codebook.yaml"))
def export(
    ctx: typer.Context,
    file: Target,
    force: Force = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="Write an id for every code; else for those that need one to be known again.")
    ] = False,
) -> None:
    """Writes the codes to a codebook file: YAML, CSV, Excel, Word, REFI-QDA, or Markdown or LaTeX for a paper.

    YAML keeps the comments, order and layout of the file that is written over, or else of the one the codebook came from;
    only what changed is written anew.
    """
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export_codebook(session, file, force=force, ids=ids)
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


@app.command(**example("codebook schema"))
def schema() -> None:
    """Prints the format of codebooks as a JSON Schema.

    Editors that know YAML complete and check a codebook by it: save it to a file, and name that in the codebook’s first line,
    # yaml-language-server: $schema=codebook.schema.json
    """
    from workbench import tasks

    put(tasks.codebook_schema().rstrip("\n"))
