"""Times checking a codebook of 2,000 codes, and a study of 40,000 codings with it.

    python tests/bench/bench_check.py [CODES [CODINGS]]

Every code has a definition, rules and examples of made-up words; the codings are four coders' in 100 interviews.
"""

import gc
import random
import sys
import time

from workbench.analysis.checking import check, check_study
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.model import Coder, Coding, Document
from workbench.core.project import Project, in_order
from workbench.core.steps import Change, Stamp, Step

AT = "2026-11-21T09:30:00Z"
RUNS = 5


def book_of(codes, dice):
    """A codebook: groups of some ten codes, in three levels, each with words of its own."""
    words = ["".join(dice.choice("abdefgilmnoprstu") for _ in range(dice.randint(3, 10))) for _ in range(4_000)]

    def said(least, most):
        return " ".join(dice.choice(words) for _ in range(dice.randint(least, most)))

    entries = []
    for place in range(codes):
        parent = None if place % 100 == 0 else place - place % 100 if place % 10 == 0 else place - place % 10
        colour = f"#{dice.randrange(1 << 24):06X}"
        entries.append(
            Entry(f"G{place // 100}.K{place}", said(1, 4), parent, said(8, 20), said(20, 60), said(6, 15),
                  f"{said(4, 8)}; use another (G0.K{dice.randrange(codes)})", (said(6, 14), said(6, 14)), colour)
        )  # fmt: skip
    return Codebook("Bench", "", tuple(entries))


def study_of(book, codings, dice):
    """A study of the codebook with codings that overlap as in interviews."""
    numbers = iter(range(1, 1 << 30))
    stamp = Stamp(Coder("c0", "Ana"), AT, lambda: f"{next(numbers):032x}")
    project = Project().after(adopt(Project(), book, stamp))
    coders = [Coder(f"c{number}", name) for number, name in enumerate(("Ana", "Ben", "Cem", "Dana"))]
    documents = [Document(f"d{n}", f"D{n}", f"D{n}", f"x{n}", "en", 8_000, 200, AT) for n in range(100)]
    records = [Change(None, record) for record in (*coders[1:], *documents)]
    project = project.after(Step("Made", "Ana", AT, tuple(records)))
    codes = list(project.codes)
    made = {document.id: [] for document in documents}
    for number in range(codings):
        document, start = dice.choice(documents).id, dice.randrange(40_000)
        made[document].append(
            Coding(f"k{number}", document, start, start + dice.randint(20, 400), dice.choice(codes),
                   dice.choice(coders).id, 1, number, AT)
        )  # fmt: skip
    every = tuple(Change(None, coding) for row in made.values() for coding in in_order(row))
    return project.after(Step("Coded", "Ana", AT, every))


def timed(work):
    """The shortest of some runs in milliseconds, and what came of it."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        result = work()
        took.append(1e3 * (time.perf_counter() - started))
    return min(took), max(took), result


if __name__ == "__main__":
    codes, codings = [int(word) for word in (*sys.argv[1:], *("2000", "40000")[len(sys.argv) - 1 :])]
    gc.set_threshold(50_000, 20, 100)  # as the program does
    dice = random.Random(7)  # noqa: S311
    book = book_of(codes, dice)
    study = study_of(book, codings, dice)
    for what, work in (
        (f"a codebook of {codes:,} codes", lambda: check(book)),
        (f"a study with it and {codings:,} codings", lambda: check_study(study)),
    ):
        least, most, found = timed(work)
        print(f"{what:<48}{least:>7.0f} to {most:>5.0f} ms{len(found):>8,} findings")
