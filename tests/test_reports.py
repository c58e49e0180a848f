import csv
import zipfile
from io import BytesIO, StringIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from notation import study
from reporting import FACTS, HOSTILE, all_paragraphs, printable, report
from workbench.analysis.report import Break, Bullets, Facts, Heading, Prose, Quote, Table, plain
from workbench.analysis.summaries import KINDS
from workbench.formats import markdown, table, word


def words_of(blocks):
    return [block.words for block in blocks if isinstance(block, Quote)]


def opened(made):
    return Document(BytesIO(word.write(made)))


def styled(document, style):
    return [paragraph.text for paragraph in all_paragraphs(document) if paragraph.style.name == style]


# -- Word -------------------------------------------------------------------------------------------------------------


def test_word_has_a_real_style_for_each_block():
    document = opened(
        report(
            Heading("Trust"),
            Heading("At night", 2),
            Prose("They *felt* **heard**.\n\n- one\n- two\n\n1. first\n\n## Limits"),
            Quote("It listened.", "P1, turn 2", "P1-002"),
            Bullets(("a bullet",)),
            Table("Codes", ("Code", "n"), (("trust", 3),)),
        )
    )
    assert [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs] == [
        ("Title", "Codes"),
        ("Subtitle", "Nights, 21 November 2026"),
        ("Heading 1", "Trust"),
        ("Heading 2", "At night"),
        ("Normal", "They felt heard."),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("List Number", "first"),
        ("Heading 3", "Limits"),
        ("Quote", "It listened."),
        ("Quote Reference", "P1, turn 2 · P1-002"),
        ("List Bullet", "a bullet"),
        ("Caption", "Table 1. Codes"),
        ("Table End", ""),
    ]
    runs = document.paragraphs[4].runs
    assert [(run.text, run.italic, run.bold) for run in runs] == [
        ("They ", None, None), ("felt", True, None), (" ", None, None), ("heard", None, True), (".", None, None),
    ]  # fmt: skip


def test_word_tables_repeat_their_header_and_fit_the_page():
    document = opened(report(Table("Codes", ("Code", "n"), (("trust", 3), ("work", 12)), (3, 1))))
    (made,) = document.tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [["Code", "n"], ["trust", "3"], ["work", "12"]]
    assert made.style.name == "Study Table"
    assert made._tbl.xpath("boolean(w:tr[1]/w:trPr/w:tblHeader)")
    assert not made._tbl.xpath("boolean(w:tr[2]/w:trPr/w:tblHeader)")
    assert made._tbl.xpath("string(w:tblPr/w:tblLayout/@w:type)") == "fixed"
    widths = [int(width) for width in made._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    section = document.sections[0]
    assert widths == [6888, 2296]
    assert sum(widths) <= (section.page_width - section.left_margin - section.right_margin) // 635
    assert made._tbl.xpath("w:tr/w:tc[2]/w:p/w:pPr/w:jc/@w:val") == ["right"] * 3


def test_word_is_a4_with_page_numbers_and_properties_of_the_report_alone():
    document = opened(report(title="Themes"))
    section, properties = document.sections[0], document.core_properties
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    footer = section.footer.paragraphs[0]
    assert footer.text == "Nights: Themes\t1 / 1"
    assert [code.strip() for code in footer._p.xpath(".//w:instrText/text()")] == ["PAGE", "NUMPAGES"]
    assert (properties.title, properties.author, properties.last_modified_by) == ("Themes: Nights", "Nights", "")
    assert properties.comments == "Made with workbench 0.1.0"
    assert f"{properties.created:%Y-%m-%d %H:%M} {properties.modified:%Y-%m-%d}" == "2026-11-21 00:00 2026-11-21"


def test_word_names_the_place_of_each_quote_by_its_id_and_no_name_twice():
    quotes = [
        Quote("a", "", "P07-012"), Quote("b", "", "P07-012"), Quote("c", "", "7 Müller-003"), Quote("d", ""),
        Quote("e", "", "p07-012"), Quote("f", "", "x" * 50),
    ]  # fmt: skip
    body = opened(report(*quotes)).element.body
    assert body.xpath(".//w:bookmarkStart/@w:name") == [
        *("P07_012", "P07_012_2", "q_7_Müller_003", "p07_012_3", "x" * 34)
    ]
    assert body.xpath(".//w:bookmarkStart/@w:id") == body.xpath(".//w:bookmarkEnd/@w:id") == ["1", "2", "3", "4", "5"]
    assert body.xpath("string(.//w:p[w:bookmarkStart/@w:name='P07_012_2'])") == "b"


def test_word_knows_the_language_and_the_direction_of_a_quote():
    body = opened(
        report(Quote("Na ja.", "P7", "P7-1", "de"), Quote("Hm.", "P8", "P8-1"), Quote("שלום", "P9", "P9-1", "he"))
    ).element.body
    quotes = [p for p in body.xpath("w:p") if p.xpath("string(w:pPr/w:pStyle/@w:val)") == "Quote"]
    assert [quote.xpath("string(w:r/w:rPr/w:lang/@w:val)") for quote in quotes] == ["de-DE", "", ""]
    assert [quote.xpath("boolean(w:pPr/w:bidi) and boolean(w:r/w:rPr/w:rtl)") for quote in quotes] == [
        False, False, True,
    ]  # fmt: skip


def test_word_marks_the_language_of_speech_in_tables():
    body = opened(report(Table("", ("id", "said"), (("1", "Na ja"), ("2", "Well")), (), ("de", "")))).element.body
    assert body.xpath("string(.//w:tr[2]/w:tc[2]//w:lang/@w:val)") == "de-DE"
    assert not body.xpath(".//w:tr[2]/w:tc[1]//w:lang | .//w:tr[3]//w:lang")


def test_word_keeps_a_quote_with_its_reference_and_prose_with_the_quote_it_introduces():
    document = opened(report(Prose("One.\n\nTwo."), Quote("a", "P1")))
    assert document.styles["Quote"].paragraph_format.keep_with_next
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[2:4]] == [None, True]


def test_word_starts_a_new_page_where_the_report_says_so():
    document = opened(report(Prose("a"), Break(), Heading("b"), Prose("c")))
    assert [paragraph.paragraph_format.page_break_before for paragraph in document.paragraphs[2:]] == [None, True, None]


def test_word_lists_start_anew_and_with_the_number_written():
    document = opened(report(Prose("1. a\n2. b\n\nand\n\n4. c\n   - d\n")))
    ids = [p._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for p in document.paragraphs[2:]]
    levels = [p._p.xpath("string(w:pPr/w:numPr/w:ilvl/@w:val)") for p in document.paragraphs[2:]]
    assert (ids, levels) == (["10", "10", "", "11", "1"], ["0", "0", "", "0", "1"])
    numbering = document.part.numbering_part.element
    assert numbering.xpath("w:num[@w:numId >= 10]/w:lvlOverride/w:startOverride/@w:val") == ["1", "4"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_word_gives_every_sign_as_it_was_said_and_makes_none_of_them_syntax(hostile):
    document = opened(
        report(
            Heading(hostile.replace("\n", " ")),
            Prose(plain(hostile)),
            Quote(hostile, hostile, hostile),
            Bullets((hostile,)),
            Table(hostile, (hostile,), ((hostile,),)),
            title=hostile,
        )._replace(facts=Facts(hostile, "2026-11-21", "0"))
    )
    said = printable(hostile)
    assert styled(document, "Quote") == [said]
    assert styled(document, "Title") == styled(document, "List Bullet") == [said]
    assert styled(document, "Caption") == [f"Table 1. {said}"]
    assert [row.cells[0].text for row in document.tables[0].rows] == [said, said]
    assert not document.element.body.xpath(".//w:hyperlink")


def test_word_gives_a_quote_of_any_length_whole():
    words = "So I said, and then. " * 2_000
    assert styled(opened(report(Quote(words, "P1"), Table("", ("said",), ((words,),)))), "Quote") == [words]


def test_word_gives_markdown_of_others_without_links_and_html():
    document = opened(
        report(Prose("<b>x</b> [a](javascript:alert(1)) [b](https://b.org) ![c](https://c.org/c.png)\n\n<div>d</div>"))
    )
    assert styled(document, "Normal") == ["<b>x</b> [a](javascript:alert(1)) b (https://b.org) c", "<div>d</div>"]
    assert not document.element.body.xpath(".//w:hyperlink | .//w:drawing")


def test_the_same_report_is_the_same_file():
    made = study("P1: [trust: I knew her] from [family, trust: church].")
    reports = [summary(made.project, made.texts, FACTS) for summary in KINDS.values()]
    for write in (word.write, markdown.write, table.write):
        assert [write(one) for one in reports] == [write(one) for one in reports]
    with zipfile.ZipFile(BytesIO(word.write(reports[0]))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_of_a_word_file_is_sound_and_is_known_to_its_package():
    made = study("P1: [trust: I knew her].")
    for summary in KINDS.values():
        with zipfile.ZipFile(BytesIO(word.write(summary(made.project, made.texts, FACTS)))) as package:
            names = set(package.namelist())
            for name in names:
                etree.fromstring(package.read(name))
            types = etree.fromstring(package.read("[Content_Types].xml"))
            assert {part.get("PartName").lstrip("/") for part in types if part.get("PartName")} <= names
            assert "docProps/thumbnail.jpeg" not in names


def test_every_coding_stands_verbatim_in_the_report_of_codes():
    made = study(
        'INT: [trust: Why <b>?]\nP1: [trust, trust @Ben: I & "she"\nknew] [family > aunts: 💛 church\n\nP1: more].',
        "[trust: a\tb]",
    )
    quotes = styled(opened(KINDS["codes"](made.project, made.texts, FACTS)), "Quote")
    for coding in made.project.all_codings():
        assert coding.span.of(made.texts[coding.document].text) in quotes
    assert len(quotes) == 4


# -- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_reads_well_as_it_stands():
    made = report(
        Heading("Trust"),
        Prose("They *felt* **heard**.\n\n- one\n- two\n\n# Limits\n\n3. [x](https://x.org)"),
        Quote("It listened. [laughs]\nP1: No.\n\nSo.", "P1, turn 2", "P1-002"),
        Bullets(("a bullet",)),
        Table("Codes", ("Code", "n"), (("a | b\nc", 3),)),
    )
    assert markdown.write(made).decode() == (
        "# Codes\n\n*Nights, 21 November 2026*\n\n## Trust\n\nThey *felt* **heard**.\n\n- one\n- two\n\n### Limits\n\n"
        "3. x (https://x.org)\n\n> It listened. [laughs]\\\n> P1: No.\n>\n> So.\n>\n> — P1, turn 2, P1-002\n\n- a bullet\n\n"
        "**Table 1.** Codes\n\n| Code | n |\n|---|---:|\n| a \\| b<br>c | 3 |\n"
    )


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
QUOTED = ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"]


def shown(text):
    """The words that a reader of Markdown shows, and the marks it found on the way."""
    words, marks = [], set()
    for token in READER.parse(text):
        marks.add(token.type)
        for child in token.children or ():
            marks.add(child.type)
            words.append("\n" if child.type in ("hardbreak", "softbreak") else child.content)
        if token.type == "paragraph_close":
            words.append("\n\n")
    return "".join(words), marks - {*QUOTED, "text", "text_special", "hardbreak", "softbreak"}


def folded(text):
    return " ".join(printable(text).split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_gives_every_sign_as_it_was_said_and_makes_none_of_them_syntax(hostile):
    written = markdown.write(report(Quote(hostile, "P1"))).decode().split("\n\n", 2)[2]
    words, marks = shown(written)
    assert (folded(words), marks) == (folded(f"{hostile} — P1"), set())


@given(st.text(alphabet="ab1 \n\t*_`~[](){}<>#+-=.!:|\\&;$^\"'", max_size=40).filter(str.strip))
@settings(max_examples=200, deadline=None)
def test_markdown_makes_no_sign_syntax_wherever_it_stands(said):
    words, marks = shown(markdown.write(report(Quote(said, "P1"))).decode().split("\n\n", 2)[2])
    assert (folded(words), marks) == (folded(f"{said} — P1"), set())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_headings_bullets_and_cells_stay_what_they_are(hostile):
    made = report(Heading(hostile), Bullets((hostile,)), Table("", ("a", "b"), ((hostile, "z"),)), title=hostile)
    tokens = [token.type for token in READER.parse(markdown.write(made).decode())]
    assert tokens.count("heading_open") == 2
    assert tokens.count("list_item_open") == tokens.count("table_open") == 1
    assert tokens.count("td_open") == 2
    children = {child.type for token in READER.parse(markdown.write(made).decode()) for child in token.children or ()}
    assert children <= {"text", "text_special", "em_open", "em_close", "softbreak", "html_inline"}


@pytest.mark.parametrize(
    "written",
    [
        "a **bold *both*** *it **bo** it* end",
        "**bold** and*more* x",
        "*a **b*** c",
        "1. one\n2. two\n    - in\n\nout `co``de` <b>",
        "> said **so**",
    ],
)
def test_markdown_of_a_summary_says_the_same_when_written_again(written):
    once = markdown.write(report(Prose(written))).decode().split("\n\n", 2)[2]
    assert markdown.write(report(Prose(once))).decode().split("\n\n", 2)[2] == once
    kinds = [t.type for t in MarkdownIt("commonmark", {"html": False}).parse(written)]
    assert [t.type for t in MarkdownIt("commonmark", {"html": False}).parse(once)] == kinds


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_has_a_line_for_each_coding_and_no_cell_is_a_formula():
    rows = Table("", ("quote id", "turn", "quote"), (("P1-1", 2, "=cmd()|' /C'!A0"), ("P1-2", 3, 'a,\n"b"\x00')))
    data = table.write(report(rows=rows))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["quote id", "turn", "quote"],
        ["P1-1", "2", "'=cmd()|' /C'!A0"],
        ["P1-2", "3", 'a,\n"b"'],
    ]
