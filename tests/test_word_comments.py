"""Codes as comments of a Word file: on the words that bear them, whatever overlaps, and none lost."""

import random
from io import BytesIO
from time import perf_counter

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import WORSE, coded, marks, printable, report
from workbench.analysis.report import Coded, Mark, Spoken
from workbench.formats import word
from workbench.formats.coded import Edge, turns
from workbench.formats.word_comments import initials


def opened(*blocks):
    return Document(BytesIO(word.write(report(*blocks))))


def commented(document):
    """The words on which each comment stands, by its number; a new paragraph is a line break."""
    found, standing = {}, set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            standing.add(number)
            found[int(number)] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            standing.remove(number)
        elif element.tag in (qn("w:p"), qn("w:br")):
            found |= {int(one): found[int(one)] + "\n" for one in standing}
        elif element.tag == qn("w:t"):
            found |= {int(one): found[int(one)] + (element.text or "") for one in standing}
    assert not standing
    return found


def test_each_code_is_a_comment_by_its_coder_with_its_date_and_memo():
    document = opened(coded())
    assert [
        (comment.author, comment.initials, comment.timestamp and f"{comment.timestamp:%Y-%m-%d %H:%M}", comment.text)
        for comment in document.comments
    ] == [
        ("Ana Berg", "AB", "2026-11-21 09:30", "family > trust\nWhy so?\nAsk her."),
        ("Ben", "B", "2026-11-21 09:30", "church"),
        ("Ana Berg", "AB", "2026-11-21 09:30", "time"),
        ("Ben", "B", None, "label"),
    ]
    assert [paragraph.style.name for paragraph in document.comments.get(0).paragraphs] == ["annotation text"] * 3


def test_comments_stand_on_the_very_words_overlap_and_reach_over_turns():
    assert commented(opened(coded())) == {
        0: "I knew her ",
        1: "her from church. It",
        2: " good.\nINT: And then?\nP1: More",
        3: "M",
    }


def test_each_range_ends_with_the_sign_of_its_comment():
    body = opened(coded()).element.body
    ends = body.xpath(".//w:commentRangeEnd")
    assert [end.getnext().xpath("string(w:commentReference/@w:id)") for end in ends] == [
        end.get(qn("w:id")) for end in ends
    ]
    assert sorted(end.get(qn("w:id")) for end in ends) == ["0", "1", "2", "3"]


def test_turns_are_paragraphs_with_their_label_in_bold_and_their_lines():
    text = "P1: one\ntwo\n"
    document = opened(Coded(text, (Spoken("P1:", 4, 11),), (Mark(8, 11, "c", "Ana", ""),), "de"))
    paragraph = document.paragraphs[2]
    assert (paragraph.style.name, paragraph.text) == ("Turn", "P1: one\ntwo")
    assert [(run.text, run.bold) for run in paragraph.runs][:2] == [("P1: ", True), ("one\n", None)]
    assert paragraph._p.xpath("w:r/w:rPr/w:lang/@w:val") == ["de-DE", "de-DE"]


def test_a_text_without_turns_is_shown_line_by_line():
    document = opened(Coded("one\n\ntwo", (), (Mark(0, 8, "c", "Ana", ""), Mark(3, 5, "d", "Ben", ""))))
    assert [paragraph.text for paragraph in document.paragraphs[2:]] == ["one", "two"]
    assert commented(document) == {0: "one\ntwo", 1: "t"}


@pytest.mark.parametrize(
    ("start", "end", "on"),
    [
        (0, 4, "a"),
        (4, 5, "a"),
        (5, 8, "b"),
        (6, 7, "b"),
        (8, 12, "c"),
        (12, 14, "d"),
        (0, 14, "ab\nP2: cd"),
        (5, 5, ""),
    ],
)
def test_what_lies_outside_the_turns_goes_to_the_nearest_words(start, end, on):
    block = Coded("P1: ab.P2: cd.", (Spoken("P1", 4, 6), Spoken("P2", 11, 13)), (Mark(start, end, "c", "A", ""),))
    assert commented(opened(block)) == {0: on}


def test_several_transcripts_have_comments_of_their_own():
    document = opened(coded(), coded())
    assert [comment.comment_id for comment in document.comments] == list(range(8))
    assert commented(document)[4] == commented(document)[0]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_mark_begins_once_and_ends_once_after_that_and_all_words_are_there(places):
    block = coded()
    block = block._replace(marks=tuple(Mark(min(place), max(place), "c", "A", "") for place in places))
    edges, said = [], []
    for _, pieces in turns(block):
        edges += [piece for piece in pieces if isinstance(piece, Edge)]
        said.append("".join(piece for piece in pieces if not isinstance(piece, Edge)))
    assert said == [block.text[turn.start : turn.end] for turn in block.turns]
    for number in range(1, len(places) + 1):
        assert [edge.begins for edge in edges if edge.number == number] == [True, False]
    assert len(edges) == 2 * len(places)


@pytest.mark.parametrize("hostile", WORSE)
def test_hostile_words_work_nowhere(hostile):
    text = f"P1: {hostile}."
    mark = Mark(4, len(text) - 1, hostile, hostile, hostile, hostile)
    document = opened(Coded(text, (Spoken(hostile, 4, len(text)),), (mark,), hostile))
    said = printable(hostile).replace("\r\n", "\n")
    (comment,) = document.comments
    assert comment.author == " ".join(said.split())[:250]
    assert comment.timestamp is None
    assert comment.text.startswith(said)
    assert commented(document)[0] == said.replace("\t", "")


def test_initials_are_the_first_letters():
    assert [initials(name) for name in ("Ana", "Ana María Berg", "", "x-y 7")] == ["A", "AMB", "", "XY7"]


def test_five_hundred_codes_on_twenty_thousand_words_are_written_at_once():
    chance = random.Random(3)  # noqa: S311
    text, spoken = "", []
    while len(spoken) < 400:
        start = len(text) + 4
        text += f"P1: {'some words '.join([''] * 26)}.\n"
        spoken.append(Spoken("P1", start, len(text) - 1))
    starts = sorted(chance.randrange(len(text) - 400) for _ in range(500))
    made = [Mark(start, start + chance.randrange(400), "code", "Ana", marks()[0].at) for start in starts]
    block = report(Coded(text, tuple(spoken), tuple(made)))
    word.write(block)
    began = perf_counter()
    word.write(block)
    assert perf_counter() - began < 0.9
