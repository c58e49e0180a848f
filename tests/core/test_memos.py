"""Memos: writing, changing and removing them, who may see them, and what they are about in words."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.blind import Blindfold
from workbench.core.errors import Conflict, Missing, Refused
from workbench.core.memos import memo_named, memo_place, memo_words, memos_about, visible
from workbench.core.model import ABOUT, Coder, Memo
from workbench.core.spans import Span
from workbench.core.steps import turned_back

BEN = Coder("b" * 32, "Ben")


@pytest.fixture
def made():
    return study("INT: Hello?\nP1: [trust: I knew her], she sang.")


def by(made, coder, at="2026-11-22T08:00:00Z"):
    return made.stamp._replace(coder=coder, at=at)


def target(made, about):
    """An id of something of each kind, and the span that goes with it."""
    project = made.project
    coding = next(project.all_codings())
    found = {
        "study": "",
        "document": project.library[0].id,
        "passage": project.library[0].id,
        "coding": coding.id,
        "code": coding.code,
        "case": project.case_named("P1").id,
        "theme": next(iter(project.themes), ""),
    }
    return found[about], Span(30, 38) if about == "passage" else None


def wrote(made, about="code", body="Her voice.", private=False, coder=None, kind="analytic"):
    """The study with one memo more, and that memo."""
    stamp = by(made, coder) if coder else made.stamp
    step = edits.write_memo(made.project, about, *target(made, about), kind, body, private, stamp)
    return made.after(step), next(change.after for change in step.changes if isinstance(change.after, Memo))


def themed(made):
    return made.after(edits.add_theme(made.project, edits.ThemeDraft("Singing", "", (), ()), made.stamp))


@pytest.mark.parametrize(
    ("about", "label"),
    [
        ("study", "Wrote a memo on the study"),
        ("document", "Wrote a memo on D1"),
        ("passage", "Wrote a memo on a passage of D1"),
        ("coding", "Wrote a memo on the coding “trust” in D1"),
        ("code", "Wrote a memo on the code “trust”"),
        ("case", "Wrote a memo on the case P1"),
        ("theme", "Wrote a memo on the theme “Singing”"),
    ],
)
def test_a_memo_is_written_about_each_thing_and_undone(made, about, label):
    made = themed(made)
    where, span = target(made, about)
    step = edits.write_memo(made.project, about, where, span, "method", " So it is.\r\n", False, made.stamp)
    after = made.project.after(step)
    (memo,) = after.memos.values()
    assert step.label == label
    assert (memo.about, memo.target, memo.kind, memo.body, memo.private) == (about, where, "method", "So it is.", False)
    assert (memo.start, memo.end) == ((30, 38) if about == "passage" else (0, 0))
    assert after.after(turned_back(step, 1, "Ana", made.stamp.at)).memos == {}


def test_every_thing_that_memos_can_be_about_is_tried_above():
    assert set(ABOUT) == {"study", "document", "passage", "coding", "code", "case", "theme"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": " \n "}, "A memo needs words."),
        ({"body": "\x00\x1b"}, "A memo needs words."),
        ({"kind": "poetic"}, "There is no kind of memo “poetic”."),
        ({"about": "weather"}, "A memo can't be about “weather”."),
        ({"target": "gone"}, "This code is no longer in the study."),
        ({"about": "passage"}, "No words are selected."),
        ({"about": "passage", "span": Span(0, 3), "target": "gone"}, "This document is no longer in the study."),
    ],
)
def test_what_is_no_memo_is_refused(made, change, sentence):
    wish = {"about": "code", "target": target(made, "code")[0], "span": None, "kind": "method", "body": "So."} | change
    with pytest.raises(Refused) as error:
        edits.write_memo(made.project, **wish, private=False, stamp=made.stamp)
    assert error.value.message == sentence


def test_control_characters_do_not_get_into_a_memo(made):
    _, memo = wrote(made, body="a\x1b[31mb\u009fc\td\n\n\ne")
    assert memo.body == "a[31mbc\td\n\n\ne"


def test_a_memo_is_changed_and_its_date_follows_its_words(made):
    made, memo = wrote(made)
    later = by(made, made.stamp.coder)
    opened = edits.edit_memo(made.project, memo, "reflexive", memo.body, True, later).changes[-1].after
    assert (opened.kind, opened.private, opened.at) == ("reflexive", True, memo.at)
    step = edits.edit_memo(made.project, memo, memo.kind, "Her breath.", False, later)
    assert step.label == "Changed a memo on the code “trust”"
    assert step.changes[-1].after == memo._replace(body="Her breath.", at="2026-11-22T08:00:00Z")
    with pytest.raises(Refused, match="says this already"):
        edits.edit_memo(made.project, memo, memo.kind, "Her voice. ", False, later)


def test_a_memo_is_removed_and_comes_back(made):
    made, memo = wrote(made)
    step = edits.remove_memo(made.project, memo, made.stamp)
    assert step.label == "Removed a memo on the code “trust”"
    assert made.project.after(step).memos == {}
    assert made.project.after(step).after(turned_back(step, 1, "Ana", "")).memos == {memo.id: memo}


def test_the_history_tells_nothing_of_a_private_memo(made):
    where = target(made, "code")[0]
    step = edits.write_memo(made.project, "code", where, None, "analytic", "Mine.", True, made.stamp)
    made = made.after(step)
    memo = step.changes[-1].after
    changed = edits.edit_memo(made.project, memo, "analytic", "Still mine.", True, made.stamp)
    removed = edits.remove_memo(made.project, memo, made.stamp)
    assert [step.label, changed.label, removed.label] == [
        "Wrote a private memo",
        "Changed a private memo",
        "Removed a private memo",
    ]


def test_a_memo_is_changed_and_removed_by_its_writer_alone(made):
    made, memo = wrote(made)
    with pytest.raises(Refused, match="This memo is Ana’s; only its writer can change it"):
        edits.edit_memo(made.project, memo, "method", "No.", False, by(made, BEN))
    with pytest.raises(Refused, match="This memo is Ana’s; only its writer can remove it"):
        edits.remove_memo(made.project, memo, by(made, BEN))


def test_a_memo_that_changed_in_the_meantime_is_a_conflict(made):
    made, memo = wrote(made)
    made = made.after(edits.edit_memo(made.project, memo, "method", "Else.", False, made.stamp))
    with pytest.raises(Conflict, match="changed or removed in the meantime"):
        edits.edit_memo(made.project, memo, "method", "Mine.", False, made.stamp)


def test_private_memos_are_seen_by_their_writer_alone_and_the_newest_come_first(made):
    made, first = wrote(made, body="Ana’s own.", private=True)
    made, second = wrote(made, body="Ben’s own.", private=True, coder=BEN)
    made, third = wrote(made, body="For all.", coder=BEN)
    ana, code = made.stamp.coder.id, first.target
    assert [memo.body for memo in visible(made.project, ana)] == ["For all.", "Ana’s own."]
    assert [memo.body for memo in memos_about(made.project, ana, "code", code)] == ["Ana’s own.", "For all."]
    assert {memo.id for memo in visible(made.project, BEN.id)} == {second.id, third.id}
    assert [memo.body for memo in visible(made.project, "")] == ["For all."]


def test_a_coder_who_codes_blind_sees_no_memo_of_others(made):
    made, _ = wrote(made, coder=BEN)
    made, own = wrote(made, body="Mine.")
    assert visible(Blindfold.of(made.project, made.stamp.coder.id).seen, made.stamp.coder.id) == (own,)


def test_memos_about_a_passage_are_those_that_touch_it(made):
    made, memo = wrote(made, "passage")
    document = made.project.library[0].id
    assert memos_about(made.project, memo.coder, "passage", document, Span(37, 40)) == (memo,)
    assert memos_about(made.project, memo.coder, "passage", document, Span(38, 40)) == ()


def test_the_place_of_a_memo_is_named_even_when_it_is_gone(made):
    made, memo = wrote(made, "passage")
    assert memo_place(made.project, memo) == "a passage of D1"
    assert memo_place(made.project, memo, 2) == "a passage of D1, turn 2"
    assert memo_place(made.project, memo._replace(about="study", target=""), 2) == "the study"
    for about in ABOUT[1:]:
        assert memo_place(made.project, memo._replace(about=about, target="gone")).endswith("that is gone")
        assert memo_words(made.project, memo._replace(about=about, target="gone")) is None


def test_a_memo_about_a_coding_stays_with_its_words_when_the_coding_goes(made):
    made, memo = wrote(made, "coding")
    coding = made.project.codings_by_id[memo.target]
    assert memo_words(made.project, memo) == (coding.document, coding.span)
    made = made.after(edits.remove_codings(made.project, [coding], made.stamp))
    (kept,) = made.project.memos.values()
    assert memo_place(made.project, kept) == "a passage of D1"
    assert memo_words(made.project, kept) == (coding.document, coding.span)


def test_a_memo_is_named_by_its_first_line_or_the_first_signs_of_its_id(made):
    made, first = wrote(made, body="# On voice\n\nIt carries.")
    made, second = wrote(made, "study", body="On names")
    both = [first, second]
    assert memo_named(made.project, both, "on  VOICE") == first
    assert memo_named(made.project, both, second.id[:32]) == second
    with pytest.raises(Missing, match="There is no memo “On”"):
        memo_named(made.project, both, "On")
    with pytest.raises(Refused, match="names 2 memos"):
        memo_named(made.project, both, "0000")
