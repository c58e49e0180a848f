"""`crosstab`, `frequencies`, `cooccur` and `speech`: what they show, where the rule goes, and what is refused."""

import csv
import json

import pytest

RULE = "Counted are codings; where two coders put a code on the same words, both count. A code’s numbers are its own, without those of the codes below it."


def test_a_cross_table_is_data_and_its_rule_is_talk(workbench, night):
    done = workbench("crosstab", "code", "document", "--csv")
    assert done.exit_code == 0, done.output
    assert list(csv.reader(done.stdout.splitlines())) == [
        ["code", "P01", "P02"],
        ["Roles", "0", "0"],
        ["Roles > Listener", "1", "0"],
        ["Roles > Companion", "0", "1"],
    ]
    assert done.stderr == f"{RULE} What only interviewers say is left out.\n"
    as_json = json.loads(workbench("crosstab", "coder", "speaker", "--json").stdout)
    assert as_json == [{"coder": "Ada", "P01": 1, "P02": 0}, {"coder": "Ben", "P01": 0, "P02": 1}]


def test_shares_of_words_are_numbers_in_every_form(workbench, night):
    as_json = json.loads(workbench("crosstab", "code", "speaker", "--count", "words", "--json").stdout)
    # 4 of the 23 words of P01, and 4 of the 8 of P02
    assert as_json[1:] == [
        {"code": "Roles > Listener", "P01": 17.4, "P02": 0.0},
        {"code": "Roles > Companion", "P01": 0.0, "P02": 50.0},
    ]
    shown = workbench("crosstab", "code", "speaker", "--count", "words").stdout.splitlines()
    assert shown[2].split() == ["Roles", ">", "Listener", "17.4", "0.0"]


def test_only_what_a_query_finds_is_counted(workbench, night):
    done = workbench("crosstab", "code", "document", "--where", "Listener", "--csv")
    assert done.exit_code == 0, done.output
    assert [row[1:] for row in csv.reader(done.stdout.splitlines())][1:] == [["0", "0"], ["1", "0"], ["0", "0"]]
    assert done.stderr.endswith("Only the codings that the query found are counted.\n")


def test_interviewers_are_counted_where_that_is_said(workbench, night):
    (night / "asked.csv").write_text("document,quote,code,coder\nP01,And then?,Listener,Ada\n", encoding="utf-8")
    assert workbench("codings", "import", "asked.csv").exit_code == 0
    without = json.loads(workbench("frequencies", "--json").stdout)
    assert without[1] == {"code": "Roles > Listener", "participants": 1, "extracts": 1, "codings": 1, "documents": 1}
    done = workbench("frequencies", "--interviewers", "--json")
    assert json.loads(done.stdout)[1]["codings"] == 2
    assert done.stderr.endswith("Interviewers’ speech is counted too.\n")


def test_codes_below_and_the_largest_rows(workbench, night):
    done = workbench("frequencies", "--below", "--top", "1", "--csv")
    assert list(csv.reader(done.stdout.splitlines())) == [
        ["code", "participants", "extracts", "codings", "documents"],
        ["Roles", "2", "2", "2", "2"],
    ]
    assert done.stderr.endswith("Only the row with the most participants is shown.\n")


def test_codes_that_overlap_or_share_a_turn(workbench, night):
    (night / "more.csv").write_text("document,quote,code,coder\nP01,took it.,Companion,Ada\n", encoding="utf-8")
    assert workbench("codings", "import", "more.csv").exit_code == 0
    done = workbench("cooccur", "--csv")
    assert list(csv.reader(done.stdout.splitlines())) == [
        ["code", "Listener", "Companion"],
        ["Listener", "", "1"],
        ["Companion", "1", ""],
    ]
    most = workbench("cooccur", "--turn", "--top", "3", "--json")
    assert json.loads(most.stdout) == [{"codes": "Listener + Companion", "times": 1}]
    assert "turns in which both codes have a coding" in most.stderr
    one = workbench("cooccur", "--code", "Listener", "--csv")
    assert one.stdout == "code,Listener\nListener,\n"


def test_speech_names_interviewers_apart(workbench, night):
    rows = json.loads(workbench("speech", "--json").stdout)
    assert [(row["speaker"], row["turns"], row["words"], row["coded words"]) for row in rows] == [
        ("P01", 2, 23, 4),
        ("P02", 1, 8, 4),
        ("INT (interviewer)", 3, 10, ""),
    ]


@pytest.mark.parametrize("suffix", ["csv", "md", "docx", "tex", "xlsx", "html"])
def test_a_table_goes_to_a_file_with_its_rule(workbench, night, suffix):
    words = ("crosstab", "code", "document", "--to", f"out/table.{suffix}")
    done = workbench(*words)
    assert (done.exit_code, done.stdout) == (0, f"out/table.{suffix}\n"), done.output
    data = (night / "out" / f"table.{suffix}").read_bytes()
    if suffix in {"md", "tex", "html"}:
        assert RULE in data.decode()
    if suffix == "csv":
        assert data.decode("utf-8-sig").startswith("Code,P01,P02\r\n")
    again = workbench(*words)
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
    assert workbench(*words, "--force").exit_code == 0
    assert (night / "out" / f"table.{suffix}").read_bytes() == data


def test_what_cannot_be_made_is_refused_in_a_sentence(workbench, night):
    for words, said in (
        ("crosstab mood code", "A table can’t have “mood” as its rows or columns. There are: code, theme, document,"),
        ("crosstab code case.age", "No participant of this study has an attribute “age”."),
        (
            "crosstab code document --count all",
            "“all” can’t be counted. These can: codings, extracts, participants, words.",
        ),
        ("crosstab code document --to a.pages", "A table can’t be written as “.pages”."),
        ("cooccur --code Nobody", "There is no code “Nobody” in this study."),
    ):
        done = workbench(*words.split())
        assert (done.exit_code != 0, done.stdout) == (True, "")
        assert said in done.stderr
