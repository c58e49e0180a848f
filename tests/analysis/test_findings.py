from itertools import pairwise

import pytest

from notation import study
from workbench.analysis.findings import findings
from workbench.analysis.hearing import Hearing
from workbench.analysis.methods import WORDED, Known
from workbench.analysis.report import Break, Bullets, Contents, Facts, Heading, Prose, Quote, Table
from workbench.analysis.tabled import fitted, tables
from workbench.analysis.tables.matrix import Asked
from workbench.core import edits
from workbench.core.edits import ThemeDraft
from workbench.core.model import Edit
from workbench.core.spans import Span

FACTS = Facts("Nights", "2026-11-21", "0.9")
KNOWN = Known("Nights", "0.9", 7, "2026-11-20T10:00:00Z")
FIRST = "INT: [trust: Did you trust it?]\nP1: [trust, trust @Ben: It listened.] [work > hours: All night.]"
SECOND = "INT: And you?\nP2: [work > hours @Ben: Until four.] [trust: Never judged.]"


@pytest.fixture
def nights():
    """Two interviews; the theme “Heard” has the code trust and two of its quotes."""
    made = study(FIRST, SECOND)
    quotes = tuple(coding.id for coding in made.codings("trust")[::-1] if coding.number in {2, 6})
    draft = ThemeDraft("Heard", "They *felt* heard.", (made.project.code_named("trust").id,), quotes)
    return made.after(edits.write_themes(made.project, [draft], made.stamp))


def asked(made):
    hearing = Hearing(lambda ids: {one: made.texts[one].turns for one in ids})
    return Asked(made.project, hearing.of(made.project), lambda _: made.texts)


def report(made, known=KNOWN):
    return findings(asked(made), FACTS, known)


def chapters(found, level=1):
    return [block.text for block in found.blocks if isinstance(block, Heading) and block.level <= level]


def only(kind, found):
    return [block for block in found.blocks if isinstance(block, kind)]


def test_the_chapters_come_in_the_order_of_a_paper(nights):
    assert chapters(report(nights)) == [
        "Methods",
        "Sample",
        "Themes",
        "Whom the quotes come from",
        "Tables",
        "Appendix: the codebook",
        "How this file was made",
    ]
    assert only(Contents, report(nights)) == [Contents("Contents", 2)]


def test_no_heading_skips_a_level(nights):
    levels = [block.level for block in report(nights).blocks if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_quotes_stand_in_the_order_chosen_with_their_source_for_machines(nights):
    first, second = only(Quote, report(nights))
    assert (first.words, first.id) == ("Never judged.", "P2-006")
    assert (second.words, second.id) == ("It listened.", "P1-002")
    document = nights.project.library[0]
    assert second.source == (
        "D1.txt", document.digest, 2, *nights.codings("trust")[1].span, "P1", "trust", "Ana", 7, ()
    )  # fmt: skip


def test_a_worded_quote_is_printed_as_worded_and_listed_with_what_was_done_to_it(nights):
    coding = nights.codings("trust")[-1]
    edit = Edit(coding.start, coding.start + 5, "She never")
    made = nights.after(edits.word_quote(nights.project, coding.document, coding.span, edit, nights.stamp))
    found = report(made)
    quote = only(Quote, found)[0]
    assert quote.words == "[She never] judged."
    assert quote.source.edits == ((coding.start, coding.start + 5, "She never"),)
    assert WORDED in chapters(found)
    table = next(table for table in only(Table, found) if table.name == "wordings")
    assert table.rows == (("P2-006", "P2", "1 replaced", "[She never] judged."),)
    row = next(row for row in found.rows.rows if row[0] == "P2-006")
    assert row[-2:] == ("1 replaced", "[She never] judged.")
    assert "Never judged." not in str((list(found.blocks), found.rows))
    assert any("One of the quotes is printed with changed words" in prose.markdown for prose in only(Prose, found))


def test_every_coding_is_a_row_for_machines_with_all_that_is_known_of_it(nights):
    rows = report(nights).rows
    assert rows.header[:4] == ("quote id", "themes", "chosen for", "participant")
    assert len(rows.rows) == 6
    named = dict(zip(rows.header, next(row for row in rows.rows if row[0] == "P2-006"), strict=True))
    assert (named["themes"], named["chosen for"], named["participant"], named["turn"]) == ("Heard", "Heard", "P2", 2)
    assert (named["code path"], named["coder"], named["codebook step"]) == ("trust", "Ana", 7)
    assert (named["changed words"], named["as printed"]) == ("", "Never judged.")


def test_what_only_interviewers_say_is_counted_in_no_table(nights):
    table = next(table for table in only(Table, report(nights)) if table.caption.startswith("Codes of “Heard”"))
    assert table.rows == (("trust", "", 2, 2),)


def test_headings_of_the_codebook_bear_no_numbers(nights):
    frequencies = next(table for table in only(Table, report(nights)) if table.name == "frequencies")
    assert [row[:3] for row in frequencies.rows] == [("trust", 2, 2), ("work", 0, 0), ("\u2003hours", 2, 2)]


def test_an_empty_study_has_its_methods_and_says_what_to_do():
    found = report(study(), Known("Nights", "0.9"))
    assert chapters(found) == ["Methods", "Sample", "Themes", "How this file was made"]
    assert any("workbench theme add" in prose.markdown for prose in only(Prose, found))
    assert found.rows.rows == ()


def test_who_codes_blind_is_named_at_the_front_and_at_the_end(nights):
    found = report(nights, KNOWN._replace(blind="Ana"))
    assert found.blocks[1] == Prose("**This file holds only the work of Ana, who codes blind.**")
    assert "Only the work of Ana, who codes blind, is in it." in found.blocks[-1].items


def test_how_the_file_was_made_is_told_without_a_clock(nights):
    made = report(nights).blocks[-1]
    assert isinstance(made, Bullets)
    assert made.items[:2] == (
        "Study: Nights, as it stood after step 0 of its history, 21 November 2026.",
        "Codebook last changed on 20 November 2026 (step 7).",
    )


def test_all_tables_stand_one_after_another_each_with_a_name(nights):
    found = tables(asked(nights), FACTS)
    names = [table.name for table in only(Table, found)]
    assert {"frequencies", "code-by-document", "cooccurrence", "speech", "saturation", "negative"} <= set(names)
    assert len(names) == len(set(names))
    assert "ledger" not in names
    assert len(only(Heading, found)) == len(names)


def test_columns_are_as_wide_as_their_words_and_many_turn_the_page():
    small = fitted(Table("", ("Code", "n"), (("Being heard at night", 3),)))
    assert (small.widths, small.wide) == ((23, 7), False)
    assert fitted(Table("", ("Something long",) * 12, (("x",) * 12,))).wide


def test_the_findings_begin_their_text_on_a_new_page(nights):
    blocks = report(nights).blocks
    assert isinstance(blocks[blocks.index(Contents("Contents", 2)) + 1], Break)


def test_a_span_keeps_its_place_in_the_rows(nights):
    rows = report(nights).rows
    starts = {row[0]: Span(*row[rows.header.index("start") : rows.header.index("end") + 1]) for row in rows.rows}
    assert starts["P1-002"].of(nights.texts[nights.project.library[0].id].text) == "It listened."
