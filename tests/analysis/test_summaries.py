import pytest

from notation import study
from workbench.analysis.codebook import description
from workbench.analysis.report import Break, Bullets, Facts, Heading, Prose, Quote, Table, plain
from workbench.analysis.summaries import KINDS
from workbench.core import edits
from workbench.core.codebook import Codebook, Entry, adopt

FACTS = Facts("Nights", "2026-11-21", "0.1.0")
FIRST = "INT: [trust: Did you trust it?]\nP1: [trust, trust @Ben: It listened.] [work > hours: All night.]"
SECOND = "INT: And you?\nP2: [work > hours @Ben: Until four.] [trust: Never judged.]"
THIRD = "P3: [work > place: On the bus.]\nINT: [trust: I see.\nP3: No.]"


@pytest.fixture
def nights():
    return study(FIRST, SECOND, THIRD)


def with_themes(made, *themes):
    """The study with themes of (name, summary, names of codes, numbers of chosen codings)."""
    numbers = {coding.number: coding.id for coding in made.project.all_codings()}
    drafts = [
        edits.ThemeDraft(
            name,
            summary,
            tuple(made.project.code_named(code).id for code in codes),
            tuple(numbers[number] for number in chosen),
        )
        for name, summary, codes, chosen in themes
    ]
    return made.after(edits.write_themes(made.project, drafts, made.stamp))


def report(kind, made):
    return KINDS[kind](made.project, made.texts, FACTS)


def below(blocks, text):
    """The blocks below a heading, up to the next one of its level or the appendix."""
    start = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == text)
    level = blocks[start].level
    rest = blocks[start + 1 :]
    ends = (
        place
        for place, block in enumerate(rest)
        if isinstance(block, Break) or (isinstance(block, Heading) and block.level <= level)
    )
    return rest[: next(ends, len(rest))]


def only(kind, blocks):
    return [block for block in blocks if isinstance(block, kind)]


def printed(blocks):
    """The quotes, without what they say to machines."""
    return [block._replace(source=None) for block in only(Quote, blocks)]


def test_a_study_is_given_with_its_size_and_interviewers_are_no_participants(nights):
    (table, rule, *_) = report("themes", nights).blocks
    assert dict(zip(table.header, table.rows[0], strict=True)) == {
        "Documents": "3",
        "Participants": "3",
        "Words": "20",
        "Coders": "2",
        "Codings": "8",
        "Codes applied": "3 of 4",
    }
    assert "interviewers and their speech are left out \\(1 interviewer in this study\\)" in rule.markdown


def test_a_theme_counts_participants_and_stretches_once_and_leaves_questions_out(nights):
    made = with_themes(nights, ("Heard", "They *felt* heard.", ["trust"], [6, 2]), ("Late", "", ["hours"], []))
    blocks = report("themes", made).blocks
    assert only(Prose, below(blocks, "Heard"))[:2] == [
        Prose("They *felt* heard."),
        Prose("**3 of 3 participants, 3 extracts**"),
    ]
    assert only(Prose, below(blocks, "Late"))[:2] == [
        Prose("*No summary is written yet.*"),
        Prose("**2 of 3 participants, 2 extracts**"),
    ]


def test_a_code_of_a_theme_stands_for_the_codes_below_it(nights):
    made = with_themes(nights, ("Working", "", ["work"], []))
    blocks = below(report("themes", made).blocks, "Working")
    assert Prose("**3 of 3 participants, 3 extracts**") in blocks
    (table,) = only(Table, blocks)
    assert table.caption == "Codes of “Working”; the counts of a code include the codes below it"
    assert table.rows == (("work", "", 3, 3), ("\u2003hours", "", 2, 2), ("\u2003place", "", 1, 1))


def test_codes_below_a_theme_that_are_not_applied_are_left_out_but_its_own_codes_stand(nights):
    book = Codebook("b", "", (Entry("", "work", None), Entry("", "pay", 0), Entry("", "rest", None)))
    made = nights.after(adopt(nights.project, book, nights.stamp))
    made = with_themes(made, ("Working", "", ["work", "rest"], []))
    (table,) = only(Table, below(report("themes", made).blocks, "Working"))
    assert [row[0] for row in table.rows] == ["work", "\u2003hours", "\u2003place", "rest"]


def test_chosen_quotes_stand_in_the_order_chosen_each_once_under_the_id_that_was_chosen(nights):
    made = with_themes(nights, ("Heard", "", ["trust"], [6, 3, 2]))
    assert printed(below(report("themes", made).blocks, "Heard")) == [
        Quote("Never judged.", "P2, turn 2", "P2-006", "en"),
        Quote("It listened.", "P1, turn 2", "P1-003", "en"),
    ]


def test_a_participant_is_given_with_the_first_three_attributes(nights):
    rows = [("P2", (("gender", "woman"), ("age_band", "55-64"), ("country", "Germany"), ("occupation", "smith")))]
    made = nights.after(edits.set_cases(nights.project, rows, nights.stamp, "t.csv"))
    made = with_themes(made, ("Heard", "", ["trust"], [6]))
    blocks = report("themes", made).blocks
    assert only(Quote, blocks)[0].reference == "P2, woman, 55-64, Germany, turn 2"
    assert "Quotes give the participant’s gender\\, age band and country" in blocks[1].markdown
    assert "Quotes give" not in report("codes", made).blocks[1].markdown


def test_a_participant_of_several_documents_is_given_with_the_document():
    made = with_themes(study("P1: [a: Before].", "P1: [a: After]."), ("Time", "", ["a"], [2]))
    blocks = report("themes", made).blocks
    assert Prose("**1 of 1 participant, 2 extracts**") in blocks
    assert only(Quote, blocks)[0].reference == "P1, D2, turn 1"


def test_the_appendix_holds_all_other_extracts_of_each_theme_and_no_question(nights):
    made = with_themes(nights, ("Heard", "", ["trust"], [2]), ("Late", "", ["hours"], [4, 5]))
    blocks = report("themes", made).blocks
    start = blocks.index(Heading("Appendix: all other extracts"))
    assert isinstance(blocks[start - 1], Break)
    assert blocks[start + 1 :] == (
        Heading("Heard", 2),
        Table(
            "Further extracts of “Heard”",
            ("Quote", "Participant", "Turn", "Codes", "Extract"),
            (
                ("P2-006", "P2", 2, "trust", "Never judged."),
                ("P3-008", "P3", 3, "trust", "I see.\nP3: No."),
            ),
            (12, 14, 7, 20, 47),
            ("en", "en"),
        ),
        Heading("Late", 2),
        Prose("All its extracts are quoted above."),
    )


def test_an_extract_with_two_codes_of_a_theme_stands_once_with_both():
    made = with_themes(study("P1: [a, b, c: Both]."), ("Two", "", ["a", "b"], []))
    blocks = report("themes", made).blocks
    assert Prose("**1 of 1 participant, 1 extract**") in blocks
    assert only(Table, blocks)[-1].rows == (("P1-001", "P1", 1, "a, b", "Both"),)


def test_a_question_may_be_chosen_but_does_not_count(nights):
    made = with_themes(nights, ("Asked", "", ["trust"], [1]))
    blocks = below(report("themes", made).blocks, "Asked")
    assert Prose("**3 of 3 participants, 3 extracts**") in blocks
    assert printed(blocks) == [Quote("Did you trust it?", "INT (interviewer), D1, turn 1", "INT-001", "en")]


def test_the_rows_of_themes_hold_every_coding_and_say_which_were_chosen(nights):
    made = with_themes(nights, ("Heard", "", ["trust"], [6]))
    rows = report("themes", made).rows
    assert rows.header == (
        *("quote id", "theme", "chosen", "participant", "document", "turn", "start", "end", "code path", "coder"),
        "quote",
    )
    assert rows.rows == (
        ("P2-006", "Heard", "yes", "P2", "D2.txt", 2, 30, 43, "trust", "Ana", "Never judged."),
        ("P1-002", "Heard", "", "P1", "D1.txt", 2, 27, 39, "trust", "Ana", "It listened."),
        ("P1-003", "Heard", "", "P1", "D1.txt", 2, 27, 39, "trust", "Ben", "It listened."),
        ("P3-008", "Heard", "", "P3", "D3.txt", 3, 21, 35, "trust", "Ana", "I see.\nP3: No."),
    )


def test_codes_come_in_the_order_of_the_tree_with_every_coding(nights):
    made = report("codes", nights)
    assert [(heading.text, heading.level) for heading in only(Heading, made.blocks)] == [
        ("trust", 1),
        ("work", 1),
        ("work > hours", 2),
        ("work > place", 2),
    ]
    assert len(made.rows.rows) == 8
    assert [row[0] for row in made.rows.rows] == [
        *("INT-001", "P1-002", "P1-003", "P2-006", "P3-008"),
        *("P1-004", "P2-005"),
        "P3-007",
    ]


def test_under_a_code_two_coders_on_the_same_words_make_one_quote_with_both_named(nights):
    blocks = below(report("codes", nights).blocks, "trust")
    assert blocks[0] == Prose("**3 of 3 participants, 3 extracts**; 1 more in interviewers’ speech")
    assert printed(blocks) == [
        Quote("Did you trust it?", "INT (interviewer), D1, turn 1, coded by Ana", "INT-001", "en"),
        Quote("It listened.", "P1, turn 2, coded by Ana and Ben (P1-003)", "P1-002", "en"),
        Quote("Never judged.", "P2, turn 2, coded by Ana", "P2-006", "en"),
        Quote("I see.\nP3: No.", "P3, turn 3, coded by Ana", "P3-008", "en"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_study_is_told_what_to_do(kind):
    made = report(kind, study())
    assert made.title
    assert made.rows.rows == ()
    assert " yet. " in made.blocks[-1].markdown


def test_a_study_without_themes_is_told_how_to_write_one(nights):
    assert "no themes yet. Write one with `workbench theme add`" in report("themes", nights).blocks[-1].markdown


def test_a_theme_without_codes_and_quotes_is_given_as_it_is(nights):
    blocks = report("themes", with_themes(nights, ("Open", "Not *done*.", [], []))).blocks
    assert below(blocks, "Open") == (
        Prose("Not *done*."),
        Prose("**0 of 3 participants, 0 extracts**"),
        Prose("*No quotes are chosen yet.*"),
    )


def test_the_codebook_gives_each_code_with_its_rules_and_its_counts(nights):
    entry = Entry(
        "TRU", "trust", None, "Being *sure*.", "In full.", "said so", "doubt", ("I knew her",), "#112233", True,
        (("pole", "aligned"),),
    )  # fmt: skip
    made = nights.after(adopt(nights.project, Codebook("b", "", (entry,)), nights.stamp))
    codebook = report("codebook", made)
    assert codebook.blocks[0].rows == (
        ("trust", "TRU", 3, 3),
        ("work", "", 0, 0),
        ("\u2003hours", "", 2, 2),
        ("\u2003place", "", 1, 1),
    )
    assert below(codebook.blocks, "trust (TRU)") == (
        Prose("**Being \\*sure\\*\\.**"),
        Prose("In full\\."),
        Prose("*Include when:* said so"),
        Prose("*Exclude when:* doubt"),
        Prose("*Examples:*"),
        Bullets(("“I knew her”",)),
        Prose("*Attributes:* pole aligned"),
    )
    assert codebook.rows.rows[0] == (
        *("trust", "TRU", "Being *sure*.", "In full.", "said so", "doubt", "I knew her", "#112233"),
        *("", "", "", "passages", "", ""),
        *(3, 3, 5),
    )


def test_the_codebook_says_all_that_is_known_of_a_code_and_of_itself():
    entry = Entry(
        "TRU", "trust", None, misses=("not this",), scale=("low", "high"), hotkey="t", whole=True,
        aliases=("faith", "hope"), sources=("R57",), merged=("OLD", "c-0123456789"), split="WRK",
    )  # fmt: skip
    book = Codebook(
        "b", "About *it*.", (entry, Entry("WRK", "work", None)), "First wins.", (("R57", "Rogers (1957)"),),
        (("pole", ("up", "down")),),
    )  # fmt: skip
    found = description(book)
    assert found.subtitle == "b"
    assert found.blocks == (
        Prose("About \\*it\\*\\."),
        Heading("Rules for all codes"),
        Bullets(("First wins.",)),
        Heading("trust (TRU)"),
        Prose("*Near misses, which are something else:*"),
        Bullets(("not this",)),
        Prose(
            "*Applied to:* documents as a whole · *Rated, from low to high:* low\\, high · *Also called:* faith\\, hope · "
            "*Hotkey:* t · *Took in:* OLD · *Split off from:* work · *Drawn from:* R57"
        ),
        Heading("work (WRK)"),
        Heading("Attributes of codes and their values"),
        Bullets(("pole: up, down",)),
        Heading("Sources"),
        Bullets(("R57: Rogers (1957)",)),
    )


def test_a_heading_of_the_codebook_has_no_counts():
    book = Codebook("b", "", (Entry("", "Bonds", None, applies=False), Entry("", "trust", 0)))
    made = study("P1: Yes.")
    made = made.after(adopt(made.project, book, made.stamp))
    assert report("codebook", made).blocks[0].rows == (("Bonds", "", ""), ("\u2003trust", 0, 0))


def test_plain_words_keep_their_signs_and_their_lines():
    assert plain("a *b*\n\n    # c <d> 1.") == "a \\*b\\*\n\n\\# c \\<d\\> 1\\."


def test_a_report_names_its_study_and_its_day(nights):
    assert report("codes", nights).subtitle == "Nights, 21 November 2026"


def test_quotes_give_the_announced_attributes_and_no_others_where_one_is_blank():
    made = study("INT: Why?\nP1: [trust: I knew her.]\n", "INT: Why?\nP2: [trust: So did I.]\n")
    rows = [("P1", (("age", "34"), ("country", "Ireland"), ("job", "nurse"), ("city", "Galway"))),
            ("P2", (("country", "France"), ("job", "teacher"), ("city", "Lyon")))]  # fmt: skip
    made = made.after(edits.set_cases(made.project, rows, made.stamp, "table"))
    chosen = tuple(coding.id for coding in made.codings("trust"))
    draft = edits.ThemeDraft("Knowing", "", (made.project.code_named("trust").id,), chosen)
    made = made.after(edits.write_themes(made.project, [draft], made.stamp))
    report = KINDS["themes"](made.project, made.texts, FACTS)
    assert [block.reference for block in report.blocks if isinstance(block, Quote)] == [
        "P1, 34, Ireland, nurse, turn 2",
        "P2, France, teacher, turn 2",
    ]
