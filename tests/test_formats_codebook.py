from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.codebook import Codebook, Entry, paths
from workbench.core.errors import Refused, Unreadable
from workbench.formats import register
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.table import read_csv, write_csv
from workbench.formats.codebook.writing import write_yaml
from workbench.formats.text import clean
from workbench.formats.yaml.tree import tree

YAML = """\
# a comment
version: 1
name: Trust
description: >-
  Who is trusted,
  and why.
rules: Of two that fit, take the narrower one.
sources: {R57: Rogers 1957, B79: "Bordin: 1979"}
attributes:
  pole: [aligned, misaligned]
  note: []
codes:
  - id: REL
    name: Relation
    apply: false
    colour: green
    codes:
      - id: "NO"
        name: Not at all
        definition: |
          First line.
          Second line.
        full: In full.
        include: Says so.
        exclude: Jokes.
        examples: ["I don't.", "Never: no."]
        near_misses: [Not yet.]
        scale: [low, high]
        colour: "#27e"
        hotkey: 7
        aliases: [Distrust, 2]
        source: [R57, B79]
        merged: [OLD.1, OLD.2]
        split_from: OLD.3
        pole: misaligned
        weight: [2, 3]
      - Somewhat
  - name: 2024
    examples: One only
    near_misses: One
    apply: document
    color: "#2279eb"
    sources: R57
    aliases:
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
            attributes=(("pole", "misaligned"), ("weight", "2, 3")),
            scale=("low", "high"),
            misses=("Not yet.",),
            hotkey="7",
            aliases=("Distrust", "2"),
            sources=("R57", "B79"),
            merged=("OLD.1", "OLD.2"),
            split="OLD.3",
        ),
        Entry("", "Somewhat", 0),
        Entry(
            "", "2024", None, examples=("One only",), misses=("One",), colour="#2279EB", whole=True, sources=("R57",)
        ),
    ),
    "Of two that fit, take the narrower one.",
    (("R57", "Rogers 1957"), ("B79", "Bordin: 1979")),
    (("pole", ("aligned", "misaligned")), ("note", ())),
)


def problems(read, data: str | bytes) -> list[str]:
    with pytest.raises(Unreadable) as error:
        read(data.encode() if isinstance(data, str) else data)
    return error.value.message.split("\n")


def test_a_yaml_codebook_is_read_with_all_its_fields():
    assert read_yaml(YAML.encode()) == BOOK


def test_a_written_yaml_codebook_reads_as_it_was():
    assert read_yaml(write_yaml(BOOK)) == BOOK


def test_all_faults_of_a_yaml_codebook_are_told_with_line_and_column():
    text = """\
attributes:
  pole: [up, down]
codes:
  - name: a
    name: b
    colour: blux
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
cods: !mine 3
"""
    assert problems(read_yaml, text) == [
        "The codebook has 14 problems:",
        "line 5, column 5: “name” stands twice here; keep one of the two.",
        'line 6, column 13: “blux” is no colour known here; write one as "#2279EB".',
        "line 7, column 5: This code has no name; give it one, such as “name: Trust”.",
        "line 10, column 12: “apply” is true (to passages), document (to documents as a whole) or false (a heading); write one of these.",
        "line 11, column 11: “sideways” is no value of “pole”; its values are up, down: take one, or add it under “attributes”.",
        "line 12, column 9: The id “a” stands twice; each code needs its own: take one of the two away.",
        "line 13, column 11: The name “Q” stands twice below one parent; give one of them another.",
        "line 14, column 5: “defintion” is not known here; is “definition” meant? A field of your own is named under “attributes”.",
        "line 15, column 11: Here must be text, not a list; put it in quotes if it is meant as text.",
        "line 16, column 15: Here must be text, not fields with names; put it in quotes if it is meant as text.",
        "line 17, column 12: Codes must be a list: each stands below the last, with a dash before it.",
        "line 18, column 11: A name can’t hold “ > ”, which parts the names of a path; write it another way.",
        "line 19, column 1: “cods” is not known here; is “codes” meant?",
        "line 19, column 7: “!mine” would be an order to programs, which is not allowed in a codebook; take it away, or put it in quotes with its text.",
    ]


def test_of_more_than_a_thousand_faults_the_first_two_hundred_are_told():
    told = problems(read_yaml, "codes:\n" + "  - colour: blux\n" * 2000)
    assert told[0] == "The codebook has more than 1,000 problems:"
    assert told[-1] == "… and many more."
    assert len(told) == 202


@pytest.mark.parametrize("word", ["no", "Yes", "ON", "off", "true", "False", "null", "~"])
def test_words_that_others_take_for_something_else_are_names_and_ids_in_quotes_alone(word):
    assert problems(read_yaml, f"codes:\n  - name: {word}\n    id: {word}")[0] == "The codebook has 2 problems:"
    assert read_yaml(f"codes:\n  - name: '{word}'\n    id: \"{word}\"".encode()).entries == (Entry(word, word, None),)


def test_what_a_fault_quotes_is_cut_and_stands_on_one_line():
    assert problems(read_yaml, 'codes: [{name: a, colour: "b\n\n' + "c" * 99 + '"}]')[1:] == [
        f'line 1, column 27: “b {"c" * 58}…” is no colour known here; write one as "#2279EB".'
    ]


def test_a_field_of_ones_own_may_be_spelled_like_another_once_it_is_declared():
    book = read_yaml(b"attributes: {alias: []}\ncodes:\n  - name: a\n    alias: b")
    assert book.entries[0].attributes == (("alias", "b"),)


def test_a_code_may_name_earlier_codes_that_still_stand():
    book = read_yaml(
        b"codes:\n  - {id: A, name: a}\n  - {id: B, name: b, split_from: A}\n  - {id: C, name: c, merged: [A, B]}"
    )
    assert [(entry.split, entry.merged) for entry in book.entries] == [("", ()), ("A", ()), ("", ("A", "B"))]


def test_nodes_know_their_places_in_code_points():
    text = "a: 🙂 x # why\nb:\n  - |\n    y\n  - [c, 'd']\n\n# end\n"
    root = tree(("\ufeff" + text).encode(), "codebook")
    (_, a), (key, b) = root.value
    assert text[a.start_mark.index : a.end_mark.index] == "🙂 x"
    assert (key.start_mark.line, key.start_mark.column, b.flow, b.end_mark.index) == (1, 0, False, text.index("]") + 1)
    block, flow = b.value
    assert (block.value, block.style, block.flow) == ("y\n", "|", False)
    assert (flow.flow, [(node.value, node.style, node.flow) for node in flow.value]) == (
        True,
        [("c", "", True), ("d", "'", True)],
    )


def test_without_libyaml_a_codebook_reads_the_same(monkeypatch):
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert read_yaml(YAML.encode()) == BOOK
    assert problems(read_yaml, "codes:\n\t- a")[1:] == [
        "line 2, column 1: A tab can’t indent a line in YAML; use spaces."
    ]
    assert problems(read_yaml, "codes: [a, b\nname: c")[1:] == [
        "line 1, column 8: This [ is never closed, or a comma is missing; close it with ], or put the text in quotes if it is no list."
    ]


def nested(depth: int) -> str:
    return "codes: [" + "{name: a, codes: [" * depth + "]}" * depth + "]"


def test_eight_levels_of_codes_are_the_most():
    assert len(read_yaml(nested(8).encode()).entries) == 8
    assert problems(read_yaml, nested(9)) == [
        "The codebook has one problem:",
        "line 1, column 152: Codes are nested too deep; 8 levels are the most: move these up.",
    ]


words = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: clean(text).strip())
names = words.filter(lambda name: name and " > " not in name and "\n" not in name)
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
    table = (
        "code,key,colour,applies\nA,K,blux,\nB,k,,maybe\na,,,\n,,red,\nC > ,,,\n" + " > ".join("abcdefghi") + ",,,\n"
    )
    assert problems(read_csv, table) == [
        "The codebook has 7 problems:",
        "row 2, colour: “blux” is no colour known here; write one as #2279EB.",
        "row 3, key: The key “k” stands twice.",
        "row 3, applies: “applies” is yes or no, or document for a code that is put on documents as a whole.",
        "row 4: “a” stands in row 2 already.",
        "row 5: This row has no code.",
        "row 6: A name in the code’s path is empty.",
        "row 7: The code stands too deep; 8 levels are the most.",
    ]


def test_a_codebook_that_names_itself_nowhere_has_no_name(tmp_path):
    (tmp_path / "trust.csv").write_bytes(b"code\nA\n")
    assert register.read_codebook(tmp_path / "trust.csv") == Codebook("", "", (Entry("", "A", None),))
    assert register.write_codebook(BOOK, ".YAML") == write_yaml(BOOK)


# -- what is shipped ------------------------------------------------------------------------------------------------------


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
