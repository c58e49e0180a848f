"""What holds of every merge, whatever was done to the codebook on either side."""

from collections import Counter

from hypothesis import given, settings

from codebooks import book, outline, three
from workbench.core.codebook import DEEPEST, differences, matched, merge
from workbench.core.project import folded


def keys(codebook):
    return {entry.key for entry in codebook.entries if entry.key}


def whole(codebook):
    """True if it can be written and read again."""
    depths = []
    for place, entry in enumerate(codebook.entries):
        assert entry.parent is None or entry.parent < place
        depths.append(1 if entry.parent is None else depths[entry.parent] + 1)
    names = Counter((entry.parent, folded(entry.name)) for entry in codebook.entries)
    ids = Counter(entry.key for entry in codebook.entries if entry.key)
    return max(depths, default=0) <= DEEPEST and max([*names.values(), *ids.values()], default=1) == 1


@given(three())
@settings(max_examples=400, deadline=None)
def test_a_merge_loses_no_code_invents_none_and_is_a_whole_codebook(made):
    base, mine, theirs = made
    result = merge(base, mine, theirs)
    assert whole(result.book)
    known = keys(result.book) | {question.theirs for question in result.questions if question.id.startswith("id of")}
    assert keys(mine) & keys(theirs) <= known <= keys(mine) | keys(theirs)
    assert (keys(mine) | keys(theirs)) - keys(base) <= known
    asked = " ".join(question.id for question in result.questions if question.kind in {"gone", "above"})
    for key in (keys(base) & known) - (keys(mine) & keys(theirs)):
        assert key in asked
    of_mine = {place for place in result.origin if place is not None}
    lost = set(range(len(mine.entries))) - of_mine
    gone_in_theirs = set(range(len(base.entries))) - set(matched(base, theirs))
    of_base = {there: here for here, there in matched(base, mine).items()}
    assert all(of_base.get(place) in gone_in_theirs for place in lost)


@given(three())
@settings(max_examples=400, deadline=None)
def test_a_merge_is_the_same_both_ways_round_once_its_questions_are_answered(made):
    base, mine, theirs = made
    answers, result = {}, merge(base, mine, theirs)
    while result.questions:
        answers |= {question.id: question.choices[0][0] for question in result.questions}
        result = merge(base, mine, theirs, answers)
    turned = {key: {"mine": "theirs", "theirs": "mine"}.get(answer, answer) for key, answer in answers.items()}
    other = merge(base, theirs, mine, turned)
    assert (other.questions, outline(other.book)) == ((), outline(result.book))


@given(three())
@settings(max_examples=200, deadline=None)
def test_what_one_side_alone_did_is_the_merge(made):
    base, mine, _ = made
    for result in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert result.questions == ()
        assert outline(result.book) == outline(mine)


@given(three())
@settings(max_examples=200, deadline=None)
def test_nothing_differs_between_a_codebook_and_itself_and_something_between_two(made):
    base, mine, _ = made
    assert differences(mine, mine) == ()
    assert (differences(base, mine) == ()) == (outline(base) == outline(mine))


def test_the_differences_are_told_in_the_fields_words():
    one = book("Care [C]: All care.\n  Trust [T]: Who.\n  Hope [H]: What.\nNight [N]: At night.\nGone [G]\nDay [D]")
    other = book(
        "Kin [C]: All care.\n  Trust [T]: Who is trusted. | include Now.\n  Deep trust [DT] | split T\n"
        "Day [D] | colour #111111 | merged N\nHope [H]: What."
    )
    assert [difference.said for difference in differences(one, other)] == [
        "“Care” is renamed “Kin”",
        "“Trust” has another definition",
        "“Trust” has a new rule for including",
        "“Deep trust” was split off “Trust”",
        "“Day” has a new colour",
        "“Hope” is moved to the top; it stood below “Care”",
        "“Night” was merged into “Day”",
        "“Gone” is deleted",
    ]
