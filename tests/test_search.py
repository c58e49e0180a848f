"""Searching all documents: the index finds what reading every turn would, in the library's order."""

import random

import pytest

from notation import study
from workbench.analysis.search import find_spans, parse, patterns, words_of
from workbench.assist.words import forms
from workbench.config import Settings
from workbench.core.project import FIELDS
from workbench.core.steps import Change, Step
from workbench.session import Session
from workbench.store import search

WORDS = [
    "go",
    "went",
    "Going",
    "Häuser",
    "Haus",
    "cafe",
    "café",
    "Straße",
    "strasse",
    "the",
    "therapist",
    "therapsit",
    "ﬁnd",
    "find",
    "œuvre",
    "don’t",
    "is",
    "a",
    "医生说",
    "مُحَمَّد",
    "z",
]
QUERIES = (
    "go", "haus", "café", "strasse", "the", "find", "oeuvre", "don't", "a", "z", "医生", "محمد", "the is", "go .. a", "th*  is",
    "=cafe", "=Häuser", "=the", "+go", "+haus", "~therapist", "~strasze", "nowhere", "", "(",
)  # fmt: skip


@pytest.fixture
def opened(tmp_path):
    def made(*documents):
        notated = study(*documents)
        records = [
            record
            for name in FIELDS.values()
            if name != "codings"
            for record in getattr(notated.project, name).values()
        ]
        session = Session.create(Settings(tmp_path / "study", "Ana"))
        session.do(
            Step("Made", "Ana", "2026-11-21T09:30:00Z", tuple(Change(None, record) for record in records)),
            notated.texts.values(),
        )
        session.close()
        return Session.open(session.settings)

    return made


def talk(seed):
    """An interview of random words."""
    chance = random.Random(seed)  # noqa: S311
    return "\n\n".join(f"P{turn % 2}: {' '.join(chance.choices(WORDS, k=9))}." for turn in range(8))


def brute(session, query):
    """What reading every turn of every document finds."""
    texts = session.transcripts(session.project.documents)
    vocabulary = set().union(*(words_of(text.text) for text in texts.values()))
    return [
        (document.id, number, span)
        for document in session.project.library
        for number, turn in enumerate(texts[document.id].turns, 1)
        for span in find_spans(
            texts[document.id].text, turn.span, patterns(query, forms(query, vocabulary, document.language))
        )
    ]


@pytest.mark.parametrize("whole", [0, 60_000])
def test_hits_are_those_of_reading_every_turn(opened, monkeypatch, whole):
    monkeypatch.setattr(search, "READ_WHOLE", whole)
    with opened(*map(talk, range(12))) as session:
        for typed in QUERIES:
            query = parse(typed)
            hits = [(hit.document, hit.turn, hit.span) for hit in session.find(query, limit=None)]
            assert hits == (brute(session, query) if query.phrases else []), typed
        assert session.find("the", limit=3) == session.find("the", limit=None)[:3]
        last = session.project.library[-1].id
        assert {hit.document for hit in session.find("the", documents=[last])} == {last}


def test_a_hit_says_where_it_stands_and_what_is_around(opened):
    with opened("INT: Hello?\n\nP1: I took the bus home.") as session:
        (hit,) = session.find("BÚS")
        assert hit == (session.project.library[0].id, 2, (28, 31), "I took the ", "bus", " home.")


def test_documents_that_were_undone_are_not_searched(opened):
    with opened("P1: The bus.") as session:
        assert len(session.find("bus")) == 1
        session.undo()
        assert session.find("bus") == []


def test_new_documents_bring_their_words_to_lemmas_and_misheard_words(opened, tmp_path):
    from workbench import tasks

    with opened("P1: I go.") as session:
        assert [hit.words for hit in session.find("+go")] == ["go"]
        (tmp_path / "new.txt").write_text("P9: We went and the therapist and the dog went too.\n", encoding="utf-8")
        tasks.import_transcripts(session, [tmp_path / "new.txt"])
        documents = {document.id: document.language for document in session.project.library}
        assert "went" in {hit.words for hit in session.find("+go")} or "en" not in documents.values()
        assert [hit.words for hit in session.find("~therapsit")] == ["therapist"]
