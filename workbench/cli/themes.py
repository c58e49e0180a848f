"""Themes: written, changed, shared and listed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, DryRun, Force, Json, Source, Target, example, group, words_of
from workbench.cli.output import put, report, say, show
from workbench.cli.study import opened
from workbench.core.errors import Missing, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.core.project import Project
    from workbench.core.steps import Step
    from workbench.session import Session

app = group("theme", "The themes: their summaries, their codes, and the quotes chosen for them.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The theme's name.")]
Summary = Annotated[str | None, typer.Option(metavar="TEXT", help="What you say of it, in Markdown.")]


@app.command(**example('theme add "Nobody else awake" --summary "It is there at night." --code "There when needed"'))
def add(
    ctx: typer.Context,
    name: Name,
    summary: Summary = None,
    code: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A code that belongs to it; may be repeated.")
    ] = None,
) -> None:
    """Writes a new theme."""
    from workbench.core.edits import ThemeDraft, add_theme

    with opened(ctx) as session:
        project = session.project
        codes = tuple(dict.fromkeys(_codes(project, code)))
        step = add_theme(project, ThemeDraft(name.strip(), summary or "", codes, ()), session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example('theme edit "Nobody else awake" --quote 12'))
def edit(
    ctx: typer.Context,
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Call it otherwise.")] = None,
    summary: Summary = None,
    summary_from: Annotated[
        typer.FileText | None, typer.Option(metavar="FILE", encoding="utf-8", help="Take the summary from a text file.")
    ] = None,
    code: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Add a code.")] = None,
    drop_code: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Let a code go.")] = None,
    quote: Annotated[list[str] | None, typer.Option(metavar="ID", help="Add a quote by its id, P07-012 or 12.")] = None,
    drop_quote: Annotated[list[str] | None, typer.Option(metavar="ID", help="Let a quote go.")] = None,
) -> None:
    """Changes a theme's name, summary, codes or chosen quotes."""
    from workbench.core.edits import ThemeDraft, edit_theme

    if summary is not None and summary_from is not None:
        raise typer.BadParameter("Choose --summary or --summary-from, not both")
    if summary_from is not None:
        summary = words_of(summary_from)
    with opened(ctx) as session:
        project = session.project
        theme = project.theme_named(name)
        codes = _changed(theme.codes, _codes(project, code), _codes(project, drop_code), "code")
        quotes = _changed(theme.quotes, _quotes(session, quote), _quotes(session, drop_quote), "quote")
        words = theme.summary if summary is None else summary.strip()
        draft = ThemeDraft(theme.name if new_name is None else new_name.strip(), words, codes, quotes)
        step = edit_theme(project, theme, draft, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command("import", **example("theme import transcripts/themes.yaml"))
def import_(ctx: typer.Context, file: Source) -> None:
    """Takes themes in from a YAML file.

    A theme that the study has already is rewritten if all its codes and quotes are found; the others stay.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.import_themes(session, file)
    report(found)
    if not found.step:
        raise Refused("No theme came in.")
    say(f"{found.step.label}.")


@app.command(**example("theme export exports/themes.yaml"))
def export(ctx: typer.Context, file: Target, force: Force = False) -> None:
    """Writes the themes to a YAML file."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export_themes(session, file, force=force)
    put(written.path)
    say(f"{written.said}.")


@app.command("list", **example("theme list"))
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the themes with their codes and chosen quotes."""
    with opened(ctx) as session:
        project = session.seen
    rows = [
        (
            theme.name,
            tuple(project.codes[code].name for code in theme.codes if code in project.codes),
            len(theme.quotes),
            len(theme.summary.split()),
        )
        for theme in project.theme_order
    ]
    empty = "There are no themes yet; write one with: workbench theme add NAME"
    show(("theme", "codes", "quotes", "words of summary"), rows, as_json=as_json, as_csv=as_csv, empty=empty)


@app.command(**example('theme move "Nobody else awake" --by 1'))
def move(
    ctx: typer.Context,
    name: Name,
    by: Annotated[int, typer.Option(metavar="N", help="So many places on; back with a number below 0.")] = 0,
    before: Annotated[str | None, typer.Option(metavar="THEME", help="The theme before which it is to stand.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Puts a theme in another place among the themes, which is their order in reports."""
    from workbench.core import edits

    if bool(by) == bool(before):
        raise typer.BadParameter("Say --by or --before, one of them")

    def make(session: "Session") -> "Step":
        project = session.project
        theme, order = project.theme_named(name), project.theme_order
        places = by
        if before:
            here, there = order.index(theme), order.index(project.theme_named(before))
            places = there - here - (there > here)
        return edits.move_theme(project, theme, places, session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(**example('theme codes "Nobody else awake" Listener --from "Somewhere to say it first"'))
def codes(
    ctx: typer.Context,
    name: Name,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help="The codes.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="THEME", help="The theme that they leave.")] = None,
    by: Annotated[int, typer.Option(metavar="N", help="Move one code so many places on within the theme.")] = 0,
    dry_run: DryRun = False,
) -> None:
    """Moves codes from one theme to another, or one code within its theme; `theme edit --code` only adds."""
    from workbench.core import edits

    if bool(by) == bool(from_):
        raise typer.BadParameter("Say --from or --by, one of them")
    if by and len(codes) > 1:
        raise typer.BadParameter("--by moves one code at a time", param_hint="CODE...")

    def make(session: "Session") -> "Step":
        project = session.project
        theme, ids = project.theme_named(name), _codes(project, codes)
        if by:
            return edits.order_codes(project, theme, ids[0], by, session.stamp())
        out_of = project.theme_named(from_ or "")
        _changed(out_of.codes, (), ids, "code")
        return edits.move_codes(project, ids, out_of, theme, session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(**example('theme choose "Nobody else awake" 8 12'))
def choose(
    ctx: typer.Context,
    name: Name,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Quotes by their ids, P07-012 or 12, in order.")],
    only: Annotated[bool, typer.Option("--only", help="These and no others; else the others come after them.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Puts the quotes of a theme in order, those named first; `theme edit --quote` adds one at the end."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        theme = session.project.theme_named(name)
        wanted = dict.fromkeys([*_quotes(session, ids), *(() if only else theme.quotes)])
        return edits.choose_quotes(session.project, theme, tuple(wanted), session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(
    **example(
        'theme split "Somewhere to say it first" --code "Felt understood" --code "Accepted as I am" --as "Taken in" --dry-run'
    )
)
def split(
    ctx: typer.Context,
    name: Name,
    code: Annotated[list[str], typer.Option(metavar="CODE", help="A code that goes; may be repeated.")],
    new: Annotated[str, typer.Option("--as", metavar="NAME", help="What the new theme is called.")],
    dry_run: DryRun = False,
) -> None:
    """Makes a theme of some codes of a theme, right after it, with the chosen quotes that bear them."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        project = session.project
        theme, ids = project.theme_named(name), _codes(project, code)
        _changed(theme.codes, (), ids, "code")
        return edits.split_theme(project, theme, ids, new, session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(**example('theme merge "Nobody else awake" --into "Somewhere to say it first" --dry-run'))
def merge(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The themes that go.")],
    into: Annotated[str, typer.Option(metavar="NAME", help="The theme that takes them in.")],
    dry_run: DryRun = False,
) -> None:
    """Makes one theme of several: codes, quotes, summaries, cells of the grid and memos come together."""
    from workbench.core import edits

    def make(session: "Session") -> "Step":
        project = session.project
        going = [project.theme_named(name) for name in names]
        return edits.merge_themes(project, going, project.theme_named(into), session.stamp())

    _carry_out(ctx, make, dry_run)


@app.command(**example('theme remove "Nobody else awake"'))
def remove(ctx: typer.Context, name: Name) -> None:
    """Takes a theme away; its codes and codings stay."""
    from workbench.core.edits import remove_theme

    with opened(ctx) as session:
        step = remove_theme(session.project, session.project.theme_named(name), session.stamp())
        session.do(step)
    say(f"{step.label}.")


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


def _codes(project: "Project", names: Iterable[str] | None) -> list[str]:
    return [project.code_named(name).id for name in names or ()]


def _quotes(session: "Session", ids: Iterable[str] | None) -> list[str]:
    from workbench import tasks

    return [coding.id for coding in tasks.codings_named(session, ids or ())]


def _changed(now: Sequence[str], come: Sequence[str], gone: Sequence[str], what: str) -> tuple[str, ...]:
    if not set(gone) <= set(now):
        raise Missing(f"The theme doesn't have this {what}.")
    return tuple(one for one in dict.fromkeys([*now, *come]) if one not in gone)
