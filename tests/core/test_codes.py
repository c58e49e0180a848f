"""The verbs on codes, and what is said of them before they happen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notation import AT, back, study
from workbench.core import edits
from workbench.core.effects import effects
from workbench.core.errors import Conflict, Refused, WorkbenchError
from workbench.core.model import Coder, Memo, Theme
from workbench.core.project import FIELDS
from workbench.core.spans import Span
from workbench.core.steps import Change, Step, turned_back

TWO = (
    "P1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time @Ben: Then it went.]",
    "P2: [Care > Heard, Time: Yes.] [Care > Heard @Ben: No.]",
)


def paths(made):
    return [made.project.code_paths[code.id] for code, _ in made.project.code_tree]


def code(made, name):
    return made.project.code_named(name)


def notated(made):
    return tuple(back(made.project, made.texts, document.id) for document in made.project.library)


def with_records(made, *records):
    return made.after(Step("Made", "Ana", AT, tuple(Change(None, record) for record in records)))


def rated(made, name, points, rating):
    heard = code(made, name)
    step = edits.edit_code(made.project, heard, heard._replace(scale=points), made.stamp)
    made = made.after(step)
    return made.after(edits.rate(made.project, made.codings(name), rating, made.stamp))


def memo(about, target, body="Why?"):
    return Memo(f"memo on {target}", about, target, 0, 0, "analytic", body, False, "0" * 32, AT)


# -- adding -----------------------------------------------------------------------------------------------------------


def test_a_new_code_stands_at_the_end_or_where_it_is_wanted():
    made = study(*TWO)
    care = code(made, "Care")
    made = made.after(edits.add_code(made.project, " Warm  wishes ", care.id, made.stamp, definition="Kindness."))
    made = made.after(edits.add_code(made.project, "First", None, made.stamp, position=1, colour="#E69F00"))
    assert paths(made) == ["First", "Care", "Care > Heard", "Care > Hope", "Care > Warm wishes", "Time"]
    assert code(made, "Warm wishes").definition == "Kindness."
    assert [c.position for c in made.project.codes.values() if c.parent is None] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (" ", "needs a name"),
        ("a > b", "can't hold"),
        ("a\nb", "one line"),
        ("x" * 201, "200 characters at most"),
        ("care", "There is a code “care” at the top"),
    ],
)
def test_a_name_that_is_none_or_taken_is_refused(name, why):
    made = study(*TWO)
    with pytest.raises(Refused, match=why):
        edits.add_code(made.project, name, None, made.stamp)


def test_a_name_may_stand_below_two_parents():
    made = study(*TWO)
    assert (
        paths(made.after(edits.add_code(made.project, "hope", code(made, "Time").id, made.stamp)))[-1] == "Time > hope"
    )


def test_a_code_in_vivo_is_made_and_stands_on_its_words():
    made = study("P1: It felt warm to me.")
    document = made.project.library[0].id
    step = edits.code_in_vivo(made.project, document, Span(7, 16), " felt\n warm", made.stamp)
    assert step.label == "Coded D1 in vivo with the new code “felt warm”"
    made = made.after(step)
    assert notated(made) == ("P1: It [felt warm: felt warm] to me.",)


def test_a_code_in_vivo_of_a_known_name_is_that_code():
    made = study(*TWO)
    document = made.project.library[0].id
    made = made.after(
        edits.code_with_new(made.project, document, Span(4, 6), "HOPE", code(made, "Time").id, made.stamp)
    )
    assert len(made.codings("Hope")) == 2
    assert len(made.project.codes) == 4


def test_long_words_name_a_code_in_vivo_up_to_a_word():
    made = study("P1: It felt warm to me.")
    words = "and then all of us went down to the river because it was so very hot"
    made = made.after(edits.code_in_vivo(made.project, made.project.library[0].id, Span(4, 6), words, made.stamp))
    assert paths(made) == ["and then all of us went down to the river because it was so…"]


# -- rewriting and moving ---------------------------------------------------------------------------------------------


def test_a_code_is_rewritten_where_it_stands():
    made = study(*TWO)
    heard = code(made, "Heard")
    after = heard._replace(name="Listened to", definition="Somebody listens.", scale=("low", "high"), position=9)
    step = edits.edit_code(made.project, heard, after, made.stamp)
    assert step.label == "Renamed the code “Heard” to “Listened to”"
    made = made.after(step)
    assert paths(made) == ["Care", "Care > Listened to", "Care > Hope", "Time"]
    assert code(made, "Listened to").scale == ("low", "high")


def test_what_a_code_cannot_become_is_refused():
    made = rated(study(*TWO), "Heard", ("low", "high"), "high")
    heard, time = code(made, "Heard"), code(made, "Time")
    made = made.after(edits.edit_code(made.project, time, time._replace(key="T"), made.stamp))
    for after, why in (
        (heard._replace(name="Hope"), "There is a code “Hope” below “Care” already"),
        (heard._replace(key="t"), "“Time” has the key T already"),
        (heard._replace(colour="red"), "“red” is no colour"),
        (heard._replace(scale=("low", "")), "needs a name"),
        (heard._replace(scale=("high", "High")), "the same name"),
        (heard._replace(scale=("low",)), "points by which codings are rated"),
        (heard._replace(applies=False), "codings stand on it"),
        (heard, "like this already"),
    ):
        with pytest.raises(Refused, match=why):
            edits.edit_code(made.project, heard, after, made.stamp)
    with pytest.raises(Conflict):
        edits.edit_code(made.project, heard._replace(full="x"), heard, made.stamp)


def test_a_code_moves_among_its_siblings_and_below_another():
    made = study(*TWO)
    made = made.after(edits.move_code(made.project, code(made, "Time"), None, 1, made.stamp))
    assert paths(made) == ["Time", "Care", "Care > Heard", "Care > Hope"]
    made = made.after(edits.move_code(made.project, code(made, "Care"), code(made, "Time").id, 1, made.stamp))
    assert paths(made) == ["Time", "Time > Care", "Time > Care > Heard", "Time > Care > Hope"]
    with pytest.raises(Refused, match="below itself"):
        edits.move_code(made.project, code(made, "Time"), code(made, "Hope").id, 1, made.stamp)
    with pytest.raises(Refused, match="there already"):
        edits.move_code(made.project, code(made, "Hope"), code(made, "Care").id, 2, made.stamp)


# -- merging, splitting, deleting -------------------------------------------------------------------------------------


def test_merging_takes_codings_memos_and_themes_along_and_says_so():
    made = study(*TWO)
    heard, time = code(made, "Heard"), code(made, "Time")
    theme = Theme("theme", "Night", "", 1, (time.id, heard.id))
    made = with_records(made, theme, memo("code", time.id))
    step = edits.merge_codes(made.project, [time], heard, made.stamp)
    assert effects(made.project, step) == (
        "The code “Time” is removed",
        "1 coding goes from “Time” to “Heard” in 1 document, by somebody else",
        "1 coding is removed from words that keep “Heard” in 1 document",
        "1 theme loses the code “Time”",
        "1 memo goes to “Heard”",
    )
    made = made.after(step)
    assert notated(made) == (
        "P1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Care > Heard @Ben: Then it went.]",
        "P2: [Care > Heard: Yes.] [Care > Heard @Ben: No.]",
    )
    assert made.project.themes["theme"].codes == (heard.id,)
    assert [m.body for m in made.project.memos_on["code", heard.id]] == ["Why?"]


def test_merging_moves_what_is_below_and_merges_namesakes():
    made = study("P1: [Kin > Aunts: One] [Family > aunts: two] [Family > Uncles > Old: three.]")
    step = edits.merge_codes(made.project, [code(made, "Family")], code(made, "Kin"), made.stamp)
    assert effects(made.project, step) == (
        "2 codes “Family” and “aunts” are removed",
        "1 code moves below “Kin”",
        "1 coding goes from “aunts” to “Aunts” in 1 document",
    )
    made = made.after(step)
    assert notated(made) == ("P1: [Kin > Aunts: One] [Kin > Aunts: two] [Kin > Uncles > Old: three.]",)


def test_merging_a_code_into_the_one_above_it_keeps_its_namesake_below_it():
    made = study("P1: [Top > Trust > Trust: One] [Top > Trust: two] [Top: three.]")
    made = made.after(edits.merge_codes(made.project, [code(made, "Top > Trust")], code(made, "Top"), made.stamp))
    assert notated(made) == ("P1: [Top > Trust: One] [Top: two] [Top: three.]",)


def test_a_marked_code_goes_where_it_was_sent_though_the_code_above_it_goes_too():
    made = study("P1: [Kin > Aunts: One] [Family > Aunts: two] [Family: three.]")
    both = [code(made, "Family"), code(made, "Family > Aunts")]
    made = made.after(edits.merge_codes(made.project, both, code(made, "Kin"), made.stamp))
    assert notated(made) == ("P1: [Kin > Aunts: One] [Kin: two] [Kin: three.]",)


def test_the_code_that_stays_takes_what_it_does_not_say_itself():
    made = rated(study(*TWO), "Time", ("short", "long"), "long")
    time, heard = code(made, "Time"), code(made, "Heard")
    made = made.after(
        edits.edit_code(made.project, time, time._replace(definition="When.", include="Dates"), made.stamp)
    )
    made = made.after(edits.edit_code(made.project, heard, heard._replace(include="Ears"), made.stamp))
    made = made.after(edits.merge_codes(made.project, [code(made, "Time")], code(made, "Heard"), made.stamp))
    heard = code(made, "Heard")
    assert (heard.definition, heard.include, heard.scale) == ("When.", "Ears", ("short", "long"))
    assert [c.rating for c in made.codings("Heard")] == ["", "long", "", ""]


def test_a_rating_that_the_code_that_stays_does_not_know_is_said_to_go():
    made = rated(rated(study(*TWO), "Time", ("short", "long"), "long"), "Heard", ("low", "high"), "low")
    step = edits.merge_codes(made.project, [code(made, "Time")], code(made, "Heard"), made.stamp)
    assert effects(made.project, step)[2:] == (
        "1 coding is removed from words that keep “Heard” in 1 document",
        "1 coding loses the rating, by somebody else",
    )


def test_a_code_is_not_merged_into_one_below_it_nor_into_a_heading_or_itself():
    made = study(*TWO)
    care, heard = code(made, "Care"), code(made, "Heard")
    with pytest.raises(Refused, match="stands below “Care”"):
        edits.merge_codes(made.project, [care], heard, made.stamp)
    with pytest.raises(Refused, match="another code"):
        edits.merge_codes(made.project, [heard], heard, made.stamp)
    made = made.after(edits.edit_code(made.project, care, care._replace(applies=False), made.stamp))
    with pytest.raises(Refused, match="is a heading"):
        edits.merge_codes(made.project, [heard], code(made, "Care"), made.stamp)


def test_splitting_gives_the_chosen_codings_a_code_right_after_it():
    made = study(*TWO)
    heard = code(made, "Heard")
    made = with_records(made, Theme("theme", "Night", "", 1, (heard.id,)))
    step = edits.split_code(made.project, heard, "Refused", made.codings("Heard")[1:], made.stamp)
    assert step.label == "Split 2 codings off “Heard” as “Refused”"
    assert effects(made.project, step)[1:] == (
        "2 codings go from “Heard” to “Refused” in 1 document, 1 of them by others",
        "1 theme gets the code “Refused”",
    )
    made = made.after(step)
    assert paths(made) == ["Care", "Care > Heard", "Care > Refused", "Care > Hope", "Time"]
    assert notated(made)[1] == "P2: [Care > Refused, Time: Yes.] [Care > Refused @Ben: No.]"
    with pytest.raises(Refused, match="No quotes"):
        edits.split_code(made.project, code(made, "Heard"), "Other", [], made.stamp)
    with pytest.raises(Conflict):
        edits.split_code(made.project, code(made, "Heard"), "Other", made.codings("Hope"), made.stamp)


def test_deleting_takes_all_below_and_keeps_every_memo():
    made = study(*TWO)
    care, heard, coding = code(made, "Care"), code(made, "Heard"), study(*TWO).codings("Heard")[0]
    made = with_records(
        made,
        Theme("theme", "Night", "", 1, (care.id,), (coding.id,)),
        memo("code", heard.id),
        memo("coding", coding.id),
    )
    step = edits.delete_code(made.project, care, made.stamp)
    assert step.label == "Deleted the code “Care” and 2 codes below it"
    assert effects(made.project, step) == (
        "3 codes “Care”, “Heard” and “Hope” are removed",
        "3 codings are removed in 2 documents, 1 of them by others",
        "1 coding is removed from words that keep “Time” in 1 document",
        "1 theme loses a quote",
        "1 theme loses the code “Care”",
        "1 memo goes to the words",
        "1 memo goes to the study as a whole",
    )
    made = made.after(step)
    assert notated(made) == ("P1: It felt warm to me. [Time @Ben: Then it went.]", "P2: [Time: Yes.] No.")
    assert [m.body for m in made.project.memos_on["study", ""]] == ["On the deleted code “Heard”:\n\nWhy?"]


def test_deleting_may_give_the_codings_to_another_code():
    made = study(*TWO)
    made = made.after(edits.delete_code(made.project, code(made, "Care"), made.stamp, keep_to=code(made, "Time").id))
    assert notated(made) == (
        "P1: [Time: It felt [Time: warm] to me.] [Time @Ben: Then it went.]",
        "P2: [Time: Yes.] [Time @Ben: No.]",
    )
    made = study(*TWO)
    with pytest.raises(Refused, match="would be deleted itself"):
        edits.delete_code(made.project, code(made, "Care"), made.stamp, keep_to=code(made, "Hope").id)


# -- any of them, in any order ----------------------------------------------------------------------------------------

VERBS = ("add", "vivo", "edit", "move", "merge", "split", "delete", "keep")
ACTS = st.lists(st.tuples(st.sampled_from(VERBS), *(st.integers(0, 40) for _ in range(4))), max_size=6)


def act(made, verb, one, two, three, position):
    """The step of a verb on records chosen by numbers."""
    project, stamp = made.project, made.stamp
    codes, codings = list(project.codes.values()), list(project.all_codings())
    if not codes:
        raise Refused("No codes.")
    first, second, third = (codes[number % len(codes)] for number in (one, two, three))
    name = f"{second.name}{'x' * (three % 2)}"
    parent = None if three % 4 == 0 else second.id
    document = project.library[one % len(project.library)].id
    some = [coding for coding in codings if coding.code == first.id][: three % 3 + 1]
    return {
        "add": lambda: edits.add_code(project, name, parent, stamp, position=position),
        "vivo": lambda: edits.code_with_new(project, document, Span(two, two + 3), name, parent, stamp),
        "edit": lambda: edits.edit_code(project, first, first._replace(name=name, scale=("a",)), stamp),
        "move": lambda: edits.move_code(project, first, parent, position, stamp),
        "merge": lambda: edits.merge_codes(project, [first, third], second, stamp),
        "split": lambda: edits.split_code(project, first, name, some, stamp),
        "delete": lambda: edits.delete_code(project, first, stamp),
        "keep": lambda: edits.delete_code(project, first, stamp, keep_to=second.id),
    }[verb]()


def records(project):
    return {name: dict(getattr(project, name)) for name in [*FIELDS.values(), "counts"]}


def sound(before, after, verb):
    """Nothing is lost, nothing dangles, no two codes stand under one name in one place."""
    assert before.memos.keys() == after.memos.keys()
    words = {(c.document, c.span, c.coder) for c in before.all_codings()}
    if verb != "delete":
        assert words <= {(c.document, c.span, c.coder) for c in after.all_codings()}
    ids = set(after.codes)
    assert {c.code for c in after.all_codings()} <= ids
    assert {c.parent for c in after.codes.values()} <= {None, *ids}
    assert len(after.code_tree) == len(ids)
    assert {c for theme in after.themes.values() for c in theme.codes} <= ids
    assert {q for theme in after.themes.values() for q in theme.quotes} <= set(after.codings_by_id)
    assert {m.target for m in after.memos.values() if m.about == "code"} <= ids
    assert {m.target for m in after.memos.values() if m.about == "coding"} <= set(after.codings_by_id)
    assert len({(c.parent, c.name.casefold()) for c in after.codes.values()}) == len(ids)


@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_any_acts_lose_nothing_and_are_all_undone(acts):
    made = study(
        "P1: [a: One [a > b: two] three]. [b > a > b @Ben: Four], [b > a, a, c: five].", "P2: [c @Ben, a > b: Six]."
    )
    codings = list(made.project.all_codings())
    made = with_records(
        made,
        Theme("t", "T", "", 1, tuple(made.project.codes), tuple(coding.id for coding in codings[::2])),
        *(memo("code", known) for known in made.project.codes),
        *(memo("coding", coding.id) for coding in codings),
    )
    start, done = made.project, []
    for verb, *numbers in acts:
        try:
            step = act(made, verb, *numbers)
        except WorkbenchError:
            continue
        changed = [(type(c.after or c.before), (c.after or c.before).id) for c in step.changes]
        assert len(changed) == len(set(changed)), "a record changes once in a step"
        assert all(sentence.strip() for sentence in effects(made.project, step))
        before, made = made.project, made.after(step)
        sound(before, made.project, verb)
        done.append(step)
    for step in reversed(done):
        made = made.after(turned_back(step, 0, "Ana", AT))
    assert records(made.project) == records(start)


def test_others_are_told_apart_by_who_acts():
    made = study(*TWO)
    stamp = made.stamp._replace(coder=Coder("b" * 32, "Cleo"))
    step = edits.delete_code(made.project, code(made, "Heard"), stamp)
    assert "2 codings are removed in 2 documents, all by others" in effects(made.project, step)
