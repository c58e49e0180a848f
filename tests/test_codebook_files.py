"""Codebook files and the study: brought in as one step, merged with what the study changed, and merged by git."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from codebooks import outline, three
from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.codebook import book_of
from workbench.core.errors import Missing, Refused
from workbench.core.model import Memo
from workbench.core.spans import Span
from workbench.core.steps import Change, Step
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.writing import write_yaml
from workbench.session import Session
from workbench.tasks.merging import Versions, merge_codebooks, merged_text

BOOK = """\
# our codebook
version: 1
name: Nights
codes:
    - id: CARE   # a heading
      name: Care
      apply: false
      codes:
      - {id: T, name: Trust, definition: Who is trusted.}
      - id: H
        name: 'Hope'
        definition: What is hoped for.
    # the dark one
    - id: N
      name: Night
      definition: At night.
"""


@pytest.fixture
def ana(tmp_path):
    """A study with one interview and the codebook, two passages coded."""
    (tmp_path / "nights.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "P1.txt").write_text("P1: It was night. I hoped.\n", encoding="utf-8")
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_transcripts(session, [tmp_path / "P1.txt"])
        tasks.import_codebook(session, tmp_path / "nights.yaml")
        for words, code in ((Span(11, 16), "Night"), (Span(20, 25), "Hope")):
            document, known = session.project.library[0].id, session.project.code_named(code).id
            session.do(edits.apply_code(session.project, document, words, known, session.stamp()))
        yield session


def later(tmp_path, *changes):
    """The codebook file with words changed."""
    text = BOOK
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "later.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rewritten(session, known, **fields):
    code = session.project.code_named(known)
    session.do(edits.edit_code(session.project, code, code._replace(**fields), session.stamp()))


def codes(session):
    return [session.project.code_paths[code.id] for code, _ in session.project.code_tree]


def test_the_next_version_of_a_file_is_merged_with_what_the_study_changed(ana, tmp_path):
    rewritten(ana, "Hope", definition="All hope.")
    ana.do(edits.add_code(ana.project, "Mine", None, ana.stamp()))
    found = tasks.import_codebook(
        ana, later(tmp_path, ("name: Trust", "name: Faith"), ("At night.", "When it is dark."))
    )
    assert found.step.label == "Codebook “Nights”: 0 new, 2 changed"
    assert codes(ana) == ["Care", "Care > Faith", "Care > Hope", "Night", "Mine"]
    assert ana.project.code_named("Hope").definition == "All hope."
    ana.undo()
    assert codes(ana) == ["Care", "Care > Trust", "Care > Hope", "Night", "Mine"]


def test_what_both_changed_is_asked_and_nothing_changes_before_the_answer(ana, tmp_path):
    rewritten(ana, "Hope", definition="All hope.")
    path = later(tmp_path, ("What is hoped for.", "No hope."), ("name: Trust", "name: Faith"))
    number = ana.project.number
    with pytest.raises(tasks.Open, match="Which definition of “Hope” holds"):
        tasks.import_codebook(ana, path)
    assert ana.project.number == number
    tasks.import_codebook(ana, path, choose=tasks.for_side("mine"))
    assert [ana.project.code_named(name).definition for name in ("Hope", "Faith")] == ["All hope.", "Who is trusted."]


def test_a_code_deleted_in_the_file_goes_unless_codings_stand_on_it(ana, tmp_path):
    path = later(
        tmp_path,
        ("    # the dark one\n    - id: N\n      name: Night\n      definition: At night.\n", ""),
        ("      - {id: T, name: Trust, definition: Who is trusted.}\n", ""),
    )
    with pytest.raises(tasks.Open, match="“Night” was deleted in the file, and used in the study") as asked:
        tasks.import_codebook(ana, path)
    assert asked.value.questions[0].gives
    tasks.import_codebook(ana, path, choose=lambda _: "give:H")
    assert codes(ana) == ["Care", "Care > Hope"]
    assert [ana.project.codes[coding.code].name for coding in ana.project.all_codings()] == ["Hope", "Hope"]


def test_a_used_code_that_the_file_merged_gives_its_codings_and_memos_to_its_heir(ana, tmp_path):
    night = ana.project.code_named("Night").id
    memo = Memo("m", "code", night, 0, 0, "analytic", "Dark.", False, ana.coder.id, "2026-05-03T10:00:00Z")
    ana.do(Step("A memo", "Ana", memo.at, (Change(None, memo),)))
    path = later(
        tmp_path,
        ("    # the dark one\n    - id: N\n      name: Night\n      definition: At night.\n", ""),
        ("definition: What is hoped for.", "definition: What is hoped for.\n        merged: [N]"),
    )
    assert [change.said for change in tasks.arriving(ana, path).plan({}).changes if change.kind == "merged"] == [
        "“Night” was merged into “Hope”"
    ]
    tasks.import_codebook(ana, path)
    hope = ana.project.code_named("Hope").id
    assert [coding.code for coding in ana.project.all_codings()] == [hope, hope]
    assert [memo.target for memo in ana.project.memos.values()] == [hope]


def test_a_table_takes_nothing_away_and_what_it_does_not_say_stays(ana, tmp_path):
    (tmp_path / "t.csv").write_text("code,definition\nCare > Hope,Other.\nNew,One.\n", encoding="utf-8")
    tasks.import_codebook(ana, tmp_path / "t.csv", choose=tasks.for_side("theirs"))
    assert codes(ana) == ["Care", "Care > Trust", "Care > Hope", "Night", "New"]
    assert ana.project.code_named("Hope").definition == "Other."
    assert ana.project.code_named("Trust").definition == "Who is trusted."


def test_a_second_codebook_is_added_to_the_first(ana, tmp_path):
    second = "name: Other\nrules: Take the first.\nsources: {A: Anna 2001}\ncodes:\n  - id: X\n    name: Far\n"
    (tmp_path / "second.yaml").write_text(second, encoding="utf-8")
    tasks.import_codebook(ana, tmp_path / "second.yaml")
    assert codes(ana) == ["Care", "Care > Trust", "Care > Hope", "Night", "Far"]
    book = ana.project.book
    assert (book.name, book.rules, book.sources) == ("Nights", "Take the first.", (("A", "Anna 2001"),))
    assert ana.codebook_file() == (tmp_path / "nights.yaml", BOOK)


def test_a_code_that_only_looks_alike_is_asked_about(ana, tmp_path):
    path = later(tmp_path, ("    - id: N\n      name: Night\n", "    - name: At nights\n"))
    question = tasks.arriving(ana, path).plan({}).questions[0]
    assert question.text == "Is “At nights” in the file the code “Night”, renamed?"
    tasks.import_codebook(ana, path, choose=lambda question: "same" if question.kind == "same" else "mine")
    assert codes(ana) == ["Care", "Care > Trust", "Care > Hope", "At nights"]
    assert ana.project.codes[next(ana.project.all_codings()).code].name == "At nights"


def test_how_file_and_study_stand(ana, tmp_path):
    assert tasks.codebook_status(ana, tmp_path / "nights.yaml").in_step
    rewritten(ana, "Hope", name="Wish")
    standing = tasks.codebook_status(ana, later(tmp_path, ("At night.", "When it is dark.")))
    assert [change.said for change in standing.in_study] == ["“Hope” is renamed “Wish”"]
    assert [change.said for change in standing.in_file] == ["“Night” has another definition"]
    assert tasks.codebook_status(ana).path == tmp_path / "nights.yaml"
    (tmp_path / "nights.yaml").unlink()
    with pytest.raises(Missing, match="no file of this study's codebook"):
        tasks.codebook_status(ana)
    folder = ana.settings.folder / "codebooks"
    folder.mkdir(exist_ok=True)
    (folder / "n.yaml").write_text(BOOK, encoding="utf-8")
    assert tasks.codebook_status(ana).path == folder / "n.yaml"


def test_a_file_written_over_keeps_its_comments_and_changes_one_line(ana, tmp_path):
    path = tmp_path / "nights.yaml"
    assert tasks.export_codebook(ana, path, force=True).path.read_text(encoding="utf-8") == BOOK
    rewritten(ana, "Hope", definition="What is wished for.")
    tasks.export_codebook(ana, path, force=True)
    assert path.read_text(encoding="utf-8") == BOOK.replace("hoped", "wished")
    assert tasks.codebook_status(ana, path).in_step


def test_a_file_that_was_written_is_what_the_next_version_is_compared_with(ana, tmp_path):
    rewritten(ana, "Hope", definition="All hope.", include="Always.")
    path = tasks.export_codebook(ana, tmp_path / "sent.yaml").path
    rewritten(ana, "Hope", include="Mostly.")
    edit(path, ("All hope.", "No hope."))
    tasks.import_codebook(ana, path)
    assert ana.project.code_named("Hope")[5:9] == ("No hope.", "", "Mostly.", "")


def test_a_copy_of_a_study_knows_its_own_copy_of_the_file(ana, tmp_path):
    (ana.settings.folder / "codebooks").mkdir(exist_ok=True)
    tasks.export_codebook(ana, ana.settings.folder / "codebooks" / "n.yaml")
    shutil.copytree(ana.settings.folder, tmp_path / "copy")
    with Session.open(Settings(tmp_path / "copy", "Ben")) as copy:
        assert tasks.codebook_status(copy).path == tmp_path / "copy" / "codebooks" / "n.yaml"


def test_an_import_that_is_taken_back_can_be_made_again(ana, tmp_path):
    path = later(tmp_path, ("name: Trust", "name: Faith"))
    tasks.import_codebook(ana, path)
    ana.undo()
    tasks.import_codebook(ana, path)
    assert codes(ana) == ["Care", "Care > Faith", "Care > Hope", "Night"]


# -- files alone, and git ---------------------------------------------------------------------------------------------


def test_three_files_are_merged_and_two_of_unknown_past(tmp_path):
    for name, text in (
        ("base", BOOK),
        ("mine", BOOK.replace("name: Trust", "name: Faith")),
        ("theirs", BOOK.replace("At night.", "When it is dark.") + "    - name: New  # theirs\n"),
    ):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    base, mine, theirs = (tmp_path / f"{name}.yaml" for name in ("base", "mine", "theirs"))
    written = tasks.merge_files(tasks.versions(mine, theirs, base), tmp_path / "out.yaml")
    wanted = BOOK.replace("name: Trust", "name: Faith").replace("At night.", "When it is dark.")
    assert written.path.read_text(encoding="utf-8") == wanted + "    - name: New  # theirs\n"
    with pytest.raises(tasks.Open, match="2 questions"):
        tasks.merge_files(tasks.versions(mine, theirs), tmp_path / "two.yaml")
    assert not (tmp_path / "two.yaml").exists()
    with pytest.raises(Refused, match="no YAML file"):
        tasks.versions(tmp_path / "x.csv", theirs)


@pytest.fixture
def repository(tmp_path):
    """A git repository whose codebooks are merged by the lines that git-setup prints."""
    folder = tmp_path / "team"
    (folder / "codebooks").mkdir(parents=True)
    programs = Path(sys.executable).parent
    who = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
    env = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{name}": "ana" for name in who},
    }

    def run(line, code=0):
        done = subprocess.run(["sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == code, (line, done.stdout, done.stderr)
        return done.stdout + done.stderr

    (folder / "codebooks" / "nights.yaml").write_text(BOOK, encoding="utf-8")
    run("git init -q -b main")
    run(run("workbench codebook git-setup"))
    run("git add -A && git commit -qm 'Our codebook'")
    return folder / "codebooks" / "nights.yaml", run


def edit(path, *changes):
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def test_git_merges_two_branches_code_by_code(repository):
    path, run = repository
    run("git checkout -qb hers")
    edit(
        path,
        ("What is hoped for.", "All hope."),
        ("    # the dark one", "    - name: Dawn\n    # the dark one"),
    )
    run("git commit -qam hers && git checkout -q main")
    edit(path, ("'Hope'", "'Wish'"), ("# our codebook", "# our own codebook"))
    run("git commit -qam mine")
    run("git merge -q hers -m both")
    wanted = (
        BOOK.replace("# our codebook", "# our own codebook")
        .replace("'Hope'", "'Wish'")
        .replace("What is hoped for.", "All hope.")
        .replace("    # the dark one", "    - name: Dawn\n    # the dark one")
    )
    assert path.read_text(encoding="utf-8") == wanted
    assert run("git status --porcelain") == ""


def test_what_git_can_not_merge_is_a_question_that_the_file_names_and_loads_all_the_same(repository):
    path, run = repository
    run("git checkout -qb hers")
    edit(path, ("At night.", "When it is dark."))
    run("git commit -qam hers && git checkout -q main")
    edit(path, ("At night.", "After ten."))
    run("git commit -qam mine")
    assert "Which definition of “Night” holds?" in run("git merge hers -m both", code=1)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# To settle, with: workbench codebook merge --git codebooks/nights.yaml --ask\n")
    assert "<<<<" not in text
    assert "(unsettled)" in run("workbench codebook check codebooks/nights.yaml", code=1)
    run("echo 2 | workbench codebook merge --git codebooks/nights.yaml --ask")
    assert path.read_text(encoding="utf-8") == BOOK.replace("At night.", "When it is dark.")
    run("git commit -qam both")


@given(three())
@settings(max_examples=100, deadline=None)
def test_a_merge_of_any_two_edits_can_be_written_within_my_lines_and_read(made):
    base, mine, theirs = map(write_yaml, made)
    if not all(book.entries for book in made):
        return
    versions = Versions(base, mine, theirs)
    merged = merge_codebooks(versions)
    if merged.book.entries:
        assert outline(read_yaml(merged_text(versions, merged))) == outline(merged.book)


def test_the_study_is_a_codebook(ana):
    assert [entry.key for entry in book_of(ana.project, "").entries] == ["CARE", "T", "H", "N"]
