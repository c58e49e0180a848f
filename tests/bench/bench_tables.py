"""Times the tables of counts on synthetic studies, beside plain SQL on the same database.

    python tests/bench/bench_tables.py STUDY [STUDY ...]

A STUDY is a folder that `studies.study` filled. Plain SQL counts codings without asking who is heard in them.
"""

import gc
import sqlite3
import sys
import time
from pathlib import Path

from workbench import tasks
from workbench.analysis.hearing import Hearing
from workbench.analysis.tables.cooccurrence import cooccurrence
from workbench.analysis.tables.crosstab import crosstab
from workbench.analysis.tables.frequencies import frequencies
from workbench.analysis.tables.speech import speech
from workbench.config import Settings
from workbench.session import Session

RUNS = 7
GROUPED = "SELECT code, document, count(*) FROM codings GROUP BY code, document"
JOINED = """SELECT one.code, other.code, count(*) FROM codings one JOIN codings other
ON one.document = other.document AND one.start < other."end" AND other.start < one."end" AND one.code < other.code
GROUP BY one.code, other.code"""


def best(work, runs=RUNS):
    """The shortest time of some runs, in ms, and what came out."""
    times = []
    for _ in range(runs):
        gc.collect()
        began = time.perf_counter()
        found = work()
        times.append(1000 * (time.perf_counter() - began))
    return min(times), found


def bench(folder):
    """Prints the times for one study."""
    session = Session.open(Settings(folder, "Ada"))
    project = session.project
    asked = tasks.asked(session)
    everyone = asked._replace(interviewers=True)
    told = f"{len(project.documents)} documents, {sum(map(len, project.codings.values()))} codings"
    print(f"\n{folder.name}: {told}, {len(project.codes)} codes")

    def line(name, work, runs=RUNS):
        took, found = best(work, runs)
        print(f"  {name:<46} {took:8.1f} ms")
        return found

    line("who is heard, cold", lambda: Hearing(session.turns).of(project), 3)
    line("who is heard, warm", lambda: session.hearing.of(project))
    line("code x document", lambda: crosstab(asked, "code", "document"))
    ours = line("code x document, interviewers too", lambda: crosstab(everyone, "code", "document"))
    for count in ("extracts", "participants"):
        line(f"code x document, {count}", lambda count=count: crosstab(asked, "code", "document", count))
    line("code x document, words", lambda: crosstab(asked, "code", "document", "words"), 2)
    line("code x country", lambda: crosstab(asked, "code", "case.country"))
    line("code x country, participants", lambda: crosstab(asked, "code", "case.country", "participants"))
    line("frequencies", lambda: frequencies(asked))
    line("frequencies with codes below", lambda: frequencies(asked, below=True))
    together = line("co-occurrence by overlap", lambda: cooccurrence(asked))
    together_all = line("co-occurrence by overlap, interviewers too", lambda: cooccurrence(everyone))
    line("co-occurrence by turn", lambda: cooccurrence(asked, "turn"))
    pair = max((times, pair) for pair, times in together.values.items() if times)[1]
    line("what is behind one pair", lambda: cooccurrence(asked).behind(*pair), 3)
    line("speech", lambda: speech(asked), 2)
    with sqlite3.connect(f"file:{session.settings.database}?mode=ro", uri=True) as plain:
        rows = line("plain SQL: GROUP BY", lambda: plain.execute(GROUPED).fetchall())
        joined = line("plain SQL: self join", lambda: plain.execute(JOINED).fetchall(), 1)
    assert ours.values == {(code, document): times for code, document, times in rows}
    met = {}
    for one, other, times in joined:
        met[frozenset((one, other))] = met.get(frozenset((one, other)), 0) + times
    assert {frozenset(pair): times for pair, times in together_all.values.items() if times} == met
    print(f"  (both agree; {sum(met.values()):,} overlapping pairs of two codes)")
    session.close()


if __name__ == "__main__":
    for named in sys.argv[1:]:
        bench(Path(named))
