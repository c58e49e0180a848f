"""What queries find in small studies, passage by passage."""

import pytest

from notation import study
from workbench.analysis.hearing import Hearing
from workbench.analysis.query import Sources, ask, parse
from workbench.analysis.search import find_spans, hit, patterns, stretches
from workbench.analysis.search import parse as sought
from workbench.core import edits
from workbench.core.model import Memo
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


def found(made, text, **options):
    """The words that a query finds, with their codes."""

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

    sources = Sources(turns, lambda documents: {one: made.texts[one] for one in documents}, words, "0" * 32)
    passages = ask(made.project, parse(text, made.project), heard, sources, **options)
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
