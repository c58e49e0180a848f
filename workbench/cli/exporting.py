"""Taking out: reports to Word, web pages, Markdown, LaTeX and tables, one by one or all again by the manifest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.exits import DONE, REFUSED
from workbench.cli.options import Json, example, group
from workbench.cli.output import put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.session import Session

app = group()
LISTED = "findings, themes, codes, codebook, memos, tables, or coded"


@app.command(**example("export findings --to exports/findings.docx"))
def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"What: {LISTED} (a transcript with its codes).")] = "",
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Which transcript, for coded.")] = "",
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file to write; its ending (.docx, .html, .md) says the format."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Make all files in exports/ again.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only say which files in exports/ are out of date.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Coded: only what this coder coded.", show_default=False)
    ] = "",
    where: Annotated[
        str,
        typer.Option(metavar="QUERY", help="Findings, codes, tables: only codings that fit.", show_default=False),
    ] = "",
    interviewers: Annotated[
        bool, typer.Option("--interviewers", help="Tables: count what only interviewers say as well.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Memos: also your own private ones; those of others stay out.")
    ] = False,
    as_said: Annotated[
        bool, typer.Option("--as-said", help="Findings: also what print hides of quotes, for the team’s own check.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Writes findings, tables or a coded transcript to a file."""
    from workbench import tasks

    if everything or check:
        if kind or to:
            raise typer.BadParameter("Say what to write, or --all or --check, not both", param_hint="KIND")
        with opened(ctx) as session:
            return _again(session, force=force, write=not check, as_json=as_json)
    if as_json:
        raise typer.BadParameter("It goes with --all and --check", param_hint="--json")
    if not kind:
        raise typer.BadParameter(f"Say what: {LISTED}", param_hint="KIND")
    if to is None:
        raise typer.BadParameter("Say which file to write", param_hint="--to")
    with opened(ctx) as session:
        written = tasks.export(
            session, kind, to, force=force, document=document, by=by, where=where, interviewers=interviewers,
            private=private, as_said=as_said,
        )  # fmt: skip
    put(written.path)
    say(f"{written.said}.")
    return DONE


def _again(session: "Session", *, force: bool, write: bool, as_json: bool) -> int:
    """All files of the manifest again; REFUSED if one was left, or if one is out of date."""
    from workbench import tasks

    done = tasks.export_all(session, force=force, write=write)
    rows = [(f"exports/{one.file}", one.state if as_json else one.said) for one in done]
    show(("file", "state"), rows, as_json=as_json, empty="There is nothing to make.")
    edited = [one for one in done if one.state == tasks.EDITED]
    if edited and write:
        say(
            f"Not written over: {', '.join(one.file for one in edited)}. To do so all the same: workbench export --all --force"
        )
    stale = any(one.state != tasks.SAME for one in done)
    return REFUSED if any(one.is_left for one in done) or (stale and not write) else DONE
