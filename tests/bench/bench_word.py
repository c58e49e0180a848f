"""Quotes to Word: how far our writer is from the least that such a file costs. Run: python tests/bench/bench_word.py

The floor is a body of as many quotes with a line of reference each, put together as one string and zipped into
python-docx's blank document; "lxml" is the same made of elements in python-docx. Ours has more to say: bookmarks,
languages, styles, and where each quote stands in the study. Best of five, one process, no network.
"""

import random
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

import docx
from docx.oxml.ns import qn
from lxml import etree

from workbench.analysis.report import Coded, Facts, Heading, Mark, Quote, Report, Spoken, Table
from workbench.analysis.summaries import codes, themes
from workbench.core import edits
from workbench.core.model import Code, Coder, Transcript, Turn, transcript
from workbench.core.project import Project, step_of
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp
from workbench.formats import table, word

WORDS = ("so", "I", "said", "well", "it", "was", "late", "the", "bus", "had", "gone", "again", "nobody", "asked", "me")
FACTS = Facts("Bench", "2026-11-21", "0")
CODES = 40


def interview(name: str, chance: random.Random) -> Transcript:
    """An invented interview of some 8,000 words."""
    text, turns = "", []
    while len(text) < 36_000:
        for label, least, most in (("INT", 8, 30), (name, 60, 180)):
            opens = len(text)
            start = opens + len(label) + 2
            text += f"{label}: {' '.join(chance.choices(WORDS, k=chance.randint(least, most)))}.\n"
            turns.append(Turn(opens, start, len(text) - 1, label))
    return transcript(text, tuple(turns))


def study(quotes: int) -> tuple[Project, dict[str, Transcript]]:
    """A study with 120 codings an interview over 40 codes, and one theme with all of them."""
    numbers, chance = count(1), random.Random(7)  # noqa: S311
    stamp = Stamp(Coder("0", "Ana"), "2026-11-21T00:00:00Z", lambda: f"{next(numbers):032x}")
    named = [f"P{number:03d}" for number in range(quotes // 120 or 1)]
    arrivals = [edits.Arrival(f"{n}.txt", n, "en", interview(n, chance), frozenset(["INT"])) for n in named]
    project = Project()
    project = project.after(edits.add_documents(project, arrivals, stamp))
    book = [Code(stamp.new_id(), "", f"code {n}", None, n, "What it means.") for n in range(CODES)]
    project = project.after(step_of(project, "codes", stamp, [Change(None, code) for code in book]))
    texts = {document.id: a.transcript for document, a in zip(project.library, arrivals, strict=True)}
    placed = []
    for number in range(quotes):
        document = project.library[number % len(named)].id
        start = chance.randrange(len(texts[document].text) - 700)
        placed.append(edits.Placed(document, Span(start, start + chance.randint(60, 420)), chance.choice(book).id))
    project = project.after(edits.add_codings(project, placed, stamp, "bench"))
    draft = edits.ThemeDraft("All", "All of it.", tuple(code.id for code in book), ())
    return project.after(edits.write_themes(project, [draft], stamp)), texts


def floor(quotes: list[Quote]) -> bytes:
    """The least: strings and zip."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr><w:r><w:t xml:space="preserve">{escape(quote.words)}</w:t></w:r>'
        f"</w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(quote.id)}</w:t></w:r><w:r>"
        f'<w:t xml:space="preserve"> — {escape(quote.reference)}</w:t></w:r></w:p>'
        for quote in quotes
    )
    blank = Path(docx.__file__).parent / "templates" / "default.docx"
    file = BytesIO()
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for entry in source.infolist():
            content = source.read(entry.filename)
            if entry.filename == "word/document.xml":
                before, mark, after = content.partition(b"<w:sectPr")
                content = before + body.encode() + mark + after
            target.writestr(entry, content)
    return file.getvalue()


def elements(quotes: list[Quote]) -> bytes:
    """python-docx's document with paragraphs made as lxml elements."""
    document = docx.Document()
    body = document.element.body
    made = []
    for quote in quotes:
        for style, words in (("Quote", quote.words), ("Normal", f"{quote.id} — {quote.reference}")):
            paragraph = body.makeelement(qn("w:p"))
            etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle")).set(qn("w:val"), style)
            etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t")).text = words
            made.append(paragraph)
    place = body.index(body.sectPr)
    body[place:place] = made
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def coded(marks: int) -> Report:
    """An interview of some 20,000 words with as many codes, several on each word."""
    chance = random.Random(5)  # noqa: S311
    made = [interview("P001", chance) for _ in range(3)]
    text = "".join(one.text for one in made)
    starts, before = [], 0
    for one in made:
        starts += [Spoken(turn.speaker, before + turn.start, before + turn.end) for turn in one.turns]
        before += len(one.text)
    places = sorted(chance.randrange(len(text) - 400) for _ in range(marks))
    found = tuple(Mark(at, at + chance.randint(20, 400), "code", "Ana", "2026-11-21T09:30:00Z") for at in places)
    return Report("Coded", (Coded(text, tuple(starts), found),), FACTS, Table("", (), ()))


def best(work: Callable[[], object]) -> float:
    """The shortest of five."""
    times = []
    for _ in range(5):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def rows(number: int) -> list[tuple[str, float, int]]:
    """What each way takes, in seconds, and the size of what it makes."""
    project, texts = study(number)
    by_code = codes(project, texts, FACTS)
    quotes = [block for block in by_code.blocks if isinstance(block, Quote)]
    cells = tuple((quote.id, quote.reference, quote.words) for quote in quotes)
    in_cells = Report("t", (Heading("t"), Table("t", ("id", "from", "said"), cells, (1, 2, 5))), FACTS, by_code.rows)
    comments = coded(500)
    return [
        ("floor: strings and zip", best(lambda: floor(quotes)), len(floor(quotes))),
        ("lxml elements in python-docx", best(lambda: elements(quotes)), len(elements(quotes))),
        ("word.write, quotes", best(lambda: word.write(by_code)), len(word.write(by_code))),
        ("word.write, the same as one table", best(lambda: word.write(in_cells)), len(word.write(in_cells))),
        ("codes: study to .docx, whole", best(lambda: word.write(codes(project, texts, FACTS))), 0),
        ("themes: study to .docx, whole", best(lambda: word.write(themes(project, texts, FACTS))), 0),
        ("500 comments on 20,000 words", best(lambda: word.write(comments)), len(word.write(comments))),
        ("codes: study to .csv, whole", best(lambda: table.write(codes(project, texts, FACTS))), 0),
    ]


def main() -> None:
    """Prints a small table."""
    for number in map(int, sys.argv[1:] or ("2400", "10000")):
        measured = rows(number)
        sys.stdout.write(f"\n{number:,} quotes{'seconds':>33}{'x floor':>10}{'kB':>9}\n")
        for name, seconds, size in measured:
            kilobytes = f"{size // 1000:,}" if size else ""
            sys.stdout.write(f"  {name:<36}{seconds:>9.3f}{seconds / measured[0][1]:>10.1f}{kilobytes:>9}\n")


if __name__ == "__main__":
    main()
