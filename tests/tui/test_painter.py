"""Lines as they are painted: as wide as they say, every word there once, and legible under every code in every theme."""

import re
from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color

from workbench.core.model import Coding, Turn, transcript
from workbench.core.project import PALETTE, in_order
from workbench.core.spans import Span
from workbench.tui.themes import THEMES
from workbench.tui.widgets.cells import drawn, is_right_to_left, signs, width
from workbench.tui.widgets.hits import Hits
from workbench.tui.widgets.lanes import Lanes
from workbench.tui.widgets.minimap import density
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.painter import Legend, Painter, measure
from workbench.tui.widgets.palette import FULL, NONE, SIXTEEN, Ground, Mark, Tint, contrast, tinted
from workbench.tui.widgets.palette16 import nearest, palette_for

SIGNS = st.sampled_from(
    [*"abc déß“—., \t", "e\u0301", "看", "護", "🙂", "👩\u200d⚕\ufe0f", "❤\ufe0f", "🤷\U0001f3fd", "🇮🇪", "שלום", "مرحبا", "\u0651",
     "\x1b[31m", "\x9b", "\u202e", "\u2066", "\xad", "\u2028", "1\ufe0f\u20e3"]
)  # fmt: skip
WORDS = st.lists(SIGNS, min_size=1, max_size=80).map("".join).filter(lambda text: drawn(text).strip())
PLACES = st.tuples(st.integers(0, 200), st.integers(1, 120))
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def ground_of(theme, depth=FULL):
    return Ground.of(theme.to_color_system().generate() | theme.variables, Color.parse(theme.background), depth)


DARK = ground_of(THEMES[0])


def painter_of(text, codings=(), hits=(), *, whole=90, depth=FULL, name="Heard", mine="ada"):
    page = Page(transcript(text, [Turn(0, 0, len(text), "P1")]), measure(whole, 3).text)
    legend = Legend(lambda _: name, lambda code: PALETTE[int(code[1:])], lambda _: "", lambda c: c.coder == mine)
    palette = palette_for(DARK._replace(depth=depth), legend.colour_of)
    return Painter(page, Lanes(in_order(codings)), Hits(hits), palette, measure(whole, 3), legend)


def coding(number, start, length, code="c0", coder="ada"):
    return Coding(f"k{number}", "d", start, start + length, code, coder, 1, number, "")


@given(WORDS, st.lists(PLACES, max_size=9), st.lists(PLACES, max_size=4), PLACES, st.integers(0, 250),
       st.sampled_from([60, 76, 90, 160]), st.sampled_from([FULL, SIXTEEN, NONE]))  # fmt: skip
def test_every_strip_is_as_wide_as_it_says_and_shows_its_words_once(text, codes, found, chosen, caret, whole, depth):
    codings = [coding(n, *place, code=f"c{n}", coder="ada" if n % 2 else "bob") for n, place in enumerate(codes)]
    painter = painter_of(text, codings, [Span(a, a + b) for a, b in found], whole=whole, depth=depth)
    page, shares = painter.page, painter.shares
    for line in range(len(page)):
        here = page.starts[line] <= caret < page.ends[line]
        strip = painter.line(line, None if here else Span(chosen[0], sum(chosen)), caret if here else None)
        assert cell_len(strip.text) == strip.cell_length == whole
        words = drawn(page.text[page.starts[line] : page.ends[line]].rstrip())
        assert strip.text[shares.gutter :].startswith(words + " ")
        assert not STEERING.search(strip.text)


@given(WORDS, st.lists(st.integers(0, 100), max_size=6))
def test_a_text_drawn_in_pieces_is_drawn_as_a_whole(text, cuts):
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = ["".join(signs(text)[a:b]) for a, b in pairwise(places)]
    assert "".join(pieces) == drawn(text)
    assert len(signs(text)) == len(text)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_nothing_drawn_steers_the_terminal_and_all_of_it_can_be_written(text):
    assert not STEERING.search(drawn(text))
    assert width(text) == sum(cell_len(sign) for sign in drawn(text))
    drawn(text).encode()


@given(st.lists(PLACES, max_size=20), PLACES)
def test_hits_found_for_a_line_are_those_that_plain_search_finds(found, place):
    spans = [Span(a, a + b) for a, b in found]
    line = Span(place[0], sum(place))
    assert Hits(spans).over(line) == sorted({span for span in spans if span.overlaps(line)})


@given(st.lists(PLACES, max_size=30), st.lists(PLACES, max_size=6))
def test_density_counts_the_codings_in_each_part(places, parts):
    codings = in_order([coding(n, *place) for n, place in enumerate(places)])
    spans = [Span(a, a + b) for a, b in parts]
    assert density(codings, spans) == [sum(c.span.overlaps(span) for c in codings) for span in spans]


# -- what stands for what -----------------------------------------------------------------------------------------


def style_at(painter, word, selected=None, caret=None):
    """The style in which a word of the first line is painted."""
    for segment in painter.line(0, selected, caret):
        if word in segment.text:
            return segment.style
    raise AssertionError(word)


TEXT = "I felt heard there."


@pytest.mark.parametrize("depth", [FULL, SIXTEEN, NONE])
def test_caret_selection_current_hit_hit_and_codes_all_look_different_and_hits_stay_readable(depth):
    hit = [Span(7, 12)]
    coded = [coding(1, 0, 19)]
    seen = {
        "code": style_at(painter_of(TEXT, coded, depth=depth), "heard"),
        "hit": style_at(painter_of(TEXT, coded, hit, depth=depth), "heard"),
        "current": style_at(painter_of(TEXT, coded, hit, depth=depth), "eard", caret=7),
        "selected hit": style_at(painter_of(TEXT, coded, hit, depth=depth), "heard", selected=Span(0, 19)),
        "selected": style_at(painter_of(TEXT, coded, depth=depth), "heard", selected=Span(0, 19)),
        "caret": style_at(painter_of(TEXT, coded, hit, depth=depth), "h", caret=7),
    }
    assert len(set(seen.values())) == len(seen)
    for style in seen.values():
        assert style.color != style.bgcolor
    assert seen["hit"].underline


def test_a_line_with_a_hit_is_marked_in_the_gutter():
    assert painter_of(TEXT, hits=[Span(7, 12)]).line(0, None, None).text.startswith(" P1 ┃›I felt")
    assert painter_of(TEXT).line(0, None, None).text.startswith(" P1 ┃ I felt")


def test_ones_own_stripes_are_solid_and_those_of_others_hollow():
    codings = [coding(1, 0, 5), coding(2, 7, 5, coder="bob")]
    assert painter_of(TEXT, codings).line(0, None, None).text.rstrip().endswith("■□   Heard")
    long = "I felt heard. " * 20
    codings = [coding(1, 0, 250), coding(2, 7, 250, "c1", "bob")]
    painter = painter_of(long, codings)
    start = painter.shares.gutter + painter.shares.text + 1
    stripes = [painter.line(line, None, None).text[start : start + 2] for line in range(len(painter.page))]
    assert (stripes[0], stripes[1], stripes[-1]) == ("┓┐", "┃╎", "┛┘")


def test_without_room_for_names_stripes_begin_with_the_codes_first_letter():
    painter = painter_of(TEXT, [coding(1, 0, 5)], whole=60)
    assert painter.line(0, None, None).text.rstrip().endswith("there." + " " * 28 + "H")


def test_faint_words_stay_legible():
    for theme in THEMES:
        ground = ground_of(theme)
        assert contrast(ground.faint, ground.back) >= (4.5 if ground.goal == 7 else 3)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_under_any_one_or_two_codes_keep_their_contrast(theme):
    ground = ground_of(theme)
    goal = 7 if "contrast" in theme.name else 4.5
    pairs = combinations_with_replacement([Tint(colour, own) for colour in PALETTE for own in (True, False)], 2)
    for tints in [(), *pairs, *(((Tint(colour, True),)) for colour in PALETTE)]:
        assert contrast(ground.front, tinted(ground, tints)) >= goal, tints
    palette = palette_for(ground, str)
    for mark in (Mark(caret=True), Mark(selected=True), Mark(current=True), Mark(hit=True)):
        style = palette.style((), mark)
        front, back = (Color(*colour.triplet) for colour in (style.color, style.bgcolor))
        assert contrast(front, back) >= goal, mark
    for colour in PALETTE:
        assert contrast(Color(*palette.lane(Tint(colour, True)).color.triplet), ground.back) >= goal


def test_a_tint_is_seen_on_its_ground_and_anothers_is_fainter():
    for theme in THEMES:
        ground = ground_of(theme)
        for colour in PALETTE:
            own, others = (contrast(tinted(ground, [Tint(colour, is_own)]), ground.back) for is_own in (True, False))
            assert own > others > 1.03, (theme.name, colour)


XTERM = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip


def test_of_sixteen_colours_those_are_taken_that_can_be_read_on_black_and_on_white():
    for colour in (*PALETTE, "#ffffff", "#000000", "#888888"):
        assert contrast(Color.parse(XTERM[nearest(colour, dark=True)]), Color.parse("#000000")) >= 4
        assert contrast(Color.parse(XTERM[nearest(colour, dark=False)]), Color.parse("#ffffff")) >= 4


def test_codes_that_follow_each_other_differ_in_colour():
    for one, other in zip(PALETTE, (*PALETTE[1:], PALETTE[0]), strict=True):
        assert nearest(one, dark=True) != nearest(other, dark=True)


def test_a_text_is_right_to_left_if_most_of_its_letters_are():
    assert is_right_to_left("P1: שלום לכולם, ברוכים הבאים")
    assert is_right_to_left("مرحبا بكم جميعا")
    assert not is_right_to_left("He said שלום to me and went home.")
    assert not is_right_to_left("")
