"""Codebook files alone: comparing two, merging three, and merging as git asks for it."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from workbench.core.codebook import Difference, Merged, Question, differences, merge
from workbench.core.errors import Refused, Unreadable
from workbench.tasks.asking import Answers, Choose, in_full, settled
from workbench.tasks.codebooks import read_codebook_file
from workbench.tasks.outgoing import YAML, Written, may_write, write_file

UNSETTLED = "# To settle, with:"


def compare_codebooks(one: Path, other: Path) -> tuple[Difference, ...]:
    """What was done to one codebook file to make another of it."""
    from workbench.assist.alike import alike

    return differences(read_codebook_file(one)[0], read_codebook_file(other)[0], alike)


class Versions(NamedTuple):
    """Three versions of a codebook file; `base` is None where nobody knows the common past."""

    base: bytes | None
    mine: bytes
    theirs: bytes


def versions(mine: Path, theirs: Path, base: Path | None = None) -> Versions:
    """The versions in three files, or in two."""
    from workbench.formats import register

    for path in filter(None, (mine, theirs, base)):
        if path.suffix.lower() not in YAML:
            raise Refused(
                f"“{path.name}” is no YAML file; only those are merged.",
                "Turn it into one: bring it into a study, and write it with: workbench codebook export FILE.yaml",
            )
    data = register.contents(base) if base else None
    return Versions(data or None, register.contents(mine), register.contents(theirs))


def merge_codebooks(found: Versions, answers: Answers | None = None) -> Merged:
    """The merge of three versions, or of two; what they say of open questions holds in it."""
    from workbench.assist.alike import alike
    from workbench.formats.codebook.reading import read_yaml

    mine, theirs = read_yaml(found.mine), read_yaml(found.theirs)
    base = read_yaml(found.base) if found.base and found.base.strip() else None
    return merge(base, mine, theirs, answers, likely=alike)


def merged_text(found: Versions, merged: Merged) -> bytes:
    """A merge as YAML: my file with what changed in it, new codes with their comments from theirs."""
    from workbench.formats.codebook.lines import rewrite

    return rewrite(found.mine, merged.book, (found.theirs,))


def merge_files(
    found: Versions,
    to: Path,
    *,
    force: bool = False,
    choose: Choose | None = None,
    singly: bool = False,
) -> Written:
    """Merges versions into a file. Raises Open, and writes nothing, while a question has no answer."""
    may_write(to, force)
    merged = settled(partial(merge_codebooks, found), choose, singly=singly)
    text = merged_text(found, merged)
    write_file(to, text, force)
    lost = lost_comments(found, text)
    told = f"; left out, of their file's comments: {' · '.join(lost)}" if lost else ""
    return Written(to, f"{len(merged.book.entries)} codes{told}")


def lost_comments(found: Versions, text: bytes) -> list[str]:
    """The comment lines that are new in their file and stand nowhere in the merge: comments are those of mine."""

    def comments(data: bytes | None) -> list[str]:
        lines = (line.strip() for line in (data or b"").decode("utf-8", "replace").splitlines())
        return [line for line in lines if line.startswith("#")]

    known = {*comments(found.base), *comments(text)}
    return [line for line in comments(found.theirs) if line not in known]


def merge_for_git(base: Path, mine: Path, theirs: Path, name: str) -> tuple[Question, ...]:
    """Merges as git asks its drivers to: into the file of mine. What is open is named at the head of the file, and given.

    Raises Unreadable where a version can't be read, and leaves git's own conflict in the file.
    """
    found = Versions(base.read_bytes() or None, mine.read_bytes(), theirs.read_bytes())
    try:
        merged = merge_codebooks(found)
    except Unreadable as error:
        _git(mine.parent, "merge-file", "-L", "mine", "-L", "base", "-L", "theirs", *map(str, (mine, base, theirs)))
        raise Unreadable(
            f"{name} can't be merged code by code, since a version of it can't be read; git's own marks are in it.\n{error}",
            "Settle them by hand, and look at it with: workbench codebook check FILE",
        ) from error
    text = merged_text(found, merged)
    if merged.questions:
        lines = [f"#   {in_full(question)}" for question in merged.questions]
        text = "\n".join([f"{UNSETTLED} {settle_line(name)}", *lines, ""]).encode() + text.removeprefix(b"\xef\xbb\xbf")
    write_file(mine, text, force=True)
    return merged.questions


def settle_line(name: str) -> str:
    """The command that settles what git could not merge, `name` as git knows it from the top of the repository."""
    from shlex import quote

    return f"workbench codebook merge --git {quote(name)} --ask"


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says, run in a folder; None where it fails."""
    import subprocess
    from shutil import which

    git = which("git")
    if git is None:
        raise Refused("git can't be run here.", "Install it, or name three files.")
    told = subprocess.run((git, *words), cwd=folder, capture_output=True, check=False)  # noqa: S603
    return told.stdout if told.returncode == 0 else None


def file_in_git(path: Path) -> Path:
    """A file that git could not merge, named from here or, as git does, from the top of the repository."""
    top = None if path.exists() or path.is_absolute() else _git(Path.cwd(), "rev-parse", "--show-toplevel")
    there = Path(top.decode().rstrip("\r\n")) / path if top else path
    return there if there.exists() else path


def versions_in_git(path: Path) -> Versions:
    """The three versions of a file that git could not merge."""
    folder = path.resolve().parent
    names = (f":{number}:./{path.name}" for number in (1, 2, 3))
    base, mine, theirs = (_git(folder, "show", name) if folder.is_dir() else None for name in names)
    if mine is None or theirs is None:
        raise Refused(f"git has no merge of {path} to settle.", "Name three files: BASE MINE THEIRS.")
    return Versions(base, mine, theirs)


DRIVER = "{program} codebook merge-driver %O %A %B %P || {{ test $? -ge 126 && git merge-file %A %O %B; }}"
"""Where the program can't be run (126, 127), git merges the lines itself, so that nothing of theirs is lost."""


def git_setup() -> tuple[str, ...]:
    """The lines that make git merge codebooks code by code, for a shell."""
    import sys
    from shlex import quote

    driver = DRIVER.format(program=f"{quote(sys.executable)} -m workbench")
    patterns = "\\n".join(f"**/codebooks/*.{ending} merge=workbench-codebook" for ending in ("yaml", "yml"))
    return (
        "# once in each clone of the repository, by each of you:",
        "git config merge.workbench-codebook.name 'codebooks of workbench'",
        f"git config merge.workbench-codebook.driver {quote(driver)}",
        "# once, and then committed:",
        f"grep -qs workbench-codebook .gitattributes || printf '{patterns}\\n' >> .gitattributes",
    )
