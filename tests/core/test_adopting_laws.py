"""What holds of every codebook that comes into a study, whatever was done to the study and to the file since."""

from hypothesis import given, settings
from hypothesis import strategies as st

from codebooks import NAMES, WORDS, edited, trees
from notation import study
from workbench.assist.alike import alike
from workbench.core import edits
from workbench.core.codebook import adopt, book_of, carried_out, planned
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Memo, Theme
from workbench.core.spans import Span
from workbench.core.steps import Change, Step, turned_back
from workbench.tasks.asking import for_side, settled

AT = "2026-11-21T09:30:00Z"
TALK = "P1: [Ana: I] knew her. P2: [Ben @Ben: And] so it went on."


@st.composite
def studies(draw):
    """A study with a codebook, codings by two coders, memos, and a theme."""
    made = study(TALK)
    base = draw(trees())
    if base.entries:
        made = made.after(adopt(made.project, base, made.stamp))
    document = made.project.library[0].id
    for code, _ in made.project.code_tree:
        for start in draw(st.lists(st.integers(0, 2), max_size=2, unique=True)):
            coded = edits.apply_code(made.project, document, Span(start, start + 2), code.id, made.stamp)
            made = made.after(coded)
    codes = [code.id for code, _ in made.project.code_tree]
    codings = [coding.id for coding in made.project.all_codings()]
    targets = [*(("code", code) for code in codes), *(("coding", coding) for coding in codings)]
    memos = [
        Memo(f"m{n}", *about, 0, 0, "analytic", "Why.", False, made.stamp.coder.id, AT)
        for n, about in enumerate(targets)
    ]
    theme = Theme("t", "Theme", "", 1, tuple(codes[::2]), tuple(codings[::2]))
    return made.after(Step("", "Ana", AT, tuple(Change(None, record) for record in (*memos, theme))))


@st.composite
def worked_on(draw, made):
    """The study after some acts on its codes."""
    for _ in range(draw(st.integers(0, 4))):
        codes = [code for code, _ in made.project.code_tree]
        code, other = (draw(st.sampled_from(codes)) for _ in range(2))
        fields = draw(st.sampled_from(["name", "definition", "applies", "merge", "delete", "move"]))
        value = {"name": NAMES, "definition": WORDS, "applies": st.booleans()}.get(fields)
        try:
            if value is not None:
                step = edits.edit_code(made.project, code, code._replace(**{fields: draw(value)}), made.stamp)
            elif fields == "merge":
                step = edits.merge_codes(made.project, [code], other, made.stamp)
            elif fields == "move":
                step = edits.move_code(made.project, code, other.id, 1, made.stamp)
            else:
                step = edits.delete_code(made.project, code, made.stamp, keep_to=other.id)
            after = made.after(step)
        except (Refused, Conflict):
            continue
        made = after if after.project.codes else made
    return made


@st.composite
def files(draw, base):
    """The codebook as others changed it: its ids gone, or some of them; headings made codes, and codes headings."""
    book = draw(edited(base, "T"))
    keyed = draw(st.sampled_from([(True,), (False,), (True, False)]))
    entries = []
    for entry in book.entries:
        key = entry.key if draw(st.sampled_from(keyed)) else ""
        applies = entry.applies != (draw(st.integers(0, 6)) == 0)
        aliases = (draw(NAMES),) if draw(st.integers(0, 8)) == 0 else ()
        entries.append(entry._replace(key=key, applies=applies, aliases=aliases))
    return book._replace(entries=tuple(entries))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_coding_memo_or_quote_is_lost_and_undo_brings_all_back(data):
    made = data.draw(studies())
    base = book_of(made.project, "")._replace(name="B")
    made = data.draw(worked_on(made))
    theirs = data.draw(files(base))
    known = data.draw(st.sampled_from([base, base, None]))
    likely = data.draw(st.sampled_from([None, alike]))
    side = data.draw(st.sampled_from(["mine", "theirs"]))
    before = made.project
    plan = settled(lambda answers: planned(before, theirs, answers, base=known, likely=likely), for_side(side))
    try:
        step = carried_out(before, plan, made.stamp)
    except Refused:
        return
    after = before.after(step)
    edits.keep_rules(after, step)
    assert all(after.codes[coding.code].applies for coding in after.all_codings())
    there = {(coding.span, coding.coder) for coding in after.all_codings()}
    assert all((coding.span, coding.coder) in there for coding in before.all_codings())
    assert after.memos.keys() == before.memos.keys()
    for memo in after.memos.values():
        assert memo.about != "code" or memo.target in after.codes
        assert memo.about != "coding" or memo.target in after.codings_by_id
    assert set(after.themes["t"].codes) <= after.codes.keys()
    assert set(after.themes["t"].quotes) <= after.codings_by_id.keys()
    back = after.after(turned_back(step, 1, "Ana", AT))
    assert (back.codes, back.codings, back.memos, back.themes, back.books) == (
        before.codes, before.codings, before.memos, before.themes, before.books,
    )  # fmt: skip
    again = planned(after, theirs, base=theirs)
    assert known is None or (again.questions, again.changes) == ((), ())
