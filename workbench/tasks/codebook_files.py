"""Files that a codebook is read from and written to: which they may be, and what writing over one would do to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from workbench.analysis.evolution import as_of
from workbench.core.codebook import Codebook, Difference, book_of, differences, planned
from workbench.core.errors import Missing
from workbench.core.project import Project
from workbench.session import Session
from workbench.tasks.codebooks import Arriving, arriving, own_file, read_codebook_file
from workbench.tasks.outgoing import YAML

LOOKED_BACK = 40  # steps of the codebook among which a file is looked for
_NO_NAME = re.compile(r"[^\w]+")


class Overwriting(NamedTuple):
    """What writing the codebook over a file would do: the changes in the file, and what it has that the study never had."""

    path: Path
    changes: tuple[Difference, ...]
    unknown: tuple[Difference, ...]


def codebook_endings(*, written: bool = False) -> tuple[str, ...]:
    """The endings of files that codebooks are read from, or can be written to."""
    from workbench.formats import register

    return register.codebook_suffixes(written=written)


def column_words(path: Path) -> tuple[str, ...]:
    """What the columns of a table can be said to hold; nothing if the file is no table."""
    from workbench.formats import register
    from workbench.formats.codebook.columns import ABOVE, FIELDS, LEFT_OUT

    return (*FIELDS, *ABOVE, LEFT_OUT) if path.suffix.lower() in register.TABLES else ()


def codebook_file(session: Session) -> Path:
    """Where the study's codebook is to be written unless another place is named: its own file, or one of its name."""
    from workbench.formats import register

    try:
        return own_file(session)
    except Missing:
        book = session.project.book
        name = book.name if book and book.name else register.spelled(session.name)
        plain = _NO_NAME.sub("-", name.casefold()).strip("-") or "codebook"
        return session.settings.folder / "codebooks" / f"{plain}.yaml"


def overwriting(session: Session, path: Path) -> Overwriting:
    """What writing the study's codebook over a file would do to it."""
    from workbench.assist.alike import alike

    book, _ = read_codebook_file(path)
    mine = book_of(session.project, book.name)
    changes = differences(book, mine, alike)
    if not changes or _was_known(session, book, exact=path.suffix.lower() in YAML):
        return Overwriting(path, changes, ())
    return Overwriting(path, changes, _only_there(arriving(session, path)))


def _only_there(found: Arriving) -> tuple[Difference, ...]:
    """What bringing the file in would change, and what would have to be asked for it."""
    plan = found.plan({})
    asked = (Difference("question", asked.code, asked.text, asked.mine, asked.theirs) for asked in plan.questions)
    return (*plan.changes, *asked)


def _was_known(session: Session, book: Codebook, *, exact: bool) -> bool:
    """True if the study's codebook once stood as the file does, so that nothing in the file is news to it.

    Files that don't hold all that a codebook says are known if they said nothing else than the study did.
    """
    steps = session.codebook_steps()
    project = session.project

    def stood(then: Project) -> bool:
        if exact:
            return not differences(book_of(then, book.name), book)
        return not (plan := planned(then, book)).changes and not plan.questions

    numbers = [number for number, _ in steps[-LOOKED_BACK:]]
    return any(stood(as_of(project, steps, number)) for number in reversed(numbers))
