"""Taking out: summaries to Word, Markdown and tables; the codebook, codings and themes back to their files.

Who codes blind takes out nothing that others did. Files are written beside their target and then renamed; nothing is overwritten unless that is asked for.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from workbench.core.codebook import Codebook, book_of
from workbench.core.codebook.loading import with_used
from workbench.core.codebook.matching import matched
from workbench.core.errors import Refused, Unreadable
from workbench.core.model import Coding
from workbench.core.project import counted
from workbench.session import Session
from workbench.tasks import manifest
from workbench.tasks.making import KINDS, Maker, Options, whose
from workbench.tasks.themes import themes_list


class Written(NamedTuple):
    """A file that was written, and what is in it, in words."""

    path: Path
    said: str


class Entry(NamedTuple):
    """A file to be written: its kind, what was said of it, and its bytes."""

    kind: str
    options: Options
    data: bytes


def keep(session: Session, files: Mapping[Path, Entry], force: bool) -> None:
    """Writes files, and notes in the manifest those that stand among the study's exports."""
    inside = {path: name for path in files if (name := manifest.name_in(session, path))}
    if manifest.NAME in inside.values():
        raise Refused(f"{manifest.NAME} says how the other files were made.", "Choose another name.")
    if inside:
        manifest.read(session)
    for path in files:
        may_write(path, force)
    for path, entry in files.items():
        write_file(path, entry.data, force)
    manifest.note(session, {name: manifest.noted(session, *files[path]) for path, name in inside.items()})


def export(session: Session, kind: str, path: Path, *, force: bool = False, **said: str | bool) -> Written:
    """Writes a report (a key of `making.KINDS`) in the format of the path's ending; `said` are fields of `Options`.

    Private memos are left out of the memos; with `private`, those of this coder stand in it. Tables go to a folder where
    the path has no ending or that of CSV, one file each.
    """
    from workbench.formats import register

    options = whose(session, Options(**said))  # type: ignore[arg-type]
    maker = Maker(session)
    if kind == "tables" and path.suffix.lower() in {"", ".csv"}:
        return _tables(maker, path.with_suffix(""), options, force)
    if kind in KINDS and path.suffix.lower() not in register.report_suffixes():
        known = ", ".join(register.report_suffixes())
        raise Refused(f"This can't be written as “{path.suffix or path.name}”.", f"These can: {known}.")
    may_write(path, force)
    data, told = maker.file(kind, path.suffix, options)
    keep(session, {path: Entry(kind, options, data)}, force)
    return Written(path, told + _yours(session))


def _tables(maker: Maker, folder: Path, options: Options, force: bool) -> Written:
    """Each table as a file of its own."""
    session = maker.session
    made: dict[Path, Entry] = {}
    for name in maker.table_names(options):
        its_own = options._replace(table=name)
        made[folder / f"{name}.csv"] = Entry("tables", its_own, maker.file("tables", ".csv", its_own)[0])
    if not made:
        raise Refused("This study has no tables yet: nothing is coded.")
    keep(session, made, force)
    return Written(folder, counted(len(made), "table") + _yours(session))


def _yours(session: Session) -> str:
    """What is said of a file that holds the work of one coder alone."""
    return "; only what you did yourself, since you code blind" if session.settings.blind else ""


def fresh(session: Session, name: str) -> Path:
    """The path of a file in the study's exports whose name is still free: this one, or one with a number."""
    path = session.settings.folder / "exports" / name
    names = (path.with_stem(f"{path.stem}{'' if n == 1 else f'-{n}'}") for n in range(1, 10_000))
    return next(there for there in names if not there.exists())


def report_endings() -> tuple[str, ...]:
    """The endings of the files that reports can be written to."""
    from workbench.formats import register

    return register.report_suffixes()


def export_codebook(session: Session, path: Path, *, force: bool = False, ids: bool = False) -> Written:
    """Writes the study's codes as a codebook in the format of the path's ending.

    YAML keeps the comments, order and layout of the file that is written over, or else of the one the codebook came from;
    ids that the program made are added to it only where they are needed, with `ids` for every code.
    """
    if not session.project.codes:
        raise Refused("This study has no codes yet.")
    may_write(path, force)
    data = codebook_bytes(session, path, ids=ids)
    keep(session, {path: Entry("codebook file", Options(ids=ids), data)}, force)
    note_codebook_file(session, path, data)
    return Written(path, counted(len(session.project.codes), "code"))


def codebook_bytes(session: Session, path: Path, *, ids: bool) -> bytes:
    """What a codebook file at this path is to hold."""
    from workbench.formats import register

    book = book_of(session.project, register.spelled(session.name))
    book = book._replace(values=with_used(book.values, book.entries))
    return _kept(session, path, book, ids=ids) or register.write_codebook(book, path.suffix)


def note_codebook_file(session: Session, path: Path, data: bytes) -> None:
    """Lets the study know that it is in step with a codebook file that was written."""
    if path.suffix.lower() in YAML:
        with suppress(Unreadable):  # what may only be read can be taken out all the same
            session.keep_codebook_file(path, data.decode("utf-8-sig"))


def _kept(session: Session, path: Path, book: Codebook, *, ids: bool) -> bytes:
    """The codebook within the lines of a YAML file that it stands in already; nothing if there is none."""
    from workbench.formats import register
    from workbench.formats.codebook.lines import rewrite
    from workbench.formats.codebook.reading import read_yaml

    if path.suffix.lower() not in YAML:
        return b""
    kept = session.codebook_file()
    came = kept[1].encode() if kept else b""
    there = register.contents(path) if path.exists() else b""
    files = [data for data in (there, came) if data and _holds_some(data, book)]
    if not files:
        return b""
    if book.name in {register.spelled(path.stem), register.spelled(session.name)} and not read_yaml(files[0]).name:
        book = book._replace(name="")
    return rewrite(files[0], book, files[1:], ids=ids)


def _holds_some(data: bytes, book: Codebook) -> bool:
    """True if a file can be read and has a code of the codebook."""
    from workbench.formats.codebook.reading import read_yaml

    with suppress(Unreadable):
        return bool(matched(book, read_yaml(data)))
    return False


LONGEST = 40  # letters of a file's name that the one beside it bears while it is written
YAML = (".yaml", ".yml")
CODING_COLUMNS = ("document", "quote", "start", "end", "code", "coder", "created", "rating", "origin")


def export_codings(session: Session, path: Path, *, force: bool = False) -> Written:
    """Writes every coding as a row of a CSV table, with the columns that `import_codings` reads."""
    _must_end(path, ".csv")
    data, told = codings_table(session)
    keep(session, {path: Entry("codings", whose(session, Options()), data)}, force)
    return Written(path, told + _yours(session))


def codings_table(session: Session) -> tuple[bytes, str]:
    """Every coding as CSV, and how many there are."""
    from workbench.formats import sheet

    project = session.seen
    texts = session.transcripts(project.codings)

    def row(coding: Coding) -> tuple[str, ...]:
        words = coding.span.of(texts[coding.document].text)
        name, code = project.documents[coding.document].name, project.code_paths[coding.code]
        place = (name, words, str(coding.start), str(coding.end))
        return *place, code, project.coders[coding.coder].name, coding.at, coding.rating, coding.origin

    rows = [row(coding) for coding in project.all_codings()]
    return sheet.write_rows(CODING_COLUMNS, rows), counted(len(rows), "coding")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """A table as CSV for standard output: as in files, but with plain line ends and no byte order mark."""
    from workbench.formats import sheet

    return sheet.write_rows(header, rows).decode("utf-8-sig").replace("\r\n", "\n")


def export_themes(session: Session, path: Path, *, force: bool = False) -> Written:
    """Writes the themes as YAML, as `import_themes` reads them."""
    _must_end(path, ".yaml", ".yml")
    data, told = themes_list(session)
    keep(session, {path: Entry("themes list", whose(session, Options()), data)}, force)
    return Written(path, told + _yours(session))


def codebook_schema() -> str:
    """The format of codebooks in YAML as a JSON Schema, for editors."""
    from workbench.formats.codebook.reading import schema

    return schema()


def _must_end(path: Path, *suffixes: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise Refused(f"This can't be written as “{path.suffix or path.name}”.", f"Choose {' or '.join(suffixes)}.")


def may_write(path: Path, force: bool) -> None:
    """Refuses a folder, and a file that is there already unless it may be written over."""
    if _is_there(path) and not force:
        raise Refused(f"{path} is there already.", "Choose another name, or say --force.")
    if path.is_dir():
        raise Refused(f"{path} is a folder.", "Give the name of a file in it.")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise Unreadable(f"{path} can't be written: {error.strerror}.") from error


def write_file(path: Path, data: bytes, force: bool) -> None:
    """Writes a file beside its target, and then renames it."""
    may_write(path, force)
    beside = path.with_name(f".{path.name[:LONGEST]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise Unreadable(f"{path} can't be written: {error.strerror}.") from error
