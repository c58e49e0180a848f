"""From codes to a paper on a real terminal, by keys alone; what counts is what the study holds."""

import pytest
from test_hour import ENTER, ESCAPE, REDO, SAVE, WAIT, Hour, records, sentence, talk

from terminal import Terminal
from workbench.config import Settings
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.edits import add_documents, apply_code
from workbench.core.spans import Span
from workbench.session import Session

CODED = (("Warmth", 1, (1, 2, 3)), ("Warmth", 2, (1, 2)), ("Distance", 1, (5, 6)), ("Night", 3, (7,)))
F4, F7, F12, CTRL_E, BACKSPACE = "\x1bOS", "\x1b[18~", "\x1b[24~", "\x05", "\x7f"
WARM = "What keeps warm"


@pytest.fixture
def hour(tmp_path):
    """Two interviews with three codes on some sentences, the program on a real terminal, a second look at the store."""
    settings = Settings(tmp_path / "study", "Ana")
    with Session.create(settings) as session:
        arrivals = [talk(number) for number in (1, 2, 3)]
        session.do(add_documents(session.project, arrivals, session.stamp()), [a.transcript for a in arrivals])
        book = Codebook("hour", "", tuple(Entry("", name, None) for name in ("Warmth", "Distance", "Night")))
        session.do(adopt(session.project, book, session.stamp()))
        for code, number, days in CODED:
            document = next(d for d in session.project.library if d.title == f"talk{number}")
            text, id_ = session.transcript(document.id).text, session.project.code_named(code).id
            for day in days:
                at = text.index(sentence(number, day))
                span = Span(at, at + len(sentence(number, day)))
                session.do(apply_code(session.project, document.id, span, id_, session.stamp()))
    terminal = Terminal("--study", str(settings.folder), "--coder", "Ana", columns=120, rows=40)
    with Session.open(settings) as watching:
        yield Hour(terminal, watching)
    terminal.kill()


def goes(hour, *keys):
    """Types keys that change nothing."""
    hour.does(*keys, WAIT, steps=0)


def opens(hour, words, *keys):
    """Types keys that change nothing, and waits for words that they bring to the screen."""
    hour.terminal.seen = b""
    goes(hour, *keys)
    assert hour.terminal.shows(words), words


def themes(hour):
    """Each theme: its codes, the words of its quotes in order, its summary."""
    project, known = hour.session.project, hour.session.project.codings_by_id
    return {
        theme.name: (
            [project.codes[code].name for code in theme.codes],
            [known[q].span.of(hour.session.transcript(known[q].document).text) for q in theme.quotes],
            theme.summary,
        )
        for theme in project.theme_order
    }


def test_a_theme_becomes_a_chapter_and_is_undone(hour):
    goes(hour, F4)
    assert hour.terminal.shows("No theme yet")
    hour.does(" ", " ", "m", ENTER, *WARM, ENTER)
    assert themes(hour) == {WARM: (["Warmth", "Distance"], [], "")}
    hour.and_back()
    opens(hour, "save", "l", "e")
    hour.does(*"It stays.", SAVE)
    hour.and_back()
    quotes(hour)
    wording(hour)
    cell_of_the_grid(hour)
    asking(hour)
    exported(hour)
    everything_undone(hour)


def quotes(hour):
    """The first and the third extract are chosen, and stand in the other order then."""
    goes(hour, "o")
    hour.does(" ")
    hour.does("j", "j", " ")
    hour.does("K")
    first, third = sentence(1, 1), sentence(1, 3)
    assert themes(hour)[WARM][1:] == ([third, first], "It stays.")
    hour.and_back()


def wording(hour):
    """The first two words of the quote on top give way for print."""
    goes(hour, "g", "w", " ", "l")
    hour.does("x")
    (worded,) = hour.session.project.wordings.values()
    text = hour.session.transcript(worded.document).text
    assert [edit.span.of(text) for edit in worded.edits] == ["On day"]
    hour.and_back()
    goes(hour, ESCAPE, ESCAPE)


def cell_of_the_grid(hour):
    """What the first participant says on the theme is written; it rests on a quote."""
    opens(hour, "Codes by documents", F12)
    opens(hour, "Participant", "\x1bOQ", "\x1b[F", "\x1b[A", "\x1b[A", ENTER)
    opens(hour, "save", "e")
    hour.does(*"Calm.", SAVE)
    hour.does("t", " ", ENTER)
    (cell,) = hour.session.project.cells.values()
    assert (cell.summary, len(cell.quotes)) == ("Calm.", 1)
    assert hour.session.project.themes[cell.theme].name == WARM
    hour.and_back()


def asking(hour):
    """A query is saved under a name; its answer is what it finds."""
    goes(hour, F7, "f", *"Warmth AND document:talk2")
    hour.does(SAVE, *"second", ENTER)
    goes(hour, ENTER)
    assert hour.terminal.shows("2 extracts by 1 participant")
    assert [(saved.name, saved.query) for saved in hour.session.project.saved_queries] == [
        ("second", "Warmth AND document:talk2")
    ]


def exported(hour):
    """The findings are written as Markdown, with the quotes in their order and as they are worded."""
    goes(hour, F4, CTRL_E, ENTER, *[BACKSPACE] * 4, *"md", ENTER)
    path = hour.session.settings.folder / "exports" / "findings.md"
    assert hour.terminal.shows("exports/findings.md")
    words = path.read_text(encoding="utf-8")
    assert WARM in words
    assert "It stays." in words
    worded, plain = "[…] 3 of week 1 I went there and felt calm again.", sentence(1, 1)
    assert 0 < words.index(worded.replace("[…]", "").strip()) < words.index(plain)


def everything_undone(hour):
    """Undoing to the start brings the start back; doing it all again brings back what was."""
    after = records(hour.session.project)
    count = 0
    while records(hour.session.project) != records(hour.start):
        hour.does("u")
        count += 1
        assert count < 20
    for _ in range(count):
        hour.does(REDO)
    assert records(hour.session.project) == after
