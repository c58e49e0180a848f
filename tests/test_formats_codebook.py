from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.formats import register
from workbench.formats.codebook import read_yaml, write_yaml
from workbench.formats.codebook_table import read_csv, write_csv
from workbench.formats.text import clean

YAML = """\
# a comment
version: 1
name: Trust
description: >-
  Who is trusted,
  and why.
sources: {R57: Rogers 1957}
attributes:
  pole: [aligned, misaligned]
codes:
  - id: REL
    name: Relation
    apply: false
    colour: green
    codes:
      - id: NO
        name: Not at all
        definition: |
          First line.
          Second line.
        full: In full.
        include: Says so.
        exclude: Jokes.
        examples: ["I don't.", "Never: no."]
        colour: "#27e"
        pole: misaligned
        informed_by: [R57, B79]
      - Somewhat
  - name: 2024
    examples: One only
"""
BOOK = Codebook(
    "Trust",
    "Who is trusted, and why.",
    (
        Entry("REL", "Relation", None, colour="#2CA02C", applies=False),
        Entry(
            "NO",
            "Not at all",
            0,
            "First line.\nSecond line.",
            "In full.",
            "Says so.",
            "Jokes.",
            ("I don't.", "Never: no."),
            "#2277EE",
            attributes=(("pole", "misaligned"), ("informed_by", "R57, B79")),
        ),
        Entry("", "Somewhat", 0),
        Entry("", "2024", None, examples=("One only",)),
    ),
)


def problems(read, data: str | bytes) -> list[str]:
    with pytest.raises(Unreadable) as error:
        read(data.encode() if isinstance(data, str) else data)
    return error.value.message.split("\n")


def test_a_yaml_codebook_is_read_with_all_its_fields():
    assert read_yaml(YAML.encode()) == BOOK


def test_a_written_yaml_codebook_reads_as_it_was():
    assert write_yaml(BOOK).decode() == (
        """\
version: 1
name: Trust
description: Who is trusted, and why.
codes:
  - id: REL
    name: Relation
    colour: '#2CA02C'
    apply: false
    codes:
      - id: NO
        name: Not at all
        definition: |-
          First line.
          Second line.
        full: In full.
        include: Says so.
        exclude: Jokes.
        examples:
          - I don't.
          - 'Never: no.'
        colour: '#2277EE'
        pole: misaligned
        informed_by: R57, B79
      - name: Somewhat
  - name: '2024'
    examples:
      - One only
"""
    )
    assert read_yaml(write_yaml(BOOK)) == BOOK


def test_all_faults_of_a_yaml_codebook_are_told_with_line_and_column():
    text = """\
attributes:
  pole: [up, down]
codes:
  - name: a
    name: b
    colour: blu
  - definition: nameless
  - id: A
    name: q
    apply: maybe
    pole: sideways
  - id: a
    name: Q
    defintion: mistyped
  - name: [x]
    examples: {a: 1}
    codes: none
  - name: a > b
cods: 3
"""
    assert problems(read_yaml, text) == [
        "The codebook has 13 problems:",
        "line 5, column 5: “name” stands twice here.",
        'line 6, column 13: “blu” is no colour known here; write one as "#2279EB".',
        "line 7, column 5: This code has no name.",
        "line 10, column 12: “apply” is true or false.",
        "line 11, column 11: “sideways” is no value of “pole”; its values are up, down.",
        "line 12, column 9: The id “a” stands twice.",
        "line 13, column 11: The name “Q” stands twice below one parent.",
        "line 14, column 16: “defintion” is not known here; is “definition” meant?",
        "line 15, column 11: Here must be text.",
        "line 16, column 15: Here must be text.",
        "line 17, column 12: Codes must be a list: each stands below the last, with a dash before it.",
        "line 18, column 11: A name can’t hold “ > ”, which parts the names of a path.",
        "line 19, column 7: “cods” is not known here; is “codes” meant?",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("codes:\n\t- a\n  \t- b", ["line 2, column 1: A tab can’t indent a line in YAML; use spaces.",
                                    "line 3, column 3: A tab can’t indent a line in YAML; use spaces."]),
        ("codes: [a, b\nname: c", ["line 2, column 5: This is not YAML: while parsing a flow sequence expected ',' or ']', but got ':'."]),
        ("codes: &all [a]\nname: *all", ["line 1, column 8: “&all”: anchors and aliases are not allowed in a codebook."]),
        ("codes: *all", ["line 1, column 8: This is not YAML: found undefined alias 'all'."]),
        ("codes: !!python/object:os.system [a]",
         ["line 1, column 8: The tag “tag:yaml.org,2002:python/object:os.system” is not allowed in a codebook."]),
        ('codes: ["a\\ud800"]', ["line 1, column 9: Here stands half a character, such as \\ud83d alone, which can’t be kept."]),
        ("codes: !mine [a]", ["line 1, column 8: The tag “!mine” is not allowed in a codebook."]),
        ("a: 1\n---\nb: 2", ["line 2, column 1: This is not YAML: expected a single document in the stream but found another document."]),
        ("- a", ["line 1, column 1: A codebook must be given as names with values, such as “name: Trust”."]),
        ("name: a", ["line 1, column 1: There are no codes."]),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_told_with_its_place(text, told):
    assert problems(read_yaml, text)[1:] == told


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The codebook is empty."),
        (b"\xef\xbb\xbf\n", "The codebook is empty."),
        (b"# nothing else", "The codebook is empty."),
        (b"a: 1\nb: Caf\xe9", "The codebook is not in UTF-8 (line 2)."),
        (b"PK\x00\x01", "The codebook is not a text file."),
        (b"a: \x01", "The codebook is not YAML: unacceptable character #x0001: special characters are not allowed."),
        (b"[" * 9000, "The codebook is nested too deep; 8 levels of codes are the most."),
        (b'a: "\\UFFFFFFFF"', "The codebook is not YAML that can be read."),
        (b"a" * 5_000_001, "The codebook has 5.0 MB; 5 are the most."),
    ],
)
def test_what_is_no_yaml_text_is_refused_in_a_sentence(data, sentence):
    assert problems(read_yaml, data) == [sentence]


def test_an_alias_bomb_is_refused_at_once():
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    assert problems(read_yaml, "\n".join(lines))[0] == "The codebook has 30 problems:"


def nested(depth: int) -> str:
    return "codes: [" + "{name: a, codes: [" * depth + "]}" * depth + "]"


def test_eight_levels_of_codes_are_the_most():
    assert len(read_yaml(nested(8).encode()).entries) == 8
    assert problems(read_yaml, nested(9)) == [
        "The codebook has one problem:",
        "line 1, column 152: Codes are nested too deep; 8 levels are the most.",
    ]


words = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: clean(text).strip())
names = words.filter(lambda name: name and " > " not in name)
long = st.lists(names, min_size=20, max_size=30).map(" ".join) | st.lists(words, max_size=4).map("\n".join).map(
    str.strip
)


@st.composite
def books(draw) -> Codebook:
    entries: list[Entry] = []
    for place in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *range(place)]))
        if len(paths([*entries, Entry("", "", parent)])[-1]) > 8:
            parent = None
        entries.append(
            Entry(
                draw(st.sampled_from(["", f"K{place}"])), f"{draw(names)} {place}", parent,
                draw(words | long), draw(words | long), draw(words), draw(words),
                tuple(draw(st.lists(names, max_size=2))),
                draw(st.sampled_from(["", "#2279EB"])), draw(st.booleans()), draw(st.sampled_from([(), (("pole", "up"),)])),
            )
        )  # fmt: skip
    return read_csv(write_csv(Codebook("", "", tuple(entries))))


@given(books(), names)
def test_any_codebook_survives_yaml_and_tables(book, name):
    named = book._replace(name=name)
    assert read_yaml(write_yaml(named)) == named
    assert read_csv(write_csv(book)) == book


@pytest.mark.parametrize(
    "examples",
    [("a | b",), ("a | b", "c"), ("| a", "b |"), ("|", "a|b", "\\|"), ("a \\| b", "\\\\| c", "|| |"), ("a || b",)],
)
def test_an_example_with_a_bar_stays_one_example_in_a_table(examples):
    book = Codebook("", "", (Entry("", "a", None, examples=examples),))
    assert read_csv(write_csv(book)) == book


def test_two_halves_of_one_character_in_yaml_are_one():
    assert read_yaml(b'codes: ["a \\ud83d\\ude42"]').entries[0].name == "a 🙂"


def test_an_attribute_that_bears_a_fields_name_is_not_written():
    book = Codebook("", "", (Entry("", "a", None, attributes=(("colour", "up"),)),))
    for write in (write_yaml, write_csv):
        with pytest.raises(Refused, match="The attribute “colour” can’t be written"):
            write(book)


CSV = """\
code;Definition;colour;key;examples;applies;Pole
Trust > In people > In people;Of others;#27e;PEO;One | Two;;up
Trust > In people;;;;;no;
Trust > In machines;;red;;;yes;
"""


def test_a_table_gives_codes_by_their_paths_and_makes_what_is_missing_above():
    assert read_csv(CSV.encode("cp1252")).entries == (
        Entry("", "Trust", None, applies=False),
        Entry("", "In people", 0, applies=False),
        Entry(
            "PEO", "In people", 1, "Of others", examples=("One", "Two"), colour="#2277EE", attributes=(("pole", "up"),)
        ),
        Entry("", "In machines", 0, colour="#D62728"),
    )


def test_a_written_table_leaves_out_columns_that_nobody_uses():
    book = Codebook("", "", (Entry("", "Trust", None, applies=False), Entry("", "In people", 0, "=Of others")))
    assert write_csv(book).decode("utf-8-sig") == (
        "code,definition,colour,applies\r\nTrust,,,no\r\nTrust > In people,'=Of others,,yes\r\n"
    )


def test_codes_below_one_parent_stand_together_in_the_order_of_their_rows():
    book = read_csv(b"code\nb > x\na\nb > c\nb\na > d\n")
    assert [" > ".join(path) for path in paths(book.entries)] == ["b", "b > x", "b > c", "a", "a > d"]


def test_all_faults_of_a_table_are_told_with_their_rows():
    table = "code,key,colour,applies\nA,K,blu,\nB,k,,maybe\na,,,\n,,red,\nC > ,,,\n" + " > ".join("abcdefghi") + ",,,\n"
    assert problems(read_csv, table) == [
        "The codebook has 7 problems:",
        "row 2: “blu” is no colour known here; write one as #2279EB.",
        "row 3: The key “k” stands twice.",
        "row 3: “applies” is yes or no.",
        "row 4: “a” stands in row 2 already.",
        "row 5: This row has no code.",
        "row 6: A name in the code’s path is empty.",
        "row 7: The code stands too deep; 8 levels are the most.",
    ]


def test_a_codebook_without_a_name_bears_its_files(tmp_path):
    (tmp_path / "trust.csv").write_bytes(b"code\nA\n")
    assert register.read_codebook(tmp_path / "trust.csv") == Codebook("trust", "", (Entry("", "A", None),))
    assert register.write_codebook(BOOK, ".YAML") == write_yaml(BOOK)


def test_the_shipped_codebook_is_sound_and_has_39_codes_in_6_categories():
    path = Path(__file__).parents[1] / "codebooks" / "therapeutic-alignment.yaml"
    book = register.read_codebook(path)
    assert [sum(entry.applies is applies for entry in book.entries) for applies in (True, False)] == [39, 6]
    assert read_yaml(write_yaml(book)) == book


@pytest.mark.corpora
def test_mannheimers_codebook_gives_its_230_codes_and_55_headings(corpora):
    book = read_csv((corpora / "codings" / "mannheimer_codebook.csv").read_bytes())
    assert [sum(entry.applies is applies for entry in book.entries) for applies in (True, False)] == [230, 55]
    assert read_csv(write_csv(book)) == book
    assert read_yaml(write_yaml(book)) == book
