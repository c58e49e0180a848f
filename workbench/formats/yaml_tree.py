"""YAML as a tree of nodes with their places: no alias is followed, no tag obeyed, and nothing in a file is ever run.

What the nodes mean is the matter of codebook.py and themes.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from workbench.core.errors import Unreadable
from workbench.formats.faults import Fault, refuse
from workbench.formats.text import clean

LARGEST = 5_000_000


def tree(data: bytes, what: str, too_deep: str = "") -> Any:
    """The root node of a file; Unreadable with places, of what the file is to be: a “codebook”, a “list of themes”."""
    root = _composed(_decoded(data, what), what, too_deep)
    refuse(list(_foreign(root, what)), what)
    return root


def _decoded(data: bytes, what: str) -> str:
    if len(data) > LARGEST:
        raise Unreadable(f"The {what} has {len(data) / 1e6:.1f} MB; {LARGEST // 1_000_000} are the most.")
    if not data.strip():
        raise Unreadable(f"The {what} is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"The {what} is not in UTF-8 (line {line}).", "Save it as UTF-8 text.") from None
    if "\0" in text:
        raise Unreadable(f"The {what} is not a text file.")
    return text


def _composed(text: str, what: str, too_deep: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        refuse(list(_tabs(text)), what)
        mark = error.problem_mark or error.context_mark
        refuse([Fault(mark.line + 1, mark.column + 1, f"This is not YAML: {_reason(error)}.")], what)
        raise
    except YAMLError as error:
        raise Unreadable(f"The {what} is not YAML: {str(error).splitlines()[0]}.") from None
    except (RecursionError, ValueError, OverflowError) as error:
        # The last two are what ruamel makes of an escape such as "\UFFFFFFFF", which is no sign at all.
        why = f"nested too deep{too_deep}" if isinstance(error, RecursionError) else "not YAML that can be read"
        raise Unreadable(f"The {what} is {why}.") from None
    if root is None:
        raise Unreadable(f"The {what} is empty.")
    return root


def _reason(error: Any) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            yield Fault(number, indent.index("\t") + 1, "A tab can’t indent a line in YAML; use spaces.")


def _foreign(root: Any, what: str) -> Iterator[Fault]:
    """Anchors and tags, which nobody needs; each node is looked at once, however often it is referred to."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        if node.anchor:
            yield Fault(line, column, f"“&{node.anchor}”: anchors and aliases are not allowed in a {what}.")
        if (node.tag and not node.tag.startswith("tag:yaml.org,2002:")) or "/" in node.tag:
            yield Fault(line, column, f"The tag “{node.tag}” is not allowed in a {what}.")
        inside = node.value if isinstance(node.value, list) else []
        for part in (part for item in inside for part in (item if isinstance(item, tuple) else (item,))):
            if id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)


def is_null(node: Any) -> bool:
    """True if there is nothing at all where a value could be."""
    return node is None or node.tag == "tag:yaml.org,2002:null"


class TreeReader:
    """Reads values off nodes, and collects the faults on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fields(self, node: Any, what: str) -> dict[str, Any]:
        """A mapping's values by name; the fault of a name's value is told at the value."""
        if is_null(node):
            return {}
        if node.id != "mapping":
            self.fault(node, f"{what} must be given as names with values, such as “name: Trust”.")
            return {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fault(key, f"“{name}” stands twice here.")
            found[name] = value
        return found

    def texts(self, node: Any) -> tuple[str, ...]:
        """A list of texts, or a single one as a list of its own; empty ones are left out."""
        items = node.value if node is not None and node.id == "sequence" else [node]
        return tuple(text for item in items if (text := self.text(item)))

    def text(self, node: Any) -> str:
        """A value as it is written; numbers and dates are text too."""
        if is_null(node):
            return ""
        if node.id != "scalar":
            self.fault(node, "Here must be text.")
            return ""
        halves = node.value.encode("utf-16", "surrogatepass")  # other programs write 🙂 as "\\ud83d\\ude42"
        try:
            whole = halves.decode("utf-16")
        except UnicodeDecodeError:
            self.fault(node, "Here stands half a character, such as \\ud83d alone, which can’t be kept.")
            whole = halves.decode("utf-16", "replace")
        return clean(whole).strip()

    def unknown(self, node: Any, name: str, known: Sequence[str]) -> None:
        """Says that a field is not known, and which one may be meant."""
        near = get_close_matches(name, known, 1, 0.7)
        self.fault(node, f"“{name}” is not known here" + (f"; is “{near[0]}” meant?" if near else "."))

    def fault(self, node: Any, message: str) -> None:
        """Keeps a fault with the place of its node."""
        self.faults.append(Fault(node.start_mark.line + 1, node.start_mark.column + 1, message))
