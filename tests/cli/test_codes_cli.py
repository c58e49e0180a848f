"""Single codes from the shell: each verb, what it says, and what a dry run leaves alone."""

import json

import pytest


def codes(workbench):
    return {row["code"]: row["codings"] for row in json.loads(workbench("codebook", "list", "--json").stdout)}


def done(workbench, *words):
    result = workbench("codebook", *words)
    assert result.exit_code == 0, result.output
    return result


def refused(workbench, *words):
    result = workbench("codebook", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


START = {"Roles": 0, "Roles > Listener": 1, "Roles > Companion": 1}


def test_add_puts_a_code_in_its_place(workbench, night):
    said = done(workbench, "add", "Mirror", "--below", "Roles", "--place", "1", "--definition", "Shows you.")
    assert (said.stdout, said.stderr) == ("The code “Mirror” is new.\n", "Added the code “Mirror” below “Roles”.\n")
    assert list(codes(workbench)) == ["Roles", "Roles > Mirror", "Roles > Listener", "Roles > Companion"]
    assert "There is a code “mirror” below “Roles” already" in refused(workbench, "add", "mirror", "--below", "Roles")


def test_rename_and_edit_change_only_what_is_named(workbench, night):
    done(workbench, "rename", "Listener", "Ear")
    said = done(
        workbench, "edit", "Ear", "--include", "It listens.", "--example", "One", "--example", "Two",
        "--scale", "low, high", "--colour", "#E69F00", "--attribute", "school=Rogers",
    )  # fmt: skip
    assert said.stdout == "“Ear” has another rule, list of examples, scale, colour and 1 more.\n"
    done(workbench, "export", "book.yaml")
    book = (night / "book.yaml").read_text(encoding="utf-8")
    for words in ("Ear", "ROL.LIS", "It takes what is said.", "It listens.", "One", "Two", "high", "#E69F00", "Rogers"):
        assert words in book
    assert workbench("codebook", "edit", "Ear").exit_code == 2


def test_what_a_code_cannot_become_is_refused(workbench, night):
    assert "is no colour" in refused(workbench, "edit", "Listener", "--colour", "red")
    assert "codings stand on it" in refused(workbench, "edit", "Listener", "--heading")
    assert "the same name" in refused(workbench, "edit", "Listener", "--scale", "low, Low")
    assert codes(workbench) == START


def test_move_goes_to_the_end_of_the_top_or_to_a_place(workbench, night):
    assert done(workbench, "move", "Listener").stdout == "1 code moves to the top.\n"
    assert list(codes(workbench)) == ["Roles", "Roles > Companion", "Listener"]
    done(workbench, "move", "Listener", "--below", "Roles", "--place", "1")
    assert list(codes(workbench)) == list(START)
    assert "below itself" in refused(workbench, "move", "Roles", "--below", "Listener")


MERGED = (
    "The code “Listener” is removed.\n1 coding goes from “Listener” to “Companion” in 1 document, by somebody else.\n"
)


def test_merge_says_what_it_does_and_a_dry_run_does_nothing(workbench, night):
    said = done(workbench, "merge-codes", "Listener", "Companion", "--dry-run")
    assert (said.stdout, said.stderr) == (MERGED, "Nothing was changed: this was a dry run.\n")
    assert codes(workbench) == START
    said = done(workbench, "merge-codes", "Listener", "Companion")
    assert (said.stdout, said.stderr) == (MERGED, "Merged the code “Listener” into “Companion”.\n")
    assert codes(workbench) == {"Roles": 0, "Roles > Companion": 2}
    workbench("undo")
    assert codes(workbench) == START
    assert workbench("codebook", "merge-codes", "Listener").exit_code == 2


def test_split_takes_quotes_by_id_or_number(workbench, night):
    rows = json.loads(workbench("quotes", "Listener", "--json").stdout)
    said = done(workbench, "split", "Listener", "Sponge", "--quote", rows[0]["id"])
    assert said.stderr == "Split 1 coding off “Listener” as “Sponge”.\n"
    assert codes(workbench) == {"Roles": 0, "Roles > Listener": 0, "Roles > Sponge": 1, "Roles > Companion": 1}
    number = rows[0]["id"].rpartition("-")[2]
    assert "has another code, “Sponge”" in refused(workbench, "split", "Listener", "X", "--quote", number)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (("Listener",), {"Roles": 0, "Roles > Companion": 1}),
        (("Listener", "--give-to", "Companion"), {"Roles": 0, "Roles > Companion": 2}),
        (("Listener", "--dry-run"), START),
    ],
)
def test_delete_takes_the_codings_or_gives_them_away(workbench, night, words, after):
    said = done(workbench, "delete", *words)
    assert said.stdout.startswith("The code “Listener” is removed.\n1 coding ")
    assert codes(workbench) == after


def test_delete_names_all_that_goes(workbench, night):
    assert done(workbench, "delete", "Roles").stdout == (
        "3 codes “Roles”, “Listener” and “Companion” are removed.\n2 codings are removed in 2 documents, all by others.\n"
    )
    assert "no code “Roles”" in refused(workbench, "delete", "Roles")
