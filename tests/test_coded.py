import docx
import pytest

from notation import study
from workbench import tasks
from workbench.analysis.coded import coded
from workbench.analysis.report import Facts
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.session import Session

FACTS = Facts("Nights", "2026-11-21", "0.9")
FIRST = "INT: [trust: Did you trust it?]\nP1: [trust, trust @Ben: It listened.] [work > hours: All night.]"


@pytest.fixture
def nights():
    return study(FIRST)


def test_a_transcript_has_its_speakers_as_print_calls_them_and_all_marks(nights):
    document = nights.project.library[0]
    found = coded(nights.project, document, nights.texts[document.id], FACTS)
    block = found.blocks[-1]
    assert [turn.label for turn in block.turns] == ["INT", "P1"]
    assert [(mark.code, mark.by, block.text[mark.start : mark.end]) for mark in block.marks] == [
        ("trust", "Ana", "Did you trust it?"),
        ("trust", "Ana", "It listened."),
        ("trust", "Ben", "It listened."),
        ("work > hours", "Ana", "All night."),
    ]
    assert found.blocks[0].markdown.startswith(
        "D1\\.txt\\, 8 words\\. The text stands here as it was said\\. 4 codings with 2 codes by Ana and Ben\\."
    )


def test_a_transcript_can_show_one_coder_alone(nights):
    document = nights.project.library[0]
    ben = nights.project.coder_named("Ben").id
    marks = coded(nights.project, document, nights.texts[document.id], FACTS, ben).blocks[-1].marks
    assert [mark.by for mark in marks] == ["Ben"]


def test_memos_stand_at_their_codings_private_ones_do_not(nights):
    coding = nights.codings("trust")[1]
    made = nights
    for private, words in ((False, "For all."), (True, "Mine.")):
        made = made.after(
            edits.write_memo(made.project, "coding", coding.id, None, "analytic", words, private, made.stamp)
        )
    document = made.project.library[0]
    marks = coded(made.project, document, made.texts[document.id], FACTS).blocks[-1].marks
    assert [mark.memo for mark in marks] == ["", "For all.", "", ""]


@pytest.fixture
def session(tmp_path):
    """A study on the disk with one interview, two codings by two coders, and memos on one of them."""
    (tmp_path / "P1.txt").write_text("INT: How?\nP1: I felt heard.\n", encoding="utf-8")
    (tmp_path / "book.csv").write_text("code\nHeard\n", encoding="utf-8")
    (tmp_path / "codings.csv").write_text(
        "document,quote,code,coder\nP1,I felt heard.,Heard,Ana\nP1,felt heard,Heard,Ben\n", encoding="utf-8"
    )
    with Session.create(Settings(tmp_path / "study", "Ana")) as made:
        tasks.import_transcripts(made, [tmp_path / "P1.txt"])
        tasks.import_codebook(made, tmp_path / "book.csv")
        tasks.import_codings(made, tmp_path / "codings.csv")
        first = next(made.project.all_codings())
        made.do(edits.write_memo(made.project, "coding", first.id, None, "analytic", "So glad.", False, made.stamp()))
        yield made


def test_a_coded_transcript_in_word_has_its_codes_as_comments(session):
    written = tasks.export(session, "coded", session.settings.folder / "exports" / "P1.docx", document="P1")
    assert written.said == "P1, 2 codings"
    document = docx.Document(written.path)
    comments = [(comment.author, comment.text) for comment in document.comments]
    assert [author for author, _ in comments] == ["Ana", "Ben"]
    assert "Heard" in comments[0][1]
    assert "So glad." in comments[0][1]
    assert any("I felt heard." in paragraph.text for paragraph in document.paragraphs)


def test_who_codes_blind_takes_out_their_own_codes_alone(session):
    session.code_blind(True)
    written = tasks.export(session, "coded", session.settings.folder / "exports" / "P1.csv", document="P1")
    assert written.said == "P1, 1 coding; only what you did yourself, since you code blind"
    assert "Ben" not in written.path.read_text(encoding="utf-8-sig")


def test_a_document_or_a_coder_that_is_not_there_is_named(session, tmp_path):
    with pytest.raises(Missing, match="no document “P9”"):
        tasks.export(session, "coded", tmp_path / "x.md", document="P9")
    with pytest.raises(Missing, match="no coder “Cara”"):
        tasks.export(session, "coded", tmp_path / "x.md", document="P1", by="Cara")
    with pytest.raises(Refused, match="Say which transcript"):
        tasks.export(session, "coded", tmp_path / "x.md")
