"""What Word files hold beyond words and styles: contents, turned pages, notes, gaps, and the sources of quotes."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from reporting import FACTS, NO_ROWS, WORSE, full_report, printable, report, source
from workbench.analysis.report import GAP, Break, Contents, Heading, Prose, Quote, Table
from workbench.core.errors import Unreadable
from workbench.formats import word, word_sources

WIDE = Table("Wide", ("a", "b"), (("x", 1),), note="Counted once.", wide=True)


def opened(*blocks):
    return Document(BytesIO(word.write(report(*blocks))))


def paragraphs(document):
    """The style and the words of each paragraph of the body, those in content controls as well; tables' stay out."""
    found = [
        Paragraph(element, document) for element in document.element.body.xpath("./w:p | ./w:sdt/w:sdtContent/w:p")
    ]
    return [(paragraph.style.name, paragraph.text) for paragraph in found]


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def sound(data):
    """Asserts that all parts are XML, typed and found from where they belong, and that no number or name comes twice."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        for name in names:
            root = etree.fromstring(package.read(name))
            for relation in root if name.endswith(".rels") else ():
                folder = name.replace("_rels/", "").rpartition("/")[0]
                goal = re.sub(r"[^/]+/\.\./", "", f"{folder}/{relation.get('Target')}".lstrip("/"))
                assert goal in names, goal
        types = etree.fromstring(package.read("[Content_Types].xml"))
        typed = [part.get("PartName", "").lstrip("/") for part in types if part.get("PartName")]
        assert len(typed) == len(set(typed))
        assert set(typed) <= set(names)
        root = etree.fromstring(package.read("word/document.xml"))
    for element, key in (("bookmarkStart", "id"), ("bookmarkStart", "name"), ("id", "val")):
        values = [one.get(qn(f"w:{key}")) for one in root.iter(qn(f"w:{element}"))]
        assert len(values) == len(set(values))


# -- contents ---------------------------------------------------------------------------------------------------------


def test_contents_are_a_field_filled_with_links_to_the_headings_and_their_pages():
    document = opened(
        Contents("Contents"),
        Break(),
        Heading("One & all"),
        Heading("Two", 2),
        Prose("# Deep"),
        Break(),
        Heading("Four"),
    )
    assert paragraphs(document)[2:6] == [
        ("TOC Heading", "Contents"), ("toc 1", "One & all\t2"), ("toc 2", "Two\t2"), ("toc 1", "Four\t3"),
    ]  # fmt: skip
    body = document.element.body
    codes = [code.strip() for code in body.xpath(".//w:sdt//w:instrText/text()")]
    assert codes == [
        'TOC \\o "1-2" \\h \\z \\u', "PAGEREF _Toc000000001 \\h", "PAGEREF _Toc000000002 \\h", "PAGEREF _Toc000000004 \\h",
    ]  # fmt: skip
    assert body.xpath(".//w:hyperlink/@w:anchor") == [f"_Toc00000000{number}" for number in (1, 2, 4)]
    named = body.xpath(".//w:p[w:bookmarkStart/@w:name='_Toc000000002']")
    assert [Paragraph(one, document).text for one in named] == ["Two"]
    kinds = body.xpath(".//w:sdt//w:fldChar/@w:fldCharType")
    assert (kinds.count("begin"), kinds.count("separate"), kinds.count("end")) == (4, 4, 4)
    assert body.xpath("string(.//w:docPartGallery/@w:val)") == "Table of Contents"


def test_word_asks_nobody_to_update_fields():
    with zipfile.ZipFile(BytesIO(word.write(full_report()))) as package:
        assert b"updateFields" not in package.read("word/settings.xml")
        assert b"w:dirty" not in package.read("word/document.xml")


def test_a_report_without_headings_has_no_contents_and_one_without_contents_no_bookmarks_for_them():
    assert not opened(Contents("Contents"), Prose("a")).element.body.xpath(".//w:sdt")
    assert not opened(Heading("One")).element.body.xpath(".//w:bookmarkStart")


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_wide_table_has_a_turned_page_of_its_own_with_its_heading_and_is_as_wide_as_its_text():
    document = opened(Prose("Before."), Heading("Wide one"), Prose("Short."), WIDE, WIDE, Prose("After."))
    sections = [(section.orientation, section.page_width > section.page_height) for section in document.sections]
    assert sections == [(0, False), (1, True), (1, True), (0, False)]
    ends = [bool(p._p.xpath("w:pPr/w:sectPr")) for p in document.paragraphs]
    said = [p.text for p in document.paragraphs]
    assert [text for text, ends_here in zip(said, ends, strict=True) if ends_here] == [
        "Before.", "Counted once.", "Counted once.",
    ]  # fmt: skip
    assert said[3:6] == ["Wide one", "Short.", "Table 1. Wide"]
    section = document.sections[1]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    assert room - 2 <= sum(map(int, document.tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w"))) <= room
    assert len(paragraphs(document)) == len([text for text in said if text])


def test_turned_pages_keep_the_footer_and_its_page_numbers_as_wide_as_they_are():
    document = opened(WIDE, Prose("After."))
    upright, turned, after = (section.footer.paragraphs[0] for section in document.sections)
    assert upright.text == turned.text == after.text == "Nights: Codes\t1 / 1"
    assert turned._p.xpath("w:pPr/w:tabs/w:tab/@w:pos") == ["9185", "14117"]
    assert not after._p.xpath("w:pPr/w:tabs")


def test_a_report_that_ends_with_a_wide_table_has_no_empty_page_after_it():
    document = opened(Prose("Before."), WIDE)
    assert [section.orientation for section in document.sections] == [0, 1]


def test_a_note_stands_below_its_table_and_shares_have_one_decimal():
    document = opened(Table("Codes", ("Code", "%"), (("trust", 12.345), ("work", 7.0)), note="Counted once."))
    assert paragraphs(document)[2:] == [("Caption", "Table 1. Codes"), ("Table Note", "Counted once.")]
    (table,) = document.tables
    assert [row.cells[1].text for row in table.rows] == ["%", "12.3", "7.0"]
    assert table._tbl.xpath("string(w:tblPr/w:tblCaption/@w:val)") == "Codes"
    assert table._tbl.xpath("boolean(w:tr[3]//w:keepNext)")


@pytest.mark.parametrize(("rows", "together"), [(12, True), (13, False)])
def test_a_table_of_few_rows_stays_together_on_a_page(rows, together):
    made = Table("Codes", ("Code", "n"), tuple(("a", n) for n in range(rows)))
    (table,) = opened(made).tables
    kept = [bool(row._tr.xpath(".//w:keepNext")) for row in table.rows]
    assert kept == [*([together] * rows), False]


def test_captions_are_numbered_by_a_field():
    body = opened(Table("A", ("a",), ()), Table("B", ("a",), ())).element.body
    captions = body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert [one.xpath("string(w:r/w:instrText)").strip() for one in captions] == ["SEQ Table \\* ARABIC"] * 2
    assert ["".join(one.xpath("w:r/w:t/text()")) for one in captions] == ["Table 1. A", "Table 2. B"]


# -- gaps -------------------------------------------------------------------------------------------------------------


def test_what_isnt_known_is_highlighted_in_brackets():
    document = opened(Prose(f"Held in {GAP.format('month, *year*')} by {GAP.format('whom')}."))
    runs = [(run.text, run.font.highlight_color is not None) for run in document.paragraphs[2].runs]
    assert runs == [("Held in ", False), ("[month, year]", True), (" by ", False), ("[whom]", True), (".", False)]


# -- sources ----------------------------------------------------------------------------------------------------------


def test_each_quote_stands_in_a_content_control_with_its_id_and_keeps_its_bookmark():
    body = opened(Quote("It was.", "P7", "P07-012", "", source()), Quote("No source.", "P8", "P08-001")).element.body
    (control,) = body.xpath("w:sdt")
    assert [etree.QName(one).localname for one in control.find(qn("w:sdtPr"))] == ["alias", "tag", "id"]
    assert body.xpath("w:sdt/w:sdtPr/w:alias/@w:val | w:sdt/w:sdtPr/w:tag/@w:val") == ["P07-012", "workbench:P07-012"]
    assert body.xpath("w:sdt/w:sdtContent/w:p/w:bookmarkStart/@w:name") == ["P07_012"]
    assert body.xpath("w:p/w:bookmarkStart/@w:name") == ["P08_001"]


def test_quotes_are_found_with_their_sources_in_the_order_of_the_text():
    first, second = source(edits=((25, 30, ""), (31, 31, "her"))), source("Müller \"3\" & <4>\n'5'.txt", turn=9)
    data = word.write(report(Quote("b", "", "P2-1", "", second), Quote("a\nc", "", "P1-1", "", first)))
    assert word_sources.read(data) == [("P2-1", second, "b"), ("P1-1", first, "a\nc")]


def test_the_same_id_may_come_twice_with_one_source_or_with_two():
    one, other = source(), source(code="church")
    quotes = [Quote("a", "", "P1-1", "", where) for where in (one, other, one)]
    data = word.write(report(*quotes))
    sound(data)
    assert [(found.id, found.source) for found in word_sources.read(data)] == [
        ("P1-1", one),
        ("P1-1", other),
        ("P1-1", one),
    ]


def test_quotes_are_found_after_people_moved_restyled_and_reworded_them():
    where = [source(start=number) for number in range(3)]
    document = Document(
        BytesIO(word.write(report(*(Quote(f"q{n}", "", f"P1-{n}", "", s) for n, s in enumerate(where)))))
    )
    body = document.element.body
    first, second, _ = body.xpath("w:sdt")
    body.insert(0, second)
    paragraph = Paragraph(next(first.iter(qn("w:p"))), document)
    paragraph.style = document.styles["Normal"]
    paragraph.add_run(" indeed")
    paragraph.insert_paragraph_before("Well,")
    assert word_sources.read(saved(document)) == [
        ("P1-1", where[1], "q1"), ("P1-0", where[0], "Well,\nq0 indeed"), ("P1-2", where[2], "q2"),
    ]  # fmt: skip


def test_a_quote_whose_source_was_lost_on_the_way_is_still_found_by_its_id():
    data = word.write(report(Quote("a", "", "P1-1", "", source())))
    with zipfile.ZipFile(BytesIO(data)) as package:
        kept = {name: package.read(name) for name in package.namelist() if not name.startswith("customXml")}
    assert word_sources.read(word.zipped(kept)) == [("P1-1", None, "a")]


def test_a_quote_is_found_by_the_title_of_its_control_where_another_program_lost_the_tag():
    document = Document(BytesIO(word.write(report(Quote("a", "", "P1-1", "", source()), Quote("b", "P2")))))
    (tag,) = document.element.body.xpath(".//w:sdtPr/w:tag")
    tag.getparent().remove(tag)
    assert word_sources.read(saved(document)) == [("P1-1", source(), "a")]


def test_what_is_damaged_is_refused_in_a_sentence():
    data = word.write(report(Quote("a", "", "P1-1", "", source())))
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["customXml/item1.xml"] = parts["customXml/item1.xml"].replace(b'turn="2"', b'turn="two"')
    with pytest.raises(Unreadable, match="damaged"):
        word_sources.read(word.zipped(parts))


def test_the_part_of_sources_names_the_study_and_the_version():
    with zipfile.ZipFile(BytesIO(word.write(full_report()))) as package:
        root = etree.fromstring(package.read("customXml/item1.xml"))
    assert (root.tag, dict(root.attrib)) == (
        "{urn:workbench:quotes}quotes", {"study": "Nights", "version": "0.1.0", "made": "2026-11-21"},
    )  # fmt: skip
    assert len(root) == 30


def test_no_tag_is_longer_than_word_allows():
    long = [Quote("a", "", f"{'P' * 70}-{number}", "", source()) for number in range(2)]
    data = word.write(report(*long))
    tags = Document(BytesIO(data)).element.body.xpath(".//w:sdtPr/w:tag/@w:val")
    assert all(len(tag) <= 64 for tag in tags)
    assert len(set(tags)) == 2
    assert [found.id for found in word_sources.read(data)] == [quote.id for quote in long]


# -- the whole --------------------------------------------------------------------------------------------------------


def test_a_report_with_each_kind_of_block_is_sound_and_the_same_file_again():
    data = word.write(full_report())
    sound(data)
    assert data == word.write(full_report())
    names = {style for style, _ in paragraphs(Document(BytesIO(data)))}
    assert names >= {
        "Title",
        "Heading 1",
        "Heading 2",
        "Caption",
        "Quote",
        "List Bullet",
        "Table Note",
        "toc 1",
        "Turn",
    }


@pytest.mark.parametrize("hostile", WORSE)
def test_hostile_words_work_nowhere(hostile):
    where = source(hostile, participant=hostile, code=hostile, coder=hostile, edits=((1, 2, hostile),))
    made = report(
        Contents(hostile), Heading(hostile), Quote(hostile, hostile, hostile, hostile, where),
        Table(hostile, (hostile,), ((hostile,),), note=hostile, wide=True),
        title=hostile, rows=NO_ROWS, facts=FACTS._replace(name=hostile, version=hostile),
    )  # fmt: skip
    data = word.write(made)
    sound(data)
    lines = (
        printable(hostile).replace("\r", "\n") if "\r\n" not in hostile else printable(hostile).replace("\r\n", "\n")
    )
    (found,) = word_sources.read(data)
    assert found.words == lines
    assert (found.id, found.source.document, found.source.edits) == (lines, lines, ((1, 2, lines),))
