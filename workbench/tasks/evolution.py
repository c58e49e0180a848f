"""How the codebook evolved, and which codings are to be looked at again since: asked of a session, or written to a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.analysis.evolution import (
    MEANT,
    Meanings,
    Outdated,
    Version,
    as_of,
    meanings,
    outdated,
    version_of,
    versions,
)
from workbench.core.codebook import book_of
from workbench.core.errors import Refused
from workbench.core.moments import date_words, minute
from workbench.core.project import Project, counted
from workbench.session import Session
from workbench.tasks.outgoing import Written, may_write, write_file

if TYPE_CHECKING:
    from workbench.analysis.report import Bullets, Prose

COLUMNS = ("version", "date", "who", "codes before", "codes after", "what", "codings moved")
NO_VERSIONS = "The codebook has no versions yet: nothing was done to it."


def known_meanings(session: Session) -> Meanings:
    """What the codes of the study meant at any time, and when that was changed last."""
    standing = [number for number, _ in session.codebook_steps()]
    return meanings(session.codebook_steps(undone=True), standing)


def outdated_codings(session: Session) -> tuple[Outdated, ...]:
    """The codings to look at again that this coder may see, by code in the order of the codebook."""
    return outdated(session.seen, known_meanings(session))


def codebook_versions(session: Session, *, each: bool = False) -> tuple[Version, ...]:
    """The versions of the codebook, oldest first: one for a coder's day, or one for `each` step."""
    only = session.coder.id if session.settings.blind else ""
    return versions(session.project, session.codebook_steps(), each=each, only=only)


def codebook_then(session: Session, version: Version) -> Project:
    """The study with the codebook of a version."""
    return as_of(session.project, session.codebook_steps(), version.step)


def heading(version: Version) -> str:
    """A version in a line: its number, day, coder, and how many codes it has."""
    return f"Version {version.number}, {date_words(version.at)}, {version.by}: {codes_told(version)}"


def codes_told(version: Version) -> str:
    """How many codes there were and are, as in “18 codes → 26”."""
    after = "" if version.before == version.codes else f" → {version.codes:,}"
    return f"{counted(version.before, 'code')}{after}"


def rows(found: Sequence[Version]) -> list[tuple[str | int, ...]]:
    """Versions as the rows of a table with these `COLUMNS`."""
    return [
        (
            version.number,
            minute(version.at)[:10],
            version.by,
            version.before,
            version.codes,
            "; ".join(version.sentences),
            version.codings,
        )
        for version in found
    ]


def write_log(session: Session, path: Path, *, each: bool = False, force: bool = False) -> Written:
    """Writes how the codebook evolved as a report, in the format of the path's ending."""
    from workbench.analysis.report import Bullets, Facts, Heading, Prose, Report, Table
    from workbench.formats import register

    if path.suffix.lower() not in register.report_suffixes():
        known = ", ".join(register.report_suffixes())
        raise Refused(f"The log can't be written as “{path.suffix or path.name}”.", f"These can: {known}.")
    may_write(path, force)
    found = codebook_versions(session, each=each)
    if not found:
        raise Refused(NO_VERSIONS)
    cells = tuple(rows(found))
    told = [
        block
        for version in found
        for block in (
            Heading(f"Version {version.number}, {date_words(version.at)}, {version.by}"),
            Bullets((f"{codes_told(version)}.", *(f"{sentence}." for sentence in version.sentences))),
            *_words(version),
        )
    ]
    header = ("Version", "Date", "Who", "Codes before", "Codes after", "Codings moved")
    table = Table(
        "The versions of the codebook", header, tuple((*row[:5], row[6]) for row in cells), (12, 18, 22, 16, 16, 16)
    )
    days = list(dict.fromkeys(date_words(version.at) for version in (found[0], found[-1])))
    when = f"from {days[0]} to {days[1]}" if len(days) > 1 else f"on {days[0]}"
    lead = f"{counted(len(found), 'version')}, {when}."
    facts = Facts(register.spelled(session.name), session.last_changed()[:10], __version__)
    report = Report("How the codebook evolved", (Prose(lead), table, *told), facts, Table("", COLUMNS, cells))
    write_file(path, register.write_report(report, path.suffix), force)
    return Written(path, counted(len(found), "version"))


def _words(version: Version) -> "Iterator[Prose | Bullets]":
    """What the codes that were redefined said before, and what they say."""
    from workbench.analysis.report import Bullets, Prose, plain

    for before, after in version.rewritten:
        for field, name in MEANT:
            was, now = getattr(before, field), getattr(after, field)
            if was != now:
                yield Prose(f"*{plain(f'“{after.name}”, {name}:')}*")
                yield Bullets((f"was: {was or 'nothing'}", f"is: {now or 'nothing'}"))


def write_version(session: Session, number: int, path: Path, *, each: bool = False, force: bool = False) -> Written:
    """Writes the codebook as it was in a version, in the format of the path's ending."""
    from workbench.formats import register

    version = version_of(codebook_versions(session, each=each), number)
    book = book_of(codebook_then(session, version), register.spelled(session.name))
    if not book.entries:
        raise Refused(f"Version {number} of the codebook has no codes.")
    write_file(path, register.write_codebook(book, path.suffix), force)
    return Written(path, f"{counted(len(book.entries), 'code')}, as they were on {date_words(version.at)}")
