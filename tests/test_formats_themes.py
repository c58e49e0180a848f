import pytest

from workbench.core.errors import Unreadable
from workbench.formats.themes import Charted, Chosen, Named, Shared, Sketch, read, write

FILE = """\
themes:
  - name: Night
    summary: |
      First.

      Second.
    codes: [Roles > Listener, 2024]
    quotes:
      - document: P01.txt
        quote: 'It: took it.'
        code: Listener
        coder: Ada
        start: 30
        end: 43
      - {document: P02, quote: 12}
  - name: Bare
"""
SKETCHES = [
    Sketch(
        "Night",
        "First.\n\nSecond.",
        ("Roles > Listener", "2024"),
        (Chosen("P01.txt", "It: took it.", "Listener", "Ada", 30, 43), Chosen("P02", "12")),
    ),
    Sketch("Bare", "", (), ()),
]


def problems(text):
    with pytest.raises(Unreadable) as error:
        read(text.encode())
    return error.value.message.split("\n")


def test_themes_are_read_with_all_their_fields_and_places_may_be_missing():
    assert read(FILE.encode()) == Shared(tuple(SKETCHES))


def test_written_themes_read_as_they_were():
    assert read(write(Shared(tuple(SKETCHES)))) == Shared(tuple(SKETCHES))
    assert "start: 30\n" in write(Shared(tuple(SKETCHES))).decode()
    assert write(Shared(tuple(SKETCHES))).decode().count("start") == 1


def test_wordings_cells_and_queries_read_as_they_were():
    quote = Chosen("P01.txt", "It: took it.", "Listener", "Ada", 30, 43, "It: [gladly] took […]")
    cells = (Charted("P1", "One.\n\nTwo.", (quote,)), Charted("P2", "Three."))
    shared = Shared((Sketch("Night", "", (), (quote,), cells),), (Named("At night", 'Listener AND "night"'),))
    assert read(write(shared)) == shared


def test_faults_in_cells_and_queries_are_told_with_line_and_column():
    text = """\
themes:
  - name: Night
    grid:
      - summary: whose?
      - {participant: P1, sumary: x}
queries:
  - name: At night
"""
    assert problems(text) == [
        "The list of themes has 3 problems:",
        "line 4, column 9: This cell of the grid has no “participant”.",
        "line 5, column 27: “sumary” is not known here; is “summary” meant?",
        "line 7, column 5: This query has no “query”.",
    ]


def test_all_faults_are_told_with_line_and_column():
    text = """\
themes:
  - summary: [a]
  - name: {a: b}
    codes: [[x]]
    sumary: mistyped
  - name: Q
    quotes:
      - document: P1
        words: nothing
        start: 12a
      - just words
  - name: R
    quotes: none
"""
    assert problems(text) == [
        "The list of themes has 10 problems:",
        "line 2, column 5: This theme has no name.",
        "line 2, column 14: Here must be text, not a list; put it in quotes if it is meant as text.",
        "line 3, column 11: Here must be text, not fields with names; put it in quotes if it is meant as text.",
        "line 4, column 13: Here must be text, not a list; put it in quotes if it is meant as text.",
        "line 5, column 5: “sumary” is not known here; is “summary” meant?",
        "line 8, column 9: This quote has no “quote”.",
        "line 9, column 9: “words” is not known here; the fields here are document, quote, code, coder, start, end, printed.",
        "line 10, column 16: Here must be a number.",
        "line 11, column 9: A quote must be given as names with values, such as “name: Trust”.",
        "line 13, column 13: Quotes must be a list: each stands below the last, with a dash before it.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("themes: " + "[" * 3000, ["The list of themes has one problem:",
                                    "line 1, column 72: Lists and fields stand more than 64 deep in each other here; is a bracket or a dash too many?"]),
        ("- a", ["The list of themes has one problem:",
                 "line 1, column 1: A list of themes must be given as names with values, such as “name: Trust”."]),
        ("name: a", ["There is no list `themes:` in the file."]),
        ("themes: a", ["There is no list `themes:` in the file."]),
        ("~", ["There is no list `themes:` in the file."]),
        ("themes:\n  -", ["The list of themes has one problem:",
                          "line 2, column 4: A theme must be given as names with values, such as “name: Trust”."]),
        ("themes: [a", ["The list of themes has one problem:",
                        "line 1, column 9: This [ is never closed, or a comma is missing; close it with ], or put the text in quotes if it is no list."]),
        ('themes: [{name: "a\\ud800"}]', ["The list of themes has one problem:",
                        "line 1, column 17: Here stands half a character, such as \\ud83d alone, which can’t be kept; write the whole one."]),
        ("themes: [{name: T, quotes: [{document: a, quote: b, start: " + "9" * 5000 + "}]}]",
         ["The list of themes has one problem:", "line 1, column 60: Here must be a number."]),
    ],
)  # fmt: skip
def test_what_is_no_list_of_themes_is_told(text, told):
    assert problems(text) == told


def test_an_alias_bomb_is_refused_at_once():
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    told = problems(f"{bomb}themes:\n  - name: T\n    summary: *a29\n")
    assert told[0] == "The list of themes has 30 problems:"
    assert (
        told[1]
        == "line 1, column 5: “&a0” marks a text to be repeated elsewhere, which is not allowed in a list of themes; write the text out, or put it in quotes."
    )
