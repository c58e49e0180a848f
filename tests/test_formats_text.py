import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import Missing, Refused, Unreadable
from workbench.core.turns import read_turns
from workbench.formats import register, text, word_in

WORDS = "INT: Où ça ?\nP1: Là-bas – “chez moi”."


@pytest.mark.parametrize(
    ("data", "how"),
    [
        (WORDS.encode(), "UTF-8"),
        (WORDS.encode("utf-8-sig"), "UTF-8 with byte order mark"),
        (WORDS.encode("utf-16"), "UTF-16 with byte order mark"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "UTF-16 with byte order mark"),
        (WORDS.encode("utf-16-le"), "UTF-16 (guessed)"),
        (WORDS.encode("utf-16-be"), "UTF-16 (guessed)"),
        (WORDS.encode("utf-32"), "UTF-32 with byte order mark"),
        (WORDS.encode("cp1252"), "Windows-1252 (guessed)"),
    ],
)
def test_one_text_reads_the_same_from_every_encoding(data, how):
    assert text.read(data) == (WORDS, how)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("e\u0301", "é"),
        ("a\x00b\x07c\x7fd\x9fe\ufeff", "abcde"),
        ("a\tb  c \n d\u00a0", "a\tb  c \n d\u00a0"),
    ],
)
def test_line_ends_and_control_signs_are_cleaned_and_blanks_are_kept(dirty, clean):
    assert text.clean(dirty) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once(dirty):
    once = text.clean(dirty)
    assert text.clean(once) == once
    assert "\r" not in once


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        (r"**Ana:** \[00:04\] episode \#152, 5 \* 3", "**Ana:** [00:04] episode #152, 5 * 3"),
        ("&quot;Oh,&#39; R&amp;D &lt;mi: racconti&gt; &#x41;", "\"Oh,' R&D <mi: racconti> A"),
        ("AT&T &notit and &unknown; stay", "AT&T &notit and &unknown; stay"),
        ("a\\\r\nb\\c", "a\nb\\c"),
        ("a &#13; b", "a \n b"),
    ],
)
def test_markdown_loses_its_escapes_and_entities_and_keeps_its_stars(markdown, plain):
    assert text.read_markdown(markdown.encode()).text == plain


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t", "The file is empty."),
        (b"\xef\xbb\xbf\n", "The file is empty."),
        (b"PK\x03\x04rest", "The file is not text but a zip archive, such as a Word file."),
        (b"%PDF-1.7", "The file is not text but a PDF."),
        (b"{\\rtf1 hello}", "The file is not text but an RTF file."),
        (bytes(range(256)), "The file is not text: it is full of bytes that no text holds."),
        (b"\xff\xfea", "The file says that it is UTF-16, but byte 1 is not."),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Unreadable) as error:
        text.read(data)
    assert error.value.message == sentence


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for read in (text.read, text.read_markdown, word_in.read):
        with suppress(Unreadable):
            assert read(data).text


def word(fill) -> bytes:
    document = Document()
    fill(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def lines_by_python_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def speak(document):
    document.add_heading("Interview P04", 1)
    document.add_paragraph("INT  00:03")
    mixed = document.add_paragraph("When ")
    mixed.add_run("did").bold = True
    mixed.add_run(" you\tlast\nuse it?  ").add_break(WD_BREAK.PAGE)
    mixed.add_run()._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    mixed.add_run("then")
    document.add_paragraph()
    linked = document.add_paragraph("See ")
    linked._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>our page</w:t></w:r></w:hyperlink>"))
    tabbed = document.add_paragraph("Set")
    tabbed.paragraph_format.tab_stops.add_tab_stop(914400)


SPOKEN = word(speak)


def test_word_paragraphs_read_as_python_docx_gives_them():
    expected = "Interview P04\nINT  00:03\nWhen did you\tlast\nuse it?  -then\n\nSee our page\nSet"
    assert word_in.read(SPOKEN) == (expected, "Word")
    assert lines_by_python_docx(SPOKEN) == expected


def test_word_tables_stand_in_their_place_cell_by_cell():
    def fill(document):
        document.add_paragraph("before")
        table = document.add_table(2, 2)
        for cell, words in zip((c for row in table.rows for c in row.cells), ["INT", "Why?", "P1", "So."], strict=True):
            cell.text = words
        document.add_paragraph("after")

    assert word_in.read(word(fill)).text == "before\nINT\nWhy?\nP1\nSo.\nafter"


def test_words_deleted_or_moved_away_in_word_are_left_out_and_inserted_ones_kept():
    def fill(document):
        paragraph = document.add_paragraph("She ")
        for tag, words in [("del", "cried"), ("ins", "laughed"), ("moveFrom", "gone"), ("moveTo", " back")]:
            text_tag = "delText" if tag == "del" else "t"
            run = f'<w:r><w:tab/><w:{text_tag} xml:space="preserve">{words}</w:{text_tag}></w:r>'
            paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{run}</w:{tag}>'))

    assert word_in.read(word(fill)).text == "She \tlaughed\t back"


def test_one_interview_reads_to_the_same_turns_from_text_markdown_and_word(tmp_path):
    spoken = [("INT", "Why?"), ("P1", "So.\n\nYes."), ("INT", "And?"), ("P1", "Done.")]
    marked = [f"**{label}:** {words}" for label, words in spoken]
    plain = [f"{label}: {words}" for label, words in spoken]
    (tmp_path / "a.txt").write_text("\r\n\r\n".join(plain).replace("\n\nY", "\r\n\r\nY"), "utf-16", newline="")
    (tmp_path / "a.md").write_text("# A\n\n" + "\n\n".join(marked), "utf-8")
    paragraphs = "\n".join(plain).split("\n")
    (tmp_path / "a.docx").write_bytes(word(lambda document: [document.add_paragraph(line) for line in paragraphs]))
    for name in ("a.txt", "a.md", "a.docx"):
        found = read_turns(register.read_transcript(tmp_path / name).text, name).transcript
        assert [(turn.speaker, turn.span.of(found.text)) for turn in found.turns] == spoken


def zipped(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, contents in parts.items():
            package.writestr({"rels": "_rels/.rels", "main": "word/document.xml"}[name], contents)
    return out.getvalue()


RELS = '<Relationships><Relationship Type="x/officeDocument" Target="/word/document.xml"/></Relationships>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "The file is protected by a password, or is a .doc of before 2007."),
        (b"only text", "The file is not a whole Word file."),
        (SPOKEN[:3000], "The file is not a whole Word file."),
        (zipped(main="<a/>"), "The file is not a whole Word file."),
        (zipped(rels=RELS, main="<w:document"), "The text within the Word file is damaged."),
        (zipped(rels=RELS, main="<document><body/></document>"), "There are no words in this Word file."),
        (zipped(rels=RELS, main="<workbook/>"), "The file is an Office file, but not a Word text."),
        (word(lambda document: document.add_paragraph(" ")), "There are no words in this Word file."),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Unreadable) as error:
        word_in.read(data)
    assert error.value.message == sentence


@given(st.integers(0, len(SPOKEN) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_word_file_is_read_or_refused(place, noise):
    with suppress(Unreadable):
        assert word_in.read(SPOKEN[:place] + noise + SPOKEN[place + len(noise) :]).text


def test_entities_in_a_word_file_are_not_unfolded():
    bomb = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>So &b; it goes</w:t></w:r></w:p></w:body></w:document>"
    assert "lol" not in word_in.read(zipped(rels=RELS, main=bomb + body)).text


def test_a_word_file_that_unfolds_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr(word_in, "LARGEST", 1000)
    with pytest.raises(Unreadable, match="unfolds to more than"):
        word_in.read(zipped(rels=RELS, main="a" * 2000))


def test_an_unknown_ending_is_refused_with_those_that_can(tmp_path):
    with pytest.raises(Refused) as error:
        register.read_transcript(tmp_path / "a.odt")
    assert str(error.value) == "No transcript is read from .odt files. These can: .txt, .md, .docx."


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(Missing, match="There is no file"):
        register.read_transcript(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(Refused, match="is a folder"):
        register.read_transcript(tmp_path / "b.txt")


def test_a_file_beyond_all_measure_is_not_opened(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(101_000_000)
    with pytest.raises(Unreadable, match=r"“a.txt” has 101 MB; 100 are the most."):
        register.read_transcript(tmp_path / "a.txt")


def test_every_row_of_the_table_names_a_function_that_is_there():
    from importlib import import_module

    uses = [use for row in register.FORMATS for use in row[2:] if use]
    for module, _, function in (use.rpartition(".") for use in uses):
        assert callable(getattr(import_module(f"workbench.formats.{module}"), function))


@pytest.mark.corpora
def test_word_interviews_read_as_python_docx_gives_them(corpora):
    for path in sorted((corpora / "transcripts" / "mannheimer").glob("*.docx")):
        data = path.read_bytes()
        assert word_in.read(data).text == text.clean(lines_by_python_docx(data))


@pytest.mark.corpora
def test_every_coded_quote_of_mannheimers_study_stands_once_in_its_text(corpora):
    from workbench.formats.sheet import read_rows

    rows = read_rows((corpora / "codings" / "mannheimer_codings.csv").read_bytes(), ["document", "quote"])
    folder: Path = corpora / "transcripts" / "mannheimer"
    texts = {name: word_in.read((folder / name).read_bytes()).text for name in {cells["document"] for _, cells in rows}}
    assert [texts[cells["document"]].count(cells["quote"]) for _, cells in rows] == [1] * 753


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "how", "words"),
    [
        ("encodings/sample-arabic.txt", "UTF-8", "بالموازاة مع ذلك"),
        ("encodings/sample-english.bom.txt", "UTF-8 with byte order mark", "About 2 months ago"),
        (
            "encodings/sample-french-1.txt",
            "Windows-1252 (guessed)",
            "demandait Louis XIV\nà Boileau.--Sire, c'est Molière.",
        ),
        ("transcripts/osce_fareez/RES0002.txt", "UTF-16 with byte order mark", "D: Could you tell me"),
    ],
)
def test_files_in_other_encodings_are_read(corpora, name, how, words):
    raw = text.read((corpora / name).read_bytes())
    assert raw.how == how
    assert words in raw.text


def test_what_is_no_character_is_left_out_as_no_document_could_hold_it():
    assert text.clean("one\ufffe and\uffff two") == "one and two"
