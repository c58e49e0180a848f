"""A real study's codebook of 230 codes, up to four deep and without definitions: two people edit it, and it is merged."""

import csv

import pytest

from workbench import tasks
from workbench.config import Settings
from workbench.session import Session

pytestmark = pytest.mark.corpora


@pytest.fixture
def file(tmp_path, corpora):
    """The codebook as a YAML file."""
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_codebook(session, corpora / "codings" / "mannheimer_codebook.csv")
        return tasks.export_codebook(session, tmp_path / "base.yaml").path


def test_the_table_is_the_tree_that_its_paths_say(file, corpora):
    with (corpora / "codings" / "mannheimer_codebook.csv").open(encoding="utf-8") as table:
        paths = {row["code"] for row in csv.DictReader(table)}
    book, _ = tasks.codebooks.read_codebook_file(file)
    found = []
    for entry in book.entries:
        found.append(entry.name if entry.parent is None else f"{found[entry.parent]} > {entry.name}")
    assert paths == {path for path, entry in zip(found, book.entries, strict=True) if entry.applies}
    assert (len(paths), len(found), max(path.count(" > ") for path in found)) == (230, 285, 4)


def test_two_edits_of_it_are_merged_line_by_line(file, tmp_path):
    base = file.read_text(encoding="utf-8")
    first, second = (
        line for line in base.splitlines() if "name: IP - fair use" in line or "name: IP - data licensing" in line
    )
    mine = base.replace(first, f"{first}, renamed by Ana")
    theirs = base.replace(second, f"{second}\n{' ' * (len(second) - len(second.lstrip()))}definition: Said by Ben.")
    for name, text in (("mine", mine), ("theirs", theirs)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = tasks.versions(tmp_path / "mine.yaml", tmp_path / "theirs.yaml", file)
    merged = tasks.merge_files(found, tmp_path / "both.yaml").path.read_text(encoding="utf-8")
    assert merged == mine.replace(
        second, theirs.partition(second)[1] + "\n" + theirs.partition(f"{second}\n")[2].partition("\n")[0]
    )
    assert [change.said for change in tasks.compare_codebooks(file, tmp_path / "both.yaml")] == [
        "“IP - data licensing” is renamed “IP - data licensing, renamed by Ana”",
        "“IP - fair use” has a new definition",
    ]
