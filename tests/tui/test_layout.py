"""The transcript's layout without a terminal: widths, lines, lanes, the cursor's moves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.core.model import Coding, Turn, transcript
from workbench.core.project import in_order
from workbench.core.spans import Span
from workbench.tui.widgets.cells import cut, drawn, width, widths
from workbench.tui.widgets.cursor import Cursor
from workbench.tui.widgets.lanes import Lanes
from workbench.tui.widgets.page import Page

signs = st.lists(
    st.sampled_from([*"abc déß“—.,", "e\u0301", "看", "護", "🙂", "👩\u200d⚕\ufe0f", "❤\ufe0f", "🤷\U0001f3fd"]),
    max_size=80,
).map("".join)


@given(signs)
def test_a_text_is_as_wide_as_what_is_drawn_for_it(text):
    assert width(text) == cell_len(drawn(text)) == sum(widths(text))


@pytest.mark.parametrize(
    ("text", "seen", "cells"),
    [
        ("naïve “talk”", "naïve “talk”", 12),
        ("看護", "看護", 4),
        ("e\u0301", "e\u0301", 1),
        ("👩\u200d⚕\ufe0f!", "👩!", 3),
        ("❤\ufe0f", "❤", 1),
        ("red\x1b[31m\x07", "red[31m", 7),
        ("a\u202eb\tc", "ab c", 4),
    ],
)
def test_what_terminals_disagree_about_is_drawn_by_its_first_sign_and_nothing_steers_them(text, seen, cells):
    assert drawn(text) == seen
    assert width(text) == cells


@given(signs, st.integers(1, 30))
def test_a_cut_text_fits(text, room):
    assert cell_len(cut(text, room)) <= room


def page_of(*speeches, room=20):
    text, turns = "", []
    for speaker, words in speeches:
        opens = len(text)
        text += f"{speaker}: {words}\n\n"
        turns.append(Turn(opens, opens + len(speaker) + 2, len(text) - 2, speaker))
    return Page(transcript(text, tuple(turns)), room)


@given(st.lists(signs.filter(str.strip), min_size=1, max_size=4), st.integers(4, 40))
def test_lines_hold_all_speech_once_and_fit_the_width(speeches, room):
    page = page_of(*((f"P{n}", words) for n, words in enumerate(speeches)), room=room)
    for start, end in zip(page.starts, page.ends, strict=True):
        assert width(page.text[start:end].rstrip()) <= room
    for place, passage in enumerate(page.passages):
        lines = [n for n in range(len(page)) if page.owner[n] == place]
        shown = "".join(page.text[page.starts[n] : page.ends[n]] for n in lines)
        assert shown == page.text[passage.start : passage.end]
    for offset in range(len(page.text)):
        there = page.shown(offset)
        assert page.starts[page.line_of(there)] <= there <= page.ends[page.line_of(there)]


@given(signs.filter(str.strip), st.integers(4, 40))
def test_moving_right_reaches_the_end_over_every_shown_character_and_left_the_start(words, room):
    page = page_of(("P1", words), ("P2", words), room=room)
    at, seen = page.first, [page.first]
    while (following := page.moved(at, 1)) != at:
        assert following > at
        at = following
        seen.append(at)
        assert len(seen) <= len(page.text) + 2
    assert at == page.last
    while (before := page.moved(at, -1)) != at:
        assert before < at
        at = before
    assert at == page.first


def test_labels_and_blank_lines_are_not_shown_but_titles_are():
    text = "Interview P1\nAll invented.\n\nINT: How?\n\nP1: Well.\nFine.\n"
    turns = (Turn(28, 33, 37, "INT"), Turn(39, 43, 54, "P1"))
    page = Page(transcript(text, turns), 30)
    lines = [text[a:b] for a, b in zip(page.starts, page.ends, strict=True)]
    assert lines == ["Interview P1", "All invented.", "How?", "Well.", "Fine."]
    assert [p.turn for p in page.passages] == [0, 1, 2]


spans = st.tuples(st.integers(0, 5000), st.integers(1, 900), st.integers(0, 3))


def coding(number, start, length, code=0):
    return Coding(f"k{number}", "d", start, start + length, f"c{code}", "ada", 1, number, "")


@given(st.lists(spans, max_size=40), st.lists(st.tuples(st.booleans(), spans), max_size=20), st.integers(0, 5000))
def test_lanes_find_what_plain_search_finds_and_stripes_never_overlap_or_jump(first, later, at):
    codings = [coding(n, *span) for n, span in enumerate(first)]
    lanes = Lanes(in_order(codings))
    for n, (adds, span) in enumerate(later, len(first)):
        before = {stripe.coding.id: stripe.lane for stripe in lanes.over(Span(0, 10_000))}
        codings = [*codings, coding(n, *span)] if adds or not codings else codings[:-1]
        lanes.replace(in_order(codings))
        after = {stripe.coding.id: stripe.lane for stripe in lanes.over(Span(0, 10_000))}
        assert all(after[identity] == lane for identity, lane in before.items() if identity in after)
    window = Span(at, at + 300)
    assert {stripe.coding.id for stripe in lanes.over(window)} == {c.id for c in codings if c.span.overlaps(window)}
    stripes = lanes.over(Span(0, 10_000))
    for one in stripes:
        for other in stripes:
            if one.coding.id != other.coding.id and one.lane == other.lane:
                assert not one.coding.span.overlaps(other.coding.span)
    starts = sorted({c.start for c in codings})
    following = lanes.beside(at, 1)
    assert (following.start if following else None) == next((s for s in starts if s > at), None)
    preceding = lanes.beside(at, -1)
    assert (preceding.start if preceding else None) == next((s for s in reversed(starts) if s < at), None)


def test_every_coding_is_beside_the_one_before_it():
    codings = in_order([coding(1, 0, 10), coding(2, 0, 4), coding(3, 40, 5)])
    lanes = Lanes(codings)
    assert [lanes.beside(one, 1) for one in codings] == [codings[1], codings[2], None]
    assert [lanes.beside(one, -1) for one in codings] == [None, codings[0], codings[1]]


def test_neighbours_have_lanes_of_their_own_since_they_may_share_a_line():
    lanes = Lanes((coding(1, 0, 10), coding(2, 12, 10), coding(3, 400, 10)))
    assert [stripe.lane for stripe in sorted(lanes.over(Span(0, 500)), key=lambda s: s.coding.start)] == [0, 1, 0]


def test_lanes_say_which_stretches_to_paint_anew():
    one, two, three = coding(1, 0, 10), coding(2, 5, 10), coding(3, 40, 5)
    lanes = Lanes((one, two))
    assert lanes.replace((one, two, three)) == [Span(40, 45)]
    assert lanes.replace((two, three)) == [Span(0, 10)]
    assert lanes.replace((two, three)) == []


TALK = page_of(("INT", "How was it?"), ("P1", "I felt heard. Oddly so! It was 🙂 late."), room=16)


def selected(cursor):
    return cursor.selection.of(TALK.text) if cursor.selection else None


def test_words_sentences_and_turns_are_selected_in_turn():
    cursor = Cursor()
    cursor.edge(TALK, -1)
    for words in ("How", "was", "it", "I", "felt"):
        cursor.word(TALK, 1)
        assert selected(cursor) == words
    cursor.word(TALK, -1)
    cursor.word(TALK, -1)
    assert selected(cursor) == "it"
    cursor.sentence(TALK, 1)
    assert selected(cursor) == "I felt heard."
    cursor.sentence(TALK, 1)
    assert selected(cursor) == "Oddly so!"
    cursor.sentence(TALK, -1)
    assert selected(cursor) == "I felt heard."
    cursor.turn(TALK, -1)
    assert selected(cursor) is None
    assert TALK.passage_at(cursor.caret).speaker == "INT"


def test_expanding_goes_from_word_to_sentence_to_turn_and_shrinking_back():
    cursor = Cursor()
    at = TALK.text.index("heard")
    cursor.place(TALK, at, at)
    seen = []
    for _ in range(4):
        cursor.expand(TALK)
        seen.append(selected(cursor))
    assert seen == ["heard", "I felt heard.", *["I felt heard. Oddly so! It was 🙂 late."] * 2]
    cursor.shrink(TALK)
    cursor.shrink(TALK)
    assert selected(cursor) == "heard"


def test_extending_stretches_over_words_and_sentences():
    cursor = Cursor()
    at = TALK.text.index("felt")
    cursor.place(TALK, at, at)
    cursor.extending = True
    cursor.word(TALK, 1)
    cursor.word(TALK, 1)
    assert selected(cursor) == "felt heard"
    cursor.sentence(TALK, 1)
    assert selected(cursor) == "felt heard."
    cursor.sentence(TALK, 1)
    assert selected(cursor) == "felt heard. Oddly so!"
    cursor.place(TALK, at, TALK.text.index("heard") + 5)
    cursor.let_go(TALK)
    assert not cursor.extending
    cursor.char(TALK, 1, extend=True)
    assert selected(cursor) == "felt heard."


def test_lines_keep_the_column_where_the_move_began():
    cursor = Cursor()
    long_line = next(n for n in range(len(TALK)) if TALK.ends[n] - TALK.starts[n] > 12)
    cursor.place(TALK, *[TALK.offset_at(long_line, 12)] * 2)
    for by in (-1, -1, 1, 1):
        cursor.line(TALK, by)
        line = TALK.line_of(cursor.caret)
        assert TALK.column_of(cursor.caret) == min(
            12, width(TALK.text[TALK.starts[line] : TALK.ends[line]].rstrip()) - 1
        )


@given(st.lists(st.tuples(st.sampled_from(["char", "line", "word", "sentence", "turn", "edge"]), st.sampled_from([1, -1])),
                max_size=30))  # fmt: skip
def test_no_move_leaves_the_shown_text(moves):
    cursor = Cursor()
    cursor.edge(TALK, -1)
    for name, by in moves:
        getattr(cursor, name)(TALK, by)
        assert TALK.shown(cursor.caret) == cursor.caret
        assert TALK.shown(cursor.fixed) == cursor.fixed
    assert all(left <= right for left, right in pairwise(TALK.starts))
