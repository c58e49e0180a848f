import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.formats import register
from workbench.formats.codebook import table as codebook_table
from workbench.formats.codebook import word as codebook_word
from workbench.formats.codebook import xlsx as codebook_xlsx
from workbench.formats.codebook.columns import Column, mapped
from workbench.formats.text import clean

FULL = Codebook(
    "=Trust",
    "Who is trusted.\n\nAnd why.",
    (
        Entry("REL", "# Rel >", None, "-d", "f", "i", "e", colour="#2279EB", applies=False),
        Entry(
            "c-0123456789", "Not at all", 0, "First.\nSecond.", "In full.", "Says so.", "Jokes.",
            ("a | b", "• x\n• y", "\\• x"), "#D62728", True, (("Pole", "up"), ("theme", "=x"), ("attribute: y", "z")),
            ("low", "high"), ("no | miss",), "n", False, ("other", "names"), ("R57",), ("K1", "K2"), "K3",
        ),
        Entry("", "2024", None, whole=True),
    ),
    "The first wins.",
    (("R57", "Rogers 1957"), ("", "=no key")),
    (("Pole", ("up", "down | out")), ("theme", ())),
)  # fmt: skip
TABLES = [(codebook_table.read_csv, codebook_table.write_csv), (codebook_xlsx.read, codebook_xlsx.write)]
both = pytest.mark.parametrize(("read", "write"), TABLES, ids=["csv", "xlsx"])


def told(read, data):
    with pytest.raises(Unreadable) as error:
        read(data)
    return error.value.message


def sheet_of(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*rows):
    return "\n".join(";".join(row) for row in rows).encode()


# -- round trips ------------------------------------------------------------------------------------------------------


@both
def test_all_that_a_codebook_says_survives_a_table(read, write):
    assert read(write(FULL)) == FULL
    assert write(FULL) == write(FULL)


words = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: clean(text).strip())
hostile = st.sampled_from(
    ["=1+1", "+1", "@A", "-1", "#", "# name", "\\# x", "a | b", "|", "• a", "_x0041_", "#N/A", "1"]
)
texts = words | hostile
filled = texts.filter(bool)
names = texts.filter(lambda name: name and " > " not in name and "\n" not in name)
lists = st.lists(filled, max_size=3).map(tuple)
attributes = st.dictionaries(st.sampled_from(["pole", "Pole", "theme", "=x", "label"]), filled, max_size=2)


@st.composite
def books(draw):
    entries = []
    last = [None]
    for place in range(draw(st.integers(1, 5))):
        depth = draw(st.integers(0, min(len(last) - 1, 7)))
        last = [*last[: depth + 1], place]
        role = draw(st.sampled_from([(True, False), (False, False), (True, True)]))
        entries.append(
            Entry(
                draw(st.sampled_from(["", f"K{place}"])), f"{draw(names)}{place}{draw(st.sampled_from(['', ' >']))}",
                last[depth], draw(texts), draw(texts), draw(texts), draw(texts), draw(lists),
                draw(st.sampled_from(["", "#2279EB"])), role[0], tuple(draw(attributes).items()), draw(lists),
                draw(lists), draw(st.sampled_from(["", "h", "7"])), role[1], draw(lists), draw(lists), draw(lists),
                draw(texts),
            )
        )  # fmt: skip
    sources = tuple(draw(st.dictionaries(texts, texts, max_size=2)).items())
    values = tuple(draw(st.dictionaries(texts, lists, max_size=2)).items())
    return Codebook(draw(texts), draw(texts), tuple(entries), draw(texts), sources, values)


def in_order(entry, order):
    return entry._replace(attributes=tuple(sorted(entry.attributes, key=lambda pair: order.index(pair[0]))))


def settled(book):
    """The book with each code's attributes in the order of their columns: that in which they first come in the book."""
    order = list(dict.fromkeys(name for entry in book.entries for name, _ in entry.attributes))
    return book._replace(entries=tuple(in_order(entry, order) for entry in book.entries))


@both
@given(book=books())
@settings(max_examples=40, deadline=None)
def test_any_codebook_survives_a_table(read, write, book):
    assert read(write(book)) == settled(book)


@both
def test_the_shipped_codebook_survives_a_table(read, write):
    book = register.read_codebook(Path(__file__).parents[1] / "codebooks" / "therapeutic-alignment.yaml")
    assert read(write(book)) == book


# -- CSV --------------------------------------------------------------------------------------------------------------


def test_what_a_book_says_of_itself_stands_in_rows_before_the_codes():
    book = Codebook(
        "Trust", "", (Entry("", "#me", None),), sources=(("R57", "Rogers"),), values=(("pole", ("a", "b")),)
    )
    assert codebook_table.write_csv(book).decode("utf-8-sig").splitlines() == [
        "code,definition,colour",
        "# name,Trust,",
        "# source R57,Rogers,",
        "# values pole,a | b,",
        "\\#me,,",
    ]


def test_a_remark_that_is_not_known_is_a_fault_and_a_name_with_a_hash_is_none():
    assert told(codebook_table.read_csv, b"code,definition\n#me,x\n# nmae,y\n") == (
        "The codebook has one problem:\nrow 3: “# nmae” is not known here; a code of that name is written “\\# nmae”."
    )
    assert codebook_table.read_csv(b"code\n#me\n").entries[0].name == "#me"


def test_a_hotkey_is_one_letter_or_digit():
    assert told(codebook_table.read_csv, b"code,hotkey\na,ab\nb,7\n") == (
        "The codebook has one problem:\nrow 2, hotkey: “ab” is no hotkey; it is one letter or one digit."
    )


# -- columns in people's words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        ("Label", "Meaning", "Full definition", "When to use:", "When NOT to use", "Example(s)", "ID", "Group", "Color"),
        ("Kode", "Beschreibung", "Ausführliche Definition", "Einschlusskriterien", "Ausschluss", "Ankerbeispiele",
         "Kürzel", "Oberkategorie", "Farbe"),
        ("Libellé", "Signification", "Définition complète", "Critères d’inclusion", "Exclure", "Citations",
         "Identifiant", "Thème", "Couleur"),
        ("Código", "Descripción", "Definición completa", "Cuándo usar", "Exclusión", "Ejemplos", "Clave", "Categoría",
         "Color"),
        ("Codice", "Significato", "Definizione completa", "Inclusione", "Criteri di esclusione", "Esempi", "Chiave",
         "Tema", "Colore"),
    ],
    ids=["en", "de", "fr", "es", "it"],
)  # fmt: skip
def test_headers_are_understood_in_five_languages(header):
    row = ("Trust", "d", "f", "i", "e", "• one\n• two", "K", "Bonds", "red")
    expected = (
        Entry("", "Bonds", None, applies=False),
        Entry("K", "Trust", 0, "d", "f", "i", "e", ("one", "two"), "#D62728"),
    )
    assert codebook_xlsx.read(sheet_of(header, row)).entries == expected
    quoted = [f'"{cell}"' for cell in row]
    assert codebook_table.read_csv(csv_of(header, quoted)).entries == expected


def test_columns_that_are_not_understood_are_attributes_or_what_one_says():
    header = ("Schublade", "Stichwort", "Pole", "Notes")
    assert mapped(header, {"Stichwort": "code", "schublade": "parent", "Notes": "-"}) == (
        Column("Schublade", "parent"),
        Column("Stichwort", "code"),
        Column("Pole", "attribute: pole"),
        Column("Notes", ""),
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"Lade": "parent"}, "The table has no column “Lade”; it has “Code”, “Pole”."),
        ({"Pole": "polarity"}, "“polarity” is nothing a column can be."),
    ],
)
def test_a_wish_for_a_column_that_can_not_be_met_is_refused(given, sentence):
    with pytest.raises(Refused) as error:
        codebook_table.read_csv(b"Code,Pole\na,up\n", given)
    assert error.value.message == sentence


def test_a_column_given_as_code_makes_the_column_code_the_key():
    book = codebook_table.read_csv(b"Code,Label\nTRU,Trust\n", {"Label": "code"})
    assert book.entries == (Entry("TRU", "Trust", None),)


def test_a_table_with_categories_alone_has_them_as_codes():
    book = codebook_table.read_csv(csv_of(("Kategorie", "Definition", "Ankerbeispiel"), ("Trust", "d", "“So.”")))
    assert book.entries == (Entry("", "Trust", None, "d", examples=("“So.”",)),)


def test_categories_that_stand_once_hold_for_the_rows_below_them():
    book = codebook_table.read_csv(b"Theme,Subtheme,Code\nT,S,a\n,,b\n,R,c\nU,,d\n")
    assert [" > ".join(path) for path in paths(book.entries)] == [
        *("T", "T > S", "T > S > a", "T > S > b", "T > R", "T > R > c", "U", "U > d"),
    ]


def test_categories_that_are_repeated_hold_for_their_own_rows():
    book = codebook_table.read_csv(b"Theme,Code\nT,a\nT,b\n,c\n")
    assert [" > ".join(path) for path in paths(book.entries)] == ["T", "T > a", "T > b", "c"]


def test_a_parent_is_found_by_name_or_key_wherever_it_stands():
    book = codebook_table.read_csv(b"id,code,parent\nC,c,b\nA,a,\nB,b,A\nD,d,new\nE,e,a > f\n")
    assert [" > ".join(path) for path in paths(book.entries)] == [
        *("a", "a > b", "a > b > c", "a > f", "a > f > e", "new", "new > d"),
    ]


def test_a_parent_that_is_unclear_or_leads_in_a_circle_is_a_fault():
    table = b"code,parent\na,b\nb,a\nx > t,\ny > t,\nu,t\n"
    assert told(codebook_table.read_csv, table).split("\n")[1:] == [
        "row 2: This code stands below itself.",
        "row 3: This code stands below itself.",
        "row 6: “t” is the name of several codes; write the parent's whole place, with “ > ”.",
    ]


def test_a_header_below_a_title_is_found():
    book = codebook_table.read_csv(b"My codebook,,\nName,When to use,When not to use\na,i,e\n")
    assert book.entries == (Entry("", "a", None, include="i", exclude="e"),)


# -- Excel ------------------------------------------------------------------------------------------------------------


def test_a_sheet_is_laid_out_to_be_read_and_holds_no_formula():
    book = openpyxl.load_workbook(BytesIO(codebook_xlsx.write(FULL)))
    sheet = book["Codebook"]
    assert (book.sheetnames, sheet.freeze_panes) == (["Codebook", "About"], "B2")
    assert all(cell.font.bold for cell in sheet[1])
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    colour = [cell.value for cell in sheet[1]].index("colour")
    assert sheet[3][colour].fill.fgColor.rgb == "00D62728"
    assert [[cell.value for cell in row] for row in book["About"].iter_rows(max_row=2)] == [
        ["about", "text"],
        ["name", "=Trust"],
    ]


def test_numbers_and_dates_come_as_people_see_them():
    sheet = sheet_of(
        ["code", "definition", "when", "share", "hotkey", "applies"],
        [2024, 2.5, date(2026, 5, 3), 0.5, 7.0, True],
        ["b", None, datetime(2026, 5, 3, 9, 30), None, None, False],  # noqa: DTZ001
    )
    assert codebook_xlsx.read(sheet).entries == (
        Entry("", "2024", None, "2.5", attributes=(("when", "2026-05-03"), ("share", "0.5")), hotkey="7"),
        Entry("", "b", None, applies=False, attributes=(("when", "2026-05-03 09:30"),)),
    )


def test_faults_in_a_sheet_are_told_with_the_rows_that_excel_shows():
    sheet = sheet_of(["code", "colour"], ["a", "blux"], [], ["A", None])
    assert told(codebook_xlsx.read, sheet) == (
        "The codebook has 2 problems:\nrow 2, colour: “blux” is no colour known here; write one as #2279EB.\n"
        "row 4: “A” stands in row 2 already."
    )


def test_the_sheet_with_the_codes_is_found():
    book = openpyxl.load_workbook(BytesIO(sheet_of(["project", "Nights"])))
    book.create_sheet("Final").append(["Code", "Definition"])
    book["Final"].append(["a", "d"])
    out = BytesIO()
    book.save(out)
    assert codebook_xlsx.read(out.getvalue()).entries == (Entry("", "a", None, "d"),)


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * 31_000_000)
    return out.getvalue()


def with_part(data, name, change):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for part in package.namelist():
            made.writestr(part, change(package.read(part)) if part == name else package.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "The file is protected by a password, or is of before 2007."),
        (b"code,definition\na,b\n", "The file is not a whole Excel file."),
        (sheet_of(["code"], ["a"])[:-200], "The file is not a whole Excel file."),
        (b"PK" + b"x" * 5_000_000, "The file has 5.0 MB; 5 are the most."),
        (bomb(), "The file unfolds to more than 30 MB."),
        (codebook_word.write(FULL), "This Excel file is damaged."),
        (
            with_part(sheet_of(["code"]), "xl/workbook.xml", lambda xml: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml),
            "The file holds declarations that no file of this kind needs.",
        ),
        (
            with_part(sheet_of(["code"]), "xl/worksheets/sheet1.xml", lambda xml: xml[:-30]),
            "This Excel file is damaged.",
        ),
        (sheet_of(["kode x", "quote"]), "The table lacks the column “code”; it has “kode x”, “quote”."),
        (sheet_of(*[["code"]] * 20_002), "The sheet “Sheet” has more than 20,000 rows; no codebook has so many."),
    ],
    ids=range(11),
)
def test_what_is_no_codebook_in_excel_is_refused_in_a_sentence(data, sentence):
    assert told(codebook_xlsx.read, data) == sentence


def test_a_text_that_no_cell_holds_is_refused():
    book = Codebook("", "", (Entry("", "a", None, "x" * 32_768),))
    with pytest.raises(Refused, match="“a” has a text of 32,768 characters; a cell in Excel holds 32,767"):
        codebook_xlsx.write(book)


def test_a_hidden_sheet_is_read_only_where_no_other_has_codes():
    book = openpyxl.Workbook()
    for sheet, name in ((book.active, "Old"), (book.create_sheet(), "New")):
        sheet.append(["code", "definition"])
        sheet.append([name, "What."])
    book.active.sheet_state, book.active = "hidden", 1
    out = BytesIO()
    book.save(out)
    assert [entry.name for entry in codebook_xlsx.read(out.getvalue()).entries] == ["New"]


def test_a_word_in_the_last_row_of_a_sheet_costs_no_time():
    book = openpyxl.Workbook()
    book.active.append(["code", "definition"])
    book.active["A1048576"] = "Last"
    out = BytesIO()
    book.save(out)
    began = perf_counter()
    assert [entry.name for entry in codebook_xlsx.read(out.getvalue()).entries] == ["Last"]
    assert perf_counter() - began < 2
