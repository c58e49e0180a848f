"""How a quote is drawn in a list: a line that says whose it is, and its words on a few lines below."""

from array import array
from collections import OrderedDict
from collections.abc import Callable

from rich.text import Text

from workbench.analysis.quotes import Extract, quotes
from workbench.core.errors import WorkbenchError
from workbench.core.model import SEARCH, Coding, Transcript
from workbench.core.project import Project
from workbench.core.wording import edits_of, printed_words
from workbench.tui.widgets.cells import cut, drawn, wrap

KEPT_TEXTS = 64
READ_SIGNS = 1200
TITLE_CELLS, CODE_CELLS, WHO_CELLS = 24, 40, 16
INDENT = "  "
WORDED = "✎"


class Texts:
    """The transcripts read last, so that rows in one document read it once."""

    def __init__(self, read: Callable[[str], Transcript]) -> None:
        self._read = read
        self._kept: OrderedDict[tuple[str, str], Transcript] = OrderedDict()

    def extract(self, project: Project, coding: Coding) -> Extract | None:
        """A coding with its words; None if its text can't be read."""
        document = project.documents.get(coding.document)
        if document is None or coding.code not in project.codes:
            return None
        key = (document.id, document.digest)
        if key not in self._kept:
            try:
                self._kept[key] = self._read(document.id)
            except (WorkbenchError, KeyError):
                return None
            if len(self._kept) > KEPT_TEXTS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return quotes(project, {document.id: self._kept[key]}, [coding])[0]


def quote_lines(
    project: Project, extract: Extract | None, room: int, tall: int, *, marked: bool, chosen: bool
) -> list[Text]:
    """A quote as at most `tall` lines of `room` cells; `chosen` says that a theme has it among its own."""
    if extract is None:
        return [Text(f"{INDENT}This quote can't be read now.", "dim")]
    coding = extract.coding
    head = Text(no_wrap=True).append("✓ " if marked else INDENT, "bold").append(cut(extract.id, TITLE_CELLS), "bold")
    title = extract.document.title
    where = [] if title in extract.id else [cut(title, TITLE_CELLS)]
    where += [f"turn {extract.turn}"] if extract.turn else []
    where += ["interviewer"] if extract.interviewer else []
    head.append(f"  {' · '.join(where)}  ", "dim")
    head.append("■ ", project.colour(extract.code.id)).append(cut(extract.code.name, CODE_CELLS))
    more = [cut(extract.coder.name, WHO_CELLS)]
    more += [f"rated {cut(coding.rating, WHO_CELLS)}"] if coding.rating else []
    more += ["from a search"] if coding.origin == SEARCH else []
    more += ["★ chosen"] if chosen else []
    words = as_printed(project, extract)
    if edits_of(project, coding.document, coding.span):
        more.append(f"{WORDED} worded")
    head.append(f"  {' · '.join(more)}", "dim")
    head.truncate(room, overflow="ellipsis")
    return [head, *(Text(INDENT + line) for line in wrapped(words, room - len(INDENT), tall - 1))]


def as_printed(project: Project, extract: Extract) -> str:
    """A quote's words as print shows them."""
    coding = extract.coding
    return printed_words(extract.words, coding.start, edits_of(project, coding.document, coding.span))


def wrapped(words: str, room: int, tall: int) -> list[str]:
    """The first words on at most `tall` lines of `room` cells, with an ellipsis where there are more."""
    text = " ".join(words[:READ_SIGNS].split())
    if not text:
        return []
    starts = array("I")
    wrap(text, 0, len(text), max(room, 8), starts)
    ends = [*starts[1:], len(text)]
    lines = [drawn(text[start:end].rstrip()) for start, end in zip(starts, ends, strict=True)]
    if len(lines) > tall or len(words) > READ_SIGNS:
        lines = lines[:tall]
        lines[-1] = cut(f"{lines[-1]} …", room)
    return lines
