"""The settings file: what is read from it, what is written back, and what is said of a broken one."""

import pytest

from workbench.config import (
    PLAIN,
    Preferences,
    coder_name,
    login_name,
    prefer,
    prefer_key,
    preferences,
    preferred,
    settings_file,
)
from workbench.core.errors import Refused, Unreadable

FILE = """# mine
coder = "Ana"  # that's me
other = [1, 2]

[keys]
# easier on my hands
"desk.find_code" = "k"
"""


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.delenv("WORKBENCH_CODER", raising=False)


def test_without_a_file_all_is_as_it_comes(tmp_path):
    assert preferences() == Preferences("", "", False, "", False, ())
    assert preferred(tmp_path) == (tmp_path, login_name(), False, "", True)


def test_what_the_file_says_becomes_the_settings_of_a_study(own_settings, tmp_path):
    own_settings.write_text('coder = " Ana  B "\nblind = true\nlanguage = "de"\ntheme = "dark"\nfocus = true\n')
    assert preferences() == Preferences("Ana B", "dark", True, "de", True, ())
    assert preferred(tmp_path) == (tmp_path, "Ana B", True, "de", False)


def test_the_word_before_the_environment_before_the_file(own_settings, monkeypatch, tmp_path):
    own_settings.write_text('coder = "Ana"\n')
    assert coder_name() == "Ana"
    monkeypatch.setenv("WORKBENCH_CODER", "Bea")
    assert coder_name() == "Bea"
    assert preferred(tmp_path, "Cleo")[1:] == ("Cleo", False, "", False)


def test_keys_are_read_quoted_or_as_toml_makes_tables_of_them(own_settings):
    own_settings.write_text('[keys]\n"desk.find_code" = "k"\ntext.next_word = ["w", "ctrl+k"]\nundo = "z"\n')
    assert preferences().keys == (("desk.find_code", ("k",)), ("text.next_word", ("w", "ctrl+k")), ("undo", ("z",)))


def test_a_value_is_written_back_and_all_else_stays(own_settings):
    own_settings.write_text(FILE)
    prefer(coder="Bea", blind=True)
    assert own_settings.read_text() == FILE.replace('"Ana"', '"Bea"').replace("2]\n", "2]\nblind = true\n")
    prefer(coder=None, blind=None)
    assert own_settings.read_text() == FILE.replace('coder = "Ana"  # that\'s me\n', "")


def test_the_first_value_makes_the_file_and_its_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path / "deep" / "config.toml"))
    prefer(theme="dark")
    assert settings_file().read_text() == 'theme = "dark"\n'
    assert [path.name for path in settings_file().parent.iterdir()] == ["config.toml"]


def test_a_key_is_written_once_by_whatever_name_it_was_known(own_settings):
    own_settings.write_text('[keys]\ndesk.find_code = "k"\nfind_code = "K"\nundo = "z"\n')
    prefer_key("desk.find_code", ("ctrl+k", "."), also=("find_code",))
    assert preferences().keys == (("undo", ("z",)), ("desk.find_code", ("ctrl+k", ".")))
    prefer_key("desk.find_code", None)
    assert preferences().keys == (("undo", ("z",)),)


def test_a_link_to_a_file_elsewhere_stays_a_link(monkeypatch, tmp_path):
    (tmp_path / "dotfiles.toml").write_text('coder = "Ana"\n')
    (tmp_path / "link.toml").symlink_to(tmp_path / "dotfiles.toml")
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path / "link.toml"))
    prefer(coder="Bea")
    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text() == 'coder = "Bea"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('coder = "Ana"\nblind = yes\n', ", line 2: this can't be read. A line should look like this"),
        ("coder = Ana\n", ", line 1: this can't be read."),
        ('coder = "Ana\n', ", line 1: this can't be read."),
        ("[keys\n", ", line 1: this can't be read."),
        ("coder = 3\n", ": “coder” should be words in quotation marks"),
        ('blind = "yes"\n', ": “blind” should be true or false."),
        ('keys = "k"\n', ": “keys” should be a table."),
    ],
)
def test_a_broken_file_is_one_sentence_and_stays_as_it_is(own_settings, text, sentence):
    own_settings.write_text(text)
    for act in (preferences, coder_name, lambda: prefer(theme="dark"), lambda: prefer_key("room.undo", ("z",))):
        with pytest.raises(Unreadable) as told:
            act()
        assert f"config.toml{sentence}" in str(told.value)
        assert "\n" not in str(told.value)
    assert own_settings.read_text() == text


def test_bytes_that_are_no_text_are_told(own_settings):
    own_settings.write_bytes(b'coder = "M\xfcller"\n')
    with pytest.raises(Unreadable, match="is not in UTF-8"):
        preferences()


def test_a_file_that_may_not_be_written_is_told(monkeypatch, tmp_path):
    (tmp_path / "shut").write_text("a file where a folder should be")
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path / "shut" / "config.toml"))
    with pytest.raises(Unreadable, match="can't be written"):
        prefer(coder="Ana")


def test_a_full_disk_leaves_the_old_file(own_settings, monkeypatch):
    own_settings.write_text(FILE)

    def full(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(Unreadable, match="No space left on device"):
        prefer(coder="Bea")
    assert own_settings.read_text() == FILE
    assert [path.name for path in own_settings.parent.iterdir()] == ["config.toml"]


def test_a_language_has_two_or_three_letters(own_settings):
    for wrong in ("English", "e", "EN", "e1"):
        with pytest.raises(Refused, match="two or three small letters"):
            prefer(language=wrong)
    assert not own_settings.exists()
    prefer(language="de")
    assert preferences().language == "de"


def test_the_settings_that_can_be_set_are_those_that_are_read():
    assert [*PLAIN, "keys"] == list(Preferences._fields)


def test_a_language_in_the_settings_file_that_is_none_is_told(own_settings):
    own_settings.write_text('language = "english"\n')
    with pytest.raises(Unreadable, match="“language” should be two or three small letters"):
        preferences()
