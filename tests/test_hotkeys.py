"""Hotkeys of codes and codes for documents as a whole: in finders, at the digits and on the document."""

import pytest

from workbench import tasks
from workbench.core import edits
from workbench.core.model import SEARCH
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.desk.recent import Recent
from workbench.tui.dialogs import ApplyFinder

TALK = ("P1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time: Then it went.]", "P2: It is late. It is.")


@pytest.fixture
def opened(tmp_path):
    """A session on two interviews with four codes."""
    from notation import study
    from workbench.config import Settings
    from workbench.core.project import FIELDS
    from workbench.core.steps import Change, Step

    made = study(*TALK)
    records = [r for name in FIELDS.values() if name != "codings" for r in getattr(made.project, name).values()]
    session = Session.create(Settings(tmp_path / "study", "Bea"))
    changes = tuple(Change(None, record) for record in [*records, *made.project.all_codings()])
    session.do(Step("Made", "Bea", "2026-11-21T09:30:00Z", changes), made.texts.values())
    yield session
    session.close()


def rewrite(session, name, **fields):
    code = session.project.code_named(name)
    session.do(edits.edit_code(session.project, code, code._replace(**fields), session.stamp()))


def names(session, codes):
    return [session.project.codes[code].name if code else "" for code in codes]


def ranked(session, query):
    return names(session, tasks.rank_codes(session.project, query, ()))


def stands(session, name):
    """(document, words) of the codings of a code, as the store holds them."""
    with Session.open(session.settings) as other:
        code = other.project.code_named(name).id
        return [
            (other.project.documents[c.document].name, c.span.of(other.transcript(c.document).text))
            for c in other.project.all_codings()
            if c.code == code
        ]


# -- by letters -----------------------------------------------------------------------------------------------------------


def test_the_code_whose_hotkey_is_typed_comes_first_and_its_case_counts(opened):
    rewrite(opened, "Hope", hotkey="t")
    assert ranked(opened, "t")[:2] == ["Hope", "Time"]
    assert ranked(opened, "T")[0] == "Hope"
    rewrite(opened, "Heard", hotkey="T")
    assert (ranked(opened, "t")[0], ranked(opened, "T")[0]) == ("Hope", "Heard")
    assert ranked(opened, "ti") == ["Time"]


def test_of_two_codes_with_one_hotkey_the_first_in_the_codebook_has_it(opened):
    rewrite(opened, "Time", hotkey="x")
    rewrite(opened, "Heard", hotkey="x")
    assert ranked(opened, "x") == ["Heard"]


def test_other_names_and_keys_find_a_code_after_those_whose_own_name_fits(opened):
    rewrite(opened, "Hope", aliases=("Timely comfort",))
    rewrite(opened, "Heard", key="REL.EAR")
    assert ranked(opened, "time")[0] == "Time"
    assert ranked(opened, "tim") == ["Time", "Hope"]
    assert ranked(opened, "rel.ear") == ["Heard"]
    assert opened.project.code_named("timely  comfort").name == "Hope"


# -- by digits ------------------------------------------------------------------------------------------------------------


def test_a_code_whose_hotkey_is_a_digit_has_it_and_the_others_fill_the_rest(opened):
    rewrite(opened, "Hope", hotkey="1")
    rewrite(opened, "Care", hotkey="7")
    recent = Recent.of(opened.project, opened.coder.id)
    assert names(opened, recent.codes) == ["Hope", "Heard", "Time", "", "", "", "Care"]


def test_a_pinned_digit_stays_whatever_is_used(opened):
    for n in range(12):
        opened.do(edits.add_code(opened.project, f"N{n}", None, opened.stamp()))
    rewrite(opened, "Hope", hotkey="3")
    recent = Recent.of(opened.project, opened.coder.id)
    for n in range(12):
        recent.use(opened.project.code_named(f"N{n}").id)
    assert names(opened, [recent.at(3)]) == ["Hope"]
    assert len(set(recent.codes)) == 9
    assert opened.project.code_named("N11").id in recent.codes


def test_digits_follow_the_codebook_as_it_changes(opened):
    recent = Recent.of(opened.project, opened.coder.id)
    assert names(opened, recent.codes) == ["Care", "Heard", "Hope", "Time"]
    rewrite(opened, "Time", hotkey="1")
    assert recent.pin(opened.project)
    assert names(opened, recent.codes) == ["Time", "Heard", "Hope", "Care"]
    assert not recent.pin(opened.project)


# -- at the desk ----------------------------------------------------------------------------------------------------------


async def test_a_hotkey_applies_its_code_from_the_finder_and_a_digit_at_the_desk(opened):
    rewrite(opened, "Hope", hotkey="t")
    rewrite(opened, "Time", hotkey="9")
    app = WorkbenchApp(opened)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+n", "G", "left_parenthesis", "c")
        assert isinstance(app.screen, ApplyFinder)
        await pilot.press("t", "enter")
        await pilot.press("9")
        await pilot.pause()
    assert stands(opened, "Hope")[-1][0] == "D2.txt"
    assert stands(opened, "Time")[-1][0] == "D2.txt"


async def test_a_code_for_documents_goes_on_all_of_it_whatever_is_selected(opened):
    rewrite(opened, "Time", hotkey="9", whole=True)
    app = WorkbenchApp(opened)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+n", "x", "9")
        await pilot.pause()
        assert "Time on the whole document" in str(app.screen.query_one("#status").content)
        assert stands(opened, "Time")[-1] == ("D2.txt", "P2: It is late. It is.")
        await pilot.press("u", "c", *"time", "enter")
        await pilot.pause()
        assert stands(opened, "Time")[-1] == ("D2.txt", "P2: It is late. It is.")
        await pilot.press("full_stop")
        await pilot.pause()
        assert "already stands on this document" in str(app.screen.query_one("#status").content)


async def test_several_codes_go_where_each_belongs(opened):
    rewrite(opened, "Time", whole=True)
    app = WorkbenchApp(opened)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+n", "G", "left_parenthesis", "c", *"time", "tab", *"hope", "tab", "enter")
        await pilot.pause()
        told = str(app.screen.query_one("#status").content)
        assert "Hope on 2 words, Time on the whole document" in told
    assert stands(opened, "Time")[-1] == ("D2.txt", "P2: It is late. It is.")
    assert stands(opened, "Hope")[-1] == ("D2.txt", "It is.")


async def test_hits_put_a_code_for_documents_on_each_document(opened):
    rewrite(opened, "Time", whole=True)
    app = WorkbenchApp(opened)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+n", "slash", "i", "t", "enter", "a", *"time", "enter")
        await pilot.pause(0.2)
        assert "their documents as a whole" in str(app.screen.query_one("#seek-said").content)
        await pilot.press("tab", "enter")
        await pilot.pause(0.2)
        await app.workers.wait_for_complete()
    assert stands(opened, "Time")[-1] == ("D2.txt", "P2: It is late. It is.")
    with Session.open(opened.settings) as other:
        assert [c.origin for c in other.project.all_codings()][-1] == SEARCH
