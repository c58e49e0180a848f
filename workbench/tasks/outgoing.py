"""Taking out: summaries to Word, Markdown and tables; the codebook, codings and themes back to their files.

Who codes blind takes out nothing that others did. Files are written beside their target and then renamed; nothing is overwritten unless that is asked for.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench import __version__
from workbench.core.codebook import Codebook, book_of
from workbench.core.codebook.loading import with_used
from workbench.core.codebook.matching import matched
from workbench.core.errors import Refused, Unreadable
from workbench.core.model import Coding
from workbench.core.project import Project, counted
from workbench.session import Session

if TYPE_CHECKING:
    from workbench.analysis.report import Report


class Written(NamedTuple):
    """A file that was written, and what is in it, in words."""

    path: Path
    said: str


def export(session: Session, kind: str, path: Path, *, force: bool = False, private: bool = False) -> Written:
    """Writes the summary `kind` (a key of `summaries.KINDS`) in the format of the path's ending.

    Private memos are left out of the summary of memos; with `private`, those of this coder stand in it.
    """
    from workbench.analysis.memos import memos
    from workbench.analysis.report import Facts
    from workbench.analysis.summaries import KINDS
    from workbench.formats import register

    if kind not in KINDS:
        raise Refused(f"There is no summary “{kind}”.", f"There are: {', '.join(KINDS)}.")
    if path.suffix.lower() not in register.report_suffixes():
        known = ", ".join(register.report_suffixes())
        raise Refused(f"A summary can't be written as “{path.suffix or path.name}”.", f"These can: {known}.")
    if private and kind != "memos":
        raise Refused("Only memos can be private.", "Leave out --private.")
    may_write(path, force)
    project = session.seen
    make = partial(memos, private_of=session.coder.id) if private else KINDS[kind]
    texts = session.transcripts(project.documents)
    report = make(project, texts, Facts(register.spelled(session.name), session.last_changed()[:10], __version__))
    write_file(path, register.write_report(report, path.suffix), force)
    return Written(path, _said(kind, project, report) + _yours(session))


def _yours(session: Session) -> str:
    """What is said of a file that holds the work of one coder alone."""
    return "; only what you did yourself, since you code blind" if session.settings.blind else ""


def _said(kind: str, project: Project, report: "Report") -> str:
    from workbench.analysis.report import Quote

    if kind == "codebook":
        return counted(len(project.codes), "code")
    if kind == "memos":
        return counted(len(report.rows.rows), "memo")
    quotes = counted(sum(isinstance(block, Quote) for block in report.blocks), "quote")
    return f"{counted(len(project.themes), 'theme')}, {quotes}" if kind == "themes" else quotes


def export_fresh(session: Session, kind: str) -> Written:
    """Writes a summary as Word into the study's exports, under a name that is still free."""
    folder = session.settings.folder / "exports"
    names = (folder / f"{kind}{'' if n == 1 else f'-{n}'}.docx" for n in range(1, 1000))
    return export(session, kind, next(path for path in names if not path.exists()))


def export_codebook(session: Session, path: Path, *, force: bool = False, ids: bool = False) -> Written:
    """Writes the study's codes as a codebook in the format of the path's ending.

    YAML keeps the comments, order and layout of the file that is written over, or else of the one the codebook came from;
    ids that the program made are added to it only where they are needed, with `ids` for every code.
    """
    from workbench.formats import register

    book = book_of(session.project, register.spelled(session.name))
    if not book.entries:
        raise Refused("This study has no codes yet.")
    book = book._replace(values=with_used(book.values, book.entries))
    may_write(path, force)
    data = _kept(session, path, book, ids=ids) or register.write_codebook(book, path.suffix)
    write_file(path, data, force)
    if path.suffix.lower() in YAML:
        with suppress(Unreadable):  # what may only be read can be taken out all the same
            session.keep_codebook_file(path, data.decode("utf-8-sig"))
    return Written(path, counted(len(book.entries), "code"))


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


YAML = (".yaml", ".yml")
CODING_COLUMNS = ("document", "quote", "start", "end", "code", "coder", "created", "rating", "origin")


def export_codings(session: Session, path: Path, *, force: bool = False) -> Written:
    """Writes every coding as a row of a CSV table, with the columns that `import_codings` reads."""
    from workbench.formats import sheet

    _must_end(path, ".csv")
    project = session.seen
    texts = session.transcripts(project.codings)

    def row(coding: Coding) -> tuple[str, ...]:
        words = coding.span.of(texts[coding.document].text)
        name, code = project.documents[coding.document].name, project.code_paths[coding.code]
        place = (name, words, str(coding.start), str(coding.end))
        return *place, code, project.coders[coding.coder].name, coding.at, coding.rating, coding.origin

    rows = [row(coding) for coding in project.all_codings()]
    write_file(path, sheet.write_rows(CODING_COLUMNS, rows), force)
    return Written(path, counted(len(rows), "coding") + _yours(session))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A table as CSV for standard output: as in files, but with plain line ends and no byte order mark."""
    from workbench.formats import sheet

    return sheet.write_rows(header, rows).decode("utf-8-sig").replace("\r\n", "\n")


def export_themes(session: Session, path: Path, *, force: bool = False) -> Written:
    """Writes the themes as YAML, as `import_themes` reads them."""
    from workbench.formats import themes

    _must_end(path, ".yaml", ".yml")
    project = session.seen
    known = {theme.id: [q for q in theme.quotes if q in project.codings_by_id] for theme in project.theme_order}
    chosen = [project.codings_by_id[quote] for quotes in known.values() for quote in quotes]
    texts = session.transcripts({coding.document for coding in chosen})

    def quote(identity: str) -> themes.Chosen:
        coding = project.codings_by_id[identity]
        return themes.Chosen(
            project.documents[coding.document].name,
            coding.span.of(texts[coding.document].text),
            project.code_paths[coding.code],
            project.coders[coding.coder].name,
            *coding.span,
        )

    sketches = [
        themes.Sketch(
            theme.name,
            theme.summary,
            tuple(project.code_paths[code] for code in theme.codes if code in project.codes),
            tuple(map(quote, known[theme.id])),
        )
        for theme in project.theme_order
    ]
    write_file(path, themes.write(sketches), force)
    return Written(path, counted(len(sketches), "theme") + _yours(session))


def codebook_schema() -> str:
    """The format of codebooks in YAML as a JSON Schema, for editors."""
    from workbench.formats.codebook.reading import schema

    return schema()


def _must_end(path: Path, *suffixes: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise Refused(f"This can't be written as “{path.suffix or path.name}”.", f"Choose {' or '.join(suffixes)}.")


def may_write(path: Path, force: bool) -> None:
    """Refuses a folder, and a file that is there already unless it may be written over."""
    if path.exists() and not force:
        raise Refused(f"{path} is there already.", "Choose another name, or say --force.")
    if path.is_dir():
        raise Refused(f"{path} is a folder.", "Give the name of a file in it.")


def write_file(path: Path, data: bytes, force: bool) -> None:
    """Writes a file beside its target, and then renames it."""
    may_write(path, force)
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise Unreadable(f"{path} can't be written: {error.strerror}.") from error
