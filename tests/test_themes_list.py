"""Themes as a file: the wording of quotes, the cells of the grid and saved queries go out and come in with them."""

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Unchanged
from workbench.core.model import Edit
from workbench.core.spans import Span
from workbench.session import Session

TALK = "P1: It felt warm, em, it did.\nP2: Not to me.\n"


@pytest.fixture
def made(tmp_path):
    """Makes studies of one interview, coded alike."""
    (tmp_path / "D1.txt").write_text(TALK, encoding="utf-8")
    studies = []

    def study(name):
        session = Session.create(Settings(tmp_path / name, "Ana"))
        studies.append(session)
        tasks.import_transcripts(session, [tmp_path / "D1.txt"])
        session.do(edits.add_code(session.project, "Heard", None, session.stamp()))
        tasks.code_quote(session, "D1", "It felt warm, em, it did.", ["Heard"])
        tasks.code_quote(session, "D1", "Not to me.", ["Heard"])
        return session

    yield study
    for session in studies:
        session.close()


@pytest.fixture
def full(made):
    """A study with a theme, a worded quote of it, a cell, and a saved query."""
    session = made("first")
    document = session.project.library[0].id
    first, second = session.project.all_codings()
    draft = edits.ThemeDraft("Night", "Awake.", (first.code,), (first.id,))
    session.do(edits.add_theme(session.project, draft, session.stamp()))
    session.do(edits.word_quote(session.project, document, first.span, Edit(18, 21), session.stamp()))
    theme, case = session.project.theme_named("Night"), session.project.case_named("P2")
    session.do(edits.write_cell(session.project, theme, case, "Cold.\n\nAnd far.", (second.id,), session.stamp()))
    session.do(edits.save_query(session.project, "At night", 'Heard AND "night"', session.stamp()))
    return session


def beside(session):
    project = session.project
    names = {theme.id: theme.name for theme in project.themes.values()}
    return (
        [(w.span, w.kept) for w in project.wordings.values()],
        [
            (names[c.theme], project.cases[c.case].name, c.summary, [project.codings_by_id[q].span for q in c.quotes])
            for c in project.cells.values()
        ],
        [(saved.name, saved.query) for saved in project.saved_queries],
    )


def test_what_stands_beside_the_themes_comes_into_another_study_in_one_step(full, made, tmp_path):
    tasks.export_themes(full, tmp_path / "themes.yaml")
    assert "printed: It felt warm, […] it did." in (tmp_path / "themes.yaml").read_text(encoding="utf-8")
    other = made("second")
    before = other.project.number
    found = tasks.import_themes(other, tmp_path / "themes.yaml")
    assert (found.number, found.problems, other.project.number) == (1, (), before + 1)
    assert beside(other) == beside(full) == (
        [(Span(4, 29), ((18, 21, ""),))],
        [("Night", "P2", "Cold.\n\nAnd far.", [Span(34, 44)])],
        [("At night", 'Heard AND "night"')],
    )  # fmt: skip
    other.undo()
    assert beside(other) == ([], [], [])


def test_a_file_that_says_nothing_new_is_refused(full, tmp_path):
    tasks.export_themes(full, tmp_path / "themes.yaml")
    with pytest.raises(Unchanged, match="The themes stand like this already"):
        tasks.import_themes(full, tmp_path / "themes.yaml")


def test_what_does_not_fit_is_told_and_the_rest_comes_in(full, made, tmp_path):
    path = tmp_path / "themes.yaml"
    tasks.export_themes(full, path)
    text = path.read_text(encoding="utf-8").replace("participant: P2", "participant: P9")
    path.write_text(text.replace("It felt warm, […] it did.", "It was cold."), encoding="utf-8")
    other = made("second")
    found = tasks.import_themes(other, path)
    assert [str(problem) for problem in found.problems] == [
        (
            "theme “Night”: A quote's printed form holds other words than those that were said. "
            "Put what is added into [brackets], and […] where words are left out."
        ),
        "theme “Night”, P9: There is no case “P9” in this study.",
    ]
    assert beside(other) == ([], [], [("At night", 'Heard AND "night"')])
    assert other.project.theme_named("Night").summary == "Awake."
