"""Themes as YAML, in and out: name, summary in Markdown, codes by path, chosen quotes by document, words and code."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from workbench.core.errors import Unreadable

LIMIT = 5_000_000
FIELDS = {"name", "summary", "codes", "quotes"}
QUOTE_FIELDS = {"document", "quote", "code"}


class Sketch(NamedTuple):
    """A theme as the file has it; each quote has `document`, `quote` and perhaps `code`."""

    name: str
    summary: str
    codes: tuple[str, ...]
    quotes: tuple[Mapping[str, str], ...]


def read(data: bytes) -> list[Sketch]:
    """The themes of a file. Raises Unreadable with the place of what is wrong."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(data) > LIMIT:
        raise Unreadable("The file is too large for a list of themes.")
    try:
        whole = YAML(typ="safe", pure=True).load(data)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise Unreadable(f"{where}{error.problem or 'this is no YAML'}.") from error
    except (YAMLError, UnicodeDecodeError, ValueError) as error:
        raise Unreadable("The file is no YAML that can be read.", "Save it as UTF-8 text.") from error
    listed = whole.get("themes") if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        raise Unreadable("There is no list `themes:` in the file.")
    return [_sketch(number, entry) for number, entry in enumerate(listed, 1)]


def _sketch(number: int, entry: Any) -> Sketch:
    where = f"theme {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise Unreadable(f"{where}: it needs a `name`.")
    if unknown := sorted(str(field) for field in entry.keys() - FIELDS):
        raise Unreadable(f"{where}: “{unknown[0]}” is no field of a theme.", f"There are: {', '.join(sorted(FIELDS))}.")
    codes, quotes = entry.get("codes") or [], entry.get("quotes") or []
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise Unreadable(f"{where}: `codes` should be a list of names.")
    if not isinstance(quotes, list):
        raise Unreadable(f"{where}: `quotes` should be a list.")
    for quote in quotes:
        if not isinstance(quote, dict) or not {"document", "quote"} <= quote.keys() <= QUOTE_FIELDS:
            raise Unreadable(f"{where}: each quote needs `document` and `quote`, and may have `code`.")
    return Sketch(
        entry["name"].strip(),
        str(entry.get("summary") or "").strip(),
        tuple(codes),
        tuple({name: str(value) for name, value in quote.items()} for quote in quotes),
    )


def write(sketches: Sequence[Sketch]) -> bytes:
    """The file of these themes."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    listed = [
        {
            "name": sketch.name,
            "summary": LiteralScalarString(sketch.summary + "\n") if "\n" in sketch.summary else sketch.summary,
            "codes": list(sketch.codes),
            "quotes": [dict(quote) for quote in sketch.quotes],
        }
        for sketch in sketches
    ]
    out = BytesIO()
    yaml.dump({"themes": listed}, out)
    return out.getvalue()
