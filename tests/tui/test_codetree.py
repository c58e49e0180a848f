"""The codebook as a tree: after any change it stands as the codebook does, what was folded and the cursor stay."""

import pytest

from workbench.core import edits
from workbench.tui.app import WorkbenchApp
from workbench.tui.widgets.codetree import lasting

TALK = "P1: [Care > Heard > Late: It felt] [Care > Hope: warm] [Time: then]. [Work > Pay: So.]"


@pytest.mark.parametrize(
    ("before", "after", "stay"),
    [
        ("abc", "abc", "abc"), ("abc", "cab", "ab"), ("abc", "bca", "bc"), ("abcd", "abxcd", "abcd"),
        ("abc", "ac", "ac"), ("", "ab", ""), ("ab", "", ""), ("abcdef", "badcfe", 3), ("abcd", "dcba", 1),
    ],
)  # fmt: skip
def test_as_many_as_can_stay_in_their_places_do(before, after, stay):
    found = "".join(lasting(before, after))
    assert found == stay or len(found) == stay


def shown(tree, node=None, depth=0):
    """The codes of the tree as they are drawn, two blanks for each level; closed ones with a sign."""
    for child in (node or tree.root).children:
        name = tree.project.codes[child.data].name
        yield "  " * depth + name + ("" if child.is_expanded or not child.children else " +")
        yield from shown(tree, child, depth + 1)


def told(project):
    return ["  " * depth + code.name for code, depth in project.code_tree]


async def test_the_tree_follows_moves_merges_and_deletions_and_keeps_the_cursor(open_study):
    session = open_study(TALK, coder="Ana")
    app = WorkbenchApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f6")
        tree = app.screen.book
        cursor = session.project.code_named("Hope").id
        tree.go_to(cursor)
        await pilot.pause()

        async def after(verb, name, *more):
            code = session.project.code_named(name)
            app.screen.do(lambda: verb(session.project, code, *more, session.stamp()))
            await pilot.pause()
            assert list(shown(tree)) == told(session.project)
            assert not session.project.codes or tree.cursor_node.data == app.screen.code

        id_of = {code.name: code.id for code in session.project.codes.values()}
        await after(edits.move_code, "Time", None, 1)
        assert app.screen.code == cursor
        await after(edits.move_code, "Late", None, 1)
        await after(edits.move_code, "Care", id_of["Work"], 1)
        assert app.screen.code == cursor
        await after(edits.move_code, "Hope", id_of["Time"], 1)
        assert app.screen.code == cursor
        await after(edits.move_code, "Work", id_of["Late"], 1)
        await after(edits.delete_code, "Time")
        assert app.screen.code != cursor
        await after(edits.delete_code, "Late")
        for _ in range(7):
            await pilot.press("u")
            await pilot.pause()
            assert list(shown(tree)) == told(session.project)


async def test_what_was_folded_stays_folded_when_it_moves(open_study):
    session = open_study(TALK, coder="Ana")
    app = WorkbenchApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f6", "home", "o", "J")
        await pilot.pause()
        assert list(shown(app.screen.book)) == ["Time", "Care +", "  Heard", "    Late", "  Hope", "Work", "  Pay"]
        assert app.screen.book.cursor_line == 1
