"""Checking a codebook from the shell: of a study, or of a file in a folder without one."""

import csv
import io
import json

import pytest

from workbench.analysis.checking import RULES

WEAK = """name: Weak
codes:
  - name: Trust
    id: T
    hotkey: t
    definition: Relying on it.
    include: It is said.
    examples: ["I rely on it."]
  - name: Faith
    id: F
    definition: relying, on it
    exclude: Use Trust (X).
"""
MEANING = "“Trust” and “Faith” have the same definition. Say in both how they differ, or merge them. (same-definition)"
CODE = "“Faith” names the code X, which the codebook doesn't have. Name another code there, or add it. (unknown-code)"


@pytest.fixture
def weak(tmp_path):
    (tmp_path / "weak.yaml").write_text(WEAK, encoding="utf-8")
    return "weak.yaml"


def test_a_file_is_checked_without_a_study_and_an_error_fails(workbench, weak):
    done = workbench("codebook", "check", weak)
    assert done.stdout.splitlines() == [
        "Errors",
        f"  {MEANING}",
        "Warnings",
        f"  {CODE}",
        "Notes",
        "  “Faith” has no example. Add one that is typical. (no-example)",
    ]
    assert done.stderr == "1 error, 1 warning, 1 note in 2 codes.\n"
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--ignore", "same-definition"], 0),
        (["--ignore", "same-definition", "--fail-on", "warning"], 1),
        (["--only", "no-example", "--fail-on", "warning"], 0),
        (["--only", "no-example", "--fail-on", "note"], 1),
        (["--only", "same-hotkey", "--fail-on", "note"], 0),
    ],
)
def test_the_exit_code_follows_what_is_left_and_the_level(workbench, weak, words, code):
    assert workbench("codebook", "check", weak, *words).exit_code == code


def test_a_rule_or_a_level_that_there_is_not(workbench, weak):
    done = workbench("codebook", "check", weak, "--only", "no-examples")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no rule “no-examples”; did you mean no-example?" in done.stderr
    assert workbench("codebook", "check", weak, "--fail-on", "never").exit_code == 2


def test_a_file_that_can_not_be_read_is_no_weak_codebook(workbench, tmp_path):
    (tmp_path / "bad.yaml").write_text("codes: [", encoding="utf-8")
    assert workbench("codebook", "check", "bad.yaml").exit_code == 3


def test_the_findings_as_json_and_csv(workbench, weak):
    rows = json.loads(workbench("codebook", "check", weak, "--json").stdout)
    assert rows[0] == {
        "level": "error",
        "rule": "same-definition",
        "codes": ["Trust", "Faith"],
        "what": "“Trust” and “Faith” have the same definition.",
        "way out": "Say in both how they differ, or merge them.",
    }
    table = list(csv.DictReader(io.StringIO(workbench("codebook", "check", weak, "--csv").stdout)))
    assert [(row["rule"], row["codes"]) for row in table] == [
        ("same-definition", "Trust; Faith"),
        ("unknown-code", "Faith"),
        ("no-example", "Faith"),
    ]


def test_the_studys_own_codebook_is_checked_with_its_use(workbench, night):
    done = workbench("codebook", "check", "--ignore", "no-rule", "--ignore", "no-example")
    assert done.stdout.splitlines() == [
        "Notes",
        "  “Listener” is used by Ada alone (1 coding). Ask the others how they read it. (one-coder)",
        "  “Companion” is used by Ben alone (1 coding). Ask the others how they read it. (one-coder)",
    ]
    assert done.exit_code == 0


def test_who_codes_blind_hears_nothing_of_how_codes_are_used(workbench, night, own_settings):
    own_settings.write_text("blind = true\n", encoding="utf-8")
    done = workbench("--coder", "Ada", "codebook", "check", "--only", "unused", "--only", "one-coder")
    assert done.stdout == ""
    assert done.stderr.splitlines()[1:] == [
        "You code blind, so how codes are used was left out: others may use them otherwise."
    ]


def test_headings_are_counted_beside_the_codes(workbench, tmp_path):
    text = "codes:\n  - {name: Bonds, apply: false, codes: [Trust, Hope, Care]}\n"
    (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
    done = workbench("codebook", "check", "book.yaml", "--only", "too-deep")
    assert done.stderr == "Nothing weak in 3 codes and 1 heading.\n"


def test_a_merge_with_open_questions_is_an_error_that_names_its_way_out(workbench, tmp_path):
    head = "# To settle, with: workbench codebook merge --git b.yaml --ask\n#   Which name?\n#   Which colour?\n"
    (tmp_path / "b.yaml").write_text(f"{head}codes: [Trust, Hope]\n", encoding="utf-8")
    done = workbench("codebook", "check", "b.yaml", "--only", "unsettled")
    told = (
        "The file is a merge with 2 questions to settle, which stand at its head. Settle it with: workbench codebook "
    )
    told += "merge --git b.yaml --ask; or by hand, and take these lines away. (unsettled)"
    assert done.stdout.splitlines() == ["Errors", f"  {told}"]
    assert done.exit_code == 1
    (tmp_path / "b.yaml").write_text("codes: [Trust, Hope]\n", encoding="utf-8")
    assert workbench("codebook", "check", "b.yaml", "--only", "unsettled").exit_code == 0


def test_of_a_rule_with_many_findings_the_first_are_told_unless_it_is_asked_for(workbench, tmp_path):
    names = "\n".join(f"  - {{name: N{number}, id: N{number}, definition: D{number}.}}" for number in range(8))
    (tmp_path / "many.yaml").write_text(f"codes:\n{names}\n", encoding="utf-8")
    lines = workbench("codebook", "check", "many.yaml", "--ignore", "no-rule").stdout.splitlines()
    assert len(lines) == 7
    assert lines[-1] == "  … and 3 more of this kind, with --only no-example"
    assert len(workbench("codebook", "check", "many.yaml", "--only", "no-example").stdout.splitlines()) == 9


def test_a_codebook_with_nothing_weak_and_the_rules_themselves(workbench, weak):
    assert workbench("codebook", "check", weak, "--only", "too-deep").stderr == "Nothing weak in 2 codes.\n"
    rows = json.loads(workbench("codebook", "check", "--rules", "--json").stdout)
    assert [row["rule"] for row in rows] == list(RULES)


@pytest.mark.corpora
def test_a_real_study_and_what_is_weak_in_the_use_of_its_codes(workbench, begun, corpora):
    for words in (
        ["import", str(corpora / "transcripts" / "mannheimer")],
        ["codebook", "import", str(corpora / "codings" / "mannheimer_codebook.csv")],
        ["codings", "import", str(corpora / "codings" / "mannheimer_codings.csv")],
    ):
        assert workbench(*words).exit_code == 0
    rows = json.loads(workbench("codebook", "check", "--json", "--ignore", "similar-name").stdout)
    counts = {}
    for row in rows:
        counts[row["rule"]] = counts.get(row["rule"], 0) + 1
    assert counts == {
        "no-definition": 230,
        "no-rule": 230,
        "no-example": 230,
        "one-interview": 96,
        "same-name": 54,
        "unused": 9,
        "too-deep": 1,
        "same-colour": 1,
    }
