"""The study as a whole: the demo, a new study, opening one, and bringing transcripts in."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import example, group
from workbench.cli.output import Row, put, report, say, show
from workbench.cli.study import chosen, has_terminal, look_back, opened, run_program, wishes
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from workbench.tasks import ReadFile

app = group()
DEMO = "workbench-demo"
KEYS = "Press c to choose a code, ] for the next coding, ? for all keys, q to quit."


@app.command(**example("demo"))
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=f"Where the demo study goes; else --study, or {DEMO}.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Make the study, and leave it closed.")] = False,
) -> None:
    """Shows the whole job, from nine invented interviews to Word."""
    from workbench import tasks
    from workbench.config import coder_name, preferred

    folder = chosen(ctx, folder) or Path(DEMO)
    session, lines = tasks.demo(folder, wishes(ctx).coder or coder_name())
    session.settings = preferred(session.settings.folder, wishes(ctx).coder)
    with session:
        put(f"{folder}: a new demo study" if lines else f"{folder}: the demo study is there already, as you left it")
        for line in lines:
            put(f"  {line}")
        if no_open or not has_terminal():
            put(f"Open it with: workbench open {folder}")
            put(KEYS)
            return
        put(KEYS)
        run_program(session)


@app.command("open", **example("open workbench-demo"))
def open_(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="The study's folder; else --study, the present one or one above it."),
    ] = None,
    at: Annotated[
        str,
        typer.Option(metavar="DATE|N", help="As it was then, or after step N; to look at only.", show_default=False),
    ] = "",
) -> None:
    """Opens the terminal program on a study."""
    ctx.obj = wishes(ctx)._replace(folder=chosen(ctx, folder))
    session = opened(ctx)
    if at:
        look_back(session, at)
    run_program(session)


@app.command(**example("init chatbot-study"))
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Where the study goes; else --study, or the present folder.")
    ] = None,
) -> None:
    """Begins a new study in a folder."""
    from workbench.config import is_study, settings
    from workbench.session import Session

    folder = chosen(ctx, folder) or Path()
    if is_study(folder):
        where = "this folder" if folder == Path() else str(folder)
        raise Refused(f"There is a study in {where} already.", f"Open it with: workbench open {folder}")
    with Session.create(settings(folder, wishes(ctx).coder)) as session:
        put(session.settings.folder)
    say("A new study. Put your transcripts into its folder `transcripts`; then, in the study's folder:")
    say("  workbench import transcripts")


@app.command("import", **example("import transcripts"))
def import_(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, or folders of files.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how each file would be read.")] = False,
    language: Annotated[
        str,
        typer.Option(
            metavar="XX",
            help="Their language, such as en or de; guessed if not given.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Brings in transcripts, and says how each was read."""
    from workbench import tasks

    if language and not re.fullmatch("[a-z]{2,3}", language):
        raise typer.BadParameter("Give a language by its two letters, such as en or de", param_hint="--language")
    with opened(ctx) as session:
        found = tasks.import_transcripts(session, paths, language=language, dry_run=dry_run)
    header = ["file", "read as", "layout", "language", "turns", "speakers", *(["how it was told"] if dry_run else [])]
    if found.files:
        show(header, [_file_row(file, dry_run) for file in found.files])
    report(found)
    if not found.number:
        raise Refused("Nothing came in.")
    say(f"{found.step.label}." if found.step else "Nothing was imported: this was a dry run.")


def _file_row(file: "ReadFile", explained: bool) -> Row:
    reading = file.reading
    speakers = tuple(
        f"{label or '(no label)'} {count}{' (interviewer)' if label in file.interviewers else ''}"
        for label, count in reading.speakers
    )
    cells = (file.name, file.how, reading.layout, file.language, len(reading.transcript.turns), speakers)
    return (*cells, reading.explanation) if explained else cells
