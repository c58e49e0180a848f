"""Ten queries on a real study find what plain counting of its table of codings and its raw texts finds."""

import csv
import re
from itertools import pairwise
from typing import NamedTuple

import docx
import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.session import Session

LABEL = re.compile(r"^(.{1,40}?)[ \u00a0]+\d+:\d\d(?::\d\d)?\s*\n", re.MULTILINE)
ASKS = "Sara Mannheimer"

pytestmark = pytest.mark.corpora


class Row(NamedTuple):
    """A row of the table of codings, with its place in the text and the turns (from 1) that it reaches."""

    document: str
    start: int
    end: int
    code: str
    turns: range

    @property
    def place(self):
        return self[:3]


class Raw(NamedTuple):
    """The study as its files have it: texts, (speaker, start, end) of turns, and codings."""

    texts: dict
    turns: dict
    rows: list


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    import os
    from pathlib import Path

    folder = Path(os.environ.get("WORKBENCH_CORPORA") or "nowhere")
    if not folder.is_dir():
        pytest.skip("WORKBENCH_CORPORA names no folder")
    with Session.create(Settings(tmp_path_factory.mktemp("asking") / "study", "Ana")) as session:
        tasks.import_transcripts(session, [folder / "transcripts" / "mannheimer"])
        tasks.import_codebook(session, folder / "codings" / "mannheimer_codebook.csv")
        tasks.import_codings(session, folder / "codings" / "mannheimer_codings.csv")
        yield session, raw(folder)


def raw(folder):
    texts, turns = {}, {}
    for path in sorted((folder / "transcripts" / "mannheimer").glob("*deidentified.docx")):
        text = "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)
        labels = list(LABEL.finditer(text))
        ends = [*(label.start() for label in labels), len(text)][1:]
        texts[path.name] = text
        turns[path.name] = [
            (label[1], end - len(text[label.end() : end].lstrip()), label.end() + len(text[label.end() : end].rstrip()))
            for label, end in zip(labels, ends, strict=True)
        ]
    rows = []
    with (folder / "codings" / "mannheimer_codings.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            start = texts[row["document"]].index(row["quote"])
            end = start + len(row["quote"])
            reached = [n for n, (_, s, e) in enumerate(turns[row["document"]], 1) if s < end and start < e]
            rows.append(Row(row["document"], start, end, row["code"], range(reached[0], reached[-1] + 1)))
    return Raw(texts, turns, rows)


def under(rows, *paths):
    """The rows of codes, and of the codes below them."""
    return [row for row in rows if any(f"{row.code} > ".startswith(f"Mannheimer > {path} > ") for path in paths)]


def only_asks(raw, row):
    return all(raw.turns[row.document][turn - 1][0] == ASKS for turn in row.turns)


def found(study, query):
    """What the query finds: document, start, end and the codes' paths of each passage."""
    session, _ = study
    project = session.project
    return {
        (project.documents[p.document].name, *p.span, *sorted(project.code_paths[c.code] for c in p.codings))
        for p in tasks.ask(session, query).passages
    }


def passages(raw, rows):
    """The rows as passages with their codes' paths, without what only the interviewer says."""
    places = {row.place for row in rows if not only_asks(raw, row)}
    return {(*place, *sorted(row.code for row in set(rows) if row.place == place)) for place in places}


def together(one, other):
    return one.document == other.document and one != other


def between(raw, one, other):
    """How many words are spoken between two rows."""
    if one.start < other.end and other.start < one.end:
        return 0
    start, end = min(one.end, other.end), max(one.start, other.start)
    spoken = (raw.texts[one.document][max(s, start) : min(e, end)] for _, s, e in raw.turns[one.document])
    return sum(len(re.findall(r"\w(?:[\w'’-]*\w)?", words)) for words in spoken)


def test_a_code_with_the_codes_below_it(study):
    raw = study[1]
    wanted = passages(raw, under(raw.rows, "privacy - deidentification"))
    assert len(wanted) > 10
    assert found(study, "Mannheimer > privacy - deidentification") == wanted


def test_or(study):
    raw = study[1]
    wanted = passages(raw, under(raw.rows, "consent - IRB", "context - reproducibility"))
    assert len(wanted) > 30
    assert found(study, "consent - IRB OR context - reproducibility") == wanted


def test_and_is_words_that_bear_both(study):
    raw = study[1]
    quotes = under(raw.rows, "privacy - care to make sure quotes aren't identifiable")
    names = under(raw.rows, "privacy - deidentification")
    both = {row.place for row in quotes} & {row.place for row in names}
    wanted = passages(raw, [row for row in quotes + names if row.place in both])
    assert len(wanted) == 1
    query = "privacy - care to make sure quotes aren't identifiable AND Mannheimer > privacy - deidentification"
    assert found(study, query) == wanted


def test_not_leaves_out_words_that_bear_a_code(study):
    raw = study[1]
    others = {row.place for row in raw.rows} - {row.place for row in under(raw.rows, "consent - IRB")}
    wanted = passages(raw, [row for row in raw.rows if row.place in others])
    assert len(wanted) > 400
    assert found(study, "NOT consent - IRB") == wanted


def test_overlaps(study):
    raw = study[1]
    left, right = under(raw.rows, "context - in tension with privacy"), under(raw.rows, "privacy - restricted access")
    rows = [a for a in left if any(together(a, b) and a.start < b.end and b.start < a.end for b in right)]
    wanted = passages(raw, rows)
    assert len(wanted) == 2
    assert found(study, "context - in tension with privacy OVERLAPS privacy - restricted access") == wanted


def test_inside(study):
    raw = study[1]
    rows = [
        a
        for a in raw.rows
        if any(together(a, b) and b.start <= a.start and a.end <= b.end for b in under(raw.rows, "consent - IRB"))
        and a.code != "Mannheimer > consent - IRB"
    ]
    wanted = passages(raw, rows)
    assert wanted
    left = " OR ".join(f'code:"{code}"' for code in sorted({row.code for row in rows}))
    assert found(study, f"({left}) INSIDE consent - IRB") == wanted


def test_near_by_words(study):
    raw = study[1]
    left, right = under(raw.rows, "consent - IRB"), under(raw.rows, "consent - consent language and procedures")
    rows = [a for a in left if any(together(a, b) and between(raw, a, b) <= 60 for b in right)]
    wanted = passages(raw, rows)
    assert wanted
    assert len(wanted) < len(passages(raw, left))
    assert found(study, "consent - IRB NEAR 60 consent - consent language and procedures") == wanted


def test_same_turn_and_followed_by(study):
    raw = study[1]
    left, right = under(raw.rows, "consent - IRB"), under(raw.rows, "consent - consent language and procedures")
    same = [a for a in left if any(together(a, b) and set(a.turns) & set(b.turns) for b in right)]
    assert passages(raw, same)
    assert found(study, "consent - IRB SAME TURN consent - consent language and procedures") == passages(raw, same)
    later = [
        a for a in left if any(together(a, b) and b.start >= a.end and b.turns[0] - a.turns[-1] <= 4 for b in right)
    ]
    assert passages(raw, later)
    query = "consent - IRB FOLLOWED BY consent - consent language and procedures WITHIN 4 TURNS"
    assert found(study, query) == passages(raw, later)


def test_words_of_the_text_in_a_document_and_by_a_speaker(study):
    raw = study[1]

    def says(row, pattern):
        spoken = (raw.texts[row.document][max(s, row.start) : min(e, row.end)] for _, s, e in raw.turns[row.document])
        return any(re.search(pattern, words, re.IGNORECASE) for words in spoken)

    rows = [row for row in raw.rows if says(row, r"\breddit\b")]
    assert passages(raw, rows)
    assert found(study, '"reddit"') == passages(raw, rows)
    rows = [row for row in raw.rows if row.document.startswith("BSR01") and says(row, r"\bconsent")]
    assert passages(raw, rows)
    assert found(study, 'document:BSR01_transcript_deidentified AND "consent*"') == passages(raw, rows)
    assert found(study, 'speaker:BSR01 AND "consent*"') == passages(raw, rows)


def test_turns(study):
    raw = study[1]
    coded = {(row.document, turn) for row in under(raw.rows, "consent - IRB") for turn in row.turns}
    wanted = {
        (document, turns[n - 1][1], turns[n - 1][2])
        for document, turns in raw.turns.items()
        for n, _ in enumerate(turns, 1)
        if (document, n) in coded and turns[n - 1][0] != ASKS
    }
    assert wanted
    assert {passage[:3] for passage in found(study, "TURNS consent - IRB")} == wanted
    asked = {
        (document, one[1], one[2])
        for document, turns in raw.turns.items()
        for n, (one, _) in enumerate(pairwise(turns), 1)
        if one[0] == ASKS and (document, n + 1) in coded and turns[n][0] != ASKS
    }
    assert asked
    query = "TURNS interviewer FOLLOWED BY (consent - IRB AND NOT interviewer)"
    assert {passage[:3] for passage in found(study, query)} == asked
