"""What is weak in a codebook: each rule finds its case, and leaves alone what only looks like it."""

from pathlib import Path

import pytest

from notation import study
from workbench.analysis.checking import LEVELS, RULES, check, check_study, grave
from workbench.core import edits
from workbench.core.codebook import Codebook, Entry
from workbench.formats.register import read_codebook

SHIPPED = sorted((Path(__file__).parents[2] / "codebooks").glob("*.yaml"))


def entry(name, parent=None, **fields):
    """A code with all that it should have, but for what the test is about."""
    full = {"key": name, "definition": name[::-1], "include": "If so.", "examples": ("“So.”",)}
    return Entry(**{**full, "name": name, "parent": parent, **fields})


def found(*entries, **book):
    """The findings by rule: for each, the places that it is about."""
    rules = {}
    for finding in check(Codebook("Test", "", entries, **book)):
        rules.setdefault(finding.rule, []).append(finding.codes)
    return rules


def told(rule, *entries, **book):
    return [f.sentence for f in check(Codebook("Test", "", entries, **book)) if f.rule == rule]


# -- what codes say of themselves -----------------------------------------------------------------------------------------


def test_a_code_with_all_it_should_have_is_not_weak():
    assert found(entry("Trust"), entry("Hope")) == {}


def test_what_a_code_lacks_is_found_and_a_heading_needs_none_of_it():
    bare = {"definition": "", "include": "", "examples": ()}
    lacking = {"no-definition": [(0,)], "no-rule": [(0,)], "no-example": [(0,)]}
    assert found(entry("Trust", **bare)) == lacking
    assert found(entry("Roles", applies=False, **bare), entry("Trust", 0), entry("Hope", 0)) == {}
    assert found(entry("Trust", definition="", full="At length.", exclude="No.", include="")) == {}


def test_definitions_are_the_same_when_only_case_and_signs_differ():
    one, two = "It is felt; all the time.", "It is felt all the TIME"
    assert found(entry("A1", definition=one), entry("B2", definition=two), entry("C3", definition=one)) == {
        "same-definition": [(0, 1, 2)]
    }


def test_definitions_are_nearly_the_same_when_a_few_letters_differ():
    one = "The speaker feels received without any judgement by others."
    two = "The speaker feels received, without any judgements by the others."
    other = "The speaker feels watched, and waits for the judgement of others."
    assert found(entry("A1", definition=one), entry("B2", definition=two), entry("C3", definition=other)) == {
        "near-definition": [(0, 1)]
    }


def test_a_name_or_an_alias_that_two_codes_bear():
    assert found(entry("Trust"), entry("Calm", 0), entry("Hope", 0), entry("trust", 2, key="x", definition="y")) == {
        "same-name": [(0, 3)],
        "only-child": [(3, 2)],
    }
    assert found(entry("Trust"), entry("Faith", aliases=("TRUST",))) == {"same-name": [(0, 1)]}
    heading = entry("Trust", applies=False)
    below = entry("Trust", 0, key="x")
    assert told("same-name", heading, below, entry("Hope", 0)) == [
        "“Trust” is the name of a heading and of a code right below it."
    ]


def test_names_overlap_when_one_holds_the_words_of_the_other_or_nearly_its_letters():
    names = ("Fair use", "Use that is fair", "Judgement", "Judgements", "Hope")
    assert found(*map(entry, names)) == {"similar-name": [(0, 1), (2, 3)]}
    assert found(entry("Fair use"), entry("Fair use at work", 0), entry("Hope", 0)) == {}
    assert found(entry("Stage 11"), entry("Stage 12")) == {}


def test_an_example_fits_another_codes_rule_when_it_shares_three_rare_words_with_it_and_none_with_its_own():
    bus = entry("Bus", definition="Waiting at night for transport.", include="The driver, the ticket or the stop.")
    out = entry("Home", definition="A place to be.", examples=("“I lost my ticket and the driver left the stop.”",))
    assert found(bus, out) == {"example-elsewhere": [(1, 0)]}
    assert found(bus, out._replace(include="A ticket home.")) == {}
    assert told("example-elsewhere", bus, out) == [
        "Example 1 of “Home” has words of the rule of “Bus”: “driver”, “stop” and “ticket”."
    ]


# -- what they refer to ---------------------------------------------------------------------------------------------------


def test_a_rule_that_names_a_code_which_is_not_there():
    bond = entry("Bond", key="REL.BOND", merged=("REL.TIE",))
    hope = entry("Hope", key="REL.HOPE", exclude="It lasts; use Bound (REL.BOUND). See (WHO) and (p. 3).")
    assert told("unknown-code", bond, hope) == ["“Hope” names the code REL.BOUND, which the codebook doesn't have."]
    assert told("unknown-code", bond, hope._replace(exclude="Use Tie (REL.TIE).")) == [
        "“Hope” names the code REL.TIE, which “Bond” took in."
    ]
    assert told("unknown-code", bond, rules="REL.BOND wins over Love (REL.LOVE).") == [
        "The codebook's own rules name the code REL.LOVE, which the codebook doesn't have."
    ]
    assert found(bond, hope._replace(exclude="It lasts; use Bond (REL.BOND).")) == {}


def test_a_rule_that_names_a_code_by_an_old_name():
    bond = entry("Bond", key="REL.BOND", aliases=("Attachment",))
    hope = entry("Hope", key="REL.HOPE", exclude="Use Tie (REL.BOND), or use Attachment (REL.BOND).")
    assert told("renamed-code", bond, hope) == ["“Hope” speaks of “Tie” (REL.BOND), which is called “Bond”."]


def test_sources_and_attributes_are_held_against_what_the_codebook_declares():
    trust = entry("Trust", sources=("R57", "X1", "a talk in Bern"), attributes=(("pole", "up, down"), ("mood", "x")))
    assert found(trust, sources=(("R57", "Rogers"),), values=(("pole", ("up", "level")),)) == {
        "unknown-source": [(0,)],
        "undeclared-value": [(0,)],
        "undeclared-attribute": [(0,)],
    }
    assert found(trust) == {}


# -- how it is built ------------------------------------------------------------------------------------------------------


def test_codes_stand_too_deep_beyond_the_third_level_and_a_title_is_none():
    four = [entry("A1"), entry("B1", 0), entry("B2", 0), entry("C1", 1), entry("C2", 1), entry("D1", 3), entry("D2", 3)]
    assert found(*four) == {"too-deep": [(5, 6)]}
    assert found(four[0]._replace(applies=False), *four[1:]) == {}


def test_a_heading_without_codes_and_a_code_alone_below_another():
    assert found(entry("Roles", applies=False), entry("Hope"), entry("Calm", 1)) == {
        "empty-heading": [(0,)],
        "only-child": [(2, 1)],
    }


def test_hotkeys_clash_when_they_are_the_same_letter():
    assert found(entry("A1", hotkey="t"), entry("B2", hotkey="t"), entry("C3", hotkey="T")) == {"same-hotkey": [(0, 1)]}


def test_a_colour_is_a_groups_own_and_those_of_siblings_must_be_told_apart():
    care, time = entry("Care", colour="#0272B3"), entry("Time", colour="#D55E00")
    assert found(care, time, entry("Heard", 0, colour="#0272B3"), entry("Hope", 0, colour="#0272B3")) == {}
    assert found(care, time, entry("Heard", 1, colour="#0272B3"), entry("Hope", 1)) == {"same-colour": [(0, 2)]}
    assert found(care, entry("Time", colour="#0273B6")) == {"near-colour": [(0, 1)]}


def test_a_scale_of_one_point_and_codes_without_an_id():
    assert found(entry("A1", scale=("much",)), entry("B2", scale=("a little", "much"))) == {"one-point": [(0,)]}
    assert found(entry("A1", key=""), entry("B2")) == {"no-id": [(0,)]}
    assert found(entry("A1", key=""), entry("B2", key="")) == {"no-id": [()]}


# -- how a study uses it --------------------------------------------------------------------------------------------------


def used(made):
    """The sentences about the use of codes, by rule."""
    rules = {}
    for finding in check_study(made.project):
        if finding.rule not in {"no-definition", "no-rule", "no-example", "only-child"}:
            rules.setdefault(finding.rule, []).append(finding.sentence)
    return rules


def test_a_study_without_codings_says_nothing_about_use():
    made = study("P1: [Trust: I] knew.")
    coding = made.codings("Trust")[0]
    assert used(made.after(edits.remove_codings(made.project, [coding], made.stamp))) == {}


def test_codes_that_are_not_applied_that_one_coder_uses_or_that_one_interview_has():
    made = study(
        "P1: [Trust: I] [Trust @Ben: knew] [Hope: her]. [Care > Heard: Yes.] [Care > Heard @Ben: No.]",
        "P2: [Trust: Me] [Hope: too]. [Care > Heard: Yes.]",
        "P3: [Hope: Me] too.",
        "P4: [Solo @Ben: Not] me.",
    )
    assert used(made) == {
        "unused": ["“Care” is never applied, only codes below it are."],
        "one-coder": ["“Hope” is used by Ana alone (3 codings).", "“Solo” is used by Ben alone (1 coding)."],
        "one-interview": ["“Solo” is used in one interview alone, D4 (1 coding)."],
    }


def test_a_code_beside_one_above_it_on_overlapping_words_of_one_coder():
    made = study(
        "P1: [Care: It [Care > Heard: felt] so [Care > Heard > Deeply: warm]] to me.",
        "P2: [Care > Heard: It felt [Care: so]]. [Care @Ben: warm] [Care > Heard: cold] [Care > Hope: late]",
    )
    assert used(made)["parent-and-child"] == [
        "“Care” stands 2 times beside “Heard”, which is below it, on the same words.",
        "“Care” stands once beside “Deeply”, which is below it, on the same words.",
    ]


def test_codes_that_always_stand_together_are_told_of_from_five_passages_on():
    both = " ".join(["[Warm, Kind: so]"] * 4)
    assert used(study(f"P1: {both} [Late: so] [Late: so]")) == {}
    assert used(study(f"P1: {both} [Warm, Kind: so] [Late: so]")) == {
        "always-together": ["“Warm” and “Kind” always stand on the same words (5 passages); they may be one code."]
    }
    assert used(study(f"P1: {both} [Warm, Kind: so] [Kind: so]")) == {
        "always-beside": ["“Warm” only stands on words that bear “Kind” too (5 passages)."]
    }


def test_codings_made_under_an_earlier_meaning_are_counted():
    made = study("P1: [Trust: I] [Trust: knew].")
    trust = made.project.code_named("Trust")
    made = made.after(edits.edit_code(made.project, trust, trust._replace(definition="New."), made.stamp))
    assert used(made) == {"outdated": ["2 codings of “Trust” were made under an earlier meaning."]}


# -- the whole ------------------------------------------------------------------------------------------------------------


def test_findings_come_in_the_codebooks_order_and_only_what_is_grave_enough_fails():
    entries = (entry("A1", examples=()), entry("B2", definition="", hotkey="t"), entry("C3", hotkey="t"))
    findings = check(Codebook("Test", "", entries))
    assert [(f.level, f.rule, f.codes) for f in findings] == [
        ("note", "no-example", (0,)),
        ("error", "same-hotkey", (1, 2)),
        ("warning", "no-definition", (1,)),
    ]
    assert [grave(findings[2:], level) for level in LEVELS] == [False, True, True]
    assert all(RULES[f.rule].level == f.level for f in findings)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_codebooks_that_we_ship_have_no_error_and_no_warning(path):
    assert [f.sentence for f in check(read_codebook(path)) if f.level != "note"] == []


@pytest.mark.corpora
def test_mannheimers_codebook_has_these_weaknesses(corpora):
    book = read_codebook(corpora / "codings" / "mannheimer_codebook.csv")
    counts = {}
    for finding in check(book):
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    assert counts == {
        "no-definition": 230,
        "no-rule": 230,
        "no-example": 230,
        "same-name": 54,
        "similar-name": 8,
        "too-deep": 1,
        "same-colour": 1,
        "no-id": 1,
    }
