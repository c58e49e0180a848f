"""Plain text and Markdown in: which encoding the bytes are in, and what is taken off a text before it is kept.

How a transcript falls into turns is core/turns.py's matter; Markdown's ** stay, for turns are found by them.
"""

from __future__ import annotations

import codecs
import re
from html import unescape
from unicodedata import normalize

from workbench.core.errors import Unreadable
from workbench.formats.register import Raw

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 with byte order mark"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 with byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 with byte order mark"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 with byte order mark"),
)
_GUESSED = {
    "cp1252": "Windows-1252 (guessed)",
    "mac_roman": "Mac Roman (guessed)",
    "utf_8": "UTF-8",
    "utf_16": "UTF-16 (guessed)",
}
_BINARY = (
    (b"PK\x03\x04", "a zip archive, such as a Word file"),
    (b"\xd0\xcf\x11\xe0", "an old or a protected Office file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")  # the last two are no characters
_MARKDOWN = re.compile(r"\\([!-/:-@\[-`{-~]|(?=\r?\n))|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read(data: bytes) -> Raw:
    """The text of a plain text file."""
    return _raw(*decode(data))


def read_markdown(data: bytes) -> Raw:
    r"""The text of a Markdown file: entities such as `&quot;` and escapes such as `\[` undone, all else as it stands."""
    text, how = decode(data)
    return _raw(_MARKDOWN.sub(_undone, text), how)


def _raw(text: str, how: str) -> Raw:
    text = clean(text)
    if not text.strip():
        raise Unreadable("The file is empty.")
    return Raw(text, how)


def _undone(found: re.Match[str]) -> str:
    escaped: str | None = found[1]
    return unescape(found[0]) if escaped is None else escaped


def clean(text: str) -> str:
    """The text in NFC with LF line ends, without control characters; no blank and no other sign is touched."""
    text = _CONTROL.sub("", _LINE_END.sub("\n", text) if _has_odd_line_ends(text) else text)
    return normalize("NFC", text)


def _has_odd_line_ends(text: str) -> bool:
    return any(sign in text for sign in "\r\v\f\x85\u2028\u2029")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; a guess says that it is one. Unreadable if the bytes are no text."""
    if not data.strip():
        raise Unreadable("The file is empty.")
    what = next((name for start, name in _BINARY if data.startswith(start)), "")
    if what:
        raise Unreadable(f"The file is not text but {what}.", "Check its ending, or save it as text.")
    found = _marked(data) or _wide(data)
    if not found and len(data.translate(None, _NO_TEXT)) * 100 < len(data) * 99:
        raise Unreadable("The file is not text: it is full of bytes that no text holds.")
    return found or _strict(data) or _guessed(data)


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding, how in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), how
            except UnicodeDecodeError as error:
                raise Unreadable(
                    f"The file says that it is {how.split()[0]}, but byte {error.start + 1} is not."
                ) from None
    return None


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: the zero bytes of its Latin letters and blanks stand on one side of each pair."""
    zeros, odd = data.count(0), data[1::2].count(0)
    if zeros * 50 < len(data) or len(data) % 2:
        return None
    for encoding, share in (("utf-16-le", odd), ("utf-16-be", zeros - odd)):
        if share * 10 >= zeros * 9:
            try:
                return data.decode(encoding), "UTF-16 (guessed)"
            except UnicodeDecodeError:
                return None
    return None


def _strict(data: bytes) -> tuple[str, str] | None:
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> tuple[str, str]:
    """One of four encodings only: left free, charset-normalizer takes a short Windows-1252 text for a Baltic one."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["utf_8", "cp1252", "mac_roman", "utf_16"]).best()
    if best is not None and best.encoding in _GUESSED:
        return str(best), _GUESSED[best.encoding]
    return data.decode("cp1252", errors="replace"), _GUESSED["cp1252"]
