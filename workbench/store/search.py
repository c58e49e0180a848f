"""Full text: an FTS5 index over turns, without the words themselves, so that hits are cut from the stored texts.

A turn's row is its text's row number and its place among the turns; the index is filled when a text is stored.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

from workbench.analysis.search import Forms, Hit, Query, find_spans, hit, patterns, spellings
from workbench.core.model import Document, Transcript, Turns
from workbench.core.spans import Span
from workbench.store.rows import turns_from_row

TURNS = 1 << 20
INSERT = "INSERT INTO search(rowid, words) VALUES (?, ?)"
READ_WHOLE = 450_000  # characters
PHRASES = 24
BODY = "SELECT body, places, words FROM texts WHERE id = ?"

Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]


def index_rows(text: int, transcript: Transcript) -> Iterator[tuple[int, str]]:
    """What the index takes in for a transcript stored as row `text`."""
    if not transcript.turns:
        yield text * TURNS, transcript.text
    for place, turn in enumerate(transcript.turns):
        yield text * TURNS + place, transcript.text[turn.start : turn.end]


def find(reading: Reading, query: Query, forms: Mapping[str, Forms], documents: Sequence[Document]) -> Iterator[Hit]:
    """What a query finds in the speech of documents, in their order; `forms` are the further forms by language.

    Each document is read when its hits are asked for, so that the first ones come at once; nothing is held meanwhile.
    """
    sought = {language: patterns(query, further) for language, further in forms.items()}
    if not query.phrases:
        return
    wanted = expression(query, forms) if query.indexed else ""
    for document, body, turns, places in _candidates(reading, wanted, documents):
        these = sought[document.language]
        if isinstance(places, range) and not all(pattern.search(body) for pattern in these):
            continue
        for place in places:
            within = turns[place].span if turns else Span(0, len(body))
            for span in find_spans(body, within, these):
                yield hit(document.id, place + 1 if turns else 0, body, within, span)


def expression(query: Query, forms: Mapping[str, Forms]) -> str:
    """What the index is asked: it finds at least the turns with a hit."""
    return " AND ".join(
        _phrase([
            (_spelled(piece.word, forms.values()), "*" if piece.open else "") for piece in phrase
        ]) for phrase in query.phrases
    )  # fmt: skip


def _spelled(word: str, forms: Any) -> list[str]:
    further = {form for known in forms for form in known.get(word, ())}
    return sorted({spelling for form in (word, *further) for spelling in spellings(form)})


def _phrase(words: Sequence[tuple[list[str], str]]) -> str:
    count = 1
    for spelled, _ in words:
        count *= len(spelled)
    if count <= PHRASES and not any(end for _, end in words[:-1]):
        ways = (" ".join(found) for found in product(*(spelled for spelled, _ in words)))
        return _any(ways, words[-1][1])
    return " AND ".join(_any(spelled, end) for spelled, end in words)


def _any(ways: Iterable[str], end: str) -> str:
    return "(" + " OR ".join('"' + way.replace('"', '""') + '"' + end for way in ways) + ")"


def _candidates(
    reading: Reading, wanted: str, documents: Sequence[Document]
) -> Iterator[tuple[Document, str, Turns, Iterable[int]]]:
    """The documents in which hits may be, each with its text, its turns, and the places of those worth a look.

    The first ones are read whole: there a common word has its first hits before the index could say where it stands.
    """
    ahead = READ_WHOLE if wanted else 1 << 62
    rows: dict[int, list[int]] | None = None
    with reading() as connection:
        texts = dict(connection.execute("SELECT digest, id FROM texts").fetchall())
    for document in documents:
        text = texts.get(document.digest)
        if ahead <= 0 and rows is None:
            with reading() as connection:
                rows = _matching(connection, wanted)
        if text is None or (rows is not None and text not in rows):
            continue
        with reading() as connection:
            body, *row = connection.execute(BODY, (text,)).fetchone()
        turns = turns_from_row(*row)
        ahead -= len(body)
        yield document, body, turns, range(max(1, len(turns))) if rows is None else rows[text]


def _matching(connection: sqlite3.Connection, wanted: str) -> dict[int, list[int]]:
    """The places of all turns that the index finds, by their text's row."""
    found: dict[int, list[int]] = defaultdict(list)
    for (row,) in connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (wanted,)):
        found[row // TURNS].append(row % TURNS)
    return found
