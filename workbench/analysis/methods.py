"""The methods of a findings report, drafted from what the study knows; what it doesn't know is a gap, never invented.

The sample by its attributes is the matter of `sample`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbench.analysis.quotes import stretches
from workbench.analysis.report import GAP, Block, Heading, Prose, plain
from workbench.analysis.view import Part, View, listed, wording_of
from workbench.core.codebook import book_of
from workbench.core.memos import visible
from workbench.core.model import MEMO_KINDS, SEARCH
from workbench.core.moments import MONTHS
from workbench.core.project import counted

LANGUAGES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
    "ga": "Irish", "tr": "Turkish", "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "he": "Hebrew",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "hi": "Hindi",
}  # fmt: skip
SMALL = (
    *("None", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)
TEAM = 2  # coders from which on there is something to agree on
WORDED = "Quotes printed with changed words"


class Known(NamedTuple):
    """What a study knows of itself beside its records: its name, the program, and the last change of its codebook.

    `codebook` is the number of that step, 0 if there is none, and `changed` its moment. `blind` is the coder who codes
    blind, and whose work is all that is seen.
    """

    name: str
    version: str
    codebook: int = 0
    changed: str = ""
    blind: str = ""


def methods(seen: View, parts: Iterable[Part], known: Known) -> Iterator[Block]:
    """The chapter on methods: material, codebook, coding, analysis."""
    yield Heading("Methods")
    marked = GAP.format("like this")
    yield Prose(f"Drafted from what the study knows; what it doesn’t know is marked {marked}, for a person to fill in.")
    chapters = {
        "Participants and material": _material(seen),
        "Codebook": _codebook(seen, known),
        "Coding": _coding(seen, known),
        "Analysis": _analysis(seen, list(parts), known),
        "Ethics": _gaps("ethical approval: by whom, and its reference", "how participants consented"),
    }
    for title, sentences in chapters.items():
        yield Heading(title, 2)
        yield Prose(" ".join(sentences))


def spelled(count: int) -> str:
    """A number as a sentence begins with it: in a word, if it is a small one."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def _counted(count: int, what: str) -> str:
    """So many of something, as a sentence begins with it."""
    return f"{spelled(count)} {counted(count, what).partition(' ')[2]}"


def _gaps(*unknown: str) -> Iterator[str]:
    for what in unknown:
        yield f"{GAP.format(what[:1].upper() + what[1:])}."


def _material(seen: View) -> Iterator[str]:
    documents = seen.project.library
    yield from _gaps("how participants were recruited, and by which criteria")
    if not documents:
        yield "The study has no documents yet."
        return
    words = sum(document.words for document in documents)
    yield f"The material is {counted(len(documents), 'transcript')} with {counted(words, 'word')}{_tongues(seen)}."
    heard = {speaker.case for speaker in seen.project.speakers.values()}
    asking = sum(case.interviewer for case in seen.project.cases.values() if case.id in heard)
    people = f"{_counted(seen.participants, 'participant')}{_is_are(seen.participants)} heard in them"
    yield f"{people}, and {counted(asking, 'interviewer')}." if asking else f"{people}."
    yield from _gaps(
        "who interviewed, and how they stand to the participants",
        "when, where and in which form the interviews were held",
        "the interview guide",
        "how long the interviews lasted",
        "who transcribed them, and by which rules",
        "how names and places were changed",
    )


def _is_are(count: int) -> str:
    return " is" if count == 1 else " are"


def _tongues(seen: View) -> str:
    """The languages of the transcripts, as the end of a sentence."""
    tongues = Counter(document.language for document in seen.project.library)
    if len(tongues) == 1 and "" not in tongues:
        return f" in {LANGUAGES.get(*tongues, *tongues)}"
    named = [
        f"{count:,} in {plain(LANGUAGES.get(tongue, tongue)) if tongue else GAP.format('their language')}"
        for tongue, count in sorted(tongues.items(), key=lambda found: (not found[0], -found[1], found[0]))
    ]
    return f": {listed(named)}"


def _codebook(seen: View, known: Known) -> Iterator[str]:
    project = seen.project
    if not project.codes:
        yield "The study has no codes yet."
        return
    book = book_of(project, known.name)
    applied = sum(code.applies for code in project.codes.values())
    headings = len(project.codes) - applied
    under = f" under {counted(headings, 'heading')}" if headings else ""
    yield f"The codebook “{plain(book.name)}” has {counted(applied, 'code')}{under}; it stands in the appendix."
    if known.codebook:
        yield (
            f"In the study it was last changed on {day(known.changed)} "
            f"(step {known.codebook:,} of the study’s history)."
        )
    if book.sources:
        yield f"It draws on {counted(len(book.sources), 'source')}, which are listed there."
    yield from _gaps("how the codebook came about, and how it was tried out")


def _coding(seen: View, known: Known) -> Iterator[str]:
    extracts = seen.extracts
    if not extracts:
        yield "Nothing is coded yet."
        return
    names = sorted({extract.coder.name for extract in extracts}, key=str.casefold)
    days = sorted(extract.coding.at[:10] for extract in extracts)
    when = day(days[0]) if days[0] == days[-1] else f"{day(days[0])} to {day(days[-1])}"
    who = plain(names[0]) if len(names) == 1 else f"{_counted(len(names), 'coder')}, {plain(listed(names))},"
    places = len(stretches(extracts))
    yield (
        f"{who} made {counted(len(extracts), 'coding')} on {counted(places, 'distinct extract')}, "
        f"with {_of(len(seen.by_code), sum(code.applies for code in seen.project.codes.values()))}."
    )
    yield f"The codings are dated {when}, and are kept with workbench {plain(known.version)}."
    if found := sum(extract.coding.origin == SEARCH for extract in extracts):
        yield f"{spelled(found)} of them ({percent(found, len(extracts))}) came from a search for words."
    yield from _together(seen, names, known)
    yield from _gaps("how the coders were trained") if len(names) >= TEAM else ()


def _of(used: int, codes: int) -> str:
    return f"all {counted(codes, 'code')}" if used == codes > 1 else f"{used:,} of {counted(codes, 'code')}"


def _together(seen: View, names: list[str], known: Known) -> Iterator[str]:
    """How much was coded by several coders; how far they agree is nothing that the study knows."""
    if known.blind:
        yield f"Only the codings of {plain(known.blind)}, who codes blind, are in this file."
        return
    coders: dict[str, set[str]] = {}
    for extract in seen.extracts:
        coders.setdefault(extract.document.id, set()).add(extract.coder.id)
    if len(names) < TEAM:
        yield "All codings are by one coder."
        return
    several = sum(len(there) >= TEAM for there in coders.values())
    total = len(seen.project.documents)
    bear = "bears" if several == 1 else "bear"
    yield f"{spelled(several)} of {counted(total, 'transcript')} {bear} codings of two or more coders."
    yield from _gaps("agreement between coders: by which measure, and how much", "how disagreements were settled")


def _analysis(seen: View, parts: list[Part], known: Known) -> Iterator[str]:
    yield from _gaps("the analytic approach, with its reference")
    if parts:
        yield from _themes(seen, parts)
    kinds = Counter(memo.kind for memo in visible(seen.project, ""))
    if kinds:
        order = (*MEMO_KINDS, *(kind for kind in sorted(kinds) if kind not in MEMO_KINDS))
        told = listed([f"{kinds[kind]:,} {plain(kind)}" for kind in order if kinds[kind]])
        yield f"{_counted(sum(kinds.values()), 'memo')}{' was' if kinds.total() == 1 else ' were'} written ({told})."
    else:
        yield "No memos were written in workbench that the whole team may read."
    yield from _gaps("the researchers’ own positions, and how they were reflected on", "when and why sampling ended")
    yield f"Counts and tables were made with workbench {plain(known.version)}; each table says how it counts."


def _themes(seen: View, parts: list[Part]) -> Iterator[str]:
    chosen = {stretch[0].coding[1:4]: stretch[0] for part in parts for stretch in part.chosen}
    people = {case.id for extract in chosen.values() for case in extract.voices}
    yield (
        f"{_counted(len(parts), 'theme')}{_is_are(len(parts))} reported, with {counted(len(chosen), 'quote')} "
        f"from {len(people):,} of {counted(seen.participants, 'participant')}."
    )
    worded = sum(wording_of(seen, extract) is not None for extract in chosen.values())
    if worded:
        yield (
            f"{spelled(worded)} of the quotes {'is' if worded == 1 else 'are'} printed with changed words; each change stands "
            f"in brackets, and “{WORDED}” lists them."
        )


def day(at: str) -> str:
    """The day of a moment (ISO 8601) in words, in UTC, so that it is the same on every machine."""
    year, month, number = at[:10].split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent; 0 and 100 only for nothing and for all."""
    if not 0 < part < whole:
        return f"{100 if part else 0}%"
    return f"{min(99, max(1, round(100 * part / whole)))}%"
