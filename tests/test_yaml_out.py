"""YAML as it is written fresh: whatever a text is, every reader gives it back as it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.codebook import Codebook, Entry
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.writing import HEAD, write_yaml
from workbench.formats.yaml.out import Flow, fields, word

texts = (
    st.text(max_size=40)
    | st.text(st.sampled_from(" \n\t:#-?'\"[]{},&*!|>%@`~yesno0123.eExX_+\xa0\u2028\x85\ufeff🙂é=<"), max_size=14)
    | st.lists(st.text(st.sampled_from("abc:#-'\"é 🙂"), min_size=1, max_size=9), min_size=15).map(" ".join)
    | st.lists(st.text(st.sampled_from("abc:#- \t'\"é"), max_size=9), max_size=5).map("\n".join)
)


@given(texts)
def test_any_text_is_read_as_it_was_written(text):
    made = {
        "text": text,
        "list": [text, "b"],
        "flow": Flow((text, "b")),
        "deep": [{"a": text, "b": {text or "c": "d"}}],
    }
    assert yaml.safe_load("\n".join(fields(made.items(), 0))) == {**made, "flow": [text, "b"]}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Trust", "Trust"), ("It’s (so) – yes: no", '"It’s (so) – yes: no"'), ("no", '"no"'), ("2024", '"2024"'),
        ("3 times a day", "3 times a day"), ("1:30", '"1:30"'), ("# one", '"# one"'), ("a #b", '"a #b"'), ("", '""'),
        ("ends:", '"ends:"'), ("a ", '"a "'), ("“Yes”, he said", "“Yes”, he said"), ("- a", '"- a"'), ("a\tb", '"a\\tb"'),
    ],
)  # fmt: skip
def test_a_text_stands_plain_only_where_it_cannot_be_taken_for_anything_else(text, made):
    assert word(text) == made


FULL = Codebook(
    "Trust",
    "One.\nTwo.",
    (
        Entry("REL", "Relation", None, applies=False),
        Entry(
            "UPR", "Regard", 0, "word " * 25 + "end", "Full.", "In.", "Out.", ("One", "Two: b"), "#112233", True,
            (("pole", "up, down"), ("by", "Mira")), ("low", "high"), ("Not this",), "y", True, ("Warmth",), ("R57",),
            ("OLD",), "OTH",
        ),
    ),
    "The narrower wins.",
    (("R57", "Rogers 1957"),),
    (("pole", ("up", "down")),),
)  # fmt: skip


def test_a_codebook_is_written_with_all_its_fields_in_their_order():
    assert (
        write_yaml(FULL).decode()
        == f"""\
{HEAD}
version: 1
name: Trust
description: |-
  One.
  Two.
rules: The narrower wins.
sources:
  R57: Rogers 1957
attributes:
  pole: [up, down]
codes:
  - id: REL
    name: Relation
    apply: false
    codes:
      - id: UPR
        name: Regard
        definition: >-
          word word word word word word word word word word word word word word word word
          word word word word word word word word word end
        full: Full.
        include: In.
        exclude: Out.
        examples:
          - One
          - "Two: b"
        near_misses:
          - Not this
        scale: [low, high]
        colour: "#112233"
        hotkey: "y"
        apply: document
        aliases: [Warmth]
        source: [R57]
        merged: [OLD]
        split_from: OTH
        pole: [up, down]
        by: Mira
"""
    )
    assert read_yaml(write_yaml(FULL)) == FULL
