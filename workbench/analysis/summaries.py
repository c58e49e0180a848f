"""The reports of a study: its themes with their quotes, its codes with all their quotes, its codebook.

Each is a pure function of the project and the texts; how a report looks is up to the writers in `formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from workbench.analysis.codebook import codebook
from workbench.analysis.memos import memos
from workbench.analysis.quotes import Extract, stretches
from workbench.analysis.report import Block, Break, Cell, Facts, Heading, Later, Prose, Report, Table, plain
from workbench.analysis.view import (
    Part,
    Stretch,
    View,
    as_printed,
    cautions,
    code_rows,
    counts,
    gathered,
    listed,
    named,
    quote,
    rules,
    subtree,
    theme_counts,
    view,
)
from workbench.core.model import Code, Coding, Transcript
from workbench.core.project import Project

Summary = Callable[[Project, Mapping[str, Transcript], Facts], Report]
ROWS = ("participant", "document", "turn", "start", "end", "code path", "coder", "quote")
NESTED = "; the counts of a code include the codes below it"
NOTHING_CODED = "Nothing is coded in this study yet. Open a document, select some words and give them a code."
NO_THEMES = (
    "This study has no themes yet. Write one with `workbench theme add`: "
    "its summary, its codes, and the quotes that shall stand for it."
)


def themes(project: Project, texts: Mapping[str, Transcript], study: Facts, codebook: int = 0) -> Report:
    """The themes: each with its summary, its counts, its codes and its chosen quotes; all other extracts at the end.

    `codebook` is the step at which the codebook was last changed.
    """
    seen = view(project, texts, codebook, attributes=True)
    parts = [gathered(seen, theme) for theme in project.theme_order]
    rows = tuple(
        (extract.id, part.theme.name, "yes" if is_chosen else "", *_row(seen, extract)[1:])
        for part in parts
        for is_chosen, together in ((True, part.chosen), (False, part.others))
        for stretch in together
        for extract in stretch
    )
    flat = Table("", ("quote id", "theme", "chosen", *ROWS), rows)
    return Report("Themes and their quotes", Later(lambda: _themes(seen, parts)), study, flat)


def _themes(seen: View, parts: Sequence[Part]) -> Iterator[Block]:
    yield from _opening(seen)
    if not parts:
        yield Prose(NO_THEMES)
    for part in parts:
        yield from theme_blocks(seen, part)
    if any(part.others for part in parts):
        yield from (Break(), Heading("Appendix: all other extracts"))
        for part in parts:
            yield from _appendix(seen, part)


def codes(
    project: Project,
    texts: Mapping[str, Transcript],
    study: Facts,
    codebook: Callable[[], int] = lambda: 0,
    among: Iterable[Coding] | None = None,
) -> Report:
    """The codes that are applied, in the codebook's order, each with its quotes (`among` these, or all), whoever made them.

    `codebook` gives the step at which the codebook was last changed; it is asked only where quotes are laid out.
    """
    seen = view(project, texts, codings=among)
    rows = tuple(_row(seen, extract) for code, _ in project.code_tree for extract in seen.by_code.get(code.id, ()))
    flat = Table("", ("quote id", *ROWS), rows)
    return Report("Codes and their quotes", Later(lambda: _codes(seen._replace(codebook=codebook()))), study, flat)


def _codes(seen: View) -> Iterator[Block]:
    yield from _opening(seen)
    for code, depth in seen.project.code_tree:
        if any(member.id in seen.by_code for member, _ in subtree(seen.project, code.id)):
            yield from _code(seen, code, depth)


KINDS: Mapping[str, Summary] = {"themes": themes, "codes": codes, "codebook": codebook, "memos": memos}


def figures(seen: View) -> Table:
    """The size of the study at a glance."""
    project = seen.project
    found = {
        "Documents": f"{len(project.documents):,}",
        "Participants": f"{seen.participants:,}",
        "Words": f"{sum(document.words for document in project.documents.values()):,}",
        "Coders": f"{len({extract.coder for extract in seen.extracts}):,}",
        "Codings": f"{len(seen.extracts):,}",
        "Codes applied": f"{len(seen.by_code)} of {sum(code.applies for code in project.codes.values())}",
    }
    return Table("The study", tuple(found), (tuple(found.values()),))


def _opening(seen: View) -> Iterator[Block]:
    """The size of the study, and how things are counted."""
    yield figures(seen)
    yield Prose(plain(" ".join((*rules(seen), *cautions(seen, seen.extracts)))))
    if not seen.extracts:
        yield Prose(NOTHING_CODED)


def theme_blocks(seen: View, part: Part, level: int = 1) -> Iterator[Block]:
    """A theme with its summary, its counts, its codes and its chosen quotes."""
    theme = part.theme
    yield Heading(theme.name, level)
    yield Prose(theme.summary.strip() or "*No summary is written yet.*")
    yield theme_counts(seen, part)
    if rows := code_rows(seen, theme):
        caption = f"Codes of “{theme.name}”{NESTED if len(rows) > len(theme.codes) else ''}"
        yield Table(caption, ("Code", "Definition", "Participants", "Extracts"), rows, (26, 46, 15, 13))
    if not part.chosen:
        yield Prose("*No quotes are chosen yet.*")
    for stretch in part.chosen:
        yield quote(seen, stretch)


def _appendix(seen: View, part: Part) -> Iterator[Block]:
    yield Heading(part.theme.name, 2)
    if not part.others:
        yield Prose("All its extracts are quoted above." if part.chosen else "It has no extracts.")
        return
    rows = tuple(_appendix_row(seen, stretch) for stretch in part.others)
    header = ("Quote", "Participant", "Turn", "Codes", "Extract")
    languages = tuple(stretch[0].document.language for stretch in part.others)
    yield Table(f"Further extracts of “{part.theme.name}”", header, rows, (12, 14, 7, 20, 47), languages)


def _appendix_row(seen: View, stretch: Stretch) -> tuple[Cell, ...]:
    first = stretch[0]
    together = ", ".join(dict.fromkeys(extract.code.name for extract in stretch))
    return first.id, named(first), first.turn or "", together, as_printed(seen, first)


def _code(seen: View, code: Code, depth: int) -> Iterator[Block]:
    yield Heading(seen.project.code_paths[code.id], min(depth, 2) + 1)
    if code.definition:
        yield Prose(plain(code.definition))
    extracts = seen.by_code.get(code.id, ())
    if not extracts:
        return
    asked = len(stretches(extract for extract in extracts if extract.interviewer))
    yield counts(seen, extracts, f"; {asked:,} more in interviewers’ speech" if asked else "")
    for stretch in stretches(extracts):
        yield quote(seen, stretch, _coders(stretch))


def _coders(stretch: Stretch) -> str:
    """Who coded these words; a coding other than the one that the quote is named by stands with its own id."""
    ids: dict[str, str] = {}
    for extract in stretch:
        ids.setdefault(extract.coder.name, extract.id)
    (first, _), *others = ids.items()
    return f"coded by {listed([first, *(f'{name} ({id_})' for name, id_ in others)])}"


def _row(seen: View, extract: Extract) -> tuple[Cell, ...]:
    name, coding, words, document, turn, speaker, case, _, _, code, coder = extract
    if seen.project.wordings:
        words = as_printed(seen, extract)
    return (
        name, case.name if case else speaker, document.name, turn, coding.start, coding.end,
        seen.project.code_paths[code.id], coder.name, words,
    )  # fmt: skip
