"""The framework grid: shown, written cell by cell, and emptied."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.ledger import asked_with, show_matrix
from workbench.cli.options import Csv, Force, Interviewers, Json, To, Where, example, group, words_of
from workbench.cli.output import put, say
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from workbench.core.model import Case, Coding, Theme
    from workbench.core.project import Project
    from workbench.session import Session

app = group("grid", "The framework grid: what you write of each participant under each theme.")

CaseName = Annotated[str, typer.Argument(metavar="CASE", help="The participant’s name.")]
ThemeName = Annotated[str, typer.Argument(metavar="THEME", help="The theme’s name.")]


@app.command("show", **example("grid show"))
def show_(
    ctx: typer.Context,
    interviewers: Interviewers = False,
    where: Where = "",
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shows the grid, participants by themes; empty cells say how many extracts there are."""
    from workbench import tasks
    from workbench.analysis.tables.framework import framework, grid_table

    with opened(ctx) as session:
        matrix = framework(asked_with(session, where, interviewers=interviewers))
        written = tasks.write_table(session, matrix, to, force=force, table=grid_table(matrix)) if to else None
    if written:
        put(written.path)
        say(f"{written.said}.")
    else:
        show_matrix(matrix, as_json=as_json, as_csv=as_csv)


@app.command(
    **example('grid write P02 "Limits come after the cost, and they leak" --summary "He set a timer, and broke it."')
)
def write(
    ctx: typer.Context,
    case: CaseName,
    theme: ThemeName,
    summary: Annotated[str | None, typer.Option(metavar="TEXT", help="What you say of it.")] = None,
    file: Annotated[
        typer.FileText | None,
        typer.Option("--file", metavar="FILE", encoding="utf-8", help="Take it from a text file."),
    ] = None,
    quote: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A quote that it rests on, by its id; may be repeated.")
    ] = None,
    drop_quote: Annotated[list[str] | None, typer.Option(metavar="ID", help="Let a quote go.")] = None,
) -> None:
    """Writes what you say of a participant under a theme, and adds quotes that it rests on."""
    from workbench import tasks
    from workbench.core.edits import write_cell

    if summary is not None and file is not None:
        raise typer.BadParameter("Choose --summary or --file, not both")
    if summary is None and file is None and not quote and not drop_quote:
        raise typer.BadParameter("Say what to write with --summary or --file, or which quotes with --quote")
    words = words_of(file) if file is not None else summary
    with opened(ctx) as session:
        project = session.project
        one, other = _theme_and_case(project, theme, case)
        known = project.grid.get((one.id, other.id))
        gone = {coding.id for coding in tasks.codings_named(session, drop_quote or ())}
        added = tasks.codings_named(session, quote or ())
        foreign = list(_said_by_others(session, other, added))
        quotes = [*(known.quotes if known else ()), *(coding.id for coding in added)]
        text = words if words is not None else known.summary if known else ""
        step = write_cell(
            project,
            one,
            other,
            text,
            [quote for quote in quotes if quote not in gone],
            session.stamp(),
            seen=session.seen,
        )
        session.do(step)
    say(f"{step.label}.")
    for quote_id in foreign:
        say(f"Look again: {quote_id} isn’t said by {other.name}.")


@app.command(**example('grid clear P02 "Limits come after the cost, and they leak"'))
def clear(ctx: typer.Context, case: CaseName, theme: ThemeName) -> None:
    """Empties a cell of the grid."""
    from workbench.core.edits import write_cell

    with opened(ctx) as session:
        project = session.project
        one, other = _theme_and_case(project, theme, case)
        if (one.id, other.id) not in session.seen.grid:
            raise Refused("This cell is empty already.")
        step = write_cell(project, one, other, "", (), session.stamp(), seen=session.seen)
        session.do(step)
    say(f"{step.label}.")


def _said_by_others(session: "Session", case: "Case", codings: "Sequence[Coding]") -> "Iterator[str]":
    """The ids of the quotes in which a participant isn't heard."""
    from workbench.analysis.quotes import quotes

    texts = session.transcripts({coding.document for coding in codings})
    for extract in quotes(session.project, texts, codings):
        if case.id not in {voice.id for voice in extract.voices}:
            yield extract.id


def _theme_and_case(project: "Project", theme: str, case: str) -> "tuple[Theme, Case]":
    return project.theme_named(theme), project.case_named(case)
