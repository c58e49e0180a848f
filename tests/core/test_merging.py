"""Three edits of one codebook, told as outlines: what both sides did is in the merge, and what clashes is asked.

An outline has a code a line, indented by two blanks; `key` in brackets, the definition behind a colon, more fields
behind bars: `Trust [T]: Who is trusted. | colour #112233 | merged A, B`.
"""

import pytest

from codebooks import book, outline
from workbench.core.codebook import merge

BASE = """
Care [CARE]: All care.
  Trust [T]: Who is trusted.
  Hope [H]: What is hoped for.
Night [N]: At night.
"""


DAY = "\nDay [D]: By day."


def said(result):
    return [f"{question.kind}: {question.text}" for question in result.questions]


CASES = {
    "nothing": (BASE, BASE, BASE, []),
    "one renames": (BASE.replace("Trust [T]", "Faith [T]"), BASE, BASE.replace("Trust [T]", "Faith [T]"), []),
    "both rename alike": (
        BASE.replace("Hope", "Wish"),
        BASE.replace("Hope", "Wish"),
        BASE.replace("Hope", "Wish"),
        [],
    ),
    "both rename otherwise": (
        BASE.replace("Hope [", "Wish ["),
        BASE.replace("Hope [", "Dream ["),
        BASE.replace("Hope [", "Wish ["),
        ["field: Which name of “Wish” holds?"],
    ),
    "one renames, one redefines": (
        BASE.replace("Hope [", "Wish ["),
        BASE.replace("What is hoped for.", "All hope."),
        BASE.replace("Hope [", "Wish [").replace("What is hoped for.", "All hope."),
        [],
    ),
    "both redefine otherwise": (
        BASE.replace("What is hoped for.", "All hope."),
        BASE.replace("What is hoped for.", "No hope."),
        BASE.replace("What is hoped for.", "All hope."),
        ["field: Which definition of “Hope” holds?"],
    ),
    "one moves, one redefines": (
        "Care [CARE]: All care.\n  Hope [H]: What is hoped for.\nNight [N]: At night.\n  Trust [T]: Who is trusted.",
        BASE.replace("Who is trusted.", "All trust."),
        "Care [CARE]: All care.\n  Hope [H]: What is hoped for.\nNight [N]: At night.\n  Trust [T]: All trust.",
        [],
    ),
    "both move it to different places": (
        "Care [CARE]: All care.\n  Hope [H]: What is hoped for.\nNight [N]: At night.\n  Trust [T]: Who is trusted.",
        "Care [CARE]: All care.\n  Hope [H]: What is hoped for.\nNight [N]: At night.\nTrust [T]: Who is trusted.",
        "Care [CARE]: All care.\n  Hope [H]: What is hoped for.\nNight [N]: At night.\n  Trust [T]: Who is trusted.",
        ["place: Where does “Trust” stand?"],
    ),
    "one deletes what nobody touched": (
        BASE.replace("  Hope [H]: What is hoped for.\n", ""),
        BASE,
        BASE.replace("  Hope [H]: What is hoped for.\n", ""),
        [],
    ),
    "both delete": (
        BASE.replace("Night [N]: At night.\n", ""),
        BASE.replace("Night [N]: At night.\n", ""),
        BASE.replace("Night [N]: At night.\n", ""),
        [],
    ),
    "one deletes, one redefines": (
        BASE.replace("Night [N]: At night.\n", ""),
        BASE.replace("At night.", "When it is dark."),
        BASE.replace("At night.", "When it is dark."),
        ["gone: “Night” was deleted in your file, and changed in their file. What becomes of it?"],
    ),
    "one deletes, one moves it": (
        BASE.replace("  Hope [H]: What is hoped for.\n", ""),
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted.\nNight [N]: At night.\n  Hope [H]: What is hoped for.",
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted.\nNight [N]: At night.\n  Hope [H]: What is hoped for.",
        ["gone: “Hope” was deleted in your file, and changed in their file. What becomes of it?"],
    ),
    "one deletes, one uses it": (
        BASE + "  Dark [D]: New below night.",
        BASE.replace("Night [N]: At night.\n", ""),
        BASE + "  Dark [D]: New below night.",
        ["above: “Night” was deleted in their file, and in your file codes were put below it. Does it stay?"],
    ),
    "one deletes a branch, one adds below it": (
        "Night [N]: At night.",
        BASE.replace("  Hope", "  Awe [A]: New.\n  Hope"),
        "Care [CARE]: All care.\n  Awe [A]: New.\nNight [N]: At night.",
        ["above: “Care” was deleted in your file, and in their file codes were put below it. Does it stay?"],
    ),
    "both add different codes": (
        BASE + "Yours [Y]: New.",
        BASE + "Theirs [Z]: New.",
        BASE + "Theirs [Z]: New.\nYours [Y]: New.",
        [],
    ),
    "both add the same code": (BASE + "Awe [A]: New.", BASE + "Awe [A]: New.", BASE + "Awe [A]: New.", []),
    "two new codes of one name that agree": (
        BASE + "Awe: New.",
        BASE + "Awe [A] | include Wonder.",
        BASE + "Awe [A]: New. | include Wonder.",
        [],
    ),
    "two new codes of one name that differ": (
        BASE + "Awe [A]: Wonder.",
        BASE + "Awe [B]: Fear.",
        BASE + "Awe [A]: Wonder.\nAwe (2) [B]: Fear.",
        ["twins: Both sides made a code “Awe” in one place, and they differ. Are they one code?"],
    ),
    "one renames to what the other adds": (
        BASE.replace("Night [N]", "Awe [N]"),
        BASE + "Awe [A]: New.",
        BASE.replace("Night [N]", "Awe (2) [N]") + "Awe [A]: New.",
        ["name: Two codes would be called “Awe” in one place. Which one keeps the name?"],
    ),
    "each renames another code to one name": (
        BASE.replace("Trust [T]", "Awe [T]"),
        BASE.replace("Hope [H]", "Awe [H]"),
        BASE.replace("Trust [T]", "Awe (2) [T]").replace("Hope [H]", "Awe [H]"),
        ["name: Two codes would be called “Awe” in one place. Which one keeps the name?"],
    ),
    "one reorders, one renames": (
        "Night [N]: At night.\nCare [CARE]: All care.\n  Hope [H]: What is hoped for.\n  Trust [T]: Who is trusted.",
        BASE.replace("Hope [", "Wish ["),
        "Night [N]: At night.\nCare [CARE]: All care.\n  Wish [H]: What is hoped for.\n  Trust [T]: Who is trusted.",
        [],
    ),
    "one reorders, one adds": (
        "Night [N]: At night.\nCare [CARE]: All care.\n  Trust [T]: Who is trusted.\n  Hope [H]: What is hoped for.",
        BASE.replace("Night", "Day [D]: By day.\nNight"),
        "Night [N]: At night.\nCare [CARE]: All care.\n  Trust [T]: Who is trusted.\n  Hope [H]: What is hoped for."
        + DAY,
        [],
    ),
    "both reorder otherwise": (
        "A [A]\nC [C]\nB [B]\nD [D]",
        "B [B]\nA [A]\nC [C]\nD [D]",
        "A [A]\nC [C]\nB [B]\nD [D]",
        ["order: In which order do the codes at the top stand?"],
        "A [A]\nB [B]\nC [C]\nD [D]",
    ),
    "moved below each other": (
        "B [B]\n  A [A]",
        "A [A]\n  B [B]",
        "B [B]\n  A [A]",
        ["circle: “A” and “B” were moved below each other. Whose move holds?"],
        "A [A]\nB [B]",
    ),
    "one splits, one renames": (
        BASE + "Deep night [DN]: After two. | split N",
        BASE.replace("Night [N]", "Nights [N]"),
        BASE.replace("Night [N]", "Nights [N]") + "Deep night [DN]: After two. | split N",
        [],
    ),
    "one merges, one leaves it": (
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted. | aliases Hope | merged H\nNight [N]: At night.",
        BASE,
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted. | aliases Hope | merged H\nNight [N]: At night.",
        [],
    ),
    "one merges, one redefines what went": (
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted. | merged H\nNight [N]: At night.",
        BASE.replace("What is hoped for.", "All hope."),
        "Care [CARE]: All care.\n  Trust [T]: Who is trusted. | merged H\n  Hope [H]: All hope.\nNight [N]: At night.",
        ["gone: “Hope” was merged into “Trust” in your file, and changed in their file. What becomes of it?"],
    ),
    "one merges a branch, one adds below it": (
        "Night [N]: At night. | merged CARE\n  Trust [T]: Who is trusted.\n  Hope [H]: What is hoped for.",
        BASE.replace("Night", "  Awe [A]: New.\nNight"),
        "Night [N]: At night. | merged CARE\n  Trust [T]: Who is trusted.\n  Hope [H]: What is hoped for.\n  Awe [A]: New.",
        [],
    ),
    "examples of both sides, one taken out": (
        "A [A] | examples one, two, mine",
        "A [A] | examples two, theirs",
        "A [A] | examples two, mine, theirs",
        [],
        "A [A] | examples one, two",
    ),
    "attributes of both sides": (
        "A [A] | pole good | value trust",
        "A [A] | pole bad | actor bot",
        "A [A] | pole bad | actor bot | value trust",
        [],
        "A [A] | pole good",
    ),
    "one attribute changed on both sides": (
        "A [A] | pole bad",
        "A [A] | pole none",
        "A [A] | pole bad",
        ["field: Which “pole” of “A” holds?"],
        "A [A] | pole good",
    ),
    "colour on one side, hotkey on the other": (
        "A [A] | colour #111111",
        "A [A] | hotkey a",
        "A [A] | colour #111111 | hotkey a",
        [],
        "A [A]",
    ),
    "a heading on one side, a scale on the other": (
        "A [A] | heading",
        "A [A] | scale low, high",
        "A [A] | scale low, high | heading",
        [],
        "A [A]",
    ),
    "without keys, known by place": (
        "Care: All care.\n  Trust: Who.",
        "Care: All.\n  Trust: Who is trusted.",
        "Care: All care.\n  Trust: Who is trusted.",
        [],
        "Care: All.\n  Trust: Who.",
    ),
    "a key is written on one side": ("A [A]: x", "A: y", "A [A]: y", [], "A: x"),
    "a code renamed, its child changed": (
        "Kin [C]\n  Trust: Who.",
        "Care [C]\n  Trust: Who is trusted.",
        "Kin [C]\n  Trust: Who is trusted.",
        [],
        "Care [C]\n  Trust: Who.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_both_sides_did_is_in_the_merge_and_what_clashes_is_asked(case):
    mine, theirs, expected, questions, base = (*CASES[case], BASE)[:5]
    result = merge(book(base), book(mine), book(theirs))
    assert outline(result.book) == outline(book(expected))
    assert said(result) == questions


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case][3]])
def test_an_answer_settles_its_question_and_the_other_side_holds_the_other_way_round(case):
    mine, theirs, _, _, base = (*CASES[case], BASE)[:5]
    asked = merge(book(base), book(mine), book(theirs)).questions
    for answers in ({q.id: q.choices[0][0] for q in asked}, {q.id: q.choices[-1][0] for q in asked}):
        settled = merge(book(base), book(mine), book(theirs), answers)
        assert settled.questions == ()
        turned = {key: {"mine": "theirs", "theirs": "mine"}.get(answer, answer) for key, answer in answers.items()}
        assert outline(merge(book(base), book(theirs), book(mine), turned).book) == outline(settled.book)


def test_two_files_of_unknown_past_lose_nothing():
    mine, theirs = book("Care: All care.\n  Trust: Who.\nMine: x"), book("Care\n  Trust: Whom.\nTheirs: y")
    result = merge(None, mine, theirs)
    assert outline(result.book) == outline(book("Care: All care.\n  Trust: Who.\nMine: x\nTheirs: y"))
    assert said(result) == ["field: Which definition of “Trust” holds?"]


def test_codes_that_look_alike_are_asked_about():
    base, theirs = book("Trust at night: When."), book("Trust in the night: When it is dark.")

    def likely(one, other):
        return [(0, 0)] if one and other else []

    asked = merge(base, base, theirs, likely=likely)
    assert said(asked) == ["same: Is “Trust in the night” in their file the code “Trust at night”, renamed?"]
    assert outline(asked.book) == outline(book("Trust in the night: When it is dark."))
    same = merge(base, base, theirs, {asked.questions[0].id: "same"}, likely=likely)
    assert outline(same.book) == outline(book("Trust in the night: When it is dark."))
    assert same.origin == (0,)


def test_what_codings_stand_on_does_not_go_without_a_word():
    base, theirs = book(BASE), book(BASE.replace("Night [N]: At night.\n", ""))
    asked = merge(base, base, theirs, used=[3])
    assert said(asked) == ["gone: “Night” was deleted in their file, and used in your file. What becomes of it?"]
    assert outline(asked.book) == outline(base)
    given = merge(base, base, theirs, {asked.questions[0].id: "give:H"}, used=[3])
    assert (outline(given.book), dict(given.heirs), given.questions) == (outline(theirs), {3: 2}, ())


def test_what_was_merged_gives_its_codings_to_its_heir_unasked():
    theirs = book("Care [CARE]: All care.\n  Trust [T]: Who is trusted. | merged H\nNight [N]: At night.")
    result = merge(book(BASE), book(BASE), theirs, used=[2])
    assert (result.questions, dict(result.heirs)) == ((), {2: 1})
