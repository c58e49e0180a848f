"""Times queries of a study beside a plain scan of its rows by SQL and a regular expression.

    python tests/bench/bench_query.py STUDY [QUERY ...]

STUDY is a study's folder. For each query: the first time in a fresh session, the least of ten more, and what it found.
The plain scan looks for the first quoted word of the query in the words of all codings.
"""

import argparse
import gc
import re
import sqlite3
import time
from functools import partial
from pathlib import Path

from workbench import tasks
from workbench.config import Settings
from workbench.session import Session
from workbench.store.store import Store

RUNS = 10
CODINGS = 'SELECT document, start, "end" FROM codings'


def timed(work):
    """What the work gives, and its milliseconds."""
    started = time.perf_counter()
    result = work()
    return result, 1e3 * (time.perf_counter() - started)


def scan(folder, word):
    """How many coded stretches hold a word, by reading all texts and all codings."""
    found = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    with Session.open(Settings(folder, "bench")) as session:
        digests = {document.id: document.digest for document in session.project.library}
    connection = sqlite3.connect(Settings(folder, "bench").database)

    def plain():
        texts = dict(connection.execute("SELECT digest, body FROM texts").fetchall())
        places = set(connection.execute(CODINGS).fetchall())
        return sum(bool(found.search(texts[digests[document]], start, end)) for document, start, end in places)

    return min((timed(plain) for _ in range(3)), key=lambda run: run[1])


def bench(folder, queries):
    for query in queries:
        with Session.open(Settings(folder, "bench")) as session:
            answer, cold = timed(partial(tasks.ask, session, query))
            warm = min(timed(partial(tasks.ask, session, query))[1] for _ in range(RUNS))
        print(
            f"{query}\n  first {cold:7.1f} ms   then {warm:7.1f} ms   {answer.counts.extracts:,} extracts", flush=True
        )
        if word := re.search(r'(?<!:)"(\w+)', query):
            count, took = scan(folder, word[1])
            print(f"  a plain scan for “{word[1]}” {took:7.1f} ms   {count:,} extracts")


def some(folder):
    """Queries that fit a study of the synthetic corpus: its most frequent code with each kind of term."""
    store = Store.open(Settings(folder, "bench").database)
    project = store.load()
    store.close()
    first, second = sorted(project.counts, key=project.counts.__getitem__, reverse=True)[:2]
    code, other = project.code_paths[first], project.code_paths[second]
    return [
        '"ombudsperson" AND case.country = Ghana',
        f'code:"{code}" AND "ombudsperson" AND case.country = Ghana',
        f'code:"{code}" AND case.country = Ghana',
        f'code:"{code}" OVERLAPS code:"{other}"',
        f'code:"{code}" NEAR 20 code:"{other}"',
        f'code:"{code}" FOLLOWED BY code:"{other}" WITHIN 2',
        f'TURNS code:"{code}" AND case.country = Ghana',
        "coded",
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path)
    parser.add_argument("queries", nargs="*")
    gc.set_threshold(50_000, 20, 100)  # as the program does
    args = parser.parse_args()
    bench(args.study, args.queries or some(args.study))
