"""What people and things may be called, and how steps speak of them."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.errors import Refused
from workbench.core.moments import day_begins, day_ends
from workbench.core.project import tidied
from workbench.core.spans import Span


def test_a_name_is_tidied_of_blanks_and_of_signs_that_can_not_be_shown():
    assert tidied(" Zo\u00eb \n K\x07 \x1b") == "Zo\u00eb K"
    assert (
        tidied("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


@pytest.mark.parametrize("name", ["a\x07", "red \x1b[31m", "a\u202eb"])
def test_no_code_and_no_theme_has_a_name_that_can_not_be_shown(name):
    made = study("P1: [Heard: It felt] warm.")
    code = made.project.code_named("Heard")
    for wrong in (
        lambda: edits.add_code(made.project, name, None, made.stamp),
        lambda: edits.edit_code(made.project, code, code._replace(name=name), made.stamp),
        lambda: edits.add_theme(made.project, edits.ThemeDraft(name, "", (), ()), made.stamp),
    ):
        with pytest.raises(Refused, match="holds signs that can't be shown"):
            wrong()


def test_a_code_in_vivo_leaves_out_what_can_not_be_shown():
    made = study("P1: It felt warm.")
    document = made.project.library[0].id
    step = edits.code_in_vivo(made.project, document, Span(4, 11), "It\u200b fe\x07lt", made.stamp)
    assert made.after(step).project.code_named("It felt").name == "It felt"


def test_a_rating_is_told_of_the_coding_that_gets_it_and_of_its_coder():
    made = study("P1: [Heard: It felt] [Hope @Ben: warm].")
    for name in ("Heard", "Hope"):
        code = made.project.code_named(name)
        made = made.after(edits.edit_code(made.project, code, code._replace(scale=("low",)), made.stamp))
    first = made.codings("Heard")[0]
    made = made.after(edits.rate(made.project, [first], "low", made.stamp))
    step = edits.rate(made.project, list(made.project.all_codings()), "low", made.stamp)
    assert step.label == "Rated low: “Hope”, coded by Ben, in D1"


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_day_that_no_calendar_has_is_refused(written):
    for read in (day_begins, day_ends):
        with pytest.raises(Refused, match="is no date"):
            read(written)
