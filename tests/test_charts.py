"""Charts: the same study gives the same bytes, words of the study stay words, and no chart needs more than its extra."""

import builtins
import logging
import re
import struct
from xml.etree import ElementTree as ET

import pytest

from counted import asked
from notation import study
from workbench.analysis.tables.matrix import Head, Matrix
from workbench.analysis.tables.saturation import Wish, measured
from workbench.core.errors import Refused
from workbench.formats.chart import draw_heat, draw_saturation

pytest.importorskip("matplotlib")
HOSTILE = "$\\frac{1}{0}$ --> <script> & \x1b[31m {{x}}"


@pytest.fixture(scope="module")
def found():
    made = study("P1: [a: x] [b: x].", "P2: [a: x] [c: x].", "P3: [a: x].")
    return measured(asked(made), Wish(base=1, run=1, threshold=50, shuffles=20))


def table(names=("trust", "family"), values=None):
    heads = tuple(Head(name, name) for name in names)
    known = values if values is not None else {("trust", "family"): 3, ("family", "trust"): 3, ("trust", "trust"): 9}
    return Matrix("Codes that overlap", "", "Code", heads, heads, known, lambda _row, _column: ())


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_same_numbers_give_the_same_bytes(found, suffix):
    assert draw_saturation(found, "New codes", suffix) == draw_saturation(found, "New codes", suffix)
    assert draw_heat(table(), suffix) == draw_heat(table(), suffix)


def test_a_picture_in_svg_names_neither_a_day_nor_a_program(found):
    for data in (draw_saturation(found, "New codes", ".svg"), draw_heat(table(), ".svg")):
        text = data.decode()
        assert text.startswith("<?xml")
        assert not re.search(r"dc:date|dc:creator|<text|Matplotlib", text)


def test_a_picture_in_png_has_no_words_in_it_and_is_large_enough_for_print(found):
    data = draw_saturation(found, "New codes", ".png")
    assert data.startswith(b"\x89PNG")
    assert b"tEXt" not in data
    width, height = struct.unpack(">II", data[16:24])
    assert width > 1200
    assert height > 900


def test_signs_that_mean_something_elsewhere_are_drawn_as_they_stand(found, recwarn):
    drawn = draw_saturation(found, HOSTILE, ".svg").decode()
    heat = draw_heat(table((HOSTILE, "ok"), {(HOSTILE, "ok"): 1}), ".svg").decode()
    for text in (drawn, heat):
        kinds = {element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()}  # noqa: S314
        assert "script" not in kinds
        assert "path" in kinds
        assert "\x1b" not in text
    assert not recwarn.list


def test_a_name_with_signs_that_the_font_lacks_is_drawn_without_complaint(found, caplog, recwarn):
    with caplog.at_level(logging.WARNING):
        draw_saturation(found, "访谈 مقابلة --> x", ".svg")
    assert not recwarn.list
    assert not caplog.records


def test_the_look_is_not_that_of_the_users_settings(found):
    import matplotlib as mpl

    before = draw_heat(table(), ".png")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert draw_heat(table(), ".png") == before
        assert mpl.rcParams["font.size"] == 30


def test_a_table_of_words_of_zeros_or_of_nothing_is_drawn_or_refused(found):
    assert draw_heat(table(values={}), ".svg")
    assert draw_heat(table(values={("trust", "family"): "–"}), ".svg")
    with pytest.raises(Refused, match="empty"):
        draw_heat(table(names=()), ".svg")
    with pytest.raises(Refused, match="61 rows and 61 columns"):
        draw_heat(table(names=[f"c{number}" for number in range(61)]), ".svg")


def test_a_curve_without_shuffles_and_with_one_interview_is_drawn():
    made = study("P1: [a: x].")
    assert draw_saturation(measured(asked(made), Wish(shuffles=0)), "New codes", ".svg")


def test_a_long_study_shows_some_of_its_names():
    made = study(*(f"P{number}: [a: x]." for number in range(1, 80)))
    assert draw_saturation(measured(asked(made), Wish(shuffles=10)), "New codes", ".svg")


def test_another_ending_is_refused(found):
    with pytest.raises(Refused, match=r"can’t be written as “\.gif”"):
        draw_saturation(found, "New codes", ".gif")


def test_without_matplotlib_a_sentence_says_how_to_install_it(found, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **named):
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused) as told:
        draw_saturation(found, "New codes", ".svg")
    assert "isn’t installed. Install it with: pip install 'workbench[charts]'." in str(told.value)
