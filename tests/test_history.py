"""The history: taking back any step, going back to a place in it, and looking at the study as it was."""

import shutil
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notation import study
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.history import Chains, Line, way_back
from workbench.core.project import FIELDS
from workbench.core.spans import Span
from workbench.core.steps import Change, Step
from workbench.session import Session

TALK = "P1: [Heard: It felt] warm. [Hope: Then the bus came.]"
RECORDS = [name for name in FIELDS.values() if name != "codings"]


def begun(folder, coder="Ana"):
    """A study of one document with two codings of Ana's, made in one step by Mara."""
    made = study(TALK)
    records = [record for name in RECORDS for record in getattr(made.project, name).values()]
    session = Session.create(Settings(folder, coder))
    changes = tuple(Change(None, record) for record in (*records, *made.project.all_codings()))
    with session:
        session.do(Step("Made", "Mara", "2026-05-01T09:00:00Z", changes), made.texts.values())
    return Session.open(session.settings)


@pytest.fixture
def ana(tmp_path):
    with begun(tmp_path / "study") as session:
        yield session


def opened(session, coder):
    return Session.open(Settings(session.settings.folder, coder))


def code(session, start, name="Heard"):
    project = session.project
    document, wanted = project.library[0].id, project.code_named(name).id
    session.do(edits.apply_code(project, document, Span(start, start + 1), wanted, session.stamp()))
    return session.project.number


def starts(session):
    with Session.open(session.settings) as anew:
        return sorted(coding.start for coding in anew.project.all_codings())


def lines(*rows):
    return [Line(number, "Coded", by, "", reverses) for number, by, reverses in rows]


# -- which steps stand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        ([(1, None), (2, None)], [1, 2]),
        ([(1, None), (2, 1)], [2]),
        ([(1, None), (2, 1), (3, 2)], [1, 3]),
        ([(1, None), (2, 1), (3, 2), (4, 3)], [2, 4]),
        ([(1, None), (2, 1), (3, 2), (4, 1)], [2, 4]),
        ([(1, None), (2, None), (3, 1), (4, 2), (5, 3)], [1, 4, 5]),
    ],
)
def test_a_step_stands_unless_one_that_stands_takes_it_back(rows, standing):
    chains = Chains(rows)
    assert [number for number, _ in rows if chains.stands(number)] == standing


def test_a_step_says_whether_it_did_undid_or_did_again():
    chains = Chains([(1, None), (2, 1), (3, 2)])
    assert [chains.did(number, "Coded") for number in (1, 2, 3)] == ["Coded", "Undone: Coded", "Done again: Coded"]


@pytest.mark.parametrize(
    ("rows", "number", "back"),
    [
        ([(1, "Ana", None), (2, "Ana", None), (3, "Ana", None)], 1, (3, 2)),
        ([(1, "Ana", None), (2, "Ben", None), (3, "Ana", None)], 0, (3, 1)),
        ([(1, "Ana", None), (2, "Ana", None), (3, "Ana", 2)], 0, (1,)),
        ([(1, "Ana", None), (2, "Ana", 1)], 1, (2,)),
        ([(1, "Ana", None), (2, "Ana", 1), (3, "Ana", 2)], 1, ()),
        ([(1, "Ana", None), (2, "Ben", 1)], 0, ()),
        ([(1, "Ana", None), (2, "Ben", 1), (3, "Ben", 2)], 0, (1,)),
        ([(1, "Ben", None), (2, "Ana", 1)], 0, (2,)),
    ],
)
def test_the_way_back_turns_what_one_coder_did_since_and_nothing_twice(rows, number, back):
    assert way_back(lines(*rows), number, "Ana") == back


# -- taking one step back -----------------------------------------------------------------------------------------------


def test_a_step_in_the_middle_is_taken_back_and_undo_brings_it_again(ana):
    first = code(ana, 10)
    code(ana, 12)
    assert ana.reverse(first).reverses == first
    assert starts(ana) == [4, 12, 18]
    ana.undo()
    assert starts(ana) == [4, 10, 12, 18]
    ana.redo()
    assert starts(ana) == [4, 12, 18]


def test_undo_after_the_last_step_was_taken_back_in_the_history_brings_it_again_even_tomorrow(ana):
    code(ana, 10)
    ana.reverse(code(ana, 12))
    with opened(ana, "Ana") as tomorrow:
        tomorrow.undo()
        assert starts(ana) == [4, 10, 12, 18]
        tomorrow.undo()
        tomorrow.undo()
        assert starts(ana) == [4, 18]
        with pytest.raises(Refused, match="nothing of yours to undo"):
            tomorrow.undo()


def test_a_step_is_taken_back_once(ana):
    number = code(ana, 10)
    undone = ana.reverse(number)
    with pytest.raises(Refused, match="Step 2, “Coded D1 with “Heard””, is taken back already"):
        ana.reverse(number)
    ana.reverse(ana.project.number)
    assert starts(ana) == [4, 10, 18]
    ana.reverse(number)
    assert starts(ana) == [4, 18]
    assert undone.label == "Coded D1 with “Heard”"


def test_a_step_of_another_coder_is_taken_back_only_when_that_is_said(ana):
    number = code(ana, 10)
    with opened(ana, "Ben") as ben:
        with pytest.raises(Refused, match="was made by Ana"):
            ben.reverse(number)
        ben.reverse(number, others=True)
        assert starts(ana) == [4, 18]
        with pytest.raises(Refused, match="nothing of yours to undo"):
            ana.undo()
        ben.undo()
        ana.undo()
        assert starts(ana) == [4, 18]


def test_the_step_with_which_a_coder_joined_is_taken_back_and_the_coder_stays_for_the_rest(ana):
    with opened(ana, "Ben") as ben:
        first = code(ben, 10)
        code(ben, 11)
        ben.reverse(first)
        assert starts(ana) == [4, 11, 18]
        ben.undo()
        ben.undo()
        ben.undo()
        assert starts(ana) == [4, 18]
        assert [coder.name for coder in ben.project.coders.values()] == ["Ana"]


def test_a_step_on_which_a_later_one_stands_stays_and_the_later_one_is_named(ana):
    number = code(ana, 10)
    coding = next(c for c in ana.project.all_codings() if c.start == 10)
    ana.do(edits.recode(ana.project, [coding], ana.project.code_named("Hope").id, ana.stamp()))
    with pytest.raises(Refused, match="step 3, “Recoded “Heard” in D1 to “Hope””, stands on it"):
        ana.reverse(number)
    ana.reverse(3)
    ana.reverse(number)
    assert starts(ana) == [4, 18]


def test_a_step_that_is_not_there_is_told(ana):
    with pytest.raises(Missing, match="The history has no step 7"):
        ana.reverse(7)


# -- going back ---------------------------------------------------------------------------------------------------------


def test_going_back_takes_back_ones_own_steps_and_leaves_those_of_others(ana):
    code(ana, 10)
    with opened(ana, "Ben") as ben:
        code(ben, 11)
    code(ana, 12)
    code(ana, 13)
    ana.undo()
    assert ana.back_to(1) == (2, "")
    assert starts(ana) == [4, 11, 18]


def test_going_back_and_forth_ends_where_it_began(ana):
    for start in (10, 11, 12):
        number = code(ana, start)
    ana.back_to(2)
    assert starts(ana) == [4, 10, 18]
    ana.back_to(number)
    assert starts(ana) == [4, 10, 11, 12, 18]


def test_going_back_stops_at_the_first_step_that_somebody_built_on(ana):
    code(ana, 10)
    code(ana, 11)
    code(ana, 12)
    coding = next(c for c in ana.project.all_codings() if c.start == 11)
    with opened(ana, "Ben") as ben:
        ben.do(edits.recode(ben.project, [coding], ben.project.code_named("Hope").id, ben.stamp()))
    taken, stopped = ana.back_to(1)
    assert taken == 1
    assert stopped.startswith("Step 3, “Coded D1 with “Heard””, can't be taken back: step 5, ")
    assert starts(ana) == [4, 10, 11, 18]


def test_going_back_can_be_stopped(ana):
    for start in (10, 11, 12):
        code(ana, start)
    assert ana.back_to(1, lambda taken: taken < 2) == (2, "You stopped it.")
    assert starts(ana) == [4, 10, 18]


# -- looking back -------------------------------------------------------------------------------------------------------


def test_the_past_is_what_it_was_record_for_record(ana):
    known = {ana.project.number: ana.project}
    for act in (lambda: code(ana, 10), lambda: code(ana, 11), ana.undo, lambda: ana.reverse(2), ana.undo, ana.redo):
        act()
        known[ana.project.number] = ana.project
    for number, project in known.items():
        assert same(ana.past(number), project)
    assert ana.past(0).documents == {}
    with pytest.raises(Missing):
        ana.past(99)


def test_in_the_past_nothing_changes_and_today_it_goes_on(ana):
    code(ana, 10)
    ana.look_back(1)
    assert [c.start for c in ana.seen.all_codings()] == [4, 18]
    assert ana.transcript(ana.seen.library[0].id).text.startswith("P1: It felt warm.")
    for act in (ana.undo, ana.redo, ana.stamp, lambda: ana.reverse(2), lambda: code(ana, 12)):
        with pytest.raises(Refused, match="looking at the study as it was on 1 May 2026"):
            act()
    ana.look_back(None)
    assert [c.start for c in ana.seen.all_codings()] == [4, 10, 18]
    code(ana, 12)
    assert starts(ana) == [4, 10, 12, 18]


def test_who_codes_blind_sees_no_steps_of_others_and_none_of_their_codings_in_the_past(ana):
    with opened(ana, "Ben") as ben:
        code(ben, 11)
    code(ana, 12)
    with Session.open(ana.settings._replace(blind=True)) as blind:
        assert [line.number for line in blind.history()] == [3]
        blind.look_back(2)
        assert [c.start for c in blind.seen.all_codings()] == [4, 18]


def test_the_number_at_a_moment_is_that_of_the_last_step_then(ana):
    code(ana, 10)
    moments = ("2026-05-01T08:59:59Z", "2026-05-01T09:00:00Z", "2999-01-01T00:00:00Z")
    assert [ana.number_at(at) for at in moments] == [0, 1, 2]


# -- any order ----------------------------------------------------------------------------------------------------------


def same(one, other):
    return all(getattr(one, name) == getattr(other, name) for name in (*RECORDS, "codings", "counts"))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "study"
    begun(folder).close()
    return folder


ACTS = st.lists(
    st.sampled_from(["do", "do", "recode", "undo", "undo", "redo", "reverse", "reverse", "back", "reopen"]), max_size=14
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, choices=st.randoms(use_true_random=False))
def test_any_sequence_keeps_disk_and_session_equal_and_undoing_all_leads_to_the_start(
    acts, choices, template, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("any")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    session = Session.open(Settings(folder, "Ana"))
    start, fresh = session.project, count(10)
    for act in acts:
        if act == "reopen":
            session.close()
            session = Session.open(session.settings)
        else:
            _try(session, act, choices, fresh)
        with Session.open(session.settings) as anew:
            assert same(anew.project, session.project)
    for _ in range(200):
        try:
            session.undo()
        except Refused:
            break
    assert same(session.project, start)
    session.close()


def _try(session, act, choices, fresh):
    coding = choices.choice(list(session.project.all_codings()))
    number = choices.randint(1, session.project.number)
    hope = session.project.code_named("Hope").id
    with suppress(Refused):
        {
            "do": lambda: code(session, next(fresh)),
            "recode": lambda: session.do(edits.recode(session.project, [coding], hope, session.stamp())),
            "undo": session.undo,
            "redo": session.redo,
            "reverse": lambda: session.reverse(number),
            "back": lambda: session.back_to(number),
        }[act]()
