"""Codings: in and out as a table, and a single one from the shell."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Force, Source, Target, example, group
from workbench.cli.output import put, report, say
from workbench.cli.study import opened
from workbench.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.core.model import Coding
    from workbench.core.steps import Step
    from workbench.session import Session

app = group("codings", "The codings: in and out as a table, and what is done to those that stand.")
code_app = group()


@app.command("import", **example("codings import transcripts/codings.csv"))
def import_(ctx: typer.Context, file: Source) -> None:
    """Places the codings of a table on their words.

    The table is CSV, with the columns document, code, and quote or start and end; coder, created, rating and origin may be there.
    A quote that stands there only nearly is placed where the words are most alike, and named.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.import_codings(session, file)
    report(found)
    if not found.step:
        raise Refused("No coding came in.")
    say(f"{found.step.label}.")


@app.command(**example("codings export exports/codings.csv"))
def export(ctx: typer.Context, file: Target, force: Force = False) -> None:
    """Writes all codings to a CSV table."""
    from workbench import tasks

    with opened(ctx) as session:
        written = tasks.export_codings(session, file, force=force)
    put(written.path)
    say(f"{written.said}.")


@code_app.command(**example('code P01 "I got off a stop early and walked." Listener'))
def code(
    ctx: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's name.")],
    quote: Annotated[
        str, typer.Argument(metavar="QUOTE", help="The words, as they stand in it; - for the whole document.")
    ],
    code: Annotated[list[str], typer.Argument(metavar="CODE", help="Codes, by name, path or key.")],
) -> None:
    """Puts codes on the words of a document.

    Codes for documents as a whole are put on all of it, whatever the words are; give a dash in their place.
    """
    from workbench import tasks

    with opened(ctx) as session:
        step = tasks.code_quote(session, document, quote, code)
    say(f"{step.label}.")


# -- what is done to codings that stand -------------------------------------------------------------------------------

Quote = Annotated[str, typer.Argument(metavar="ID", help="The quote's id, P07-012 or 12.")]
Quotes = Annotated[list[str], typer.Argument(metavar="ID", help="The quotes' ids, P07-012 or 12.")]


@app.command(**example('codings recode 9 --to "Seeing it anew"'))
def recode(
    ctx: typer.Context,
    ids: Quotes,
    to: Annotated[str, typer.Option(metavar="CODE", help="The other code.")],
) -> None:
    """Gives codings another code."""
    from workbench.core.edits import recode

    _change(ctx, ids, lambda session, some: recode(
        session.project, some, session.project.code_named(to).id, session.stamp()
    ))  # fmt: skip


@app.command(**example('codings resize P01-010 --to "I told it, no tips unless I ask."'))
def resize(
    ctx: typer.Context,
    id_: Quote,
    to: Annotated[str, typer.Option(metavar="WORDS", help="The words that the coding shall stand on.")],
) -> None:
    """Moves the edges of a coding, to words of its document."""
    from workbench import tasks
    from workbench.core.edits import resize

    def make(session: "Session", some: "Sequence[Coding]") -> "Step":
        span = tasks.place_of(session, some[0].document, to)
        return resize(session.project, some[0], span, session.stamp())

    _change(ctx, [id_], make)


@app.command(**example('codings split P01-011 --before "I knew"'))
def split(
    ctx: typer.Context,
    id_: Quote,
    before: Annotated[str, typer.Option(metavar="WORDS", help="The words in it with which the second part begins.")],
) -> None:
    """Makes two codings of one."""
    from workbench.core.edits import split_coding
    from workbench.core.spans import Span, trimmed

    def make(session: "Session", some: "Sequence[Coding]") -> "Step":
        coding = some[0]
        text = session.transcript(coding.document).text
        at = text.find(before, coding.start + 1, coding.end)
        if at < 0 or not before:
            raise Refused(f"“{before}” does not stand inside this coding.", "Give the words as they stand there.")
        left, right = trimmed(text, Span(coding.start, at)), trimmed(text, Span(at, coding.end))
        return split_coding(session.project, coding, left, right, session.stamp())

    _change(ctx, [id_], make)


@app.command(**example("codings join 11 351"))
def join(ctx: typer.Context, ids: Quotes) -> None:
    """Makes one coding of several with the same code and coder."""
    from workbench.core.edits import join_codings

    _change(ctx, ids, lambda session, some: join_codings(session.project, some, session.stamp()))


@app.command(**example("codings rate P01-005 --as clearly"))
def rate(
    ctx: typer.Context,
    ids: Quotes,
    point: Annotated[str, typer.Option("--as", metavar="POINT", help="A point of the code's scale; '' for none.")],
) -> None:
    """Rates codings on their code's scale."""
    from workbench.core.edits import rate

    _change(ctx, ids, lambda session, some: rate(session.project, some, point, session.stamp()))


@app.command(**example("codings remove P01-015"))
def remove(ctx: typer.Context, ids: Quotes) -> None:
    """Takes codings away; their memos stay with the words."""
    from workbench.core.edits import remove_codings

    _change(ctx, ids, lambda session, some: remove_codings(session.project, some, session.stamp()))


def _change(ctx: typer.Context, ids: "Sequence[str]", make: "Callable[[Session, Sequence[Coding]], Step]") -> None:
    """Makes a step on the codings of these ids."""
    from workbench import tasks

    with opened(ctx) as session:
        step = make(session, tasks.codings_named(session, ids))
        session.do(step)
    say(f"{step.label}.")
