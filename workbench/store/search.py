"""Full text: an FTS5 index over turns, without the words themselves, so that hits are cut from the stored texts.

A turn's row is its text's row number and its place among the turns; the index is filled when a text is stored.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from workbench.core.model import Transcript
from workbench.core.spans import Span
from workbench.store.rows import turns_from_row

TURNS = 1 << 20
INSERT = "INSERT INTO search(rowid, words) VALUES (?, ?)"


class Hit(NamedTuple):
    """A turn with all the words that were looked for."""

    document: str
    turn: int
    span: Span
    words: str


def index_rows(text: int, transcript: Transcript) -> Iterator[tuple[int, str]]:
    """What the index takes in for a transcript stored as row `text`."""
    if not transcript.turns:
        yield text * TURNS, transcript.text
    for place, turn in enumerate(transcript.turns):
        yield text * TURNS + place, transcript.text[turn.start : turn.end]


def find(connection: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """The first turns that hold all the words (the last one may be unfinished), in the order of documents and text."""
    wanted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    if not wanted:
        return []
    places: list[tuple[Any, ...]] = connection.execute(
        f"""SELECT documents.id, search.rowid % {TURNS}, texts.id FROM search
            JOIN texts ON texts.id = search.rowid / {TURNS} JOIN documents ON documents.digest = texts.digest
            WHERE search MATCH ? ORDER BY search.rowid LIMIT ?""",
        (wanted + "*", limit),
    ).fetchall()
    kept: dict[int, tuple[str, Any]] = {}
    hits = []
    for document, turn, text in places:
        if text not in kept:
            body, *row = connection.execute("SELECT body, places, words FROM texts WHERE id = ?", (text,)).fetchone()
            kept[text] = body, turns_from_row(*row)
        body, turns = kept[text]
        span = turns[turn].span if turns else Span(0, len(body))
        hits.append(Hit(document, turn + 1, span, span.of(body)))
    return hits
