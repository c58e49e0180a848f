"""Single codes: made, rewritten, moved, merged, split and deleted from the shell."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.codebook import app
from workbench.cli.options import CodeName, example
from workbench.cli.output import put, say
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from workbench.core.model import Code, Coding
    from workbench.core.steps import Step
    from workbench.session import Session

__all__ = ["app"]

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")]
Below = Annotated[str | None, typer.Option("--below", metavar="CODE", help="The code it stands below; else the top.")]
Place = Annotated[
    int | None, typer.Option("--place", metavar="N", min=1, help="Its place there, from 1; else the last.")
]
ROLES = ("heading", "passages", "documents")
Several = list[str] | None
REPLACES = "; may be repeated. Replaces those there are, empty: none."


@app.command(**example('codebook add "Night shift" --below "Roles people make for it" --definition "At night."'))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the new code is called.")],
    below: Below = None,
    place: Place = None,
    definition: Annotated[str, typer.Option(metavar="TEXT", help="What it means.", show_default=False)] = "",
    colour: Annotated[str, typer.Option(metavar="#RRGGBB", help="Its colour.", show_default=False)] = "",
    dry_run: DryRun = False,
) -> None:
    """Adds a code to the codebook."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        parent = session.project.code_named(below).id if below else None
        return edits.add_code(
            session.project, name, parent, session.stamp(), definition=definition, colour=colour, position=place
        )

    _carry_out(ctx, make, dry_run)


@app.command(**example('codebook rename "Night shift" "On call at night"'))
def rename(
    ctx: typer.Context,
    code: CodeName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    dry_run: DryRun = False,
) -> None:
    """Gives a code another name; its codings stay."""
    _rewrite(ctx, code, lambda known: known._replace(name=name), dry_run)


@app.command(**example('codebook edit "On call at night" --include "Calls after ten." --scale "weak, strong"'))
def edit(
    ctx: typer.Context,
    code: CodeName,
    key: Annotated[str | None, typer.Option(metavar="KEY", help="A short handle, such as REL.UPR.")] = None,
    definition: Annotated[str | None, typer.Option(metavar="TEXT", help="What it means.")] = None,
    full: Annotated[str | None, typer.Option(metavar="TEXT", help="What it means, at length.")] = None,
    include: Annotated[str | None, typer.Option(metavar="TEXT", help="When to use it.")] = None,
    exclude: Annotated[str | None, typer.Option(metavar="TEXT", help="When not to.")] = None,
    examples: Annotated[Several, typer.Option("--example", metavar="TEXT", help="An example" + REPLACES)] = None,
    misses: Annotated[
        Several, typer.Option("--near-miss", metavar="TEXT", help="What looks like it and isn't" + REPLACES)
    ] = None,
    aliases: Annotated[Several, typer.Option("--alias", metavar="TEXT", help="Another name" + REPLACES)] = None,
    sources: Annotated[Several, typer.Option("--source", metavar="TEXT", help="What it draws on" + REPLACES)] = None,
    colour: Annotated[
        str | None, typer.Option(metavar="#RRGGBB", help="Its colour; empty for none of its own.")
    ] = None,
    hotkey: Annotated[str | None, typer.Option(metavar="KEY", help="One letter or digit; empty for none.")] = None,
    scale: Annotated[
        str | None, typer.Option(metavar="POINTS", help="The points to rate its codings by, low to high, with commas.")
    ] = None,
    attribute: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="What else is known; without a value it goes.")
    ] = None,
    applies: Annotated[
        str | None, typer.Option(metavar="WHAT", help="What it is put on: heading (nothing), passages or documents.")
    ] = None,
    applied: Annotated[
        bool | None, typer.Option("--code/--heading", help="A code to apply, or a mere heading.", show_default=False)
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Changes what a code says of itself; what isn't named stays."""
    texts = {
        "key": key, "definition": definition, "full": full, "include": include, "exclude": exclude,
        "colour": colour, "hotkey": hotkey,
    }  # fmt: skip
    lists = {"examples": examples, "misses": misses, "aliases": aliases, "sources": sources}
    fields: dict[str, object] = {name: value.strip() for name, value in texts.items() if value is not None}
    fields |= {
        name: tuple(words.strip() for words in said if words.strip())
        for name, said in lists.items()
        if said is not None
    }
    if scale is not None:
        fields["scale"] = tuple(point.strip() for point in scale.split(",")) if scale.strip() else ()
    fields |= _role(applies, applied)

    def rewritten(known: "Code") -> "Code":
        after = known._replace(**fields)  # type: ignore[arg-type]
        return after._replace(attributes=_attributes(known, attribute)) if attribute else after

    if not fields and not attribute:
        raise typer.BadParameter("Say what is to change, such as --definition TEXT")
    _rewrite(ctx, code, rewritten, dry_run)


def _role(applies: str | None, applied: bool | None) -> dict[str, object]:
    """What the two options say of the code's role."""
    if applies is not None and applies not in ROLES:
        raise typer.BadParameter("Choose heading, passages or documents", param_hint="--applies")
    if applies is not None and applied is not None:
        raise typer.BadParameter("Choose --applies, or --code and --heading, not both")
    if applies is not None:
        return {"applies": applies != "heading", "whole": applies == "documents"}
    return {} if applied is None else {"applies": applied}


@app.command(**example('codebook move "On call at night" --below "Its place in everyday care" --place 1'))
def move(ctx: typer.Context, code: CodeName, below: Below = None, place: Place = None, dry_run: DryRun = False) -> None:
    """Moves a code, with all below it, below another one or to the top."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        project = session.project
        known = project.code_named(code)
        parent = project.code_named(below).id if below else None
        last = len([c for c in edits.codes_below(project, parent) if c.id != known.id]) + 1
        return edits.move_code(project, known, parent, last if place is None else place, session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command("merge-codes", **example('codebook merge-codes "On call at night" "Fills a gap" --dry-run'))
def merge(
    ctx: typer.Context,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE", help="The codes that go, and last the one that takes them in.")
    ],
    dry_run: DryRun = False,
) -> None:
    """Makes one code of several, with all their codings, memos and codes below them; the last one named stays."""
    from workbench.core import edits

    if len(codes) < 2:
        raise typer.BadParameter("Name the codes that go, and last the one that takes them in", param_hint="CODE...")

    def make(session: "Session") -> "Step":
        *going, into = (session.project.code_named(name) for name in codes)
        return edits.merge_codes(session.project, going, into, session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(
    **example(
        'codebook split "Fills a gap" "Fills it at night" --quote 8 --quote P02-028 --dry-run --study ../workbench-demo'
    )
)
def split(
    ctx: typer.Context,
    code: CodeName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the new code is called.")],
    quote: Annotated[
        list[str], typer.Option(metavar="ID", help="A quote that goes there, P07-012 or 12; may be repeated.")
    ],
    dry_run: DryRun = False,
) -> None:
    """Gives some quotes of a code a new code right after it, of its colour and with its scale."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        known = session.project.code_named(code)
        return edits.split_code(session.project, known, name, _quotes(session, known, quote), session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(**example('codebook delete "On call at night"'))
def delete(
    ctx: typer.Context,
    code: CodeName,
    keep_to: Annotated[
        str | None, typer.Option("--give-to", metavar="CODE", help="The code that gets its codings; else they go too.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Deletes a code with all codes below it, and says what went with it; memos on them stay with the study."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        heir = session.project.code_named(keep_to).id if keep_to else None
        return edits.delete_code(session.project, session.project.code_named(code), session.stamp(), keep_to=heir)

    _carry_out(ctx, make, dry_run)


def _rewrite(ctx: typer.Context, code: str, after: "Callable[[Code], Code]", dry_run: bool) -> None:
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        known = session.project.code_named(code)
        return edits.edit_code(session.project, known, after(known), session.stamp())

    _carry_out(ctx, make, dry_run)


def _carry_out(ctx: typer.Context, make: "Callable[[Session], Step]", dry_run: bool) -> None:
    """Says what a step does, and does it unless it is only tried."""
    with opened(ctx) as session:
        step = make(session)
        told = session.effects(step)
        if not dry_run:
            session.do(step)
    for sentence in told:
        put(f"{sentence}.")
    say("Nothing was changed: this was a dry run." if dry_run else f"{step.label}.")


def _quotes(session: "Session", code: "Code", ids: list[str]) -> "list[Coding]":
    """The codings of a code by the ids of their quotes."""
    from workbench import tasks

    found = tasks.codings_named(session, ids)
    for coding in found:
        if coding.code != code.id:
            raise Refused(f"Quote {coding.number} has another code, “{session.project.codes[coding.code].name}”.")
    return found


def _attributes(code: "Code", wanted: list[str]) -> tuple[tuple[str, str], ...]:
    known = dict(code.attributes)
    for pair in wanted:
        name, _, value = (part.strip() for part in pair.partition("="))
        if not name:
            raise typer.BadParameter("Write it as NAME=VALUE", param_hint="--attribute")
        known[name] = value
    return tuple((name, value) for name, value in known.items() if value)
