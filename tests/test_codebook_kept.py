"""A codebook file written again loses no comment, and a small change stays small, however oddly the file is laid out."""

import re

import pytest

from tests.test_codebook_lines import arranged, changed, diff, rewritten
from workbench.core.codebook import Entry
from workbench.formats.codebook.lines import rewrite
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.writing import write_yaml


def book(text):
    return read_yaml(text.encode())


def comments(text):
    return sorted(re.findall(r"# ?(.*\S)", text))


BRACES = """\
codes:
  - {id: T, name: Trust}  # ours
  - {id: D, name: 'Doubt', scale: [low, high], colour: }
"""


@pytest.mark.parametrize(
    ("name", "fields", "line"),
    [
        ("Trust", {"definition": "Relies on it, mostly."}, '  - {id: T, name: Trust, definition: "Relies on it, mostly."}  # ours'),
        ("Trust", {"name": "Trusts"}, "  - {id: T, name: Trusts}  # ours"),
        ("Trust", {"applies": False}, "  - {id: T, name: Trust, apply: false}  # ours"),
        ("Trust", {"aliases": ("faith", "a: b")}, '  - {id: T, name: Trust, aliases: [faith, "a: b"]}  # ours'),
        ("Trust", {"key": ""}, "  - {name: Trust}  # ours"),
        ("Doubt", {"name": "Doubt it's"}, "  - {id: D, name: 'Doubt it''s', scale: [low, high], colour: }"),
        ("Doubt", {"scale": ()}, "  - {id: D, name: 'Doubt', colour: }"),
        ("Doubt", {"scale": ("low", "mid", "high")}, "  - {id: D, name: 'Doubt', scale: [low, mid, high], colour: }"),
    ],
)  # fmt: skip
def test_a_code_within_braces_stays_within_them(name, fields, line):
    told = diff(BRACES, rewritten(changed(book(BRACES), name, **fields), BRACES))
    assert len(told) == 2
    assert told[1] == f"+{line}"


def test_a_code_within_braces_that_grows_too_long_or_gets_codes_below_it_is_written_out_and_keeps_its_comments():
    long = changed(book(BRACES), "Trust", definition="What it means to rely on somebody, " * 4 + "and so on.")
    assert rewritten(long, BRACES).startswith("codes:\n  - id: T  # ours\n    name: Trust\n    definition: >-\n")
    below = arranged(["Trust", "Doubt"], book(BRACES), Trust=["Much"])
    assert "  - id: T  # ours\n    name: Trust\n    codes:\n      - name: Much\n" in rewritten(below, BRACES)


def test_a_text_that_no_file_gives_back_as_it_is_costs_only_its_own_lines():
    text = "# ours\ncodes:\n  # a\n  - name: Trust  # b\n    definition: As it was.\n  # c\n  - Doubt\n"
    for odd, said in (("Cafe\u0301", "Café"), (" So.\n", "So."), ("a\x01b", "ab"), ("a\r\nb", None)):
        made = rewrite(text.encode(), changed(book(text), "Trust", definition=odd)).decode()
        assert comments(made) == ["a", "b", "c", "ours"]
        if said:
            assert diff(text, made) == ["-    definition: As it was.", f"+    definition: {said}"]


def test_a_field_that_goes_leaves_the_comment_of_the_next():
    text = "codes:\n  - definition: What.\n    # of the name\n    name: Trust\n    full: All.\n"
    made = rewritten(changed(book(text), "Trust", definition=""), text)
    assert made == "codes:\n  # of the name\n  - name: Trust\n    full: All.\n"


def test_a_bare_name_that_gets_fields_keeps_the_comments_below_it():
    text = "codes:\n  - Trust\n    # open\n  - Doubt\n    # open too\n"
    made = rewritten(changed(book(text), "Trust", hotkey="1"), text)
    assert made == 'codes:\n  - name: Trust\n    hotkey: "1"\n    # open\n  - Doubt\n    # open too\n'


def test_a_list_that_is_written_anew_keeps_its_comments_above_it():
    text = "codes:\n  - name: Trust\n    examples:\n      # of b\n      - b\n      -\n    full: |\n      # no comment\n"
    assert diff(text, rewritten(changed(book(text), "Trust", examples=("c",)), text)) == [
        "+    # of b", "-      # of b", "-      - b", "-      -", "+      - c",
    ]  # fmt: skip


def test_a_quoted_text_with_escaped_breaks_stays_on_its_line():
    text = 'codes:\n  - name: Trust\n    full: "One.\\nTwo."\n'
    assert diff(text, rewritten(changed(book(text), "Trust", full="One.\nThree."), text)) == [
        '-    full: "One.\\nTwo."', '+    full: "One.\\nThree."',
    ]  # fmt: skip


def test_a_code_without_an_id_and_without_a_text_is_known_by_what_is_around_it_when_it_is_renamed():
    text = "codes:\n  # people\n  - name: People  # p\n    codes:\n      - Trust\n      - Doubt\n  # times\n  - Times\n"
    given = book(text)
    given = given._replace(entries=tuple(e._replace(key=f"c-{n:010x}") for n, e in enumerate(given.entries)))
    assert diff(text, rewritten(changed(given, "People", name="Persons"), text)) == [
        "-  - name: People  # p", "+  - id: c-0000000000", "+    name: Persons  # p",
    ]  # fmt: skip
    assert diff(text, rewritten(changed(given, "Times", name="Hours"), text)) == [
        "-  - Times", "+  - id: c-0000000003", "+    name: Hours",
    ]  # fmt: skip


def test_a_comment_far_in_does_not_become_text_of_the_code_that_comes_to_stand_above_it():
    text = "codes:\n  - name: A\n        # far in\n\n  - name: B\n  - name: C\n    full: |\n     Text.\n"
    text = text.replace("        # far in\n\n", "\n        # far in\n\n")
    given = book(text)
    a, b, c = given.entries
    made = rewritten(given._replace(entries=(c, a, b)), text)
    assert comments(made) == ["far in"]


def test_new_and_moved_codes_leave_comments_in_place():
    text = "codes:\n  # a\n  - A\n\n  # apart\n\n  # b\n  - name: B\n    # of b\n"
    made = rewritten(book(text)._replace(entries=(*book(text).entries, Entry("", "New", None))), text)
    assert made == text + "  - name: New\n"


def test_a_block_of_text_that_tells_its_margin_is_seen_to_its_end():
    text = "codes:\n  # a\n  - name: A\n    full: |2\n          Far in.\n      Less far.\n  # b\n  - B\n"
    assert book(text).entries[0].full == "Far in.\nLess far."
    assert diff(text, rewritten(changed(book(text), "B", hotkey="1"), text)) == [
        "-  - B", "+  - name: B", '+    hotkey: "1"',
    ]  # fmt: skip
    assert diff(text, rewritten(changed(book(text), "A", full="Near."), text)) == [
        "-    full: |2", "-          Far in.", "-      Less far.", "+    full: Near.",
    ]  # fmt: skip


def test_names_beyond_what_yaml_takes_on_one_line_are_written_so_that_they_can_be_read():
    given = book("codes:\n- A\n")._replace(sources=(("x" * 1100, "Said."),))
    given = changed(given, "A", attributes=(("y" * 1100, "z"),))
    assert read_yaml(write_yaml(given)) == given


def test_ids_that_the_program_made_are_written_for_every_code_when_that_is_asked_for():
    text = "codes:\n  # a\n  - name: A  # of a\n    codes:\n      - B\n  - {name: C}\n  - name: D\n    id: D1\n"
    given = book(text)
    given = given._replace(entries=tuple(e._replace(key=e.key or f"c-{n:010x}") for n, e in enumerate(given.entries)))
    made = rewrite(text.encode(), given, ids=True).decode()
    assert made == (
        "codes:\n  # a\n  - id: c-0000000000\n    name: A  # of a\n    codes:\n      - id: c-0000000001\n        name: B\n"
        "  - {id: c-0000000002, name: C}\n  - name: D\n    id: D1\n"
    )
    assert read_yaml(made.encode()) == given
    assert rewrite(made.encode(), given) == made.encode()
    assert rewrite(text.encode(), given) == text.encode()
