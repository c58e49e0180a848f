"""The quotes of a code or a theme across documents, by the same filters as in the terminal program."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.analysis.quotes import Extract
    from workbench.analysis.retrieval import Wanted
    from workbench.core.project import Project
    from workbench.session import Session

app = group()
HAND = "hand"
SOME = 50
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code's name, path or key; else all codes.")]
Theme = Annotated[str, typer.Option("--theme", metavar="NAME", help="The quotes of a theme.", show_default=False)]
Chosen = Annotated[bool, typer.Option("--chosen", help="With --theme: only the quotes chosen for it.")]
Documents = Annotated[list[str] | None, typer.Option("--document", metavar="NAME", help="Only in this document.")]
By = Annotated[list[str] | None, typer.Option("--by", metavar="NAME", help="Only what this coder coded.")]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="NAME=VALUE", help="Only of participants with this attribute."),
]
Words = Annotated[str, typer.Option("--words", metavar="TEXT", help="Only with these words.", show_default=False)]
Rating = Annotated[
    str | None, typer.Option("--rating", metavar="POINT", help="Only with this rating; “” for those without.")
]
Origin = Annotated[str, typer.Option("--origin", metavar="hand|search", help="Only coded so.", show_default=False)]
Participants = Annotated[bool, typer.Option("--participants", help="Only what participants say.")]
Below = Annotated[bool, typer.Option("--below/--no-below", help="With the codes below the code, or without.")]


@app.command(**example("quotes Listener --participants"))
def quotes(
    ctx: typer.Context,
    code: Code = "",
    theme: Theme = "",
    chosen: Chosen = False,
    document: Documents = None,
    by: By = None,
    where: Where = None,
    words: Words = "",
    rating: Rating = None,
    origin: Origin = "",
    participants: Participants = False,
    below: Below = True,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the quotes of a code and of the codes below it, or of a theme."""
    from workbench.analysis.retrieval import Wanted

    if chosen and not theme:
        raise typer.BadParameter("Say which theme with --theme", param_hint="--chosen")
    with opened(ctx) as session:
        project = session.seen
        wanted = Wanted(
            codes=(project.code_named(code).id,) if code else (),
            themes=(project.theme_named(theme).id,) if theme else (),
            below=below,
            chosen_only=chosen,
            documents=tuple(project.document_named(name).id for name in document or ()),
            coders=tuple(_coder(project, name) for name in by or ()),
            attributes=tuple(map(_attribute, where or ())),
            participants_only=participants,
            words=words,
            rating=rating,
            origin=_origin(origin),
        )
        rows = [_row(extract) for extract in _found(session, project, wanted)]
    header = ("id", "participant", "document", "turn", "code", "coder", "quote")
    empty = "No quote fits." if wanted != Wanted(codes=wanted.codes) else "This code has no quotes yet."
    show(header, rows, as_json=as_json, as_csv=as_csv, empty=empty if code or theme else "No quote fits.")


def _found(session: "Session", project: "Project", wanted: "Wanted") -> Iterator["Extract"]:
    """The quotes that fit, some documents' texts at a time."""
    from workbench.analysis.quotes import quotes as quotes_of
    from workbench.analysis.retrieval import chosen, fits

    codings = chosen(project, wanted)
    documents = list(dict.fromkeys(coding.document for coding in codings))
    for at in range(0, len(documents), SOME):
        some = set(documents[at : at + SOME])
        texts = session.transcripts(some)
        here = [coding for coding in codings if coding.document in some]
        yield from (extract for extract in quotes_of(project, texts, here) if fits(extract, wanted))


def _row(quote: "Extract") -> Sequence[str | int]:
    person = quote.case.name if quote.case else quote.speaker
    return quote.id, person, quote.document.name, quote.turn, quote.code.name, quote.coder.name, quote.words


def _coder(project: "Project", name: str) -> str:
    from workbench.core.errors import Missing

    coder = project.coder_named(name)
    if coder is None:
        raise Missing(f"There is no coder “{name}” in this study.")
    return coder.id


def _attribute(written: str) -> tuple[str, str]:
    name, sign, value = written.partition("=")
    if not sign or not name.strip():
        raise typer.BadParameter("Write an attribute and its value, such as country=Ireland", param_hint="--where")
    return name.strip(), value.strip()


def _origin(written: str) -> str | None:
    from workbench.core.model import SEARCH

    if written not in {"", HAND, SEARCH}:
        raise typer.BadParameter("Choose hand or search", param_hint="--origin")
    return {"": None, HAND: ""}.get(written, written)
