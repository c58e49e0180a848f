"""Merges in which one answer stands in another's way: no coding is left without a code, and the result can be read."""

from codebooks import book, outline
from workbench.core.codebook import merge
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.writing import write_yaml
from workbench.tasks.asking import for_side, settled


def merged(base, mine, theirs, choose, **more):
    """The merge once all is answered, and the ids of the questions."""
    asked = []

    def noted(question):
        asked.append(question.id)
        return choose(question)

    books = [book(text) if isinstance(text, str) else text for text in (base, mine, theirs)]
    found = settled(lambda answers: merge(*books, answers, **more), noted)
    return found, asked


def test_a_used_code_stays_where_the_one_that_took_it_in_is_gone():
    base = "Hope [H]\nNight [N]"
    found, asked = merged(base, "Night [N]", "Hope [H]: All. | merged N", for_side("mine"), used=[0])
    assert (outline(found.book), asked) == ("Night [N]", ["gone H", "heir of N"])
    given, _ = merged(
        base + "\nDay [D]", "Night [N]\nDay [D]", "Hope [H]: All. | merged N\nDay [D]",
        lambda question: "give:D" if question.gives else "mine", used=[0],
    )  # fmt: skip
    assert (outline(given.book), given.heirs) == ("Day [D]", {0: 0})


def test_codings_do_not_go_to_a_heading_nor_to_a_code_that_is_not_there():
    base = "Hope [H]\nNight [N]"
    found, asked = merged(base, base, "Hope [H] | merged N | heading", for_side("theirs"), used=[1])
    assert (outline(found.book), asked) == ("Hope [H] | merged N | heading\nNight [N]", ["heir of N"])
    answers = iter(["give:nobody", "give:N", "give:hope"])
    found, asked = merged(base, base, "Hope [H]", lambda _: next(answers), used=[1])
    assert (outline(found.book), found.heirs, asked) == ("Hope [H]", {1: 0}, ["gone N"] * 3)


def test_two_codes_merged_into_each_other_do_not_both_go():
    base = "Hope [H]\nNight [N]"
    found, _ = merged(
        base, "Hope [H] | merged N", "Night [N] | merged H",
        lambda question: question.choices[-1][0], used=[0],
    )  # fmt: skip
    assert outline(found.book)
    found, _ = merged(base, "Hope [H] | merged N", "Night [N] | merged H", lambda question: question.choices[0][0])
    assert outline(read_yaml(write_yaml(found.book))) == outline(found.book) == "Hope [H] | merged N\nNight [N]"


def test_a_used_code_that_becomes_a_heading_is_asked_about():
    found, asked = merged("Hope [H]", "Hope [H]", "Hope [H] | heading", for_side("theirs"), used=[0])
    assert (outline(found.book), asked) == ("Hope [H]", ["heading H"])


def test_a_heading_on_one_side_and_for_documents_on_the_other_is_a_question():
    found, asked = merged("Hope [H]", "Hope [H] | heading", "Hope [H] | documents", for_side("theirs"))
    assert (outline(found.book), asked) == ("Hope [H] | documents", ["role of H"])


def test_two_codes_of_one_name_have_questions_of_their_own():
    base = "Kin\n  Trust: One.\nWork\n  Trust: Two."
    answers = iter(["mine", "theirs"])
    found, asked = merged(
        base, "Kin\n  Trust: A.\nWork\n  Trust: B.", "Kin\n  Trust: C.\nWork\n  Trust: D.", lambda _: next(answers)
    )
    assert len(set(asked)) == 2
    assert outline(found.book) == "Kin\n  Trust: A.\nWork\n  Trust: D."


def test_what_one_side_no_longer_allows_and_the_other_uses_stays_allowed():
    books = [
        book("Hope [H] | pole up", values=(("pole", ("up", "down")),)),
        book("Hope [H] | pole up", values=(("pole", ("up",)),)),
        book("Hope [H] | pole down", values=(("pole", ("up", "down")),)),
    ]
    found, _ = merged(*books, for_side("mine"))
    assert found.book.values == (("pole", ("up", "down")),)
    assert read_yaml(write_yaml(found.book)) == found.book


def test_other_names_that_differ_in_case_alone_are_one():
    found, _ = merged("Hope [H]", "Hope [H] | aliases Wish", "Hope [H] | aliases wish, Dream", for_side("mine"))
    assert outline(found.book) == "Hope [H] | aliases Dream, Wish"


def test_a_handle_is_kept_where_the_other_sides_words_hold():
    found, _ = merged("", "Hope [c-0123456789]: One.", "Hope [H]: Two.", for_side("mine"))
    assert outline(found.book) == "Hope [H]: One."
