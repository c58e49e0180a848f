"""Memos: written, listed, read, changed and removed."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import Row, put, say, show
from workbench.cli.study import opened
from workbench.core.errors import Refused, Unreadable

if TYPE_CHECKING:
    from workbench.core.model import Memo
    from workbench.core.project import Project
    from workbench.core.spans import Span
    from workbench.session import Session

app = group("memo", "The memos: on the study, documents, passages, codings, codes, cases and themes.")

Name = Annotated[str, typer.Argument(metavar="MEMO", help="Its first line, or its id as the list shows it.")]
Words = Annotated[str | None, typer.Argument(metavar="TEXT", help="The memo, in Markdown; else it is read from stdin.")]
TextFile = Annotated[
    typer.FileText | None, typer.Option("--file", metavar="FILE", encoding="utf-8", help="Take the words from a file.")
]
Kind = Annotated[
    str | None, typer.Option(metavar="KIND", help="analytic, method, reflexive, definition, or to discuss.")
]
Private = Annotated[
    bool | None, typer.Option("--private/--open", help="For you alone, or for all coders.", show_default=False)
]


@app.command(
    **example('memo add "Who else is awake?" --document P01 --quote "Nobody, is the answer." --kind reflexive')
)
def add(
    ctx: typer.Context,
    text: Words = None,
    file: TextFile = None,
    document: Annotated[str | None, typer.Option(metavar="NAME", help="It is on this document.")] = None,
    quote: Annotated[str | None, typer.Option(metavar="WORDS", help="With --document: on these words of it.")] = None,
    coding: Annotated[str | None, typer.Option(metavar="ID", help="On the coding with this quote id, P07-012.")] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="On a code, by name, path or key.")] = None,
    case: Annotated[str | None, typer.Option(metavar="NAME", help="On a case.")] = None,
    theme: Annotated[str | None, typer.Option(metavar="NAME", help="On a theme.")] = None,
    kind: Kind = None,
    private: Private = None,
) -> None:
    """Writes a memo; without a place it is on the study as a whole."""
    from workbench.core.edits import write_memo
    from workbench.core.model import MEMO_KINDS

    places = {"document": document, "coding": coding, "code": code, "case": case, "theme": theme}
    named = {about: name for about, name in places.items() if name is not None}
    if len(named) > 1:
        raise typer.BadParameter("Choose one of --document, --coding, --code, --case and --theme")
    if quote is not None and document is None:
        raise typer.BadParameter("--quote goes with --document")
    with opened(ctx) as session:
        about, target, span = _place(session, named, quote)
        body = _body(text, file)
        step = write_memo(
            session.project, about, target, span, kind or MEMO_KINDS[0], body, bool(private), session.stamp()
        )
        session.do(step)
    say(f"{step.label}.")


@app.command("list", **example("memo list --kind reflexive"))
def list_(
    ctx: typer.Context,
    kind: Kind = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="WHAT", help="On: study, document, passage, coding, code, case, or theme."),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that you wrote.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Lists the memos, the newest first; private ones of others are left out."""
    from workbench.core.memos import visible
    from workbench.core.model import ABOUT, MEMO_KINDS

    for wanted, known, option in ((kind, MEMO_KINDS, "--kind"), (about, ABOUT, "--about")):
        if wanted is not None and wanted not in known:
            raise typer.BadParameter(f"“{wanted}” is none of: {', '.join(known)}", param_hint=option)
    with opened(ctx) as session:
        project, coder = session.seen, session.coder.id
    rows = [
        _row(project, memo)
        for memo in visible(project, coder)
        if kind in {None, memo.kind} and about in {None, memo.about} and (not mine or memo.coder == coder)
    ]
    header = ("id", "kind", "about", "on", "first line", "writer", "date", "private")
    empty = "There are no such memos; write one with: workbench memo add TEXT"
    show(header, rows, as_json=as_json, as_csv=as_csv, empty=empty)


@app.command("show", **example('memo show "Who else is awake?"'))
def show_(ctx: typer.Context, memo: Name) -> None:
    """Shows a memo whole."""
    from workbench.core.memos import memo_place

    with opened(ctx) as session:
        found = _named(session, memo)
        project = session.seen
    writer = project.coders[found.coder].name if found.coder in project.coders else ""
    private = ", private" if found.private else ""
    say(f"On {memo_place(project, found)} ({found.kind}, {writer}, {found.at[:10]}{private})")
    for line in found.body.split("\n"):
        put(line)


@app.command(**example('memo edit "Who else is awake?" --kind "to discuss" --private'))
def edit(
    ctx: typer.Context,
    memo: Name,
    text: Words = None,
    file: TextFile = None,
    kind: Kind = None,
    private: Private = None,
) -> None:
    """Changes the words or kind of a memo of yours, or who may see it."""
    from workbench.core.edits import edit_memo

    with opened(ctx) as session:
        known = _named(session, memo)
        kept = text is None and file is None and (kind is not None or private is not None)
        body = known.body if kept else _body(text, file)
        shown = known.private if private is None else private
        step = edit_memo(session.project, known, kind or known.kind, body, shown, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example('memo remove "Who else is awake?"'))
def remove(ctx: typer.Context, memo: Name) -> None:
    """Takes a memo of yours away."""
    from workbench.core.edits import remove_memo

    with opened(ctx) as session:
        step = remove_memo(session.project, _named(session, memo), session.stamp())
        session.do(step)
    say(f"{step.label}.")


def _place(session: "Session", named: dict[str, str], quote: str | None) -> "tuple[str, str, Span | None]":
    """What a memo is to be about: one of ABOUT, its id, and the words where it is about some."""
    from workbench import tasks

    project = session.project
    for about, name in named.items():
        if about == "document" and quote is not None:
            return ("passage", *tasks.passage(session, name, quote))
        if about == "document":
            return about, project.document_named(name).id, None
        if about == "coding":
            return about, tasks.codings_named(session, [name])[0].id, None
        if about == "code":
            return about, project.code_named(name).id, None
        if about == "case":
            return about, project.case_named(name).id, None
        return about, project.theme_named(name).id, None
    return "study", "", None


def _body(text: str | None, file: typer.FileText | None) -> str:
    """The words from the argument, the file, or what comes in; refused from a terminal, where nobody knows to end it."""
    if text is not None and file is not None:
        raise typer.BadParameter("Choose TEXT or --file, not both")
    if text is not None:
        return text
    if file is None and sys.stdin.isatty():
        raise Refused("A memo needs words.", "Give them as TEXT, with --file, or through a pipe.")
    try:
        return (file or sys.stdin).read()
    except UnicodeDecodeError as error:
        name = file.name if file else "What came in"
        raise Unreadable(f"{name} is no plain text in UTF-8.", "Save it as a text file.") from error


def _named(session: "Session", name: str) -> "Memo":
    from workbench.core.memos import memo_named, visible

    return memo_named(session.seen, visible(session.seen, session.coder.id), name)


def _row(project: "Project", memo: "Memo") -> Row:
    from workbench.core.memos import SHORT, memo_place

    writer = project.coders[memo.coder].name if memo.coder in project.coders else ""
    private = "yes" if memo.private else ""
    place = memo_place(project, memo)
    return memo.id[:SHORT], memo.kind, memo.about, place, memo.title, writer, memo.at[:10], private
