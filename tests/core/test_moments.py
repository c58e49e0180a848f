"""Moments as people say them, in a zone two hours east of UTC."""

from datetime import timedelta, timezone

import pytest

from workbench.core.errors import Refused
from workbench.core.moments import date_words, day_begins, day_ends, minute, moment_words

EAST = timezone(timedelta(hours=2))
NOW = "2026-05-03T10:00:00Z"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-05-03T09:30:00Z", "today 11:30"),
        ("2026-05-02T22:00:00Z", "today 00:00"),
        ("2026-05-02T21:59:00Z", "yesterday 23:59"),
        ("2026-01-31T23:00:00Z", "1 Feb 2026 01:00"),
    ],
)
def test_a_moment_is_said_by_the_day_where_one_is(at, words):
    assert moment_words(at, NOW, EAST) == words


def test_a_day_and_a_minute_are_those_where_one_is():
    assert date_words("2026-05-02T22:00:00Z", EAST) == "3 May 2026"
    assert minute("2026-05-02T22:05:59Z", EAST) == "2026-05-03 00:05"


@pytest.mark.parametrize(
    ("written", "begins", "ends"),
    [
        ("2026-05-03", "2026-05-02T22:00:00Z", "2026-05-03T21:59:59Z"),
        ("2026-05-03 17:45", "2026-05-03T15:45:00Z", "2026-05-03T15:45:59Z"),
        ("2026-05-03T00:00", "2026-05-02T22:00:00Z", "2026-05-02T22:00:59Z"),
        ("2026-05-03T17:45:00Z", "2026-05-03T17:45:00Z", "2026-05-03T17:45:59Z"),
    ],
)
def test_a_date_is_a_whole_day_and_a_time_a_whole_minute(written, begins, ends):
    assert (day_begins(written, EAST), day_ends(written, EAST)) == (begins, ends)


def test_what_is_no_date_is_told():
    with pytest.raises(Refused, match="“last week” is no date"):
        day_ends("last week")
