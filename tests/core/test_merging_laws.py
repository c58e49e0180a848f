"""What holds of every merge, whatever was done to the codebook on either side."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from codebooks import book, outline
from workbench.core.codebook import DEEPEST, Codebook, Entry, differences, matched, merge
from workbench.core.project import folded

NAMES = st.sampled_from(["Trust", "Hope", "Night", "Care", "Kin", "Awe", "trust", "Shame (2)", "Shame"])
WORDS = st.sampled_from(["", "Who.", "What is hoped for.", "At night."])


@st.composite
def trees(draw, most=7):
    """A codebook whose codes have keys, or none."""
    keyed = draw(st.booleans())
    rows = []
    for number in range(draw(st.integers(0, most))):
        parent = draw(st.sampled_from([None, *range(len(rows))]))
        rows.append([f"K{number}" if keyed else "", draw(NAMES), parent, draw(WORDS)])
    return built(rows)


def built(rows):
    """Rows of (key, name, place of the parent, definition) as a codebook, doubles of a name in one place left out."""
    entries, places, taken = [], {}, set()

    def walk(parent, new_parent, depth):
        for place, (key, name, above, *fields) in enumerate(rows):
            here = (new_parent, folded(name))
            if above == parent and place not in places and here not in taken and depth <= DEEPEST:
                taken.add(here)
                places[place] = len(entries)
                entries.append(Entry(key, name, new_parent, *fields))
                walk(place, places[place], depth + 1)

    walk(None, None, 1)
    return Codebook("", "", tuple(entries))


@st.composite
def edited(draw, base, mark):
    """The codebook after a few edits; what is new bears the mark in its key and name."""
    rows = [[entry.key, entry.name, entry.parent, *entry[3:]] for entry in base.entries]
    for number in range(draw(st.integers(0, 5))):
        act = draw(st.sampled_from(["add", "rename", "define", "move", "delete", "reorder", "merge", "split"]))
        here = draw(st.integers(0, max(len(rows) - 1, 0)))
        if act == "add" or not rows:
            parent = draw(st.sampled_from([None, *range(len(rows))]))
            rows.append([f"{mark}{number}", draw(NAMES), parent, *base_fields(draw(WORDS))])
        elif act == "rename":
            rows[here][1] = draw(NAMES)
        elif act == "define":
            rows[here][3] = draw(WORDS)
        elif act == "move":
            rows[here][2] = draw(st.sampled_from([None, *(p for p in range(len(rows)) if here not in way(rows, p))]))
        elif act == "split":
            fields = list(base_fields(draw(WORDS)))
            fields[-1] = rows[here][0]
            rows.append([f"{mark}{number}", draw(NAMES), rows[here][2], *fields])
        elif act == "merge":
            into = draw(st.sampled_from([p for p in range(len(rows)) if here not in way(rows, p)] or [None]))
            if into is not None and rows[here][0]:
                rows[into][-2] = (*rows[into][-2], rows[here][0])
                rows = without(rows, here)
        elif act == "delete":
            rows = without(rows, here)
        else:
            rows = moved_last(rows, here)
    return built(rows)


def base_fields(definition):
    return Entry("", "", None, definition)[3:]


def way(rows, place):
    """The rows from one to the top."""
    found = []
    while place is not None:
        found.append(place)
        place = rows[place][2]
    return found


def without(rows, gone):
    """The rows without one; what stood below it moves up."""
    heir = rows[gone][2]
    moved = {place: place - (place > gone) for place in range(len(rows))}
    parents = [heir if row[2] == gone else row[2] for row in rows]
    return [
        [*row[:2], None if parent is None else moved[parent], *row[3:]]
        for place, (row, parent) in enumerate(zip(rows, parents, strict=True))
        if place != gone
    ]


def moved_last(rows, place):
    order = [*(p for p in range(len(rows)) if p != place), place]
    at = {old: new for new, old in enumerate(order)}
    return [[*rows[old][:2], None if rows[old][2] is None else at[rows[old][2]], *rows[old][3:]] for old in order]


@st.composite
def three(draw):
    base = draw(trees())
    return base, draw(edited(base, "M")), draw(edited(base, "T"))


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
