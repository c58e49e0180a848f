"""The framework grid: summaries with their quotes, counts where nothing is written, empty cells in sight."""

import pytest

from counted import asked, shown
from notation import study
from workbench.analysis.tables.framework import framework, grid_table
from workbench.core import edits
from workbench.core.errors import Refused

TALK = (
    "INT: [home: Where?]\nP1: [home: A flat], [home > roof: with a roof], [home, home @Ben: and stairs].",
    "P2: [work: At night]. [home: Nowhere].",
    "P3: Well.",
)


@pytest.fixture
def made():
    made = study(*TALK)
    for name, codes in (("Home", ("home",)), ("Work", ("work",))):
        ids = tuple(made.project.code_named(code).id for code in codes)
        made = made.after(edits.add_theme(made.project, edits.ThemeDraft(name, "", ids, ()), made.stamp))
    return made


def written(made, case, theme, summary, quotes=()):
    project = made.project
    return made.after(
        edits.write_cell(project, project.theme_named(theme), project.case_named(case), summary, quotes, made.stamp)
    )


def test_where_nothing_is_written_the_extracts_are_counted_with_those_of_codes_below(made):
    matrix = framework(asked(made))
    assert [column.name for column in matrix.columns] == ["Home", "Work"]
    assert shown(matrix) == {"P1": ["· 3 extracts", "–"], "P2": ["· 1 extract", "· 1 extract"], "P3": ["–", "–"]}


def test_a_written_cell_shows_its_summary_on_one_line_and_its_quotes(made):
    quote = made.codings("home")[1]
    after = written(made, "P1", "Home", " A flat,\n\nwith *stairs*. ", [quote.id])
    after = written(after, "P3", "Work", "Doesn’t say.")
    after = written(after, "P2", "Home", "", [made.codings("home")[-1].id])
    assert shown(framework(asked(after))) == {
        "P1": ["A flat, with *stairs*. (P1-002)", "–"],
        "P2": ["(P2-007)", "· 1 extract"],
        "P3": ["–", "Doesn’t say."],
    }


def test_behind_a_cell_stand_its_extracts_and_its_quotes(made):
    foreign = made.codings("work")[0]
    after = written(made, "P1", "Home", "So.", [foreign.id])
    matrix = framework(asked(after))
    p1, home = matrix.rows[0].id, matrix.columns[0].id

    def words(row, column):
        return [coding.span.of(after.texts[coding.document].text) for coding in matrix.behind(row, column)]

    assert words(p1, home) == ["A flat", "with a roof", "and stairs", "and stairs", "At night"]
    assert words(matrix.rows[2].id, home) == []
    assert words("", matrix.columns[1].id) == ["At night"]


def test_as_a_table_it_is_turned_to_the_side_and_has_its_rule(made):
    table = grid_table(framework(asked(made)))
    assert table.wide
    assert table.rows[2] == ("P3", "–", "–")
    assert "– says that there are none" in table.note


def test_without_themes_there_is_no_grid():
    with pytest.raises(Refused, match="no themes yet"):
        framework(asked(study(*TALK)))


def test_what_was_written_of_somebody_who_is_an_interviewer_now_stays_and_the_rule_says_so(made):
    assert "Interviewers have no row;" in framework(asked(made)).rule
    made = written(made, "P2", "Home", "None.")
    made = made.after(edits.mark_case(made.project, made.project.case_named("P2"), True, made.stamp))
    matrix = framework(asked(made))
    assert shown(matrix)["P2"] == ["None.", "–"]
    assert "Interviewers have no row, but for “P2”, of whom something is written;" in matrix.rule
