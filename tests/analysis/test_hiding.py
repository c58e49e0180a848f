"""What print hides of a quote stands nowhere in a report, and what still shows it is told."""

import pytest

from notation import study
from workbench.analysis.coded import coded
from workbench.analysis.findings import TEAM_ONLY, findings
from workbench.analysis.hearing import Hearing
from workbench.analysis.hiding import kinds, names_hidden
from workbench.analysis.memos import memos
from workbench.analysis.methods import WORDED, Known
from workbench.analysis.report import Facts, Prose, Quote, Table
from workbench.analysis.summaries import codes, themes
from workbench.analysis.tables.matrix import Asked
from workbench.core import edits
from workbench.core.edits import ThemeDraft
from workbench.core.model import Edit
from workbench.core.spans import Span

FACTS = Facts("Nights", "2026-11-21", "0.9")
KNOWN = Known("Nights", "0.9", 7, "2026-11-20T10:00:00Z")
SAID = "INT: Who?\nP1: [trust: Well, I told Joanne of it.] [trust: Nobody else.]"


def worded(made, words, instead=""):
    """The study with these words of the coding around them left out or replaced where it is printed."""
    document = made.project.library[0].id
    start = made.texts[document].text.index(words)
    edit = Edit(start, start + len(words), instead)
    around = next(c for c in made.codings("trust") if c.span.contains(edit.span))
    return made.after(edits.word_quote(made.project, document, around.span, edit, made.stamp))


def chosen(made, summary="Told."):
    """The study with a theme that has the code and its first quote."""
    first = made.codings("trust")[0]
    draft = ThemeDraft("Heard", summary, (first.code,), (first.id,))
    return made.after(edits.write_themes(made.project, [draft], made.stamp))


@pytest.fixture
def nights():
    """One quote with a name replaced and a word left out, chosen for a theme."""
    return chosen(worded(worded(study(SAID), "Joanne", "my sister"), "Well,"))


def found(made, **more):
    hearing = Hearing(lambda ids: {one: made.texts[one].turns for one in ids})
    asked = Asked(made.project, hearing.of(made.project), lambda _: made.texts)
    return findings(asked, FACTS, KNOWN, **more)


def whole(report):
    """All words of a report, those for machines too."""
    return str((tuple(report.blocks), report.rows))


def prose(report):
    return "\n".join(block.markdown for block in report.blocks if isinstance(block, Prose)).replace("\\", "")


def made_of(report):
    return "\n".join(report.blocks[-1].items)


def test_words_that_print_hides_stand_nowhere_in_a_report(nights):
    note = edits.write_memo(
        nights.project, "coding", nights.codings("trust")[0].id, None, "analytic", "Hm.", False, nights.stamp
    )
    nights = nights.after(note)
    for report in (
        found(nights),
        themes(nights.project, nights.texts, FACTS),
        codes(nights.project, nights.texts, FACTS),
        memos(nights.project, nights.texts, FACTS),
    ):
        assert "[…] I told [my sister] of it." in whole(report)
        assert "Joanne" not in whole(report)
        assert "Well" not in whole(report)


def test_words_as_said_stand_in_the_findings_only_where_they_are_asked_for_and_the_file_says_so(nights):
    report = found(nights, as_said=True)
    table = next(block for block in report.blocks if isinstance(block, Table) and block.name == "wordings")
    assert table.rows == (
        ("P1-001", "P1", "1 left out, 1 replaced", "[…] I told [my sister] of it.", "Well, I told Joanne of it."),
    )
    assert Prose(TEAM_ONLY) in report.blocks
    assert report.rows.header[-3:] == ("changed words", "as said", "as printed")
    assert found(nights).rows.header[-2:] == ("changed words", "as printed")
    assert Prose(TEAM_ONLY) not in found(nights).blocks


def test_worded_quotes_are_listed_with_what_was_done_to_them_in_kinds_and_counts(nights):
    table = next(block for block in found(nights).blocks if isinstance(block, Table) and block.name == "wordings")
    assert table.caption == WORDED
    assert table.rows == (("P1-001", "P1", "1 left out, 1 replaced", "[…] I told [my sister] of it."),)
    assert kinds([Edit(1, 2), Edit(3, 4), Edit(5, 5, "a"), Edit(6, 7, "b")]) == "2 left out, 1 replaced, 1 added"


def test_extracts_that_overlap_replaced_words_are_told():
    made = study("P1: [trust: I told [work: Joanne of it].]", "P2: [work: No.]")
    made = chosen(worded(made, "Joanne", "a friend"))
    assert (
        "Caution: 1 further extract overlaps words that are replaced in a quote, and shows them as they were said: P1-002."
        in made_of(found(made))
    )
    assert "overlaps words that are replaced" in prose(codes(made.project, made.texts, FACTS))
    rows = {row[0]: row[-2] for row in found(made).rows.rows}
    assert rows == {"P1-001": "1 replaced", "P1-002": "shows words hidden in another quote", "P2-003": ""}


def test_extracts_that_overlap_words_left_out_are_counted():
    made = chosen(worded(study("P1: [trust: I went home [work: and so on].]"), "and so on"))
    assert "1 further extract overlaps words that are left out of a quote, and shows them." in made_of(found(made))


def test_an_extract_that_hides_the_same_words_itself_is_not_told():
    made = chosen(worded(study("P1: [trust: I told [work: Joanne of it].]"), "Joanne", "her"))
    coding = made.codings("work")[0]
    edit = Edit(coding.start, coding.start + 6, "her")
    made = made.after(edits.word_quote(made.project, coding.document, coding.span, edit, made.stamp))
    assert "Caution" not in made_of(found(made))


def test_a_name_that_is_replaced_in_one_quote_and_stands_elsewhere_is_told_without_being_said():
    made = study("P1: [trust: I told Joanne of it.] [work: Joanne knows.]", "P2: [trust: No.]")
    made = chosen(worded(made, "Joanne", "my sister"), "They told Joanne-like people.")
    said = made_of(found(made))
    assert "Caution: names that are replaced in a quote stand in 1 further extract: P1-002." in said
    assert "Caution: names that are replaced in a quote still stand in this file, in “Heard”." in said
    assert "Joanne" not in said


@pytest.mark.parametrize(
    ("words", "names"), [("Joanne", {"Joanne"}), ("Anna Lee’s", {"Anna", "Lee"}), ("She", set()), ("it", set())]
)
def test_words_with_a_capital_and_nowhere_without_are_taken_for_names(words, names):
    made = study(f"P1: [trust: {words} went.] It is what she said.")
    assert names_hidden(worded(made, words, "x").project, made.texts) == names


def test_a_quote_whose_words_were_only_added_to_hides_nothing():
    made = study("P1: [trust: I told Joanne.]")
    coding = made.codings("trust")[0]
    edit = Edit(coding.end - 1, coding.end - 1, "yesterday")
    made = chosen(made.after(edits.word_quote(made.project, coding.document, coding.span, edit, made.stamp)))
    assert next(b for b in found(made).blocks if isinstance(b, Quote)).words == "I told Joanne [yesterday]."
    assert "Caution" not in made_of(found(made))


def test_memos_on_passages_that_show_hidden_words_are_told(nights):
    document = nights.project.library[0].id
    start = nights.texts[document].text.index("Joanne")
    step = edits.write_memo(
        nights.project, "passage", document, Span(start, start + 6), "analytic", "Her.", False, nights.stamp
    )
    made = nights.after(step)
    told = memos(made.project, made.texts, FACTS).blocks[0].markdown.replace("\\", "")
    assert told.startswith("Caution: words that are left out of a quote or replaced in it are shown at ")


def test_a_coded_transcript_says_that_it_holds_what_was_said(nights):
    document = nights.project.library[0]
    said = coded(nights.project, document, nights.texts[document.id], FACTS).blocks[0].markdown.replace("\\", "")
    assert "The text stands here as it was said, also where print shows 1 quote with changed words." in said
