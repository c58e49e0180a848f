"""Tables of a real study, whose 753 codings and 230 codes nobody here made, against plain counting of its CSV."""

import csv
from collections import Counter

import pytest

from workbench import tasks
from workbench.analysis.tables.cooccurrence import cooccurrence
from workbench.analysis.tables.crosstab import crosstab
from workbench.analysis.tables.frequencies import frequencies
from workbench.config import Settings
from workbench.session import Session

pytestmark = pytest.mark.corpora
ALONE = 5  # codings of the interviewer’s words alone


@pytest.fixture(scope="module")
def rows(corpora):
    """The rows of the CSV: document, quote, code."""
    with (corpora / "codings" / "mannheimer_codings.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def session(corpora, tmp_path_factory):
    """The study."""
    with Session.create(Settings(tmp_path_factory.mktemp("real") / "study", "Ana")) as made:
        tasks.import_transcripts(made, [corpora / "transcripts" / "mannheimer"])
        tasks.import_codebook(made, corpora / "codings" / "mannheimer_codebook.csv")
        tasks.import_codings(made, corpora / "codings" / "mannheimer_codings.csv")
        yield made


def test_codes_by_documents_are_what_plain_counting_of_the_csv_gives(session, rows):
    asked = tasks.asked(session, interviewers=True)
    table = crosstab(asked, "code", "document")
    paths, documents = asked.project.code_paths, asked.project.documents
    found = {(paths[code], documents[document].name): times for (code, document), times in table.values.items()}
    assert found == Counter((row["code"], row["document"]) for row in rows)
    assert (sum(found.values()), len(table.rows), len(table.columns)) == (753, 285, 30)


def test_codes_are_as_frequent_as_the_csv_says(session, rows):
    asked = tasks.asked(session, interviewers=True)
    table = frequencies(asked)
    paths = asked.project.code_paths
    for column, told in (
        ("codings", Counter(row["code"] for row in rows)),
        ("extracts", Counter(code for code, *_ in {(r["code"], r["document"], r["quote"]) for r in rows})),
        ("documents", Counter(code for code, _ in {(row["code"], row["document"]) for row in rows})),
    ):
        assert {paths[code]: number for (code, what), number in table.values.items() if what == column} == told
    with_below = frequencies(asked, below=True)
    for code, path in paths.items():
        below = sum(row["code"] == path or row["code"].startswith(f"{path} > ") for row in rows)
        assert with_below.values.get((code, "codings"), 0) == below


def test_without_interviewers_only_what_they_alone_say_is_missing(session):
    everything = crosstab(tasks.asked(session, interviewers=True), "code", "document")
    asked = tasks.asked(session)
    table = crosstab(asked, "code", "document")
    alone = []
    for document, transcript in session.transcripts(asked.project.codings).items():
        for coding in asked.project.codings[document]:
            turns = (turn for turn in transcript.turns if turn.start < coding.end and coding.start < turn.end)
            if {turn.speaker for turn in turns} == {"Sara Mannheimer"}:
                alone.append((coding.code, document))
    assert len(alone) == ALONE
    assert Counter(everything.values) - Counter(table.values) == Counter(alone)
    assert sum(table.values.values()) == 753 - ALONE


def test_overlaps_are_what_looking_at_every_pair_finds(session):
    asked = tasks.asked(session, interviewers=True)
    table = cooccurrence(asked)
    wanted = Counter()
    for codings in asked.project.codings.values():
        for place, one in enumerate(codings):
            for other in codings[place + 1 :]:
                if one.code != other.code and one.start < other.end and other.start < one.end:
                    wanted.update([(one.code, other.code), (other.code, one.code)])
    assert {pair: times for pair, times in table.values.items() if times} == wanted


def test_behind_each_cell_stand_as_many_codings_as_it_says(session):
    table = crosstab(tasks.asked(session), "code", "document")
    for (row, column), times in table.values.items():
        assert len(table.behind(row, column)) == times
