"""Exports, whole: from an open study to files on the disk. Run: python tests/bench/bench_export.py [a study of 24,000 codings]

Floors beside them: the same rows through the module csv alone, and the same paragraphs as lxml elements in python-docx.
The demo's pack is timed as a command, in a process of its own. Best of five; without a study only the demo is timed.
"""

import csv
import gc
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from bench_word import FACTS, best, elements, study

from workbench import tasks
from workbench.analysis.report import Quote
from workbench.analysis.summaries import codes
from workbench.config import Settings
from workbench.formats import word
from workbench.session import Session
from workbench.tasks.making import Maker

QUOTES = 2_400


def word_lines() -> list[tuple[str, float, float]]:
    """A .docx of 2,400 quotes, whole, and its floor: what was made, seconds, and the most that it may take."""
    project, texts = study(QUOTES)
    quotes = [block for block in codes(project, texts, FACTS).blocks if isinstance(block, Quote)]
    return [
        (f"floor: {QUOTES:,} quotes as lxml elements", best(lambda: elements(quotes)), 0),
        (f"codes to .docx, {QUOTES:,} quotes", best(lambda: word.write(codes(project, texts, FACTS))), 0.4),
    ]


def table_lines(folder: Path, out: Path) -> list[tuple[str, float, float]]:
    """A .csv of all codings of a study as the task writes it, and the module csv alone."""
    gc.set_threshold(50_000, 20, 100)  # as the command line does
    with Session.open(Settings(folder, "Ada")) as session:
        gc.freeze()
        rows = Maker(session).report("codes").rows.rows

        def alone() -> None:
            text = StringIO()
            csv.writer(text).writerows(rows)
            (out / "floor.csv").write_bytes(text.getvalue().encode())

        return [
            (f"floor: {len(rows):,} rows by the module csv", best(alone), 0),
            ("tasks.export codes.csv", best(lambda: tasks.export(session, "codes", out / "c.csv", force=True)), 0.25),
            ("tasks.export codes.docx", best(lambda: tasks.export(session, "codes", out / "c.docx", force=True)), 0),
        ]


def pack_lines(out: Path) -> list[tuple[str, float, float]]:
    """The demo's full pack as a command: Word, Markdown, a web page and all tables."""
    tasks.demo(out / "demo", "Ada").session.close()
    words = [Path(sys.executable).parent / "workbench", "--study", out / "demo", "--coder", "Ada", "export", "--all"]

    def run() -> None:
        for path in (out / "demo" / "exports").iterdir():
            path.unlink()
        subprocess.run(words, check=True, capture_output=True)

    return [("workbench export --all, demo", best(run), 3)]


def main() -> None:
    """Prints a small table."""
    with tempfile.TemporaryDirectory() as made:
        lines = [*word_lines(), *pack_lines(Path(made))]
        for folder in sys.argv[1:]:
            lines += table_lines(Path(folder), Path(made))
    for name, seconds, most in lines:
        sys.stdout.write(f"{name:<44}{seconds:>8.3f} s{f'   (at most {most:g})' if most else ''}\n")


if __name__ == "__main__":
    main()
