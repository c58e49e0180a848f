"""How a codebook evolved: its versions, what its codes meant, what is outdated, and both written to files."""

import csv
import time
from datetime import UTC

import pytest

from notation import study
from workbench import tasks
from workbench.analysis.evolution import Piece, as_of, compared, rewritten, versions
from workbench.config import Settings
from workbench.core import edits
from workbench.core.errors import Missing, Refused
from workbench.core.model import Book, Code
from workbench.core.project import FIELDS
from workbench.core.spans import Span
from workbench.core.steps import Change, Step
from workbench.formats import register
from workbench.session import Session

TALK = "P1: [Trust: I knew her] from [Church: church], [Trust @Ben: and so] it [Church > Night: went on]."
MAY = "2026-05-0{}T12:00:00Z"


@pytest.fixture
def ana(tmp_path):
    """A study with four codes and five codings, made in one step on 1 May by Mara."""
    made = study(TALK)
    records = [r for name in FIELDS.values() if name != "codings" for r in getattr(made.project, name).values()]
    records += made.project.all_codings()
    changes = tuple(Change(None, record) for record in records)
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        session.do(Step("Made", "Mara", MAY.format(1), changes), made.texts.values())
        yield session


def does(session, day, verb, name, *rest, **named):
    """Does something to a code on a day of May."""
    stamp = session.stamp()._replace(at=MAY.format(day))
    session.do(verb(session.project, session.project.code_named(name), *rest, stamp, **named))


def redefine(session, day, code, **fields):
    does(session, day, edits.edit_code, code, session.project.code_named(code)._replace(**fields))


def told(session, *, each=False):
    """Number, day, coder, codes before and after, codings moved, and sentences of each version."""
    found = versions(session.project, session.codebook_steps(), each=each, zone=UTC)
    return [(v.number, v.at[8:10], v.by, v.before, v.codes, v.codings, v.sentences) for v in found]


# -- versions -----------------------------------------------------------------------------------------------------------


def test_each_kind_of_change_has_its_sentence(ana):
    project = ana.project
    trust = [coding for coding in project.all_codings() if coding.code == project.code_named("Trust").id]
    does(ana, 2, edits.split_code, "Trust", "Trust at night", trust[:1])
    does(ana, 3, lambda p, code, stamp: edits.merge_codes(p, [code], p.code_named("Church"), stamp), "Trust at night")
    redefine(ana, 4, "Church", definition="A house", include="On Sundays")
    redefine(ana, 5, "Church", include="Always", scale=("low", "high"))
    redefine(ana, 6, "Church", name="Parish", definition="A house!")
    does(ana, 7, edits.move_code, "Night", None, 1)
    does(ana, 8, edits.delete_code, "Trust")
    does(ana, 9, edits.move_code, "Night", None, 2)
    assert told(ana) == [
        (1, "01", "Mara", 0, 3, 0, ("“Trust”, “Church” and “Night” were added",)),
        (2, "02", "Ana", 3, 4, 1, ("“Trust” was split in two: “Trust at night”, 1 coding moved",)),
        (3, "03", "Ana", 4, 3, 1, ("“Trust at night” was merged into “Church”, 1 coding moved",)),
        (4, "04", "Ana", 3, 3, 0, ("“Church” was redefined",)),
        (5, "05", "Ana", 3, 3, 0, ("The rules of “Church” were changed", "“Church” got another scale")),
        (6, "06", "Ana", 3, 3, 0, (
            "“Church” was renamed “Parish”", "Signs in the definition of “Parish” were corrected",
        )),
        (7, "07", "Ana", 3, 3, 0, ("“Night” was moved to the top",)),
        (8, "08", "Ana", 3, 2, 0, ("“Trust” was deleted, 1 coding removed",)),
        (9, "09", "Ana", 2, 2, 0, ("The order of the codes was changed",)),
    ]  # fmt: skip


def test_what_one_coder_does_on_a_day_is_one_version_or_each_step_is(ana):
    redefine(ana, 2, "Trust", definition="One")
    redefine(ana, 2, "Trust", definition="Two")
    redefine(ana, 2, "Church", definition="Three")
    redefine(ana, 3, "Trust", definition="Four")
    assert [(number, sentences) for number, *_, sentences in told(ana)[1:]] == [
        (2, ("“Trust” and “Church” were redefined",)),
        (3, ("“Trust” was redefined",)),
    ]
    assert [number for number, *_ in told(ana, each=True)] == [1, 2, 3, 4, 5]


def test_another_coder_in_between_parts_the_day(ana):
    redefine(ana, 2, "Trust", definition="One")
    with Session.open(Settings(ana.settings.folder, "Ben")) as ben:
        redefine(ben, 2, "Church", definition="Two")
    ana.catch_up()
    redefine(ana, 2, "Trust", definition="Three")
    assert [(number, by) for number, _, by, *_ in told(ana)[1:]] == [(2, "Ana"), (3, "Ben"), (4, "Ana")]


def test_what_was_taken_back_leaves_no_version_and_what_was_done_again_does(ana):
    redefine(ana, 2, "Trust", definition="One")
    redefine(ana, 3, "Church", definition="Two")
    ana.undo()
    assert [sentences for *_, sentences in told(ana)[1:]] == [("“Trust” was redefined",)]
    ana.redo()
    assert [day for _, day, *_ in told(ana)] == ["01", "02", "03"]
    ana.reverse(2)
    assert [sentences for *_, sentences in told(ana)[1:]] == [("“Church” was redefined",)]


def test_codings_memos_and_the_like_make_no_version(ana):
    project = ana.project
    does(ana, 2, lambda p, code, stamp: edits.apply_code(p, project.library[0].id, Span(4, 5), code.id, stamp), "Night")
    assert len(ana.codebook_steps()) == 1
    assert len(told(ana, each=True)) == 1


def test_a_brought_in_codebook_is_told_by_its_name_and_what_became_of_it_that_day_as_well(ana):
    new = [Code(f"{n:032x}", "", f"New {n}", None, 9 + n, definition="So") for n in range(90, 103)]
    changes = tuple(Change(None, code) for code in new)
    ana.do(Step("Codebook “Care”: 13 new, 0 changed", "Ana", MAY.format(2), changes))
    redefine(ana, 2, "New 95", definition="Other")
    assert told(ana)[1] == (2, "02", "Ana", 3, 16, 0, ("“Care” was brought in: 13 new", "“New 95” was redefined"))


def test_of_a_few_codes_that_were_brought_in_each_is_told_and_the_first_book_is_not_changed_by_coming(ana):
    codes = {code.name: code for code in ana.project.codes.values()}
    new, book = Code("9" * 32, "", "New", None, 9), Book("b" * 32, "Care", "What it is about.")
    night = [coding for coding in ana.project.all_codings() if coding.code == codes["Night"].id]
    changes = (
        *(Change(coding, None) for coding in night), Change(None, book), Change(None, new), Change(codes["Trust"], codes["Trust"]._replace(definition="Other")),
        Change(codes["Church"], codes["Church"]._replace(name="Parish")), Change(codes["Night"], None),
    )  # fmt: skip
    ana.do(Step("Codebook “Care”: 1 new, 2 changed, 1 deleted", "Ana", MAY.format(2), changes))
    assert told(ana)[1][-1] == (
        "“Care” was brought in: 1 new, 2 changed, 1 deleted", "“New” was added",
        "“Night” was deleted, 1 coding removed",        "“Church” was renamed “Parish”", "“Trust” was redefined",
    )  # fmt: skip


def test_a_codebook_that_changes_nothing_but_the_text_it_came_from_makes_no_version(ana):
    book = Book("b" * 32, "")
    ana.do(Step("Codebook “Care”: 0 new, 0 changed", "Ana", MAY.format(2), (Change(None, book),)))
    assert len(told(ana)) == 1
    changed = Change(book, book._replace(rules="The smaller code wins"))
    ana.do(Step("Codebook “Care”: 0 new, 0 changed", "Ana", MAY.format(3), (changed,)))
    assert told(ana)[1][-1] == ("“Care” was brought in", "The codebook as a whole got other rules for all codes")


def test_many_names_are_counted(ana):
    for n in range(10):
        ana.do(edits.add_code(ana.project, f"New {n}", None, ana.stamp()._replace(at=MAY.format(2))))
    names = ", ".join(f"“New {n}”" for n in range(8))
    assert told(ana)[1][-1] == (f"{names} and 2 more were added",)


def test_what_the_codebook_says_of_itself_makes_a_version(ana):
    book = Book("b" * 32, "Care", rules="The smaller code wins")
    ana.do(Step("Wrote", "Ana", MAY.format(2), (Change(None, book),)))
    assert [sentences for *_, sentences in told(ana)[1:]] == [
        ("The codebook as a whole got other rules for all codes",)
    ]


def test_who_codes_blind_sees_all_versions_but_counts_own_codings_alone(ana):
    project = ana.project
    both = [coding for coding in project.all_codings() if coding.code == project.code_named("Trust").id]
    does(ana, 2, edits.split_code, "Trust", "All of it", both)
    assert told(ana)[1][-2:] == (2, ("“Trust” was split in two: “All of it”, 2 codings moved",))
    ana.become("Ben")
    ana.code_blind(True)
    seen = tasks.codebook_versions(ana)[1]
    assert (seen.codings, seen.sentences) == (1, ("“Trust” was split in two: “All of it”, 1 coding moved",))


def test_the_codebook_of_a_version_is_as_it_was(ana):
    redefine(ana, 2, "Church", definition="One", name="Parish")
    does(ana, 3, edits.delete_code, "Trust")
    then = as_of(ana.project, ana.codebook_steps(), 1)
    assert [code.name for code, _ in then.code_tree] == ["Trust", "Church", "Night"]
    assert then.codes == ana.past(1).codes
    assert as_of(ana.project, ana.codebook_steps(), 2).codes == ana.past(2).codes
    assert as_of(ana.project, ana.codebook_steps(), 3).codes == ana.project.codes


# -- files --------------------------------------------------------------------------------------------------------------


def test_the_log_is_written_as_a_report(ana, tmp_path):
    redefine(ana, 2, "Trust", definition="One")
    for name in ("log.docx", "log.md", "log.csv"):
        assert tasks.write_log(ana, tmp_path / name).said == "2 versions"
    text = (tmp_path / "log.md").read_text(encoding="utf-8")
    assert "2 versions, from 1 May 2026 to 2 May 2026." in text
    assert "- “Trust” was redefined." in text
    assert "*“Trust”, Definition:*\n\n- was: nothing\n- is: One\n" in text
    rows = list(csv.reader((tmp_path / "log.csv").open(encoding="utf-8-sig")))
    assert rows == [
        ["version", "date", "who", "codes before", "codes after", "what", "codings moved"],
        ["1", "2026-05-01", "Mara", "0", "3", "“Trust”, “Church” and “Night” were added", "0"],
        ["2", "2026-05-02", "Ana", "3", "3", "“Trust” was redefined", "0"],
    ]
    with pytest.raises(Refused, match="there already"):
        tasks.write_log(ana, tmp_path / "log.md")
    with pytest.raises(Refused, match=r"can't be written as “\.yaml”"):
        tasks.write_log(ana, tmp_path / "log.yaml")


def test_the_codebook_of_a_version_is_written_as_a_codebook_file(ana, tmp_path):
    redefine(ana, 2, "Trust", definition="One")
    redefine(ana, 3, "Trust", definition="Two", name="Faith")
    written = tasks.write_version(ana, 2, tmp_path / "then.yaml")
    assert written.said == "3 codes, as they were on 2 May 2026"
    book = register.read_codebook(tmp_path / "then.yaml")
    assert [(entry.name, entry.definition) for entry in book.entries] == [
        ("Trust", "One"),
        ("Church", ""),
        ("Night", ""),
    ]
    with pytest.raises(Missing, match=r"no version 9\. It has 3 versions"):
        tasks.write_version(ana, 9, tmp_path / "never.yaml")


# -- what is outdated -----------------------------------------------------------------------------------------------------


def test_outdated_codings_are_told_with_when_and_by_whom_their_code_was_changed(ana):
    redefine(ana, 2, "Church", definition="One")
    redefine(ana, 3, "Trust", definition="Two")
    assert [(o.code.name, len(o.codings), o.of, o.at, o.by) for o in tasks.outdated_codings(ana)] == [
        ("Trust", 2, 2, MAY.format(3), "Ana"),
        ("Church", 1, 1, MAY.format(2), "Ana"),
    ]


def test_who_codes_blind_is_shown_own_outdated_codings_alone(ana):
    redefine(ana, 2, "Church", definition="One")
    redefine(ana, 3, "Trust", definition="Two")
    ana.become("Ben")
    ana.code_blind(True)
    assert [(o.code.name, len(o.codings), o.of) for o in tasks.outdated_codings(ana)] == [("Trust", 1, 1)]


def test_what_a_code_said_when_it_was_coded_is_found_though_it_was_taken_back(ana):
    redefine(ana, 2, "Night", definition="Dark")
    project = ana.project
    does(ana, 3, lambda p, code, stamp: edits.apply_code(p, project.library[0].id, Span(4, 5), code.id, stamp), "Night")
    ana.reverse(2)
    (outdated,) = tasks.outdated_codings(ana)
    assert [coding.span for coding in outdated.codings] == [Span(4, 5)]
    then = tasks.known_meanings(ana).then(outdated.codings[0])
    assert (then.name, then.definition) == ("Night", "Dark")


def test_a_coding_of_a_merged_code_knows_what_that_one_said_and_an_unknown_meaning_is_unknown(ana):
    redefine(ana, 2, "Trust", definition="One")
    project = ana.project
    ana.do(edits.keep_codings(project, project.outdated[project.code_named("Trust").id], ana.stamp()))
    redefine(ana, 3, "Trust", definition="Two")
    redefine(ana, 3, "Church", definition="Three")
    does(ana, 4, lambda p, code, stamp: edits.merge_codes(p, [code], p.code_named("Church"), stamp), "Trust")
    (outdated,) = tasks.outdated_codings(ana)
    known = tasks.known_meanings(ana)
    assert [known.then(coding).definition for coding in outdated.codings] == ["One", "", "One"]
    assert known.then(outdated.codings[0]._replace(meaning="ffffffff")) is None


def test_changed_words_are_marked_and_the_others_are_not():
    assert compared("Felt without judgement.", "Felt without any blame.") == (
        (Piece("Felt without ", False), Piece("judgement", True), Piece(".", False)),
        (Piece("Felt without ", False), Piece("any blame", True), Piece(".", False)),
    )
    code = Code("1", "", "Trust", None, 1, definition="Same", include="Old")
    (field,) = rewritten(code, code._replace(include=""))
    assert (field.name, field.before, field.after) == ("Use", (Piece("Old", True),), ())


# -- size ---------------------------------------------------------------------------------------------------------------


def test_the_versions_are_read_quickly_from_a_long_history(ana):
    import sqlite3

    filler = [("Coded", "Ana", MAY.format(2), "", None, '[["codings",null,["' + "x" * 300 + '"]]]', 9)] * 40_000
    with sqlite3.connect(ana.settings.database) as database:
        database.executemany(
            'INSERT INTO steps (label, "by", at, reason, reverses, changes, issued) VALUES (?, ?, ?, ?, ?, ?, ?)',
            filler,
        )
    ana.project = ana.project.after(Step("", "", "", ()), 40_001)
    begun = time.perf_counter()
    found = ana.codebook_steps()
    assert len(found) == 1
    assert time.perf_counter() - begun < 1


# -- real data ------------------------------------------------------------------------------------------------------------


@pytest.mark.corpora
def test_a_new_definition_in_mannheimers_study_lists_exactly_that_codes_codings(corpora, tmp_path):
    with Session.create(Settings(tmp_path / "mannheimer", "Ana")) as session:
        tasks.import_transcripts(session, [corpora / "transcripts" / "mannheimer"])
        tasks.import_codebook(session, corpora / "codings" / "mannheimer_codebook.csv")
        tasks.import_codings(session, corpora / "codings" / "mannheimer_codings.csv")
        project = session.project
        most = max(project.counts, key=lambda code: project.counts[code])
        before = {coding.id for coding in project.all_codings() if coding.code == most}
        code = project.codes[most]
        session.do(edits.edit_code(project, code, code._replace(definition="Something else"), session.stamp()))
        document = project.library[0].id
        session.do(edits.apply_code(session.project, document, Span(0, 5), most, session.stamp()))
        (outdated,) = tasks.outdated_codings(session)
        assert (outdated.code.id, {coding.id for coding in outdated.codings}) == (most, before)
        assert (len(before), outdated.of) == (project.counts[most], project.counts[most] + 1)
        assert [v.codes for v in tasks.codebook_versions(session, each=True)] == [285, 285]
