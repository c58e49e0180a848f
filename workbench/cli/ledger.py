"""Tables that ask what the codings amount to: the alignment ledger, saturation, and negative cases."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Force, Interviewers, Json, To, Where, example, group
from workbench.cli.output import put, say, show
from workbench.cli.study import opened
from workbench.core.errors import Refused, Unreadable

if TYPE_CHECKING:
    from workbench.analysis.report import Table
    from workbench.analysis.tables.matrix import Asked, Matrix
    from workbench.core.project import Project
    from workbench.session import Session
    from workbench.tasks import Written

app = group()

ToChart = Annotated[
    Path | None,
    typer.Option(
        "--to", metavar="FILE", help="Write it to a file: a chart to .svg or .png, the table to .csv, .docx ..."
    ),
]
ThemeName = Annotated[str, typer.Option("--theme", metavar="NAME", help="Only of this theme.", show_default=False)]


@app.command(**example("ledger"))
def ledger(
    ctx: typer.Context,
    interviewers: Interviewers = False,
    where: Where = "",
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shows the alignment ledger: for each value, who speaks of it as aligned, misaligned or neutral."""
    from workbench.analysis.tables.ledger import ledger as made

    with opened(ctx) as session:
        matrix = made(asked_with(session, where, interviewers=interviewers))
        written = _write(session, matrix, to, force)
    _told(matrix, written, as_json=as_json, as_csv=as_csv)


@app.command(**example("negative"))
def negative(
    ctx: typer.Context,
    theme: ThemeName = "",
    interviewers: Interviewers = False,
    where: Where = "",
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the negative cases: participants without a theme, or with codes that pull the other way."""
    from workbench.analysis.tables.negative import cases_listed
    from workbench.analysis.tables.negative import negative as made

    with opened(ctx) as session:
        only = session.seen.theme_named(theme).id if theme else ""
        matrix = made(asked_with(session, where, interviewers=interviewers), theme=only)
        flat = cases_listed(matrix)
        written = _write(session, matrix, to, force, flat if to and to.suffix.lower() == ".csv" else None)
    _told(matrix, written, as_json=as_json, as_csv=as_csv, flat=flat if as_json or as_csv else None)


@app.command(**example("saturation --base 4 --run 2 --threshold 5"))
def saturation(
    ctx: typer.Context,
    base: Annotated[int, typer.Option(metavar="N", help="How many interviews make up the base.")] = 4,
    run: Annotated[int, typer.Option(metavar="N", help="How many interviews make up a run.")] = 2,
    threshold: Annotated[
        float, typer.Option(metavar="PERCENT", help="New codes in a run that are few enough, in % of the base’s codes.")
    ] = 5,
    shuffles: Annotated[int, typer.Option(metavar="N", help="How many shuffled orders to try; 0 for none.")] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed shuffles the same way.")] = 1,
    order: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAMES|FILE",
            help="The documents in their order, parted by commas, or a file with a name a line; else by name.",
            show_default=False,
        ),
    ] = None,
    by_import: Annotated[bool, typer.Option("--by-import", help="In the order in which they came in.")] = False,
    theme: ThemeName = "",
    interviewers: Interviewers = False,
    where: Where = "",
    to: ToChart = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts new codes from interview to interview, and says where a rule for saturation is met.

    The rule is that of Guest, Namey and Chen (2020): base, run and threshold.
    """
    from workbench import tasks
    from workbench.analysis.tables.saturation import GIVEN, IMPORTED, Wish
    from workbench.analysis.tables.saturation import saturation as made

    if order and by_import:
        raise typer.BadParameter("Choose --order or --by-import, not both")
    with opened(ctx) as session:
        project = session.seen
        only = project.theme_named(theme).id if theme else ""
        by = IMPORTED if by_import else GIVEN
        wish = Wish(base, run, threshold, shuffles, seed, _documents(project, order or ()), by, only)
        asked = asked_with(session, where, interviewers=interviewers)
        matrix = made(asked, wish)
        if to and tasks.is_chart(to):
            written: Written | None = tasks.write_chart(
                session, "saturation", to, interviewers=interviewers, among=asked.among, force=force, wish=wish
            )
        else:
            written = _write(session, matrix, to, force)
    _told(matrix, written, as_json=as_json, as_csv=as_csv)


def asked_with(session: "Session", where: str, *, interviewers: bool = False) -> "Asked":
    """What a table is made of: all codings, or those that a query finds."""
    from workbench import tasks

    if not where:
        return tasks.asked(session, interviewers=interviewers)
    found = tasks.ask(session, where, interviewers=interviewers)
    if found.note:
        say(found.note)
    return tasks.asked(session, interviewers=interviewers, among=found.ids)


def show_matrix(matrix: "Matrix", *, as_json: bool = False, as_csv: bool = False, table: "Table | None" = None) -> None:
    """A table on stdout, and behind it, for people, its rule."""
    from workbench.analysis.tables.matrix import as_table

    printed = table or as_table(matrix)
    typed = {one.name for one in matrix.columns if matrix.name == "framework" or one.id.startswith("=")}
    header = [name if name in typed else name.lower() for name in printed.header]
    show(header, printed.rows, as_json=as_json, as_csv=as_csv, empty="There is nothing to show.")
    say(matrix.rule)


def _told(
    matrix: "Matrix",
    written: "Written | None",
    *,
    as_json: bool,
    as_csv: bool,
    flat: "Table | None" = None,
) -> None:
    """Where the file stands that was written; else the table itself."""
    if written:
        put(written.path)
        say(f"{written.said}.")
    else:
        show_matrix(matrix, as_json=as_json, as_csv=as_csv, table=flat)


def _write(
    session: "Session", matrix: "Matrix", to: Path | None, force: bool, table: "Table | None" = None
) -> "Written | None":
    from workbench import tasks

    return tasks.write_table(session, matrix, to, force=force, table=table) if to else None


def _documents(project: "Project", order: Sequence[str]) -> tuple[str, ...]:
    """The documents (ids) of an order: names parted by commas, or a file with a name a line."""
    names = [name for words in order for name in _names(words)]
    return tuple(dict.fromkeys(project.document_named(name).id for name in names))


def _names(words: str) -> list[str]:
    file = Path(words)
    if "," in words or not _is_file(file):
        return [name.strip() for name in words.split(",") if name.strip()]
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError) as error:
        raise Unreadable(f"{file} can’t be read as plain text in UTF-8.", "Save it as a text file.") from error
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise Refused(f"{file} names no documents.", "Write one name a line.")
    return names


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # too long for a file's name
        return False
