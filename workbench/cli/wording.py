"""How quotes are worded for print: words left out, added or replaced; and a quote shown at its place."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import put, read, say, show
from workbench.cli.study import opened, run_program

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.core.model import Coding, Edit
    from workbench.core.spans import Span
    from workbench.core.steps import Step
    from workbench.session import Session
    from workbench.tasks import Sight

app = group("quote", "How quotes are worded for print: words left out, added or replaced.")
show_app = group()

Id = Annotated[str, typer.Argument(metavar="ID", help="The quote's id, P07-012 or 12.")]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="Words of the quote, as they stand there.")]
Nth = Annotated[
    int, typer.Option(metavar="N", min=0, help="Which, where they stand in it several times.", show_default=False)
]


@app.command(**example('quote cut P01-007 "my knee,"'))
def cut(ctx: typer.Context, id_: Id, words: Words, nth: Nth = 0) -> None:
    """Leaves words of a quote out in print, which shows […] there."""
    from workbench.core.model import Edit

    _word(ctx, id_, words, nth, lambda place: Edit(*place))


@app.command(**example('quote add P01-014 "I rang her" "her friend"'))
def add(
    ctx: typer.Context,
    id_: Id,
    words: Words,
    added: Annotated[str, typer.Argument(metavar="ADDED", help="What print adds after them, in brackets.")],
    nth: Nth = 0,
    before: Annotated[bool, typer.Option("--before", help="Add it before the words, not after them.")] = False,
) -> None:
    """Adds words to a quote in print, in [brackets]: what makes it clear."""
    from workbench.core.model import Edit

    def edit(place: "Span") -> Edit:
        at = place.start if before else place.end
        return Edit(at, at, added)

    _word(ctx, id_, words, nth, edit)


@app.command(**example("quote replace P01-017 Angela Anna"))
def replace(
    ctx: typer.Context,
    id_: Id,
    words: Words,
    instead: Annotated[str, typer.Argument(metavar="INSTEAD", help="What print shows in their place, in brackets.")],
    nth: Nth = 0,
) -> None:
    """Replaces words of a quote in print, in [brackets]: a pseudonym, or what was meant."""
    from workbench.core.errors import Refused
    from workbench.core.model import Edit

    if not instead.strip(" []"):
        raise Refused("There are no words to show instead.", "To leave words out, write: workbench quote cut ID WORDS")
    _word(ctx, id_, words, nth, lambda place: Edit(*place, instead))


@app.command(**example("quote restore P01-017 Angela"))
def restore(
    ctx: typer.Context,
    id_: Id,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What was said there, or stands there instead.")] = "",
    nth: Nth = 0,
) -> None:
    """Prints a quote as it was said again: all of it, or where one edit stands."""
    from workbench import tasks

    def change(session: "Session", coding: "Coding") -> "Step":
        edit = tasks.edit_at(session, coding, words, nth) if words else None
        return tasks.reword_as_said(session, coding.document, coding.span, edit)

    _change(ctx, id_, change)


@app.command(**example("quote wordings"))
def wordings(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Quotes' ids; else all that are worded.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the quotes that are worded for print: as they were said, as they are printed, and each edit."""
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.wordings(session, ids or ())
        rows = [(", ".join(one.ids), one.extract.words, one.printed, one.edits) for one in found]
    empty = "These quotes are printed as they were said." if ids else "All quotes are printed as they were said."
    show(("id", "as said", "as printed", "edits"), rows, as_json=as_json, as_csv=as_csv, empty=empty)


def _word(ctx: typer.Context, id_: str, words: str, nth: int, edit: "Callable[[Span], Edit]") -> None:
    """Makes an edit where words stand in a quote."""
    from workbench import tasks

    def change(session: "Session", coding: "Coding") -> "Step":
        place = tasks.words_of_quote(session, coding, words, nth)
        return tasks.word_quote(session, coding.document, coding.span, edit(place))

    _change(ctx, id_, change)


def _change(ctx: typer.Context, id_: str, change: "Callable[[Session, Coding], Step]") -> None:
    """Changes the wording of a quote, and shows how it is printed now."""
    from workbench import tasks
    from workbench.core.wording import edits_of, printed

    with opened(ctx) as session:
        coding = tasks.codings_named(session, [id_])[0]
        step = change(session, coding)
        text = session.transcript(coding.document).text
        put(" ".join(printed(text, coding.span, edits_of(session.seen, coding.document, coding.span)).split()))
    say(f"{step.label}.")


# -- a quote at its place ---------------------------------------------------------------------------------------------


@show_app.command("show", **example("show P01-007"))
def show_(
    ctx: typer.Context,
    id_: Id,
    turns: Annotated[int, typer.Option(metavar="N", min=0, max=50, help="How many turns before and after it.")] = 1,
    open_: Annotated[bool, typer.Option("--open", help="Open the terminal program there.")] = False,
    as_json: Json = False,
) -> None:
    """Shows a quote at its place: what is said around it, who coded it how, and how it is printed."""
    from workbench import tasks
    from workbench.core.errors import WorkbenchError

    session = opened(ctx)
    if open_:
        try:
            coding = tasks.codings_named(session, [id_])[0]
        except WorkbenchError:
            session.close()
            raise
        run_program(session, (coding.document, coding.span))
        return
    with session:
        sight = tasks.show_quote(session, id_, turns)
    if as_json:
        import json

        put(json.dumps(_data(sight), ensure_ascii=False, indent=2))
        return
    for line in _lines(sight):
        read(line)


def _lines(sight: "Sight") -> "list[str]":
    """A quote at its place as lines to read; the quote's own words between ⟦ and ⟧."""
    from workbench.core.moments import date_words

    extract, coding = sight.extract, sight.extract.coding
    where = [extract.document.title, *([f"turn {extract.turn}"] if extract.turn else [])]
    rated = f", rated {coding.rating}" if coding.rating else ""
    lines = [
        f"{extract.id}  {' · '.join(where)} · characters {coding.start:,} to {coding.end:,}",
        f"{extract.code.name}{rated}, coded by {extract.coder.name} on {date_words(coding.at)}",
        *(f"also {name} ({id_}), coded by {coder}" for id_, name, coder in sight.also),
        *(f"chosen for the theme “{theme}”" for theme in sight.themes),
        f"codebook as of step {sight.codebook} of the history",
        "",
    ]
    for said in sight.around:
        words = said.words
        if said.quote:
            start, end = said.quote
            words = f"{words[:start]}⟦{words[start:end]}⟧{words[end:]}"
        lines.append(f"{said.turn:>4}  {said.speaker + ': ' if said.speaker else ''}{' '.join(words.split())}")
    if sight.edits:
        lines += [
            "",
            f"In print: {' '.join(sight.printed.split())}",
            *(f"  {' '.join(e.split())}" for e in sight.edits),
        ]
    return lines


def _data(sight: "Sight") -> "dict[str, Any]":
    """A quote at its place for programs."""
    extract, coding = sight.extract, sight.extract.coding
    return {
        "id": extract.id,
        "document": extract.document.name,
        "digest": sight.digest,
        "turn": extract.turn,
        "start": coding.start,
        "end": coding.end,
        "participant": extract.case.name if extract.case else extract.speaker,
        "code": extract.code.name,
        "coder": extract.coder.name,
        "round": coding.round,
        "rating": coding.rating,
        "at": coding.at,
        "codebook": sight.codebook,
        "quote": extract.words,
        "printed": sight.printed,
        "edits": sight.edits,
        "themes": sight.themes,
        "also": [{"id": id_, "code": code, "coder": coder} for id_, code, coder in sight.also],
        "around": [said._asdict() for said in sight.around],
    }
