"""Codebooks told as outlines, a code a line: `Trust [T]: Who is trusted. | colour #112233 | merged A, B`.

Also codebooks by chance: trees, and edits of one on two sides.
"""

from hypothesis import strategies as st

from workbench.core.codebook import DEEPEST, Codebook, Entry
from workbench.core.project import folded

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


NAMES = st.sampled_from(["Trust", "Hope", "Night", "Care", "Kin", "Awe", "trust", "Shame (2)", "Shame"])
WORDS = st.sampled_from(["", "Who.", "What is hoped for.", "At night."])


@st.composite
def trees(draw, most=7):
    """A codebook whose codes have keys, or none."""
    keyed = draw(st.booleans())
    rows = []
    for number in range(draw(st.integers(0, most))):
        parent = draw(st.sampled_from([None, *range(len(rows))]))
        rows.append([f"K{number}" if keyed else "", draw(NAMES), parent, draw(WORDS)])
    return built(rows)


def built(rows):
    """Rows of (key, name, place of the parent, definition) as a codebook, doubles of a name in one place left out."""
    entries, places, taken = [], {}, set()

    def walk(parent, new_parent, depth):
        for place, (key, name, above, *fields) in enumerate(rows):
            here = (new_parent, folded(name))
            if above == parent and place not in places and here not in taken and depth <= DEEPEST:
                taken.add(here)
                places[place] = len(entries)
                entries.append(Entry(key, name, new_parent, *fields))
                walk(place, places[place], depth + 1)

    walk(None, None, 1)
    return Codebook("", "", tuple(entries))


@st.composite
def edited(draw, base, mark):
    """The codebook after a few edits; what is new bears the mark in its key and name."""
    rows = [[entry.key, entry.name, entry.parent, *entry[3:]] for entry in base.entries]
    for number in range(draw(st.integers(0, 5))):
        act = draw(st.sampled_from(["add", "rename", "define", "move", "delete", "reorder", "merge", "split"]))
        here = draw(st.integers(0, max(len(rows) - 1, 0)))
        if act == "add" or not rows:
            parent = draw(st.sampled_from([None, *range(len(rows))]))
            rows.append([f"{mark}{number}", draw(NAMES), parent, *base_fields(draw(WORDS))])
        elif act == "rename":
            rows[here][1] = draw(NAMES)
        elif act == "define":
            rows[here][3] = draw(WORDS)
        elif act == "move":
            rows[here][2] = draw(st.sampled_from([None, *(p for p in range(len(rows)) if here not in way(rows, p))]))
        elif act == "split":
            fields = list(base_fields(draw(WORDS)))
            fields[-1] = rows[here][0]
            rows.append([f"{mark}{number}", draw(NAMES), rows[here][2], *fields])
        elif act == "merge":
            into = draw(st.sampled_from([p for p in range(len(rows)) if here not in way(rows, p)] or [None]))
            if into is not None and rows[here][0]:
                rows[into][-2] = (*rows[into][-2], rows[here][0])
                rows = without(rows, here)
        elif act == "delete":
            rows = without(rows, here)
        else:
            rows = moved_last(rows, here)
    return built(rows)


def base_fields(definition):
    return Entry("", "", None, definition)[3:]


def way(rows, place):
    """The rows from one to the top."""
    found = []
    while place is not None:
        found.append(place)
        place = rows[place][2]
    return found


def without(rows, gone):
    """The rows without one; what stood below it moves up."""
    heir = rows[gone][2]
    moved = {place: place - (place > gone) for place in range(len(rows))}
    parents = [heir if row[2] == gone else row[2] for row in rows]
    return [
        [*row[:2], None if parent is None else moved[parent], *row[3:]]
        for place, (row, parent) in enumerate(zip(rows, parents, strict=True))
        if place != gone
    ]


def moved_last(rows, place):
    order = [*(p for p in range(len(rows)) if p != place), place]
    at = {old: new for new, old in enumerate(order)}
    return [[*rows[old][:2], None if rows[old][2] is None else at[rows[old][2]], *rows[old][3:]] for old in order]


@st.composite
def three(draw):
    base = draw(trees())
    return base, draw(edited(base, "M")), draw(edited(base, "T"))
