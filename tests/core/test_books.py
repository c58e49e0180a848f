"""What a codebook says of itself, codes for documents as a whole, and what stands against a code as it is written."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.codebook.doubts import book_doubts, code_doubts
from workbench.core.codebook.lineage import lineage, references
from workbench.core.errors import Conflict, Refused
from workbench.core.hotkeys import code_of_hotkey, hotkeys
from workbench.core.model import Book
from workbench.core.spans import Span

TALK = "P1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time: Then it went.] Bye."
POLES = (("pole", ("aligned", "misaligned")),)


def with_code(made, name, **fields):
    """The study with a code rewritten."""
    code = made.project.code_named(name)
    return made.after(edits.edit_code(made.project, code, code._replace(**fields), made.stamp))


def test_a_codebook_is_written_first_and_then_changed_field_by_field():
    made = study(TALK)
    made = made.after(edits.edit_book(made.project, stamp=made.stamp, name=" Care  at night ", values=POLES))
    step = edits.edit_book(made.project, stamp=made.stamp, rules="Heard wins.\n", sources=(("R 61", "Rogers (1961)."),))
    assert step.label == "Rewrote what the codebook “Care at night” says of itself"
    book = made.project.after(step).book
    assert book[1:] == ("Care at night", "", "Heard wins.", (("R 61", "Rogers (1961)."),), POLES)


def test_a_codebook_is_renamed():
    made = study(TALK)
    made = made.after(edits.edit_book(made.project, stamp=made.stamp, name="One"))
    step = edits.edit_book(made.project, stamp=made.stamp, name="Two")
    assert step.label == "Renamed the codebook “One” to “Two”"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "says this of itself already"),
        ({"description": "  "}, "says this of itself already"),
        ({"sources": (("Rogers", ""),)}, "The source “Rogers” has no reference."),
        ({"sources": (("R", "One."), ("r", "Two."))}, "The source “r” is given twice."),
        ({"values": (("pole", ()),)}, "The attribute “pole” has no values."),
        ({"values": (("pole", ("a", "A")),)}, "The value of “pole” “A” is given twice."),
        ({"name": "x" * 201}, "200 characters at most"),
    ],
)
def test_what_a_codebook_cannot_say_of_itself_is_refused(fields, sentence):
    made = study(TALK)
    with pytest.raises(Refused, match=sentence):
        edits.edit_book(made.project, stamp=made.stamp, **fields)


def test_a_codebook_that_a_colleague_changed_meanwhile_is_a_conflict():
    made = study(TALK)
    made = made.after(edits.edit_book(made.project, stamp=made.stamp, name="Theirs"))
    with pytest.raises(Conflict, match="by somebody else"):
        edits.edit_book(made.project, stamp=made.stamp, name="Mine", seen=Book("", ""))


# -- documents as a whole -------------------------------------------------------------------------------------------------


def test_a_code_for_documents_goes_on_the_document_and_the_others_on_the_words():
    made = with_code(study(TALK), "Time", whole=True)
    text = made.texts[made.project.library[0].id].text
    ids = [made.project.code_named(name).id for name in ("Hope", "Time")]
    document = made.project.library[0].id
    bye = Span(text.index("Bye"), text.index("Bye") + 3)
    step = edits.apply_codes(made.project, document, bye, ids, made.stamp, whole=edits.whole_of(text))
    assert step.label == "Coded D1 with “Hope”, and as a whole with “Time”"
    assert [change.after.span.of(text) for change in step.changes] == ["Bye", text]


def test_a_code_for_documents_needs_no_selection_and_stands_there_once():
    made = with_code(study(TALK), "Time", whole=True)
    document, time = made.project.library[0].id, made.project.code_named("Time").id
    whole = edits.whole_of(made.texts[document].text)
    step = edits.apply_codes(made.project, document, Span(0, 0), [time], made.stamp, whole=whole)
    assert step.label == "Coded D1 as a whole with “Time”"
    made = made.after(step)
    with pytest.raises(Refused, match="“Time” already stands on this document"):
        edits.apply_codes(made.project, document, Span(0, 3), [time], made.stamp, whole=whole)


def test_a_code_for_documents_is_put_on_no_passage():
    made = with_code(study(TALK), "Time", whole=True)
    document, time = made.project.library[0].id, made.project.code_named("Time").id
    with pytest.raises(Refused, match="for documents as a whole, not for passages"):
        edits.apply_code(made.project, document, Span(0, 3), time, made.stamp)
    with pytest.raises(Refused, match="for documents as a whole, not for passages"):
        edits.recode(made.project, made.codings("Hope"), time, made.stamp)
    with pytest.raises(Refused, match="for documents as a whole, not for passages"):
        edits.code_hits(made.project, [(document, Span(0, 3)), (document, Span(4, 6))], time, made.stamp)


# -- hotkeys --------------------------------------------------------------------------------------------------------------


def test_the_first_code_of_the_codebook_has_a_hotkey_and_case_counts():
    made = with_code(with_code(with_code(study(TALK), "Hope", hotkey="t"), "Time", hotkey="t"), "Heard", hotkey="H")
    named = {key: made.project.codes[code].name for key, code in hotkeys(made.project).items()}
    assert named == {"H": "Heard", "t": "Hope"}
    assert made.project.codes[code_of_hotkey(made.project, "T")].name == "Hope"
    made = with_code(made, "Time", hotkey="T")
    assert made.project.codes[code_of_hotkey(made.project, "T")].name == "Time"
    assert code_of_hotkey(made.project, "tt") == ""


def test_a_heading_has_no_hotkey():
    made = with_code(study(TALK), "Care", hotkey="c", applies=False)
    assert hotkeys(made.project) == {}


# -- doubts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "where", "sentence"),
    [
        ({"name": "hope"}, "name", "There is a code “hope” below “Care” already."),
        ({"key": "c.h"}, "key", "“Hope” has the key C.H already."),
        ({"colour": "red"}, "colour", "“red” is no colour."),
        ({"hotkey": "tt"}, "hotkey", "“tt” is no hotkey."),
        ({"hotkey": "h"}, "hotkey", "“Hope” has the hotkey h already; only one of the two gets it."),
        ({"scale": ("a", "A")}, "scale", "Two points of the scale have the same name."),
        ({"applies": False}, "applies", "“Heard” can't be a mere heading: codings stand on it."),
        ({"whole": True}, "applies", "Its codings on passages stay where they are."),
        ({"aliases": ("time",)}, "aliases", "“time” is the name of another code."),
        (
            {"attributes": (("pole", "odd"),)},
            "attributes",
            "“odd” is no value of pole, which may be aligned, misaligned.",
        ),
    ],
)
def test_each_field_says_what_stands_against_it(fields, where, sentence):
    made = with_code(study(TALK), "Hope", key="C.H", hotkey="h")
    made = made.after(edits.edit_book(made.project, stamp=made.stamp, values=POLES))
    heard = made.project.code_named("Heard")
    (found,) = code_doubts(made.project, heard, heard._replace(**fields), made.stamp)
    assert found.where == where
    assert found.message.startswith(sentence)


def test_all_that_stands_against_a_code_is_said_at_once():
    made = study(TALK)
    heard = made.project.code_named("Heard")
    found = code_doubts(made.project, heard, heard._replace(name="Hope", colour="red", hotkey="no"), made.stamp)
    assert [doubt.where for doubt in found] == ["name", "hotkey", "colour"]
    assert code_doubts(made.project, heard, heard._replace(definition="It listens."), made.stamp) == ()


def test_each_field_of_the_codebook_says_what_stands_against_it():
    made = study(TALK)
    fields = {"name": "Care", "sources": (("R", ""),), "values": (("", ("a",)),)}
    found = book_doubts(made.project, Book("", ""), fields, made.stamp)
    assert [doubt.where for doubt in found] == ["sources", "values"]


# -- where codes come from ------------------------------------------------------------------------------------------------


def test_merged_and_split_codes_are_told_without_keys_that_nobody_gave():
    made = with_code(study(TALK), "Heard", key="C.HEARD")
    heard = made.project.code_named("Heard")
    made = made.after(edits.split_code(made.project, heard, "Listened to", made.codings("Heard"), made.stamp))
    going, into = [made.project.code_named(name) for name in ("Heard", "Hope")], made.project.code_named("Listened to")
    made = made.after(edits.merge_codes(made.project, going, into, made.stamp))
    told = lineage(made.project, made.project.code_named("Listened to"))
    assert told == ["It took in: C.HEARD, 1 further code.", "It was split off C.HEARD."]


def test_a_source_is_told_with_its_reference():
    made = with_code(study(TALK), "Hope", sources=("R 61", "a talk"))
    made = made.after(edits.edit_book(made.project, stamp=made.stamp, sources=(("R 61", "Rogers (1961)."),)))
    assert references(made.project, made.project.code_named("Hope")) == ["R 61: Rogers (1961).", "a talk"]
