"""The reports of a study: its themes with their quotes, its codes with all their quotes, its codebook.

Each is a pure function of the project and the texts; how a report looks is up to the writers in `formats`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from workbench.analysis.codebook import codebook
from workbench.analysis.memos import memos
from workbench.analysis.quotes import Extract, quotes, speaking, stretches, tally
from workbench.analysis.report import Block, Break, Cell, Facts, Heading, Prose, Quote, Report, Table, plain
from workbench.core.model import Code, Theme, Transcript, attribute
from workbench.core.project import Project, counted

Summary = Callable[[Project, Mapping[str, Transcript], Facts], Report]
Stretch = tuple[Extract, ...]
SHOWN_ATTRIBUTES = 3
ROWS = ("participant", "document", "turn", "start", "end", "code path", "coder", "quote")
RULE = (
    "An extract is a distinct stretch of a document, counted once however many codes and coders it has. "
    "A participant is counted once, however many extracts they have; interviewers and their speech are left out"
)
NESTED = "; the counts of a code include the codes below it"
NOTHING_CODED = "Nothing is coded in this study yet. Open a document, select some words and give them a code."
NO_THEMES = (
    "This study has no themes yet. Write one with `workbench theme add`: "
    "its summary, its codes, and the quotes that shall stand for it."
)


def themes(project: Project, texts: Mapping[str, Transcript], study: Facts) -> Report:
    """The themes: each with its summary, its counts, its codes and its chosen quotes; all other extracts at the end."""
    view = _view(project, texts, _first_attributes(project))
    gathered = [_gathered(view, theme) for theme in project.theme_order]
    blocks = list(_opening(view))
    if not gathered:
        blocks.append(Prose(NO_THEMES))
    for part in gathered:
        blocks += _theme(view, part)
    if any(part.others for part in gathered):
        blocks += [Break(), Heading("Appendix: all other extracts")]
        for part in gathered:
            blocks += _appendix(part)
    rows = tuple(
        (extract.id, part.theme.name, "yes" if is_chosen else "", *_row(view, extract))
        for part in gathered
        for is_chosen, together in ((True, part.chosen), (False, part.others))
        for stretch in together
        for extract in stretch
    )
    flat = Table("", ("quote id", "theme", "chosen", *ROWS), rows)
    return Report("Themes and their quotes", tuple(blocks), study, flat)


def codes(project: Project, texts: Mapping[str, Transcript], study: Facts) -> Report:
    """The codes that are applied, in the codebook's order, each with all its quotes, whoever made them."""
    view = _view(project, texts)
    blocks = list(_opening(view))
    for code, depth in project.code_tree:
        if any(member.id in view.by_code for member, _ in _subtree(project, code.id)):
            blocks += _code(view, code, depth)
    rows = tuple(
        (extract.id, *_row(view, extract)) for code, _ in project.code_tree for extract in view.by_code.get(code.id, ())
    )
    return Report("Codes and their quotes", tuple(blocks), study, Table("", ("quote id", *ROWS), rows))


KINDS: Mapping[str, Summary] = {"themes": themes, "codes": codes, "codebook": codebook, "memos": memos}


class _View(NamedTuple):
    """A study looked through once.

    Its extracts, all and by code, its N, the cases heard in several documents, the attributes that quotes give.
    """

    project: Project
    extracts: tuple[Extract, ...]
    by_code: Mapping[str, tuple[Extract, ...]]
    participants: int
    several: frozenset[str]
    attributes: tuple[str, ...]


def _view(project: Project, texts: Mapping[str, Transcript], attributes: tuple[str, ...] = ()) -> _View:
    extracts = quotes(project, texts, project.all_codings())
    by_code: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        by_code[extract.code.id].append(extract)
    heard = Counter(case for _, case in {(speaker.document, speaker.case) for speaker in project.speakers.values()})
    several = frozenset(case for case, documents in heard.items() if documents > 1)
    grouped = {code: tuple(found) for code, found in by_code.items()}
    return _View(project, extracts, grouped, len(speaking(project)), several, attributes)


def _opening(view: _View) -> Iterator[Block]:
    """The size of the study at a glance, how things are counted, and which attributes of participants are given."""
    project = view.project
    figures = {
        "Documents": f"{len(project.documents):,}",
        "Participants": f"{view.participants:,}",
        "Words": f"{sum(document.words for document in project.documents.values()):,}",
        "Coders": f"{len({extract.coder for extract in view.extracts}):,}",
        "Codings": f"{len(view.extracts):,}",
        "Codes applied": f"{len(view.by_code)} of {sum(code.applies for code in project.codes.values())}",
    }
    yield Table("The study", tuple(figures), (tuple(figures.values()),))
    yield Prose(plain(" ".join(_rules(view))))
    if not view.extracts:
        yield Prose(NOTHING_CODED)


def _rules(view: _View) -> Iterator[str]:
    asking = sum(case.interviewer for case in view.project.cases.values())
    yield f"{RULE} ({counted(asking, 'interviewer')} in this study)." if asking else f"{RULE}."
    if view.attributes:
        names = [name.replace("_", " ") for name in view.attributes]
        yield f"Quotes give the participant’s {_listed(names)}."


def _first_attributes(project: Project) -> tuple[str, ...]:
    """The names of the attributes that quotes give: the first ones of the table, as its fullest row has them."""
    fullest = max((case.attributes for case in speaking(project)), key=len, default=())
    return tuple(name for name, _ in fullest[:SHOWN_ATTRIBUTES])


# -- themes -----------------------------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """A theme with its codes and those below them, its chosen stretches in order, and its others as they come."""

    theme: Theme
    members: frozenset[str]
    chosen: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


def _gathered(view: _View, theme: Theme) -> _Part:
    members = frozenset(code.id for top in theme.codes for code, _ in _subtree(view.project, top))
    places = {quote: place for place, quote in enumerate(theme.quotes)}
    wanted = [e for e in view.extracts if e.coding.id in places or (e.code.id in members and not e.interviewer)]
    chosen: dict[int, Stretch] = {}
    others: list[Stretch] = []
    for stretch in stretches(wanted):
        picked = [places[extract.coding.id] for extract in stretch if extract.coding.id in places]
        if picked:
            chosen[min(picked)] = tuple(sorted(stretch, key=lambda e: places.get(e.coding.id, len(places))))
        else:
            others.append(stretch)
    return _Part(theme, members, tuple(chosen[place] for place in sorted(chosen)), tuple(others))


def _theme(view: _View, part: _Part) -> Iterator[Block]:
    theme = part.theme
    yield Heading(theme.name)
    yield Prose(theme.summary.strip() or "*No summary is written yet.*")
    yield _counts(view, (extract for code in part.members for extract in view.by_code.get(code, ())))
    if rows := _code_rows(view, theme):
        caption = f"Codes of “{theme.name}”{NESTED if len(rows) > len(theme.codes) else ''}"
        yield Table(caption, ("Code", "Definition", "Participants", "Extracts"), rows, (26, 46, 15, 13))
    if not part.chosen:
        yield Prose("*No quotes are chosen yet.*")
    for stretch in part.chosen:
        yield _quote(view, stretch)


def _code_rows(view: _View, theme: Theme) -> tuple[tuple[Cell, ...], ...]:
    """A row for each code of the theme and each applied code below it."""
    rows: dict[str, tuple[Cell, ...]] = {}
    for top in theme.codes:
        for code, depth in _subtree(view.project, top):
            below = (member.id for member, _ in _subtree(view.project, code.id))
            counts = tally(extract for member in below for extract in view.by_code.get(member, ()))
            if depth == 0 or counts.extracts:
                rows.setdefault(code.id, ("\u2003" * depth + code.name, code.definition, *counts))
    return tuple(rows.values())


def _appendix(part: _Part) -> Iterator[Block]:
    yield Heading(part.theme.name, 2)
    if not part.others:
        yield Prose("All its extracts are quoted above." if part.chosen else "It has no extracts.")
        return
    rows = tuple(_appendix_row(stretch) for stretch in part.others)
    header = ("Quote", "Participant", "Turn", "Codes", "Extract")
    languages = tuple(stretch[0].document.language for stretch in part.others)
    yield Table(f"Further extracts of “{part.theme.name}”", header, rows, (12, 14, 7, 20, 47), languages)


def _appendix_row(stretch: Stretch) -> tuple[Cell, ...]:
    first = stretch[0]
    named = ", ".join(dict.fromkeys(extract.code.name for extract in stretch))
    return first.id, _named(first), first.turn or "", named, first.words


# -- codes ------------------------------------------------------------------------------------------------------------


def _code(view: _View, code: Code, depth: int) -> Iterator[Block]:
    yield Heading(view.project.code_paths[code.id], min(depth, 2) + 1)
    if code.definition:
        yield Prose(plain(code.definition))
    extracts = view.by_code.get(code.id, ())
    if not extracts:
        return
    asked = len(stretches(extract for extract in extracts if extract.interviewer))
    yield _counts(view, extracts, f"; {asked:,} more in interviewers’ speech" if asked else "")
    for stretch in stretches(extracts):
        yield _quote(view, stretch, _coders(stretch))


def _coders(stretch: Stretch) -> str:
    """Who coded these words; a coding other than the one that the quote is named by stands with its own id."""
    ids: dict[str, str] = {}
    for extract in stretch:
        ids.setdefault(extract.coder.name, extract.id)
    (first, _), *others = ids.items()
    return f"coded by {_listed([first, *(f'{name} ({quote})' for name, quote in others)])}"


# -- what both share --------------------------------------------------------------------------------------------------


def _quote(view: _View, stretch: Stretch, coders: str = "") -> Quote:
    first = stretch[0]
    case = first.case
    known = [attribute(case, name) for name in view.attributes] if case else []
    document = first.document.title if case and case.id in view.several else ""
    turn = f"turn {first.turn}" if first.turn else ""
    said = (_named(first), *known, document, turn, coders)
    return Quote(first.words, ", ".join(filter(None, said)), first.id, first.document.language)


def _named(extract: Extract) -> str:
    name = extract.case.name if extract.case else extract.speaker or extract.document.title
    return f"{name} (interviewer)" if extract.interviewer else name


def _counts(view: _View, extracts: Iterable[Extract], further: str = "") -> Prose:
    participants, count = tally(extracts)
    everybody = counted(view.participants, "participant")
    return Prose(f"**{participants} of {everybody}, {counted(count, 'extract')}**{further}")


def _row(view: _View, extract: Extract) -> tuple[Cell, ...]:
    _, _, start, end, *_ = extract.coding
    path = view.project.code_paths[extract.code.id]
    who = extract.case.name if extract.case else extract.speaker
    return who, extract.document.name, extract.turn, start, end, path, extract.coder.name, extract.words


def _subtree(project: Project, code: str) -> tuple[tuple[Code, int], ...]:
    """A code and those below it, with their depth under it; nothing if it is no longer in the codebook."""
    tree = project.code_tree
    first = next((place for place, (known, _) in enumerate(tree) if known.id == code), len(tree))
    top = tree[first : first + 1]
    rest = takewhile(lambda entry: entry[1] > top[0][1], tree[first + 1 :])
    return tuple((known, depth - top[0][1]) for known, depth in (*top, *rest))


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
