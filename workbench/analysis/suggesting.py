"""Which extracts of a theme would make good quotes: a hint with its reasons, by a rule that is stated.

What is nearly the same is a question for a library, so the way to compare two texts comes in as a function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.analysis.quotes import Extract, stretches
from workbench.core.project import folded, natural

SHORTEST, LONGEST = 8, 60
EASY = range(12, 41)
SAME = 85.0
RULE = (
    f"Suggested are extracts of {SHORTEST} to {LONGEST} words that aren't chosen yet: whole sentences first, then those that "
    f"don't lean on what was said before (as “and”, “it” or “that” at their start do), then those of {EASY[0]} to {EASY[-1]} "
    "words. Participants take turns, those least quoted in the theme first. Of two that say nearly the same "
    f"(RapidFuzz ratio of {SAME:.0f} or more), only the first is suggested, and none that is nearly a chosen one."
)
_ENDS = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LEANS = {
    "en": "and but so or because it it's that that's this these those they he she which then also yes no yeah well",
    "de": "und aber oder weil denn es das dies diese dieser sie er dann auch ja nein also da",
    "es": "y e pero o porque eso esto esta este ellos ella él entonces también sí no pues",
    "fr": "et mais ou parce ça cela ce c'est cette ils elle il elles alors aussi oui non donc",
    "it": "e ed ma o perché questo questa quello ciò loro lui lei allora anche sì no quindi",
    "pt": "e mas ou porque isso isto esta este eles ela ele então também sim não pois",
    "nl": "en maar of omdat het dat dit deze die zij hij dan ook ja nee dus",
}
LEANING = {language: frozenset(words.split()) for language, words in _LEANS.items()}

Alike = Callable[[str, str], float]


class Suggestion(NamedTuple):
    """An extract that may do as a quote: its codings on the very same words, and why it is suggested."""

    stretch: tuple[Extract, ...]
    why: str

    @property
    def first(self) -> Extract:
        """The extract by which it is named."""
        return self.stretch[0]


def suggestions(
    extracts: Iterable[Extract], chosen: Sequence[Extract], alike: Alike, most: int = 5
) -> tuple[Suggestion, ...]:
    """At most so many extracts of a theme that would make good quotes, beside those `chosen`, the best first.

    `alike` says of two texts how alike they are, from 0 to 100.
    """
    taken = {extract.coding[1:4] for extract in chosen}
    fitting = [
        stretch
        for stretch in stretches(extract for extract in extracts if not extract.interviewer and extract.voices)
        if stretch[0].coding[1:4] not in taken and SHORTEST <= _words(stretch[0].words) <= LONGEST
    ]
    told = [folded(extract.words) for extract in chosen]
    found: list[Suggestion] = []
    quoted = Counter(case.id for extract in chosen for case in extract.voices)
    for stretch in _in_turns(fitting, quoted):
        words = folded(stretch[0].words)
        if all(alike(words, known) < SAME for known in told):
            told.append(words)
            quoted.update(case.id for case in stretch[0].voices)
            found.append(Suggestion(stretch, _why(stretch[0])))
        if len(found) == most:
            break
    return tuple(found)


def _in_turns(fitting: Sequence[tuple[Extract, ...]], quoted: Counter[str]) -> Iterator[tuple[Extract, ...]]:
    """The best extract that is left of who is quoted least; `quoted` is kept by who takes or leaves them."""
    by_person: dict[str, list[tuple[Extract, ...]]] = {}
    for stretch in sorted(fitting, key=lambda stretch: -_points(stretch[0])):
        by_person.setdefault(stretch[0].voices[0].id, []).append(stretch)
    while by_person:
        person = min(by_person, key=lambda case: (quoted[case], natural(by_person[case][0][0].voices[0].name)))
        yield by_person[person].pop(0)
        if not by_person[person]:
            del by_person[person]


def _points(extract: Extract) -> int:
    return 4 * _whole(extract) + 2 * (not _leans(extract)) + (_words(extract.words) in EASY)


def _whole(extract: Extract) -> bool:
    """True if it begins as sentences begin and ends as they end."""
    words = extract.words.strip("\"'“”‘’«»„ \n")
    return bool(words) and not words[0].islower() and bool(_ENDS.search(extract.words.strip()))


def _leans(extract: Extract) -> bool:
    """True if its first word leans on what was said before; in languages that aren't known here, None does."""
    first = _WORD.search(extract.words)
    words = LEANING.get(extract.document.language, frozenset())
    return first is not None and first.group().casefold().replace("’", "'") in words


def _words(text: str) -> int:
    return len(text.split())


def _why(extract: Extract) -> str:
    reasons = [
        "whole sentences" if _whole(extract) else "part of a sentence",
        "leans on what was said before" if _leans(extract) else "stands alone",
        f"{_words(extract.words)} words",
    ]
    return ", ".join(reasons)
