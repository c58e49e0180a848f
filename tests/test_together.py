"""Several at one study, and steps taken back late: what the verbs keep holds whoever was quicker."""

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Conflict, Refused
from workbench.session import Session


@pytest.fixture
def folder(tmp_path):
    """A study of one interview with the code Heard."""
    (tmp_path / "P1.txt").write_text("P1: It felt warm. Then the bus came.\n", encoding="utf-8")
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_transcripts(session, [tmp_path / "P1.txt"])
        session.do(edits.add_code(session.project, "Heard", None, session.stamp()))
    return tmp_path / "study"


def two(folder, first="Ana", second="Ana"):
    return Session.open(Settings(folder, first)), Session.open(Settings(folder, second))


def kept(folder):
    with Session.open(Settings(folder, "Zoe")) as session:
        project = session.project
        codings = [(project.coders[coding.coder].name, coding.number) for coding in project.all_codings()]
        return sorted(code.name for code in project.codes.values()), codings


def apply(session, project, quote="It felt"):
    start = session.transcript(project.library[0].id).text.index(quote)
    span = edits.codings.Span(start, start + len(quote))
    return edits.apply_code(project, project.library[0].id, span, project.code_named("Heard").id, session.stamp())


def test_two_who_are_new_by_one_name_are_one_coder(folder):
    one, other = two(folder, "Ben", "Ben")
    with one, other:
        late = apply(other, other.project, "the bus")
        one.do(apply(one, one.project))
        other.do(late)
        assert other.coder.id == one.coder.id
        other.undo()
        other.redo()
    assert kept(folder) == (["Heard"], [("Ben", 1), ("Ben", 2)])


def test_a_code_put_on_the_same_words_twice_at_once_stands_there_once(folder):
    one, other = two(folder)
    with one, other:
        late = apply(other, other.project)
        one.do(apply(one, one.project))
        with pytest.raises(Conflict, match="The same code was put on the same words since"):
            other.do(late)
    assert kept(folder) == (["Heard"], [("Ana", 1)])


def test_of_two_codes_of_one_name_made_at_once_one_is_made(folder):
    one, other = two(folder, "Ana", "Ben")
    with one, other:
        late = edits.add_code(other.project, "hope", None, other.stamp())
        one.do(edits.add_code(one.project, "Hope", None, one.stamp()))
        with pytest.raises(Conflict, match="There is another code “hope” in its place by now"):
            other.do(late)
    assert kept(folder)[0] == ["Heard", "Hope"]


def test_whoever_comes_between_the_look_and_the_writing_is_seen(folder, monkeypatch):
    one, other = two(folder)
    with one, other:
        late = edits.add_code(other.project, "Hope", None, other.stamp())
        commit = other._store.commit

        def slowly(*given, **named):
            monkeypatch.undo()
            one.do(edits.add_code(one.project, "Hope", None, one.stamp()))
            return commit(*given, **named)

        monkeypatch.setattr(other._store, "commit", slowly)
        with pytest.raises(Conflict, match="There is another code"):
            other.do(late)
    assert kept(folder)[0] == ["Heard", "Hope"]


def test_a_removed_code_does_not_come_back_beside_one_of_its_name(folder):
    with Session.open(Settings(folder, "Ana")) as session:
        session.do(edits.delete_code(session.project, session.project.code_named("Heard"), session.stamp()))
        gone = session.project.number
        session.do(edits.add_code(session.project, "Heard", None, session.stamp()))
        with pytest.raises(Refused, match="There is another code “Heard” in its place by now"):
            session.reverse(gone)
    assert kept(folder)[0] == ["Heard"]


def test_a_removed_coding_does_not_come_back_where_it_was_made_anew(folder):
    with Session.open(Settings(folder, "Ana")) as session:
        session.do(apply(session, session.project))
        session.do(edits.remove_codings(session.project, list(session.project.all_codings()), session.stamp()))
        gone = session.project.number
        session.do(apply(session, session.project))
        with pytest.raises(Refused, match="The same code was put on the same words since"):
            session.reverse(gone)
    assert kept(folder)[1] == [("Ana", 2)]


def test_two_codes_moved_below_each_other_at_once_do_not_leave_the_codebook(folder):
    one, other = two(folder, "Ana", "Ben")
    with one, other:
        one.do(edits.add_code(one.project, "Hope", None, one.stamp()))
        other.catch_up()
        heard, hope = (one.project.code_named(name) for name in ("Heard", "Hope"))
        one.do(edits.move_code(one.project, hope, heard.id, 1, one.stamp()))
        heard = other.project.code_named("Heard")
        late = edits.move_code(other.project, heard, hope.id, 1, other.stamp())
        late = late._replace(changes=tuple(change for change in late.changes if change.after.id == heard.id))
        with pytest.raises(Conflict, match="“Heard” would stand below itself"):
            other.do(late)
        assert [code.name for code, _ in other.project.code_tree] == ["Heard", "Hope"]
