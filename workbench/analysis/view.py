"""A study looked through once for a report: its extracts by code, its themes' parts, and quotes as print shows them.

What all reports of themes and codes share; the reports themselves are in `summaries` and `findings`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from workbench.analysis.hiding import Hidden, hidden, names_hidden, overlaps_told, says_one, some, still_shown
from workbench.analysis.quotes import Extract, quotes, speaking, stretches, tally
from workbench.analysis.report import Cell, Prose, Quote, Source
from workbench.core.model import Code, Coding, Theme, Transcript, Wording, attribute
from workbench.core.project import Project, counted
from workbench.core.wording import printed

Stretch = tuple[Extract, ...]
SHOWN_ATTRIBUTES = 3
RULE = (
    "An extract is a distinct stretch of a document, counted once however many codes and coders it has. "
    "A participant is counted once, however many extracts they have; interviewers and their speech are left out"
)


class View(NamedTuple):
    """A study looked through once.

    Its extracts, all and by code, its N, the cases heard in several documents, the attributes that quotes give, the step
    at which its codebook was last changed (0: not known), what print hides of quotes, by document (an id), and the names
    among that.
    """

    project: Project
    texts: Mapping[str, Transcript]
    extracts: tuple[Extract, ...]
    by_code: Mapping[str, tuple[Extract, ...]]
    participants: int
    several: frozenset[str]
    attributes: tuple[str, ...]
    codebook: int
    hidden: Mapping[str, tuple[Hidden, ...]]
    names: frozenset[str]


def view(
    project: Project,
    texts: Mapping[str, Transcript],
    codebook: int = 0,
    *,
    attributes: bool = False,
    codings: Iterable[Coding] | None = None,
) -> View:
    """The study seen through these codings, or all; with `attributes`, quotes give the first ones of their participant."""
    extracts = quotes(project, texts, project.all_codings() if codings is None else codings)
    by_code: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        by_code[extract.code.id].append(extract)
    heard = Counter(case for _, case in {(speaker.document, speaker.case) for speaker in project.speakers.values()})
    several = frozenset(case for case, documents in heard.items() if documents > 1)
    grouped = {code: tuple(found) for code, found in by_code.items()}
    given = first_attributes(project) if attributes else ()
    return View(
        project,
        texts,
        extracts,
        grouped,
        len(speaking(project)),
        several,
        given,
        codebook,
        hidden(project),
        names_hidden(project, texts),
    )


def first_attributes(project: Project) -> tuple[str, ...]:
    """The names of the attributes that quotes give: the first ones of the table, as its fullest row has them."""
    fullest = max((case.attributes for case in speaking(project)), key=len, default=())
    return tuple(name for name, _ in fullest[:SHOWN_ATTRIBUTES])


def rules(seen: View) -> Iterator[str]:
    """How things are counted, and which attributes of participants are given, in sentences."""
    asking = sum(case.interviewer for case in seen.project.cases.values())
    yield f"{RULE} ({counted(asking, 'interviewer')} in this study)." if asking else f"{RULE}."
    if seen.attributes:
        names = [name.replace("_", " ") for name in seen.attributes]
        yield f"Quotes give the participant’s {listed(names)}."


# -- themes -----------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A theme with its codes and those below them, its chosen stretches in order, and its others as they come."""

    theme: Theme
    members: frozenset[str]
    chosen: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


def gathered(seen: View, theme: Theme) -> Part:
    """What belongs to a theme."""
    members = frozenset(code.id for top in theme.codes for code, _ in subtree(seen.project, top))
    places = {quote: place for place, quote in enumerate(theme.quotes)}
    wanted = [e for e in seen.extracts if e.coding.id in places or (e.code.id in members and not e.interviewer)]
    chosen: dict[int, Stretch] = {}
    others: list[Stretch] = []
    for stretch in stretches(wanted):
        picked = [places[extract.coding.id] for extract in stretch if extract.coding.id in places]
        if picked:
            chosen[min(picked)] = tuple(sorted(stretch, key=lambda e: places.get(e.coding.id, len(places))))
        else:
            others.append(stretch)
    return Part(theme, members, tuple(chosen[place] for place in sorted(chosen)), tuple(others))


def theme_counts(seen: View, part: Part) -> Prose:
    """How many participants say how many extracts of a theme."""
    return counts(seen, (extract for code in part.members for extract in seen.by_code.get(code, ())))


def code_rows(seen: View, theme: Theme) -> tuple[tuple[Cell, ...], ...]:
    """A row for each code of the theme and each applied code below it: its name, its definition, its counts."""
    rows: dict[str, tuple[Cell, ...]] = {}
    for top in theme.codes:
        for code, depth in subtree(seen.project, top):
            below = (member.id for member, _ in subtree(seen.project, code.id))
            numbers = tally(extract for member in below for extract in seen.by_code.get(member, ()))
            if depth == 0 or numbers.extracts:
                rows.setdefault(code.id, ("\u2003" * depth + code.name, code.definition, *numbers))
    return tuple(rows.values())


def subtree(project: Project, code: str) -> tuple[tuple[Code, int], ...]:
    """A code and those below it, with their depth under it; nothing if it is no longer in the codebook."""
    tree = project.code_tree
    first = next((place for place, (known, _) in enumerate(tree) if known.id == code), len(tree))
    top = tree[first : first + 1]
    rest = takewhile(lambda entry: entry[1] > top[0][1], tree[first + 1 :])
    return tuple((known, depth - top[0][1]) for known, depth in (*top, *rest))


# -- quotes -----------------------------------------------------------------------------------------------------------


def quote(seen: View, stretch: Stretch, coders: str = "") -> Quote:
    """The words of a stretch as print shows them, with where they come from for readers and for machines."""
    first = stretch[0]
    case = first.case
    known = [attribute(case, name) for name in seen.attributes] if case else []
    document = first.document.title if case and case.id in seen.several else ""
    turn = f"turn {first.turn}" if first.turn else ""
    said = (named(first), *known, document, turn, coders)
    return Quote(
        as_printed(seen, first), ", ".join(filter(None, said)), first.id, first.document.language, _source(seen, first)
    )


def _source(seen: View, extract: Extract) -> Source:
    document, coding = extract.document, extract.coding
    who = extract.case.name if extract.case else extract.speaker
    edits = wording.kept if (wording := wording_of(seen, extract)) else ()
    path = seen.project.code_paths[extract.code.id]
    return Source(
        document.name, document.digest, extract.turn, coding.start, coding.end, who, path, extract.coder.name,
        seen.codebook, edits,
    )  # fmt: skip


def wording_of(seen: View, extract: Extract) -> Wording | None:
    """How an extract is worded in print, if it is not printed as it was said."""
    coding = extract.coding
    return seen.project.wordings_of.get((coding.document, coding.start, coding.end))


def as_printed(seen: View, extract: Extract) -> str:
    """The words of an extract as print shows them."""
    wording = wording_of(seen, extract) if seen.project.wordings else None
    return printed(seen.texts[wording.document].text, wording.span, wording.edits) if wording else extract.words


def showing(seen: View, extract: Extract) -> tuple[Hidden, ...]:
    """The words hidden in other quotes that an extract still shows in print."""
    elsewhere = seen.hidden.get(extract.coding.document)
    if not elsewhere:
        return ()
    wording = wording_of(seen, extract)
    return still_shown(elsewhere, extract.coding.span, wording.edits if wording else ())


def cautions(seen: View, extracts: Iterable[Extract]) -> Iterator[str]:
    """What is to be looked at before these extracts are published, in sentences: words that other quotes hide."""
    if not seen.hidden:
        return
    firsts = [same[0] for same in stretches(extracts)]
    yield from overlaps_told((extract.id, showing(seen, extract)) for extract in firsts)
    if named_in := [extract.id for extract in firsts if says_one(seen.names, as_printed(seen, extract))]:
        what = counted(len(named_in), "further extract")
        yield f"Caution: names that are replaced in a quote stand in {what}: {some(named_in)}."


def named(extract: Extract) -> str:
    """Who speaks, as print calls them."""
    name = extract.case.name if extract.case else extract.speaker or extract.document.title
    return f"{name} (interviewer)" if extract.interviewer else name


def counts(seen: View, extracts: Iterable[Extract], further: str = "") -> Prose:
    """How many participants say how many extracts, of all participants."""
    participants, count = tally(extracts)
    everybody = counted(seen.participants, "participant")
    return Prose(f"**{participants} of {everybody}, {counted(count, 'extract')}**{further}")


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: with commas, and “and” before the last."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
