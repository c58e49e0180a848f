"""Codebooks outside a study: what they hold, how two are compared and three are merged, and how a study takes one in."""

from workbench.core.codebook.adopting import adopt
from workbench.core.codebook.book import Codebook, Entry, Values, book_of, paths

__all__ = ["Codebook", "Entry", "Values", "adopt", "book_of", "paths"]
