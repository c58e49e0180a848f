"""Whole jobs: the demo study, imports with their problems, and a real study with its own codings."""

import csv
import re
import shutil
from itertools import pairwise

import docx
import pytest

from reporting import all_paragraphs
from workbench import tasks
from workbench.config import Settings
from workbench.core.errors import Missing, Refused, Unreadable
from workbench.session import Session
from workbench.store.store import Store


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    made = tasks.demo(tmp_path_factory.mktemp("demo") / "study", "Ana")
    yield made
    made.session.close()


@pytest.fixture
def session(tmp_path):
    with Session.create(Settings(tmp_path / "study", "Ana")) as opened:
        yield opened


def write(folder, name, words, encoding="utf-8"):
    path = folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode(encoding))
    return path


# -- the demo -----------------------------------------------------------------------------------------------------------


def test_the_demo_holds_what_it_promises(demo):
    project = demo.session.project
    assert [document.title for document in project.library] == [f"P0{n}" for n in range(1, 10)]
    assert [document.language for document in project.library] == ["en"] * 6 + ["de", "es", "it"]
    assert all(1500 <= document.words <= 2500 for document in project.library)
    assert len(project.participants) == 9
    assert len(list(project.all_codings())) >= 160
    assert {project.coders[c.coder].name for c in project.all_codings()} == {"Ada Brandt", "Ravi Menon"}
    assert len([code for code in project.codes.values() if code.applies]) == 39
    assert 5 <= len(project.themes) <= 6
    assert all(theme.summary and theme.codes and theme.quotes for theme in project.theme_order)
    texts = demo.session.transcripts(project.documents)
    assert all("invented" in text.text[:250] for text in texts.values())
    assert any(one.span.overlaps(two.span) for codings in project.codings.values()
               for one, two in pairwise(codings))  # fmt: skip


def test_every_quote_in_the_demos_word_file_stands_in_its_transcript_but_for_its_edits(demo):
    project = demo.session.project
    edited = 0
    texts = demo.session.transcripts(project.documents)
    paragraphs = all_paragraphs(docx.Document(demo.session.settings.folder / "exports" / "findings.docx"))
    quotes = [p.text for p in paragraphs if p.style.name == "Quote"]
    assert len(quotes) == sum(len(theme.quotes) for theme in project.theme_order) == 48
    ids = [paragraphs[at + 1].text for at, p in enumerate(paragraphs) if p.style.name == "Quote"]
    for words, source in zip(quotes, ids, strict=True):
        document = project.document_named(source[:3])
        assert all(part in texts[document.id].text for part in re.split(r"\s*\[[^\]]*\]\s*", words))
        edited += words not in texts[document.id].text
    assert edited == len(project.wordings) == 5


def test_a_second_demo_opens_what_is_there_and_a_full_folder_is_refused(demo, tmp_path):
    again = tasks.demo(demo.session.settings.folder, "Ana")
    assert again.lines == ()
    assert again.session.project == demo.session.project
    again.session.close()
    write(tmp_path, "mine.txt", "keep")
    with pytest.raises(Refused, match="is not empty"):
        tasks.demo(tmp_path, "Ana")


def test_codings_and_themes_come_back_as_they_went_out(demo, tmp_path):
    there = tasks.export_codings(demo.session, tmp_path / "codings.csv").path
    themes = tasks.export_themes(demo.session, tmp_path / "themes.yaml").path
    book = tasks.export_codebook(demo.session, tmp_path / "book.yaml").path
    with Session.create(Settings(tmp_path / "other", "Ana")) as other:
        tasks.import_transcripts(other, [demo.session.settings.folder / "transcripts"])
        tasks.import_codebook(other, book)
        shipped = tasks.import_codings(other, demo.session.settings.folder / "transcripts" / "codings.csv")
        assert shipped.problems == shipped.notes == ()
        other.undo()
        again = tasks.import_codings(other, there)
        assert again.problems == again.notes == ()
        assert tasks.import_themes(other, themes).problems == ()

        def seen(session):
            project = session.project
            return [
                (
                    project.documents[c.document].name,
                    c.span,
                    project.code_paths[c.code],
                    project.coders[c.coder].name,
                    c.at,
                )
                for c in project.all_codings()
            ]

        assert sorted(seen(other)) == sorted(seen(demo.session))
        assert [(t.name, t.summary, len(t.quotes)) for t in other.project.theme_order] == [
            (t.name, t.summary, len(t.quotes)) for t in demo.session.project.theme_order
        ]


# -- imports ------------------------------------------------------------------------------------------------------------


def test_one_bad_file_is_named_and_does_not_stop_the_others(session, tmp_path):
    write(tmp_path, "good.txt", "INT: How?\nP1: Well.\nINT: And?\nP1: Fine.\n")
    write(tmp_path, "same words.txt", "INT: How?\r\nP1: Well.\r\nINT: And?\r\nP1: Fine.\r\n")
    write(tmp_path, "empty.txt", "")
    write(tmp_path, "picture.txt", bytes(range(256)) * 40)
    write(tmp_path, "renamed.docx", b"PK\x03\x04 no archive")
    write(tmp_path, "locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    write(tmp_path, "sheet.xlsx", "x")
    found = tasks.import_transcripts(session, [tmp_path, tmp_path / "sheet.xlsx", tmp_path / "gone.txt"])
    assert [document.name for document in session.project.library] == ["good.txt"]
    told = {problem.where.rsplit("/", 1)[-1]: problem.message for problem in found.problems}
    assert set(told) == {
        "same words.txt", "empty.txt", "picture.txt", "renamed.docx", "locked.docx", "sheet.xlsx", "gone.txt",
    }  # fmt: skip
    assert "the same text as good.txt" in told["same words.txt"]
    assert "password" in told["locked.docx"]


def test_a_text_is_refused_by_content_and_a_name_by_name(session, tmp_path):
    first = write(tmp_path, "P1.txt", "P1: One.\nINT: Two?\nP1: Three.\n")
    tasks.import_transcripts(session, [first])
    copy = shutil.copy(first, tmp_path / "copy.txt")
    (tmp_path / "sub").mkdir()
    other = write(tmp_path / "sub", "P1.txt", "P1: Another.\nINT: Two?\nP1: Three.\n")
    found = tasks.import_transcripts(session, [copy, other])
    assert found.step is None
    assert [problem.message.split(",")[0] for problem in found.problems] == [
        "holds the same text as P1.txt",
        "is the name of another document in the study; give the file another name.",
    ]


def test_what_a_folder_holds_besides_transcripts_is_named(session, tmp_path):
    talks = tmp_path / "talks"
    talks.mkdir()
    for name in ("P10.txt", "P2.txt", "notes.odt", "plan.pdf"):
        write(talks, name, f"INT: How?\nP1: {name}.\nINT: And?\nP1: Fine.\n")
    found = tasks.import_transcripts(session, [talks])
    assert [file.name for file in found.files] == ["P2.txt", "P10.txt"]
    assert [note.message for note in found.notes] == [
        "left alone, since transcripts end in .txt, .md, .docx: notes.odt, plan.pdf."
    ]


def test_a_column_parent_gives_each_code_its_place(session, tmp_path):
    tasks.import_codebook(session, write(tmp_path, "book.csv", "code,parent\nCare,\nHeard,Care\n"))
    assert [session.project.code_paths[code.id] for code, _ in session.project.code_tree] == ["Care", "Care > Heard"]


def test_a_dry_run_changes_nothing(session, tmp_path):
    found = tasks.import_transcripts(session, [write(tmp_path, "a.txt", "A: x.\nB: y?\nA: z.\n")], dry_run=True)
    assert found.number == 1
    assert session.history() == []


CODINGS = """document;quote;code;coder;created
P1;I felt heard;Heard;Ravi;2026-01-02 10:00:00
P1;felt  heard by;Heard;;
P1;It was;Heard;;
P1;nothing like this;Heard;;
P9;I felt heard;Heard;;
P1;I felt heard;Unheard;;
"""


def test_codings_that_find_no_place_are_listed_with_their_row_and_one_undo_takes_the_rest(session, tmp_path):
    talk = "INT: How was it?\nP1: I felt heard by it. It was late. It was fine, I think.\n"
    tasks.import_transcripts(session, [write(tmp_path, "P1.txt", talk)])
    tasks.import_codebook(session, write(tmp_path, "book.csv", "code,definition\nHeard,felt heard\n"))
    found = tasks.import_codings(session, write(tmp_path, "codings.csv", CODINGS))
    assert [problem.where for problem in found.problems] == [f"codings.csv, row {row}" for row in (4, 5, 6, 7)]
    assert "stands 2 times" in found.problems[0].message
    assert "is not in the document" in found.problems[1].message
    assert next((c.span.of(talk), c.at) for c in session.project.all_codings()) == (
        "I felt heard",
        "2026-01-02T10:00:00Z",
    )
    assert found.number == 2
    session.undo()
    assert not list(session.project.all_codings())


def test_files_are_written_beside_and_renamed_and_never_over_another(demo, tmp_path):
    target = tmp_path / "out" / "themes.md"
    tasks.export(demo.session, "themes", target)
    first = target.read_bytes()
    with pytest.raises(Refused, match="is there already"):
        tasks.export(demo.session, "themes", target)
    tasks.export(demo.session, "themes", target, force=True)
    assert target.read_bytes() == first
    assert [path.name for path in target.parent.iterdir()] == ["themes.md"]
    with pytest.raises(Refused, match="can't be written as"):
        tasks.export(demo.session, "themes", tmp_path / "themes.pdf")
    with pytest.raises(Refused, match="There is nothing called"):
        tasks.export(demo.session, "poems", tmp_path / "x.docx")
    with pytest.raises(Unreadable, match="can't be written"):
        tasks.export(demo.session, "themes", target / "below a file.md")


def test_fresh_exports_find_a_free_name(demo):
    session = demo.session
    names = [tasks.export(session, "codebook", tasks.fresh(session, "codebook.docx")).path.name for _ in range(2)]
    assert names == ["codebook.docx", "codebook-2.docx"]


def test_a_quote_is_coded_from_the_shell_words(session, tmp_path):
    tasks.import_transcripts(session, [write(tmp_path, "P1.txt", "INT: How?\nP1: I felt heard.\nINT: So?\nP1: Yes.\n")])
    tasks.import_codebook(session, write(tmp_path, "book.csv", "code\nHeard\n"))
    assert tasks.code_quote(session, "P1", "felt heard", ["heard"]).label == "Coded P1 with “Heard”"
    with pytest.raises(Missing, match="no code"):
        tasks.code_quote(session, "P1", "nowhere", ["Unheard"])


# -- a real study -------------------------------------------------------------------------------------------------------


@pytest.mark.corpora
def test_a_real_study_with_its_753_codings(corpora, session, tmp_path):
    found = tasks.import_transcripts(session, [corpora / "transcripts" / "mannheimer"])
    assert (found.number, found.problems) == (30, ())
    by_name = {file.name: file for file in found.files}
    assert all(len(file.reading.speakers) == 2 for name, file in by_name.items() if "removed" not in name)
    assert [case.name for case in session.project.cases.values() if case.interviewer] == ["Sara Mannheimer"]
    assert len(session.project.participants) == 28
    tasks.import_codebook(session, corpora / "codings" / "mannheimer_codebook.csv")
    before = session.project
    table = corpora / "codings" / "mannheimer_codings.csv"
    placed = tasks.import_codings(session, table)
    assert (placed.number, placed.problems) == (753, ())

    with table.open(encoding="utf-8", newline="") as rows:
        wanted = sorted((row["document"], " ".join(row["quote"].split()), row["code"]) for row in csv.DictReader(rows))
    texts = session.transcripts(session.project.documents)
    project = session.project
    got = sorted(
        (
            project.documents[c.document].name,
            " ".join(c.span.of(texts[c.document].text).split()),
            project.code_paths[c.code],
        )
        for c in project.all_codings()
    )
    assert got == wanted

    tasks.export(session, "codes", tmp_path / "all.docx")
    paragraphs = all_paragraphs(docx.Document(tmp_path / "all.docx"))
    written = "\n".join(paragraph.text for paragraph in paragraphs)
    assert all(c.span.of(texts[c.document].text) in written for c in project.all_codings())

    def on_disk():
        store = Store.open(session.settings.database)
        loaded = store.load()
        store.close()
        return {name: value for name, value in vars(loaded).items() if name not in {"number", "issued"}}

    full = on_disk()
    session.undo()
    assert session.project.codings == before.codings == {}
    session.redo()
    assert on_disk() == full
