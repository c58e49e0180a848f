"""What several commands share: common options, and how a command shows itself in its help."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from workbench.cli.output import printable
from workbench.core.errors import Unreadable

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="As CSV, for spreadsheets.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]
Where = Annotated[
    str, typer.Option("--where", metavar="QUERY", help="Only what a query finds; see: ask --help", show_default=False)
]
Interviewers = Annotated[bool, typer.Option("--interviewers", help="Count what only interviewers say as well.")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="FILE", help="Write it to a file (.docx, .xlsx, .csv, .md …) instead.")
]
CodeName = Annotated[str, typer.Argument(metavar="CODE", help="The code's name, path or key.")]


class Word(TyperCommand):
    """A command whose help speaks of files and names, not of types."""

    def invoke(self, ctx: Any) -> Any:
        """Does it, once all words are known to be text that can be kept; file names may be any bytes."""
        for param in self.params:
            given = ctx.params.get(param.name)
            words = given if isinstance(given, list | tuple) else [given]
            if any(isinstance(word, str) and not printable(word) for word in words):
                raise typer.BadParameter(
                    "This is not in UTF-8", ctx=ctx, param_hint=str(getattr(param, "metavar", None) or param.name)
                )
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words after the command's name."""
        del ctx
        return [*self.wanted(), "[OPTIONS]"]

    def wanted(self) -> Iterator[str]:
        """What the command asks for: its arguments and the options that it can't do without."""
        for param in self.params:
            if isinstance(param, TyperArgument):
                name = f"{param.metavar}..." if param.nargs < 0 else f"{param.metavar}"
                yield name if param.required else f"[{name}]"
            elif isinstance(param, TyperOption) and param.required:
                switches = "/".join([*param.opts, *param.secondary_opts])
                yield f"{switches} {param.metavar}" if param.metavar else switches

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the arguments and the options, each with its help."""
        arguments = [(str(p.metavar), p.help or "") for p in self.params if isinstance(p, TyperArgument)]
        options = [p.get_help_record(ctx) for p in self.get_params(ctx) if not isinstance(p, TyperArgument)]
        for title, rows in (("Arguments", arguments), ("Options", [row for row in options if row])):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def example(words: str) -> dict[str, Any]:
    """How a command stands in its help: as a `Word`, with a line at its foot that can be pasted."""
    return {"cls": Word, "epilog": f"\b\nExample: workbench {words}"}


def words_of(file: typer.FileText) -> str:
    """The words of a text file that an option names; Unreadable if it is none."""
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{file.name} is no plain text in UTF-8.", "Save it as a text file.") from error


def group(name: str | None = None, about: str | None = None) -> typer.Typer:
    """The commands of one noun; without a name they stand beside the other words at the top."""
    return typer.Typer(name=name, help=about, rich_markup_mode=None)
