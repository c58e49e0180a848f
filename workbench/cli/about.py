"""What the codebook says, from the shell: a single code in full, and the codebook as a whole."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.codebook import app
from workbench.cli.options import CodeName, Json, example
from workbench.cli.output import Cell, put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.core.model import Book, Code
    from workbench.core.project import Project

__all__ = ["app"]

SIDE = 14
NOTHING_YET = "The codebook says nothing of itself yet; say it with: workbench codebook about --description TEXT"


@app.command("show", **example("codebook show Listener"))
def show_(ctx: typer.Context, code: CodeName, as_json: Json = False) -> None:
    """Shows all that a code says of itself."""
    with opened(ctx) as session:
        project = session.seen
        fields = _fields(project, project.code_named(code))
    if as_json:
        show(tuple(fields), [tuple(fields.values())], as_json=True)
    else:
        _tell(fields)


@app.command(**example("codebook about"))
def about(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What the codebook is called.")] = None,
    description: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
    rules: Annotated[
        str | None, typer.Option("--rule", metavar="TEXT", help="What holds for all codes, such as which of two wins.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=REFERENCE", help="What codes draw on; may be repeated. Without a reference it goes."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ATTRIBUTE=VALUES",
            help="The values an attribute may have, with commas; may be repeated. Without values it goes.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Shows what the codebook says of itself as a whole, or changes what is named."""
    from workbench.core import edits
    from workbench.core.model import Book

    given = {"name": name, "description": description, "rules": rules}
    fields: dict[str, Any] = {field: words for field, words in given.items() if words is not None}
    with opened(ctx) as session:
        book = session.project.book or Book("", "")
        if source:
            fields["sources"] = _changed(dict(book.sources), source, "--source")
        if values:
            known = {attribute: ", ".join(allowed) for attribute, allowed in book.values}
            fields["values"] = tuple((n, tuple(_parts(v))) for n, v in _changed(known, values, "--values"))
        if fields:
            step = edits.edit_book(session.project, stamp=session.stamp(), **fields)
            session.do(step)
            say(f"{step.label}.")
            return
    told = _about(book)
    if as_json:
        show(tuple(told), [tuple(told.values())], as_json=True)
    elif any(told.values()):
        _tell(told)
    else:
        say(NOTHING_YET)


def _fields(project: "Project", code: "Code") -> dict[str, Cell]:
    """All that a code says, by the word for it; its key only where people gave it one."""
    from workbench.core.codebook.lineage import lineage, references

    applied = "documents" if code.whole else "passages"
    return {
        "code": project.code_paths[code.id],
        "key": code.handle,
        "other names": code.aliases,
        "definition": code.definition,
        "full": code.full,
        "include": code.include,
        "exclude": code.exclude,
        "examples": code.examples,
        "near misses": code.misses,
        "applies to": applied if code.applies else "nothing: a heading",
        "scale": code.scale,
        "hotkey": code.hotkey,
        "colour": code.colour,
        "sources": tuple(references(project, code)),
        "attributes": tuple(f"{name}: {value}" for name, value in code.attributes),
        "history": tuple(lineage(project, code)),
        "codings": project.counts.get(code.id, 0),
    }


def _about(book: "Book") -> dict[str, Cell]:
    return {
        "name": book.name,
        "description": book.description,
        "rules": book.rules,
        "sources": tuple(f"{key}: {reference}" for key, reference in book.sources),
        "attributes": tuple(f"{name}: {', '.join(allowed)}" for name, allowed in book.values),
    }


def _tell(fields: dict[str, Cell]) -> None:
    """What is said, a field below the other, each line of it after the field's word."""
    for field, said in fields.items():
        lines = said if isinstance(said, tuple) else "" if said is None else str(said).splitlines()
        for place, line in enumerate(line for words in lines for line in str(words).splitlines()):
            put(f"{'' if place else field:<{SIDE}}{line}".rstrip())


def _changed(known: dict[str, str], wanted: Iterable[str], option: str) -> tuple[tuple[str, str], ...]:
    """Pairs, those that are named put in or, without a value, taken out."""
    for pair in wanted:
        name, _, value = (part.strip() for part in pair.partition("="))
        if not name:
            raise typer.BadParameter("Write it as NAME=WHAT", param_hint=option)
        known[name] = value
    return tuple((name, value) for name, value in known.items() if value)


def _parts(values: str) -> list[str]:
    return [value.strip() for value in values.split(",") if value.strip()]
