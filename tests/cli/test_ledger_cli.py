"""The words `ledger`, `saturation` and `negative` on a small study, and the files that they write."""

import json
from pathlib import Path

import pytest

BOOK = """name: Night
codes:
  - name: Warm
    pole: aligned
    value: empathy
  - name: Cold
    pole: misaligned
    value: empathy
  - name: Plain
"""
TALKS = {
    "P01": "INT: And?\n\nP01: It was kind. Then it was stiff. I left.\n",
    "P02": "INT: And?\n\nP02: It was stiff. I left.\n",
    "P03": "INT: And?\n\nP03: I left.\n",
}
CODINGS = """document,quote,code,coder
P01,It was kind.,Warm,Ada
P01,Then it was stiff.,Cold,Ada
P02,It was stiff.,Cold,Ada
P03,I left.,Plain,Ada
P03,And?,Warm,Ada
"""


@pytest.fixture
def stood(workbench, tmp_path):
    """Three interviews, coded aligned, misaligned and neither, and a theme of what is kind."""
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    for name, talk in TALKS.items():
        (tmp_path / f"{name}.txt").write_text(talk, encoding="utf-8")
    for words in (
        ("init",),
        ("import", *(f"{name}.txt" for name in TALKS)),
        ("codebook", "import", "book.yaml"),
        ("codings", "import", "codings.csv"),
        ("theme", "add", "Kind", "--code", "Warm"),
    ):
        done = workbench(*words)
        assert done.exit_code == 0, done.output
    return tmp_path


def test_the_ledger_is_a_table_with_its_rule_on_stderr(workbench, stood):
    done = workbench("ledger", "--csv")
    head, *rows = done.stdout.splitlines()
    assert head.split(",")[:5] == [
        "value",
        "aligned: participants",
        "aligned: extracts",
        "misaligned: participants",
        "misaligned: extracts",
    ]
    assert rows == [
        "empathy,1,1,2,2,0,0,2,3",
        "All values,1,1,2,2,0,0,2,3",
    ]
    assert "What only interviewers say is left out." in done.stderr
    assert "“Plain”" in done.stderr
    assert workbench("ledger", "--csv", "--interviewers").stdout.splitlines()[1] == "empathy,1,2,2,2,0,0,2,4"


def test_only_what_a_query_finds_is_counted_and_the_rule_says_so(workbench, stood):
    done = workbench("ledger", "--csv", "--where", "Warm")
    assert done.stdout.splitlines()[1] == "empathy,1,1,0,0,0,0,1,1"
    assert done.stderr.endswith("Only the codings that the query found are counted.\n")


def test_a_codebook_without_poles_is_told_what_to_write(workbench, night):
    done = workbench("ledger")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "pole (aligned, misaligned or neutral) and value" in done.stderr


def test_negative_cases_are_one_row_each(workbench, stood):
    assert json.loads(workbench("negative", "--json").stdout) == [
        {
            "theme": "Kind",
            "participant": "P01",
            "stands": "the other way",
            "extracts": 1,
            "the other way": 1,
            "by codes": "Cold",
        },
        {
            "theme": "Kind",
            "participant": "P02",
            "stands": "without it, and the other way",
            "extracts": 0,
            "the other way": 1,
            "by codes": "Cold",
        },
        {
            "theme": "Kind",
            "participant": "P03",
            "stands": "without it",
            "extracts": 0,
            "the other way": "",
            "by codes": "",
        },
    ]
    assert workbench("negative", "--theme", "Unkind").exit_code == 1


def test_saturation_tells_the_rules_result_in_the_order_that_is_asked_for(workbench, stood):
    words = ("saturation", "--base", "1", "--run", "1", "--threshold", "0", "--shuffles", "0", "--csv")
    done = workbench(*words)
    assert done.stdout.splitlines() == [
        "interview,new codes,codes so far,new in last 1,% of base",
        "P01,2,2,,",
        "P02,0,2,0,0.0",
        "P03,1,3,1,50.0",
    ]
    assert done.stderr.startswith(
        "Under base 1, run 1, 0 % the threshold is met after interview 2 (P02), "
        "though 1 later run is above it, in the given order."
    )
    named = workbench(*words, "--order", "P03,P01")
    assert [line.partition(",")[0] for line in named.stdout.splitlines()[1:]] == ["P03", "P01"]
    (stood / "order.txt").write_text("P02\n\nP03.txt\n", encoding="utf-8")
    filed = workbench(*words, "--order", "order.txt")
    assert [line.partition(",")[0] for line in filed.stdout.splitlines()[1:]] == ["P02", "P03"]
    assert workbench(*words, "--order", "P09").exit_code == 1
    assert "There is no document “P01 P01" in workbench(*words, "--order", "P01 " * 100).stderr
    assert workbench(*words, "--order", "P03", "--by-import").exit_code == 2
    assert "in the order of import" in workbench(*words, "--by-import").stderr


def test_shuffles_are_the_same_each_time(workbench, stood):
    words = ("saturation", "--base", "1", "--run", "1", "--shuffles", "50", "--seed", "3", "--csv")
    assert workbench(*words).stdout == workbench(*words).stdout
    assert workbench(*words).stdout.splitlines()[0].endswith("orders at 5 %,orders at 0 %")


@pytest.mark.parametrize(
    ("words", "suffix"),
    [
        ("saturation", ".svg"),
        ("saturation", ".png"),
        ("saturation", ".md"),
        ("saturation", ".csv"),
        ("ledger", ".docx"),
        ("ledger", ".xlsx"),
        ("negative", ".csv"),
        ("negative", ".tex"),
        ("cooccur", ".svg"),
        ("cooccur", ".png"),
    ],
)
def test_each_is_written_to_a_file_with_the_same_bytes_and_not_over_another(workbench, stood, words, suffix):
    if suffix in {".svg", ".png"}:
        pytest.importorskip("matplotlib")
    name = f"out/{words}{suffix}"
    done = workbench(words, "--to", name)
    assert (done.exit_code, done.stdout) == (0, f"{name}\n"), done.output
    first = Path(name).read_bytes()
    again = workbench(words, "--to", name)
    assert again.stderr == f"workbench: {name} is there already. Choose another name, or say --force.\n"
    assert workbench(words, "--to", name, "--force").exit_code == 0
    assert Path(name).read_bytes() == first


def test_the_rule_stands_in_the_file(workbench, stood):
    workbench("saturation", "--to", "curve.md", "--shuffles", "0")
    written = Path("curve.md").read_text(encoding="utf-8")
    assert "the rule needs 6 interviews; there are 3" in written


def test_an_unknown_ending_is_refused_with_those_that_there_are(workbench, stood):
    done = workbench("ledger", "--to", "ledger.gif")
    assert done.exit_code == 1
    assert "can’t be written as “.gif”" in done.stderr


def test_a_table_of_different_measures_is_not_drawn(workbench, stood):
    for words in ("ledger", "negative"):
        done = workbench(words, "--to", "table.svg")
        assert done.exit_code == 1
        assert "can’t be drawn, since its columns don’t count the same" in done.stderr
