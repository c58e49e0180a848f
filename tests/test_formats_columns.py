"""How tables as people write them are read: categories above groups, merged cells, and what is told of the columns."""

from io import BytesIO

import openpyxl
import pytest

from workbench.core.codebook import paths
from workbench.core.errors import Unreadable
from workbench.formats import register
from workbench.formats.codebook import table, word, xlsx
from workbench.formats.codebook.faults import colour_of


def tree(book):
    return [" > ".join(path) for path in paths(book.entries)]


def of_csv(*rows):
    return tree(table.read_csv("\n".join(rows).encode()))


@pytest.mark.parametrize("header", ["Oberkategorie", "Hauptkategorie", "Überkategorie", "category", "Tema principal"])
def test_a_category_that_stands_in_the_first_of_several_rows_holds_for_all(header):
    assert of_csv(f"{header},Code", "T,a", ",b", "U,c", ",d", "T,e", ",f") == [
        *("T", "T > a", "T > b", "T > e", "T > f", "U", "U > c", "U > d"),
    ]


def test_a_category_above_others_is_no_code_wherever_its_column_stands():
    assert of_csv("Kategorie,Oberkategorie,Definition", "a,T,x", "b,,y") == ["T", "T > a", "T > b"]


def test_a_blank_is_none_where_categories_have_rows_of_their_own_or_begin_late():
    assert of_csv("Code,Oberkategorie", "a,T", "T,", "b,") == ["T", "T > a", "b"]
    assert of_csv("Code,Oberkategorie", "T,", "a,T", "b,") == ["T", "T > a", "b"]


def sheet(*rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_merged_cells_of_a_sheet_fill_their_rows_and_a_merged_code_is_one_code():
    rows = [
        ("Theme", "Subtheme", "Code", "Parent note", "Examples"), ("T", "S", "a", "n", "one"),
        (None, None, None, None, "two"), (None, "R", "b", None, "three"), ("T", "S", "c", None, None),
    ]  # fmt: skip
    book = xlsx.read(sheet(*rows, merged=("A2:A4", "B2:B3", "C2:C3", "D2:D4")))
    assert tree(book) == ["T", "T > S", "T > S > a", "T > S > c", "T > R", "T > R > b"]
    found = {entry.name: (entry.examples, entry.attributes) for entry in book.entries}
    assert found["a"] == (("one", "two"), (("parent note", "n"),))
    assert found["b"] == (("three",), (("parent note", "n"),))


def test_a_category_in_the_first_of_several_rows_of_a_word_table_holds_for_all():
    import docx

    made = docx.Document()
    rows = [("Oberkategorie", "Kode", "Definition"), ("T", "a", "x"), ("", "b", "y"), ("", "", ""), ("U", "c", "z")]
    grid = made.add_table(len(rows), 3)
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = BytesIO()
    made.save(out)
    assert tree(word.read(out.getvalue())) == ["T", "T > a", "T > b", "U", "U > c"]


def test_how_columns_were_read_is_told_unless_their_headers_are_our_own(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kode,Kodierregel,Schublade,Nr.,Notes\na,i,x,1,n\n", encoding="utf-8")
    (told,) = register.column_notes(path, {"Notes": "-"})
    assert str(told) == (
        "Columns: “Kode” is the code, “Kodierregel” the rule for including; “Schublade” and “Nr.” become attributes of "
        "the codes; “Notes” is left out. Say otherwise with --column HEADER=FIELD."
    )
    path.write_text("code,definition,parent\na,d,\n", encoding="utf-8")
    assert register.column_notes(path) == ()
    for suffix, data in ((".xlsx", sheet(("Nom",), ("a",))), (".yaml", b"codes: [a]\n")):
        (tmp_path / f"b{suffix}").write_bytes(data)
    assert [len(register.column_notes(tmp_path / f"b{suffix}")) for suffix in (".xlsx", ".yaml")] == [1, 0]


@pytest.mark.parametrize(("word", "colour"), [("rot", "#D62728"), ("Grün", "#2CA02C"), ("bleu", "#1F77B4"), ("amarillo", "#F2C80F"), ("viola", "#9467BD")])  # fmt: skip
def test_colours_have_names_in_other_languages(word, colour):
    assert colour_of(word) == colour


def test_a_fault_in_a_cell_names_its_column():
    with pytest.raises(Unreadable) as error:
        table.read_csv(b"code,colour\na,rot\nb,rotx\n")
    assert error.value.message == (
        "The codebook has one problem:\nrow 3, colour: “rotx” is no colour known here; write one as #2279EB."
    )
