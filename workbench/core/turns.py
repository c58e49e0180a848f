"""How a transcript falls into turns: where labels such as `INT:` stand, who speaks, and who seems to ask.

The text itself is never changed; what belongs to no turn (titles, keywords, lists of speakers) stays outside all of
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.core.model import Transcript, Turn, transcript
from workbench.core.spans import Span, trimmed

PLAIN, ALONE, BOLD = "name: speech", "name and time on a line of their own", "**name:** speech"
UNLABELLED = "no labels"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GENERIC = _words(
    "p participant patient respondent interviewee client person speaker b r a u user teilnehmer teilnehmerin "
    "befragte befragter participante entrevistado entrevistada partecipante intervistato intervistata"
)
INTERVIEWERS = _words(
    "int interviewer interviewers interviewerin interviewende i iv q question researcher moderator moderatorin mod "
    "facilitator frage fragende fragender forscher forscherin entrevistador entrevistadora investigador "
    "investigadora moderadora moderador intervistatore intervistatrice ricercatore ricercatrice moderatore "
    "moderatrice enquêteur enquêtrice enquêteuse intervieweur intervieweuse chercheur chercheuse onderzoeker "
    "vragensteller badacz badaczka prowadzący prowadząca intervjuare forskare"
)
_HEADINGS = _words(
    "date datum fecha duration dauer duración durata durée length location place ort lieu lugar luogo file "
    "transcriber transcript transcription transkription recording recorded keywords speakers participants"
)
_NEVER = _HEADINGS | _words("time note notes nb ps summary http https ftp mailto www")
_LONGEST, _MOST_WORDS, _TOP, _WRAPPED = 40, 5, 1500, 120

# Every pattern has the groups (time before, label, time within, time after) and runs on the text with a line end put
# before it: a pattern that starts with that very sign is found five times faster than one that starts with ^.
_BLANKS = r"[^\S\n]*+"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,-]\d{1,3})?"
_STAMP = rf"\\?[\[(]#?({_CLOCK})#?\\?[\])]{_BLANKS}"
_ASIDE = r"(?:\([^()\n:]{1,20}\)[^\S\n]*+)?"
_AHEAD = rf"{_BLANKS}(?:{_STAMP})?"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    PLAIN: re.compile(
        rf"\n{_AHEAD}([^\W\d_][^\n\t:()\[\]<>*?!;=“”\"]{{0,{_LONGEST}}}+{_ASIDE})(?:{_STAMP})?:(?!//|\d\d){_AHEAD}"
    ),
    ALONE: re.compile(
        rf"\n(?=[^\n:]{{2,{_LONGEST + 8}}}+:\d\d[^\n]{{0,14}}+(?:\n|\Z))()([^\W\d_][^\n:]{{0,{_LONGEST}}}?)"
        rf"[^\S\n]++[\[(]?({_CLOCK})[\])]?{_BLANKS}(?=\n|\Z)()"
    ),
    BOLD: re.compile(
        rf"\n{_BLANKS}\*\*{_AHEAD}([^\W\d_][^\n*:()\[\]]{{0,{_LONGEST}}}+{_ASIDE})(?:{_STAMP})?"
        rf"(?::{_BLANKS}\*\*|\*\*{_BLANKS}:){_AHEAD}"
    ),
}
_CODED = re.compile(r"[^\W\d_]{1,3}\d{1,3}")
_PARTED, _LINE_END = re.compile(r"\n(?:[^\S\n]*+\n)++"), re.compile(r"\n")


class Reading(NamedTuple):
    """A transcript as it was read, and how: the layout, a sentence or two of explanation, and who speaks how often.

    `interviewers` are the labels of those who seem to ask the questions; `speakers` stand in the order in which they
    first speak.
    """

    transcript: Transcript
    layout: str
    explanation: str
    interviewers: frozenset[str]
    speakers: tuple[tuple[str, int], ...]


class _Mark(NamedTuple):
    opens: int
    ends: int
    label: str
    time: str


def read_turns(text: str, name: str = "") -> Reading:
    """The turns of a text (LF, NFC); `name` is its file's name, which is no speech where it stands as a title.

    A label must recur or be a well-known one, such as `INT` or `P04`; the layout with the most labels is the text's.
    A paragraph without a label continues the turn before it. Without labels each paragraph is a turn.
    """
    marks, layout, strays = _marks(text)
    if not marks:
        return _unlabelled(text, name)
    ends = [*(mark.opens for mark in marks[1:]), len(text)]
    found = [_turn(text, mark, end) for mark, end in zip(marks, ends, strict=True)]
    turns = tuple(turn for turn in found if turn.end > turn.start)
    speakers = Counter(turn.speaker for turn in turns)
    above = sum(1 for line in text[: marks[0].opens].split("\n") if line.strip())
    told = [_labels_told(layout, speakers) + _title_told(above), _left_told(len(found) - len(turns), strays)]
    explanation = " ".join(f"{sentence}." for sentence in told if sentence)
    asking = _interviewers(text, turns, speakers)
    return Reading(transcript(text, turns), layout, explanation, asking, tuple(speakers.items()))


def shared_interviewers(readings: Sequence[Reading]) -> frozenset[str]:
    """The labels that ask the questions throughout a set of files: known only when all of them are seen together.

    Such a label is a name (not `Speaker 1`), stands in three files at least and in most of all, and the labels beside
    it change from file to file.
    """
    files = [frozenset(label for label, _ in reading.speakers if label) for reading in readings]
    seen = Counter(label for labels in files for label in labels)
    often = {
        label for label, times in seen.items() if times >= 3 and times * 2 > len(files) and _word(label) not in GENERIC
    }
    return frozenset(label for label in often if _beside(label, files, often) * 2 > seen[label])


def _beside(label: str, files: Sequence[frozenset[str]], often: set[str]) -> int:
    return len(frozenset().union(*(labels for labels in files if label in labels)) - often)


# -- finding labels ---------------------------------------------------------------------------------------------------


def _marks(text: str) -> tuple[list[_Mark], str, list[str]]:
    """The labels of the layout that has the most, that layout, and what looked like a label but was not taken."""
    best: tuple[list[_Mark], str, list[str]] = ([], UNLABELLED, [])
    hay = "\n" + text
    for layout, pattern in _PATTERNS.items():
        every = [_mark(found) for found in pattern.finditer(hay)]
        kept = _recurring(text, every, layout) if every else []
        if len(kept) > len(best[0]):
            labels = {mark.label for mark in kept}
            inside = (mark.label for mark in every if mark.opens > kept[0].opens and mark.label not in labels)
            best = (kept, layout, list(dict.fromkeys(inside)))
    return best


def _mark(found: re.Match[str]) -> _Mark:
    before, label, within, after = found.groups()
    return _Mark(found.start(), found.end() - 1, " ".join(label.split()), before or within or after or "")


def _recurring(text: str, marks: Sequence[_Mark], layout: str) -> list[_Mark]:
    """The marks whose labels are speakers, or none if they are too few to be a layout at all."""
    below = _header(text, marks)
    counts = Counter(mark.label for mark in marks if mark.opens >= below and _may_speak(mark.label))
    often = {label for label, times in counts.items() if times > 1}
    taken = {label for label in counts if label in often or _counts_once(label, often, layout)}
    kept = [mark for mark in marks if mark.opens >= below and mark.label in taken]
    first = next((place for place, mark in enumerate(kept) if mark.label in often), 0)
    kept = [mark for place, mark in enumerate(kept) if place >= first or _opening(text, mark, often)]
    labels = {mark.label for mark in kept}
    if len(labels) < 2 and len(kept) < 3:
        return []
    if not often:
        only_asking = all(_word(label) in INTERVIEWERS for label in labels)
        return [] if only_asking or _only_a_header(text, kept) else kept
    sure = layout != PLAIN or any(_known(label) for label in labels)
    return kept if sure or len(kept) * 8 >= text.count("\n\n") else []


def _header(text: str, marks: Sequence[_Mark]) -> int:
    """Where the text begins below lines such as `Date: 3 May`: they make the block they stand in a header."""
    end = 0
    for mark in marks:
        if mark.opens > _TOP or _says_much(text, mark):
            break
        if not _HEADINGS.isdisjoint(mark.label.casefold().split()):
            end = max(end, text.find("\n\n", mark.ends))
    return end


def _only_a_header(text: str, marks: Sequence[_Mark]) -> bool:
    block_ends = text.find("\n\n", marks[0].opens)
    return block_ends > marks[-1].opens and bool(text[block_ends:].strip())


def _may_speak(label: str) -> bool:
    return len(label) <= _LONGEST and label.count(" ") < _MOST_WORDS and label.casefold() not in _NEVER


def _counts_once(label: str, often: set[str], layout: str) -> bool:
    """True if a label is believed though it stands only once: bold, well-known, or the long form of initials."""
    return (layout == BOLD and bool(often)) or _known(label) or _initials(label) in often


def _opening(text: str, mark: _Mark, often: set[str]) -> bool:
    """True if a label above all recurring ones opens the talk, and not a line of a header."""
    return _initials(mark.label) in often or _says_much(text, mark)


def _says_much(text: str, mark: _Mark) -> bool:
    line = text[mark.ends : _line_end(text, mark.ends)]
    return "?" in line or len(line.split()) > 7


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _initials(label: str) -> str:
    words = label.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _word(label: str) -> str:
    """A label without the numbers and points that tell people of one kind apart: `speaker` for `Speaker 2:`."""
    return label.casefold().rstrip("0123456789 .#_-").lstrip("#")


def _known(label: str) -> bool:
    word = _word(label)
    return (
        word in INTERVIEWERS
        or (word in GENERIC and (len(word) > 1 or word == "p"))
        or _CODED.fullmatch(label) is not None
    )


# -- making turns -----------------------------------------------------------------------------------------------------


def _turn(text: str, mark: _Mark, end: int) -> Turn:
    start, end = trimmed(text, Span(mark.ends, end))
    return Turn(mark.opens, start, end, mark.label, mark.time)


def _unlabelled(text: str, name: str) -> Reading:
    below = _below_title(text, name)
    turns = tuple(Turn(span.start, *span) for span in _paragraphs(text, below) if span.length)
    share = "the paragraph is a turn" if len(turns) == 1 else f"each of {len(turns)} paragraphs is a turn"
    explanation = f"No speaker’s label recurs, so {share} without a speaker{_title_told(int(below > 0))}."
    speakers = (("", len(turns)),) if turns else ()
    return Reading(transcript(text, turns), UNLABELLED, explanation, frozenset(), speakers)


def _below_title(text: str, name: str) -> int:
    """Where the text begins below a first line that is a heading or the file's name, or 0."""
    start, _ = trimmed(text, Span(0, len(text)))
    end = _line_end(text, start)
    line = text[start:end].rstrip()
    titled = line.startswith("#") or (line and line in {name, name.rsplit(".", 1)[0]})
    return end if titled and text[end:].strip() else 0


def _paragraphs(text: str, below: int) -> Iterator[Span]:
    """The blocks between blank lines; in a text without any, as Word gives it, each line if some are long."""
    parting = _PARTED
    if not _PARTED.search(text.strip()) and max(map(len, text.split("\n"))) > _WRAPPED:
        parting = _LINE_END
    start = below
    for found in parting.finditer(text, below):
        yield trimmed(text, Span(start, found.start()))
        start = found.end()
    yield trimmed(text, Span(start, len(text)))


# -- who asks, and how it was told -------------------------------------------------------------------------------------


def _interviewers(text: str, turns: Sequence[Turn], speakers: Mapping[str, int]) -> frozenset[str]:
    """The labels that say so; else the one speaker who asks clearly more than any other; else none.

    Clearly more: a question mark in two fifths of the turns at least, three turns at least, and in a share of them
    half as large again as that of the next.
    """
    named = frozenset(label for label in speakers if _word(label) in INTERVIEWERS)
    if named or len(speakers) < 2:
        return named
    asking = Counter(turn.speaker for turn in turns if text.find("?", turn.start, turn.end) >= 0)
    shares = sorted(((asking[label] / times, label) for label, times in speakers.items()), reverse=True)
    (first, label), (second, _) = shares[:2]
    clear = asking[label] >= 3 and first >= 0.4 and first >= 1.5 * second
    return frozenset([label]) if clear else frozenset()


def _labels_told(layout: str, speakers: Counter[str]) -> str:
    if not speakers:
        return "Labels of speakers stand here, but no words beside them"
    sign = {PLAIN: "“{}:”", ALONE: "“{}”", BOLD: "“**{}:**”"}[layout]
    often = {label for label, _ in speakers.most_common(2)}
    names = " and ".join(sign.format(label) for label in speakers if label in often)
    times = " and ".join(str(count) for label, count in speakers.items() if label in often)
    where = f"stand with a time on {times} lines of their own" if layout == ALONE else f"start {times} lines"
    others = len(speakers) - 2
    more = f", and {others} more label{_s(others)} the others" if others > 0 else ""
    return f"Labels such as {names} {where}{more}"


def _title_told(lines: int) -> str:
    if not lines:
        return ""
    return f"; {lines} lines before the first are a title, not turns" if lines > 1 else "; the line above is a title"


def _left_told(empty: int, strays: Sequence[str]) -> str:
    some = " and ".join(f"“{label}:”" for label in strays[:2])
    told = [f"{empty} label{_s(empty)} without words {'was' if empty == 1 else 'were'} left out"] if empty else []
    told += [f"{some} did not count as a label, standing too rarely"] if strays else []
    return "; ".join(told)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
