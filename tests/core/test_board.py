"""The board of themes: its order, codes that move between themes, merging and splitting, chosen quotes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notation import study
from workbench.analysis.board import below, extracts_of, loose, said, tally_of, theme_tally
from workbench.analysis.hearing import Hearing
from workbench.core import edits
from workbench.core.effects import effects
from workbench.core.errors import Refused
from workbench.core.project import FIELDS
from workbench.core.steps import turned_back

TALK = (
    "INT: [Night: How was it?]\n\nP1: [Care > Heard: It felt] [Care > Hope, Night: warm.] [Time: Late.] [Time @Ben: Late]",
    "INT: And?\n\nP2: [Care > Heard: Yes.] [Night: No.] [Alone: Nobody.]",
)


class Board:
    """A study with themes, and its verbs by names."""

    def __init__(self, themes):
        self.study = study(*TALK)
        for name, codes, quotes in themes:
            draft = edits.ThemeDraft(name, f"On {name}.", self.ids(codes), self.quotes(quotes))
            self.do(edits.add_theme(self.project, draft, self.study.stamp))

    @property
    def project(self):
        return self.study.project

    def do(self, step):
        self.study = self.study.after(step)
        return step

    def ids(self, names):
        return tuple(self.project.code_named(name).id for name in names)

    def quotes(self, words):
        texts = {
            coding.span.of(self.study.texts[coding.document].text): coding.id for coding in self.project.all_codings()
        }
        return tuple(texts[some] for some in words)

    def theme(self, name):
        return self.project.theme_named(name)

    def shown(self):
        """Each theme in order with its codes and the words of its quotes."""
        known, texts = self.project.codings_by_id, self.study.texts
        return [
            (
                theme.name,
                [self.project.codes[code].name for code in theme.codes],
                [known[quote].span.of(texts[known[quote].document].text) for quote in theme.quotes],
            )
            for theme in self.project.theme_order
        ]

    def verb(self, verb, *words):
        return self.do(verb(self.project, *words, self.study.stamp))


@pytest.fixture
def board():
    return Board(
        [("Warmth", ("Heard", "Hope"), ("It felt", "Yes.")), ("Nights", ("Night",), ("No.",)), ("Rest", ("Time",), ())]
    )


def test_a_theme_moves_among_the_themes_and_no_further_than_their_ends(board):
    board.verb(edits.move_theme, board.theme("Rest"), -1)
    assert [name for name, *_ in board.shown()] == ["Warmth", "Rest", "Nights"]
    board.verb(edits.move_theme, board.theme("Warmth"), 9)
    assert [name for name, *_ in board.shown()] == ["Rest", "Nights", "Warmth"]
    with pytest.raises(Refused, match="“Rest” is the first theme already"):
        edits.move_theme(board.project, board.theme("Rest"), -1, board.study.stamp)


def test_a_code_moves_to_another_theme_and_chosen_quotes_stay(board):
    step = board.verb(edits.move_codes, board.ids(["Heard"]), board.theme("Warmth"), board.theme("Nights"))
    assert step.label == "Moved “Heard” to the theme “Nights”"
    assert board.shown()[:2] == [("Warmth", ["Hope"], ["It felt", "Yes."]), ("Nights", ["Night", "Heard"], ["No."])]


def test_a_code_may_stand_in_several_themes_and_leave_one_for_none(board):
    board.verb(edits.move_codes, board.ids(["Time"]), None, board.theme("Warmth"))
    board.verb(edits.move_codes, board.ids(["Time"]), board.theme("Rest"), None)
    assert [codes for _, codes, _ in board.shown()] == [["Heard", "Hope", "Time"], ["Night"], []]
    with pytest.raises(Refused, match="stand there already"):
        edits.move_codes(board.project, board.ids(["Time"]), None, board.theme("Warmth"), board.study.stamp)


def test_codes_have_an_order_within_their_theme(board):
    board.verb(edits.order_codes, board.theme("Warmth"), board.ids(["Hope"])[0], -1)
    assert board.shown()[0][1] == ["Hope", "Heard"]
    with pytest.raises(Refused, match="first code of the theme already"):
        edits.order_codes(board.project, board.theme("Warmth"), board.ids(["Hope"])[0], -1, board.study.stamp)


def test_a_new_theme_takes_codes_out_of_another_and_stands_after_it(board):
    board.verb(edits.new_theme, "Hopes", board.ids(["Hope"]), board.theme("Warmth"))
    assert board.shown()[:2] == [("Warmth", ["Heard"], ["It felt", "Yes."]), ("Hopes", ["Hope"], [])]
    board.verb(edits.new_theme, "Last", board.ids(["Alone"]), None)
    assert [name for name, *_ in board.shown()] == ["Warmth", "Hopes", "Nights", "Rest", "Last"]
    with pytest.raises(Refused, match="There is a theme “LAST” already"):
        edits.new_theme(board.project, "LAST", (), None, board.study.stamp)


def test_quotes_are_chosen_in_an_order(board):
    step = board.verb(edits.choose_quotes, board.theme("Warmth"), board.quotes(["Yes.", "It felt"]))
    assert (step.label, board.shown()[0][2]) == (
        "Put the quotes in another order for the theme “Warmth”", ["Yes.", "It felt"],
    )  # fmt: skip
    step = board.verb(edits.choose_quotes, board.theme("Warmth"), board.quotes(["warm.", "Yes."]))
    assert step.label == "Chose 1 quote and took out 1 quote for the theme “Warmth”"


def test_themes_that_merge_lose_nothing(board):
    themes = [board.theme("Nights"), board.theme("Rest")]
    case = board.project.case_named("P2")
    for theme in themes:
        board.verb(edits.write_cell, theme, case, f"{theme.name} in short", ())
    board.verb(edits.write_memo, "theme", board.theme("Rest").id, None, "analytic", "Hm", False)
    step = edits.merge_themes(board.project, themes, board.theme("Warmth"), board.study.stamp)
    told = effects(board.project, step)
    assert told[0] == "2 themes “Nights” and “Rest” are removed"
    assert "1 theme gets a quote" in told
    board.do(step)
    assert board.shown() == [("Warmth", ["Heard", "Hope", "Night", "Time"], ["It felt", "Yes.", "No."])]
    warmth = board.theme("Warmth")
    assert warmth.summary == "On Warmth.\n\nOn Nights.\n\nOn Rest."
    assert [cell.summary for cell in board.project.cells.values()] == ["Nights in short\n\nRest in short"]
    assert [memo.target for memo in board.project.memos.values()] == [warmth.id]


def test_a_split_theme_gives_its_codes_their_quotes_and_stands_beside_it(board):
    board.verb(edits.choose_quotes, board.theme("Warmth"), board.quotes(["It felt", "warm."]))
    hope = board.project.code_named("Hope")
    chosen = next(c for c in board.project.all_codings() if c.code == hope.id).id
    board.verb(edits.choose_quotes, board.theme("Warmth"), (board.quotes(["It felt"])[0], chosen))
    board.verb(edits.split_theme, board.theme("Warmth"), (hope.id,), "Hopes")
    assert board.shown()[:3] == [
        ("Warmth", ["Heard"], ["It felt"]), ("Hopes", ["Hope"], ["warm."]), ("Nights", ["Night"], ["No."]),
    ]  # fmt: skip
    with pytest.raises(Refused, match="Each of the two themes needs a code"):
        edits.split_theme(board.project, board.theme("Hopes"), (hope.id,), "More", board.study.stamp)


# -- what is counted ------------------------------------------------------------------------------------------------------


def hearing(board):
    return Hearing(lambda ids: {id_: board.study.texts[id_].turns for id_ in ids}).of(board.project)


def test_a_stretch_and_a_participant_count_once_and_interviewers_do_not(board):
    project, found = board.project, said(board.project, hearing(board))
    assert found.people == 2
    assert tally_of(found, board.ids(["Night"])) == (2, 2)
    assert tally_of(found, board.ids(["Night", "Hope"])) == (2, 2)
    assert tally_of(found, below(project)[board.ids(["Care"])[0]]) == (2, 3)
    assert theme_tally(project, found, board.theme("Warmth")) == (2, 3)
    assert theme_tally(project, found, board.theme("Rest")) == (1, 2)


def test_a_chosen_quote_counts_for_its_theme_whatever_its_code(board):
    board.verb(edits.choose_quotes, board.theme("Rest"), board.quotes(["Nobody."]))
    assert theme_tally(board.project, said(board.project, hearing(board)), board.theme("Rest")) == (2, 3)


def test_codes_without_a_theme_are_those_with_codings_that_no_theme_covers(board):
    assert [board.project.codes[code].name for code in loose(board.project)] == ["Alone"]
    board.verb(edits.move_codes, board.ids(["Heard", "Hope"]), board.theme("Warmth"), None)
    assert [board.project.codes[code].name for code in loose(board.project)] == ["Heard", "Hope", "Alone"]
    board.verb(edits.move_codes, board.ids(["Care"]), None, board.theme("Rest"))
    assert [board.project.codes[code].name for code in loose(board.project)] == ["Alone"]


def test_extracts_come_chosen_ones_first_and_without_what_only_interviewers_say(board):
    theme = board.theme("Nights")
    rows = extracts_of(board.project, hearing(board), theme.codes, theme.quotes)
    texts = board.study.texts
    assert [row[0].span.of(texts[row[0].document].text) for row in rows] == ["No.", "warm."]


# -- laws -----------------------------------------------------------------------------------------------------------------

WISHES = st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 9), st.integers(-3, 3))


def wished(board, kind, one, other, by):
    """A step as somebody at the board might wish for it; Refused if it can't be."""
    project, stamp = board.project, board.study.stamp
    order = project.theme_order
    theme, second = order[one % len(order)], order[other % len(order)]
    codes = [code.id for code, _ in project.code_tree]
    quotes = list(project.codings_by_id)
    some = codes[other % len(codes) : other % len(codes) + 2]
    if kind == 0:
        return edits.move_theme(project, theme, by, stamp)
    if kind == 1:
        return edits.move_codes(project, some, theme if by else None, second if by >= 0 else None, stamp)
    if kind == 2:
        return edits.order_codes(project, theme, some[0], by, stamp)
    if kind == 3:
        return edits.choose_quotes(project, theme, quotes[one % 3 : other % 7], stamp)
    if kind == 4:
        return edits.merge_themes(project, [theme], second, stamp)
    if kind == 5:
        return edits.split_theme(project, theme, theme.codes[: 1 + one % 2], f"New {one}{other}", stamp)
    return edits.new_theme(project, f"Theme {one}{other}", some, theme if by else None, stamp)


def held(project):
    return {name: dict(getattr(project, name)) for name in FIELDS.values() if name != "codings"}


@given(st.lists(WISHES, max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_step_of_the_board_turns_back_and_keeps_codings_and_an_order(wishes):
    board = Board([("A", ("Heard", "Hope"), ("It felt",)), ("B", ("Night",), ("No.",)), ("C", ("Time", "Heard"), ())])
    codings = board.project.codings
    for wish in wishes:
        before = board.project
        try:
            step = wished(board, *wish)
        except Refused:
            continue
        board.do(step)
        assert held(board.project.after(turned_back(step, 1, "Ana", "2026-11-22T00:00:00Z"))) == held(before)
        assert board.project.codings == codings
        positions = [theme.position for theme in board.project.theme_order]
        assert len(set(positions)) == len(positions)
        for theme in board.project.theme_order:
            assert len(set(theme.codes)) == len(theme.codes)
            assert set(theme.quotes) <= set(board.project.codings_by_id)


@given(st.lists(st.sampled_from(["A", "B", "C"]), min_size=1), st.sampled_from(["A", "B", "C"]))
def test_a_merge_keeps_every_code_quote_and_word(going, into):
    board = Board([("A", ("Heard", "Hope"), ("It felt",)), ("B", ("Night",), ("No.",)), ("C", ("Time", "Heard"), ())])
    before = board.project
    try:
        board.verb(edits.merge_themes, [board.theme(name) for name in going], board.theme(into))
    except Refused:
        assert set(going) == {into}
        return
    for what in ("codes", "quotes"):
        was, now = ({one for t in p.themes.values() for one in getattr(t, what)} for p in (before, board.project))
        assert was == now
    assert all(f"On {name}." in board.theme(into).summary for name in going)


def test_a_theme_is_rewritten_only_as_it_was_seen():
    board = Board([("Days", ("Heard",), ())])
    seen = board.project.theme_named("Days")
    board.do(edits.move_codes(board.project, board.ids(("Alone",)), None, seen, board.study.stamp))
    draft = edits.ThemeDraft("DAYS", seen.summary, seen.codes, seen.quotes)
    with pytest.raises(Refused, match="changed or removed in the meantime"):
        edits.edit_theme(board.project, seen, draft, board.study.stamp)
    now = board.project.theme_named("Days")
    board.do(
        edits.edit_theme(
            board.project, now, edits.ThemeDraft("DAYS", now.summary, now.codes, now.quotes), board.study.stamp
        )
    )
    assert [(theme.name, theme.codes) for theme in board.project.themes.values()] == [
        ("DAYS", board.ids(("Heard", "Alone")))
    ]


def test_a_new_theme_takes_no_code_that_is_gone():
    board = Board([])
    (gone,) = board.ids(("Alone",))
    board.do(edits.delete_code(board.project, board.project.codes[gone], board.study.stamp))
    with pytest.raises(Refused, match="no longer in the codebook"):
        edits.new_theme(board.project, "Days", [gone], None, board.study.stamp)
