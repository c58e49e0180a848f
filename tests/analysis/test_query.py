"""Searching a text: what each way finds, and that what it finds are places of the text as it stands."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.search import find_in as everywhere_in
from workbench.analysis.search import fold, hit, parse, patterns, stretches, widened, words_of
from workbench.assist.words import forms, slips_in
from workbench.core.model import Turn, transcript
from workbench.core.spans import Span


def found(typed, text, language="en", mode="plain"):
    """The words of a text that a query finds."""
    query = parse(typed, mode)
    read = transcript(text, ())
    spans = everywhere_in(read, patterns(query, forms(query, words_of(text), language)))
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("bus", "The bus, the BUS and the omnibus.", ["bus", "BUS"]),
        ("bus", "Two buses", ["buses"]),
        ("bus ", "Two buses, a bus", ["bus"]),
        ("b", "b or bus", ["b"]),
        ("cafe", "Le café, cafe\u0301s, CAFÉ", ["café", "cafe\u0301s", "CAFÉ"]),
        ("café", "cafe", ["cafe"]),
        ("strasse", "Straße, STRASSE, Strasse", ["Straße", "STRASSE", "Strasse"]),
        ("straße", "Strasse oder Straße", ["Strasse", "Straße"]),
        ("coeur", "mon cœur", ["cœur"]),
        ("find", "I ﬁnd and find", ["ﬁnd", "find"]),
        ("niño", "el nino y el niño", ["nino", "niño"]),
        ("l'ete", "L’été, l'été, lété", ["L’été", "l'été"]),
        ("dont", "don’t", []),
        ("you know", "You, know. you\nknow! you do know", ["You, know", "you\nknow"]),
        ("nobody .. answ", "Nobody, is the answer.", ["Nobody", "answer"]),
        ("nobody .. question", "Nobody, is the answer.", []),
        ("tru*  me", "trusted me, trust me, true", ["trusted me", "trust me"]),
        ("医生", "我的医生说，医生。", ["医生", "医生"]),
        ("だい", "大丈夫、だいじょうぶ", ["だい"]),
        ("か", "が", []),
        ("محمد", "مُحَمَّد ومحمد محمد", ["مُحَمَّد", "محمد"]),
        ("اكل", "أكل", ["أكل"]),
        ("हिन्दी", "हिन्दी में", ["हिन्दी"]),
        ("हिन ", "हिन्दी", []),
        ("(", "( a", []),
        ("", "a", []),
        ("=", "a", []),
    ],
)
def test_plain_sets_case_and_accents_aside_and_the_last_word_may_be_unfinished(typed, text, hits):
    assert found(typed, text) == hits


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("=café", "Café, cafe\u0301, cafe, cafés", ["Café", "cafe\u0301"]),
        ("=cafe", "Café, cafe\u0301, cafe", ["cafe"]),
        ('"you know"', "you know, you knew", ["you know"]),
        ("“schon”", "schon schön", ["schon"]),
        ("=straße", "Strasse STRAßE", ["STRAßE"]),
        ("=bus", "buses", []),
        ("=bus*", "buses", ["buses"]),
    ],
)
def test_exact_takes_accents_and_ends_of_words_as_they_are(typed, text, hits):
    assert found(typed, text) == hits


@pytest.mark.parametrize(
    ("typed", "text", "language", "hits"),
    [
        ("+go", "I went, he goes, Going, ago", "en", ["went", "goes", "Going"]),
        ("+went", "I go", "en", ["go"]),
        ("+Haus", "Häuser, des Hauses, häuslich, Haus", "de", ["Häuser", "Hauses", "Haus"]),
        ("+häuser", "Das Haus", "de", ["Haus"]),
        ("+cheval", "les chevaux", "fr", ["chevaux"]),
        ("+hablar", "hablaba mucho", "es", ["hablaba"]),
        ("+go home", "we went home", "en", ["went home"]),
        ("+go", "went go", "xx", ["go"]),
        ("+cafe", "café", "en", ["café"]),
    ],
)
def test_by_lemma_all_forms_of_the_words_are_found(typed, text, language, hits):
    assert found(typed, text, language) == hits


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("~therapsit", "The therapist, therapy, the rapist", ["therapist"]),
        ("~mother", "mother other smother father", ["mother", "other", "smother"]),
        ("~the", "the then he", ["the"]),
        ("~cafè", "Cafés, cave", ["Cafés", "cave"]),
    ],
)
def test_fuzzy_forgives_some_slips_in_longer_words(typed, text, hits):
    assert found(typed, text) == hits
    assert [slips_in(letters) for letters in (3, 4, 7, 8, 12, 13, 40)] == [0, 1, 1, 2, 2, 3, 3]


TALK = "Notes on a bus\n\nP1: A bus. The P1 bus came.\n\nBus: Yes."
TURNS = (Turn(16, 20, 43, "P1"), Turn(45, 50, 54, "Bus"))


def test_labels_of_turns_are_no_speech():
    read = transcript(TALK, TURNS)
    assert [(turn, span.of(TALK)) for turn, span in stretches(read)] == [
        (0, "Notes on a bus\n\n"),
        (1, "A bus. The P1 bus came."),
        (2, "Yes."),
    ]
    spans = everywhere_in(read, patterns(parse("bus"), {}))
    assert spans == [Span(11, 14), Span(22, 25), Span(34, 37)]
    assert everywhere_in(read, patterns(parse("p1"), {})) == [Span(31, 33)]
    assert everywhere_in(read, patterns(parse("bus .. yes"), {})) == []


def test_a_hit_grows_to_its_sentence_or_its_turn():
    read = transcript(TALK, TURNS)
    spans = [Span(22, 25), Span(34, 37)]
    assert widened(read, spans, "words") == spans
    assert [span.of(TALK) for span in widened(read, spans, "sentence")] == ["A bus.", "The P1 bus came."]
    assert [span.of(TALK) for span in widened(read, spans, "turn")] == ["A bus. The P1 bus came."] * 2
    assert [span.of(TALK) for span in widened(read, [Span(24, 30)], "sentence")] == ["A bus. The P1 bus came."]


def test_the_words_around_a_hit_are_whole_and_of_its_turn():
    text = "one " * 30 + "bus" + " two" * 30
    made = hit("d", 3, text, Span(0, len(text)), Span(120, 123))
    assert (made.document, made.turn, made.words) == ("d", 3, "bus")
    assert made.before == "one " * 15
    assert made.after == " two" * 15
    assert hit("d", 1, TALK, Span(20, 43), Span(22, 25))[3:] == ("A ", "bus", ". The P1 bus came.")


SIGNS = [*"aábcßsS éèœoŒfiﬁ'’-., \n", "e\u0301", "s\u0323\u0307"]


@given(
    st.lists(st.sampled_from(SIGNS), max_size=40).map("".join),
    st.text("abcséoßefi", min_size=1, max_size=3),
    st.sampled_from(["plain", "exact"]),
)
def test_every_span_folds_to_the_query_and_every_such_word_is_found(text, word, mode):
    hits = found(word + " ", text, mode=mode)
    assert [fold(words) for words in hits] == [fold(word)] * len(hits)
    if mode == "plain":
        apart = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in text)
        assert len(hits) == sum(fold(one) == fold(word) for one in apart.split())


@pytest.mark.parametrize(("typed", "knows"), [("snake_case", True), ("_", False), ("bus __", False), ("bus", True)])
def test_words_that_the_index_does_not_cut_out_are_looked_for_in_the_texts(typed, knows):
    assert parse(typed).indexed is knows
