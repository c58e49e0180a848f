"""Where the quotes of a Word file stand in the study, written into it, and found again after people worked on it.

Each quote's paragraph is in a content control whose tag is `workbench:` and the quote's key, and whose title is the key;
a part of custom XML holds by that key what the study knows of it. Word keeps all when text is moved, restyled and saved.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

from workbench.analysis.report import Facts, Quote, Source
from workbench.core.errors import Unreadable
from workbench.formats.word_runs import quoted
from workbench.formats.word_template import add_part

NAMESPACE = "urn:workbench:quotes"
TAG = "workbench:"
LONGEST_TAG = 64
LONGEST_KEY = LONGEST_TAG - len(TAG)
FIRST_CONTROL = 5_000_000
STORE = "{6D0C2F0B-6B0A-4C52-9F5E-77CB51B3D1A7}"
LARGEST = 100_000_000
_ITEM = re.compile(r"customXml/item\d*\.xml")
_NUMBERS = ("turn", "start", "end", "codebook")
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Found(NamedTuple):
    """A quote found in a file: its id, where it comes from if the file still knows, and its words as they stand there."""

    id: str
    source: Source | None
    words: str


class Sources:
    """The sources of a document's quotes as they gather; each gets a key that no other source has."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, Source], str] = {}
        self._used: set[str] = set()
        self._controls = 0

    def controlled(self, quote: Quote, paragraph: str) -> str:
        """A quote's paragraph in its content control, or as it is if nobody knows its source."""
        if quote.source is None or not quote.id:
            return paragraph
        key = self._key(quote.id, quote.source)
        self._controls += 1
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoted(key)}/><w:tag w:val={quoted(TAG + key)}/>"
            f'<w:id w:val="{FIRST_CONTROL + self._controls}"/></w:sdtPr><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>'
        )

    def add_to(self, package: dict[str, bytes], facts: Facts) -> None:
        """Adds the part with the sources to a package, if there are any."""
        if not self._keys:
            return
        told = f"study={quoted(facts.name)} version={quoted(facts.version)} made={quoted(facts.made)}"
        rows = "".join(_entry(key, identity, source) for (identity, source), key in self._keys.items())
        item = f'{_DECLARATION}<quotes xmlns="{NAMESPACE}" {told}>{rows}</quotes>'
        properties = (
            f'{_DECLARATION}<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{_CUSTOM}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        add_part(package, "customXml/item1.xml", item, "customXml", "rIdQuotes", target="../customXml/item1.xml")
        add_part(
            package, "customXml/itemProps1.xml", properties, "customXmlProps", "rId1", owner="customXml/item1.xml",
            content_type="application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        )  # fmt: skip

    def _key(self, identity: str, source: Source) -> str:
        """The key of a quote: its id, shortened if need be, with a number if that id comes with another source too."""
        if (known := self._keys.get((identity, source))) is not None:
            return known
        base = " ".join(identity.split())
        if len(base) > LONGEST_KEY - 4:
            base = f"{base[: LONGEST_KEY - 14]}~{sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}"
        key, count = base, 1
        while key in self._used:
            count += 1
            key = f"{base}#{count}"
        self._used.add(key)
        self._keys[identity, source] = key
        return key


def _entry(key: str, identity: str, source: Source) -> str:
    fields = {"key": key, "id": identity} | {
        name: f"{value}" for name, value in source._asdict().items() if name != "edits"
    }
    told = " ".join(f"{name}={quoted(value)}" for name, value in fields.items())
    edits = "".join(f'<edit start="{start}" end="{end}" words={quoted(words)}/>' for start, end, words in source.edits)
    return f"<quote {told}>{edits}</quote>"


def read(data: bytes) -> list[Found]:
    """The quotes in a Word file that were written here, in the order of the text, whatever was done to it since."""
    from workbench.formats.package import checked
    from workbench.formats.word_in import body, lines

    root = body(checked(data, "Word", ".docx", LARGEST))
    prefix = root.tag.removesuffix("body")
    known = _known(data)
    found = []
    for control in root.iter(f"{prefix}sdt"):
        content = control.find(f"{prefix}sdtContent")
        key = _key_of(control, prefix, known)
        if key and content is not None:
            found.append((*known.get(key, (key, None)), content))
    return [Found(identity, source, "\n".join(lines(content))) for identity, source, content in found]


def _key_of(control: Any, prefix: str, known: Mapping[str, object]) -> str:
    """The key of the quote in a content control, or nothing; LibreOffice keeps the title of a control, but not its tag."""
    tag, title = (control.find(f"{prefix}sdtPr/{prefix}{name}") for name in ("tag", "alias"))
    if tag is not None and str(tag.get(f"{prefix}val", "")).startswith(TAG):
        return str(tag.get(f"{prefix}val")).removeprefix(TAG)
    key = "" if title is None else str(title.get(f"{prefix}val", ""))
    return key if key in known else ""


def _known(data: bytes) -> dict[str, tuple[str, Source | None]]:
    """What the parts of custom XML say of quotes, by key; Word may have given the parts other names."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    known: dict[str, tuple[str, Source | None]] = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name) if _ITEM.fullmatch(name) else b""
            if NAMESPACE.encode() not in content:
                continue
            try:
                for entry in etree.fromstring(content, parser).iter(f"{{{NAMESPACE}}}quote"):
                    known[entry.get("key", "")] = (entry.get("id", ""), _source(entry))
            except (etree.XMLSyntaxError, ValueError):
                raise Unreadable(
                    "What the file says of its quotes is damaged.", "Take an older copy of the file, or export it anew."
                ) from None
    return known


def _source(entry: Any) -> Source:
    values: dict[str, Any] = {name: entry.get(name, "") for name in Source._fields if name != "edits"}
    values |= {name: int(values[name]) for name in _NUMBERS}
    edits = tuple((int(edit.get("start", 0)), int(edit.get("end", 0)), edit.get("words", "")) for edit in entry)
    return Source(**values, edits=edits)
