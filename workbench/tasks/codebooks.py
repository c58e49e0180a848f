"""Codebook files and the study: bringing one in, how the two stand, comparing two files, and merging three.

Nothing is changed while a question is open; the answers come from the faces, by hand or for all at once.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from workbench.core.codebook import (
    GONE,
    MERGED,
    Codebook,
    Difference,
    Merged,
    Plan,
    Question,
    book_of,
    carried_out,
    differences,
    merge,
    planned,
)
from workbench.core.errors import Missing, Refused, Unreadable, WorkbenchError
from workbench.core.model import Problem
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tasks.incoming import Imported, lost_signs
from workbench.tasks.outgoing import YAML, Written, may_write, write_file

Answers = Mapping[str, str]
ROUNDS = 20
SHOWN = 10
T = TypeVar("T", Plan, Merged)


class Open(Refused):
    """Questions that have to be answered before anything is changed."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        listed = "\n".join(map(in_full, questions))
        count = "there is one question" if len(questions) == 1 else f"there are {len(questions)} questions"
        super().__init__(f"Nothing was changed; {count} to settle first:\n{listed}")
        self.questions = questions


def in_full(question: Question) -> str:
    """A question with what either side says, on one line."""
    return f"{question.text} ({question.sides})" if question.sides else question.text


class Arriving(NamedTuple):
    """A codebook file as it was read, its `text` if it is YAML; `plan` tells, for answers, what bringing it in comes to."""

    path: Path
    text: str
    plan: Callable[[Answers], Plan]
    codes: int
    notes: tuple[Problem, ...]


class Standing(NamedTuple):
    """How a file and the study stand to each other.

    With a common past (`known`), what each changed since; otherwise `in_file` is what the file has otherwise.
    """

    path: Path
    known: bool
    in_study: tuple[Difference, ...]
    in_file: tuple[Difference, ...]
    questions: tuple[Question, ...]

    @property
    def in_step(self) -> bool:
        """True if nothing differs."""
        return not self.in_study and not self.in_file


# -- the study and a file ---------------------------------------------------------------------------------------------------


def read_codebook_file(path: Path, columns: Mapping[str, str] | None = None) -> tuple[Codebook, str]:
    """A codebook from a file, and its text where it is YAML; `columns` says what a table's headers mean."""
    from workbench.formats import register

    text = register.contents(path).decode("utf-8-sig", "replace") if path.suffix.lower() in YAML else ""
    return register.read_codebook(path, columns), text


def arriving(session: Session, path: Path, columns: Mapping[str, str] | None = None) -> Arriving:
    """Reads a codebook file that may be brought in."""
    from workbench.assist.alike import alike
    from workbench.formats import register

    book, text = read_codebook_file(path, columns)
    base = _base(session, text) if text else None
    project = session.project

    def plan(answers: Answers) -> Plan:
        found = planned(project, book, answers, base=base, likely=alike)
        return found._replace(name=book.name or register.spelled(path.stem))

    words = (word for entry in book.entries for word in (*entry, *entry.examples) if isinstance(word, str))
    notes = (
        *register.codebook_notes(path),
        *register.column_notes(path, columns),
        *lost_signs(register.spelled(path.name), words),
    )
    return Arriving(path, text, plan, len(book.entries), notes)


def bring_in(session: Session, found: Arriving, plan: Plan) -> Step:
    """Makes the step of a plan whose questions are answered, and remembers the file for the next version."""
    if plan.follows and plan.mine == plan.merged.book:
        _nothing_new(session, found, plan)
    step = carried_out(session.project, plan, session.stamp())
    session.do(step)
    if found.text and (plan.follows or session.codebook_file() is None):
        session.keep_codebook_file(found.path, found.text, came=True)
    return step


def _nothing_new(session: Session, found: Arriving, plan: Plan) -> None:
    """Remembers a version that changes nothing, so that what was answered isn't asked again; refused where it differs."""
    from workbench.formats.codebook.reading import read_yaml

    session.stamp()  # refused while the past is looked at
    kept = session.codebook_file()
    if kept and kept[1] != found.text:
        session.keep_codebook_file(found.path, found.text, anew=True)
    theirs = read_yaml(found.text.encode())
    if differences(plan.mine, theirs._replace(name=theirs.name or plan.mine.name)):
        raise Refused(
            "There is nothing new in the file: where it differs from the study, the study's words hold.",
            f"To bring the file in line with the study: workbench codebook export {found.path} --force",
        )


def import_codebook(
    session: Session,
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    choose: Callable[[Question], str] | None = None,
    singly: bool = False,
) -> Imported:
    """Brings the study's codes into line with a codebook file, in one step.

    Raises Open, and changes nothing, while a question has no answer; `choose` gives answers, for all questions at once
    or `singly`, as one answer may settle another question.
    """
    found = arriving(session, path, columns)
    plan = settled(found.plan, choose, singly=singly)
    changes = list(plan.changes)
    if len(changes) > SHOWN:
        changes = [change for change in changes if change.kind in {GONE, MERGED}]
    step = bring_in(session, found, plan)
    more = [f"… and {len(changes) - SHOWN} more."] if len(changes) > SHOWN else []
    told = tuple(f"{change.said}." for change in changes[:SHOWN])
    return Imported(step, found.codes, (), notes=found.notes, told=(*told, *more))


def codebook_status(session: Session, path: Path | None = None) -> Standing:
    """How the study's codebook and a file stand; without a file, the one in `codebooks` that bears the codebook's name."""
    from workbench.assist.alike import alike

    path = path or own_file(session)
    book, text = read_codebook_file(path)
    base = _base(session, text) if text else None
    mine = book_of(session.project, "")
    plan = planned(session.project, book, base=base, likely=alike)
    apart = differences(mine, book, alike)
    if not apart or base is None or not plan.follows:
        told = tuple(
            change._replace(said=f"“{change.code}” isn't in the file") if change.kind == GONE else change
            for change in apart
        )
        return Standing(path, False, (), told, plan.questions)
    return Standing(path, True, differences(base, mine, alike), differences(base, book, alike), plan.questions)


def _base(session: Session, text: str) -> Codebook | None:
    """What a file and the study have in common: of the files that the study was in step with, the one most like it."""
    from workbench.formats.codebook.reading import read_yaml

    lines, book = set(text.splitlines()), session.project.book
    kept = min(session.codebook_texts(), key=lambda then: len(lines ^ set(then.splitlines())), default="")
    if not kept:
        return None
    found = read_yaml(kept.encode())
    return found if found.name or book is None else found._replace(name=book.name)


def own_file(session: Session) -> Path:
    """The file that the codebook was last written to, or that it came from in the study, or one of its name; else Missing."""
    book = session.project.book
    for path in session.own_codebook_files():
        if path.is_file():
            return path
    folder = session.settings.folder / "codebooks"
    for path in sorted(folder.glob("*.y*ml")) if book else ():
        try:
            found, _ = read_codebook_file(path)
        except WorkbenchError:
            continue
        if book and found.name == book.name:
            return path
    raise Missing(f"There is no file of this study's codebook in {folder}.", "Name the file to compare with.")


# -- files alone ------------------------------------------------------------------------------------------------------------


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
    choose: Callable[[Question], str] | None = None,
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
        text = "\n".join([f"# To settle, with: {settle_line(name)}", *lines, ""]).encode() + text.removeprefix(
            b"\xef\xbb\xbf"
        )
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


# -- questions --------------------------------------------------------------------------------------------------------------


def settled(ask: Callable[[Answers], T], choose: Callable[[Question], str] | None, *, singly: bool = False) -> T:
    """What comes out once `choose` has answered all questions, those too that come up on the way; without it, raises Open.

    `singly`, one is asked at a time: an answer may settle others, and one that comes to nothing is asked again.
    """
    answers: dict[str, str] = {}
    rounds = 0
    while (found := ask(answers)).questions:
        rounds += 1
        if choose is None or (rounds > ROUNDS and not singly):
            raise Open(found.questions)
        answers |= {question.id: choose(question) for question in found.questions[: 1 if singly else None]}
    return found


def for_side(side: str) -> Callable[[Question], str]:
    """Answers each question for one side, where it can be; else as it stands until it is answered."""

    def choose(question: Question) -> str:
        choices = [choice for choice, _ in question.choices]
        return side if side in choices else choices[0]

    return choose
