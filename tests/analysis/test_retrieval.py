"""Which quotes are wanted: by code, theme, document, coder, voice, words, rating and origin."""

import pytest

from notation import study
from workbench.analysis.quotes import quotes
from workbench.analysis.retrieval import Wanted, attribute_values, by_code, chosen, fits
from workbench.core import edits
from workbench.core.model import SEARCH
from workbench.core.steps import Change, Step

FIRST = "INT: [Night: How was the night?]\nP1: [Care > Heard: It felt warm.] [Care > Hope @Ben: I slept.]"
SECOND = "P2: [Care: Nobody asked.] [Night: The bus came late.]"


@pytest.fixture
def two():
    made = study(FIRST, SECOND)
    rows = [("P1", (("country", "Ireland"), ("age", "40"))), ("P2", (("country", "Spain"),))]
    return made.after(edits.set_cases(made.project, rows, made.stamp, "a table"))


def said(two, **wanted):
    """The words of the quotes that fit, in their order."""
    project = two.project
    names = {
        "codes": lambda name: project.code_named(name).id,
        "documents": lambda name: project.document_named(name).id,
        "coders": lambda name: project.coder_named(name).id,
        "themes": lambda name: project.theme_named(name).id,
    }
    resolved = {key: tuple(map(names[key], value)) if key in names else value for key, value in wanted.items()}
    asked = Wanted(**resolved)
    extracts = quotes(project, two.texts, chosen(project, asked))
    return [extract.words for extract in extracts if fits(extract, asked)]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, ["How was the night?", "It felt warm.", "I slept.", "Nobody asked.", "The bus came late."]),
        ({"codes": ["Night"]}, ["How was the night?", "The bus came late."]),
        ({"codes": ["Care"]}, ["It felt warm.", "I slept.", "Nobody asked."]),
        ({"codes": ["Care"], "below": False}, ["Nobody asked."]),
        ({"codes": ["Heard", "Night"], "documents": ["D1"]}, ["How was the night?", "It felt warm."]),
        ({"coders": ["Ben"]}, ["I slept."]),
        ({"participants_only": True, "codes": ["Night"]}, ["The bus came late."]),
        ({"words": "BUS  came"}, ["The bus came late."]),
        ({"attributes": (("country", "ireland"),)}, ["It felt warm.", "I slept."]),
        ({"attributes": (("country", "Ireland"), ("age", "41"))}, []),
        ({"attributes": (("country", "Spain"),), "codes": ["Night"]}, ["The bus came late."]),
        ({"rating": "high"}, []),
        ({"origin": SEARCH}, []),
    ],
)
def test_quotes_are_those_that_every_filter_lets_through(two, wanted, words):
    assert said(two, **wanted) == words


def test_rating_and_origin_are_asked_of_the_coding(two):
    (coding,) = two.codings("Heard")
    rated = coding._replace(rating="high", origin=SEARCH)
    two = two.after(Step("Rated", "Ana", "", (Change(coding, rated),)))
    assert said(two, rating="high") == said(two, origin=SEARCH) == ["It felt warm."]
    assert "It felt warm." not in said(two, rating="")
    assert "It felt warm." not in said(two, origin="")


def test_a_theme_wants_its_codes_quotes_and_its_chosen_ones_or_these_alone(two):
    (chosen_quote,) = two.codings("Hope")
    draft = edits.ThemeDraft("Alone", "", (two.project.code_named("Night").id,), (chosen_quote.id,))
    two = two.after(edits.add_theme(two.project, draft, two.stamp))
    assert said(two, themes=["Alone"]) == ["How was the night?", "I slept.", "The bus came late."]
    assert said(two, themes=["Alone"], chosen_only=True) == ["I slept."]


def test_by_code_they_stand_in_the_order_of_the_codebook(two):
    project = two.project
    assert [project.codes[c.code].name for c in by_code(project, chosen(project, Wanted()))] == [
        "Night",
        "Night",
        "Care",
        "Heard",
        "Hope",
    ]


def test_the_values_of_attributes_are_listed_once(two):
    assert attribute_values(two.project) == (("age", "40"), ("country", "Ireland"), ("country", "Spain"))


def test_only_filters_on_words_or_voices_need_the_texts():
    assert not Wanted(codes=("x",), coders=("y",), rating="high", origin="").needs_texts
    assert all(
        wanted.needs_texts
        for wanted in (Wanted(words="a"), Wanted(participants_only=True), Wanted(attributes=(("a", "b"),)))
    )
