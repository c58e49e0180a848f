"""What a code means, and which codings are outdated once that has changed."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Coding
from workbench.core.project import Project
from workbench.core.spans import Span
from workbench.core.steps import Change, Step, turned_back

TALK = "P1: [Trust: I knew her] from [Church: church], [Trust @Ben: and so] it [Trust > Night: went on]."


def redefined(made, code, **fields):
    """The study once a code says something else, and the step that did it."""
    known = made.project.code_named(code)
    step = edits.edit_code(made.project, known, known._replace(**fields), made.stamp)
    return made.after(step), step


def outdated(made):
    """The words of the outdated codings, by the names of their codes."""
    texts = made.texts
    return {
        made.project.codes[code].name: [coding.span.of(texts[coding.document].text) for coding in codings]
        for code, codings in made.project.outdated.items()
    }


def coded(made, words, code):
    """The study with a code on these words."""
    document, text = next(iter(made.texts.items()))
    start = text.text.index(words)
    span = Span(start, start + len(words))
    return made.after(edits.apply_code(made.project, document, span, made.project.code_named(code).id, made.stamp))


def of_before(made):
    """The study as one from before codings knew what their codes meant."""
    changes = tuple(Change(coding, coding._replace(meaning="")) for coding in made.project.all_codings())
    return made.after(Step("", "", "", changes))


# -- the meaning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["definition", "full", "include", "exclude"])
def test_definitions_and_rules_are_what_a_code_means(field):
    code = study(TALK).project.code_named("Trust")
    assert code._replace(**{field: "Relies on somebody"}).meaning != code.meaning


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Faith"}, {"colour": "#112233"}, {"examples": ("So",)}, {"misses": ("No",)}, {"scale": ("low",)},
        {"aliases": ("Faith",)}, {"key": "TRU"}, {"position": 7}, {"parent": None}, {"attributes": (("a", "b"),)},
    ],
)  # fmt: skip
def test_nothing_else_is(fields):
    code = study(TALK).project.code_named("Night")
    assert code._replace(**fields).meaning == code.meaning


def test_case_blanks_and_signs_leave_it_as_it_was_and_the_field_counts():
    code = study(TALK).project.code_named("Trust")
    said = code._replace(definition="Relies on somebody.", include="At night")
    assert said._replace(definition=" relies on  Somebody!").meaning == said.meaning
    assert said._replace(definition="Relies on nobody.").meaning != said.meaning
    assert code._replace(include="Relies").meaning != code._replace(exclude="Relies").meaning


# -- changing it --------------------------------------------------------------------------------------------------------


def test_a_new_definition_outdates_exactly_the_codings_made_before():
    made, _ = redefined(study(TALK), "Trust", definition="Relies on somebody")
    made = coded(made, "it", "Trust")
    assert outdated(made) == {"Trust": ["I knew her", "and so"]}


@pytest.mark.parametrize("field", ["full", "include", "exclude"])
def test_so_does_another_rule(field):
    made, _ = redefined(study(TALK), "Church", **{field: "Only buildings"})
    assert outdated(made) == {"Church": ["church"]}


def test_another_name_colour_or_place_outdates_nothing():
    made, _ = redefined(study(TALK), "Trust", name="Faith", colour="#112233", examples=("So",))
    made = made.after(edits.move_code(made.project, made.project.code_named("Night"), None, 1, made.stamp))
    assert outdated(made) == {}


def test_taking_the_change_back_or_writing_the_old_words_again_empties_the_list():
    begun, _ = redefined(study(TALK), "Trust", definition="Relies on somebody")
    begun = begun.after(edits.keep_codings(begun.project, begun.codings("Trust"), begun.stamp))
    made, step = redefined(begun, "Trust", definition="Else")
    assert outdated(made) == {"Trust": ["I knew her", "and so"]}
    assert outdated(made.after(turned_back(step, 1, "Ana", ""))) == {}
    again, _ = redefined(made, "Trust", definition="Relies on somebody")
    assert outdated(again) == {}


def test_what_was_coded_between_two_changes_is_outdated_by_the_second():
    made, _ = redefined(study(TALK), "Trust", definition="One")
    made = coded(made, "it", "Trust")
    made, _ = redefined(made, "Trust", definition="Two")
    assert outdated(made) == {"Trust": ["I knew her", "and so", "it"]}


def test_in_a_study_of_before_the_first_change_notes_what_codings_were_made_under():
    made, step = redefined(of_before(study(TALK)), "Trust", definition="Relies on somebody")
    assert outdated(made) == {"Trust": ["I knew her", "and so"]}
    assert {coding.meaning for coding in made.codings("Church")} == {""}
    back = made.after(turned_back(step, 1, "Ana", ""))
    assert outdated(back) == {}
    assert {coding.meaning for coding in back.project.all_codings()} == {""}


def test_a_project_without_codings_has_none_outdated():
    assert Project().outdated == {}


# -- looking again --------------------------------------------------------------------------------------------------------


@pytest.fixture
def made():
    """A study with two outdated codings of Trust, which meant something when they were made."""
    begun, _ = redefined(study(TALK), "Trust", definition="Leans on somebody")
    begun = begun.after(edits.keep_codings(begun.project, begun.codings("Trust"), begun.stamp))
    return redefined(begun, "Trust", definition="Relies on somebody")[0]


def test_what_is_kept_is_no_longer_outdated_until_the_next_change(made):
    first, second = made.codings("Trust")
    step = edits.keep_codings(made.project, [second], made.stamp)
    assert step.label == "Looked again at 1 coding of “Trust”, coded by Ben, and kept it"
    kept = made.after(step)
    assert outdated(kept) == {"Trust": ["I knew her"]}
    assert kept.codings("Trust")[1] == second._replace(meaning=made.project.code_named("Trust").meaning)
    assert outdated(kept.after(edits.keep_codings(kept.project, [first], kept.stamp))) == {}
    assert outdated(redefined(kept, "Trust", exclude="God")[0]) == {"Trust": ["I knew her", "and so"]}


def test_only_outdated_codings_are_kept_and_one_that_changed_since_is_a_conflict(made):
    with pytest.raises(Refused, match="those under which this was coded"):
        edits.keep_codings(made.project, made.codings("Church"), made.stamp)
    stale = made.codings("Trust")[0]._replace(end=99)
    with pytest.raises(Conflict):
        edits.keep_codings(made.project, [stale], made.stamp)
    both = edits.keep_codings(made.project, [*made.codings("Trust"), *made.codings("Church")], made.stamp)
    assert len([change for change in both.changes if isinstance(change.after, Coding)]) == 2


def test_what_is_recoded_or_removed_was_looked_at(made):
    first, second = made.codings("Trust")
    made = made.after(edits.recode(made.project, [first], made.project.code_named("Church").id, made.stamp))
    assert outdated(made) == {"Trust": ["and so"]}
    made = made.after(edits.remove_codings(made.project, [second], made.stamp))
    assert outdated(made) == {}


def test_another_edge_or_rating_is_no_look_at_the_definition(made):
    first = made.codings("Trust")[0]
    made = made.after(edits.resize(made.project, first, Span(first.start, first.end - 4), made.stamp))
    assert outdated(made) == {"Trust": ["I knew", "and so"]}


# -- merging, splitting, deleting -----------------------------------------------------------------------------------------


def test_merging_leaves_outdated_what_was_and_outdates_those_of_a_code_that_takes_the_definition_over(made):
    project = made.project
    step = edits.merge_codes(project, [project.code_named("Trust")], project.code_named("Church"), made.stamp)
    merged = made.after(step)
    assert merged.project.code_named("Church").definition == "Relies on somebody"
    assert outdated(merged) == {"Church": ["I knew her", "church", "and so"]}


def test_merging_into_a_code_that_says_what_it_means_outdates_none_of_its_own():
    made = study(TALK)
    made, _ = redefined(made, "Church", definition="A house of God")
    made = made.after(edits.keep_codings(made.project, made.codings("Church"), made.stamp))
    project = made.project
    step = edits.merge_codes(project, [project.code_named("Trust")], project.code_named("Church"), made.stamp)
    assert outdated(made.after(step)) == {}


def test_splitting_leaves_outdated_what_was(made):
    first, second = made.codings("Trust")
    split = made.after(
        edits.split_code(made.project, made.project.code_named("Trust"), "At first", [first], made.stamp)
    )
    assert outdated(split) == {"At first": ["I knew her"], "Trust": ["and so"]}
    fresh = made.after(edits.keep_codings(made.project, [first, second], made.stamp))
    code = fresh.project.code_named("Trust")
    split = fresh.after(edits.split_code(fresh.project, code, "At first", fresh.codings("Trust")[:1], fresh.stamp))
    assert outdated(split) == {}


def test_codings_given_away_by_a_deletion_stay_outdated_if_they_were(made):
    project = made.project
    heir = project.code_named("Church").id
    gone = made.after(edits.delete_code(project, project.code_named("Trust"), made.stamp, keep_to=heir))
    assert outdated(gone) == {"Church": ["I knew her", "and so"]}
