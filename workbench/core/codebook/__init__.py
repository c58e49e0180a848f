"""Codebooks outside a study: what they hold, how two are compared and three are merged, and how a study takes one in."""

from workbench.core.codebook.adopting import Plan, adopt, carried_out, planned
from workbench.core.codebook.book import DEEPEST, Codebook, Entry, book_of, paths
from workbench.core.codebook.differences import GONE, MERGED, Difference, differences
from workbench.core.codebook.matching import Likely, matched
from workbench.core.codebook.merging import Merged, merge
from workbench.core.codebook.questions import BOTH, GIVE, MINE, SAME, THEIRS, Question

__all__ = [
    "BOTH",
    "DEEPEST",
    "GIVE",
    "GONE",
    "MERGED",
    "MINE",
    "SAME",
    "THEIRS",
    "Codebook",
    "Difference",
    "Entry",
    "Likely",
    "Merged",
    "Plan",
    "Question",
    "adopt",
    "book_of",
    "carried_out",
    "differences",
    "matched",
    "merge",
    "paths",
    "planned",
]
