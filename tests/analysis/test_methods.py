from dataclasses import replace

from notation import study
from workbench.analysis.methods import Known, day, methods, percent
from workbench.analysis.report import GAP, Heading, Prose, Table
from workbench.analysis.sample import recognisable, sample
from workbench.analysis.view import gathered, view
from workbench.core import edits
from workbench.core.edits import ThemeDraft
from workbench.core.model import SEARCH

KNOWN = Known("Nights", "0.9")
FIRST = "INT: [trust: Did you trust it?]\nP1: [trust, trust @Ben: It listened.] [work > hours: All night.]"
SECOND = "INT: And you?\nP2: [work > hours @Ben: Until four.] [trust: Never judged.]"


def drafted(made, known=KNOWN):
    """Each chapter of the methods, by its heading."""
    seen = view(made.project, made.texts, attributes=True)
    parts = [gathered(seen, theme) for theme in made.project.theme_order]
    blocks = list(methods(seen, parts, known))
    places = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    return {blocks[place].text: blocks[place + 1].markdown for place in places}


def attributed(made, **people):
    rows = [(name, tuple(known.items())) for name, known in people.items()]
    return made.after(edits.set_cases(made.project, rows, made.stamp, "t.csv"))


def test_the_material_is_counted_and_what_nobody_knows_is_a_gap():
    said = drafted(study(FIRST, SECOND))["Participants and material"]
    assert "The material is 2 transcripts with 14 words in English." in said
    assert "Two participants are heard in them, and 1 interviewer." in said
    assert said.startswith(GAP.format("How participants were recruited, and by which criteria"))
    for unknown in (
        "How long the interviews lasted",
        "The interview guide",
        "Who transcribed them, and by which rules",
    ):
        assert f"{GAP.format(unknown)}." in said


def test_languages_are_named_and_one_that_is_not_known_is_a_gap():
    made = study(FIRST, SECOND, language="de")
    assert " in German." in drafted(made)["Participants and material"]
    first, second = made.project.library
    documents = {first.id: first._replace(language=""), second.id: second}
    made = made._replace(project=replace(made.project, documents=documents))
    assert f"words: 1 in German and 1 in {GAP.format('their language')}." in drafted(made)["Participants and material"]


def test_the_coding_is_told_with_its_coders_and_days_and_what_they_agree_on_is_a_gap():
    agreement = GAP.format("Agreement between coders: by which measure, and how much")
    assert drafted(study(FIRST, SECOND))["Coding"].startswith(
        "Two coders, Ana and Ben, made 6 codings on 5 distinct extracts, with 2 of 3 codes. "
        "The codings are dated 21 November 2026, and are kept with workbench 0\\.9. "
        f"Two of 2 transcripts bear codings of two or more coders. {agreement}. "
    )


def test_an_interviewer_who_is_heard_in_no_transcript_is_not_counted():
    made = study(FIRST, SECOND)
    asking = next(case for case in made.project.cases.values() if case.interviewer)
    cases = {**made.project.cases, "x": asking._replace(id="x", name="Unheard")}
    made = made._replace(project=replace(made.project, cases=cases))
    assert "and 1 interviewer." in drafted(made)["Participants and material"]


def test_one_coder_alone_has_nothing_to_agree_on():
    said = drafted(study("P1: [trust: Yes.]"))["Coding"]
    assert said.endswith("All codings are by one coder.")
    assert "Agreement" not in said


def test_who_codes_blind_is_named_as_the_only_one():
    said = drafted(study(FIRST), Known("Nights", "0.9", blind="Ana"))["Coding"]
    assert "Only the codings of Ana, who codes blind, are in this file." in said


def test_codings_that_a_search_made_are_told_by_their_share():
    made = study("P1: [trust: Yes.] And [trust: yes.]")
    (first, _) = made.project.all_codings()
    found = tuple(coding._replace(origin=SEARCH if coding == first else "") for coding in made.codings("trust"))
    made = made._replace(project=replace(made.project, codings={first.document: found}))
    assert "One of them (50%) came from a search for words." in drafted(made)["Coding"]


def test_themes_quotes_and_memos_are_counted_private_memos_not():
    made = study(FIRST, SECOND)
    quote = made.codings("trust")[1].id
    draft = ThemeDraft("Heard", "", (made.project.code_named("trust").id,), (quote,))
    made = made.after(edits.write_themes(made.project, [draft], made.stamp))
    for private in (False, True):
        made = made.after(edits.write_memo(made.project, "study", "", None, "reflexive", "Hm.", private, made.stamp))
    said = drafted(made)["Analysis"]
    assert "One theme is reported, with 1 quote from 1 of 2 participants." in said
    assert "One memo was written (1 reflexive)." in said


def test_the_codebooks_last_change_is_a_step_of_the_history():
    said = drafted(study(FIRST), Known("Nights", "0.9", 12, "2026-03-02T23:30:00Z"))["Codebook"]
    assert said.startswith("The codebook “")
    assert "In the study it was last changed on 2 March 2026 (step 12 of the study’s history)." in said


def test_a_study_without_anything_is_told_without_an_invented_word():
    said = drafted(study())
    assert said["Coding"] == "Nothing is coded yet."
    assert said["Codebook"] == "The study has no codes yet."
    assert "The study has no documents yet." in said["Participants and material"]


def tables_of(made):
    return [block for block in sample(view(made.project, made.texts, attributes=True)) if isinstance(block, Table)]


def test_the_sample_counts_each_value_gives_numbers_as_a_range_and_names_what_is_not_known():
    people = {f"P{n}": {"gender": "woman" if n < 3 else "man", "age": str(20 + n)} for n in range(1, 6)}
    people["P5"]["gender"] = ""
    made = attributed(study("\n".join(f"P{n}: Yes." for n in range(1, 6))), **people)
    counts, each = tables_of(made)
    assert counts.rows == (
        ("gender", "man", 2, 40),
        ("", "woman", 2, 40),
        ("", "not known", 1, 20),
        ("age", "21 to 25, median 23", 5, 100),
    )
    assert each.rows[4] == ("P5", "", 25, 0)


def test_a_combination_that_fewer_than_three_share_is_cautioned_of():
    people = {f"P{n}": {"gender": "woman" if n < 4 else "man"} for n in range(1, 5)}
    made = attributed(study("\n".join(f"P{n}: Yes." for n in range(1, 5))), **people)
    assert [case.name for case in recognisable(made.project.participants, ["gender"])] == ["P4"]
    assert tables_of(made)[1].note.startswith(
        "Caution: taken together, these attributes fit fewer than 3 participants in the case of 1 of 4 participants"
    )


def test_nothing_is_cautioned_of_where_all_are_alike():
    people = {f"P{n}": {"gender": "woman"} for n in range(1, 4)}
    made = attributed(study("\n".join(f"P{n}: Yes." for n in range(1, 4))), **people)
    assert tables_of(made)[1].note == ""


def test_a_study_that_knows_nothing_of_its_participants_says_how_to_tell_it():
    (_, said) = sample(view(*study(FIRST)[:2]))
    assert "workbench cases import" in said.markdown


def test_days_and_shares_read_the_same_everywhere():
    assert day("2026-03-02T23:59:59Z") == "2 March 2026"
    assert [percent(*pair) for pair in ((0, 9), (1, 900), (899, 900), (9, 9), (0, 0))] == [
        "0%",
        "1%",
        "99%",
        "100%",
        "0%",
    ]


def test_methods_are_prose_under_headings_alone():
    seen = view(*study(FIRST)[:2])
    assert {type(block) for block in methods(seen, [], KNOWN)} == {Heading, Prose}
