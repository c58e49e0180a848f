"""Codes of which somebody is asked whether they are the same."""

from workbench.assist.alike import alike
from workbench.core.codebook import Entry


def test_codes_without_definitions_or_with_short_ones_are_not_alike_for_that():
    one = [Entry("", "Mine", None), Entry("", "Sea", None, "Short.")]
    other = [Entry("", "Hers", None, "Shirt."), Entry("", "???", None), Entry("", "!", None)]
    assert alike(one, other) == []


def test_names_in_another_order_and_definitions_with_a_word_changed_are():
    one = [Entry("", "Night and day", None), Entry("", "Sea", None, "What is said of the sea at night.")]
    other = [Entry("", "Water", None, "What is said of the sea by night."), Entry("", "Day and night", None)]
    assert alike(one, other) == [(0, 1), (1, 0)]
