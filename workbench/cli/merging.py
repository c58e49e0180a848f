"""Codebook files side by side: how a file and the study stand, what differs between two, and merging three, in git too."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.asking import Ask, Ours, Theirs, chooser
from workbench.cli.codebook import app
from workbench.cli.exits import DONE, REFUSED
from workbench.cli.options import Csv, Force, Json, example
from workbench.cli.output import complain, put, say, show
from workbench.cli.study import opened
from workbench.core.codebook import Difference

COLUMNS = ("kind", "code", "what", "before", "after")
Optional = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The codebook file; without it, the study's own in codebooks/.")
]
One = Annotated[Path, typer.Argument(metavar="A", help="The earlier codebook file.")]
Other = Annotated[Path, typer.Argument(metavar="B", help="The later one.")]
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILES", help="BASE MINE THEIRS; or MINE THEIRS, where nobody has the common past."),
]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Where to write; without it, over MINE.")]
InGit = Annotated[
    Path | None,
    typer.Option("--git", metavar="FILE", help="A file that git could not merge: its versions come from git."),
]
Version = Annotated[Path, typer.Argument(metavar="FILE", help="A version of the file, as git names it.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The file's name in the repository.")]


@app.command(**example("codebook status codebooks/therapeutic-alignment.yaml"))
def status(ctx: typer.Context, file: Optional = None, as_json: Json = False, as_csv: Csv = False) -> int:
    """Tells how a codebook file and the study stand to each other.

    Where the study was brought into line with the file before, it tells what either side changed since. Ends with 1 if
    they differ.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.codebook_status(session, file)
    if as_json or as_csv:
        sides = (("study", found.in_study), ("file", found.in_file))
        rows = [(side, *difference) for side, listed in sides for difference in listed]
        show(("side", *COLUMNS), rows, as_json=as_json, as_csv=as_csv)
    elif found.in_step:
        put(f"The study and {found.path} are in step.")
    elif found.known:
        _told("Changed in the study since the two were in step:", found.in_study)
        _told("Changed in the file since:", found.in_file)
    else:
        _told(f"In {found.path}, other than in the study:", found.in_file)
    for question in found.questions:
        complain(f"To settle: {tasks.in_full(question)}")
    return DONE if found.in_step else REFUSED


def _told(heading: str, differences: Iterable[Difference]) -> None:
    listed = list(differences)
    put(heading)
    for difference in listed:
        put(f"  {difference.said}")
    if not listed:
        put("  nothing")


@app.command(**example("codebook diff codebooks/therapeutic-alignment.yaml codebooks/therapeutic-alignment.yaml"))
def diff(one: One, other: Other, as_json: Json = False, as_csv: Csv = False) -> int:
    """Tells what was done to one codebook file to make another of it: renamed, moved, redefined, split, merged.

    Ends with 1 if they differ.
    """
    from workbench import tasks

    found = tasks.compare_codebooks(one, other)
    if as_json or as_csv:
        show(COLUMNS, found, as_json=as_json, as_csv=as_csv)
    elif not found:
        say("The two say the same.")
    for difference in () if as_json or as_csv else found:
        put(difference.said)
        if difference.before and difference.after:
            put(f"    was: {' '.join(difference.before.split())}")
            put(f"    now: {' '.join(difference.after.split())}")
    return REFUSED if found else DONE


@app.command(
    **example(
        "codebook merge codebooks/therapeutic-alignment.yaml codebooks/therapeutic-alignment.yaml --to exports/both.yaml"
    )
)
def merge(
    files: Files = None,
    to: To = None,
    git: InGit = None,
    ours: Ours = False,
    theirs: Theirs = False,
    ask: Ask = False,
    force: Force = False,
) -> None:
    """Merges codebook files field by field: BASE is what MINE and THEIRS both come from.

    What only one side changed is taken over, and no code is lost. Comments and layout are those of MINE, new codes bring
    theirs along. What both changed is a question, and nothing is written while one is open. With two files nothing counts
    as deleted.
    """
    from workbench import tasks

    if git is not None:
        git = tasks.file_in_git(git)
        found, target, force = tasks.versions_in_git(git), to or git, True
    elif files and len(files) in {2, 3}:
        *base, mine, their = files
        found, target = tasks.versions(mine, their, base[0] if base else None), to or mine
        force = force or to is None
    else:
        raise typer.BadParameter("Name BASE MINE THEIRS, or MINE THEIRS, or --git FILE")
    choose = chooser(ours=ours, theirs=theirs, ask=ask)
    written = tasks.merge_files(found, target, force=force, choose=choose, singly=ask)
    put(written.path)
    say(f"{written.said}.")
    if git is not None:
        say("Now tell git that it is settled: git add it, and commit.")


@app.command("merge-driver", hidden=True, **example("codebook merge-driver %O %A %B %P"))
def merge_driver(base: Version, mine: Version, their: Version, name: Name) -> int:
    """What git calls to merge a codebook; git-setup prints how it comes to that."""
    from workbench import tasks

    questions = tasks.merge_for_git(base, mine, their, name)
    for question in questions:
        complain(f"To settle in {name}: {tasks.in_full(question)}")
    if questions:
        say(f"Settle it with: {tasks.settle_line(name)}")
    return REFUSED if questions else DONE


@app.command("git-setup", **example("codebook git-setup"))
def git_setup() -> None:
    """Prints the lines that let git merge codebooks code by code, for each clone of your team's repository.

    To do what they say: workbench codebook git-setup | sh
    """
    from workbench import tasks

    for line in tasks.git_setup():
        put(line)
