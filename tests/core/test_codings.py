"""The verbs on codings that stand: edges, other codes, splitting, joining, rating, removing, and coding hits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notation import back, study
from workbench.core import edits
from workbench.core.errors import Conflict, Refused
from workbench.core.model import SEARCH, Memo
from workbench.core.spans import Span
from workbench.core.steps import Change, Step, turned_back

TALK = "INT: And?\nP1: [trust: I knew her] from [hope: church] and [trust: from home]."
NAME = "trust"


def place(made, words):
    """The document and the stretch of some words in the first document."""
    document = made.project.library[0].id
    at = made.texts[document].text.index(words)
    return document, Span(at, at + len(words))


def only(made, code):
    (coding,) = made.codings(code)
    return coding


def written(made):
    return back(made.project, made.texts, made.project.library[0].id)


def memo_on(made, coding):
    """A study in which the coding has a memo."""
    memo = Memo(
        "m" * 32, "coding", coding.id, 0, 0, "analytic", "Look again.", False, made.stamp.coder.id, made.stamp.at
    )
    return made.after(Step("Memo", "Ana", made.stamp.at, (Change(None, memo),)))


def test_several_codes_go_on_one_stretch_and_what_stands_is_left():
    made = study(TALK)
    document, span = place(made, "church")
    codes = [made.project.code_named(name).id for name in ("trust", "hope")]
    step = edits.apply_codes(made.project, document, span, codes, made.stamp)
    assert step.label == "Coded D1 with “trust”"
    assert written(made.after(step)) == TALK.replace("[hope: church]", "[hope, trust: church]")
    with pytest.raises(Refused, match="already stand on these words"):
        edits.apply_codes(made.after(step).project, document, span, codes, made.stamp)
    with pytest.raises(Refused, match="No words are selected"):
        edits.apply_codes(made.project, document, Span(3, 3), codes, made.stamp)
    with pytest.raises(Refused, match="No code was chosen"):
        edits.apply_codes(made.project, document, span, [], made.stamp)


def test_an_edge_moves_and_the_coding_stays_the_same_one():
    made = study(TALK)
    coding = only(made, "hope")
    _, span = place(made, "from church")
    after = made.after(edits.resize(made.project, coding, span, made.stamp))
    assert written(after) == TALK.replace("from [hope: church]", "[hope: from church]")
    assert only(after, "hope") == coding._replace(start=span.start, end=span.end)
    with pytest.raises(Refused, match="these edges already"):
        edits.resize(made.project, coding, coding.span, made.stamp)
    with pytest.raises(Refused, match="at least one character"):
        edits.resize(made.project, coding, Span(4, 4), made.stamp)
    with pytest.raises(Conflict, match="in the meantime"):
        edits.resize(after.project, coding, span, made.stamp)
    first, second = made.codings("trust")
    with pytest.raises(Refused, match="already stands on these words"):
        edits.resize(made.project, first, second.span, made.stamp)


def test_a_coding_gets_another_code_and_one_that_would_stand_twice_becomes_one():
    made = study("P1: [trust, hope: I knew] her [trust: well].")
    hope = made.project.code_named("hope").id
    first, second = made.codings("trust")
    made = memo_on(made, first)
    after = made.after(edits.recode(made.project, [first, second], hope, made.stamp))
    assert written(after) == "P1: [hope: I knew] her [hope: well]."
    assert [memo.target for memo in after.project.memos.values()] == [after.codings("hope")[0].id]
    with pytest.raises(Refused, match="These are “hope” already"):
        edits.recode(after.project, after.codings("hope"), hope, made.stamp)


def test_the_places_among_a_themes_quotes_pass_to_the_heir():
    made = study("P1: [trust, hope: I knew] her.")
    trust, hope = only(made, "trust"), only(made, "hope")
    draft = edits.ThemeDraft("Night", "", (), (trust.id, hope.id))
    made = made.after(edits.add_theme(made.project, draft, made.stamp))
    after = made.after(edits.recode(made.project, [trust], hope.code, made.stamp))
    assert [theme.quotes for theme in after.project.theme_order] == [(hope.id,)]
    gone = made.after(edits.remove_codings(made.project, [trust], made.stamp))
    assert [theme.quotes for theme in gone.project.theme_order] == [(hope.id,)]


def test_a_coding_becomes_two_and_the_first_keeps_its_number():
    made = study(TALK)
    coding = made.codings("trust")[0]
    _, left = place(made, "I knew")
    _, right = place(made, "her")
    after = made.after(edits.split_coding(made.project, coding, left, right, made.stamp))
    assert written(after) == TALK.replace("[trust: I knew her]", "[trust: I knew] [trust: her]")
    assert [c.number for c in after.codings("trust")] == [1, 4, 3]
    for spans in ((left, Span(right.start, right.start)), (right, left)):
        with pytest.raises(Refused, match="between two words"):
            edits.split_coding(made.project, coding, *spans, made.stamp)


def test_codings_of_one_code_become_one_and_bring_their_memos():
    made = study(TALK)
    first, second = made.codings("trust")
    made = memo_on(made, second)
    after = made.after(edits.join_codings(made.project, [second, first], made.stamp))
    assert only(after, "trust") == first._replace(end=second.end)
    assert [memo.target for memo in after.project.memos.values()] == [first.id]
    with pytest.raises(Refused, match="no second coding"):
        edits.join_codings(made.project, [first], made.stamp)
    with pytest.raises(Refused, match="one code in one document"):
        edits.join_codings(made.project, [first, only(made, "hope")], made.stamp)


def test_a_rating_is_a_point_of_the_codes_scale():
    made = study(TALK)
    code = made.project.code_named("hope")
    with pytest.raises(Refused, match="no scale to rate on"):
        edits.rate(made.project, [only(made, "hope")], "high", made.stamp)
    scaled = Step("", "Ana", "", (Change(code, code._replace(scale=("low", "high"))),))
    made = made.after(scaled)
    with pytest.raises(Refused, match="Its scale is low, high"):
        edits.rate(made.project, [only(made, "hope")], "deep", made.stamp)
    rated = made.after(edits.rate(made.project, [only(made, "hope")], "high", made.stamp))
    assert only(rated, "hope").rating == "high"
    trust = made.project.code_named("trust")
    recoded = rated.after(edits.recode(rated.project, [only(rated, "hope")], trust.id, made.stamp))
    assert [c.rating for c in recoded.codings("trust")] == ["", "", ""]
    freed = rated.after(edits.rate(rated.project, [only(rated, "hope")], "", made.stamp))
    assert only(freed, "hope").rating == ""
    with pytest.raises(Refused, match="this already"):
        edits.rate(freed.project, [only(freed, "hope")], "", made.stamp)


def test_the_memo_of_a_coding_that_goes_stays_with_the_words():
    made = study(TALK)
    coding = only(made, "hope")
    after = memo_on(made, coding)
    after = after.after(edits.remove_codings(after.project, [coding], made.stamp))
    (memo,) = after.project.memos.values()
    assert (memo.about, memo.target, memo.start, memo.end) == ("passage", coding.document, coding.start, coding.end)


def test_hits_are_coded_in_one_step_and_bear_their_origin():
    made = study(TALK)
    document, span = place(made, "I knew her")
    _, church = place(made, "church")
    trust = made.project.code_named("trust").id
    step = edits.code_hits(made.project, [(document, span), (document, church), (document, church)], trust, made.stamp)
    assert step.label == "Coded 1 hit of a search in 1 document with “trust”"
    assert [c.origin for c in made.after(step).codings("trust")] == ["", SEARCH, ""]
    with pytest.raises(Refused, match="already stands on all of these words"):
        edits.code_hits(made.project, [(document, span)], trust, made.stamp)


ACTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 9), st.integers(0, 40), st.integers(1, 12)),
    max_size=12,
)


def acted(made, act, which, other, at, length):
    """The step of an act on some codings of the study, or None where it is refused or there is none."""
    codings = list(made.project.all_codings())
    if not codings:
        return None
    coding, second = codings[which % len(codings)], codings[other % len(codings)]
    code = list(made.project.codes)[other % len(made.project.codes)]
    halves = Span(coding.start, coding.start + length), Span(coding.start + length, coding.end)
    document, span = coding.document, Span(at, at + length)
    try:
        return (
            lambda: edits.resize(made.project, coding, span, made.stamp),
            lambda: edits.recode(made.project, list({coding, second}), code, made.stamp),
            lambda: edits.split_coding(made.project, coding, *halves, made.stamp),
            lambda: edits.join_codings(made.project, list({coding, second}), made.stamp),
            lambda: edits.remove_codings(made.project, [coding], made.stamp),
            lambda: edits.apply_codes(made.project, document, span, [code], made.stamp),
        )[act]()
    except Refused:
        return None


@given(ACTS)
@settings(max_examples=200, deadline=None)
def test_any_acts_taken_back_leave_the_study_as_it_was_and_no_coding_stands_twice(acts):
    made = start = study("P1: [a: I knew] [b: her [a: from] church] and [a, b: from home] as [b: one] does there.")
    steps = []
    for act in acts:
        if step := acted(made, *act):
            made = made.after(step)
            steps.append(step)
        standing = [(c.document, c.span, c.code, c.coder) for c in made.project.all_codings()]
        assert len(standing) == len(set(standing))
    for step in reversed(steps):
        made = made.after(turned_back(step, 1, "Ana", step.at))
    assert (made.project.codings, made.project.counts) == (start.project.codings, start.project.counts)
