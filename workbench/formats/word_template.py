"""The empty Word document of our reports: python-docx's blank one on A4, with our styles, lists, footer and properties.

How things look stands in `word_parts/`; what a report says is spliced in by `word`. Nothing depends on day or chance.
"""

from __future__ import annotations

from datetime import datetime, time
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from workbench.analysis.report import Report
from workbench.formats.prose import legible

if TYPE_CHECKING:
    from docx.document import Document

TEXT_WIDTH = 9185
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OWN_PARTS = ("styles.xml", "numbering.xml", "settings.xml", "fontTable.xml")
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
    properties.comments = f"Made with workbench {report.facts.version}"
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.combine(report.day, time())
