"""The query language: one line that asks for codes, people, words and how they stand to each other.

`parse` reads a line into a `Query` or says at which column it can't; `ask` gives the passages that fit.
"""

from workbench.analysis.query.asking import Passage, ask, asking
from workbench.analysis.query.ground import Sources
from workbench.analysis.query.language import parse
from workbench.analysis.query.tokens import Misworded
from workbench.analysis.query.tree import Query

__all__ = ["Misworded", "Passage", "Query", "Sources", "ask", "asking", "parse"]
