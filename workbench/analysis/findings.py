"""The findings of a study as one report for co-authors: methods, sample, themes with their quotes, tables, codebook.

Methods and sample are drafted in `methods` and `sample`; the tables are those of the package `tables`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.analysis.codebook import in_brief
from workbench.analysis.hiding import kinds, names_told, says_one
from workbench.analysis.methods import WORDED, Known, day, methods
from workbench.analysis.quotes import Extract
from workbench.analysis.report import (
    Block,
    Break,
    Bullets,
    Cell,
    Contents,
    Facts,
    Heading,
    Later,
    Prose,
    Report,
    Table,
    plain,
)
from workbench.analysis.sample import attribute_names, sample, words
from workbench.analysis.summaries import NO_THEMES, NOTHING_CODED, figures, theme_blocks
from workbench.analysis.tabled import balanced, findings_tables, negative_cases
from workbench.analysis.tables.matrix import Asked
from workbench.analysis.view import Part, View, as_printed, cautions, gathered, named, rules, showing, view, wording_of
from workbench.core.codebook import Codebook, book_of
from workbench.core.model import attribute
from workbench.core.project import counted

BEFORE = ("quote id", "themes", "chosen for", "participant")
AFTER = (
    *("document", "text digest", "turn", "start", "end", "code path", "coder", "round", "rating", "origin", "coded"),
    *("codebook step", "language", "changed words"),
)
AS_SAID, AS_PRINTED = "as said", "as printed"
TEAM_ONLY = (
    "**This file is for the team’s own check: beside quotes that are printed with changed words it holds their words as "
    "said, names too. Make it again without them before it leaves the team.**"
)


def findings(asked: Asked, study: Facts, known: Known, *, as_said: bool = False) -> Report:
    """The findings: all that a co-author needs to judge them, and a gap for all that the study doesn't know.

    What print hides of quotes stands nowhere in it, unless their words `as_said` are asked for.
    """
    project = asked.project
    codings = None if asked.among is None else [c for c in project.all_codings() if c.id in asked.among]
    texts = asked.texts(project.documents)
    seen = view(project, texts, known.codebook, attributes=True, codings=codings)
    parts = [gathered(seen, theme) for theme in project.theme_order]

    def blocks() -> Iterator[Block]:
        chapters = (
            *methods(seen, parts, known),
            *sample(seen),
            *_themes(asked, seen, parts),
            *_tables(asked, seen, parts, as_said=as_said),
            *_appendix(book_of(project, study.name)),
        )
        yield figures(seen)
        yield from _of_one(known)
        if as_said:
            yield Prose(TEAM_ONLY)
        yield Contents("Contents", 2)
        yield Break()
        yield from chapters
        yield from _made(seen, study, known, names_told(seen.names, chapters))

    return Report("Findings", Later(blocks), study, _rows(seen, parts, as_said=as_said))


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


def _tables(asked: Asked, seen: View, parts: Sequence[Part], *, as_said: bool) -> Iterator[Block]:
    """The chapter on whom the quotes come from, and those of tables and changed words, each only if it has something."""
    if any(part.chosen for part in parts):
        yield Heading("Whom the quotes come from")
        yield from balanced(asked)
    if worded := _worded(seen, parts, as_said=as_said):
        yield Heading(WORDED)
        yield worded
    if tables := findings_tables(asked, parts):
        yield Heading("Tables")
        yield from tables


def _worded(seen: View, parts: Sequence[Part], *, as_said: bool) -> Table | None:
    """Each chosen quote that print shows otherwise than it was said, and what was done to its words."""
    chosen = {stretch[0].coding[1:4]: stretch[0] for part in parts for stretch in part.chosen}
    changed = [extract for extract in chosen.values() if wording_of(seen, extract)]
    if not changed:
        return None
    rows = tuple(
        (
            extract.id, named(extract), _changes(seen, extract), as_printed(seen, extract),
            *((extract.words,) if as_said else ()),
        )
        for extract in changed
    )  # fmt: skip
    header = ("Quote", "Participant", "Changed words", "As printed", *(("As said",) if as_said else ()))
    note = "[…] stands for words left out; [words] in brackets are the researchers’ own."
    if as_said:
        note += " Caution: what print hides, names too, stands in the last column."
    widths = (11, 13, 14, 31, 31) if as_said else (11, 13, 16, 60)
    languages = tuple(extract.document.language for extract in changed)
    return Table(WORDED, header, rows, widths, languages, note, name="wordings")


def _changes(seen: View, extract: Extract) -> str:
    """What was done to a quote's words, in kinds and counts; and whether it shows words that another quote hides."""
    wording = wording_of(seen, extract)
    done = kinds(wording.edits) if wording else ""
    shows = showing(seen, extract) or says_one(seen.names, as_printed(seen, extract))
    elsewhere = "shows words hidden in another quote" if shows else ""
    return "; ".join(filter(None, (done, elsewhere)))


def _appendix(book: Codebook) -> Iterator[Block]:
    """The codebook, its headings below that of the appendix."""
    if not book.entries:
        return
    yield Break()
    yield Heading("Appendix: the codebook")
    for block in in_brief(book):
        yield block._replace(level=block.level + 1) if isinstance(block, Heading) else block
    yield Prose("All that the codebook says of each code is in `workbench export codebook`.")


def _made(seen: View, study: Facts, known: Known, more: Iterable[str]) -> Iterator[Block]:
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
            f"The same report written as .csv holds {counted(len(seen.extracts), 'coding')} and all attributes of participants.",
            *cautions(seen, seen.extracts),
            *more,
        )
    )


def _rows(seen: View, parts: Sequence[Part], *, as_said: bool) -> Table:
    """Every coding with where it stands and who made it, and its words as printed, after those as said if asked for."""
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
            coding.at, seen.codebook, extract.document.language, _changes(seen, extract),
            *((extract.words,) if as_said else ()), as_printed(seen, extract),
        )  # fmt: skip

    header = (*BEFORE, *map(words, names), *AFTER, *((AS_SAID,) if as_said else ()), AS_PRINTED)
    return Table("", header, tuple(map(row, seen.extracts)), name="quotes")
