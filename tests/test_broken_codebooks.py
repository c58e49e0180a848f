"""Codebooks that are broken, each told in sentences with line and column, and none with any effect on the study."""

import json
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from workbench.cli.words import app
from workbench.config import Settings
from workbench.core.errors import Unreadable
from workbench.formats import register
from workbench.session import Session

PLACE = re.compile(r"line \d+, column \d+: \S.*[;:,?] \S.*[.?\"”]|line \d+, column \d+: \S.*\.")
BROKEN = [
    ("a tab", "codes:\n\t- name: Trust\n  \t- name: Doubt\n", [
        "line 2, column 1: A tab can’t indent a line in YAML; use spaces.",
        "line 3, column 3: A tab can’t indent a line in YAML; use spaces.",
    ]),
    ("a tab before a field", "codes:\n  - name: Trust\n\tdefinition: what\n", [
        "line 3, column 1: A tab can’t indent a line in YAML; use spaces.",
    ]),
    ("a field twice", "name: a\nname: b\ncodes:\n  - name: Trust\n    full: x\n    full: y\n", [
        "line 2, column 1: “name” stands twice here; keep one of the two.",
        "line 6, column 5: “full” stands twice here; keep one of the two.",
    ]),
    ("a bomb of anchors", "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)), [
        "line 1, column 1: “a0” is not known here; the fields here are version, name, description, rules, sources, attributes, codes.",
        "line 1, column 5: “&a0” marks a text to be repeated elsewhere, which is not allowed in a codebook; write the text out, or put it in quotes.",
    ]),
    ("anchors without end", "codes: &all\n  - name: Trust\n    codes: *all\n", [
        "line 1, column 8: “&all” marks a text to be repeated elsewhere, which is not allowed in a codebook; write the text out, or put it in quotes.",
    ]),
    ("a reference to nothing", "codes:\n  - name: *important\n", [
        "line 2, column 11: “*important” refers to nothing in the file; if the star is part of the text, put it in quotes.",
    ]),
    ("a star at the beginning", "codes:\n  - name: *very* important\n", [
        "line 2, column 16: Text can’t begin with “*” or “&” in YAML; put it in quotes.",
    ]),
    ("a list for text", "codes:\n  - name: [Trust]\n    definition: {what: this}\n    examples: {one: two}\n", [
        "line 2, column 11: Here must be text, not a list; put it in quotes if it is meant as text.",
        "line 3, column 17: Here must be text, not fields with names; put it in quotes if it is meant as text.",
        "line 4, column 15: Here must be text, not fields with names; put it in quotes if it is meant as text.",
    ]),
    ("text for a list", "codes: Trust\n", [
        "line 1, column 8: Codes must be a list: each stands below the last, with a dash before it.",
    ]),
    ("a mapping for a list", "codes:\n  Trust: who is trusted\n", [
        "line 2, column 3: Codes must be a list: each stands below the last, with a dash before it.",
    ]),
    ("a list for a mapping", "- Trust\n- Doubt\n", [
        "line 1, column 1: A codebook must be given as names with values, such as “name: Trust”.",
    ]),
    ("a list within the list of codes", "codes:\n  - [Trust]\n", [
        "line 2, column 5: A code must be given as names with values, such as “name: Trust”.",
    ]),
    ("a code that comes out of itself", "codes:\n  - {id: A, name: Trust, split_from: A}\n  - {id: B, name: Doubt, merged: [C, b]}\n", [
        "line 2, column 38: “split_from” leads back to this code itself; take the id of the earlier code, or take the field away.",
        "line 3, column 34: “merged” leads back to this code itself; take the id of the earlier code, or take the field away.",
    ]),
    ("codes that come out of each other", "codes:\n  - {id: A, name: Trust, split_from: B}\n  - {id: B, name: Doubt, split_from: C}\n  - {id: C, name: Fear, split_from: A}\n  - {id: D, name: Hope, split_from: A}\n", [
        "line 2, column 38: “split_from” leads back to this code itself; take the id of the earlier code, or take the field away.",
        "line 3, column 38: “split_from” leads back to this code itself; take the id of the earlier code, or take the field away.",
        "line 4, column 37: “split_from” leads back to this code itself; take the id of the earlier code, or take the field away.",
    ]),
    ("two to be split off", "codes:\n  - {name: Trust, split_from: [A, B]}\n", [
        "line 2, column 31: A code is split off one other; write its id alone, without brackets or a dash.",
    ]),
    ("fields that nobody knows", "nmae: a\nauthor: Ana\ncodes:\n  - name: Trust\n    defintion: what\n    near_miss: no\n", [
        "line 1, column 1: “nmae” is not known here; is “name” meant?",
        "line 2, column 1: “author” is not known here; the fields here are version, name, description, rules, sources, attributes, codes.",
        "line 5, column 5: “defintion” is not known here; is “definition” meant? A field of your own is named under “attributes”.",
        "line 6, column 5: “near_miss” is not known here; is “near_misses” meant? A field of your own is named under “attributes”.",
    ]),
    ("a field in capitals", "name: Nights\n# ours\nCodes:\n  - name: Trust\n", [
        "line 3, column 1: “Codes” is not known here; is “codes” meant?",
    ]),
    ("20,001 codes", f"codes: [{', '.join(f'c{n}' for n in range(20_001))}]\n", [
        "line 1, column 148899: Here a codebook has more than 20,000 codes, the most that are read; is it one? Else divide it.",
    ]),
    ("words that are no text elsewhere", "codes:\n  - name: no\n  - On\n  - id: Null\n    name: ~\n  - name: 'yes'\n  - name: nobody\n", [
        'line 2, column 11: Other programs don’t read “no” as text but as true, false or nothing; put it in quotes: "no".',
        'line 3, column 5: Other programs don’t read “On” as text but as true, false or nothing; put it in quotes: "On".',
        'line 4, column 9: Other programs don’t read “Null” as text but as true, false or nothing; put it in quotes: "Null".',
        'line 5, column 11: Other programs don’t read “~” as text but as true, false or nothing; put it in quotes: "~".',
    ]),
    ("no name", "codes:\n  - definition: what\n  - name:\n  - {}\n", [
        "line 2, column 5: This code has no name; give it one, such as “name: Trust”.",
        "line 3, column 10: This code has no name; give it one, such as “name: Trust”.",
        "line 4, column 5: This code has no name; give it one, such as “name: Trust”.",
    ]),
    ("a name that can't be", "codes:\n  - name: Trust > In people\n  - name: |-\n      Trust\n      Doubt\n  - name: " + "a" * 201 + "\n", [
        "line 2, column 11: A name can’t hold “ > ”, which parts the names of a path; write it another way.",
        "line 3, column 11: A name stands on one line; write it without breaks.",
        "line 6, column 11: A name has 200 characters at most, and this one 201; shorten it.",
    ]),
    ("a name twice", "codes:\n  - Trust\n  - Doubt:\n  - TRUST\n  - name: Fear\n    codes: [Trust, trust]\n", [
        "line 3, column 5: This code has no name; give it one, such as “name: Trust”.",
        "line 4, column 5: The name “TRUST” stands twice below one parent; give one of them another.",
        "line 6, column 20: The name “trust” stands twice below one parent; give one of them another.",
    ]),
    ("an id twice", "codes:\n  - {id: T.1, name: Trust}\n  - {id: t.1, name: Doubt}\n", [
        "line 3, column 10: The id “t.1” stands twice; each code needs its own: take one of the two away.",
    ]),
    ("a newer version", "version: 2\ncodes: [Trust]\n", [
        "line 1, column 10: This codebook was written by a newer workbench (version 2); bring workbench up to date to read it.",
    ]),
    ("no version", "version: one\ncodes: [Trust]\n", [
        "line 1, column 10: The version of the format must be 1; write “version: 1”.",
    ]),
    ("a colour unknown", "codes:\n  - name: Trust\n    colour: bleux\n  - name: Doubt\n    colour: #2279EB\n  - name: Fear\n    colour: red\n    color: red\n", [
        'line 3, column 13: “bleux” is no colour known here; write one as "#2279EB".',
        'line 5, column 12: A colour needs quotes, for # begins a comment; write it as "#2279EB".',
        "line 8, column 5: “color” and “colour” are one field; keep one of the two.",
    ]),
    ("a hotkey of two", "codes:\n  - name: Trust\n    hotkey: F2\n  - name: Doubt\n    hotkey: '-'\n", [
        "line 3, column 13: “F2” is no hotkey; write one letter or digit.",
        "line 5, column 13: “-” is no hotkey; write one letter or digit.",
    ]),
    ("a scale with doubles", "codes:\n  - name: Trust\n    scale: [low, high, Low]\n    aliases: [faith, faith]\n", [
        "line 3, column 24: “Low” stands twice among the points of the scale; take one away.",
        "line 4, column 22: “faith” stands twice among the aliases; take one away.",
    ]),
    ("a use unknown", "codes:\n  - name: Trust\n    apply: paragraph\n", [
        "line 3, column 12: “apply” is true (to passages), document (to documents as a whole) or false (a heading); write one of these.",
    ]),
    ("a value not allowed", "attributes:\n  pole: [up, down]\n  scale: [low]\ncodes:\n  - name: Trust\n    pole: sideways\n", [
        "line 3, column 3: “scale” is a field that each code has already; give the attribute another name.",
        "line 6, column 11: “sideways” is no value of “pole”; its values are up, down: take one, or add it under “attributes”.",
    ]),
    ("nine levels", "codes: [" + "{name: a, codes: [" * 9 + "]}" * 9 + "]", [
        "line 1, column 152: Codes are nested too deep; 8 levels are the most: move these up.",
    ]),
    ("a flow of 10,000 levels", "codes: " + "[" * 10_000, [
        "line 1, column 71: Lists and fields stand more than 64 deep in each other here; is a bracket or a dash too many?",
    ]),
    ("dashes of 10,000 levels", "codes:\n  " + "- " * 10_000, [
        "line 2, column 129: Lists and fields stand more than 64 deep in each other here; is a bracket or a dash too many?",
    ]),
    ("an object of a program", "codes: !!python/object/apply:os.system ['touch hacked']\n", [
        "line 1, column 8: “!!python/object/apply:os.system” would be an order to programs, which is not allowed in a codebook; take it away, or put it in quotes with its text.",
    ]),
    ("a tag of its own", "codes:\n  - name: !mine Trust\n  - name: !\n", [
        "line 2, column 11: “!mine” would be an order to programs, which is not allowed in a codebook; take it away, or put it in quotes with its text.",
        "line 3, column 11: “!” would be an order to programs, which is not allowed in a codebook; take it away, or put it in quotes with its text.",
    ]),
    ("a quotation mark left open", 'codes:\n  - name: "Trust\n  - name: Doubt\n', [
        "line 2, column 11: This quotation mark is never closed; put the same one at the end of the text.",
    ]),
    ("an apostrophe in quotes", "codes:\n  - name: Trust\n    definition: 'it's so'\n", [
        "line 3, column 21: Text goes on after a quotation mark or a bracket that ends it; put the whole text in quotes of the other kind.",
    ]),
    ("a bad indent", "codes:\n  - name: Trust\n     definition: what\n", [
        "line 3, column 16: A colon can’t stand here; put the text in quotes if the colon is part of it, else line the field up with its neighbours.",
    ]),
    ("a dash too far out", "codes:\n  - name: Trust\n - name: Doubt\n", [
        "line 3, column 2: This line stands further in or out than its neighbours; line it up with them.",
    ]),
    ("a dash forgotten", "codes:\n  - name: Trust\n  name: Doubt\n", [
        "line 3, column 3: This line doesn’t go on with the list above; begin it with a dash, or line it up with what it belongs to.",
    ]),
    ("a dash in the line", "codes: - name: Trust\n", [
        "line 1, column 8: A dash can’t begin a list here; begin a new line below, with the dash further in.",
    ]),
    ("a colon in plain text", "codes:\n  - name: Trust\n    definition: Said so: yes\n", [
        "line 3, column 24: A colon can’t stand here; put the text in quotes if the colon is part of it, else line the field up with its neighbours.",
    ]),
    ("a colon forgotten", "codes:\n  - name: Trust\n    definition what\n    full: all\n", [
        "line 3, column 5: Here a field’s name with a colon is expected, such as “name: Trust”; add it, or indent the line if it goes on with the text above.",
    ]),
    ("a bracket left open", "codes: [Trust, Doubt\nname: a\n", [
        "line 1, column 8: This [ is never closed, or a comma is missing; close it with ], or put the text in quotes if it is no list.",
    ]),
    ("a brace left open", "codes: {name: Trust\n", [
        "line 1, column 8: This { is never closed, or a comma is missing; close it with }, or put the text in quotes.",
    ]),
    ("a sign that begins no text", "codes:\n  - name: @home\n", [
        "line 2, column 11: Text can’t begin with “@” in YAML; put it in quotes.",
    ]),
    ("text behind a bar", "codes:\n  - name: Trust\n    full: | all of it\n", [
        "line 3, column 13: After | or > the text must begin in the next line, further in than its field; move it there.",
    ]),
    ("a path with backslashes", 'codes:\n  - name: "C:\\work"\n', [
        "line 2, column 14: Between double quotes a backslash begins a sign such as \\n; write \\\\ for a backslash, or use single quotes.",
    ]),
    ("two documents", "codes: [Trust]\n---\ncodes: [Doubt]\n", [
        "line 2, column 1: Here a second document begins; a file holds one codebook: take the “---” away or make two files.",
    ]),
    ("half a character", 'codes:\n  - name: "a \\ud83d b"\n  - [x]\n', [
        "line 2, column 11: Here stands half a character, such as \\ud83d alone, which can’t be kept; write the whole one.",
        "line 3, column 5: A code must be given as names with values, such as “name: Trust”.",
    ]),
    ("an escape beyond all", 'codes:\n  - name: "\\UFFFFFFFF"\n', [
        "line 2, column 14: The backslash and the number behind it stand for no character; write the character itself.",
    ]),
    ("an escape beyond all and a half", 'codes:\n  - name: "\\ud83d\\UFFFFFFFF"\n', [
        "line 2, column 18: The backslash and the number behind it stand for no character; write the character itself.",
    ]),
    ("control characters", "codes:\n  - name: Tr\x01st\n    colour: bleux\n  - \x7f\n", [
        "line 2, column 13: Here stands an invisible control character (number 1); delete it.",
        'line 3, column 13: “bleux” is no colour known here; write one as "#2279EB".',
        "line 4, column 4: This code has no name; give it one, such as “name: Trust”.",
        "line 4, column 5: Here stands an invisible control character (number 127); delete it.",
    ]),
    ("nothing", "", [
        "line 1, column 1: The file is empty; is this the codebook that you meant?",
    ]),
    ("a mark alone", "\ufeff \n", [
        "line 1, column 1: The file is empty; is this the codebook that you meant?",
    ]),
    ("comments alone", "# Trust\n", [
        "line 1, column 1: There is nothing here but blanks and comments; begin with “codes:”.",
    ]),
    ("no codes", "name: a\n", [
        "line 1, column 1: There are no codes; write “codes:”, and each code below it with a dash, such as “- name: Trust”.",
    ]),
    ("nul", "codes:\n  - name: Trust\0\n", [
        "line 2, column 16: Here stands a byte (NUL) that no text holds, so the file is not a text file; choose another one.",
    ]),
    ("latin-1", "codes:\n  - name: Über\n  - name: Café\n".encode("latin-1"), [
        "line 2, column 11: “Ü” is saved as the byte DC (Windows-1252), and not as UTF-8, in which the codebook must be; save it as UTF-8 text (in most editors: “Save as”, encoding UTF-8).",
    ]),
    ("utf-16", "codes:\n  - name: Trust\n".encode("utf-16"), [
        "line 1, column 1: The file is in UTF-16, not in UTF-8; save it as UTF-8 text (in most editors: “Save as”, encoding UTF-8).",
    ]),
    ("utf-16 without a mark", "codes:\n  - name: Trust\n".encode("utf-16-be"), [
        "line 1, column 1: The file is in UTF-16, not in UTF-8; save it as UTF-8 text (in most editors: “Save as”, encoding UTF-8).",
    ]),
    ("a zip", b"PK\x03\x04\x14\0\x06\0", [
        "line 1, column 1: The file is a zip archive, such as a Word or Excel file, not text; export the codebook as YAML, or choose another file.",
    ]),
    ("a program", bytes(range(256)) * 4, [
        "line 1, column 1: Here stands a byte (NUL) that no text holds, so the file is not a text file; choose another one.",
    ]),
    ("too large", "codes:\n" + "  - name: é\n" * 500_000, [
        "line 384616, column 12: Here 5 MB are reached, the most that a codebook may have; choose another file, or divide this one.",
    ]),
    ("too many values", "codes: [" + "a," * 300_000, [
        "line 1, column 400003: Here more than 200,000 values are reached, the most that are read; choose another file, or divide this one.",
    ]),
]  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken") / "study"
    book = folder.with_name("whole.yaml")
    book.write_text("codes:\n  - id: OLD\n    name: Old\n    definition: As it was.\n", encoding="utf-8")
    Session.create(Settings(folder, "Ana")).close()
    assert imported(folder, book).exit_code == 0
    return folder


def imported(study, path):
    return CliRunner().invoke(app, ["--study", str(study), "--coder", "Ana", "codebook", "import", str(path)])


def written(path, data):
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(("data", "told"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_codebook_is_told_with_line_and_column(data, told, tmp_path):
    with pytest.raises(Unreadable) as error:
        register.read_codebook(written(tmp_path / "broken.yaml", data))
    head, *sentences = error.value.message.split("\n")
    assert re.fullmatch(r"The codebook has (one problem|(\d+|more than 1,000) problems):", head)
    assert sentences[: len(told)] == told
    assert all(PLACE.fullmatch(sentence) for sentence in sentences)


def test_no_broken_codebook_changes_the_study(study, tmp_path):
    with Session.open(Settings(study, "Ana")) as session:
        before = session.project
    for place, (name, data, told) in enumerate(BROKEN):
        done = imported(study, written(tmp_path / f"{place}.yaml", data))
        assert done.exit_code not in {0, 2}, name
        assert told[0] in done.stderr, name
        assert done.stdout == "", name
    with Session.open(Settings(study, "Ana")) as session:
        assert session.project == before
    assert not (tmp_path / "hacked").exists()


# -- the whole command ----------------------------------------------------------------------------------------------------

MEASURED = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stderr, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
                  time.perf_counter() - start]))
"""


def hundred_megabytes(path):
    with path.open("wb") as file:
        file.write(b"codes:\n")
        for _ in range(100):
            file.write(b"  - name: 1\n" * 83_333)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="memory is asked for in the way of Unix")
def test_the_worst_three_cost_the_whole_command_less_than_200_megabytes(study, tmp_path):
    bomb = next(data for name, data, _ in BROKEN if name == "a bomb of anchors")
    files = {
        "line 416668, column 2: Here 5 MB are reached": hundred_megabytes(tmp_path / "large.yaml"),
        "line 1, column 1: “a0” is not known here": written(tmp_path / "bomb.yaml", bomb),
        "line 1, column 71: Lists and fields stand more": written(tmp_path / "deep.yaml", "codes: " + "[" * 10_000),
    }
    for sentence, path in files.items():
        command = [sys.executable, "-m", "workbench", "--study", str(study), "codebook", "import", str(path)]
        done = subprocess.run([sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=True)
        code, said, memory, _ = json.loads(done.stdout)
        assert code not in {0, 2}
        assert sentence in said
        assert memory < 200_000_000


def test_a_file_that_never_ends_is_not_read_to_its_end(tmp_path):
    endless = tmp_path / "endless.yaml"
    endless.symlink_to("/dev/zero")
    assert len(register.contents(endless)) == 5_000_001
    with pytest.raises(Unreadable, match=r"^The codebook has one problem:\nline 1, column 1: Here stands a byte"):
        register.read_codebook(endless)


def test_of_very_many_values_only_the_first_are_told(tmp_path):
    values = ", ".join(f"v{number}" for number in range(50_000))
    codes = "".join(f"- {{name: n{number}, pole: w}}\n" for number in range(900))
    with pytest.raises(Unreadable) as error:
        register.read_codebook(written(tmp_path / "values.yaml", f"attributes: {{pole: [{values}]}}\ncodes:\n{codes}"))
    first = error.value.message.split("\n")[1]
    assert first.endswith(
        "its values are v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, …: take one, or add it under “attributes”."
    )
    assert len(error.value.message) < 100_000
