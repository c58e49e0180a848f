"""Coding blind: what others did is in no file, no count and no sentence, and nothing of it is lost."""

import csv

import pytest

from notation import study
from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.model import Coding
from workbench.core.project import FIELDS
from workbench.core.steps import Change, Step
from workbench.session import Session

TALK = "P1: [Heard: It felt] warm. [Hope @Ben: Then the bus] [Heard @Ben: came.]"


@pytest.fixture
def ana(tmp_path):
    """Ana codes blind; of three codings, two are Ben's, and one of each stands for a theme."""
    made = study(TALK)
    kinds = [name for name in FIELDS.values() if name != "codings"]
    records = [record for name in kinds for record in getattr(made.project, name).values()]
    changes = tuple(Change(None, record) for record in (*records, *made.project.all_codings()))
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        session.do(Step("Made", "Ben", "2026-05-01T09:00:00Z", changes), made.texts.values())
        first, second, _ = session.project.all_codings()
        draft = edits.ThemeDraft("Warmth", "As it is.", (), (first.id, second.id))
        session.do(edits.add_theme(session.project, draft, session.stamp()))
        session.code_blind(True)
        yield session


def ids(session):
    return [coding.number for coding in session.project.all_codings()]


def test_files_hold_only_what_the_coder_did(ana, tmp_path):
    table = tasks.export_codings(ana, tmp_path / "codings.csv")
    with table.path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["coder"] for row in csv.DictReader(file)] == ["Ana"]
    assert table.said == "1 coding; only what you did yourself, since you code blind"
    for kind in ("themes", "codes", "codebook"):
        text = tasks.export(ana, kind, tmp_path / f"{kind}.md").path.read_text(encoding="utf-8")
        assert "Then the bus" not in text
        assert "Ben" not in text


def test_themes_that_went_out_and_come_in_again_keep_the_quotes_that_are_hidden(ana, tmp_path):
    file = tasks.export_themes(ana, tmp_path / "themes.yaml").path
    text = file.read_text(encoding="utf-8")
    assert "Then the bus" not in text
    file.write_text(text.replace("As it is.", "Anew."), encoding="utf-8")
    tasks.import_themes(ana, file)
    theme = ana.project.theme_named("Warmth")
    assert (theme.summary, len(theme.quotes)) == ("Anew.", 2)


def test_a_quote_of_somebody_else_is_found_by_no_id(ana):
    assert [coding.number for coding in tasks.codings_named(ana, ["1", "P1-001"])] == [1]
    with pytest.raises(Missing, match="There is no quote 2 in this study"):
        tasks.codings_named(ana, ["2"])


def test_what_a_step_does_to_others_is_told_without_a_number(ana):
    project = ana.project
    hidden = "What other coders did changes with it, and stays hidden while you code blind"
    heard = edits.delete_code(project, project.code_named("Heard"), ana.stamp())
    assert ana.effects(heard) == (
        "The code “Heard” is removed", "1 coding is removed in 1 document", "1 theme loses a quote", hidden,
    )  # fmt: skip
    hope = edits.delete_code(project, project.code_named("Hope"), ana.stamp())
    assert ana.effects(hope) == ("The code “Hope” is removed", hidden)
    ana.code_blind(False)
    assert ana.effects(hope)[1] == "1 coding is removed in 1 document, by somebody else"


def test_no_count_of_codings_stands_in_a_refusal(ana):
    hope = ana.project.code_named("Hope")
    with pytest.raises(Refused) as refused:
        edits.edit_code(ana.project, hope, hope._replace(applies=False), ana.stamp())
    assert refused.value.message == "“Hope” can't be a mere heading: codings stand on it."


def test_a_step_of_somebody_else_is_neither_named_nor_taken_back(ana):
    with pytest.raises(Refused) as refused:
        ana.reverse(1, others=True)
    assert str(refused.value) == "Step 1 was made by another coder; while you code blind it stays hidden."
    mine = tasks.code_quote(ana, "D1", "warm", ["Heard"])
    number = ana.project.number
    with Session.open(ana.settings._replace(coder="Ben", blind=False)) as ben:
        coding = next(change.after for change in mine.changes if isinstance(change.after, Coding))
        ben.do(edits.recode(ben.project, [coding], ben.project.code_named("Hope").id, ben.stamp()))
    with pytest.raises(Refused, match="a step of another coder stands on it"):
        ana.reverse(number)
    assert ids(ana) == [1, 4, 2, 3]
