"""The history: what was done, and taking it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import Row, put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.session import Session

app = group()
Number = Annotated[int | None, typer.Option("--step", metavar="N", min=1, help="That step alone, and what it changed.")]


@app.command(**example("history --json"))
def history(
    ctx: typer.Context,
    step: Number = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Only what this coder did.", show_default=False)] = "",
    since: Annotated[
        str,
        typer.Option("--since", metavar="DATE", help="Only since then, such as 2026-05-03.", show_default=False),
    ] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists what was done, by whom and when, the newest last.

    Times are those where you are; in JSON and CSV they are in UTC.
    """
    from workbench.core.moments import day_begins, minute
    from workbench.core.project import folded

    first = day_begins(since) if since else ""
    with opened(ctx) as session:
        if step is not None:
            _tell(session, step)
            return
        rows = [row for row in _rows(session) if str(row[1]) >= first and (not by or folded(str(row[2])) == folded(by))]
    if not as_json and not as_csv:
        rows = [(number, minute(str(at)), *rest) for number, at, *rest in rows]
    header = ("step", "when", "who", "what", "takes back", "taken back")
    empty = "Nothing was done that fits." if by or since else "Nothing was done yet."
    show(header, rows, as_json=as_json, as_csv=as_csv, empty=empty)


def _rows(session: "Session") -> list[Row]:
    from workbench.core.history import Chains

    lines = session.history()
    chains = Chains((line.number, line.reverses) for line in lines)
    return [
        (
            line.number,
            line.at,
            line.by,
            chains.did(line.number, line.label),
            line.reverses,
            "" if chains.stands(line.number) else "yes",
        )
        for line in lines
    ]


def _tell(session: "Session", number: int) -> None:
    """One step, and what it changed."""
    from workbench.core.errors import Missing
    from workbench.core.moments import minute

    found = next((row for row in _rows(session) if row[0] == number), None)
    if found is None:
        raise Missing(f"The history has no step {number}.")
    _, at, by, did, _, taken_back = found
    put(f"{number}  {minute(str(at))}  {by}  {did}{' (taken back)' if taken_back else ''}")
    for sentence in session.effects(session.step(number), session.past(number - 1)):
        put(f"  {sentence}")


@app.command(**example("undo"))
def undo(
    ctx: typer.Context,
    step: Annotated[int | None, typer.Option("--step", metavar="N", min=1, help="That step of the history.")] = None,
    others: Annotated[bool, typer.Option("--others", help="With --step: also if another coder made it.")] = False,
    after: Annotated[
        int | None, typer.Option("--after", metavar="N", min=0, help="All that you did after step N, the newest first.")
    ] = None,
) -> None:
    """Takes your last step back, or another one, wherever you made it."""
    from workbench.core.errors import Refused
    from workbench.core.project import counted

    if step is not None and after is not None:
        raise typer.BadParameter("Choose --step or --after, not both")
    if others and step is None:
        raise typer.BadParameter("Say which step with --step", param_hint="--others")
    with opened(ctx) as session:
        if after is not None:
            taken, stopped = session.back_to(after)
            say(f"Took back {counted(taken, 'step')}.")
            if stopped:
                raise Refused(stopped)
            return
        turned = session.undo() if step is None else session.reverse(step, others=others)
    say(f"Undone: {turned.label}." if step is None else f"Took back step {step}: {turned.label}.")


@app.command(**example("redo"))
def redo(ctx: typer.Context) -> None:
    """Does again what you undid last."""
    with opened(ctx) as session:
        step = session.redo()
    say(f"Done again: {step.label}.")
