"""The history: what was done, and taking it back."""

from collections.abc import Mapping

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import say, show
from workbench.cli.study import opened

app = group()


@app.command(**example("history --json"))
def history(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists what was done, by whom and when, the newest last."""
    with opened(ctx) as session:
        steps = session.history()
    reverses = {number: back for number, _, _, _, back in steps}
    rows = [(number, at, by, _done(reverses, number, label), back) for number, label, by, at, back in steps]
    header = ("step", "when", "who", "what", "takes back")
    show(header, rows, as_json=as_json, as_csv=as_csv, empty="Nothing was done yet.")


def _done(reverses: Mapping[int, int | None], number: int, label: str) -> str:
    """What a step did: an undo's undo is doing it again."""
    turns = 0
    back = reverses.get(number)
    while back is not None:
        turns, back = turns + 1, reverses.get(back)
    if not turns:
        return label
    return f"Undone: {label}" if turns % 2 else f"Done again: {label}"


@app.command(**example("undo"))
def undo(ctx: typer.Context) -> None:
    """Takes your last step back, wherever you made it."""
    with opened(ctx) as session:
        step = session.undo()
    say(f"Undone: {step.label}.")


@app.command(**example("redo"))
def redo(ctx: typer.Context) -> None:
    """Does again what you undid last."""
    with opened(ctx) as session:
        step = session.redo()
    say(f"Done again: {step.label}.")
