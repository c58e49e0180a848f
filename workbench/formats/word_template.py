"""The empty Word document of our reports: python-docx's blank one on A4, with our styles, lists, footer and properties.

How things look stands in `word_parts/`; what a report says is spliced in by `word`. Nothing depends on day or chance.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from workbench.analysis.report import Report
from workbench.formats.prose import legible

if TYPE_CHECKING:
    from docx.document import Document

TEXT_WIDTH, TURNED_WIDTH = 9185, 14117
PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
TURNED_PAGE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OWN_PARTS = ("styles.xml", "numbering.xml", "settings.xml", "fontTable.xml")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TURNED_FOOTER = "rIdTurned"
UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties", "webSettings")


def parts(report: Report) -> dict[str, bytes]:
    """The parts of the document before anything is said in it, by their names in the package."""
    import docx

    document = docx.Document()
    study, title = legible(report.facts.name), legible(report.title)
    _drop_unwanted(document)
    _set_page(document)
    _write_footer(document, f"{study}: {title}")
    _set_properties(document, report, f"{title}: {study}", study)
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as package:
        found = {name: package.read(name) for name in package.namelist()}
    own = files("workbench.formats") / "word_parts"
    return found | {f"word/{name}": (own / name).read_bytes() for name in OWN_PARTS}


def add_part(
    package: dict[str, bytes],
    name: str,
    content: str | bytes,
    kind: str,
    identity: str,
    target: str = "",
    *,
    owner: str = "word/document.xml",
    content_type: str = "",
) -> None:
    """Adds a part to a package, to its list of types if it needs one, and to the relations of the part that owns it."""
    package[name] = content.encode() if isinstance(content, str) else content
    folder, _, file = owner.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    goal = target or name.rpartition("/")[2]
    relation = f'<Relationship Id="{identity}" Type="{RELATIONS}/{kind}" Target="{goal}"/></Relationships>'
    package[relations] = package.get(relations, empty).replace(b"</Relationships>", relation.encode())
    if content_type:
        row = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
        package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(b"</Types>", row.encode())


def add_turned_footer(package: dict[str, bytes]) -> None:
    """Adds a footer as wide as the text of a page that is turned to its side."""
    tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/><w:tab w:val="right" w:pos="{TURNED_WIDTH}"/></w:tabs></w:pPr>'
    content = package["word/footer1.xml"].replace(b"</w:pPr>", tabs.encode(), 1)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    add_part(package, "word/footer2.xml", content, "footer", TURNED_FOOTER, content_type=kind)


def turned(section: str) -> str:
    """The settings of a section, turned to its side."""
    footer = re.sub(r'(<w:footerReference [^>]*r:id=")[^"]*', rf"\g<1>{TURNED_FOOTER}", section)
    return footer.replace(PAGE, TURNED_PAGE)


def field(code: str, shown: str) -> str:
    """The runs of a field that Word keeps up to date, with what it shows until then."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _drop_unwanted(document: Document) -> None:
    """Lets go of a picture of an empty page, a second set of styles and the name of another program."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNWANTED)]:
            del relations[key]


def _set_page(document: Document) -> None:
    from docx.shared import Cm, Twips

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Twips((Cm(21).twips - TEXT_WIDTH) // 2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)


def _write_footer(document: Document, text: str) -> None:
    from docx.oxml import parse_xml

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = f"{text}\t"
    runs = f'{field("PAGE", "1")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES", "1")}'
    paragraph._p.extend(parse_xml(f'<w:p xmlns:w="{NAMESPACE}">{runs}</w:p>'))  # noqa: SLF001


def _set_properties(document: Document, report: Report, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = author[:255]
    properties.comments = legible(f"Made with workbench {report.facts.version}")[:255]
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.combine(report.day, time())
