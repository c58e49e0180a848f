"""Which file ending is read and written by which function: one table, and the way through it.

A module of a format is loaded only when a file of that format is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from workbench.analysis.report import Report
from workbench.core.codebook import Codebook
from workbench.core.errors import Missing, Refused, Unreadable

LARGEST = 100_000_000
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


FORMATS = (
    Format(".txt", "plain text", transcript="text.read"),
    Format(".md", "Markdown", transcript="text.read_markdown", report="markdown.write"),
    Format(".docx", "Word", transcript="word_in.read", report="word.write"),
    Format(".yaml", "YAML", codebook="codebook.read_yaml", codebook_out="codebook.write_yaml"),
    Format(".yml", "YAML", codebook="codebook.read_yaml", codebook_out="codebook.write_yaml"),
    Format(
        ".csv",
        "a table (CSV)",
        codebook="codebook_table.read_csv",
        codebook_out="codebook_table.write_csv",
        report="table.write",
    ),
)


def read_transcript(path: Path) -> Raw:
    """The text of a transcript, by the reader of its ending."""
    read: Callable[[bytes], Raw] = _function("transcript", path.suffix, "No transcript is read from")
    return read(contents(path))


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file; one that names itself nowhere bears the file's name."""
    read: Callable[[bytes], Codebook] = _function("codebook", path.suffix, "No codebook is read from")
    book = read(contents(path))
    return book if book.name else book._replace(name=spelled(path.stem))


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


def contents(path: Path) -> bytes:
    """The bytes of a file, if it is one, may be read, and is not beyond all measure."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(f"“{path.name}” has {size // 1_000_000} MB; {LARGEST // 1_000_000} are the most.")
        return path.read_bytes()
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
    module, _, function = getattr(row, use).partition(".")
    return getattr(import_module(f"workbench.formats.{module}"), function)
