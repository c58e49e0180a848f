from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings

from test_formats_tables import FULL, books, told
from workbench.core.codebook import Codebook, Entry, paths
from workbench.formats.codebook import word as codebook_word
from workbench.formats.codebook.columns import Column


def word_of(rows, merged=()):
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for (top, left), (bottom, right) in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_codebook_written_to_word_reads_with_the_fields_that_are_in_it():
    book = Codebook(
        "Trust",
        "",
        (
            Entry("", "# Rel", None, "A heading.", applies=False),
            Entry("R.IN", "in people", 0, "d\n\ne", "f", "i", "x", ("a | b", "• c", "d\ne"), misses=("no",)),
            Entry("", "of kin", 1, "k"),
            Entry("", "empty", None, applies=False),
            Entry("", "alone", None, "last"),
        ),
    )
    assert codebook_word.read(codebook_word.write(book)) == book._replace(name="")
    assert codebook_word.write(book) == codebook_word.write(book)


def test_scale_and_attributes_stand_below_the_definition_in_word_and_are_read_from_there():
    entries = (
        Entry("", "hope", None, "d\n\ne", scale=("low", "mid | dle"), attributes=(("Pole", "up"), ("theme", "a: b"))),
        Entry("", "fear", None, attributes=(("Pole", "down"),)),
    )
    book = Codebook("", "", entries)
    data = codebook_word.write(book)
    lines = Document(BytesIO(data)).tables[0].rows[1].cells[1].text.split("\n")
    assert lines[-3:] == ["▸ Scale: low | mid \\| dle", "▸ Pole: up", "▸ theme: a: b"]
    assert codebook_word.read(data) == book


def test_a_codebook_in_word_is_landscape_and_repeats_its_header():
    document = Document(BytesIO(codebook_word.write(FULL)))
    (table,) = document.tables
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert table._tbl.xpath("boolean(w:tr[1]/w:trPr/w:tblHeader)")
    assert [cell.text for cell in table.rows[0].cells] == [
        *("Code", "Key", "Definition", "Full definition", "Include when", "Exclude when", "Examples", "Near misses"),
    ]
    assert "c-0123456789" not in document.element.xml


@given(book=books())
@settings(max_examples=25, deadline=None)
def test_any_codebook_keeps_its_tree_in_word(book):
    read = codebook_word.read(codebook_word.write(book))
    assert paths(read.entries) == paths(book.entries)
    assert [entry.applies for entry in read.entries] == [entry.applies for entry in book.entries]
    assert [(e.definition, e.include) for e in read.entries if e.applies] == [
        (e.definition, e.include) for e in book.entries if e.applies
    ]


def test_merged_cells_and_rows_that_span_a_word_table_are_understood():
    data = word_of(
        [
            ("Category", "Code", "Description", "Quotes"),
            ("Trust", "in people", "d", "• one\n• two"),
            ("", "in things", "e", "three"),
            ("", "", "", ""),
            ("Loss", "of sleep", "f", "four"),
            ("", "", "g", "five"),
        ],
        [((1, 0), (2, 0)), ((4, 0), (5, 0)), ((4, 1), (5, 1))],
    )
    assert codebook_word.read(data).entries == (
        Entry("", "Trust", None, applies=False),
        Entry("", "in people", 0, "d", examples=("one", "two")),
        Entry("", "in things", 0, "e", examples=("three",)),
        Entry("", "Loss", None, applies=False),
        Entry("", "of sleep", 3, "f\ng", examples=("four", "five")),
    )


def test_a_row_that_spans_the_table_is_a_heading_for_those_below():
    data = word_of(
        [("Label", "Meaning"), ("Trust", ""), ("in people", "d"), ("in things", ""), ("Loss", ""), ("of sleep", "e")],
        [((1, 0), (1, 1)), ((4, 0), (4, 1))],
    )
    assert codebook_word.read(data).entries == (
        Entry("", "Trust", None, applies=False),
        Entry("", "in people", 0, "d"),
        Entry("", "in things", 0),
        Entry("", "Loss", None, applies=False),
        Entry("", "of sleep", 3, "e"),
    )


def test_the_first_table_with_codes_and_what_is_said_of_them_is_read():
    document = Document(BytesIO(word_of([("Name", "Ana"), ("Year", "2026")])))
    table = document.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Code", "Definition", "a", "d"), strict=True):
        cell.text = text
    out = BytesIO()
    document.save(out)
    assert codebook_word.columns_of(out.getvalue()) == (Column("Code", "code"), Column("Definition", "definition"))
    assert codebook_word.read(out.getvalue()).entries == (Entry("", "a", None, "d"),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no Word", "The file is not a whole Word file."),
        (word_of([("kode x", "y")]), "The table lacks the column “code”; it has “kode x”, “y”."),
        (word_of([("Code", "Colour"), ("a", "blux")]),
         "The codebook has one problem:\nrow 2, colour: “blux” is no colour known here; write one as #2279EB."),
    ],
)  # fmt: skip
def test_what_is_no_codebook_in_word_is_refused_in_a_sentence(data, sentence):
    assert told(codebook_word.read, data) == sentence


def test_a_word_file_without_a_table_is_refused():
    out = BytesIO()
    Document().save(out)
    assert told(codebook_word.read, out.getvalue()) == "There is no table in this Word file."


def test_a_header_of_two_rows_is_read_with_both():
    document = Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate((("Code", "Rules", ""), ("", "Include", "Exclude"), ("Trust", "Relies.", "Hopes."))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    out = BytesIO()
    document.save(out)
    assert codebook_word.read(out.getvalue()).entries == (
        Entry("", "Trust", None, include="Relies.", exclude="Hopes."),
    )
