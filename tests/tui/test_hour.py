"""An hour at the desk on a real terminal, by keys alone; what counts is that the study holds exactly what was done."""

import time
from collections import Counter

import pytest

from terminal import Terminal
from workbench.config import Settings
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.edits import Arrival, add_documents
from workbench.core.model import Turn, transcript
from workbench.core.project import FIELDS
from workbench.session import Session

CODES = ("Warmth", "Distance", "Night", "Work", "Family", "Money", "Trust", "Doubt", "Hope", "Zeal")
ESCAPE, ENTER, SAVE, REDO, TAB, DOWN = "\x1b", "\r", "\x0f", "\x12", "\t", "\x1b[B"
NEXT_DOCUMENT, PREVIOUS_DOCUMENT = "\x0e", "\x02"
F2, F3, F6, F8 = "\x1bOQ", "\x1bOR", "\x1b[17~", "\x1b[19~"
WAIT = ""


def talk(number):
    """An interview of fourteen sentences, each in a turn of its own."""
    text, turns = "", []
    for sentence in range(1, 15):
        words = f"On day {sentence} of week {number} I went there and felt calm again."
        turns.append(Turn(len(text), len(text) + 4, len(text) + 4 + len(words), f"P{number}"))
        text += f"P{number}: {words}\n"
    return Arrival(f"talk{number}.txt", f"talk{number}", "en", transcript(text, turns), frozenset())


@pytest.fixture
def hour(tmp_path):
    """A study of three interviews and ten codes, the program on it on a real terminal, and a second look at its store."""
    settings = Settings(tmp_path / "study", "Ana")
    with Session.create(settings) as session:
        arrivals = [talk(number) for number in (1, 2, 3)]
        session.do(add_documents(session.project, arrivals, session.stamp()), [a.transcript for a in arrivals])
        book = Codebook("hour", "", tuple(Entry("", name, None) for name in CODES))
        session.do(adopt(session.project, book, session.stamp()))
    terminal = Terminal("--study", str(settings.folder), "--coder", "Ana", columns=120, rows=40)
    with Session.open(settings) as watching:
        yield Hour(terminal, watching)
    terminal.kill()


class Hour:
    """The terminal, the store as it was, and what was done to it since."""

    def __init__(self, terminal, session):
        self.terminal, self.session = terminal, session
        self.start = session.project
        assert terminal.shows("saved")

    def does(self, *keys, steps=1):
        """Types keys; waits until the store has so many more steps."""
        before = self.session.project.number
        for key in keys:
            self.terminal.send(key) if key else None
            self.terminal.read(0.04 if key else 0.5, at_most=0.1 if key else 0.8)
        until = time.perf_counter() + 6
        while self.session.project.number < before + steps and time.perf_counter() < until:
            self.terminal.read(0.02)
            self.session.catch_up()
        assert self.session.project.number == before + steps, (keys, self.session.history()[-1])

    def and_back(self):
        """Undoes the last act and does it again: the store is as before it, and as after it."""
        after = records(self.session.project)
        self.does("u")
        assert records(self.session.project) != after
        self.does(REDO)
        assert records(self.session.project) == after

    def codings(self):
        """How many codings each (document, words, code) has."""
        project = self.session.project
        return Counter(
            (document.title, c.span.of(self.session.transcript(document.id).text), project.codes[c.code].name)
            for document in project.library
            for c in project.codings.get(document.id, ())
        )


def records(project):
    """All records of a project, kind by kind."""
    return {name: getattr(project, name) for name in FIELDS.values()}


def sentence(number, day):
    return f"On day {day} of week {number} I went there and felt calm again."


def test_an_hour_of_coding_is_held_and_undone_record_for_record(hour):
    expected = Counter()
    for number, count in ((1, 14), (2, 13), (3, 13)):
        for day in range(1, count + 1):
            place = (day - 1) % len(CODES)
            by_digit = number == 1 and day < 10  # nine codes have a digit; the tenth takes that of the oldest
            keys = [str(place + 1)] if by_digit else ["c", *CODES[place].casefold()[:4], ENTER]
            hour.does(")", *keys)
            expected[f"talk{number}", sentence(number, day), CODES[place]] += 1
        hour.terminal.send(NEXT_DOCUMENT)
        hour.terminal.read(0.3, at_most=0.6)
    assert (len(list(hour.codings().elements())), len({code for _, _, code in expected})) == (40, 10)
    assert hour.codings() == expected
    hour.and_back()

    edges(hour, expected)
    memos(hour)
    codebook(hour, expected)
    searching(hour, expected)
    hour.terminal.send(F3)
    hour.terminal.read(0.2, at_most=0.5)

    acts = hour.session.project.number
    filtering(hour)
    assert hour.session.project.number == acts
    everything_undone(hour)


def edges(hour, expected):
    """The end of one coding moves by two words, the start of another by a character."""
    hour.terminal.send("g")
    hour.does("]", "e", "b", "b", ENTER)
    longer, shorter = sentence(3, 1), "On day 1 of week 3 I went there and felt"
    expected.subtract({("talk3", longer, "Warmth"): 1})
    expected["talk3", shorter, "Warmth"] += 1
    assert hour.codings() == +expected
    hour.and_back()
    hour.does("]", "e", "e", "l", "l", "l", ENTER)
    expected.subtract({("talk3", sentence(3, 2), "Distance"): 1})
    expected["talk3", sentence(3, 2)[3:], "Distance"] += 1
    assert hour.codings() == +expected
    hour.and_back()


def memos(hour):
    """On the coding here, on its code, on the document, on the study, and a private one."""
    for downs, words in ((0, "a coding"), (2, "a code"), (3, "a document"), (5, "the study")):
        hour.does("m", *[DOWN] * downs, ENTER, *f"About {words}.", SAVE)
    hour.does(F8, "n", *"For me alone.", "\x1bOS", SAVE)
    kept = sorted((memo.about, memo.body, memo.private) for memo in hour.session.project.memos.values())
    assert kept == [
        ("code", "About a code.", False),
        ("coding", "About a coding.", False),
        ("document", "About a document.", False),
        ("study", "About the study.", False),
        ("study", "For me alone.", True),
    ]
    hour.and_back()


def codebook(hour, expected):
    """Zeal is merged into Hope; two quotes of Warmth are split off as Glow."""
    hour.terminal.send(F6)
    hour.terminal.read(0.5, at_most=0.8)
    hour.does("f", *"zeal", ENTER, "g", *"hope", ENTER, "y")
    for document, words, code in [key for key in expected if key[2] == "Zeal"]:
        expected[document, words, "Hope"] += expected.pop((document, words, code))
    assert hour.codings() == +expected
    hour.and_back()
    hour.does("f", *"warmth", ENTER, WAIT, "s", " ", "j", " ", "s", *"Glow", ENTER, WAIT, "y")
    moved = [("talk1", sentence(1, 1), "Warmth"), ("talk1", sentence(1, 11), "Warmth")]
    for document, words, code in moved:
        expected.subtract({(document, words, code): 1})
        expected[document, words, "Glow"] += 1
    assert hour.codings() == +expected
    hour.and_back()


def searching(hour, expected):
    """Every “day 5” of all documents is coded with Doubt, but for the second; in one document “calm” with Trust."""
    hour.terminal.send(F3)
    hour.terminal.read(0.3, at_most=0.6)
    hour.does("\x06", *"day 5", WAIT, F2, *"doubt", ENTER, WAIT, DOWN, " ", ENTER)
    expected["talk1", "day 5", "Doubt"] += 1
    expected["talk3", "day 5", "Doubt"] += 1
    assert hour.codings() == +expected
    hour.and_back()
    hour.does("/", *"calm", WAIT, ENTER, "a", *"trust", ENTER, WAIT, ENTER)
    expected["talk3", "calm", "Trust"] += 14
    assert hour.codings() == +expected
    assert [c.origin for c in hour.session.project.all_codings()].count("search") == 16
    hour.and_back()


def filtering(hour):
    """Hiding a code hides it from sight alone."""
    held = hour.codings()
    hour.terminal.seen = b""
    for key in ("f", " ", ENTER):
        hour.terminal.send(key)
        hour.terminal.read(0.3, at_most=0.6)
    assert hour.terminal.shows("hidden")
    assert hour.codings() == held


def everything_undone(hour):
    """Undoing until nothing of Ana's since the start is left brings the start back."""
    count = 0
    while records(hour.session.project) != records(hour.start):
        hour.does("u")
        count += 1
        assert count < 100
    assert count > 45
