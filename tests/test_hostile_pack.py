"""A study all of whose fields are hostile, through every report and every format, each read by a parser of its own."""

import csv
import json
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from reporting import printable
from test_formats_latex import check
from test_word_report import sound
from workbench.analysis.coded import coded
from workbench.analysis.findings import findings
from workbench.analysis.hearing import Hearing
from workbench.analysis.methods import Known
from workbench.analysis.report import Facts
from workbench.analysis.summaries import KINDS as SUMMARIES
from workbench.analysis.tabled import tables
from workbench.analysis.tables.matrix import Asked
from workbench.core.model import (
    Book,
    Case,
    Cell,
    Code,
    Coder,
    Coding,
    Document,
    Memo,
    Speaker,
    Theme,
    Turn,
    Wording,
    transcript,
)
from workbench.core.project import Project
from workbench.formats import register

AT = "2026-11-21T09:30:00Z"
PAYLOADS = (
    '=cmd()|"<script>alert(1)</script>',
    "](javascript:alert(1)) ![x](http://x/y.png) {{ 7*7 }} &amp;lt; <img src=x onerror=alert(1)>",
    "\\input{/etc/passwd} % } \\end{document} $x^2$ ~ # {{ }}",
    "a\x07\x00\x1b[31mb \u202e\u2066\u200f --> ]]> --!> <?x ?> \"' </w:t></style>",
    "# h\n- i\n1. o\n> c\n\n| a | b |\n|---|---|\n```\nf\n[^1]: n ⟦gap⟧ ⟧",
)
LONG = "L" * 20_000
KINDS = ("findings", "as said", "coded", "tables", *SUMMARIES)
SUFFIXES = (".docx", ".html", ".md", ".tex", ".csv", ".xlsx")
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ),
    *(
        "p",
        "nav",
        "ol",
        "ul",
        "li",
        "a",
        "figure",
        "blockquote",
        "figcaption",
        "bdi",
        "div",
        "table",
        "caption",
        "thead",
    ),
    *("tbody", "tr", "th", "td", "mark", "em", "strong", "code", "pre", "br", "b", "span", "sup"),
}
OURS = re.compile(r'<!-- workbench: \{[^<>]*\} -->\s*|<br>|<span id="[a-z0-9-]+">|</span>')


def hostile(payload):
    """A study of two interviews each of whose fields begins or ends with the payload; and its texts."""

    def evil(field):
        return f"{payload} {field}"

    said = f"{payload} {LONG} Joanne went."
    first = f"INT: Why?\nP1: {said}\nP1: {payload}\n"
    start = first.index("P1: ") + 4
    turns = (Turn(0, 5, 9, "INT"), Turn(start - 4, start, start + len(said), evil("label")))
    texts = {"d1": transcript(first, turns), "d2": transcript(f"{payload} nobody", ())}
    documents = {
        name: Document(name, evil(f"{name}.txt"), evil(name), text.digest, 'en"><x', 9, 2, AT)
        for name, text in texts.items()
    }
    full = {"definition": evil("definition"), "full": evil("full"), "include": evil("include"), "exclude": evil("not")}
    lists = {field: (evil(field),) for field in ("examples", "misses", "aliases", "sources", "scale", "merged")}
    top = Code("top", evil("key"), evil("heading"), None, 0, applies=False)
    code = Code(
        "c", "", evil("code"), "top", 0, **full, **lists, attributes=((evil("pole"), evil("aligned")),), split="x"
    )
    codings = [
        Coding("q1", "d1", start, start + len(said), "c", "u1", 1, 1, AT, evil("rating")),
        Coding("q2", "d1", start, start + len(said), "c", "u2", 1, 2, AT),
        Coding("q3", "d1", start, start + 40, "c", "u2", 1, 3, AT),
        Coding("q4", "d2", 0, len(payload), "c", "u1", 1, 4, AT),
    ]
    name = first.index("Joanne")
    edits = ((start, start + 1, evil("put")), (name, name + 6, evil("her")), (name + 7, name + 11, ""))
    project = Project(
        7,
        coders={n: Coder(n, evil(n)) for n in ("u1", "u2")},
        documents=documents,
        books={
            "b": Book(
                "b", evil("book"), evil("says"), evil("rule"), ((evil("k"), evil("ref")),), ((evil("v"), ("a",)),)
            )
        },
        codes={"top": top, "c": code},
        cases={
            "p1": Case("p1", evil("P1"), False, ((evil("age"), evil("old")), ("b", payload))),
            "i": Case("i", "INT", True),
        },
        speakers={
            "s1": Speaker("s1", "d1", evil("label"), "p1"),
            "s2": Speaker("s2", "d1", "INT", "i"),
        },
        themes={"t": Theme("t", evil("theme"), evil("summary"), 0, ("top",), ("q1", "q4"))},
        memos={memo.id: memo for memo in memos_of(start, evil)},
        wordings={"w": Wording("w", "d1", start, start + len(said), edits, "u1", AT)},
        cells={"x": Cell("x", "t", "p1", evil("cell"), ("q1",), "u1", AT)},
        codings={"d1": tuple(codings[:3]), "d2": tuple(codings[3:])},
        counts={"c": 4},
        issued=4,
    )
    return project, texts, evil


def memos_of(start, evil):
    return [
        Memo("m1", "study", "", 0, 0, "analytic", evil("memo"), False, "u1", AT),
        Memo("m2", "coding", "q1", 0, 0, evil("kind"), evil("memo"), False, "u1", AT),
        Memo("m3", "passage", "d1", start, start + 9, "method", evil("memo"), False, "u2", AT),
    ]


def made(kind, payload):
    project, texts, evil = hostile(payload)
    facts = Facts(evil("study"), "2026-11-21", evil("version"))
    hearing = Hearing(lambda ids: {one: texts[one].turns for one in ids})
    asked = Asked(project, hearing.of(project), lambda _: texts)
    if kind in {"findings", "as said"}:
        known = Known(evil("study"), evil("version"), 3, AT, evil("blind"))
        return findings(asked, facts, known, as_said=kind == "as said")
    if kind == "coded":
        return coded(project, project.documents["d1"], texts["d1"], facts)
    if kind == "tables":
        return tables(asked, facts)
    return SUMMARIES[kind](project, texts, facts)


class Tags(HTMLParser):
    """All tags and attributes of a page, as the standard library reads it."""

    def __init__(self):
        super().__init__()
        self.tags, self.values = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.values += attrs


def read_html(data):
    text = data.decode()
    tags = Tags()
    tags.feed(text)
    page = lxml_html.fromstring(text)
    assert tags.tags <= TAGS
    assert {element.tag for element in page.iter(etree.Element)} <= TAGS
    names = {name for name, _ in tags.values}
    assert {name for name in names if not name.startswith("data-")} <= {
        *(
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "id",
            "class",
            "dir",
            "href",
            "scope",
            "aria-label",
            "start",
        )
    }
    assert all(value.startswith("#section-") for name, value in tags.values if name == "href")
    ids = [value for name, value in tags.values if name == "id"]
    assert len(ids) == len(set(ids))
    return page.text_content()


def read_markdown(data):
    text = data.decode()
    for parser in (MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"])):
        for token in parser.parse(text):
            for one in (token, *(token.children or ())):
                assert one.type not in {"image", "s_open"}
                if one.type in {"html_block", "html_inline"}:
                    assert OURS.sub("", one.content).strip() == "", one.content
                if one.type == "link_open":
                    assert str(one.attrs["href"]).startswith("#")
    return unescape(text.replace("\\", ""))


def read_word(data):
    sound(data)
    with zipfile.ZipFile(BytesIO(data)) as package:
        relations = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
        assert all(b'TargetMode="External"' not in content for content in relations)
        root = etree.fromstring(package.read("word/document.xml"))
    assert docx.Document(BytesIO(data)).core_properties.title
    fields = {(one.text or "").split()[0] for one in root.iter("{*}instrText")}
    assert fields <= {"TOC", "SEQ", "PAGEREF"}
    return "".join(one.text or "" for one in root.iter("{*}t"))


def read_sheet(data):
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            root = etree.fromstring(package.read(name))
            assert not list(root.iter("{*}f")), name
    return "".join(str(cell.value) for cell in cells)


def read_table(data):
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    return "".join(cell for row in rows for cell in row)


def read_latex(data):
    check(data.decode())
    return data.decode()


READ = dict(zip(SUFFIXES, (read_word, read_html, read_markdown, read_latex, read_table, read_sheet), strict=True))


def bare(text):
    """What is left of words in every format: letters and digits."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_of_a_study_reaches_the_syntax_of_a_format(payload, suffix):
    for kind in KINDS:
        READ[suffix](register.write_report(made(kind, payload), suffix))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_hostile_is_written_out_all_the_same(payload):
    wanted = bare(printable(payload))
    report = made("findings", payload)
    for suffix in (".docx", ".html", ".md", ".csv", ".xlsx"):
        words = bare(READ[suffix](register.write_report(report, suffix)))
        assert LONG in words, suffix
        assert wanted + "P1" in words, suffix
        assert wanted + "theme" in words, suffix


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_print_hides_is_in_no_part_of_any_file_unless_it_is_asked_for(payload, suffix):
    for kind in ("findings", "themes", "codes", "tables", "memos"):
        data = register.write_report(made(kind, payload), suffix)
        assert "Joanne" not in _all_parts(data), kind
    assert "Joanne" in _all_parts(register.write_report(made("as said", payload), suffix))
    assert "Joanne" in _all_parts(register.write_report(made("coded", payload), suffix))


def _all_parts(data):
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_the_sources_of_quotes_are_read_back_as_they_were_written():
    report = made("findings", PAYLOADS[3])
    page = lxml_html.fromstring(register.write_report(report, ".html").decode())
    found = page.xpath("//figure[@data-quote]")
    assert len(found) == 2
    text = register.write_report(report, ".md").decode()
    told = [json.loads(line) for line in re.findall(r"<!-- workbench: (.*) -->", text)]
    assert [one["document"] for one in told] == [f"{PAYLOADS[3]} d1.txt", f"{PAYLOADS[3]} d2.txt"]
