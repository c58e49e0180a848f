import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import Unreadable
from workbench.formats.sheet import read_rows, write_rows
from workbench.formats.text import clean


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_reads_the_same_however_its_cells_are_parted(delimiter, encoding):
    table = "Case, Country \nP01,Île\nP02,\n".replace(", ", ",").replace(",", delimiter)
    assert read_rows(table.encode(encoding), ["case"]) == [
        (2, {"case": "P01", "country": "Île"}),
        (3, {"case": "P02", "country": ""}),
    ]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    table = '\ncase,said\n\n"P01","one\ntwo"\n,\nP02,"a ""b"", c"\nP03\n'
    assert read_rows(table.encode(), ["case"]) == [
        (4, {"case": "P01", "said": "one\ntwo"}),
        (6, {"case": "P02", "said": 'a "b", c'}),
        (7, {"case": "P03", "said": ""}),
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("kode;x\n1;2", "The table lacks the columns “code”, “quote”; it has “kode”, “x”."),
        ("code,quote,Code\n1,2,3", "The table has the column “code” twice."),
        ("code,quote\n1,2,3\n4,5\n6,7,8", "Rows 2, 4 have more cells than the header."),
        (
            'code,quote\n1,"2\n3,4\n',
            "The table ends at line 3 within a cell: a quotation mark that opens one is never closed.",
        ),
        (
            'code,quote\n1,"2"3\n',
            "In line 2 of the table, text goes on after the quotation mark that ends a cell.",
        ),
        ("", "The file is empty."),
        (",,\n", "The table lacks the columns “code”, “quote”; it has none."),
        ("x" * 200_000, f"The table lacks the columns “code”, “quote”; it has “{'x' * 40}…”."),
        (
            ",".join("abcdefghijklmnop"),
            "The table lacks the columns “code”, “quote”; it has “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h”, “i”, “j”, “k”, “l”, ….",
        ),
        ("x" * 10_000_001, "The table has a cell of more than 10,000,000 signs, which ends at line 1 or later."),
        (
            "code,quote\na," + "x" * 10_000_001,
            "The table has a cell of more than 10,000,000 signs, which ends at line 2 or later.",
        ),
    ],
    ids=range(11),
)
def test_a_table_that_does_not_fit_is_refused_with_the_reason(table, told):
    with pytest.raises(Unreadable) as error:
        read_rows(table.encode(), ["code", "quote"])
    assert error.value.message == told


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\tx", "'=1"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(cell):
    data = write_rows(["code"], [[cell]])
    assert next(csv.reader(StringIO(data.decode("utf-8-sig").split("\r\n", 1)[1]))) == [f"'{cell}"]
    assert read_rows(data, ["code"]) == [(2, {"code": cell})]


def test_numbers_are_written_as_numbers_in_utf_8_with_a_mark():
    assert write_rows(["n", "é"], [[-1, 2.5]]) == "\ufeffn,é\r\n-1,2.5\r\n".encode()


cells = st.text(max_size=20).map(clean) | st.sampled_from(["=x", "''-", "'a", ",", ";", '"', "a\nb"])


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_what_is_written_reads_as_it_was(rows):
    found = read_rows(write_rows(["a", "b"], rows), ["a", "b"])
    assert [(row["a"], row["b"]) for _, row in found] == [row for row in rows if "".join(row).strip()]


CELLS = st.text(st.sampled_from("ab ,;\"'\n\r\té1=")).filter(lambda cell: cell[:1] not in {*"=+-@'\t\r"})


@given(
    st.lists(st.lists(st.one_of(CELLS, st.integers(), st.floats(allow_nan=False)), min_size=1, max_size=4), max_size=5)
)
def test_a_table_is_written_as_the_module_csv_writes_it(rows):
    out = StringIO()
    csv.writer(out).writerows(rows)
    assert write_rows(["a"], rows).decode("utf-8-sig") == f"a\r\n{out.getvalue()}"


def test_a_cell_of_blanks_alone_is_no_formula():
    assert write_rows(("a", "b"), [("", "\t"), ("\t=1", " ")]).decode("utf-8-sig") == "a,b\r\n,\t\r\n'\t=1, \r\n"
