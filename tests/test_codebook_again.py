"""Codebook files that come in a second time: nothing is asked twice, nothing is lost, and tables leave headings alone."""

import pytest

from test_codebook_files import BOOK, ana, codes, later, rewritten
from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.codebook import carried_out
from workbench.core.errors import Conflict, Refused
from workbench.core.spans import Span
from workbench.formats.codebook.reading import read_yaml
from workbench.session import Session

__all__ = ["ana"]


def test_what_was_answered_for_the_study_is_not_asked_again(ana, tmp_path):
    rewritten(ana, "Hope", definition="All hope.")
    path = later(tmp_path, ("What is hoped for.", "No hope."))
    with pytest.raises(Refused, match="nothing new in the file"):
        tasks.import_codebook(ana, path, choose=tasks.for_side("mine"))
    assert tasks.codebook_status(ana, path).questions == ()
    with pytest.raises(Refused, match="nothing new in the file"):
        tasks.import_codebook(ana, path)
    for _ in range(4):
        ana.undo()
    assert (codes(ana), ana.codebook_file()) == ([], None)


def test_a_codebook_that_was_written_and_taken_back_can_come_in_again(ana, tmp_path):
    tasks.export_codebook(ana, tmp_path / "sent.yaml")
    for _ in range(3):
        ana.undo()
    assert codes(ana) == []
    tasks.import_codebook(ana, tmp_path / "nights.yaml")
    assert codes(ana) == ["Care", "Care > Trust", "Care > Hope", "Night"]


def test_a_table_that_does_not_say_what_applies_leaves_headings_headings(ana, tmp_path):
    (tmp_path / "t.csv").write_text("code,definition\nCare,All care.\nNew,One.\n", encoding="utf-8")
    tasks.import_codebook(ana, tmp_path / "t.csv", choose=tasks.for_side("theirs"))
    care = ana.project.code_named("Care")
    assert (care.applies, care.definition, care.key) == (False, "All care.", "CARE")
    assert BOOK


def test_nobody_codes_with_a_code_that_is_deleted_or_made_a_heading_at_the_same_time(ana):
    document, number = ana.project.library[0].id, ana.project.number
    trust = ana.project.code_named("Trust")
    with Session.open(Settings(ana.settings.folder, "Ben")) as ben:
        coding = edits.apply_code(ben.project, document, Span(4, 6), trust.id, ben.stamp())
        ana.do(edits.edit_code(ana.project, trust, trust._replace(applies=False), ana.stamp()))
        with pytest.raises(Conflict, match="“Trust” is a heading by now"):
            ben.do(coding)
        ana.undo()
        heading = edits.edit_code(ana.project, trust, trust._replace(applies=False), ana.stamp())
        gone = edits.delete_code(ana.project, trust, ana.stamp())
        ben.do(coding)
        with pytest.raises(Conflict, match="codings stand on it by now"):
            ana.do(heading)
        with pytest.raises(Conflict, match="needs what this would remove"):
            ana.do(gone)
    assert ana.project.number == number + 3
    assert ana.project.counts[trust.id] == 1


def test_a_plan_is_not_carried_out_once_the_codebook_is_another_one(ana, tmp_path):
    plan = tasks.arriving(ana, later(tmp_path, ("name: Trust", "name: Faith"))).plan({})
    ana.do(edits.add_code(ana.project, "First", None, ana.stamp(), position=1))
    with pytest.raises(Conflict, match="changed in the meantime"):
        carried_out(ana.project, plan, ana.stamp())


def test_what_was_written_can_be_read_and_is_in_step(ana, tmp_path):
    ana.do(edits.edit_book(ana.project, stamp=ana.stamp(), values=(("pole", ("up", "down")),)))
    rewritten(ana, "Hope", aliases=("Wish", "wish"), sources=("A", "a"), colour="#abcdef", definition=" All. ")
    path = tmp_path / "nights.yaml"
    tasks.export_codebook(ana, path, force=True)
    assert tasks.codebook_status(ana, path).in_step
    rewritten(ana, "Hope", attributes=(("pole", "side"),))
    tasks.export_codebook(ana, path, force=True)
    found = read_yaml(path.read_bytes())
    assert (found.values, found.entries[2].aliases) == ((("pole", ("up", "down", "side")),), ("Wish",))


def test_codes_that_are_merged_have_no_other_name_twice(ana):
    rewritten(ana, "Hope", aliases=("Wish",))
    rewritten(ana, "Trust", aliases=("wish", "Faith"))
    hope, trust = (ana.project.code_named(name) for name in ("Hope", "Trust"))
    ana.do(edits.merge_codes(ana.project, [trust], hope, ana.stamp()))
    assert ana.project.codes[hope.id].aliases == ("Wish", "Trust", "Faith")


def test_status_says_of_another_codebook_what_it_lacks_not_that_it_was_deleted(ana, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("name: Other\ncodes:\n  - {id: X, name: Far}\n", encoding="utf-8")
    said = [change.said for change in tasks.codebook_status(ana, other).in_file]
    assert said == [
        "The codebook has another name",
        "“Far” is new",
        *(f"“{name}” isn't in the file" for name in ("Care", "Trust", "Hope", "Night")),
    ]


def test_a_file_gets_an_id_for_every_code_when_that_is_asked_for(ana, tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("# ours\ncodes:\n  - Alpha  # a\n  - Beta\n", encoding="utf-8")
    tasks.import_codebook(ana, path)
    tasks.export_codebook(ana, path, force=True, ids=True)
    text = path.read_text(encoding="utf-8")
    keys = {code.name: code.stable for code in ana.project.codes.values()}
    assert text.startswith("# ours\n")
    assert all(f"- id: {keys[name]}" in text and f"    name: {name}" in text for name in ("Alpha", "Beta"))
    assert "# a" in text
