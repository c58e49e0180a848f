"""The forms of the codebook's room: all fields of a code and of the codebook, and what stands against them, while typing."""

import pytest
from textual.widgets import Input, TextArea

from workbench.core import edits
from workbench.session import Session
from workbench.tui.app import WorkbenchApp
from workbench.tui.codebook.bookform import BookForm
from workbench.tui.codebook.fields import OneOf
from workbench.tui.codebook.form import CodeForm

TALK = ("P1: [Care > Heard: It felt [Care > Hope: warm] to me.] [Time: Then it went.]", "P2: Late.")
POLES = (("pole", ("aligned", "misaligned", "neutral")),)


@pytest.fixture
def study(open_study):
    """Two interviews with four codes, a codebook that declares an attribute, and a source."""
    session = open_study(*TALK, coder="Bea")
    stamp = session.stamp()
    session.do(edits.edit_book(session.project, stamp=stamp, values=POLES, sources=(("R 61", "Rogers (1961)."),)))
    return session


def rewrite(session, name, **fields):
    code = session.project.code_named(name)
    session.do(edits.edit_code(session.project, code, code._replace(**fields), session.stamp()))


def held(app):
    """What the store holds, read anew."""
    with Session.open(app.session.settings) as session:
        return session.project


async def opens(app, pilot, name):
    """Opens a code's form."""
    await pilot.press("f6")
    app.screen.book.go_to(app.session.project.code_named(name).id)
    await pilot.pause(0.15)
    await pilot.press("e")
    await pilot.pause()
    assert isinstance(app.screen, CodeForm)
    return app.screen


async def said(app, pilot):
    """What the line above the buttons says once the fingers rest."""
    await pilot.pause(0.3)
    await app.workers.wait_for_complete()
    await pilot.pause(0.1)
    return str(app.screen.query_one("#form-said").content)


def fill(form, **fields):
    for name, words in fields.items():
        field = form.query_one(f"#form-{name}")
        if isinstance(field, Input):
            field.value = words
        else:
            assert isinstance(field, TextArea)
            field.text = words


async def test_the_form_writes_the_further_fields_in_one_step(study):
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Heard")
        fill(
            form, misses="It nods.\nIt waits.", aliases="Ear", sources="R 61", hotkey="h", key="C.H", full="At length."
        )
        form.query_one("#form-value-0", OneOf).focus()
        await pilot.press("right", "right")
        await pilot.press("f2")
        await pilot.pause()
        heard = held(app).code_named("ear")
        assert (heard.misses, heard.aliases, heard.sources) == (("It nods.", "It waits."), ("Ear",), ("R 61",))
        assert (heard.hotkey, heard.key, heard.full) == ("h", "C.H", "At length.")
        assert heard.attributes == (("pole", "misaligned"),)
        await pilot.press("u")
        assert held(app).code_named("Heard")[5:] == app.session.project.code_named("Hope")[5:]


async def test_what_a_code_is_put_on_is_chosen_by_keys_and_by_mouse(study):
    rewrite(study, "Care", applies=False)
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Time")
        form.query_one("#form-applies").focus()
        await pilot.press("right", "f2")
        await pilot.pause()
        assert (held(app).code_named("Time").applies, held(app).code_named("Time").whole) == (True, True)
        form = await opens(app, pilot, "Care")
        form.query_one("#form-applies").focus()
        await pilot.pause()
        await pilot.click("#form-applies", offset=(17, 0))
        assert form.query_one("#form-applies", OneOf).value == "passages"
        await pilot.click("#save")
        await pilot.pause()
        assert (held(app).code_named("Care").applies, held(app).code_named("Care").whole) == (True, False)


async def test_a_form_that_is_left_as_it_was_makes_no_step(study):
    rewrite(
        study, "Heard", definition="So\r\nlong ", aliases=("a\nb", "c"), attributes=(("pole", "odd"), ("x:y", "z")),
        whole=True, hotkey="h", misses=("one",), sources=("R 61",), merged=("c-0123456789",), split="GONE",
    )  # fmt: skip
    number, heard = study.project.number, study.project.code_named("Heard")
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Heard")
        assert form.filled() == heard
        await pilot.press("f2")
        await pilot.press("E")
        await pilot.pause()
        assert isinstance(app.screen, BookForm)
        await pilot.press("f2")
        await pilot.pause()
    assert (held(app).number, held(app).code_named("Heard")) == (number, heard)


async def test_a_key_made_by_the_program_is_not_shown_and_stays(study):
    made = study.project.code_named("Heard")._replace(key="c-0123456789")
    study.do(edits.edit_code(study.project, study.project.code_named("Heard"), made, study.stamp()))
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Heard")
        assert form.query_one("#form-key", Input).value == ""
        fill(form, definition="So.")
        await pilot.press("f2")
        await pilot.pause()
    heard = held(app).code_named("Heard")
    assert (heard.key, heard.definition) == ("c-0123456789", "So.")


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("name", "hope", "There is a code “hope” below “Care” already."),
        ("key", "c.h", "“Hope” has the key C.H already."),
        ("hotkey", "h", "“Hope” has the hotkey h already"),
        ("hotkey", "hh", "“hh” is no hotkey."),
        ("colour", "red", "“red” is no colour."),
        ("attributes", "pole: odd", "“odd” is no value of pole, which may be aligned, misaligned, neutral."),
        ("definition", "Speakers hoped: it is HEARD", "“Hope” has nearly this definition too."),
        ("definition", "Speakers hope, it is heard.", "“Hope” has this definition too."),
    ],
)
async def test_what_stands_against_a_field_is_said_while_it_is_typed(study, field, words, sentence):
    rewrite(study, "Hope", key="C.H", hotkey="h", definition="Speakers hope, it is heard.")
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Heard")
        assert await said(app, pilot) == ""
        fill(form, **{field: words})
        assert sentence in await said(app, pilot)
        fill(form, **{field: ""} if field != "name" else {"name": "Heard"})
        assert await said(app, pilot) == ""


async def test_the_buttons_and_what_is_said_stay_in_sight_on_a_small_terminal(study):
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opens(app, pilot, "Heard")
        fill(form, name="Hope", colour="red", hotkey="no", scale="a, a")
        await said(app, pilot)
        form.query_one("#form-attributes").focus()
        await pilot.pause()
        for id_ in ("#save", "#leave", "#form-said", "#form-attributes"):
            region = form.query_one(id_).region
            assert region.height > 0
            assert region.bottom <= 23
        assert form.query_one("#form-attributes").region.bottom <= form.query_one("#form-said").region.y


async def test_the_codebook_itself_is_rewritten_in_one_step(study):
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "E")
        await pilot.pause()
        form = app.screen
        await pilot.press(*"Night")
        fill(form, description="For nights.", rules="Heard wins.\nThen Hope.")
        fill(form, sources="R 61: Rogers (1961).\nK: Kvale: Interviews.", values="pole: aligned, misaligned")
        await pilot.press("f2")
        await pilot.pause()
        assert held(app).book[1:] == (
            "Night", "For nights.", "Heard wins.\nThen Hope.",
            (("R 61", "Rogers (1961)."), ("K", "Kvale: Interviews.")), (("pole", ("aligned", "misaligned")),),
        )  # fmt: skip
        await pilot.press("u")
        assert held(app).book[1:] == ("", "", "", (("R 61", "Rogers (1961)."),), POLES)


async def test_what_stands_against_the_codebook_is_said_and_nothing_is_saved(study):
    app = WorkbenchApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "E")
        await pilot.pause()
        fill(app.screen, sources="Rogers 1961")
        assert "The source “Rogers 1961” has no reference." in await said(app, pilot)
        await pilot.press("f2")
        assert isinstance(app.screen, BookForm)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, BookForm)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, BookForm)
    assert held(app).book.sources == (("R 61", "Rogers (1961)."),)
