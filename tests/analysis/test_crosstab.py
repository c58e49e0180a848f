"""Cross tables, frequencies and who is heard: what counts, once or several times, and what stands behind a cell."""

import random
from dataclasses import replace

import pytest

from tests.notation import study
from workbench.analysis.hearing import heard
from workbench.analysis.quotes import quotes
from workbench.analysis.tables.crosstab import crosstab
from workbench.analysis.tables.frequencies import frequencies
from workbench.analysis.tables.kinds import TABLES, table_named, tables_of
from workbench.analysis.tables.matrix import Asked, as_table
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.spans import Span

FIRST = """INT: [trust: Do you trust it?]

P1: [trust: I knew her] from [family, trust @Ben, trust: church].

P2: [family > aunts: My aunt came]. [trust: So did I.

P1: Me too], every week.
"""
SECOND = """INT: And you?

P3: [family > aunts @Ben: Only my aunt] knew.
"""


@pytest.fixture
def told():
    """Three participants and an interviewer; twins by two coders, a coding over two people, one of a question alone."""
    made = study(FIRST, SECOND)
    people = [("P1", (("country", "Ireland"),)), ("P2", (("country", "Ghana"),))]
    return made.after(edits.set_cases(made.project, people, made.stamp, "people"))


def asked(made, **chosen):
    project = made.project
    known = {
        document: heard(project, document, made.texts[document].turns, project.codings.get(document, ()))
        for document in project.documents
    }
    return Asked(project, known, lambda wanted: {document: made.texts[document] for document in wanted}, **chosen)


def grid(matrix):
    """The rows by name, each with its values."""
    return {row.name: [matrix.value(row, column) for column in matrix.columns] for row in matrix.rows}


def names(heads):
    return [head.name for head in heads]


def words(made, matrix, row="", column=""):
    """The words behind a cell, of a row and a column by their names."""
    rows, columns = ({head.name: head.id for head in heads} | {"": ""} for heads in (matrix.rows, matrix.columns))
    found = matrix.behind(rows[row], columns[column])
    return [coding.span.of(made.texts[coding.document].text) for coding in found]


def test_codings_of_codes_by_documents_leave_out_what_only_an_interviewer_says(told):
    table = crosstab(asked(told), "code", "document")
    assert (table.title, table.corner, names(table.columns)) == ("Codes by documents: codings", "Code", ["D1", "D2"])
    assert grid(table) == {"trust": [4, 0], "family": [1, 0], "aunts": [1, 1]}
    assert [(row.name, row.depth) for row in table.rows] == [("trust", 0), ("family", 0), ("aunts", 1)]
    assert table.rule == (
        "Counted are codings; where two coders put a code on the same words, both count. "
        "A code’s numbers are its own, without those of the codes below it. "
        "What only interviewers say is left out."
    )
    everyone = crosstab(asked(told, interviewers=True), "code", "document")
    assert grid(everyone) == {"trust": [5, 0], "family": [1, 0], "aunts": [1, 1]}
    assert everyone.rule.endswith("Interviewers’ speech is counted too.")


def test_extracts_count_twins_once(told):
    assert grid(crosstab(asked(told), "code", "document", "extracts")) == {
        "trust": [3, 0],
        "family": [1, 0],
        "aunts": [1, 1],
    }


def test_participants_count_once_each_and_all_who_are_heard_in_a_coding(told):
    assert grid(crosstab(asked(told), "code", "document", "participants")) == {
        "trust": [2, 0],
        "family": [1, 0],
        "aunts": [1, 1],
    }


def test_a_coding_over_two_people_counts_for_each_of_them(told):
    table = crosstab(asked(told), "code", "speaker")
    assert names(table.columns) == ["P1", "P2", "P3"]
    assert grid(table) == {"trust": [4, 1, 0], "family": [1, 0, 0], "aunts": [0, 1, 1]}
    assert "Words of several speakers count for each of them" in table.rule
    whole = crosstab(asked(told, interviewers=True), "code", "speaker")
    assert names(whole.columns) == ["P1", "P2", "P3", "INT"]
    assert grid(whole)["trust"] == [4, 1, 0, 1]


def test_each_participant_counts_under_the_own_value_of_an_attribute_alone(told):
    table = crosstab(asked(told), "code", "case.country")
    assert (names(table.columns), table.name) == (["Ghana", "Ireland", "(none)"], "code-by-country")
    assert grid(table) == {"trust": [1, 4, 0], "family": [0, 1, 0], "aunts": [1, 0, 1]}
    people = crosstab(asked(told), "code", "CASE.Country", "participants")
    assert grid(people) == {"trust": [1, 1, 0], "family": [0, 1, 0], "aunts": [1, 0, 1]}
    who = crosstab(asked(told), "speaker", "case.country", "codings")
    assert grid(who) == {"P1": [0, 5, 0], "P2": [2, 0, 0], "P3": [0, 0, 1]}


def test_a_speaker_who_is_no_case_goes_by_the_label():
    made = study("Guest: [trust: I came late].\n\nP1: [trust: I did not].\n")
    guest = made.project.case_named("Guest").id
    known = {key: speaker for key, speaker in made.project.speakers.items() if speaker.case != guest}
    made = made._replace(project=replace(made.project, speakers=known))
    table = crosstab(asked(made), "speaker", "code")
    assert grid(table) == {"P1": [1], "Guest": [1]}
    assert grid(crosstab(asked(made), "code", "document", "participants")) == {"trust": [1]}


def test_themes_count_their_codes_and_those_below_and_a_coding_in_each_of_its_themes(told):
    for name, codes in (("Kin", ["family"]), ("All", ["family", "trust"])):
        wanted = tuple(told.project.code_named(code).id for code in codes)
        draft = edits.ThemeDraft(name, "", wanted, ())
        told = told.after(edits.add_theme(told.project, draft, told.stamp))
    assert grid(crosstab(asked(told), "theme", "document")) == {"Kin": [2, 1], "All": [6, 1]}
    extracts = crosstab(asked(told), "theme", "document", "extracts")
    assert grid(extracts) == {"Kin": [2, 1], "All": [4, 1]}
    assert "one that belongs to several themes counts in each" in extracts.rule


def test_coders_ratings_and_rounds_part_codings(told):
    assert grid(crosstab(asked(told), "coder", "document")) == {"Ana": [5, 0], "Ben": [1, 1]}
    assert grid(crosstab(asked(told), "code", "rating"))["trust"] == [4]
    assert names(crosstab(asked(told), "code", "round").columns) == ["Round 1"]


def test_shares_are_of_participants_words_and_a_word_coded_in_part_is_coded(told):
    by_document = crosstab(asked(told), "code", "document", "words")
    # D1: P1 says 5 and 4 words, P2 says 6; trust has “I knew her”, “church”, “So did I.” and “Me too”; D2: P3 says 4
    assert grid(by_document) == {"trust": [60.0, 0.0], "family": [6.7, 0.0], "aunts": [20.0, 75.0]}
    assert by_document.rule.startswith("Shares are per cent of participants’ words of each document; a word")
    by_speaker = crosstab(asked(told), "code", "speaker", "words")
    assert grid(by_speaker) == {"trust": [66.7, 50.0, 0.0], "family": [11.1, 0.0, 0.0], "aunts": [0.0, 50.0, 75.0]}
    turned = crosstab(asked(told), "speaker", "code", "words")
    assert grid(turned) == {"P1": [66.7, 11.1, 0.0], "P2": [50.0, 0.0, 50.0], "P3": [0.0, 0.0, 75.0]}
    whole = crosstab(asked(told, interviewers=True), "code", "document", "words")
    assert grid(whole)["trust"] == [68.4, 0.0]  # 9 and all 4 of the question, of 19


def test_behind_a_cell_stand_its_codings_and_behind_a_row_all_of_it(told):
    table = crosstab(asked(told), "code", "speaker")
    assert words(told, table, "trust", "P2") == ["So did I.\n\nP1: Me too"]
    assert words(told, table, "trust") == ["I knew her", "church", "church", "So did I.\n\nP1: Me too"]
    assert words(told, table, "", "P3") == ["Only my aunt"]
    assert words(told, table, "family", "P3") == []


def test_only_what_a_query_found_is_counted(told):
    by_ben = frozenset(c.id for c in told.project.all_codings() if told.project.coders[c.coder].name == "Ben")
    table = crosstab(asked(told, among=by_ben), "code", "document")
    assert grid(table) == {"trust": [1, 0], "family": [0, 0], "aunts": [0, 1]}
    assert table.rule.endswith("Only the codings that the query found are counted.")


def test_what_is_no_dimension_is_refused_with_what_there_is(told):
    with pytest.raises(Refused, match="can’t have “mood” as its rows") as refusal:
        crosstab(asked(told), "mood", "document")
    assert "case.country" in str(refusal.value)
    with pytest.raises(Refused, match="No participant of this study has an attribute “age”"):
        crosstab(asked(told), "code", "case.age")
    with pytest.raises(Refused, match="Both rows and columns would be codes"):
        crosstab(asked(told), "code", "code")
    with pytest.raises(Refused, match="“turns” can’t be counted"):
        crosstab(asked(told), "code", "document", "turns")


def test_frequencies_count_participants_extracts_codings_and_documents(told):
    table = frequencies(asked(told))
    assert names(table.columns) == ["Participants", "Extracts", "Codings", "Documents"]
    assert grid(table) == {"trust": [2, 3, 4, 1], "family": [1, 1, 1, 1], "aunts": [2, 2, 2, 2]}
    below = frequencies(asked(told), below=True)
    assert grid(below) == {"trust": [2, 3, 4, 1], "family": [3, 3, 3, 2], "aunts": [2, 2, 2, 2]}
    assert "include the codes below it" in below.rule
    assert words(told, below, "family") == ["church", "My aunt came", "Only my aunt"]
    assert words(told, table, "family") == ["church"]


def test_every_table_of_a_study_can_be_made_and_printed(told):
    known = tables_of(told.project)
    assert [name for name in known if name not in TABLES] == ["code-by-country"]
    assert set(TABLES) < set(known)
    assert table_named(told.project, "Code-by-Country").name == "code-by-country"
    with pytest.raises(Missing, match="There is no table “moods”"):
        table_named(told.project, "moods")
    for name in ("frequencies", "code-by-document", "code-by-country", "crosstab", "cooccurrence", "speech"):
        kind = known[name]
        chosen = {option.name: option.choices[0][0] for option in kind.options}
        table = as_table(kind.make(asked(told), **chosen))
        assert table.rows
        assert table.note


@pytest.mark.parametrize("seed", range(40))
def test_who_is_heard_is_what_quotes_say_of_the_same_codings(seed):
    made = _scattered(random.Random(seed))  # noqa: S311
    project = made.project
    for document in project.documents:
        codings = project.codings.get(document, ())
        known = heard(project, document, made.texts[document].turns, codings)
        told = quotes(project, made.texts, codings)
        turns = made.texts[document].turns
        for hears, extract in zip(known, told, strict=True):
            assert sorted(hears.voices) == sorted(case.id for case in extract.voices)
            assert hears.interviewer == extract.interviewer
            assert hears.first <= extract.turn <= hears.last
            there = tuple(turns[number - 1].speaker for number in range(hears.first, hears.last + 1) if number)
            assert hears.labels == (there or ("",))


def _scattered(dice):
    """Some talk, and codings anywhere in it: within labels, over turns, before the first one."""
    lines = [f"{dice.choice(('INT', 'P1', 'P2', 'P3'))}: {'well ' * dice.randint(1, 6)}" for _ in range(9)]
    opening = "A note at the top.\n\n" if dice.random() < 0.5 else ""
    made = study(opening + "\n\n".join(lines) + "\n", "[trust: no labels] here\n")
    document = made.project.library[0].id
    text = made.texts[document].text
    code = made.project.code_named("trust").id
    placed = {}
    for _ in range(30):
        start = dice.randrange(len(text) - 1)
        span = Span(start, min(len(text), start + dice.choice((1, 4, 12, 60))))
        if span.of(text).strip():
            placed[span] = edits.Placed(document, span, code, "Ana")
    return made.after(edits.add_codings(made.project, list(placed.values()), made.stamp, "dice"))


def test_attributes_with_odd_names_have_tables_of_their_own():
    made = study("P1: [trust: I do].\n\nP2: [trust: I don’t].\n")
    odd = ("speaker", "document", "a b", "a-b", "!!", "??", "=x", "case.y")
    people = [("P1", tuple((name, f"of {name}") for name in odd)), ("P2", ())]
    made = made.after(edits.set_cases(made.project, people, made.stamp, "people"))
    known = tables_of(made.project)
    assert set(TABLES) < set(known)
    assert len(known) == len(TABLES) + len(odd)
    for name in odd:
        table = crosstab(asked(made), "code", f"case.{name}")
        assert (names(table.columns), grid(table)) == ([f"of {name}", "(none)"], {"trust": [1, 1]})
        assert (
            sum(kind.make(asked(made)).columns == table.columns for kind in map(known.get, known.keys() - TABLES)) == 1
        )
    assert known["code-by-speaker"].title == "Codes by speakers"
    assert crosstab(asked(made), "code", "case.document").name == "code-by-case.document"


def test_an_attribute_spelled_in_two_ways_is_one():
    made = study("P1: [trust: I do].\n\nP2: [trust: I don’t].\n")
    people = [("P1", (("Country", ""), ("country", "Ghana"))), ("P2", (("Country", "Chile"),))]
    made = made.after(edits.set_cases(made.project, people, made.stamp, "people"))
    assert len(tables_of(made.project)) == len(TABLES) + 1
    assert names(crosstab(asked(made), "code", "case.country").columns) == ["Chile", "Ghana"]


def test_the_rule_says_what_becomes_of_words_of_several_speakers(told):
    table = crosstab(asked(told), "speaker", "case.country")
    assert "Words of several speakers count for each of them and for the country of each." in table.rule
    shares = crosstab(asked(told), "code", "speaker", "words")
    assert "several speakers count" not in shares.rule
    assert "reaches over several speakers, each has the words that they say themselves." in shares.rule
