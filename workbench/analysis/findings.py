"""The findings of a study as one report for co-authors: methods, sample, themes with their quotes, tables, codebook.

Methods and sample are drafted in `methods` and `sample`; the tables are those of the package `tables`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from workbench.analysis.codebook import description
from workbench.analysis.methods import WORDED, Known, day, methods
from workbench.analysis.quotes import Extract
from workbench.analysis.report import Block, Break, Bullets, Cell, Contents, Facts, Heading, Prose, Report, Table, plain
from workbench.analysis.sample import attribute_names, sample, words
from workbench.analysis.summaries import NO_THEMES, NOTHING_CODED, figures, theme_blocks
from workbench.analysis.tabled import balanced, findings_tables, negative_cases
from workbench.analysis.tables.matrix import Asked
from workbench.analysis.view import Part, View, as_printed, gathered, named, rules, view, wording_of
from workbench.core.codebook import Codebook, book_of
from workbench.core.model import attribute
from workbench.core.project import counted

BEFORE = ("quote id", "themes", "chosen for", "participant")
AFTER = (
    *("document", "text digest", "turn", "start", "end", "code path", "coder", "round", "rating", "origin", "coded"),
    *("codebook step", "language", "as said", "as printed"),
)


def findings(asked: Asked, study: Facts, known: Known) -> Report:
    """The findings: all that a co-author needs to judge them, and a gap for all that the study doesn't know."""
    project = asked.project
    codings = None if asked.among is None else [c for c in project.all_codings() if c.id in asked.among]
    texts = asked.texts(project.documents)
    seen = view(project, texts, known.codebook, attributes=True, codings=codings)
    parts = [gathered(seen, theme) for theme in project.theme_order]
    blocks = (
        figures(seen),
        *_of_one(known),
        Contents("Contents", 2),
        Break(),
        *methods(seen, parts, known),
        *sample(seen),
        *_themes(asked, seen, parts),
        *_tables(asked, seen, parts),
        *_appendix(book_of(project, study.name)),
        *_made(seen, study, known),
    )
    return Report("Findings", blocks, study, _rows(seen, parts))


def _of_one(known: Known) -> Iterator[Block]:
    if known.blind:
        yield Prose(f"**This file holds only the work of {plain(known.blind)}, who codes blind.**")


def _themes(asked: Asked, seen: View, parts: Sequence[Part]) -> Iterator[Block]:
    yield Heading("Themes")
    yield Prose(plain(" ".join(rules(seen))))
    if not seen.extracts:
        yield Prose(NOTHING_CODED)
    if not parts:
        yield Prose(NO_THEMES)
    against = negative_cases(asked)
    for part in parts:
        yield from theme_blocks(seen, part, 2)
        if told := against.get(part.theme.id):
            yield Prose(f"**Negative cases.** {plain(told)}")


def _tables(asked: Asked, seen: View, parts: Sequence[Part]) -> Iterator[Block]:
    """The chapter on whom the quotes come from, and those of tables and changed words, each only if it has something."""
    if any(part.chosen for part in parts):
        yield Heading("Whom the quotes come from")
        yield from balanced(asked)
    if worded := _worded(seen, parts):
        yield Heading(WORDED)
        yield worded
    if tables := findings_tables(asked, parts):
        yield Heading("Tables")
        yield from tables


def _worded(seen: View, parts: Sequence[Part]) -> Table | None:
    """What was said, beside what print shows, of each chosen quote that print shows otherwise."""
    chosen = {stretch[0].coding[1:4]: stretch[0] for part in parts for stretch in part.chosen}
    changed = [extract for extract in chosen.values() if wording_of(seen, extract)]
    if not changed:
        return None
    rows = tuple((extract.id, named(extract), as_printed(seen, extract), extract.words) for extract in changed)
    header = ("Quote", "Participant", "As printed", "As said")
    note = (
        "[…] stands for words left out; [words] in brackets are the researchers’ own. Caution: what was said, names too, "
        "stands in the last column; take this table out before the file leaves the team."
    )
    languages = tuple(extract.document.language for extract in changed)
    return Table("Quotes that print shows otherwise", header, rows, (12, 14, 37, 37), languages, note, name="wordings")


def _appendix(book: Codebook) -> Iterator[Block]:
    """The codebook, its headings below that of the appendix."""
    if not book.entries:
        return
    yield Break()
    yield Heading("Appendix: the codebook")
    first = int(bool(book.rules))
    last = first + len(book.entries)
    headings = 0
    for block in description(book).blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        if headings == first:
            yield Heading("Codes", 2)
        yield block._replace(level=block.level + (2 if first <= headings < last else 1))
        headings += 1


def _made(seen: View, study: Facts, known: Known) -> Iterator[Block]:
    yield Heading("How this file was made")
    project = seen.project
    step = f" (step {known.codebook:,})" if known.codebook else ""
    yield Bullets(
        (
            f"Study: {study.name}, as it stood after step {project.number:,} of its history, {day(study.made)}.",
            *([f"Codebook last changed on {day(known.changed)}{step}."] if known.changed else []),
            f"Program: workbench {study.version}. The same study and version give the same file.",
            *([f"Only the work of {known.blind}, who codes blind, is in it."] if known.blind else []),
            *rules(seen),
            "Each quote has an id, such as P07-012: workbench show ID opens its place in the transcript.",
            f"The same report written as .csv holds {counted(len(seen.extracts), 'coding')}, with all that is known of them.",
        )
    )


def _rows(seen: View, parts: Sequence[Part]) -> Table:
    """Every coding with where it stands and who made it, its words as said and as printed."""
    within: dict[str, list[str]] = defaultdict(list)
    chosen: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for code in part.members:
            within[code].append(part.theme.name)
        for quote in part.theme.quotes:
            chosen[quote].append(part.theme.name)
    names = attribute_names(seen.project.participants)

    def row(extract: Extract) -> tuple[Cell, ...]:
        coding, case = extract.coding, extract.case
        themes = dict.fromkeys([*within.get(coding.code, ()), *chosen.get(coding.id, ())])
        who = case.name if case else extract.speaker
        return (
            extract.id, "; ".join(themes), "; ".join(chosen.get(coding.id, ())), who,
            *(attribute(case, name) if case else "" for name in names),
            extract.document.name, extract.document.digest, extract.turn, coding.start, coding.end,
            seen.project.code_paths[coding.code], extract.coder.name, coding.round, coding.rating, coding.origin,
            coding.at, seen.codebook, extract.document.language, extract.words, as_printed(seen, extract),
        )  # fmt: skip

    header = (*BEFORE, *map(words, names), *AFTER)
    return Table("", header, tuple(map(row, seen.extracts)), name="quotes")
