"""Times the store's work on a synthetic corpus, beside what plain sqlite3 needs for the same rows.

    python tests/bench/bench_store.py CORPUS

CORPUS is a folder with docs/*.txt, codings.jsonl, codebook.json and manifest.json. Each figure is the median of its
runs, with the fastest and the slowest; `floor` is plain sqlite3, `ratio` how many times its time we take.
"""

import argparse
import gc
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from studies import fresh, placed_codings

from workbench import tasks
from workbench.analysis.quotes import quotes
from workbench.core import edits
from workbench.core.spans import Span


def timed(work, runs):
    """The seconds of `runs` calls of work(run number)."""
    seconds = []
    for run in range(runs):
        started = time.perf_counter()
        work(run)
        seconds.append(time.perf_counter() - started)
    return seconds


def say(what, seconds, floor=None, note=""):
    middle = statistics.median(seconds)
    beside = (
        f"  floor {1e3 * statistics.median(floor):9.2f} ms  ratio {middle / statistics.median(floor):5.1f}"
        if floor
        else ""
    )
    spread = f"({1e3 * min(seconds):.2f} to {1e3 * max(seconds):.2f})"
    print(f"{what:<44} {1e3 * middle:9.2f} ms {spread:<24}{beside}  {note}", flush=True)


def plain_import(corpus, folder):
    """The same texts and turns into plain tables with an index, by sqlite3 alone."""
    connection = sqlite3.connect(folder / f"{uuid.uuid4().hex}.db")
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE texts (id INTEGER PRIMARY KEY, body TEXT);"
        """CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2")"""
    )
    for number, path in enumerate(sorted((corpus / "docs").glob("*.txt"))):
        body = path.read_text(encoding="utf-8")
        connection.execute("INSERT INTO texts VALUES (?, ?)", (number, body))
        paragraphs = enumerate(body.split("\n\n"), number << 20)
        connection.executemany("INSERT INTO search(rowid, words) VALUES (?, ?)", paragraphs)
    connection.commit()
    connection.close()


def plain_codings(rows, folder):
    """The same rows into one table with its index, by sqlite3 alone."""
    connection = sqlite3.connect(folder / f"{uuid.uuid4().hex}.db")
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        'CREATE TABLE codings (id TEXT PRIMARY KEY, document TEXT, start INT, "end" INT, code TEXT, coder TEXT,'
        "round INT, number INT, at TEXT); CREATE INDEX place ON codings (document, start);"
    )
    connection.executemany("INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()


def plain_commit(folder):
    """One row committed, by sqlite3 alone, in a table that stays open."""
    connection = sqlite3.connect(folder / f"{uuid.uuid4().hex}.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE c (id TEXT, a INT)")
    return lambda run: connection.execute("INSERT INTO c VALUES (?, ?)", (uuid.uuid4().hex, run))


OPEN = """
import gc; gc.set_threshold(50_000, 20, 100)
import sys, time, pathlib
from workbench.config import Settings
from workbench.session import Session
started = time.perf_counter()
session = Session.open(Settings(pathlib.Path(sys.argv[1]), "Ada"))
seconds = time.perf_counter() - started
print(seconds, sum(map(len, session.project.codings.values())))
"""


def bench(corpus, folder):
    manifest = json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))
    runs = 5 if manifest["docs"] <= 200 else 2
    sessions = [fresh(folder, corpus) for _ in range(runs)]
    floor = timed(lambda _: plain_import(corpus, folder), runs)
    took = timed(lambda run: tasks.import_transcripts(sessions[run], [corpus / "docs"]), runs)
    say(f"import {manifest['docs']} .txt with search index", took, floor)

    session = sessions[0]
    one = session.project.library[0]
    code = next(iter(session.project.codes))

    def commit_one(run):
        span = Span(run, 5000 + run)
        session.do(edits.apply_code(session.project, one.id, span, code, session.stamp()))

    session.warm()
    session.undo(), session.redo()
    floor_commit = timed(plain_commit(folder), 200)
    say("one coding committed, empty study", timed(commit_one, 200), floor_commit)
    steps = [edits.add_codings(s.project, placed_codings(s, corpus), s.stamp(), "bench") for s in sessions]
    rows = [tuple(change.after) for change in steps[0].changes if hasattr(change.after, "code")]
    floor = timed(lambda _: plain_codings(rows, folder), runs)
    took = timed(lambda run: sessions[run].do(steps[run]), runs)
    say(f"{len(rows):,} codings in one step", took, floor, f"{len(rows) / statistics.median(took):,.0f} a second")
    say("one coding committed, full study", timed(lambda run: commit_one(run + 300), 200), floor_commit)
    say("undo of one", timed(lambda _: session.undo(), 100), floor_commit)

    wanted = session.project.code_named(manifest["top_code"]).id

    def all_quotes(_):
        chosen = [c for c in session.project.all_codings() if c.code == wanted]
        texts = session.transcripts({c.document for c in chosen})
        return quotes(session.project, texts, chosen)

    count = len(all_quotes(0))
    say(f"all {count:,} quotes of the top code", timed(all_quotes, 9))
    for kind in ("rare", "medium", "common"):
        say(f"first 50 turns with the {kind} word", timed(lambda _, w=manifest["search"][kind]: session.find(w), 9))
    session.close()
    opened = [
        subprocess.run(
            [sys.executable, "-c", OPEN, str(session.settings.folder)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(5)
    ]
    say(
        "open the project, a fresh process",
        [float(v[0]) for v in opened],
        note=f"{opened[0][1]} codings",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    gc.set_threshold(50_000, 20, 100)  # as the program does
    with tempfile.TemporaryDirectory() as scratch:
        bench(parser.parse_args().corpus, Path(scratch))
