"""The board's verbs from the shell: themes in order, codes between them, their quotes, merging and splitting."""

import json

import pytest


def listed(workbench):
    return {row["theme"]: row["codes"] for row in json.loads(workbench("theme", "list", "--json").stdout)}


@pytest.fixture
def themes(workbench, night):
    """Three themes."""
    for name, *codes in (("Ears", "Listener", "Companion"), ("Days",), ("Ends",)):
        words = [word for code in codes for word in ("--code", code)]
        assert workbench("theme", "add", name, "--summary", f"On {name}.", *words).exit_code == 0
    assert workbench("theme", "edit", "Ears", "--quote", "1", "--quote", "2").exit_code == 0
    return workbench


def test_a_theme_is_moved_by_places_or_before_another(themes):
    assert themes("theme", "move", "Ends", "--before", "Ears").stderr == "Moved the theme “Ends”.\n"
    assert list(listed(themes)) == ["Ends", "Ears", "Days"]
    themes("theme", "move", "Ends", "--by", "1")
    assert list(listed(themes)) == ["Ears", "Ends", "Days"]
    themes("theme", "move", "Ears", "--before", "Days")
    assert list(listed(themes)) == ["Ends", "Ears", "Days"]
    again = themes("theme", "move", "Ears", "--before", "Days")
    assert again.stderr == "workbench: “Ears” stands there already.\n"
    for words in ((), ("--by", "1", "--before", "Days")):
        assert "Say --by or --before" in themes("theme", "move", "Ears", *words).stderr


def test_codes_move_between_themes_and_within_one(themes):
    themes("theme", "codes", "Days", "Listener", "--from", "Ears")
    assert listed(themes) == {"Ears": ["Companion"], "Days": ["Listener"], "Ends": []}
    refused = themes("theme", "codes", "Days", "Listener", "--from", "Ears")
    assert (refused.exit_code, refused.stderr) == (1, "workbench: The theme doesn't have this code.\n")
    themes("theme", "edit", "Days", "--code", "Companion")
    assert themes("theme", "codes", "Days", "Companion", "--by", "-1").exit_code == 0
    assert listed(themes)["Days"] == ["Companion", "Listener"]


def test_quotes_are_put_in_order_and_others_go_where_that_is_said(themes):
    assert themes("theme", "choose", "Ears", "2").stderr.startswith("Put the quotes in another order")
    assert themes("theme", "choose", "Ears", "1", "--only").stderr.startswith("Took out 1 quote")
    done = themes("theme", "choose", "Ears", "1", "--only")
    assert done.stderr == "workbench: The theme has these quotes already.\n"


def test_a_theme_is_split_and_merged_and_a_dry_run_only_tells(themes):
    words = ("theme", "split", "Ears", "--code", "Companion", "--as", "Company")
    dry = themes(*words, "--dry-run")
    assert dry.stderr == "Nothing was changed: this was a dry run.\n"
    assert "The theme “Company” is new.\n" in dry.stdout
    assert list(listed(themes)) == ["Ears", "Days", "Ends"]
    themes(*words)
    assert listed(themes) == {"Ears": ["Listener"], "Company": ["Companion"], "Days": [], "Ends": []}
    done = themes("theme", "merge", "Company", "Days", "--into", "Ears")
    assert done.stdout.splitlines()[0] == "2 themes “Company” and “Days” are removed."
    assert listed(themes) == {"Ears": ["Listener", "Companion"], "Ends": []}
    themes("undo")
    assert len(listed(themes)) == 4


def test_the_rule_of_suggestions_keeps_its_apostrophes_and_the_command_can_be_pasted(themes):
    themes("theme", "add", "Ben's days", "--code", "Listener")
    told = themes("theme", "suggest", "Ben's days").stderr
    assert 'n"t' not in told
    themes("code", "P01", "I was raging with the family, and it just took it.", "Listener")
    told = themes("theme", "suggest", "Ben's days").stderr.splitlines()
    assert told[-1] == """Choose one with: workbench theme edit 'Ben'"'"'s days' --quote ID"""
