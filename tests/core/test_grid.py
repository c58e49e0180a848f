"""The framework grid's cells: written, rewritten, emptied, undone, and what steps on them are said to do."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.blind import Blindfold
from workbench.core.edits import write_cell
from workbench.core.effects import effects
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Coder
from workbench.core.steps import turned_back

BEN = Coder("b" * 32, "Ben")


@pytest.fixture
def made():
    made = study("INT: Where?\nP1: [home: A flat], [work: and a desk].")
    home = made.project.code_named("home").id
    return made.after(edits.add_theme(made.project, edits.ThemeDraft("Home", "", (home,), ()), made.stamp))


def step_on(made, summary, quotes=(), case="P1", stamp=None, **options):
    project = made.project
    return write_cell(
        project, project.theme_named("Home"), project.case_named(case), summary, quotes, stamp or made.stamp, **options
    )


def cells(made):
    return [(cell.summary, len(cell.quotes)) for cell in made.project.cells.values()]


def test_a_cell_is_written_rewritten_emptied_and_undone(made):
    quote = made.codings("home")[0].id
    first = step_on(made, " A flat.\n", [quote, quote])
    written = made.after(first)
    assert (first.label, cells(written)) == ("Wrote the cell of P1 under “Home”", [("A flat.", 1)])
    second = step_on(written, "A flat, high up.", [quote])
    rewritten = written.after(second)
    assert (second.label, cells(rewritten)) == ("Rewrote the cell of P1 under “Home”", [("A flat, high up.", 1)])
    third = step_on(rewritten, " ")
    emptied = rewritten.after(third)
    assert (third.label, cells(emptied)) == ("Emptied the cell of P1 under “Home”", [])
    assert cells(emptied.after(turned_back(third, 3, "Ana", made.stamp.at))) == [("A flat, high up.", 1)]


def test_a_cell_may_hold_quotes_without_words(made):
    assert cells(made.after(step_on(made, "", [made.codings("work")[0].id]))) == [("", 1)]


@pytest.mark.parametrize(
    ("summary", "quotes", "case", "why"),
    [
        ("", (), "P1", "stands like this already"),
        ("So.", ("f" * 32,), "P1", "no longer in the study"),
        ("So.", (), "INT", "INT is an interviewer"),
    ],
)
def test_what_can_not_be_written_is_refused(made, summary, quotes, case, why):
    with pytest.raises(Refused, match=why):
        step_on(made, summary, quotes, case)


def test_a_theme_that_is_gone_has_no_cells(made):
    gone = made.project
    theme = gone.theme_named("Home")
    after = made.after(edits.remove_theme(gone, theme, made.stamp)).project
    with pytest.raises(Refused, match="no longer in the study"):
        write_cell(after, theme, after.case_named("P1"), "So.", (), made.stamp)


def test_who_codes_blind_can_not_write_over_a_cell_that_stays_hidden(made):
    written = made.after(step_on(made, "Ana says so."))
    bens = written.stamp._replace(coder=BEN)
    seen = Blindfold.of(written.project, BEN.id).seen
    with pytest.raises(Refused, match="hidden while you code blind"):
        step_on(written, "Ben says so.", stamp=bens, seen=seen)


def test_two_who_write_the_same_cell_at_once_are_told(made):
    first, second = step_on(made, "One."), step_on(made, "Other.")
    after = made.after(first).project.after(second)
    with pytest.raises(Conflict, match="written by somebody else"):
        edits.keep_rules(after, second)


def test_steps_on_cells_are_told_in_counted_sentences(made):
    quote = made.codings("home")[0].id
    first = step_on(made, "A flat.", [quote])
    written = made.after(first)
    assert effects(made.project, first) == ("1 cell of the framework grid is written",)
    assert effects(written.project, step_on(written, "High.", [quote])) == (
        "1 cell of the framework grid is rewritten",
    )
    assert effects(written.project, step_on(written, "A flat.")) == (
        "1 cell of the framework grid is left with fewer quotes",
    )
    assert effects(written.project, step_on(written, "")) == ("1 cell of the framework grid is emptied",)
    assert effects(made.project, first, only=BEN.id) == (
        "What other coders did changes with it, and stays hidden while you code blind",
    )
