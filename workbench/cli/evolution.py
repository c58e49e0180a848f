"""How the codebook evolved, and the codings that are outdated since: listed, kept, and written to a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.codebook import app
from workbench.cli.options import Csv, Force, Json, example
from workbench.cli.output import put, say, show
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.analysis.evolution import Meanings, Outdated, Version
    from workbench.analysis.quotes import Extract
    from workbench.core.model import Code, Coding
    from workbench.session import Session

__all__ = ["app"]

NOTHING = "No coding is outdated: all were made under what their codes mean now."
UNKNOWN = "What the code meant when this was coded is not known."
Which = Annotated[str, typer.Argument(metavar="CODE", help="The code's name, path or key; else all codes.")]
Quotes = Annotated[bool, typer.Option("--quotes", help="The quotes with their ids, below what the code said and says.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="They stand: keep the outdated codings of CODE under what it means now.")
]
Some = Annotated[
    list[str] | None, typer.Option("--quote", metavar="ID", help="With --keep: only this quote, P07-012 or 12.")
]


@app.command(**example('codebook outdated "Listener" --quotes'))
def outdated(
    ctx: typer.Context,
    code: Which = "",
    quotes: Quotes = False,
    keep: Keep = False,
    quote: Some = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the codings that were made before their code's definition or rules were changed, to look at them again.

    Each can be kept, with --keep; recoded, with: workbench codings recode ID --to CODE; or removed, with: workbench
    codings remove ID.
    """
    if quote and not keep:
        raise typer.BadParameter("Say what is to be done with it, with --keep", param_hint="--quote")
    with opened(ctx) as session:
        if keep:
            _keep(session, code, quote or [])
        elif quotes:
            _list_quotes(session, code, as_json=as_json, as_csv=as_csv)
        else:
            _list_codes(session, code, as_json=as_json, as_csv=as_csv)


def _wanted(session: "Session", code: str) -> "Sequence[Outdated]":
    """The outdated codings of a code, or of all."""
    from workbench import tasks

    known = session.project.code_named(code).id if code else ""
    return [row for row in tasks.outdated_codings(session) if row.code.id == known or not known]


def _keep(session: "Session", code: str, ids: "Sequence[str]") -> None:
    """Keeps the codings of a code, or those that are named."""
    from workbench import tasks
    from workbench.core import edits

    if not code and not ids:
        raise typer.BadParameter("Say of which code, or which --quote", param_hint="--keep")
    found: Iterable[Coding] = tasks.codings_named(session, ids)
    if code:
        those = {coding for row in _wanted(session, code) for coding in row.codings}
        found = [coding for coding in found if coding in those] if ids else those
        if not found:
            raise Refused(f"“{session.project.code_named(code).name}” has no such outdated coding.")
    step = edits.keep_codings(session.project, sorted(found, key=lambda coding: coding.number), session.stamp())
    session.do(step)
    say(f"{step.label}.")


def _list_codes(session: "Session", code: str, *, as_json: bool, as_csv: bool) -> None:
    """How many codings of each code are outdated, and who changed it when."""
    from workbench.core.moments import minute

    project = session.project
    people = not as_json and not as_csv
    rows = [
        (
            project.code_paths[row.code.id],
            len(row.codings),
            row.of,
            minute(row.at) if row.at and people else row.at,
            row.by,
        )
        for row in _wanted(session, code)
    ]
    header = ("code", "outdated", "of", "changed", "by")
    show(header, rows, as_json=as_json, as_csv=as_csv, empty=NOTHING)


def _list_quotes(session: "Session", code: str, *, as_json: bool, as_csv: bool) -> None:
    """The outdated codings with their words; for people, by code and below what it said and says."""
    from workbench import tasks
    from workbench.analysis.quotes import quotes as quotes_of

    found = _wanted(session, code)
    texts = session.transcripts({coding.document for row in found for coding in row.codings})
    extracts = [(row, quotes_of(session.project, texts, row.codings)) for row in found]
    if as_json or as_csv or not found:
        header = ("id", "code", "document", "coder", "coded", "quote")
        show(
            header,
            [_row(session, e) for _, some in extracts for e in some],
            as_json=as_json,
            as_csv=as_csv,
            empty=NOTHING,
        )
        return
    known = tasks.known_meanings(session)
    for place, (row, some) in enumerate(extracts):
        if place:
            put("")
        put(f"{session.project.code_paths[row.code.id]}: {len(row.codings):,} of {row.of:,} outdated{_since(row)}")
        _put_by_meaning(row.code, some, known)


def _row(session: "Session", extract: "Extract") -> tuple[str, ...]:
    path, coder = session.project.code_paths[extract.code.id], extract.coder.name
    return extract.id, path, extract.document.name, coder, extract.coding.at, extract.words


def _since(row: "Outdated") -> str:
    from workbench.core.moments import date_words

    return f", changed on {date_words(row.at)} by {row.by}" if row.at else ""


def _put_by_meaning(code: "Code", extracts: "Iterable[Extract]", known: "Meanings") -> None:
    """Quotes by what their code meant when they were coded, each lot below what has changed since."""
    from workbench.analysis.evolution import rewritten

    lots: dict[str, list[Extract]] = {}
    for extract in extracts:
        lots.setdefault(extract.coding.meaning, []).append(extract)
    for lot in lots.values():
        then = known.then(lot[0].coding)
        for field in rewritten(then, code) if then else ():
            put(f"  {field.name} before: {_words(field.before) or 'nothing'}")
            put(f"  {field.name} now: {_words(field.after) or 'nothing'}")
        if then is None:
            put(f"  {UNKNOWN}")
        for extract in lot:
            put(f"    {extract.id}  {' '.join(extract.words.split())}")


def _words(pieces: "Iterable[tuple[str, bool]]") -> str:
    return " ".join("".join(words for words, _ in pieces).split())


# -- versions ---------------------------------------------------------------------------------------------------------

Each = Annotated[bool, typer.Option("--each", help="Each step by itself; else a coder's day is one version.")]
Number = Annotated[
    int | None,
    typer.Option("--version", metavar="N", min=1, help="This version alone; with --to FILE, the codebook as it was."),
]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="Write it to a file: .docx, .md or .csv; a version as a codebook file."),
]


@app.command(**example("codebook log"))
def log(
    ctx: typer.Context,
    each: Each = False,
    version: Number = None,
    to: To = None,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Tells how the codebook evolved, version by version, in sentences; as a table with --json, --csv or --to.

    What was taken back since is left out.
    """
    from workbench import tasks
    from workbench.analysis.evolution import version_of
    from workbench.tasks.evolution import COLUMNS, NO_VERSIONS, rows

    with opened(ctx) as session:
        if to:
            if version is None:
                written = tasks.write_log(session, to, each=each, force=force)
            else:
                written = tasks.write_version(session, version, to, each=each, force=force)
            put(written.path)
            say(f"{written.said}.")
            return
        found = tasks.codebook_versions(session, each=each)
    if version is not None:
        found = (version_of(found, version),)
    if as_json or as_csv or not found:
        show(COLUMNS, rows(found), as_json=as_json, as_csv=as_csv, empty=NO_VERSIONS)
        return
    for one in found:
        _tell(one)


def _tell(version: "Version") -> None:
    """A version with its sentences."""
    from workbench.tasks.evolution import heading

    put(heading(version))
    for sentence in version.sentences:
        put(f"  {sentence}.")
