"""Writing files from the desk: what, where, and everything again."""

import pytest

SIZE = (100, 30)


def status(app):
    return str(app.screen_stack[0].query_one("#status").render())


async def settle(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


def exports(app):
    return app.session.settings.folder / "exports"


@pytest.mark.parametrize(
    ("moves", "name"),
    [(0, "findings.docx"), (3, "codebook.docx"), (5, "D1.docx"), (6, "tables.xlsx"), (7, "findings-as-said.docx")],
)
async def test_each_kind_is_written_under_a_free_name(desk, moves, name):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", *["j"] * moves, "enter", "enter")
        await settle(desk, pilot)
        assert f"exports/{name}: " in status(desk)
    assert (exports(desk) / name).is_file()
    assert (exports(desk) / "manifest.json").is_file()


async def test_another_format_is_said_by_the_name_of_the_file(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "enter", *["backspace"] * 4, "m", "d", "enter")
        await settle(desk, pilot)
    assert (exports(desk) / "findings.md").read_text(encoding="utf-8").startswith("# Findings")


async def test_escape_writes_nothing(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "enter", "escape")
        await settle(desk, pilot)
    assert not list(exports(desk).iterdir())


async def test_everything_again_asks_before_it_writes_over_what_somebody_changed(desk):
    async with desk.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+e", "enter", "enter")
        await settle(desk, pilot)
        (exports(desk) / "findings.docx").write_bytes(b"comments")
        await pilot.press("ctrl+e", *["j"] * 8, "enter")
        await settle(desk, pilot)
        assert "1 left as somebody changed them" in status(desk)
        await pilot.press("y")
        await settle(desk, pilot)
        assert "exports/: 1 changed." in status(desk)
    assert (exports(desk) / "findings.docx").read_bytes().startswith(b"PK")


async def test_the_past_is_not_written_to_files(desk):
    async with desk.run_test(size=SIZE) as pilot:
        desk.session.look_back(1)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "files are written of today" in status(desk)
        assert len(desk.screen_stack) == 1
