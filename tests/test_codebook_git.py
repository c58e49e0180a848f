"""The merge driver in git where things are awkward: broken files, odd names, other line ends, subfolders, rebases."""

import shlex

from test_codebook_files import BOOK, edit, repository

__all__ = ["repository"]
ODD = "codebooks/für alle '24.yaml"


def two_branches(path, run, hers, mine):
    """One change committed on either branch."""
    run("git checkout -qb hers")
    edit(path, hers)
    run("git commit -qam hers && git checkout -q main")
    edit(path, mine)
    run("git commit -qam mine")


def odd(path, run, text):
    """The codebook under an odd name."""
    other = path.with_name(ODD.removeprefix("codebooks/"))
    path.unlink()
    other.write_bytes(text)
    run("git add -A && git commit -qm odd")
    return other


def test_a_file_that_can_not_be_read_is_left_to_gits_own_marks(repository):
    path, run = repository
    two_branches(path, run, ("At night.", "When: it is: dark."), ("At night.", "After ten."))
    told = run("git merge hers -m both", code=1)
    assert "codebooks/nights.yaml can't be merged code by code" in told
    assert (
        "<<<<<<< mine\n      definition: After ten.\n=======\n      definition: When: it is: dark.\n>>>>>>> theirs"
        in (path.read_text(encoding="utf-8"))
    )
    assert run("git status --porcelain") == "UU codebooks/nights.yaml\n"


def test_the_line_that_settles_it_works_as_it_stands_from_any_folder(repository):
    path, run = repository
    path = odd(path, run, BOOK.encode())
    two_branches(path, run, ("At night.", "When it is dark."), ("At night.", "After ten."))
    told = run("git merge hers -m both", code=1)
    line = next(line for line in told.splitlines() if line.startswith("Settle it with: ")).removeprefix(
        "Settle it with: "
    )
    run(f"cd codebooks && echo 2 | {line}")
    assert path.read_text(encoding="utf-8") == BOOK.replace("At night.", "When it is dark.")
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_other_line_ends_and_a_mark_at_the_beginning_are_kept(repository):
    path, run = repository
    run("git config core.autocrlf false")
    path = odd(path, run, b"\xef\xbb\xbf" + BOOK.replace("\n", "\r\n").encode())
    run("git checkout -qb hers")
    path.write_bytes(path.read_bytes().replace(b"At night.", b"When it is dark."))
    run("git commit -qam hers && git checkout -q main")
    path.write_bytes(path.read_bytes().replace(b"What is hoped for.", b"All hope."))
    run("git commit -qam mine && git merge -q hers -m both")
    wanted = BOOK.replace("At night.", "When it is dark.").replace("What is hoped for.", "All hope.")
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", "\r\n").encode()


def test_rebase_and_cherry_pick_merge_code_by_code_too(repository):
    path, run = repository
    two_branches(path, run, ("At night.", "When it is dark."), ("name: Night", "name: Dark"))
    wanted = BOOK.replace("At night.", "When it is dark.").replace("name: Night", "name: Dark")
    run("git checkout -qb picked && git cherry-pick hers")
    assert path.read_text(encoding="utf-8") == wanted
    run("git checkout -q hers && git rebase -q main")
    assert path.read_text(encoding="utf-8") == wanted


def test_both_sides_may_add_the_file(repository):
    path, run = repository
    new = path.with_name("new.yaml")
    run("git checkout -qb hers")
    new.write_text(BOOK + "    - name: Hers\n", encoding="utf-8")
    run("git add -A && git commit -qm hers && git checkout -q main")
    new.write_text(BOOK + "    - name: Mine\n", encoding="utf-8")
    run("git add -A && git commit -qm mine && git merge hers -m both")
    assert new.read_text(encoding="utf-8") == BOOK + "    - name: Mine\n    - name: Hers\n"


def test_a_file_that_one_side_deleted_is_no_merge(repository):
    path, run = repository
    run("git checkout -qb hers && git rm -q codebooks/nights.yaml && git commit -qm hers && git checkout -q main")
    edit(path, ("At night.", "After ten."))
    run("git add -A && git commit -qm mine && git merge hers -m both", code=1)
    assert "git has no merge of" in run("workbench codebook merge --git codebooks/nights.yaml --ours", code=1)
    assert "git has no merge of" in run("workbench codebook merge --git nowhere/none.yaml --ours", code=1)


def test_where_the_program_can_not_be_run_git_merges_the_lines_and_loses_nothing(repository):
    path, run = repository
    driver = run("git config merge.workbench-codebook.driver").strip()
    gone = driver.replace(driver.partition(" -m ")[0], "/nowhere/python")
    run(f"git config merge.workbench-codebook.driver {shlex.quote(gone)}")
    two_branches(path, run, ("# our codebook", "# all of ours"), ("At night.", "After ten."))
    run("git merge -q hers -m both")
    text = path.read_text(encoding="utf-8")
    assert ("# all of ours" in text, "After ten." in text) == (True, True)
