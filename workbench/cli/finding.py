"""Searching for words in all documents, and putting a code on what was found."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import say, show
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from workbench.analysis.search import Hit
    from workbench.session import Session

app = group()

HEADER = ("number", "document", "turn", "before", "words", "after")
UNITS = ("words", "sentence", "turn")
SHOWN = 50


@app.command(**example("find bus --limit 5"))
def find(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORD", help="What you look for; .. parts words that stand apart.")
    ],
    document: Annotated[
        list[str] | None, typer.Option(metavar="DOCUMENT", help="Only in this document; may be repeated.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Accents matter, and no word is unfinished.")] = False,
    lemma: Annotated[
        bool, typer.Option("--lemma", help="All forms of the words, as the document's language has it.")
    ] = False,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Words that are nearly the same too, as if misheard.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=f"At most so many hits; else {SHOWN}, or all where a code is put on them."
        ),
    ] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="Puts this code on the hits.")] = None,
    unit: Annotated[
        str, typer.Option("--as", metavar="UNIT", help="What is coded: words, sentence or turn.")
    ] = "words",
    but: Annotated[
        list[int] | None, typer.Option(metavar="N", help="Leaves out the hit of this number; may be repeated.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Shows the hits that would be coded, and codes nothing.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Finds words in what was said, and puts a code on them if you say so.

    Words that follow each other are one hit, whatever stands between them but words. Case and accents are set aside, and the last word may be
    unfinished, unless you choose another way.
    """
    if unit not in UNITS:
        raise typer.BadParameter("Choose words, sentence or turn", param_hint="--as")
    mode = _mode(exact=exact, lemma=lemma, fuzzy=fuzzy)
    most = limit or (None if code else SHOWN)
    with opened(ctx) as session:
        hits, more = _found(session, " ".join(words), mode, document, most)
        if code:
            _code(session, hits, code, unit, but or (), dry_run=dry_run)
        rows = [
            (number, session.project.documents[hit.document].name, hit.turn, hit.before, hit.words, hit.after)
            for number, hit in enumerate(hits, 1)
            if number not in (but or ())
        ]
    if code and not dry_run:
        return
    show(HEADER, rows, as_json=as_json, as_csv=as_csv, empty="These words stand nowhere.")
    if more:
        say(f"These are the first {most}; see more with --limit.")


def _mode(*, exact: bool, lemma: bool, fuzzy: bool) -> str:
    chosen = [name for name, wanted in (("exact", exact), ("lemma", lemma), ("fuzzy", fuzzy)) if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter("Choose one of --exact, --lemma and --fuzzy")
    return chosen[0] if chosen else "plain"


def _found(
    session: "Session", words: str, mode: str, names: list[str] | None, most: int | None
) -> tuple[list["Hit"], bool]:
    """The hits, and whether there are more of them."""
    from workbench import tasks

    query = tasks.sought(words, mode)
    among = [session.project.document_named(name).id for name in names] if names else None
    if warned := tasks.caution(session, query, among or session.project.documents):
        say(warned)
    hits = session.find(query, mode, most + 1 if most else None, among)
    return hits[:most], most is not None and len(hits) > most


def _code(
    session: "Session", hits: list["Hit"], code: str, unit: str, but: list[int] | tuple[int, ...], *, dry_run: bool
) -> None:
    from workbench import tasks
    from workbench.core import edits

    wanted = session.project.code_named(code).id
    if not hits:
        raise Refused("These words stand nowhere, so nothing was coded.")
    if session.project.codes[wanted].whole:
        unit = "document"
    places = tasks.places(session, tasks.without(hits, but), unit)
    if not places:
        raise Refused("All hits are left out, so nothing was coded.")
    step = edits.code_hits(session.project, places, wanted, session.stamp())
    if dry_run:
        say(f"Would be: {step.label}.")
        return
    session.do(step)
    say(f"{step.label}.")
