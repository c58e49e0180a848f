"""Words that make no sense: one sentence, a promised exit code, and nothing changed."""

import json

import pytest

HUGE = "9" * 24


def steps(workbench):
    return len(json.loads(workbench("history", "--json").stdout))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("undo", "--step", HUGE), f"The history has no step {HUGE}."),
        (("open", "--at", HUGE), f"The history has no step {HUGE}."),
        (("history", "--since", "0001-01-01"), "“0001-01-01” is no date."),
        (("open", "--at", "9999-12-31T23:59:59-10:00"), "“9999-12-31T23:59:59-10:00” is no date."),
        (("codings", "remove", "--", "-1"), "“-1” is no quote's id."),
        (("code", "P01", " ", "Listener"), "There are no words to look for."),
        (("codings", "resize", "1", "--to", ""), "There are no words to look for."),
        (("codebook", "add", "red\x1b[31m"), "This name of a code holds signs that can't be shown."),
        (("theme", "add", "red\x1b[31m"), "This name of a theme holds signs that can't be shown."),
        (("cases", "set", "P02", "=x"), "An attribute needs a name."),
        (("settings", "set", "coder", "\x07"), "“coder” needs a value."),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence_and_changes_nothing(workbench, night, words, said):
    before = steps(workbench)
    done = workbench(*words)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"workbench: {said}")
    assert steps(workbench) == before


def test_a_quote_given_twice_is_taken_once(workbench, night):
    done = workbench("codings", "remove", "1", "P01-001")
    assert done.stderr == "Removed “Listener”, coded by Ada, from P01.\n"


@pytest.mark.parametrize(("given", "who"), [("  ", "Mara"), ("\x07", "Mara"), (" Zoë  K\x07 ", "Zoë K")])
def test_a_coders_name_is_tidied_and_nobody_has_none(workbench, night, given, who):
    assert workbench("--coder", given, "codebook", "add", "New").exit_code == 0
    assert json.loads(workbench("history", "--json").stdout)[-1]["who"] == who


def test_a_themes_name_stands_on_one_line(workbench, night):
    assert workbench("theme", "add", " At \n night ").exit_code == 0
    assert workbench("theme", "edit", "At night", "--name", " By\tday ").exit_code == 0
    assert [row["theme"] for row in json.loads(workbench("theme", "list", "--json").stdout)] == ["By day"]


def test_who_codes_blind_counts_nothing_of_others(workbench, night, own_settings):
    own_settings.write_text("blind = true\n", encoding="utf-8")
    for words in (("count",), ("codebook", "list")):
        assert {row["codings"] for row in json.loads(workbench(*words, "--json").stdout)} == {0}
    assert workbench("codings", "remove", "1").stderr.startswith("workbench: There is no quote 1 in this study.")
    assert "hidden while you code blind" in workbench("codebook", "delete", "Listener", "--dry-run").stdout
