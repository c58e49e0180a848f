"""Searching and coding what was found, from the command line."""

import json

from workbench.config import Settings
from workbench.session import Session


def test_find_shows_the_words_with_what_stands_around_them(workbench, night):
    found = json.loads(workbench("find", "nobody", "--json").stdout)
    assert found == [
        {
            "number": 1,
            "document": "P02.txt",
            "turn": 2,
            "before": "",
            "words": "Nobody",
            "after": ", is the answer. Who would you ring?",
        }
    ]
    assert workbench("find", "who", "--limit", "1", "--csv").stdout.splitlines() == [
        "number,document,turn,before,words,after",
        "1,P02.txt,1,,Who, else knows?",
    ]
    apart = json.loads(workbench("find", "nobody", "..", "answ", "--json").stdout)
    assert [hit["words"] for hit in apart] == ["Nobody", "answer"]


def test_ways_of_searching_and_documents_can_be_chosen(workbench, night):
    def words(*given):
        return [hit["words"] for hit in json.loads(workbench("find", *given, "--json").stdout)]

    assert words("get", "--lemma") == ["got"]
    assert words("famly", "--fuzzy") == ["family"]
    assert words("famil", "--exact") == []
    assert words("who") == ["Who", "Who"]
    assert words("who", "--document", "P01") == []
    assert workbench("find", "x", "--exact", "--fuzzy").exit_code == 2
    assert workbench("find", "…").exit_code == 1


def test_nothing_found_is_told(workbench, night):
    nothing = workbench("find", "zebra")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr == "These words stand nowhere.\n"


def test_more_than_asked_for_is_told(workbench, night):
    done = workbench("find", "who", "--limit", "1")
    assert done.stderr == "These are the first 1; see more with --limit.\n"
    assert workbench("find", "who", "--limit", "2").stderr == ""


def test_hits_are_coded_but_for_some_in_one_step(workbench, night):
    tried = workbench("find", "who", "--code", "Companion", "--as", "sentence", "--but", "1", "--dry-run", "--json")
    assert [hit["number"] for hit in json.loads(tried.stdout)] == [2]
    assert tried.stderr == "Would be: Coded 1 hit of a search in 1 document with “Companion”.\n"
    done = workbench("find", "who", "--code", "Companion", "--as", "sentence", "--but", "1")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Coded 1 hit of a search in 1 document with “Companion”.\n"
    with Session.open(Settings(night, "Mara")) as session:
        (coding,) = [coding for coding in session.project.all_codings() if coding.origin]
        assert coding.span.of(session.transcript(coding.document).text) == "Who would you ring?"
    again = workbench("find", "who", "--code", "Companion", "--as", "sentence", "--but", "1")
    assert again.exit_code == 1
    assert "already stands on all of these words" in again.stderr
    assert (
        workbench("find", "who", "--code", "Companion", "--but", "9").stderr
        == "workbench: There is no hit 9; there are 2.\n"
    )
