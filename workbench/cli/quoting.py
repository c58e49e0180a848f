"""Which quotes stand for the themes: whose they are, and which others would do."""

import shlex
from typing import Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import Row, say, show
from workbench.cli.study import opened
from workbench.cli.themes import Name
from workbench.cli.themes import app as theme

app = group()


@app.command(**example("balance"))
def balance(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Shows whose quotes stand for the themes, and who is never quoted."""
    from workbench import tasks
    from workbench.analysis.balance import balance as table
    from workbench.analysis.balance import told

    with opened(ctx) as session:
        asked = tasks.asked(session)
    found = table(asked)
    header = (found.corner.lower(), *(column.name for column in found.columns))
    rows: list[Row] = [(row.name, *(int(found.value(row, column)) for column in found.columns)) for row in found.rows]
    show(header, rows, as_json=as_json, as_csv=as_csv, empty="No participant is heard in this study yet.")
    for sentence in (*told(asked), found.rule):
        say(sentence)


@theme.command(**example('theme suggest "Somewhere to say it first"'))
def suggest(
    ctx: typer.Context,
    name: Name,
    most: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many.")] = 5,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Suggests extracts that would make good quotes for a theme, and says why."""
    from workbench import tasks
    from workbench.analysis.suggesting import RULE

    with opened(ctx) as session:
        found = tasks.suggested(session, session.seen.theme_named(name), most)
    rows = [
        (
            one.first.id,
            one.first.case.name if one.first.case else one.first.speaker,
            one.first.turn,
            tuple(dict.fromkeys(extract.code.name for extract in one.stretch)),
            one.why,
            one.first.words,
        )
        for one in found
    ]
    header = ("id", "participant", "turn", "codes", "why", "quote")
    show(header, rows, as_json=as_json, as_csv=as_csv, empty="No other extract of the theme would do as a quote.")
    say(RULE)
    if found:
        say(f"Choose one with: workbench theme edit {shlex.quote(name)} --quote ID")
