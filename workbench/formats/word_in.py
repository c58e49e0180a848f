"""Word files in: the words of the body, line by line, as python-docx gives them but read straight from the XML.

python-docx takes six times as long over an interview. What Word doesn't print (deleted words, comments, notes, the
text of fields) stays out.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from workbench.core.errors import Unreadable
from workbench.formats.register import LARGEST, Raw
from workbench.formats.text import clean

_PROTECTED = b"\xd0\xcf\x11\xe0"
_MAIN_PART = "/officeDocument"
_UNPRINTED = ("del", "moveFrom", "txbxContent", "rt")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def read(data: bytes) -> Raw:
    """The text of a .docx file: paragraphs, also those in tables, in their order, each on a line."""
    if data.startswith(_PROTECTED):
        raise Unreadable(
            "The file is protected by a password, or is a .doc of before 2007.", "Save it as .docx without a password."
        )
    if not data:
        raise Unreadable("The file is empty.")
    text = clean("\n".join(lines(body(data))))
    if not text.strip():
        raise Unreadable("There are no words in this Word file.")
    return Raw(text, "Word")


def body(data: bytes) -> etree._Element:
    """The body of a .docx file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            root = _xml(package, _main_part(package))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable("The file is not a whole Word file.", "Open it in Word and save it again.") from None
    except etree.XMLSyntaxError:
        raise Unreadable("The text within the Word file is damaged.", "Open it in Word and save it again.") from None
    found = root.find("{*}body")
    if found is None:
        raise Unreadable("The file is an Office file, but not a Word text.")
    return found


def _main_part(package: zipfile.ZipFile) -> str:
    for relation in _xml(package, "_rels/.rels"):
        if str(relation.get("Type", "")).endswith(_MAIN_PART):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError(_MAIN_PART)


def _xml(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > LARGEST:
        raise Unreadable(f"The Word file unfolds to more than {LARGEST // 1_000_000} MB.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(package.read(name), parser)


def lines(element: etree._Element) -> Iterator[str]:
    """The text of each paragraph in a body or a part of it. A `w:tab` is a sign within a run alone; elsewhere it is a setting."""
    prefix = f"{{{etree.QName(element).namespace}}}"
    for unprinted in list(element.iter(*(prefix + name for name in _UNPRINTED))):
        unprinted.getparent().remove(unprinted)
    paragraph, words, line_end, run = (prefix + name for name in ("p", "t", "br", "r"))
    signs = {prefix + name: sign for name, sign in _SIGNS.items()}
    line: list[str] | None = None
    for part in element.iter(paragraph, words, line_end, *signs):
        tag = part.tag
        if tag == paragraph:
            if line is not None:
                yield "".join(line)
            line = []
        elif line is not None and part.getparent().tag == run:
            if tag == words:
                line.append(part.text or "")
            elif tag != line_end:
                line.append(signs[tag])
            elif part.get(prefix + "type", "textWrapping") == "textWrapping":
                line.append("\n")
    yield "".join(line or [])
