"""Attacks on the manifest of the exports: names, links, broken words, several processes at once."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.core.errors import Unreadable
from workbench.session import Session
from workbench.tasks import manifest


@pytest.fixture
def session(tmp_path):
    """A study on the disk with one coded interview."""
    (tmp_path / "P1.txt").write_text("INT: How?\nP1: I felt heard.\n", encoding="utf-8")
    (tmp_path / "book.csv").write_text("code\nHeard\n", encoding="utf-8")
    (tmp_path / "codings.csv").write_text("document,quote,code\nP1.txt,I felt heard.,Heard\n", encoding="utf-8")
    with Session.create(Settings(tmp_path / "study", "Ana")) as made:
        tasks.import_transcripts(made, [tmp_path / "P1.txt"])
        tasks.import_codebook(made, tmp_path / "book.csv")
        tasks.import_codings(made, tmp_path / "codings.csv")
        yield made


def exports(session):
    return session.settings.folder / "exports"


def noted(session):
    return [
        one["file"] for one in json.loads((exports(session) / "manifest.json").read_text(encoding="utf-8"))["files"]
    ]


def rename(session, old, new):
    """Calls a file otherwise in the manifest, as somebody might by hand."""
    path = exports(session) / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    for one in said["files"]:
        one["file"] = new if one["file"] == old else one["file"]
    path.write_text(json.dumps(said), encoding="utf-8")


def states(done):
    return {one.file: one.state for one in done}


@pytest.mark.parametrize("name", ["a b.md", "ä–“x”.md", "-x.md", "…/ü.md", "new\nline.md", "q\"uo'te.md", "\u202ex.md"])
def test_a_file_with_odd_signs_in_its_name_is_noted_and_made_again(session, name):
    tasks.export(session, "codes", exports(session) / name)
    assert noted(session) == [name]
    assert states(tasks.export_all(session)) == {name: "same"}


def test_a_name_that_is_no_utf_8_is_refused_before_anything_is_written(session):
    path = exports(session) / os.fsdecode(b"\xff.md")
    with pytest.raises(Unreadable, match="can't be noted"):
        tasks.export(session, "codes", path)
    assert not exports(session).exists() or list(exports(session).iterdir()) == []


def test_a_name_that_is_too_long_is_told_in_a_sentence(session):
    tasks.export(session, "codes", exports(session) / f"{'x' * 250}.md")
    with pytest.raises(Unreadable, match="can't be written: File name too long"):
        tasks.export(session, "codes", exports(session) / f"{'x' * 300}.md")


@pytest.mark.parametrize(
    "name", ["./manifest.json", "MANIFEST.json", "a//b.md", ".", "a/../b.md", "/etc/x.md", "a\0.md"]
)
def test_a_name_in_the_manifest_that_is_no_plain_one_breaks_it(session, name):
    tasks.export(session, "codes", exports(session) / "codes.md")
    rename(session, "codes.md", name)
    with pytest.raises(Unreadable, match="not written as workbench writes it"):
        tasks.export_all(session, force=True)


def test_a_link_that_leads_out_of_the_exports_is_not_followed(session, tmp_path):
    tasks.export(session, "codes", exports(session) / "codes.md")
    (tmp_path / "outside").mkdir()
    (exports(session) / "link").symlink_to(tmp_path / "outside")
    rename(session, "codes.md", "link/codes.md")
    (told,) = tasks.export_all(session, force=True)
    assert (told.state, told.said) == ("failed", "It leads out of exports/.")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_told_and_the_rest_is_made(session):
    for name in ("codes.md", "codes.csv"):
        tasks.export(session, "codes", exports(session) / name)
    (exports(session) / "codes.md").unlink()
    (exports(session) / "codes.md").mkdir()
    (exports(session) / "codes.csv").unlink()
    assert states(tasks.export_all(session, force=True)) == {"codes.csv": "made", "codes.md": "failed"}


def test_exports_that_stand_elsewhere_by_a_link_are_noted_all_the_same(session, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    exports(session).rmdir()
    exports(session).symlink_to(tmp_path / "elsewhere")
    tasks.export(session, "codes", exports(session) / "codes.md")
    tasks.export(session, "codebook", tmp_path / "elsewhere" / "book.md")
    assert noted(session) == ["book.md", "codes.md"]
    assert set(states(tasks.export_all(session)).values()) == {"same"}


def test_what_was_made_is_noted_even_if_a_later_file_breaks(session, monkeypatch):
    for name in ("a.md", "b.md"):
        tasks.export(session, "codes", exports(session) / name)
        (exports(session) / name).unlink()
    before = manifest.noted

    def breaks(of, kind, options, data):
        if (exports(session) / "a.md").exists():
            raise KeyboardInterrupt
        return before(of, kind, options, data)._replace(step=77)

    monkeypatch.setattr(manifest, "noted", breaks)
    with pytest.raises(KeyboardInterrupt):
        tasks.export_all(session)
    assert {name: one.step for name, one in manifest.read(session).items()}["a.md"] == 77


def test_nothing_is_written_where_all_is_the_same(session):
    tasks.export(session, "codes", exports(session) / "codes.md")
    (exports(session) / ".manifest.lock").touch()
    assert states(tasks.export_all(session)) == {"codes.md": "same"}


def test_a_lock_that_a_dead_process_left_is_waited_for_no_longer_than_a_while(session):
    lock = exports(session) / ".manifest.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    tasks.export(session, "codes", exports(session) / "codes.md")
    assert noted(session) == ["codes.md"]
    assert not lock.exists()


def test_two_processes_at_once_leave_whole_files_and_a_manifest_that_knows_them(session):
    folder = exports(session)
    script = (
        "import sys; from pathlib import Path; from workbench import tasks; from workbench.config import Settings;"
        "from workbench.session import Session\n"
        "with Session.open(Settings(Path(sys.argv[1]), 'Ana')) as session:\n"
        "    for n in range(12): tasks.export(session, 'codes', Path(sys.argv[2]) / f'{sys.argv[3]}{n}.md', force=True)\n"
        "    tasks.export(session, 'codes', Path(sys.argv[2]) / 'both.md', force=True)\n"
    )

    def run(name):
        words = [sys.executable, "-c", script, str(session.settings.folder), str(folder), name]
        return subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)

    with ThreadPoolExecutor() as pool:
        assert [(done.returncode, done.stderr) for done in pool.map(run, "ab")] == [(0, ""), (0, "")]
    assert sorted(noted(session)) == sorted([*(f"{one}{n}.md" for one in "ab" for n in range(12)), "both.md"])
    assert sorted(path.name for path in folder.iterdir()) == sorted([*noted(session), "manifest.json"])
