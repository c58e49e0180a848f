"""Spans: words, sentences and growing from one to the other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.spans import (
    Span,
    expanded,
    next_word,
    plain_sentences,
    previous_word,
    snapped,
    trimmed,
    unit_at,
    word_at,
)

TALK = "I don't know. It was 🙂 well-meant… She'd said “no”!\nNext line"


def test_a_span_is_half_open():
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))
    assert Span(2, 5).contains(Span(2, 5))
    assert Span(2, 5).of("abcdefg") == "cde"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (1, 9, "don't know"),
        (3, 4, "don't"),
        (14, 16, "It"),
        (13, 14, ""),
        (21, 23, "🙂"),
        (25, 27, "well-meant"),
    ],
)
def test_snapping_never_cuts_a_word(start, end, words):
    assert snapped(TALK, Span(start, end)).of(TALK) == words


def test_trimming_leaves_blanks_outside():
    assert trimmed("  a b \n", Span(0, 7)) == Span(2, 5)
    assert trimmed("   ", Span(1, 3)) == Span(1, 1)


def test_words_are_found_forwards_and_backwards():
    found, at = [], 0
    while word := next_word(TALK, at):
        found.append(word.of(TALK))
        at = word.end
    assert found == ["I", "don't", "know", "It", "was", "well-meant", "She'd", "said", "no", "Next", "line"]
    back, at = [], len(TALK)
    while word := previous_word(TALK, at):
        back.append(word.of(TALK))
        at = word.start
    assert back == found[::-1]


def test_plain_sentences_end_at_marks_and_lines():
    spans = plain_sentences(TALK, Span(0, len(TALK)))
    assert [span.of(TALK) for span in spans] == [
        "I don't know.",
        "It was 🙂 well-meant…",
        "She'd said “no”!",
        "Next line",
    ]
    assert unit_at(spans, 20) == spans[1]
    assert unit_at(spans, 13) is None


def test_expanding_takes_the_next_larger_unit():
    levels = [Span(2, 7), Span(0, 13), Span(0, 60)]
    assert expanded(Span(3, 3), levels) == Span(2, 7)
    assert expanded(Span(2, 7), levels) == Span(0, 13)
    assert expanded(Span(1, 20), levels) == Span(0, 60)
    assert expanded(Span(0, 60), levels) == Span(0, 60)


texts = st.text(alphabet="ab é🙂'-.!? \n", max_size=60)


@given(texts, st.data())
def test_snapped_spans_hold_what_was_chosen_but_blanks(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = snapped(text, Span(start, end))
    chosen = trimmed(text, Span(start, end))
    if chosen.length:
        assert span.contains(chosen)
        assert word_at(text, span.start) in (
            None,
            *[w for w in [word_at(text, span.start)] if w and w.start == span.start],
        )
        assert not span.of(text)[0].isspace()
        assert not span.of(text)[-1].isspace()


@given(texts)
def test_plain_sentences_hold_every_word_once_and_in_order(text):
    spans = plain_sentences(text, Span(0, len(text)))
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
