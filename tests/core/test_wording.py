"""How quotes are worded for print: which edits hold, what print shows, and what becomes of them when codings change."""

import pytest

from notation import study
from workbench.core import edits
from workbench.core.blind import Blindfold
from workbench.core.edits import keep_rules
from workbench.core.effects import effects
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Coder, Edit
from workbench.core.spans import Span
from workbench.core.steps import turned_back
from workbench.core.wording import edits_of, fitted, pieces, printed, printed_words, told, words_in

TALK = "P1: [Care: Mary Smith said that it was, well, fine.] [Hope: She\nand Mary agreed.]"


class Quote:
    """The first quote with a code, worded by words as they stand in it."""

    def __init__(self, made, code="Care"):
        self.study = made
        self.coding = made.codings(code)[0]
        self.text = made.texts[self.coding.document].text

    def edit(self, said, instead="", after=False):
        at = self.text.index(said, self.coding.start)
        return Edit(at + len(said), at + len(said), instead) if after else Edit(at, at + len(said), instead)

    def word(self, *edited, **named):
        document, span = self.coding.document, self.coding.span
        known = edits_of(self.study.project, document, span)
        meant = fitted(self.text, span, known, self.edit(*edited, **named))
        self.study = self.study.after(edits.word_quote(self.study.project, document, span, meant, self.study.stamp))
        return self

    def do(self, verb, *more):
        self.study = self.study.after(verb(self.study.project, *more, self.study.stamp))
        return self

    @property
    def known(self):
        return edits_of(self.study.project, self.coding.document, self.coding.span)

    def print(self, span=None):
        span = span or self.coding.span
        return printed(self.text, span, edits_of(self.study.project, self.coding.document, span))


@pytest.fixture
def quote():
    return Quote(study(TALK))


# -- what print shows ---------------------------------------------------------------------------------------------------


def test_words_left_out_added_and_replaced_show_in_brackets_and_the_text_stays(quote):
    quote.word("Mary Smith", "Anna").word(", well,").word("said", "to her sister", after=True)
    assert quote.print() == "[Anna] said [to her sister] that it was […] fine."
    assert quote.coding.span.of(quote.text) == "Mary Smith said that it was, well, fine."
    assert [told(quote.text, edit) for edit in quote.known] == [
        "“Mary Smith” → [Anna]",
        "added: [to her sister]",
        "left out: “, well,”",
    ]


def test_edits_at_both_ends_hold(quote):
    quote.word("Mary Smith").word("fine.")
    quote.do(
        edits.word_quote, quote.coding.document, quote.coding.span, Edit(quote.coding.start, quote.coding.start, "So")
    )
    assert quote.print() == "[So] […] said that it was, well, […]"


def test_a_replaced_name_may_stand_across_a_line_break():
    quote = Quote(study(TALK), "Hope").word("She\nand Mary", "Both women")
    assert quote.print() == "[Both women] agreed."


def test_the_words_alone_are_printed_as_in_the_text(quote):
    quote.word("Mary Smith", "Anna").word("well", "she thought", after=True)
    words = quote.coding.span.of(quote.text)
    assert printed_words(words, quote.coding.start, quote.known) == quote.print()


def test_words_left_out_side_by_side_are_left_out_as_one(quote):
    quote.word("said").word("it was").word("that")
    assert quote.print() == "Mary Smith […], well, fine."
    assert len(quote.known) == 1


def test_leaving_out_more_that_overlaps_leaves_out_both(quote):
    quote.word("Smith said").word("said that")
    assert quote.print() == "Mary […] it was, well, fine."


def test_an_edit_takes_the_place_of_those_that_it_covers(quote):
    quote.word("Mary", "Anna").word("Mary Smith", "A. S.")
    assert quote.print() == "[A. S.] said that it was, well, fine."
    quote.word("Mary Smith", "B")
    assert quote.print() == "[B] said that it was, well, fine."


def test_no_edit_brings_part_of_a_replaced_name_back(quote):
    quote.word("Mary Smith", "Anna")
    for said, instead in (("Smith said", ""), ("Mary", "She"), ("Smith said", "she said")):
        with pytest.raises(Refused, match=r"Some of these words are edited already\."):
            quote.word(said, instead)
    assert quote.print() == "[Anna] said that it was, well, fine."


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (("Mary Smith said that it was, well, fine.",), "all of the quote"),
        (("Mary", "  ", True), "No words were given"),
        (("She",), "not in the quote"),
        (("Mary", "A\u202enna"), "can't be shown"),
    ],
)
def test_what_makes_no_sense_is_refused(quote, edit, why):
    edited = quote.edit(*edit)
    with pytest.raises(Refused, match=why):
        quote.do(edits.word_quote, quote.coding.document, quote.coding.span, edited)
    assert not quote.study.project.wordings


def test_leaving_out_all_word_by_word_is_refused(quote):
    quote.word("Mary Smith said that it was, well,")
    with pytest.raises(Refused, match=r"This is all of the quote\."):
        quote.word(" fine.")


def test_brackets_that_are_typed_are_not_doubled(quote):
    assert quote.word("Mary Smith", " [Anna] ").print() == "[Anna] said that it was, well, fine."


# -- signs and words ----------------------------------------------------------------------------------------------------


def test_no_accent_is_parted_from_its_letter_and_no_emoji_cut_in_two():
    quote = Quote(study("P1: [Care: Jose\u0301 and \U0001f469\u200d\U0001f52c and \U0001f44d\U0001f3fd came.]"))
    at = quote.coding.start
    assert fitted(quote.text, quote.coding.span, (), Edit(at, at + 4, "Juan")) == Edit(at, at + 5, "Juan")
    assert quote.word("\U0001f469").word("\U0001f44d").print() == "Jose\u0301 and […] and […] came."


def test_text_from_right_to_left_is_worded_like_any_other():
    quote = Quote(study("P1: [Care: אמרתי לדנה שלום אתמול.]")).word("לדנה", "לרות").word("אתמול")
    assert quote.print() == "אמרתי [לרות] שלום […]."


def test_one_moves_by_words_and_by_edits_as_a_whole(quote):
    quote.word("Mary Smith", "Anna")
    words = words_in(quote.text, quote.coding.span, quote.known)
    assert [word.of(quote.text) for word in words] == ["Mary Smith", "said", "that", "it", "was", "well", "fine"]
    assert words_in("P1: …", Span(4, 5)) == (Span(4, 5),)
    assert [w.of("cafe\u0301 au") for w in words_in("cafe\u0301 au", Span(0, 8))] == ["cafe\u0301", "au"]


def test_a_quote_of_twenty_thousand_words_is_worded_as_quickly_as_any():
    words = " ".join(f"word{n}" for n in range(20_000))
    quote = Quote(study(f"P1: [Care: {words}]")).word("word19999").word("word0 ", "first")
    assert quote.print().startswith("[first]word1 ")
    assert quote.print().endswith("word19998 […]")
    assert len(pieces(quote.text, quote.coding.span, quote.known)) == 3


# -- what becomes of them -----------------------------------------------------------------------------------------------


def test_a_wording_is_one_for_a_stretch_whatever_its_codes_and_coders():
    quote = Quote(study("P1: [Care, Hope @Ben: Mary Smith said.]")).word("Mary Smith", "Anna")
    assert Quote(quote.study, "Hope").print() == "[Anna] said."
    assert len(quote.study.project.wordings) == 1


def test_a_resized_coding_takes_its_wording_along_and_edits_outside_fall_away(quote):
    quote.word("Mary Smith", "Anna").word("well")
    start, end = quote.coding.span
    short = Span(start, quote.text.index(", well"))
    quote.do(edits.resize, quote.coding, short)
    assert quote.print(short) == "[Anna] said that it was"
    assert len(quote.study.project.wordings) == 1
    wide = Span(start, end + 4)
    quote.do(edits.resize, quote.study.codings("Care")[0], wide)
    assert quote.print(wide) == "[Anna] said that it was, well, fine. She"


def test_an_edge_moved_into_a_replaced_name_brings_no_part_of_it_back(quote):
    quote.word("Mary Smith", "Anna")
    inside = Span(quote.text.index("Smith"), quote.coding.end)
    quote.do(edits.resize, quote.coding, inside)
    assert quote.print(inside) == "[Anna] said that it was, well, fine."


def test_a_resized_coding_leaves_the_wording_to_others_on_the_same_words_and_takes_a_copy():
    quote = Quote(study("P1: [Care, Hope @Ben: Mary Smith said. So what.]")).word("Mary Smith", "Anna")
    short = Span(quote.coding.start, quote.text.index(" So"))
    quote.do(edits.resize, quote.coding, short)
    assert quote.print(short) == "[Anna] said."
    assert Quote(quote.study, "Hope").print() == "[Anna] said. So what."


def test_both_parts_of_a_split_coding_keep_their_edits_and_joined_they_are_one_again(quote):
    quote.word("Mary Smith", "Anna").word("well")
    middle = quote.text.index("that")
    left, right = Span(quote.coding.start, middle - 1), Span(middle, quote.coding.end)
    quote.do(edits.split_coding, quote.coding, left, right)
    assert (quote.print(left), quote.print(right)) == ("[Anna] said", "that it was, […], fine.")
    assert len(quote.study.project.wordings) == 2
    quote.do(edits.join_codings, quote.study.codings("Care"))
    assert quote.print() == "[Anna] said that it was, […], fine."
    assert len(quote.study.project.wordings) == 1


def test_a_removed_document_takes_its_wordings_along_and_undo_brings_them_back(quote):
    quote.word("Mary Smith", "Anna")
    before = quote.study.project
    step = edits.remove_documents(before, before.library, quote.study.stamp)
    gone = before.after(step)
    assert not gone.wordings
    assert gone.after(turned_back(step, 9, step.by, step.at)).wordings == before.wordings


def test_what_was_worded_is_printed_as_said_again_singly_or_all_together(quote):
    quote.word("Mary Smith", "Anna").word("well")
    document, span = quote.coding.document, quote.coding.span
    step = edits.reword_as_said(quote.study.project, document, span, quote.study.stamp, quote.known[0])
    assert step.label == "Took back an edit of a quote from D1"
    quote.study = quote.study.after(step)
    assert quote.print() == "Mary Smith said that it was, […], fine."
    quote.do(edits.reword_as_said, document, span)
    assert not quote.study.project.wordings
    with pytest.raises(Refused, match=r"printed as it was said\."):
        edits.reword_as_said(quote.study.project, document, span, quote.study.stamp)


def test_no_label_and_no_effect_tells_words_of_the_quote(quote):
    document, span, project = quote.coding.document, quote.coding.span, quote.study.project
    step = edits.word_quote(project, document, span, quote.edit("Mary Smith", "Anna"), quote.study.stamp)
    assert step.label == "Replaced words in a quote from D1 for print"
    assert effects(project, step) == ("1 quote is worded for print",)
    quote.word("Mary Smith", "Anna")
    resized = edits.resize(quote.study.project, quote.coding, Span(span.start + 15, span.end), quote.study.stamp)
    assert effects(quote.study.project, resized)[-1] == "1 quote is no longer worded"


def test_two_who_word_one_quote_at_once_dont_both_hold(quote):
    made = [
        edits.word_quote(
            quote.study.project, quote.coding.document, quote.coding.span, quote.edit(said), quote.study.stamp
        )
        for said in ("said", "well")
    ]
    after = quote.study.project.after(made[0])
    with pytest.raises(Conflict, match="worded for print by somebody else"):
        keep_rules(after.after(made[1]), made[1])


def test_who_codes_blind_sees_no_wording_but_their_own(quote):
    quote.word("Mary Smith", "Anna")
    project, ana = quote.study.project, quote.study.stamp.coder
    assert Blindfold.of(project, ana.id).seen.wordings == project.wordings
    ben = Coder("b" * 32, "Ben")
    assert not Blindfold.of(project, ben.id).seen.wordings
