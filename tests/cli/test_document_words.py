"""Documents and cases on the command line: renamed, told of, taken out, and taken back."""

import json

import pytest


def listed(workbench, noun="documents"):
    return json.loads(workbench(*noun.split(), "--json").stdout)


def last_said(workbench, *words):
    done = workbench(*words)
    assert done.exit_code == 0, done.output
    return done.stderr


def test_a_document_is_renamed_and_found_by_both_names(workbench, night):
    assert last_said(workbench, "document", "rename", "P01", "The  bus") == "Renamed the document “P01” to “The bus”.\n"
    assert [row["title"] for row in listed(workbench)] == ["The bus", "P02"]
    taken = workbench("document", "rename", "the bus", "p02")
    assert (taken.exit_code, taken.stderr) == (
        1, "workbench: There is a document “p02” already. Choose another title.\n"
    )  # fmt: skip
    assert last_said(workbench, "undo") == "Undone: Renamed the document “P01” to “The bus”.\n"
    assert [row["title"] for row in listed(workbench)] == ["P01", "P02"]


def test_the_language_is_set_for_several_at_once(workbench, night):
    said = last_said(workbench, "document", "language", "ga", "P01", "P02", "P01.txt")
    assert said == "Set the language of 2 documents to ga.\n"
    assert [row["language"] for row in listed(workbench)] == ["ga", "ga"]
    wrong = workbench("document", "language", "Irish", "P01")
    assert (wrong.exit_code, wrong.stderr) == (
        1, "workbench: “Irish” is no language. Give it by its two letters, such as en or de.\n"
    )  # fmt: skip


def test_a_label_gets_another_case_and_the_old_one_stays_where_it_is_heard(workbench, night):
    assert last_said(workbench, "document", "speaker", "P02", "INT", "Mara") == "INT in P02 is now Mara.\n"
    assert listed(workbench)[1]["speakers"] == ["INT = Mara (interviewer)", "P02"]
    cases = {row["case"]: row["documents"] for row in listed(workbench, "cases list")}
    assert cases == {"P01": ["P01.txt"], "P02": ["P02.txt"], "INT": ["P01.txt"], "Mara": ["P02.txt"]}
    nobody = workbench("document", "speaker", "P02", "Dr", "Mara")
    assert (nobody.exit_code, nobody.stderr) == (1, "workbench: Nobody is called “Dr” in P02. There: INT, P02.\n")


def test_removing_says_first_what_would_go_and_undo_brings_all_back(workbench, night):
    before = listed(workbench)
    dry = workbench("document", "remove", "P02", "--dry-run")
    assert dry.exit_code == 0
    assert dry.stdout.splitlines()[0] == "Would remove the document “P02”"
    assert "1 coding is removed" in dry.stdout
    assert dry.stderr == "Nothing was removed: this was a dry run.\n"
    assert listed(workbench) == before
    assert last_said(workbench, "document", "remove", "P02") == "Removed the document “P02”.\n"
    assert [row["document"] for row in listed(workbench)] == ["P01.txt"]
    assert "P02" in {row["case"] for row in listed(workbench, "cases list")}
    workbench("undo")
    assert listed(workbench) == before


def test_what_a_blind_coder_may_not_see_is_not_counted(workbench, night, own_settings):
    own_settings.write_text("blind = true\n", encoding="utf-8")
    assert [(row["codings"], row["coded words"], row["coders"]) for row in listed(workbench)] == [
        (0, 0, []),
        (0, 0, []),
    ]


def test_attributes_are_set_and_taken_out(workbench, night):
    assert last_said(workbench, "cases", "set", "P02", "age=40", "town=Cork") == "Set attributes of P02.\n"
    workbench("cases", "set", "p02", "age=", "town=Ennis")
    row = next(row for row in listed(workbench, "cases list") if row["case"] == "P02")
    assert (row["town"], "age" in row) == ("Ennis", False)
    wrong = workbench("cases", "set", "P02", "town")
    assert wrong.exit_code == 2


def test_cases_are_added_and_renamed_and_no_two_have_one_name(workbench, night):
    assert last_said(workbench, "cases", "add", "Eve", "--interviewer") == "Added the case “Eve”.\n"
    assert last_said(workbench, "cases", "rename", "P02", "Ida") == "Renamed the case “P02” to “Ida”.\n"
    roles = {row["case"]: row["role"] for row in listed(workbench, "cases list")}
    assert roles == {"Ida": "participant", "P01": "participant", "Eve": "interviewer", "INT": "interviewer"}
    for words in (("add", "ida"), ("rename", "P01", "EVE")):
        assert workbench("cases", *words).exit_code == 1


@pytest.mark.parametrize("title", ["", "  ", "red \x1b[31m"])
def test_a_title_must_say_something_that_can_be_shown(workbench, night, title):
    assert workbench("document", "rename", "P01", title).exit_code == 1
    assert listed(workbench)[0]["title"] == "P01"
