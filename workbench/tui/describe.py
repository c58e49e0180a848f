"""What a code means, and what stands at a place of a transcript, as styled text for panes and dialogs."""

from collections.abc import Sequence

from rich.text import Text

from workbench.analysis.quotes import Extract
from workbench.core.model import Document
from workbench.core.project import SEPARATOR, Project

QUOTE_SHOWN = 600


def document_line(document: Document) -> Text:
    """A document in a list."""
    return Text.assemble(document.title, (f"  {document.words:,} words {document.language}", "dim"))


def standing_here(project: Project, selected: str, extracts: Sequence[Extract]) -> Text:
    """The words selected, the codings that touch them with their ids, and what the innermost code means."""
    text = Text()
    if selected:
        text.append("Selected\n", "bold")
        text.append(selected[:QUOTE_SHOWN] + ("…" if len(selected) > QUOTE_SHOWN else ""), "italic").append("\n\n")
    text.append(f"Codes here ({len(extracts)})\n", "bold")
    for extract in extracts:
        text.append("■ ", project.colour(extract.code.id)).append(extract.code.name)
        text.append(f"\n  {extract.coder.name}, {extract.id}\n", "dim")
    if extracts:
        text.append("\n").append_text(meaning(project, extracts[-1].code.id))
    return text


def meaning(project: Project, code: str) -> Text:
    """What a code means: its name and place, definition, when to use it and when not, an example."""
    known = project.codes[code]
    text = Text()
    text.append("■ ", project.colour(code)).append(known.name, "bold").append("\n")
    if known.parent:
        text.append(project.code_paths[known.parent].replace(SEPARATOR, " › ") + "\n", "dim")
    for label, words in (
        ("", known.definition),
        ("", known.full if known.full != known.definition else ""),
        ("Use: ", known.include),
        ("Not: ", known.exclude),
        ("Example: ", known.examples[0] if known.examples else ""),
    ):
        if words:
            text.append("\n" + label, "bold").append(words + "\n")
    return text
