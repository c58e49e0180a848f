"""Asking with the query language on the command line, and the queries that are saved."""

import json


def test_ask_lists_the_extracts_with_codes_coders_and_words(workbench, night):
    done = workbench("ask", "Roles", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == [
        {
            "id": "P01-001",
            "participant": "P01",
            "document": "P01.txt",
            "turn": 2,
            "codes": ["Listener"],
            "coders": ["Ada"],
            "quote": "it just took it.",
        },
        {
            "id": "P02-002",
            "participant": "P02",
            "document": "P02.txt",
            "turn": 2,
            "codes": ["Companion"],
            "coders": ["Ben"],
            "quote": "Nobody, is the answer.",
        },
    ]


def test_ask_shows_words_around_counts_and_documents(workbench, night):
    around = json.loads(workbench("ask", "Listener", "--context", "3", "--json").stdout)
    assert (around[0]["before"], around[0]["after"]) == ("the family, and", "INT: And then?")
    counted = json.loads(workbench("ask", "coded", "--count", "--json").stdout)
    assert counted == [{"extracts": 2, "participants": 2, "documents": 2, "codings": 2}]
    rows = json.loads(workbench("ask", "coder:Ben", "--documents", "--json").stdout)
    assert rows == [{"document": "P02.txt", "extracts": 1, "participants": 1, "codings": 1}]


def test_turns_without_codes_are_listed_with_who_speaks(workbench, night):
    done = workbench("ask", "TURNS NOT coded AND speaker:P01", "--json")
    (row,) = json.loads(done.stdout)
    assert (row["id"], row["participant"], row["turn"], row["codes"]) == ("", "P01", 4, [])


def test_what_is_wrong_with_a_query_is_one_line_with_its_column(workbench, night):
    done = workbench("ask", "Companion AND Listner")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "workbench: At column 15: there is no code “Listner”. Did you mean “Listener”?\n"


def test_two_codes_that_share_no_passage_are_told_of_overlaps(workbench, night):
    done = workbench("ask", "Companion AND Listener")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("No words bear both. OVERLAPS finds words that they share")


def test_a_limit_says_how_many_there_are(workbench, night):
    done = workbench("ask", "coded", "--limit", "1", "--json")
    assert len(json.loads(done.stdout)) == 1
    assert done.stderr == "These are the first 1 of 2.\n"


def test_a_query_is_saved_asked_by_its_name_replaced_and_removed(workbench, night):
    assert workbench("ask", "Listener", "--save", "Heard").stderr == "Saved the query “Heard”.\n"
    assert workbench("ask", "Roles", "--save", "heard").exit_code == 1
    assert json.loads(workbench("ask", "--saved", "heard", "--count", "--json").stdout)[0]["extracts"] == 1
    assert workbench("ask", "Roles", "--save", "Heard", "--replace").stderr == "Changed the query “Heard”.\n"
    assert json.loads(workbench("query", "list", "--json").stdout) == [{"name": "Heard", "query": "Roles"}]
    assert workbench("query", "remove", "Heard").stderr == "Removed the saved query “Heard”.\n"
    assert workbench("query", "list").stderr.startswith("No query is saved yet")
    assert workbench("undo").exit_code == 0
    assert workbench("ask", "--saved", "Heard").exit_code == 0


def test_a_query_or_the_name_of_one_is_needed_but_not_both(workbench, night):
    assert workbench("ask").exit_code == 2
    assert workbench("ask", "Listener", "--saved", "Heard").exit_code == 2
    assert workbench("ask", "Listener", "--count", "--documents").exit_code == 2


def test_who_asks_for_an_interviewers_words_is_told_how(workbench, night):
    (night / "asked.csv").write_text("document,quote,code,coder\nP01,And then?,Listener,Ada\n", encoding="utf-8")
    assert workbench("codings", "import", "asked.csv").exit_code == 0
    done = workbench("ask", "speaker:INT")
    assert done.stderr == "Nothing fits. What only interviewers say comes with: AND interviewer\n"
    assert len(json.loads(workbench("ask", "speaker:INT AND interviewer", "--json").stdout)) == 1
    assert workbench("ask", "speaker:P01 AND Companion").stderr == "Nothing fits.\n"
