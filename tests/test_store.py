"""The store and the session: what is on the disk, who sees what, what is refused."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect

from workbench.config import Settings
from workbench.core import edits
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.errors import Conflict, Missing, Refused, Unreadable
from workbench.core.model import KINDS, Turn, transcript
from workbench.core.project import FIELDS
from workbench.core.spans import Span
from workbench.session import Session
from workbench.store.reading import complaint
from workbench.store.store import Store

TEXT = "INT: How was it?\nP1: I felt heard by it 🙂, I think.\n"
TALK = transcript(TEXT, (Turn(0, 5, 16, "INT"), Turn(17, 21, 51, "P1", "00:07")))


def fill(session):
    arrival = edits.Arrival("P1.txt", "P1", "en", TALK, frozenset({"INT"}))
    session.do(edits.add_documents(session.project, [arrival], session.stamp()), [TALK])
    entries = (
        Entry("REL", "Relation", None, applies=False),
        Entry("REL.H", "Heard", 0, "felt heard", examples=("a “b”", "c"), attributes=(("pole", "aligned"),)),
    )
    session.do(adopt(session.project, Codebook("book", "", entries), session.stamp()))


@pytest.fixture
def folder(tmp_path):
    with Session.create(Settings(tmp_path / "study", "Ada")) as session:
        fill(session)
    return tmp_path / "study"


def opened(folder, coder="Ada"):
    return Session.open(Settings(folder, coder))


def code(session, start, end, name="Heard"):
    document = session.project.library[0].id
    return session.do(
        edits.apply_code(
            session.project, document, Span(start, end), session.project.code_named(name).id, session.stamp()
        )
    )


def test_a_study_is_a_folder_with_its_three_folders(folder):
    assert sorted(p.name for p in folder.iterdir() if not p.name.startswith("workbench.db-")) == [
        "codebooks",
        "exports",
        "transcripts",
        "workbench.db",
    ]


def test_what_was_done_is_there_after_opening_again(folder):
    with opened(folder) as first:
        code(first, 23, 33)
        known = first.project
    with opened(folder) as second:
        assert second.project == known
        talk = second.transcript(second.project.library[0].id)
        assert talk == TALK
        assert [c.span.of(talk.text) for c in second.project.all_codings()] == ["felt heard"]


def test_undo_and_redo_reach_over_restarts_and_keep_to_ones_own(folder):
    with opened(folder) as ada:
        code(ada, 23, 33)
    with opened(folder, "Ravi") as ravi:
        code(ravi, 21, 22)
        with opened(folder) as ada:
            assert ada.undo().label == "Coded P1 with “Heard”"
            assert [c.span for c in ada.project.all_codings()] == [Span(21, 22)]
        with opened(folder) as ada:
            ada.redo()
            assert len(list(ada.project.all_codings())) == 2
            ada.undo()
            with pytest.raises(Refused, match="needs what this would remove"):
                ada.undo()
            assert [c.span for c in ada.project.all_codings()] == [Span(21, 22)]


def test_a_new_step_ends_what_could_be_done_again(folder):
    with opened(folder) as session:
        code(session, 23, 33)
        session.undo()
        code(session, 21, 22)
        with pytest.raises(Refused, match="nothing to do again"):
            session.redo()


def test_undoing_all_and_redoing_all_gives_the_same_records(folder):
    with opened(folder) as session:
        for start in (21, 23, 28, 34):
            code(session, start, 36)
        full = session.project
        while True:
            try:
                session.undo()
            except Refused:
                break
        assert session.project.documents == {}
        for _ in range(6):
            session.redo()
        assert session.project.codings == full.codings
        assert session.project.codes == full.codes
        assert session.project.coders == full.coders


def test_a_second_process_sees_the_first_ones_steps_on_its_next_look(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 23, 33)
        assert not list(ravi.project.all_codings())
        assert ravi.catch_up()
        assert ravi.project.codings == ada.project.codings
        assert not ravi.catch_up()


def test_a_step_is_made_even_if_another_came_between(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 23, 33)
        code(ravi, 21, 22)
        assert len(list(ravi.project.all_codings())) == 2


def test_a_step_whose_before_no_longer_holds_loses_nothing(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 23, 33)
        ravi.catch_up()
        coding = next(iter(ravi.project.all_codings()))
        ravi.do(edits.remove_codings(ravi.project, [coding], ravi.stamp()))
        with pytest.raises(Conflict, match="in the meantime"):
            ada.do(edits.remove_codings(ada.project, [coding], ada.stamp()))
        ada.catch_up()
        assert ada.project == ravi.project
        assert [line[1] for line in ada.history()][-1] == "Removed “Heard”, coded by Ada, from P1"


def test_numbers_in_quote_ids_are_given_out_once_and_never_again(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 23, 33)
        code(ravi, 21, 22)
        ada.catch_up()
        assert sorted(coding.number for coding in ada.project.all_codings()) == [1, 2]
        assert ada.project == ravi.project
        ravi.undo()
    with opened(folder) as ada:
        assert ada.project.issued == 2
        code(ada, 28, 33)
        assert sorted(coding.number for coding in ada.project.all_codings()) == [1, 3]
    with opened(folder, "Ravi") as ravi:
        ravi.redo()
        assert sorted(coding.number for coding in ravi.project.all_codings()) == [1, 2, 3]


def test_what_can_not_be_undone_is_passed_over_with_the_reason(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 21, 22)
        code(ada, 23, 33)
        ravi.catch_up()
        later = max(ravi.project.all_codings(), key=lambda coding: coding.number)
        ravi.do(edits.remove_codings(ravi.project, [later], ravi.stamp()))
        with pytest.raises(Refused, match="passed over"):
            ada.undo()
        ada.undo()
        assert not list(ada.project.all_codings())


def test_a_chosen_quote_is_not_undone_from_under_its_theme(folder):
    with opened(folder) as ada, opened(folder, "Ravi") as ravi:
        code(ada, 23, 33)
        ravi.catch_up()
        chosen = next(iter(ravi.project.all_codings()))
        ravi.do(edits.add_theme(ravi.project, edits.ThemeDraft("Being heard", "", (), (chosen.id,)), ravi.stamp()))
        with pytest.raises(Refused, match="chosen for the theme “Being heard”"):
            ada.undo()
        assert ada.project.codings == ravi.project.codings


def test_the_study_written_is_the_one_in_the_folder_whatever_its_name(tmp_path):
    for name in ("a b", "a%20b", "What? #1"):
        with Session.create(Settings(tmp_path / name, "Ada")) as session:
            fill(session)
    with opened(tmp_path / "a%20b") as session:
        code(session, 23, 33)
    counts = {}
    for name in ("a b", "a%20b", "What? #1"):
        with opened(tmp_path / name) as session:
            counts[name] = len(list(session.project.all_codings()))
    assert counts == {"a b": 0, "a%20b": 1, "What? #1": 0}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["What? #1", "a b", "a%20b"]


def test_a_code_that_is_gone_can_not_be_applied_from_an_old_look(folder):
    with opened(folder) as ada, opened(folder, "Ada") as other:
        other.undo()
        with pytest.raises(Conflict):
            code(ada, 23, 33)
        assert Store.open(folder / "workbench.db").load().codings == {}


def test_the_history_says_who_when_what_before_and_after(folder):
    with opened(folder) as session:
        code(session, 23, 33)
        session.undo()
        session.redo()
        lines = session.history()
        assert [(number, label, by, reverses) for number, label, by, _, reverses in lines] == [
            (1, "Imported P1.txt", "Ada", None),
            (2, "Codebook “book”: 2 new, 0 changed", "Ada", None),
            (3, "Coded P1 with “Heard”", "Ada", None),
            (4, "Coded P1 with “Heard”", "Ada", 3),
            (5, "Coded P1 with “Heard”", "Ada", 4),
        ]
        steps = dict(Store.open(folder / "workbench.db").since(0))
        (made,), (unmade,), (again,) = steps[3].changes, steps[4].changes, steps[5].changes
        assert made.before is None
        assert (unmade.before, unmade.after) == (made.after, None)
        assert again == made


def test_the_history_holds_no_words_of_the_transcript(folder):
    with opened(folder) as session:
        code(session, 23, 33)
    connection = sqlite3.connect(folder / "workbench.db")
    kept = " ".join(str(row) for row in connection.execute("SELECT * FROM steps"))
    assert "felt heard by" not in kept


def test_the_index_finds_words_whatever_their_accents(tmp_path):
    with Session.create(Settings(tmp_path / "s", "Ada")) as session:
        talk = transcript("P1: In the café.\nP2: No.\n", (Turn(0, 4, 16, "P1"), Turn(17, 21, 24, "P2")))
        arrival = edits.Arrival("a.txt", "a", "en", talk, frozenset())
        session.do(edits.add_documents(session.project, [arrival], session.stamp()), [talk])
        assert [(hit.turn, hit.words) for hit in session.find("cafe")] == [(1, "café")]
        session.undo()
        assert session.find("cafe") == []
        session.redo()
        assert [hit.turn for hit in session.find("the caf")] == [1]
        assert session.find('"*(') == []


def test_the_tables_mirror_the_records_field_by_field():
    from workbench.store.tables import METADATA

    for kind in KINDS:
        assert tuple(METADATA.tables[FIELDS[kind]].columns.keys()) == kind._fields


def test_the_migrated_database_is_what_the_tables_say(folder):
    from workbench.store.tables import METADATA
    from workbench.store.writing import engine_for

    engine = engine_for(folder / "workbench.db")
    found = inspect(engine)
    for name, table in METADATA.tables.items():
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(name)}
        assert columns == {c.name: (str(c.type), c.nullable) for c in table.columns}, name
        assert {key["referred_table"] for key in found.get_foreign_keys(name)} == {
            key.column.table.name for key in table.foreign_keys
        }, name
    engine.dispose()


def test_commits_reach_the_disk_and_links_are_checked(folder):
    from workbench.store.writing import engine_for

    with engine_for(folder / "workbench.db").connect() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_threads_queue_for_the_session(folder):
    with opened(folder) as session:
        threads = [threading.Thread(target=code, args=(session, 21 + n, 40)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(coding.number for coding in session.project.all_codings()) == list(range(1, 9))


def test_a_killed_process_loses_nothing_that_was_committed(folder):
    program = (
        "import sys, os; from pathlib import Path; sys.path.insert(0, 'tests');"
        "from test_store import opened, code; s = opened(Path(sys.argv[1])); code(s, 23, 33);"
        "print('done', flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False)
    assert ended.stdout == "done\n"
    assert ended.returncode == -9
    with opened(folder) as session:
        assert len(list(session.project.all_codings())) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"not a database at all, but long enough", "no workbench study"), (b"", "no workbench study")],
)
def test_a_file_that_is_no_study_is_named(tmp_path, content, why):
    (tmp_path / "workbench.db").write_bytes(content)
    with pytest.raises(Unreadable, match=why):
        opened(tmp_path)


def test_another_programs_database_is_named(tmp_path):
    with sqlite3.connect(tmp_path / "workbench.db") as connection:
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(Unreadable, match="no workbench study"):
        opened(tmp_path)


def test_a_study_of_a_newer_version_is_left_alone(folder):
    with sqlite3.connect(folder / "workbench.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unreadable, match="newer workbench"):
        opened(folder)


def test_no_study_is_missing_and_a_second_init_is_refused(tmp_path, folder):
    with pytest.raises(Missing, match="There is no study"):
        opened(tmp_path / "nowhere")
    with pytest.raises(Unreadable, match="there already"):
        Session.create(Settings(folder, "Ada"))


def test_a_database_that_another_program_locks_is_told_and_nothing_is_half_written(folder, monkeypatch):
    monkeypatch.setattr("workbench.store.writing.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(folder / "workbench.db", isolation_level=None)
    with opened(folder) as session:
        other.execute("BEGIN EXCLUSIVE")
        before = session.project
        with pytest.raises(Unreadable, match="in use by another program"):
            code(session, 23, 33)
        other.execute("ROLLBACK")
        assert session.project is before
        code(session, 23, 33)


def test_a_backup_is_whole(folder, tmp_path):
    with opened(folder) as session:
        code(session, 23, 33)
        known = session.project
    store = Store.open(folder / "workbench.db")
    store.backup(tmp_path / "copy.db")
    assert Store.open(tmp_path / "copy.db").load() == known


def test_a_full_disk_is_told_and_nothing_is_half_written(folder):
    with opened(folder) as session:
        with session._store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        before = session.project
        draft = edits.ThemeDraft("Long", "word " * 200_000, (), ())
        with pytest.raises(Unreadable, match="disk is full"):
            session.do(edits.add_theme(session.project, draft, session.stamp()))
        assert session.project is before
    with opened(folder) as session:
        assert session.project == before


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("attempt to write a readonly database", "workbench.db may not be written."),
        ("database is locked", "workbench.db is in use by another program."),
        ("database or disk is full", "The disk is full, so nothing was saved."),
        ("unable to open database file", "workbench.db can't be opened."),
        ("database disk image is malformed", "workbench.db is damaged or no workbench study."),
        ("disk I/O error", "workbench.db can't be used: disk I/O error."),
    ],
)
def test_what_sqlite_complains_of_is_a_sentence_about_the_file(said, told):
    assert complaint(Path("workbench.db"), sqlite3.OperationalError(said)).message == told
