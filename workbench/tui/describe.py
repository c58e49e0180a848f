"""What a code means, and what stands at a place of a transcript, as styled text for panes and dialogs."""

import re
from collections.abc import Sequence

from rich.text import Text
from textual.content import Content

from workbench.analysis.quotes import Extract
from workbench.core.memos import memo_place
from workbench.core.model import Code, Document, Memo
from workbench.core.project import SEPARATOR, Project
from workbench.tui.widgets.cells import drawn

QUOTE_SHOWN = 600
_MARKED = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|(?<![*\w])\*(?P<italic>[^*\s][^*\n]*)\*|`(?P<code>[^`\n]+)`")
_LISTED = re.compile(r"^(\s*)[-*+]\s+")


def title(words: str) -> Content:
    """Words for the frame of a pane or a window; signs in them that look like markup are signs."""
    return Content(drawn(words))


def document_line(document: Document) -> Text:
    """A document in a list."""
    return Text.assemble(drawn(document.title), (f"  {document.words:,} words {document.language}", "dim"))


def standing_here(project: Project, selected: str, extracts: Sequence[Extract]) -> Text:
    """The words selected, the codings that touch them with their ids, and what the innermost code means."""
    text = Text()
    if selected:
        text.append("Selected\n", "bold")
        shown = "\n".join(map(drawn, selected[:QUOTE_SHOWN].split("\n")))
        text.append(shown + ("…" if len(selected) > QUOTE_SHOWN else ""), "italic").append("\n\n")
    text.append(f"Codes here ({len(extracts)})\n", "bold")
    for extract in extracts:
        text.append("■ ", project.colour(extract.code.id)).append(drawn(extract.code.name))
        text.append(f"\n  {drawn(extract.coder.name)}, {drawn(extract.id)}\n", "dim")
    if extracts:
        text.append("\n").append_text(meaning(project, extracts[-1].code.id))
    return text


def code_marks(code: Code) -> str:
    """What stands behind a code's name in lists: its hotkey, and that it is for documents as a whole."""
    return (f" [{drawn(code.hotkey)}]" if code.hotkey else "") + (" document" if code.whole else "")


def code_role(code: Code) -> str:
    """What a code is put on where that is no passage, and its hotkey, in words; nothing for most codes."""
    role = "a heading" if not code.applies else "for documents as a whole" if code.whole else ""
    return " · ".join(filter(None, [role, f"hotkey {drawn(code.hotkey)}" if code.hotkey else ""]))


def meaning(project: Project, code: str) -> Text:
    """What a code means: its name and place, definition, when to use it and when not, an example."""
    known = project.codes[code]
    text = Text()
    text.append("■ ", project.colour(code)).append(drawn(known.name), "bold").append("\n")
    if known.parent:
        text.append(drawn(project.code_paths[known.parent].replace(SEPARATOR, " › ")) + "\n", "dim")
    if role := code_role(known):
        text.append(role + "\n", "dim")
    for label, words in (
        ("", known.definition),
        ("", known.full if known.full != known.definition else ""),
        ("Use: ", known.include),
        ("Not: ", known.exclude),
        ("Example: ", known.examples[0] if known.examples else ""),
        ("Near miss: ", known.misses[0] if known.misses else ""),
    ):
        if words:
            text.append("\n" + label, "bold").append("\n".join(map(drawn, words.splitlines())) + "\n")
    return text


def memo_signs(project: Project, memo: Memo, place: str = "") -> str:
    """A memo's kind, writer and day in a line, and what it is about where that is given."""
    writer = project.coders[memo.coder].name if memo.coder in project.coders else "somebody"
    return " · ".join(filter(None, [memo.kind, place, writer, memo.at[:10]]))


def memos_standing(project: Project, memos: Sequence[Memo]) -> Text:
    """Memos for a pane: what each is about, its first line, its kind and writer."""
    text = Text().append(f"Memos here ({len(memos)})\n", "bold")
    for memo in memos:
        text.append("✎ ", "bold").append(drawn(memo.title)).append("  private\n" if memo.private else "\n", "dim")
        text.append(f"  on {drawn(memo_place(project, memo))}\n  {drawn(memo_signs(project, memo))}\n", "dim")
    return text


def markdown(body: str) -> Text:
    """A text in Markdown with its headings, lists, quotations and stresses made visible; other signs stay as they are."""
    text = Text()
    for line in body.split("\n"):
        said = drawn(line)
        if said.startswith("#"):
            text.append(said.lstrip("# ") + "\n", "bold underline")
        elif said.startswith(">"):
            text.append("│ " + said.lstrip("> ") + "\n", "italic")
        else:
            _stressed(text, _LISTED.sub(r"\1• ", said))
            text.append("\n")
    return text


def _stressed(text: Text, line: str) -> None:
    """Appends a line with the words between Markdown's signs in their look."""
    at = 0
    for found in _MARKED.finditer(line):
        text.append(line[at : found.start()])
        look = found.lastgroup or ""
        text.append(found[look], "bold" if look == "bold" else "italic" if look == "italic" else "reverse dim")
        at = found.end()
    text.append(line[at:])
