import csv
import json
from collections import Counter
from difflib import unified_diff
from hashlib import sha256

import docx
import pytest
from docx.oxml.ns import qn

from workbench import __version__, tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Refused, Unreadable
from workbench.core.wording import edits_of, printed
from workbench.session import Session
from workbench.tasks.making import Options
from workbench.tasks.outgoing import Entry, keep


@pytest.fixture
def demo(tmp_path):
    """The demo study as Ada's, who made most of its codings."""
    made = tasks.demo(tmp_path / "demo", "Ada Brandt").session
    with made:
        yield made


def exports(session):
    return session.settings.folder / "exports"


def manifest(session):
    return json.loads((exports(session) / "manifest.json").read_text(encoding="utf-8"))["files"]


def states(done):
    return {one.file: one.state for one in done}


def words_of(path):
    """The words of a Word file's paragraphs, wherever they stand."""
    signs = {qn("w:t"), qn("w:br")}
    paragraphs = docx.Document(path).element.body.iter(qn("w:p"))
    return "\n".join("".join(run.text or "\n" for run in one.iter(*signs)) for one in paragraphs)


def remove_first_of(session, code):
    """Takes away the code's first coding that is chosen for no theme."""
    wanted = session.project.code_named(code).id
    chosen = {quote for theme in session.project.themes.values() for quote in theme.quotes}
    coding = next(c for c in session.project.all_codings() if c.code == wanted and c.id not in chosen)
    session.do(edits.remove_codings(session.project, [coding], session.stamp()))
    return coding


def test_the_demo_comes_with_its_findings_and_a_manifest_of_them(demo):
    data = (exports(demo) / "findings.docx").read_bytes()
    assert manifest(demo) == [
        {
            "bytes": len(data),
            "changed": demo.last_changed(),
            "file": "findings.docx",
            "kind": "findings",
            "options": {},
            "sha256": sha256(data).hexdigest(),
            "step": demo.project.number,
            "version": __version__,
        }
    ]


def test_a_file_outside_of_the_exports_is_noted_nowhere(demo, tmp_path):
    tasks.export(demo, "codes", tmp_path / "codes.md")
    assert [entry["file"] for entry in manifest(demo)] == ["findings.docx"]


@pytest.mark.parametrize("suffix", tasks.report_endings())
def test_the_same_study_gives_the_same_bytes_in_every_format(demo, suffix):
    for kind in ("findings", "tables"):
        if (kind, suffix) != ("tables", ".csv"):
            tasks.export(demo, kind, exports(demo) / f"{kind}{suffix}", force=True)
    with Session.open(Settings(demo.settings.folder, "Ada Brandt")) as again:
        assert set(states(tasks.export_all(again)).values()) == {"same"}


def test_a_changed_coding_changes_only_what_it_should(demo):
    path = exports(demo) / "f.md"
    tasks.export(demo, "findings", path)
    before = path.read_text(encoding="utf-8").splitlines()
    remove_first_of(demo, "Bond")
    assert states(tasks.export_all(demo))["f.md"] == "changed"
    after = path.read_text(encoding="utf-8").splitlines()
    now = [line[1:] for line in unified_diff(before, after, n=0, lineterm="") if line[0] == "+"][1:]
    assert len(after) == len(before)
    assert [line for line in now if "| Bond |" not in line and "Bond" in line] == [
        "| \u2003Bond | 6 | 10 | 10 | 6 |",
        "| \u2003Bond | 0 | 0 | 1 | 1 | 5 | 0 | 1 | 1 | 1 |",
    ]
    assert [line for line in now if "Bond" not in line] == [
        "| 9 | 9 | 17,665 | 2 | 349 | 39 of 39 |",
        next(line for line in after if "made 349 codings on 329 distinct extracts" in line),
        "| P01 | 25-34 | woman | Ireland | English | nurse | 10 | mixed | 23 |",
        "**9 of 9 participants, 67 extracts**",
        "| alliance | 6 | 9 | 9 | 14 | 6 | 10 | 9 | 33 |",
        "| All values | 9 | 101 | 9 | 95 | 9 | 134 | 9 | 329 |",
        next(line for line in after if "as it stood after step 6 of its history" in line),
        "- The same report written as .csv holds 349 codings and all attributes of participants.",
    ]


def test_all_exports_hold_every_quote_as_it_was_said(demo):
    texts = demo.transcripts(demo.project.documents)
    codings = list(demo.project.all_codings())
    said = [coding.span.of(texts[coding.document].text) for coding in codings]
    as_said = [
        c.span.of(texts[c.document].text) for c in codings if (c.document, *c.span) not in demo.project.wordings_of
    ]
    assert len(as_said) > 340
    tasks.export(demo, "codes", exports(demo) / "codes.docx")
    written = words_of(exports(demo) / "codes.docx")
    assert [words for words in as_said if words not in written] == []
    tasks.export(demo, "findings", exports(demo) / "findings.csv", as_said=True)
    rows = (exports(demo) / "findings.csv").read_text(encoding="utf-8-sig")
    assert all(words.replace('"', '""') in rows for words in said)
    quoted = {quote for theme in demo.project.themes.values() for quote in theme.quotes}
    chosen = [
        printed(texts[coding.document].text, coding.span, edits_of(demo.project, coding.document, coding.span))
        for coding in codings
        if coding.id in quoted
    ]
    written = words_of(exports(demo) / "findings.docx")
    assert len(chosen) == 48
    assert [words for words in chosen if words not in written] == []


@pytest.mark.corpora
def test_the_findings_of_a_real_study_hold_every_quote_as_it_was_said(corpora, tmp_path):
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_transcripts(session, [corpora / "transcripts" / "mannheimer"])
        tasks.import_codebook(session, corpora / "codings" / "mannheimer_codebook.csv")
        tasks.import_codings(session, corpora / "codings" / "mannheimer_codings.csv")
        texts = session.transcripts(session.project.documents)
        said = Counter(c.span.of(texts[c.document].text) for c in session.project.all_codings())
        written = tasks.export(session, "findings", exports(session) / "findings.csv", as_said=True).path
        with written.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert Counter(row["as said"] for row in rows) == said
        assert Counter(row["as printed"] for row in rows) == said
        assert said.total() == 753
        tasks.export(session, "codes", exports(session) / "codes.docx")
        words = words_of(exports(session) / "codes.docx")
        assert [quote for quote in said if " ".join(quote.split()) not in " ".join(words.split())] == []


def test_a_file_that_somebody_changed_is_left_unless_it_is_forced(demo):
    path = exports(demo) / "findings.docx"
    tasks.export(demo, "codebook", exports(demo) / "codebook.md")
    path.write_bytes(b"with my comments")
    remove_first_of(demo, "Same goal")
    assert states(tasks.export_all(demo)) == {"codebook.md": "changed", "findings.docx": "edited"}
    assert path.read_bytes() == b"with my comments"
    assert states(tasks.export_all(demo, force=True)) == {"codebook.md": "same", "findings.docx": "changed"}
    assert path.read_bytes().startswith(b"PK")


def test_a_look_writes_nothing_and_says_what_is_out_of_date(demo):
    tasks.export(demo, "codebook", exports(demo) / "codebook.md")
    remove_first_of(demo, "Same goal")
    (exports(demo) / "codebook.md").unlink()
    before = {path.name: path.read_bytes() for path in exports(demo).iterdir()}
    done = tasks.export_all(demo, write=False)
    assert [(one.file, one.said) for one in done] == [("codebook.md", "not there"), ("findings.docx", "out of date")]
    assert {path.name: path.read_bytes() for path in exports(demo).iterdir()} == before


def test_without_a_manifest_the_first_pack_is_made(demo):
    for path in exports(demo).iterdir():
        path.unlink()
    done = states(tasks.export_all(demo))
    assert set(done) <= {"findings.docx", "findings.md", "findings.html", "tables.xlsx"}
    assert set(done.values()) == {"made"}
    assert sorted(entry["file"] for entry in manifest(demo)) == sorted(done)


def test_a_file_that_workbench_does_not_know_is_not_written_over(demo):
    (exports(demo) / "manifest.json").unlink()
    (exports(demo) / "findings.docx").write_bytes(b"mine")
    done = states(tasks.export_all(demo))
    assert done["findings.docx"] == "edited"
    assert (exports(demo) / "findings.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "exports/manifest.json, line 1, is no JSON."),
        ("[]", "is not written as workbench writes it."),
        ('{"files": [{"file": "../x"}]}', "is not written as workbench writes it."),
        ('{"files": 3}', "is not written as workbench writes it."),
        ("\xff", "can't be read."),
    ],
)
def test_a_broken_manifest_is_told_in_one_sentence_and_nothing_is_written(demo, text, told):
    (exports(demo) / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(Unreadable, match=told.replace(".", r"\.")):
        tasks.export_all(demo)
    with pytest.raises(Unreadable):
        tasks.export(demo, "codes", exports(demo) / "codes.md")
    assert not (exports(demo) / "codes.md").exists()


def test_no_export_is_called_like_the_manifest(demo):
    with pytest.raises(Refused, match="how the other files were made"):
        keep(demo, {exports(demo) / "manifest.json": Entry("codes", Options(), b"")}, force=True)


def test_a_manifest_that_leads_out_of_the_exports_is_not_followed(demo):
    said = manifest(demo)
    said[0]["file"] = "../../out.docx"
    (exports(demo) / "manifest.json").write_text(json.dumps({"files": said}), encoding="utf-8")
    with pytest.raises(Unreadable):
        tasks.export_all(demo, force=True)


def test_what_is_no_longer_there_is_told_and_the_rest_is_made(demo):
    tasks.export(demo, "coded", exports(demo) / "P01.md", document="P01")
    tasks.export(demo, "codes", exports(demo) / "codes.md")
    remove_first_of(demo, "Same goal")
    said = (
        (exports(demo) / "manifest.json").read_text(encoding="utf-8").replace('"document": "P01"', '"document": "P77"')
    )
    (exports(demo) / "manifest.json").write_text(said, encoding="utf-8")
    done = {one.file: (one.state, one.said) for one in tasks.export_all(demo)}
    assert done["P01.md"] == ("failed", "There is no document “P77” in this study.")
    assert done["codes.md"][0] == "changed"


def test_tables_go_to_a_folder_one_csv_each(demo):
    written = tasks.export(demo, "tables", exports(demo) / "tables")
    names = sorted(path.name for path in written.path.iterdir())
    assert written.said == f"{len(names)} tables"
    assert {"code-by-document.csv", "cooccurrence.csv", "frequencies.csv", "ledger.csv"} <= set(names)
    assert set(states(tasks.export_all(demo)).values()) == {"same"}


def test_the_coders_own_files_are_made_again_as_well(demo):
    tasks.export_codings(demo, exports(demo) / "codings.csv")
    tasks.export_themes(demo, exports(demo) / "themes.yaml")
    tasks.export_codebook(demo, exports(demo) / "book.yaml")
    assert set(states(tasks.export_all(demo)).values()) == {"same"}
    remove_first_of(demo, "Same goal")
    done = states(tasks.export_all(demo))
    assert (done["codings.csv"], done["themes.yaml"], done["book.yaml"]) == ("changed", "same", "same")


def test_who_codes_blind_makes_no_file_again_that_holds_the_work_of_all(demo):
    demo.code_blind(True)
    before = (exports(demo) / "findings.docx").read_bytes()
    (told,) = tasks.export_all(demo, force=True)
    assert (told.state, told.said) == ("failed", "It holds the work of all coders, and you code blind.")
    assert (exports(demo) / "findings.docx").read_bytes() == before
    own = tasks.export(demo, "findings", exports(demo) / "own.md")
    assert own.said.endswith("; only what you did yourself, since you code blind")
    assert "holds only the work of Ada Brandt, who codes blind" in own.path.read_text(encoding="utf-8")
    demo.become("Ravi Menon")
    done = {one.file: one.said for one in tasks.export_all(demo)}
    assert done["own.md"] == "It holds the work of Ada Brandt alone, who must make it again."


def test_only_what_a_query_finds_is_in_a_report_that_names_it(demo):
    written = tasks.export(demo, "codes", exports(demo) / "irish.md", where="case.country = Ireland")
    text = written.path.read_text(encoding="utf-8")
    assert "Only codings that this query finds are counted and quoted:" in text
    assert "P01-004" in text
    assert "P02-" not in text
    assert states(tasks.export_all(demo))["irish.md"] == "same"
    with pytest.raises(Refused, match="findings, codes and tables only"):
        tasks.export(demo, "memos", exports(demo) / "m.md", where="Listener")
