"""What is wrong with a YAML file as bytes, signs and grammar, in sentences for people who never read its specification.

The tree is yaml/tree.py's matter.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from workbench.formats.faults import MOST, Fault, refuse
from workbench.formats.register import YAML_LARGEST

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_BINARY = (
    (b"PK\x03\x04", "a zip archive, such as a Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SAVE = "save it as UTF-8 text (in most editors: “Save as”, encoding UTF-8)"
_SEEN = 4096

# Where the parser's own words have one of these in them: the sentence, and whether it is told where the matter begins.
_GRAMMAR = (
    ("quoted scalar.*(end of stream|document (indicator|separator))", True,
     "This quotation mark is never closed; put the same one at the end of the text."),
    ("escape character|escape sequence|hexa?decimal", False,
     "Between double quotes a backslash begins a sign such as \\n; write \\\\ for a backslash, or use single quotes."),
    ("character escape code", False,
     "The backslash and the number behind it stand for no character; write the character itself."),
    ("alias|anchor", False,
     "Text can’t begin with “*” or “&” in YAML; put it in quotes."),
    ("cannot start any token", False,
     "Text can’t begin with “{sign}” in YAML; put it in quotes."),
    ("mapping values are not allowed", False,
     "A colon can’t stand here; put the text in quotes if the colon is part of it, else line the field up with its neighbours."),
    ("simple key|':'", True,
     "Here a field’s name with a colon is expected, such as “name: Trust”; add it, or indent the line if it goes on with the text above."),
    ("'-' indicator|block collection", False,
     "This line doesn’t go on with the list above; begin it with a dash, or line it up with what it belongs to."),
    ("block mapping|expected key", False,
     "{odd}"),
    ("sequence entries are not allowed", False,
     "A dash can’t begin a list here; begin a new line below, with the dash further in."),
    ("',' or '\\]'|flow sequence", True,
     "This [ is never closed, or a comma is missing; close it with ], or put the text in quotes if it is no list."),
    ("',' or '\\}'|flow mapping", True,
     "This { is never closed, or a comma is missing; close it with }, or put the text in quotes."),
    ("node content", False,
     "Here a value is missing; add it, or close the bracket before it."),
    ("block scalar", False,
     "After | or > the text must begin in the next line, further in than its field; move it there."),
    ("document start|directive|incompatible", False,
     "Text can’t begin with “%” or follow on “...” here; put it in quotes or take that line away."),
    ("mapping keys are not allowed|key", False,
     "Text can’t begin with “? ” in YAML; put it in quotes."),
    ("tag", False,
     "Text can’t begin with “!” in YAML; put it in quotes."),
    ("tab character", False,
     "A tab can’t indent a line in YAML; use spaces."),
)  # fmt: skip

_INDENT = "This line stands further in or out than its neighbours; line it up with them."
_AFTER = (
    "Text goes on after a quotation mark or a bracket that ends it; put the whole text in quotes of the other kind."
)


def decoded(data: bytes, what: str, faults: list[Fault]) -> str:
    """The text of a file in UTF-8; Unreadable if it is not that. Control characters become blanks, and faults."""
    if fault := _no_text(data, what):
        refuse([fault], what)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        seen = bytes([byte]).decode("cp1252", "replace")
        known = seen.isprintable() and seen != "\ufffd"
        sign = (
            f"“{seen}” is saved as the byte {byte:02X} (Windows-1252)" if known else f"Here stands the byte {byte:02X}"
        )
        told = f"{sign}, and not as UTF-8, in which the {what} must be; {_SAVE}."
        refuse([Fault(*_byte_place(data, error.start), told)], what)
        raise
    return _CONTROL.sub(" ", text) if _controls(text, faults) else text


def _no_text(data: bytes, what: str) -> Fault | None:
    """What the first bytes and the size say against a file, if anything."""
    wide = next((name for mark, name in _WIDE if data.startswith(mark)), "") or _wide(data[:_SEEN])
    binary = next((name for start, name in _BINARY if data.startswith(start)), "")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return Fault(1, 1, f"The file is empty; is this the {what} that you meant?")
    if wide:
        return Fault(1, 1, f"The file is in {wide}, not in UTF-8; {_SAVE}.")
    if binary:
        return Fault(1, 1, f"The file is {binary}, not text; export the {what} as YAML, or choose another file.")
    nul = data.find(b"\0", 0, YAML_LARGEST)
    if nul >= 0:
        told = "Here stands a byte (NUL) that no text holds, so the file is not a text file; choose another one."
        return Fault(*_byte_place(data, nul), told)
    if len(data) > YAML_LARGEST:
        told = f"Here {YAML_LARGEST // 1_000_000} MB are reached, the most that a {what} may have; choose another file, or divide this one."
        return Fault(*_byte_place(data, YAML_LARGEST), told)
    return None


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of its Latin letters stand on one side of each pair, and nowhere else."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return "UTF-16" if len(start) > 3 and max(even, odd) * 4 > len(start) and min(even, odd) * 50 < len(start) else ""


def _controls(text: str, faults: list[Fault]) -> bool:
    found = False
    for match in _CONTROL.finditer(text):
        found = True
        told = f"Here stands an invisible control character (number {ord(match[0])}); delete it."
        faults.append(Fault(*place_of(text, match.start()), told))
        if len(faults) > MOST:
            break
    return found


def place_of(text: str, index: int) -> tuple[int, int]:
    """The line and the column of a place in a text, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _byte_place(data: bytes, index: int) -> tuple[int, int]:
    start = data.rfind(b"\n", 0, index) + 1
    line = data[start:index].removeprefix(codecs.BOM_UTF8 if start == 0 else b"")
    return data.count(b"\n", 0, start) + 1, len(line.decode("utf-8", "replace")) + 1


def syntax_faults(text: str, error: Any) -> Iterator[Fault]:
    """Where the parser gave up, in a sentence, and each tab that indents a line, for that is what it most often is."""
    tabs = list(islice(_tabs(text), MOST + 1))
    yield from tabs
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        if not tabs:
            yield Fault(1, 1, "This is not YAML; open it in an editor that checks YAML, or export it anew.")
        return
    if all(tab.line != mark.line + 1 for tab in tabs):
        yield _grammar(text, error, mark)


def _grammar(text: str, error: Any, mark: Any) -> Fault:
    """The parser's finding in our words."""
    why = re.sub(", but (got|found) .*", "", " ".join(part for part in (error.context, error.problem) if part))
    lines = text.splitlines()
    if mark.line >= len(lines):  # at the end of the file, which libyaml takes for a line of its own
        line, column = len(lines), len(lines[-1]) + 1
    else:
        line, column = mark.line + 1, mark.column + 1
    for words, begins, sentence in _GRAMMAR:
        if re.search(words, why):
            if begins and error.context_mark:
                line, column = error.context_mark.line + 1, error.context_mark.column + 1
            sign = lines[line - 1][column - 1 : column]
            odd = _AFTER if lines[line - 1][: column - 1].strip(" -") else _INDENT
            return Fault(line, column, sentence.replace("{sign}", sign).replace("{odd}", odd))
    return Fault(line, column, f"This is not YAML ({why}); put the text in quotes, or mend the line.")


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            yield Fault(number, indent.index("\t") + 1, "A tab can’t indent a line in YAML; use spaces.")
