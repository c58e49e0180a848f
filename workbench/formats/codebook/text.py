"""Codebooks out as text to be read: Markdown and LaTeX, with all that is said of each code."""

from __future__ import annotations

from workbench.analysis.codebook import description
from workbench.core.codebook import Codebook
from workbench.formats import latex, markdown


def write_markdown(book: Codebook) -> bytes:
    """A codebook as a .md file."""
    return markdown.write(description(book))


def write_latex(book: Codebook) -> bytes:
    """A codebook as a .tex file."""
    return latex.write(description(book))
