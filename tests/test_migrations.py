"""Older studies: backed up beside themselves, brought up to date, or left as they were; new ones whole or not there."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic.script import ScriptDirectory

from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Unreadable
from workbench.session import Session
from workbench.store import store as storing
from workbench.store.migrations import run
from workbench.store.store import NEWEST, Store

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.create_table("wishes", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE themes SET summary = 'brought up to date'")
"""
FAILING = f"{LATER}    op.execute('INSERT INTO nowhere VALUES (1)')\n"
KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.config import Settings
from workbench.session import Session
from workbench.store import store

half = store._migrate

def killed(path):
    half(path)
    os.kill(os.getpid(), signal.SIGKILL)

store._migrate = killed
Session.create(Settings(Path(sys.argv[1]), "Ada"))
"""


@pytest.fixture
def study(tmp_path):
    with Session.create(Settings(tmp_path / "study", "Ada")) as session:
        draft = edits.ThemeDraft("Night", "as it was", (), ())
        session.do(edits.add_theme(session.project, draft, session.stamp()))
    return tmp_path / "study" / "workbench.db"


@pytest.fixture
def later(tmp_path, monkeypatch):
    """A later workbench, which has one migration more."""

    def made(migration):
        folder = tmp_path / "later" / "migrations"
        shutil.copytree(run.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v0005.py").write_text(migration, encoding="utf-8")
        monkeypatch.setattr(run, "FOLDER", folder)
        monkeypatch.setattr(storing, "NEWEST", "0005")

    return made


def seen(path):
    """The version of a database, its tables, and what it says of the theme."""
    with closing(sqlite3.connect(path)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return version, "wishes" in tables, database.execute("SELECT summary FROM themes").fetchone()[0]


def files(path):
    return sorted(
        file.name for file in path.parent.iterdir() if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    )


def test_the_newest_version_is_the_last_migration():
    assert ScriptDirectory.from_config(run._config()).get_heads() == [NEWEST]


def test_an_older_study_is_backed_up_beside_itself_and_brought_up_to_date(study, later):
    later(LATER)
    with closing(Store.open(study)) as store:
        assert [theme.summary for theme in store.load().theme_order] == ["brought up to date"]
    assert seen(study) == ("0005", True, "brought up to date")
    assert files(study) == ["workbench.db", "workbench.db.before-0005"]
    assert seen(study.with_name("workbench.db.before-0005")) == ("0004", False, "as it was")
    with closing(Store.open(study)):
        assert files(study) == ["workbench.db", "workbench.db.before-0005"]


def test_an_earlier_backup_is_never_written_over(study, later):
    later(LATER)
    study.with_name("workbench.db.before-0005").write_bytes(b"precious")
    Store.open(study).close()
    assert study.with_name("workbench.db.before-0005").read_bytes() == b"precious"
    assert seen(study.with_name("workbench.db.before-0005-2")) == ("0004", False, "as it was")


def test_a_migration_that_fails_leaves_the_study_as_it_was(study, later):
    later(FAILING)
    with pytest.raises(Unreadable, match=r"workbench\.db can't be used: no such table: nowhere"):
        Store.open(study)
    assert seen(study) == seen(study.with_name("workbench.db.before-0005")) == ("0004", False, "as it was")


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ("0000", "has a version that this workbench does not know. Update workbench."),
        ("9999", "was made by a newer workbench. Update workbench, or choose another folder."),
    ],
)
def test_a_version_that_is_not_known_is_told_and_makes_no_backup(study, version, sentence):
    with closing(sqlite3.connect(study)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (version,))
    with pytest.raises(Unreadable) as error:
        Store.open(study)
    assert str(error.value) == f"{study} {sentence}"
    assert files(study) == ["workbench.db"]


def test_what_alembic_complains_of_is_a_sentence(study):
    with closing(sqlite3.connect(study)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Unreadable, match="can't be brought up to date"):
        storing._migrate(study)


# -- whole or not there ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_beginning_that_is_killed_leaves_no_study_and_can_be_made_again(tmp_path):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "study")], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "study" / "workbench.db").exists()
    with Session.create(Settings(tmp_path / "study", "Ada")) as session:
        assert session.project.number == 0


def test_a_new_study_is_one_file_and_nothing_is_left_beside_it(tmp_path):
    Store.create(tmp_path / "workbench.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["workbench.db"]


def test_an_empty_file_is_no_study_and_gives_way_to_one_and_no_other_does(tmp_path):
    path = tmp_path / "workbench.db"
    path.touch()
    Store.create(path).close()
    before = path.read_bytes()
    with pytest.raises(Unreadable, match="is there already"):
        Store.create(path)
    assert path.read_bytes() == before


def test_a_beginning_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(path):
        path.write_bytes(b"half of it")
        raise Unreadable("The disk is full, so nothing was saved.")

    monkeypatch.setattr(storing, "_migrate", full)
    with pytest.raises(Unreadable, match="full"):
        Store.create(tmp_path / "workbench.db")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_sqlite_has_not_finished_gets_no_name(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "_migrate", lambda path: [path.touch(), path.with_name(f"{path.name}-wal").touch()])
    with pytest.raises(Unreadable, match="could not be written to its end"):
        Store.create(tmp_path / "workbench.db")
    assert list(tmp_path.iterdir()) == []


# -- backups --------------------------------------------------------------------------------------------------------------


def test_a_backup_writes_over_nothing_and_blames_its_target(study, tmp_path):
    with closing(Store.open(study)) as store:
        (tmp_path / "mine.db").write_bytes(b"mine")
        with pytest.raises(Unreadable, match=r"mine\.db is there already"):
            store.backup(tmp_path / "mine.db")
        assert (tmp_path / "mine.db").read_bytes() == b"mine"
        with pytest.raises(Unreadable, match=r"gone/copy\.db can't be written: No such file or directory"):
            store.backup(tmp_path / "gone" / "copy.db")


def test_a_backup_lets_go_of_its_file_and_waits_for_other_readers(study, tmp_path, monkeypatch):
    opened, held = [], []
    connect = sqlite3.connect
    with closing(Store.open(study)) as store:
        monkeypatch.setattr(sqlite3, "connect", lambda *words: opened.append(connect(*words)) or opened[-1])
        reader = store._reader
        store._reader = type("Reader", (), {
            "backup": lambda _self, copy: held.append(store._lock.locked()) or reader.backup(copy),
            "close": lambda _self: reader.close(),
        })()  # fmt: skip
        store.backup(tmp_path / "copy.db")
    assert held == [True]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
    assert seen(tmp_path / "copy.db") == ("0004", False, "as it was")
