"""The words of the command line, in the order of a study's life; each noun has a file of its own."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from workbench import __version__
from workbench.cli import (
    about,
    analysis,
    ask,
    cases,
    checking,
    codebook,
    codes,
    codings,
    documents,
    evolution,
    exporting,
    finding,
    grid,
    history,
    ledger,
    memos,
    merging,
    project,
    quotes,
    quoting,
    settings,
    tables,
    themes,
    wording,
)
from workbench.cli.exits import USAGE, outcome
from workbench.cli.options import Word
from workbench.cli.output import complain, printable, put
from workbench.cli.study import Wishes, begin

EVERYWHERE = ("--study", "--coder")
OF_THE_CODEBOOK = (merging, about, codes, evolution, checking)
"""Where the words are that join those of the codebook."""
NAMELESS = "Invalid value: "
"""What stands before a sentence on words that don't fit together: more than the sentence needs."""


class Words(TyperGroup):
    """All commands; what goes wrong in one ends as one line on stderr and a promised exit code."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        """Does what the words say and leaves with the exit code."""
        words = options_first(sys.argv[1:] if args is None else args)
        run = partial(super().main, words, *rest, **{**named, "standalone_mode": False})
        try:
            sys.exit(outcome(run))
        except typer.TyperException as error:
            where = getattr(getattr(error, "ctx", None), "command_path", None) or self._called(words)
            complain(f"{error.format_message().removeprefix(NAMELESS).rstrip('.')}. See: {where} --help")
            sys.exit(USAGE)

    def _called(self, words: Iterable[str]) -> str:
        """The command that the words call, as far as they call one: an option without its value doesn't say."""
        path, group = ["workbench"], self
        for word in words:
            if word in getattr(group, "commands", {}):
                path.append(word)
                group = group.commands[word]  # type: ignore[assignment]
        return " ".join(path)


def options_first(words: Iterable[str]) -> list[str]:
    """The words with --study and --coder in front, where Typer wants them; people write them behind as well."""
    ahead: list[str] = []
    rest: list[str] = []
    queue = iter(words)
    for word in queue:
        if word == "--":
            rest += [word, *queue]
        elif word in EVERYWHERE:
            value = next(queue, None)
            if value is None:
                rest.append(word)
            else:
                ahead += [word, value]
        elif word.partition("=")[0] in EVERYWHERE:
            ahead.append(word)
        else:
            rest.append(word)
    return [*ahead, *rest]


app = typer.Typer(
    name="workbench",
    cls=Words,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for part in (
    project.app,
    documents.list_app,
    documents.app,
    cases.app,
    codebook.app,
    codings.app,
    codings.code_app,
    wording.app,
    wording.show_app,
    memos.app,
    themes.app,
    finding.app,
    analysis.app,
    tables.app,
    quotes.app,
    ask.app,
    ask.query_app,
    quoting.app,
    ledger.app,
    grid.app,
    exporting.app,
    history.app,
    settings.app,
):
    app.add_typer(part)


def _tell_version(wanted: bool) -> None:
    if wanted:
        put(f"workbench {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def workbench(
    ctx: typer.Context,
    study: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The study's folder; else the present one or one above it.")
    ] = None,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who codes; else $WORKBENCH_CODER, your settings, or your login.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Code interviews in the terminal, share codebooks, and take themed quotes to Word.

    Without a command, the terminal program opens on the study in the present folder, or asks which.
    """
    if coder is not None and not printable(coder):
        raise typer.BadParameter("This is not in UTF-8", param_hint="--coder")
    ctx.obj = Wishes(study, coder)
    if ctx.invoked_subcommand is None:
        begin(ctx.obj)


def table() -> str:
    """The commands as a Markdown table, for the README."""
    lines = ["| command | what it does |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| `{usage}` | {about} |" for usage, about in _rows())])


def _rows() -> Iterator[tuple[str, str]]:
    yield "workbench", "Opens the terminal program on the study in the present folder, or asks which."
    for path, command in every_command():
        yield " ".join(["workbench", *path, *command.wanted()]), (command.help or "").partition("\n")[0]


def every_command() -> Iterator[tuple[tuple[str, ...], Word]]:
    """The words of each command, and the command, in the order of the help."""
    top = typer.main.get_command(app)
    for name, command in getattr(top, "commands", {}).items():
        if isinstance(command, Word):
            yield (name,), command
        for inner, word in getattr(command, "commands", {}).items():
            if not word.hidden:
                yield (name, inner), word
