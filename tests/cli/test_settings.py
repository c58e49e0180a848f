"""`workbench settings`: listing, setting, keys, and what is refused."""

import json
import shlex
import tomllib

import pytest


def said(own_settings):
    return tomllib.loads(own_settings.read_text()) if own_settings.exists() else {}


def test_what_is_set_is_listed_and_reset(workbench, own_settings):
    for words in ("coder 'Zoë K'", "blind yes", "language de", "theme light", "focus on"):
        done = workbench("settings", "set", *shlex.split(words))
        assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert said(own_settings) == {"coder": "Zoë K", "blind": True, "language": "de", "theme": "light", "focus": True}
    listed = json.loads(workbench("settings", "list", "--json").stdout)
    assert {row["setting"]: row["value"] for row in listed} == {
        "coder": "Mara",
        "theme": "light",
        "blind": "yes",
        "focus": "yes",
        "language": "de",
    }
    for name in ("coder", "blind", "language", "theme", "focus"):
        assert workbench("settings", "reset", name).exit_code == 0
    assert said(own_settings) == {}


def test_a_key_is_set_by_the_name_or_the_id_of_its_command(workbench, own_settings):
    assert workbench("settings", "set", "find_code", "^k").exit_code == 0
    assert workbench("settings", "set", "desk.repeat_code", "F11").exit_code == 0
    assert said(own_settings) == {"keys": {"desk.find_code": "ctrl+k", "desk.repeat_code": "f11"}}
    rows = {row["command"]: row for row in json.loads(workbench("settings", "keys", "--json").stdout)}
    assert (rows["desk.find_code"]["keys"], rows["desk.find_code"]["whose"]) == ("^k", "yours")
    assert (rows["desk.remove_code"]["keys"], rows["desk.remove_code"]["whose"]) == ("d", "")
    assert workbench("settings", "reset", "find_code").exit_code == 0
    assert said(own_settings) == {"keys": {"desk.repeat_code": "f11"}}


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("set blind maybe", 1, "“blind” is yes or no."),
        ("set language Deutsch", 1, "A language is two or three small letters, such as en or de. Or leave it to be guessed."),
        ("set theme pink", 1, "There is no theme “pink”. There are: dark, light, contrast, contrast-light."),
        ("set coder ''", 1, "“coder” needs a value. To have it as it comes: workbench settings reset coder"),
        ("set find_cod k", 1, "There is no command “find_cod”. Did you mean desk.find_code? See all with: workbench settings keys"),
        ("set find_code hyper+k", 1, "There is no key “hyper+k”. Keys are written like k, K, ctrl+k, F4, Space or “.”."),
        ("set find_code ctrl+m", 1, "Terminals can't tell ^m from Enter."),
        ("set find_code d", 1, "d is taken by “remove a code here”."),
        ("reset find_cod", 1, "There is no command “find_cod”. Did you mean desk.find_code? See them with: workbench settings keys"),
        ("set coder", 2, "Missing argument 'VALUE'. See: workbench settings set --help"),
    ],
)  # fmt: skip
def test_what_is_refused_is_one_sentence_and_changes_nothing(workbench, own_settings, words, code, sentence):
    done = workbench("settings", *shlex.split(words))
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr == f"workbench: {sentence}\n"
    assert not own_settings.exists()


def test_keys_of_the_file_that_do_not_hold_are_told_on_stderr(workbench, own_settings):
    own_settings.write_text('[keys]\nfind_code = "d"\nfly = "x"\n')
    done = workbench("settings", "list")
    assert done.exit_code == 0
    assert "There is no command “fly”." in done.stderr
    assert "d is taken by “remove a code here”" in done.stderr


def test_a_broken_settings_file_is_one_sentence_for_every_command(workbench, own_settings, monkeypatch, night):
    own_settings.write_text("coder = \n")
    for words in ("documents", "settings list", "settings set blind yes", "settings keys"):
        done = workbench(*words.split())
        assert (done.exit_code, done.stdout) == (3, "")
        assert "config.toml, line 1: this can't be read." in done.stderr
        assert done.stderr.count("\n") == 1
    assert own_settings.read_text() == "coder = \n"


def test_the_language_that_is_set_is_that_of_new_transcripts(workbench, begun):
    assert workbench("settings", "set", "language", "fr").exit_code == 0
    assert workbench("import", "P01.txt").exit_code == 0
    (document,) = json.loads(workbench("documents", "--json").stdout)
    assert document["language"] == "fr"
