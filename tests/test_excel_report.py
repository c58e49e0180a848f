"""Reports as Excel sheets: a sheet for the quotes and one for each table, every text a text and no formula anywhere."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reporting import FACTS, HOSTILE, printable
from workbench.analysis.report import Heading, Quote, Report, Table
from workbench.core.errors import Refused
from workbench.formats import excel

ROWS = Table("", ("quote id", "turn", "quote"), (("P07-012", 4, "It felt warm"),))


def book_of(*blocks, rows=ROWS):
    return load_workbook(BytesIO(excel.write(Report("Codes", blocks, FACTS, rows))))


def cells(sheet):
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_flat_rows_and_each_named_table_have_a_sheet():
    book = book_of(
        Heading("x"),
        Quote("x", "y"),
        Table("Counts", ("Code", "n", "share"), (("Heard", 3, 12.5),), note="Counted once.", name="frequencies"),
        Table("No name", ("a",), (("b",),)),
    )
    assert book.sheetnames == ["Quotes", "frequencies"]
    assert cells(book["Quotes"]) == [("quote id", "turn", "quote"), ("P07-012", 4, "It felt warm")]
    assert cells(book["frequencies"]) == [
        ("Code", "n", "share"), ("Heard", 3, 12.5), (None, None, None), ("Counted once.", None, None),
    ]  # fmt: skip


def test_the_header_stands_still_and_prints_on_every_page():
    sheet = book_of()["Quotes"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.cell(1, 1).font.bold) == ("B2", "$1:$1", True)


def test_sheets_have_names_that_excel_takes_and_no_two_alike():
    names = ("a" * 40, "A" * 40, "x[1]:*?/\\'", "")
    book = book_of(*(Table("t", ("a",), (("b",),), name=name) for name in names))
    assert book.sheetnames == ["Quotes", "a" * 31, "A" * 29 + "-2", "x 1"]


@pytest.mark.parametrize("hostile", [*HOSTILE, "+1", "-1", "@SUM(A1)", "_x0041_", "=1+1"])
def test_every_text_is_a_text_and_none_is_a_formula(hostile):
    table = Table(hostile, ("code", hostile), ((hostile, 1),), note=hostile, name="t")
    book = book_of(table, rows=Table("", (hostile,), ((hostile,),)))
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    kept = "_x005F_x0041_" if hostile == "_x0041_" else printable(hostile)  # Excel shows _x005F_ as _
    assert book["Quotes"].cell(2, 1).value == kept
    assert book["t"].cell(2, 2).value == 1


def test_a_text_longer_than_a_cell_is_refused_with_a_way_out():
    with pytest.raises(Refused, match=r"40,000 signs; a cell in Excel holds 32,767 at most\. Write it as \.csv"):
        book_of(rows=Table("", ("quote",), (("x" * 40_000,),)))
    assert book_of(rows=Table("", ("quote",), (("x" * 20_000,),)))["Quotes"].cell(2, 1).value == "x" * 20_000


def test_the_same_report_is_the_same_file():
    report = Report("T", (Table("t", ("a",), (("b",),), name="t"),), FACTS, ROWS)
    assert excel.write(report) == excel.write(report)
