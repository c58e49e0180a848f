import re
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import __version__
from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.core.model import Problem
from workbench.formats import register
from workbench.formats.refi.codebook import notes_qdc, read_qdc, write_qdc

HEARD = Entry(
    "REL.HRD", "Heard", 0, "Feels heard.", "At length.\n\nIn two paragraphs.", "Says so.", "Jokes.",
    ("It got me.", "It listened."), "#2279EB", attributes=(("pole", "aligned"), ("value", "regard")),
    scale=("low", "high"), misses=("It was\nthere.",), hotkey="h", aliases=("Listened to",),
    sources=("R57", "our own"), merged=("OLD",), split="REL",
)  # fmt: skip
BOOK = Codebook(
    "Trust",
    "Who is trusted.",
    (Entry("REL", "Relation", None, applies=False), HEARD, Entry("", "Whole talk", None, whole=True)),
    "Take the narrower one.",
    (("R57", "Rogers (1957). Conditions."),),
    (("pole", ("aligned", "misaligned")),),
)
DESCRIPTION = """\
Feels heard.

Full definition: At length.

In two paragraphs.

Include when: Says so.

Exclude when: Jokes.

Examples:
- It got me.
- It listened.

Near misses:
- It was there.

Scale: low, high

Other names:
- Listened to

Attributes:
- pole: aligned
- value: regard

Sources:
- R57: Rogers (1957). Conditions.
- our own

Id: REL.HRD"""
ODD = (
    "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xFFFE, 0xFFFF, 0xD83D]))
    + "<&>\"'?>]]>\u2028 🙂 עִבְרִית e\u0301 <?x?> <!--"
)
GUID = "0d62985d-b147-5d01-a9b5-cae5dcd98342"


def foreign(codes, rest="", namespace="urn:QDA-XML:codebook:1.0"):
    """A codebook of another program with these codes."""
    return f'<CodeBook xmlns="{namespace}"><Codes>{codes}</Codes>{rest}</CodeBook>'.encode()


def one(attributes, inner=""):
    """The only entry of a codebook of another program."""
    return read_qdc(foreign(f"<Code {attributes}>{inner}</Code>")).entries[0]


def guids(book):
    """The GUIDs that a codebook is written with."""
    return re.findall('guid="(.*?)"', write_qdc(book).decode())


def changed(old, new):
    """What is read after another program has written something else in one place."""
    text = write_qdc(BOOK).decode()
    assert old in text
    return read_qdc(text.replace(old, new).encode())


# -- out --------------------------------------------------------------------------------------------------------------


def test_a_codebook_is_written_by_the_standard_and_people_see_all_that_describes_a_code():
    text = write_qdc(BOOK).decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<?workbench-book {"name": "Trust", ')
    assert 'xmlns="urn:QDA-XML:codebook:1.0"' in text
    assert f'origin="workbench {__version__}"' in text
    assert re.findall('<Code guid="[0-9a-f-]{36}" (.*)>', text) == [
        'name="Relation" isCodable="false"',
        'name="Heard" isCodable="true" color="#2279EB"',
        'name="Whole talk" isCodable="true"',
    ]
    assert f"<Description>{DESCRIPTION}</Description>" in text


def test_the_same_codebook_gives_the_same_bytes_and_a_code_keeps_its_guid_when_others_come():
    assert write_qdc(BOOK) == write_qdc(BOOK._replace(entries=tuple(entry._replace() for entry in BOOK.entries)))
    more = BOOK._replace(entries=(*BOOK.entries, Entry("NEW", "New", None)))
    assert guids(more)[:3] == guids(BOOK)
    assert len(set(guids(more))) == 4


def test_a_key_that_is_a_guid_is_the_codes_guid():
    book = Codebook("", "", (Entry(GUID.upper(), "A", None), Entry("{" + GUID + "}", "B", None)))
    assert guids(book)[0] == GUID != guids(book)[1]
    lone = Codebook("", "", (Entry("", "A", None),))
    same = lone._replace(entries=(*lone.entries, Entry(guids(lone)[0], "B", None)))
    assert len(set(guids(same))) == 2
    assert [read_qdc(write_qdc(one)) for one in (book, same)] == [book, same]


def test_a_codebook_without_codes_is_not_written():
    with pytest.raises(Refused, match="without codes"):
        write_qdc(Codebook("Empty", "", ()))


# -- out and in -------------------------------------------------------------------------------------------------------


def test_a_codebook_comes_back_as_it_was():
    assert (read_qdc(write_qdc(BOOK)), notes_qdc(write_qdc(BOOK))) == (BOOK, ())


def odd_book():
    entry = HEARD._asdict()
    texts = {field: f"{ODD}{field}" for field, value in entry.items() if isinstance(value, str)}
    lists = {field: (f"{ODD}{field}", "") for field, value in entry.items() if isinstance(value, tuple)}
    odd = Entry(**{**texts, **lists, "parent": None, "whole": True, "attributes": ((ODD, ODD), ("Examples", ""))})
    return Codebook(ODD, ODD, (odd, odd._replace(parent=0, key="")), ODD, ((ODD, ODD),), ((ODD, (ODD, "")),))


def test_every_odd_sign_survives():
    data = write_qdc(odd_book())
    assert (read_qdc(data), notes_qdc(data), b"\r" in data) == (odd_book(), (), False)


texts = st.text(max_size=20) | st.text("\r\n\t -:<>&?]'\"Ida", max_size=9) | st.sampled_from(["Scale: a", "Id: A"])
lists = st.lists(texts, max_size=3).map(tuple)
pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
names = texts.filter(lambda name: " > " not in name)


@st.composite
def books(draw) -> Codebook:
    entries: list[Entry] = []
    line: list[int] = []
    for place in range(draw(st.integers(1, 6))):
        line = line[: draw(st.integers(0, len(line)))]
        entries.append(
            Entry(
                draw(st.sampled_from(["", f"K{place}", f"{place}d62985d-b147-5d01-a9b5-cae5dcd98342"])),
                f"{draw(names)}.{place}", line[-1] if line else None, draw(texts), draw(texts), draw(texts), draw(texts),
                draw(lists), draw(st.sampled_from(["", "#2279EB", "#abc", "odd"])), draw(st.booleans()), draw(pairs),
                draw(lists), draw(lists), draw(texts), draw(st.booleans()), draw(lists), draw(lists), draw(lists),
                draw(texts),
            )
        )  # fmt: skip
        line.append(place)
    values = draw(st.lists(st.tuples(texts, lists), max_size=2).map(tuple))
    return Codebook(draw(texts), draw(texts), tuple(entries), draw(texts), draw(pairs), values)


@given(books())
def test_any_codebook_survives(book):
    written = write_qdc(book)
    assert read_qdc(written) == book
    assert write_qdc(read_qdc(written)) == written


# -- after another program ----------------------------------------------------------------------------------------------


def test_what_another_program_changed_wins_and_the_rest_stays_exact():
    assert changed('name="Heard"', 'name="Listened"').entries[1] == HEARD._replace(name="Listened")
    assert changed('color="#2279EB"', 'color="#f00"').entries[1] == HEARD._replace(colour="#FF0000")
    assert changed(' color="#2279EB"', "").entries[1] == HEARD._replace(colour="")
    assert changed('isCodable="false"', 'isCodable="true"').entries[0].applies is True


def test_a_rewritten_description_is_read_by_its_labels():
    read = changed(">Feels heard.", ">Felt it.\n\nOften.").entries[1]
    assert read == HEARD._replace(definition="Felt it.\n\nOften.")
    more = ("It got me.", "It listened.", "New, and long.")
    read = changed("- It listened.\n", "- It listened.\n- New,\n  and long.\n").entries[1]
    assert read == HEARD._replace(examples=more)
    assert changed("Scale: low, high\n\n", "").entries[1] == HEARD._replace(scale=())
    assert changed("- our own", "- Bordin").entries[1] == HEARD._replace(sources=("R57", "Bordin"))


def test_other_line_ends_and_blanks_change_nothing():
    text = (
        write_qdc(BOOK)
        .decode()
        .replace('name="Heard"', 'name=" Heard "')
        .replace("Scale: low, high", "Scale:  low, high")
    )
    assert read_qdc(text.replace("\n", "\r\n").encode()) == BOOK


def test_without_what_was_kept_the_description_gives_most_of_it_back():
    read = read_qdc(re.sub(rb"<\?workbench.*?\?>", b"", write_qdc(BOOK)))
    sources = ("R57: Rogers (1957). Conditions.", "our own")
    assert read.entries[1] == HEARD._replace(hotkey="", merged=(), split="", sources=sources, misses=("It was there.",))
    assert [(entry.key, entry.whole) for entry in read.entries[::2]] == [("REL", False), (guids(BOOK)[2], True)]


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"examples": "a"}', '{"name": 1}', '{"attributes": [["a"]]}', "[" * 90_000, '{"whole": 1}']
)
def test_damage_in_what_was_kept_is_told(kept):
    data = foreign(f'<Code guid="{GUID}" name="A"><?workbench-code {kept}?><Description>Said.</Description></Code>')
    assert read_qdc(data).entries == (Entry(GUID, "A", None, "Said."),)
    told = "What was kept beside “A” for this program is damaged, so its Description is read."
    assert notes_qdc(data) == (Problem("line 1", told),)


@pytest.mark.parametrize("kept", ["{", '{"name": 1}', '{"sources": [1]}', '{"values": [["a", "b"]]}', '{"values": 1}'])
def test_a_damaged_note_on_the_codebook_is_left_out(kept):
    data = f"<?workbench-book {kept}?>".encode() + foreign('<Code name="A"/>')
    assert read_qdc(data) == Codebook("", "", (Entry("", "A", None),))


# -- in ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attributes", "entry"),
    [
        (f'guid="{GUID}" name="A"', Entry(GUID, "A", None)),
        (f'guid="{{{GUID.upper()}}}" name="A"', Entry(GUID, "A", None)),
        ('guid="c001" name=" A&#10; b "', Entry("", "A b", None)),
        ('name="A::B" color="#1ae"', Entry("", "A::B", None, colour="#11AAEE")),
        ('name="A" color="ff0000" isCodable="False"', Entry("", "A", None, colour="#FF0000", applies=False)),
        ('name="A" color="rgb(1,2,3)" isCodable="0"', Entry("", "A", None, applies=False)),
        ('name="A" isCodable="maybe" description="Says it."', Entry("", "A", None, "Says it.")),
        ('guid="" name="A > B"', Entry("", "A / B", None)),
        ('name=" "', Entry("", "Unnamed", None)),
    ],
)
def test_a_code_is_read_as_other_programs_write_it(attributes, entry):
    assert one(attributes) == entry


@pytest.mark.parametrize(
    ("description", "fields"),
    [
        ("\n Only one.\n", {"definition": "Only one."}),
        ("First,\r\non two lines.\n \nThen.\n\nMore.", {"definition": "First,\non two lines.", "full": "Then.\n\nMore."}),
        ("<![CDATA[a < b]]>", {"definition": "a < b"}),
        ("Said.\nExamples: it\nId: X1", {"definition": "Said.", "examples": ("it",), "key": "X1"}),
        ("Scale: 1,2,", {"scale": ("1", "2")}),
        ("Attributes:\n- group\n- a: b: c", {"attributes": (("group", "yes"), ("a", "b: c"))}),
        ("Find my Id: no", {"definition": "Find my Id: no"}),
    ],
)  # fmt: skip
def test_a_description_becomes_fields(description, fields):
    entry = one('name="A"', f"<Description>{description}</Description>")
    assert entry == Entry(**{"key": "", "name": "A", "parent": None, **fields})


NESTED = f"""
<Code name="A" guid="{GUID}" color="odd">
  <Code name="b" guid="{GUID}"/><Code name="B"/><Code name="B " guid="c1" isCodable="perhaps"/>
</Code>
<Code name=""/><Code name="A > B"/>"""


def test_names_and_guids_that_stand_twice_are_told():
    data = foreign(NESTED)
    found = ["/".join(path) for path in paths(read_qdc(data).entries)]
    assert found == ["A", "A/b", "A/B (2)", "A/B (3)", "Unnamed", "A / B"]
    assert [entry.key for entry in read_qdc(data).entries] == [GUID, "", "", "", "", ""]
    assert list(map(str, notes_qdc(data))) == [
        "line 2: “odd” is no colour known here; “A” is left without one.",
        "line 3: “B” stands twice below one parent; this one is called “B (2)” here.",
        "line 3: “B” stands twice below one parent; this one is called “B (3)” here.",
        "line 3: “perhaps” doesn’t say if “B (3)” is put on passages; it is taken to be.",
        "line 5: A code has no name; it is called “Unnamed” here.",
        "line 5: “A > B” can’t keep “ > ”, which parts the names of a path; it is “A / B” here.",
        "line 3: 4 codes have no proper GUID; name and place alone tell which is which.",
        "One code has the GUID of another; name and place alone tell which is which.",
    ]


def test_groups_become_an_attribute():
    codes = f'<Code name="A" guid="{GUID.upper()}"/><Code name="B" guid="c2"/>'
    sets = (
        f'<Sets><Set name="Old"><MemberCode guid="{{{GUID}}}"/><MemberCode targetGUID="c2"/></Set>'
        f'<Set name="New"><MemberCode guid="{GUID}"/><MemberCode guid="gone"/></Set><Set name="None"/></Sets>'
    )
    data = foreign(codes, sets)
    assert [entry.attributes for entry in read_qdc(data).entries] == [(("group", "Old, New"),), (("group", "Old"),)]
    assert str(notes_qdc(data)[0]) == "line 1: 1 of the codes in the group “New” can’t be found in the file."
    assert read_qdc(foreign(codes, "<Sets/>")) == read_qdc(foreign(codes))


def test_any_namespace_will_do():
    for namespace in ("urn:QDA-XML:codebook:0:4", "urn:QDA-XML:project:1.0", ""):
        assert read_qdc(foreign('<Code name="A"/>', namespace=namespace)).entries == (Entry("", "A", None),)


def test_deep_codes_are_read_and_told():
    data = foreign('<Code name="a">' * 10 + "</Code>" * 10)
    assert len(paths(read_qdc(data).entries)[-1]) == 10
    assert "2 codes have a place below 8 levels of codes" in str(notes_qdc(data)[1])
    with pytest.raises(Unreadable, match="more than 100 deep"):
        read_qdc(foreign('<Code name="a">' * 101 + "</Code>" * 101))
    with pytest.raises(Unreadable):
        read_qdc(foreign('<Code name="a">' * 50_000 + "</Code>" * 50_000))


def test_two_hundred_notes_are_the_most_and_many_codes_of_one_name_take_no_long_time():
    notes = notes_qdc(foreign('<Code name=""/>' * 20_000))
    assert (len(notes), str(notes[-1])) == (201, "… and 39800 more.")


LAUGHS = (
    '<!DOCTYPE CodeBook [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        (b"PK\3\4", "is a packed project"),
        (b"<html/>", "no REFI-QDA codebook"),
        (foreign(""), "There are no codes"),
        (b"<CodeBook>\n<Codes>\n<Code name='a'></Codes>", "broken at line 3, column 24, so that"),
        (b"no XML", "broken at line 1, column 1,"),
        (b" " * 5_000_001, "has 5.0 MB; 5 are the most"),
        (b"<!DOCTYPE CodeBook SYSTEM 'http://example.org/x.dtd'>" + foreign('<Code name="a"/>'), "document type"),
        (LAUGHS.encode() + foreign('<Code name="a"><Description>&j;</Description></Code>'), "document type"),
        (LAUGHS.encode() + foreign('<Code name="&j;"/>'), "document type"),
        (b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + foreign("<Code name='a'>&f;</Code>"), "document"),
    ],
)
def test_what_is_no_codebook_is_told_in_a_sentence(data, told):
    with pytest.raises(Unreadable, match=told):
        read_qdc(data)


def test_the_ending_may_be_in_capitals_and_a_codebook_without_a_name(tmp_path):
    path = tmp_path / "trust.QDC"
    path.write_bytes(b"\xef\xbb\xbf" + foreign('<Code name="A"/>'))
    assert register.read_codebook(path) == Codebook("", "", (Entry("", "A", None),))
    assert register.write_codebook(BOOK, ".qdc") == write_qdc(BOOK)


# -- files that other programs wrote --------------------------------------------------------------------------------------

FILES = {
    "qualcoder-3.9_mannheimer.qdc": (285, 55, 5), "standard-annex-A1_codebook.qdc": (6, 2, 1),
    "taguette-1.5.2_social-media-privacy.qdc": (6, 0, 1), "atlasti-mac-8.4_standard-project.qdpx": (14, 0, 1),
    "nvivo-win-12.6_oltas.qdpx": (60, 0, 3),
}  # fmt: skip


def contents(path):
    """The codebook, or the project within a packed one."""
    if path.suffix == ".qdc":
        return path.read_bytes()
    with ZipFile(path) as packed:
        return packed.read(next(name for name in packed.namelist() if name.lower().endswith(".qde")))


@pytest.mark.corpora
@pytest.mark.parametrize("name", FILES)
def test_codebooks_of_other_programs_are_read_whole(corpora, name):
    data = contents(corpora / "interchange" / name)
    book = read_qdc(data)
    headings, deepest = sum(not entry.applies for entry in book.entries), max(map(len, paths(book.entries)))
    assert (len(book.entries), headings, deepest) == FILES[name]
    assert len({entry.key for entry in book.entries} - {""}) == len(book.entries) == data.count(b"<Code ")
    told = ["line 1: This is a whole project; only its codes are read."] if name.endswith("x") else []
    assert [re.sub(r"line \d+", "line 1", str(note)) for note in notes_qdc(data)] == told
    assert read_qdc(write_qdc(book)) == book


@pytest.mark.corpora
@pytest.mark.parametrize("book", [BOOK, odd_book()], ids=["usual", "odd"])
def test_what_is_written_is_valid(corpora, book):
    from lxml import etree

    if not (schema := corpora.parent / "tools" / "schemas" / "refi-qda-codebook-1.0.xsd").is_file():
        pytest.skip("the schema of REFI-QDA codebooks doesn't stand beside the corpora")
    etree.XMLSchema(file=str(schema)).assertValid(etree.fromstring(write_qdc(book)))
