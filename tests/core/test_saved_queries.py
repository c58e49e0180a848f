"""Queries that are kept under a name."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.errors import Conflict, Missing, Refused


@pytest.fixture
def known():
    return study("P1: [Heard: Yes.]")


def saved(known, name, query, **more):
    return known.after(edits.save_query(known.project, name, query, known.stamp, **more))


def test_a_query_is_kept_under_its_name_whatever_its_case_and_blanks(known):
    after = saved(known, " Heard  at night ", "Heard  AND \n case.country = Italy")
    assert [(one.name, one.query) for one in after.project.saved_queries] == [
        ("Heard at night", "Heard AND case.country = Italy")
    ]
    assert after.project.query_named("HEARD at  night").query == "Heard AND case.country = Italy"


def test_a_name_is_taken_unless_it_is_given_anew(known):
    after = saved(known, "Night", "Heard")
    with pytest.raises(Refused, match="There is a saved query “Night” already"):
        saved(after, "night", "Hope")
    again = saved(after, "night", "NOT Heard", anew=True)
    assert [(one.name, one.query) for one in again.project.saved_queries] == [("night", "NOT Heard")]
    with pytest.raises(Refused, match="is this query already"):
        saved(again, "night", "NOT Heard", anew=True)


@pytest.mark.parametrize(("name", "query"), [("", "Heard"), ("Night", "  ")])
def test_a_query_needs_a_name_and_words(known, name, query):
    with pytest.raises(Refused):
        saved(known, name, query)


def test_a_removed_query_is_gone(known):
    after = saved(known, "Night", "Heard")
    gone = after.after(edits.remove_query(after.project, after.project.query_named("Night"), after.stamp))
    with pytest.raises(Missing, match="no saved query “Night”"):
        gone.project.query_named("Night")


def test_two_of_one_name_made_at_once_are_a_conflict(known):
    one = edits.save_query(known.project, "Night", "Heard", known.stamp)
    other = edits.save_query(known.project, "night", "Hope", known.stamp)
    after = known.project.after(one).after(other)
    with pytest.raises(Conflict, match="another saved query “night”"):
        edits.keep_rules(after, other)
