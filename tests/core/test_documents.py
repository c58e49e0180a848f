"""Verbs on documents and people: what they change, what they refuse, and that each can be taken back."""

import pytest

from notation import study
from workbench.analysis.coverage import coverage
from workbench.core import edits
from workbench.core.errors import Conflict, Missing, Refused
from workbench.core.model import Memo, Theme, Turn, transcript
from workbench.core.steps import Change, Step, turned_back

ONE = "INT: How was it?\n\nP1: [trust: I knew her] from [family: church]."
TWO = "INT: And you?\n\nP2: [trust: Well] enough."


def there_and_back(made, step):
    """The study after a step; taking it back gives what was before."""
    after = made.after(step)
    back = after.project.after(turned_back(step, 1, "Ana", ""))
    for name in ("documents", "cases", "speakers", "codings", "memos", "themes"):
        assert dict(getattr(back, name)) == dict(getattr(made.project, name)), name
    return after


def with_records(made, *records):
    return made.after(Step("More", "Ana", "", tuple(Change(None, record) for record in records)))


def memo(identity, about, target, start=0, end=0):
    return Memo(identity, about, target, start, end, "analytic", f"About {identity}.", False, "0" * 32, "2026")


@pytest.fixture
def made():
    return study(ONE, TWO)


# -- documents ------------------------------------------------------------------------------------------------------------


def test_a_new_title_is_kept_without_needless_blanks(made):
    document = made.project.library[0]
    step = edits.rename_document(made.project, document, "  Night   bus ", made.stamp)
    assert step.label == "Renamed the document “D1” to “Night bus”"
    assert [d.title for d in there_and_back(made, step).project.library] == ["Night bus", "D2"]


@pytest.mark.parametrize("title", ["", " ", "D1", "d2", "D2.TXT", "a\x07b"])
def test_a_title_that_is_empty_taken_or_unprintable_is_refused(made, title):
    with pytest.raises(Refused):
        edits.rename_document(made.project, made.project.library[0], title, made.stamp)


def test_a_document_that_was_changed_in_the_meantime_is_a_conflict(made):
    old = made.project.library[0]
    later = made.after(edits.rename_document(made.project, old, "Bus", made.stamp))
    with pytest.raises(Conflict):
        later.after(edits.rename_document(later.project, old, "Tram", made.stamp))


def test_a_language_is_two_or_three_letters_or_none(made):
    step = edits.set_language(made.project, made.project.library, "de", made.stamp)
    assert step.label == "Set the language of 2 documents to de"
    after = there_and_back(made, step)
    assert {d.language for d in after.project.library} == {"de"}
    step = edits.set_language(after.project, after.project.library[:1], "", made.stamp)
    assert step.label == "Took the language from the document “D1”"
    for wrong in ("German", "d", "DE", "d1"):
        with pytest.raises(Refused):
            edits.set_language(made.project, made.project.library, wrong, made.stamp)
    with pytest.raises(Refused, match="already"):
        edits.set_language(made.project, made.project.library, "en", made.stamp)


def test_removing_takes_codings_speakers_and_chosen_quotes_and_leaves_cases(made):
    trust, family = made.project.codings[made.project.library[0].id]
    other = made.project.codings[made.project.library[1].id][0]
    made = with_records(made, Theme("t", "Ties", "", 1, (trust.code,), (family.id, other.id, trust.id)))
    document = made.project.library[0]
    after = there_and_back(made, edits.remove_documents(made.project, [document], made.stamp)).project
    assert [d.title for d in after.library] == ["D2"]
    assert list(after.all_codings()) == [other]
    assert {speaker.document for speaker in after.speakers.values()} == {after.library[0].id}
    assert after.themes["t"].quotes == (other.id,)
    assert after.cases == made.project.cases


def test_memos_on_a_removed_document_become_memos_of_the_study(made):
    document, other = made.project.library
    coding = made.project.codings[document.id][0]
    made = with_records(
        made, memo("whole", "document", document.id), memo("words", "passage", document.id, 3, 9),
        memo("coded", "coding", coding.id), memo("else", "document", other.id), memo("code", "code", coding.code),
    )  # fmt: skip
    after = there_and_back(made, edits.remove_documents(made.project, [document], made.stamp)).project
    for name in ("whole", "words", "coded"):
        kept = after.memos[name]
        assert (kept.about, kept.target, kept.start, kept.end) == ("study", "", 0, 0)
        assert kept.body == f"On the removed document “D1”:\n\nAbout {name}."
    assert after.memos["else"] == made.project.memos["else"]
    assert after.memos["code"] == made.project.memos["code"]


def test_all_documents_can_go_and_none_is_refused(made):
    step = edits.remove_documents(made.project, made.project.library, made.stamp)
    assert step.label == "Removed 2 documents"
    assert not there_and_back(made, step).project.codings
    with pytest.raises(Refused):
        edits.remove_documents(made.project, [], made.stamp)


# -- people ---------------------------------------------------------------------------------------------------------------


def names(project):
    return sorted((case.name, case.interviewer) for case in project.cases.values())


def test_a_label_stands_for_a_case_that_is_there_or_a_new_one_in_the_same_role(made):
    first, second = made.project.library
    step = edits.set_speaker(made.project, second, "INT", " Mara ", made.stamp)
    assert step.label == "INT in D2 is now Mara"
    after = there_and_back(made, step)
    assert names(after.project) == [("INT", True), ("Mara", True), ("P1", False), ("P2", False)]
    step = edits.set_speaker(after.project, first, "INT", "mara", made.stamp)
    last = there_and_back(after, step)
    assert names(last.project) == [("Mara", True), ("P1", False), ("P2", False)]


def test_a_case_of_which_something_is_known_stays_without_a_voice(made):
    case, document = made.project.case_named("P2"), made.project.library[1]
    made = made.after(edits.set_attributes(made.project, [case], (("age", "40"),), made.stamp))
    after = there_and_back(made, edits.set_speaker(made.project, document, "P2", "P1", made.stamp))
    assert ("P2", False) in names(after.project)


def test_a_label_that_nobody_has_or_that_stands_so_already_is_refused(made):
    document = made.project.library[0]
    with pytest.raises(Missing, match="There: INT, P1"):
        edits.set_speaker(made.project, document, "Dr", "Ida", made.stamp)
    with pytest.raises(Refused, match="P1 is P1 already"):
        edits.set_speaker(made.project, document, "P1", "p1", made.stamp)


def test_a_document_without_labels_may_have_one_voice(made):
    text = transcript("It rained.", [Turn(0, 0, 10)])
    arrival = edits.Arrival("D3.txt", "D3", "", text, frozenset())
    made = made.after(edits.add_documents(made.project, [arrival], made.stamp))
    document = made.project.library[2]
    step = edits.set_speaker(made.project, document, "", "Ida", made.stamp)
    assert step.label == "Who speaks in D3 is now Ida"
    assert there_and_back(made, step).project.cases_of[document.id, ""].name == "Ida"


def test_attributes_are_merged_and_an_empty_value_takes_one_out(made):
    case = made.project.case_named("P1")
    step = edits.set_attributes(made.project, [case], (("age", " 40 "), ("home  town", "Cork")), made.stamp)
    after = there_and_back(made, step)
    case = after.project.case_named("P1")
    assert case.attributes == (("age", "40"), ("home town", "Cork"))
    step = edits.set_attributes(after.project, [case], (("age", ""),), made.stamp)
    assert there_and_back(after, step).project.case_named("P1").attributes == (("home town", "Cork"),)
    for wrong in ((("age", "40"),), (("", "x"),), (("a\x1b", "x"),), (("a", "\x1b"),)):
        with pytest.raises(Refused):
            edits.set_attributes(after.project, [case], wrong, made.stamp)


def test_a_case_is_renamed_or_added_under_a_name_of_its_own(made):
    step = edits.rename_case(made.project, made.project.case_named("INT"), "Mara", made.stamp)
    after = there_and_back(made, step)
    after = there_and_back(after, edits.add_case(after.project, "Observer", made.stamp, interviewer=True))
    assert names(after.project) == [("Mara", True), ("Observer", True), ("P1", False), ("P2", False)]
    same = edits.rename_case(after.project, after.project.case_named("P1"), "p1", made.stamp)
    assert same.label == "Renamed the case “P1” to “p1”"
    for wrong in ("", "P2", "MARA", "P1"):
        with pytest.raises(Refused):
            edits.rename_case(after.project, after.project.case_named("P1"), wrong, made.stamp)


# -- the coded share ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notated", "words", "coded"),
    [
        ("INT: So it was?\n\nP1: One two three.", 3, 0),
        ("INT: [a: So it was?]\n\nP1: One [a: two] three.", 3, 1),
        ("P1: [a: One [b: two] three.]", 3, 3),
        ("P1: [a: One tw]o [b: three].\n\nP2: four", 4, 3),
        ("P1: o[a: n]e t[b: w]o", 2, 2),
        ("P1: t[a: w][b: o]-fold [c: yes]", 2, 2),
        ("INT: Hm? [a: No?\n\nP1: One] two.\n\nINT: [b: And?]", 2, 1),
        ("INT: Hm?", 0, 0),
    ],
)
def test_the_share_counts_the_participants_words_that_bear_a_code(notated, words, coded):
    made = study(notated)
    document = made.project.library[0].id
    assert coverage(made.project, document, made.texts[document])[:2] == (words, coded)


@pytest.mark.parametrize(
    ("words", "coded", "percent"), [(0, 0, 0), (1000, 1, 1), (1000, 999, 99), (3, 2, 67), (5, 5, 100)]
)
def test_nothing_and_all_alone_are_0_and_100_percent(words, coded, percent):
    from workbench.analysis.coverage import Coverage

    assert Coverage(words, coded).percent == percent
