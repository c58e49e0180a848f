"""Tables of counts: any two dimensions across one another, how often codes come, which come together, and who speaks."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.ledger import asked_with
from workbench.cli.options import Csv, Force, Interviewers, Json, To, Where, example, group
from workbench.cli.output import INDENT, put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.analysis.tables.matrix import Head, Matrix
    from workbench.session import Session

app = group()
LEADING = {"frequencies": "participants", "speech": "words"}
DIMENSIONS = "code, theme, document, speaker, coder, rating, round, or case.ATTRIBUTE"
Rows = Annotated[str, typer.Argument(metavar="ROWS", help=f"What stands in the rows: {DIMENSIONS}.")]
Columns = Annotated[str, typer.Argument(metavar="COLUMNS", help="What stands in the columns: the same choice.")]
Count = Annotated[
    str, typer.Option("--count", metavar="WHAT", help="codings, extracts, participants, or words (their share in %).")
]
Top = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, help="Only the N rows with the most, from the most down.")
]
Pairs = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, help="List the N pairs that come most often, one a row.")
]
Below = Annotated[bool, typer.Option("--below", help="Count for each code what the codes below it have, too.")]
Turn = Annotated[bool, typer.Option("--turn", help="Count the turns in which both codes stand, not overlaps.")]
Codes = Annotated[list[str] | None, typer.Option("--code", metavar="CODE", help="Only this code, and others named so.")]


@app.command(**example("crosstab code document --count participants --top 5"))
def crosstab(
    ctx: typer.Context,
    rows: Rows,
    columns: Columns,
    count: Count = "codings",
    where: Where = "",
    interviewers: Interviewers = False,
    top: Top = None,
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts across any two of codes, themes, documents, people and their attributes."""
    from workbench.analysis.tables.crosstab import crosstab as made

    with opened(ctx) as session:
        asked = asked_with(session, where, interviewers=interviewers)
        _out(session, made(asked, rows, columns, count), to, top=top, force=force, as_json=as_json, as_csv=as_csv)


@app.command(**example("frequencies --below"))
def frequencies(
    ctx: typer.Context,
    below: Below = False,
    where: Where = "",
    interviewers: Interviewers = False,
    top: Top = None,
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts the participants, extracts, codings and documents of each code."""
    from workbench.analysis.tables.frequencies import frequencies as made

    with opened(ctx) as session:
        asked = asked_with(session, where, interviewers=interviewers)
        _out(session, made(asked, below=below), to, top=top, force=force, as_json=as_json, as_csv=as_csv)


@app.command(**example("cooccur --turn --top 5"))
def cooccur(
    ctx: typer.Context,
    turn: Turn = False,
    code: Codes = None,
    where: Where = "",
    interviewers: Interviewers = False,
    top: Pairs = None,
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts how often two codes stand on the same words, or in the same turn."""
    from workbench.analysis.tables.cooccurrence import OVERLAP, TURN, cooccurrence, pairs

    with opened(ctx) as session:
        asked = asked_with(session, where, interviewers=interviewers)
        codes = [asked.project.code_named(name).id for name in code] if code else None
        made = cooccurrence(asked, TURN if turn else OVERLAP, codes)
        made = pairs(made, top) if top else made
        _out(session, made, to, top=None, force=force, as_json=as_json, as_csv=as_csv)


@app.command(**example("speech"))
def speech(
    ctx: typer.Context,
    where: Where = "",
    interviewers: Interviewers = False,
    top: Top = None,
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts the turns and words of each speaker, and how many of the words are coded."""
    from workbench.analysis.tables.speech import speech as made

    with opened(ctx) as session:
        asked = asked_with(session, where, interviewers=interviewers)
        _out(session, made(asked), to, top=top, force=force, as_json=as_json, as_csv=as_csv)


def _out(
    session: "Session", matrix: "Matrix", to: Path | None, *, top: int | None, force: bool, as_json: bool, as_csv: bool
) -> None:
    """Shows a table with its rule, or writes both to a file."""
    from workbench import tasks

    tree = sys.stdout.isatty() and not (as_json or as_csv or top)
    named = _set_in(matrix) if tree else _with_paths(matrix)
    if top:
        matrix = named = named._replace(rows=_largest(named, top), rule=f"{matrix.rule} {_shown(matrix, top)}")
    if to:
        written = tasks.write_table(session, matrix, to, force=force)
        put(written.path)
        say(f"{written.said}.")
        return
    fixed = matrix.name in {"frequencies", "speech", "cooccurrence-pairs", "cooccurrence-turn-pairs"}
    names = (column.name.lower() if fixed else column.name for column in matrix.columns)
    header = (matrix.corner.lower(), *names)
    rows = [(row.name, *(named.value(row, column) for column in named.columns)) for row in named.rows]
    show(header, rows, as_json=as_json, as_csv=as_csv, empty="There is nothing to count yet.", sparse=not fixed)
    say(matrix.rule)


def _set_in(matrix: "Matrix") -> "Matrix":
    """The table with each row set in below the one it belongs to, which takes a terminal less room than paths."""
    rows = (row._replace(name=INDENT * row.depth + row.name, depth=0) for row in matrix.rows)
    return matrix._replace(rows=tuple(rows))


def _with_paths(matrix: "Matrix") -> "Matrix":
    """The table with each indented row called by its whole path, as lists and programs need it."""
    from workbench.core.project import SEPARATOR

    above: list[str] = []
    rows: list[Head] = []
    for row in matrix.rows:
        above[row.depth :] = [row.name]
        rows.append(row._replace(name=SEPARATOR.join(above), depth=0))
    return matrix._replace(rows=tuple(rows))


def _shown(matrix: "Matrix", top: int) -> str:
    what = " ".join(filter(None, ("the most", LEADING.get(matrix.name))))
    return f"Only the row with {what} is shown." if top == 1 else f"Only the {top} rows with {what} are shown."


def _largest(matrix: "Matrix", top: int) -> "tuple[Head, ...]":
    """The rows with the most in them, from the most down; where columns count different things, one of them leads."""
    leading = LEADING.get(matrix.name)

    def much(row: "Head") -> tuple[float, float]:
        values = {column.id: matrix.value(row, column) for column in matrix.columns}
        numbers = {column: value for column, value in values.items() if isinstance(value, int | float)}
        return numbers.get(leading or "", 0), sum(numbers.values())

    return tuple(sorted(matrix.rows, key=much, reverse=True)[:top])
