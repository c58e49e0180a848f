"""Asking the study with the query language, and the queries that are saved in it."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import Row, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.session import Session
    from workbench.tasks import Answer

app = group()
query_app = group("query", "The saved queries; ask them with: workbench ask --saved NAME")

HEADER = ("id", "participant", "document", "turn", "codes", "coders", "quote")
COUNTED = ("extracts", "participants", "documents", "codings")
Wanted = Annotated[
    str,
    typer.Argument(
        metavar="QUERY", help='Codes, "words" and fields, joined by AND, OR, NOT, OVERLAPS …', show_default=False
    ),
]


@app.command(**example('ask "Listener AND case.country = Ireland" --save "Heard in Ireland"'))
def ask(
    ctx: typer.Context,
    query: Wanted = "",
    saved: Annotated[
        str, typer.Option("--saved", metavar="NAME", help="Asks the saved query of this name.", show_default=False)
    ] = "",
    save: Annotated[
        str, typer.Option("--save", metavar="NAME", help="Keeps the query under this name.", show_default=False)
    ] = "",
    replace: Annotated[bool, typer.Option("--replace", help="With --save: in place of the one of this name.")] = False,
    context: Annotated[int, typer.Option(metavar="N", min=0, max=200, help="Shows so many words around too.")] = 0,
    count: Annotated[bool, typer.Option("--count", help="Only says how much it is.")] = False,
    documents: Annotated[bool, typer.Option("--documents", help="Says how much it is in each document.")] = False,
    interviewers: Annotated[
        bool, typer.Option("--interviewers", help="With what only interviewers say; else it is left out.")
    ] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many extracts.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the extracts that a query finds, or counts them.

    A code means its codings and those of the codes below it (ONLY CODE: without those). Other terms: theme:NAME,
    "words of the text", document:NAME, speaker:NAME, case.ATTRIBUTE = VALUE, coder:NAME, round:1, weight = POINT,
    date >= 2026-03-01, memo:"text", origin:search, chosen, interviewer, coded. AND, OR, NOT and brackets join them.
    A OVERLAPS B, INSIDE, CONTAINS, SAME WORDS, NEAR 20, SAME TURN, FOLLOWED BY and PRECEDED BY (WITHIN 2) give the codings of A.
    With TURNS in front, turns are found, not coded words.
    """
    if bool(query) == bool(saved):
        raise typer.BadParameter("Write a query, or name a saved one with --saved")
    if count and documents:
        raise typer.BadParameter("Choose --count or --documents, not both")
    with opened(ctx) as session:
        answer = _asked(session, query, saved, save, replace=replace, interviewers=interviewers)
        if count:
            show(COUNTED, [answer.counts], as_json=as_json, as_csv=as_csv)
        elif documents:
            empty = answer.note or "Nothing fits."
            show(
                ("document", *COUNTED[:2], "codings"),
                _by_document(session, answer),
                as_json=as_json,
                as_csv=as_csv,
                empty=empty,
            )
        else:
            header = (*HEADER[:-1], "before", "quote", "after") if context else HEADER
            rows = _rows(session, answer, context, limit)
            show(header, rows, as_json=as_json, as_csv=as_csv, empty=answer.note or "Nothing fits.")
    if limit and len(answer.passages) > limit and not (count or documents):
        say(f"These are the first {limit} of {len(answer.passages):,}.")


def _asked(session: "Session", query: str, saved: str, save: str, *, replace: bool, interviewers: bool) -> "Answer":
    from workbench import tasks
    from workbench.core.edits import save_query

    words = session.seen.query_named(saved).query if saved else query
    answer = tasks.ask(session, words, interviewers=interviewers)
    if save:
        step = save_query(session.project, save, words, session.stamp(), anew=replace)
        session.do(step)
        say(f"{step.label}.")
    return answer


def _rows(session: "Session", answer: "Answer", context: int, limit: int | None) -> Iterator[Row]:
    from workbench import tasks

    for found in tasks.told(session, islice(answer.passages, limit), context):
        where = (found.id, found.participant, found.document, found.turn, found.codes, found.coders)
        yield (*where, found.before, found.words, found.after) if context else (*where, found.words)


def _by_document(session: "Session", answer: "Answer") -> Iterator[Row]:
    from workbench import tasks

    for document, passages in groupby(answer.passages, key=lambda passage: passage.document):
        counted = tasks.counts(passages)
        yield session.seen.documents[document].name, counted.extracts, counted.participants, counted.codings


@query_app.command("list", **example("query list"))
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the saved queries."""
    with opened(ctx) as session:
        rows = [(saved.name, saved.query) for saved in session.seen.saved_queries]
    empty = "No query is saved yet; save one with: workbench ask QUERY --save NAME"
    show(("name", "query"), rows, as_json=as_json, as_csv=as_csv, empty=empty)


@query_app.command(**example('query remove "Heard in Ireland"'))
def remove(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME", help="The query's name.")]) -> None:
    """Lets go of a saved query."""
    from workbench.core.edits import remove_query

    with opened(ctx) as session:
        step = remove_query(session.project, session.project.query_named(name), session.stamp())
        session.do(step)
    say(f"{step.label}.")
