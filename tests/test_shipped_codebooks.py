"""The four codebooks that come with the program: what they hold, written out here, and what they all keep to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench import tasks
from workbench.analysis.checking import check
from workbench.config import Settings
from workbench.core.codebook import Codebook, Entry
from workbench.formats import register
from workbench.session import Session

FOLDER = Path(__file__).parents[1] / "codebooks"
IDS = {
    "therapeutic-alignment": {
        "REL": "UPR JUDG EMP HOLLOW CONG FAKE BOND",
        "WRK": "GOAL TASK OFF HOPE WHY MEAN ACT CHAL YES RUPT",
        "ROLE": "LISTEN LOAD REH ADV COMP THER CRAFT",
        "CARE": "GAP NOW STIG BRIDGE SWAP",
        "CULT": "FIT MISS LANG STRUCT",
        "BND": "USER RELY GUARD CRISIS HARM PRIV",
    },
    "support-seeking": {
        "T": "LONE STRESS REL FAM FRIEND MH RISK GRIEF WORK STUDY MONEY BODY SUBST SELF IDENT DECIDE GOOD OTHER UNC",
        "A": "HEAR ADVISE EXPLAIN WORD CALM ASSURE COMPANY PLAN CRISIS",
    },
    "cultural-signals-and-support": {
        "DIST": "light moderate high",
        "SIG": "concepts knowledge values norms language artifacts demographics",
        "SUP": "question restate reflect disclose affirm suggest inform other",
        "": "RATE.empathy",
        "EMO": "sadness fear anger shame guilt loneliness numbness hope",
        "THEME": "",
        "THEME.arabic": "invalidation religion lgbtq gender parenting",
        "THEME.chinese": "invalidation abuse gender family parenting",
        "THEME.german": "relationships coping family isolation money",
        "THEME.jewish": "community practice conversion gender health",
    },
    "empathic-response-style": {
        "TAC": "validate paraphrase express empower inform reappraise disclose advise assist question refer check",
        "MECH": "reaction interpret explore",
    },
}
NUMBERS = {
    "therapeutic-alignment": (39, 6),
    "support-seeking": (28, 2),
    "cultural-signals-and-support": (47, 9),
    "empathic-response-style": (15, 2),
}
SCALES = {
    "REL.EMP": ("a little", "clearly", "deeply"),
    "RATE.empathy": ("1 not at all", "2 slightly", "3 moderately", "4 quite", "5 very"),
    "MECH.reaction": ("none", "weak", "strong"),
    "MECH.interpret": ("none", "weak", "strong"),
    "MECH.explore": ("none", "weak", "strong"),
}
APPENDIX = ".docx"  # a table to be read in a paper, which leaves out what the reader of a paper has no use for
THERE_AND_BACK = [
    row.suffix for row in register.FORMATS if row.codebook and row.codebook_out and row.suffix != APPENDIX
]
NAMED = re.compile(r"\(([A-Z]+\.[\w.]+)\)")
CALLED = re.compile(r"\buse ([A-Z][^();]*?) \(([A-Z]+\.[\w.]+)\)")

each = pytest.mark.parametrize("name", sorted(IDS))


def shipped(name: str) -> Codebook:
    return register.read_codebook(FOLDER / f"{name}.yaml")


def codes(book: Codebook) -> list[Entry]:
    return [entry for entry in book.entries if entry.applies]


def ids(name: str) -> set[str]:
    below = {f"{area}.{code}".strip(".") for area, listed in IDS[name].items() for code in listed.split()}
    return below | {area for area in IDS[name] if area}


def test_four_codebooks_are_shipped_and_no_other():
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.yaml" for name in sorted(IDS)]


@each
def test_a_codebook_holds_exactly_the_codes_of_its_plan(name):
    book = shipped(name)
    keys = [entry.key for entry in book.entries]
    assert (len(keys), set(keys)) == (len(set(keys)), ids(name))
    headings = [entry.key for entry in book.entries if not entry.applies]
    assert (len(codes(book)), len(headings)) == NUMBERS[name]
    assert headings == [area for area in IDS[name] if area]


@each
def test_each_code_stands_below_the_heading_of_its_id(name):
    entries = shipped(name).entries
    for entry in entries:
        above = "" if entry.parent is None else entries[entry.parent].key
        assert above == ("" if entry.key == "RATE.empathy" else entry.key.rpartition(".")[0])


@each
def test_each_code_says_all_that_a_coder_needs(name):
    book = shipped(name)
    for entry in codes(book):
        assert all((entry.definition, entry.full, entry.include, entry.exclude, entry.examples)), entry.key
        assert entry.definition.endswith("."), entry.key
        assert entry.sources, entry.key
        assert set(entry.sources) <= dict(book.sources).keys(), entry.key
    for entry in book.entries:
        assert entry.definition, entry.key
        assert entry.full, entry.key


@each
def test_every_code_that_a_rule_names_is_there_and_bears_that_name(name):
    book = shipped(name)
    called = {entry.key: entry.name for entry in book.entries}
    texts = [book.rules, *(t for e in book.entries for t in (e.definition, e.full, e.include, e.exclude, *e.misses))]
    named = {key for text in texts for key in NAMED.findall(text)}
    assert len(named) > 10
    assert named <= called.keys()
    assert all(called[key] == word for text in texts for word, key in CALLED.findall(text))
    for entry in book.entries:
        assert entry.key not in NAMED.findall(f"{entry.full} {entry.exclude} {' '.join(entry.misses)}"), entry.key


@each
def test_a_codebook_has_rules_sources_and_says_that_it_is_no_authors_own(name):
    book = shipped(name)
    assert book.rules.count("\n") >= 6
    assert "informed by the sources below" in book.description
    assert "is no author's own codebook" in book.description
    assert "OUR" in dict(book.sources)


@each
def test_near_misses_stand_where_codes_are_mixed_up(name):
    entries = codes(shipped(name))
    with_misses = [entry for entry in entries if entry.misses]
    assert len(with_misses) * 3 >= len(entries)
    for entry in with_misses:
        assert not set(entry.misses) & set(entry.examples), entry.key


@each
def test_scales_and_what_is_said_of_documents_as_a_whole_stand_where_they_belong(name):
    book = shipped(name)
    assert {e.key: e.scale for e in book.entries if e.scale} == {k: v for k, v in SCALES.items() if k in ids(name)}
    whole = {entry.key for entry in book.entries if entry.whole}
    assert whole == {key for key in ids(name) if re.match(r"(T|A|MECH)\.|RATE", key)}


@each
def test_no_codebook_pins_a_hotkey_and_each_colour_is_used_once(name):
    entries = shipped(name).entries
    assert [entry.key for entry in entries if entry.hotkey] == []
    assert len({entry.colour for entry in entries}) == len(entries)
    for entry in entries:
        assert contrast(entry.colour, "#FFFFFF") > 3.3, entry.key
        assert contrast(entry.colour, "#121212") > 3.3, entry.key


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@each
def test_nothing_weak_is_found_in_a_shipped_codebook(name):
    assert [found.sentence for found in check(shipped(name))] == []


@each
def test_words_that_yaml_may_read_as_truth_are_no_names_or_points(name):
    misread = {"yes", "no", "on", "off", "true", "false", "null", "y", "n", "~"}
    for entry in shipped(name).entries:
        assert not misread & {word.casefold() for word in (entry.name, *entry.scale, *entry.aliases)}, entry.key


@each
@pytest.mark.parametrize("suffix", THERE_AND_BACK)
def test_a_shipped_codebook_comes_back_from_every_format_as_it_went_out(name, suffix, tmp_path):
    book = shipped(name)
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(register.write_codebook(book, suffix))
    assert register.read_codebook(path) == book


@each
def test_names_and_definitions_come_back_from_the_table_for_an_appendix(name, tmp_path):
    book = shipped(name)
    path = tmp_path / f"{name}{APPENDIX}"
    path.write_bytes(register.write_codebook(book, APPENDIX))
    back = register.read_codebook(path)
    assert [(e.name, e.parent, e.definition) for e in back.entries] == [
        (e.name, e.parent, e.definition) for e in book.entries
    ]


def test_codebooks_come_back_from_yaml_tables_and_refi():
    assert {".yaml", ".csv", ".xlsx", ".qdc"} <= set(THERE_AND_BACK)


def test_one_study_takes_in_all_four_and_has_nothing_to_ask(tmp_path):
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        for name in IDS:
            tasks.import_codebook(session, FOLDER / f"{name}.yaml")
    with Session.open(Settings(tmp_path / "study", "Ana")) as session:
        assert {code.key for code in session.project.codes.values()} == set().union(*map(ids, IDS))
        assert len(session.project.codes) == 148


def test_the_demo_study_is_given_all_four(tmp_path):
    tasks.demo(tmp_path / "demo", "Ana").session.close()
    given = {path.name: path.read_bytes() for path in (tmp_path / "demo" / "codebooks").iterdir()}
    assert given == {path.name: path.read_bytes() for path in FOLDER.iterdir()}
