"""Reports as a web page: real headings, tables and quotes, where each quote stands, and no word that works as markup."""

import re
from html.parser import HTMLParser

import pytest

from reporting import FACTS, HOSTILE, NO_ROWS, printable
from workbench.analysis.report import (
    Break,
    Bullets,
    Coded,
    Contents,
    Heading,
    Mark,
    Prose,
    Quote,
    Report,
    Source,
    Spoken,
    Table,
    plain,
)
from workbench.formats import html

SOURCE = Source("D1.txt", "ab" * 32, 4, 10, 25, "P07", "Care > Heard", "Ada", 12, ((14, 18, ""),))


class Page(HTMLParser):
    """The page taken apart by the standard library: its tags with their attributes, and the words in each."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.open = [], {}, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        for tag in self.open:
            self.words[tag] = self.words.get(tag, "") + data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(*blocks, title="Codes"):
    return Page(html.write(Report(title, blocks, FACTS, NO_ROWS)).decode())


def test_each_block_is_what_it_is_in_html():
    page = page_of(
        Contents("Contents"),
        Heading("Night"),
        Prose("Said **twice**.\n\n- one\n- two\n\n1. first\n\n> cited"),
        Heading("Heard", 2),
        Quote("It *felt* warm", "P07, turn 4", "P07-012", "de", SOURCE),
        Bullets(("a", "b")),
        Table("Counts", ("Code", "n", "share"), (("Heard", 3, 12.345),), note="An extract is counted once."),
    )
    assert page.words["h1"] == "Codes"
    assert page.words["h2"] == "ContentsNight"
    assert page.words["h3"] == "Heard"
    assert page.words["strong"] == "twice"
    assert page.words["blockquote"] == "citedIt *felt* warm"
    assert page.words["figcaption"] == "P07, turn 4 · P07-012"
    assert page.words["caption"] == "Table 1. Counts"
    assert page.words["td"] == "Heard312.3"
    assert "An extract is counted once." in page.words["p"]
    assert [link["href"] for link in page.all("a")] == ["#section-1", "#section-2"]
    assert [heading["id"] for heading in page.all("h2")[1:] + page.all("h3")] == ["section-1", "section-2"]
    assert page.open == []


def test_a_quote_says_where_it_stands_for_programs():
    (figure,) = page_of(Quote("warm", "P07", "P07-012", "de", SOURCE)).all("figure")
    assert figure == {
        "class": "quote", "id": "P07-012", "data-quote": "P07-012", "data-document": "D1.txt", "data-digest": "ab" * 32,
        "data-turn": "4", "data-start": "10", "data-end": "25", "data-participant": "P07",
        "data-code": "Care > Heard", "data-coder": "Ada", "data-codebook": "12", "data-edits": "14-18:",
    }  # fmt: skip


def test_a_quote_that_stands_twice_is_named_once():
    page = page_of(Quote("a", "P07", "P07-012"), Quote("a", "P07", "P07-012"))
    assert [figure.get("id") for figure in page.all("figure")] == ["P07-012", None]


def test_what_the_study_does_not_know_is_marked():
    assert page_of(Prose("They were recruited ⟦how⟧.")).words["p"].endswith("They were recruited [how].")


def test_lists_open_and_close_within_one_another():
    page = page_of(Prose("- a\n    1. b\n    2. c\n- d\n\n3. e\n\nend"))
    assert [tag for tag, _ in page.tags if tag in {"ul", "ol", "li"}] == [
        "ul",
        "li",
        "ol",
        "li",
        "li",
        "li",
        "ol",
        "li",
    ]
    assert page.open == []


def test_headings_in_prose_are_listed_in_the_contents():
    page = page_of(Contents("Contents"), Heading("Night"), Prose("- one\n\n# Late *hours*\n\nWords."))
    assert page.words["a"] == "NightLate hours"
    assert [link["href"] for link in page.all("a")] == ["#section-1", "#section-2"]
    assert page.words["h3"] == "Late hours"
    assert page.open == []


def test_the_page_asks_nothing_of_the_network_and_runs_nothing():
    text = html.write(Report("T", (Quote("x", "y", "z", "en", SOURCE), Break(), Heading("h")), FACTS, NO_ROWS)).decode()
    assert "default-src 'none'" in text
    assert not re.search(r"<script|src=|https?://|url\(|@import", text)
    assert 'class="new-page"' in text


def test_codes_that_overlap_begin_and_end_with_their_numbers():
    text = "P1: It felt warm then."
    block = Coded(
        text,
        (Spoken("P1", 4, len(text)),),
        (
            Mark(4, 16, "Care > Heard", "Ada", "2026-01-02T00:00:00Z", "slowly"),
            Mark(12, 21, "Hope", "Ben", "2026-01-03"),
        ),
    )
    page = page_of(block)
    assert "P1: [1It felt [2warm1] then2]." in page.words["p"]
    assert page.words["li"] == "1 Care > Heard, Ada, 2026-01-02 — slowly2 Hope, Ben, 2026-01-03"


def test_a_code_outside_all_turns_is_told_and_not_lost():
    block = Coded("Title\nP1: Yes.", (Spoken("P1", 10, 14),), (Mark(0, 5, "Heard", "Ada", "2026-01-02"),))
    assert "1 Heard, Ada, 2026-01-02" in page_of(block).words["li"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_html_gives_every_sign_as_it_was_said_and_makes_none_of_them_markup(hostile):
    source = SOURCE._replace(document=hostile, participant=hostile, code=hostile, edits=((1, 2, hostile),))
    text = f"P1: {hostile}"
    harmless = page_of(
        Heading("x"), Quote("x", "x", "x", "en", SOURCE), Prose("x"), Table("x", ("x",), (("x",),), note="x"),
        Bullets(("x",)), Coded("P1: x", (Spoken("x", 4, 5),), (Mark(4, 5, "x", "x", "x", "x"),)), title="x",
    )  # fmt: skip
    page = page_of(
        Heading(hostile), Quote(hostile, hostile, hostile, "en", source), Prose(plain("x")),
        Table(hostile, (hostile,), ((hostile,),), note=hostile), Bullets((hostile,)),
        Coded(text, (Spoken(hostile, 4, len(text)),), (Mark(4, len(text), hostile, hostile, hostile, hostile),)),
        title=hostile,
    )  # fmt: skip
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert page.words["h1"] == page.words["td"] == page.words["blockquote"] == printable(hostile)
    (figure,) = page.all("figure")
    assert figure["data-document"] == printable(hostile)
    assert set(figure) == set(harmless.all("figure")[0])


def test_html_gives_a_quote_of_any_length_whole():
    assert page_of(Quote("word " * 4000, "P1")).words["blockquote"] == "word " * 4000


def test_the_same_report_is_the_same_page():
    report = Report("T", (Heading("h"), Quote("x", "y", "z", "en", SOURCE)), FACTS, NO_ROWS)
    assert html.write(report) == html.write(report)
