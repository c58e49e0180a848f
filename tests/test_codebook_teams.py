"""Two studies and one codebook file without ids: the same code stays the same, whoever brings the file in."""

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing
from workbench.core.spans import Span
from workbench.session import Session

BOOK = "name: Nights\ncodes:\n  - name: Hope\n    definition: What is hoped for.\n  - name: Fear\n    scale: [low, high]\n  - name: Night\n"


def begun(tmp_path, name):
    """A study of this coder's, with the file and an interview."""
    (tmp_path / "P1.txt").write_text("P1: It was night. I hoped.\n", encoding="utf-8")
    (tmp_path / "nights.yaml").write_text(BOOK, encoding="utf-8")
    session = Session.create(Settings(tmp_path / name, name))
    tasks.import_transcripts(session, [tmp_path / "P1.txt"])
    tasks.import_codebook(session, tmp_path / "nights.yaml")
    return session


def coded(session, code, rating=""):
    document, known = session.project.library[0].id, session.project.code_named(code).id
    session.do(edits.apply_code(session.project, document, Span(11, 16), known, session.stamp()))
    if rating:
        session.do(edits.rate(session.project, list(session.project.all_codings())[-1:], rating, session.stamp()))


def test_what_a_colleague_merged_and_renamed_in_a_study_of_their_own_is_known(tmp_path):
    with begun(tmp_path, "Ana") as ana, begun(tmp_path, "Ben") as ben:
        coded(ana, "Fear")
        fear, hope = ben.project.code_named("Fear"), ben.project.code_named("Hope")
        ben.do(edits.merge_codes(ben.project, [fear], hope, ben.stamp()))
        night = ben.project.code_named("Night")
        ben.do(edits.edit_code(ben.project, night, night._replace(name="Dark"), ben.stamp()))
        sent = tasks.export_codebook(ben, tmp_path / "ben.yaml").path
        tasks.import_codebook(ana, sent)
        assert [code.name for code, _ in ana.project.code_tree] == ["Hope", "Dark"]
        assert [ana.project.codes[coding.code].name for coding in ana.project.all_codings()] == ["Hope"]
        assert all(code.handle == "" for code, _ in ana.project.code_tree)


def test_the_common_past_is_the_file_most_like_the_one_that_comes(tmp_path):
    with begun(tmp_path, "Ana") as ana:
        hope = ana.project.code_named("Hope")
        ana.do(edits.edit_code(ana.project, hope, hope._replace(definition="All hope."), ana.stamp()))
        own = tasks.export_codebook(ana, tmp_path / "Ana" / "codebooks" / "own.yaml").path
        later = tmp_path / "later.yaml"
        later.write_text(BOOK.replace("name: Night\n", "name: Night\n    definition: Dark.\n"), encoding="utf-8")
        tasks.import_codebook(ana, later)
        assert ana.project.code_named("Hope").definition == "All hope."
        assert ana.project.code_named("Night").definition == "Dark."
        assert tasks.codebook_status(ana).path == own


def test_points_by_which_codings_are_rated_are_asked_about_and_stay(tmp_path):
    with begun(tmp_path, "Ana") as ana:
        coded(ana, "Fear", "high")
        later = tmp_path / "later.yaml"
        later.write_text(BOOK.replace("[low, high]", "[low, middle]"), encoding="utf-8")
        with pytest.raises(tasks.Open, match="The scale of “Fear” has no “high” in the file"):
            tasks.import_codebook(ana, later)
        later.write_text(later.read_text().replace("name: Night\n", "name: Dark\n"), encoding="utf-8")
        tasks.import_codebook(ana, later, choose=tasks.for_side("theirs"))
        assert ana.project.code_named("Fear").scale == ("low", "high")


def test_one_question_is_asked_after_the_other_so_that_an_answer_settles_others(tmp_path):
    with begun(tmp_path, "Ana") as ana:
        coded(ana, "Night")
        later = tmp_path / "later.yaml"
        later.write_text(BOOK.replace("name: Night\n", "name: Nights\n    definition: Late.\n"), encoding="utf-8")
        asked = []

        def choose(question):
            asked.append(question.kind)
            return "same"

        tasks.import_codebook(ana, later, choose=choose, singly=True)
        assert asked == ["same"]
        assert [code.name for code, _ in ana.project.code_tree] == ["Hope", "Fear", "Nights"]


def test_comments_of_theirs_that_are_left_out_are_named(tmp_path):
    for name, text in (("base", BOOK), ("mine", BOOK), ("theirs", f"# Aylin: no\n{BOOK}")):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    base, mine, theirs = (tmp_path / f"{name}.yaml" for name in ("base", "mine", "theirs"))
    written = tasks.merge_files(tasks.versions(mine, theirs, base), tmp_path / "out.yaml")
    assert written.said == "3 codes; left out, of their file's comments: # Aylin: no"


def test_nothing_is_said_to_be_saved_in_a_study_that_was_moved_away(tmp_path):
    with begun(tmp_path, "Ana") as ana:
        (tmp_path / "Ana").rename(tmp_path / "elsewhere")
        with pytest.raises(Missing, match="was moved, deleted or replaced"):
            coded(ana, "Hope")
        assert list(ana.project.all_codings()) == []
