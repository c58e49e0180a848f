import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.assist.lexical import Located, locate, rank_codes
from workbench.core.spans import Span

TEXT = (
    "INT: And then?\n\nP04: I didn’t sleep – not at all.\nThe app was there, “always there”, she said… "
    "and I told it about my sister and the house by the sea.\n\nP04: I didn’t sleep – not at all."
)


def words(located: Located) -> list[str]:
    return [span.of(TEXT) for span in located.spans]


def test_a_quote_word_for_word_is_found_at_all_its_places():
    assert locate("I didn’t sleep", TEXT) == Located((Span(21, 35), Span(157, 171)), "exact", 100.0)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("not at all. The  app was there", ["not at all.\nThe app was there"]),
        ('there, "always there", she said...', ["there, “always there”, she said…"]),
        ("  told it about my\u00a0sister ", ["told it about my sister"]),
        ("I didn't sleep - not at all.", ["I didn’t sleep – not at all."] * 2),
    ],
)
def test_blanks_and_typography_make_no_difference(quote, found):
    located = locate(quote, TEXT)
    assert words(located) == found
    assert (located.how, located.score) == ("blanks", 100.0)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("and I told it abuot my sister and the house by the sea", "and I told it about my sister and the house by the sea"),
        ("I told it all about my sister and the house by the sea", "I told it about my sister and the house by the sea"),
        ("nd I told it about my sisters and the house by the se", "and I told it about my sister and the house by the sea"),
    ],
)  # fmt: skip
def test_a_similar_quote_is_placed_at_whole_words_and_says_how_alike_it_is(quote, found):
    located = locate(quote, TEXT)
    assert words(located) == [found]
    assert located.how == "similar"
    assert 92 <= located.score < 100


@pytest.mark.parametrize("quote", ["", "  ", "He never spoke of the mountains again.", TEXT + " and more of it"])
def test_a_quote_that_is_not_there_is_nowhere(quote):
    assert locate(quote, TEXT) == Located((), "nowhere", 0.0)


def test_a_quote_that_is_nearly_there_is_nowhere_but_its_likeness_is_told():
    located = locate("and we told him about our brother and the house by the sea", TEXT)
    assert (located.spans, located.how) == ((), "nowhere")
    assert 80 <= located.score < 92


def test_signs_of_patterns_are_only_signs():
    assert locate("(a+) [b]", "x (a+)\n[b] y").spans == (Span(2, 10),)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_quote_that_stands_in_a_text_is_found_there(quote, before, after):
    located = locate(quote, before + quote + after)
    if quote.strip():
        assert located.how == "exact"
        assert all(span.of(before + quote + after) == quote for span in located.spans)


NAMES = ["Emotional support", "Family support", "Fatigue", "Support by family", "Trust in the app", "Trust"]


@pytest.mark.parametrize(
    ("query", "recent", "found"),
    [
        ("fam su", [], ["Family support", "Support by family"]),
        ("fam su", [3], ["Support by family", "Family support"]),
        ("FATI", [], ["Fatigue"]),
        ("trust", [4], ["Trust", "Trust in the app"]),
        ("fmly", [], ["Family support", "Support by family"]),
        ("titap", [], ["Trust in the app"]),
        ("ppt", [], []),
        ("suport emotional", [], ["Emotional support", "Family support", "Support by family"]),
        ("xyzzy", [], []),
        ("", [], NAMES),
        ("  ", [3, 5], ["Support by family", "Trust", "Emotional support", "Family support", "Fatigue", "Trust in the app"]),
    ],
)  # fmt: skip
def test_codes_are_ranked_by_starts_of_words_then_letters_then_likeness(query, recent, found):
    assert [NAMES[place] for place in rank_codes(query, NAMES, recent)] == found
