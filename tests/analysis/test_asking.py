"""What queries find in small studies, passage by passage."""

import pytest

from notation import study
from workbench.analysis.hearing import Hearing
from workbench.analysis.query import Sources, ask, parse
from workbench.analysis.search import find_spans, hit, patterns, stretches
from workbench.analysis.search import parse as sought
from workbench.core import edits
from workbench.core.model import Memo, Turns
from workbench.core.steps import Change, Step

NIGHT = """INT: [Probe: How was the night?]

P1: [Trust, Relief @Ben: I told it everything] and [Trust > Warm: it was so kind]. [Doubt: But is it real]?

INT: Is it?

P1: I took the bus. [Doubt: I never asked, [Relief: it just stayed]].
"""
DAY = """INT: And you?

P2: [Doubt: Nobody is there], so [Trust @Ben: I trust the bus].
"""
ATTRIBUTES = [
    ("P1", (("country", "Ireland"), ("age", "9"))),
    ("P2", (("country", "Ghana"), ("age", "41"))),
]


def begun():
    made = study(NIGHT, DAY)
    return made.after(edits.set_cases(made.project, ATTRIBUTES, made.stamp, "table"))


def sources(made):
    """Who is heard in the codings of a study, and what else a query may need of it."""

    def words(typed, documents):
        for document in documents:
            transcript = made.texts[document]
            for turn, within in stretches(transcript):
                for span in find_spans(transcript.text, within, patterns(sought(f"{typed} "), {})):
                    yield hit(document, turn, transcript.text, within, span)

    def turns(documents):
        return {document: made.texts[document].turns for document in documents}

    def heard(documents):
        everything = Hearing(turns).of(made.project)
        return {document: everything[document] for document in documents}

    return heard, Sources(turns, lambda documents: {one: made.texts[one] for one in documents}, words, "0" * 32)


def found(made, text, **options):
    """The words that a query finds, with their codes."""
    passages = ask(made.project, parse(text, made.project), *sources(made), **options)
    return [
        (p.span.of(made.texts[p.document].text), [made.project.codes[c.code].name for c in p.codings]) for p in passages
    ]


TOLD, KIND, REAL = "I told it everything", "it was so kind", "But is it real"
NEVER, STAYED = "I never asked, it just stayed", "it just stayed"
NOBODY, BUS = "Nobody is there", "I trust the bus"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trust", {TOLD: "Trust", KIND: "Warm", BUS: "Trust"}),
        ("ONLY Trust", {TOLD: "Trust", BUS: "Trust"}),
        ("Trust OR Relief", {TOLD: "Trust Relief", KIND: "Warm", STAYED: "Relief", BUS: "Trust"}),
        ("Trust AND Relief", {TOLD: "Trust Relief"}),
        ("Trust AND coder:Ben", {BUS: "Trust"}),
        ("Trust AND NOT Relief", {KIND: "Warm", BUS: "Trust"}),
        ("NOT Doubt AND NOT Warm", {TOLD: "Trust Relief", STAYED: "Relief", BUS: "Trust"}),
        ("NOT coder:Ana", {TOLD: "Relief", BUS: "Trust"}),
        ("Doubt AND case.country = ireland", {REAL: "Doubt", NEVER: "Doubt"}),
        ("Doubt AND case.country != Ireland", {NOBODY: "Doubt"}),
        ("Doubt AND case.age > 10", {NOBODY: "Doubt"}),
        ("Doubt AND speaker:P2", {NOBODY: "Doubt"}),
        ("Doubt AND document:D2", {NOBODY: "Doubt"}),
        ('"bus"', {BUS: "Trust"}),
        ('"nob*"', {NOBODY: "Doubt"}),
        ('Trust AND NOT "bus"', {TOLD: "Trust", KIND: "Warm"}),
        ("Doubt OVERLAPS Relief", {NEVER: "Doubt"}),
        ("Doubt CONTAINS Relief", {NEVER: "Doubt"}),
        ("Relief INSIDE Doubt", {STAYED: "Relief"}),
        ("Doubt INSIDE Relief", {}),
        ("Relief OVERLAPS Relief", {}),
        ("Trust SAME WORDS Relief", {TOLD: "Trust"}),
        ('"bus" INSIDE Trust', {BUS: "Trust"}),
        ('Doubt CONTAINS "stayed"', {NEVER: "Doubt"}),
        ("Doubt NEAR 1 Trust", {NOBODY: "Doubt", REAL: "Doubt"}),
        ("Doubt NEAR 0 Trust", {REAL: "Doubt"}),
        ('Doubt NEAR 0 "bus"', {NEVER: "Doubt"}),
        ("Trust SAME TURN Doubt", {TOLD: "Trust", KIND: "Warm", BUS: "Trust"}),
        ('Doubt SAME TURN "bus"', {NEVER: "Doubt", NOBODY: "Doubt"}),
        ("Trust FOLLOWED BY Relief", {}),
        ("Trust FOLLOWED BY Relief WITHIN 2", {TOLD: "Trust", KIND: "Warm"}),
        ("Relief PRECEDED BY Trust WITHIN 2 TURNS", {STAYED: "Relief"}),
        ("Doubt FOLLOWED BY Trust WITHIN 0", {NOBODY: "Doubt"}),
        ("interviewer", {"How was the night?": "Probe"}),
        ("Probe", {}),
        ("origin:search", {}),
        ("Trust AND round:1 AND origin:hand AND date >= 2020", {TOLD: "Trust", KIND: "Warm", BUS: "Trust"}),
    ],
)
def test_a_query_finds(text, wanted):
    assert {words: " ".join(codes) for words, codes in found(begun(), text)} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("TURNS Relief", [("P1", "Relief"), ("P1", "Relief")]),
        ("TURNS NOT coded", []),
        ("TURNS Trust AND Doubt", [("P1", "Trust Warm Doubt"), ("P2", "Doubt Trust")]),
        ("TURNS interviewer AND NOT coded", [("INT", ""), ("INT", "")]),
        ("TURNS interviewer FOLLOWED BY Trust", [("INT", "Probe"), ("INT", "")]),
        ("TURNS Doubt OVERLAPS Relief", [("P1", "Doubt")]),
    ],
)
def test_turns_are_found_with_the_codings_heard_in_them(text, wanted):
    made = begun()
    speech = {words.text[turn.start : turn.end]: turn.speaker for words in made.texts.values() for turn in words.turns}
    assert [(speech[words], " ".join(codes)) for words, codes in found(made, text)] == wanted


def test_what_only_interviewers_say_comes_if_it_is_wanted():
    assert found(begun(), "Probe", interviewers=True) == [("How was the night?", ["Probe"])]


def test_a_theme_means_its_codes_and_its_chosen_quotes():
    made = begun()
    chosen = made.codings("Doubt")[0].id
    draft = edits.ThemeDraft("Being held", "", (made.project.code_named("Relief").id,), (chosen,))
    made = made.after(edits.add_theme(made.project, draft, made.stamp))
    assert found(made, "theme:being held") == [(TOLD, ["Relief"]), (REAL, ["Doubt"]), (STAYED, ["Relief"])]
    assert found(made, "chosen") == [(REAL, ["Doubt"])]


def test_a_memo_counts_on_the_coding_or_on_words_within_it_unless_it_is_anothers_private_one():
    made = begun()
    coding, other = made.codings("Trust")[0], made.codings("Relief")[1]
    memos = [
        Memo("m1", "coding", coding.id, 0, 0, "analytic", "Why everything?", False, "0" * 32, "2026"),
        Memo(
            "m2", "passage", other.document, other.start, other.start + 2, "analytic", "It stays.", False, "b", "2026"
        ),
        Memo("m3", "coding", made.codings("Warm")[0].id, 0, 0, "analytic", "Why so?", True, "b", "2026"),
    ]
    made = made.after(Step("memos", "Ana", "2026", tuple(Change(None, memo) for memo in memos)))
    assert found(made, 'memo:"why"') == [(TOLD, ["Trust"])]
    assert found(made, "memo AND Relief") == [(STAYED, ["Relief"])]
    assert found(made, "memo AND Warm") == []


def test_weights_are_compared_by_the_order_of_the_codes_scale():
    made = begun()
    doubt = made.project.code_named("Doubt")
    scaled = Step("scale", "Ana", "2026", (Change(doubt, doubt._replace(scale=("low", "some", "high"))),))
    made = made.after(scaled)
    for coding, rating in zip(made.codings("Doubt"), ("low", "high", "some"), strict=True):
        made = made.after(Step("rate", "Ana", "2026", (Change(coding, coding._replace(rating=rating)),)))
    assert [words for words, _ in found(made, "weight >= some")] == [NEVER, NOBODY]
    assert [words for words, _ in found(made, "weight = low")] == [REAL]
    assert [words for words, _ in found(made, "weight != low")] == [NEVER, NOBODY]


def with_people(made, **ages):
    return made.after(
        edits.set_cases(made.project, [(name, (("age", age),)) for name, age in ages.items()], made.stamp, "table")
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("case.age > 40", ["four"]),
        ("case.age < 40", ["three"]),
        ("case.age != 9", ["two", "four"]),
        ('case.age = ""', ["one"]),
        ('case.age != ""', ["two", "three", "four"]),
        ("case.age = 9.0", ["three"]),
        ("case.age > m", ["two"]),
    ],
)
def test_an_attribute_that_is_no_number_is_neither_above_nor_below_one(text, wanted):
    made = study("P1: [Trust: one].\n\nP2: [Trust: two].\n\nP3: [Trust: three].\n\nP4: [Trust: four].\n")
    assert [words for words, _ in found(with_people(made, P2="unknown", P3="9", P4="41"), text)] == wanted


def test_what_is_said_of_participants_must_be_true_of_one_of_them():
    made = study("P1: [Trust: I came.\n\nP2: I did not]. [Doubt: So there].\n")
    rows = [("P1", (("country", "Ireland"), ("age", "9"))), ("P2", (("country", "Ghana"), ("age", "41")))]
    made = made.after(edits.set_cases(made.project, rows, made.stamp, "table"))
    assert [words for words, _ in found(made, "case.country = Ireland AND case.age > 10")] == []
    either = "case.country = Ghana AND (case.age = 41 OR case.age = 9) AND Doubt"
    assert [words for words, _ in found(made, either)] == ["So there"]
    assert len(found(made, "Trust AND case.country = Ireland")) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("coder:Ben OVERLAPS coder:Ben", []),
        ("coder:Ben OVERLAPS Relief", []),
        ("coder:Ana OVERLAPS Relief", [TOLD, NEVER]),
        ("coder:Ben CONTAINS coder:Ana", [TOLD]),
        ("Warm INSIDE document:D1", [KIND]),
        ("Warm SAME TURN speaker:P1", [KIND]),
    ],
)
def test_no_coding_stands_so_to_itself_but_to_a_passage_it_may(text, wanted):
    assert [words for words, _ in found(begun(), text)] == wanted


GAPS = "A note on the bus.\n\nP1: [Trust: I came]. A bus went by.\n\nP1: [Doubt: It left]."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('Doubt PRECEDED BY "note" WITHIN 2', []),
        ('Doubt PRECEDED BY "bus" WITHIN 2', ["It left"]),
        ('Doubt PRECEDED BY "bus" WITHIN 0', []),
        ('Trust SAME TURN "bus"', ["I came"]),
        ('Trust FOLLOWED BY "bus" WITHIN 0', ["I came"]),
        ('Doubt SAME TURN "bus"', []),
    ],
)
def test_words_between_turns_belong_to_the_turn_before_and_those_ahead_of_all_to_none(text, wanted):
    made = study(GAPS)
    document, transcript = next(iter(made.texts.items()))
    one, two = transcript.turns
    cut = Turns.of([one._replace(end=transcript.text.index(" A bus")), two])
    made = made._replace(texts={document: transcript._replace(turns=cut)})
    assert [words for words, _ in found(made, text)] == wanted
