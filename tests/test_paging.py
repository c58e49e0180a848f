"""Tables that no page is wide enough for."""

from io import BytesIO

import docx

from reporting import report
from workbench.analysis.report import Table
from workbench.formats import excel, latex, word
from workbench.formats.paging import in_parts

WIDE = Table(
    "Codes",
    ("Code", *(f"Code {n}" for n in range(40))),
    (("a", *range(40)),),
    (37, *[11] * 40),
    note="Rule.",
    wide=True,
)


def test_a_table_that_fits_stays_whole():
    table = WIDE._replace(widths=(1,) * 41)
    assert in_parts(table) == (table,)


def test_a_table_too_wide_for_any_page_goes_on_below_with_its_first_column_again():
    first, *middle, last = in_parts(WIDE)
    assert first.caption == "Codes (part 1 of 4)"
    assert (first.header[:2], first.rows[0][:2], first.note) == (("Code", "Code 0"), ("a", 0), "")
    assert (last.header[0], last.header[-1], last.rows[0][-1], last.note) == ("Code", "Code 39", 39, "Rule.")
    assert [cell for part in (first, *middle, last) for cell in part.rows[0][1:]] == list(range(40))
    assert all(sum(part.widths) <= 165 for part in (first, *middle, last))


def test_a_table_of_words_that_can_be_broken_stays_whole():
    words = Table("Cells", ("Case", *"abcdef"), (("P1", *["some words " * 20] * 6),), (10, *[37] * 6), wide=True)
    assert in_parts(words) == (words,)


def test_word_and_latex_lay_it_out_in_parts_and_a_sheet_keeps_it_whole():
    made = report(WIDE._replace(name="codes"))
    assert len(docx.Document(BytesIO(word.write(made))).tables) == 4
    assert latex.write(made).count(b"\\begin{longtable}") == 4
    assert latex.write(made).count(b"\\begin{landscape}") == 1
    assert excel.write(made).startswith(b"PK")
