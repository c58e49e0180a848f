"""Times searching a study beside a plain LIKE scan of its texts by SQLite.

    python tests/bench/bench_search.py STUDY [WORD ...]

STUDY is a study's folder. For each word and each way of searching: the first call, the median of the next nine for the
first 50 hits, and how many hits there are with the time for all of them; then what LIKE needs for the texts with it.
"""

import argparse
import gc
import sqlite3
import statistics
import time
from pathlib import Path

from workbench.analysis.search import MODES
from workbench.config import Settings
from workbench.session import Session

RUNS = 9


def timed(work):
    """What the work gives, and its milliseconds."""
    started = time.perf_counter()
    result = work()
    return result, 1e3 * (time.perf_counter() - started)


def like(path, word):
    """The milliseconds of a LIKE scan, and the texts that it finds."""
    connection = sqlite3.connect(path)
    asked = "SELECT count(*) FROM texts WHERE body LIKE ?"
    (found,), took = timed(lambda: connection.execute(asked, (f"%{word}%",)).fetchone())
    return found, took


def bench(folder, words):
    with Session.open(Settings(folder, "bench")) as session:
        print(f"{len(session.project.documents):,} documents, {sum(d.words for d in session.project.library):,} words")
        print(f"{'words':<18}{'way':<8}{'first call':>12}{'first 50':>12}{'all hits':>12}{'all':>12}")
        for word in words:
            for mode in MODES:
                _, first = timed(lambda w=word, m=mode: session.find(w, m))
                took = [timed(lambda w=word, m=mode: session.find(w, m))[1] for _ in range(RUNS)]
                hits, whole = timed(lambda w=word, m=mode: session.find(w, m, limit=None))
                print(
                    f"{word:<18}{mode:<8}{first:>9.1f} ms{statistics.median(took):>9.1f} ms"
                    f"{len(hits):>12,}{whole:>9.0f} ms",
                    flush=True,
                )
            found, took = like(session.settings.database, word)
            print(f"{word:<18}{'LIKE':<8}{'':>24}{f'{found:,} texts':>12}{took:>9.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path)
    parser.add_argument("words", nargs="*", default=["the", "school", "diboued", "of the", "zebra", "學"])
    gc.set_threshold(50_000, 20, 100)  # as the program does
    wanted = parser.parse_args()
    bench(wanted.study, wanted.words)
