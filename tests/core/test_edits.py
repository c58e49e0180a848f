"""Steps: doing and taking back, over any sequence of acts."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core import edits
from workbench.core.codebook import Codebook, Entry, adopt, planned
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Coder, Turn, transcript
from workbench.core.project import Project, in_order
from workbench.core.spans import Span
from workbench.core.steps import Stamp, turned_back

TEXT = "INT: How was it?\nP1: I felt heard by it, I think.\n"
TALK = transcript(TEXT, (Turn(0, 5, 16, "INT"), Turn(17, 21, 49, "P1")))
ADA, RAVI = Coder("ada", "Ada"), Coder("ravi", "Ravi")


def stamps():
    numbers = itertools.count(1)
    return lambda coder=ADA: Stamp(coder, "2026-03-01T10:00:00Z", lambda: f"id{next(numbers):04d}")


def start(stamp):
    project = Project()
    arrival = edits.Arrival("P1.txt", "P1", "en", TALK, frozenset({"INT"}))
    project = project.after(edits.add_documents(project, [arrival], stamp()), 1)
    entries = (Entry("REL", "Relation", None, applies=False), Entry("REL.H", "Heard", 0), Entry("", "Hope", None))
    return project.after(adopt(project, Codebook("book", "", entries), stamp()), 2)


def test_importing_makes_cases_of_speakers_and_marks_who_asks():
    project = start(stamps())
    assert [(case.name, case.interviewer) for case in project.cases.values()] == [("INT", True), ("P1", False)]
    assert [document.words for document in project.library] == [3 + 7]


def test_a_generic_label_is_another_person_in_each_document():
    stamp, project = stamps(), Project()
    talks = [transcript(f"D: Hello {n}?\nP: Hi.\n", (Turn(0, 3, 11, "D"), Turn(12, 15, 18, "P"))) for n in (1, 2)]
    arrivals = [edits.Arrival(f"V{n}.txt", f"V{n}", "en", t, frozenset({"D"})) for n, t in enumerate(talks, 1)]
    project = project.after(edits.add_documents(project, arrivals, stamp()))
    assert [case.name for case in project.participants] == ["V1", "V2"]


def arrive(project, stamp, *talks):
    """Documents D1, D2 ... of (label, words) turns with some labels known to ask."""
    arrivals = []
    for number, (asking, *turns) in enumerate(talks, len(project.documents) + 1):
        text, made = "", []
        for label, words in turns:
            made.append(Turn(len(text), len(text) + len(label) + 2, len(text) + len(label) + 2 + len(words), label))
            text += f"{label}: {words} {number}\n"
        arrivals.append(edits.Arrival(f"D{number}.txt", f"D{number}", "en", transcript(text, made), frozenset(asking)))
    return project.after(edits.add_documents(project, arrivals, stamp()))


def test_several_general_labels_of_one_document_are_several_people():
    project = arrive(Project(), stamps(), (["I"], ("I", "So?"), ("A", "Yes."), ("B", "No.")))
    assert [case.name for case in project.participants] == ["D1 A", "D1 B"]


def test_who_asks_in_a_later_document_asks_in_all():
    stamp = stamps()
    project = arrive(Project(), stamp, ([], ("Anna", "Hm."), ("Tom", "Well.")))
    assert [case.name for case in project.participants] == ["Anna", "Tom"]
    project = arrive(project, stamp, (["Anna"], ("Anna", "Why?"), ("Ida", "Well.")))
    assert [case.name for case in project.participants] == ["Ida", "Tom"]
    assert len(project.cases) == 3


def test_a_table_that_names_a_case_twice_is_refused():
    stamp = stamps()
    project = start(stamp)
    for rows in ([("P1", (("age", "1"),)), ("p1 ", (("age", "2"),))], [("Zoe", ()), ("Zoe", ())]):
        with pytest.raises(Refused, match="two rows for"):
            edits.set_cases(project, rows, stamp(), "table")


def test_a_codebook_keeps_codes_apart_that_have_keys_and_asks_about_two_names_in_one_place():
    stamp = stamps()
    project = start(stamp)
    renamed = (Entry("REL", "Relation", None), Entry("REL.H", "Felt heard", 0), Entry("NEW", "Heard", 0))
    after = project.after(adopt(project, Codebook("b", "", renamed), stamp()))
    assert after.code_named("Felt heard").id == project.code_named("Heard").id
    assert after.code_named("Heard").id != project.code_named("Heard").id
    twice = (Entry("REL", "Relation", None), Entry("X", "Heard", 0))
    plan = planned(project, Codebook("b", "", twice))
    assert [question.text for question in plan.questions] == [
        "The study and the file each have a code “Heard” in one place, and they differ. Are they one code?"
    ]
    names = {entry.key: entry.name for entry in plan.merged.book.entries}
    assert sorted((names["REL.H"], names["X"])) == ["Heard", "Heard (2)"]


def test_removing_what_is_gone_already_is_a_conflict():
    stamp = stamps()
    project = start(stamp)
    step = edits.apply_code(project, project.library[0].id, Span(23, 33), project.code_named("Hope").id, stamp())
    coding = step.changes[-1].after
    with pytest.raises(Conflict, match="by somebody else"):
        edits.remove_codings(project, [coding], stamp())


def test_applying_a_code_and_taking_it_back():
    stamp = stamps()
    project = start(stamp)
    document, heard = project.library[0], project.code_named("heard")
    step = edits.apply_code(project, document.id, Span(23, 33), heard.id, stamp())
    after = project.after(step, 3)
    assert [(c.span.of(TEXT), c.number, c.coder) for c in after.codings[document.id]] == [("felt heard", 1, "ada")]
    assert after.counts == {heard.id: 1}
    assert after.after(turned_back(step, 3, "Ada", "now"), 4).codings == {}


@pytest.mark.parametrize(
    ("span", "code", "why"),
    [
        (Span(5, 5), "Heard", "No words are selected"),
        (Span(5, 8), "Relation", "is a heading"),
        (Span(23, 33), "Hope", "already stands"),
    ],
)
def test_what_may_not_be_coded_is_refused_with_a_reason(span, code, why):
    stamp = stamps()
    project = start(stamp)
    document = project.library[0]
    project = project.after(
        edits.apply_code(project, document.id, Span(23, 33), project.code_named("Hope").id, stamp())
    )
    with pytest.raises(Refused, match=why):
        edits.apply_code(project, document.id, span, project.code_named(code).id, stamp())


def test_removing_a_coding_takes_it_off_the_chosen_quotes_in_the_same_step():
    stamp = stamps()
    project = start(stamp)
    document, hope = project.library[0], project.code_named("Hope")
    project = project.after(edits.apply_code(project, document.id, Span(23, 33), hope.id, stamp()))
    coding = project.codings[document.id][0]
    draft = edits.ThemeDraft("Being heard", "Some say so.", (hope.id,), (coding.id,))
    project = project.after(edits.write_themes(project, [draft], stamp()))
    step = edits.remove_codings(project, [coding], stamp())
    after = project.after(step)
    assert after.theme_named("being heard").quotes == ()
    assert after.after(turned_back(step, 1, "Ada", "now")).theme_named("Being heard").quotes == (coding.id,)


def test_a_step_whose_before_no_longer_holds_is_a_conflict():
    stamp = stamps()
    project = start(stamp)
    case = project.case_named("P1")
    step = edits.mark_case(project, case, True, stamp())
    changed = project.after(edits.set_cases(project, [("P1", (("age", "34"),))], stamp(), "table"))
    with pytest.raises(Conflict, match="P1"):
        changed.after(step)


def test_importing_codings_is_one_step_with_its_coders_and_leaves_out_what_stands():
    stamp = stamps()
    project = start(stamp)
    document, hope = project.library[0], project.code_named("Hope")
    placed = [
        edits.Placed(document.id, Span(21, 22), hope.id, "Ravi", "2026-01-01T00:00:00Z"),
        edits.Placed(document.id, Span(23, 27), hope.id, "Ravi"),
        edits.Placed(document.id, Span(23, 27), hope.id, "ravi"),
    ]
    after = project.after(edits.add_codings(project, placed, stamp(), "table.csv"))
    assert [(c.start, c.number, c.at[:4]) for c in after.codings[document.id]] == [(21, 1, "2026"), (23, 2, "2026")]
    assert [coder.name for coder in after.coders.values()] == ["Ada", "Ravi"]
    with pytest.raises(Refused, match="no new coding"):
        edits.add_codings(after, placed, stamp(), "table.csv")


acts = st.lists(
    st.tuples(st.sampled_from(["apply", "remove", "theme", "case", "book"]), st.integers(0, 27)), max_size=25
)


@settings(max_examples=60, deadline=None)
@given(acts)
def test_taking_all_steps_back_in_turn_gives_the_start(todo):
    stamp = stamps()
    moments = [start(stamp)]
    steps = []
    for act, n in todo:
        project = moments[-1]
        try:
            step = _some_step(project, act, n, stamp(ADA if n % 3 else RAVI))
        except Refused:
            continue
        steps.append(step)
        moments.append(project.after(step, project.number + 1))
    project = moments[-1]
    for document, codings in project.codings.items():
        assert codings == in_order(codings)
        assert all(coding.document == document for coding in codings)
    total = sum(project.counts.values())
    assert total == sum(len(codings) for codings in project.codings.values())
    for step, before in zip(reversed(steps), reversed(moments[:-1]), strict=True):
        project = project.after(turned_back(step, 1, "Ada", "now"), before.number)
        assert (project.codings, project.counts, project.themes, project.cases, project.codes) == (
            before.codings, before.counts, before.themes, before.cases, before.codes,
        )  # fmt: skip


def _some_step(project, act, n, stamp):
    document, codes = project.library[0], [code for code, _ in project.code_tree if code.applies]
    codings = project.codings.get(document.id, ())
    if act == "apply":
        return edits.apply_code(project, document.id, Span(21, 22 + n), codes[n % len(codes)].id, stamp)
    if act == "remove":
        return edits.remove_codings(project, codings[n % 5 : n % 5 + 2], stamp)
    if act == "theme":
        chosen = tuple(coding.id for coding in codings[: n % 4])
        return edits.write_themes(project, [edits.ThemeDraft(f"T{n % 3}", f"{n}", (codes[0].id,), chosen)], stamp)
    if act == "case":
        return edits.set_cases(project, [(f"P{n % 3}", (("age", str(n)),))], stamp, "table")
    return adopt(project, Codebook("b", "", (Entry("REL", f"Relation {n}", None), Entry("", f"New {n}", 0))), stamp)
