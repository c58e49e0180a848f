"""Single codes and the codebook as a whole from the shell: all fields, and codes for documents."""

import json

import pytest


def book(workbench, *words):
    done = workbench("codebook", *words)
    assert done.exit_code == 0, done.output
    return done


def shown(workbench, code):
    return json.loads(book(workbench, "show", code, "--json").stdout)[0]


def test_edit_takes_the_further_fields_and_show_tells_them(workbench, night):
    book(
        workbench, "edit", "Listener", "--near-miss", "It talks.", "--near-miss", "It nods.", "--alias", "Ear",
        "--hotkey", "l", "--source", "R 61", "--attribute", "pole=aligned",
    )  # fmt: skip
    book(workbench, "about", "--source", "R 61=Rogers (1961).")
    told = shown(workbench, "ear")
    assert {name: value for name, value in told.items() if value} == {
        "code": "Roles > Listener",
        "key": "ROL.LIS",
        "other names": ["Ear"],
        "definition": "It takes what is said.",
        "near misses": ["It talks.", "It nods."],
        "applies to": "passages",
        "hotkey": "l",
        "sources": ["R 61: Rogers (1961)."],
        "attributes": ["pole: aligned"],
        "codings": 1,
    }
    assert book(workbench, "show", "Listener").stdout.splitlines() == [
        "code          Roles > Listener",
        "key           ROL.LIS",
        "other names   Ear",
        "definition    It takes what is said.",
        "near misses   It talks.",
        "              It nods.",
        "applies to    passages",
        "hotkey        l",
        "sources       R 61: Rogers (1961).",
        "attributes    pole: aligned",
        "codings       1",
    ]
    book(workbench, "edit", "Listener", "--near-miss", "", "--hotkey", "")
    assert (shown(workbench, "Listener")["near misses"], shown(workbench, "Listener")["hotkey"]) == ([], "")


def test_a_code_is_made_one_for_documents_a_heading_or_one_for_passages(workbench, night):
    for what, told in (("documents", "documents"), ("passages", "passages"), ("documents", "documents")):
        book(workbench, "edit", "Companion", "--applies", what)
        assert shown(workbench, "Companion")["applies to"] == told
    book(workbench, "edit", "Roles", "--code")
    book(workbench, "edit", "Roles", "--applies", "heading")
    assert shown(workbench, "Roles")["applies to"] == "nothing: a heading"
    assert workbench("codebook", "edit", "Roles", "--applies", "lines").exit_code == 2
    assert workbench("codebook", "edit", "Roles", "--applies", "heading", "--code").exit_code == 2


@pytest.mark.parametrize("quote", ["-", "", "Long."])
def test_a_code_for_documents_goes_on_the_whole_of_it(workbench, night, quote):
    book(workbench, "edit", "Companion", "--applies", "documents")
    done = workbench("code", "P01", quote, "Companion")
    assert (done.exit_code, done.stderr) == (0, "Coded P01 as a whole with “Companion”.\n")
    last = json.loads(workbench("quotes", "Companion", "--json").stdout)[0]
    assert last["quote"].startswith("INT: How was the night shift?") or "night shift" in last["quote"]
    again = workbench("code", "P01", quote, "Companion")
    assert (again.exit_code, again.stderr) == (1, "workbench: “Companion” already stands on this document.\n")


def test_a_code_for_passages_needs_words(workbench, night):
    book(workbench, "edit", "Companion", "--applies", "documents")
    for quote in ("", "-"):
        done = workbench("code", "P01", quote, "Companion", "Listener")
        assert done.exit_code == 1
    done = workbench("code", "P01", "Long.", "Companion", "Listener")
    assert done.stderr == "Coded P01 with “Listener”, and as a whole with “Companion”.\n"


def test_hits_put_a_code_for_documents_on_each_document_once(workbench, night):
    book(workbench, "edit", "Listener", "--applies", "documents")
    done = workbench("find", "is", "--code", "Listener")
    assert done.exit_code == 0, done.output
    assert "as a whole with “Listener”" in done.stderr


def test_about_says_what_the_codebook_says_of_itself_and_changes_what_is_named(workbench, night):
    book(workbench, "about", "--name", "Night", "--rule", "One wins.", "--values", "pole=aligned, misaligned")
    book(workbench, "about", "--source", "R 61=Rogers (1961).", "--source", "K=Kvale.")
    book(workbench, "about", "--source", "K=", "--values", "value=warm")
    assert json.loads(book(workbench, "about", "--json").stdout) == [
        {
            "name": "Night",
            "description": "",
            "rules": "One wins.",
            "sources": ["R 61: Rogers (1961)."],
            "attributes": ["pole: aligned, misaligned", "value: warm"],
        }
    ]
    again = workbench("codebook", "about", "--name", "Night")
    assert (again.exit_code, again.stderr) == (1, "workbench: The codebook says this of itself already.\n")
    assert workbench("codebook", "about", "--source", "=x").exit_code == 2
