"""Outdated codings and the versions of the codebook from the shell."""

import csv
import io
import json

import pytest


@pytest.fixture
def changed(workbench, night):
    """The study of two interviews, both codes of which mean something else since."""
    workbench("codebook", "edit", "Listener", "--definition", "It takes all that is said.")
    workbench("codebook", "edit", "Companion", "--include", "At night.")
    return night


def counts(workbench, *words):
    return {
        row["code"]: row["outdated"] for row in json.loads(workbench("codebook", "outdated", *words, "--json").stdout)
    }


def test_nothing_is_outdated_at_first(workbench, night):
    done = workbench("codebook", "outdated")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "No coding is outdated: all were made under what their codes mean now.\n"


def test_outdated_codings_are_counted_by_code_and_since_when(workbench, changed):
    rows = json.loads(workbench("codebook", "outdated", "--json").stdout)
    assert [(row["code"], row["outdated"], row["of"], row["by"]) for row in rows] == [
        ("Roles > Listener", 1, 1, "Mara"),
        ("Roles > Companion", 1, 1, "Mara"),
    ]
    assert counts(workbench, "Listener") == {"Roles > Listener": 1}
    header, *_ = workbench("codebook", "outdated", "--csv").stdout.splitlines()
    assert header == "code,outdated,of,changed,by"


def test_quotes_stand_below_what_the_code_said_and_says(workbench, changed):
    lines = workbench("codebook", "outdated", "--quotes").stdout.splitlines()
    assert lines[0].startswith("Roles > Listener: 1 of 1 outdated, changed on ")
    assert lines[0].endswith(" by Mara")
    assert lines[1:4] == [
        "  Definition before: It takes what is said.",
        "  Definition now: It takes all that is said.",
        "    P01-001  it just took it.",
    ]
    assert lines[6:] == [
        "  Use before: nothing",
        "  Use now: At night.",
        "    P02-002  Nobody, is the answer.",
    ]
    rows = list(csv.DictReader(io.StringIO(workbench("codebook", "outdated", "Listener", "--quotes", "--csv").stdout)))
    assert [(row["id"], row["coder"], row["quote"]) for row in rows] == [("P01-001", "Ada", "it just took it.")]


def test_a_code_is_kept_as_a_whole_or_quote_by_quote_each_in_one_step(workbench, changed):
    done = workbench("codebook", "outdated", "Listener", "--keep")
    assert done.stderr == "Looked again at 1 coding of “Listener”, coded by Ada, and kept it.\n"
    assert counts(workbench) == {"Roles > Companion": 1}
    done = workbench("codebook", "outdated", "--keep", "--quote", "P02-002")
    assert done.exit_code == 0
    assert counts(workbench) == {}
    workbench("undo")
    workbench("undo")
    assert counts(workbench) == {"Roles > Listener": 1, "Roles > Companion": 1}


def test_recoding_and_removing_are_looks_as_well(workbench, changed):
    assert "workbench codings recode ID" in " ".join(workbench("codebook", "outdated", "--help").stdout.split())
    workbench("codings", "recode", "1", "--to", "Companion")
    assert counts(workbench) == {"Roles > Companion": 1}
    workbench("codings", "remove", "2")
    assert counts(workbench) == {}


def test_what_cannot_be_kept_is_refused_in_a_sentence(workbench, changed):
    workbench("codebook", "outdated", "Listener", "--keep")
    again = workbench("codebook", "outdated", "Listener", "--keep")
    assert (again.exit_code, again.stderr) == (1, "workbench: “Listener” has no such outdated coding.\n")
    other = workbench("codebook", "outdated", "Listener", "--keep", "--quote", "2")
    assert (other.exit_code, other.stderr) == (1, "workbench: “Listener” has no such outdated coding.\n")
    for words in (["--keep"], ["--quote", "2"]):
        assert workbench("codebook", "outdated", *words).exit_code == 2
    assert workbench("codebook", "outdated", "Nobody").exit_code == 1


def test_who_codes_blind_sees_and_keeps_own_codings_alone(workbench, changed):
    workbench("settings", "set", "blind", "yes")
    assert counts(workbench, "--coder", "Ben") == {"Roles > Companion": 1}
    assert counts(workbench) == {}
    other = workbench("codebook", "outdated", "Listener", "--keep", "--coder", "Ben")
    assert other.exit_code == 1
    workbench("codebook", "outdated", "Companion", "--keep", "--coder", "Ben")
    workbench("settings", "set", "blind", "no")
    assert counts(workbench) == {"Roles > Listener": 1}


# -- the log --------------------------------------------------------------------------------------------------------------


def test_the_log_tells_the_versions_in_sentences(workbench, changed):
    lines = workbench("codebook", "log", "--each").stdout.splitlines()
    assert lines[0].startswith("Version 1, ")
    assert lines[0].endswith(", Mara: 0 codes → 3")
    assert lines[1].startswith("  “Night” was brought in: 3 new")
    assert lines[-2].endswith(", Mara: 3 codes")
    assert lines[-1] == "  The rules of “Companion” were changed."
    assert [row["version"] for row in json.loads(workbench("codebook", "log", "--json").stdout)] == [1]


def test_the_log_is_a_table_and_a_file_for_the_appendix(workbench, changed):
    rows = list(csv.DictReader(io.StringIO(workbench("codebook", "log", "--each", "--csv").stdout)))
    assert [(row["version"], row["who"], row["codes before"], row["codes after"]) for row in rows] == [
        ("1", "Mara", "0", "3"), ("2", "Mara", "3", "3"), ("3", "Mara", "3", "3"),
    ]  # fmt: skip
    done = workbench("codebook", "log", "--each", "--to", "appendix.md")
    assert (done.stdout, done.stderr) == ("appendix.md\n", "3 versions.\n")
    assert "# How the codebook evolved" in (changed / "appendix.md").read_text(encoding="utf-8")
    again = workbench("codebook", "log", "--to", "appendix.md")
    assert again.exit_code == 1
    assert workbench("codebook", "log", "--to", "appendix.md", "--force").exit_code == 0


def test_an_old_version_comes_out_as_a_codebook_file(workbench, changed):
    done = workbench("codebook", "log", "--each", "--version", "1", "--to", "first.yaml")
    assert done.stderr.startswith("3 codes, as they were on ")
    text = (changed / "first.yaml").read_text(encoding="utf-8")
    assert "It takes what is said." in text
    assert "At night." not in text
    alone = workbench("codebook", "log", "--each", "--version", "2").stdout.splitlines()
    assert alone[1:] == ["  “Listener” was redefined."]
    missing = workbench("codebook", "log", "--version", "9")
    assert (missing.exit_code, missing.stderr) == (1, "workbench: The codebook has no version 9. It has 1 version.\n")


def test_a_study_without_codes_has_no_versions(workbench, begun):
    done = workbench("codebook", "log")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "The codebook has no versions yet: nothing was done to it.\n"
