"""What Markdown holds beyond words: links to headings, gaps, notes, sources in comments, and codes as notes."""

import json
import re

import pytest
from markdown_it import MarkdownIt

from reporting import WORSE, coded, full_report, report, source
from workbench.analysis.report import (
    GAP,
    Coded,
    Contents,
    Heading,
    Mark,
    Prose,
    Quote,
    Spoken,
    Table,
    plain,
)
from workbench.formats import markdown
from workbench.formats.outline import links

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = re.compile(r'<!-- workbench: \{[^<>]*\} -->|<span id="heading-\d+">|</span>|<br>')


def body(*blocks):
    return markdown.write(report(*blocks)).decode().split("\n\n", 2)[2].removesuffix("\n")


def html_of(text):
    """All pieces of HTML that a reader of Markdown finds."""
    tokens = READER.parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    return [one.content.strip() for one in (*tokens, *inline) if one.type in ("html_block", "html_inline")]


def test_contents_link_to_the_headings_by_the_names_that_readers_give_them():
    written = body(
        Contents("Contents"), Heading("Night shifts"), Heading("At home", 2), Prose("# Deep"), Heading("Why & how")
    )
    assert written.split("\n\n") == [
        "**Contents**", "- [Night shifts](#night-shifts)\n    - [At home](#at-home)\n- [Why & how](#heading-5)",
        "## Night shifts", "### At home", "#### Deep", '## <span id="heading-5"></span>Why & how',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Trust", "trust"), ("Night shifts: at home", "night-shifts-at-home"), ("1. First", "heading-1"),
        ("Trust & co", "heading-1"), ("Über", "heading-1"), ("“Trust”", "trust"), ("日本", "heading-1"), ("!", "heading-1"),
    ],
)  # fmt: skip
def test_a_heading_has_an_anchor_only_where_readers_would_name_it_differently(text, goal):
    (link,) = links([Heading(text)])
    assert (link.goal, link.needs_anchor) == (goal, goal == "heading-1")


def test_no_two_headings_have_one_name():
    assert [link.goal for link in links([Heading("Quotes"), Heading("Quotes", 2), Heading("")])] == [
        "quotes",
        "heading-2",
    ]


def test_what_isnt_known_is_to_be_filled_in_in_bold():
    assert body(Prose(f"Held in {GAP.format('month, *year*')}.")) == "Held in **[to fill in: month, year]**."


def test_a_note_stands_below_its_table_and_shares_have_one_decimal():
    assert body(Table("", ("a", "n"), (("x", 12.345),), note="Counted *once*.")) == (
        "| a | n |\n|---|---:|\n| x | 12.3 |\n\n*Counted \\*once\\*.*"
    )


def test_a_quote_says_for_programs_where_it_stands():
    written = body(Quote("So.", "P1, turn 2", "P1-002", "", source("a--b -->\n.txt", edits=((22, 24, ""),))))
    comment, quote = written.split("\n\n", 1)
    assert quote == "> So.\n>\n> — P1, turn 2, P1-002"
    told = json.loads(re.fullmatch(r"<!-- workbench: (.*) -->", comment)[1])
    assert (told["id"], told["document"], told["edits"]) == ("P1-002", "a--b -->\n.txt", [[22, 24, ""]])
    assert "--" not in comment.removeprefix("<!--").removesuffix("-->")


def test_a_coded_transcript_has_numbered_brackets_around_its_codes_and_a_note_for_each():
    assert body(coded()) == (
        "**INT:** How was it?\n\n**P1:** ¹⟨I knew ²⟨her ⟩[^1]from church. It⟩[^2] was³⟨ good.\n\n**INT:** And then?\n\n"
        "**P1:** ⁴⟨M⟩[^4]ore⟩[^3] of it, for years.\n\n"
        "[^1]: family > trust (Ana Berg, 2026-11-21) — Why so? Ask her.\n\n[^2]: church (Ben, 2026-11-21)\n\n"
        "[^3]: time (Ana Berg, 2026-11-21)\n\n[^4]: label (Ben)"
    )


def test_the_notes_of_a_second_transcript_go_on_counting():
    assert [f"[^{number}]: " in body(coded(), coded()) for number in (1, 8, 9)] == [True, True, False]


@pytest.mark.parametrize("hostile", WORSE)
def test_hostile_words_make_no_html_and_no_links(hostile):
    where = source(hostile, participant=hostile, code=hostile, coder=hostile, edits=((1, 2, hostile),))
    written = markdown.write(
        report(
            Contents(hostile), Heading(hostile), Quote(hostile, hostile, hostile, hostile, where),
            Table(hostile, (hostile,), ((hostile,),), note=hostile), Prose(GAP.format(plain(hostile))),
            Coded(f"P1: {hostile}", (Spoken(hostile, 4, 4 + len(hostile)),), (Mark(4, 6, hostile, hostile, hostile, hostile),)),
            title=hostile,
        )
    ).decode()  # fmt: skip
    for piece in html_of(written):
        assert OURS.fullmatch(piece), piece
    goals = [
        child.attrs["href"]
        for token in READER.parse(written)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert all(re.fullmatch(r"#[a-z0-9_%-]+", goal) for goal in goals), goals
    assert "image" not in {child.type for token in READER.parse(written) for child in token.children or ()}


def test_a_report_with_each_kind_of_block_is_the_same_file_again():
    assert markdown.write(full_report()) == markdown.write(full_report())
