"""New codes per interview: the worked example by hand, the orders, the shuffles, and what the rule says of them."""

from dataclasses import replace
from itertools import accumulate, count

import pytest

from counted import asked
from notation import study
from workbench.analysis.tables.saturation import IMPORTED, Wish, measured, met_after, result, saturation
from workbench.core import edits
from workbench.core.errors import Refused

EXAMPLE = (12, 7, 4, 2, 1, 1, 0, 0)


def interviews(*new, again="k1"):
    """A study whose interviews bring so many new codes each: k1, k2 ..., and the first one once more."""
    numbers = count(1)
    return study(
        *(
            f"P{place}: " + " ".join(f"[k{next(numbers)}: so]" for _ in range(fresh)) + f" [{again}: again]."
            for place, fresh in enumerate(new, 1)
        )
    )


def column(matrix, name):
    return [matrix.values.get((row.id, name), "") for row in matrix.rows]


def test_the_worked_example_meets_five_per_cent_after_interview_7_and_none_after_8():
    found = measured(asked(interviews(*EXAMPLE)))
    matrix = saturation(asked(interviews(*EXAMPLE)))
    assert found.curve.new == EXAMPLE
    assert found.curve.so_far == (12, 19, 23, 25, 26, 27, 27, 27)
    assert column(matrix, "run") == ["", "", "", "", "", 2, 1, 0]
    assert column(matrix, "share") == ["", "", "", "", "", 8.0, 4.0, 0.0]
    assert (found.met, found.met_none) == (7, 8)
    assert matrix.rule.startswith(
        "Under base 4, run 2, 5 % the threshold is met after interview 7 (D7) in the given order; "
        "under 0 % it is met after interview 8 (D8)."
    )
    assert "saturation" not in matrix.rule.casefold().replace("the rule", "")
    assert "says nothing of whether their meaning is understood" in matrix.rule


@pytest.mark.parametrize(
    ("new", "base", "run", "threshold", "met"),
    [
        (EXAMPLE, 4, 2, 8, 6),
        (EXAMPLE, 4, 2, 7.99, 7),
        (EXAMPLE, 4, 3, 5, 8),
        (EXAMPLE, 4, 3, 3, 0),
        (EXAMPLE, 6, 2, 0, 8),
        ((5, 0, 0), 1, 2, 0, 3),
        ((5, 0, 0), 2, 2, 0, 0),
        ((0, 0, 3, 0, 0), 2, 2, 5, 0),
        ((), 4, 2, 5, 0),
    ],
)
def test_a_run_starts_after_the_base_and_is_measured_by_it(new, base, run, threshold, met):
    assert met_after(tuple(accumulate(new)), base, run, threshold) == met


def test_later_runs_above_the_threshold_are_told_of():
    found = measured(asked(interviews(4, 0, 0, 2, 0)), Wish(base=1, run=2, threshold=0, shuffles=0))
    assert result(found) == (
        "Under base 1, run 2, 0 % the threshold is met after interview 3 (D3), "
        "though 2 later runs are above it, in the given order."
    )


def test_fewer_interviews_than_base_and_run_are_said_to_be_too_few():
    matrix = saturation(asked(interviews(3, 2, 1)), Wish(shuffles=0))
    assert column(matrix, "new") == [3, 2, 1]
    assert column(matrix, "share") == ["", "", ""]
    assert matrix.rule.startswith("Under base 4, run 2 the rule needs 6 interviews; there are 3.")


def test_a_base_without_codes_gives_no_share():
    made = study("P1: [a: Yes].", "P2: [a: Yes].", "P3: [b: No].", "P4: [b: No].")
    themed = made.after(
        edits.add_theme(made.project, edits.ThemeDraft("No", "", (made.project.code_named("b").id,), ()), made.stamp)
    )
    wish = Wish(base=2, run=1, shuffles=0, theme=next(iter(themed.project.themes)))
    matrix = saturation(asked(themed), wish)
    assert column(matrix, "new") == [0, 0, 1, 0]
    assert column(matrix, "share") == ["", "", "", ""]
    assert matrix.title == "New codes per interview under “No”"
    assert matrix.rule.startswith(
        "Under base 2, run 1 the rule gives nothing: the 2 interviews of the base hold no codes."
    )


def test_documents_without_codings_are_no_interviews_and_are_named():
    matrix = saturation(asked(study("P1: [a: Yes].", "P2: Nothing.", "P3: [b: No].")), Wish(shuffles=0))
    assert [row.name for row in matrix.rows] == ["D1", "D3"]
    assert "Left out (nothing in them is counted): “D2”." in matrix.rule


def test_what_only_interviewers_say_brings_no_codes_unless_it_is_asked_for():
    made = study("INT: [q: Why?]\nP1: [a: So].", "INT: [q: Why?]\nP2: [b: No].")
    quiet = Wish(shuffles=0)
    assert measured(asked(made), quiet).curve.new == (1, 1)
    assert measured(asked(made, interviewers=True), quiet).curve.new == (2, 1)


def test_an_order_is_given_by_documents_and_leaves_out_the_others():
    made = interviews(3, 2, 1, again="k4")
    ids = [document.id for document in made.project.library]
    found = measured(asked(made), Wish(order=(ids[2], ids[0]), shuffles=0))
    assert [document.title for document in found.curve.documents] == ["D3", "D1"]
    assert found.curve.new == (2, 3)
    assert [document.title for document in found.curve.left_out] == ["D2"]


def test_the_order_of_import_is_that_of_the_dates():
    made = interviews(3, 2)
    first, second = made.project.library
    documents = {first.id: first._replace(at="2026-12-01T00:00:00Z"), second.id: second}
    project = replace(made.project, documents=documents)
    found = measured(asked(made._replace(project=project)), Wish(by=IMPORTED, base=1, run=1, shuffles=0))
    assert [document.title for document in found.curve.documents] == ["D2", "D1"]
    assert result(found) == (
        "Under base 1, run 1, 5 % the threshold is not met in the order of import; under 0 % it is not met."
    )


def test_shuffled_orders_give_the_same_band_each_time():
    made = interviews(2, 1, 1, again="k1")
    band = measured(asked(made), Wish(base=1, run=1, threshold=50, shuffles=200, seed=7)).band
    assert band == measured(asked(made), Wish(base=1, run=1, threshold=50, shuffles=200, seed=7)).band
    assert (band.low[0], band.high[0]) == (2, 2)
    assert (band.low[-1], band.median[-1], band.high[-1]) == (4, 4, 4)
    assert band.met == (0, 200, 200)
    assert band.met_none == (0, 0, 0)


def test_shuffles_are_those_of_pythons_own_generator_on_every_machine():
    made = study("P1: [a: x].", "P2: [a: x] [b: x].", "P3: [c: x] [d: x] [e: x].")
    # five times over, seed 1 puts the three in these orders: 231 123 132 123 231
    band = measured(asked(made), Wish(base=1, run=1, threshold=100, shuffles=5, seed=1)).band
    assert (band.low, band.median, band.high) == ((1, 2, 5), (1, 4, 5), (2, 5, 5))
    assert band.met == (0, 2, 5)
    assert band.met_none == (0, 0, 2)


def test_what_is_new_stands_behind_the_count_of_new_codes():
    made = study("P1: [a: first], [a: second], [b: third].", "P2: [a: fourth], [c: fifth].")
    matrix = saturation(asked(made), Wish(shuffles=0))
    second = matrix.rows[1].id

    def words(row, name):
        return [coding.span.of(made.texts[coding.document].text) for coding in matrix.behind(row, name)]

    assert words(matrix.rows[0].id, "new") == ["first", "third"]
    assert words(second, "new") == ["fifth"]
    assert words(second, "all") == ["fourth", "fifth"]
    assert words("", "new") == ["first", "third", "fifth"]


@pytest.mark.parametrize(
    "wish", [Wish(base=0), Wish(run=0), Wish(threshold=-1), Wish(shuffles=-1), Wish(theme="x"), Wish(order=("x",))]
)
def test_a_rule_that_can_not_be_is_refused(wish):
    with pytest.raises(Refused):
        measured(asked(interviews(1, 1)), wish)


def test_a_study_in_which_nothing_is_coded_is_told_so():
    with pytest.raises(Refused, match="Nothing is coded yet"):
        saturation(asked(study("P1: Nothing.")))
