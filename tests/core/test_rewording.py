"""Printed quotes read back: the edits that people can see are those that come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.core.model import Edit
from workbench.core.rewording import read_printed
from workbench.core.wording import printed_words, with_edit

SAID = "So it felt warm, em, it did, and then Bríd came."


@pytest.mark.parametrize(
    ("shown", "edits"),
    [
        (SAID, ()),
        ("So it felt warm, […] it did, and then Bríd came.", (Edit(17, 20),)),
        ("So it felt warm, [...] it did, and then Bríd came.", (Edit(17, 20),)),
        ("So it felt warm, em, it did, and then [a nurse] came.", (Edit(38, 42, "a nurse"),)),
        ("So it felt [the house] warm, em, it did, and then Bríd came.", (Edit(10, 10, "the house"),)),
        ("[…] it felt warm, em, it did […]", (Edit(0, 2), Edit(27, 48))),
        ("[Later] it felt […] and then [a nurse] came.", (Edit(0, 2, "Later"), Edit(11, 28), Edit(38, 42, "a nurse"))),
    ],
)
def test_what_stands_in_brackets_is_an_edit(shown, edits):
    assert read_printed(SAID, shown) == edits


def test_brackets_that_were_said_are_none():
    assert read_printed("I know [laughs] it is hollow", "I know [laughs] it […] hollow") == (Edit(19, 21),)


@pytest.mark.parametrize(
    "shown", ["So it felt cold.", "", "[…] never said", "So it felt warm, em, it did, and then Bríd"]
)
def test_other_words_than_were_said_are_refused(shown):
    with pytest.raises(Refused, match="other words than those that were said"):
        read_printed(SAID, shown)


@given(st.data())
def test_what_print_shows_of_any_edit_comes_back_as_what_print_shows(data):
    words = data.draw(
        st.lists(st.sampled_from(["night", "bus", "warm", "then", "so"]), min_size=3, max_size=9, unique=False)
    )
    said = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:first])
    end = start + data.draw(st.sampled_from([0, len(words[first])]))
    if (start, end) == (0, len(said)):
        return
    added = "" if end > start and data.draw(st.booleans()) else "a house"
    shown = printed_words(said, 0, with_edit((), Edit(start, end, added)))
    assert printed_words(said, 0, read_printed(said, shown)) == shown
