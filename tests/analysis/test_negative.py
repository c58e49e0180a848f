"""Negative cases: who says nothing of a theme, and who has codes that pull the other way."""

import pytest

from counted import asked, standing
from notation import study
from workbench.analysis.tables.negative import cases_listed, negative
from workbench.core import edits
from workbench.core.errors import Refused

TALK = (
    "INT: [cold: Stiff?]\nP1: [warm: It was kind]. [cold: Then stiff].",
    "P2: [warm: So kind]. [plain: Well].",
    "P3: [cold: Stiff], [cold, stiffer: very stiff].",
    "P4: [plain: Well].",
    "P5: Nothing is coded here.",
)
STANDS = {
    "warm": (("pole", "aligned"), ("value", "empathy")),
    "cold": (("pole", "misaligned"), ("value", "empathy")),
    "stiffer": (("pole", "misaligned"), ("value", "empathy")),
}


@pytest.fixture
def made():
    made = standing(study(*TALK), STANDS)
    for name, code in (("Kind", "warm"), ("Plain", "plain")):
        draft = edits.ThemeDraft(name, "", (made.project.code_named(code).id,), ())
        made = made.after(edits.add_theme(made.project, draft, made.stamp))
    p3 = made.project.case_named("P3")
    return made.after(edits.set_attributes(made.project, [p3], (("use_months", "4"),), made.stamp))


def test_each_theme_lists_those_without_it_and_those_who_go_the_other_way(made):
    table = cases_listed(negative(asked(made)))
    assert table.header == (
        "Theme", "Participant", "Stands", "Extracts", "The other way", "By codes", "use months",
    )  # fmt: skip
    assert table.rows == (
        ("Kind", "P1", "the other way", 1, 1, "cold", ""),
        ("Kind", "P3", "without it, and the other way", 0, 2, "cold; stiffer", "4"),
        ("Kind", "P4", "without it", 0, "", "", ""),
        ("Plain", "P1", "without it", 0, "", "", ""),
        ("Plain", "P3", "without it", 0, "", "", "4"),
    )


def test_a_themes_own_row_sums_up(made):
    matrix = negative(asked(made))
    kind, plain = (row for row in matrix.rows if not row.depth)
    assert [matrix.value(kind, column) for column in matrix.columns[:3]] == ["2 of 4 without it, 2 the other way", 2, 3]
    assert [matrix.value(plain, column) for column in matrix.columns[:3]] == ["2 of 4 without it", 2, ""]


def test_the_rule_says_who_is_left_out_and_where_nothing_can_pull_the_other_way(made):
    rule = negative(asked(made)).rule
    assert "Left out, since nothing that they say is counted: “P5”." in rule
    assert "For “Plain” no code outside the theme" in rule
    assert "What only interviewers say is left out." in rule


def test_the_opposing_quotes_stand_behind_a_row_and_the_own_ones_behind_their_count(made):
    matrix = negative(asked(made), theme=made.project.theme_named("Kind").id)

    def words(row, column):
        return [coding.span.of(made.texts[coding.document].text) for coding in matrix.behind(row, column)]

    kind, p1, p3, p4 = (row.id for row in matrix.rows)
    assert words(kind, "") == ["Then stiff", "Stiff", "very stiff", "very stiff"]
    assert words(p1, "against") == ["Then stiff"]
    assert words(p1, "with") == ["It was kind"]
    assert words(p3, "stands") == ["Stiff", "very stiff", "very stiff"]
    assert words(p4, "") == []


def test_a_theme_of_both_poles_pulls_no_way(made):
    theme = made.project.theme_named("Kind")
    cold = [made.project.code_named(code).id for code in ("cold", "stiffer")]
    both = made.after(edits.move_codes(made.project, cold, None, theme, made.stamp))
    table = cases_listed(negative(asked(both), theme=theme.id))
    assert [row[:3] for row in table.rows] == [("Kind", "P4", "without it")]


def test_without_themes_nobody_is_a_negative_case():
    with pytest.raises(Refused, match="no themes yet"):
        negative(asked(study(*TALK)))
