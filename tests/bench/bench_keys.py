"""Times keys from the outside: the byte goes in, the last byte of the repaint comes out, on a real pseudo-terminal.

    python tests/bench/bench_keys.py CORPUS [COLUMNSxROWS]

CORPUS is as for bench_store.py; its first interview is opened. One frame of a 60 Hz screen is 16.7 ms, which is what
the figures are held against; `raw` is what a program takes that answers each key with the same number of bytes.
"""

import os
import pty
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_store import fresh, placed_codings

from terminal import Terminal
from workbench import tasks
from workbench.core import edits

KEYS = {
    "next word": ["w"], "next line": ["j"], "next coding": ["]"], "word, code applied": ["w1"], "undo": ["u"],
    "page down": ["\x1b[6~"], "another document opened": ["\x0e", "\x02"],
}  # fmt: skip
RUNS = 40
os.environ.setdefault("WORKBENCH_CODER", "Bench")  # nobody is asked who codes


def timed(program, keys):
    program.read(0.02)
    started = time.perf_counter()
    program.send(keys)
    last, count = program.read(0.05)
    return (1e3 * (last - started), count) if last else None


def raw(count):
    """The milliseconds in which a pseudo-terminal alone passes on a key and that many bytes."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)
    started = time.perf_counter()
    left = count
    while left > 0:
        left -= os.write(theirs, b"x" * min(left, 2048))
        os.read(ours, 1 << 16)
    os.close(ours), os.close(theirs)
    return 1e3 * (time.perf_counter() - started)


def bench(corpus, folder, columns, rows):
    session = fresh(folder, corpus)
    tasks.import_transcripts(session, sorted((corpus / "docs").glob("*.txt"))[:2])
    session.do(edits.add_codings(session.project, placed_codings(session, corpus), session.stamp(), "bench"))
    first = session.project.library[0]
    words = session.transcript(first.id).turns[0].span.of(session.transcript(first.id).text).split()[0]
    session.close()
    program = Terminal("open", str(session.settings.folder), columns=columns, rows=rows)
    shown = program.shows(words)
    print(f"{first.words:,} words, {len(session.project.codings[first.id])} codings, {columns}x{rows}, shown: {shown}")
    program.read(1)
    print(f"{'':<26} {'p50':>8} {'p95':>8} {'raw':>8}   ms")
    for what, keys in KEYS.items():
        got = sorted(filter(None, (timed(program, key) for _, key in zip(range(RUNS), cycle(keys), strict=False))))
        if got:
            times = [milliseconds for milliseconds, _ in got]
            floor = raw(int(statistics.median(count for _, count in got)))
            late = times[max(0, int(len(times) * 0.95) - 1)]
            print(f"{what:<26} {statistics.median(times):8.1f} {late:8.1f} {floor:8.2f}")
    program.send("q")
    program.ended()


if __name__ == "__main__":
    size = sys.argv[2] if len(sys.argv) > 2 else "160x45"
    with tempfile.TemporaryDirectory() as scratch:
        bench(Path(sys.argv[1]), Path(scratch), *map(int, size.split("x")))
