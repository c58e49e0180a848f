"""Codebooks told as outlines, a code a line: `Trust [T]: Who is trusted. | colour #112233 | merged A, B`."""

from workbench.core.codebook import Codebook, Entry

SEVERAL = ("examples", "misses", "aliases", "sources", "merged", "scale")
TEXTS = ("full", "include", "exclude", "colour", "hotkey", "split")


def book(text, name="", **fields):
    """The codebook of an outline."""
    entries = []
    above = []
    for line in filter(str.strip, text.splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        head, *more = (part.strip() for part in line.split("|"))
        title, _, definition = head.partition(": ")
        title, _, key = title.strip().partition(" [")
        told = dict(_field(part) for part in more)
        attributes = tuple((field, value) for field, value in told.items() if field not in Entry._fields)
        known = {field: value for field, value in told.items() if field in Entry._fields}
        parent = above[depth - 1] if depth else None
        del above[depth:]
        above.append(len(entries))
        entries.append(
            Entry(key.rstrip("]"), title, parent, definition, **{**known, "attributes": tuple(sorted(attributes))})
        )
    return Codebook(name, "", tuple(entries), **fields)


def _field(part):
    field, _, value = part.partition(" ")
    if field == "heading":
        return "applies", False
    if field == "documents":
        return "whole", True
    return field, tuple(value.split(", ")) if field in SEVERAL else value


def outline(codebook):
    """The outline of a codebook."""
    depths = []
    lines = []
    for entry in codebook.entries:
        depths.append(0 if entry.parent is None else depths[entry.parent] + 1)
        key = f" [{entry.key}]" if entry.key else ""
        definition = f": {entry.definition}" if entry.definition else ""
        fields = [f"{field} {value}" for field in TEXTS if (value := getattr(entry, field))]
        fields += [f"{field} {', '.join(values)}" for field in SEVERAL if (values := getattr(entry, field))]
        fields += [f"{name} {value}" for name, value in sorted(entry.attributes)]
        fields += [word for word, said in (("heading", not entry.applies), ("documents", entry.whole)) if said]
        lines.append(" | ".join(["  " * depths[-1] + entry.name + key + definition, *fields]))
    return "\n".join(lines)
