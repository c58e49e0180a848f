"""The codebook as a document for co-authors: every code with its rules, its examples and how often it is applied.

The rules of the code tree live in `core.codebook`, the YAML file in `formats.codebook`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.analysis.quotes import Extract, Tally, quotes, tally
from workbench.analysis.report import Block, Bullets, Cell, Facts, Heading, Prose, Report, Table, plain
from workbench.core.codebook import Codebook, Entry, book_of
from workbench.core.model import Code, Transcript, is_given
from workbench.core.project import Project

FLAT = (
    *("code path", "key", "definition", "full definition", "include", "exclude", "examples", "colour"),
    *("near misses", "scale", "hotkey", "applies to", "other names", "sources"),
    *("participants", "extracts", "codings"),
)
FIELDS = (("full", ""), ("include", "Include when"), ("exclude", "Exclude when"))
LISTS = (("examples", "Examples", "“{}”"), ("misses", "Near misses, which are something else", "{}"))
RULES = "Rules for all codes"
INDENT = "\u2003"
NO_CODES = (
    "This codebook has no codes yet. Bring some in from a codebook file, YAML, CSV, Excel or Word, with "
    "`workbench codebook import FILE`."
)


def codebook(project: Project, texts: Mapping[str, Transcript], study: Facts) -> Report:
    """The codebook: what it says of itself, an overview with counts, then each code with all that is said of it."""
    found: dict[str, list[Extract]] = defaultdict(list)
    for extract in quotes(project, texts, project.all_codings()):
        found[extract.code.id].append(extract)
    counts = {code.id: tally(found[code.id]) for code, _ in project.code_tree}
    overview = _overview(project, counts) if counts else Prose(NO_CODES)
    rows = tuple(_row(project, code, counts[code.id]) for code, _ in project.code_tree)
    return Report("Codebook", tuple(_blocks(book_of(project, study.name), overview)), study, Table("", FLAT, rows))


def description(book: Codebook) -> Report:
    """A codebook outside any study, for readers: what it says of itself, and each code; no counts, no day."""
    rows = tuple((entry.name, entry.definition) for entry in book.entries)
    facts = Facts(book.name or "Codes of a study", "", "")
    return Report("Codebook", tuple(_blocks(book)), facts, Table("", ("code", "definition"), rows))


def in_brief(book: Codebook) -> Iterator[Block]:
    """A codebook as the appendix of a paper has it: its rules, a table of its codes, and what it draws on."""
    yield from _front(book)
    depths: list[int] = []
    rows = []
    for entry in book.entries:
        depths.append(0 if entry.parent is None else depths[entry.parent] + 1)
        handle = "" if is_given(entry.key) else f" ({entry.key})"
        example = f"“{entry.examples[0]}”" if entry.examples else ""
        rows.append(
            (f"{INDENT * depths[-1]}{entry.name}{handle}", entry.definition, entry.include, entry.exclude, example)
        )
    if rows:
        header = ("Code", "Definition", "Use when", "Not when", "Example")
        yield Table("The codes", header, tuple(rows), (20, 22, 20, 20, 18), wide=True, name="codebook")
    yield from _back(book)


def _front(book: Codebook) -> Iterator[Block]:
    if book.description:
        yield Prose(plain(book.description))
    if book.rules:
        yield Heading(RULES)
        yield Bullets(tuple(filter(None, map(str.strip, book.rules.splitlines()))))


def _back(book: Codebook) -> Iterator[Block]:
    if book.values:
        yield Heading("Attributes of codes and their values")
        yield Bullets(tuple(f"{name}: {', '.join(values)}" if values else name for name, values in book.values))
    if book.sources:
        yield Heading("Sources")
        yield Bullets(tuple(f"{key}: {reference}" if key else reference for key, reference in book.sources))


def _blocks(book: Codebook, overview: Block | None = None) -> Iterator[Block]:
    yield from _front(book)
    if book.rules and overview:
        yield Heading("Overview")
    if overview:
        yield overview
    names = {entry.key.casefold(): entry.name for entry in book.entries if entry.key}
    depths: list[int] = []
    for entry in book.entries:
        depths.append(0 if entry.parent is None else depths[entry.parent] + 1)
        yield from _entry(entry, depths[-1], names)
    yield from _back(book)


def _row(project: Project, code: Code, counts: Tally) -> tuple[Cell, ...]:
    rules = (code.handle, code.definition, code.full, code.include, code.exclude, "\n".join(code.examples))
    said = (
        "\n".join(code.misses), ", ".join(code.scale), code.hotkey, _applied_to(code), ", ".join(code.aliases),
        ", ".join(code.sources),
    )  # fmt: skip
    codings = project.counts.get(code.id, 0)
    return project.code_paths[code.id], *rules, project.colour(code.id), *said, *counts, codings


def _applied_to(code: Code) -> str:
    if not code.applies:
        return "nothing, a heading"
    return "documents" if code.whole else "passages"


def _overview(project: Project, counts: Mapping[str, Tally]) -> Table:
    named = any(code.handle for code, _ in project.code_tree)
    rows = tuple(
        (
            INDENT * depth + code.name,
            *((code.handle,) if named else ()),
            *(counts[code.id] if code.applies else ("", "")),
        )
        for code, depth in project.code_tree
    )
    caption = "The codes, and how many participants and distinct extracts each is applied to (interviewers left out)"
    if not named:
        return Table(caption, ("Code", "Participants", "Extracts"), rows, (70, 15, 15))
    return Table(caption, ("Code", "Id", "Participants", "Extracts"), rows, (52, 18, 15, 15))


def _entry(entry: Entry, depth: int, names: Mapping[str, str]) -> Iterator[Block]:
    handle = "" if is_given(entry.key) else entry.key
    yield Heading(f"{entry.name} ({handle})" if handle else entry.name, min(depth, 2) + 1)
    if entry.definition:
        yield Prose(f"**{plain(entry.definition)}**" if "\n\n" not in entry.definition else plain(entry.definition))
    for field, lead in FIELDS:
        if words := getattr(entry, field):
            yield Prose(f"*{lead}:* {plain(words)}" if lead else plain(words))
    for field, lead, quoted in LISTS:
        if texts := getattr(entry, field):
            yield Prose(f"*{lead}:*")
            yield Bullets(tuple(quoted.format(text) for text in texts))
    if details := " · ".join(f"*{lead}:* {plain(words)}" for lead, words in _details(entry, names) if words):
        yield Prose(details)


def _details(entry: Entry, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is said of a code in a word or two, each with what leads to it."""
    yield "Applied to", "documents as a whole" if entry.whole and entry.applies else ""
    yield "Rated, from low to high", ", ".join(entry.scale)
    yield "Also called", ", ".join(entry.aliases)
    yield "Attributes", "; ".join(f"{name} {value}" for name, value in entry.attributes)
    yield "Hotkey", entry.hotkey
    yield "Took in", ", ".join(filter(None, (_known(key, names) for key in entry.merged)))
    yield "Split off from", _known(entry.split, names)
    yield "Drawn from", ", ".join(entry.sources)


def _known(key: str, names: Mapping[str, str]) -> str:
    """A code by its name, else by its key if people gave it."""
    return names.get(key.casefold()) or ("" if is_given(key) else key)
