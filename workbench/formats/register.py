"""Which file ending is read and written by which function: one table, and the way through it.

A module of a format is loaded only when a file of that format is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from workbench.analysis.report import Report
from workbench.core.codebook import Codebook
from workbench.core.errors import Missing, Refused, Unreadable
from workbench.core.model import Problem

LARGEST = 100_000_000
YAML_LARGEST = 5_000_000
_HALF = re.compile("[\ud800-\udfff]")


class Raw(NamedTuple):
    """A transcript's text (LF, NFC, no control characters) and how the file was read: its encoding, or "Word"."""

    text: str
    how: str


class Format(NamedTuple):
    """A row of the table: for each use of a file ending, the function that serves it as `module.function`, or ""."""

    suffix: str
    name: str
    transcript: str = ""
    codebook: str = ""
    codebook_out: str = ""
    report: str = ""
    codebook_notes: str = ""
    columns: str = ""


TABLES = (".csv", ".xlsx", ".docx")
FORMATS = (
    Format(".txt", "plain text", transcript="text.read"),
    Format(
        ".md",
        "Markdown",
        transcript="text.read_markdown",
        codebook_out="codebook.text.write_markdown",
        report="markdown.write",
    ),
    Format(
        ".docx",
        "Word",
        transcript="word_in.read",
        codebook="codebook.word.read",
        columns="codebook.word.columns_of",
        codebook_out="codebook.word.write",
        report="word.write",
    ),
    Format(".tex", "LaTeX", codebook_out="codebook.text.write_latex", report="latex.write"),
    Format(".yaml", "YAML", codebook="codebook.reading.read_yaml", codebook_out="codebook.writing.write_yaml"),
    Format(".yml", "YAML", codebook="codebook.reading.read_yaml", codebook_out="codebook.writing.write_yaml"),
    Format(
        ".csv",
        "a table (CSV)",
        codebook="codebook.table.read_csv",
        columns="codebook.table.columns_of",
        codebook_out="codebook.table.write_csv",
        report="table.write",
    ),
    Format(
        ".xlsx",
        "Excel",
        codebook="codebook.xlsx.read",
        codebook_out="codebook.xlsx.write",
        columns="codebook.xlsx.columns_of",
        report="excel.write",
    ),
    Format(".html", "a web page", report="html.write"),
    Format(
        ".qdc",
        "REFI-QDA",
        codebook="refi.codebook.read_qdc",
        codebook_out="refi.codebook.write_qdc",
        codebook_notes="refi.codebook.notes_qdc",
    ),
)


def read_transcript(path: Path) -> Raw:
    """The text of a transcript, by the reader of its ending."""
    read: Callable[[bytes], Raw] = _function("transcript", path.suffix, "No transcript is read from")
    return read(contents(path))


def read_codebook(path: Path, columns: Mapping[str, str] | None = None) -> Codebook:
    """The codebook in a file; `columns` says what the headers of a table mean that aren't known here."""
    read: Callable[..., Codebook] = _function("codebook", path.suffix, "No codebook is read from")
    if columns and path.suffix.lower() not in TABLES:
        raise Refused(f"“{path.name}” has no columns.", f"Only tables have: {', '.join(TABLES)}.")
    return read(contents(path), columns) if columns else read(contents(path))


def codebook_notes(path: Path) -> tuple[Problem, ...]:
    """What should be looked at in a codebook file that can be read: names that had to be changed, and the like."""
    row = next((row for row in FORMATS if row.suffix == path.suffix.lower()), None)
    if row is None or not row.codebook_notes:
        return ()
    told: Callable[[bytes], tuple[Problem, ...]] = _function("codebook_notes", path.suffix, "No notes are read from")
    return told(contents(path))


def column_notes(path: Path, columns: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """How the columns of a table were read whose headers aren't our own words; nothing for other files."""
    from workbench.formats.codebook.columns import columns_told

    if path.suffix.lower() not in TABLES:
        return ()
    of: Callable[..., tuple[Any, ...]] = _function("columns", path.suffix, "No columns are read from")
    told = columns_told(of(contents(path), columns))
    return (Problem("", told),) if told else ()


def write_codebook(book: Codebook, suffix: str) -> bytes:
    """A codebook as the contents of a file with this ending."""
    write: Callable[[Codebook], bytes] = _function("codebook_out", suffix, "No codebook is written to")
    return write(book)


def write_report(report: Report, suffix: str) -> bytes:
    """A report as the contents of a file with this ending."""
    write: Callable[[Report], bytes] = _function("report", suffix, "No report is written to")
    return write(report)


def knows(suffix: str) -> bool:
    """True if files with this ending are read as anything at all."""
    return any(row.suffix == suffix.lower() for row in FORMATS)


def transcript_suffixes() -> tuple[str, ...]:
    """The file endings that transcripts are read from."""
    return _suffixes("transcript")


def report_suffixes() -> tuple[str, ...]:
    """The file endings that reports are written to."""
    return _suffixes("report")


def codebook_suffixes(*, written: bool = False) -> tuple[str, ...]:
    """The file endings that codebooks are read from, or can be written to."""
    return _suffixes("codebook_out" if written else "codebook")


def contents(path: Path) -> bytes:
    """The bytes of a file, if it is one, may be read, and is not beyond all measure.

    Of one in YAML, one byte more than the most comes at most: its reader says where in the file that is.
    """
    yaml = path.suffix.lower() in {".yaml", ".yml"}
    try:
        size = path.stat().st_size
        if size > LARGEST and not yaml:
            raise Unreadable(f"“{path.name}” has {size // 1_000_000} MB; {LARGEST // 1_000_000} are the most.")
        with path.open("rb") as file:
            return file.read((YAML_LARGEST if yaml else LARGEST) + 1)
    except FileNotFoundError:
        raise Missing(f"There is no file “{path}”.") from None
    except IsADirectoryError:
        raise Refused(f"“{path}” is a folder, not a file.") from None
    except OSError as error:
        raise Unreadable(f"“{path.name}” can’t be read: {error.strerror}.") from None


def spelled(name: str) -> str:
    """A file's name as text that can be kept: bytes in it that are no UTF-8 become “\ufffd”."""
    return _HALF.sub("\ufffd", name)


def _suffixes(use: str) -> tuple[str, ...]:
    return tuple(row.suffix for row in FORMATS if getattr(row, use))


def _function(use: str, suffix: str, refusal: str) -> Any:
    row = next((row for row in FORMATS if row.suffix == suffix.lower() and getattr(row, use)), None)
    if row is None:
        able = ", ".join(_suffixes(use))
        raise Refused(
            f"{refusal} {f'{suffix} files' if suffix else 'a file without an ending'}.", f"These can: {able}."
        )
    module, _, function = getattr(row, use).rpartition(".")
    return getattr(import_module(f"workbench.formats.{module}"), function)
