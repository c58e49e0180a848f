"""What a check must not say of codebooks as people write them, and how soon it is done with a large one."""

from random import Random
from time import perf_counter

from analysis.test_checking import entry, told
from workbench.analysis.checking import check
from workbench.core.codebook import Codebook, Entry

FEW_WORDS = (
    "trust",
    "people",
    "listen",
    "say",
    "that",
    "they",
    "felt",
    "heard",
    "by",
    "a",
    "friend",
    "or",
    "one",
    "day",
)


def test_a_definition_and_its_contrary_are_not_nearly_the_same():
    one = entry("Support", definition="The teacher receives help from colleagues.")
    other = entry("Left alone", definition="The teacher receives no help from colleagues.")
    assert told("near-definition", one, other) == []


def test_definitions_that_are_nearly_the_same_but_for_one_word_are_told_with_that_word():
    here = entry("Kin", definition="Relatives who live in the new country.")
    there = entry("Parents", definition="Relatives who live in the old country.")
    assert told("near-definition", here, there) == [
        "“Kin” and “Parents” have nearly the same definition (92% of the letters), but for “new” and “old”."
    ]


def test_a_key_before_the_same_key_is_no_old_name():
    assert told("renamed-code", entry("Trust", key="D1"), entry("Doubt", key="D2", exclude="Use D1 (D1).")) == []


def test_a_key_without_brackets_is_meant_where_the_codebook_has_keys_of_that_shape():
    trust, doubt = (
        entry("Trust", key="D1"),
        entry("Doubt", key="D2", exclude="For trust use D1, see D7, on A4 see A42."),
    )
    assert told("unknown-code", trust, doubt) == ["“Doubt” names the code D7, which the codebook doesn't have."]
    named = doubt._replace(key="DBT", exclude="See D7 and see DSM.")
    assert told("unknown-code", trust._replace(key="TRU"), named) == []


def test_two_thousand_codes_of_very_few_words_are_checked_soon():
    dice = Random(1)  # noqa: S311 -- texts, not secrets
    texts = [" ".join(dice.choice(FEW_WORDS) for _ in range(25)) for _ in range(2000)]
    entries = tuple(Entry(f"K{n}", f"Code {n}", None, definition=text) for n, text in enumerate(texts))
    began = perf_counter()
    rules = [finding.rule for finding in check(Codebook("Many", "", entries))]
    assert perf_counter() - began < 2
    assert rules.count("near-definition") == 734
