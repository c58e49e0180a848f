"""What goes out and comes in again, is taken back, or was made by an older workbench: nothing of it is lost on the way."""

import json
import sqlite3
from contextlib import closing

import pytest

from notation import study
from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import SEARCH, Code
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tasks.drafts import MemoDraft, keep_draft, kept_draft

BOOK = "name: Night\ncodes:\n  - name: Heard\n    scale: [low, high | higher]\n  - name: Hope\n"


@pytest.fixture
def ana(tmp_path):
    """A study of one interview and two codes, one of them with a scale."""
    (tmp_path / "P1.txt").write_text("P1: It felt warm. Then the bus came.\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_transcripts(session, [tmp_path / "P1.txt"])
        tasks.import_codebook(session, tmp_path / "book.yaml")
        yield session


def rated(session):
    """Two codings with Heard, one of them found by a search; the other is rated."""
    heard, document = session.project.code_named("Heard").id, session.project.library[0].id
    session.do(edits.apply_code(session.project, document, Span(4, 11), heard, session.stamp()))
    session.do(edits.code_hits(session.project, [(document, Span(12, 16))], heard, session.stamp()))
    first = next(session.project.all_codings())
    session.do(edits.rate(session.project, [first], "high | higher", session.stamp()))


def signs(session):
    return [(coding.start, coding.rating, coding.origin) for coding in session.project.all_codings()]


def test_codings_come_back_with_their_ratings_and_what_made_them(ana, tmp_path):
    rated(ana)
    table = tasks.export_codings(ana, tmp_path / "codings.csv").path
    ana.do(edits.remove_codings(ana.project, list(ana.project.all_codings()), ana.stamp()))
    assert tasks.import_codings(ana, table).notes == ()
    assert signs(ana) == [(4, "high | higher", ""), (12, "", SEARCH)]


def test_a_rating_or_an_origin_that_is_not_known_is_told_and_left_out(ana, tmp_path):
    table = tmp_path / "codings.csv"
    table.write_text(
        "document,quote,code,rating,origin\nP1,It felt,Heard,none,\nP1,warm,Hope,,robot\n", encoding="utf-8"
    )
    found = tasks.import_codings(ana, table)
    assert [note.message for note in found.notes] == [
        "placed without the rating “none”, which is no point of the scale of “Heard”.",
        "placed without the origin “robot”; what is known here is “search”.",
    ]
    assert signs(ana) == [(4, "", ""), (12, "", "")]


@pytest.mark.parametrize("ending", ["yaml", "csv"])
def test_a_scale_comes_back_from_every_codebook_file(ana, tmp_path, ending):
    file = tasks.export_codebook(ana, tmp_path / f"out.{ending}").path
    with Session.create(Settings(tmp_path / "other", "Ben")) as other:
        tasks.import_codebook(other, file)
        assert [code.scale for code, _ in other.project.code_tree] == [("low", "high | higher"), ()]
        assert all(not code.attributes for code, _ in other.project.code_tree)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("scale: [low]", "The scale of “Heard” has no “high | higher” in the file, by which codings are rated."),
        ("apply: false", "“Heard” is a heading in the file, and used in the study."),
        ("scale: [low, Low]", "“Low” stands twice among the points of the scale"),
    ],
)
def test_a_codebook_file_takes_nothing_from_codings_that_stand(ana, tmp_path, line, why):
    rated(ana)
    (tmp_path / "new.yaml").write_text(f"name: New\ncodes:\n  - name: Heard\n    {line}\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match=why):
        tasks.import_codebook(ana, tmp_path / "new.yaml")


def test_steps_of_a_workbench_that_knew_no_scales_are_undone_and_looked_back_on(ana):
    ana.close()
    with closing(sqlite3.connect(ana.settings.database)) as database, database:
        (text,) = database.execute("SELECT changes FROM steps WHERE number = 2").fetchone()
        older = [
            [table, before, after[: Code._fields.index("scale")] if table == "codes" else after]
            for table, before, after in json.loads(text)
        ]
        assert sum(table == "codes" for table, *_ in older) == 2
        database.execute("UPDATE steps SET changes = ? WHERE number = 2", (json.dumps(older),))
        database.execute("UPDATE codes SET scale = '[]'")
    with Session.open(ana.settings) as session:
        assert session.past(1).codes == {}
        session.undo()
        assert session.project.codes == {}
        session.redo()
        assert [code.scale for code, _ in session.project.code_tree] == [(), ()]


def test_a_draft_with_half_a_sign_is_kept(ana):
    assert keep_draft(ana, MemoDraft("study", "", kind="analytic", body="half \ud83d of it"))
    assert kept_draft(ana).body == "half ? of it"


def test_themes_in_a_file_are_known_by_name_whatever_the_blanks(ana, tmp_path):
    ana.do(edits.add_theme(ana.project, edits.ThemeDraft("At night", "Mine.", (), ()), ana.stamp()))
    text = "version: 1\nthemes:\n  - name: at  night\n    summary: Theirs.\n    codes: [Nowhere]\n"
    (tmp_path / "themes.yaml").write_text(text, encoding="utf-8")
    assert tasks.import_themes(ana, tmp_path / "themes.yaml").step is None
    assert ana.project.theme_named("At night").summary == "Mine."


def test_merging_many_codes_costs_little_more_than_looking_at_their_codings_once(monkeypatch):
    words = " ".join(f"[code {number % 40}: word]" for number in range(400))
    made = study(f"P1: {words}")
    looked = []
    placed = edits.codes.recoded
    monkeypatch.setattr(edits.codes, "recoded", lambda *given: looked.append(1) or placed(*given))
    codes = [code for code, _ in made.project.code_tree]
    after = made.project.after(edits.merge_codes(made.project, codes[1:], codes[0], made.stamp))
    assert (len(looked), after.counts) == (1, {codes[0].id: 400})
