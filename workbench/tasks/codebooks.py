"""A codebook file and the study: bringing it in, and how the two stand.

Nothing is changed while a question is open; the answers come from the faces, by hand or for all at once.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from workbench.core.codebook import (
    GONE,
    MERGED,
    Codebook,
    Difference,
    Plan,
    Question,
    book_of,
    carried_out,
    differences,
    planned,
)
from workbench.core.errors import Missing, Refused, WorkbenchError
from workbench.core.model import Problem
from workbench.core.steps import Step
from workbench.session import Session
from workbench.tasks.asking import Answers, Choose, settled
from workbench.tasks.incoming import Imported, lost_signs
from workbench.tasks.outgoing import YAML

SHOWN = 10


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
    choose: Choose | None = None,
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
