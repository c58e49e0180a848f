import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.language import guess_language
from workbench.core.turns import Reading, read_turns, shared_interviewers

PLAIN = """Interview P04
All invented.

INT: When did you last use it?

P04: Last night. It’s always the bus.

I get in, I sit on the left.

INT: And what did you write?
P04: Less than I meant to.
"""
PLAIN_TIMED = """Interview P04
All invented.

INT (00:03): When did you last use it?

P04 (00:09): Last night. It’s always the bus.

I get in, I sit on the left.

INT (00:22): And what did you write?
P04 (01:00:05):
Less than I meant to.
"""
TIME_FIRST = PLAIN_TIMED.replace("INT (00:03):", "[00:03] INT:").replace("P04 (00:09):", "[00:09] P04:")
OTTER = """Interview P04
SUMMARY KEYWORDS
bus, phone, night
SPEAKERS
INT, P04

INT  00:03
When did you last use it?

P04 00:09
Last night. It’s always the bus.

I get in, I sit on the left.

INT  00:22
And what did you write?

P04  1:00:05
Less than I meant to.
"""
MARKDOWN = """# Interview P04
All invented.

**INT:** When did you last use it?

**P04:** \\[00:09\\] Last night. It’s always the bus.

I get in, I sit on the left.

**INT**: And what did you write?

**P04:** Less than I meant to.
"""
SPOKEN = [
    ("INT", "When did you last use it?"),
    ("P04", "Last night. It’s always the bus.\n\nI get in, I sit on the left."),
    ("INT", "And what did you write?"),
    ("P04", "Less than I meant to."),
]


def spoken(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.span.of(reading.transcript.text)) for turn in reading.transcript.turns]


def times(reading: Reading) -> list[str]:
    return [turn.time for turn in reading.transcript.turns]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (PLAIN, "name: speech"),
        (PLAIN_TIMED, "name: speech"),
        (TIME_FIRST, "name: speech"),
        (OTTER, "name and time on a line of their own"),
        (MARKDOWN, "**name:** speech"),
    ],
)
def test_one_interview_reads_to_the_same_turns_in_every_layout(text, layout):
    reading = read_turns(text)
    assert reading.layout == layout
    assert spoken(reading) == SPOKEN
    assert reading.speakers == (("INT", 2), ("P04", 2))
    assert reading.interviewers == {"INT"}


def test_the_text_is_kept_whole():
    assert read_turns(PLAIN).transcript.text == PLAIN


def test_a_label_is_the_stretch_between_opening_and_speech():
    turns = read_turns(PLAIN_TIMED).transcript.turns
    assert [PLAIN_TIMED[turn.opens : turn.start] for turn in turns] == [
        "INT (00:03): ",
        "P04 (00:09): ",
        "INT (00:22): ",
        "P04 (01:00:05):\n",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PLAIN, ["", "", "", ""]),
        (PLAIN_TIMED, ["00:03", "00:09", "00:22", "01:00:05"]),
        (TIME_FIRST, ["00:03", "00:09", "00:22", "01:00:05"]),
        (OTTER, ["00:03", "00:09", "00:22", "1:00:05"]),
        (MARKDOWN, ["", "00:09", "", ""]),
    ],
)
def test_times_are_kept_as_they_are_written(text, found):
    assert times(read_turns(text)) == found


def test_the_guess_is_told_in_words():
    assert read_turns(PLAIN).explanation == (
        "Labels such as “INT:” and “P04:” start 2 and 2 lines; 2 lines before the first are a title, not turns."
    )
    assert read_turns(OTTER).explanation == (
        "Labels such as “INT” and “P04” stand with a time on 2 and 2 lines of their own; "
        "5 lines before the first are a title, not turns."
    )


def test_names_may_hold_commas_and_full_stops():
    text = "**Dr. Ana B. Ruiz, Psy.D:** Why?\n\n**Tom O’Neill-Hart:** Why not.\n\n" * 2
    assert dict(read_turns(text).speakers) == {"Dr. Ana B. Ruiz, Psy.D": 2, "Tom O’Neill-Hart": 2}


@pytest.mark.parametrize("line", ["17:30 we left", "Note: she laughs", "https://example.org", "And then: nothing"])
def test_what_looks_like_a_label_once_stays_speech(line):
    text = f"INT: Go on?\nP1: Well.\n{line}\nINT: Yes?\nP1: Done."
    assert spoken(read_turns(text))[1] == ("P1", f"Well.\n{line}")


def test_a_label_that_stands_too_rarely_is_named():
    text = "INT: Go on?\nP1: Well.\nNurse: Tea?\nINT: Yes?\nP1: Done."
    assert read_turns(text).explanation == (
        "Labels such as “INT:” and “P1:” start 2 and 2 lines. “Nurse:” did not count as a label, standing too rarely."
    )


def test_a_numbered_participant_who_speaks_once_is_a_speaker():
    text = "MOD: Who starts?\nP1: I do.\nP2: Fine.\nMOD: And you?\nP1: I’m done."
    assert read_turns(text).speakers == (("MOD", 2), ("P1", 2), ("P2", 1))


def test_a_full_name_counts_once_where_its_initials_follow():
    text = "Rebecca Scofield: Ready?\nAB: Yes.\nRS: Good.\nAB: Fine.\nRS: Go on."
    assert read_turns(text).speakers == (("Rebecca Scofield", 1), ("AB", 2), ("RS", 2))


def test_sentences_with_a_colon_are_no_labels_in_a_long_story():
    paragraphs = [f"On day {number} we went out and saw the sea again." for number in range(40)]
    text = "\n\n".join([*paragraphs, "She said: no.", "She said: never.", "He said: yes.", "He said: ever."])
    assert read_turns(text).layout == "no labels"


def test_a_header_is_no_turn_even_if_it_uses_the_labels():
    text = "Interviewer: Ana\nParticipant: P03\nDate: 3 May\n\nInterviewer: Shall we?\n\nParticipant: Yes.\n\n"
    text += "Interviewer: How was it?\n\nParticipant: Long."
    assert spoken(read_turns(text)) == [
        ("Interviewer", "Shall we?"),
        ("Participant", "Yes."),
        ("Interviewer", "How was it?"),
        ("Participant", "Long."),
    ]


def test_a_header_alone_makes_no_labels():
    text = "Interviewer: Ana\nParticipant: P03\n\nI grew up by the sea.\n\nThen I moved."
    assert spoken(read_turns(text)) == [
        ("", "Interviewer: Ana\nParticipant: P03"),
        ("", "I grew up by the sea."),
        ("", "Then I moved."),
    ]


def test_two_turns_with_well_known_labels_are_enough():
    assert spoken(read_turns("INT: How?\n\nP01: So.")) == [("INT", "How?"), ("P01", "So.")]


def test_questions_in_a_questionnaire_are_no_speakers():
    assert read_turns("Q1: How was it?\n\nFine.\n\nQ2: And then?\n\nNothing.").layout == "no labels"


def test_without_labels_each_paragraph_is_a_turn():
    reading = read_turns("I grew up by the sea.\nIt was cold.\n \nThen I moved.\n")
    assert spoken(reading) == [("", "I grew up by the sea.\nIt was cold."), ("", "Then I moved.")]
    assert reading.layout == "no labels"
    assert reading.explanation == "No speaker’s label recurs, so each of 2 paragraphs is a turn without a speaker."
    assert reading.interviewers == frozenset()


def test_long_lines_without_blank_ones_are_paragraphs():
    first, second = "I grew up by the sea. " * 8, "Then I moved. " * 9
    assert spoken(read_turns(f"{first}\n{second}")) == [("", first.strip()), ("", second.strip())]


def test_the_name_of_the_file_above_a_text_without_labels_is_a_title():
    text = "\nBSR04_removed\n\nThis transcript has been removed."
    assert spoken(read_turns(text, "BSR04_removed.docx")) == [("", "This transcript has been removed.")]


def test_a_label_without_words_is_no_turn_and_is_told():
    reading = read_turns("INT: Ready?\nP1:\nINT: Hello?\nP1: Yes.")
    assert spoken(reading) == [("INT", "Ready?"), ("INT", "Hello?"), ("P1", "Yes.")]
    assert reading.explanation.endswith(" 1 label without words was left out.")


@pytest.mark.parametrize("text", ["", "\n\n", "INT:\nP1:\nINT:\nP1:"])
def test_a_text_without_words_has_no_turns(text):
    assert read_turns(text).transcript.turns == ()


@pytest.mark.parametrize(
    ("labels", "asking"),
    [
        (("I", "B"), {"I"}),
        (("Entrevistadora", "P08"), {"Entrevistadora"}),
        (("MOD", "P1"), {"MOD"}),
        (("Ana", "Tom"), {"Ana"}),
    ],
)
def test_who_asks_is_known_by_the_label_or_by_the_questions(labels, asking):
    text = "".join(f"{labels[0]}: And so {number}?\n{labels[1]}: Yes.\n" for number in range(4))
    assert read_turns(text).interviewers == asking


def test_nobody_asks_where_both_ask():
    assert read_turns("Ana: And so?\nTom: What?\n" * 4).interviewers == frozenset()


def interview(*labels: str) -> Reading:
    return read_turns("".join(f"{label}: Words.\n" for label in labels) * 3)


def test_a_name_that_stays_while_the_others_change_is_an_interviewer():
    readings = [interview("Sara M", "Tom"), interview("Sara M", "Ida"), interview("Sara M", "Ben"), interview("", "")]
    assert shared_interviewers(readings) == {"Sara M"}


@pytest.mark.parametrize(
    "files",
    [
        [("D", "P")] * 4,
        [("Speaker 1", "Tom"), ("Speaker 1", "Ida"), ("Speaker 1", "Ben")],
        [("Sara M", "Tom"), ("Sara M", "Ida")],
    ],
)
def test_nobody_is_shared_where_labels_are_general_or_files_few(files):
    assert shared_interviewers([interview(*labels) for labels in files]) == frozenset()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I think that you know what they have, and the rest of it would be about this.", "en"),
        ("Also ich habe das nicht gewusst, aber wir haben auch eine Frage, und der Rest ist für den Tag.", "de"),
        ("Pero yo no lo sé, porque los días están muy bien y las cosas como más claras.", "es"),
        ("Je ne sais pas, mais les gens que vous voyez dans une ville, et pour la suite aussi.", "fr"),
        ("Non lo so perché gli altri sono anche più della metà, che poi di questo si parla con una.", "it"),
        ("Não sei, mas eu também acho muito bom, você vê os dias com uma pessoa e isso foi para ele.", "pt"),
        ("Ik weet het niet, maar je kan ook met een van de andere dat voor mij, en wat naar huis.", "nl"),
        ("Nie wiem, ale tak jest, że się na to nie patrzy, czy też jak co dla mnie.", "pl"),
        ("Jag vet inte, men det är som att vi har en på jobbet och den var med för till.", "sv"),
        ("Yeah, um", ""),
        ("", ""),
    ],
)
def test_the_language_is_guessed_by_little_words_or_not_at_all(text, code):
    assert guess_language(text) == code


lines = st.lists(
    st.sampled_from(
        ["INT: Why?", "P01:", "P01: So.", "", "  ", "words here", "Ana  00:12", "**Tom:** Yes", "# A", "é\t"]
    )
    | st.text(alphabet="aB1 :*[]()\t.?\\", max_size=20)
)


@given(lines)
def test_turns_stand_in_order_and_never_overlap_or_hold_blanks_at_their_ends(parts):
    text = "\n".join(parts)
    end = 0
    for turn in read_turns(text).transcript.turns:
        words = turn.span.of(text)
        assert end <= turn.opens <= turn.start < turn.end <= len(text)
        assert words == words.strip()
        end = turn.end


@pytest.mark.corpora
def test_mannheimers_interviews_have_two_speakers_each_and_her_stubs_none(corpora):
    from workbench.formats import word_in

    paths = sorted((corpora / "transcripts" / "mannheimer").glob("*.docx"))
    readings = {path.name: read_turns(word_in.read(path.read_bytes()).text, path.name) for path in paths}
    stubs = {name: reading for name, reading in readings.items() if "removed" in name}
    interviews = {name: reading for name, reading in readings.items() if name not in stubs}
    assert (len(interviews), len(stubs)) == (28, 2)
    assert {len(reading.speakers) for reading in interviews.values()} == {2}
    assert {reading.layout for reading in interviews.values()} == {"name and time on a line of their own"}
    assert {reading.speakers for reading in stubs.values()} == {(("", 1),)}
    assert shared_interviewers(list(readings.values())) == {"Sara Mannheimer"}
    for reading in interviews.values():
        alone = re.findall(r"(?m)^\S.{1,30} (?:\d:)?\d\d:\d\d *$", reading.transcript.text)
        assert len(reading.transcript.turns) == len(alone)
        first = reading.transcript.turns[0]
        above = reading.transcript.text[: first.opens]
        assert "SUMMARY KEYWORDS" in above
        assert "SPEAKERS" in above
        assert not any("KEYWORDS" in turn.span.of(reading.transcript.text) for turn in reading.transcript.turns)


@pytest.mark.corpora
def test_the_simulated_consultations_have_a_turn_for_each_line_that_starts_with_d_or_p(corpora):
    from workbench.formats import text as plain

    paths = sorted((corpora / "transcripts" / "osce_fareez").glob("*.txt"))
    assert len(paths) == 13
    for path in paths:
        text = plain.read(path.read_bytes()).text
        counts = Counter(line[0] for line in text.splitlines() if line[:2] in {"D:", "P:"} and line[2:].strip())
        reading = read_turns(text, path.name)
        assert dict(reading.speakers) == {"D": counts["D"], "P": counts["P"]}
        assert reading.interviewers == {"D"}


@pytest.mark.corpora
def test_the_podcasts_have_a_turn_for_each_bold_name_with_words(corpora):
    from workbench.formats import text as plain

    paths = sorted((corpora / "transcripts" / "changelog_md").glob("*.md"))
    assert len(paths) == 5
    for path in paths:
        raw = path.read_text(encoding="utf-8")
        counts = Counter(re.findall(r"(?m)^\*\*([^*]+):\*\*[ ]*+(?:\\\[[\d:.]+\\\])?+[ ]*+\S", raw))
        assert dict(read_turns(plain.read_markdown(path.read_bytes()).text).speakers) == dict(counts)
