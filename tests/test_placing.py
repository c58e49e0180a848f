"""Where quotes are put: codings from tables, quotes of themes from YAML, and what is said when it is not certain."""

import os

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.spans import Span
from workbench.session import Session
from workbench.tasks.codings import when

NEVER = "I would never tell my doctor that I felt safe with it, because it judged me all the time."
SIMILAR = "I would tell my doctor that I felt safe with it, because it judged me all the time."
TALK = f"INT: How was it there?\n\nP1: Yes. Well. {NEVER}\n\nINT: And then?\n\nP1: Yes. Nothing.\n"
FIRST, SECOND = TALK.index("Yes."), TALK.rindex("Yes.")


def session_of(folder, coder="Ana"):
    """A study with one interview and the codes Heard and Safe."""
    session = Session.create(Settings(folder / "study", coder))
    tasks.import_transcripts(session, [write(folder, "P1.txt", TALK)])
    tasks.import_codebook(session, write(folder, "book.csv", "code\nHeard\nSafe\n"))
    return session


def write(folder, name, words):
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


@pytest.fixture
def session(tmp_path):
    with session_of(tmp_path) as opened:
        yield opened


def code(session, start, words="Yes.", name="Heard"):
    """Codes the words at a place, and gives the coding's id."""
    document = session.project.library[0].id
    span = Span(start, start + len(words))
    session.do(edits.apply_code(session.project, document, span, session.project.code_named(name).id, session.stamp()))
    return max(session.project.all_codings(), key=lambda coding: coding.number).id


def theme(session, name, *quotes, summary="as it was"):
    session.do(edits.add_theme(session.project, edits.ThemeDraft(name, summary, (), quotes), session.stamp()))


def told(problems):
    return [str(problem) for problem in problems]


def quotes_of(session, name):
    return session.project.theme_named(name).quotes


# -- codings --------------------------------------------------------------------------------------------------------------


def test_a_coding_of_a_table_that_is_placed_by_similarity_is_told_with_the_words_found(session, tmp_path):
    table = f'document,quote,code\nP1,"{SIMILAR}",Safe\nP1,"{NEVER}",Heard\n'
    found = tasks.import_codings(session, write(tmp_path, "c.csv", table))
    assert (found.number, found.problems) == (2, ())
    assert told(found.notes) == [f"c.csv, row 2: placed by similarity (92 of 100) on: “{NEVER}”"]


def test_a_single_quote_that_is_merely_similar_is_refused_with_the_words_and_the_score(session):
    with pytest.raises(Refused) as error:
        tasks.code_quote(session, "P1", SIMILAR, ["Safe"])
    assert str(error.value) == (
        "The quote “I would tell my doctor that …” does not stand in the document word for word. "
        f"If you mean this (92 of 100), give it exactly: “{NEVER}”"
    )
    assert not list(session.project.all_codings())
    assert tasks.code_quote(session, "P1", NEVER.replace(" ", "  "), ["Safe"]).label == "Coded P1 with “Safe”"


@pytest.mark.parametrize("far", ["9" * 5000, "9" * 9, str(len(TALK) + 1)])
def test_a_place_beyond_the_text_is_a_problem_however_long_its_number(session, tmp_path, far):
    found = tasks.import_codings(session, write(tmp_path, "c.csv", f"document,code,start,end\nP1,Heard,3,{far}\n"))
    assert told(found.problems) == [
        f"c.csv, row 2: Characters 3 to {far[:12]} are not in the document, which has {len(TALK)}."
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("2021-12-12 21:50:53", "2021-12-12T21:50:53Z"),
        (" 2021-12-12T21:50:53Z ", "2021-12-12T21:50:53Z"),
        ("2021-12-12T21:50:53.123456", "2021-12-12T21:50:53Z"),
        ("2021-12-12T21:50:53+02:00", "2021-12-12T19:50:53Z"),
        ("2021-12-12 21:50:53 -0530", "2021-12-13T03:20:53Z"),
        ("2021-12-12 21:50 UTC", "2021-12-12T21:50:00Z"),
        ("2021-12-12", "2021-12-12T00:00:00Z"),
    ],
)
def test_a_time_is_kept_in_utc_whatever_its_dress(written, kept):
    assert when(written) == kept


@pytest.mark.parametrize("written", ["yesterday", "12/12/2021", "2021-13-01", "0001-01-01T00:00:00+10:00", "9" * 5000])
def test_a_row_whose_time_is_none_is_listed_and_left_out(session, tmp_path, written):
    table = f"document,quote,code,created\nP1,Well.,Heard,{written}\nP1,Nothing.,Heard,2021-12-12\n"
    found = tasks.import_codings(session, write(tmp_path, "c.csv", table))
    assert found.number == 1
    assert [problem.where for problem in found.problems] == ["c.csv, row 2"]
    assert found.problems[0].message.endswith("is no time that is known here. Write it as 2021-12-31 18:30:00.")
    assert len(found.problems[0].message) < 300
    assert [coding.at for coding in session.project.all_codings()] == ["2021-12-12T00:00:00Z"]


def test_where_nothing_is_new_the_problems_are_told_all_the_same(session, tmp_path):
    code(session, SECOND)
    table = f"document,quote,code,start,end\nP1,Yes.,Heard,{SECOND},{SECOND + 4}\nP9,Yes.,Heard,,\n"
    found = tasks.import_codings(session, write(tmp_path, "c.csv", table))
    assert found.step is None
    assert told(found.problems)[0] == "c.csv, row 3: There is no document “P9” in this study."
    assert told(found.problems)[1].startswith("c.csv: There is no new coding in this table.")


def test_an_exported_coding_of_150_000_signs_is_read_again(session, tmp_path):
    talk = f"INT: Why?\n\nP2: {'word ' * 40_000}\n\nINT: Really?\n\nP2: Other.\n"
    tasks.import_transcripts(session, [write(tmp_path, "P2.txt", talk)])
    document = session.project.document_named("P2").id
    heard = session.project.code_named("Heard").id
    session.do(edits.apply_code(session.project, document, Span(15, 150_014), heard, session.stamp()))
    table = tasks.export_codings(session, tmp_path / "out.csv").path
    session.undo()
    assert tasks.import_codings(session, table).number == 1
    assert [coding.span for coding in session.project.all_codings()] == [Span(15, 150_014)]


# -- odd bytes ------------------------------------------------------------------------------------------------------------


def test_a_file_name_that_is_no_utf_8_is_a_problem_and_stops_nothing_else(session, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    odd = os.fsencode(folder) + b"/P\xff.txt"
    try:
        with open(odd, "wb") as file:  # noqa: PTH123
            file.write(TALK.replace("Yes", "No").encode())
    except OSError:
        pytest.skip("this file system takes no such names")
    write(folder, "P3.txt", TALK.replace("Yes", "Perhaps"))
    found = tasks.import_transcripts(session, [folder])
    assert [file.name for file in found.files] == ["P3.txt"]
    assert told(found.problems) == ["P\ufffd.txt: The file's name is not in UTF-8; give it another name."]


def test_a_table_with_an_odd_name_comes_in_and_the_history_can_tell_of_it(session, tmp_path):
    path = tmp_path / os.fsdecode(b"c\xff.csv")
    try:
        path.write_text("document,quote,code\nP1,Well.,Heard\nP1,Well?,Heard\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    found = tasks.import_codings(session, path)
    assert found.step.label == "Imported 1 coding from c\ufffd.csv"
    assert found.problems[0].where == "c\ufffd.csv, row 3"


def test_bytes_that_are_no_signs_are_counted_in_a_note_and_the_file_comes_in(session, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes(b"INT: Caf\xe9 \x81\x8d hier?\nP1: Na\xefve.\nINT: \xe9t\xe9?\nP1: Fine.\n")
    found = tasks.import_transcripts(session, [path])
    assert (found.number, found.problems) == (1, ())
    assert told(found.notes) == [
        "odd.txt: 2 signs could not be read and stand as “\ufffd”; look at it, or save it as UTF-8."
    ]
    table = tmp_path / "cases.csv"
    table.write_bytes(b"case,town\nP1,Caf\xe9 \x81\n")
    assert told(tasks.import_cases(session, table).notes) == [
        "cases.csv: 1 sign could not be read and stands as “\ufffd”; look at it, or save it as UTF-8."
    ]
    assert tasks.import_cases(session, write(tmp_path, "two.csv", "case,town\nP1,Cork\n")).notes == ()


# -- themes ---------------------------------------------------------------------------------------------------------------


def test_an_exported_theme_names_each_quotes_place_and_coder_and_comes_back_as_it_was(session, tmp_path):
    first, second = code(session, FIRST), code(session, SECOND)
    theme(session, "Yes", second, first)
    path = tasks.export_themes(session, tmp_path / "t.yaml").path
    text = path.read_text(encoding="utf-8")
    assert (
        f"quote: Yes.\n        code: Heard\n        coder: Ana\n        start: {SECOND}\n        end: {SECOND + 4}\n"
        in text
    )
    with pytest.raises(Refused, match="stand like this already"):
        tasks.import_themes(session, path)
    path.write_text(text.replace("as it was", "better"), encoding="utf-8")
    assert tasks.import_themes(session, path).problems == ()
    assert session.project.theme_named("Yes").summary == "better"
    assert quotes_of(session, "Yes") == (second, first)


def test_without_places_in_the_file_a_theme_keeps_its_present_quotes(session, tmp_path):
    first, second = code(session, FIRST), code(session, SECOND)
    theme(session, "Yes", second, first)
    theme(session, "Once", second)
    entry = "      - {document: P1, quote: Yes.}\n"
    text = f"themes:\n  - name: Yes\n    summary: new\n    quotes:\n{entry * 2}  - name: Once\n    quotes:\n{entry}"
    found = tasks.import_themes(session, write(tmp_path, "t.yaml", text))
    assert found.problems == ()
    assert set(quotes_of(session, "Yes")) == {first, second}
    assert quotes_of(session, "Once") == (second,)


def test_words_that_stand_twice_mean_the_place_that_is_coded_like_this(session, tmp_path):
    code(session, FIRST, name="Safe")
    second = code(session, SECOND)
    text = "themes:\n  - name: T\n    quotes:\n      - {document: P1, quote: Yes., code: Heard}\n"
    assert tasks.import_themes(session, write(tmp_path, "t.yaml", text)).problems == ()
    assert quotes_of(session, "T") == (second,)
    code(session, FIRST)
    found = tasks.import_themes(session, write(tmp_path, "u.yaml", text.replace("name: T", "name: U")))
    assert told(found.problems) == [
        "theme “U”: “Yes. …” is coded like this 2 times in P1.txt. Give start and end, as theme export does."
    ]


def test_a_quote_is_the_coding_of_the_coder_who_is_named(tmp_path):
    with session_of(tmp_path) as ana:
        code(ana, FIRST)
        with Session.open(Settings(tmp_path / "study", "Bea")) as bea:
            beas = code(bea, FIRST)
            theme(bea, "T", beas)
            path = tasks.export_themes(bea, tmp_path / "t.yaml").path
        ana.catch_up()
        text = path.read_text(encoding="utf-8")
        tasks.import_themes(ana, write(tmp_path, "u.yaml", text.replace("name: T", "name: U")))
        assert quotes_of(ana, "U") == (beas,)
        found = tasks.import_themes(
            ana, write(tmp_path, "v.yaml", text.replace("Bea", "Cem").replace("name: T", "name: V"))
        )
        assert told(found.problems) == [
            "theme “V”: “Yes. …” in P1.txt is not coded like this by Cem. Code it first, or leave it out."
        ]


def test_a_known_theme_stays_as_it_is_if_a_part_is_not_found_and_a_new_one_comes_in_with_the_rest(session, tmp_path):
    first = code(session, FIRST)
    theme(session, "Known", first)
    entry = (
        "    summary: new\n    codes: [Heard, Nowhere]\n    quotes:\n"
        f"      - {{document: P1, quote: Yes., start: {FIRST}, end: {FIRST + 4}}}\n"
        f'      - {{document: P1, quote: "{SIMILAR}"}}\n'
    )
    text = f"themes:\n  - name: known\n{entry}  - name: New\n{entry}"
    found = tasks.import_themes(session, write(tmp_path, "t.yaml", text))
    parts = ["There is no code “Nowhere” in this study.", f"does not stand in the document word for word. If you mean this (92 of 100), give it exactly: “{NEVER}”"]  # fmt: skip
    assert [problem.where for problem in found.problems] == ["theme “known”"] * 3 + ["theme “New”"] * 2
    for problem, end in zip(
        found.problems,
        [*parts, "It stays as it is, since 2 parts of it in the file could not be found.", *parts],
        strict=True,
    ):
        assert problem.message.endswith(end)
    assert found.number == 1
    known = session.project.theme_named("Known")
    assert (known.summary, known.quotes) == ("as it was", (first,))
    assert (session.project.theme_named("New").summary, quotes_of(session, "New")) == ("new", (first,))


def test_where_no_theme_comes_in_the_problems_say_why(session, tmp_path):
    theme(session, "Known")
    text = "themes:\n  - name: Known\n    summary: new\n    codes: [Nowhere]\n"
    found = tasks.import_themes(session, write(tmp_path, "t.yaml", text))
    assert (found.step, found.number, len(found.problems)) == (None, 0, 2)
    text += "  - name: Same\n    summary: as it was\n"
    theme(session, "Same")
    found = tasks.import_themes(session, write(tmp_path, "t.yaml", text))
    assert told(found.problems)[-1] == "t.yaml: The themes stand like this already."


def test_a_quote_of_nowhere_is_missing(session):
    with pytest.raises(Missing, match="is not in the document"):
        tasks.code_quote(session, "P1", "nowhere to be found", ["Heard"])
