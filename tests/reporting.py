"""Reports for the tests of writers: one with a block of each kind, and texts that would do harm if they were syntax."""

import re

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from workbench.analysis.report import (
    GAP,
    Break,
    Bullets,
    Coded,
    Contents,
    Facts,
    Heading,
    Mark,
    Prose,
    Quote,
    Report,
    Source,
    Spoken,
    Table,
)

FACTS = Facts("Nights", "2026-11-21", "0.1.0")
NO_ROWS = Table("", ("quote id",), ())
HOSTILE = (
    "<b>bold</b> <script>alert(1)</script>",
    "&amp; &lt; & &#x41;",
    "=cmd()|' /C calc'!A0",
    "a | b || c",
    "[click](javascript:alert(1)) ![x](http://x/y.png)",
    "[x]: javascript:alert(1)\n[x]",
    "bell \x07 null \x00 escape \x1b[31m end",
    "right \u202e to left \u200f and \u2066 isolate \u2069",
    "]]> <!-- --> <?x ?>",
    "**bold** _it_ `code` ~~gone~~ $x$ ^y^",
    "# heading\n- item\n1. one\n> cited\n---\n===\n+ plus\n\n    indented\n\ttabbed",
    "one\ntwo\n\nthree",
    "```\nfence\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\\ back \\* slash \\",
    "👩‍⚕️ 💛 ça 日本語 שלום",
    "- [ ] task",
    "x\ty",
)
WORSE = (
    *HOSTILE, "--><script>alert(1)</script><!--", "--!> --- -->", "Ana \"O'Neil\" & <Co>", "\\input{/etc/passwd}",
    "\\end{document}", "}}{{", "%", "^^41", "{{ name }}", "a\r\nb\u2028c\x85d", "⟦gap⟧ ⟦", "[^1]", "¹⟨a⟩[^1]", "x" * 20_000,
)  # fmt: skip
TEXT = "INT: How was it?\nP1: I knew her from church. It was good.\nINT: And then?\nP1: More of it, for years.\n"
TURNS = (Spoken("INT", 5, 16), Spoken("P1", 21, 57), Spoken("INT", 63, 72), Spoken("P1", 77, 99))


def report(*blocks, rows=NO_ROWS, title="Codes", facts=FACTS):
    return Report(title, blocks, facts, rows)


def source(document="P1.txt", **more):
    given = {"digest": "ab" * 32, "turn": 2, "start": 21, "end": 43, "participant": "P1", "code": "trust"}
    given |= {"coder": "Ana", "codebook": 7}
    return Source(document, **given | more)


def marks():
    """Three codes: two overlap, one reaches over turns, and one more lies on a label."""
    at = "2026-11-21T09:30:00Z"
    return (
        Mark(21, 32, "family > trust", "Ana Berg", at, "Why so?\n\nAsk her."),
        Mark(28, 47, "church", "Ben", at),
        Mark(51, 81, "time", "Ana Berg", at),
        Mark(73, 76, "label", "Ben", ""),
    )


def coded(language=""):
    return Coded(TEXT, TURNS, marks(), language)


def full_report():
    """A report with each kind of block, long enough for several pages."""
    said = "I felt that somebody listened, and so I kept on going, week after week, until it was light again outside. "
    kinds = tuple(f"Interview {number}" for number in range(1, 13))
    wide = tuple((f"Code {row}", *(row * column % 7 for column in range(12)), row / 3) for row in range(20))
    blocks = [
        Contents("Contents"),
        Break(),
        Heading("Methods"),
        Prose(
            f"We held {GAP.format('number')} interviews in {GAP.format('month and year')} and **coded** them.\n\n- one\n- two"
        ),
        Table("Participants", ("Name", "Age", "Share"), (("P1", 44, 12.34), ("P2", 51, 7.0)), note="A note. " * 20),
    ]
    for theme in range(1, 6):
        blocks += [
            Heading(f"Theme {theme}: nights & days"),
            Prose("What the theme says, at some length. " * 12),
            Heading("Quotes", 2),
        ]
        for number in range(6):
            name = f"P{theme:02d}-{number:03d}"
            where = source(start=number, participant=f"P{theme}")
            blocks.append(Quote(said * (number % 3 + 1), f"P{theme}, turn {number}", name, "en", where))
        blocks.append(Prose("# Limits\n\nThere are some."))
    blocks += [
        Heading("Code by document"),
        Table("Codes by document", ("Code", *kinds, "Mean"), wide, (25, *[6] * 13), note="Counted once.", wide=True),
        Table("The same again", ("Code", *kinds, "Mean"), wide[:4], (25, *[6] * 13), note="Counted once.", wide=True),
        Heading("Appendix"),
        Bullets(("one", "two")),
        Heading("Transcript", 2),
        coded(),
    ]
    return report(*blocks, title="Findings")


def printable(text):
    """The text without control characters, as every file gives it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def all_paragraphs(document):
    """The paragraphs of a Word file in the order of the text, with those in tables and content controls."""
    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]
